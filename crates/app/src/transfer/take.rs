//! Taking in what another centre hands over, and its word.

use pana_model::Moment;
use pana_store::{StoreError, TransferFault, TransferOpened, WordKind, WordSeen, WordTaken};

use super::give::of_proposal;
use super::{read, write};
use crate::app::App;
use crate::clock::moment;
use crate::contract::meet::PathRequest;
use crate::contract::transfer::{
    TransferDouble, TransferFileRequest, TransferFileView, TransferSeenView, TransferShown, TransferTakenView,
    TransferWordView,
};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::questionnaire::read_source;

/// Looks at a file of another centre: a case that it hands over, or its word about one. Nothing is written.
///
/// # Errors
/// `no-right`, `file-unreadable`, `transfer-file`, `transfer-newer`, `transfer-not-for-us`, `transfer-altered`, `transfer-for-others`,
/// `transfer-unsigned`, `transfer-other-root`, `centre-unknown`, `transfer-unknown`, and as any read.
pub(crate) fn transfer_show(app: &App, request: &PathRequest) -> Result<TransferShown, AppError> {
    let bytes = read(&request.path)?;
    app.desk(|desk, now| match desk.store.word_open(&bytes, now) {
        Ok(seen) => Ok(TransferShown::Word(word(desk, &seen, None)?)),
        Err(StoreError::Transfer(TransferFault::NoTransfer)) => {
            let opened = opened(desk, &bytes, now)?;
            Ok(TransferShown::Case(seen(desk, &opened)?))
        }
        Err(error) => Err(error.into()),
    })
}

/// Takes a case in, and writes the answer. What was taken in before is not taken in again; its answer is written again.
///
/// # Errors
/// As [`transfer_show`]; `transfer-other-kind`, `transfer-consent-over`; `transfer-unanswered` where it was taken in and the answer was not written; and as any write.
pub(crate) fn transfer_accept(app: &App, request: &TransferFileRequest) -> Result<TransferTakenView, AppError> {
    let bytes = read(&request.file)?;
    app.desk(|desk, now| {
        let opened = a_case(desk, &bytes, now)?;
        let taken = desk.store.transfer_accept(&opened, now)?;
        desk.forget_what_may_have_changed();
        let unanswered = |_| AppError::of(ErrorCode::TransferUnanswered).with("number", taken.number.clone());
        let answer = write(&request.out, "word", &taken.answer).map_err(unanswered)?;
        Ok(TransferTakenView { case: Id(taken.case), number: taken.number, again: taken.again, answer })
    })
}

/// Declines a case, and writes the answer. Nothing of it is kept.
///
/// # Errors
/// As [`transfer_show`]; `transfer-taken`, and as the disk says.
pub(crate) fn transfer_decline(app: &App, request: &TransferFileRequest) -> Result<TransferFileView, AppError> {
    let bytes = read(&request.file)?;
    app.desk(|desk, now| {
        let opened = a_case(desk, &bytes, now)?;
        let sealed = desk.store.transfer_decline(&opened, request.reason.trim(), now)?;
        Ok(TransferFileView { file: write(&request.out, "word", &sealed)? })
    })
}

/// Takes in the word of another centre.
///
/// # Errors
/// As [`transfer_show`], and as any write.
pub(crate) fn transfer_answer(app: &App, request: &PathRequest) -> Result<TransferWordView, AppError> {
    let bytes = read(&request.path)?;
    app.desk(|desk, now| {
        let seen = match desk.store.word_open(&bytes, now) {
            Err(StoreError::Transfer(TransferFault::NoTransfer)) if opened(desk, &bytes, now).is_ok() => {
                return Err(ErrorCode::TransferOtherKind.into());
            }
            other => other?,
        };
        let taken = desk.store.word_take(&seen, now)?;
        let closed = taken.case.map(|case| desk.store.closed_by_transfer(case, now)).transpose()?.flatten().is_some();
        Ok(TransferWordView { closed, has_more: taken.has_more, ..word(desk, &seen, Some(taken))? })
    })
}

/// What was asked for as a case; a word is told to be one.
fn a_case(desk: &Desk, bytes: &[u8], now: Moment) -> Result<TransferOpened, AppError> {
    opened(desk, bytes, now).map_err(|error| match desk.store.word_open(bytes, now) {
        Ok(_) | Err(StoreError::Transfer(TransferFault::Gone)) => ErrorCode::TransferOtherKind.into(),
        Err(_) => error,
    })
}

/// Opened, with its questionnaires read: one that is not what its hash says makes all of it altered.
fn opened(desk: &Desk, bytes: &[u8], now: Moment) -> Result<TransferOpened, AppError> {
    let opened = desk.store.transfer_open(bytes, now).map_err(of_proposal)?;
    for asked in &opened.forms {
        read_source(&asked.form_id, &asked.hash, &asked.source).map_err(|_| ErrorCode::TransferAltered)?;
    }
    Ok(opened)
}

fn seen(desk: &Desk, opened: &TransferOpened) -> Result<TransferSeenView, AppError> {
    let seen = desk.store.transfer_seen(opened)?;
    let number_here = seen.taken.map(|case| desk.store.person_name(case)).transpose()?;
    let number_here = number_here.map(|(number, _)| number).unwrap_or_default();
    let doubles = seen.doubles.into_iter().map(|double| TransferDouble {
        case: Id(double.case),
        number: double.number,
        name: double.name,
        birth: double.birth,
    });
    let mut before = Vec::new();
    for case in seen.before {
        let (number, name) = desk.store.person_name(case)?;
        before.push(TransferDouble { case: Id(case), number, name, birth: String::new() });
    }
    Ok(TransferSeenView {
        transfer: seen.transfer.to_string(),
        from: seen.name,
        number: seen.number,
        name: seen.person,
        birth: seen.birth,
        by: seen.by,
        at: moment(seen.at_ms),
        interviews: seen.interviews,
        files: seen.files,
        entries: seen.entries,
        reads_on: seen.reads_on,
        number_here,
        taken: seen.taken.map(Id),
        doubles: doubles.collect(),
        before,
        agreed: opened.agreed,
    })
}

fn word(desk: &Desk, seen: &WordSeen, taken: Option<WordTaken>) -> Result<TransferWordView, AppError> {
    let said = match seen.word.kind {
        WordKind::Accepted => "accepted",
        WordKind::Declined => "declined",
        WordKind::Revoked => "revoked",
    };
    let number_here = seen.case.map(|case| desk.store.person_name(case)).transpose()?;
    Ok(TransferWordView {
        number_here: number_here.map(|(number, _)| number).unwrap_or_default(),
        transfer: seen.word.transfer.to_string(),
        from: seen.name.clone(),
        word: said.to_owned(),
        number: seen.word.number.clone(),
        words: seen.word.words.clone(),
        by: seen.word.by.clone(),
        at: moment(i64::try_from(seen.word.at_ms).unwrap_or(i64::MAX)),
        case: seen.case.map(Id),
        closed: false,
        has_more: false,
        state: taken.and_then(|taken| taken.state).map(Word),
    })
}
