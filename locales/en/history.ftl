### A person's history and who looked at it. One line each, after the time and the member's name.

history-case-opened = opened the case
history-interview-finished = finished an interview
history-decide = recorded a decision about a need
history-resolve = chose between what was written apart
history-planned = planned when to be in touch again
history-closed = closed the case
history-reopened = opened the case again
history-death-confirmed = confirmed that the person has died
history-offered = offered the case to a colleague
history-taken = took the case
history-not-taken = declined the case that was offered
history-offer-revoked = took the offer back
history-given = gave the case to a member
history-told = was told whose case it is
history-transfer-proposed = proposed to hand the case over to another centre
history-transfer-answered = took in the other centre’s answer
history-transfer-revoked = revoked the handing over to another centre
history-transfer-settled = said what holds of the handing over
history-transfer-taken = took the case in from another centre
history-link = said that another record is this person’s
history-kept-apart = said that another record is somebody else’s
history-consent = recorded an answer about consent
history-refer = took a step with a referral
history-interview-amended = corrected an interview
# Beside a line whose time is not believed: the laptop's clock stood far ahead of all that was known.
history-date-in-doubt = date in doubt
# Anything a newer version of Pana wrote and this one has no word for.
history-other = changed something that this version of Pana cannot name

access-person-opened = opened the person's page
access-interview-opened = read an interview
access-exported = exported data of this person
access-printed = printed or saved a letter or a sheet
# As history-other.
access-other = did something that this version of Pana cannot name
