//! The access log: who looked at which case. Events like all others: signed, chained, so that a line cannot be taken
//! out without the chain showing it.
//!
//! A look is written at once, not collected in memory where a crash would lose it. The same look of the same member
//! within ten minutes is one line, so that going back and forth between two screens does not bury what matters; exports
//! are always written. The events lie under the centre's own key and name cases by their random ids: when a
//! case is erased, who had looked at it stays on record. Looks at protected interviews go to the protected stream.

use std::collections::BTreeSet;

use pana_casework::Act;
use pana_model::{CaseId, InterviewId, Moment};
use pana_record::EventKind;

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::fold::access::look;
use crate::log::{NewEvent, Stream};
use crate::store::{Store, Tx};
use crate::table::access_log;
use crate::table::view_access::{self, AccessEntry};

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The person's page was opened.
    PersonOpened,
    /// An interview was read.
    InterviewOpened,
    /// Interviews were exported.
    Exported,
    /// A letter, or another sheet about the person, was printed or saved.
    Printed,
}

impl Access {
    /// Is each of it written down, however soon it comes again? What leaves is; a look back and forth is one line.
    const fn is_always_written(self) -> bool {
        matches!(self, Self::Exported | Self::Printed)
    }
}

/// A look at a case, to be written down.
#[derive(Debug, Clone)]
pub struct Look<'a> {
    /// Cases, one for a page, many for an export.
    pub cases: &'a [CaseId],
    /// What was done.
    pub access: Access,
    /// Which interview.
    pub interview: Option<InterviewId>,
    /// In which stream the thing lies that was looked at.
    pub stream: Stream,
    /// Why, e.g. the purpose of an export.
    pub note: &'a str,
}

/// The same look within this time is one line.
const SAME_MS: i64 = 10 * 60 * 1_000;
/// Cases named by one event.
const BATCH: usize = 500;

impl Access {
    /// The word in the log.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PersonOpened => "person-opened",
            Self::InterviewOpened => "interview-opened",
            Self::Exported => "exported",
            Self::Printed => "printed",
        }
    }
}

impl Store {
    /// Writes a look down.
    ///
    /// # Errors
    /// As any write.
    pub fn record_access(&mut self, look: &Look<'_>, now: Moment) -> Result<(), StoreError> {
        if !look.access.is_always_written() && self.looked_already(look, now)? {
            return Ok(());
        }
        self.transact(&Asked::of(Act::Look), now, |tx| tx.record_access(look))
    }

    /// Who looked at a case, the latest first.
    ///
    /// # Errors
    /// As any read.
    pub fn access_log(&self, case: CaseId) -> Result<Vec<AccessEntry>, StoreError> {
        let mut entries = access_log::read(self.connection(), case)?;
        entries.extend(self.protected().access(case)?);
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.at_ms));
        Ok(entries)
    }

    /// Is there a look at this case, in the centre's stream, with this note? However many came since.
    ///
    /// # Errors
    /// As any read.
    pub fn is_access_noted(&self, case: CaseId, note: &str) -> Result<bool, StoreError> {
        view_access::is_noted(self.connection(), case, note)
    }

    /// Has this member had the same look a moment ago?
    fn looked_already(&self, look: &Look<'_>, now: Moment) -> Result<bool, StoreError> {
        let [case] = look.cases else { return Ok(false) };
        // What was told somebody is noted once.
        if !look.note.is_empty() {
            return self.is_access_noted(*case, look.note);
        }
        let latest = if look.stream == Stream::Protected {
            self.protected().access(*case)?
        } else {
            view_access::read(self.connection(), *case)?
        };
        let since = now.unix_ms().saturating_sub(SAME_MS);
        Ok(latest.iter().any(|entry| {
            entry.at_ms >= since
                && entry.at_ms <= now.unix_ms()
                && entry.member == self.member().id
                && entry.action == look.access.as_str()
                && entry.interview == look.interview
        }))
    }
}

impl Tx<'_> {
    pub(crate) fn record_access(&mut self, at: &Look<'_>) -> Result<(), StoreError> {
        let cases: BTreeSet<CaseId> = at.cases.iter().copied().collect();
        let cases: Vec<CaseId> = cases.into_iter().collect();
        let stream = if at.stream == Stream::Protected { Stream::Protected } else { Stream::Centre };
        for batch in cases.chunks(BATCH) {
            let reading = self.next_reading()?;
            let ops = batch.iter().map(|case| look(*case, at.access.as_str(), at.interview, at.note)).collect();
            self.append(NewEvent {
                stream,
                subject: *self.session().centre.as_bytes(),
                kind: EventKind::ViewAudit,
                form: None,
                ops,
                note: String::new(),
                reading,
                sign: None,
            })?;
        }
        Ok(())
    }
}
