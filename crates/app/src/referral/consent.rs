//! What a person answers when asked whether something may be passed on: recorded, listed, taken back.

use std::collections::BTreeSet;

use pana_casework::case::agreed;
use pana_casework::consent::{Consent, ConsentAnswer, ConsentPurpose, LegalBasis};
use pana_casework::referral::{Detail, Details, NextStep, ReferralStep, Scope, SlipCode};
use pana_casework::{Act, Step, born_of_all};
use pana_model::{CaseId, ConsentId, MemberId, Minor, Moment};
use pana_store::{ReferralWrite, Stream};

use super::consent_sheet::text_agreed_to;
use super::facts::{Fact, all_known, facts};
use super::find::{STREAMS, consent as find_consent, referral};
use super::show::shown;
use super::step::respond_by;
use crate::app::App;
use crate::clock::moment;
use crate::contract::people::PersonRequest;
use crate::contract::referral::{
    ConsentInput, ConsentRow, ConsentState, ConsentWithdrawRequest, ReferralConfirmRequest, ReferralRequest,
    ReferralView, SharedField,
};
use crate::contract::{AppError, Id, Vocabulary, Word, named};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::needs::stops;

/// Records what the person answered for a referral's recipient. A yes makes the referral ready, in the same step; a no is kept
/// and passes nothing on.
///
/// # Errors
/// `referral-stopped`, `referral-unknown`, `referral-step`, `sheet-typo`, `sheet-changed`, `sheet-unknown`, `consent-second`, `consent-child`, `referral-no-consent`, `no-right`, as of a wrong
/// passphrase, and as any write.
pub(crate) fn referral_confirm(app: &App, request: &ReferralConfirmRequest) -> Result<ReferralView, AppError> {
    let of_tries = app.clock().of_tries();
    app.desk(|desk, now| {
        let (case, id) = (request.case.0, request.referral.0);
        desk.ask(Act::ReadPerson, now)?;
        crate::transfer::may_open(desk, case, now)?;
        let found = referral(desk, (case, id), now)?;
        let given = request.consent.answer.0 == ConsentAnswer::Given;
        // A no is written down whatever else stands in the way: it protects.
        if given {
            stops(desk, case, request.consent.basis.0, now)?;
        }
        let recipient = found.referral.said(Detail::Recipient).unwrap_or_default().to_owned();
        let facts = if given { facts(desk, &found, case, now)? } else { Vec::new() };
        if given && let Err(field) = all_known(&facts, request.consent.fields.iter().map(String::as_str)) {
            // Nothing is agreed to that nobody could read out.
            let known = named::<SharedField>(field).ok_or(ErrorCode::ReferralWord)?;
            return Err(AppError::of(ErrorCode::ReferralFieldEmpty).with("field", known));
        }
        let second = second(desk, &request.consent, of_tries)?;
        // A no is to whatever stood there.
        let text = if given { text_agreed_to(desk, (case, &found), &facts, &request.consent)? } else { None };
        let consent = Consent { text, ..asked(&request.consent, recipient, second)? };
        if given && consent.basis == LegalBasis::Consent && is_child(desk, case, now)? && !is_answered_for(&consent) {
            return Err(ErrorCode::ConsentChild.into());
        }
        // One recipient is asked about once: a new answer takes the place of the old one. Not where another referral that is
        // open rests on that: what is said of this one changes nothing of what the other was agreed to.
        let known = found.file.consents();
        let rests = |id: &ConsentId| {
            let others = found.file.referrals().into_values().filter(|other| other.id != found.referral.id);
            others.filter(|other| other.standing().is_some_and(|standing| !standing.is_terminal())).any(|other| {
                other.made_ready().and_then(|ready| ready.details.read::<ConsentId>(Detail::Consent)) == Some(*id)
            })
        };
        let same = known
            .iter()
            .filter(|(id, _)| !rests(id))
            .find(|(_, held)| held.consent.purpose == consent.purpose && held.consent.recipient == consent.recipient);
        let consent_id = match same {
            Some((id, _)) => *id,
            None => ConsentId::from_random(crate::random::make_bytes()?),
        };
        let at = (found.stream, case);
        if consent.answer == ConsentAnswer::Given {
            let details = Details::new()
                .with(Detail::Consent, consent_id.to_string())
                .with(Detail::Fields, request.consent.fields.join(" "))
                .with(Detail::Agreed, agreed_now(&facts, &consent.fields))
                .with(Detail::Languages, request.languages.join(" "))
                .with(Detail::RespondBy, respond_by(found.referral.urgency(), now));
            let next = NextStep { step: ReferralStep::Confirm, expired: false, details };
            let writes = [ReferralWrite::Step { id, next }];
            desk.store.refer_by_consent(at, (consent_id, &consent), &writes, now)?;
        } else {
            desk.store.consent_record(at, (consent_id, &consent), now)?;
        }
        shown(desk, &ReferralRequest { case: request.case, referral: request.referral }, now)
    })
}

