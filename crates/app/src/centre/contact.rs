//! How the centre is reached: everybody may read it, a coordinator says it, and papers that may name the centre have it.

use pana_casework::Act;
use pana_casework::contact::{Contact, ContactState, PHONES_MOST, seen_part};
use pana_casework::editions::Said;
use pana_model::Moment;

use crate::app::App;
use crate::clock::moment;
use crate::contract::contact::{
    CentreContact, CentreContactApart, CentreContactSaid, CentreContactSayRequest, CentreContactView,
};
use crate::contract::{AppError, Texts};
use crate::desk::Desk;
use crate::error::ErrorCode;
use crate::paper::{TAGS, is_known};
use crate::service::is_email;

/// An address has at most so many characters.
const ADDRESS_MOST: usize = 200;
/// Hours have at most so many characters.
const HOURS_MOST: usize = 80;
/// A telephone has at most so many characters.
const PHONE_MOST: usize = 40;
/// An e-mail address has at most so many characters.
const EMAIL_MOST: usize = 100;

/// How the centre is reached.
///
/// # Errors
/// `locked`.
pub(crate) fn centre_contact(app: &App, (): &()) -> Result<CentreContactView, AppError> {
    app.desk(|desk, now| Ok(view(desk, now)))
}

/// Says how the centre is reached from now on, in whole: what is left out is not said any more.
///
/// # Errors
/// `no-right`, `contact-field`, `contact-moved` where somebody else has said it since it was seen, and as any write.
pub(crate) fn centre_contact_say(app: &App, request: &CentreContactSayRequest) -> Result<CentreContactView, AppError> {
    app.desk(|desk, now| {
        desk.ask(Act::SayContact, now)?;
        let state = desk.store.contact();
        if request.seen != seen(&state) {
            return Err(ErrorCode::ContactMoved.into());
        }
        let contact = tidy(&request.contact);
        if let Some(field) = wrong(&contact, &state) {
            return Err(AppError::of(ErrorCode::ContactField).with("field", field));
        }
        desk.store.contact_say(&contact, now)?;
        Ok(view(desk, now))
    })
}

/// The events that say it, as one word.
fn seen(state: &ContactState) -> String {
    let events = state.in_use().into_iter().chain(state.apart()).flat_map(|said| *said.event.as_bytes());
    events.map(|byte| format!("{byte:02x}")).collect()
}

fn view(desk: &Desk, now: Moment) -> CentreContactView {
    let state = desk.store.contact();
    let said = |said: &Said<Contact>| CentreContactSaid {
        member: desk.member_name(said.member),
        at: moment(i64::try_from(said.hlc.unix_ms()).unwrap_or(i64::MAX)),
    };
    let in_use = state.in_use();
    CentreContactView {
        languages: TAGS.map(str::to_owned).into(),
        contact: in_use.map(|said| input(&said.what)).unwrap_or_default(),
        said: in_use.map(said),
        apart: state
            .apart()
            .into_iter()
            .map(|one| CentreContactApart { contact: input(&one.what), said: said(one) })
            .collect(),
        seen: seen(&state),
        may_say: desk.may(Act::SayContact, now),
    }
}

fn input(contact: &Contact) -> CentreContact {
    let Contact { address, phones, hours, email } = contact.clone();
    CentreContact { address, phones, hours, email }
}

