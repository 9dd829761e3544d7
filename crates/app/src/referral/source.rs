//! Which question each fact that may be passed on is taken from: `letters/shared.csv`.

use std::sync::LazyLock;

use pana_forms::workbook::{Row, Workbook};

use crate::contract::named;
use crate::contract::referral::SharedField;

const SHARED: &[u8] = include_bytes!("../../../../letters/shared.csv");

/// Where a part of a fact is taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum From {
    /// The person's name.
    Name,
    /// When they were born, said as their age.
    Age,
    /// A property of their profile.
    Profile,
    /// How many live together, by an answer in the newest interview of a questionnaire; the row of [`From::Children`] goes with it.
    People,
    /// How many of them are children; said with how many they are in all, and by itself nothing.
    Children,
    /// Who lives with them.
    Household,
    /// Their telephone, unless contact is not safe.
    Phone,
    /// The needs of the referral, with its words.
    Need,
    /// An answer in the newest interview of a questionnaire.
    Answer,
    /// The same in a talk in private; only for a referral that rests on one.
    Private,
}

/// A part of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Source {
    pub(super) field: SharedField,
    pub(super) from: From,
    /// The questionnaire of an answer.
    pub(super) form: String,
    /// The question, or the property.
    pub(super) name: String,
    /// The choices that are taken; all where there are none.
    pub(super) only: Vec<String>,
    /// The words that are said in place of the choice; none where it is said itself.
    pub(super) says: String,
    /// Is it taken only where what stands before it in the table said nothing?
    pub(super) is_else: bool,
}

static TABLE: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let table = Workbook::from_csv("shared", &[("shared", SHARED)]).ok();
    let rows = table.iter().flat_map(|table| table.sheets.first()).flat_map(|sheet| sheet.rows.iter().skip(1));
    rows.filter_map(source).collect()
});

/// All parts of all facts, in the order in which they are said.
pub(super) fn sources() -> &'static [Source] {
    &TABLE
}

fn source(row: &Row) -> Option<Source> {
    let from = match row.text(1) {
        "name" => From::Name,
        "age" => From::Age,
        "profile" => From::Profile,
        "people" => From::People,
        "children" => From::Children,
        "household" => From::Household,
        "phone" => From::Phone,
        "need" => From::Need,
        "answer" => From::Answer,
        "private" => From::Private,
        _ => return None,
    };
    Some(Source {
        field: named(row.text(0))?,
        from,
        form: row.text(2).to_owned(),
        name: row.text(3).to_owned(),
        only: row.text(4).split_whitespace().map(str::to_owned).collect(),
        says: row.text(5).to_owned(),
        is_else: row.text(6) == "yes",
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::contract::Vocabulary;
    use crate::paper::name_of;

    #[test]
    fn every_row_is_read_every_fact_has_one_and_each_names_a_question_that_ships() {
        let rows = Workbook::from_csv("shared", &[("shared", SHARED)]).unwrap().sheets[0].rows.len() - 1;
        assert_eq!(sources().len(), rows);
        let fields: BTreeSet<SharedField> = sources().iter().map(|source| source.field).collect();
        assert_eq!(fields.len(), SharedField::ALL.len());
        let forms: Vec<_> = crate::shipped_forms().collect();
        let asked =
            |source: &&Source| matches!(source.from, From::Answer | From::Private | From::People | From::Children);
        for source in sources().iter().filter(asked) {
            let form = forms.iter().find(|form| form.id() == source.form).unwrap_or_else(|| panic!("{source:?}"));
            let node =
                form.nodes().iter().find(|node| node.name == source.name).unwrap_or_else(|| panic!("{source:?}"));
            let names: BTreeSet<&str> = node
                .list
                .iter()
                .flat_map(|list| form.choices(list).unwrap_or_default())
                .map(|choice| &*choice.name)
                .collect();
            assert!(source.only.iter().all(|choice| names.contains(choice.as_str())), "{source:?}");
            assert!(source.says.is_empty() || name_of("letter", &source.says, "ar").is_some(), "{source:?}");
        }
    }
}