/// What a person answered about something else than a referral, as it is kept: read out where they were asked, by the same rules.
///
/// # Errors
/// `consent-second`, `consent-child`, `consent-until`, `member-unknown`, as of a wrong passphrase, and as any read.
pub(crate) fn consent_for(
    desk: &Desk,
    (case, input): (CaseId, &ConsentInput),
    recipient: String,
    of_tries: Moment,
    now: Moment,
) -> Result<Consent, AppError> {
    let second = second(desk, input, of_tries)?;
    let consent = asked(input, recipient, second)?;
    let given = consent.answer == ConsentAnswer::Given && consent.basis == LegalBasis::Consent;
    if given && is_child(desk, case, now)? && !is_answered_for(&consent) {
        return Err(ErrorCode::ConsentChild.into());
    }
    Ok(consent)
}

/// The consents of a person, as far as the member may know of them.
///
/// # Errors
/// `case-unknown`, `no-right`, and as any read.
pub(crate) fn consent_list(app: &App, request: &PersonRequest) -> Result<Vec<ConsentRow>, AppError> {
    app.desk(|desk, now| list(desk, request.case.0, now))
}

/// Takes a consent back, on the person's word: all that is open under it to this recipient is withdrawn with it, and what the
/// recipient has becomes a task to tell them. Also in a case that another centre has and that is closed to the member: what the
/// person says is written down, and nothing of the case is shown.
///
/// # Errors
/// `case-unknown`, `consent-unknown`, `no-right`, and as any write.
pub(crate) fn consent_withdraw(app: &App, request: &ConsentWithdrawRequest) -> Result<Vec<ConsentRow>, AppError> {
    app.desk(|desk, now| {
        let (case, id) = (request.case.0, request.consent.0);
        desk.ask(Act::ReadPerson, now)?;
        let is_open = crate::transfer::may_open(desk, case, now).is_ok();
        let (stream, file) = find_consent(desk, case, id)?;
        let held = file.consents().remove(&id).ok_or(ErrorCode::ConsentUnknown)?;
        let withdrawn = Consent { answer: ConsentAnswer::Withdrawn, ..held.consent };
        let details = Details::new().with(Detail::Scope, Scope::Recipient.as_str());
        let open = file.referrals().into_values().filter(|referral| {
            let to_them = referral.said(Detail::Recipient) == Some(&*withdrawn.recipient);
            to_them && referral.standing().is_some_and(|standing| !standing.is_terminal())
        });
        let writes: Vec<ReferralWrite> = open
            .map(|referral| ReferralWrite::Step {
                id: referral.id,
                next: NextStep { step: ReferralStep::Withdraw, expired: false, details: details.clone() },
            })
            .collect();
        // Whoever may not withdraw a referral still writes down what the person said; what is open is then a task for others.
        let may_withdraw = is_open && desk.ask(Act::Referral(Step::Withdraw), now).is_ok();
        if writes.is_empty() || !may_withdraw {
            desk.store.consent_record((stream, case), (id, &withdrawn), now)?;
        } else {
            desk.store.refer_by_consent((stream, case), (id, &withdrawn), &writes, now)?;
        }
        // That this centre goes on reading may be what was taken back.
        if crate::transfer::may_open(desk, case, now).is_err() { Ok(Vec::new()) } else { list(desk, case, now) }
    })
}

/// May the person be a child, by what was told of their birth? Where nothing was, the worker sees who sits there.
fn is_child(desk: &Desk, case: CaseId, now: Moment) -> Result<bool, AppError> {
    let facts = desk.store.case_file(Stream::Centre, case)?.facts();
    let all = |property: &str| facts.get(&(None, property.to_owned())).map(|fact| fact.all());
    let born = born_of_all(|property| all(property).unwrap_or_default());
    Ok(born.is_some_and(|born| Minor::of(born.ages_on(now.date())) != Minor::No))
}

