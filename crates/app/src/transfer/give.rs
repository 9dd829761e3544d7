//! Handing a case over, and what becomes of that.

use std::path::{Path, PathBuf};

use pana_casework::Act;
use pana_casework::case::Transfer;
use pana_casework::consent::{Consent, ConsentPurpose};
use pana_casework::transfer::{READ_ON, TransferState, WHOLE_CASE, consent_of, recipient_of};
use pana_model::{CaseId, CentreId, ConsentId, Moment, TransferId};
use pana_store::{GivePreview, StoreError, Stream, TransferAsk, TransferListed, TransfersDue};

use super::{centre, transfer, write};
use crate::app::App;
use crate::clock::moment;
use crate::contract::centre::TransfersWait;
use crate::contract::transfer::{
    TransferConsentRequest, TransferConsentView, TransferFileView, TransferGiveRequest, TransferGivenView,
    TransferNamedRequest, TransferRevokedView, TransferRow, TransferSettleRequest, TransferSettledView,
};
use crate::contract::{AppError, Id, Word};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::referral::consent_for;

/// Records what the person answers when asked whether their case may be handed over to a centre.
///
/// # Errors
/// `case-unknown`, `centre-unknown`, `centre-ambiguous`, `consent-second`, `consent-child`, `consent-until`, `no-right`, as of a wrong
/// passphrase, and as any write.
pub(crate) fn transfer_consent(app: &App, request: &TransferConsentRequest) -> Result<TransferConsentView, AppError> {
    let of_tries = app.clock().of_tries();
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.store.person_name(case)?;
        desk.ask(Act::ReadPerson, now)?;
        let to = centre(desk, &request.to)?;
        let recipient = recipient_of(to);
        let fields = [Some(WHOLE_CASE), request.read_on.then_some(READ_ON)].into_iter().flatten();
        let fields: Vec<String> = fields.map(str::to_owned).collect();
        let mut consent = consent_for(desk, (case, &request.consent), recipient.clone(), of_tries, now)?;
        consent.purpose = ConsentPurpose::Transfer;
        consent.fields = fields.iter().cloned().collect();
        // One centre is asked about once: a new answer takes the place of the old one.
        let known = desk.store.case_file(Stream::Centre, case)?.consents();
        let same = known
            .iter()
            .find(|(_, held)| held.consent.purpose == ConsentPurpose::Transfer && held.consent.recipient == recipient);
        let id = match same {
            Some((id, _)) => *id,
            None => consent_of(case, to),
        };
        desk.store.consent_record((Stream::Centre, case), (id, &consent), now)?;
        let live = consent.is_live(desk.today(now));
        Ok(TransferConsentView { consent: Id(id), recipient, fields, live })
    })
}

/// Hands a case over: the event, then the file. Where the file could not be written, it is written again by its id. Without a file it
/// only says what would go.
///
/// # Errors
/// `case-unknown`, `centre-unknown`, `centre-ambiguous`, `transfer-no-consent`, `transfer-empty`, `transfer-apart`, `file-not-here`,
/// `transfer-open`, `no-right`; `transfer-unwritten` where it is proposed and the file was not written.
pub(crate) fn transfer_give(app: &App, request: &TransferGiveRequest) -> Result<TransferGivenView, AppError> {
    app.desk(|desk, now| {
        let (case, to) = (request.case.0, centre(desk, &request.to)?);
        let preview = desk.store.transfer_preview(case, now)?;
        let consent = consent(desk, case, to, now)?;
        let given = view(desk, to, preview, consent.as_ref().map(|(_, held)| held))?;
        let Some(out) = &request.out else { return Ok(given) };
        let (consent, held) = consent.ok_or(ErrorCode::TransferNoConsent)?;
        let asked = TransferAsk { case, to, consent, reads_on: held.fields.contains(READ_ON) };
        let id = desk.store.transfer_propose(&asked, now).map_err(of_proposal)?;
        // Whatever stands in the way of the file: it is proposed, and by its id it is written again or revoked.
        let unwritten = || AppError::of(ErrorCode::TransferUnwritten).with("transfer", id.to_string());
        let sealed = desk.store.transfer_file(id, now).map_err(|_| unwritten())?;
        let file = write(out, "transfer", &sealed).map_err(|_| unwritten())?;
        Ok(TransferGivenView { transfer: Some(id.to_string()), file: Some(file), ..given })
    })
}

