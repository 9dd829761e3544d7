//! `pana centre contact`.

use pana_app::contract::Texts;
use pana_app::contract::contact::{CentreContact, CentreContactSayRequest};
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_i18n::keys::cli;

use crate::arguments::{Arguments, ContactArguments};
use crate::passphrase;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, said: &ContactArguments) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let view = usecase::centre_contact(&app, &())?;
    let view = match input(said, &view.contact)? {
        Some(contact) => {
            let view = usecase::centre_contact_say(&app, &CentreContactSayRequest { contact, seen: view.seen })?;
            terminal.say(&cli::cli_contact_said(&terminal.words));
            view
        }
        None => view,
    };
    if !view.apart.is_empty() {
        terminal.say(&cli::cli_contact_apart(&terminal.words));
    }
    let contact = &view.contact;
    for (tag, text) in &contact.address {
        terminal.line(&format!("{tag}\t{text}"));
    }
    contact.phones.iter().for_each(|phone| terminal.line(phone));
    for (tag, text) in &contact.hours {
        terminal.line(&format!("{tag}\t{text}"));
    }
    if !contact.email.is_empty() {
        terminal.line(&contact.email);
    }
    terminal.document(&view)
}

/// What is to be said: what stands, with what is given in its place. Nothing where it is only asked for.
fn input(said: &ContactArguments, stands: &CentreContact) -> Result<Option<CentreContact>, Failure> {
    let ContactArguments { address, phones, hours, email, clear } = said;
    if *clear {
        return Ok(Some(CentreContact::default()));
    }
    if address.is_empty() && phones.is_empty() && hours.is_empty() && email.is_none() {
        return Ok(None);
    }
    let mut contact = stands.clone();
    contact.address.extend(by_language(address)?);
    contact.hours.extend(by_language(hours)?);
    if !phones.is_empty() {
        contact.phones.clone_from(phones);
    }
    if let Some(email) = email {
        contact.email.clone_from(email);
    }
    Ok(Some(contact))
}

/// `TAG=TEXT`, each tag once.
fn by_language(pairs: &[String]) -> Result<Texts, Failure> {
    let mut texts = Texts::new();
    for pair in pairs {
        let (tag, text) = pair.split_once('=').ok_or(ErrorCode::LanguageUnknown)?;
        if texts.insert(tag.trim().to_owned(), text.to_owned()).is_some() {
            return Err(ErrorCode::LanguageUnknown.into());
        }
    }
    Ok(texts)
}
