### What `pana` says on a terminal, on stderr. Never on stdout, which belongs to scripts.

# Asks for the passphrase without showing it. $member: name.
cli-passphrase-ask = Passphrase of { $member }:
cli-passphrase-new = New passphrase:
cli-passphrase-again = The same once more:
cli-passphrase-differ = The two are not the same. Nothing was changed.
cli-passphrase-changed = The passphrase is changed. The old one does not open the centre any more.
# $name: the centre.
cli-centre-created = The centre “{ $name }” is ready.
# $folder: where the recovery sheets were written.
cli-recovery-written = Two recovery sheets are in { $folder }. Print them, give them to two people and delete the files.
cli-recovery-none = No recovery sheets were written. Without them a forgotten passphrase cannot be replaced. Ones that you make later with “pana centre sheets” open the centre only after seven days.
# $name: the member let in again.
cli-recovered = { $name } can open the centre again.
# $name: the member.
cli-member-added = { $name } can work here now.
# Said after cli-recovery-written when new sheets take the place of old ones.
cli-recovery-replaced = The old sheets open nothing that is written from now on. Destroy them.
# $name: the member.
cli-member-removed = { $name } is no member any more. What { $name } wrote stays.
# $name: the member.
cli-member-confirmed = It is confirmed that { $name } leaves. Whom { $name } removed belongs to the centre again.
# $name: the member. $count: how many entries.
cli-member-admitted =
    { $count ->
        [one] One entry of { $name } is taken over and counts from now on.
       *[other] { $count } entries of { $name } are taken over and count from now on.
    }
# $name: the member. $grant: the permission's word.
cli-grant-given = { $name } has the permission “{ $grant }” now.
# As above.
cli-grant-withdrawn = The permission “{ $grant }” is taken back from { $name }.
# $today: the day by this computer's clock. $last: the latest day that was believed.
cli-date-in-doubt = The date of this computer, { $today }, is in doubt: nothing was written here since { $last }. If it is right, say so with --confirm.
cli-date-believed = The date of this computer is believed: { $today }.
# $today: this computer's date. $saved: until when something was written.
cli-date-behind = The date of this computer, { $today }, is behind what was written here: { $saved }. Set the clock right; nothing written is dated earlier for it.
cli-contact-said = Letters say it from now on.
cli-contact-apart = Something else was said of it on another laptop. What is said anew holds.
# $number: of entries.
cli-quarantine-found =
    { $number ->
        [0] Nothing is set aside.
        [one] One entry is set aside and does not count.
       *[other] { $number } entries are set aside and do not count.
    }
# $files: number. $folder: path.
cli-quarantine-written =
    { $files ->
        [0] Nothing is set aside; { $folder } got no file.
        [one] One file is in { $folder }.
       *[other] { $files } files are in { $folder }.
    }
# $questions: number.
cli-form-good =
    { $questions ->
        [one] The questionnaire is in order: one question.
       *[other] The questionnaire is in order: { $questions } questions.
    }
# $errors, $warnings: numbers.
cli-form-found = Errors: { $errors }. Warnings: { $warnings }.
# $form: the questionnaire's short name; $version: its version.
cli-form-imported = The questionnaire “{ $form }”, version { $version }, is asked from now on. Drafts go on with the version they were begun in.
cli-form-not-imported = The questionnaire is not taken in until its errors are mended.
# One problem. $place: file, sheet and cell. $problem, $remedy: sentences.
cli-form-line = { $place }: { $problem }. { $remedy }.
# $number: case number.
cli-interview-finished = The interview is finished. Case number { $number }.
# $number: case number.
cli-interview-draft = The interview is kept as a draft. Case number { $number }.
# $number: of people.
cli-people-found =
    { $number ->
        [0] Nobody found on this computer.
        [one] One person found.
       *[other] { $number } people found.
    }
# $done, $all: interviews written so far and in all.
cli-export-progress = { $done } of { $all } interviews
# $rows: interviews written. $file: path.
cli-export-done =
    { $rows ->
        [one] One interview is in { $file }.
       *[other] { $rows } interviews are in { $file }.
    }
# $people: number. $passphrase: of the demo centre, which holds invented people only.
cli-demo-ready = The demo centre has { $people } invented people. Its passphrase: { $passphrase }
# $events: number of entries in the log.
cli-doctor-good = All is in order: { $events } entries, chain and signatures hold, the views equal the log.
# $problems: number.
cli-doctor-bad =
    { $problems ->
        [one] One thing is not in order:
       *[other] { $problems } things are not in order:
    }
