//! A coordinator asks a new laptop in, and lets it in: the invite, the answer to it, and the digits in between.
//!
//! An invite is answered once, where it was made, and within [`INVITE_DAYS`]. Nothing is given to the laptop that answers
//! before the digits that stand on its screen were typed here; other digits end the invite.

use std::collections::BTreeSet;

use pana_casework::authority::{ControlWrite, Keys, Standing};
use pana_casework::{Act, Grant, Role};
use pana_keys::{Invite, JoinRequest, KeysError, SystemEntropy};
use pana_model::{DeviceId, MemberId, Moment, Secret};
use pana_record::EventKind;
use pana_wire::EventId;

use super::keyring::wall;
use super::random;
use super::remove::Authorised;
use super::roll::{self, Holders};
use crate::asked::Asked;
use crate::disk::{JoinFault, StoreError, crypt_fault};
use crate::log::{Sign, Stream};
use crate::store::{Store, Tx};
use crate::table::invite::{self, InviteRow, InviteState};

/// An invite can be answered for so many days.
pub const INVITE_DAYS: u64 = 60;
const DAY_MS: u64 = 24 * 60 * 60 * 1000;

/// Who is to work on the new laptop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InviteFor {
    /// Somebody who works here already.
    Member(MemberId),
    /// Somebody new.
    New {
        /// What people call them.
        name: String,
        /// What they are to be.
        role: Role,
        /// What they may besides.
        grants: Vec<Grant>,
    },
}

/// An invite that was made here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invited {
    /// Which.
    pub id: [u8; 16],
    /// Whom it is for.
    pub name: String,
    /// When it was made, in milliseconds since 1970.
    pub made_ms: i64,
    /// What became of it.
    pub state: InviteState,
}

/// A laptop that answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsksToJoin {
    /// Which invite it answers.
    pub invite: [u8; 16],
    /// What it calls itself.
    pub device: String,
    /// Who is to work on it.
    pub member: String,
    /// As what.
    pub role: Role,
    /// With which grants.
    pub grants: Vec<Grant>,
}

/// An answer that opened, and the digits that its laptop shows.
pub(super) struct Answered {
    row: InviteRow,
    invite: Invite,
    request: JoinRequest,
    digits: String,
}

impl Answered {
    pub(super) fn new(row: InviteRow, invite: Invite, mut request: JoinRequest, digits: String) -> Self {
        // What it calls itself is shown from now on: nothing in it moves a line or a cursor.
        request.name = request.name.chars().map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
        Self { row, invite, request, digits }
    }
}

impl Store {
    /// Makes an invite. The file holds a secret: it goes from hand to hand.
    ///
    /// # Errors
    /// [`StoreError::Refused`] when the member is no coordinator, or would pass on a grant without holding it;
    /// [`StoreError::UnknownMember`], and as any write.
    pub fn invite(&mut self, whom: &InviteFor, now: Moment) -> Result<Secret<Vec<u8>>, StoreError> {
        let (_, row) = self.invite_for(whom, now)?;
        self.transact(&Asked::of(Act::Devices), now, |tx| invite::insert(tx.sql(), &row))?;
        Ok(row.file)
    }

    /// An invite, and the row that it is to have here.
    pub(super) fn invite_for(&self, whom: &InviteFor, now: Moment) -> Result<(Invite, InviteRow), StoreError> {
        let state = self.state();
        let (member, name, role, grants) = match whom {
            InviteFor::Member(id) => {
                let known = state.member(*id).filter(|member| member.standing == Standing::Stands);
                let known = known.ok_or(StoreError::UnknownMember)?;
                (*id, known.name, known.role, known.grants.into_iter().collect())
            }
            InviteFor::New { name, role, grants } => {
                (MemberId::from_random(random()?), name.clone(), *role, grants.clone())
            }
        };
        self.ask_to_invite(whom, now)?;
        let (id, secret) = Invite::draw(&mut SystemEntropy).map_err(crypt_fault)?;
        let recovery = roll::recovery(&state).ok_or(StoreError::Joining(JoinFault::NoRecovery))?;
        let made = Invite {
            centre: self.centre(),
            root: EventId::from_bytes(self.session().root.id),
            id,
            secret,
            device: self.device(),
            keys: self.session().device_secrets.public(),
            recovery,
            member,
            role: role.to_string(),
            grants: grants.iter().map(ToString::to_string).collect(),
            until_ms: wall(now).saturating_add(INVITE_DAYS * DAY_MS),
            heads: self.session().authority.borrow().frontier().into_iter().collect(),
        };
        let file = made.to_bytes();
        Ok((made, InviteRow { id, file, name, made_ms: now.unix_ms(), state: InviteState::Open }))
    }

