-- Files of answers. Their chunks lie beside the database, by centre, root and number; here is what is known of them. `rev` grows with
-- every file that becomes whole, so that a device need not ask in vain.
CREATE TABLE file (
    org BYTEA NOT NULL,
    root BYTEA NOT NULL,
    hashes BYTEA NOT NULL,
    rev BIGINT NOT NULL,
    PRIMARY KEY (org, root)
);
CREATE INDEX file_rev ON file (org, rev);

-- `held` of `length` bytes have come; `whole` is 1 once all of it lies beside the database.
CREATE TABLE file_chunk (
    org BYTEA NOT NULL,
    root BYTEA NOT NULL,
    number BIGINT NOT NULL,
    length BIGINT NOT NULL,
    held BIGINT NOT NULL,
    whole BIGINT NOT NULL,
    PRIMARY KEY (org, root, number)
);

-- What has come of chunks that are not whole.
CREATE TABLE file_piece (
    org BYTEA NOT NULL,
    root BYTEA NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (org, root, number, at)
);

-- Chunks that are to be deleted beside the database: their rows are gone already.
CREATE TABLE file_gone (
    org BYTEA NOT NULL,
    root BYTEA NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (org, root, number)
);