# A question on the terminal; one of the four words is typed after it.
cli-export-purpose = What is the export for? Type care, statistics, report-to-donor or other:

## What is wrong with an answer of the file; the question's name stands before it.

cli-answer-required = an answer is needed, or a state: declined, unknown
cli-answer-constraint = the answer does not fit
cli-answer-unknown = the questionnaire has no question of this name
cli-answer-ambiguous = several questions have this name; write the group before it: group/name
cli-answer-fixed = Pana fills this in itself; the answer given was not taken
# $rules: number.
cli-rules-good =
    { $rules ->
        [one] The table of rules is in order: one rule.
       *[other] The table of rules is in order: { $rules } rules.
    }
# $file: path. $days: number.
cli-device-invited = The invite is in { $file }. Hand it over yourself; it can be answered once, within { $days } days.
# $file: path. $check: twelve digits.
cli-device-joins = The answer is in { $file }: take it to the coordinator. Tell them these digits from this screen: { $check }
# $device, $member: names. $role: word.
cli-device-asks = { $device }, for { $member } ({ $role }).
# $folder: path.
cli-device-accepted = The laptop is let in. What it needs is in { $folder }: take it there and read it with `bundle read`.
cli-device-joined = This laptop belongs to the centre now.
cli-device-own = this laptop
cli-device-gone = does not belong to the centre any more
cli-device-unknown = unknown laptop
# $met: day and time. $lacks: number of changes.
cli-device-met = last heard from { $met }; it lacks { $lacks } changes
# $lacks: number of changes.
cli-device-never-met = never heard from; it lacks { $lacks } changes
cli-passphrase-waiting = The passphrase for this laptop:
# $events: number of changes. $folder: path.
cli-bundle-written =
    { $events ->
        [0] They lack nothing; only a word of what is here lies in { $folder }. The stick may be taken out.
        [one] One change is in { $folder }, written and read back. The stick may be taken out.
       *[other] { $events } changes are in { $folder }, written and read back. The stick may be taken out.
    }
# $bundles: number. $others: number of files.
cli-bundle-found =
    { $bundles ->
        [0] Nothing here is for this laptop. Other files: { $others }.
        [one] One bundle is for this laptop. Other files: { $others }.
       *[other] { $bundles } bundles are for this laptop. Other files: { $others }.
    }
# $part, $parts: numbers. $events: number of changes.
cli-bundle-part-missing = Part { $part } of { $parts } does not read; it holds { $events } changes. All else can be taken in, and that laptop is asked for it again.
# $events, $people: numbers.
cli-bundle-read = Taken in: { $events } changes, { $people } new people.
# $conflicts: number.
cli-bundle-conflicts = Written differently on two laptops: { $conflicts }. Both are kept, and somebody is to decide: pana conflict list.
cli-bundle-incomplete = Not all of it was there. What was is taken in; the rest comes with the next meeting.
# $name: the laptop.
cli-device-revoked = { $name } does not belong to the centre any more. Take this to the other laptops with the next bundle: until then they do not know.
# $check: twelve digits.
cli-device-waits = This laptop waits to be let in. The coordinator types these digits: { $check }
cli-device-waits-not = This laptop does not wait to be let in.
cli-device-taken-back = The invite is taken back: nobody joins by it any more.
cli-online-words = Address and words for the new laptop. Show them to nobody else, and send them by no message. On the new laptop: pana device join --at ADDRESS --name NAME
cli-online-laptop = A laptop has typed the words.
cli-online-again = A second laptop tried to answer these words: somebody else knows them. Let in only the one whose screen you see.
cli-online-digits-ask = Type the six digits that stand on its own screen:
# $name: the laptop.
cli-online-let-in = { $name } is let in. There: pana device join --go-on
# $name: the laptop.
cli-online-let-in-untold = { $name } is let in, and could not be told so: run `pana sync`, then there `pana device join --go-on`.
cli-online-over = The invite has ended.
cli-join-words-ask = The eight words, with a space between:
cli-join-waits = Waiting for the laptop that invites. Go on with `pana device join --go-on`.
# $check: six digits.
cli-join-digits = The coordinator types these digits from this screen: { $check }. After that: pana device join --go-on
cli-join-decided = The coordinator has decided. Go on with `pana device join --go-on`.
# $count: number of entries.
cli-bundle-not-taken = There were too many entries of laptops that this centre does not know: { $count } were not taken and stay where they came from. Exchange again once the coordinator's laptop has said whose laptop it is.
# $events: number of changes.
cli-bundle-left = You do not work here any more. What this laptop had and the others lack lies in the same folder for them ({ $events } changes): take it to the coordinator.

