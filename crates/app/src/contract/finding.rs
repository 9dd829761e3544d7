//! The kinds of things that are not as they were written: each has its two sentences in `locales/`,
//! `doctor-problem-<code>` (what is not as it was written) and `doctor-remedy-<code>` (what to do), with exactly the
//! variables listed here.

use super::word::codes;

codes! {
    /// A kind of thing that is not as it was written.
    FindingCode {
        // The file and its tables.
        /// A page of the database file does not verify. `page`: the database's own words.
        Page = "page" ("page");
        /// Something stands in the database that Pana did not put there: `name` of the trigger, view or table.
        SchemaForeign = "schema-foreign" ("name");
        /// A trigger or a view of a stranger was taken out when the store was opened: `name` of it.
        TakenOut = "taken-out" ("name");
        /// The store lacks what the member has seen in it; `chains` end too early.
        StoreOlder = "store-older" ("chains");
        /// The same, and the installation goes on as another device for that.
        StoreSucceeds = "store-succeeds" ("chains");
        /// What this installation keeps of itself is not what the log says: `part` of it.
        OwnBehind = "own-behind" ("part");

        // Events. `event`: stream, device and number, as `centre/0190…/12`.
        /// Its row cannot be read.
        EventUnreadable = "event-unreadable" ("event");
        /// Header and body are not those that were signed.
        EventAltered = "event-altered" ("event");
        /// The device's signature does not hold.
        EventSignature = "event-signature" ("event");
        /// The member's signature does not hold.
        EventMemberSignature = "event-member-signature" ("event");
        /// It does not follow its predecessor.
        EventChain = "event-chain" ("event");
        /// Its body does not open.
        EventClosed = "event-closed" ("event");
        /// Its body is gone, and nobody ordered its erasure.
        EventBodyMissing = "event-body-missing" ("event");
        /// The key of what it is about is gone, and nobody ordered that.
        EventKeyMissing = "event-key-missing" ("event");
        /// Events are not here that somebody had. `chain`: stream and device, as `centre/0190…`; `from`, `to`: their numbers in it.
        EventsMissing = "events-missing" ("chain", "from", "to");
        /// The same, as opening finds it: of so many `chains`.
        ChainsShort = "chains-short" ("chains");
        /// New keys, that a removal or new sheets ask for, could not be made yet.
        KeysUnfinished = "keys-unfinished" ();
        /// New sheets of one coordinator alone count in so many `days`.
        SheetsWait = "sheets-wait" ("days");
        /// This laptop was taken out of the centre. `by`: by whom. `when`: on which day, or `none` where that is not known.
        DeviceRemoved = "device-removed" ("by", "when");
        /// Some are kept aside and do not count: `count` of them.
        SetAside = "set-aside" ("count");
        /// It is kept aside and does not count. `reason`: a word, as `no-right`.
        EventSetAside = "event-set-aside" ("event", "reason");

        // What belongs to events.
        /// A sealed key that the log names is gone. `stream`: of which stream.
        GrantMissing = "grant-missing" ("stream");
        /// A view differs from what the log says.
        ViewDiffers = "view-differs" ("view");
        /// An unfinished interview does not open.
        DraftClosed = "draft-closed" ("draft");
        /// A questionnaire's version that interviews name is not here.
        FormMissing = "form-missing" ("form");
        /// A questionnaire's version is not the one that its hash names.
        FormAltered = "form-altered" ("form");
        /// An edition of the directory of services that events name is not here. `edition`: the beginning of its hash.
        DirectoryMissing = "directory-missing" ("edition");
        /// An edition of the directory is not what its hash names.
        DirectoryAltered = "directory-altered" ("edition");
        /// The table of rules that is asked is not here. `table`: the beginning of its hash.
        RulesMissing = "rules-missing" ("table");
        /// The table of rules that is asked is not what its hash names.
        RulesAltered = "rules-altered" ("table");
        /// A file that an answer names is not here.
        FileMissing = "file-missing" ("file");
        /// A file is not what it was.
        FileDamaged = "file-damaged" ("file");
        /// A file is here and nothing names it.
        FileOrphan = "file-orphan" ("file");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_says_what_is_wrong_and_what_to_do_in_every_language() {
        for language in pana_i18n::languages() {
            let words = pana_i18n::Words::of(language.tag);
            for code in FindingCode::ALL.iter().map(|code| code.code()) {
                assert!(words.has(&format!("doctor-problem-{code}")), "doctor-problem-{code} in {}", language.tag);
                assert!(words.has(&format!("doctor-remedy-{code}")), "doctor-remedy-{code} in {}", language.tag);
            }
        }
    }
}
