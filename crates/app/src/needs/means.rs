//! What is asked of the rules: the newest interviews that a member may read, and what follows of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use pana_casework::need::NeedDecision;
use pana_forms::{Answer, Form, Node};
use pana_model::{CaseId, InterviewId, Moment};
use pana_rules::{CASE, Differentiation, History, Record, RuleSet, Stops, Vocabulary, case_record, differentiate};
use pana_store::{Access, InterviewClaim, Look, StoredAnswer, Stream};

use super::shipped::{rules as shipped_rules, taxonomy};
use crate::contract::needs::{QuestionRow, SaidRow};
use crate::contract::{AppError, Texts};
use crate::convert::from_stored;
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::{finished, with_others};
use crate::questionnaire::AskedForm;

/// The code of a rule that says that nothing is needed.
pub(super) const NO_NEED: &str = "none";

/// Of each questionnaire so many interviews are looked at: the newest, and the one before it.
const WAVES: usize = 2;

/// What is said to whoever may not read an interview.
const NOT_FOR_THEM: [ErrorCode; 3] = [ErrorCode::NoRight, ErrorCode::NoGrant, ErrorCode::InterviewUnknown];

/// An interview that was finished, or would be.
pub(crate) struct Led {
    pub(crate) asked: Arc<AskedForm>,
    pub(super) interview: InterviewId,
    /// Where it lies; what is in the protected stream was said in private.
    pub(crate) stream: Stream,
    pub(crate) record: Record,
    /// Values of questions that are not in a list, by the question's path, where several stand that were written apart.
    pub(crate) apart: BTreeMap<String, Vec<String>>,
}

/// What interviews mean by the rules that are asked.
pub(super) struct Means<'r> {
    pub(super) asked: Questionnaires<'r>,
    pub(super) found: Differentiation<'r>,
    read: &'r [Led],
    pub(super) rules: &'r RuleSet,
}

impl<'r> Means<'r> {
    /// `read`: the newest first; `open`: how many referrals of the case are, `None` where there is no case. O(rules) and what
    /// `differentiate` takes.
    pub(super) fn of(rules: &'r RuleSet, read: &'r [Led], open: Option<u32>, now: Moment) -> Self {
        // Of two that were finished at once the one that is named later counts as the newer.
        let records: Vec<Record> = read.iter().rev().map(|led| led.record.clone()).collect();
        let answers = History::of(records.iter().cloned());
        let whole = case_record(&answers, open, now);
        let history = History::of(records.into_iter().chain([whole]));
        let asked = Questionnaires::of(read);
        let vocabulary = Vocabulary::of(asked.0.values().copied());
        let found = differentiate(rules, &vocabulary, &history, now);
        Self { asked, found, read, rules }
    }

    /// The rules that name a need now, with how soon; none where no rule does.
    pub(super) fn named(&self, code: &str) -> Option<&pana_rules::Need> {
        self.found.needs.iter().find(|need| need.code == code)
    }

    /// Do these rules rest on a talk in private? Then so does what is decided by them.
    pub(super) fn in_private(&self, rules: &[String]) -> bool {
        let of_rule = |id: &String| self.rules.rule(id).map(|rule| rule.form.as_str());
        let forms: BTreeSet<&str> = rules.iter().filter_map(of_rule).collect();
        let rests = |led: &Led| {
            led.stream == Stream::Protected && (forms.contains(led.asked.form.id()) || forms.contains(CASE))
        };
        self.read.iter().any(rests)
    }

    /// What must not be done, by what may be read.
    pub(super) const fn stops(&self) -> Option<Stops> {
        self.found.stops
    }

    /// The interviews by this questionnaire that everybody may read, the newest first.
    pub(super) fn waves(&self, form: &str) -> impl Iterator<Item = &Record> {
        let own = move |led: &&Led| {
            let is_wave = !led.record.is_for_stops_alone() && led.asked.form.id() == form;
            led.stream != Stream::Protected && is_wave
        };
        self.read.iter().filter(own).map(|led| &led.record)
    }

    /// The version of the rules.
    pub(super) const fn version(&self) -> [u8; 32] {
        self.rules.version()
    }

