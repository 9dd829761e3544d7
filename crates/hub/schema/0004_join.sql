-- Mailboxes by which laptops join. `dev` laid it; what lies in it is sealed under words that nobody knows here. `again` is 1 once somebody
-- tried to answer an invite that was answered already.
CREATE TABLE mailbox (
    org BYTEA NOT NULL,
    at BYTEA NOT NULL,
    dev BYTEA NOT NULL,
    until_ms BIGINT NOT NULL,
    again BIGINT NOT NULL,
    invite BYTEA NOT NULL,
    commitment BYTEA,
    nonce BYTEA,
    opening BYTEA,
    PRIMARY KEY (org, at)
);

-- Whose a mailbox is: whoever is to join knows its name and no centre. A few rows of a day, the same on every machine.
CREATE TABLE mailbox_at (
    at BYTEA NOT NULL,
    org BYTEA NOT NULL,
    until_ms BIGINT NOT NULL,
    PRIMARY KEY (at)
);
