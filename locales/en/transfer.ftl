### Cases that go to another centre, and come from one

transfer-open-action = Other centres
transfer-title = Other centres
transfer-hint = A person’s case goes to another centre in one sealed file, if the person agrees. No file goes by itself: you carry or send it.

## A file of another centre

transfer-file-title = A file from another centre
transfer-file-label = The file
transfer-file-hint = A case that is handed over to you, or an answer about one that you handed over.
transfer-file-pick-action = Choose
transfer-look-action = Look at it
# $centre: the other centre
transfer-seen-title = { $centre } hands a case over
transfer-seen-who-label = Who
transfer-seen-by-label = Handed over by
# $name: who. $date: when
transfer-seen-by-message = { $name }, { $date }
transfer-seen-number-label = Case there
transfer-goes-label = What goes
# Counts of what goes.
transfer-goes-message = Interviews: { $interviews }. Files: { $files }. Entries to be read only: { $entries }.
transfer-seen-reads-on-message = The person agreed that the other centre goes on reading.
transfer-before-title = The same case came before
transfer-before-hint = It was taken in from that centre already. Taken in once more, both records stand beside each other until somebody joins them.
transfer-seen-over-message = What the person agreed to was for a time that is over. The case can be declined, and the other centre asks the person again.
# $number: the case number here
transfer-word-revoked-here-message = It was taken in here, as { $number }. Call them and agree what holds: whoever is to have the case asks the person, and the other one erases it.
transfer-doubles-title = Perhaps the same person is here
transfer-doubles-hint = Taken in, both records stand beside each other. Who may join them does so after that.
# $number: the case number here
transfer-taken-message = This case was taken in already, as { $number }. If you take it in again, it stays one, and the answer is written again.
transfer-answer-folder-label = Where the answer goes
transfer-answer-folder-hint = The folder of a stick, or any folder. The answer is sealed to the other centre.
transfer-accept-action = Take the case in
transfer-decline-action = Do not take it in
transfer-decline-title = Why is it not taken in?
transfer-decline-label = In words; the other centre reads them
transfer-decline-go-action = Write the refusal
# $number: the new case number. $path: a file
transfer-accepted-message = Taken in as { $number }. Give the answer to the other centre: { $path }
transfer-declined-message = Nothing was taken in. Give the refusal to the other centre: { $path }
transfer-page-action = Open the page
# $centre: the other centre. $number: the case number there
transfer-word-accepted-title = { $centre } has taken the case in, as { $number }
transfer-word-declined-title = { $centre } does not take the case
transfer-word-revoked-title = { $centre } takes back that it hands the case over
transfer-word-action = Record it
transfer-word-done-message = It is recorded.
transfer-word-closed-message = The case is closed here now to all but coordinators.
transfer-word-more-message = The case stays open here: since it was proposed something was written in it that the other centre does not have. Tell them, and close the case once they know.

## Handings over

transfer-list-title = Handings over
transfer-list-none-message = No case went to another centre or came from one.
# $centre: the other centre. $date: when
transfer-row-given-message = To { $centre }, { $date }
transfer-row-taken-message = From { $centre }, { $date }
transfer-state-proposed = not answered yet
transfer-state-accepted = taken in there
transfer-state-declined = not taken in
transfer-state-revoked = revoked
transfer-state-unsettled = said in two ways
transfer-late-label = no answer for a fortnight
transfer-disagreed-label = the person does not agree any more: revoke it
transfer-revoked-there-label = revoked there since: agree with them what holds
transfer-more-label = something was written here since
transfer-again-action = Write the file again
transfer-revoke-action = Revoke
transfer-revoke-title = Revoke the handing over
transfer-revoke-hint = The other centre takes nothing in any more once it has read the word that is written now. If it has taken the case in already, somebody has to say which holds.
transfer-revoke-label = Why, in words; the other centre reads them
transfer-revoke-go-action = Revoke and write the word
# $path: a file
transfer-again-message = The file for the other centre: { $path }
transfer-revoked-message = It is revoked. Give the word to the other centre: { $path }
transfer-revoked-untold-message = It is revoked. The other centre is not known here any more: tell it yourself.
transfer-settle-title = Which holds?
transfer-settle-hint = Call the other centre first.
transfer-settle-accepted-action = They have the case
transfer-settle-declined-action = They did not take it, it stays here
transfer-settle-revoked-action = It was revoked, it stays here