cli-hub-none = The centre meets at no hub.
cli-hub-met = This laptop last met it at { $met }.
cli-hub-never-met = This laptop has not met it yet.
cli-hub-waits =
    { $changes ->
        [one] One change waits here for it.
       *[other] { $changes } changes wait here for it.
    }
cli-hub-apart = Another laptop named another hub meanwhile. Name one once more to settle it.
# $device: a laptop’s name
cli-lease-read-aloud = Read these ten signs to whoever sits at { $device }. They hold for what it shows now, and once.
# $until: a moment
cli-lease-until = This laptop opens without a coordinator until { $until }. Whatever new of a coordinator’s laptop it meets begins its 45 days anew.
cli-lease-none = This laptop opens without a coordinator for as long as it is used.
cli-sync-done =
    { $given ->
        [0] The hub lacked nothing.
        [one] The hub took one change and keeps it.
       *[other] The hub took { $given } changes and keeps them.
    } { $events ->
        [0] Nothing new came from there.
        [one] One change came from there; new people: { $people }.
       *[other] { $events } changes came from there; new people: { $people }.
    }
cli-sync-room-done =
    { $given ->
        [0] The other laptop lacked nothing.
        [one] The other laptop took one change.
       *[other] The other laptop took { $given } changes.
    } { $events ->
        [0] Nothing new came from there.
        [one] One change came from there; new people: { $people }.
       *[other] { $events } changes came from there; new people: { $people }.
    }
# $address: of this laptop. $minutes: number.
cli-serve-at = For { $minutes } minutes the others of the centre meet this laptop at { $address }. Ctrl+C ends it. On the other laptop:
cli-serve-over = Served no more. What came is here.
# $given: files that the hub took. $came: files that came.
cli-sync-files = Files of answers: { $given } went to the hub, { $came } came from there.
cli-sync-full = The hub takes no more of this centre: it has as much as its keeper allows. What is left waits here. Tell the hub’s keeper.
cli-sync-told-full = The hub was told of as many erasures as it may be. What was erased since lies on there, sealed. Tell the hub’s keeper.
cli-sync-left = Some of it the hub did not take: it was not told of the laptop that wrote it. It goes when a coordinator’s laptop has met the hub.
cli-sync-forks = A laptop of the centre has written twice under one number: its folder was copied. Both are kept. Tell the coordinator.

# `pana erase`: a certificate as text, line by line. It names nobody who was erased.
# $number is that of the certificate.
cli-erase-number = Erasure { $number }
cli-erase-reason-term-over = Reason: the time for which it was to be kept is over.
cli-erase-reason-asked = Reason: the person asked for it.
cli-erase-reason-mistake = Reason: it should never have been written down.
cli-erase-reason-no-basis = Reason: there is no ground to keep it.
cli-erase-reason-ordered = Reason: a court or an authority ordered it.
# $names are those who ordered it, $day when.
cli-erase-by = Ordered by { $names } on { $day }.
# $day is the day from which on it is carried out.
cli-erase-waits = The record is closed to all until { $day } and is erased then. Until then it can be cancelled.
# $done laptops of $of have carried it out.
cli-erase-counts = Erased on { $done } of { $of } laptops.
cli-erase-contested = Nothing is erased: who ordered it is suspended.
cli-erase-off = Cancelled: nothing was erased.
# $name is a laptop, $day when it said so.
cli-erase-device-done = { $name }: erased, { $day }
# $day is when it was last met.
cli-erase-device-met = { $name }: not yet, last met { $day }
cli-erase-device-never = { $name }: not yet, never met from here
cli-erase-copies-closed = Copies that were made before open nothing of it with the new keys.
# $day is the day on which the keys are changed at the latest.
cli-erase-copies = Copies that were made before may still open it until the keys are changed, by { $day } at the latest.
# $count entries about the person came later.
cli-erase-later =
    { $count ->
        [one] One entry about the person came later and was deleted on arrival.
       *[other] { $count } entries about the person came later and were deleted on arrival.
    }
# $numbers are the case numbers of $count other records that were joined with it.
cli-erase-joined =
    { $count ->
        [one] Another record was joined with it and is not erased: { $numbers }. To erase all records of a person at once, use --joined.
       *[other] Other records were joined with it and are not erased: { $numbers }. To erase all records of a person at once, use --joined.
    }
# $count is how many erasures there are.
cli-erase-found =
    { $count ->
        [one] One erasure.
       *[other] { $count } erasures.
    }
