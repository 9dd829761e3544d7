//! What of a case is quoted by another centre, to be read only, and which files go with it.

use std::collections::BTreeMap;

use pana_casework::case::{CaseFile, FollowUp};
use pana_casework::consent::Consent;
use pana_casework::need::NeedDecision;
use pana_casework::path::LogPath;
use pana_casework::referral::Detail;
use pana_casework::transfer::{Quoted, QuotedKind};
use pana_model::{EventRef, InterviewId, MemberId};
use pana_record::Mark;

use crate::file::StoredFile;
use crate::form::FORM_AS;

/// What came is kept with the first interview under this name.
pub(super) const KEPT_AS: &str = "dossier.pana-transfer";

/// The files that the interviews of a case name now, by their roots.
pub(super) fn named_files(file: &CaseFile) -> BTreeMap<[u8; 32], StoredFile> {
    file.interviews().flat_map(|id| files_of(file, id)).map(|file| (file.root, file)).collect()
}

/// The files of one interview that go with it. What another centre gave is not passed on whole: the person agreed to that
/// with this centre alone, and all of it that stands here is in the case; questionnaires go by themselves.
pub(super) fn files_of(file: &CaseFile, id: InterviewId) -> Vec<StoredFile> {
    let Some(heads) = file.interview_heads(id) else { return Vec::new() };
    let is_quoted = file.interview_from(id).is_some();
    let named = crate::file::of_doc(heads).into_iter();
    let came = |name: &str| is_quoted && [KEPT_AS, FORM_AS].contains(&name);
    named.filter(|(name, _)| !came(name)).map(|(_, file)| file).collect()
}

/// Decisions about needs, consents, referrals and what was planned, each as it stands, by the event that says so. One event that
/// says several things is one entry. `name_of` says what its author is called.
pub(super) fn quoted(file: &CaseFile, name_of: &dyn Fn(MemberId) -> String) -> BTreeMap<EventRef, Quoted> {
    // What was quoted here goes on as it was said there.
    let mut all = Entries { name_of, found: file.quoted() };
    for (path, heads) in file.heads().paths() {
        for (dot, head) in heads {
            let (event, mark) = (dot.event, head.mark);
            match LogPath::of(path) {
                LogPath::Need(code) => {
                    if let Some(said) = NeedDecision::from_value(&head.value) {
                        let reason = said.reason.map(|reason| reason.as_str().to_owned()).unwrap_or_default();
                        let pairs = [
                            (code, said.decision.as_str().to_owned()),
                            ("urgency", said.urgency.as_str().to_owned()),
                            ("reason", reason),
                            ("words", said.words),
                        ];
                        all.add(event, QuotedKind::Need, mark, pairs);
                    }
                }
                LogPath::Consent(_) => {
                    if let Some(said) = Consent::from_value(&head.value) {
                        let until = said.until.map(|until| until.to_string()).unwrap_or_default();
                        let pairs = [
                            ("answer", said.answer.as_str().to_owned()),
                            ("purpose", said.purpose.as_str().to_owned()),
                            ("recipient", said.recipient),
                            ("fields", said.fields.into_iter().collect::<Vec<_>>().join(" ")),
                            ("until", until),
                        ];
                        all.add(event, QuotedKind::Consent, mark, pairs);
                    }
                }
                LogPath::FollowUp => {
                    if let Some(FollowUp::On(day)) = FollowUp::from_value(&head.value) {
                        all.add(event, QuotedKind::FollowUp, mark, [("day", day.to_string())]);
                    }
                }
                _ => {}
            }
        }
    }
    for referral in file.referrals().into_values() {
        let Some((event, begun)) = referral.steps.iter().min_by_key(|(event, made)| (made.mark.hlc, **event)) else {
            continue;
        };
        let said = |detail| referral.said(detail).unwrap_or_default().to_owned();
        let standing = referral.standing().map(|standing| standing.as_str().to_owned()).unwrap_or_default();
        let pairs = [
            ("recipient_name", said(Detail::RecipientName)),
            ("service", said(Detail::Service)),
            ("urgency", said(Detail::Urgency)),
            ("standing", standing),
        ];
        all.add(*event, QuotedKind::Referral, begun.mark, pairs);
    }
    all.found
}

struct Entries<'n> {
    name_of: &'n dyn Fn(MemberId) -> String,
    found: BTreeMap<EventRef, Quoted>,
}

impl Entries<'_> {
    /// What says nothing is left out.
    fn add<'p>(
        &mut self,
        event: EventRef,
        kind: QuotedKind,
        mark: Mark,
        pairs: impl IntoIterator<Item = (&'p str, String)>,
    ) {
        let entry = self.found.entry(event).or_insert_with(|| Quoted {
            kind,
            by: (self.name_of)(mark.member),
            at_ms: i64::try_from(mark.hlc.unix_ms()).unwrap_or(i64::MAX),
            said: Vec::new(),
        });
        let says = pairs.into_iter().filter(|(_, said)| !said.is_empty());
        entry.said.extend(says.map(|(name, said)| (name.to_owned(), said)));
    }
}
