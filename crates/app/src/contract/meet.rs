//! Laptops of one centre that meet, and a laptop that joins.

use std::path::PathBuf;

use pana_casework::{Grant, Role};
use pana_model::{DeviceId, MemberId, Secret};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::centre::Agreed;
use super::word::words;
use super::{AppError, Id, Word};

/// Who is to work on a laptop that is asked in.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Invited {
    /// The member at work.
    Me,
    /// Somebody else who works here already.
    Member {
        /// Who.
        member: Id<MemberId>,
    },
    /// Somebody new.
    New {
        /// What people call them.
        name: String,
        /// What they are to be.
        role: Word<Role>,
        /// What they may besides.
        grants: Vec<Word<Grant>>,
    },
}

/// A laptop is to be asked in.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InviteRequest {
    /// Who is to work on it.
    pub whom: Invited,
    /// Where the invite is written: a file that is not there yet, or a folder in which one is made.
    pub file: PathBuf,
}

/// An invite that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InvitedView {
    /// The file with it.
    pub file: String,
    /// For how many days it can be answered.
    #[ts(type = "number")]
    pub days: u64,
}

/// An invite is to be taken back.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct InviteEndRequest {
    /// Which, as the list of invites says it.
    pub invite: String,
}

words! {
    /// What became of an invite.
    InviteStands {
        /// Nobody has answered.
        Open = "open",
        /// A laptop joined by it.
        Answered = "answered",
        /// Nobody joins by it any more.
        Dead = "dead",
    }
}

/// An invite that was made here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct InviteView {
    /// Which, in hexadecimal.
    pub invite: String,
    /// Whom it is for.
    pub name: String,
    /// Is it answered on line, by words?
    pub online: bool,
    /// When it was made, RFC 3339.
    pub made: String,
    /// What became of it.
    pub state: InviteStands,
}

/// A laptop of the centre.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
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
    #[ts(type = "number | null")]
    pub lacks: Option<u64>,
    /// Who works on it, by the members' names.
    pub works: Vec<String>,
    /// May one of them lead talks in private, so that what was said in them may be on it?
    pub protected: bool,
}

/// The laptops of the centre, and who was asked in from here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DevicesView {
    /// This one first, the others by name.
    pub devices: Vec<DeviceView>,
    /// The newest first.
    pub invites: Vec<InviteView>,
    /// How many people are known here.
    pub people: u32,
    /// May the member at work ask laptops in, let them in and take them out?
    pub may_manage: bool,
    /// May they hand cases over to other centres?
    pub may_hand_over: bool,
    /// May they say which other centres are known?
    pub may_know: bool,
}

/// A file is meant.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct PathRequest {
    /// Where it lies.
    pub path: PathBuf,
}

/// This laptop answers an invite.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JoinRequest {
    /// The invite.
    pub invite: PathBuf,
    /// What this laptop is to be called.
    pub device: String,
    /// What the member is called at the door until the centre says it.
    pub member: String,
    /// The member's passphrase on this laptop.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
    /// Where the answer is written: a file that is not there yet. Nothing: beside the invite, under a name of its own.
    pub file: Option<PathBuf>,
}

/// What a laptop shows that waits to be let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct JoinView {
    /// The digits that a coordinator types, in groups; empty where it joins on line and has none yet.
    pub check: String,
    /// What this laptop is called.
    pub device: String,
    /// Does it join on line?
    pub online: bool,
    /// Where its answer was written, where that was just done.
    pub file: Option<String>,
}

/// A laptop that waits is to join.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct JoinFinishRequest {
    /// The folder in which the bundle for it lies, or the bundle's file.
    pub path: PathBuf,
    /// The passphrase that its member chose on it.
    #[serde(deserialize_with = "super::secret")]
    #[ts(type = "string")]
    pub passphrase: Secret<String>,
}

/// A laptop that answers an invite of ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
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
#[derive(Debug, Clone, Deserialize, TS)]
pub struct AcceptRequest {
    /// Its answer to the invite.
    pub request: PathBuf,
    /// The digits that it shows.
    pub check: String,
    /// The folder into which the bundle for it is written. Nothing: beside its answer.
    pub folder: Option<PathBuf>,
    /// Who agrees beside the coordinator at work.
    pub agreed: Agreed,
}

/// A laptop is to leave the centre.
#[derive(Debug, Clone, Deserialize, TS)]
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
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct WrittenView {
    /// The files, in order.
    pub files: Vec<String>,
    /// How many changes are in it.
    #[ts(type = "number")]
    pub events: u64,
    /// How many pieces of files of answers.
    #[ts(type = "number")]
    pub blobs: u64,
}

/// What lies in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct FolderView {
    /// The bundles for this laptop, the one written last first.
    pub bundles: Vec<BundleView>,
    /// How many files are for other laptops, or no bundle.
    pub others: u32,
    /// What these are, as far as can be told.
    pub kinds: Vec<OtherFiles>,
    /// Are there more files than were looked at?
    pub more: bool,
}

words! {
    /// Why a file with the ending of a bundle is none for this laptop.
    OtherKind {
        /// It is sealed to other laptops.
        Others = "others",
        /// It is of another centre.
        Centre = "centre",
        /// It is of a newer program.
        Newer = "newer",
        /// Its beginning is broken, or it is no bundle at all.
        Broken = "broken",
        /// The disk did not give it.
        Unread = "unread",
    }
}

