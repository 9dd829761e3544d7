//! `pana referral`.

use pana_app::contract::letter::{FactRow, LetterAsked};
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::{
    DetailRow, EntryKind, ReferralCreateRequest, ReferralEntryRequest, ReferralLine, ReferralRequest, ReferralRow,
    ReferralState, ReferralStep, ReferralStepRequest, ReferralView,
};
use pana_app::contract::work::{WorkRequest, WorkRow, WorkWhose};
use pana_app::contract::{AppError, Word};
use pana_app::error::ErrorCode;
use pana_app::{App, letter_to_file, referral_named, usecase};
use pana_i18n::keys::paper;
use serde_json::{Value, json};

use crate::arguments::{Arguments, LetterCommand, ReferralCommand};
use crate::passphrase;
use crate::people::case_of;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ReferralCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    match command {
        ReferralCommand::Create { .. } => terminal.print(&page(&create(&app, command)?)),
        ReferralCommand::Do { referral, event, set } => {
            terminal.print(&page(&make(&app, &referral_named(&app, referral)?, event, set)?))
        }
        ReferralCommand::Show { referral } => {
            terminal.print(&page(&usecase::referral_show(&app, &referral_named(&app, referral)?)?))
        }
        ReferralCommand::Letter(command) => letter(terminal, &app, command),
        ReferralCommand::Facts { referral } => {
            let facts = usecase::referral_facts(&app, &referral_named(&app, referral)?)?;
            terminal.print(&Value::Array(facts.iter().map(fact).collect()))
        }
        ReferralCommand::List { case, state, awaited } => {
            let rows = match case {
                Some(case) => usecase::referral_list(&app, &PersonRequest { case: case_of(&app, case)? })?,
                None if *awaited => self::awaited(&app)?,
                None => usecase::referrals_due(&app, &())?,
            };
            let state = state.as_deref().map(word::<ReferralState>).transpose()?;
            let rows = rows.iter().filter(|row| state.is_none_or(|state| row.state == state)).map(line);
            terminal.print(&Value::Array(rows.collect()))
        }
    }
}

/// Of the whole centre, those of which an answer is awaited.
fn awaited(app: &App) -> Result<Vec<ReferralRow>, Failure> {
    let view = usecase::work_list(app, &WorkRequest { whose: Word(WorkWhose::All), awaited: true })?;
    let row = |row| match row {
        WorkRow::Referral { row, .. } => Some(*row),
        WorkRow::FollowUp { .. } => None,
    };
    Ok(view.awaited.rows.into_iter().filter_map(row).collect())
}

fn letter(terminal: &Terminal, app: &App, command: &LetterCommand) -> Result<(), Failure> {
    let of = referral_named(app, &command.referral)?;
    let asked = LetterAsked {
        case: of.case,
        referral: of.referral,
        languages: command.langs.split('+').filter(|tag| !tag.is_empty()).map(str::to_owned).collect(),
        neutral: if command.neutral || command.named { Some(command.neutral) } else { None },
        bring: command.bring.iter().map(|text| word(text)).collect::<Result<_, _>>()?,
    };
    // What is on it is told before it is there.
    let preview = usecase::letter_preview(app, &asked)?;
    let faults = &preview.faults;
    if !faults.unprintable.is_empty() {
        terminal.say(&paper::paper_unprintable_message(&terminal.words, faults.unprintable.join(" ").as_str()));
    }
    if !faults.cut.is_empty() {
        terminal.say(&paper::paper_cut_message(&terminal.words, faults.cut.join(", ").as_str()));
    }
    let made = letter_to_file(app, &asked, &command.out)?;
    terminal.print(&json!({
        "file": made.file,
        "print": made.print,
        "languages": preview.chosen,
        "neutral": preview.neutral,
        "slip": preview.slip,
        "left_out": preview.left_out,
        "unprintable": faults.unprintable,
        "cut": faults.cut,
    }))
}

fn fact(row: &FactRow) -> Value {
    json!({ "field": row.field, "held": row.held, "value": row.value })
}

