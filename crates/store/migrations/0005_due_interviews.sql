-- With all that an export asks of each interview before it begins, so that no row is read for it: the rows hold the heads,
-- and reading them twice is decrypting them twice.
DROP INDEX view_interview_by_form;
CREATE INDEX view_interview_by_form
    ON view_interview (form_id, finished_hlc, interview, subject, member, form_hash);
