//! What can go wrong with a store, sorted by what someone can do about it.

use pana_casework::lease::LeaseChallenge;
use pana_sqlite::SqliteError;

/// Why the store could not do what was asked. Nothing was half-written in any case.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no centre in this folder yet.
    #[error("there is no centre here")]
    NoCentre,
    /// There is a centre in this folder already.
    #[error("there is a centre here already")]
    CentreExists,
    /// Another running program holds the store.
    #[error("the store is open in another program")]
    AlreadyOpen,
    /// The passphrase is another.
    #[error("the passphrase does not fit")]
    WrongPassphrase,
    /// After wrong passphrases one waits.
    #[error("wait {seconds} s before the next try")]
    Wait {
        /// Until the next try is looked at.
        seconds: u32,
    },
    /// The recovery sheets do not open this store. The text says which sheet, when its check characters tell.
    #[error("the recovery sheets do not open this store: {0}")]
    WrongSheets(String),
    /// The member and another have removed each other: nothing opens for either until one of the removals is confirmed.
    #[error("the member is suspended")]
    Suspended,
    /// The store is known to lack what was seen here before: what a coordinator changes of the centre waits until it is whole
    /// again, or asks for both sheets.
    #[error("the store is behind: both sheets must agree")]
    Behind,
    /// No removal of the member is contested.
    #[error("no removal of this member is contested")]
    NotContested,
    /// Nothing of it is held back by a removal.
    #[error("nothing of it is held back")]
    NothingHeld,
    /// There is no such member.
    #[error("no such member")]
    UnknownMember,
    /// A laptop does not join.
    #[error("the laptop does not join: {0}")]
    Joining(JoinFault),
    /// A case is not handed over, or not taken in from another centre.
    #[error("the case is not handed over: {0}")]
    Transfer(TransferFault),
    /// The laptop's lease is over, or what was typed renews none.
    #[error("the lease: {0}")]
    Lease(LeaseFault),
    /// There is no such device that could be taken out of the centre.
    #[error("no such device")]
    UnknownDevice,
    /// The member's role or grants do not allow it.
    #[error("the member has no right to do this")]
    NoRight,
    /// The act is not allowed, or the event does not count: why.
    #[error("refused: {0}")]
    Refused(pana_casework::Refusal),
    /// The last coordinator who stands cannot be removed, nor made less.
    #[error("the last coordinator stays")]
    LastCoordinator,
    /// Another coordinator, or both sheets, have to agree.
    #[error("a second coordinator or both sheets must agree")]
    NeedsSecond,
    /// What was shown of a conflict is not what stands there: somebody has settled it meanwhile, here or elsewhere.
    #[error("what was shown there stands no more")]
    ConflictChanged,
    /// There is no such case.
    #[error("no such case")]
    UnknownCase,
    /// There is no such order to erase, or none that this could be done with.
    #[error("no such order to erase")]
    UnknownErasure,
    /// There is no such interview, or it lies in the protected stream and the member has no grant.
    #[error("no such interview")]
    UnknownInterview,
    /// There is no such referral, or it lies in the protected stream and the member has no grant.
    #[error("no such referral")]
    UnknownReferral,
    /// A step of a referral does not follow from where it stands.
    #[error("the step does not follow: {0}")]
    Step(#[from] pana_casework::referral::StepError),
    /// The interview has no such file.
    #[error("no such file")]
    UnknownFile,
    /// The file is named here, and its content has not come yet.
    #[error("the file has not come yet")]
    FileNotHere,
    /// The questionnaire's version is not in the store.
    #[error("no such version of the questionnaire")]
    UnknownForm,
    /// The edition of the directory is not in the store.
    #[error("no such edition of the directory")]
    UnknownEdition,
    /// What is kept of the edition is not what was taken in.
    #[error("the edition of the directory was altered")]
    AlteredEdition,
    /// This device has used up its case numbers.
    #[error("no case numbers left")]
    NumbersUsedUp,
    /// One event would be larger than the log allows.
    #[error("too large to be written down")]
    TooLarge,
    /// The store was written by a newer program.
    #[error("the store needs compatibility {needed}, this program has {ours}")]
    NewerStore {
        /// What it needs.
        needed: u32,
        /// What we have.
        ours: u32,
    },
    /// No space left on the disk.
    #[error("the disk is full")]
    DiskFull,
    /// The folder may not be written.
    #[error("the folder may not be written")]
    ReadOnly,
    /// The disk could not be read or written.
    #[error("the disk could not be read or written")]
    Io,
    /// Another program holds the database.
    #[error("another program holds the database")]
    Busy,
    /// Something in the store is damaged; where.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// A fault of ours, without any content of a case.
    #[error("internal fault: {0}")]
    Internal(String),
}

/// Why a laptop does not join a centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JoinFault {
    /// The file is no invite.
    #[error("this is no invite")]
    NoInvite,
    /// The file is no answer to an invite.
    #[error("this is no answer to an invite")]
    NoRequest,
    /// A newer program wrote the file.
    #[error("a newer program wrote this")]
    Newer,
    /// The invite was not made on this laptop.
    #[error("nobody was invited from here by this")]
    NotInvited,
    /// The invite was answered before, taken back, or its time is over.
    #[error("the invite is over")]
    Over,
    /// Other digits were typed than the new laptop shows: the invite is dead, nothing was given.
    #[error("the digits differ")]
    OtherDigits,
    /// The answer does not let this laptop in.
    #[error("the answer does not let this laptop in")]
    NotLetIn,
    /// This laptop waits to be let in already.
    #[error("this laptop waits to be let in")]
    Waits,
    /// The answer lacks what the invite had seen: it was made of an older copy.
    #[error("the answer is older than the invite")]
    TooOld,
    /// What lies in the mailbox is not what belongs there.
    #[error("what lies in the mailbox was changed")]
    Changed,
    /// Somebody else answered the words before.
    #[error("somebody else answered before")]
    Another,
    /// The centre names no recovery key yet.
    #[error("the centre has no sheets yet")]
    NoRecovery,
}

