### Check the store: the screen, and each thing that may not be as it was written. The terminal (`pana doctor`) says the same.

doctor-title = Check the store
doctor-hint = Pana reads all that is kept on this laptop and compares it with how it was written. The check changes nothing.
doctor-wait-hint = It takes about a second for ten thousand entries. Other screens wait meanwhile; nothing you typed is lost.
doctor-go-action = Check now
doctor-again-action = Check again
doctor-running-message = Reading all that is kept…
doctor-good-title = All is as it was written
# $count: things that are not in order.
doctor-bad-title =
    { $count ->
        [one] One thing is not as it was written
       *[other] { $count } things are not as they were written
    }
doctor-bad-message = The check has changed and deleted nothing. What is not named here is in order.
# $time: 14:02
doctor-at-message = Checked at { $time }
# Shown always to members without the permission for personal meetings, whether or not there are any.
doctor-part-message = Personal meetings that are closed to you were checked from outside: chain and signatures, not the content.
doctor-aside-title = Set aside
doctor-aside-hint = These entries do not count, and nothing of them is lost. Whoever looks after Pana can tell from the files what they are.
doctor-aside-held-hint = Some of it was written by somebody who was being removed elsewhere at that time. A coordinator who has looked at it takes it over; it counts from then on.
doctor-aside-take-action = Take over
# $name: who wrote it; $count: how many entries.
doctor-aside-take-all-action =
    { $count ->
        [one] Take over the entry of { $name }
       *[other] Take over all { $count } entries of { $name }
    }
doctor-aside-folder-label = Folder for the files
doctor-aside-write-action = Write them into files
# $count: of files.
doctor-aside-written-message =
    { $count ->
        [one] One file is written.
       *[other] { $count } files are written.
    }
# After unlocking, beside what was found.
doctor-notices-action = To the page “Check”
# $count: rows that are folded.
doctor-rest-action =
    { $count ->
        [one] Show 1 more
       *[other] Show { $count } more
    }

## What was looked at. A label, then how it stands.

doctor-looked-title = What was looked at
doctor-looked-events-label = Entries of the log
doctor-looked-chain-label = Each entry follows the one before
doctor-looked-signatures-label = Signatures
doctor-looked-bodies-label = Contents
doctor-looked-views-label = Lists and pages, made anew from the log
doctor-looked-drafts-label = Unfinished interviews
doctor-looked-files-label = Files of answers
doctor-looked-size-label = On the disk
doctor-holds-message = in order
doctor-broken-message = not in order
# $size, $free: as the two below.
doctor-size-message = { $size }, { $free } free
# $size: a number.
doctor-megabytes-label = { $size } MB
# $size: a number.
doctor-gigabytes-label = { $size } GB

## What is wrong, and what to do. Two sentences for each code of crates/app/src/contract/finding.rs.

-doctor-keep = Delete nothing, and put no older copy back yet. Copy the whole data folder to a USB stick and tell the coordinator. You can go on working with the rest.
-doctor-elsewhere = Another laptop of the centre or a backup may still hold it. Keep everything as it is and tell the coordinator.
# $page: the database's own words, in English.
doctor-problem-page = A page of the database file does not read: { $page }
doctor-remedy-page = { -doctor-keep }
# $name: of a trigger, a view or a table.
doctor-problem-schema-foreign = In the database stands something that Pana did not make: { $name }
doctor-remedy-schema-foreign = Somebody has opened the file outside of Pana. Tell the coordinator who else had this laptop, then lock, open and check again.
# $name: as above.
doctor-problem-taken-out = Somebody had put something foreign into the database; Pana took it out when it opened: { $name }
doctor-remedy-taken-out = It does nothing any more. Tell the coordinator who else had this laptop.
# $chains: how many laptops' entries end too early.
doctor-problem-store-older =
    { $chains ->
        [one] This store is older than what you have seen in it: the newest entries of one chain are missing
       *[other] This store is older than what you have seen in it: the newest entries of { $chains } chains are missing
    }
doctor-remedy-store-older = Perhaps an old copy was put back. Look for the newer folder and do not work in both; ask the coordinator before you go on.
# As above.
doctor-problem-store-succeeds =
    { $chains ->
        [one] This store is older than what you have seen in it (the newest entries of one chain are missing), so it goes on under other case numbers
       *[other] This store is older than what you have seen in it (the newest entries of { $chains } chains are missing), so it goes on under other case numbers
    }
