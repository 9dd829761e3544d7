-- Cases that are handed over to another centre, and those that were taken in from one: where each stands, and since when, by
-- the reading of the event that says so. Derived from the log.
CREATE TABLE view_transfer (
    subject BLOB NOT NULL,
    transfer BLOB NOT NULL,
    state TEXT NOT NULL,
    hlc INTEGER NOT NULL,
    PRIMARY KEY (subject, transfer)
) STRICT, WITHOUT ROWID;
