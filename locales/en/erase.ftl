### Erasing for good: the order, the list of orders, the certificate.

# A button on a person's page.
erase-open-action = Erase for good
# $number: of the case
erase-title = Erase case { $number } for good
erase-hint = The order goes to every laptop. Nothing is erased by itself.
erase-who-label = Whose case
erase-goes-label = What goes
# What can be counted; the rest stands in erase-goes-rest-message.
erase-goes-message = interviews: { $interviews }, unfinished interviews: { $drafts }, referrals: { $referrals }, members of the household: { $household }
erase-goes-rest-message = What was said in private, files and the history go as well, on every laptop.
erase-stays-label = What stays
erase-stays-message = The certificate: a number, a date, why, and who erased. Who had looked at the case stays on record, and so does what other people’s cases say of the person.
erase-when-label = When
erase-when-now-message = On this laptop at once, on the others when they are next met. It cannot be undone.
erase-when-waits-message = In seven days. Until then the case is closed to all, and any coordinator can cancel the order.
erase-copies-label = Copies from before
erase-copies-message = Once the keys are changed, in thirty days at the latest, they do not open with the new keys. What was printed or exported, and old USB sticks, you have to destroy yourself.
erase-joined-title = Other cases of this person
erase-joined-hint = This case is joined with these. They are not erased unless you choose it.
# $count: other cases
erase-joined-option =
    { $count ->
        [one] Erase this one, too
       *[other] Erase these { $count }, too
    }
erase-elsewhere-label = At other centres
# $centre: what another centre calls itself. $number: the number of the case there.
erase-elsewhere-yes-message = { $centre } has this case ({ $number }). The order does not go there: ask that centre to erase it, too.
# As above.
erase-elsewhere-first-message = The case came from { $centre } ({ $number }). The order does not go there: ask that centre to erase it, too.
# $centre: as above.
erase-elsewhere-perhaps-message = The case was to go to { $centre }. It is not certain that it was not taken in there: ask, and let it be erased there, too.
# $centre: as above. $date: the last day of the person's consent.
erase-elsewhere-not-yet-message = { $centre } has not answered yet and may take this case in. Nothing is erased until the handing over is revoked.
erase-elsewhere-until-message = { $centre } has not answered yet and may take this case in until { $date }. Nothing is erased until the handing over is revoked or that day is over.
erase-revoke-option = Revoke it first, since the person insists
erase-tell-option = Write the word that tells that centre once more
erase-revoke-label = Folder for the word that tells that centre
erase-revoke-hint = Put a stick in, then choose a folder on it or type its path. The word cannot be written again once the case is erased.
# $centre: as above. $path: a file.
erase-revoked-message = The handing over to { $centre } is revoked. Bring that centre this file: { $path }
# $centre: as above.
erase-revoked-untold-message = The handing over to { $centre } is revoked. That centre is not known here any more: tell it yourself.
erase-certificate-action = To the certificate
erase-reason-label = Why
erase-reason-term-over-option = The time for which it was to be kept is over
erase-reason-asked-option = The person asked for it
erase-reason-mistake-option = Written down by mistake, or twice
erase-reason-no-basis-option = There is no ground to keep it
erase-reason-ordered-option = A court or an authority ordered it
erase-reason-missing-message = Choose why.
erase-second-hint = The second coordinator sits beside you and types their own passphrase.
erase-back-action = Back without erasing
erase-no-key-message = The button that erases has no key of its own: go there with Tab and press it.
# $count: cases to be erased
erase-go-action =
    { $count ->
        [one] Erase the case for good
       *[other] Erase { $count } cases for good
    }

## The list of orders

erasures-title = Orders to erase
erasures-hint = The list holds no name and no case number.
erasures-open-action = Orders to erase
erasures-none-message = No order to erase.
erasures-show-action = Certificate
# $names: the coordinators who ordered it, $when: November 22, 17:40
erasures-by-message = Ordered by { $names }, { $when }
erasures-by-sheets-message = Ordered by both sheets, { $when }
# $when: November 22, 17:40
erasures-waits-label = waits until { $when }
erasures-cancelled-label = cancelled
erasures-contested-label = who ordered it is suspended
# $done: laptops that have done it, $of: all of them
erasures-done-label = { $done } of { $of } laptops
erasures-roll-title = Change the keys
erasures-roll-hint = After an erasure the keys change by themselves within thirty days. From then on the erased case in a copy from before does not open with the new keys. A laptop that keeps its old keys and its copy can still open it.
erasures-roll-action = Change them now
erasures-rolled-message = The keys are changed.

## The certificate

certificate-title = Certificate of erasure
certificate-back-action = Back to the list
# $number: 2026/A1B2-C3D4-E5F6
certificate-number-label = No. { $number }
# $count: cases
certificate-counts-message =
    { $count ->
        [one] One case was erased for good.
       *[other] { $count } cases were erased for good.
    }
certificate-waits-message =
    { $count ->
        [one] One case waits to be erased: it is closed to all, and nothing is lost yet.
       *[other] { $count } cases wait to be erased: they are closed to all, and nothing is lost yet.
    }
certificate-contested-message = Nothing is erased: who ordered it is suspended.
certificate-cancelled-message = The order was cancelled: nothing is erased.
certificate-by-label = Ordered by
certificate-by-sheets-message = both sheets
certificate-ordered-label = Ordered
certificate-since-label = Counts since
certificate-due-label = Waits until
certificate-due-message = { $when }. After that it is erased when a coordinator opens a laptop.
certificate-stays-label = What stayed
certificate-stays-message = This certificate. Nothing about the person.
certificate-later-label = Came later
# $count: entries
certificate-later-message =
    { $count ->
        [one] One entry, deleted on arrival
       *[other] { $count } entries, deleted on arrival
    }
certificate-where-title = On which laptops
certificate-own-label = this laptop
# $when: November 22, 17:40
certificate-device-done-label = erased, { $when }
certificate-device-left-label = erases when it is next met
# $days: days
certificate-device-met-message =
    { $days ->
        [0] met today
        [one] last met one day ago
       *[other] last met { $days } days ago
    }
certificate-device-never-message = never met from here
certificate-copies-label = Copies and sticks from before
certificate-copies-closed-label = do not open with the new keys
# $date: December 23
certificate-copies-by-label = do not open with the new keys after { $date }
certificate-cancel-action = Cancel the order
certificate-cancel-hint = The case is there again, as it was.
certificate-cancelled-now-message = The order is cancelled: the case is there again.