doctor-remedy-store-succeeds = Nobody gets a number twice. Perhaps an old copy was put back: look for the newer folder and do not work in both; tell the coordinator what was written since then.
# $part: what it is, in the program's own word.
doctor-problem-own-behind = What this laptop keeps of itself is not what the log says: { $part }
doctor-remedy-own-behind = { -doctor-keep }
# $event: stream, device and number of an entry.
doctor-problem-event-unreadable = Entry { $event } cannot be read
doctor-remedy-event-unreadable = { -doctor-keep }
# $event: as above.
doctor-problem-event-altered = Entry { $event } is not the one that was signed
doctor-remedy-event-altered = { -doctor-keep }
# $event: as above.
doctor-problem-event-signature = Entry { $event }: the laptop's signature does not hold
doctor-remedy-event-signature = { -doctor-keep }
# $event: as above.
doctor-problem-event-member-signature = Entry { $event }: the member's signature does not hold
doctor-remedy-event-member-signature = { -doctor-keep }
# $event: as above.
doctor-problem-event-chain = Entry { $event } does not follow the one before: something was taken out or put in between
doctor-remedy-event-chain = { -doctor-keep }
# $event: as above.
doctor-problem-event-closed = Entry { $event } does not open
doctor-remedy-event-closed = { -doctor-keep }
# $event: as above.
doctor-problem-event-body-missing = The content of entry { $event } is missing, and nobody has ordered its erasure
doctor-remedy-event-body-missing = { -doctor-elsewhere }
# $event: as above.
doctor-problem-event-key-missing = The key of entry { $event } is missing, and nobody has ordered its erasure
doctor-remedy-event-key-missing = { -doctor-elsewhere }
# $chain: which part of the log and which laptop; $from, $to: numbers of entries.
doctor-problem-events-missing = Entries { $from } to { $to } of { $chain } are missing: they were here once, or on another laptop
doctor-remedy-events-missing = { -doctor-elsewhere }
# $chains: of how many laptops' logs entries are missing. Shown after unlocking.
doctor-problem-chains-short =
    { $chains ->
        [one] Entries are missing that were here once, or on another laptop: the newest of one chain
       *[other] Entries are missing that were here once, or on another laptop: the newest of { $chains } chains
    }
doctor-problem-keys-unfinished = What has to be written when the centre is opened could not all be written; after a removal, or for new recovery sheets, new keys are part of it
doctor-remedy-keys-unfinished = Make as much free space on the disk as the data takes, lock and unlock again. If this is still said then, a page of the data does not read: put a copy of the folder back.
# $days: one at least. Shown to coordinators after unlocking.
doctor-problem-sheets-wait =
    { $days ->
        [one] New recovery sheets were printed. From tomorrow on they work once a coordinator unlocks; until then the old ones do
       *[other] New recovery sheets were printed. In { $days } days they work once a coordinator unlocks; until then the old ones do
    }
doctor-remedy-sheets-wait = Keep the old sheets until then. If none of you printed new ones, make others under “Members” with both old sheets typed in: those work at once, and the ones that wait never will.
# $by: who did it. $when: a day, or none
doctor-problem-device-removed =
    { $when ->
        [none] This laptop was taken out of the centre by { $by }
       *[other] This laptop was taken out of the centre by { $by } on { $when }
    }
doctor-remedy-device-removed = What is written here stays here, also what was not sent yet. Write it on a stick (“Exchange by USB”) and bring the stick or the laptop to a coordinator, who reviews it.
doctor-remedy-chains-short = The page “Check” says which. { -doctor-elsewhere }
# $count: how many. Shown after unlocking.
doctor-problem-set-aside =
    { $count ->
        [one] One entry is set aside and does not count
       *[other] { $count } entries are set aside and do not count
    }
