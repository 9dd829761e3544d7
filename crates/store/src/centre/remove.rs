//! What takes rights away: a member removed, a role lowered, a grant withdrawn, new sheets. Each names what had been seen of
//! every chain, rolls the streams concerned, and gives the database another key.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::authority::{ControlWrite, Cut, Refused, Sheets, Standing, TIPS_AT_MOST};
use pana_casework::{Act, Grant, Refusal, Role};
use pana_keys::{RecoveryPublic, RecoverySheet, SystemEntropy};
use pana_model::{DeviceId, MemberId, Moment, Secret};
use pana_record::EventKind;

use super::by_sheets;
use super::keyring::{keyring, try_passphrase, wall, write};
use super::notice::Notice;
use super::roll::{self, Holders};
use crate::asked::Asked;
use crate::disk::{StoreError, crypt_fault};
use crate::fold::gate::public;
use crate::fold::{self, control};
use crate::log::{Sign, Stream, chain};
use crate::store::Store;

/// Who agrees, beside the coordinator at work.
#[derive(Debug)]
pub enum Authorised {
    /// Nobody.
    Alone,
    /// Whoever holds both sheets; their texts.
    Sheets([Secret<String>; 2]),
    /// Another coordinator.
    Second {
        /// Who.
        member: MemberId,
        /// Their passphrase.
        passphrase: Secret<String>,
    },
}

impl Store {
    /// Removes a member for good. What they wrote stays; what they still knew opens nothing that is written from now on.
    ///
    /// # Errors
    /// [`StoreError::UnknownMember`], [`StoreError::Refused`] (the member may not, the sheets have to agree, or it is
    /// themselves: what follows a removal is for somebody who stays to do),
    /// [`StoreError::LastCoordinator`], [`StoreError::Behind`], [`StoreError::WrongSheets`],
    /// [`StoreError::WrongPassphrase`], and as any write.
    pub fn member_remove(&mut self, member: MemberId, by: &Authorised, now: Moment) -> Result<(), StoreError> {
        self.check_whole(by)?;
        self.check_stands(member)?;
        self.check_not_last(member)?;
        if member == self.member().id {
            return Err(StoreError::Refused(Refusal::Author(Refused::OwnRemoval)));
        }
        let sign = self.sign(by, now)?;
        let cuts = self.cuts()?;
        let is_short = is_short(&cuts);
        let removal = ControlWrite::RemoveMember { id: member, cuts };
        self.take_away((Act::RemoveMember, EventKind::MemberRemove), &[removal], sign, is_short, now).map_err(needs)?;
        self.after_removal(now)
    }

    /// Takes a device out of the centre: one that was lost, or is given away. What it wrote until here counts on; what comes of
    /// it later waits for a review, and nothing that is written from now on opens there.
    ///
    /// # Errors
    /// [`StoreError::UnknownDevice`] where no such device stands or it is this one, and as [`Store::member_remove`].
    pub fn device_remove(&mut self, device: DeviceId, by: &Authorised, now: Moment) -> Result<(), StoreError> {
        self.check_whole(by)?;
        if !self.devices()?.iter().any(|known| known.id == device && known.stands && !known.own) {
            return Err(StoreError::UnknownDevice);
        }
        let sign = self.sign(by, now)?;
        let cuts = self.cuts()?;
        let is_short = is_short(&cuts);
        let removal = ControlWrite::RemoveDevice { id: device, cuts };
        self.take_away((Act::Devices, EventKind::DeviceRevoke), &[removal], sign, is_short, now).map_err(needs)?;
        self.after_removal(now)
    }

    /// Withdraws a grant from a member.
    ///
    /// # Errors
    /// As [`Store::member_remove`].
    pub fn grant_withdraw(
        &mut self,
        member: MemberId,
        grant: Grant,
        by: &Authorised,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.check_whole(by)?;
        self.check_stands(member)?;
        let sign = self.sign(by, now)?;
        let cuts = self.cuts()?;
        let is_short = is_short(&cuts);
        let withdrawal = ControlWrite::WithdrawGrant { grant, member, cuts };
        let what = (Act::WithdrawGrant(grant), EventKind::GrantWithdraw);
        self.take_away(what, &[withdrawal], sign, is_short, now)?;
        self.after_removal(now)
    }

