//! Who may be here twice, and what is decided about that.

use std::collections::BTreeSet;

use pana_casework::Act;
use pana_casework::case::Linked;
use pana_model::{CaseId, Moment};
use pana_store::{Asked, Double, KeptLink};

use super::open::interviews_of;
use crate::app::App;
use crate::clock::moment;
use crate::contract::double::{
    DoublePair, DoubleRequest, DoubleView, DoublesRequest, DoublesView, JoinedView, LinkView, MeanwhileRow, PartedView,
};
use crate::contract::people::PersonRequest;
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;

/// Pairs at most.
const LIMIT: u32 = 1_000;

/// A person's other records: those that may be, and those that somebody decided about.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any read.
pub(crate) fn doubles_show(app: &App, request: &PersonRequest) -> Result<DoublesView, AppError> {
    app.desk(|desk, now| show(desk, request.case.0, now))
}

/// All pairs of records that may be of one person, the likeliest first.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn doubles_list(app: &App, request: &DoublesRequest) -> Result<Vec<DoublePair>, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::Search, now)?;
        let limit = usize::try_from(request.limit.clamp(1, LIMIT)).unwrap_or(1);
        let mut pairs = Vec::new();
        for (case, double) in desk.store.doubles(limit)? {
            let (number, _) = desk.store.person_name(case)?;
            pairs.push(DoublePair { case: Id(case), number, double: view(desk, case, double, now) });
        }
        Ok(pairs)
    })
}

/// Says that two records are of one person.
///
/// # Errors
/// `case-unknown`, `double-words` where nothing is said why, `no-right` in either case, and as any write.
pub(crate) fn doubles_join(app: &App, request: &DoubleRequest) -> Result<DoublesView, AppError> {
    app.desk(|desk, now| {
        let words = words(request)?;
        desk.store.cases_join(request.case.0, request.other.0, words, now)?;
        show(desk, request.case.0, now)
    })
}

/// Says that two records are of two people: they are not offered again, and where they were joined they are so no more.
///
/// # Errors
/// As [`doubles_join`].
pub(crate) fn doubles_part(app: &App, request: &DoubleRequest) -> Result<PartedView, AppError> {
    app.desk(|desk, now| {
        let words = words(request)?;
        let parted = desk.store.cases_part(request.case.0, request.other.0, words, now)?;
        let number = |case: CaseId| Ok::<_, AppError>(desk.store.person_name(case)?.0);
        let still_by = parted.still_by.into_iter().map(number).collect::<Result<_, _>>()?;
        let meanwhile = parted.meanwhile.into_iter().filter(|(_, many)| *many > 0).map(|(case, many)| {
            Ok(MeanwhileRow { number: number(case)?, interviews: u32::try_from(many).unwrap_or(u32::MAX) })
        });
        let meanwhile = meanwhile.collect::<Result<_, AppError>>()?;
        Ok(PartedView { still_by, meanwhile, doubles: show(desk, request.case.0, now)? })
    })
}

/// A decision about two people is never without its reason: whoever reads it later has to understand it.
fn words(request: &DoubleRequest) -> Result<&str, AppError> {
    Some(request.words.trim()).filter(|words| !words.is_empty()).ok_or_else(|| ErrorCode::DoubleWords.into())
}

fn show(desk: &mut Desk, case: CaseId, now: Moment) -> Result<DoublesView, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    crate::transfer::may_open(desk, case, now)?;
    let perhaps = desk.store.doubles_of(case)?.into_iter().map(|double| view(desk, case, double, now)).collect();
    let links = desk.store.links_of(case)?;
    let mut joined = Vec::new();
    for other in desk.store.joined_with(case)?.into_iter().filter(|other| *other != case) {
        let said = links.iter().find(|link| link.other == other && link.what == Linked::Same);
        let link = link(desk, (case, other), said, now)?;
        joined.push(JoinedView { link, interviews: interviews_of(desk, other, now)? });
    }
    let known: BTreeSet<Id<CaseId>> = joined.iter().map(|each| each.link.case).collect();
    let mut apart = Vec::new();
    for said in links.iter().filter(|link| link.what == Linked::Apart && !known.contains(&Id(link.other))) {
        // A record that is not here yet is nobody's.
        if desk.store.person_name(said.other).is_ok() {
            apart.push(link(desk, (case, said.other), Some(said), now)?);
        }
    }
    Ok(DoublesView { perhaps, joined, apart })
}

fn view(desk: &Desk, case: CaseId, double: Double, now: Moment) -> DoubleView {
    let may_decide = may_decide(desk, (case, double.case), &Act::Merge, now);
    DoubleView {
        case: Id(double.case),
        number: double.number,
        name: double.name,
        birth: Some(double.birth).filter(|birth| !birth.is_empty()),
        draft: double.draft,
        score: double.compared.tenths,
        why: double.compared.for_one().map(|weighed| Word(weighed.sign)).collect(),
        why_not: double.compared.against().map(|weighed| Word(weighed.sign)).collect(),
        may_decide,
    }
}

fn link(
    desk: &Desk,
    (case, other): (CaseId, CaseId),
    said: Option<&KeptLink>,
    now: Moment,
) -> Result<LinkView, AppError> {
    let (number, name) = desk.store.person_name(other)?;
    Ok(LinkView {
        case: Id(other),
        number,
        name,
        words: said.map(|link| link.words.clone()).unwrap_or_default(),
        by: said.map(|link| desk.member_name(link.by)).unwrap_or_default(),
        at: said.map(|link| moment(link.at_ms)),
        may_decide: said.is_some() && may_decide(desk, (case, other), &Act::Unmerge, now),
    })
}

/// The right is asked of each of the two for itself.
fn may_decide(desk: &Desk, (one, other): (CaseId, CaseId), act: &Act, now: Moment) -> bool {
    [one, other].into_iter().all(|case| desk.store.ask(&Asked::in_case(act.clone(), case), now).is_ok())
}
