//! What opening tells a person.

/// Something that opening found and a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Notice {
    /// The store lacks events that this member has seen here: it was put back from an older copy, or they were taken out.
    Behind {
        /// How many chains end before what was seen.
        chains: u32,
        /// Whether it goes on as another device for that.
        goes_on: GoesOn,
    },
    /// Triggers or views of a stranger were in the database and were taken out.
    TakenOut(Vec<String>),
    /// Tables or indexes are not as this program makes them.
    Schema(Vec<String>),
    /// Events that a witness names are not here: of so many chains.
    Missing(u32),
    /// What a removal or new sheets ask for could not be done yet: there is no room, or a page of the database does not read.
    Unfinished,
    /// New sheets that one coordinator made alone wait, for so many days. Told to whoever may let others count.
    SheetsWait {
        /// One at least.
        days: u64,
    },
    /// Events stand aside and do not count.
    SetAside(u32),
}

/// Whether a store that is behind goes on as another device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoesOn {
    /// Under the same keys: what is missing is not its own, or it had gone on as another before.
    AsBefore,
    /// As another device, from this opening on.
    AsAnother,
    /// Under the same keys although it should not: three have come of this device already, or nothing can be written.
    NotAllowed,
}
