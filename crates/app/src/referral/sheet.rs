//! What stands on a letter: plain, or neutral where a stranger who finds it must learn nothing.

use std::collections::BTreeMap;

use pana_casework::case::Permit;
use pana_casework::contact::Contact;
use pana_casework::referral::{Detail, Referral, SlipCode};
use pana_letter::{
    Fact as Told, Faults, Field, Head, Letter, LetterWords, Permitted, Printed, Qr, Reference, Row, Signature, Slip,
    Texts,
};
use pana_model::Moment;

use super::facts::Fact;
use crate::contract::letter::{Bring, LetterLine};
use crate::contract::referral::SharedField;
use crate::contract::{AppError, Vocabulary, Word};
use crate::paper::{Say, day, figures, isolated, languages, moment, name_of, printed, reached, reached_in, said};

/// Whether a letter says whose it is and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Guise {
    /// It does.
    Plain,
    /// It names no centre, no recipient and no reason.
    Neutral,
}

impl Guise {
    /// May a letter say this? What the person needs, their health and how they are reached tell a stranger who finds it.
    pub(super) const fn says(self, field: SharedField) -> bool {
        let tells = matches!(field, SharedField::Need | SharedField::Health | SharedField::Contact);
        matches!(self, Self::Plain) || !tells
    }
}

/// What a letter is made of.
pub(super) struct Sheet<'s> {
    pub(super) tags: &'s [String],
    pub(super) guise: Guise,
    /// Did the person agree, or does it rest on something else?
    pub(super) by_consent: bool,
    /// Does the person answer for themself? For a child somebody else signs.
    pub(super) signs: bool,
    pub(super) centre: &'s str,
    /// How the centre is reached, where the letter may say whose it is.
    pub(super) contact: &'s Contact,
    /// Number of the referral, as pages have it.
    pub(super) number: &'s str,
    pub(super) print: u32,
    pub(super) worker: &'s str,
    pub(super) referral: &'s Referral,
    pub(super) facts: &'s [Fact],
    pub(super) bring: &'s [Word<Bring>],
    pub(super) now: Moment,
}