fn create(app: &App, command: &ReferralCommand) -> Result<ReferralView, Failure> {
    let ReferralCommand::Create { case, needs, service, kind, to, phone, address, urgency, words, replaces, reopens } =
        command
    else {
        return Err(ErrorCode::ReferralWord.into());
    };
    let named = |referral: &Option<String>| -> Result<_, AppError> {
        referral.as_deref().map(|text| referral_named(app, text).map(|found| found.referral)).transpose()
    };
    let urgency = urgency.as_deref().map(|text| text.parse().map_err(AppError::from)).transpose()?;
    // Codes of the taxonomy are few and ours; every other text may be an id of a directory.
    let is_kind = usecase::service_kinds(app, &())?.iter().any(|known| known.code == *service);
    let request = ReferralCreateRequest {
        case: case_of(app, case)?,
        needs: needs.clone(),
        directory: (!is_kind).then(|| service.clone()),
        service: if is_kind { service.clone() } else { kind.clone() },
        recipient: to.clone(),
        phone: phone.clone(),
        address: address.clone(),
        urgency,
        words: words.clone(),
        replaces: named(replaces)?,
        reopens: named(reopens)?,
    };
    Ok(usecase::referral_create(app, &request)?)
}

/// The words of the terminal, where they differ from those of the log.
fn event_word(event: &str) -> String {
    match event {
        "no-show" => "unreachable".to_owned(),
        "person-confirms" => "close".to_owned(),
        "mark-error" => "error".to_owned(),
        other => other.replace('-', "_"),
    }
}

fn typed_word(event: &str) -> String {
    match event {
        "unreachable" => "no-show".to_owned(),
        "close" => "person-confirms".to_owned(),
        "error" => "mark-error".to_owned(),
        other => other.replace('_', "-"),
    }
}

fn make(app: &App, of: &ReferralRequest, event: &str, set: &[String]) -> Result<ReferralView, Failure> {
    let details = set
        .iter()
        .map(|pair| {
            let (key, value) = pair.split_once('=').ok_or(AppError::from(ErrorCode::ReferralWord))?;
            let detail = key.replace('-', "_").parse().map_err(AppError::from)?;
            Ok(DetailRow { detail, value: value.to_owned() })
        })
        .collect::<Result<Vec<_>, AppError>>()?;
    let name = event_word(event);
    if let Ok(entry) = name.parse::<Word<EntryKind>>() {
        let request =
            ReferralEntryRequest { case: of.case, referral: of.referral, entry, details, despite_unsafe: false };
        return Ok(usecase::referral_entry(app, &request)?);
    }
    let step = word::<ReferralStep>(&name)?;
    Ok(usecase::referral_step(app, &ReferralStepRequest { case: of.case, referral: of.referral, step, details })?)
}

pub(crate) fn word<T: pana_app::contract::AskedBy>(text: &str) -> Result<Word<T>, AppError> {
    text.parse().map_err(AppError::from)
}

fn line(row: &ReferralRow) -> Value {
    json!({
        "referral": row.referral,
        "number": row.number,
        "case": row.case,
        "person": row.person,
        "state": row.state,
        "overdue": row.is_late,
        "urgency": row.urgency,
        "service": row.service,
        "recipient": row.recipient,
        "respond_by": row.respond_by,
        "waits_for": row.waits_for,
        "task": row.task.as_ref().map(|task| task.task),
        "due": row.task.as_ref().and_then(|task| task.at.as_deref()),
        "error": row.is_error,
        "private": row.is_private,
    })
}

pub(crate) fn page(view: &ReferralView) -> Value {
    let mut page = line(&view.row);
    let may = view.may.iter().map(|step| typed_word(&step.to_string()));
    let may = may.chain(view.may_write.iter().map(|kind| typed_word(&kind.to_string())));
    let may = may.chain(view.may_reopen.then(|| "reopen".to_owned()));
    let whole = json!({
        "may": may.collect::<Vec<_>>(),
        "sensitive": view.is_sensitive,
        "phone": view.phone,
        "address": view.address,
        "address_hidden": view.address_hidden,
        "directory": view.directory,
        "edition": view.edition,
        "needs": view.needs,
        "contact_unsafe": view.contact_unsafe,
        "goes_on_from": view.goes_on_from,
        "goes_on": view.goes_on,
        "history": view.history.iter().map(happened).collect::<Vec<_>>(),
    });
    if let (Value::Object(page), Value::Object(whole)) = (&mut page, whole) {
        page.extend(whole);
    }
    page
}

fn happened(line: &ReferralLine) -> Value {
    let event = line.step.map(|step| step.to_string()).or_else(|| line.entry.map(|entry| entry.to_string()));
    let said = line.details.iter().map(|row| (row.detail.to_string(), Value::from(row.value.as_str())));
    json!({
        "event": typed_word(&event.unwrap_or_default()),
        "at": line.at,
        "by": line.member,
        "on_behalf": line.on_behalf,
        "late": line.expired,
        "beside": line.beside,
        "said": Value::Object(said.collect()),
    })
}
