//! What somebody is called where several names stand that were written apart.

use pana_casework::display_names;
use pana_store::ProfileFact;

/// The name for display; of names that were written apart all. Empty when none was given.
pub(crate) fn names_of(facts: &[ProfileFact]) -> String {
    let held = |property: &str| facts.iter().find(|fact| fact.property == property);
    display_names(|property| held(property).map(ProfileFact::all).unwrap_or_default())
}
