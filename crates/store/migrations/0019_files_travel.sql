-- Files come from other laptops, chunk by chunk, also to who cannot open the event that names them.
-- hashes: of all chunks, in their order, which give the root; empty of a file of before, whose chunks give them.
-- stream, device, seq: which event names it, as far as is known; by this alone it is told who lacks the file.
-- whole: 0 while chunks lack. carried: 1 where no event that opens here named it when it came.
ALTER TABLE blob ADD COLUMN hashes BLOB NOT NULL DEFAULT x'';
ALTER TABLE blob ADD COLUMN stream INTEGER;
ALTER TABLE blob ADD COLUMN device BLOB;
ALTER TABLE blob ADD COLUMN seq INTEGER;
ALTER TABLE blob ADD COLUMN whole INTEGER NOT NULL DEFAULT 1;
ALTER TABLE blob ADD COLUMN carried INTEGER NOT NULL DEFAULT 0;
CREATE INDEX blob_by_root ON blob (root);
CREATE INDEX blob_by_event ON blob (stream, device, seq) WHERE stream IS NOT NULL;

-- The beginning of a chunk that is on its way by a hub.
CREATE TABLE blob_begun (
    root BLOB NOT NULL,
    number INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (root, number)
) STRICT, WITHOUT ROWID;

-- Which files the events of the centre stream name, by their roots, and one event that does.
CREATE TABLE view_file (
    subject BLOB NOT NULL,
    root BLOB NOT NULL,
    event BLOB NOT NULL,
    PRIMARY KEY (subject, root)
) STRICT, WITHOUT ROWID;
CREATE INDEX view_file_root ON view_file (root);

-- Which files another device said that it lacks.
CREATE TABLE peer_lacks (
    peer BLOB NOT NULL,
    root BLOB NOT NULL,
    PRIMARY KEY (peer, root)
) STRICT, WITHOUT ROWID;

-- What a hub was last asked of files that lack here, as a hash: not asked again while nothing is new on both sides.
ALTER TABLE hub ADD COLUMN files BLOB;
