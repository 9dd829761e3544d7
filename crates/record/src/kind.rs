//! What an event and an operation are for. Numbers are for ever; a number from a newer program is kept as it came.

use minicbor::decode::{self, Decoder};
use minicbor::encode::{self, Encoder, Write};
use minicbor::{Decode, Encode};

macro_rules! numbered {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $number:literal $text:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
            /// A number that a newer program gave a meaning: kept and shown as "needs update", never dropped.
            Other(u32),
        }

        impl $name {
            /// Every kind this program knows.
            pub const KNOWN: &'static [Self] = &[$(Self::$variant),+];

            /// The number that stands for it in the log.
            pub const fn number(self) -> u32 {
                match self {
                    $(Self::$variant => $number,)+
                    Self::Other(number) => number,
                }
            }

            /// The kind with this number.
            pub const fn from_number(number: u32) -> Self {
                match number {
                    $($number => Self::$variant,)+
                    other => Self::Other(other),
                }
            }

            /// A stable name for text keys and logs.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                    Self::Other(_) => "other",
                }
            }
        }

        impl<C> Encode<C> for $name {
            fn encode<W: Write>(&self, out: &mut Encoder<W>, _: &mut C) -> Result<(), encode::Error<W::Error>> {
                out.u32(self.number())?.ok()
            }
        }

        impl<'b, C> Decode<'b, C> for $name {
            fn decode(from: &mut Decoder<'b>, _: &mut C) -> Result<Self, decode::Error> {
                from.u32().map(Self::from_number)
            }
        }
    };
}

numbered! {
    /// What happened, as the history names it.
    EventKind {
        /// A subject begins.
        Create = 1 "create",
        /// Answers were entered or changed.
        Edit = 2 "edit",
        /// A conflict was settled.
        Resolve = 3 "resolve",
        /// A file was added.
        Attach = 4 "attach",
        /// A step of a referral.
        Refer = 5 "refer",
        /// Consent was given, limited or withdrawn.
        Consent = 6 "consent",
        /// Two subjects were linked or unlinked.
        Link = 7 "link",
        /// A view, search, print or export worth noting.
        ViewAudit = 8 "view-audit",
        /// A summary of heads.
        Snapshot = 9 "snapshot",
        /// A finished record was corrected.
        Correct = 10 "correct",
        /// A device names the ends of all chains that changed, so that nothing can be withheld unnoticed.
        Witness = 11 "witness",
        /// A need was accepted, set aside or added by hand, or that was taken back.
        Decide = 12 "decide",
        /// A case was closed, or opened again.
        Status = 13 "status",
        /// Whose case it is: it was offered, taken, declined, given, or somebody was told of that.
        Assign = 14 "assign",
        /// A case is handed over to another centre: that was proposed, answered, revoked or settled.
        Transfer = 15 "transfer",
        /// Control: the centre begins.
        CentreCreate = 64 "centre-create",
        /// Control: a device joins.
        DeviceAdd = 65 "device-add",
        /// Control: a member joins.
        MemberAdd = 66 "member-add",
        /// Control: an epoch key was sealed to a member.
        EpochGrant = 67 "epoch-grant",
        /// Control: a questionnaire was published.
        FormPublish = 68 "form-publish",
        /// Control: a member's role, grants or name changed, or they left.
        MemberChange = 69 "member-change",
        /// Control: a device may write no more.
        DeviceRevoke = 70 "device-revoke",
        /// Control: a new epoch began.
        EpochRoll = 71 "epoch-roll",
        /// Control: a subject is erased.
        Erase = 72 "erase",
        /// Control: the recovery key is named.
        RecoverySet = 73 "recovery-set",
        /// Control: a member's keys on one more device.
        SeatAdd = 74 "seat-add",
        /// Control: a member may read a stream no more.
        GrantWithdraw = 75 "grant-withdraw",
        /// Control: a member leaves.
        MemberRemove = 76 "member-remove",
        /// Control: events that a removal left out are taken over after all.
        Admit = 77 "admit",
        /// Control: one of two removals that stand against each other is confirmed.
        Confirm = 78 "confirm",
        /// Control: a device goes on under new keys.
        DeviceSucceed = 79 "device-succeed",
        /// Control: the centre's name or its offset from world time changes.
        CentreChange = 80 "centre-change",
        /// Control: an edition of the directory of services was taken in.
        DirectoryPublish = 81 "directory-publish",
        /// Control: a service was entered or corrected by hand, or it was written down what one said.
        DirectoryEntry = 82 "directory-entry",
        /// Control: a table of rules was taken in, or the rules that ship are asked again.
        RulesPublish = 83 "rules-publish",
        /// Control: a device has carried out an erasure.
        EraseAck = 84 "erase-ack",
        /// Control: an erasure that waits is cancelled.
        EraseCancel = 85 "erase-cancel",
        /// Control: another centre is known from now on, or not any more.
        CentreKnow = 86 "centre-know",
    }
}

numbered! {
    /// What an operation does at its path.
    OpKind {
        /// A single answer: concurrent different values are a conflict.
        Set = 0 "set",
        /// An element of a set joins (one option of several): adds win.
        Add = 1 "add",
        /// An element leaves: names the dots of the adds it saw.
        Remove = 2 "remove",
        /// An instance of a repeat begins; its dot is the exists-dot.
        InstanceAdd = 3 "instance-add",
        /// An instance ends: names its exists-dot and the answers seen.
        InstanceRemove = 4 "instance-remove",
        /// An entry is added to a list that only grows (notes).
        Append = 5 "append",
    }
}

impl OpKind {
    /// Is what it holds the value of a single answer?
    pub(crate) const fn counts_as_value(self) -> bool {
        matches!(self, Self::Set | Self::Other(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_a_newer_program_survives() {
        assert_eq!(EventKind::from_number(999), EventKind::Other(999));
        assert_eq!(EventKind::Other(999).number(), 999);
        for kind in EventKind::KNOWN {
            assert_eq!(EventKind::from_number(kind.number()), *kind);
        }
        for kind in OpKind::KNOWN {
            assert_eq!(OpKind::from_number(kind.number()), *kind);
        }
    }
}
