//! How the centre is reached, as a sheet has it under the centre's name: by paper alone a receiver can then answer.

use pana_casework::contact::Contact;
use pana_letter::Texts;

use super::words::{Say, TAGS, said};
use crate::contract::Texts as ByLanguage;

/// The lines of a sheet in these languages. Whether the sheet may name the centre at all is the caller's to ask.
pub(crate) fn reached(contact: &Contact, tags: &[String]) -> Vec<Texts> {
    let columns: Vec<Vec<String>> = tags.iter().map(|tag| reached_in(contact, tag)).collect();
    let lines = columns.iter().map(Vec::len).max().unwrap_or(0);
    let line = |at: usize| Texts::new(columns.iter().map(|column| column.get(at).cloned().unwrap_or_default()));
    (0..lines).map(line).collect()
}

/// The lines in one language: the address, telephones, the e-mail address, the hours; what is not said has none.
pub(crate) fn reached_in(contact: &Contact, tag: &str) -> Vec<String> {
    let address = in_language(&contact.address, tag).map(|text| isolated(text, tag));
    let phones = Some(contact.phones.join(", ")).filter(|phones| !phones.is_empty());
    let phones = phones.map(|phones| said(Say::CentrePhone, tag).replace("{phones}", &phones));
    let email = Some(apart(&contact.email)).filter(|_| !contact.email.is_empty());
    let email = email.map(|email| said(Say::CentreEmail, tag).replace("{email}", &email));
    let hours = in_language(&contact.hours, tag);
    let hours = hours.map(|hours| said(Say::CentreHours, tag).replace("{hours}", &isolated(hours, tag)));
    [address, phones, email, hours].into_iter().flatten().collect()
}

/// A text in a language, or else in another in which it was said: an address in other letters is still found.
fn in_language<'t>(texts: &'t ByLanguage, tag: &str) -> Option<&'t str> {
    let known = [tag].into_iter().chain(TAGS).find_map(|tag| texts.get(tag));
    known.or_else(|| texts.values().next()).map(String::as_str)
}

fn apart(text: &str) -> String {
    format!("\u{2068}{text}\u{2069}")
}

/// Lines that are wholly in letters of the other direction stand apart: an address among Arabic keeps its order.
pub(crate) fn isolated(text: &str, tag: &str) -> String {
    let is_arabic =
        |sign: char| matches!(sign, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{fb50}'..='\u{fefe}');
    let runs_otherwise = |line: &str| (tag == "ar") != line.contains(is_arabic) && line.contains(char::is_alphabetic);
    let each = text.lines().map(|line| if runs_otherwise(line) { apart(line) } else { line.to_owned() });
    each.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(contact: &Contact, tag: &str) -> Vec<String> {
        reached_in(contact, tag).iter().map(|line| line.replace(['\u{2068}', '\u{2069}'], "")).collect()
    }

    #[test]
    fn a_sheet_says_how_the_centre_is_reached_in_its_languages_and_an_address_of_another_where_it_has_none() {
        let contact = Contact {
            address: ByLanguage::from([
                ("kk".to_owned(), "Абай көшесі, 1".to_owned()),
                ("en".to_owned(), "1 Abai Street".to_owned()),
            ]),
            phones: vec!["+7 727 000 00 00".to_owned(), "112".to_owned()],
            hours: [("ru".to_owned(), "9:00–18:00".to_owned())].into(),
            email: "a@example.org".to_owned(),
        };
        assert_eq!(
            lines(&contact, "en"),
            ["1 Abai Street", "Telephone: +7 727 000 00 00, 112", "E-mail: a@example.org", "Hours: 9:00–18:00"]
        );
        assert_eq!(lines(&contact, "ar")[0], "Абай көшесі, 1");
        assert_eq!(lines(&contact, "ar")[3], "أوقات العمل: 9:00–18:00");
        assert_eq!(reached(&contact, &["en".to_owned(), "ar".to_owned()]).len(), 4, "side by side");
        let phone = Contact { phones: vec!["112".to_owned()], ..Contact::default() };
        assert_eq!(lines(&phone, "kk"), ["Телефон: 112"]);
        assert!(lines(&Contact::default(), "kk").is_empty());
    }
}
