### What went wrong (err-) and what to do now (rec-). One pair for each code of crates/app/src/contract/error.rs.
### They stand together, err- first. A variable is named as the code's argument; numbers come as numbers.

## Opening and closing

# $seconds: how long to wait before the next try; 0 = no wait.
err-wrong-passphrase = The passphrase did not open it.
# $seconds: see above.
rec-wrong-passphrase =
    { $seconds ->
        [0] Try again. Nothing is erased.
        [one] Try again in one second. Nothing is erased.
       *[other] Try again in { $seconds } seconds. Nothing is erased.
    }
# $seconds: how long still to wait.
err-unlock-wait =
    { $seconds ->
        [one] The next try is possible in one second.
       *[other] The next try is possible in { $seconds } seconds.
    }
rec-unlock-wait = Wait a little, then try again. Nothing is erased.
# $challenge: eight signs, as in 7KQM-2D9A
err-lease-over = This laptop has met nothing new of a coordinator’s laptop for more than 45 days. Before it opens, a coordinator is called.
rec-lease-over = Read them this: { $challenge }. They read ten signs back; enter those with your passphrase. A coordinator’s laptop is opened by both recovery sheets together, too. Nothing is erased, and what was not sent yet is kept.
err-lease-code = These ten signs are not for this laptop, or are of an earlier call.
rec-lease-code = Read this to the coordinator once more: { $challenge }. Enter what they read back. Nothing is erased.
# $what: code or challenge
# $device: the laptop’s name
err-lease-taken-out = { $device } was taken out of this centre.
rec-lease-taken-out = Give a code only if one of yours holds it in their hands and what it has not sent is wanted. On the list of laptops it stands among those taken out; in a terminal add --taken-out.
err-lease-typo = { $what ->
        [challenge] These are not the eight signs of a laptop: one is wrong, or two are swapped.
       *[other] These are not ten signs of a coordinator: one is wrong, or two are swapped.
    }
rec-lease-typo = { $what ->
        [challenge] Have them read to you once more.
       *[other] Compare them one by one with what the coordinator reads.
    }
err-locked = Pana is locked.
rec-locked = Choose your name and enter your passphrase. Your work is kept where you stopped.
err-no-centre = There is no centre on this computer yet.
rec-no-centre = Create a centre, or open the demo centre to look around.
err-centre-exists = This computer already has a centre.
rec-centre-exists = Unlock it, or choose another folder for a new one.
# $field: whose name it is. Not shown itself.
err-name-missing = { $field ->
        [centre] The name of the centre is empty.
        [oneself] Your own name is empty.
        [device] The name of the laptop is empty.
       *[member] The name of the new member is empty.
    }
rec-name-missing = Fill in that field.
# $field: as above. $max: greatest number of characters.
err-name-long = { $field ->
        [centre] The name of the centre is longer than { $max } characters.
        [oneself] Your own name is longer than { $max } characters.
        [device] The name of the laptop is longer than { $max } characters.
       *[member] The name of the new member is longer than { $max } characters.
    }
rec-name-long = Enter a shorter name.
# $min: least number of characters.
err-passphrase-short = The passphrase is shorter than { $min } characters.
rec-passphrase-short = Take several words that you remember easily and others do not guess.
# $sheet: A or B.
err-recovery-sheet = Sheet { $sheet } has a typing error.
# $sheet: A or B.
rec-recovery-sheet = Compare it with the paper, group by group. The last characters of each line check the line.
err-recovery-mismatch = These two sheets do not open this centre.
rec-recovery-mismatch = Check that both sheets carry the name of this centre and are from the same print. New sheets that an only coordinator printed work once a coordinator has unlocked after seven days; until then the old ones do.
err-recovery-member = Only a coordinator can be let in with the recovery sheets.
rec-recovery-member = Choose a coordinator. Whoever else forgot their passphrase is removed by the coordinator and added again.
err-member-unknown = Nobody of that name works here.
rec-member-unknown = Choose a name from the list.
err-member-exists = Somebody of that name works here already.
rec-member-exists = Add something that tells the two apart, for example the patronymic.
err-role-unknown = There is no such role.
rec-role-unknown = Take one of: volunteer, worker, supervisor, coordinator.
err-grant-unknown = There is no such permission.
rec-grant-unknown = Take one of: protected, inspector, expert, analyst.
# $right: the word right-<right> says what was wanted. Not shown.
err-no-right = Your role does not allow this. { $right ->
        [export] Exports are made by a coordinator.
        [check-service] What a service said is written down by a worker, a supervisor or a coordinator.
        [confirm-date] A worker, a supervisor or a coordinator says whether the date is right.
        [administer] Members, devices and the centre’s address are managed by a coordinator.
        [see-territory] What a month comes to is looked at by a coordinator.
        [amend-interview] This interview is corrected by the member who led it, or by a supervisor.
        [read-interviews] This interview is read by the member who led it and by the workers of the centre.
        [publish] Questionnaires, rules and the directory of services are published by a coordinator.
        [close-case] A case is closed and opened again by its worker, a supervisor or a coordinator.
        [hand-over] A case is offered to a colleague by its worker alone.
        [take-case] A case is taken by whom it is offered to; volunteers follow no cases.
        [read-access-log] The full access log is read by a supervisor or coordinator.
       *[other] Somebody else at the centre may do it.
    }
