//! Which other centres are known.

use pana_casework::authority::{ControlWrite, Keys};
use pana_casework::known::{KnownCentre, KnownCentres, KnownSeat};
use pana_casework::{Act, Grant, Role};
use pana_keys::{CentreCard, KeysError};
use pana_model::{CentreId, Moment};
use pana_record::EventKind;
use pana_wire::EventId;

use super::fault;
use crate::asked::Asked;
use crate::disk::{StoreError, TransferFault, crypt_fault};
use crate::fold::gate::public;
use crate::log::wall;
use crate::store::Store;

/// A card of this centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardMade {
    /// The file. It is no secret.
    pub file: Vec<u8>,
    /// The digits that are read out.
    pub digits: String,
    /// How many seats it names.
    pub seats: usize,
}

/// A card that came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardSeen {
    /// Whose.
    pub centre: CentreId,
    /// What it calls itself.
    pub name: String,
    /// The digits that are compared.
    pub digits: String,
    /// How many seats it names.
    pub seats: usize,
}

impl Store {
    /// Makes this centre's card: its root, and the seats of who may take a case in here.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member may not; [`StoreError::TooLarge`].
    pub fn card_make(&self, now: Moment) -> Result<CardMade, StoreError> {
        self.ask(&Asked::of(Act::KnowCentre), now)?;
        let state = self.state();
        let may = |role: Option<Role>| role.is_some_and(|role| role >= Role::Supervisor);
        let mut seats = Vec::new();
        for member in state.members().into_iter().filter(|member| may(Some(member.role))) {
            let live = state.seats_of(member.id).filter(|seat| state.is_live(seat));
            let leads = member.grants.contains(&Grant::Protected);
            seats.extend(live.filter_map(|seat| Some((public(&seat.keys)?, leads))));
        }
        // In one order on every laptop: the digits are of them.
        seats.sort_by_key(|(keys, _)| keys.to_bytes());
        let many = seats.len();
        let card = CentreCard {
            centre: self.centre(),
            root: EventId::from_bytes(self.session().root.id),
            made_ms: wall(now),
            device: self.device(),
            keys: self.session().device_secrets.public(),
            name: self.centre_name(),
            seats,
        };
        let digits = card.digits().map_err(crypt_fault)?;
        let file = card.sign(&self.session().device_secrets).map_err(crypt_fault)?;
        Ok(CardMade { file, digits, seats: many })
    }

    /// Takes in the card of another centre, if it shows these digits. Another card of a centre that is known takes the place of the
    /// first where both name one root.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] with the reason, [`StoreError::Refused`], and as any write.
    pub fn centre_know(&mut self, file: &[u8], digits: &str, now: Moment) -> Result<CardSeen, StoreError> {
        self.ask(&Asked::of(Act::KnowCentre), now)?;
        let (card, seen) = self.card_seen(file)?;
        let typed: String = digits.chars().filter(char::is_ascii_digit).collect();
        if typed != seen.digits {
            return Err(fault(TransferFault::OtherDigits));
        }
        let stands = self.centre_known(card.centre);
        if stands.as_ref().is_some_and(|known| known.root != *card.root.as_bytes()) {
            return Err(fault(TransferFault::OtherRoot));
        }
        let seat = |(keys, protected): &(pana_keys::PublicKeys, bool)| KnownSeat {
            keys: Keys(keys.to_bytes()),
            protected: *protected,
        };
        let known = KnownCentre {
            root: *card.root.as_bytes(),
            name: card.name,
            seats: card.seats.iter().map(seat).collect(),
            digits: seen.digits.clone(),
        };
        if !known.fits() {
            return Err(fault(TransferFault::NoCard));
        }
        if stands.as_ref() != Some(&known) {
            self.say_known(card.centre, Some(known), now)?;
        }
        Ok(seen)
    }

    /// Takes back that a centre is known: nothing is handed over to it, and nothing of it is taken in any more.
    ///
    /// # Errors
    /// [`StoreError::Transfer`] where it is not known, [`StoreError::Refused`], and as any write.
    pub fn centre_forget(&mut self, centre: CentreId, now: Moment) -> Result<(), StoreError> {
        self.ask(&Asked::of(Act::KnowCentre), now)?;
        self.centre_known(centre).ok_or(fault(TransferFault::UnknownCentre))?;
        self.say_known(centre, None, now)
    }

    /// All that is said of other centres.
    pub fn centres_known(&self) -> std::sync::Arc<KnownCentres> {
        self.state().shared_known()
    }

    /// A centre that is known.
    pub fn centre_known(&self, centre: CentreId) -> Option<KnownCentre> {
        self.centres_known().get(centre).and_then(|said| said.what.clone())
    }

    fn say_known(&mut self, centre: CentreId, known: Option<KnownCentre>, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::of(Act::KnowCentre), now, |tx| {
            tx.control(EventKind::CentreKnow, &[ControlWrite::Known { centre, known }], None)
        })
    }

    fn card_seen(&self, file: &[u8]) -> Result<(CentreCard, CardSeen), StoreError> {
        let card = CentreCard::from_bytes(file).map_err(|error| match error {
            KeysError::Newer(_) => fault(TransferFault::Newer),
            _ => fault(TransferFault::NoCard),
        })?;
        if card.centre == self.centre() {
            return Err(fault(TransferFault::Own));
        }
        let digits = card.digits().map_err(crypt_fault)?;
        let seen = CardSeen { centre: card.centre, name: card.name.clone(), digits, seats: card.seats.len() };
        Ok((card, seen))
    }
}
