//! What a row is by its type: whether it is asked, what its values are, how free its answers are.

use crate::form::{Kind, QuestionType, Role};

pub(crate) const fn role(question_type: QuestionType) -> Role {
    match question_type {
        QuestionType::Group => Role::Group,
        QuestionType::Repeat => Role::Repeat,
        QuestionType::Note => Role::Note,
        QuestionType::Calculate
        | QuestionType::Hidden
        | QuestionType::Start
        | QuestionType::End
        | QuestionType::Today
        | QuestionType::Username
        | QuestionType::DeviceId
        | QuestionType::PhoneNumber
        | QuestionType::Email
        | QuestionType::Audit => Role::Hidden,
        _ if is_unshown(question_type) => Role::Hidden,
        _ => Role::Question,
    }
}

/// What the values of a row are: `bind::type` tells it of those that are not asked.
pub(crate) fn value_type(question_type: QuestionType, bind: &str) -> QuestionType {
    if !matches!(question_type, QuestionType::Calculate | QuestionType::Hidden) {
        return question_type;
    }
    match bind.rsplit(':').next().unwrap_or(bind) {
        "int" | "integer" => QuestionType::Integer,
        "decimal" => QuestionType::Decimal,
        "date" => QuestionType::Date,
        "time" => QuestionType::Time,
        "dateTime" => QuestionType::DateTime,
        "binary" => QuestionType::File,
        "geopoint" => QuestionType::Geopoint,
        "geotrace" => QuestionType::Geotrace,
        "geoshape" => QuestionType::Geoshape,
        "barcode" => QuestionType::Barcode,
        _ => question_type,
    }
}

/// Types that stay in the form without being asked, so that what refers to them can be read.
pub(crate) const fn is_unshown(question_type: QuestionType) -> bool {
    matches!(
        question_type,
        QuestionType::BackgroundAudio
            | QuestionType::Osm
            | QuestionType::StartGeopoint
            | QuestionType::BackgroundGeopoint
    )
}

/// A place that phones take from a map: asked elsewhere, and so a question with words and an answer.
pub(crate) const fn is_asked_elsewhere(question_type: QuestionType) -> bool {
    matches!(question_type, QuestionType::Osm)
}

pub(crate) fn kind(question_type: QuestionType) -> Option<Kind> {
    match (role(question_type), question_type) {
        (Role::Question, QuestionType::Text | QuestionType::Barcode) => Some(Kind::Open),
        (Role::Question, question_type) if question_type.is_file() => Some(Kind::Open),
        (Role::Question, _) => Some(Kind::Closed),
        _ => None,
    }
}
