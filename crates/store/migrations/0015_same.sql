-- Under which keys records are laid side by side that may be of one person: two that share none are not compared.
-- A key is a hash of a few facts. The rows of a case follow from its facts, so they are found again to be deleted.
CREATE TABLE view_same (
    key INTEGER NOT NULL,
    subject BLOB NOT NULL,
    PRIMARY KEY (key, subject)
) STRICT, WITHOUT ROWID;
-- Links between two cases, at the one with the smaller id. what: 'same' person, or kept 'apart'.
CREATE TABLE view_link (
    subject BLOB NOT NULL,
    other BLOB NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (subject, other)
) STRICT, WITHOUT ROWID;
CREATE INDEX view_link_by_other ON view_link (other, subject, what);
