//! The sheet that is read to a person before they agree: to whom, and exactly which facts as they are.

use pana_casework::Act;
use pana_casework::referral::Detail;
use pana_letter::{ConsentSheet, Field, Head, OwnFields, Reference, Row, Signature, Texts};
use pana_store::{Access, Look, Stream};

use super::facts::{Fact, all_known, facts};
use super::find::referral;
use super::letter::{Safe, contact, is_secret};
use super::sheet::field_label;
use super::view::number;
use crate::app::App;
use crate::contract::letter::{ConsentSheetRequest, SheetMade};
use crate::contract::referral::SharedField;
use crate::contract::{AppError, Vocabulary, named};
use crate::error::ErrorCode;
use crate::paper::{Say, Way, faults, figures, give, isolated, languages, printed, reached, said};

/// Makes the sheet. It goes to nobody but the person; that it was made is in the access log first.
///
/// # Errors
/// `sheet-private` for a referral that no paper may tell of: it rests on a talk in private, goes to a place that must not be
/// known, or the person said that it is not safe to be written to; `referral-field-empty`,
/// `referral-word`, `letter-language`, `referral-unknown`, `no-right`, and those of the way out.
pub(crate) fn consent_sheet(app: &App, request: &ConsentSheetRequest) -> Result<SheetMade, AppError> {
    let way = Way::asked(request.to, &request.folder, &request.printer);
    way.check(app)?;
    let (made, stem) = app.desk(|desk, now| {
        let case = request.case.0;
        desk.ask(Act::ReadPerson, now)?;
        desk.ask(Act::RecordConsent, now)?;
        let (case_number, _) = desk.store.person_name(case)?;
        let found = referral(desk, case, request.referral.0)?;
        let safe = contact(&desk.store.case_file(Stream::Centre, case)?);
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
        let recipient = found.referral.said(Detail::RecipientName).or_else(|| found.referral.said(Detail::Recipient));
        let recipient = format!("\u{2068}{}\u{2069}", recipient.unwrap_or_default());
        let number = number(&case_number, found.referral.id);
        let ask = texts(&|tag| said(Say::ConsentAsk, tag).replace("{recipient}", &recipient));
        let rows = std::iter::once(Row::Notice(ask)).chain(facts.iter().map(|fact| Row::field(fact.field.word())));
        let contact = desk.store.contact().in_use().map(|said| said.what.clone()).unwrap_or_default();
        let centre = std::iter::once(Texts::same(desk.store.centre_name()));
        let head = Head {
            centre: centre.chain(reached(&contact, &request.languages)).collect(),
            title: say(Say::ConsentTitle),
            references: vec![
                Reference { label: say(Say::Number), value: Texts::same(&*number) },
                Reference { label: say(Say::MadeOn), value: Texts::same(figures(now.date())) },
            ],
            qr: None,
        };
        let sign = |what: Say| Signature { label: say(what), says: Texts::default(), field: None };
        let signatures = vec![sign(Say::ConsentYes), sign(Say::ConsentNo)];
        let languages = languages(&request.languages)?;
        let made = printed(ConsentSheet::of(&own, languages, head, rows.collect(), signatures).print())?;
        let (access, stream) = (Access::Printed, Stream::Centre);
        desk.store.record_access(&Look { cases: &[case], access, interview: None, stream, note: "" }, now)?;
        Ok((made, pana_exchange::file_word(&format!("{number}-consent"))))
    })?;
    Ok(SheetMade { file: give(app, &way, &stem, &made.pdf)?, faults: faults(made.faults) })
}