rec-no-right = Ask a coordinator of your centre.
err-no-grant = This conversation is open only to members with a separate permission.
rec-no-grant = Ask a coordinator, or let a member with the permission go on.
# $reason: why it would not count.
err-refused = { $reason ->
        [author-removed] You are not a member of this centre any more.
        [author-suspended] Your work in this centre is stopped for now.
        [device-revoked] This laptop does not belong to the centre any more.
        [not-protected] This conversation is open only to members with a permission of its own.
        [own-removal] Nobody decides alone about their own removal.
        [gone] Whoever was removed does not come back as the same member.
        [waiting] What comes before it is not on this laptop yet.
        [needs-update] A newer version of Pana is needed for this.
       *[other] This would not count at the other laptops of the centre.
    }
rec-refused = Nothing was changed. Talk to the coordinator of your centre.
err-last-coordinator = This is the only coordinator of the centre.
rec-last-coordinator = Make somebody else a coordinator first.
err-member-suspended = You were removed by somebody who was being removed at the same time, on another laptop. Until one of the removals is confirmed, nothing opens for either side.
rec-member-suspended = A coordinator whom both sides knew confirms one of the removals under “Members”. Or whoever keeps both recovery sheets lets in the one who stays, by “I forgot it”; the other side leaves the centre for good.
err-not-contested = Nobody's removal contradicts the removal of this member.
rec-not-contested = There is nothing to confirm.
err-nothing-held = No removal holds back anything of it.
rec-nothing-held = Look at the list of what is set aside once more.
err-store-behind = This store lacks entries that you have seen in it. What a coordinator changes of the centre waits so long, for it could contradict what is missing.
rec-store-behind = Put the newer copy of the folder back. Where there is none, type in both recovery sheets. All other work goes on.
err-needs-second = One coordinator alone cannot do this.
rec-needs-second = Another coordinator, not the one whom it is about, enters their passphrase; where there is none, both recovery sheets are typed in.
err-clock-asked = Another time than the computer's own is taken only in the demo and in a practice centre.
rec-clock-asked = Leave out --now. To practise with a set time, make a centre with --practice in a folder of its own.
err-language-unknown = Pana does not speak this language yet.
rec-language-unknown = Choose a language from the list.
err-idle-range = Pana can lock itself after 1 to 60 minutes.
rec-idle-range = Enter a whole number from 1 to 60.
# $field: what is wrong.
err-contact-field = { $field ->
        [address] The address is too long for a letter.
        [hours] The opening hours are too long for a letter.
        [phone] A telephone number has no digit, or is too long.
        [phones] There are too many telephone numbers.
        [email] The e-mail address is not one.
        [reach] There is no address, telephone or e-mail: nobody could answer.
       *[language] Letters cannot be in that language.
    }
# $field: as above.
rec-contact-field = { $field ->
        [address] Shorten it to 200 characters in each language.
        [hours] Shorten them to 80 characters in each language.
        [phone] Write the number as it is dialled, in 40 characters at most.
        [phones] Keep the four by which you are reached best.
        [email] Write it as name@place.org.
        [reach] Write at least one of them. What was kept before stands.
       *[language] Take one of: kk, en, ru, ar.
    }

err-contact-moved = Somebody else has changed where the centre is found while you were writing.
rec-contact-moved = What you wrote is not kept yet. Look at the new one below, correct yours, and keep it again.

## Interviews and people

# $form: the questionnaire's short name, as its folder.
err-form-unknown = There is no questionnaire “{ $form }” here.
rec-form-unknown = Choose one from the list of questionnaires.
# $form: the questionnaire's short name.
err-form-altered = What is kept of the questionnaire “{ $form }” is not what it was when it was taken in. Nobody is asked by it.
rec-form-altered = The answers are here. A coordinator takes that version in again, on the page “Questionnaires”.
# $form: the questionnaire's short name; $version: its version.
err-form-version-taken = The centre has version { $version } of the questionnaire “{ $form }” already, and this one differs from it.
rec-form-version-taken = Raise the version in the sheet settings and import it again.
err-form-reading-gone = This questionnaire was read before another one, or before Pana was locked.
rec-form-reading-gone = Choose the file again.
# $form: the questionnaire's short name.
err-form-needs-person = The questionnaire “{ $form }” is about a person who is known already.
rec-form-needs-person = Find the person first, then start it on their page.
err-interview-unknown = This interview is not on this computer.
rec-interview-unknown = Go back and choose it from the list. It may have been discarded.
err-interview-trial = This is a trial: nothing of it is kept.
rec-interview-trial = End the trial, and start an interview to ask somebody.
# $at: place in the questionnaire.
err-question-unknown = The questionnaire has no question at { $at }.
rec-question-unknown = Check the name of the question in the questionnaire.
# $at: place in the questionnaire.
err-question-fixed = The answer at { $at } is filled in by Pana.
rec-question-fixed = Leave it out; it needs no answer.
# $at: place in the questionnaire.
err-repeat-fixed = Nothing can be added to or removed from the list at { $at } now.
rec-repeat-fixed = Its length follows from another answer. Change that answer.
# $at: place in the questionnaire.
err-repeat-full = The list at { $at } is full: Pana holds no more in one interview.
rec-repeat-full = Finish this interview and write the rest in another. All that you have written is saved.
err-interview-finished = This interview is finished.
rec-interview-finished = To change an answer, choose “Correct”. What was there before is kept.
err-interview-draft = This interview is not finished yet.
rec-interview-draft = Go on with it; every answer can still be changed.
# $missing: number of questions.
err-interview-incomplete =
    { $missing ->
        [one] One question has no answer yet.
       *[other] { $missing } questions have no answer yet.
    }
