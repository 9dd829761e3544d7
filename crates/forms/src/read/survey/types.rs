//! The words of the `type` column.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::form::QuestionType;

use crate::read::choices::own_texts::Own;
use crate::read::sheets::table::Table;
use crate::read::sheets::words::OTHERS;

/// What a row's type says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum RowType {
    Begin(QuestionType),
    End(QuestionType),
    Plain(QuestionType),
    /// A select with its list; `other`: `or_other` stands behind it.
    Select {
        question_type: QuestionType,
        list: List,
        other: bool,
    },
    /// A file that expressions may read; no question.
    External,
    /// A loop that could not be unrolled, with the list that it goes over.
    BeginLoop(String),
    EndLoop,
    /// A setting, as old forms write it among the questions.
    Setting,
    /// ODK knows it, we do not do it yet.
    Unsupported,
    Unknown,
}

/// Where the choices of a select are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum List {
    /// In the choices sheet.
    Sheet(String),
    /// In the sheet `external_choices`.
    ExternalSheet(String),
    /// In a file beside the form.
    File(String),
    /// The answers to a question in a repeat.
    Answers(String),
}

/// The words of a sheet's column `type`, each read once however often it stands there.
pub(crate) struct Types<'a>(HashMap<&'a str, (RowType, bool)>);

impl<'a> Types<'a> {
    pub(crate) fn new(table: &Table<'a>) -> Self {
        let mut known: HashMap<&str, (RowType, bool)> = HashMap::new();
        for row in table.rows {
            let written = table.get(row, "type");
            known.entry(written).or_insert_with(|| (row_type(written), is_usual(written)));
        }
        Self(known)
    }

    /// What a row's type says, and whether every other tool writes it so.
    pub(crate) fn of(&self, written: &str) -> (RowType, bool) {
        self.0.get(written).cloned().unwrap_or_else(|| (row_type(written), is_usual(written)))
    }

    /// Is it a type that makes a file known?
    pub(crate) fn names_file(&self, written: &str) -> bool {
        let known = self.0.get(written).map(|(row_type, _)| row_type);
        matches!(known, Some(RowType::External | RowType::Select { list: List::File(_), .. }))
    }
}

fn row_type(text: &str) -> RowType {
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded = fold(text);
    match folded.as_str() {
        "begin group" => return RowType::Begin(QuestionType::Group),
        "begin repeat" | "begin lgroup" | "begin looped group" => return RowType::Begin(QuestionType::Repeat),
        "end group" => return RowType::End(QuestionType::Group),
        "end repeat" | "end lgroup" | "end looped group" => return RowType::End(QuestionType::Repeat),
        "begin loop" => return RowType::BeginLoop(String::new()),
        "end loop" => return RowType::EndLoop,
        "csv external" | "xml external" => return RowType::External,
        _ if folded.starts_with("begin loop ") => {
            return RowType::BeginLoop(words.last().map(|list| (*list).to_owned()).unwrap_or_default());
        }
        _ => {}
    }
    if SETTINGS.contains(&text) {
        return RowType::Setting;
    }
    if let Some(select) = select(&words) {
        return select;
    }
    match FOLDED.get(&folded) {
        Some(question_type) => RowType::Plain(*question_type),
        None if folded.starts_with("osm ") => RowType::Plain(QuestionType::Osm),
        None if ["include", "tel", "numeric"].contains(&folded.as_str()) => RowType::Unsupported,
        None => RowType::Unknown,
    }
}

