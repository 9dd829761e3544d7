-- Hubs as this installation knows them, by their key: which life of its lists, up to which number it knows what others said
-- there, which places it last said itself that it has read to (a hash), and when a meeting last ended well.
CREATE TABLE hub (
    key BLOB PRIMARY KEY,
    incarnation BLOB NOT NULL,
    said_after INTEGER NOT NULL,
    said BLOB,
    met_ms INTEGER
) STRICT, WITHOUT ROWID;

-- How far the list of each stream was read and taken in.
CREATE TABLE hub_place (
    hub BLOB NOT NULL REFERENCES hub (key) ON DELETE CASCADE,
    stream INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (hub, stream)
) STRICT, WITHOUT ROWID;

-- The ends of the chains that lie there.
CREATE TABLE hub_end (
    hub BLOB NOT NULL REFERENCES hub (key) ON DELETE CASCADE,
    stream INTEGER NOT NULL,
    device BLOB NOT NULL,
    seq INTEGER NOT NULL,
    event BLOB NOT NULL,
    PRIMARY KEY (hub, stream, device)
) STRICT, WITHOUT ROWID;

-- What is no event and lies there, by the first half of its id.
CREATE TABLE hub_holds (
    hub BLOB NOT NULL REFERENCES hub (key) ON DELETE CASCADE,
    item BLOB NOT NULL,
    PRIMARY KEY (hub, item)
) STRICT, WITHOUT ROWID;

-- What the hub was told of who may speak there.
CREATE TABLE hub_deed (
    hub BLOB NOT NULL,
    id BLOB NOT NULL,
    deed BLOB NOT NULL,
    PRIMARY KEY (hub, id)
) STRICT, WITHOUT ROWID;