    /// Gives a grant to a member. `protected` can be given only by one who holds it: its key must be at hand.
    ///
    /// # Errors
    /// As [`Store::member_remove`].
    pub fn grant_give(
        &mut self,
        member: MemberId,
        grant: Grant,
        by: &Authorised,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.check_whole(by)?;
        self.check_stands(member)?;
        let sign = self.sign(by, now)?;
        let state = self.state();
        let known = state.member(member).ok_or(StoreError::UnknownMember)?;
        let mut grants = known.grants.clone();
        if !grants.insert(grant) {
            return Ok(());
        }
        self.transact(&Asked::of(Act::GiveGrant(grant)), now, |tx| {
            let write = ControlWrite::Member { id: member, name: known.name, role: known.role, grants, keys: None };
            tx.control_signed(EventKind::MemberChange, &[write], sign)?;
            if grant != Grant::Protected {
                return Ok(());
            }
            let session = tx.session();
            let seats: Vec<_> = session.state().seats_of(member).copied().collect();
            let to: Vec<_> =
                seats.iter().filter_map(|seat| Some((seat.member, seat.device, public(&seat.keys)?))).collect();
            let holders = Holders { seats: BTreeSet::new(), to, recovery: None };
            let mut writes = Vec::new();
            for epoch in session.epochs_newest_first(Stream::Protected) {
                writes.extend(roll::grants(tx.sql(), session, Stream::Protected, epoch, &holders)?);
            }
            roll::let_read(tx.sql(), session, &[Stream::Protected], &holders)?;
            tx.control(EventKind::EpochGrant, &writes, None)
        })
    }

    /// Gives a member another role. A lower one is a removal of what the higher one allowed.
    ///
    /// # Errors
    /// As [`Store::member_remove`].
    pub fn member_change(
        &mut self,
        member: MemberId,
        role: Role,
        by: &Authorised,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.check_whole(by)?;
        self.check_stands(member)?;
        let known = self.state().member(member).ok_or(StoreError::UnknownMember)?;
        if known.role == role {
            return Ok(());
        }
        let lower = role < known.role;
        if lower {
            self.check_not_last(member)?;
        }
        let sign = self.sign(by, now)?;
        let mut writes =
            vec![ControlWrite::Member { id: member, name: known.name, role, grants: known.grants, keys: None }];
        let mut is_cut_short = false;
        if lower {
            let cuts = self.cuts()?;
            is_cut_short = is_short(&cuts);
            writes.push(ControlWrite::LowerRole { member, cuts });
        }
        self.take_away((Act::ChangeMember, EventKind::MemberChange), &writes, sign, is_cut_short, now).map_err(needs)
    }

    /// Writes down what takes rights away. What counts here has been seen and counts on, so nothing is folded anew; unless a
    /// chain has more histories than are named: then what falls outside is asked about here as it will be elsewhere.
    fn take_away(
        &mut self,
        (act, kind): (Act, EventKind),
        writes: &[ControlWrite],
        sign: Option<Sign>,
        is_cut_short: bool,
        now: Moment,
    ) -> Result<(), StoreError> {
        self.transact(&Asked::of(act), now, |tx| {
            tx.control_signed(kind, writes, sign)?;
            if is_cut_short { fold::replay(tx.sql(), tx.session()) } else { Ok(()) }
        })?;
        if is_cut_short {
            self.reset_protected();
        }
        Ok(())
    }

    /// Prints new sheets: the old ones open nothing that is written from then on. They need the old ones, or two
    /// coordinators where two stand. Of one alone they wait seven days ([`Store::sheets_wait_until`]) and count when a
    /// coordinator opens the store after that; the old ones count so long. New keys follow at once; where a full disk or a cut
    /// is in the way, at the next opening.
    ///
    /// # Errors
    /// [`StoreError::NeedsSecond`], and as [`Store::member_remove`].
    pub fn sheets_make(&mut self, by: &Authorised, now: Moment) -> Result<[RecoverySheet; 2], StoreError> {
        self.check_whole(by)?;
        let sign = self.sign(by, now)?;
        let (recovered, sheets) = by_sheets::make()?;
        self.set_recovery(recovered.public(), sign, now).map_err(needs)?;
        if roll::recovery(&self.state()) == Some(recovered.public()) {
            // From here on they count, whatever follows: they are given, since nobody could make them again.
            let _ = self.take_over_sheets(recovered.public(), now);
        }
        self.note_sheets_wait(now);
        Ok(sheets)
    }

