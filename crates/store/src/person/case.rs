//! Cases: opened, counted, named, found by their number.

use pana_casework::{Act, CaseNumber, display_name};
use pana_model::{CaseId, Moment};
use pana_record::{EventKind, Op, Value};

use crate::asked::Asked;
use crate::disk::StoreError;
use crate::log::{LogReader, NewEvent, Stream, event, own};
use crate::store::{Store, Tx};
use crate::table::{view_case, view_token};
use pana_casework::path::LogPath;

impl Store {
    /// Opens a case without an interview, under an id drawn by the caller. Interviews open one by themselves.
    ///
    /// # Errors
    /// [`StoreError::NumbersUsedUp`], and as any write.
    pub fn case_open(&mut self, case: CaseId, now: Moment) -> Result<CaseNumber, StoreError> {
        self.transact(&Asked::of(Act::OpenCase), now, |tx| tx.case_open(case))
    }

    /// A case's number and name for display; the name of an unfinished interview when nothing else is known.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], and as any read.
    pub fn person_name(&self, case: CaseId) -> Result<(String, String), StoreError> {
        let row = view_case::read(self.connection(), case)?.ok_or(StoreError::UnknownCase)?;
        let name = if row.name.is_empty() { self.reader().draft_name(case)? } else { row.name };
        Ok((row.number, name))
    }

    /// The case with this number on this device.
    ///
    /// # Errors
    /// [`StoreError::UnknownCase`], and as any read.
    pub fn case_by_number(&self, number: CaseNumber) -> Result<CaseId, StoreError> {
        view_token::case_of_number(self.connection(), number)?.ok_or(StoreError::UnknownCase)
    }
}

impl Tx<'_> {
    /// Opens a case under an id drawn by the caller: its number is given out, its key made, its first event appended.
    ///
    /// # Errors
    /// [`StoreError::NumbersUsedUp`], and as any write.
    pub fn case_open(&mut self, case: CaseId) -> Result<CaseNumber, StoreError> {
        let mut number = match own::take_number(self.sql()) {
            Err(StoreError::NumbersUsedUp) => {
                // A counter that somebody set to its end.
                self.count_on()?;
                own::take_number(self.sql())?
            }
            taken => taken?,
        };
        // A counter that was set back gives nobody's number to a second person.
        if view_token::case_of_number(self.sql(), number)?.is_some() {
            self.count_on()?;
            number = own::take_number(self.sql())?;
        }
        let reading = self.next_reading()?;
        self.append(NewEvent {
            stream: Stream::Centre,
            subject: *case.as_bytes(),
            kind: EventKind::Create,
            form: None,
            ops: vec![Op::set(LogPath::Number, Value::text(number.to_string()), Vec::new())],
            note: String::new(),
            reading,
            sign: None,
        })?;
        Ok(number)
    }

    /// Sets the counter to where it had been: the numbers that were given out say it, but for those of the erased. Of
    /// these nothing is known but that each had one, which may be on a paper still: so many are passed over.
    fn count_on(&mut self) -> Result<(), StoreError> {
        own::count_on_from(self.sql(), &view_case::all_numbers(self.sql())?)?;
        let erased = event::erased_of(self.sql(), Stream::Centre, self.session().device)?;
        own::pass_over(self.sql(), erased)
    }
}

impl LogReader<'_> {
    /// The name that an unfinished interview of the centre stream gives; else empty.
    pub(crate) fn draft_name(&self, case: CaseId) -> Result<String, StoreError> {
        let summaries = self.drafts_of(case)?;
        let mut names = summaries
            .iter()
            .filter(|summary| summary.stream == Stream::Centre)
            .map(|summary| display_name(|property| summary.person.get(property).map(String::as_str)));
        Ok(names.find(|name| !name.is_empty()).unwrap_or_default())
    }
}
