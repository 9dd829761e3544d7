-- What was deleted may come again, where an erasure is taken back: then it lies at another place too.
DROP INDEX item_id;
CREATE UNIQUE INDEX item_id ON item (org, stream, id) WHERE item IS NOT NULL;