rec-interview-incomplete = Answer them, or mark “does not know” or “does not wish to answer”. You can also finish as it is; it will be marked incomplete.
# $invalid: number of answers.
err-interview-invalid =
    { $invalid ->
        [one] One answer does not fit its question.
       *[other] { $invalid } answers do not fit their questions.
    }
rec-interview-invalid = Open them from the review and correct them. What was typed is kept.
err-amend-refused = You cannot correct this interview, or no longer.
rec-amend-refused = Ask the member who led it, or a supervisor.
err-case-unknown = There is no such person on this computer.
rec-case-unknown = Search by name or by another case number.
err-erasure-changed = Nothing was erased: what would go is not any more what stood here.
rec-erasure-changed = Other records of this person came, or how long it waits has changed. Look at it once more; then order it.
# $centre: what the other centre calls itself. $day: YYYY-MM-DD
err-case-handed-over = { $centre } has had this case since { $day }. It is not open here any more, since the person did not agree to that.
rec-case-handed-over = If the person comes to you, speak with them: a new talk opens the case again. Anything else, ask a coordinator.
err-case-with-others = Another centre has this case now. It is not open here any more.
rec-case-with-others = If the person comes to you, speak with them: a new talk opens the case again. Anything else, ask a coordinator.
# $what: card or transfer
err-transfer-file = { $what ->
        [card] This file is no card of a centre.
       *[other] This file is no case that a centre handed over, and no word about one.
    }
# $what: see above
rec-transfer-file = { $what ->
        [card] Ask that centre for its card once more.
       *[other] Ask that centre for the file once more.
    }
err-transfer-newer = A newer version of Pana wrote this file.
rec-transfer-newer = Bring Pana up to date on this laptop, then try once more.
err-transfer-digits = These are not the digits of this card. Nothing was taken in.
rec-transfer-digits = Call that centre on a number that you know already, and let them read the digits out. If they differ, the card is somebody else’s: ask for another one.
err-transfer-own = This is this centre’s own.
rec-transfer-own = Take the file of the other centre.
err-transfer-other-root = This comes from another centre of that name than the one whose card was compared.
rec-transfer-other-root = Do not trust it. Call that centre; if it began anew, a coordinator forgets the old card and takes in the new one.
err-centre-unknown = No such centre is known here.
rec-centre-unknown = A coordinator takes its card in, and compares the digits over the telephone.
err-centre-ambiguous = Several centres that are known are called so.
rec-centre-ambiguous = Give its id instead, as the list of centres shows it.
err-transfer-not-for-us = This file is not sealed to you.
rec-transfer-not-for-us = Let somebody open it who was at this centre when its card was made; or send that centre a new card, and ask for the file once more.
err-transfer-practice = One of the two centres is for practice, with people who do not exist, and the other is not.
rec-transfer-practice = Nothing goes from one to the other. Practise with another centre that is for practice.
err-transfer-altered = This file was changed on its way, or is not what it says. Nothing of it was taken in.
rec-transfer-altered = Ask that centre for the file once more, and tell a coordinator.
err-transfer-for-others = This file is for another centre.
rec-transfer-for-others = Do not pass it on. Tell the centre that it comes from.
err-transfer-unsigned = This is signed by nobody who may hand cases over at that centre.
rec-transfer-unsigned = Ask that centre for a new card, and compare its digits over the telephone. Then try once more.
err-transfer-taken = This case was taken in already.
rec-transfer-taken = It is in the list of handings over. What was taken in is not declined any more.
err-transfer-revoked = The other centre has revoked this handing over. Nothing was taken in.
rec-transfer-revoked = Destroy the file. If the person is with you, ask that centre to hand the case over anew.
err-transfer-unknown = No such handing over is known here.
rec-transfer-unknown = Look at the list of handings over.
err-transfer-consent-over = What the person agreed to was for a time that is over. Nothing is taken in.
rec-transfer-consent-over = Call the other centre: they ask the person again. The case can be declined, so that they know.
err-transfer-gone = This answer says that the other centre has taken a case in that is not known here any more. Perhaps it was erased here since.
rec-transfer-gone = Call the other centre, and tell them what became of the case here.
err-transfer-other-kind = This file of another centre is not of the kind that was asked for: a case is accepted or declined, an answer is recorded.
rec-transfer-other-kind = Look at the file first: that says which of the two it is.
err-transfer-moved = This handing over stands otherwise meanwhile.
rec-transfer-moved = Look at the list of handings over.
err-transfer-empty = Nothing of this person is finished that could be handed over.
rec-transfer-empty = Finish the interview first.
err-transfer-apart = Different things stand in this case that were written apart.
rec-transfer-apart = Settle them first: the other centre could not ask who wrote what.
err-transfer-large = This is too large to be handed over in one file.
rec-transfer-large = Tell a coordinator.
err-transfer-no-consent = No answer of the person stands by which their case may go to this centre today.
rec-transfer-no-consent = Ask the person, for this centre and no other, and record the answer. If they say no, nothing is handed over and help goes on.
err-transfer-open = This case is to be handed over already.
rec-transfer-open = Wait for the answer, or revoke it first.
# $transfer: an id
err-transfer-unwritten = The handing over is proposed, and its file could not be written.
rec-transfer-unwritten = Write it again on the page “Other centres”, or by its id: { $transfer }
# $transfer: which
err-transfer-revoked-unwritten = The handing over is revoked here, and the word for the other centre could not be written: they do not know of it yet.
rec-transfer-revoked-unwritten = Revoke it once more, to another place, on the page “Other centres” or by its id: { $transfer }
# $number: a case number
err-transfer-unanswered = The case was taken in as { $number }, and the answer could not be written.
rec-transfer-unanswered = Accept the same file once more: the case stays one, and the answer is written again.
err-erasure-unknown = No erasure with that number can be cancelled.
rec-erasure-unknown = Look at the list of erasures: one that is done is final.
# $centre: what another centre calls itself. $until: YYYY-MM-DD, or none
err-erase-unanswered = Nothing was erased: { $centre } has not answered whether it takes this case in, and could take in somebody who is erased here.
# $centre, $until: see above
rec-erase-unanswered = { $until ->
        [none] Revoke the handing over first and bring that centre the word; then erase.
       *[other] Revoke the handing over first and bring that centre the word; then erase. Or wait until { $until } is over, when the person’s consent ends.
    }
