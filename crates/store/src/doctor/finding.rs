//! What the doctor may find.

use std::fmt;

use pana_model::{BlobId, DeviceId, InterviewId};

use crate::log::Stream;

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// A page of the database file does not verify.
    Page(String),
    /// An event: which, and what is wrong with it.
    Event {
        /// Stream.
        stream: Stream,
        /// Device.
        device: DeviceId,
        /// Number in the device's chain.
        seq: u64,
        /// What is wrong.
        fault: Fault,
    },
    /// A view differs from what the log says.
    View(String),
    /// A draft does not open.
    Draft(InterviewId),
    /// A questionnaire's version that events name is not here.
    Form(String),
    /// An edition of the directory that events name: its hash, and what is wrong with it.
    Edition {
        /// The hash.
        hash: [u8; 32],
        /// What is wrong.
        fault: FileFault,
    },
    /// The table of rules that is asked: its hash, and what is wrong with it.
    Rules {
        /// The hash.
        hash: [u8; 32],
        /// What is wrong.
        fault: FileFault,
    },
    /// A key that an event says was sealed to somebody is not here: of which stream.
    Grant(Stream),
    /// This installation's own row is not what its events say: which part of it.
    Own(String),
    /// A table or an index is not as this program makes it, or is none of ours.
    Schema(String),
    /// A trigger or a view of a stranger was taken out when the store was opened.
    TakenOut(String),
    /// The store lacks what this member has seen in it: so many chains end too early.
    Behind(u32),
    /// Events are not here that a witness names: these numbers of a chain, of which some may be here.
    Missing {
        /// Stream.
        stream: Stream,
        /// Device.
        device: DeviceId,
        /// The first number of which nothing says that it is here.
        from: u64,
        /// The last number that a witness names.
        to: u64,
    },
    /// An event stands aside: which, and why.
    SetAside {
        /// Stream.
        stream: Stream,
        /// Device.
        device: DeviceId,
        /// Number in the device's chain.
        seq: u64,
        /// A stable word for why.
        reason: String,
    },
    /// Bytes that came and have no place in the log: their hash, and why.
    KeptAside {
        /// The hash of the bytes.
        id: [u8; 32],
        /// A stable word for why.
        reason: String,
    },
    /// A file that belongs to an answer: which, and what is wrong with it.
    File {
        /// The file.
        blob: BlobId,
        /// What is wrong.
        fault: FileFault,
    },
}

/// What is wrong with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileFault {
    /// It is named and not here.
    Missing,
    /// It is not what it was.
    Damaged,
    /// It is here and nothing names it.
    Orphan,
}

/// What is wrong with an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Its row cannot be read.
    Unreadable,
    /// Header and body are not those that were signed.
    Altered,
    /// The device's signature does not hold.
    Signature,
    /// It does not follow its predecessor.
    Chain,
    /// Its body does not open.
    Closed,
    /// The member's signature does not hold.
    MemberSignature,
    /// Its body is gone, and no event orders that.
    BodyMissing,
    /// The key of its subject is gone, and no event orders that.
    KeyMissing,
}

/// What the doctor found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Events looked at.
    pub events: u64,
    /// Of those, in a stream that is closed to this member: chain and device signature were checked, not the body.
    pub closed: u64,
    /// Every event follows its predecessor and is the one that is named.
    pub chain_ok: bool,
    /// Every signature holds.
    pub signatures_ok: bool,
    /// Every body opens that this member may open.
    pub bodies_ok: bool,
    /// The views are what the log says.
    pub views_equal_replay: bool,
    /// Drafts looked at.
    pub drafts: u64,
    /// Files looked at.
    pub files: u64,
    /// Files that events of other devices name, and that have not come yet.
    pub files_to_come: u64,
    /// Bytes of the database.
    pub database_bytes: u64,
    /// Bytes free where the store lies, if the system says.
    pub free_bytes: Option<u64>,
    /// All that is wrong.
    pub findings: Vec<Finding>,
}

impl Diagnosis {
    /// Is all well?
    pub fn is_well(&self) -> bool {
        self.findings.is_empty()
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Page(page) => write!(out, "page: {page}"),
            Self::Event { stream, device, seq, fault } => write!(out, "event {stream}/{device}/{seq}: {fault:?}"),
            Self::View(view) => write!(out, "view {view} differs from the log"),
            Self::Draft(interview) => write!(out, "draft {interview} does not open"),
            Self::Form(form) => write!(out, "questionnaire {form} is missing"),
            Self::Edition { fault: FileFault::Damaged, .. } => {
                out.write_str("an edition of the directory is not what it was")
            }
            Self::Edition { .. } => out.write_str("an edition of the directory is missing"),
            Self::Rules { fault: FileFault::Damaged, .. } => out.write_str("the table of rules is not what it was"),
            Self::Rules { .. } => out.write_str("the table of rules is missing"),
            Self::Grant(stream) => write!(out, "a sealed key of stream {stream} is missing"),
            Self::Own(part) => write!(out, "this installation's {part} is not what its events say"),
            Self::Schema(name) => write!(out, "table or index {name} is not as it should be"),
            Self::TakenOut(name) => write!(out, "{name} was put into the database by a stranger, and taken out"),
            Self::Behind(chains) => write!(out, "{chains} chains end before what this member has seen"),
            Self::Missing { stream, device, from, to } => {
                write!(out, "events {stream}/{device}/{from} to {to} are missing, which a witness names")
            }
            Self::SetAside { stream, device, seq, reason } => {
                write!(out, "event {stream}/{device}/{seq} stands aside: {reason}")
            }
            Self::KeptAside { reason, .. } => write!(out, "bytes that came are kept aside: {reason}"),
            Self::File { blob, fault: FileFault::Missing } => write!(out, "file {blob} is missing"),
            Self::File { blob, fault: FileFault::Damaged } => write!(out, "file {blob} is not what it was"),
            Self::File { blob, fault: FileFault::Orphan } => write!(out, "file {blob} belongs to nothing"),
        }
    }
}