/// Writes the file of what is proposed again.
///
/// # Errors
/// `transfer-unknown`, `transfer-moved`, `transfer-no-consent` where the person does not agree any more, `centre-unknown`,
/// `transfer-other-root`, `no-right`, and as the disk says.
pub(crate) fn transfer_again(app: &App, request: &TransferNamedRequest) -> Result<TransferFileView, AppError> {
    app.desk(|desk, now| {
        let sealed = desk.store.transfer_again(transfer(&request.transfer)?, now).map_err(of_proposal)?;
        Ok(TransferFileView { file: write(&request.out, "transfer", &sealed)? })
    })
}

/// Revokes what is proposed; the file tells the other centre. Where it was not written, asking once more writes it. A centre that is
/// not known any more is told nothing.
///
/// # Errors
/// `transfer-unknown`, `transfer-moved`, `no-right`, as the disk says; `transfer-revoked-unwritten` where it is revoked and the word
/// was not written.
pub(crate) fn transfer_revoke(app: &App, request: &TransferNamedRequest) -> Result<TransferRevokedView, AppError> {
    app.desk(|desk, now| {
        let named = (transfer(&request.transfer)?, request.reason.trim());
        Ok(TransferRevokedView { file: revoke(desk, named, &request.out, now)? })
    })
}

/// Revokes, and writes the word; nothing is written for a centre that is not known any more.
pub(crate) fn revoke(
    desk: &mut Desk,
    (transfer, reason): (TransferId, &str),
    out: &Path,
    now: Moment,
) -> Result<Option<PathBuf>, AppError> {
    // A place where nothing can be written is told before anything is revoked.
    super::may_lie(out, "word")?;
    let sealed = desk.store.transfer_revoke(transfer, reason, now)?;
    let unwritten = || AppError::of(ErrorCode::TransferRevokedUnwritten).with("transfer", transfer.to_string());
    sealed.map(|sealed| write(out, "word", &sealed).map_err(|_| unwritten())).transpose()
}

/// Says what holds of what was revoked and answered.
///
/// # Errors
/// `transfer-unknown`, `transfer-moved`, `no-right`, and as any write.
pub(crate) fn transfer_settle(app: &App, request: &TransferSettleRequest) -> Result<TransferSettledView, AppError> {
    app.desk(|desk, now| {
        let Word(holds) = request.holds;
        if !matches!(holds, TransferState::Accepted | TransferState::Declined | TransferState::Revoked) {
            return Err(ErrorCode::TransferMoved.into());
        }
        let id = transfer(&request.transfer)?;
        let settled = desk.store.transfer_settle(id, holds, now)?;
        let is_closed = settled.case.map(|case| desk.store.case_closed(case)).transpose()?.flatten().is_some();
        let (mut these, others): (Vec<_>, Vec<_>) =
            list(desk, now)?.into_iter().partition(|row| row.way == "given" && row.transfer == id.to_string());
        let row = these.pop().ok_or(ErrorCode::TransferUnknown)?;
        let waits = others.into_iter().filter(TransferRow::waits).collect();
        Ok(TransferSettledView { row, is_closed, waits })
    })
}

/// All handings over.
///
/// # Errors
/// `no-right`, and as any read.
pub(crate) fn transfer_list(app: &App, &(): &()) -> Result<Vec<TransferRow>, AppError> {
    app.desk(|desk, now| list(desk, now))
}

fn list(desk: &Desk, now: Moment) -> Result<Vec<TransferRow>, AppError> {
    desk.ask(Act::Transfer, now)?;
    desk.store.transfers(now)?.into_iter().map(|listed| row(desk, listed, now)).collect()
}