/// Files that are no bundle for this laptop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct OtherFiles {
    /// Why they are none.
    pub kind: OtherKind,
    /// How many.
    pub files: u32,
}

/// A bundle as it lies there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct BundleView {
    /// The laptop that wrote it, if it is known here.
    pub device: Option<String>,
    /// When it was written, by that laptop's clock, RFC 3339.
    pub written: String,
    /// How many changes the parts hold that read.
    #[ts(type = "number")]
    pub events: u64,
    /// How many of them are not here.
    #[ts(type = "number")]
    pub new: u64,
    /// How many parts it has.
    pub parts: u32,
    /// The parts that lack or do not read, with what they hold.
    pub missing: Vec<MissingPartView>,
}

/// A part that lacks, or does not read to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct MissingPartView {
    /// Its number, from 1.
    pub part: u32,
    /// How many changes it was written with.
    #[ts(type = "number")]
    pub events: u64,
    /// Is it there, in part?
    pub torn: bool,
}

/// What came of bundles that were read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, TS)]
pub struct ReadView {
    /// Changes that are new here.
    #[ts(type = "number")]
    pub events: u64,
    /// People who are new here.
    #[ts(type = "number")]
    pub people: u64,
    /// Files of answers that are whole here with it.
    #[ts(type = "number")]
    pub files: u64,
    /// Questions with two answers, more than before.
    #[ts(type = "number")]
    pub conflicts: u64,
    /// Changes that are kept and do not count.
    #[ts(type = "number")]
    pub quarantined: u64,
    /// Changes that wait for what is not here.
    #[ts(type = "number")]
    pub waiting: u64,
    /// Entries of laptops that nothing here knows, more than may be kept: they stay with whoever brought them.
    #[ts(type = "number")]
    pub not_taken: u64,
    /// Was all there that the bundles were written with?
    pub complete: bool,
    /// Did this laptop join the centre by it?
    pub joined: bool,
    /// Where the member at work was removed by what was read: what this laptop had and others lack, written into the same folder
    /// for them.
    pub left: Option<WrittenView>,
}

/// A folder is to be looked into.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MeetLookRequest {
    /// The folder: a stick's.
    pub folder: PathBuf,
}

/// This laptop and others are to meet in a folder: first what lies there for this one is read, then what the others lack is
/// written.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct MeetRequest {
    /// The folder: a stick's.
    pub folder: PathBuf,
    /// Is what lies there read?
    pub read: bool,
    /// For which laptops something is written, by id; nothing is written where there is none.
    pub to: Vec<String>,
}

words! {
    /// What a meeting is at.
    MeetDoing {
        /// Files are looked at.
        Looking = "looking",
        /// A hub is being reached.
        Reaching = "reaching",
        /// Changes are given to a hub.
        Giving = "giving",
        /// Changes are taken in.
        Reading = "reading",
        /// Files of answers are given to a hub.
        GivingFiles = "giving-files",
        /// Files of answers are fetched from a hub.
        ReadingFiles = "reading-files",
        /// The other laptop takes in what it was given.
        Awaiting = "awaiting",
        /// What the others lack is counted.
        Counting = "counting",
        /// Changes are written.
        Writing = "writing",
        /// What was written is read again.
        Checking = "checking",
    }
}

/// How far a meeting is: what was read and written between this laptop and others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum MeetProgress {
    /// Under way.
    Running {
        /// With what.
        doing: MeetDoing,
        /// How many files, changes or parts are done.
        #[ts(type = "number")]
        done: u64,
        /// Of how many; 0 where that is not known yet.
        #[ts(type = "number")]
        total: u64,
        /// How many people came who are new here.
        #[ts(type = "number")]
        people: u64,
    },
    /// The folder was looked into, and nothing was done.
    Looked {
        /// What lies there.
        found: FolderView,
    },
    /// All that was asked for was done.
    Done {
        /// What was read, where it was asked for and something was there.
        read: Option<ReadView>,
        /// What was written and read back, where it was asked for.
        written: Option<WrittenView>,
    },
    /// The hub was met to the end.
    AtHub {
        /// What it came to.
        met: SyncView,
    },
    /// Stopped by the member. What was taken in until then stays; of what was written nothing is left.
    Stopped {
        /// What was read until then.
        read: Option<ReadView>,
    },
    /// It could not be done. What was taken in until then stays.
    Failed {
        /// What happened.
        error: AppError,
        /// What was read until then.
        read: Option<ReadView>,
    },
}

/// What a meeting with the hub came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct SyncView {
    /// Changes that the hub took and has kept.
    #[ts(type = "number")]
    pub given: u64,
    /// Files of answers that it took.
    #[ts(type = "number")]
    pub files_given: u64,
    /// What came from there.
    pub read: ReadView,
    /// Histories of which the hub did not take what is here: it was not told of their laptop, or they are not whole here.
    pub left: usize,
    /// The hub has as much of this centre as it may: the rest waits here.
    pub full: bool,
    /// It was told of as many erasures as it may be: what was erased since lies on there, sealed.
    pub told_full: bool,
    /// Numbers under which a laptop wrote twice: it was copied.
    pub forks: usize,
    /// The hub went back to a backup, and was filled again from here; or it is met for the first time.
    pub anew: bool,
}
