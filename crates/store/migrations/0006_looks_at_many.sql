-- Looks at many cases at once, as an export is: a row for each event and not one for each case in it, so that what an export
-- writes does not grow with what was exported before. cases: ids of 16 bytes, each once, in order; they lie between the first
-- and the last.
CREATE TABLE view_access_many (
    event BLOB NOT NULL,
    first BLOB NOT NULL,
    last BLOB NOT NULL,
    at_ms INTEGER NOT NULL,
    action TEXT NOT NULL,
    member BLOB NOT NULL,
    interview BLOB NOT NULL,
    note TEXT NOT NULL,
    cases BLOB NOT NULL,
    PRIMARY KEY (event)
) STRICT;
CREATE INDEX view_access_many_by_case ON view_access_many (first, last);