err-erase-reason = That is none of the reasons for which somebody is erased.
rec-erase-reason = Choose one of the reasons given.
err-need-unknown = There is no need of the name { $need }.
rec-need-unknown = Choose one of the list.
err-need-decision = There is no such decision about a need.
rec-need-decision = Take one of: accepted, set_aside, added.
err-need-reason = A need is set aside with a reason.
rec-need-reason = Choose a reason; for “another reason” write it in your own words.
err-urgency-unknown = There is no such urgency.
rec-urgency-unknown = Take one of: critical, urgent, normal, low.
err-referral-unknown = There is no such referral.
rec-referral-unknown = Open the person's page and look at the referrals there.
err-referral-step = The referral does not stand where this can be done.
rec-referral-step = Open the referral once more: somebody may have gone on with it. What can be done now is shown there.
err-contact-unsafe = The person said that it is not safe to call or write to them.
rec-contact-unsafe = Find another way, such as telling them when they come. If somebody did call or write, say that you mean it and write it down.
err-follow-up-day = That is no day, or one that has passed.
rec-follow-up-day = Give today or a later day.
# $detail: word of what is missing
err-referral-detail = Something is missing, or cannot be: { $detail }
rec-referral-detail = Fill it in and try again. Nothing was written down.
err-referral-to-come = By the date of this computer that day has not come yet.
rec-referral-to-come = Give the day on which it happened. If the computer’s date is wrong, set it first. Nothing was written down.
# $least: number of attempts
err-referral-attempts = Fewer than { $least } attempts to reach the person are written down.
rec-referral-attempts = Try once more and write the attempt down.
err-referral-not-late = The time for an answer has not run out yet.
rec-referral-not-late = Wait for the answer, or call and write down what was said.
err-referral-stopped = The person allows nobody to be told. No referral is made.
rec-referral-stopped = Help with what the person chooses themselves. If life is in danger, the members who lead personal meetings decide together.
err-service-unknown = There is no such service in the directory.
rec-service-unknown = Look for it in the list. In a newer list it may have another name.
err-service-word = Something that was said of services is not known here.
rec-service-word = Choose one of what is offered. Times are written as 09:00.
# $field: what is missing or wrong.
err-service-field = { $field ->
        [name] The service has no name.
        [kind] No kind of service is given, or there is none of that code.
        [hours] The opening hours cannot be read.
        [age] The limits of age cannot be read.
        [language] The language is not known.
        [phone] There is no digit in a telephone number.
        [email] The e-mail address is not one.
        [url] The web address is not one.
        [words] It is not said what is not right.
        [places] What is said of places contradicts itself.
        [check] Nothing is written down.
       *[other] Something is missing.
    }
