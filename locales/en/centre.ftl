### First run, creating a centre, recovery sheets, unlocking, members, settings.

## First run: nothing is on this laptop yet

centre-first-title = Welcome to Pana
centre-first-hint = Interviews, people and files stay on this laptop, locked with your passphrase. No internet is needed.
centre-first-create-label = Create your centre
centre-first-create-hint = A name, a passphrase, two printed sheets. It takes less than a minute.
centre-first-create-action = Create a centre
centre-first-join-label = Join a centre that is there
centre-first-join-hint = With the invite file that a coordinator gave you, this laptop joins their centre.
centre-first-join-action = Join with an invite
centre-first-demo-label = Look around first
centre-first-demo-hint = A demo centre with 200 invented people. Nothing of it mixes with your work.
centre-first-demo-action = Open the demo

## Creating

centre-create-title = Your centre
centre-create-centre-label = Name of the centre
centre-create-member-label = Your name
centre-create-member-hint = You become its coordinator. You can add colleagues later.
centre-create-passphrase-label = Passphrase
centre-create-passphrase-hint = At least 12 characters. Four or five words of your own are easiest to remember.
centre-create-again-label = The same passphrase again
centre-create-go-action = Create the centre
centre-create-busy-action = Creating…
centre-create-differ-message = The two passphrases differ. Type the second one again.
# $left: characters still missing.
centre-create-left-message =
    { $left ->
        [one] 1 character more
       *[other] { $left } characters more
    }
centre-create-enough-message = Long enough
centre-passphrase-show-action = Show
centre-passphrase-hide-action = Hide

## Recovery sheets

centre-sheets-title = Two sheets for the day the passphrase is forgotten
centre-sheets-hint = They are shown only now. Print both and keep them in two places, with two people. One sheet alone opens nothing; both together open the centre.
centre-sheets-print-action = Print both
centre-sheets-kept-label = Both sheets are printed or written down
centre-sheets-go-action = Go on
centre-sheets-first-message = Tick first that you have both sheets.
# $sheet: A or B
centre-sheet-title = Recovery sheet { $sheet }
# $centre: name of the centre
centre-sheet-centre-message = Centre: { $centre }
# $date: written date
centre-sheet-date-message = Made on { $date }
centre-sheet-fine-message = Keep this sheet apart from the other one. Whoever has both can open the centre.

## Unlocking

centre-unlock-title = Who is working?
centre-unlock-passphrase-label = Passphrase
centre-unlock-passphrase-hint = Several words. It is checked only on this laptop.
# $challenge: eight signs, as in 7KQM-2D9A
centre-unlock-challenge-label = Read to the coordinator: { $challenge }
centre-unlock-code-label = What they read back
centre-unlock-code-hint = Ten signs. Small letters and blanks do not matter.
centre-unlock-go-action = Open
centre-unlock-busy-action = Opening…
# $seconds: until the next try.
centre-unlock-wait-action =
    { $seconds ->
        [one] In 1 second
       *[other] In { $seconds } seconds
    }
centre-unlock-forgot-action = I forgot it
centre-unlock-calm-label = Nothing is lost.
centre-unlock-calm-hint = Your work is kept up to the last answer. Until the lock is opened nobody can read it.
centre-unlock-demo-label = Demo passphrase:
centre-unlock-demo-hint = All people here are invented.
centre-unlock-leave-action = Leave the demo

## Recovering

centre-recover-title = Open with both sheets
centre-recover-hint = Type both sheets as they are printed. Spaces and capitals do not matter.
centre-recover-sheet-a-label = Sheet A
centre-recover-sheet-b-label = Sheet B
centre-recover-member-label = Who sets a new passphrase
centre-recover-passphrase-label = New passphrase
centre-recover-go-action = Open and set it
centre-recover-none-message = This centre shows no coordinator here. Ask the person who keeps the sheets.

## Members

