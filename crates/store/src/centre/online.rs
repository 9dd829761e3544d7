//! A coordinator's laptop asks another one in on line: what lies in the mailbox is looked at step by step, and kept before anything
//! is answered.
//!
//! The first that binds itself is answered, and nobody else. Another one that knows the words is told so and named here, and has
//! nothing by it: what lets a laptop in are the digits on the screen before the coordinator. To end the invite instead would let
//! whoever saw the words end each one, and protect nobody more.

use pana_casework::Act;
use pana_casework::hub::HubPlace;
use pana_keys::{Invite, JOIN_WORDS, JoinMailbox, JoinWords, OnlineInvite, OnlineRound, SystemEntropy};
use pana_model::{DeviceId, Moment, Secret};
use pana_wire::hub::{LetterPlace, Mailbox};

use super::invite::{Answered, AsksToJoin, InviteFor};
use super::keyring::wall;
use super::remove::Authorised;
use crate::asked::Asked;
use crate::disk::{JoinFault, StoreError, crypt_fault};
use crate::store::{Store, Tx};
use crate::table::invite::{self, InviteState};
use crate::table::invite_online::{self, OnlineRow};

/// An invite that is answered on line, as it stands here.
#[derive(Debug)]
pub struct OnlineStands {
    /// Which.
    pub id: [u8; 16],
    /// Whom it is for.
    pub name: String,
    /// What became of it; one whose time is over is dead.
    pub state: InviteState,
    /// The words' places; none once it has ended.
    pub words: Option<JoinWords>,
    /// The mailbox's name.
    pub at: [u8; 16],
    /// Who keeps it: its address and key, and with which deed the centre came to it where that is the centre's hub.
    pub place: HubPlace,
    /// Does a laptop keep it, in one room?
    pub in_room: bool,
    /// Has anybody answered?
    pub answered: bool,
    /// Did somebody else try to?
    pub again: bool,
    /// Who asks, once it has opened what it was bound to.
    pub asks: Option<AsksToJoin>,
    /// May the mailbox lie there still?
    pub lies: bool,
}

/// What is to be done at whoever keeps the mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnlineNext {
    /// Lay it, with this letter.
    Lay(Vec<u8>),
    /// Answer with this letter.
    Nonce(Vec<u8>),
    /// Nothing, but to look again later.
    Wait,
    /// Nothing: the digits are to be typed.
    Asks,
    /// Take it away: the invite has ended.
    End,
}

impl Store {
    /// Makes an invite that is answered by words, in a mailbox that is kept there. Takes as long as trying a passphrase.
    ///
    /// # Errors
    /// As [`Store::invite`].
    pub fn invite_online(
        &mut self,
        whom: &InviteFor,
        (address, hub): (&str, &[u8; 32]),
        in_room: bool,
        now: Moment,
    ) -> Result<[u8; 16], StoreError> {
        let (made, row) = self.invite_for(whom, now)?;
        let words = JoinWords::draw(&mut SystemEntropy).map_err(crypt_fault)?;
        let mailbox = words.mailbox().map_err(crypt_fault)?;
        let id = made.id;
        let online = OnlineInvite { hub: *hub, address: address.to_owned(), invite: made };
        // EXPOSE: to seal it.
        let letter = mailbox.seal(LetterPlace::Invite, online.to_bytes().expose(), &mut SystemEntropy);
        // EXPOSE: they lie in the keyed database until the invite ends.
        let words = words.places().expose().iter().flat_map(|place| place.to_be_bytes()).collect();
        let kept = OnlineRow {
            id,
            at: mailbox.at(),
            words: Secret::new(words),
            mailbox: mailbox.to_bytes(),
            letter: letter.map_err(crypt_fault)?,
            address: address.to_owned(),
            hub: *hub,
            in_room,
            commitment: None,
            nonce: None,
            opening: None,
            again: false,
            lies: true,
        };
        self.transact(&Asked::of(Act::Devices), now, |tx| {
            invite::insert(tx.sql(), &row)?;
            invite_online::insert(tx.sql(), &kept)
        })?;
        Ok(id)
    }

