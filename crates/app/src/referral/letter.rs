//! A letter: shown before it is made, and made. It is written down before anybody has it.

use std::collections::BTreeSet;
use std::path::Path;

use pana_casework::Act;
use pana_casework::case::Permit;
use pana_casework::consent::LegalBasis;
use pana_casework::contact::Contact;
use pana_casework::referral::{Channel, Detail, Details, EntryKind, Referral, SlipCode};
use pana_exchange::file_word;
use pana_model::{CaseId, Moment};
use pana_store::Stream;

use super::facts::{Fact, facts};
use super::find::{Found, referral};
use super::sheet::{Guise, Sheet};
use super::show::shown;
use super::view::number;
use crate::app::App;
use crate::contract::letter::{FactRow, LetterAsked, LetterMade, LetterPreview, LetterRequest};
use crate::contract::referral::{ReferralRequest, SharedField};
use crate::contract::{AppError, Vocabulary};
use crate::desk::Desk;
use crate::needs::{is_sensitive, stops};
use crate::paper::{TAGS, Way, faults, give, is_known, languages};

/// What the facts say that may be passed on by a referral: exactly what the person is asked about. Each talk in private that
/// is looked at for a referral which rests on one is noted.
///
/// # Errors
/// `case-unknown`, `referral-unknown`, `no-right`, and as any write.
pub(crate) fn referral_facts(app: &App, request: &ReferralRequest) -> Result<Vec<FactRow>, AppError> {
    app.desk(|desk, now| {
        let case = request.case.0;
        desk.ask(Act::ReadPerson, now)?;
        crate::transfer::may_open(desk, case, now)?;
        desk.store.person_name(case)?;
        let found = referral(desk, (case, request.referral.0), now)?;
        let row = |fact: Fact| FactRow { field: fact.field, held: fact.held, value: fact.value };
        Ok(facts(desk, &found, case, now)?.into_iter().map(row).collect())
    })
}

/// A letter before it is made. Nothing is written down but what is looked at.
///
/// # Errors
/// `referral-step` where the referral is not ready or was answered, `referral-no-consent`, `referral-stopped`,
/// `letter-language`, `referral-unknown`, `no-right`, and as any write.
pub(crate) fn letter_preview(app: &App, request: &LetterAsked) -> Result<LetterPreview, AppError> {
    app.desk(|desk, now| {
        let ready = Ready::of(desk, request, now)?;
        let sheet = ready.sheet(now);
        languages(&ready.tags)?;
        let covered = sheet.covered(&ready.permit);
        let agreed: BTreeSet<&str> = ready.permit.fields().collect();
        let is_left_out = |field: &SharedField| agreed.contains(field.word()) && !covered.contains(field);
        Ok(LetterPreview {
            languages: TAGS.map(str::to_owned).into(),
            chosen: ready.tags.clone(),
            neutral: ready.guise == Guise::Neutral,
            must_be_neutral: ready.must_be_neutral,
            nobody_can_answer: ready.guise == Guise::Plain && ready.contact.is_empty(),
            lines: sheet.lines(&ready.permit),
            left_out: SharedField::ALL.iter().copied().filter(is_left_out).collect(),
            faults: faults(sheet.faults(&ready.permit)?),
            slip: SlipCode::of(ready.found.referral.id).to_string(),
            prints: ready.print.saturating_sub(1),
        })
    })
}

/// Makes a letter and gives it away. That it was made is in the referral and in the access log first: a power cut, or a full
/// disk, leaves a print written down that nobody has, and never one that nobody knows of.
///
/// # Errors
/// As [`letter_preview`]; `letter-name`, `folder-missing`, `folder-read-only`, `letter-printer`, `disk-full`.
pub(crate) fn referral_letter(app: &App, request: &LetterRequest) -> Result<LetterMade, AppError> {
    let way = Way::asked(request.to, &request.folder, &request.printer);
    make(app, &request.letter, &way)
}

/// The same into exactly this file, which is not there yet.
///
/// # Errors
/// As [`referral_letter`]; `letter-file-exists`.
pub fn letter_to_file(app: &App, letter: &LetterAsked, file: &Path) -> Result<LetterMade, AppError> {
    make(app, letter, &Way::File(file.to_owned()))
}

fn make(app: &App, asked: &LetterAsked, way: &Way) -> Result<LetterMade, AppError> {
    way.check(app)?;
    let (pdf, stem, print) = app.desk(|desk, now| {
        let ready = Ready::of(desk, asked, now)?;
        let made = ready.sheet(now).print(&ready.permit)?;
        let details = Details::new()
            .with(Detail::Channel, Channel::Letter.as_str())
            .with(Detail::Proof, ready.print.to_string())
            .with(Detail::Slip, SlipCode::of(ready.found.referral.id).to_string())
            .with(Detail::Languages, ready.tags.join(" "));
        desk.store.letter_made((ready.found.stream, ready.case), &ready.permit, &details, now)?;
        Ok((made.pdf, file_word(&format!("{}-{}", ready.number, ready.print)), ready.print))
    })?;
    let file = give(app, way, &stem, &pdf)?;
    let request = ReferralRequest { case: asked.case, referral: asked.referral };
    let referral = app.desk(|desk, now| shown(desk, &request, now))?;
    Ok(LetterMade { print, file, referral })
}

