### Finding a person, and the person's page.

people-title = People
people-find-label = Find a person
people-find-hint = Parts of a name in any order, a case number, a birth date or year.
# $count: people found
people-count-message =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
people-many-message = more than 1,000 people
people-none-message = Not on this laptop. Try a part of the name, or the birth year.
people-empty-message = Nobody is on this laptop yet. Begin the first interview and the person is here.
# Where only one's own open cases, or only closed ones, are looked through.
people-none-mine-message = Nobody among your open cases. Look among all.
people-none-closed-message = Nobody among the closed cases. Look among all.
people-typo-message = This looks like a case number with a typing error: one character is wrong or two have changed places. Numbers close to it are below, if there are any.
people-more-action = Show more
people-nameless-label = No name given
people-draft-label = interview not finished
# $date: the day by which. It does not say what for: a stranger may read along.
people-meeting-late-label = meeting was due { $date }
people-meeting-today-label = meeting: today
people-meeting-tomorrow-label = meeting: tomorrow
people-meeting-later-label = meeting: { $date }
people-meeting-next-message = Meet by then and agree together on which help comes first.
# $names: the names of those who lead personal meetings
people-meeting-tell-message = This meeting is led by { $names }. If the person comes, tell them, or ask the person to wait here.
people-meeting-private-message = Find a place where you can speak in private, and begin.
people-meeting-died-message = Said to have died on { $date }; the case was closed by { $name }. If it is so, take the talk off the list; if not, open the case again.
# Where the talk cannot be taken off the list from here. $date: which day. $name: who closed the case.
people-meeting-died-only-message = Said to have died on { $date }; the case was closed by { $name }. If it is not so, the talk is held as before.
people-meeting-end-action = Take the talk off the list
people-follow-up-title = Next contact
# $date: the day.
people-follow-up-late-label = contact was due { $date }
people-follow-up-today-label = contact: today
people-follow-up-tomorrow-label = contact: tomorrow
people-follow-up-later-label = contact: { $date }
people-follow-up-none-message = No day is planned.
people-follow-up-action = Follow up
people-follow-up-move-action = Change the day
people-follow-up-plan-action = Plan a day
people-follow-up-day-label = On which day do we get in touch?
people-follow-up-day-message = Give the whole date: day, month and year.
people-follow-up-save-action = Keep the day
people-follow-up-never-action = No more contact
# $moment: last change
people-changed-message = changed { $moment }
people-why-name = name
people-why-number = case number
people-why-birth = birth
people-why-phone = telephone
people-why-household = a name in the household
# Beside somebody who was not typed exactly: a letter or two differ, or a character of the case number.
people-near-label = similar, not the same
# Before the reasons
people-why-label = Found by:
people-case-label = case

## The person's page

people-parts-label = Parts of the page
people-profile-title = Details
people-profile-none-message = Nothing is known yet. What the intake asks appears here.
# The age today; where it is not known the person is not taken for adult.
people-age-label = Age today
# $age: full years
people-age-message = { $age ->
    [one] { $age } year
   *[other] { $age } years
}
# $least, $greatest: the least and the greatest age that is possible
people-ages-message = { $least } to { $greatest } years
people-age-unknown-label = age not known
people-minor-yes-label = under 18
people-minor-unknown-label = not certain to be 18
people-household-title = Household
people-household-none-message = Nobody else is written down.
people-interviews-title = Interviews
# $names: members who lead an interview that is not finished and that this member may not open
people-interviews-ask-message = An interview with this person has been begun. Ask: { $names }.
people-interviews-none-message = None yet.
people-history-title = History
people-history-none-message = Nothing yet.
people-access-title = Who looked
people-access-none-message = Nobody yet.
people-conflict-label = two answers
# The same where the answer that protects the person more is the one that counts.
people-conflict-careful-label = two answers: the more careful one counts
people-contact-unsafe-label = Not safe to contact here
people-next-action = New interview
people-read-action = Read
people-status-draft = not finished
people-status-finished = finished
people-incomplete-label = incomplete
# $count: how often it was corrected
people-amended-message =
    { $count ->
        [one] corrected once
       *[other] corrected { $count } times
    }
# $member: who led it
people-led-message = Led by { $member }
# $count: changed answers
people-changes-message =
    { $count ->
        [one] 1 answer changed
       *[other] { $count } answers changed
    }
people-before-label = Before
people-after-label = Now
# $count: rows that are not shown yet
people-rest-action = Show the other { $count }

## Cases that go from one centre to another

# $centre: what the other centre calls itself. $number: the case's number there. $name: who handed it over. $date: when.
people-from-message = Taken in from { $centre }, where it was case { $number }. { $name } handed it over on { $date }.
# $kind: need, consent, referral, follow_up or revoked. $name: who wrote it there. $date: when.
people-from-entry-message =
    { $kind ->
        [need] Decision about a need, { $name }, { $date }:
        [consent] Answer about passing on, { $name }, { $date }:
        [referral] Referral, { $name }, { $date }:
        [follow_up] Next contact planned, { $name }, { $date }:
        [revoked] The handing over was revoked there, { $name }, { $date }:
       *[other] Entry, { $name }, { $date }:
    }
# Beside an interview that was led at another centre. $centre: what it calls itself.
people-of-centre-label = of { $centre }
# What the person was asked for at the other centre.
people-from-purpose-referral-label = for a referral
people-from-purpose-tracing-label = for tracing the family
people-from-purpose-statistics-label = for statistics
people-from-purpose-transfer-label = for handing the case over
# $date: the last day on which the answer holds.
people-from-until-message = until { $date }
# $centre: as above. $date: when it was proposed.
people-to-proposed-message = To go to { $centre }: proposed on { $date }, not answered yet.
# As above.
people-to-accepted-message = { $centre } has this case; it was proposed on { $date }.
# As above.
people-to-declined-message = { $centre } did not take the case that was proposed on { $date }.
# As above.
people-to-revoked-message = The handing over to { $centre } of { $date } was revoked.
# As above.
people-to-unsettled-message = It was said both that { $centre } has this case and that it stays here (proposed on { $date }). Somebody has to say which holds.