    /// How an invite stands that is answered on line.
    ///
    /// # Errors
    /// [`StoreError::Joining`] where there is none, and as any read.
    pub fn online_invite(&self, id: &[u8; 16], now: Moment) -> Result<OnlineStands, StoreError> {
        let row = self.online_row(id)?;
        let invited = invite::read(self.connection(), id)?.ok_or(StoreError::Joining(JoinFault::NotInvited))?;
        let mut state = invited.state;
        let mut asks = None;
        if state == InviteState::Open {
            // EXPOSE: to read it.
            let read = Invite::from_bytes(invited.file.expose()).map_err(crypt_fault)?;
            if read.until_ms < wall(now) {
                state = InviteState::Dead;
            } else if row.opening.is_some() {
                asks = Some(self.asks_of(&self.answered_online(&row)?)?);
            }
        }
        let root_deed = self.hub().filter(|place| !row.in_room && place.key == row.hub).map(|place| place.root_deed);
        Ok(OnlineStands {
            id: *id,
            name: invited.name,
            state,
            words: words_of(&row)?.filter(|_| state == InviteState::Open),
            at: row.at,
            place: HubPlace { address: row.address, key: row.hub, root_deed: root_deed.unwrap_or_default() },
            in_room: row.in_room,
            answered: row.commitment.is_some(),
            again: row.again,
            asks,
            lies: row.lies,
        })
    }

    /// The invites that are answered on line, of those that stand here.
    ///
    /// # Errors
    /// As any read.
    pub fn online_invites(&self) -> Result<Vec<[u8; 16]>, StoreError> {
        invite_online::ids(self.connection())
    }

    /// Takes in what lies in the mailbox, and says what comes next. What is to be answered is kept before.
    ///
    /// # Errors
    /// [`StoreError::Joining`] with [`JoinFault::Changed`] where what lies there is not what belongs there: the invite is dead.
    /// As any write.
    pub fn online_step(
        &mut self,
        id: &[u8; 16],
        found: Option<&Mailbox>,
        now: Moment,
    ) -> Result<OnlineNext, StoreError> {
        let stands = self.online_invite(id, now)?;
        if stands.state != InviteState::Open {
            if invite::read(self.connection(), id)?.is_some_and(|row| row.state == InviteState::Open) {
                // Its time is over: its secrets go.
                self.transact(&Asked::of(Act::Devices), now, |tx| tx.end_invite(id, InviteState::Dead))?;
            }
            return Ok(OnlineNext::End);
        }
        let row = self.online_row(id)?;
        let Some(found) = found else {
            if row.commitment.is_none() {
                return Ok(OnlineNext::Lay(row.letter));
            }
            // Somebody is bound, and the mailbox ended: what they opened cannot come any more.
            return if row.opening.is_some() {
                Ok(OnlineNext::Asks)
            } else {
                self.online_dead(id, JoinFault::Over, now)
            };
        };
        match self.online_found(&row, found, now) {
            Err(StoreError::Joining(fault)) => self.online_dead(id, fault, now),
            next => next,
        }
    }

    fn online_found(&mut self, row: &OnlineRow, found: &Mailbox, now: Moment) -> Result<OnlineNext, StoreError> {
        let changed = || StoreError::Joining(JoinFault::Changed);
        let asked = Asked::of(Act::Devices);
        if found.again && !row.again {
            self.transact(&asked, now, |tx| invite_online::note_again(tx.sql(), &row.id))?;
        }
        if found.letter(LetterPlace::Invite) != Some(&row.letter) {
            return Err(changed());
        }
        // EXPOSE: to open what lies there.
        let mailbox = JoinMailbox::from_bytes(row.mailbox.expose()).map_err(crypt_fault)?;
        let fixed = |place: LetterPlace| -> Result<Option<[u8; 32]>, StoreError> {
            let Some(letter) = found.letter(place) else { return Ok(None) };
            let inside = mailbox.open(place, letter).map_err(|_| changed())?;
            // EXPOSE: to take it out of its letter.
            Ok(Some(inside.expose().as_slice().try_into().map_err(|_| changed())?))
        };
        let Some(commitment) = fixed(LetterPlace::Commitment)? else {
            return if row.commitment.is_none() { Ok(OnlineNext::Wait) } else { Err(changed()) };
        };
        let nonce = match (row.commitment, row.nonce) {
            (Some(bound), Some(nonce)) if bound == commitment => nonce,
            (None, _) => {
                let nonce = OnlineInvite::nonce(&mut SystemEntropy).map_err(crypt_fault)?;
                self.transact(&asked, now, |tx| invite_online::bind(tx.sql(), &row.id, &commitment, &nonce))?;
                nonce
            }
            _ => return Err(changed()),
        };
        match fixed(LetterPlace::Nonce)? {
            Some(said) if said == nonce => {}
            Some(_) => return Err(changed()),
            None => {
                let letter = mailbox.seal(LetterPlace::Nonce, &nonce, &mut SystemEntropy).map_err(crypt_fault)?;
                return Ok(OnlineNext::Nonce(letter));
            }
        }
        let Some(letter) = found.letter(LetterPlace::Opening) else { return Ok(OnlineNext::Wait) };
        let opened = mailbox.open(LetterPlace::Opening, letter).map_err(|_| changed())?;
        // EXPOSE: nothing in it is secret from here on.
        let opening = opened.expose();
        if row.opening.as_ref().is_some_and(|kept| kept != opening) {
            return Err(changed());
        }
        let round = OnlineRow { opening: Some(opening.clone()), ..self.online_row(&row.id)? };
        self.answered_online(&round)?;
        self.transact(&asked, now, |tx| invite_online::open(tx.sql(), &row.id, opening))?;
        Ok(OnlineNext::Asks)
    }

