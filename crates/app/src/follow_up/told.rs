//! What a questionnaire of a follow-up is told of the referrals, so that it keeps none of its own: as values of what the device
//! says, by id. A referral that rests on a talk in private is not among them: the answers lie where every member reads.

use pana_casework::referral::{Detail, Referral};
use pana_model::{CaseId, Moment};
use pana_store::Stream;

use crate::contract::{AppError, Vocabulary as _};
use crate::desk::Desk;

/// So many referrals are asked about at most: the most urgent ones.
const MOST: usize = 40;

/// The referrals that were handed over and are not closed: their ids, and by id the kind of service, where they stand and to whom
/// they went, as `id=value;`. One that must not be named aloud has a number instead
/// of its recipient, and no service.
pub(crate) fn told(desk: &Desk, case: CaseId, now: Moment) -> Result<[(String, String); 4], AppError> {
    let file = desk.store.case_file(Stream::Centre, case)?;
    let mut open = file.referral_summaries();
    open.retain(|each| !each.is_error && each.standing.is_handed_over() && !each.standing.is_terminal());
    open.sort_by_key(|each| (each.urgency, each.begun, each.id));
    open.truncate(MOST);
    let ids: Vec<String> = open.iter().map(|each| each.id.to_string()).collect();
    let by_id = |value: &dyn Fn(usize) -> String| -> String {
        ids.iter().enumerate().map(|(at, id)| format!("{id}={};", plain(&value(at)))).collect()
    };
    let of = |at: usize| open.get(at);
    // It may be read aloud on the telephone, or over a shoulder.
    let named = |at| of(at).filter(|each| file.referral(each.id).is_some_and(|referral| may_be_named(&referral)));
    let service = |at| named(at).map(|each| each.service.clone()).unwrap_or_default();
    let state = |at| of(at).map(|each| each.state(now).word().to_owned()).unwrap_or_default();
    let recipient = |at| named(at).map_or_else(|| format!("№ {}", at + 1), |each| each.recipient.clone());
    Ok([
        ("referrals".to_owned(), ids.join(" ")),
        ("referral_services".to_owned(), by_id(&service)),
        ("referral_states".to_owned(), by_id(&state)),
        ("referral_recipients".to_owned(), by_id(&recipient)),
    ])
}

/// May the recipient be named where the follow-up asks? Not where the help itself is nobody else's affair, and not one whose
/// address must not be known.
fn may_be_named(referral: &Referral) -> bool {
    !referral.is_sensitive() && referral.said(Detail::HiddenAddress).is_none()
}

/// A name that cannot be taken for the end of itself.
fn plain(text: &str) -> String {
    text.replace(';', ",")
}
