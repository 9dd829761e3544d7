-- What was ordered to be erased, as far as it was carried out here: 0 the case is closed until then, 1 it is erased. No
-- view: a replay leaves it. protected: somebody who opens the protected stream was there. later: so many events came
-- since, whose bodies were deleted on arrival.
CREATE TABLE erasure (
    subject BLOB PRIMARY KEY,
    stage INTEGER NOT NULL,
    protected INTEGER NOT NULL DEFAULT 0,
    later INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What of it a hub may hold: events (kind 1) by their ids and keys of subjects (kind 2) by those of their slots. A
-- coordinator's laptop tells the hub.
CREATE TABLE erasure_item (
    stream INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    id BLOB NOT NULL,
    PRIMARY KEY (stream, kind, id)
) STRICT, WITHOUT ROWID;

-- A body that was erased is not asked for again.
ALTER TABLE event ADD COLUMN erased INTEGER NOT NULL DEFAULT 0;
DROP INDEX event_without_body;
CREATE INDEX event_without_body ON event (stream, device, seq) WHERE sealed IS NULL AND erased = 0;
