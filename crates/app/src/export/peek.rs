//! The first rows of an export that names nobody, read and put in order as the file will have them.

use std::collections::BTreeMap;

use pana_exchange::{Leaving, Peek, Sharing};
use pana_model::CaseId;
use pana_store::{InterviewLocation, Stream, Unpacker};

use super::code::shuffled;
use super::draw::Draw;
use super::rows::{Attached, Reading, take};
use super::start::of_export;
use crate::app::App;
use crate::contract::AppError;
use crate::contract::export::ExportRows;

/// So many rows are shown.
const ROWS: usize = 3;

/// Of what rows are shown.
pub(super) struct Shown<'s> {
    pub(super) form: &'s str,
    pub(super) leaving: &'s Leaving,
    /// Those whose rows leave, and what was said to that.
    pub(super) interviews: Vec<InterviewLocation>,
    pub(super) sharing: BTreeMap<CaseId, Sharing>,
    pub(super) stream: Stream,
    pub(super) offset_minutes: i32,
}

/// The headings of the interviews' table and the rows that stand first in it; nothing where the files name people. What the rows
/// were drawn by is kept for the export that follows. Reads no interview but those shown.
pub(super) fn first_rows(app: &App, shown: Shown<'_>) -> Result<Option<ExportRows>, AppError> {
    let Shown { form, leaving, interviews, sharing, stream, offset_minutes } = shown;
    if leaving.purpose().names_people() {
        return Ok(None);
    }
    let draw = Draw::new(form, leaving.purpose(), &interviews)?;
    let random = draw.random(&interviews)?;
    let (mut codes, mut interviews) = shuffled(interviews, random);
    codes.truncate(ROWS);
    interviews.truncate(ROWS);
    let reading = Reading {
        interviews,
        files: Attached::No,
        cases: Vec::new(),
        note: String::new(),
        stream,
        codes,
        sharing,
        offset_minutes,
    };
    let read = app.desk(|desk, _| {
        desk.draw = Some(draw);
        take(desk, &reading.interviews, reading.files)
    })?;
    let mut unpacker = Unpacker::new()?;
    let unwritten = |error| of_export(error).unwrap_or_else(|| AppError::internal("export"));
    let mut peek = Peek::begin(leaving).map_err(unwritten)?;
    for (place, read) in read.iter().enumerate() {
        let (taken, _) = read.row(&mut unpacker, reading.beside(place), |row| peek.row(row))?;
        taken.map_err(unwritten)?;
    }
    let (headings, rows) = peek.into_rows();
    Ok(Some(ExportRows { headings, rows }))
}
