### The laptops of the centre: the list, inviting, letting in, taking out.

laptops-title = Laptops
laptops-hint = The laptops of the centre, and what each lacks as of the last exchange.
laptops-meet-action = Exchange by USB
laptops-invite-action = Invite a laptop
laptops-let-in-action = Take its answer
laptops-back-action = Back to the laptops
laptops-own-label = this laptop
# The laptop on which the centre was created: nobody gave it a name.
laptops-first-label = the first laptop
# $names: members
laptops-works-message = Works on it: { $names }
laptops-never-message = never heard of
# $when: 22 November, 17:40
laptops-met-message = last heard of: { $when }
# $count: changes that it lacks
laptops-lacks-message =
    { $count ->
        [0] has everything
        [one] lacks one change
       *[other] lacks { $count } changes
    }
laptops-lost-action = It is lost
laptops-renew-action = It asks for a call
laptops-renew-hint = A laptop that has met nothing new of a coordinator’s laptop for 45 days shows eight signs and asks for a call. Be sure whom you are talking to.
laptops-renew-out-hint = This laptop was taken out of the centre. Read a code only to one of yours who holds it in their hands: it opens then with all that it held, and what was not sent yet can be brought out by USB. What it writes from then on does not count.
laptops-renew-shown-label = What it shows
laptops-renew-go-action = Show what to read back
# $device: a laptop’s name
laptops-renew-code-label = Read this to whoever sits at { $device }
laptops-renew-code-hint = It holds for what that laptop shows now, and once.
laptops-alone-message = There is no other laptop yet. Invite one, and the two can exchange by USB.
# $count: a number
laptops-gone-label = Laptops taken out of the centre: { $count }
laptops-invites-title = Invites made on this laptop
laptops-invite-open = waits for an answer
laptops-invite-answered = joined
laptops-invite-dead = void
# $when: 22 November, 17:40
laptops-invite-made-message = Made: { $when }
laptops-invite-end-action = Take the invite back

## Inviting

laptops-invite-title = Invite a laptop
laptops-invite-hint = An invite file for the new laptop is made. It goes from hand to hand by a USB stick.
laptops-who-label = Who works on the new laptop?
laptops-who-me = I do
laptops-who-member = Somebody who works here
laptops-who-new = Somebody new
laptops-member-label = Member
laptops-folder-label = Folder for the invite
laptops-folder-hint = Put a stick in, then choose a folder on it or type its path.
laptops-lack-who = Choose who works on the new laptop.
laptops-lack-member = Choose the member.
laptops-invite-go-action = Make the invite
laptops-invited-message = The invite is written
# $days: 60
laptops-invited-step-hand = Hand the stick over yourself. Do not send it by message: whoever has this file can ask to join. It holds for { $days } days and is used once.
laptops-invited-step-join = On the new laptop Pana is opened and “Join with an invite” chosen.
laptops-invited-step-back = When the stick comes back with the answer, press “Take its answer”.

## Letting in

laptops-let-in-title = Let a new laptop in
laptops-let-in-hint = You need the answer file of the new laptop and the digits on its screen.
laptops-answer-label = Answer file
laptops-answer-hint = Put the stick in that came from the new laptop, and choose the file on it.
laptops-answer-action = Open the answer
laptops-check-hint = Type the digits, reading them from the new laptop’s own screen. If they are right, nobody is in between.
laptops-check-label = Digits on the new laptop
# $typed: digits typed, $all: 12
laptops-check-left-message = Typed: { $typed } of { $all } digits
laptops-differ-label = Other digits end the invite.
laptops-differ-hint = That laptop is given nothing then, and you begin again with a new invite.
laptops-let-in-go-action = Let it in
laptops-asks-title = Who joins
laptops-asks-device-label = Laptop
laptops-asks-member-label = Who opens it
laptops-asks-sees-label = What they see
laptops-asks-sees-all = the people of the centre, and personal meetings
laptops-asks-sees-but-private = the people of the centre; no personal meetings
laptops-let-in-stop-hint = If you stop after the digits were checked, the laptop stays let in, but nothing is written on the stick.
# $device: name of the laptop
laptops-let-in-done-title = { $device } is let in. The stick may be pulled out
# $count: changes
laptops-let-in-done-message =
    { $count ->
        [one] The one change that it needs was written beside its answer and read back. Take the stick to the new laptop.
       *[other] The { $count } changes that it needs were written beside its answer and read back. Take the stick to the new laptop.
    }