# $field: what is missing or wrong.
rec-service-field = { $field ->
        [name] Enter a name.
        [kind] Choose a kind from the list.
        [hours] Write when it opens and when it closes as 09:00.
        [age] Write whole numbers from 0 to 150, the lower first.
        [language] Choose a language from the list.
        [phone] Check the number and write it again.
        [email] Write it as name@example.org.
        [url] Write it as https://example.org.
        [words] Write in one sentence what is different.
        [places] Write a number of free places only where there are places.
        [check] Write down whether there are places, whether all is right, or what you were told.
       *[other] Fill in what is missing and save again.
    }
err-service-too-large = More is said of this service than one entry holds.
rec-service-too-large = Make it shorter; keep what matters most.
# $errors: how many errors.
err-directory-invalid =
    { $errors ->
        [one] The list was not taken in: it has one error. The list that was there has not changed.
       *[other] The list was not taken in: it has { $errors } errors. The list that was there has not changed.
    }
rec-directory-invalid = Correct the errors in the file and choose the file again.
err-directory-reading-gone = This list was read before another one, or before Pana was locked.
rec-directory-reading-gone = Choose the file again.
err-directory-changed = The directory has changed since the file was read. What was shown is not what would happen now; nothing was taken in.
rec-directory-changed = Choose the file again and look at the changes once more.
# $count: how many services.
err-directory-undecided =
    { $count ->
        [one] It is not decided what becomes of one service that is not in the file.
       *[other] It is not decided what becomes of { $count } services that are not in the file.
    }
rec-directory-undecided = Mark for each whether it stays or is closed.
# $errors: how many errors.
err-rules-invalid =
    { $errors ->
        [one] The rules were not taken in: the table has one error. The rules that were asked have not changed.
       *[other] The rules were not taken in: the table has { $errors } errors. The rules that were asked have not changed.
    }
rec-rules-invalid = Correct the errors in the file and choose the file again.
err-rules-reading-gone = This table was read before another one, or before Pana was locked.
rec-rules-reading-gone = Choose the file again.
err-rules-changed = The rules have changed since the file was read. What was shown is not what would happen now; nothing was taken in.
rec-rules-changed = Choose the file again and look at the changes once more.
err-edition-unknown = This edition of the directory is not on this laptop.
rec-edition-unknown = Look again after meeting the laptop on which it was taken in.
err-directory-altered = What is kept of the directory is not what was taken in. It is not used.
rec-directory-altered = A coordinator takes that list in from its file again.
# $latest: the month that ended last, YYYY-MM
err-territory-month = That is no month that is over.
rec-territory-month = Write it as YYYY-MM, at the latest { $latest }.
err-territory-region = This region is not shown by itself: fewer than five cases are open there, or too few would be left beside it.
rec-territory-region = Look at the whole centre, or at one of the regions that are offered.
err-referral-word = There is no such step, entry or word of a referral.
rec-referral-word = Take one of those that “pana referral show” names.
err-close-day = The day since which the case is closed is not right: it must not be later than today.
rec-close-day = Enter today or an earlier day.
err-close-words = The reason “other” was chosen, and nothing says what it is.
rec-close-words = Write in a word or two why the case is closed.
# $count: number.
err-close-referrals = There are open referrals of which it is not said what becomes of them: { $count }. The case is not closed.
rec-close-referrals = Choose for each referral whether it is cancelled or goes on by itself.
err-case-moved = The case stands otherwise meanwhile: it was closed, opened, or is with somebody else.
rec-case-moved = Open the person’s page anew and look.
err-case-hand = No case is given to this member.
rec-case-hand = Choose a member who works at this centre and is no volunteer.
err-double-words = It is not said why the two records are of one person, or of two.
rec-double-words = Write the reason in a few words: whoever looks at it later has to understand it.

