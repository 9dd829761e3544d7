//! What the finished interviews of a person mean, by the rules.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::Act;
use pana_model::{CaseId, InterviewId, Moment};
use pana_rules::{Change, Line, Record};
use pana_store::{Access, Look, Stream};
use serde_json::{Map, Value};

use super::decided::Decided;
use super::means::{Led, Means, NO_NEED, Questionnaires, open_referrals, readable};
use super::shipped::{named, taxonomy};
use super::spheres::spheres;
use crate::app::App;
use crate::app_log;
use crate::conflict::conflicts_of;
use crate::contract::needs::{
    CategoryRow, NeedChoice, NeedsView, NextForm, NotKnownRow, OtherwiseRow, ProposedRow, RuleRow,
};
use crate::contract::people::PersonRequest;
use crate::contract::{AppError, Texts, Word};
use crate::desk::Desk;
use crate::interview::answered;
use crate::questionnaire::hexadecimal;
use crate::rules::{in_force, set_in_force};

/// What the finished interviews of a person mean, as far as the member may read them. The look is in the access log first, and
/// one at each talk in private that it rests on.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any write.
pub(crate) fn needs_show(app: &App, request: &PersonRequest) -> Result<NeedsView, AppError> {
    app.desk(|desk, now| show(desk, request.case.0, now))
}

pub(super) fn show(desk: &mut Desk, case: CaseId, now: Moment) -> Result<NeedsView, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    crate::transfer::may_open(desk, case, now)?;
    let (_, person) = desk.store.person_name(case)?;
    let look = Look { cases: &[case], access: Access::PersonOpened, interview: None, stream: Stream::Centre, note: "" };
    desk.store.record_access(&look, now)?;
    let read = readable(desk, case, now)?;
    let asked = in_force(desk)?;
    let means = Means::of(asked.rules(), &read, open_referrals(desk, case)?, now);
    let decided = Decided::read(desk, case)?;
    let conflicts = conflicts_of(desk, case, now)?;
    Ok(NeedsView { person, conflicts, ..view(desk, &means, &decided)? })
}

/// What answers to one questionnaire would mean by themselves; nothing is written down.
///
/// # Errors
/// `form-unknown`, `answer-unknown` for a name that is not the questionnaire's, and those of reading files.
pub fn needs_of(app: &App, form: &str, answers: &Map<String, Value>) -> Result<NeedsView, AppError> {
    app_log::command("needs_of", || {
        app.desk(|desk, now| {
            let asked = desk.current_form(form)?;
            let session = answered(Arc::clone(&asked), answers, now)?;
            let record = Record::of(&session, now);
            let interview = InterviewId::from_bytes([0; 16]);
            let apart = BTreeMap::new();
            let read = [Led { asked, interview, stream: Stream::Centre, record, apart }];
            let rules = in_force(desk)?;
            view(desk, &Means::of(rules.rules(), &read, None, now), &Decided::default())
        })
    })
}

fn view(desk: &mut Desk, means: &Means<'_>, decided: &Decided) -> Result<NeedsView, AppError> {
    let titles: BTreeMap<String, Texts> =
        desk.current_forms()?.into_iter().map(|asked| (asked.form.id().to_owned(), asked.list_title())).collect();
    let (found, asked) = (&means.found, &means.asked);
    let needs = decided.needs(means);
    let others =
        taxonomy().codes("need_code").filter(|code| *code != NO_NEED && !needs.iter().any(|need| need.code == *code));
    let others = others.map(|code| NeedChoice { code: code.to_owned(), label: named("need_code", code) }).collect();
    let category = |code: &String| CategoryRow { label: named("migrant_category", code), code: code.clone() };
    let proposed = |service: &pana_rules::Proposed| ProposedRow {
        label: taxonomy().service(&service.code).map(|kind| kind.label.clone()).unwrap_or_default(),
        code: service.code.clone(),
        urgency: Word(service.urgency),
        actor_first: Word(service.actor_first),
        needs: means.offered_under(&service.code),
        rules: service.rules.clone(),
    };
    let not_known = |open: &pana_rules::NotKnown<'_>| NotKnownRow {
        rule: open.rule.id.clone(),
        explanation: open.rule.explanation.clone(),
        apart: open.rule.apart,
        urgency: Word(open.rule.urgency),
        missing: open.missing.iter().map(|name| asked.question(&open.rule.form, name)).collect(),
    };
    let next = |id: &String| NextForm { id: id.clone(), title: titles.get(id).cloned() };
    let typology = &found.typology;
    let answered = [
        ("migration_type", &typology.migration_type),
        ("migration_kind", &typology.migration_kind),
        ("migration_form", &typology.migration_form),
        ("main_cause", &typology.main_cause),
        ("movement_stage", &typology.movement_stage),
        ("main_category", &typology.main_category),
    ];
    let typology = answered.into_iter().filter_map(|(name, value)| Some(asked.said("intake", name, &[value.clone()?])));
    Ok(NeedsView {
        person: String::new(),
        conflicts: 0,
        rules: hexadecimal(&means.version()),
        set: set_in_force(desk)?,
        urgency: found.urgency().map(Word),
        stops: found.stops.map(Word),
        typology: typology.collect(),
        spheres: spheres(means),
        categories: found.categories.iter().map(category).collect(),
        needs,
        others,
        lines: found.lines.iter().map(|line| rule_row(line, asked)).collect(),
        services: found.services.iter().map(proposed).collect(),
        not_known: found.not_known.iter().map(not_known).collect(),
        next_forms: found.next_forms.iter().map(next).collect(),
    })
}

fn rule_row(line: &Line<'_>, asked: &Questionnaires<'_>) -> RuleRow {
    let rule = line.rule;
    let said = |(name, value): &(String, String)| asked.said(&rule.form, name, std::slice::from_ref(value));
    let change = |change: &Change| OtherwiseRow {
        answers: change.answers.iter().map(|(name, values)| asked.said(&rule.form, name, values)).collect(),
    };
    RuleRow {
        rule: rule.id.clone(),
        explanation: rule.explanation.clone(),
        apart: rule.apart,
        urgency: Word(rule.urgency),
        level: Word(rule.level),
        sphere: Word(rule.sphere),
        actor_first: Word(rule.actor_first),
        because: line.because.iter().map(said).collect(),
        changes: line.changes.iter().map(change).collect(),
        searched: line.searched,
    }
}