    /// The interviews that were read, as far as they may be named in that stream: in the centre's, which everybody reads, no talk
    /// in private is named, or it would be told there that there was one.
    pub(super) fn interviews(&self, stream: Stream) -> Vec<InterviewId> {
        let named = |led: &&Led| stream == Stream::Protected || led.stream != Stream::Protected;
        let mut all: Vec<InterviewId> = self.read.iter().filter(named).map(|led| led.interview).collect();
        all.dedup();
        all
    }

    /// The needs that rules name, the most urgent first.
    pub(super) fn needs(&self) -> impl Iterator<Item = &pana_rules::Need> {
        self.found.needs.iter().filter(|need| need.code != NO_NEED)
    }

    /// The needs under which a kind of service is offered, the most urgent first.
    pub(super) fn offered_under(&self, kind: &str) -> Vec<String> {
        let is_offered = |code: &str| {
            self.found.lines.iter().any(|line| taxonomy().offered(line.rule, code).any(|offered| offered == kind))
        };
        self.needs().map(|need| need.code.clone()).filter(|code| is_offered(code)).collect()
    }

    /// Was it decided by rules that were for the person and the worker alone? Asked of the rules by which it was decided: those in
    /// force or those that ship, and of others nobody knows any longer for whose eyes they were.
    pub(super) fn was_apart(&self, decision: &NeedDecision) -> bool {
        let then = match decision.rule_set {
            None => return self.is_apart(&decision.rules),
            Some(version) => {
                [Some(self.rules), shipped_rules()].into_iter().flatten().find(|set| set.version() == version)
            }
        };
        let plain = |id: &String| then.and_then(|then| then.rule(id)).is_some_and(|rule| !rule.apart);
        !decision.rules.is_empty() && !decision.rules.iter().any(plain)
    }

    /// Is all that names it for the person and the worker alone?
    pub(super) fn is_apart(&self, rules: &[String]) -> bool {
        // A rule that is asked no more was decided by, and nobody knows any longer for whose eyes it was.
        let known = |id: &str| self.rules.rule(id).or_else(|| shipped_rules()?.rule(id));
        !rules.is_empty() && rules.iter().all(|id| known(id).is_none_or(|rule| rule.apart))
    }
}

/// How many referrals of a case are open, of those that the member may know of.
pub(super) fn open_referrals(desk: &Desk, case: CaseId) -> Result<Option<u32>, AppError> {
    let mut open = 0_usize;
    for stream in [Stream::Centre, Stream::Protected] {
        let all = desk.store.case_file(stream, case)?.referral_summaries();
        open = open.saturating_add(all.iter().filter(|each| !each.is_error && !each.standing.is_terminal()).count());
    }
    Ok(u32::try_from(open).ok())
}

/// The newest interviews of each questionnaire that the member may read.
pub(super) fn readable(desk: &mut Desk, case: CaseId, now: Moment) -> Result<Vec<Led>, AppError> {
    let asked = crate::rules::in_force(desk)?;
    // What must not be done stands until it is said otherwise, however many talks ago it was said.
    let stopping = asked.rules().rules().iter().filter(|rule| rule.stops.is_some());
    let forms: BTreeSet<String> = stopping.map(|rule| rule.form.clone()).collect();
    read_in(desk, case, &[Stream::Centre, Stream::Protected], &forms, now)
}

/// The same, of these streams alone: nothing of another one is opened.
pub(crate) fn readable_in(
    desk: &mut Desk,
    case: CaseId,
    streams: &[Stream],
    now: Moment,
) -> Result<Vec<Led>, AppError> {
    read_in(desk, case, streams, &BTreeSet::new(), now)
}