err-conflict-changed = What was shown here is not what stands here now: somebody has settled it meanwhile, on this computer or on another. Nothing was recorded.
rec-conflict-changed = Look at it once more. If it is gone from the list, it is settled.
err-conflict-words = It is not said why this one is right.
rec-conflict-words = Write the reason in a few words: others will read it.
err-conflict-elsewhere = This is not settled here.
rec-conflict-elsewhere = Open the page that the list leads to, or change the interview itself.
err-case-word = There is no such reason for closing, and no such kind of list.
rec-case-word = Take one of the words that “pana people --help” names.
err-consent-unknown = There is no such consent.
rec-consent-unknown = Open the person's page and look at the consents there.
err-consent-second = Passing on without consent needs a second member who agrees, and a reason.
rec-consent-second = Write down why, and have somebody else of the centre enter their passphrase.
err-consent-child = This person may be a child: who answers for them, or whether they agree themselves, is not written down.
rec-consent-child = Write both: who answers for the child, and whether the child agrees.
err-consent-until = The last day of the consent is no day.
rec-consent-until = Write it as year-month-day, for example 2027-11-29, or leave it empty.
err-referral-no-consent = The person has not agreed to pass this on to this recipient.
rec-referral-no-consent = Ask the person, for this recipient and exactly these facts, and record the answer. If they say no, nothing is passed on and help goes on.
err-referral-field-empty = This is not known here: { $field }
rec-referral-field-empty = Untick it, or ask about it in an interview first. Nothing was written down.
err-letter-language = A letter cannot be in this language.
rec-letter-language = Choose one or two: Kazakh, English, Russian, Arabic.
err-letter-name = The person's name stands where no name may stand on a letter.
rec-letter-name = Their name must not be in the recipient's name or address: cancel this referral and begin a new one.
err-letter-file-exists = There is a file of that name already.
rec-letter-file-exists = Give it another name. The file that is there was not changed.
err-letter-printer = The printer did not take the sheet.
rec-letter-printer = The print is in the history, but no paper came out. Look at the printer and print again, or save a file.
err-sheet-private = No paper is made about this referral: somebody else might see it.
rec-sheet-private = Read it out from the screen and record the answer here.
err-slip-typo = This is no code: a sign is wrong, or two are swapped.
rec-slip-typo = Look at the code on the slip and type it again.
err-slip-unknown = No referral has this code.
rec-slip-unknown = Compare the code with the paper. It may be another centre's letter.
err-slip-other = This code belongs to another referral.
rec-slip-other = The answer was not written down anywhere. Type the code on Today to open its own referral.
err-sheet-typo = This is no code of a consent sheet: a sign is wrong, or two are swapped.
rec-sheet-typo = Look at the code at the head of the sheet and type it again.
err-sheet-changed = The sheet with this code says something else than what would be passed on now.
rec-sheet-changed = What is ticked, or what the facts say, has changed since it was made. Make a new sheet, or read aloud what stands here and leave the code empty.
err-sheet-unknown = No consent sheet of this person has this code.
rec-sheet-unknown = Compare the code with the paper: it may be another person’s. If the person answered without a sheet, leave the code empty.
err-slip-answered = The answer of this slip was written down already.
rec-slip-answered = Look at what stands there. What the receiver says later is written down as it was learned: by telephone, e-mail or face to face.
err-number-typo = There is a typing error in the case number.
rec-number-typo = Compare it with the paper: one character is wrong or two are swapped.
err-numbers-used-up = This laptop has given out all its case numbers.
rec-numbers-used-up = Begin new cases on another device, and tell your coordinator.
err-interview-too-large = This interview is too long to be kept in one piece.
rec-interview-too-large = Shorten the longest answers in own words; nothing is lost until you do.

## Files as answers

err-attach-missing = There is no file at this path.
rec-attach-missing = Check the path, or find the file with “Choose a file…”.
err-attach-folder = This is a folder, not a file.
rec-attach-folder = Choose one file in it.
err-attach-unreadable = The file cannot be read.
rec-attach-unreadable = Check that you may open it, and that the stick or disk it lies on is still connected.
# $max: MiB
err-attach-too-large = The file has more than { $max } MiB.
rec-attach-too-large = Save it smaller, or as several files, and choose that.
err-attach-picture = This cannot be kept as a picture.
rec-attach-picture = Save it as JPEG or PNG and choose that. From other kinds Pana cannot take out where they were made.
err-attach-damaged = The file is empty or damaged.
rec-attach-damaged = Open it to see whether it is whole, then choose it again.
err-file-unknown = This interview has no such file.
rec-file-unknown = Choose the file again.
err-file-not-here = This file has not come to this laptop yet.
rec-file-not-here = It comes with the next meeting with the laptop that has it, by a stick or by the hub.
err-file-not-shown = This file cannot be shown here.
rec-file-not-shown = It is kept. To open it, export the questionnaire with its files.

## Export

err-export-format = There is no such format.
rec-export-format = Choose CSV, JSON or Excel.
err-export-purpose = The purpose is not given.
rec-export-purpose = Say what the export is for. It is written into the access log.
err-export-purpose-note = The purpose is “other”, but nothing is said about it.
rec-export-purpose-note = Write in a few words what the export is for.
err-export-nothing = There are no finished interviews of this questionnaire.
rec-export-nothing = Finish an interview first, or choose another questionnaire.
err-export-nobody-agreed = None of these people agreed to what they said being passed on.
rec-export-nobody-agreed = Nothing leaves for this purpose. To help these people their answers can be exported.
err-export-private = These interviews are led apart, and leave for nothing but help.
rec-export-private = Choose another questionnaire, or export to help these people.
err-export-separator = There is no such separator.
rec-export-separator = Choose comma or semicolon.
err-export-second-member = An export with names needs a second member.
rec-export-second-member = Ask a colleague to enter their passphrase too.
err-export-unknown = This export is not running any more.
rec-export-unknown = Start it again.
err-folder-empty = No folder is chosen yet.
rec-folder-empty = Choose a folder or type its path.
err-folder-missing = This folder does not exist.
rec-folder-missing = Choose another folder or create it first.
err-folder-read-only = Nothing can be written into this folder.
rec-folder-read-only = Choose another folder, for example on a USB stick that is not write-protected.
err-folder-taken = There are files of these names in the folder already. Nothing was written over them.
rec-folder-taken = Choose an empty folder, or make a new one.
err-folder-dialog = The window for choosing a folder did not open.
rec-folder-dialog = Type the path of the folder.