    /// What follows when new sheets count: this member's slot is sealed to them, and what the old ones opened gets new keys.
    fn take_over_sheets(&mut self, recovery: RecoveryPublic, now: Moment) -> Result<(), StoreError> {
        let mut keyring = keyring(self.folder())?;
        let unlocked = &mut self.session_mut().unlocked;
        keyring.pin_recovery(unlocked, recovery, &mut SystemEntropy).map_err(crypt_fault)?;
        write(self.folder(), &keyring)?;
        self.after_removal(now)
    }

    /// Until when new sheets that one coordinator made alone wait, milliseconds since 1970: the next coordinator who opens the
    /// store after that lets them count. `None` when none wait.
    pub fn sheets_wait_until(&self) -> Option<u64> {
        self.state().pending_recovery().map(|pending| pending.due_ms)
    }

    /// Notes for how many days more sheets wait, one at least, where this member may make others.
    pub(super) fn note_sheets_wait(&mut self, now: Moment) {
        const DAY_MS: u64 = 24 * 60 * 60 * 1000;
        let until = self.sheets_wait_until().filter(|_| self.ask(&Asked::of(Act::Sheets), now).is_ok());
        let days = until.map(|until| until.saturating_sub(wall(now)).div_ceil(DAY_MS).max(1));
        let other = |notice: &Notice| !matches!(notice, Notice::SheetsWait { .. });
        let others = self.notices().iter().filter(|notice| other(notice)).cloned();
        let notices = others.chain(days.map(|days| Notice::SheetsWait { days })).collect();
        self.set_notices(notices);
    }

    /// Lets sheets count that have waited until now, and seals to those that count what is not sealed to them, as far as this
    /// member opens it and may: some was cut off when they were made.
    fn seal_to_sheets(&mut self, now: Moment) -> Result<(), StoreError> {
        if self.ask(&Asked::of(Act::Sheets), now).is_err() {
            return Ok(());
        }
        match roll::sheets_due(self.reader(), now)? {
            // A change of the database's key that got stuck comes first, and so does whoever holds the key without which the
            // new sheets would open nothing.
            Some(due) if !self.unlocked().is_changing_db_key() && self.session().writes_control_by_its_epoch() => {
                self.take_up_sheets(due, now)?;
            }
            _ => {}
        }
        let Some(recovery) = roll::recovery(&self.state()) else { return Ok(()) };
        if by_sheets::is_sealed(self.session(), &recovery) {
            return Ok(());
        }
        self.transact(&Asked::of(Act::Sheets), now, |tx| tx.seal_all_to(recovery))
    }

    /// Lets sheets count that have waited. Before the event says so, this member's slot opens to both pairs, and to the new one
    /// alone after it: wherever this is cut off, the pair that counts opens the store.
    fn take_up_sheets(&mut self, due: Sheets, now: Moment) -> Result<(), StoreError> {
        let (mut keyring, recovery) = (keyring(self.folder())?, roll::public_of(due));
        keyring.seal_to_next_recovery(self.unlocked(), &recovery, &mut SystemEntropy).map_err(crypt_fault)?;
        write(self.folder(), &keyring)?;
        self.transact(&Asked::of(Act::Sheets), now, |tx| tx.take_up(due))?;
        let unlocked = &mut self.session_mut().unlocked;
        keyring.pin_recovery(unlocked, recovery, &mut SystemEntropy).map_err(crypt_fault)?;
        write(self.folder(), &keyring)
    }

    /// The database gets another key, and the streams new epochs. The streams come last: that one of them is due says at the
    /// next opening that this was cut off.
    pub(super) fn after_removal(&mut self, now: Moment) -> Result<(), StoreError> {
        self.renew_db_key()?;
        self.roll_what_is_due(now)?;
        self.remember_seen()
    }