/// What Today says of handings over, for who sees to them.
pub(crate) fn waiting(desk: &Desk, now: Moment) -> Result<Option<TransfersWait>, AppError> {
    if !desk.may(Act::Transfer, now) {
        return Ok(None);
    }
    let due = desk.store.transfers_due(now)?;
    let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
    let wait = TransfersWait {
        late: count(due.late),
        disagreed: count(due.disagreed),
        unsettled: count(due.unsettled),
        newer: count(due.newer),
    };
    Ok((due != TransfersDue::default()).then_some(wait))
}

fn row(desk: &Desk, listed: TransferListed, now: Moment) -> Result<TransferRow, AppError> {
    let (number, _) = desk.store.person_name(listed.case)?;
    let answers = listed.given.as_ref().map(|given| given.answers.as_slice()).unwrap_or_default();
    let there = answers.iter().map(|answer| answer.number.clone()).find(|number| !number.is_empty());
    let declined = answers.iter().map(|answer| answer.words.clone()).find(|words| !words.is_empty());
    let revoked = listed.given.as_ref().and_then(|given| given.revoked.clone());
    let taken = listed.taken.as_ref();
    let unsettled = listed.given.as_ref().filter(|given| given.state == TransferState::Unsettled);
    let may_hold = unsettled.map(Transfer::may_hold).unwrap_or_default().into_iter().map(Word).collect();
    let centre = listed.given.as_ref().map(|given| given.proposal.name.clone());
    Ok(TransferRow {
        transfer: listed.transfer.to_string(),
        way: if taken.is_some() { "taken" } else { "given" },
        case: Id(listed.case),
        number,
        centre: centre.or_else(|| taken.map(|from| from.name.clone())).unwrap_or_default(),
        since: moment(listed.since_ms),
        state: listed.given.as_ref().map(|given| Word(given.state)),
        late: listed.is_late,
        number_there: there.or_else(|| taken.map(|from| from.number.clone())).unwrap_or_default(),
        words: revoked.or(declined).unwrap_or_default(),
        reads_on: listed.given.is_some_and(|given| given.is_read_on(desk.today(now))),
        has_more: listed.has_more,
        agreed: listed.agreed,
        revoked_there: listed.is_revoked_there,
        may_hold,
    })
}

/// The consent by which a case may go to a centre now.
fn consent(desk: &Desk, case: CaseId, to: CentreId, now: Moment) -> Result<Option<(ConsentId, Consent)>, AppError> {
    let (recipient, today) = (recipient_of(to), desk.today(now));
    let consents = desk.store.case_file(Stream::Centre, case)?.consents();
    let covers = |consent: &Consent| consent.covers(ConsentPurpose::Transfer, &recipient, [WHOLE_CASE], today);
    let found = consents.into_iter().find(|(_, held)| covers(&held.consent));
    Ok(found.map(|(id, held)| (id, held.consent)))
}

fn view(
    desk: &Desk,
    to: CentreId,
    preview: GivePreview,
    consent: Option<&Consent>,
) -> Result<TransferGivenView, AppError> {
    let known = desk.store.centre_known(to).ok_or(ErrorCode::CentreUnknown)?;
    Ok(TransferGivenView {
        transfer: None,
        file: None,
        to: known.name,
        digits: known.digits,
        number: preview.number,
        name: preview.name,
        interviews: preview.interviews,
        files: preview.files,
        files_missing: preview.files_missing,
        entries: preview.entries,
        open_referrals: preview.open_referrals,
        drafts_stay: preview.drafts,
        private_stay: preview.private,
        conflicts: preview.conflicts,
        too_large: preview.too_large,
        agreed: consent.is_some(),
        reads_on: consent.is_some_and(|consent| consent.fields.contains(READ_ON)),
        until: consent.and_then(|consent| consent.until).map(|day| day.to_string()),
    })
}

/// A proposal that does not follow says so in its own words.
pub(super) fn of_proposal(error: StoreError) -> AppError {
    match error {
        StoreError::Refused(pana_casework::Refusal::NoConsent) => ErrorCode::TransferNoConsent.into(),
        StoreError::Refused(pana_casework::Refusal::OutOfTurn) => ErrorCode::TransferOpen.into(),
        other => other.into(),
    }
}