/// A letter that may be made.
struct Ready<'r> {
    case: CaseId,
    found: Found,
    permit: Permit,
    facts: Vec<Fact>,
    tags: Vec<String>,
    guise: Guise,
    signs: bool,
    must_be_neutral: bool,
    centre: String,
    contact: Contact,
    number: String,
    print: u32,
    worker: String,
    asked: &'r LetterAsked,
}

impl<'r> Ready<'r> {
    fn of(desk: &mut Desk, asked: &'r LetterAsked, now: Moment) -> Result<Self, AppError> {
        let case = asked.case.0;
        desk.ask(Act::ReadPerson, now)?;
        crate::transfer::may_open(desk, case, now)?;
        desk.ask(Act::Referral(EntryKind::Printed.right()), now)?;
        let (case_number, _) = desk.store.person_name(case)?;
        let found = referral(desk, (case, asked.referral.0), now)?;
        let permit = desk.store.permit((found.stream, case), found.referral.id, now)?;
        // A talk in private may have been led since the person agreed.
        stops(desk, case, permit.basis(), now)?;
        let facts = facts(desk, &found, case, now)?;
        let tags = if asked.languages.is_empty() { agreed_languages(&found) } else { asked.languages.clone() };
        let safe = contact(desk, case)?;
        let must_be_neutral = found.stream == Stream::Protected || safe == Safe::No || is_secret(&found.referral);
        let neutral = must_be_neutral || asked.neutral.unwrap_or(safe == Safe::NotAsked);
        let number = number(&case_number, found.referral.id);
        let (centre, worker) = (desk.store.centre_name(), desk.member_name(desk.member().id));
        let contact = desk.store.contact().in_use().map(|said| said.what.clone()).unwrap_or_default();
        let print = prints(&found).saturating_add(1);
        let guise = if neutral { Guise::Neutral } else { Guise::Plain };
        let signs = found.file.consents().get(&permit.consent()).is_some_and(|held| held.consent.caregiver.is_empty());
        Ok(Self {
            case,
            found,
            permit,
            facts,
            tags,
            guise,
            signs,
            must_be_neutral,
            centre,
            contact,
            number,
            print,
            worker,
            asked,
        })
    }

    fn sheet(&self, now: Moment) -> Sheet<'_> {
        Sheet {
            tags: &self.tags,
            guise: self.guise,
            by_consent: self.permit.basis() == LegalBasis::Consent,
            signs: self.signs,
            centre: &self.centre,
            contact: &self.contact,
            number: &self.number,
            print: self.print,
            worker: &self.worker,
            referral: &self.found.referral,
            facts: &self.facts,
            bring: &self.asked.bring,
            now,
        }
    }
}

/// Is it a referral of which no paper may say where to? A shelter that is found in a bag is none any more.
pub(super) fn is_secret(referral: &Referral) -> bool {
    referral.is_sensitive()
        || referral.said(Detail::HiddenAddress).is_some()
        || is_sensitive(referral.said(Detail::Service).unwrap_or_default())
}

/// How many letters were made.
pub(super) fn prints(found: &Found) -> u32 {
    let made = found.referral.entries.values().filter(|entry| entry.kind == EntryKind::Printed).count();
    u32::try_from(made).unwrap_or(u32::MAX)
}

/// The languages that were chosen when the person agreed, as far as letters can be in them.
fn agreed_languages(found: &Found) -> Vec<String> {
    let chosen = found.referral.made_ready().map(|ready| &ready.details);
    let chosen = chosen.into_iter().flat_map(|details| details.codes(Detail::Languages)).filter(|tag| is_known(tag));
    let mut tags: Vec<String> = chosen.take(2).map(str::to_owned).collect();
    tags.dedup();
    if tags.is_empty() { vec![TAGS[0].to_owned()] } else { tags }
}

/// Did the person say that it is safe to contact them?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Safe {
    Yes,
    /// Nobody has asked, or they did not say.
    NotAsked,
    No,
}

pub(super) fn contact(desk: &Desk, case: CaseId) -> Result<Safe, AppError> {
    Ok(match crate::people::safe_contact(desk, case)?.as_deref() {
        Some("yes") => Safe::Yes,
        None => Safe::NotAsked,
        Some(_) => Safe::No,
    })
}
