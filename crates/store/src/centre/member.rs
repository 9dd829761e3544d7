//! Members: who works here, who is added, and their passphrases.

use std::collections::BTreeSet;

use pana_casework::authority::{ControlWrite, Keys, Standing};
use pana_casework::{Act, Grant, Role};
use pana_keys::{KdfParams, Seat, SystemEntropy};
use pana_model::{MemberId, Moment, Secret};
use pana_record::EventKind;

use super::keyring::{keyring, keyring_member, try_passphrase, write};
use super::remove::Authorised;
use super::roll::{self, Holders};
use super::{member_of, random};
use crate::asked::Asked;
use crate::disk::{StoreError, crypt_fault};
use crate::log::{Member, Sign, Stream};
use crate::store::{Store, Tx};

/// A member to be added.
#[derive(Debug)]
pub struct AddMember {
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// Grants beside the role.
    pub grants: Vec<Grant>,
    /// First passphrase.
    pub passphrase: Secret<String>,
    /// How costly it is to try it.
    pub kdf: KdfParams,
}

impl Store {
    /// Everyone who stands in the centre, in the order in which they were added.
    ///
    /// # Errors
    /// None today; as any read.
    pub fn members(&self) -> Result<Vec<Member>, StoreError> {
        let state = self.state();
        let standing = state.members().into_iter().filter(|member| member.standing == Standing::Stands);
        Ok(standing.map(|member| member_of(&member)).collect())
    }

    /// The name of anyone who is or was a member.
    pub fn member_name(&self, member: MemberId) -> Option<String> {
        self.state().member(member).map(|member| member.name)
    }

    /// Adds a member, with the grants to the streams they may open.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when this member is no coordinator, or would pass on a grant without holding it;
    /// [`StoreError::Behind`], [`StoreError::WrongSheets`], [`StoreError::WrongPassphrase`], and as any write.
    pub fn member_add(&mut self, new: AddMember, by: &Authorised, now: Moment) -> Result<Member, StoreError> {
        self.check_whole(by)?;
        let mut asked = vec![Act::AddMember];
        asked.extend(new.grants.iter().map(|grant| Act::GiveGrant(*grant)));
        asked.into_iter().try_for_each(|act| self.ask(&Asked::of(act), now))?;
        let sign = self.sign(by, now)?;
        let id = MemberId::from_random(random()?);
        let member = Member { id, name: new.name, role: new.role, grants: new.grants };
        let mut keyring = keyring(self.folder())?;
        let slot = keyring_member(&member, new.passphrase);
        let seat = keyring.add_member(self.unlocked(), slot, new.kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        // The slot first: alone it opens nothing, and is told no other database key.
        write(self.folder(), &keyring)?;
        let added = self.transact(&Asked::of(Act::AddMember), now, |tx| tx.member_add(&member, &seat, sign));
        if let Err(error) = added {
            keyring.remove_member(id).map_err(crypt_fault)?;
            write(self.folder(), &keyring)?;
            return Err(error);
        }
        Ok(member)
    }

    /// Changes this member's passphrase.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::Wait`], and as any write of a file.
    pub fn member_passphrase(
        &mut self,
        old: &Secret<String>,
        new: &Secret<String>,
        kdf: KdfParams,
        now: Moment,
    ) -> Result<(), StoreError> {
        let (mut keyring, mut unlocked) = try_passphrase(self.folder(), self.member().id, old, now)?;
        keyring.set_passphrase(&mut unlocked, new, kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        write(self.folder(), &keyring)?;
        self.session_mut().unlocked = unlocked;
        Ok(())
    }

    /// Is this the passphrase of that member? For what a second member has to agree to.
    ///
    /// # Errors
    /// [`StoreError::WrongPassphrase`], [`StoreError::Wait`], [`StoreError::UnknownMember`].
    pub fn verify_passphrase(
        &self,
        member: MemberId,
        passphrase: &Secret<String>,
        now: Moment,
    ) -> Result<(), StoreError> {
        try_passphrase(self.folder(), member, passphrase, now).map(|_| ())
    }
}

impl Tx<'_> {
    fn member_add(&mut self, member: &Member, seat: &Seat, sign: Option<Sign>) -> Result<(), StoreError> {
        let writes = [
            ControlWrite::Member {
                id: member.id,
                name: member.name.clone(),
                role: member.role,
                grants: member.grants.iter().copied().collect(),
                keys: None,
            },
            ControlWrite::Seat {
                id: seat.id(),
                member: member.id,
                device: seat.device,
                keys: Keys(seat.keys.to_bytes()),
            },
        ];
        self.control_signed(EventKind::MemberAdd, &writes, sign)?;
        let session = self.session();
        let mut writes = Vec::new();
        let to = vec![(member.id, seat.device, seat.keys)];
        let holders = Holders { seats: BTreeSet::from([seat.id()]), to, recovery: None };
        let may = |stream: Stream| stream != Stream::Protected || member.has(Grant::Protected);
        for (stream, epoch) in roll::passes_on(session).filter(|(stream, _)| may(*stream)) {
            writes.extend(roll::grants(self.sql(), session, stream, epoch, &holders)?);
        }
        roll::let_read(self.sql(), session, &Stream::ALL, &holders)?;
        self.control(EventKind::EpochGrant, &writes, None)
    }
}