centre-members-title = Members
centre-members-hint = Everybody has a passphrase of their own. What each may see follows from the role.
# After that, to whoever may not change them.
centre-members-others-hint = A coordinator adds colleagues and changes roles.
centre-members-alone-message = You work alone so far. Add a colleague when somebody else will use this laptop.
centre-members-you-label = you
centre-members-change-action = Change…
# $name: the member.
centre-change-title = { $name }: role and permissions
centre-change-role-action = Give this role
centre-change-give-action = Give
centre-change-withdraw-action = Take back
# Beside a permission that only somebody who holds it can give.
centre-change-not-yours-message = Given by somebody who holds it
centre-remove-action = Remove this member…
# $name: the member.
centre-remove-title = Remove { $name } for good?
# $name: the member.
centre-remove-hint = What { $name } wrote stays. What is written from now on does not open for { $name }, on this laptop or any other. It cannot be taken back; { $name } can be added again as somebody new.
# $name: of the member
centre-remove-go-action = Remove { $name } for good
centre-suspended-title = Stopped for now
centre-suspended-hint = They removed each other on two laptops, or were removed by somebody who was being removed. Neither side works here until a coordinator whom both knew confirms one of the removals, or both recovery sheets do.
# $name: the member who leaves.
centre-confirm-action = { $name } leaves…
# $name: the member who leaves.
centre-confirm-title = Confirm that { $name } leaves for good?
# $name: the member who leaves.
centre-confirm-hint = Whom { $name } removed belongs to the centre again. What { $name } wrote apart is set aside, where it can be taken over. This cannot be taken back.
centre-confirm-go-action = Confirm
centre-sheets-new-action = New recovery sheets
centre-sheets-new-hint = The sheets that were printed before open nothing that is written from now on. Destroy them when the new ones are printed. But if you are the only coordinator, keep them: the new ones work once you have unlocked after seven days, and until then the old ones do.
centre-sheets-new-go-action = Make them
centre-agree-title = Who agrees
centre-agree-second-label = Another coordinator
centre-agree-sheets-label = Both recovery sheets
centre-agree-member-label = Coordinator
centre-agree-passphrase-label = Their passphrase
centre-add-title = Add a member
centre-add-name-label = Name
centre-add-role-label = Role
centre-add-grants-label = Permissions beside the role
centre-add-passphrase-label = First passphrase
centre-add-passphrase-hint = Tell it to them yourself. They change it in the settings.
centre-add-go-action = Add
# $name: the new member
centre-add-done-message = { $name } can unlock this laptop now.

## Settings

centre-settings-title = Settings
centre-settings-language-title = Language
centre-settings-size-title = Text size
# $percent: 100, 125 …
centre-settings-size-label = { $percent } %
centre-settings-size-hint = For this computer. By keys: Ctrl and +, Ctrl and −; Ctrl and 0 for the ordinary size.
centre-settings-idle-title = Lock by itself
centre-settings-idle-label = Minutes without input
centre-settings-idle-hint = From 1 to 60. What you typed is kept.
centre-settings-idle-go-action = Keep
centre-settings-idle-done-message = Kept.
centre-settings-passphrase-title = Your passphrase
centre-settings-old-label = Passphrase so far
centre-settings-new-label = New passphrase
centre-settings-again-label = The new one again
centre-settings-passphrase-go-action = Change it
centre-settings-passphrase-done-message = From now on the new passphrase opens it.
centre-settings-centre-title = Centre

## How the centre is reached

centre-contact-title = Where the centre is found
centre-contact-hint = Letters, answer slips, consent sheets and the sheet for the person say it, so that receivers can answer. A letter that must not say whose it is has none of it.
centre-contact-address-label = Address
centre-contact-hours-label = Opening hours, in words
centre-contact-phones-label = Telephones, one to a line
centre-contact-email-label = E-mail
centre-contact-go-action = Keep
centre-contact-done-message = Kept. Papers say it from now on.
centre-contact-none-message = Nobody has written it yet.
centre-contact-who-message = A coordinator writes it.
# $member: who. $date: written date.
centre-contact-said-message = Written by { $member }, { $date }
# Above what was written there. $member: who. $date: written date.
centre-contact-apart-message = On another laptop { $member } wrote something else ({ $date }). What is kept anew holds.
centre-contact-take-action = Take this one