    fn ask_to_invite(&self, whom: &InviteFor, now: Moment) -> Result<(), StoreError> {
        let mut asked = vec![Act::Devices];
        if let InviteFor::New { grants, .. } = whom {
            asked.push(Act::AddMember);
            asked.extend(grants.iter().map(|grant| Act::GiveGrant(*grant)));
        }
        asked.into_iter().try_for_each(|act| self.ask(&Asked::of(act), now))
    }

    /// The invites that were made on this laptop, the newest first.
    ///
    /// # Errors
    /// As any read.
    pub fn invites(&self) -> Result<Vec<Invited>, StoreError> {
        let of = |row: InviteRow| Invited { id: row.id, name: row.name, made_ms: row.made_ms, state: row.state };
        Ok(invite::all(self.connection())?.into_iter().map(of).collect())
    }

    /// Takes an invite back: nobody joins by it any more.
    ///
    /// # Errors
    /// [`StoreError::Joining`] when there is no such invite, and as any write.
    pub fn invite_revoke(&mut self, id: &[u8; 16], now: Moment) -> Result<(), StoreError> {
        let row = invite::read(self.connection(), id)?.ok_or(StoreError::Joining(JoinFault::NotInvited))?;
        if row.state != InviteState::Open {
            return Err(StoreError::Joining(JoinFault::Over));
        }
        self.transact(&Asked::of(Act::Devices), now, |tx| tx.end_invite(id, InviteState::Dead))
    }

    /// What a laptop that answers says of itself. Takes as long as trying a passphrase.
    ///
    /// # Errors
    /// [`StoreError::Joining`] with the reason, and as any read.
    pub fn join_request(&self, request: &[u8], now: Moment) -> Result<AsksToJoin, StoreError> {
        self.ask(&Asked::of(Act::Devices), now)?;
        self.asks_of(&self.answered(request, now)?)
    }

    pub(super) fn asks_of(&self, answered: &Answered) -> Result<AsksToJoin, StoreError> {
        let (role, grants) = self.invited_as(&answered.invite)?;
        let (device, member) = (answered.request.name.clone(), answered.row.name.clone());
        Ok(AsksToJoin { invite: answered.invite.id, device, member, role, grants })
    }

    fn answered(&self, request: &[u8], now: Moment) -> Result<Answered, StoreError> {
        let id = Invite::answered(request).map_err(|error| join_fault(&error, JoinFault::NoRequest))?;
        let row = invite::read(self.connection(), &id)?.ok_or(StoreError::Joining(JoinFault::NotInvited))?;
        if row.state != InviteState::Open {
            return Err(StoreError::Joining(JoinFault::Over));
        }
        // EXPOSE: to read it.
        let invite = Invite::from_bytes(row.file.expose()).map_err(crypt_fault)?;
        if invite.until_ms < wall(now) {
            return Err(StoreError::Joining(JoinFault::Over));
        }
        let (request, digits) =
            invite.open_request(request).map_err(|error| join_fault(&error, JoinFault::NoRequest))?;
        Ok(Answered::new(row, invite, request, digits))
    }

    /// As what the invited one joins: of somebody who works here, what they are now.
    fn invited_as(&self, invite: &Invite) -> Result<(Role, Vec<Grant>), StoreError> {
        if let Some(known) = self.state().member(invite.member) {
            return Ok((known.role, known.grants.into_iter().collect()));
        }
        let unread = || StoreError::Internal("an invite of ours that does not read".to_owned());
        let role = invite.role.parse().map_err(|_| unread())?;
        let grants = invite.grants.iter().map(|grant| grant.parse().map_err(|_| unread()));
        Ok((role, grants.collect::<Result<_, _>>()?))
    }