## Files

# $file: path.
err-file-unreadable = The file { $file } cannot be read.
rec-file-unreadable = Check that it exists and that you may open it.
# $file: path. $line: line number.
err-file-not-json = The file { $file } is not the expected JSON, from line { $line } on.
rec-file-not-json = Correct that line. A missing comma or quotation mark is the usual cause.
# $errors: number of errors.
err-form-invalid =
    { $errors ->
        [one] The questionnaire has one error.
       *[other] The questionnaire has { $errors } errors.
    }
rec-form-invalid = Correct the cells that are named, then read it in again. Interviews already begun are not touched.
# $name: the question's name in the file.
err-answer-unknown = The questionnaire has no question “{ $name }”.
rec-answer-unknown = Check the name in the answers file; names are as in the survey sheet.
# $name: the name in the file.
err-answer-ambiguous = Several questions are called “{ $name }”.
rec-answer-ambiguous = Write the group before the name in the answers file: group/{ $name }.

## The store and the disk

err-store-in-use = Pana is already open on this computer.
rec-store-in-use = Go over to the open window, or close it and try again.
err-store-newer = This centre was last opened with a newer Pana.
rec-store-newer = Install the newer version. Nothing was changed.
err-store-damaged = The kept file of this centre is damaged.
rec-store-damaged = Do not delete anything. Copy the data folder to a USB stick and tell your coordinator.
err-store-wrong-key = The keys do not belong to this centre's file.
rec-store-wrong-key = The data folder was probably mixed from two copies. Put back the whole folder from one copy.
err-store-read-only = Pana cannot write into its data folder.
rec-store-read-only = Check that the disk is not write-protected and that you may write there. What was saved before is kept.
err-disk-full = The disk is full. The last answer is not saved yet.
rec-disk-full = Free some space and press “Try again”. Everything before it is saved; this answer stays on the screen.
err-data-folder = The data folder cannot be used.
rec-data-folder = Choose another folder with PANA_DATA, or give yourself the right to this one.
err-store-failed = The disk did not take the last change.
rec-store-failed = Try again. If it happens again, copy the data folder to a USB stick and tell your coordinator.
# $place: for a report; has no answers in it.
err-internal = Something went wrong in Pana itself ({ $place }).
rec-internal = Try again. What was saved is kept. If it happens again, tell us the word in brackets.
err-join-file = { $what ->
        [invite] This file is no invite.
       *[other] This file is no answer to an invite.
    }
rec-join-file = { $what ->
        [invite] Take the file that the coordinator gave you.
       *[other] Take the file that the new laptop wrote.
    }
err-join-newer = A newer version of Pana wrote this file.
rec-join-newer = Bring Pana up to date on this laptop, then try once more.
err-join-not-invited = Nobody was invited from this laptop by this.
rec-join-not-invited = Open it on the laptop that made the invite.
err-join-over = The invite holds no more: it was answered, taken back, or its days are over.
rec-join-over = Make a new invite.
err-join-digits = These are not the digits on the new laptop. The invite is dead, and the laptop was given nothing.
rec-join-digits = Somebody may have been in between. Make a new invite, and hand it over yourself.
err-join-not-let-in = What lies there does not let this laptop in.
rec-join-not-let-in = Ask the coordinator whether this laptop was let in, and for a new bundle.
err-join-no-sheets = The centre has no recovery sheets yet.
rec-join-no-sheets = Make the sheets first, under “Members”.
# $words: the words as they were typed, with commas.
err-join-words = These words are in no list: { $words }
rec-join-words = Read them again from the other screen, letter by letter. The first four letters of each word are enough.
# $count: words that were typed. $all: 8
err-join-words-count = { $count ->
        [one] One word was typed, and an invite has { $all }.
       *[other] { $count } words were typed, and an invite has { $all }.
    }
