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
        list: String,
        other: bool,
    },
    /// ODK knows it, we do not do it yet.
    Unsupported,
    Unknown,
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
        None if is_odk(&folded) => RowType::Unsupported,
        None => RowType::Unknown,
    }
}

fn select(words: &[&str]) -> Option<RowType> {
    const FORMS: [(&[&str], QuestionType); 10] = [
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
        return Some(match rest {
            [] => RowType::Select { question_type, list: String::new(), other: false },
            [list, ..] if list.starts_with("${") => RowType::Unsupported,
            [list, ..] if other || rest.len() == 1 => {
                RowType::Select { question_type, list: (*list).to_owned(), other }
            }
            _ => RowType::Unknown,
        });
    }
    None
}

fn plain(folded: &str) -> Option<QuestionType> {
    Some(match folded {
        "text" | "string" | "q string" | "add text prompt" | "q text" => QuestionType::Text,
        "integer" | "int" | "q int" | "add integer prompt" => QuestionType::Integer,
        "decimal" | "q decimal" | "add decimal prompt" => QuestionType::Decimal,
        "range" => QuestionType::Range,
        "date" | "q date" | "add date prompt" => QuestionType::Date,
        "time" | "q time" | "add time prompt" => QuestionType::Time,
        "datetime" | "date time" | "q date time" | "add date time prompt" => QuestionType::DateTime,
        "note" | "q note" | "add note prompt" => QuestionType::Note,
        "acknowledge" | "trigger" | "add acknowledge prompt" | "q acknowledge" => QuestionType::Acknowledge,
        "calculate" | "calculation" | "q calculate" | "add calculate prompt" => QuestionType::Calculate,
        "hidden" => QuestionType::Hidden,
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
        _ => return None,
    })
}

/// Types of ODK that this engine names and passes over.
fn is_odk(folded: &str) -> bool {
    const KNOWN: [&str; 26] = [
        "image",
        "photo",
        "audio",
        "video",
        "file",
        "osm",
        "csv external",
        "csv-external",
        "xml external",
        "xml-external",
        "begin loop",
        "end loop",
        "include",
        "background geopoint",
        "background-geopoint",
        "background audio",
        "background-audio",
        "start geopoint",
        "start-geopoint",
        "simserial",
        "subscriberid",
        "phone number",
        "tel",
        "percentage",
        "numeric",
        "uri:deviceid",
    ];
    let first = folded.split(' ').take(4).collect::<Vec<_>>().join(" ");
    KNOWN.contains(&folded)
        || ["select one from file", "select multiple from file", "select one external"]
            .iter()
            .any(|t| first.starts_with(t))
        || folded.starts_with("begin loop")
        || folded.starts_with("osm ")
}
