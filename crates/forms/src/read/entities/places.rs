//! Where each entity lives: in the form, in a group or in a repeat.
//!
//! The sheet `entities` does not say it. What an entity refers to does: the questions that give its properties
//! (`save_to`), and the questions that its label and conditions name. It belongs to the innermost repeat that all of them
//! can be seen from; and other tools put at most one into each group, so that several in one repeat need groups of their
//! own. A form that breaks these rules of pyxform is read all the same, and what other tools refuse is named.

use std::collections::{BTreeMap, BTreeSet};

use crate::form::QuestionType;
use crate::index::NodeIndex;
use crate::problem::ProblemCode;
use crate::workbook::address;

use crate::read::entities::declared::Declared;
use crate::read::formulas::references;
use crate::read::report::{Place, Report};
use crate::read::sheets::table::Table;
use crate::read::survey::row::SurveyRow;

/// Groups and repeats from the top down, as indexes of rows.
type Way = Vec<NodeIndex>;

/// A question that an entity refers to.
struct Reference<'r> {
    /// What it stands in.
    way: Way,
    /// Its place in the survey.
    at: usize,
    row: &'r SurveyRow,
    /// Does it give a property? Else it is only named.
    gives: bool,
}

/// What an entity asks for.
struct Request {
    entity: usize,
    /// The place in the survey of the first question that it refers to.
    first: usize,
    /// The innermost repeat among all it refers to, or the form.
    scope: Way,
    /// Where it would like to live.
    wanted: Way,
    /// Where the questions stand that give its properties.
    given_in: Vec<Way>,
}

/// Finds the repeat of every entity that names none, and says what other tools would refuse.
pub(crate) fn find(
    survey: &Table<'_>,
    table: &Table<'_>,
    rows: &[SurveyRow],
    declared: &mut [Declared<'_>],
    report: &mut Report<'_>,
) {
    let mut requests = Vec::new();
    for (entity, one) in declared.iter_mut().enumerate() {
        let references = references_of(one, table, rows);
        let request = request(entity, &references, rows);
        let mut fits = true;
        for reference in references.iter().filter(|reference| !suits(reference, &request, rows)) {
            fits = false;
            if reference.gives {
                let source = reference.row.source.and_then(|at| survey.rows.get(at));
                let place = source.map_or(Place::sheet(survey.name), |row| survey.place(row, "save_to"));
                report.warn(place, ProblemCode::SaveToScattered, &[("list", &one.list)]);
            } else {
                let args = [("list", one.list.as_str()), ("name", &reference.row.node.name)];
                report.warn(table.place(one.row, "list_name"), ProblemCode::EntityScattered, &args);
            }
        }
        if one.repeat.is_none() {
            let home = if request.given_in.is_empty() { &request.scope } else { boundary(&request.wanted, rows) };
            one.repeat = home.last().copied();
        }
        if fits {
            requests.push(request);
        }
    }
    place(requests, |entity, other| {
        let Some((one, other)) = declared.get(entity).zip(declared.get(other)) else { return };
        let cell = table.place(other.row, "list_name").cell;
        let cell = cell.map(|(column, row)| address(column, row)).unwrap_or_default();
        let args = [("list", one.list.as_str()), ("name", &other.list), ("other", &cell)];
        report.warn(table.place(one.row, "list_name"), ProblemCode::EntityCrowded, &args);
    });
}

fn references_of<'r>(one: &Declared<'_>, table: &Table<'_>, rows: &'r [SurveyRow]) -> Vec<Reference<'r>> {
    let named: BTreeSet<&str> = ["label", "entity_id", "create_if", "update_if"]
        .into_iter()
        .flat_map(|column| references::names(table.get(one.row, column)))
        .collect();
    let mut out = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let gives = row.node.save_to.iter().any(|save| save.list == one.list);
        for (is, gives) in [(gives, true), (named.contains(row.node.name.as_str()), false)] {
            if is {
                out.push(Reference { way: way(row, rows), at, row, gives });
            }
        }
    }
    out
}

/// The groups and repeats around a row.
fn way(row: &SurveyRow, rows: &[SurveyRow]) -> Way {
    let mut way = Vec::new();
    let mut above = row.node.parent;
    while let Some(at) = above {
        way.push(at);
        above = rows.get(at.index()).and_then(|row| row.node.parent);
    }
    way.reverse();
    way
}