/// `stopping`: questionnaires of which every interview is read, those beyond the newest for what they stop alone.
fn read_in(
    desk: &mut Desk,
    case: CaseId,
    streams: &[Stream],
    stopping: &BTreeSet<String>,
    now: Moment,
) -> Result<Vec<Led>, AppError> {
    let person = desk.store.person(case)?;
    let mut summaries = person.interviews;
    summaries.retain(|summary| streams.contains(&summary.stream));
    summaries.sort_by_key(|summary| std::cmp::Reverse(summary.finished_ms));
    let mut of_form: BTreeMap<String, usize> = BTreeMap::new();
    let mut read = Vec::new();
    for summary in summaries {
        let count = of_form.entry(summary.form_id.clone()).or_default();
        let is_older = *count == WAVES;
        if is_older && !stopping.contains(&summary.form_id) {
            continue;
        }
        if desk.form_if_sound(&summary.form_id, &summary.form_hash)?.is_none() {
            // An older one does not speak in place of one that cannot be read: what it asked about is not known.
            *count = WAVES;
            continue;
        }
        match finished(desk, InterviewClaim { interview: summary.interview, case: Some(case) }, now) {
            Ok(open) => {
                *count = count.saturating_add(1).min(WAVES);
                if summary.stream == Stream::Protected {
                    // What was said in private is looked at, as if the talk were opened.
                    let (access, interview) = (Access::InterviewOpened, Some(summary.interview));
                    let look = Look { cases: &[case], access, interview, stream: Stream::Protected, note: "" };
                    desk.store.record_access(&look, now)?;
                }
                let (interview, stream) = (summary.interview, summary.stream);
                let record = Record::of(&open.session, open.saved);
                let record = if is_older { record.for_stops_alone() } else { record };
                let apart = values_apart(desk, case, interview)?;
                read.push(Led { asked: open.asked, interview, stream, record, apart });
                // Whatever one of the answers stops that stand side by side is stopped until somebody has said which is right.
                for open in with_others(desk, InterviewClaim { interview, case: Some(case) }, now)? {
                    let record = Record::of(&open.session, open.saved).for_stops_alone();
                    let apart = BTreeMap::new();
                    read.push(Led { asked: open.asked, interview, stream, record, apart });
                }
            }
            // An interview that the member sees on the page and may not read: an older one does not speak in its place.
            Err(error) if error.is(ErrorCode::NoRight) && summary.stream != Stream::Protected => *count = WAVES,
            // What else they may not read is not asked about, and that it is there is not told.
            Err(error) if NOT_FOR_THEM.iter().any(|code| error.is(*code)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(read)
}

/// The values that stand side by side at questions of an interview that are in no list.
pub(crate) fn values_apart(
    desk: &Desk,
    case: CaseId,
    interview: InterviewId,
) -> Result<BTreeMap<String, Vec<String>>, AppError> {
    let read = desk.store.interview(InterviewClaim { interview, case: Some(case) })?;
    let alone = read.apart.into_iter().filter(|(at, _)| !at.contains('['));
    let values = |sides: Vec<Option<StoredAnswer>>| {
        let said = sides.iter().flatten().map(from_stored);
        said.filter_map(|answer| match answer {
            Answer::Value(value) => Some(value),
            Answer::Partial(date) => Some(date.to_string()),
            Answer::Blank | Answer::Declined | Answer::Unknown | Answer::Later => None,
        })
        .collect()
    };
    Ok(alone.map(|(at, sides)| (at, values(sides))).collect())
}

/// The version of each questionnaire in which its newest interview was led.
pub(super) struct Questionnaires<'r>(BTreeMap<&'r str, &'r Form>);

impl<'r> Questionnaires<'r> {
    /// `read`: the newest first.
    fn of(read: &'r [Led]) -> Self {
        let mut forms = BTreeMap::new();
        for led in read {
            let form = led.asked.form.as_ref();
            forms.entry(form.id()).or_insert(form);
        }
        Self(forms)
    }

    fn node(&self, form: &str, name: &str) -> Option<(&'r Form, &'r Node)> {
        let form = self.0.get(form)?;
        Some((form, form.nodes().iter().find(|node| node.name == name)?))
    }

    pub(super) fn question(&self, form: &str, name: &str) -> QuestionRow {
        let label = self.node(form, name).map(|(_, node)| node.label.clone()).unwrap_or_default();
        QuestionRow { name: name.to_owned(), label }
    }

    pub(super) fn said(&self, form: &str, name: &str, values: &[String]) -> SaidRow {
        let choices = self.node(form, name).and_then(|(form, node)| form.choices(node.list.as_deref()?));
        let label = |code: &str| -> Option<Texts> {
            choices?.iter().find(|choice| *choice.name == *code).map(|choice| (&choice.label).into())
        };
        let codes = values.iter().flat_map(|value| value.split_whitespace());
        let labels = codes.filter_map(label).collect();
        SaidRow { question: self.question(form, name), values: values.to_vec(), labels }
    }
}