    /// Lets the laptop in whose request this is, if it shows these digits: the device, its member where they are new, their seat,
    /// and the keys of what they may read. What it needs to begin with are the control stream and those keys; they go with the
    /// next bundle for it.
    ///
    /// # Errors
    /// [`StoreError::Joining`]: with other digits the invite is dead. [`StoreError::Refused`], [`StoreError::Behind`],
    /// [`StoreError::WrongSheets`], [`StoreError::WrongPassphrase`], and as any write.
    pub fn join_accept(
        &mut self,
        request: &[u8],
        digits: &str,
        by: &Authorised,
        now: Moment,
    ) -> Result<DeviceId, StoreError> {
        self.check_whole(by)?;
        let answered = self.answered(request, now)?;
        self.let_in(&answered, digits, by, now)
    }

    pub(super) fn let_in(
        &mut self,
        answered: &Answered,
        digits: &str,
        by: &Authorised,
        now: Moment,
    ) -> Result<DeviceId, StoreError> {
        let id = answered.invite.id;
        let typed: String = digits.chars().filter(char::is_ascii_digit).collect();
        if typed != answered.digits {
            self.transact(&Asked::of(Act::Devices), now, |tx| tx.end_invite(&id, InviteState::Dead))?;
            return Err(StoreError::Joining(JoinFault::OtherDigits));
        }
        let (role, grants) = self.invited_as(&answered.invite)?;
        let is_known = self.state().member(answered.invite.member).is_some();
        let name = answered.row.name.clone();
        let whom = if is_known {
            InviteFor::Member(answered.invite.member)
        } else {
            InviteFor::New { name, role, grants: grants.clone() }
        };
        self.ask_to_invite(&whom, now)?;
        let sign = self.sign(by, now)?;
        let seat = answered.invite.seat(&answered.request);
        self.transact(&Asked::of(Act::Devices), now, |tx| {
            tx.device_add(answered, &whom, sign)?;
            tx.end_invite(&id, InviteState::Answered)
        })?;
        Ok(seat.device)
    }
}

impl Tx<'_> {
    fn device_add(&mut self, joins: &Answered, whom: &InviteFor, sign: Option<Sign>) -> Result<(), StoreError> {
        let (seat, session) = (joins.invite.seat(&joins.request), self.session());
        let keys = Keys(joins.request.device.to_bytes());
        let mut writes = vec![ControlWrite::Device { id: seat.device, name: joins.request.name.clone(), keys }];
        let holds_protected = match whom {
            InviteFor::New { name, role, grants } => {
                let (id, grants) = (seat.member, grants.iter().copied().collect::<BTreeSet<_>>());
                let holds = grants.contains(&Grant::Protected);
                writes.push(ControlWrite::Member { id, name: name.clone(), role: *role, grants, keys: None });
                holds
            }
            InviteFor::Member(id) => session.state().grants(*id).contains(&Grant::Protected),
        };
        let keys = Keys(seat.keys.to_bytes());
        writes.push(ControlWrite::Seat { id: seat.id(), member: seat.member, device: seat.device, keys });
        let to = vec![(seat.member, seat.device, seat.keys)];
        let holders = Holders { seats: BTreeSet::from([seat.id()]), to, recovery: None };
        let may = |stream: Stream| stream != Stream::Protected || holds_protected;
        for (stream, epoch) in roll::passes_on(session).filter(|(stream, _)| may(*stream)) {
            writes.extend(roll::grants(self.sql(), session, stream, epoch, &holders)?);
        }
        self.control_signed(EventKind::DeviceAdd, &writes, sign)?;
        roll::let_read(self.sql(), self.session(), &Stream::ALL, &holders)
    }
}

/// Which invite a file is.
///
/// # Errors
/// [`StoreError::Joining`] where it is none.
pub fn invite_id(file: &[u8]) -> Result<[u8; 16], StoreError> {
    Invite::from_bytes(file).map(|invite| invite.id).map_err(|error| join_fault(&error, JoinFault::NoInvite))
}

/// A file that is none, or a newer program's, in the words of whoever joins.
pub(super) fn join_fault(error: &KeysError, none: JoinFault) -> StoreError {
    StoreError::Joining(match error {
        KeysError::Newer(_) => JoinFault::Newer,
        _ => none,
    })
}
