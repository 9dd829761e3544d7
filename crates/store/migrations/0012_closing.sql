-- Why a case is closed (empty: it is not) and since which day, under an index of those that are; whose it is, to whom it is offered,
-- and who is to be told of something. Of a referral whether its case is closed, so that nobody is asked about it.
ALTER TABLE view_case ADD COLUMN closed TEXT NOT NULL DEFAULT '';
ALTER TABLE view_case ADD COLUMN closed_on TEXT NOT NULL DEFAULT '';
CREATE INDEX view_case_closed ON view_case (changed_hlc, subject) WHERE closed <> '';
ALTER TABLE view_referral ADD COLUMN case_closed INTEGER NOT NULL DEFAULT 0;
CREATE TABLE view_worker (
    subject BLOB NOT NULL,
    member BLOB NOT NULL,
    what TEXT NOT NULL,
    PRIMARY KEY (subject, member, what)
) STRICT, WITHOUT ROWID;
CREATE INDEX view_worker_of ON view_worker (member, what, subject);
