//! What was decided about the needs of a case, beside what the rules say now.

use std::collections::BTreeMap;

use pana_casework::need::NeedDecision;
use pana_model::{CaseId, Urgency};
use pana_record::Mark;
use pana_store::Stream;

use super::means::Means;
use super::shipped::named;
use crate::clock::moment;
use crate::contract::needs::{DecisionRow, NeedRow};
use crate::contract::{AppError, Word};
use crate::desk::Desk;
use crate::questionnaire::hexadecimal;

/// What was decided about the needs of a case, as far as the member may know.
#[derive(Default)]
pub(super) struct Decided(BTreeMap<String, Held>);

struct Held {
    stream: Stream,
    standing: Vec<(NeedDecision, String, Mark)>,
}

impl Decided {
    /// Of a need about which something was decided in private, that alone is shown to whoever may read it.
    pub(super) fn read(desk: &Desk, case: CaseId) -> Result<Self, AppError> {
        let mut all = BTreeMap::new();
        for stream in [Stream::Centre, Stream::Protected] {
            for (code, decided) in desk.store.case_file(stream, case)?.needs() {
                let with_name =
                    |(decision, mark): (NeedDecision, Mark)| (decision, desk.member_name(mark.member), mark);
                let standing = decided.standing.into_iter().map(with_name).collect();
                all.insert(code, Held { stream, standing });
            }
        }
        Ok(Self(all))
    }

    /// Where what was decided about a need is written down.
    pub(super) fn stream_of(&self, code: &str) -> Option<Stream> {
        self.0.get(code).map(|held| held.stream)
    }

    /// Is what was decided about a need written down where talks in private are?
    pub(super) fn is_private(&self, code: &str) -> bool {
        self.stream_of(code) == Some(Stream::Protected)
    }

    /// How soon a need is to be met by those who decided about it.
    pub(super) fn urgency(&self, code: &str) -> Option<Urgency> {
        self.0.get(code)?.standing.iter().map(|(decision, ..)| decision.urgency).min()
    }

    /// The needs that rules name and those about which somebody decided, the most urgent first.
    pub(super) fn needs(&self, means: &Means<'_>) -> Vec<NeedRow> {
        let row = |code: &str, urgency, rules: Vec<String>| NeedRow {
            label: named("need_code", code),
            code: code.to_owned(),
            urgency: Word(urgency),
            // What was decided of it in private words is not shown beside a rule that names it in the clear today.
            apart: means.is_apart(&rules) || self.0.get(code).is_some_and(|held| held.was_apart(means)),
            decided: self.0.get(code).map(|held| held.rows(&rules)).unwrap_or_default(),
            rules,
        };
        let mut rows: Vec<NeedRow> =
            means.needs().map(|need| row(&need.code, need.urgency, need.rules.clone())).collect();
        for (code, held) in &self.0 {
            if !rows.iter().any(|row| row.code == *code)
                && let Some((decision, ..)) = held.standing.first()
            {
                // What was for the two of them alone stays so when no rule names it any more.
                rows.push(row(code, decision.urgency, Vec::new()));
            }
        }
        rows.sort_by_key(|row| row.urgency);
        rows
    }
}

impl Held {
    fn was_apart(&self, means: &Means<'_>) -> bool {
        self.standing.iter().any(|(decision, ..)| means.was_apart(decision))
    }

    fn rows(&self, rules: &[String]) -> Vec<DecisionRow> {
        let row = |(decision, member, mark): &(NeedDecision, String, Mark)| DecisionRow {
            decision: Word(decision.decision),
            reason: decision.reason.map(Word),
            words: decision.words.clone(),
            urgency: Word(decision.urgency),
            member: member.clone(),
            at: moment(i64::try_from(mark.hlc.unix_ms()).unwrap_or(i64::MAX)),
            rule_set: decision.rule_set.map(|version| hexadecimal(&version)),
            is_overtaken: decision.rules != rules,
        };
        self.standing.iter().map(row).collect()
    }
}
