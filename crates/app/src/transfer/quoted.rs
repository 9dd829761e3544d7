//! What was written at another centre and is quoted here, in the words of this one.

use pana_casework::referral::Standing;
use pana_casework::transfer::{Quoted, QuotedKind};
use pana_model::CentreId;

use crate::clock::moment;
use crate::contract::transfer::{QuotedNeed, QuotedRow, QuotedSaid};
use crate::contract::{self, Vocabulary, Word};
use crate::desk::Desk;
use crate::needs::{named, service_label};

/// Details of the need that stands before them; whatever else stands there is a need's code.
const OF_NEED: [&str; 3] = ["urgency", "reason", "words"];

/// An entry as a page shows it.
pub(super) fn row(desk: &Desk, entry: Quoted) -> QuotedRow {
    let said = said(desk, entry.kind, &entry.said);
    QuotedRow { by: entry.by, at: moment(entry.at_ms), said }
}

fn said(desk: &Desk, kind: QuotedKind, pairs: &[(String, String)]) -> QuotedSaid {
    let of =
        |name: &str| pairs.iter().find(|(said, _)| said == name).map(|(_, said)| said.as_str()).unwrap_or_default();
    match kind {
        QuotedKind::Need => QuotedSaid::Need { needs: needs(pairs) },
        QuotedKind::Consent => QuotedSaid::Consent {
            answer: word(of("answer")),
            purpose: word(of("purpose")),
            recipient: recipient(desk, of("recipient")),
            fields: of("fields").split_whitespace().filter_map(contract::named).collect(),
            until: of("until").to_owned(),
        },
        QuotedKind::Referral => QuotedSaid::Referral {
            recipient: of("recipient_name").to_owned(),
            service: service_label(of("service")),
            urgency: word(of("urgency")),
            standing: of("standing").parse().ok().map(|standing: Standing| Word(standing.state())),
        },
        QuotedKind::FollowUp => QuotedSaid::FollowUp { day: of("day").to_owned() },
        QuotedKind::Revoked => QuotedSaid::Revoked { words: of("words").to_owned() },
    }
}

/// One event may have said several things of several needs.
fn needs(pairs: &[(String, String)]) -> Vec<QuotedNeed> {
    let mut needs: Vec<QuotedNeed> = Vec::new();
    for (name, said) in pairs {
        if !OF_NEED.contains(&name.as_str()) {
            let (label, decision) = (named("need_code", name), word(said));
            needs.push(QuotedNeed { label, decision, reason: None, urgency: None, words: String::new() });
            continue;
        }
        let Some(need) = needs.last_mut() else { continue };
        match name.as_str() {
            "urgency" => need.urgency = word(said),
            "reason" => need.reason = word(said),
            _ => need.words.clone_from(said),
        }
    }
    needs
}

fn word<T: Vocabulary>(said: &str) -> Option<Word<T>> {
    contract::named(said).map(Word)
}

/// A centre is named as it is known here; of one that is not known nothing is shown that nobody can read. A service is known by its
/// name where that is how it was written down.
fn recipient(desk: &Desk, said: &str) -> String {
    let Some(centre) = said.strip_prefix("centre:").and_then(|id| id.parse::<CentreId>().ok()) else {
        return said.to_owned();
    };
    if centre == desk.store.centre() {
        return desk.store.centre_name();
    }
    desk.store.centre_known(centre).map(|known| known.name).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use pana_casework::need::{AsideReason, Decision};
    use pana_model::Urgency;

    use super::*;

    #[test]
    fn what_one_event_said_of_several_needs_stands_with_the_need_that_it_is_about() {
        let pairs = [
            ("housing", "accepted"),
            ("urgency", "urgent"),
            ("education", "set_aside"),
            ("urgency", "low"),
            ("reason", "met"),
            ("words", "мектепте"),
            ("of_a_newer_program", "perhaps"),
        ];
        let pairs: Vec<_> = pairs.iter().map(|(name, said)| ((*name).to_owned(), (*said).to_owned())).collect();
        let [housing, school, newer] = needs(&pairs).try_into().unwrap();
        assert_eq!((housing.decision, housing.urgency), (Some(Word(Decision::Accepted)), Some(Word(Urgency::Urgent))));
        assert!(housing.words.is_empty() && housing.reason.is_none());
        assert_eq!((school.reason, school.words.as_str()), (Some(Word(AsideReason::Met)), "мектепте"));
        assert_eq!(school.urgency, Some(Word(Urgency::Low)));
        assert_eq!(newer.decision, None, "what nobody here knows is not shown as a code");
    }
}
