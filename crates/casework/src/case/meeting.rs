//! Whether somebody is to be met: an interview said by which day, and nobody has spoken with them since.

use chrono::NaiveDate;
use pana_model::MemberId;
use pana_record::{Dot, Head, Hlc};

use super::{CaseFile, Done, HistoryLine};
use crate::path::LogPath;
use crate::profile;
use crate::value::FactValue;

/// A meeting that an interview asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Meeting {
    /// The day by which.
    pub by: NaiveDate,
    /// Is it to be held in private, by someone who leads such talks?
    pub private: bool,
    /// When it was asked for: the latest time there that was believed.
    pub asked: Hlc,
    /// Was an interview led with the person after that? Whoever led it may not have known that the talk is to be private.
    pub met: bool,
}

impl Meeting {
    /// The day that a property or a column says; `None` where it says that there is none.
    pub fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    /// What an interview that is not finished asks for so far, by its properties: by which day, and whether in private.
    pub fn wanted<'v>(value: impl Fn(&str) -> Option<&'v str>) -> Option<(NaiveDate, bool)> {
        Some((Self::day(value(profile::MEET_BY)?)?, value(profile::PRIVATE_TALK) == Some(profile::YES)))
    }
}

impl CaseFile {
    /// The meeting that is asked for; none where an answer says that none is needed. While several answers stand that were given
    /// apart the earliest day holds, a day before none, and a talk in private before any other: nobody is left alone, and nothing
    /// is said before others, because two laptops did not know of each other.
    pub fn meeting(&self) -> Option<Meeting> {
        let days = self.said(profile::MEET_BY).filter_map(|(value, asked)| Some((Meeting::day(&value)?, asked)));
        let (by, asked) = days.min_by_key(|(by, asked)| (*by, std::cmp::Reverse((asked.at, asked.depth))))?;
        let private = self.said(profile::PRIVATE_TALK).any(|(value, _)| value == profile::YES);
        let met = self.talks().any(|talk| (talk.at, talk.depth) > (asked.at, asked.depth));
        Some(Meeting { by, private, asked: asked.at, met })
    }

    /// Who said that the talk is to be in private, in an interview that they led themselves; so they know it. `None` where
    /// somebody else said so since, or where laptops said it apart.
    pub fn asked_in_private_by(&self) -> Option<MemberId> {
        let path = LogPath::Fact { household: None, property: profile::PRIVATE_TALK }.to_string();
        let mut heads = self.heads.heads(&path);
        let (Some((dot, head)), None) = (heads.next(), heads.next()) else { return None };
        let said = FactValue::from_value(&head.value).filter(|said| said.value == profile::YES)?;
        let led_by = self.interview(said.interview)?.member;
        let by = self.history.get(&dot.event)?.member;
        (by == led_by).then_some(by)
    }

    /// Was an interview finished after that time? By times that were believed: a clock that once stood years ahead ends nothing.
    pub fn is_met_after(&self, asked: Hlc) -> bool {
        self.talks().any(|talk| talk.at > asked)
    }

    fn talks(&self) -> impl Iterator<Item = &HistoryLine> {
        self.history.values().filter(|line| line.what == Done::InterviewFinished)
    }

    /// What stands of the person, each with the line of the event that said so.
    fn said(&self, property: &str) -> impl Iterator<Item = (String, &HistoryLine)> {
        let path = LogPath::Fact { household: None, property }.to_string();
        let heads: Vec<(Dot, &Head)> = self.heads.heads(&path).collect();
        heads.into_iter().filter_map(|(dot, head)| {
            let said = FactValue::from_value(&head.value)?;
            Some((said.value, self.history.get(&dot.event)?))
        })
    }
}
