### What was written apart on two computers: listed, compared, settled by a person.

conflict-title = To be settled
conflict-hint = Nothing was chosen by itself, and nothing is lost. Until somebody decides, both sides are shown, and what protects the person more counts.
conflict-none-message = Nothing is to be settled.
# Where the list is of one person alone.
conflict-all-action = All that is to be settled
# $count: in how many places.
conflict-home-message = Written differently on two computers: { $count }. Somebody has to decide.
conflict-person-message = Written differently on two computers: { $count }.
# On the page of needs. $count: in how many places.
conflict-needs-message = Written differently on two computers: { $count }. What stands here rests on the answer that was written last.
conflict-open-action = To be settled
# $shown: how many rows are shown; $count: how many there are.
conflict-rest-action = Show more: { $shown } of { $count } are shown
conflict-private-label = Private talk
conflict-settle-action = Settle
conflict-look-action = Look
# $name: who wrote it; $device: on which computer; $date: when.
conflict-by-message = { $name }, { $device }, { $date }
conflict-by-unknown-message = { $name }, { $date }
conflict-doubt-label = that computer’s clock is in doubt

# What it is, as a tag before a row.
conflict-kind-consent = Two consents
conflict-kind-fact = Two facts
conflict-kind-answer = Two answers
conflict-kind-removed = Removed and changed
conflict-kind-referral = Two reports
conflict-kind-need = Two decisions
conflict-kind-status = Closed or open
conflict-kind-follow-up = Two days
conflict-kind-worker = Two workers
conflict-kind-link = One person, or two?

# The page on which one is settled.
conflict-one-title = Two of us wrote different things
conflict-one-hint = Both are kept. Nothing was chosen for you.
conflict-careful-message = Until somebody decides, the answer that protects the person more counts.
conflict-sides-label = What was written
conflict-says-nothing = nothing is said any more
conflict-says-removed = taken out of the list
# $answers: number of answers.
conflict-says-changed = kept and corrected ({ $answers } answers)
conflict-says-never = nobody is to ask
# $reason: why; $date: since which day.
conflict-says-closed = closed: { $reason }, since { $date }
conflict-says-open = open
conflict-says-same = one person
conflict-says-apart = two people
conflict-says-need-accepted = accepted
conflict-says-need-set-aside = set aside
conflict-says-need-added = added by hand
conflict-says-consent-given = may be passed on
conflict-says-consent-refused = may not be passed on
conflict-says-consent-withdrawn = taken back
conflict-says-consent-not-asked = not asked
conflict-other-option = Another answer
conflict-other-label = Which answer?
conflict-anew-option = Work it out anew from the other answers
conflict-asked-option = I asked the person again, and this is what they answered
conflict-words-label = Why? Others will read this: write nothing that was said in private.
conflict-choose-message = First choose what is right and write why.
conflict-save-action = Record
conflict-later-action = Decide later
conflict-undo-hint = What is not chosen stays in the history. This can be changed back.
conflict-may-not-message = This is for a worker who has this case, or for a supervisor: tell them.
conflict-settled-message = Recorded.
conflict-still-message = Another answer has come meanwhile. It stands beside what you chose.
# $count: how many are left.
conflict-next-action = Go on: { $count } left
conflict-done-action = Back to the list
conflict-again-action = Choose otherwise after all
conflict-interview-action = Open the interview
# Where another screen settles it.
conflict-door-referral-hint = This is settled on the referral’s page: your next step there names both.
conflict-door-needs-hint = This is settled on the page of needs: decide once more there.
conflict-door-person-hint = This is settled on the person’s page: say it once more there.
conflict-door-same-hint = This is settled on the person’s page, among their other records.
conflict-door-action = Go there
# On an answer of an interview. $answers: the other answers that stand there.
conflict-beside-message = Two answers. On another computer: { $answers }