# $number is that of the certificate.
cli-erase-cancelled = Erasure { $number } is cancelled: the record is there again.
# $centre: what another centre calls itself. $number: the number of the case there, perhaps empty.
cli-erase-elsewhere-yes = { $centre } has this case ({ $number }). It is not erased there: ask that centre to erase it, too.
# As above.
cli-erase-elsewhere-first = The case came from { $centre } ({ $number }). It is not erased there: ask that centre to erase it, too.
# $centre: as above.
cli-erase-elsewhere-perhaps = The case was to go to { $centre }. It is not certain that it was not taken in there: ask, and let it be erased there, too.
# $centre: as above. $file: a file.
cli-erase-revoked = The handing over to { $centre } is revoked. Bring that centre this file, which cannot be written again: { $file }
# $centre: as above.
cli-erase-revoked-untold = The handing over to { $centre } is revoked. That centre is not known here any more, or began anew: tell it yourself.

# `pana transfer` and the cards of centres.
# $digits: twelve digits. $file: a file.
cli-centre-card = The card of this centre is in { $file }. It is no secret. Whoever takes it in asks you on the telephone for these digits: { $digits }
# $name: what the other centre calls itself. $digits: the digits that were compared.
cli-centre-known = { $name } is known from now on ({ $digits }).
# $name, $digits: as above.
cli-transfer-to = To: { $name } ({ $digits })
# $interviews, $files, $entries: how many.
cli-transfer-goes = Interviews: { $interviews }. Files: { $files }. Entries that are read only: { $entries }.
# $count: how many.
cli-transfer-open-referrals =
    { $count ->
        [one] One referral is open: it goes on without this centre.
       *[other] { $count } referrals are open: they go on without this centre.
    }
# $count: how many.
cli-transfer-drafts-stay =
    { $count ->
        [one] One unfinished interview stays here.
       *[other] { $count } unfinished interviews stay here.
    }
# $count: how many.
cli-transfer-private-stay =
    { $count ->
        [one] One talk in private stays here: this version hands none over.
       *[other] { $count } talks in private stay here: this version hands none over.
    }
cli-transfer-too-large = All of this is more than one file holds: nothing would go. Tell a coordinator.
cli-transfer-reads-on = The person agreed that this centre goes on reading.
cli-transfer-closes = Once the other centre has accepted, the case is closed here to all but coordinators.
# $file: a file.
cli-transfer-written = The file for the other centre: { $file }
# $number: a case number. $answer: a file.
cli-transfer-accepted = The case was taken in as { $number }. The answer for the other centre: { $answer }
# As above.
cli-transfer-again = The case was here already, as { $number }. The answer for the other centre: { $answer }
# $answer: a file.
cli-transfer-declined = Nothing was taken in. The answer for the other centre: { $answer }
# $file: a file.
cli-transfer-revoked = It is revoked here. The word for the other centre: { $file }
cli-transfer-revoked-untold = It is revoked here. The other centre is not known here any more, or began anew: tell it yourself.
# $centre: what it calls itself. $by: somebody there. $day: YYYY-MM-DD. $number: the number there.
cli-transfer-from = From { $centre }: case { $number }, handed over by { $by } on { $day }.
# $number: a case number here. $name: somebody's name.
cli-transfer-double = Perhaps the same person as { $number }, { $name }.
# $number: the case number here. $name: of the person.
cli-transfer-before = The same case came from there before: it is here as { $number }, { $name }.
# $centre: what it calls itself. $word: accepted, declined or revoked. $number: the number there.
cli-transfer-word = { $word ->
        [accepted] { $centre } has accepted the case as { $number }.
        [declined] { $centre } has declined the case.
       *[other] { $centre } revokes the handing over.
    }
cli-transfer-may-erase = The case is closed here to all but coordinators. A coordinator may order it to be erased: `pana erase`, with the reason no_basis.
# $centre: what it calls itself. $number: the number of the case here. $state: accepted, declined or revoked.
cli-transfer-settled = { $state ->
        [accepted] It holds that { $centre } has case { $number }.
        [declined] It holds that { $centre } did not take case { $number }: it stays here.
       *[other] It holds that the handing over of case { $number } to { $centre } is revoked: it stays here.
    }
cli-transfer-settled-closed = The case is closed here.
cli-transfer-settled-open = The case is open here.
# $count: how many other handings over wait for somebody here.
cli-transfer-waits =
    { $count ->
        [0] No other handing over waits for you.
        [one] One other handing over waits for you:
       *[other] { $count } other handings over wait for you:
    }
cli-transfer-has-more = The case stays open here: since it was proposed something was written in it that the other centre does not have. Tell them, and close the case once they know.
