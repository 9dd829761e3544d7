//! The form, made once of all that reading gave.

use std::collections::BTreeMap;

use crate::expr::Program;
use crate::form::{
    Begins, EntityLogic, Form, FormLanguage, Logic, Node, NodeIndex, RowLogic, Trigger, Unit, UnitKind, find_row_sums,
    find_totals,
};
use crate::index::{Indexed, UnitIndex};
use crate::read::choices::files;
use crate::read::choices::lists::Lists;
use crate::read::entities::declared::{self, Declared};
use crate::read::formulas::exclusive;
use crate::read::formulas::order::Order;
use crate::read::formulas::rows::{Formulas, RowFormulas, RowTexts};
use crate::read::layout::{Layout, Source, Spot};
use crate::read::settings::Settings;
use crate::read::sheets::hash::hash;
use crate::read::sheets::table::Table;
use crate::workbook::Workbook;

/// What reading gave.
pub(crate) struct Parts<'a> {
    pub(crate) settings: Settings,
    pub(crate) languages: Vec<FormLanguage>,
    pub(crate) layout: Layout,
    pub(crate) lists: Lists,
    pub(crate) formulas: Formulas,
    pub(crate) order: Order,
    pub(crate) declared: Vec<Declared<'a>>,
    pub(crate) entities: Vec<EntityLogic>,
    pub(crate) instance_name: Option<Program>,
    pub(crate) begins: Vec<Begins>,
}

/// Puts the parts together. `survey` has its shorthand written out; the form keeps the sheets as they were.
pub(crate) fn form(parts: Parts<'_>, workbook: &Workbook, survey: &Table<'_>) -> Form {
    let Parts { settings, languages, layout, lists, mut formulas, order, declared, entities, instance_name, begins } =
        parts;
    let Layout { mut nodes, spots, sources, by_path, root_size } = layout;
    let exclusive = exclusive::find(&nodes, &formulas.rows, &lists);
    complete(&mut nodes, &mut formulas.rows, exclusive);
    let mut logic = Logic {
        rows: rows(spots, sources, formulas.rows, formulas.triggers, order.of_rows, &order.units),
        units: order.units,
        readers: order.readers,
        root_size,
        entities,
        choice_labels: formulas.choice_labels,
        instance_name,
        begins,
        in_words: order.in_words,
        clock: order.clock,
        row_sums: Default::default(),
        lookups: Default::default(),
    };
    find_totals(&mut logic);
    find_row_sums(&nodes, &[&settings.root, "data", &settings.id], &mut logic);
    let sheets: Vec<_> = workbook.sheets.iter().filter(|sheet| !sheet.name.starts_with('_')).cloned().collect();
    let hash = hash(&sheets, &workbook.files);
    let given = settings.values.get("version").filter(|version| !version.is_empty()).cloned();
    Form {
        id: settings.id,
        version: given.unwrap_or_else(|| of_hash(&hash)),
        hash,
        root: settings.root,
        title: settings.title,
        neutral_title: settings.neutral_title,
        languages,
        settings: settings.values,
        sensitivity: settings.sensitivity,
        stream: settings.stream,
        opens_case: settings.opens_case,
        safety: settings.safety,
        entities: declared::declare(&declared, &nodes),
        nodes,
        by_path,
        lists: lists.into(),
        documents: files::documents(survey, &workbook.files).into(),
        sheets,
        files: workbook.files.clone(),
        logic,
    }
}

/// The version of a form that says none: another for every other content, so that its next edit is no other content under
/// the same version.
fn of_hash(hash: &[u8; 32]) -> String {
    hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

/// Tells the nodes what their formulas say: how they are written, and which choices go with no other.
fn complete(
    nodes: &mut Indexed<NodeIndex, Node>,
    formulas: &mut Indexed<NodeIndex, RowFormulas>,
    exclusive: BTreeMap<NodeIndex, Vec<String>>,
) {
    for (node, formulas) in nodes.iter_mut().zip(formulas.iter_mut()) {
        node.expressions = std::mem::take(&mut formulas.written);
    }
    for (row, names) in exclusive {
        if let Some(node) = nodes.get_mut(row) {
            node.exclusive = names;
        }
    }
}

/// What each row computes.
fn rows(
    spots: Indexed<NodeIndex, Spot>,
    sources: Indexed<NodeIndex, Source>,
    formulas: Indexed<NodeIndex, RowFormulas>,
    triggers: Indexed<NodeIndex, Vec<Trigger>>,
    units: Indexed<NodeIndex, Vec<UnitIndex>>,
    all_units: &Indexed<UnitIndex, Unit>,
) -> Indexed<NodeIndex, RowLogic> {
    let is_constraint = |unit: &UnitIndex| all_units.get(*unit).is_some_and(|unit| unit.kind == UnitKind::Constraint);
    let computed = spots.into_iter().zip(sources).zip(formulas);
    let settled = triggers.into_iter().zip(units);
    let row = |((spot, source), formulas): ((Spot, Source), RowFormulas), triggers, units: Vec<UnitIndex>| {
        let RowTexts { label, each_label, hint, guidance, constraint_message, required_message } = formulas.texts;
        RowLogic {
            chain: spot.chain,
            each: formulas.each,
            offset: spot.offset,
            end: spot.end,
            size: spot.size,
            calculation: formulas.calculation,
            relevant: formulas.relevant,
            required: formulas.required,
            readonly: formulas.readonly,
            constraint: formulas.constraint,
            filter: formulas.filter,
            answers: formulas.answers,
            seed: formulas.seed,
            keeps_other: source.keeps_other,
            count: formulas.count,
            own_count: formulas.own_count,
            follows: formulas.follows,
            initial: formulas.initial,
            preload: source.preload,
            triggers,
            triggered: formulas.triggered,
            triggered_at: formulas.triggered_at,
            further: formulas.further,
            label,
            each_label,
            hint,
            guidance,
            constraint_message,
            required_message,
            constraint_unit: units.iter().copied().find(is_constraint),
            units,
            totals: Vec::new(),
            sums: Vec::new(),
            added_up: Vec::new(),
        }
    };
    computed.zip(settled).map(|(computed, (triggers, units))| row(computed, triggers, units)).collect()
}
