-- The work list is ordered, and what services did with referrals is counted, from these indexes alone: a row of the table lies on
-- a page of its own, which is opened for each, and of a hundred thousand only those are read that are shown.
DROP INDEX view_referral_due;
CREATE INDEX view_referral_due ON view_referral (
    due_from, standing, error, case_closed, open_card, receiver_untold, person_untold, consent_gone, urgency, respond_by, appointment, review_on
) WHERE due_from IS NOT NULL;
DROP INDEX view_referral_appointment;
CREATE INDEX view_referral_appointment ON view_referral (
    appointment, standing, error, case_closed, open_card, receiver_untold, person_untold, consent_gone, urgency, respond_by, review_on
) WHERE appointment IS NOT NULL AND standing = 'accepted' AND error = 0 AND case_closed = 0;
CREATE INDEX view_referral_course ON view_referral (directory, sent, answered, respond_by, error)
    WHERE directory <> '' AND sent IS NOT NULL AND error = 0;
