//! A cell as its column can hold it.

use crate::schema::{Column, Kind};
use crate::value::{ClockTime, NOTHING, date, is_email, is_id, is_uri, made_id, midnight, moment, number};

/// What is written in a column, and what it was given where that is something else.
pub(super) struct Fitted {
    pub(super) value: String,
    pub(super) given: Option<String>,
}

/// Brings a value into the form that its column takes.
pub(super) fn fit(column: &Column, value: &str) -> Fitted {
    if value.is_empty() {
        return Fitted { value: instead(column).to_owned(), given: None };
    }
    let as_it_is = |fits: bool| fits.then(|| value.to_owned());
    let fitted = match column.kind {
        Kind::Text => Some(value.to_owned()),
        Kind::Id => as_it_is(is_id(value)),
        Kind::Number => as_it_is(number(value).is_some() && !value.contains(['e', 'E', '+'])),
        Kind::Date => as_it_is(date(value).is_some() && value.len() == 10),
        Kind::DateTime => match moment(value) {
            Some(()) => as_it_is(value.contains('T')),
            None => date(value).map(|_| midnight(value)),
        },
        // An offset of its own is kept beside: the column has none.
        Kind::Time => ClockTime::parse(value).filter(|time| time.offset.is_none()).map(ClockTime::standard),
        Kind::Email => as_it_is(is_email(value)),
        Kind::Uri => as_it_is(is_uri(value)),
        Kind::Words(words) => as_it_is(words.split('|').any(|word| word == value)),
    };
    match (fitted, column.kind) {
        (Some(fitted), Kind::Time) if value != "24:00" && !value.starts_with("24:") => {
            Fitted { value: fitted, given: None }
        }
        (Some(fitted), Kind::Time) => Fitted { value: fitted, given: Some(value.to_owned()) },
        (Some(fitted), _) => Fitted { value: fitted, given: None },
        (None, Kind::Id) => Fitted { value: uuid_of(value), given: Some(value.to_owned()) },
        (None, Kind::Time) => {
            let time = ClockTime::parse(value).map(ClockTime::standard);
            Fitted { value: time.unwrap_or_default(), given: Some(value.to_owned()) }
        }
        // What is written without its scheme is an address all the same.
        (None, Kind::Uri) => {
            let whole = format!("https://{value}");
            let is_one = value.contains('.') && is_uri(&whole);
            Fitted { value: if is_one { whole } else { String::new() }, given: Some(value.to_owned()) }
        }
        (None, _) => Fitted { value: instead(column).to_owned(), given: Some(value.to_owned()) },
    }
}

/// What stands where nothing is said and something has to be: never a number, a day or an id that nobody gave.
fn instead(column: &Column) -> &'static str {
    match (column.needed, column.kind) {
        (true, Kind::Text) => NOTHING,
        // What is not known to run is not told as running.
        (true, Kind::Words(words)) if words.contains("inactive") => "inactive",
        (true, Kind::Words(words)) => words.split('|').next().unwrap_or_default(),
        _ => "",
    }
}

/// A UUID that stands for a text, always the same.
pub(super) fn uuid_of(text: &str) -> String {
    made_id(["id", text])
}
