-- Files that belong to answers, sealed in chunks under a key of their own, which follows from their subject's key.
-- draft: the unfinished interview that holds the file; NULL once an event names it, so that no row says whose it is.
-- about: what the draft knows of it, sealed; empty once the event says it.
CREATE TABLE blob (
    blob BLOB PRIMARY KEY,
    root BLOB NOT NULL DEFAULT x'',
    draft BLOB REFERENCES draft (interview) ON DELETE CASCADE,
    about BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
CREATE INDEX blob_by_draft ON blob (draft) WHERE draft IS NOT NULL;

CREATE TABLE blob_chunk (
    blob BLOB NOT NULL REFERENCES blob (blob) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (blob, number)
) STRICT;
