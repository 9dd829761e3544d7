//! `pana consent`.

use std::path::Path;

use pana_app::contract::centre::UnlockRequest;
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::{ConsentInput, ConsentRow, ConsentWithdrawRequest, ReferralConfirmRequest};
use pana_app::contract::{AppError, Id};
use pana_app::error::ErrorCode;
use pana_app::{App, referral_named, usecase};
use serde_json::{Value, json};

use crate::arguments::{Arguments, ConsentCommand, GiveCommand};
use crate::passphrase;
use crate::people::case_of;
use crate::referral::{page, word};
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ConsentCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let rows = match command {
        ConsentCommand::Give(given) => return give(terminal, &app, given),
        ConsentCommand::Withdraw { case, consent } => {
            let consent: Id<_> = consent.parse().map_err(AppError::from)?;
            usecase::consent_withdraw(&app, &ConsentWithdrawRequest { case: case_of(&app, case)?, consent })?
        }
        ConsentCommand::List { case } => usecase::consent_list(&app, &PersonRequest { case: case_of(&app, case)? })?,
    };
    terminal.print(&Value::Array(rows.iter().map(line).collect()))
}

fn give(terminal: &Terminal, app: &App, given: &GiveCommand) -> Result<(), Failure> {
    let of = referral_named(app, &given.referral)?;
    let consent = ConsentInput {
        answer: word(&given.answer)?,
        fields: given.fields.clone(),
        basis: word(&given.basis)?,
        second: second(app, given)?,
        language: given.language.clone(),
        how: word(&given.how)?,
        interpreter: given.interpreter.clone(),
        present: given.present.clone(),
        caregiver: given.caregiver.clone(),
        assent: given.assent,
        until: given.until.clone(),
        words: given.words.clone(),
        sheet: given.sheet.clone(),
    };
    let languages = given.letter.split('+').map(str::to_owned).collect();
    let request = ReferralConfirmRequest { case: of.case, referral: of.referral, consent, languages };
    terminal.print(&page(&usecase::referral_confirm(app, &request)?))
}

fn second(app: &App, given: &GiveCommand) -> Result<Option<UnlockRequest>, Failure> {
    second_of(app, given.second.as_deref(), given.second_passphrase_file.as_deref())
}

/// Who agrees beside the member, with their passphrase.
pub(crate) fn second_of(app: &App, named: Option<&str>, file: Option<&Path>) -> Result<Option<UnlockRequest>, Failure> {
    let (Some(named), Some(file)) = (named, file) else { return Ok(None) };
    let members = usecase::member_list(app, &())?.members;
    let member = passphrase::find(&members, named).ok_or(Failure::from(ErrorCode::MemberUnknown))?;
    Ok(Some(UnlockRequest { member: member.id, passphrase: passphrase::from_file(file)? }))
}

fn line(row: &ConsentRow) -> Value {
    json!({
        "consent": row.consent,
        "purpose": row.purpose,
        "recipient": row.recipient,
        "fields": row.fields,
        "state": row.state,
        "basis": row.basis,
        "how": row.how,
        "given_at": row.at,
        "by": row.member,
        "until": row.until,
        "standing": row.standing,
        "sheet": row.sheet,
    })
}
