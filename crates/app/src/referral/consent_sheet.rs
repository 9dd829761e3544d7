//! The sheet that is read to a person before they agree: to whom, and exactly which facts as they are.

use pana_casework::Act;
use pana_casework::consent::text_hash;
use pana_casework::referral::{Detail, Referral, SlipCode};
use pana_letter::{ConsentSheet, Field, Head, OwnFields, Reference, Row, Signature, Texts};
use pana_model::CaseId;
use pana_store::{Access, Look, Stream};

use super::facts::{Fact, all_known, facts};
use super::find::{Found, referral};
use super::letter::{Safe, contact, is_secret};
use super::sheet::field_label;
use super::view::number;
use crate::app::App;
use crate::contract::letter::{ConsentSheetRequest, SheetMade};
use crate::contract::referral::{ConsentInput, SharedField};
use crate::contract::{AppError, Vocabulary, named};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::paper::{Say, TAGS, Way, faults, figures, give, isolated, languages, printed, reached, said};

/// Makes the sheet. It goes to nobody but the person; that it was made is in the access log first.
///
/// # Errors
/// `sheet-private` for a referral that no paper may tell of: it rests on a talk in private, goes to a place that must not be
/// known, or the person said that it is not safe to be written to; `referral-field-empty`,
/// `referral-word`, `letter-language`, `referral-unknown`, `no-right`, and those of the way out.
pub(crate) fn consent_sheet(app: &App, request: &ConsentSheetRequest) -> Result<SheetMade, AppError> {
    let way = Way::asked(request.to, &request.folder, &request.printer);
    way.check(app)?;
    let (made, stem, code) = app.desk(|desk, now| {
        let case = request.case.0;
        desk.ask(Act::ReadPerson, now)?;
        crate::transfer::may_open(desk, case, now)?;
        desk.ask(Act::RecordConsent, now)?;
        let (case_number, _) = desk.store.person_name(case)?;
        let found = referral(desk, (case, request.referral.0), now)?;
        let safe = contact(desk, case)?;
        if found.stream == Stream::Protected || safe == Safe::No || is_secret(&found.referral) {
            return Err(ErrorCode::SheetPrivate.into());
        }
        let facts = facts(desk, &found, case, now)?;
        if let Err(field) = all_known(&facts, request.fields.iter().map(String::as_str)) {
            let known = named::<SharedField>(field).ok_or(ErrorCode::ReferralWord)?;
            return Err(AppError::of(ErrorCode::ReferralFieldEmpty).with("field", known));
        }
        let asked = |fact: &&Fact| request.fields.iter().any(|field| field == fact.field.word());
        let texts = |text: &dyn Fn(&str) -> String| Texts::new(request.languages.iter().map(|tag| text(tag)));
        let say = |what: Say| texts(&|tag| said(what, tag));
        let own = OwnFields::of(facts.iter().filter(asked).map(|fact| Field {
            code: fact.field.word().to_owned(),
            kind: fact.kind,
            label: texts(&|tag| field_label(fact.field, tag)),
            value: texts(&|tag| isolated(fact.value.get(tag).map_or("", String::as_str), tag)),
        }));
        let recipient = recipient(&found.referral);
        let number = number(&case_number, found.referral.id);
        let ask = texts(&|tag| ask(&recipient, tag));
        let code =
            SlipCode::of_text(&text_of(&found.referral, &facts, &request.fields, &request.languages)).to_string();
        let rows = std::iter::once(Row::Notice(ask)).chain(facts.iter().map(|fact| Row::field(fact.field.word())));
        let contact = desk.store.contact().in_use().map(|said| said.what.clone()).unwrap_or_default();
        let centre = std::iter::once(Texts::same(desk.store.centre_name()));
        let head = Head {
            centre: centre.chain(reached(&contact, &request.languages)).collect(),
            title: say(Say::ConsentTitle),
            references: vec![
                Reference { label: say(Say::Number), value: Texts::same(&*number) },
                Reference { label: say(Say::MadeOn), value: Texts::same(figures(now.date())) },
                Reference { label: say(Say::SheetCode), value: Texts::same(&*code) },
            ],
            qr: None,
        };
        let sign = |what: Say| Signature { label: say(what), says: Texts::default(), field: None };
        let signatures = vec![sign(Say::ConsentYes), sign(Say::ConsentNo)];
        let languages = languages(&request.languages)?;
        let made = printed(ConsentSheet::of(&own, languages, head, rows.collect(), signatures).print())?;
        let (access, stream) = (Access::Printed, Stream::Centre);
        // By its code it is known later that there was such a sheet.
        desk.store.record_access(&Look { cases: &[case], access, interview: None, stream, note: &code }, now)?;
        Ok((made, pana_exchange::file_word(&format!("{number}-consent")), code))
    })?;
    Ok(SheetMade { file: give(app, &way, &stem, &made.pdf)?, faults: faults(made.faults), code: Some(code) })
}

/// The text of the sheet that a person answered on, by its code, if that is what would be passed on now: whoever agreed to another
/// text agreed to something else. Nothing where no code was typed.
///
/// # Errors
/// `sheet-typo`; `sheet-changed` where such a sheet was made, and what it says is no longer what would be passed on; `sheet-unknown`.
pub(super) fn text_agreed_to(
    desk: &Desk,
    (case, found): (CaseId, &Found),
    facts: &[Fact],
    input: &ConsentInput,
) -> Result<Option<[u8; 32]>, AppError> {
    let typed = input.sheet.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let code: SlipCode = typed.parse().map_err(|_| AppError::from(ErrorCode::SheetTypo))?;
    // Nobody says in which languages it was printed.
    let one = TAGS.iter().map(|tag| vec![(*tag).to_owned()]);
    let two = TAGS.iter().flat_map(|first| {
        TAGS.iter().filter(move |second| first != *second).map(|second| vec![(*first).to_owned(), (*second).to_owned()])
    });
    let texts = one.chain(two).map(|tags| text_of(&found.referral, facts, &input.fields, &tags));
    if let Some(text) = texts.into_iter().find(|text| SlipCode::of_text(text) == code) {
        return Ok(Some(text));
    }
    let was_made = desk.store.is_access_noted(case, &code.to_string())?;
    Err(if was_made { ErrorCode::SheetChanged } else { ErrorCode::SheetUnknown }.into())
}

/// The hash of all that is read to the person in these languages: to whom, and what of these facts. The day and the number are not
/// of it: the same text made again is the same.
fn text_of(referral: &Referral, facts: &[Fact], fields: &[String], tags: &[String]) -> [u8; 32] {
    let recipient = recipient(referral);
    let mut parts = Vec::new();
    for tag in tags {
        parts.extend([tag.clone(), ask(&recipient, tag)]);
        for fact in facts.iter().filter(|fact| fields.iter().any(|field| field == fact.field.word())) {
            parts.push(field_label(fact.field, tag));
            parts.push(fact.value.get(tag).cloned().unwrap_or_default());
        }
    }
    text_hash(parts.iter().map(String::as_str))
}

fn ask(recipient: &str, tag: &str) -> String {
    said(Say::ConsentAsk, tag).replace("{recipient}", recipient)
}

/// To whom, as the sheet names them.
fn recipient(referral: &Referral) -> String {
    let name = referral.said(Detail::RecipientName).or_else(|| referral.said(Detail::Recipient));
    format!("\u{2068}{}\u{2069}", name.unwrap_or_default())
}
