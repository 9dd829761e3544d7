-- Places of a case where different things stand that were written apart, until a person settles them. The path is that of the
-- log; of somebody of a list who was removed and changed it is that of the list, with the instance behind it.
CREATE TABLE view_conflict (
    subject BLOB NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    harm TEXT NOT NULL,
    PRIMARY KEY (subject, path)
) STRICT, WITHOUT ROWID;
-- The column view_interview.apart, which counted those of interviews alone, is written no more. It stays for older programs.
-- What else stands there that was said apart: a list of texts as JSON, empty where nothing does.
ALTER TABLE view_profile ADD COLUMN others TEXT NOT NULL DEFAULT '';
ALTER TABLE view_household ADD COLUMN others TEXT NOT NULL DEFAULT '';
