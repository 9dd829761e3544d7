//! "What we hold about you": for the person, of the centre's stream alone. That there is another stream, or a talk in
//! private, is told by nothing on it; what could harm the person if somebody else reads it is told in a talk and not here.

use std::collections::BTreeSet;
use std::sync::Arc;

use pana_casework::contact::Contact;
use pana_casework::referral::{Detail, EntryKind};
use pana_casework::transfer::TransferState;
use pana_casework::{Act, born_of_all, profile};
use pana_forms::{Node, Role, Sensitivity};
use pana_letter::{Field, FieldKind, Head, HeldPart, HeldSheet, OwnFields, Reference, Row, Texts as Said};
use pana_model::{CaseId, Moment};
use pana_store::{Access, InterviewClaim, Look, Person, ProfileFact, Stream};

use crate::app::App;
use crate::contract::letter::{HeldSheetRequest, SheetMade};
use crate::contract::{AppError, Texts};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::interview::finished;
use crate::needs::{is_sensitive, service_label, values_apart};
use crate::paper::{Say, Way, day, faults, figures, give, languages, name_of, printed, reached, said};
use crate::people::names_of;
use crate::questionnaire::AskedForm;

/// Makes the sheet. That it was made is in the access log first.
///
/// # Errors
/// `letter-language`, `case-unknown`, `no-right`, and those of the way out.
pub(crate) fn held_sheet(app: &App, request: &HeldSheetRequest) -> Result<SheetMade, AppError> {
    let way = Way::asked(request.to, &request.folder, &request.printer);
    way.check(app)?;
    let (made, stem) = app.desk(|desk, now| {
        let case = request.case.0;
        desk.ask(Act::ReadPerson, now)?;
        crate::transfer::may_open(desk, case, now)?;
        desk.ask(Act::Referral(EntryKind::Printed.right()), now)?;
        let (number, _) = desk.store.person_name(case)?;
        let tags = &request.languages;
        let languages = languages(tags)?;
        let mut sheet = Sheet { tags, fields: Vec::new(), parts: Vec::new(), unsaid: unsaid(desk)? };
        sheet.fill(desk, case, now)?;
        let own = OwnFields::of(sheet.fields);
        let say = |what: Say| texts(tags, |tag| said(what, tag));
        let centre = std::iter::once(Said::same(desk.store.centre_name()));
        let head = Head {
            centre: centre.chain(reached(&contact(desk, case)?, tags)).collect(),
            title: say(Say::HeldTitle),
            references: vec![
                Reference { label: Said::default(), value: Said::same(&*number) },
                Reference { label: say(Say::MadeOn), value: Said::same(figures(now.date())) },
            ],
            qr: None,
        };
        let made = printed(HeldSheet::of(&own, languages, head, sheet.parts, say(Say::HeldRights)).print())?;
        let (access, stream) = (Access::Printed, Stream::Centre);
        desk.store.record_access(&Look { cases: &[case], access, interview: None, stream, note: "" }, now)?;
        Ok((made, pana_exchange::file_word(&format!("{number}-held"))))
    })?;
    Ok(SheetMade { file: give(app, &way, &stem, &made.pdf)?, faults: faults(made.faults), code: None })
}

/// How the centre is reached, for a sheet that a person keeps. Nothing for whom it is not safe to be in touch with us: whoever
/// finds it is not told where to look for them.
fn contact(desk: &Desk, case: CaseId) -> Result<Contact, AppError> {
    if !may_be_written_to(desk, case)? {
        return Ok(Contact::default());
    }
    Ok(desk.store.contact().in_use().map(|said| said.what.clone()).unwrap_or_default())
}

fn may_be_written_to(desk: &Desk, case: CaseId) -> Result<bool, AppError> {
    Ok(matches!(crate::people::safe_contact(desk, case)?.as_deref(), None | Some("yes")))
}

/// Questionnaires that are led in private: an answer that names one of them is not told.
fn unsaid(desk: &mut Desk) -> Result<BTreeSet<String>, AppError> {
    let forms = desk.current_forms()?;
    let private = forms.iter().filter(|asked| asked.form.stream() == pana_forms::Stream::Protected);
    Ok(private.map(|asked| asked.form.id().to_owned()).collect())
}

struct Sheet<'s> {
    tags: &'s [String],
    fields: Vec<Field>,
    parts: Vec<HeldPart>,
    unsaid: BTreeSet<String>,
}

fn texts(tags: &[String], text: impl Fn(&str) -> String) -> Said {
    Said::new(tags.iter().map(|tag| text(tag)))
}

/// A text of a questionnaire in a language, or in one that it has. What an answer stands in is told with an ellipsis.
fn read(known: &Texts, tag: &str) -> String {
    let text = [tag, "en", "kk"].into_iter().find_map(|tag| known.get(tag)).or_else(|| known.values().next());
    let text = text.map_or("", String::as_str);
    text.split("${").enumerate().fold(String::new(), |mut said, (at, part)| {
        if at > 0 {
            said.push('…');
        }
        said.push_str(if at > 0 { part.split_once('}').map_or("", |(_, after)| after) } else { part });
        said
    })
}

