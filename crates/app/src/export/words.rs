//! The program's own words in the tables, in the language of whoever reads them.

use pana_exchange::Words;
use pana_i18n::{Value, Words as Locale};

/// Headings and states in a language. `offset_minutes`: the centre's, which the times are told by and which is named beside them.
pub(crate) fn in_language(tag: &str, offset_minutes: i32) -> Words {
    let words = Locale::of(tag);
    let text = |key: &str| words.text(key);
    let zone = zone(offset_minutes);
    // A heading of a table is one cell: what keeps scripts apart in a sentence would stand in it unseen.
    let timed =
        |key: &str| words.text_with(key, [("zone", Value::from(zone.as_str()))]).replace(['\u{2068}', '\u{2069}'], "");
    Words {
        interview: text("table-head-interview"),
        case: text("table-head-case"),
        version: text("table-head-version"),
        member: text("table-head-member"),
        started: timed("table-head-started"),
        finished: timed("table-head-finished"),
        finished_month: text("table-head-finished-month"),
        incomplete: text("table-head-incomplete"),
        practice: text("table-head-practice"),
        parent: text("table-head-parent"),
        instance: text("table-head-instance"),
        code: text("table-head-code"),
        month: text("export-leaves-month"),
        age_band: text("export-leaves-age-band"),
        declined: text("table-state-declined"),
        unknown: text("table-state-unknown"),
        later: text("table-state-later"),
        withheld: text("table-state-withheld"),
        apart: text("table-state-apart"),
        yes: text("table-state-yes"),
        no: text("table-state-no"),
    }
}

/// `UTC+05:00`.
fn zone(offset_minutes: i32) -> String {
    let sign = if offset_minutes < 0 { '-' } else { '+' };
    let minutes = offset_minutes.unsigned_abs();
    format!("UTC{sign}{:02}:{:02}", minutes.div_euclid(60), minutes.rem_euclid(60))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_zone_stands_beside_the_times_in_every_language() {
        for language in pana_i18n::languages() {
            let words = in_language(language.tag, 300);
            assert!(words.started.contains("UTC+05:00") && words.finished.contains("UTC+05:00"), "{}", language.tag);
        }
        assert_eq!(zone(-210), "UTC-03:30");
    }
}
