//! Why an event of the control stream, or one judged by it, does not count.

use pana_model::EventRef;

/// Why an event does not count here. It is kept, passed on and shown, whatever this says.
///
/// Reasons are tried in the order in which they stand here, so that an event to which several apply has the same one
/// everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refused {
    /// Something of its past, or the root, is not here yet.
    Waiting,
    /// It does not descend from the root, or would be a second beginning.
    WrongRoot,
    /// Layout 1 in a chain, or a centre, that has begun layout 2.
    OldLayout,
    /// No such member there.
    UnknownAuthor,
    /// No such seat there.
    UnknownSeat,
    /// The seat is another member's, or on another device.
    WrongSeat,
    /// The author had been removed there.
    AuthorRemoved,
    /// The author was suspended there.
    AuthorSuspended,
    /// The device had been revoked there.
    DeviceRevoked,
    /// The author's role does not allow it.
    NoRight,
    /// Concerns protected cases, and the author had no grant.
    NotProtected,
    /// What it is about is not known there.
    UnknownTarget,
    /// Keys never change under an id, nor what an epoch is.
    KeysChanged,
    /// A removed member or device does not come back under its id.
    Gone,
    /// May be said by the root alone.
    OnlyAtRoot,
    /// The epoch's number is not the next.
    EpochNumber,
    /// Removing a coordinator where no third stands asks for the sheets, and so does a fourth device that goes on for one.
    NeedsSheets,
    /// Where two coordinators stand, two must sign.
    NeedsSecond,
    /// Nobody confirms their own removal, or that of another by themselves.
    OwnRemoval,
    /// A removal by one whose own removal was confirmed.
    Void(EventRef),
    /// By one whom this removal removes and that it had not seen.
    Unseen(EventRef),
    /// Outside of the cut that this removal names.
    OutsideCut(EventRef),
    /// Its author's authority rests on this event, which does not count.
    RestsOn(EventRef),
}

impl Refused {
    /// A stable word for text keys and logs.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::WrongRoot => "wrong-root",
            Self::OldLayout => "old-layout",
            Self::UnknownAuthor => "unknown-author",
            Self::UnknownSeat => "unknown-seat",
            Self::WrongSeat => "wrong-seat",
            Self::AuthorRemoved => "author-removed",
            Self::AuthorSuspended => "author-suspended",
            Self::DeviceRevoked => "device-revoked",
            Self::NoRight => "no-right",
            Self::NotProtected => "not-protected",
            Self::UnknownTarget => "unknown-target",
            Self::KeysChanged => "keys-changed",
            Self::Gone => "gone",
            Self::OnlyAtRoot => "only-at-root",
            Self::EpochNumber => "epoch-number",
            Self::NeedsSheets => "needs-sheets",
            Self::NeedsSecond => "needs-second",
            Self::OwnRemoval => "own-removal",
            Self::Void(_) => "void",
            Self::Unseen(_) => "unseen-by-removal",
            Self::OutsideCut(_) => "outside-cut",
            Self::RestsOn(_) => "rests-on-refused",
        }
    }
}
