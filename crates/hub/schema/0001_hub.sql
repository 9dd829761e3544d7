-- Every key begins with the centre's, so that the tables can be spread over machines by centre; no sequence, no trigger, no
-- foreign key. What a hub keeps for itself and not for a centre is in the last two tables, which have a few rows.
CREATE TABLE centre (
    org BYTEA NOT NULL,
    root_deed BYTEA NOT NULL,
    deeds_rev BIGINT NOT NULL,
    said_head BIGINT NOT NULL,
    bytes BIGINT NOT NULL,
    made_ms BIGINT NOT NULL,
    PRIMARY KEY (org)
);

CREATE TABLE deed (
    org BYTEA NOT NULL,
    id BYTEA NOT NULL,
    deed BYTEA NOT NULL,
    PRIMARY KEY (org, id)
);

-- Where the list of a stream ends.
CREATE TABLE stream (
    org BYTEA NOT NULL,
    stream BYTEA NOT NULL,
    head BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (org, stream)
);

-- The lists. `hash` is that of the place behind the item, `giver` the session in which it was brought. `event`, `dev` and `dseq` are an event's;
-- `whole` is 0 of an event that came without its body; `item` is null once it was deleted.
CREATE TABLE item (
    org BYTEA NOT NULL,
    stream BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    id BYTEA NOT NULL,
    giver BYTEA NOT NULL,
    event BYTEA,
    whole BIGINT NOT NULL,
    dev BYTEA,
    dseq BIGINT,
    item BYTEA,
    PRIMARY KEY (org, stream, seq)
);
CREATE UNIQUE INDEX item_id ON item (org, stream, id);
CREATE INDEX item_event ON item (org, stream, event);
CREATE INDEX item_chain ON item (org, stream, dev, dseq);

-- What devices last said that they have taken in.
CREATE TABLE said (
    org BYTEA NOT NULL,
    dev BYTEA NOT NULL,
    rev BIGINT NOT NULL,
    said BYTEA NOT NULL,
    PRIMARY KEY (org, dev)
);
CREATE INDEX said_rev ON said (org, rev);

CREATE TABLE session (
    org BYTEA NOT NULL,
    token_hash BYTEA NOT NULL,
    dev BYTEA NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (org, token_hash)
);

CREATE TABLE token (
    token_hash BYTEA NOT NULL,
    made_ms BIGINT NOT NULL,
    used_by BYTEA,
    PRIMARY KEY (token_hash)
);

CREATE TABLE hub (
    one BIGINT NOT NULL,
    incarnation BYTEA NOT NULL,
    PRIMARY KEY (one)
);
