//! What the two recovery sheets do: they open the database for a coordinator who takes a new seat, and they agree to acts
//! that one coordinator alone may not do.

use std::collections::BTreeSet;

use pana_casework::Role;
use pana_casework::authority::{ControlWrite, EpochRef, Keys, Sheets, Standing};
use pana_keys::{EpochKey, KdfParams, Keyring, Recovered, RecoveredKeys, RecoveryPublic, RecoverySheet, SystemEntropy};
use pana_model::{Moment, Secret};
use pana_record::EventKind;

use super::open::{Opening, Through, believed};
use super::roll::{self, Holders};
use super::seen;
use crate::asked::Asked;
use crate::disk::{Folder, StoreError, crypt_fault, open_database};
use crate::fold::control;
use crate::log::{Session, Sign, Stream, grant, own};
use crate::store::{Store, Tx};

/// Opens the database by the sheets, for a coordinator who gets a new seat under a new passphrase. The keyring is changed
/// and not written: that is the caller's last step.
pub(super) fn open(
    folder: &Folder,
    keyring: &mut Keyring,
    keys: &RecoveredKeys,
    recovered: &Recovered,
    (passphrase, kdf): (&Secret<String>, KdfParams),
    now: Moment,
) -> Result<Opening, StoreError> {
    let (connection, taken_out) = open_database(folder, keys.db_keys(), now)?;
    let own = own::read(&connection)?;
    let seen = keyring.seen_by_all(recovered);
    let root = keys.root().ok_or_else(|| StoreError::Damaged("what was sealed for recovery".to_owned()))?;
    let unlocked = keyring
        .reseat(keys, own.device, root, passphrase, kdf, &mut SystemEntropy)
        .map_err(|error| StoreError::WrongSheets(error.to_string()))?;
    let seat = unlocked.seat().ok_or_else(|| StoreError::Internal("a new slot without a seat".to_owned()))?;
    let candidates = grant::candidates_of_sheets(&connection, own.centre, recovered)?;
    if !candidates.iter().any(|(stream, _, _)| *stream == Stream::Control) {
        // Their days may be over, and the slot be sealed to them: it was cut off there.
        return Err(StoreError::WrongSheets("nothing is sealed to these sheets yet".to_owned()));
    }
    let session = believed(&connection, own, unlocked, Through::Sheets(seat.id()), &candidates)?;
    if session.member.role != Role::Coordinator {
        return Err(StoreError::NoRight);
    }
    let named = session.state().recovery().map(|sheets| sheets.seal);
    if named != Some(recovered.public().seal) {
        return Err(StoreError::WrongSheets("these sheets were replaced by newer ones".to_owned()));
    }
    let mut store = Store::assemble(folder.clone(), connection, session);
    let lacking = seen::of_all(&store, keyring, &seen)?;
    // Before anything else is written.
    let went_on = lacking.devices.contains(&store.device());
    if went_on {
        store.succeed(&lacking, Some(sign(recovered)), now)?;
    } else {
        store.take_seat(seat, sign(recovered), now)?;
    }
    if store.state().standing(store.member().id) == Standing::Suspended {
        store.stand_up(recovered, now)?;
    }
    Ok(Opening { store, taken_out, went_on })
}

/// Signs for the sheets.
pub(super) fn sign(recovered: &Recovered) -> Sign {
    // The signature is made when the event is; the key does not outlive the act.
    let recovered = recovered.clone();
    Box::new(move |statement| vec![control::by_sheets(&recovered.sign_statement(control::ACT, statement))])
}

impl Store {
    /// Adds the seat that recovery made, with the keys of every stream, by the authority of the sheets.
    fn take_seat(&mut self, seat: pana_keys::Seat, sign: Sign, now: Moment) -> Result<(), StoreError> {
        self.transact(&Asked::nothing(), now, |tx| {
            let session = tx.session();
            let mut writes = vec![ControlWrite::Seat {
                id: seat.id(),
                member: seat.member,
                device: seat.device,
                keys: Keys(seat.keys.to_bytes()),
            }];
            let holders = Holders {
                seats: BTreeSet::from([seat.id()]),
                to: vec![(seat.member, seat.device, seat.keys)],
                recovery: None,
            };
            for (stream, epoch) in roll::passes_on(session) {
                writes.extend(roll::grants(tx.sql(), session, stream, epoch, &holders)?);
            }
            roll::let_read(tx.sql(), session, &Stream::ALL, &holders)?;
            tx.control_signed(EventKind::SeatAdd, &writes, Some(sign))
        })
    }