/// What was typed, in one line each and without what says nothing or nobody sees.
fn tidy(input: &CentreContact) -> Contact {
    let line = |text: &String| seen_part(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let by_language = |texts: &Texts| -> Texts {
        let said = texts.iter().map(|(tag, text)| (tag.clone(), line(text)));
        said.filter(|(_, text)| !text.is_empty()).collect()
    };
    let mut phones: Vec<String> = Vec::new();
    for phone in input.phones.iter().map(line).filter(|phone| !phone.is_empty()) {
        if !phones.contains(&phone) {
            phones.push(phone);
        }
    }
    Contact {
        address: by_language(&input.address),
        phones,
        hours: by_language(&input.hours),
        email: line(&input.email),
    }
}

/// The first thing that is wrong with it, as `locales/` know it. A language that this program does not know stays as it was said.
fn wrong(contact: &Contact, state: &ContactState) -> Option<&'static str> {
    let is_long = |text: &String, most: usize| text.chars().count() > most;
    let is_phone = |phone: &String| phone.chars().any(char::is_numeric) && !is_long(phone, PHONE_MOST);
    let (address, hours, email) = (&contact.address, &contact.hours, &contact.email);
    let stands = || state.in_use().into_iter().chain(state.apart());
    let is_kept = |(tag, text): (&String, &String), of: fn(&Contact) -> &Texts| {
        is_known(tag) || stands().any(|one| of(&one.what).get(tag) == Some(text))
    };
    // Hours alone reach nobody.
    let reaches = !address.is_empty() || !contact.phones.is_empty() || !email.is_empty();
    let checks = [
        ("language", address.iter().all(|said| is_kept(said, |one| &one.address))),
        ("language", hours.iter().all(|said| is_kept(said, |one| &one.hours))),
        ("address", !address.values().any(|text| is_long(text, ADDRESS_MOST))),
        ("hours", !hours.values().any(|text| is_long(text, HOURS_MOST))),
        ("phones", contact.phones.len() <= PHONES_MOST),
        ("phone", contact.phones.iter().all(is_phone)),
        ("email", email.is_empty() || (is_email(email) && !is_long(email, EMAIL_MOST))),
        ("reach", reaches || hours.is_empty()),
        ("address", contact.fits()),
    ];
    checks.into_iter().find(|(_, is_right)| !is_right).map(|(field, _)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[(&str, &str)]) -> Texts {
        texts.iter().map(|(tag, text)| ((*tag).to_owned(), (*text).to_owned())).collect()
    }

    fn contact() -> CentreContact {
        CentreContact {
            address: texts(&[("kk", " Абай  көшесі,\n1 "), ("en", " ")]),
            phones: [" +7 727 000 00 00", "", "+7 727 000 00 00", "112"].map(str::to_owned).into(),
            hours: texts(&[("kk", "9:00–18:00")]),
            email: " a@example.org ".to_owned(),
        }
    }

    #[test]
    fn what_was_typed_is_kept_in_one_line_each_and_what_says_nothing_is_not() {
        let kept = tidy(&contact());
        assert_eq!(kept.address, texts(&[("kk", "Абай көшесі, 1")]));
        assert_eq!(
            (kept.phones, kept.email.as_str()),
            (vec!["+7 727 000 00 00".to_owned(), "112".to_owned()], "a@example.org")
        );
        assert_eq!(wrong(&tidy(&contact()), &ContactState::default()), None);
        let unseen = CentreContact {
            address: texts(&[("kk", "\u{200b}\u{feff}"), ("ar", "\u{200c} \u{202e}"), ("ru", "а\u{ad}б\u{200b}")]),
            phones: vec!["\u{2800}".to_owned()],
            hours: texts(&[("ar", "می\u{200c}روم")]),
            email: "\u{2060}".to_owned(),
        };
        let kept = tidy(&unseen);
        assert_eq!(kept.address, texts(&[("ru", "аб")]), "what nobody sees is no address");
        assert_eq!((kept.phones.len(), kept.email.as_str()), (0, ""));
        assert_eq!(kept.hours, texts(&[("ar", "می\u{200c}روم")]), "inside a word it is part of it");
        let nothing = tidy(&CentreContact::default());
        assert!(
            nothing.is_empty() && wrong(&nothing, &ContactState::default()).is_none(),
            "that nothing is said can be said"
        );
    }

    #[test]
    fn what_cannot_stand_on_paper_or_reaches_nobody_is_refused_by_what_is_wrong() {
        type Change = fn(&mut CentreContact);
        let cases: [(&str, Change); 10] = [
            ("language", |input| drop(input.address.insert("fr".to_owned(), "1, rue Abaï".to_owned()))),
            ("address", |input| drop(input.address.insert("kk".to_owned(), "а".repeat(ADDRESS_MOST + 1)))),
            ("hours", |input| drop(input.hours.insert("ru".to_owned(), "а".repeat(HOURS_MOST + 1)))),
            ("phones", |input| input.phones = (0..=PHONES_MOST).map(|phone| phone.to_string()).collect()),
            ("phone", |input| input.phones.push("call us".to_owned())),
            ("phone", |input| input.phones.push("1".repeat(PHONE_MOST + 1))),
            ("email", |input| input.email = "example.org".to_owned()),
            ("email", |input| input.email = format!("{}@example.org", "a".repeat(EMAIL_MOST))),
            ("reach", |input| *input = CentreContact { hours: texts(&[("kk", "9:00")]), ..CentreContact::default() }),
            ("address", |input| {
                TAGS.iter().for_each(|tag| drop(input.address.insert((*tag).to_owned(), "🏠".repeat(ADDRESS_MOST))));
                TAGS.iter().for_each(|tag| drop(input.hours.insert((*tag).to_owned(), "🏠".repeat(HOURS_MOST))));
            }),
        ];
        for (field, change) in cases {
            let mut input = contact();
            change(&mut input);
            assert_eq!(wrong(&tidy(&input), &ContactState::default()), Some(field), "{input:?}");
        }
    }
}
