//! What do the answers of an interview mean for this person, and which help fits?
//!
//! A [`RuleSet`] is read from a table that a coordinator can open in a spreadsheet: each row has a condition in the language of
//! questionnaires, and what follows from it: needs, their urgency, services, the level and the sphere of work, who acts
//! first. [`differentiate`] asks every rule about one person and gives the rules that hold, each with the answers that it
//! rests on and the least that would change it; and the rules of which nobody can tell, because something was not asked.
//!
//! ```
//! use pana_rules::{History, Record, RuleSet, Vocabulary, differentiate};
//!
//! let table = b"rule_id,form,condition,needs,urgency,services,level,sphere,actor_first,explanation_en\n\
//!     D001,intake,${shelter_tonight} = 'no',housing,critical,dom_urgent,individual,territorial,municipality,No place to sleep\n\
//!     D002,intake,${food_today} = 'no',food_things,critical,dom_urgent,individual,territorial,municipality,No food\n";
//! let workbook = pana_forms::workbook::Workbook::from_csv("rules", &[("rules", table)]).unwrap();
//! let rules = RuleSet::read(&workbook, &Vocabulary::default()).rules.unwrap();
//!
//! let now = pana_model::Moment::parse("2024-06-15T10:00:00+05:00").unwrap();
//! let intake = Record::new("intake", now, [("shelter_tonight", "no")]);
//! let found = differentiate(&rules, &Vocabulary::default(), &History::of([intake]), now);
//! assert_eq!(found.lines[0].rule.id, "D001");
//! assert_eq!(found.needs[0].code, "housing");
//! assert_eq!(found.not_known[0].rule.id, "D002", "nobody asked about food: that is no yes and no no");
//! ```
//!
//! Nothing here decides: a worker accepts, sets aside, or adds. Nothing reads a clock or a file. The same answers, rules and
//! day give the same result in the same order.

mod because;
mod case_record;
mod compare;
mod differentiate;
mod history;
mod month;
mod problem;
mod protect;
mod read;
mod rule;
mod table;
mod taxonomy;
mod territory;
mod vocabulary;
mod words;

pub use because::Change;
pub use case_record::{CASE, TERRITORY, case_record};
pub use compare::{CellChange, RuleChange, RuleChanges};
pub use differentiate::{Differentiation, Line, Need, NotKnown, Proposed, Typology, differentiate};
pub use history::{History, Record};
pub use month::Month;
pub use pana_model::Urgency;
pub use problem::{RuleProblem, RuleProblemCode};
pub use read::{RuleReading, only_rules};
pub use rule::{Rule, RuleSet, Stops};
pub use taxonomy::{ServiceKind, Taxonomy};
pub use territory::{
    FEWEST_PEOPLE, FEWEST_RESIDENTS, Figure, MATERIAL_NEEDS, OF_PEOPLE, OF_PLACES, Origin, Passed, Tally, Unit,
    Unknown, Variable, names_read, region_of, regions_shown, territory_record,
};
pub use vocabulary::Vocabulary;
pub use words::{Actor, Level, Sphere, UnknownCode};
