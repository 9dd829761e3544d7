//! What is asked of whoever keeps a mailbox by which a laptop joins, and what the answers mean. Which step comes next, the store
//! says.

use pana_keys::DeviceSecrets;
use pana_model::{CentreId, DeviceId, Moment};
use pana_wire::hub::{
    Challenge, HubFault, HubWord, LayMailbox, LetterPlace, Mailbox, MailboxAt, Nonce, OpenSession, PutLetter,
    SESSION_CONTEXT, Session, session_statement,
};

use super::meeting::{hex, ms};
use super::{Answer, Ask, MeetFault, OpenedSession};

/// What became of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LetterSent {
    /// It lies there.
    Lies,
    /// Another one lies there.
    Other,
    /// There is no such mailbox.
    NoMailbox,
}

/// A device, as it opens a session before it has a store, or beside a meeting.
#[derive(Debug, Clone, Copy)]
pub struct SessionOf {
    /// Of which centre.
    pub centre: CentreId,
    /// Which.
    pub device: DeviceId,
    /// At the hub with this key.
    pub hub: [u8; 32],
}

impl SessionOf {
    /// Asks for what is to be signed.
    pub fn challenge(&self) -> Ask {
        Ask {
            path: "/v1/challenge",
            body: Challenge { org: self.centre, dev: self.device }.to_bytes(),
            authorization: None,
        }
    }

    /// Signs it.
    ///
    /// # Errors
    /// What the hub said: [`MeetFault::UnknownDevice`] where no coordinator's laptop has told it of this one.
    pub fn open(&self, answer: &Answer, secrets: &DeviceSecrets) -> Result<(Ask, Nonce), MeetFault> {
        let nonce = Nonce::from_bytes(well(answer)?)?;
        let statement = session_statement(&self.hub, self.centre, self.device, &nonce.nonce);
        let sig = secrets.sign_statement(SESSION_CONTEXT, &statement);
        let asked = OpenSession { org: self.centre, dev: self.device, nonce: nonce.nonce, sig };
        Ok((Ask { path: "/v1/session", body: asked.to_bytes(), authorization: None }, nonce))
    }

    /// The session.
    ///
    /// # Errors
    /// What the hub said.
    pub fn opened(&self, answer: &Answer, nonce: &Nonce, now: Moment) -> Result<OpenedSession, MeetFault> {
        let Session { key, until_ms } = Session::from_bytes(well(answer)?)?;
        let lasts = until_ms.saturating_sub(nonce.now_ms);
        Ok(OpenedSession { key, until_ms: ms(now).saturating_add(lasts) })
    }

    /// Something in a session.
    pub(super) fn ask(&self, session: OpenedSession, path: &'static str, body: Vec<u8>) -> Ask {
        let authorization = format!("Pana {}.{}", hex(self.centre.as_bytes()), session.key.to_hex());
        Ask { path, body, authorization: Some(authorization) }
    }

    /// Lays a mailbox.
    pub fn lay(&self, session: OpenedSession, at: [u8; 16], letter: Vec<u8>) -> Ask {
        self.ask(session, "/v1/join/lay", LayMailbox { at, letter }.to_bytes())
    }

    /// Writes the nonce of the device that laid it.
    pub fn nonce(&self, session: OpenedSession, at: [u8; 16], letter: Vec<u8>) -> Ask {
        self.ask(session, "/v1/join/answer", PutLetter { at, place: LetterPlace::Nonce, letter }.to_bytes())
    }

    /// Reads a mailbox.
    pub fn read(&self, session: OpenedSession, at: [u8; 16]) -> Ask {
        self.ask(session, "/v1/join/read", MailboxAt { at }.to_bytes())
    }

    /// Takes it away.
    pub fn end(&self, session: OpenedSession, at: [u8; 16]) -> Ask {
        self.ask(session, "/v1/join/end", MailboxAt { at }.to_bytes())
    }
}

/// Looks into a mailbox by its name.
pub fn look_into(at: [u8; 16]) -> Ask {
    Ask { path: "/v1/join/look", body: MailboxAt { at }.to_bytes(), authorization: None }
}

/// Puts a letter of whoever is no device yet.
pub fn put_letter(at: [u8; 16], place: LetterPlace, letter: Vec<u8>) -> Ask {
    Ask { path: "/v1/join/put", body: PutLetter { at, place, letter }.to_bytes(), authorization: None }
}

/// What lies there; `None` where there is no such mailbox.
///
/// # Errors
/// What the hub said.
pub fn mailbox_found(answer: &Answer) -> Result<Option<Mailbox>, MeetFault> {
    match said_no(answer)? {
        Some(HubWord::NoMailbox) => Ok(None),
        Some(word) => Err(word.into()),
        None => Ok(Some(Mailbox::from_bytes(&answer.body)?)),
    }
}

/// What became of a letter, or of a mailbox that was to be taken away.
///
/// # Errors
/// What the hub said.
pub fn letter_sent(answer: &Answer) -> Result<LetterSent, MeetFault> {
    match said_no(answer)? {
        None => Ok(LetterSent::Lies),
        Some(HubWord::Written) => Ok(LetterSent::Other),
        Some(HubWord::NoMailbox) => Ok(LetterSent::NoMailbox),
        Some(word) => Err(word.into()),
    }
}

pub(super) fn well(answer: &Answer) -> Result<&[u8], MeetFault> {
    match said_no(answer)? {
        None => Ok(&answer.body),
        Some(word) => Err(word.into()),
    }
}

fn said_no(answer: &Answer) -> Result<Option<HubWord>, MeetFault> {
    if answer.status == 200 { Ok(None) } else { Ok(Some(HubFault::from_bytes(&answer.body)?.0)) }
}
