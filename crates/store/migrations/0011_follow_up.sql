-- The day on which a person is to be asked again (empty: none is planned), under an index of those who are. Of a referral whether
-- the person is to be told of an answer, and under an index when they are to be there.
ALTER TABLE view_case ADD COLUMN follow_up_on TEXT NOT NULL DEFAULT '';
CREATE INDEX view_case_follow_up ON view_case (follow_up_on, subject) WHERE follow_up_on <> '';
ALTER TABLE view_referral ADD COLUMN person_untold INTEGER NOT NULL DEFAULT 0;
CREATE INDEX view_referral_appointment ON view_referral (appointment)
    WHERE appointment IS NOT NULL AND standing = 'accepted' AND error = 0;
