//! Whether somebody is to be met: an interview said by which day, and nobody has spoken with them since.

use chrono::NaiveDate;
use pana_model::MemberId;
use pana_record::Hlc;

use super::{CaseFile, Done, HistoryLine};
use crate::path::LogPath;
use crate::profile;
use crate::value::{FactValue, latest};

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
    /// The meeting that was asked for last; none where an answer says that none is needed.
    pub fn meeting(&self) -> Option<Meeting> {
        let (value, asked) = self.said(profile::MEET_BY)?;
        let by = Meeting::day(&value)?;
        let private = self.said(profile::PRIVATE_TALK).is_some_and(|(value, _)| value == profile::YES);
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

    /// What holds of the person, and the line of the event that said so.
    fn said(&self, property: &str) -> Option<(String, &HistoryLine)> {
        let path = LogPath::Fact { household: None, property }.to_string();
        let shown = latest(&self.heads, &path)?;
        let (dot, _) = self.heads.heads(&path).find(|(_, head)| std::ptr::eq(*head, shown))?;
        Some((FactValue::from_value(&shown.value)?.value, self.history.get(&dot.event)?))
    }
}
