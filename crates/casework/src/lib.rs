//! The domain: how a case is numbered, which words a person's profile is made of, under which keys a name is found,
//! who lives with whom, what a case is as its events give it, and who may do what.
//!
//! Pure: no IO, no clock, no randomness of its own. No question of a questionnaire is named here; questionnaires say by
//! their `entities` sheet which property of [`profile`] an answer fills.

mod age;
mod answer;
pub mod authority;
mod birth;
pub mod case;
pub mod consent;
pub mod contact;
pub mod directory;
pub mod editions;
pub mod erasure;
pub mod household;
pub mod hub;
pub mod known;
pub mod lease;
mod name;
pub mod need;
mod number;
pub mod path;
pub mod profile;
pub mod referral;
mod refusal;
mod rights;
pub mod rule_set;
pub mod same;
mod signs;
mod token;
pub mod transfer;
pub mod value;
pub mod witness;
mod word;

pub use age::{born_of, born_of_all};
pub use answer::{Answers, Fact, Instances, StoredAnswer};
pub use birth::{birth_queries, short_year_queries};
pub use name::{
    AskedName, Looked, Near, SpellingTable, cleaned, display_name, display_names, fit, frames, head_of, is_invisible,
    is_of_household, key_of_head, kinship, name_keys, phone_keys, phone_queries, spelling_table,
};
pub use number::{CaseNumber, NumberError, Prefix};
pub use refusal::Refusal;
pub use rights::{
    Act, CaseRights, Exported, Extent, Grant, Led, Looks, NoCase, OfDraft, OfInterview, Right, Role, Second, Step, Who,
    depends_on_case, extent, may, right_of,
};
pub use signs::{Signs, SignsError};
pub use token::{Matched, tokens_of};
pub use word::UnknownWord;
