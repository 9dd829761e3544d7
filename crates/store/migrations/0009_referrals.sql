-- What lists say of referrals, and from when on something is due: the work list reads those that are due, and no others.
CREATE TABLE view_referral (
    subject BLOB NOT NULL,
    referral BLOB NOT NULL,
    standing TEXT NOT NULL,
    error INTEGER NOT NULL,
    open_card INTEGER NOT NULL,
    receiver_untold INTEGER NOT NULL,
    consent_gone INTEGER NOT NULL,
    urgency TEXT NOT NULL,
    sensitive INTEGER NOT NULL,
    service TEXT NOT NULL,
    recipient TEXT NOT NULL,
    respond_by INTEGER,
    appointment INTEGER,
    review_on TEXT,
    begun_by BLOB NOT NULL,
    begun INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    due_from INTEGER,
    PRIMARY KEY (subject, referral)
) STRICT, WITHOUT ROWID;

CREATE INDEX view_referral_due ON view_referral (due_from) WHERE due_from IS NOT NULL;
CREATE INDEX view_referral_id ON view_referral (referral);
