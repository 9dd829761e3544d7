//! Everything that can go wrong at the boundary, as data: each code has its two sentences in `locales/`, `err-<code>`
//! (what happened) and `rec-<code>` (what to do now), with exactly the variables listed here.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use ts_rs::TS;

use super::word::codes;

codes! {
    /// What went wrong.
    ErrorCode {
        // Opening and closing.
        /// The passphrase opens nothing. The next try is allowed in `seconds`.
        WrongPassphrase = "wrong-passphrase" ("seconds");
        /// Too early after a wrong passphrase.
        UnlockWait = "unlock-wait" ("seconds");
        /// The app is locked.
        Locked = "locked" ();
        /// There is no centre in this folder.
        NoCentre = "no-centre" ();
        /// There is a centre in this folder already.
        CentreExists = "centre-exists" ();
        /// A name is empty. `field` is `centre`, `oneself`, `member` or `device`.
        NameMissing = "name-missing" ("field");
        /// A name is longer than `max` characters. `field` as above.
        NameLong = "name-long" ("field", "max");
        /// The passphrase has fewer than `min` characters.
        PassphraseShort = "passphrase-short" ("min");
        /// A recovery sheet was mistyped: its check characters do not fit. `sheet` is `A` or `B`.
        RecoverySheet = "recovery-sheet" ("sheet");
        /// Both sheets are well typed but do not open this centre.
        RecoveryMismatch = "recovery-mismatch" ();
        /// The member who is to be let in again is no coordinator.
        RecoveryMember = "recovery-member" ();
        /// No such member.
        MemberUnknown = "member-unknown" ();
        /// The laptop has met nothing of a coordinator's laptop for too long: a coordinator renews it who is told `challenge`.
        LeaseOver = "lease-over" ("challenge");
        /// The code that was typed does not renew this laptop. The next try is allowed in `seconds`.
        LeaseCode = "lease-code" ("challenge", "seconds");
        /// What was read aloud was mistyped. `what` is `code` or `challenge`.
        LeaseTypo = "lease-typo" ("what");
        /// The laptop was taken out of the centre: a code for it is given to whoever says that they know.
        LeaseTakenOut = "lease-taken-out" ("device");
        /// The member and another removed each other while apart, and neither removal is confirmed.
        MemberSuspended = "member-suspended" ();
        /// Nobody removed this member while being removed by them.
        NotContested = "not-contested" ();
        /// No removal holds back anything of it.
        NothingHeld = "nothing-held" ();
        /// What a coordinator changes of the centre asks for both sheets, since the store lacks what was seen in it.
        StoreBehind = "store-behind" ();
        /// A member of this name is there already.
        MemberExists = "member-exists" ();
        /// No such role.
        RoleUnknown = "role-unknown" ();
        /// No such grant.
        GrantUnknown = "grant-unknown" ();
        /// The member may not do this. `right` names the row of the table of rights.
        NoRight = "no-right" ("right");
        /// This belongs to the protected stream, and the member lacks the grant.
        NoGrant = "no-grant" ();
        /// What was to be written down would not count. `reason` is the word of a refusal.
        Refused = "refused" ("reason");
        /// The last coordinator stays one.
        LastCoordinator = "last-coordinator" ();
        /// A second coordinator, or both recovery sheets, have to agree.
        NeedsSecond = "needs-second" ();
        /// A file is no invite, and no answer to one. `what` is `invite` or `request`.
        JoinFile = "join-file" ("what");
        /// A newer program wrote the invite or the answer to it.
        JoinNewer = "join-newer" ();
        /// The invite was not made on this laptop.
        JoinNotInvited = "join-not-invited" ();
        /// The invite was answered before, was taken back, or its days are over.
        JoinOver = "join-over" ();
        /// The digits differ from those on the new laptop: the invite is dead, nothing was given.
        JoinDigits = "join-digits" ();
        /// The bundle does not let this laptop in, or is older than its invite.
        JoinNotLetIn = "join-not-let-in" ();
        /// This laptop waits to be let in already.
        JoinWaits = "join-waits" ();
        /// The laptop is let in, and the bundle for it could not be written. `device` is its name.
        JoinUnwritten = "join-unwritten" ("device");
        /// Several laptops of the centre are called so. `name` is what was given, `ids` theirs.
        DeviceAmbiguous = "device-ambiguous" ("name", "ids");
        /// The centre has no recovery sheets that could be named in an invite.
        JoinNoSheets = "join-no-sheets" ();
        /// Words that no list knows. `words` are they.
        JoinWords = "join-words" ("words");
        /// So many words were typed, and not so many as an invite has.
        JoinWordsCount = "join-words-count" ("count", "all");
        /// Nothing lies under these words at this address.
        JoinNoMailbox = "join-no-mailbox" ();
        /// What lies there is not what belongs there: whoever keeps it changed it, or put it back.
        JoinChanged = "join-changed" ();
        /// What answers there has another key than the invite names.
        JoinOtherKey = "join-other-key" ();
        /// Another laptop answered these words before.
        JoinAnother = "join-another" ();
        /// No coordinator has typed the digits yet.
        JoinNotYet = "join-not-yet" ();
        /// The invite has ended, and whoever kept it does not know this laptop.
        JoinEnded = "join-ended" ();
        /// There is no other laptop in the centre.
        BundleNobody = "bundle-nobody" ();
        /// No laptop of the centre is called so. `name` is what was given.
        DeviceUnknown = "device-unknown" ("name");
        /// No bundle for this laptop lies there.
        BundleNothing = "bundle-nothing" ();
        /// The stick, or the disk on which the folder lies, is full.
        StickFull = "stick-full" ();
        /// The stick was pulled out, or does not answer.
        StickGone = "stick-gone" ();
        /// The stick gives back something else than was written, or fails otherwise.
        StickFailed = "stick-failed" ();
        /// This laptop reads or writes a bundle already.
        MeetRunning = "meet-running" ();
        /// No meeting of this name was begun since the app started.
        MeetUnknown = "meet-unknown" ();
        /// The files were changed between two looks at them.
        BundleChanged = "bundle-changed" ();
        /// The centre meets at no hub.
        HubNone = "hub-none" ();
        /// What was given is no address of a hub: a host, and a port if it is not the usual one.
        HubAddress = "hub-address" ();
        /// What was given is no secret of a hub's keeper, or was used.
        HubToken = "hub-token" ();
        /// The hub keeps this centre already; another laptop brought it there.
        HubRegistered = "hub-registered" ();
        /// The hub cannot be reached. `why` is what the system said.
        HubUnreached = "hub-unreached" ("why");
        /// What answers at the hub's address is not the hub.
        HubOther = "hub-other" ();
        /// The laptop that serves cannot be reached.
        RoomUnreached = "room-unreached" ();
        /// What answers at its address is another one.
        RoomOther = "room-other" ();
        /// The line to it broke again and again.
        RoomBroke = "room-broke" ();
        /// It does not know this laptop as one of the centre's.
        RoomUnknown = "room-unknown" ();
        /// Nothing can be served at this address.
        RoomListen = "room-listen" ();
        /// The line to the hub broke again and again.
        HubBroke = "hub-broke" ();
        /// The hub shows another history than before.
        HubDiffers = "hub-differs" ();
        /// The hub does not keep this centre.
        HubUnknownCentre = "hub-unknown-centre" ();
        /// The hub was not told of this laptop yet.
        HubUnknownDevice = "hub-unknown-device" ();
        /// This laptop was taken out of the centre. `by`: by whom. `when`: on which day, or `none` where that is not known.
        DeviceRemoved = "device-removed" ("by", "when");
        /// The hub says that this laptop does not belong to the centre any more.
        HubRemoved = "hub-removed" ();
        /// The hub has too much to do now.
        HubBusy = "hub-busy" ();
        /// The hub said no. `word` is its word.
        HubRefused = "hub-refused" ("word");
        /// A set clock is taken only in the demo and in practice centres.
        ClockAsked = "clock-asked" ();
        /// No such language.
        LanguageUnknown = "language-unknown" ();
        /// Minutes to the idle lock outside of 1 to 60.
        IdleRange = "idle-range" ();
        /// How the centre is reached cannot stand on paper so. `field` is what is wrong: `address`, `phone`, `phones`, `hours`,
        /// `email`, `language`, or `reach` where nothing is said by which anybody reaches it.
        ContactField = "contact-field" ("field");
        /// Somebody else has said how the centre is reached meanwhile.
        ContactMoved = "contact-moved" ();

        // Interviews and people.
        /// No such questionnaire.
        FormUnknown = "form-unknown" ("form");
        /// What is kept of the questionnaire is not the version that it was taken in as.
        FormAltered = "form-altered" ("form");
        /// The centre has this version of the questionnaire with other content.
        FormVersionTaken = "form-version-taken" ("form", "version");
        /// What was read from a file is not there any more: another was read since, or the app was locked.
        FormReadingGone = "form-reading-gone" ();
        /// The questionnaire is asked of a person who is known already.
        FormNeedsPerson = "form-needs-person" ("form");
        /// No such interview, or it was thrown away.
        InterviewUnknown = "interview-unknown" ();
        /// No such question in this interview.
        QuestionUnknown = "question-unknown" ("at");
        /// The question's answer is filled by the app or fixed.
        QuestionFixed = "question-fixed" ("at");
        /// Another answer says how many instances the repeat has.
        RepeatFixed = "repeat-fixed" ("at");
        /// The repeat has as many instances as one interview holds.
        RepeatFull = "repeat-full" ("at");
        /// The interview is finished: it can be amended, not answered.
        InterviewFinished = "interview-finished" ();
        /// The interview is a trial: nothing of it is written down.
        InterviewTrial = "interview-trial" ();
        /// The interview is a draft: it cannot be amended yet.
        InterviewDraft = "interview-draft" ();
        /// Required questions are without an answer.
        InterviewIncomplete = "interview-incomplete" ("missing");
        /// Answers do not fit.
        InterviewInvalid = "interview-invalid" ("invalid");
        /// Not yours to amend, or no longer.
        AmendRefused = "amend-refused" ();
        /// No such person.
        CaseUnknown = "case-unknown" ();
        /// Another centre has the case since `day`, and the person did not agree that this one goes on reading.
        CaseHandedOver = "case-handed-over" ("centre", "day");
        /// Another centre has the case now.
        CaseWithOthers = "case-with-others" ();
        /// A file is no card of a centre, or nothing that was handed over. `what` is `card` or `transfer`.
        TransferFile = "transfer-file" ("what");
        /// A newer program wrote what another centre has sent.
        TransferNewer = "transfer-newer" ();
        /// The digits are not those of the card.
        TransferDigits = "transfer-digits" ();
        /// The card, or the case, is this centre's own.
        TransferOwn = "transfer-own" ();
        /// The centre is known by another beginning than this names.
        TransferOtherRoot = "transfer-other-root" ();
        /// No such centre is known.
        CentreUnknown = "centre-unknown" ();
        /// Several centres that are known are called so.
        CentreAmbiguous = "centre-ambiguous" ();
        /// It is sealed to none of who works here.
        TransferNotForUs = "transfer-not-for-us" ();
        /// One of the two centres is for practice, and the other is not.
        TransferPractice = "transfer-practice" ();
        /// What came was changed on its way.
        TransferAltered = "transfer-altered" ();
        /// What came is for another centre.
        TransferForOthers = "transfer-for-others" ();
        /// What came is signed by nobody whom the card of that centre names.
        TransferUnsigned = "transfer-unsigned" ();
        /// The case was taken in already.
        TransferTaken = "transfer-taken" ();
        /// The other centre has revoked it: its word came before the file.
        TransferRevoked = "transfer-revoked" ();
        /// There is no such handing over.
        TransferUnknown = "transfer-unknown" ();
        /// What the person agreed to was for a time that is over: nothing is taken in by it.
        TransferConsentOver = "transfer-consent-over" ();
        /// Another centre has taken in what is not known here any more.
        TransferGone = "transfer-gone" ();
        /// It is a case where a word was asked for, or the other way round.
        TransferOtherKind = "transfer-other-kind" ();
        /// The handing over stands otherwise meanwhile.
        TransferMoved = "transfer-moved" ();
        /// Nothing is there that could be handed over.
        TransferEmpty = "transfer-empty" ();
        /// Different things stand in the case that were written apart.
        TransferApart = "transfer-apart" ();
        /// It is too large to be handed over in one file.
        TransferLarge = "transfer-large" ();
        /// The person has not agreed that the case goes to that centre.
        TransferNoConsent = "transfer-no-consent" ();
        /// The case is to be handed over already.
        TransferOpen = "transfer-open" ();
        /// It is proposed, and the file was not written. `transfer` is its id.
        TransferUnwritten = "transfer-unwritten" ("transfer");
        /// It is revoked, and the word for the other centre was not written. `transfer` is its id.
        TransferRevokedUnwritten = "transfer-revoked-unwritten" ("transfer");
        /// It was taken in, and the answer was not written. `number` is the case's.
        TransferUnanswered = "transfer-unanswered" ("number");
        /// There is no such order to erase, or it is final.
        ErasureUnknown = "erasure-unknown" ();
        /// What would be erased is not any more what was shown, or it would not wait.
        ErasureChanged = "erasure-changed" ();
        /// Another centre may still take in what is to be erased. `centre` is what it calls itself, `until` the last day on which it
        /// may, YYYY-MM-DD, or `none`.
        EraseUnanswered = "erase-unanswered" ("centre", "until");
        /// Why a case is erased is none of the reasons.
        EraseReason = "erase-reason" ();
        /// This device has given out all its case numbers.
        NumbersUsedUp = "numbers-used-up" ();
        /// An interview is larger than the log allows.
        InterviewTooLarge = "interview-too-large" ();
        /// No need of that code.
        NeedUnknown = "need-unknown" ("need");
        /// No such decision about a need.
        NeedDecision = "need-decision" ();
        /// A need is set aside without a reason, or for one that is none of the list and has no words.
        NeedReason = "need-reason" ();
        /// No such urgency.
        UrgencyUnknown = "urgency-unknown" ();
        /// No such referral.
        ReferralUnknown = "referral-unknown" ();
        /// The step does not follow from where the referral stands.
        ReferralStep = "referral-step" ();
        /// The person said that it is not safe to call or write to them.
        ContactUnsafe = "contact-unsafe" ();
        /// No day, or one that has passed.
        FollowUpDay = "follow-up-day" ();
        /// Something that the step must say is missing, or says what cannot be. `detail` is its word.
        ReferralDetail = "referral-detail" ("detail");
        /// A day is said on which something happened, and it is still to come.
        ReferralToCome = "referral-to-come" ();
        /// Too few attempts were made to reach the person.
        ReferralAttempts = "referral-attempts" ("least");
        /// The time for an answer has not run out.
        ReferralNotLate = "referral-not-late" ();
        /// The person allows nobody to be told.
        ReferralStopped = "referral-stopped" ();
        /// A step, an entry, a detail or a word of them that there is not.
        ReferralWord = "referral-word" ();
        /// The day since which a case is closed is none, or has not come.
        CloseDay = "close-day" ();
        /// A reason that is none of the list needs words.
        CloseWords = "close-words" ();
        /// Of `count` open referrals it is not said what becomes of them.
        CloseReferrals = "close-referrals" ("count");
        /// The case stands otherwise meanwhile: it is closed, open, or in other hands.
        CaseMoved = "case-moved" ();
        /// Two records are said to be of one person, or of two, without a word why.
        DoubleWords = "double-words" ();
        /// What was shown of a conflict stands no more: somebody has settled it meanwhile.
        ConflictChanged = "conflict-changed" ();
        /// It is not said why a conflict is settled so.
        ConflictWords = "conflict-words" ();
        /// Another screen settles this conflict, or another answer is not taken here.
        ConflictElsewhere = "conflict-elsewhere" ();
        /// To this member no case is offered or given.
        CaseHand = "case-hand" ();
        /// A reason, or whose, that there is not.
        CaseWord = "case-word" ();
        /// No such consent.
        ConsentUnknown = "consent-unknown" ();
        /// Passing on without consent needs a second member, somebody else, and a reason.
        ConsentSecond = "consent-second" ();
        /// Nobody answers for somebody who may be a child, or it was not asked itself.
        ConsentChild = "consent-child" ();
        /// The last day of a consent is no day.
        ConsentUntil = "consent-until" ();
        /// No consent that stands covers what would be passed on.
        ReferralNoConsent = "referral-no-consent" ();
        /// The directory has no such service.
        ServiceUnknown = "service-unknown" ();
        /// A word, a day or a moment that is none, in what is asked or said of services.
        ServiceWord = "service-word" ();
        /// Something that has to be said of a service is missing, or cannot be. `field` is its word.
        ServiceField = "service-field" ("field");
        /// More is said of a service than one entry holds.
        ServiceTooLarge = "service-too-large" ();
        /// A package of services has errors, and nothing of it is taken.
        DirectoryInvalid = "directory-invalid" ("errors");
        /// What was read of a package is not there any more: another was read since, or the app was locked.
        DirectoryReadingGone = "directory-reading-gone" ();
        /// The directory has changed since the package was read, so that what was shown is not what would happen.
        DirectoryChanged = "directory-changed" ();
        /// Of `count` services that are not in the package nobody said what becomes of them.
        DirectoryUndecided = "directory-undecided" ("count");
        /// There is no such edition of the directory here.
        EditionUnknown = "edition-unknown" ();
        /// What is kept of the directory is not what was taken in.
        DirectoryAltered = "directory-altered" ();
        /// A table of rules has errors, and nothing of it is taken.
        RulesInvalid = "rules-invalid" ("errors");
        /// What was read of a table of rules is not there any more: another was read since, or the app was locked.
        RulesReadingGone = "rules-reading-gone" ();
        /// The rules have changed since the table was read, so that what was shown is not what would happen.
        RulesChanged = "rules-changed" ();
        /// No month, or one that is not over. `latest` is the last one that is.
        TerritoryMonth = "territory-month" ("latest");
        /// A region that is not shown by itself: of too few people, or of nobody.
        TerritoryRegion = "territory-region" ();
        /// Something that is ticked is not there to be passed on. `field` is the code.
        ReferralFieldEmpty = "referral-field-empty" ("field");
        /// A sheet is in one or two of the languages that letters can be in.
        LetterLanguage = "letter-language" ();
        /// A name stands where none may: on the slip, in a code. `field` is the code of the fact.
        LetterName = "letter-name" ("field");
        /// There is a file of that name already.
        LetterFileExists = "letter-file-exists" ();
        /// There is no such printer, or its program did not take it.
        LetterPrinter = "letter-printer" ();
        /// No paper says that there was a talk in private.
        SheetPrivate = "sheet-private" ();
        /// What was typed is no code of a slip.
        SlipTypo = "slip-typo" ();
        /// No referral that this member may know of has this code.
        SlipUnknown = "slip-unknown" ();
        /// It is the code of another referral.
        SlipOther = "slip-other" ();
        /// What was typed is no code of a consent sheet.
        SheetTypo = "sheet-typo" ();
        /// What the sheet of this code says is no longer what would be passed on.
        SheetChanged = "sheet-changed" ();
        /// No sheet of this person has this code.
        SheetUnknown = "sheet-unknown" ();
        /// With this slip an answer was written down already.
        SlipAnswered = "slip-answered" ();
        /// The case number has a typing error: its check character does not fit.
        NumberTypo = "number-typo" ();

        // Files as answers.
        /// There is no file at the path.
        AttachMissing = "attach-missing" ();
        /// The path is that of a folder.
        AttachFolder = "attach-folder" ();
        /// The file may not or cannot be read.
        AttachUnreadable = "attach-unreadable" ();
        /// The file has more than `max` MiB.
        AttachTooLarge = "attach-too-large" ("max");
        /// It is no picture where one is asked for, or one that its place cannot be taken out of.
        AttachPicture = "attach-picture" ();
        /// The file is empty, or breaks off.
        AttachDamaged = "attach-damaged" ();
        /// The interview has no such file.
        FileUnknown = "file-unknown" ();
        /// The file was named by another laptop and has not come yet.
        FileNotHere = "file-not-here" ();
        /// The file is no picture, or one too large for the screen.
        FileNotShown = "file-not-shown" ();

        // Export.
        /// No such format.
        ExportFormat = "export-format" ();
        /// The purpose is missing or not one of those offered.
        ExportPurpose = "export-purpose" ();
        /// The purpose is `other` and says nothing.
        ExportPurposeNote = "export-purpose-note" ();
        /// There is nothing to export.
        ExportNothing = "export-nothing" ();
        /// All of them said no to passing on, or it is not known what they said.
        ExportNobodyAgreed = "export-nobody-agreed" ();
        /// The questionnaire is asked apart, and leaves only to help.
        ExportPrivate = "export-private" ();
        /// No separator of that name.
        ExportSeparator = "export-separator" ();
        /// Rows with names need a second member's passphrase.
        ExportSecondMember = "export-second-member" ();
        /// No such export.
        ExportUnknown = "export-unknown" ();
        /// No folder was named to write into.
        FolderEmpty = "folder-empty" ();
        /// The folder does not exist.
        FolderMissing = "folder-missing" ();
        /// The folder cannot be written to.
        FolderReadOnly = "folder-read-only" ();
        /// There are files in the folder already that would have to give way.
        FolderTaken = "folder-taken" ();
        /// The folder could not be chosen by dialog.
        FolderDialog = "folder-dialog" ();

        // Files in (terminal).
        /// The file cannot be read. `file` is its path.
        FileUnreadable = "file-unreadable" ("file");
        /// The file is not JSON as expected, from line `line` on.
        FileNotJson = "file-not-json" ("file", "line");
        /// A questionnaire has errors.
        FormInvalid = "form-invalid" ("errors");
        /// The answers name a question that the questionnaire lacks.
        AnswerUnknown = "answer-unknown" ("name");
        /// The answers name a question as several are named.
        AnswerAmbiguous = "answer-ambiguous" ("name");

        // The store and the disk.
        /// Another instance of the app has the store open.
        StoreInUse = "store-in-use" ();
        /// The store was written by a newer version.
        StoreNewer = "store-newer" ();
        /// The store is damaged.
        StoreDamaged = "store-damaged" ();
        /// The key in the keyring does not open the database.
        StoreWrongKey = "store-wrong-key" ();
        /// The data folder cannot be written to.
        StoreReadOnly = "store-read-only" ();
        /// The disk is full.
        DiskFull = "disk-full" ();
        /// The data folder cannot be used.
        DataFolder = "data-folder" ();
        /// The disk failed in another way.
        StoreFailed = "store-failed" ();
        /// A fault of Pana itself. `place` names it for a report.
        Internal = "internal" ("place");
    }
}