    /// Goes on with what a cut, or a full disk, left undone after a removal, its confirmation or new sheets, and with sheets
    /// that have waited.
    pub(super) fn finish_removals(&mut self, now: Moment) -> Result<(), StoreError> {
        let stands = self.state().device_standing(self.device()) == Standing::Stands;
        if self.is_behind() || !stands {
            // What is due may have been done in what is not here, and nothing that a laptop writes counts which was taken out:
            // it opens all the same. What counts is erased here.
            self.carry_out_erasures(now)?;
            return self.remember_seen();
        }
        self.seal_to_sheets(now)?;
        self.give_what_lacks(now)?;
        self.ask_for_protected(now)?;
        self.follow_erasures(now)?;
        self.wrap_slots_again(now)?;
        // Somebody was removed on another laptop: their slot goes here too, and the key that they were told.
        if self.holds_removed_slot()? && !self.unlocked().is_changing_db_key() {
            self.renew_db_key()?;
        }
        if self.is_any_roll_due(now) { self.after_removal(now) } else { self.remember_seen() }
    }

    /// In a store that is known to be behind, what a coordinator changes of the centre may go against what is not here, so it
    /// asks for both sheets.
    pub(crate) fn check_whole(&self, by: &Authorised) -> Result<(), StoreError> {
        if self.is_behind() && !matches!(by, Authorised::Sheets(_)) { Err(StoreError::Behind) } else { Ok(()) }
    }

    fn check_stands(&self, member: MemberId) -> Result<(), StoreError> {
        let stands = self.state().standing(member) == Standing::Stands;
        if stands { Ok(()) } else { Err(StoreError::UnknownMember) }
    }

    fn check_not_last(&self, member: MemberId) -> Result<(), StoreError> {
        let state = self.state();
        let coordinators: BTreeSet<MemberId> = state.coordinators().collect();
        let is_last = coordinators.contains(&member) && coordinators.len() == 1;
        if is_last { Err(StoreError::LastCoordinator) } else { Ok(()) }
    }

    /// The last events here of every chain: of a forked one that of each history, for all of them were seen. What somebody put
    /// behind it that its device did not sign is cut off with the rest: no other device has it, so none could tell what lies
    /// before it.
    pub(crate) fn cuts(&self) -> Result<Vec<Cut>, StoreError> {
        let tips = chain::sound_tips(self.connection(), self.session(), TIPS_AT_MOST)?;
        Ok(tips.into_iter().map(|(stream, device, tip)| Cut { stream, device, event: *tip.id.as_bytes() }).collect())
    }

    /// What signs for whoever agrees. A wrong passphrase counts as a try, as it does at the door.
    pub(crate) fn sign(&self, by: &Authorised, now: Moment) -> Result<Option<Sign>, StoreError> {
        match by {
            Authorised::Alone => Ok(None),
            Authorised::Sheets([a, b]) => {
                // EXPOSE: the sheets are read.
                let texts = [a.expose().as_str(), b.expose().as_str()];
                let recovered = by_sheets::recovered_of(&keyring(self.folder())?, texts)?;
                let counts = self.state().recovery();
                if counts.is_some_and(|counts| counts.seal != recovered.public().seal) {
                    return Err(StoreError::WrongSheets("these sheets do not count".to_owned()));
                }
                Ok(Some(by_sheets::sign(&recovered)))
            }
            Authorised::Second { member, passphrase } => {
                let (_, unlocked) = try_passphrase(self.folder(), *member, passphrase, now)?;
                let seat = unlocked.seat().ok_or(StoreError::NeedsSecond)?.id();
                Ok(Some(Box::new(move |statement| {
                    vec![control::by_second(seat, &unlocked.secrets().sign_statement(control::ACT, statement))]
                })))
            }
        }
    }
}

/// May a chain have more histories than are named?
fn is_short(cuts: &[Cut]) -> bool {
    let mut of_chain: BTreeMap<(Stream, DeviceId), usize> = BTreeMap::new();
    for cut in cuts {
        let many = of_chain.entry((cut.stream, cut.device)).or_default();
        *many = many.saturating_add(1);
    }
    of_chain.values().any(|many| *many >= TIPS_AT_MOST)
}

/// What the control stream asks for beside a right is told as such.
pub(crate) fn needs(error: StoreError) -> StoreError {
    match error {
        StoreError::Refused(Refusal::Author(refused)) => match refused.as_str() {
            "needs-sheets" | "needs-second" => StoreError::NeedsSecond,
            _ => StoreError::Refused(Refusal::Author(refused)),
        },
        other => other,
    }
}

#[cfg(test)]
mod tests;