impl Sheet<'_> {
    fn fill(&mut self, desk: &mut Desk, case: CaseId, now: Moment) -> Result<(), AppError> {
        let person = desk.store.person(case)?;
        self.about(desk, &person, now)?;
        self.household(&person, now);
        for summary in person.interviews.iter().filter(|summary| summary.stream == Stream::Centre) {
            let claim = InterviewClaim { interview: summary.interview, case: Some(case) };
            match finished(desk, claim, now) {
                Ok(open) => {
                    let form = Arc::clone(&open.asked);
                    let date = open.saved.date();
                    let apart = values_apart(desk, case, summary.interview)?;
                    let rows = self.answers(&form, |at| match apart.get(at) {
                        Some(values) => values.clone(),
                        None => open.session.value_of(at).map(str::to_owned).into_iter().collect(),
                    });
                    let heading = texts(self.tags, |tag| {
                        format!(
                            "{}: {}, {}",
                            said(Say::HeldInterview, tag),
                            read(form.form.title(), tag),
                            day(date, tag)
                        )
                    });
                    self.part(heading, rows);
                }
                // What the member may not read, and what cannot be read, somebody else tells.
                Err(error)
                    if [ErrorCode::NoRight, ErrorCode::FormAltered, ErrorCode::FormUnknown]
                        .iter()
                        .any(|code| error.is(*code)) => {}
                Err(error) => return Err(error),
            }
        }
        self.referrals(desk, case)?;
        self.transfers(desk, case)
    }

    fn part(&mut self, heading: Said, rows: Vec<Row>) {
        if !rows.is_empty() {
            self.parts.push(HeldPart { heading, why: Said::default(), rows });
        }
    }

    fn field(&mut self, label: Said, value: Said) -> Row {
        let code = format!("f{}", self.fields.len());
        self.fields.push(Field { code: code.clone(), kind: FieldKind::Words, label, value });
        Row::Field(code)
    }

    fn about(&mut self, desk: &mut Desk, person: &Person, now: Moment) -> Result<(), AppError> {
        let mut rows = Vec::new();
        if let Some(age) = age(&person.profile, now) {
            let label = texts(self.tags, |tag| name_of("field", "age", tag).unwrap_or_default());
            rows.push(self.field(label, Said::same(age)));
        }
        let facts = || person.profile.iter().filter(|fact| profile::is_listed(&fact.property));
        for (fact, value) in facts().flat_map(|fact| fact.all().into_iter().map(move |value| (fact, value))) {
            let summary = person.interviews.iter().find(|summary| summary.interview == fact.interview);
            let asked = match summary.filter(|summary| summary.stream == Stream::Centre) {
                Some(summary) => desk.form_if_sound(&summary.form_id, &summary.form_hash)?,
                None => None,
            };
            let node = asked.as_ref().and_then(|asked| Some((asked, asked.form.find(&fact.source)?.1)));
            let Some((asked, node)) = node else { continue };
            // Where two stand that were written apart, both are held, and both are told.
            rows.extend(self.answer(asked, node, value));
        }
        self.part(texts(self.tags, |tag| said(Say::HeldAbout, tag)), rows);
        Ok(())
    }

    fn household(&mut self, person: &Person, now: Moment) {
        let mut rows = Vec::new();
        // Whoever stayed behind does not live with them.
        for entry in person.household.iter().filter(|entry| value_in(&entry.facts, profile::HERE) != Some("no")) {
            let name = names_of(&entry.facts);
            let told = || Some(values_in(&entry.facts, profile::AGE).join(" / ")).filter(|age| !age.is_empty());
            let age = age(&entry.facts, now).or_else(told);
            let said: Vec<String> = [Some(name).filter(|name| !name.is_empty()), age].into_iter().flatten().collect();
            if !said.is_empty() {
                rows.push(self.field(Said::default(), Said::same(said.join(", "))));
            }
        }
        self.part(texts(self.tags, |tag| said(Say::HeldHousehold, tag)), rows);
    }

    /// The answers of an interview, all that stand side by side, but what stands in lists, and what could harm the person on paper.
    fn answers(&mut self, asked: &AskedForm, values: impl Fn(&str) -> Vec<String>) -> Vec<Row> {
        let mut rows = Vec::new();
        let told = |node: &&Node| {
            node.role == Role::Question
                && !node.calculated
                && node.sensitivity != Sensitivity::Sensitive
                && node.save_to.is_empty()
        };
        for node in asked.form.nodes().iter().filter(told) {
            for value in values(&node.path).into_iter().filter(|value| !value.is_empty()) {
                rows.extend(self.answer(asked, node, &value));
            }
        }
        rows
    }

    fn answer(&mut self, asked: &AskedForm, node: &Node, value: &str) -> Option<Row> {
        if node.sensitivity == Sensitivity::Sensitive {
            return None;
        }
        let label = texts(self.tags, |tag| read(&node.label, tag));
        let Some(list) = node.list.as_deref() else { return Some(self.field(label, Said::same(value))) };
        let choices = asked.form.choices(list)?;
        let whole = choices.iter().any(|choice| *choice.name == *value);
        let codes: Vec<&str> = if whole { vec![value] } else { value.split_whitespace().collect() };
        let codes: Vec<&str> = codes.into_iter().filter(|code| !self.unsaid.contains(*code)).collect();
        if codes.is_empty() {
            return None;
        }
        let called = |code: &str, tag: &str| {
            let choice = choices.iter().find(|choice| *choice.name == *code);
            let known: Texts = choice.map(|choice| (&choice.label).into()).unwrap_or_default();
            let own = known.get(tag).cloned().or_else(|| name_of(list, code, tag));
            own.unwrap_or_else(|| read(&known, tag))
        };
        let value = texts(self.tags, |tag| codes.iter().map(|code| called(code, tag)).collect::<Vec<_>>().join(", "));
        Some(self.field(label, value))
    }

    /// To whom something was passed on, and which facts.
    fn referrals(&mut self, desk: &Desk, case: CaseId) -> Result<(), AppError> {
        let mut rows = Vec::new();
        for referral in desk.store.case_file(Stream::Centre, case)?.referrals().into_values() {
            let said = |detail| referral.said(detail).unwrap_or_default();
            // Where somebody is kept safe no paper says: whoever lives with them may find it. It is told in a talk.
            let is_secret = referral.is_sensitive()
                || referral.said(Detail::HiddenAddress).is_some()
                || is_sensitive(said(Detail::Service));
            if !referral.is_out() || is_secret {
                continue;
            }
            let kind = service_label(said(Detail::Service));
            let given: Vec<&str> = said(Detail::Fields).split_whitespace().collect();
            let value = texts(self.tags, |tag| {
                let facts: Vec<String> = given.iter().filter_map(|field| name_of("field", field, tag)).collect();
                format!("{}\n{}", read(&kind, tag), facts.join(", "))
            });
            let recipient = referral.said(Detail::RecipientName).unwrap_or_else(|| said(Detail::Recipient)).to_owned();
            rows.push(self.field(Said::same(recipient), value));
        }
        self.part(texts(self.tags, |tag| self::said(Say::HeldReferrals, tag)), rows);
        Ok(())
    }

    /// To and from which other centres the case went. Nothing for whom it is not safe to be in touch with us, and no name where nobody
    /// asked whether it is: whoever finds the sheet is not told where to look for them; they are told in a talk.
    fn transfers(&mut self, desk: &Desk, case: CaseId) -> Result<(), AppError> {
        if !may_be_written_to(desk, case)? {
            return Ok(());
        }
        let names = crate::people::safe_contact(desk, case)?.is_some();
        let mut rows = Vec::new();
        for told in desk.store.transfers_told(case)? {
            let value = texts(self.tags, |tag| {
                let at = Moment::from_unix_ms(told.at_ms).map(|at| day(at.date(), tag)).unwrap_or_default();
                let stands = said(comes_to(told.state), tag).replace("{day}", &at);
                let went = said(Say::HeldWent, tag)
                    .replace("{interviews}", &told.interviews.to_string())
                    .replace("{files}", &told.files.to_string())
                    .replace("{entries}", &told.entries.to_string());
                let number = Some(&told.number).filter(|number| names && !number.is_empty());
                let number = number.map(|number| said(Say::HeldNumberThere, tag).replace("{number}", number));
                [Some(stands), number, Some(went)].into_iter().flatten().collect::<Vec<_>>().join("\n")
            });
            let centre = || texts(self.tags, |tag| said(Say::HeldOtherCentre, tag));
            let centre = if names { Said::same(told.centre) } else { centre() };
            rows.push(self.field(centre, value));
        }
        self.part(texts(self.tags, |tag| said(Say::HeldTransfers, tag)), rows);
        Ok(())
    }
}