/// Is a type that we know written as every other tool knows it?
fn is_usual(text: &str) -> bool {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let control = |rest: &str| ["group", "repeat", "loop", "lgroup", "looped group"].contains(&rest);
    for word in ["begin", "end"] {
        if let Some(rest) = text.strip_prefix(word).and_then(|rest| rest.strip_prefix([' ', '_'])) {
            return control(rest) || (word == "begin" && rest.starts_with("loop "));
        }
    }
    let other = SELECTS.iter().filter(|(_, _, usual)| *usual).any(|(head, ..)| {
        let rest = text.strip_prefix(head).and_then(|rest| rest.strip_prefix(' ')).map(|rest| rest.split_once(' '));
        rest.is_some_and(|rest| rest.is_none_or(|(_, other)| OTHERS.contains(&other)))
    });
    other
        || text.starts_with("osm ")
        || PLAIN.iter().any(|(name, _)| *name == text)
        || ["csv-external", "xml-external"].contains(&text.as_str())
}

/// The constraint that an old type has by itself.
pub(crate) fn constraint_of(text: &str) -> Option<&'static str> {
    Some(match text {
        "phone number" => r"regex(., '^\d*$')",
        "percentage" => "0 <= . and . <= 100",
        "number of days in last month" => "0 <= . and . <= 31",
        "number of days in last six months" => "0 <= . and . <= 183",
        "number of days in last year" => "0 <= . and . <= 365",
        _ => return None,
    })
}

/// The hint that an old type has by itself.
pub(crate) fn hint_of(text: &str) -> Option<Own> {
    Some(match text {
        "phone number" => Own::Digits,
        "number of days in last month" => Own::UpTo(31),
        "number of days in last six months" => Own::UpTo(183),
        "number of days in last year" => Own::UpTo(365),
        _ => return None,
    })
}

/// What the device or the program gives, by the name of the property.
pub(crate) fn property_of(text: &str) -> Option<&'static str> {
    Some(match text {
        "simserial" | "sim id" | "get sim id" => "simserial",
        "subscriberid" | "subscriber id" | "get subscriber id" => "subscriberid",
        "uri:deviceid" => "uri:deviceid",
        "uri:email" => "uri:email",
        "uri:phonenumber" => "uri:phonenumber",
        "uri:simserial" => "uri:simserial",
        "uri:subscriberid" => "uri:subscriberid",
        "uri:username" => "uri:username",
        _ => return None,
    })
}

