//! People and their cases: the words of those commands.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use pana_app::contract::Word;
use pana_app::contract::erase::EraseReason;
use pana_app::contract::people::Whose;
use pana_app::contract::standing::CloseReason;

use super::{AgreedArguments, one_of};

#[derive(Debug, Subcommand)]
pub(crate) enum PeopleCommand {
    /// Finds people by parts of names, case number, birth date or year, telephone.
    Search {
        /// What to look for.
        text: String,
        /// Rows at most.
        #[arg(long, default_value_t = 50)]
        limit: u32,
        /// Among whose cases: all, mine or closed.
        #[arg(long, value_parser = one_of::<Whose>(), default_value = "all")]
        whose: Word<Whose>,
    },
    /// A person's page; the look is noted in the access log.
    Show {
        /// Case id or case number.
        case: String,
    },
    /// Records that may be of one person, with what speaks for it and against it: of one person, or all pairs. Writes nothing.
    Doubles {
        /// Case id or case number; else all pairs.
        case: Option<String>,
        /// Pairs at most.
        #[arg(long, default_value_t = 200)]
        limit: u32,
    },
    /// Says that two records are of one person. It can be taken back.
    Same {
        /// Case id or case number.
        case: String,
        /// The other.
        other: String,
        /// Why, in words.
        #[arg(long)]
        reason: String,
    },
    /// Says that two records are of two people: they are not offered again, and joined no more.
    Apart {
        /// Case id or case number.
        case: String,
        /// The other.
        other: String,
        /// Why, in words.
        #[arg(long)]
        reason: String,
    },
    /// What closing a case would mean: its open referrals, and what ends; writes nothing.
    Closing {
        /// Case id or case number.
        case: String,
    },
    /// Closes a case with a reason, after what becomes of each open referral.
    Close {
        /// Case id or case number.
        case: String,
        /// Why.
        #[arg(long, value_parser = one_of::<CloseReason>())]
        reason: Word<CloseReason>,
        /// Since which day, YYYY-MM-DD; else today.
        #[arg(long, value_name = "DAY")]
        on: Option<String>,
        /// In words; needed for the reason `other`.
        #[arg(long, default_value = "")]
        words: String,
        /// What becomes of an open referral: `NUMBER=cancel` or `NUMBER=goes_on`.
        #[arg(long = "referral", value_name = "REFERRAL=FATE")]
        referrals: Vec<String>,
    },
    /// Opens a closed case again.
    Reopen {
        /// Case id or case number.
        case: String,
        /// Why, in words.
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Offers a case to a colleague; a supervisor or coordinator gives it at once.
    Assign {
        /// Case id or case number.
        case: String,
        /// To whom: name or id.
        #[arg(long, value_name = "MEMBER")]
        to: String,
        /// Gives it at once, without asking the colleague.
        #[arg(long)]
        at_once: bool,
        /// Why, in words.
        #[arg(long, default_value = "")]
        words: String,
    },
    /// Takes back what was offered.
    Revoke {
        /// Case id or case number.
        case: String,
    },
    /// Takes a case that is offered.
    Accept {
        /// Case id or case number.
        case: String,
    },
    /// Declines a case that is offered.
    Decline {
        /// Case id or case number.
        case: String,
        /// Why, in words.
        #[arg(long, default_value = "")]
        words: String,
    },
    /// The cases that are offered to the member, and what they are told of others once.
    Told {
        /// Writes down that the member was told of this case: case id or case number.
        #[arg(long, value_name = "CASE")]
        seen: Option<String>,
    },
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct EraseCommand {
    /// Case id or case number.
    #[arg(required = true)]
    pub(crate) case: Option<String>,
    /// Why: term_over, asked, mistake, no_basis or ordered.
    #[arg(long, required = true, value_parser = one_of::<EraseReason>())]
    pub(crate) reason: Option<Word<EraseReason>>,
    /// Also all records that are joined with it.
    #[arg(long)]
    pub(crate) joined: bool,
    /// Where another centre may still take the case in: revokes that first, and writes the word for that centre here. A file that is
    /// not there yet, or a folder.
    #[arg(long, value_name = "PATH")]
    pub(crate) revoke: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) agreed: AgreedArguments,
    #[command(subcommand)]
    pub(crate) then: Option<EraseThen>,
}

/// What else is asked or done about erasures.
#[derive(Debug, Subcommand)]
pub(crate) enum EraseThen {
    /// All erasures, the latest first, with their certificates.
    List,
    /// Changes the keys now, which else follows thirty days after an erasure: copies from before open nothing of it
    /// with the new ones alone.
    Roll,
    /// Cancels one that waits; one that is done is final.
    Cancel {
        /// The number of its certificate.
        number: String,
    },
}
