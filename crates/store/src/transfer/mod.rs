//! Cases go from one centre to another.
//!
//! * **Who is known** ([`known`]): a coordinator takes in the card of another centre, whose digits were compared over the
//!   telephone; it stands in the control stream.
//! * **Giving** ([`give`]): an event proposes it, under a consent of the person; what lies in the past of that event is sealed to the
//!   seats that the card names. The file follows from the event: where it was not written to the end it is written again.
//! * **Taking** ([`open`], [`take`]): every event is judged by the other centre's own control stream from the root that was
//!   compared. What it gives there is quoted here by events of our own, in a fresh case whose name follows from the handing over.
//! * **The word back** ([`word`]): accepted, declined or revoked, signed by a seat that the card names.

mod erased;
mod give;
mod known;
mod list;
mod open;
mod pack;
mod quote;
mod take;
#[cfg(test)]
mod tests;
mod told;
mod word;

use std::io::{Read as _, Write as _};

use pana_casework::authority::Keys;
use pana_casework::case::{CaseFile, centre_day};
use pana_casework::known::KnownCentre;
use pana_casework::transfer::Proposal;
use pana_keys::{ParcelError, ParcelKeys, PublicKeys, SystemEntropy, open_parcel, seal_parcel};
use pana_model::{Moment, Secret};
use pana_record::Hlc;
use pana_wire::transfer::{MAX_TRANSFER, TransferFault as Wire};

use crate::disk::{StoreError, TransferFault, crypt_fault};
use crate::fold::gate::public;
use crate::log::wall;
use crate::store::Store;

pub use erased::{ElsewhereHas, ErasingElsewhere};
pub use give::{GivePreview, TransferAsk};
pub use known::{CardMade, CardSeen};
pub use list::{ANSWER_DAYS, TransferListed, TransfersDue};
pub use open::{TransferOpened, TransferSeen};
pub use take::TransferTaken;
pub use told::TransferTold;
pub use word::{WordSeen, WordTaken};

const fn fault(fault: TransferFault) -> StoreError {
    StoreError::Transfer(fault)
}

/// Seals something to who may take a case in at another centre.
fn seal_to(known: &KnownCentre, plain: &[u8]) -> Result<Vec<u8>, StoreError> {
    let keys: Vec<PublicKeys> = known.seats.iter().filter_map(|seat| public(&seat.keys)).collect();
    let mut parcel = seal_parcel(Vec::new(), &keys, &mut SystemEntropy).map_err(of_parcel)?;
    parcel.write_all(plain)?;
    Ok(parcel.finish()?)
}

fn of_parcel(error: ParcelError) -> StoreError {
    match error {
        ParcelError::NotForUs => fault(TransferFault::NotForUs),
        ParcelError::Newer => fault(TransferFault::Newer),
        ParcelError::Broken | ParcelError::Io(_) => fault(TransferFault::Altered),
        ParcelError::NoParcel => fault(TransferFault::NoTransfer),
        ParcelError::Nobody | ParcelError::TooMany => fault(TransferFault::UnknownCentre),
        ParcelError::Keys(error) => crypt_fault(error),
    }
}

const fn of_wire(error: Wire) -> StoreError {
    fault(match error {
        Wire::Newer => TransferFault::Newer,
        Wire::TooLarge => TransferFault::TooLarge,
        Wire::Shape(_) | Wire::NotCanonical => TransferFault::NoTransfer,
    })
}

/// Is this the seat of somebody whom the card of a centre names?
fn names(known: &KnownCentre, seat: &PublicKeys) -> bool {
    known.seats.iter().any(|one| one.keys == Keys(seat.to_bytes()))
}

impl Store {
    /// Does the person agree today that a case goes where a proposal says?
    fn agrees_now(&self, file: &CaseFile, proposal: &Proposal, now: Moment) -> bool {
        file.agrees_to(proposal, centre_day(Hlc::at(wall(now)), self.offset_minutes()))
    }

    /// Opens what was sealed to this member.
    fn open_sealed(&self, file: &[u8]) -> Result<Secret<Vec<u8>>, StoreError> {
        let keys = ParcelKeys::default().with_member(self.unlocked().secrets());
        let parcel = open_parcel(file, &keys).map_err(of_parcel)?;
        let most = u64::try_from(MAX_TRANSFER).unwrap_or(u64::MAX);
        let mut plain = Vec::with_capacity(file.len().min(MAX_TRANSFER));
        let read = parcel.take(most.saturating_add(1)).read_to_end(&mut plain);
        let plain = Secret::new(plain);
        read.map_err(|_| fault(TransferFault::Altered))?;
        // EXPOSE: how long it is.
        if plain.expose().len() > MAX_TRANSFER { Err(fault(TransferFault::TooLarge)) } else { Ok(plain) }
    }
}