/// Lower case, with spaces for `_` and `-`.
fn fold(text: &str) -> String {
    text.to_lowercase().replace(['_', '-'], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Settings among the questions: the name of such a row is the setting's value.
const SETTINGS: [&str; 5] = ["form_title", "set_form_title", "form_id", "set_form_id", "prefix"];

/// How a select begins, and whether other tools write it so.
const SELECTS: [(&str, QuestionType, bool); 19] = [
    ("select_one_from_file", QuestionType::SelectOne, true),
    ("select_multiple_from_file", QuestionType::SelectMultiple, true),
    ("select one from file", QuestionType::SelectOne, true),
    ("select multiple from file", QuestionType::SelectMultiple, true),
    ("select one external", QuestionType::SelectOne, false),
    ("select_one_external", QuestionType::SelectOne, true),
    ("select_one", QuestionType::SelectOne, true),
    ("select one from", QuestionType::SelectOne, true),
    ("select one", QuestionType::SelectOne, true),
    ("select1", QuestionType::SelectOne, true),
    ("add select one prompt using", QuestionType::SelectOne, true),
    ("add select multiple prompt using", QuestionType::SelectMultiple, true),
    ("select_multiple", QuestionType::SelectMultiple, true),
    ("select multiple from", QuestionType::SelectMultiple, false),
    ("select multiple", QuestionType::SelectMultiple, false),
    ("select_all_that_apply from", QuestionType::SelectMultiple, false),
    ("select all that apply from", QuestionType::SelectMultiple, true),
    ("select all that apply", QuestionType::SelectMultiple, true),
    ("rank", QuestionType::Rank, true),
];

fn select(words: &[&str]) -> Option<RowType> {
    for (head, question_type, _) in SELECTS {
        let mut behind = words.iter();
        let same = head.split(' ').all(|wanted| behind.next().is_some_and(|word| word.eq_ignore_ascii_case(wanted)));
        if !same {
            continue;
        }
        let rest = behind.as_slice();
        let other =
            rest.split_first().is_some_and(|(_, behind)| OTHERS.contains(&behind.join(" ").to_lowercase().as_str()));
        let list = |text: &str| match text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
            Some(name) => List::Answers(name.trim().to_owned()),
            None if head.ends_with("file") => List::File(text.to_owned()),
            None if head.ends_with("external") => List::ExternalSheet(text.to_owned()),
            None => List::Sheet(text.to_owned()),
        };
        return Some(match rest {
            [] => RowType::Select { question_type, list: list(""), other: false },
            [name, ..] if other || rest.len() == 1 => RowType::Select { question_type, list: list(name), other },
            _ => RowType::Unknown,
        });
    }
    None
}

/// The types as other tools know them.
const PLAIN: &[(&str, QuestionType)] = &[
    ("text", QuestionType::Text),
    ("string", QuestionType::Text),
    ("q string", QuestionType::Text),
    ("add text prompt", QuestionType::Text),
    ("phone number", QuestionType::Text),
    ("integer", QuestionType::Integer),
    ("int", QuestionType::Integer),
    ("q int", QuestionType::Integer),
    ("add integer prompt", QuestionType::Integer),
    ("percentage", QuestionType::Integer),
    ("number of days in last month", QuestionType::Integer),
    ("number of days in last six months", QuestionType::Integer),
    ("number of days in last year", QuestionType::Integer),
    ("decimal", QuestionType::Decimal),
    ("q decimal", QuestionType::Decimal),
    ("add decimal prompt", QuestionType::Decimal),
    ("range", QuestionType::Range),
    ("date", QuestionType::Date),
    ("q date", QuestionType::Date),
    ("add date prompt", QuestionType::Date),
    ("time", QuestionType::Time),
    ("datetime", QuestionType::DateTime),
    ("dateTime", QuestionType::DateTime),
    ("date time", QuestionType::DateTime),
    ("q date time", QuestionType::DateTime),
    ("q dateTime", QuestionType::DateTime),
    ("add date time prompt", QuestionType::DateTime),
    ("add dateTime prompt", QuestionType::DateTime),
    ("note", QuestionType::Note),
    ("q note", QuestionType::Note),
    ("add note prompt", QuestionType::Note),
    ("acknowledge", QuestionType::Acknowledge),
    ("trigger", QuestionType::Acknowledge),
    ("q acknowledge", QuestionType::Acknowledge),
    ("add acknowledge prompt", QuestionType::Acknowledge),
    ("calculate", QuestionType::Calculate),
    ("q calculate", QuestionType::Calculate),
    ("add calculate prompt", QuestionType::Calculate),
    ("hidden", QuestionType::Hidden),
    ("simserial", QuestionType::Hidden),
    ("sim id", QuestionType::Hidden),
    ("get sim id", QuestionType::Hidden),
    ("subscriberid", QuestionType::Hidden),
    ("subscriber id", QuestionType::Hidden),
    ("get subscriber id", QuestionType::Hidden),
    ("uri:deviceid", QuestionType::Hidden),
    ("uri:email", QuestionType::Hidden),
    ("uri:phonenumber", QuestionType::Hidden),
    ("uri:simserial", QuestionType::Hidden),
    ("uri:subscriberid", QuestionType::Hidden),
    ("uri:username", QuestionType::Hidden),
    ("start", QuestionType::Start),
    ("get start time", QuestionType::Start),
    ("end", QuestionType::End),
    ("end time", QuestionType::End),
    ("get end time", QuestionType::End),
    ("today", QuestionType::Today),
    ("get today", QuestionType::Today),
    ("username", QuestionType::Username),
    ("deviceid", QuestionType::DeviceId),
    ("device id", QuestionType::DeviceId),
    ("get device id", QuestionType::DeviceId),
    ("imei", QuestionType::DeviceId),
    ("phonenumber", QuestionType::PhoneNumber),
    ("get phone number", QuestionType::PhoneNumber),
    ("email", QuestionType::Email),
    ("audit", QuestionType::Audit),
    ("barcode", QuestionType::Barcode),
    ("q barcode", QuestionType::Barcode),
    ("add barcode prompt", QuestionType::Barcode),
    ("geopoint", QuestionType::Geopoint),
    ("gps", QuestionType::Geopoint),
    ("location", QuestionType::Geopoint),
    ("q geopoint", QuestionType::Geopoint),
    ("q location", QuestionType::Geopoint),
    ("add location prompt", QuestionType::Geopoint),
    ("geotrace", QuestionType::Geotrace),
    ("q geotrace", QuestionType::Geotrace),
    ("geoshape", QuestionType::Geoshape),
    ("q geoshape", QuestionType::Geoshape),
    ("image", QuestionType::Image),
    ("photo", QuestionType::Image),
    ("q image", QuestionType::Image),
    ("q picture", QuestionType::Image),
    ("add image prompt", QuestionType::Image),
    ("add photo prompt", QuestionType::Image),
    ("audio", QuestionType::Audio),
    ("q audio", QuestionType::Audio),
    ("add audio prompt", QuestionType::Audio),
    ("video", QuestionType::Video),
    ("q video", QuestionType::Video),
    ("add video prompt", QuestionType::Video),
    ("file", QuestionType::File),
    ("add file prompt", QuestionType::File),
    ("background-audio", QuestionType::BackgroundAudio),
    ("osm", QuestionType::Osm),
    ("start-geopoint", QuestionType::StartGeopoint),
    ("background-geopoint", QuestionType::BackgroundGeopoint),
];

/// Spellings that only we read.
const OWN: &[(&str, QuestionType)] = &[
    ("q text", QuestionType::Text),
    ("q time", QuestionType::Time),
    ("add time prompt", QuestionType::Time),
    ("calculation", QuestionType::Calculate),
    ("start time", QuestionType::Start),
];

/// The types however their words are joined. Made once: every row of a survey is looked up here.
static FOLDED: LazyLock<HashMap<String, QuestionType>> =
    LazyLock::new(|| PLAIN.iter().chain(OWN).map(|(name, question_type)| (fold(name), *question_type)).collect());

#[cfg(test)]
mod tests {
    use super::{List, QuestionType, RowType, is_usual, row_type};

    #[test]
    fn old_spellings_are_read_and_only_known_ones_are_usual() {
        for (text, expected, usual) in [
            ("begin_group", RowType::Begin(QuestionType::Group), true),
            ("begin lgroup", RowType::Begin(QuestionType::Repeat), true),
            ("Begin Group", RowType::Begin(QuestionType::Group), false),
            ("Text", RowType::Plain(QuestionType::Text), false),
            ("dateTime", RowType::Plain(QuestionType::DateTime), true),
            ("background audio", RowType::Plain(QuestionType::BackgroundAudio), false),
            ("number of days in last month", RowType::Plain(QuestionType::Integer), true),
            ("begin loop over kin", RowType::BeginLoop("kin".to_owned()), true),
            ("set_form_id", RowType::Setting, false),
            ("dance", RowType::Unknown, false),
        ] {
            assert_eq!((row_type(text), is_usual(text)), (expected, usual), "{text}");
        }
        let list = || List::Sheet("l".to_owned());
        for (text, question_type, other, usual) in [
            ("select_one l", QuestionType::SelectOne, false, true),
            ("select one from l or specify other", QuestionType::SelectOne, true, true),
            ("add select multiple prompt using l", QuestionType::SelectMultiple, false, true),
            ("select_multiple l OR_OTHER", QuestionType::SelectMultiple, true, false),
        ] {
            let expected = RowType::Select { question_type, list: list(), other };
            assert_eq!((row_type(text), is_usual(text)), (expected, usual), "{text}");
        }
    }
}