    /// In an old centre nothing names the sheets yet: once both were typed in, an event does, so that they can sign, and the
    /// keys of the streams are sealed to them.
    pub(super) fn name_sheets(&mut self, recovered: &Recovered, now: Moment) -> Result<(), StoreError> {
        if self.state().recovery().is_some() {
            return Ok(());
        }
        self.set_recovery(recovered.public(), None, now)
    }

    /// Names a recovery key, and seals to it the keys of every stream that this member opens.
    pub(super) fn set_recovery(
        &mut self,
        recovery: RecoveryPublic,
        sign: Option<Sign>,
        now: Moment,
    ) -> Result<(), StoreError> {
        let signs = recovery.sign.ok_or_else(|| StoreError::Internal("sheets that cannot sign".to_owned()))?;
        let sheets = Sheets { seal: recovery.seal, sign: signs };
        self.transact(&Asked::of(pana_casework::Act::Sheets), now, |tx| {
            tx.control_signed(EventKind::RecoverySet, &[ControlWrite::Recovery(sheets)], sign)?;
            if roll::recovery(&tx.session().state()) != Some(recovery) {
                // Of one coordinator alone: they wait, and nothing is sealed to them so long.
                return Ok(());
            }
            tx.seal_all_to(recovery)
        })
    }
}

impl Tx<'_> {
    /// Seals to the recovery key the keys of every epoch that this member opens and may pass on.
    pub(super) fn seal_all_to(&mut self, recovery: RecoveryPublic) -> Result<(), StoreError> {
        let writes = self.seals_to(recovery)?;
        self.control(EventKind::EpochGrant, &writes, None)
    }

    /// Names sheets that have waited, and seals to them in the same event: from here on they count.
    pub(super) fn take_up(&mut self, sheets: Sheets) -> Result<(), StoreError> {
        let mut writes = vec![ControlWrite::Recovery(sheets)];
        writes.extend(self.seals_to(roll::public_of(sheets))?);
        self.control(EventKind::RecoverySet, &writes, None)?;
        let counts = self.session().state().recovery() == Some(sheets);
        // Else they would wait anew.
        if counts { Ok(()) } else { Err(StoreError::Internal("sheets that were not due".to_owned())) }
    }

    fn seals_to(&self, recovery: RecoveryPublic) -> Result<Vec<ControlWrite>, StoreError> {
        let session = self.session();
        let holders = Holders { seats: BTreeSet::new(), to: Vec::new(), recovery: Some(recovery) };
        let mut writes = Vec::new();
        for (stream, epoch) in roll::passes_on(session) {
            writes.extend(roll::grants(self.sql(), session, stream, epoch, &holders)?);
        }
        roll::let_read(self.sql(), session, &Stream::ALL, &holders)?;
        Ok(writes)
    }
}

/// Are the keys of all epochs that this member may pass on sealed to these sheets?
pub(super) fn is_sealed(session: &Session, recovery: &RecoveryPublic) -> bool {
    let (state, Some(sign)) = (session.state(), recovery.sign) else { return true };
    let sheets = Sheets { seal: recovery.seal, sign };
    let sealed =
        |(stream, epoch): (_, &EpochKey)| state.is_sealed_to(stream, EpochRef(*epoch.id().as_bytes()), &sheets);
    roll::passes_on(session).all(sealed)
}

/// The recovery key of two typed sheets that are this centre's; a fault of sheets that are no sheets, or of another centre.
pub(super) fn recovered_of(keyring: &Keyring, sheets: [&str; 2]) -> Result<Recovered, StoreError> {
    let [one, other] = sheets.map(RecoverySheet::from_text);
    let one = one.map_err(|error| StoreError::WrongSheets(error.to_string()))?;
    let other = other.map_err(|error| StoreError::WrongSheets(error.to_string()))?;
    keyring.recover(&one, &other).map_err(|error| StoreError::WrongSheets(error.to_string()))
}

/// New sheets, with their recovery key.
pub(super) fn make() -> Result<(Recovered, [RecoverySheet; 2]), StoreError> {
    Recovered::make(&mut SystemEntropy).map_err(crypt_fault)
}