## Centres that are known

transfer-known-title = Known centres
transfer-known-none-message = No other centre is known yet.
transfer-known-digits-label = Compared digits
# $count: how many people may take a case in there
transfer-known-seats-message =
    { $count ->
        [one] { $count } place may take cases in
       *[other] { $count } places may take cases in
    }
# $name: who compared the digits. $date: when
transfer-known-since-message = Digits compared by { $name }, { $date }
transfer-forget-action = No longer known
transfer-forget-sure-action = Yes, no longer known
transfer-card-title = The card of this centre
transfer-card-hint = Another centre knows this one by its card. The card is no secret; who takes it in calls you and has you read out its digits.
transfer-folder-label = Folder
transfer-folder-hint = The folder of a stick, or any folder.
transfer-card-action = Write the card
# $path: a file
transfer-card-message = The card: { $path }
transfer-card-digits-label = Its digits, for the telephone
transfer-know-title = Get to know another centre
transfer-know-file-label = Its card
transfer-know-file-hint = The file that the other centre gave you.
transfer-know-digits-label = The digits that they read out
transfer-know-digits-hint = Call a number that you knew before, not one that came with the card.
transfer-know-action = Know this centre
# $centre: the other centre
transfer-know-message = { $centre } is known from now on.

## A case is handed over

transfer-give-action = Hand over to another centre
# $name: the person
transfer-give-title = Hand { $name } over to another centre
transfer-give-hint = Once the other centre has taken the case in, it is closed here to all but coordinators, unless the person agrees that this centre goes on reading. Talks in private stay here.
transfer-give-none-message = No other centre is known yet. Exchange cards first.
transfer-give-to-label = To which centre?
transfer-stays-label = What stays
transfer-stays-none-message = Nothing else.
# $count: referrals that are open
transfer-open-referrals-message =
    { $count ->
        [one] { $count } open referral goes on without this centre.
       *[other] { $count } open referrals go on without this centre.
    }
transfer-drafts-message =
    { $count ->
        [one] { $count } unfinished interview
       *[other] { $count } unfinished interviews
    }
transfer-private-message =
    { $count ->
        [one] { $count } interview in private
       *[other] { $count } interviews in private
    }
# $count: files
transfer-files-missing-message =
    { $count ->
        [one] { $count } file has not come to this laptop yet. Exchange with the others first.
       *[other] { $count } files have not come to this laptop yet. Exchange with the others first.
    }
# $count: places
transfer-conflicts-message =
    { $count ->
        [one] In { $count } place different things stand side by side. Settle that first.
       *[other] In { $count } places different things stand side by side. Settle that first.
    }
transfer-large-message = All of this is more than one file holds: nothing would go. Tell a coordinator.
transfer-consent-title = Ask the person
# $centre: the other centre
transfer-consent-message = “May all that is written about you here go to { $centre }, so that they go on helping you?”
transfer-consent-hint = Only this centre, and only if the person says yes. If they say no, nothing goes and help goes on here.
transfer-consent-read-on-label = The person also agrees that this centre goes on reading
transfer-consent-until-label = Until when the answer holds; empty: until it is taken back
transfer-consent-yes-action = The person agrees
transfer-consent-no-action = The person says no
transfer-refused-message = The person said no. Nothing goes, and help goes on here.
transfer-agreed-message = The person has agreed that their case goes to this centre.
transfer-agreed-read-on-message = The person has agreed that their case goes to this centre, and that this one goes on reading.
# $date: a day
transfer-agreed-until-message = The last day on which their answer holds: { $date }.
transfer-ask-again-action = Ask them once more
transfer-give-folder-label = Where the file goes
transfer-give-go-action = Hand over and write the file
transfer-give-done-title = It is proposed
# $path: a file
transfer-give-done-message = The file for the other centre: { $path }
transfer-give-done-step-carry = Carry or send the file to { $centre }. It is sealed: nobody else can open it.
transfer-give-done-step-answer = They look at it and give you an answer in a file.
transfer-give-done-step-record = You record the answer under “Other centres”. Until then the case stays open here.