/// The part of a way that ends with its innermost repeat.
fn boundary<'w>(way: &'w [NodeIndex], rows: &[SurveyRow]) -> &'w [NodeIndex] {
    let is_repeat =
        |at: &NodeIndex| rows.get(at.index()).is_some_and(|row| row.node.question_type == QuestionType::Repeat);
    let length = way.iter().rposition(is_repeat).map_or(0, |last| last.saturating_add(1));
    way.get(..length).unwrap_or_default()
}

/// How many repeats are on a way, then how many groups lie behind the last of them.
fn depth(way: &[NodeIndex], rows: &[SurveyRow]) -> (usize, usize) {
    let is_repeat =
        |at: &&NodeIndex| rows.get(at.index()).is_some_and(|row| row.node.question_type == QuestionType::Repeat);
    (way.iter().filter(is_repeat).count(), way.len().saturating_sub(boundary(way, rows).len()))
}

fn request(entity: usize, references: &[Reference<'_>], rows: &[SurveyRow]) -> Request {
    // Of several that are equally deep the first counts.
    let deepest = |gives: bool| {
        let some = references.iter().filter(|reference| !gives || reference.gives).map(|reference| &reference.way);
        some.rev().max_by_key(|way| depth(way, rows)).cloned().unwrap_or_default()
    };
    let scope = boundary(&deepest(false), rows).to_vec();
    let given_in: BTreeSet<&Way> =
        references.iter().filter(|reference| reference.gives).map(|reference| &reference.way).collect();
    let given_in: Vec<Way> = given_in.into_iter().cloned().collect();
    let wanted = if given_in.is_empty() {
        deepest(false)
    } else {
        let shared = shared(&given_in);
        let innermost = boundary(&deepest(true), rows).to_vec();
        if depth(&shared, rows) > depth(&innermost, rows) { shared } else { innermost }
    };
    let first = references.iter().map(|reference| reference.at).min().unwrap_or(usize::MAX);
    Request { entity, first, scope, wanted, given_in }
}

/// What several ways begin with.
fn shared(ways: &[Way]) -> Way {
    let Some((first, others)) = ways.split_first() else { return Way::new() };
    let same = |at: &usize| others.iter().all(|other| other.get(*at) == first.get(*at));
    let length = (0..first.len()).take_while(same).count();
    first.get(..length).unwrap_or_default().to_vec()
}

/// Can a question be seen from where its entity lives? One that gives a property must be in the very repeat.
fn suits(reference: &Reference<'_>, request: &Request, rows: &[SurveyRow]) -> bool {
    let own = boundary(&reference.way, rows);
    request.scope.starts_with(own) && (!reference.gives || own == boundary(&request.wanted, rows))
}

/// Gives each entity the innermost free place that it can have, in the order of the sheet, and names those for whom there is
/// none with the entity in their way.
fn place(mut requests: Vec<Request>, mut none: impl FnMut(usize, usize)) {
    // One entity of the whole form needs no place.
    if let [only] = requests.as_slice()
        && only.scope.is_empty()
    {
        return;
    }
    // The scope that the survey comes to first goes first; an entity that refers to nothing comes last.
    requests.sort_by_key(|request| request.first);
    let mut scopes: Vec<Way> = Vec::new();
    for request in &requests {
        if !scopes.contains(&request.scope) {
            scopes.push(request.scope.clone());
        }
    }
    requests.sort_by_key(|request| request.entity);
    let mut taken: BTreeMap<Way, usize> = BTreeMap::new();
    for scope in scopes {
        for request in requests.iter().filter(|request| request.scope == scope) {
            let mut conflict = None;
            for length in (scope.len()..=request.wanted.len()).rev() {
                let here = request.wanted.get(..length).unwrap_or_default().to_vec();
                let Some(other) = taken.get(&here) else {
                    conflict = None;
                    for way in &request.given_in {
                        // Between a question and its entity no other entity may stand.
                        for length in length..=way.len() {
                            taken.insert(way.get(..length).unwrap_or_default().to_vec(), request.entity);
                        }
                    }
                    taken.insert(here, request.entity);
                    break;
                };
                conflict = Some(*other);
                if let Some(other) = request.given_in.iter().find_map(|way| taken.get(way)) {
                    conflict = Some(*other);
                    break;
                }
            }
            if let Some(other) = conflict {
                none(request.entity, other);
            }
        }
    }
}