laptops-write-action = Write the bundle again

## A lost laptop

# $device: name of the laptop
laptops-lost-title = Lost: { $device }
laptops-order-title = One after the other
laptops-out-label = Take it out of the centre
laptops-out-hint = What is written from now on does not open there. What it wrote until now stays; what comes of it later waits for a review. This cannot be undone: if it is found, it joins with a new invite.
laptops-out-action = Take it out
laptops-out-done-label = taken out
laptops-tell-label = Tell the other laptops
# $count: other laptops
laptops-tell-hint =
    { $count ->
        [0] There is no other laptop.
        [one] The other laptop does not know until it has met this one.
       *[other] The other { $count } laptops do not know until they have met this one.
    }
laptops-words-label = Change the passphrase
laptops-words-hint = If the passphrase was on paper and is lost with the laptop, change it on every other laptop that it opens. On the lost one it stays as it is.
laptops-words-action = Change it
laptops-say-label = Tell whoever is responsible for data protection
laptops-say-hint = If the laptop was open, or is lost together with its passphrase, say so at once: the people on it may have to be told too.
laptops-closed-label = Nobody reads it without a passphrase.
# $names: members
laptops-closed-hint = Only the passphrases of these open it: { $names }. If nothing is pressed, it locks itself.
laptops-closed-nobody-hint = Only the passphrases of those who worked on it open it. If nothing is pressed, it locks itself.
laptops-held-title = What may be on it
laptops-held-people-label = People
# $count: people known on this laptop
laptops-held-people-message =
    { $count ->
        [one] not more than the one known here, and whoever was registered there
       *[other] not more than the { $count } known here, and whoever was registered there
    }
laptops-held-private = may be
laptops-held-no-private = none: nobody with the permission works there
laptops-held-met-label = Last heard of
laptops-held-since-label = Since then
laptops-held-since-message = not known; on that laptop alone

## Inviting on line

laptops-how-label = How does the invite get there?
laptops-how-online = On line: eight words are typed on the new laptop
laptops-how-file = With a file on a stick
laptops-online-hint = The new laptop has to reach the centre’s hub. Nothing is carried by hand.
laptops-room-hint = The new laptop has to be on one network or cable with this one. Nothing is carried by hand.
laptops-online-steps-label = Steps
laptops-online-step-invite = Invite
laptops-online-step-compare = Compare
laptops-online-step-done = Done
laptops-online-show-action = Show
laptops-online-words-title = On the new laptop, type this address and these eight words
laptops-online-address-label = Address:
laptops-online-words-hint = Do not say the words aloud where others hear them, and do not send them by message. If they are no good any more, a new invite is soon made.
laptops-online-words-message = Waiting for the new laptop.
laptops-online-laptop-message = A laptop has typed the words. Its digits come in a moment.
laptops-online-again-label = Somebody else knows these words.
laptops-online-again-hint = A second laptop tried to answer them. Let in only the laptop whose screen you see; if in doubt, take the invite back.
laptops-online-check-title = Which digits are on the new laptop?
laptops-online-stop-action = The digits differ: stop
laptops-online-over-message = This invite has ended.
# $device: name of the laptop
laptops-online-done-title = { $device } is let in
laptops-online-done-hint = On the new laptop the passphrase is typed that was chosen there. What the centre knows comes by itself.
laptops-online-untold-hint = The hub could not be told yet. It is told at the next meeting, and until then the new laptop waits.