/// Does somebody answer for the child, and was it asked itself?
fn is_answered_for(consent: &Consent) -> bool {
    !consent.caregiver.is_empty() && consent.assent.is_some()
}

/// What the facts say that the person agrees to, so that nothing else is passed on later.
fn agreed_now(facts: &[Fact], fields: &BTreeSet<String>) -> String {
    let said = facts.iter().map(|fact| (fact.field.word(), fact.said.as_str()));
    agreed(said.filter(|(field, _)| fields.contains(*field)))
}

fn list(desk: &Desk, case: CaseId, now: Moment) -> Result<Vec<ConsentRow>, AppError> {
    desk.ask(Act::ReadPerson, now)?;
    crate::transfer::may_open(desk, case, now)?;
    desk.store.person_name(case)?;
    let (mut rows, today) = (Vec::new(), desk.today(now));
    for stream in STREAMS {
        for (id, held) in desk.store.case_file(stream, case)?.consents() {
            let consent = &held.consent;
            let state = match consent.answer {
                ConsentAnswer::Given if consent.is_live(today) => ConsentState::Live,
                ConsentAnswer::Given if consent.until.is_some_and(|until| today > until) => ConsentState::Expired,
                ConsentAnswer::Given | ConsentAnswer::NotAsked => ConsentState::NotAsked,
                ConsentAnswer::Withdrawn => ConsentState::Withdrawn,
                ConsentAnswer::Refused => ConsentState::Refused,
            };
            rows.push(ConsentRow {
                consent: Id(id),
                purpose: Word(consent.purpose),
                recipient: consent.recipient.clone(),
                fields: consent.fields.iter().cloned().collect(),
                state,
                basis: Word(consent.basis),
                how: Word(consent.how),
                at: held.mark.map(|mark| moment(i64::try_from(mark.hlc.unix_ms()).unwrap_or(i64::MAX))),
                member: held.mark.map(|mark| desk.member_name(mark.member)).unwrap_or_default(),
                until: consent.until.map(|until| until.to_string()),
                standing: held.standing,
                sheet: consent.text.as_ref().map(|text| SlipCode::of_text(text).to_string()),
            });
        }
    }
    Ok(rows)
}

/// Who agrees beside the member, where passing on rests on something else than consent.
fn second(desk: &Desk, input: &ConsentInput, of_tries: Moment) -> Result<Option<MemberId>, AppError> {
    if input.basis.0 == LegalBasis::Consent || input.answer.0 != ConsentAnswer::Given {
        return Ok(None);
    }
    let asked = input.second.as_ref().ok_or(ErrorCode::ConsentSecond)?;
    let members = desk.store.members()?;
    let known = members.iter().map(|member| member.id).find(|id| *id == asked.member.0);
    let member = known.ok_or(ErrorCode::MemberUnknown)?;
    if member == desk.member().id || input.words.trim().is_empty() {
        return Err(ErrorCode::ConsentSecond.into());
    }
    desk.store.verify_passphrase(member, &asked.passphrase, of_tries)?;
    Ok(Some(member))
}

fn asked(input: &ConsentInput, recipient: String, second: Option<MemberId>) -> Result<Consent, AppError> {
    let until = input.until.as_deref().filter(|until| !until.is_empty());
    let until = until.map(|until| until.parse().map_err(|_| AppError::from(ErrorCode::ConsentUntil))).transpose()?;
    // Nothing is agreed to under a name that nobody could read out.
    if input.fields.iter().any(|field| named::<SharedField>(field).is_none()) {
        return Err(ErrorCode::ReferralWord.into());
    }
    let fields: BTreeSet<String> = input.fields.iter().cloned().collect();
    let words = |text: &str| text.trim().to_owned();
    Ok(Consent {
        answer: input.answer.0,
        purpose: ConsentPurpose::Referral,
        recipient,
        fields,
        basis: input.basis.0,
        second,
        language: input.language.clone(),
        text: None,
        how: input.how.0,
        interpreter: words(&input.interpreter),
        present: words(&input.present),
        caregiver: words(&input.caregiver),
        assent: input.assent,
        until,
        words: words(&input.words),
    })
}