/// What went wrong, for the screen: the words are `err-<code>` (what happened) and `rec-<code>` (what to do now).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS, thiserror::Error)]
#[error("{code}")]
pub struct AppError {
    /// Kebab-case, stable: scripts and translations rely on it.
    pub code: ErrorCode,
    /// Variables of the two sentences. Never a person's answer or name.
    pub args: BTreeMap<String, String>,
}

impl AppError {
    /// An error whose sentences have no variables.
    pub fn of(code: ErrorCode) -> Self {
        Self { code, args: BTreeMap::new() }
    }

    /// The same with a variable. Never a person's answer or name.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl fmt::Display) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }

    /// Is it this one?
    pub fn is(&self, code: ErrorCode) -> bool {
        self.code == code
    }

    /// A fault of our own, found at `place`.
    pub fn internal(place: &str) -> Self {
        Self::of(ErrorCode::Internal).with("place", place)
    }
}

impl From<ErrorCode> for AppError {
    fn from(code: ErrorCode) -> Self {
        Self::of(code)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_says_what_happened_and_what_to_do_in_every_language() {
        for language in pana_i18n::languages() {
            let words = pana_i18n::Words::of(language.tag);
            for code in ErrorCode::ALL.iter().map(|code| code.code()) {
                assert!(words.has(&format!("err-{code}")), "err-{code} in {}", language.tag);
                assert!(words.has(&format!("rec-{code}")), "rec-{code} in {}", language.tag);
            }
        }
    }

    #[test]
    fn codes_are_kebab_case_and_differ() {
        let codes: BTreeSet<&str> = ErrorCode::ALL.iter().map(|code| code.code()).collect();
        assert_eq!(codes.len(), ErrorCode::ALL.len());
        for code in codes {
            assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
        }
    }
}
