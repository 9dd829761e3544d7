//! What is filled in by itself: times, the day, properties of the device.

use crate::form::{Preload, QuestionType};
use crate::problem::ProblemCode;
use crate::workbook::Row;

use crate::read::report::Report;
use crate::read::survey::rows::Reader;
use crate::read::survey::types::property_of;

impl<'a> Reader<'a, '_> {
    pub(crate) fn preload(
        &self,
        row: &'a Row,
        question_type: QuestionType,
        report: &mut Report<'_>,
    ) -> Option<Preload> {
        let property = |name: &str| Some(Preload::Property(name.to_owned()));
        let (preload, what) = (self.table.get(row, "bind::jr:preload"), self.table.get(row, "bind::jr:preloadParams"));
        match (preload, what) {
            ("", _) => match question_type {
                QuestionType::Hidden => property_of(self.table.get(row, "type")).and_then(property),
                QuestionType::Start => Some(Preload::Start),
                QuestionType::End => Some(Preload::End),
                QuestionType::Today => Some(Preload::Today),
                QuestionType::Username => property("username"),
                QuestionType::DeviceId => property("deviceid"),
                QuestionType::PhoneNumber => property("phonenumber"),
                QuestionType::Email => property("email"),
                _ => None,
            },
            ("timestamp", "start") => Some(Preload::Start),
            ("timestamp", "end") => Some(Preload::End),
            ("date", "today") => Some(Preload::Today),
            ("property", what) if !what.is_empty() => property(what),
            _ => {
                let place = self.table.place(row, "bind::jr:preload");
                report.error(place, ProblemCode::PreloadUnknown, &[("value", &format!("{preload} {what}"))]);
                None
            }
        }
    }
}