doctor-remedy-set-aside = Nothing of them is lost. The list with the reasons is on the page “Check”.
# $event: as above; $reason: why it does not count. Also a line of the list of what is set aside.
doctor-problem-event-set-aside =
    Entry { $event } is set aside: { $reason ->
        [no-right] its author had no right to do it
        [not-protected] its author had no permission for personal meetings
        [author-removed] its author had left the centre
        [author-suspended] its author's work was stopped then
        [device-revoked] its laptop had left the centre
        [unseen-by-removal] it was written by somebody who was being removed at the same time
        [outside-cut] it was written by somebody who was being removed at the same time
        [void] it was ordered by somebody who has been removed
        [unknown-author] nobody of the centre is known to have written it
        [unknown-seat] nobody of the centre is known to have written it
        [wrong-seat] nobody of the centre is known to have written it
        [waiting] what comes before it is not here yet
        [needs-update] a newer version of Pana wrote it
        [needs-sheets] the recovery sheets had to agree, and did not
        [needs-second] a second coordinator had to agree, and did not
        [rests-on-refused] what it rests on does not count
        [old-layout] an older version of Pana wrote it after the newer one had begun
        [other-subject] it writes to another person's case
        [other-stream] it names what lies in another part of the log
        [other-meta] it changes who led an interview
        [out-of-turn] it is a step that did not follow from where the referral stood
        [no-consent] it passes on what no consent covers
        [not-begun] it writes to an interview that nobody has begun
        [body-missing] its content is missing
        [key-missing] its key is missing
        [no-key] none of the keys here opens it
        [gap] the entry before it on its laptop is missing
        [damaged] it is damaged, or is not what it says it is
        [misfiled] it lies in another place than its own
        [number] it has a number that it cannot have
        [device-signature] the laptop that it names did not sign it
        [unknown-device] the laptop that it names is not known here yet
        [no-envelope] it is no entry of a log
        [other-centre] it is of another centre
       *[other] it does not fit what is known here
    }
doctor-remedy-event-set-aside = It does not count; what is here of it is kept. A coordinator looks at it and decides.
# $stream: which part of the log: control, centre or protected.
doctor-problem-grant-missing = A sealed key that the log names is missing, of the part “{ $stream }”
doctor-remedy-grant-missing = Everyone who can open that part still can. A coordinator who holds the permission can give it again.
# $view: name of a table.
doctor-problem-view-differs = A list differs from the log: { $view }
doctor-remedy-view-differs = No answer is lost: the list is made from the log and can be made anew. Tell the coordinator.
# $draft: its id.
doctor-problem-draft-closed = An unfinished interview does not open: { $draft }
doctor-remedy-draft-closed = { -doctor-keep }
# $form: the questionnaire's short name.
doctor-problem-form-missing = The questionnaire “{ $form }” is missing in a version that people were asked by
doctor-remedy-form-missing = The answers are here. A coordinator takes that version in again, on the page “Questionnaires”.
# $form: the questionnaire's short name.
doctor-problem-form-altered = The questionnaire “{ $form }” is not what it was when it was taken in
doctor-remedy-form-altered = The answers are here. A coordinator takes that version in again, on the page “Questionnaires”.
# $edition: the beginning of its hash.
doctor-problem-directory-missing = The edition { $edition } of the directory of services is not on this laptop
doctor-remedy-directory-missing = The referrals are here. A coordinator takes that list in again from its file.
# $edition: the beginning of its hash.
doctor-problem-directory-altered = The edition { $edition } of the directory of services is not what it was when it was taken in
doctor-remedy-directory-altered = It is not used. A coordinator takes that list in again from its file.
# $table: the beginning of its hash.
doctor-problem-rules-missing = The centre's table of rules { $table } is not on this laptop
doctor-remedy-rules-missing = Until then Pana's own rules are asked. A coordinator takes that table in again from its file, on the page “Questionnaires”.
# $table: the beginning of its hash.
doctor-problem-rules-altered = The centre's table of rules { $table } is not what it was when it was taken in
doctor-remedy-rules-altered = It is not used, and Pana's own rules are asked. A coordinator takes that table in again from its file, on the page “Questionnaires”.
# $file: its id.
doctor-problem-file-missing = A file that belongs to an answer is missing: { $file }
doctor-remedy-file-missing = { -doctor-elsewhere }
# $file: its id.
doctor-problem-file-damaged = A file that belongs to an answer is not what it was: { $file }
doctor-remedy-file-damaged = { -doctor-elsewhere }
# $file: its id.
doctor-problem-file-orphan = A file is kept that belongs to no answer: { $file }
doctor-remedy-file-orphan = It harms nothing and nobody sees it. Tell the coordinator that it was found.
