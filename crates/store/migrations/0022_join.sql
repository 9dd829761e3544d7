-- Invites that are answered on line. Words, mailbox (its key) and letters are emptied when the invite ends. `in_room` is 1 where a laptop
-- keeps the mailbox, `again` where somebody tried to answer it when it was answered, `lies` while the mailbox may lie there.
CREATE TABLE invite_online (
    id BLOB PRIMARY KEY REFERENCES invite (id),
    at BLOB NOT NULL,
    words BLOB NOT NULL,
    mailbox BLOB NOT NULL,
    letter BLOB NOT NULL,
    address TEXT NOT NULL,
    hub BLOB NOT NULL,
    in_room INTEGER NOT NULL,
    commitment BLOB,
    nonce BLOB,
    opening BLOB,
    again INTEGER NOT NULL DEFAULT 0,
    lies INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;
