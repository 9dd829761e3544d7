-- The meeting that an interview asks for: by which day (empty: none), whether it is to be in private, when it was asked for, and
-- whether an interview was led with the person since. The index holds those that may still be due.
ALTER TABLE view_case ADD COLUMN meet_by TEXT NOT NULL DEFAULT '';
ALTER TABLE view_case ADD COLUMN meet_private INTEGER NOT NULL DEFAULT 0;
ALTER TABLE view_case ADD COLUMN meet_asked_hlc INTEGER NOT NULL DEFAULT 0;
ALTER TABLE view_case ADD COLUMN meet_met INTEGER NOT NULL DEFAULT 0;
CREATE INDEX view_case_to_meet ON view_case (meet_by, subject)
    WHERE meet_by <> '' AND (meet_met = 0 OR meet_private = 1);