    fn online_dead(&mut self, id: &[u8; 16], fault: JoinFault, now: Moment) -> Result<OnlineNext, StoreError> {
        self.transact(&Asked::of(Act::Devices), now, |tx| tx.end_invite(id, InviteState::Dead))?;
        Err(StoreError::Joining(fault))
    }

    /// Lets the laptop in that asks, if it shows these digits. With others the invite is dead.
    ///
    /// # Errors
    /// As [`Store::join_accept`]; [`StoreError::Joining`] with [`JoinFault::NoRequest`] where nobody asks yet.
    pub fn join_accept_online(
        &mut self,
        id: &[u8; 16],
        digits: &str,
        by: &Authorised,
        now: Moment,
    ) -> Result<DeviceId, StoreError> {
        self.check_whole(by)?;
        self.ask(&Asked::of(Act::Devices), now)?;
        if self.online_invite(id, now)?.state != InviteState::Open {
            return Err(StoreError::Joining(JoinFault::Over));
        }
        let row = self.online_row(id)?;
        if row.opening.is_none() {
            return Err(StoreError::Joining(JoinFault::NoRequest));
        }
        let answered = self.answered_online(&row)?;
        self.let_in(&answered, digits, by, now)
    }

    /// The mailbox was taken away.
    ///
    /// # Errors
    /// As any write.
    pub fn online_gone(&mut self, id: &[u8; 16], now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::of(Act::Devices), now, |tx| invite_online::gone(tx.sql(), id))
    }

    fn online_row(&self, id: &[u8; 16]) -> Result<OnlineRow, StoreError> {
        invite_online::read(self.connection(), id)?.ok_or(StoreError::Joining(JoinFault::NotInvited))
    }

    /// What was opened, if it is what was committed to and signed.
    fn answered_online(&self, row: &OnlineRow) -> Result<Answered, StoreError> {
        let invited = invite::read(self.connection(), &row.id)?.ok_or(StoreError::Joining(JoinFault::NotInvited))?;
        // EXPOSE: to read it.
        let invite = Invite::from_bytes(invited.file.expose()).map_err(crypt_fault)?;
        let online = OnlineInvite { hub: row.hub, address: row.address.clone(), invite: invite.clone() };
        let (Some(commitment), Some(nonce), Some(opening)) = (row.commitment, row.nonce, &row.opening) else {
            return Err(StoreError::Joining(JoinFault::NoRequest));
        };
        let round = OnlineRound { invite: &online, commitment, nonce };
        let (request, digits) = round.open(opening).map_err(|_| StoreError::Joining(JoinFault::Changed))?;
        Ok(Answered::new(invited, invite, request, digits))
    }
}

impl Tx<'_> {
    /// Ends an invite, whichever way it is answered: its secrets go.
    pub(super) fn end_invite(&self, id: &[u8; 16], state: InviteState) -> Result<(), StoreError> {
        invite::end(self.sql(), id, state)?;
        invite_online::end(self.sql(), id)
    }
}

fn words_of(row: &OnlineRow) -> Result<Option<JoinWords>, StoreError> {
    // EXPOSE: to show them to whoever invites.
    let (pairs, _) = row.words.expose().as_chunks::<2>();
    let places: Vec<u16> = pairs.iter().map(|pair| u16::from_be_bytes(*pair)).collect();
    let Ok(places) = <[u16; JOIN_WORDS]>::try_from(places) else { return Ok(None) };
    JoinWords::from_places(places).map(Some).map_err(crypt_fault)
}
