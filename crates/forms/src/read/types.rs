//! The words of the `type` column.

use crate::form::QuestionType;

/// What a row's type says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowType {
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
    /// ODK knows it, we do not do it yet.
    Unsupported,
    Unknown,
}

/// Where the choices of a select are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum List {
    /// In the choices sheet.
    Sheet(String),
    /// In the sheet `external_choices`.
    ExternalSheet(String),
    /// In a file beside the form.
    File(String),
    /// The answers to a question in a repeat.
    Answers(String),
}

pub(super) fn row_type(text: &str) -> RowType {
    let words: Vec<&str> = text.split_whitespace().collect();
    let folded = words.join(" ").to_lowercase().replace('_', " ");
    match folded.as_str() {
        "begin group" | "begin lgroup" => return RowType::Begin(QuestionType::Group),
        "begin repeat" | "begin looped group" => return RowType::Begin(QuestionType::Repeat),
        "end group" | "end lgroup" => return RowType::End(QuestionType::Group),
        "end repeat" | "end looped group" => return RowType::End(QuestionType::Repeat),
        _ => {}
    }
    if let Some(select) = select(&words) {
        return select;
    }
    match plain(&folded) {
        Some(question_type) => RowType::Plain(question_type),
        None if matches!(folded.as_str(), "csv external" | "csv-external" | "xml external" | "xml-external") => {
            RowType::External
        }
        None if is_odk(&folded) => RowType::Unsupported,
        None => RowType::Unknown,
    }
}

fn select(words: &[&str]) -> Option<RowType> {
    const FORMS: [(&[&str], QuestionType); 14] = [
        (&["select_one_from_file"], QuestionType::SelectOne),
        (&["select_multiple_from_file"], QuestionType::SelectMultiple),
        (&["select", "one", "external"], QuestionType::SelectOne),
        (&["select_one_external"], QuestionType::SelectOne),
        (&["select_one"], QuestionType::SelectOne),
        (&["select", "one", "from"], QuestionType::SelectOne),
        (&["select", "one"], QuestionType::SelectOne),
        (&["select1"], QuestionType::SelectOne),
        (&["select_multiple"], QuestionType::SelectMultiple),
        (&["select", "multiple", "from"], QuestionType::SelectMultiple),
        (&["select", "multiple"], QuestionType::SelectMultiple),
        (&["select_all_that_apply", "from"], QuestionType::SelectMultiple),
        (&["select", "all", "that", "apply", "from"], QuestionType::SelectMultiple),
        (&["rank"], QuestionType::Rank),
    ];
    for (head, question_type) in FORMS {
        let same =
            words.len() >= head.len() && words.iter().zip(head).all(|(word, wanted)| word.eq_ignore_ascii_case(wanted));
        if !same {
            continue;
        }
        let rest = words.get(head.len()..).unwrap_or_default();
        let other = matches!(rest, [_, word] if word.eq_ignore_ascii_case("or_other"))
            || matches!(rest, [_, or, word] if or.eq_ignore_ascii_case("or") && word.eq_ignore_ascii_case("other"))
            || matches!(rest, [_, or, _, word] if or.eq_ignore_ascii_case("or") && word.eq_ignore_ascii_case("other"));
        let head = head.join("_");
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

fn plain(folded: &str) -> Option<QuestionType> {
    Some(match folded {
        "text" | "string" | "phone number" | "q string" | "add text prompt" | "q text" => QuestionType::Text,
        "integer" | "int" | "q int" | "add integer prompt" => QuestionType::Integer,
        "decimal" | "q decimal" | "add decimal prompt" => QuestionType::Decimal,
        "range" => QuestionType::Range,
        "date" | "q date" | "add date prompt" => QuestionType::Date,
        "time" | "q time" | "add time prompt" => QuestionType::Time,
        "datetime" | "date time" | "q date time" | "add date time prompt" => QuestionType::DateTime,
        "note" | "q note" | "add note prompt" => QuestionType::Note,
        "acknowledge" | "trigger" | "add acknowledge prompt" | "q acknowledge" => QuestionType::Acknowledge,
        "calculate" | "calculation" | "q calculate" | "add calculate prompt" => QuestionType::Calculate,
        "hidden" | "simserial" | "subscriberid" => QuestionType::Hidden,
        "start" | "start time" | "get start time" => QuestionType::Start,
        "end" | "end time" | "get end time" => QuestionType::End,
        "today" | "get today" => QuestionType::Today,
        "username" => QuestionType::Username,
        "deviceid" | "device id" | "get device id" | "imei" => QuestionType::DeviceId,
        "phonenumber" | "get phone number" => QuestionType::PhoneNumber,
        "email" => QuestionType::Email,
        "audit" => QuestionType::Audit,
        "barcode" | "q barcode" | "add barcode prompt" => QuestionType::Barcode,
        "geopoint" | "gps" | "location" | "q geopoint" | "q location" | "add location prompt" => QuestionType::Geopoint,
        "geotrace" => QuestionType::Geotrace,
        "geoshape" => QuestionType::Geoshape,
        "image" | "photo" | "q image" | "q picture" | "add image prompt" => QuestionType::Image,
        "audio" | "q audio" | "add audio prompt" => QuestionType::Audio,
        "video" | "q video" | "add video prompt" => QuestionType::Video,
        "file" | "add file prompt" => QuestionType::File,
        "background audio" | "background-audio" => QuestionType::BackgroundAudio,
        "osm" => QuestionType::Osm,
        _ if folded.starts_with("osm ") => QuestionType::Osm,
        "start geopoint" | "start-geopoint" => QuestionType::StartGeopoint,
        "background geopoint" | "background-geopoint" => QuestionType::BackgroundGeopoint,
        _ => return None,
    })
}

/// Types of ODK that this engine names and passes over.
fn is_odk(folded: &str) -> bool {
    const KNOWN: [&str; 7] = ["begin loop", "end loop", "include", "tel", "percentage", "numeric", "uri:deviceid"];
    KNOWN.contains(&folded) || folded.starts_with("begin loop")
}
