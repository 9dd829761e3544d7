-- How far the lease of this installation has gone: when it was renewed and how far its time has come (milliseconds since 1970),
-- the day of the wall on which it last moved, how often a code has renewed it, and the tries of wrong codes since the last
-- right one. No row where nobody has opened the store since there are leases.
CREATE TABLE lease (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    renewed_ms INTEGER NOT NULL,
    reached_ms INTEGER NOT NULL,
    day INTEGER NOT NULL,
    renewals INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0,
    failed_ms INTEGER NOT NULL DEFAULT 0
) STRICT;
