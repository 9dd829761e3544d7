### How a case stands: open or closed, whose it is, to whom it is given.

standing-title = Case
# A tag beside the person's name and in lists.
standing-closed-label = case closed
# $reason: why. $date: the day on which somebody closed it.
standing-closed-message = The case was closed on { $date }: { $reason }.
# $name: who. $date: when.
standing-closed-by-message = Closed by { $name }, { $date }.
# $date: a day.
standing-closed-since-message = Since: { $date }.
standing-reopened-message = The case was opened again by { $name }, { $date }.
standing-opened-by-work-message = The case was closed, and what was done since opened it again.
# On the page of a closed case.
standing-closed-hint = A new interview, referral, accepted need or planned day opens the case again by itself.
standing-worker-label = Worker
standing-worker-none-message = Nobody follows the case yet.
standing-worker-me-label = you
# $name: a member.
standing-worker-left-label = { $name } (works here no more)
standing-workers-apart-message = Two people took the case on two laptops. Agree who follows it, and give it to them.
# $to: to whom. $from: who offers it.
standing-offer-message = { $from } offers this case to { $to }. Until they take it, it stays as it is.
standing-agreed-message = The last follow-up says that the follow-up may end: { $reason }. The case is not closed by itself.
standing-close-action = Close the case
standing-reopen-action = Open the case again
standing-hand-action = Give to a colleague
standing-revoke-action = Take the offer back
standing-take-action = Take it
standing-decline-action = Decline

standing-close-title = Close the case
standing-reason-label = Why is it closed?
standing-reason-goals-met-option = Goals are met
standing-reason-naturalised-option = Citizenship obtained
standing-reason-season-over-option = Season or contract ended, the person left
standing-reason-moved-option = Moved to another place
standing-reason-returned-home-option = Returned to the place of origin
standing-reason-lost-contact-option = Contact is lost
standing-reason-client-request-option = At the person's request
standing-reason-transferred-option = Handed over to another institution
standing-reason-deceased-option = Death of the person
standing-reason-other-option = Other
standing-day-label = Since which day?
# What is written here stands on the person's page.
standing-words-label = In your own words (optional). Everybody at the centre reads this: nothing told in private belongs here.
standing-words-needed-label = Why? Write it in your own words. Everybody at the centre reads this: nothing told in private belongs here.
standing-means-title = What closing means
standing-means-today-message = The person leaves the list of today, and nobody plans to contact them. Only what a receiver answers later is still told to them, unless they have died. Nothing is deleted: whoever searches finds the case.
# $date: a day.
standing-means-follow-up-message = The contact planned for { $date } ends.
standing-means-meeting-message = The meeting due by { $date } leaves the list of today.
# $count: a number.
standing-means-drafts-message =
    { $count ->
        [one] One interview is not finished. Finishing it opens the case again.
       *[other] { $count } interviews are not finished. Finishing one opens the case again.
    }
standing-fates-title = Open referrals
standing-fates-hint = Choose what becomes of each.
standing-fate-cancel-option = cancel
standing-fate-goes-on-option = goes on by itself
# Where the referral was handed over.
standing-fate-tell-message = If it is cancelled, telling the receiver stays on the list of today.
standing-fate-begun-message = Help has begun: it is not cancelled.
# Where nobody has taken it, so that nothing would go on.
standing-fate-ends-message = Nobody is acting on it: it is cancelled with the closing.
standing-missing-message = Something is missing: the reason, the day, and what becomes of each referral.

standing-reopen-title = Open the case again
standing-reopen-words-label = Why is it opened? (optional) Everybody at the centre reads this: nothing told in private belongs here.
standing-reopen-hint = After opening nobody is planned to contact the person. Set a day next: under “Next contact” on this page.

standing-hand-title = Give the case to a colleague
standing-hand-to-label = To whom?
standing-hand-none-message = There is no other member of this centre who follows cases.
standing-hand-words-label = Why? (optional) Everybody at the centre reads this: nothing told in private belongs here.
standing-hand-offer-hint = The case moves only when they take it.
standing-hand-give-hint = The case moves at once; they are told, and so is the worker before them.
standing-hand-offer-action = Offer it
standing-hand-give-action = Give it at once
standing-decline-title = Decline the case
standing-decline-words-label = Why? Whoever offered it reads this (optional)
standing-decline-save-action = Decline

standing-told-title = For you to know
# $name: who. $person: whose case.
standing-told-offer-message = { $name } offers you a case: { $person }.
standing-told-taken-message = { $name } took your case: { $person }. They follow it now.
standing-told-given-message = { $name } gave this case to somebody else: { $person }. It is in your list no more.
standing-told-declined-message = { $name } declined the case that you offered: { $person }. It stays with you.
standing-told-yours-message = { $name } gave you a case: { $person }. You follow it now.
standing-told-closed-message = { $name } closed your case: { $person }.
standing-told-nameless-label = a person without a name
standing-told-ok-action = Got it

# Above the list of people.
standing-whose-label = Whose cases
standing-whose-all-option = all
standing-whose-mine-option = mine
standing-whose-closed-option = closed
# Above the list of today.
standing-work-label = Whose work
standing-work-mine-option = mine
standing-work-all-option = the whole centre
# $count: a number.
standing-work-others-message =
    { $count ->
        [one] One more thing waits with other members.
       *[other] { $count } more things wait with other members.
    }