/// Why a case is not handed over to another centre, or not taken in from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TransferFault {
    /// The file is no card of a centre.
    #[error("this is no centre's card")]
    NoCard,
    /// The file is nothing that was handed over, and no word about it.
    #[error("this is nothing that was handed over")]
    NoTransfer,
    /// A newer program wrote the file.
    #[error("a newer program wrote this")]
    Newer,
    /// The digits differ: it is another card than was read out.
    #[error("the digits differ")]
    OtherDigits,
    /// It is this centre's own.
    #[error("it is this centre's own")]
    Own,
    /// The other centre is known by another root: its card is taken back before another one is taken in.
    #[error("the centre is known by another root")]
    OtherRoot,
    /// No such centre is known here.
    #[error("no such centre is known")]
    UnknownCentre,
    /// It is sealed to other keys: the card by which it was sealed is older than who works here.
    #[error("it is sealed to others")]
    NotForUs,
    /// One of the two centres is for practice, with people who do not exist, and the other is not.
    #[error("one of the centres is for practice")]
    Practice,
    /// It was changed on its way, or is not what it says.
    #[error("it was changed")]
    Altered,
    /// It is for another centre.
    #[error("it is for another centre")]
    ForOthers,
    /// It is not signed by whom the card of that centre names.
    #[error("it is signed by nobody whom the card names")]
    Unsigned,
    /// It was taken in here before.
    #[error("it was taken in already")]
    Taken,
    /// The other centre has revoked it, and its word came before the file.
    #[error("the other centre has revoked it")]
    Revoked,
    /// What the person agreed to was for a time that is over.
    #[error("what the person agreed to is over")]
    ConsentOver,
    /// There is no such handing over.
    #[error("no such handing over")]
    Unknown,
    /// Another centre has taken in what is not known here any more.
    #[error("what was accepted is not known here any more")]
    Gone,
    /// It stands otherwise than what is to be done asks for.
    #[error("it stands otherwise")]
    Moved,
    /// Another centre may still take in what is to be erased here.
    #[error("another centre has not answered")]
    Unanswered,
    /// There is nothing of the person that could be handed over.
    #[error("there is nothing to hand over")]
    Empty,
    /// Different things stand in the case that were written apart: somebody settles them first.
    #[error("different things stand in the case")]
    Apart,
    /// A file of the case has not come to this laptop.
    #[error("a file has not come yet")]
    FileNotHere,
    /// It is too large.
    #[error("it is too large")]
    TooLarge,
}

/// Why a laptop does not open although the passphrase is right, or what is wrong with what was read aloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LeaseFault {
    /// It has met nothing of a coordinator's laptop for too long. What is on it stays.
    #[error("it is over, the challenge is {challenge}")]
    Over {
        /// What a coordinator is told who is to renew it.
        challenge: LeaseChallenge,
    },
    /// The code was mistyped.
    #[error("the code was mistyped")]
    Code,
    /// The challenge was mistyped.
    #[error("the challenge was mistyped")]
    Challenge,
    /// The code is well typed and another one: of an earlier time, or of another laptop.
    #[error("it is another code than for {challenge}")]
    Other {
        /// What the laptop shows now.
        challenge: LeaseChallenge,
        /// Until the next try is looked at.
        seconds: u32,
    },
}

impl StoreError {
    /// Does a part of the database not read? Another part may.
    pub(crate) const fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::Io)
    }
}

impl From<SqliteError> for StoreError {
    fn from(error: SqliteError) -> Self {
        match error {
            SqliteError::WrongKey => Self::Damaged("pana.db: first page".to_owned()),
            SqliteError::NewerStore { needed, ours } => Self::NewerStore { needed, ours },
            SqliteError::ChangedMigration(name) => Self::Damaged(format!("pana.db: migration {name}")),
            SqliteError::DiskFull => Self::DiskFull,
            SqliteError::ReadOnly => Self::ReadOnly,
            SqliteError::Corrupt => Self::Damaged("pana.db".to_owned()),
            SqliteError::Busy => Self::Busy,
            SqliteError::Io => Self::Io,
            SqliteError::Statement(error) => Self::Internal(error.to_string()),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        if is_malformed(&error) {
            return Self::Damaged("a row that does not read as ours".to_owned());
        }
        SqliteError::from(error).into()
    }
}

/// Does a row hold what no program of ours writes there, such as an id of another length?
pub(crate) const fn is_malformed(error: &rusqlite::Error) -> bool {
    matches!(error, rusqlite::Error::FromSqlConversionFailure(..) | rusqlite::Error::IntegralValueOutOfRange(..))
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        SqliteError::from(error).into()
    }
}

/// A fault of the key room that no caller can act on differently.
pub(crate) fn crypt_fault(error: pana_keys::KeysError) -> StoreError {
    match error {
        pana_keys::KeysError::TooLarge(_) => StoreError::TooLarge,
        other => StoreError::Internal(other.to_string()),
    }
}