rec-join-words-count = Type all of them in their order, with a space between.
err-join-no-mailbox = Nothing lies under these words at this address.
rec-join-no-mailbox = Compare address and words with the other screen. If they are right, the invite has ended: ask for a new one.
err-join-changed = What lies there is not what belongs there: somebody changed it, or put it back.
rec-join-changed = Nothing was given. Begin again with a new invite; if it happens again, tell whoever keeps the hub, and use a file on a stick.
err-join-other-key = What answers there is not what the invite names. Nothing further was sent.
rec-join-other-key = Often it is the page on which a network asks for a login: open it in a browser, then try again. Otherwise check the address, or join with a file.
err-join-another = Another laptop answered these words before.
rec-join-another = Tell the coordinator at once: somebody else knows the words. They make a new invite.
err-join-not-yet = No coordinator has typed the digits of this laptop yet.
rec-join-not-yet = Let them read the digits from this screen, and try again then.
err-join-ended = The invite has ended, and this laptop is not known there yet.
rec-join-ended = Ask the coordinator. If they let it in, their laptop has to meet the hub: try again after that. Otherwise give up joining here and begin with a new invite.
err-bundle-nobody = There is no other laptop to write for.
rec-bundle-nobody = Ask another laptop in first.
err-device-unknown = No laptop of the centre is called { $name }.
rec-device-unknown = Look at the list of laptops.
err-bundle-nothing = Nothing here is for this laptop.
rec-bundle-nothing = Check that it is the right folder, and that the bundle was written for this laptop.
err-meet-running = This laptop exchanges with others already.
rec-meet-running = Wait until it is done, or stop it under “Laptops”.
err-meet-unknown = This exchange is not running any more.
rec-meet-unknown = Begin it again. What was taken in until then is kept.
err-bundle-changed = The files were changed while they were being read.
rec-bundle-changed = Nothing of them was taken in that does not hold. Read the folder once more.
err-stick-full = There is no room left on the stick.
rec-stick-full = Make room on it or take another one, then try once more. Nothing was left there half-written.
err-stick-gone = The stick is not there any more, or does not answer.
rec-stick-gone = Put it in again and begin anew. What was taken in until then is kept.
err-stick-failed = The stick does not give back what was written on it.
rec-stick-failed = Take another stick: this one is not to be trusted.
err-join-waits = This laptop waits to be let in already.
rec-join-waits = Its digits stand on the screen when Pana is opened (in a terminal: pana device waits). If it is not to join, give it up there (pana device forget).
err-join-unwritten = The laptop { $device } is let in, but the bundle for it could not be written.
rec-join-unwritten = Do not let it in again. Take another stick, and write the bundle for it with “Exchange by USB” under “Laptops” (in a terminal: pana bundle write --to).
err-device-ambiguous = Several laptops are called { $name }: { $ids }.
rec-device-ambiguous = Give the id of the one that you mean.

err-hub-none = The centre meets at no hub.
rec-hub-none = A coordinator brings it to one under “Laptops” (in a terminal: pana hub join). Laptops also meet by a USB stick, without any hub.
err-hub-address = This is no address of a hub.
rec-hub-address = Write it as hub.example.org, or hub.example.org:7470 with a port.
err-hub-token = The hub does not take this secret: it is written wrongly, or a centre was brought there by it before.
rec-hub-token = Ask the hub’s keeper for a new one (pana-hub token).
err-hub-registered = The hub keeps this centre already; another laptop brought it there.
rec-hub-registered = Let this laptop meet that one, by a stick for example: it then knows the hub.
err-hub-unreached = The hub cannot be reached.
rec-hub-unreached = Check the internet connection. Nothing is lost: what is written here waits, and the next meeting takes it.
err-room-unreached = The other laptop does not answer.
rec-room-unreached = Check that both are on one network or cable, that the address is the one it shows, that it still serves, and that its firewall lets Pana through. Nothing is lost.
err-room-other = What answers there is no laptop of this centre that this one knows.
rec-room-other = Compare the address with the one on its screen. If it joined after the two last met, exchange by USB first. Nothing went there.
err-room-broke = The line to the other laptop broke again and again.
rec-room-broke = Try again, nearer to it or by cable. What had come through stays, and the next time it goes on from there.
err-room-unknown = The other laptop does not know this one as a laptop of the centre.
rec-room-unknown = If this one joined lately, let the laptop that let it in serve, or exchange by USB first. If not, ask the coordinator. What is written here stays here.
err-room-listen = The others cannot be served at this address.
rec-room-listen = Another program may serve there already. In the terminal another port can be chosen (--listen).
err-hub-other = What answers there is not the centre’s hub.
rec-hub-other = Often it is the page on which a network asks for a login: open it in a browser, then try again. If it goes on, tell the coordinator; do not give anybody a passphrase for it. Nothing was sent.
err-hub-broke = The line to the hub broke again and again.
rec-hub-broke = Try again later. What had come through stays, and the next meeting goes on from there.
err-hub-differs = The hub shows another history than before.
rec-hub-differs = Nothing was taken from it. Tell the coordinator: somebody may have put an old copy in its place. Meet by a stick until that is clear.
err-hub-unknown-centre = The hub does not keep this centre.
rec-hub-unknown-centre = Tell the coordinator: the hub may have lost its data, and the centre has to be brought there anew.
err-hub-unknown-device = The hub was not told of this laptop yet.
rec-hub-unknown-device = A coordinator’s laptop that knows this one has to meet the hub first. What is written here waits.
# $by: who did it. $when: a day, or none
err-device-removed = { $when ->
        [none] This laptop was taken out of the centre by { $by }.
       *[other] This laptop was taken out of the centre by { $by } on { $when }.
    }
rec-device-removed = What is written here stays here, also what was not sent yet. Write it on a stick (“Exchange by USB”) and bring the stick or the laptop to a coordinator, who reviews it. This laptop meets the hub by itself no more.
err-hub-removed = The hub says that this laptop does not belong to the centre any more, and shows nothing for it.
rec-hub-removed = Ask the coordinator. What is written here stays here.
err-hub-busy = The hub has too much to do just now.
rec-hub-busy = Try again in a minute.
err-hub-refused = The hub said no ({ $word }).
rec-hub-refused = Tell the hub’s keeper this word. Nothing is lost.
