//! Members: who works here, who is added, and their passphrases.

use pana_casework::{Grant, Role};
use pana_keys::{KdfParams, PublicKeys, SystemEntropy, seal_grant};
use pana_model::{MemberId, Moment, Secret};
use pana_record::{EventKind, Op};

use super::keyring::{keyring, keyring_member, try_passphrase, write};
use super::random;
use crate::disk::{StoreError, crypt_fault};
use crate::fold::control;
use crate::log::{Member, NewEvent, Stream, grant_sealed};
use crate::store::{Action, Store, Tx};
use crate::table::view_member;

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
    /// Everyone of the centre, in the order in which they were added.
    ///
    /// # Errors
    /// As any read.
    pub fn members(&self) -> Result<Vec<Member>, StoreError> {
        Ok(view_member::all(self.connection())?.into_iter().map(|(member, _)| member).collect())
    }

    /// Adds a member, with the grants to the streams they may open.
    ///
    /// # Errors
    /// [`StoreError::NoRight`] when this member is no coordinator, or would pass on a grant without holding it.
    pub fn member_add(&mut self, new: AddMember, now: Moment) -> Result<Member, StoreError> {
        let gives_protected = new.grants.contains(&Grant::Protected);
        if self.member().role != Role::Coordinator || (gives_protected && !self.opens(Stream::Protected)) {
            return Err(StoreError::NoRight);
        }
        let id = MemberId::from_random(random()?);
        let member = Member { id, name: new.name, role: new.role, grants: new.grants };
        let mut keyring = keyring(self.folder())?;
        let slot = keyring_member(&member, new.passphrase);
        let keys = keyring.add_member(self.unlocked(), slot, new.kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        // The slot first: alone it opens nothing, and the next unlocking clears it away.
        write(self.folder(), &keyring)?;
        let added = self.transact(Action::MemberAdd, now, |tx| tx.member_add(&member, &keys));
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
        let (mut keyring, unlocked) = try_passphrase(self.folder(), self.member().id, old, now)?;
        keyring.set_passphrase(&unlocked, new, kdf, &mut SystemEntropy).map_err(crypt_fault)?;
        write(self.folder(), &keyring)
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
    pub(super) fn member_add(&mut self, member: &Member, keys: &PublicKeys) -> Result<(), StoreError> {
        self.control(EventKind::MemberAdd, vec![control::member(member, keys)])?;
        let session = self.session();
        let mut ops = Vec::new();
        for (stream, epochs) in &session.epochs {
            if *stream == Stream::Protected && !member.has(Grant::Protected) {
                continue;
            }
            for epoch in epochs.values() {
                let sealed =
                    seal_grant(epoch, session.centre, member.id, keys, &mut SystemEntropy).map_err(crypt_fault)?;
                grant_sealed::insert(self.sql(), *stream, epoch.id(), member.id, &sealed)?;
                ops.push(control::grant(*stream, epoch.id(), member.id, &sealed));
            }
        }
        self.control(EventKind::EpochGrant, ops)
    }

    pub(super) fn control(&mut self, kind: EventKind, ops: Vec<Op>) -> Result<(), StoreError> {
        let hlc = self.next_hlc()?;
        let subject = *self.session().centre.as_bytes();
        self.append(NewEvent { stream: Stream::Control, subject, kind, form: None, ops, note: String::new(), hlc })
    }
}