/// What a handing over comes to, in the words of a letter.
const fn comes_to(state: Option<TransferState>) -> Say {
    match state {
        Some(TransferState::Proposed) => Say::HeldToProposed,
        Some(TransferState::Accepted) => Say::HeldToAccepted,
        Some(TransferState::Declined) => Say::HeldToDeclined,
        Some(TransferState::Revoked) => Say::HeldToRevoked,
        Some(TransferState::Unsettled) => Say::HeldToUnsettled,
        None => Say::HeldFrom,
    }
}

/// All that stands of a property, what holds first.
fn values_in<'f>(facts: &'f [ProfileFact], property: &str) -> Vec<&'f str> {
    facts.iter().find(|fact| fact.property == property).map(ProfileFact::all).unwrap_or_default()
}

fn value_in<'f>(facts: &'f [ProfileFact], property: &str) -> Option<&'f str> {
    facts.iter().find(|fact| fact.property == property).map(|fact| fact.value.as_str())
}

fn age(facts: &[ProfileFact], now: Moment) -> Option<String> {
    let ages = born_of_all(|property| values_in(facts, property))?.ages_on(now.date())?;
    let exact = ages.least == ages.greatest;
    Some(if exact { ages.least.to_string() } else { format!("{}–{}", ages.least, ages.greatest) })
}
