### How a new laptop joins a centre by an invite.

join-title = Join with an invite
join-hint = You need the invite file that a coordinator gave you. This laptop makes an answer to it.
join-invite-label = Invite file
join-invite-hint = Put the stick in and choose the file that the coordinator gave you. The answer is written beside it.
join-pick-action = Choose a file…
join-device-label = What is this laptop called? For example: Laptop 2
join-member-label = Your name
join-passphrase-hint = It opens this laptop. At least 12 characters; several words are best. Tell it to nobody.
join-go-action = Make the answer file

## It waits to be let in

join-waits-title = The coordinator types these digits on their laptop
join-check-label = The digits of this laptop
join-waits-hint = Take the stick to the coordinator, and let them read the digits from this screen themselves. Do not send them by message. You may switch this laptop off until then: the digits stay the same.
join-answer-message = The answer was written here:
# $device: name of the laptop
join-device-message = This laptop is called { $device }
join-empty-label = Nothing is on this laptop yet.
join-empty-hint = What the centre knows comes only after the digits were typed.
join-by-stick-action = The line is gone: join from a stick
join-by-stick-hint = Where a coordinator has let this laptop in, their laptop can write its USB as for any other. This laptop joins from that.
join-bring-title = When the stick is back
join-bring-hint = Put the stick in that the coordinator gave back, and choose the folder on it.
join-own-label = The passphrase that you chose on this laptop
join-finish-action = Join the centre
join-running-title = The laptop is joining
join-stop-hint = If you stop, what was taken in until then is kept.
join-stopped-message = Stopped. The laptop waits to be let in as before.
join-done-title = This laptop belongs to the centre now
join-rest-hint = The rest can be taken in from this stick again, under “Laptops”.
join-enter-action = Begin to work

## To wait no more

join-forget-action = Do not join
join-forget-title = Give up joining?
join-online-forget-message = This laptop forgets its keys. If a coordinator has let it in already, that is lost too: to join later you ask for a new invite.
join-forget-message = These digits and the answer file are good for nothing then. To join later you ask the coordinator for a new invite.
join-keep-action = Keep waiting
join-forget-go-action = Give up

## By words

join-how-label = What did the coordinator give you?
join-how-words = An address and eight words
join-how-file = A file on a stick
join-words-hint = Type the address and the words that stand on the coordinator’s screen. This laptop needs the network for it.
join-address-label = Address on the coordinator’s screen
join-words-label = The eight words, in their order. The first four letters of each are enough.
join-words-go-action = Join
join-online-waits-title = Waiting for the coordinator’s laptop
join-online-waits-hint = Its invite has to stand open on the screen. Nothing has to be pressed here.
join-online-digits-hint = Wait until the coordinator has typed these digits on their laptop, reading them from this screen themselves. Do not send them by message. The digits stay the same if you switch this laptop off.
join-online-then-title = When the coordinator has typed the digits
join-online-decided-title = The coordinator has decided: try it now
