//! Laptops of one centre that meet, and a laptop that joins.

use std::path::PathBuf;

use pana_casework::{Grant, Role};
use pana_model::{DeviceId, MemberId, Secret};
use serde::Serialize;

use super::centre::Agreed;
use super::{Id, Word};

/// Who is to work on a laptop that is asked in.
#[derive(Debug, Clone)]
pub enum Invited {
    /// Somebody who works here already; `None` is the member at work.
    Member(Option<MemberId>),
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

/// A laptop is to be asked in.
#[derive(Debug, Clone)]
pub struct InviteRequest {
    /// Who is to work on it.
    pub whom: Invited,
    /// Where the invite is written: a file that is not there yet.
    pub file: PathBuf,
}

/// What became of an invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InviteStands {
    /// Nobody has answered.
    Open,
    /// A laptop joined by it.
    Answered,
    /// Nobody joins by it any more.
    Dead,
}

/// An invite that was made here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InviteView {
    /// Whom it is for.
    pub name: String,
    /// When it was made, RFC 3339.
    pub made: String,
    /// What became of it.
    pub state: InviteStands,
}

/// A laptop of the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeviceView {
    /// Which.
    pub id: Id<DeviceId>,
    /// What people call it.
    pub name: String,
    /// Is it this one?
    pub own: bool,
    /// Does it belong to the centre still?
    pub stands: bool,
    /// When this laptop last heard from it, RFC 3339.
    pub met: Option<String>,
    /// How many changes that are here it has not said that it has; `None` where that is not to be told: it is this one, or does
    /// not belong to the centre any more.
    pub lacks: Option<u64>,
}

/// The laptops of the centre, and who was asked in from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DevicesView {
    /// This one first, the others by name.
    pub devices: Vec<DeviceView>,
    /// The newest first.
    pub invites: Vec<InviteView>,
}

/// This laptop answers an invite.
#[derive(Debug, Clone)]
pub struct JoinRequest {
    /// The invite.
    pub invite: PathBuf,
    /// What this laptop is to be called.
    pub device: String,
    /// What the member is called at the door until the centre says it.
    pub member: String,
    /// The member's passphrase on this laptop.
    pub passphrase: Secret<String>,
    /// Where the answer is written: a file that is not there yet.
    pub file: PathBuf,
}

/// What a laptop shows that waits to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JoinView {
    /// The digits that a coordinator types, in groups of four.
    pub check: String,
    /// What this laptop is called.
    pub device: String,
}

/// A laptop that waits is to join.
#[derive(Debug, Clone)]
pub struct JoinFinishRequest {
    /// The folder in which the bundle for it lies, or the bundle's file.
    pub path: PathBuf,
    /// The passphrase that its member chose on it.
    pub passphrase: Secret<String>,
}

/// A laptop that answers an invite of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AsksToJoinView {
    /// What it calls itself.
    pub device: String,
    /// Who is to work on it.
    pub member: String,
    /// As what.
    pub role: Word<Role>,
    /// With which grants.
    pub grants: Vec<Word<Grant>>,
}

/// A laptop is to be let in.
#[derive(Debug, Clone)]
pub struct AcceptRequest {
    /// Its answer to the invite.
    pub request: PathBuf,
    /// The digits that it shows.
    pub check: String,
    /// The folder into which the bundle for it is written.
    pub folder: PathBuf,
    /// Who agrees beside the coordinator at work.
    pub agreed: Agreed,
}

/// A laptop is to leave the centre.
#[derive(Debug, Clone)]
pub struct RevokeRequest {
    /// Its name, or its id.
    pub device: String,
    /// Who agrees beside the coordinator at work.
    pub agreed: Agreed,
}

/// A laptop that was let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AcceptedView {
    /// Which.
    pub device: Id<DeviceId>,
    /// The bundle for it.
    pub bundle: WrittenView,
}

/// A bundle is to be written.
#[derive(Debug, Clone)]
pub struct WriteRequest {
    /// For which laptops: by id or name; for all others where there is none.
    pub to: Vec<String>,
    /// The folder: a stick's.
    pub folder: PathBuf,
}

/// A bundle that was written and read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WrittenView {
    /// The files, in order.
    pub files: Vec<String>,
    /// How many changes are in it.
    pub events: u64,
    /// How many pieces of files of answers.
    pub blobs: u64,
}

/// What lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FolderView {
    /// The bundles for this laptop.
    pub bundles: Vec<BundleView>,
    /// How many files are for other laptops, or no bundle.
    pub others: u32,
}

/// A bundle as it lies there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BundleView {
    /// The laptop that wrote it, if it is known here.
    pub device: Option<String>,
    /// When it was written, by that laptop's clock, RFC 3339.
    pub written: String,
    /// How many changes the parts hold that read.
    pub events: u64,
    /// How many of them are not here.
    pub new: u64,
    /// How many parts it has.
    pub parts: u32,
    /// The parts that lack or do not read, with what they hold.
    pub missing: Vec<MissingPartView>,
}

/// A part that lacks, or does not read to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingPartView {
    /// Its number, from 1.
    pub part: u32,
    /// How many changes it was written with.
    pub events: u64,
    /// Is it there, in part?
    pub torn: bool,
}

/// What came of bundles that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ReadView {
    /// Changes that are new here.
    pub events: u64,
    /// People who are new here.
    pub people: u64,
    /// Questions with two answers, more than before.
    pub conflicts: u64,
    /// Changes that are kept and do not count.
    pub quarantined: u64,
    /// Changes that wait for what is not here.
    pub waiting: u64,
    /// Was all there that the bundles were written with?
    pub complete: bool,
    /// Did this laptop join the centre by it?
    pub joined: bool,
    /// Where the member at work was removed by what was read: what this laptop had and others lack, written into the same folder
    /// for them.
    pub left: Option<WrittenView>,
}