impl Sheet<'_> {
    /// The letter under a permit.
    ///
    /// # Errors
    /// `letter-language`, `letter-name`.
    pub(super) fn print(&self, permit: &Permit) -> Result<Printed, AppError> {
        let permitted = Permitted::of(permit, self.told());
        printed(Letter::of(&permitted, self.words(&permitted)?).print())
    }

    /// What would stand on it otherwise than it was said.
    ///
    /// # Errors
    /// `letter-language`.
    pub(super) fn faults(&self, permit: &Permit) -> Result<Faults, AppError> {
        let permitted = Permitted::of(permit, self.told());
        printed(Letter::of(&permitted, self.words(&permitted)?).faults())
    }

    /// What the permit covers of what may be said, by the codes of the facts.
    pub(super) fn covered(&self, permit: &Permit) -> Vec<SharedField> {
        let permitted = Permitted::of(permit, self.told());
        let codes = permitted.codes();
        self.facts.iter().map(|fact| fact.field).filter(|field| codes.contains(field.word())).collect()
    }

    /// Everything that is on it beside the words of all letters, line by line.
    pub(super) fn lines(&self, permit: &Permit) -> Vec<LetterLine> {
        let each = |text: &dyn Fn(&str) -> String| self.tags.iter().map(|tag| text(tag)).collect::<Vec<String>>();
        let mut lines = Vec::new();
        if self.guise == Guise::Plain {
            let to = self.to();
            lines.push(LetterLine { label: each(&|tag| said(Say::To, tag)), value: each(&|_| to.clone()) });
        }
        if self.guise == Guise::Plain && !self.contact.is_empty() {
            let value = each(&|tag| shown(&reached_in(self.contact, tag).join("\n")));
            lines.push(LetterLine { label: each(&|tag| said(Say::AnswerTo, tag)), value });
        }
        for field in self.covered(permit) {
            let label = each(&|tag| field_label(field, tag));
            let fact = self.facts.iter().find(|fact| fact.field == field);
            let value = each(&|tag| fact.and_then(|fact| fact.value.get(tag).cloned()).unwrap_or_default());
            lines.push(LetterLine { label, value });
        }
        for (say, value) in self.said_beside() {
            let value = each(&|tag| value.get(tag).cloned().unwrap_or_default());
            lines.push(LetterLine { label: each(&|tag| said(say, tag)), value });
        }
        lines
    }

    fn told(&self) -> impl Iterator<Item = Told> + '_ {
        let may = |fact: &&Fact| self.guise.says(fact.field) && !fact.said.is_empty();
        self.facts.iter().filter(may).map(|fact| Told {
            field: Field {
                code: fact.field.word().to_owned(),
                kind: fact.kind,
                label: self.texts(|tag| field_label(fact.field, tag)),
                value: self.texts(|tag| isolated(fact.value.get(tag).map_or("", String::as_str), tag)),
            },
            said: fact.said.clone(),
        })
    }

    fn texts(&self, text: impl Fn(&str) -> String) -> Texts {
        Texts::new(self.tags.iter().map(|tag| text(tag)))
    }

    fn say(&self, say: Say) -> Texts {
        self.texts(|tag| said(say, tag))
    }

    /// The centre, at the head and on the slip: its name, and how it is reached. Nothing on a letter that says not whose it is.
    fn of_centre(&self) -> Vec<Texts> {
        match self.guise {
            Guise::Neutral => Vec::new(),
            Guise::Plain => std::iter::once(Texts::same(self.centre)).chain(reached(self.contact, self.tags)).collect(),
        }
    }

    /// The recipient: the name, the place, the telephone.
    fn to(&self) -> String {
        let said = |detail| self.referral.said(detail).filter(|text| !text.trim().is_empty());
        let name = said(Detail::RecipientName).or_else(|| said(Detail::Recipient));
        let lines = [name, said(Detail::Address), said(Detail::Phone)];
        lines.into_iter().flatten().map(str::trim).collect::<Vec<_>>().join("\n")
    }

    /// What is neither the recipient nor the person: where and when, what to bring, by when an answer is awaited.
    fn said_beside(&self) -> Vec<(Say, BTreeMap<String, String>)> {
        let each = |text: &dyn Fn(&str) -> String| self.tags.iter().map(|tag| (tag.clone(), text(tag))).collect();
        let mut beside = Vec::new();
        if let Some(at) = self.referral.appointment() {
            let place = match self.guise {
                Guise::Plain => self.referral.said(Detail::Place).unwrap_or_default(),
                Guise::Neutral => "",
            };
            let when = |tag: &str| {
                let when = moment(at, self.now, tag);
                if place.is_empty() { when } else { format!("{when}\n{place}") }
            };
            beside.push((Say::Appointment, each(&when)));
        }
        let bring = |tag: &str| {
            let items = ["letter"].into_iter().chain(self.bring.iter().map(|Word(bring)| bring.word()));
            let comma = if tag == "ar" { "، " } else { ", " };
            items.filter_map(|item| name_of("bring", item, tag)).collect::<Vec<_>>().join(comma)
        };
        beside.push((Say::Bring, each(&bring)));
        if let Some(by) = self.referral.respond_by() {
            beside.push((Say::RespondBy, each(&|tag| moment(by, self.now, tag))));
        }
        beside
    }

    fn words(&self, permitted: &Permitted) -> Result<LetterWords, AppError> {
        let plain = self.guise == Guise::Plain;
        let mut rows = Vec::new();
        if plain {
            rows.push(Row::said_bold(self.say(Say::To), self.texts(|tag| isolated(&self.to(), tag))));
        } else {
            rows.push(Row::Notice(self.say(Say::Neutral)));
        }
        rows.extend(SharedField::ALL.iter().map(|field| Row::field(field.word())));
        for (say, value) in self.said_beside() {
            let value = self.texts(|tag| isolated(value.get(tag).map_or("", String::as_str), tag));
            rows.push(if say == Say::Bring {
                Row::said(self.say(say), value)
            } else {
                Row::said_bold(self.say(say), value)
            });
        }
        if plain && self.by_consent {
            rows.push(Row::Notice(self.say(Say::Rights)));
        }
        let today = self.texts(|tag| day(self.now.date(), tag));
        let name = SharedField::Name.word();
        let signatures = if plain {
            let person = Some(name.to_owned()).filter(|name| self.signs && permitted.codes().contains(name.as_str()));
            let agreed = Signature { label: self.say(Say::AgreedBy), says: today.clone(), field: person };
            let worker = Signature { label: self.say(Say::Worker), says: Texts::same(self.worker), field: None };
            [worker].into_iter().chain(self.by_consent.then_some(agreed)).collect()
        } else {
            Vec::new()
        };
        let slip = SlipCode::of(self.referral.id).to_string();
        let reference = |label: Texts, value: Texts| Reference { label, value };
        let code = |text: String, say: Say| Some(Qr { text, says: self.say(say) });
        Ok(LetterWords {
            languages: languages(self.tags)?,
            head: Head {
                centre: self.of_centre(),
                title: self.say(if plain { Say::Title } else { Say::TitleNeutral }),
                references: vec![
                    reference(self.say(Say::Number), Texts::same(self.number)),
                    reference(self.say(Say::Print), Texts::same(self.print.to_string())),
                    reference(self.say(Say::MadeOn), Texts::same(figures(self.now.date()))),
                ],
                qr: code(self.number.to_owned(), Say::LetterCode),
            },
            rows,
            signatures,
            slip: Some(Slip {
                cut: self.say(Say::SlipCut),
                title: self.say(Say::SlipTitle),
                how: self.say(if plain { Say::SlipHow } else { Say::SlipHowNeutral }),
                code_label: self.say(Say::SlipCode),
                qr: code(slip.clone(), Say::SlipQr),
                code: slip,
                answers: [Say::SlipYes, Say::SlipWait, Say::SlipNo].map(|say| self.say(say)).into(),
                centre: self.of_centre(),
                by_hand: [Say::Signature, Say::Day].map(|say| self.say(say)).into(),
            }),
        })
    }
}

/// As a screen shows it: it sets each line apart by itself.
fn shown(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

/// What a fact is called on paper.
pub(super) fn field_label(field: SharedField, tag: &str) -> String {
    name_of("field", field.word(), tag).unwrap_or_default()
}
