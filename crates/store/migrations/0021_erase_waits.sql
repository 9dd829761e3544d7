-- Since when an order to erase is known here, and since when it counts here without a break (0: it does not), by the clock
-- of this device: what waits for days waits by it too. No view: a replay leaves it.
CREATE TABLE erasure_order (
    event BLOB PRIMARY KEY,
    seen_ms INTEGER NOT NULL,
    counts_ms INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- Whose it was, so that a hub is told of nobody who is not erased after all. Empty in rows of an older program.
ALTER TABLE erasure_item ADD COLUMN subject BLOB NOT NULL DEFAULT x'';
