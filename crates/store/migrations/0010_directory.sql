-- Editions of the directory of services by the hash that events name: a referral shows the service as it was seen.
CREATE TABLE edition (
    hash BLOB PRIMARY KEY,
    source BLOB NOT NULL
) STRICT;

-- To which service of the directory a referral goes, and how it went: what our own referrals say of a service.
ALTER TABLE view_referral ADD COLUMN directory TEXT NOT NULL DEFAULT '';
ALTER TABLE view_referral ADD COLUMN sent INTEGER;
ALTER TABLE view_referral ADD COLUMN answered INTEGER;
ALTER TABLE view_referral ADD COLUMN accepted INTEGER NOT NULL DEFAULT 0;
ALTER TABLE view_referral ADD COLUMN decline_reason TEXT NOT NULL DEFAULT '';
ALTER TABLE view_referral ADD COLUMN outcome TEXT NOT NULL DEFAULT '';

CREATE INDEX view_referral_directory ON view_referral (directory) WHERE directory <> '';
