-- Invites that this installation made: the file, who is meant, and what became of it (0 open, 1 answered, 2 dead).
CREATE TABLE invite (
    id BLOB PRIMARY KEY,
    file BLOB NOT NULL,
    name TEXT NOT NULL,
    made_ms INTEGER NOT NULL,
    state INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Other devices of the centre as they were last met: what they said under their signature that they have.
CREATE TABLE peer (
    device BLOB PRIMARY KEY,
    met_ms INTEGER NOT NULL,
    said_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE peer_end (
    peer BLOB NOT NULL REFERENCES peer (device) ON DELETE CASCADE,
    stream INTEGER NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    event BLOB NOT NULL,
    PRIMARY KEY (peer, stream, device)
) STRICT, WITHOUT ROWID;

-- How many of an interview's questions have several answers that stand side by side.
ALTER TABLE view_interview ADD COLUMN apart INTEGER NOT NULL DEFAULT 0;
CREATE INDEX view_interview_apart ON view_interview (subject, interview) WHERE apart > 0;

-- Events whose body is not here: they are asked for wherever another device is met.
CREATE INDEX event_without_body ON event (stream, device, seq) WHERE sealed IS NULL;
