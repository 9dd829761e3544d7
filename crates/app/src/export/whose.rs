//! Whose rows an export has: what may leave of a questionnaire at all, and whose interviews the member may take out.

use std::sync::Arc;

use pana_casework::{Act, Exported as Of, Refusal, Second};
use pana_exchange::exit::{Led, of_questionnaire};
use pana_exchange::{Layout, Purpose};
use pana_model::Moment;
use pana_store::{Asked, DueInterview, InterviewLocation, StoreError, Stream};

use super::columns::{Reader, layout};
use super::words::in_language;
use crate::contract::AppError;
use crate::contract::centre::UnlockRequest;
use crate::desk::Desk;
use crate::error::ErrorCode;

/// What is there to be exported, before the exit is asked.
pub(crate) struct Due {
    /// All columns.
    pub(crate) layout: Layout,
    pub(crate) interviews: Vec<InterviewLocation>,
    pub(crate) whose: Whose,
    pub(crate) stream: Stream,
    pub(crate) offset_minutes: i32,
}

/// Whose rows they are, and what is asked for them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    /// All, and nobody else has to agree: they name nobody, or only those whom the member asked.
    All,
    /// All with names, where a second member has to agree.
    AllBySecond,
    /// Those that the member led.
    Own,
}

/// What the member may take out of a questionnaire for this purpose. `labels`, `words`: languages, as a request has them.
///
/// # Errors
/// `no-right`, `no-grant`, `form-unknown`, `export-private`.
pub(crate) fn due(
    desk: &mut Desk,
    form: &str,
    purpose: Purpose,
    (labels, language): (Option<&str>, &str),
    now: Moment,
) -> Result<Due, AppError> {
    let asked = desk.current_form(form)?;
    let stream = asked.stream();
    let mut due = desk.store.interviews_due(form)?;
    let me = desk.member().id;
    let whose = whose(desk, purpose, (stream, &due), now)?;
    if whose == Whose::Own {
        due.retain(|due| due.member == me);
    }
    // What another centre has now leaves by who may still read it.
    due.retain(|due| desk.store.ask_not_with_others(due.location.case, now).is_ok());
    let led = if asked.protected() { Led::Apart } else { Led::Openly };
    if !of_questionnaire(purpose, led) {
        return Err(ErrorCode::ExportPrivate.into());
    }
    let mut versions = vec![Arc::clone(&asked)];
    for due in &due {
        if !versions.iter().any(|known| known.form.hash() == due.form_hash) {
            versions.push(desk.form(form, &due.form_hash)?);
        }
    }
    let offset_minutes = desk.store.offset_minutes();
    let words = in_language(labels.unwrap_or(language), offset_minutes);
    let mut layout = layout(&versions, Reader { labels, language, words });
    layout.practice = desk.store.is_practice();
    let interviews = due.into_iter().map(|due| due.location).collect();
    Ok(Due { layout, interviews, whose, stream, offset_minutes })
}

/// All of them with whoever has to agree, or those that the member led. Rows that name nobody ask for nobody's agreement.
fn whose(
    desk: &Desk,
    purpose: Purpose,
    (stream, due): (Stream, &[DueInterview]),
    now: Moment,
) -> Result<Whose, AppError> {
    let me = desk.member().id;
    let others = due.iter().any(|due| due.member != me);
    let ask = |of| desk.store.ask(&Asked::of(Act::Export { of, stream }), now);
    let all = if purpose.names_people() { Of::Named(Second::Missing) } else { Of::Pseudonymised };
    match ask(all) {
        Ok(()) if others => Ok(Whose::All),
        Err(StoreError::Refused(Refusal::SecondMember)) if others => {
            if desk.store.members()?.len() >= 2 {
                return Ok(Whose::AllBySecond);
            }
            ask(Of::Named(Second::NobodyElse))?;
            Ok(Whose::All)
        }
        Ok(()) | Err(StoreError::Refused(Refusal::SecondMember | Refusal::NoRight(_))) => {
            ask(Of::Own)?;
            Ok(Whose::Own)
        }
        Err(error) => Err(error.into()),
    }
}

/// Asks whoever has to agree to rows with names of others' interviews. `at`: now, and the time by which wrong passphrases
/// are counted.
///
/// # Errors
/// `export-second-member`, `member-unknown`, and as of a wrong passphrase.
pub(crate) fn second(
    desk: &Desk,
    asked: Option<&UnlockRequest>,
    stream: Stream,
    (now, of_tries): (Moment, Moment),
) -> Result<(), AppError> {
    let agreed = match asked {
        None => Second::Missing,
        Some(asked) => {
            let members = desk.store.members()?;
            let known = members.iter().map(|member| member.id).find(|id| *id == asked.member.0);
            let member = known.ok_or_else(|| AppError::of(ErrorCode::MemberUnknown))?;
            if member != desk.member().id {
                desk.store.verify_passphrase(member, &asked.passphrase, of_tries)?;
            }
            Second::Agreed(member)
        }
    };
    Ok(desk.store.ask(&Asked::of(Act::Export { of: Of::Named(agreed), stream }), now)?)
}
