//! Cases that go from one centre to another: the words of those commands.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use pana_app::contract::Word;
use pana_app::contract::transfer::TransferState;

use super::one_of;

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct TransferCommand {
    /// Case id or case number.
    #[arg(required = true)]
    pub(crate) case: Option<String>,
    /// To which centre: its name or id, as `centre known` shows it.
    #[arg(long, value_name = "CENTRE", required = true)]
    pub(crate) to: Option<String>,
    /// The file for that centre, or a folder for it. Without one it is only said what would go.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) then: Option<TransferThen>,
}

/// What else is done about handings over.
#[derive(Debug, Subcommand)]
pub(crate) enum TransferThen {
    /// Records what the person answers when asked whether their case may go to a centre.
    Consent(Box<TransferConsentCommand>),
    /// Writes the file of a handing over again that nobody has answered.
    Again {
        /// Its id.
        transfer: String,
        /// The file, or a folder for it.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Looks at a file of another centre; writes nothing.
    Show {
        /// The file.
        file: PathBuf,
    },
    /// Takes a case in, and writes the answer for the centre that gave it.
    Accept {
        /// The file.
        file: PathBuf,
        /// The answer, or a folder for it.
        #[arg(long, value_name = "ANSWER")]
        out: PathBuf,
    },
    /// Declines a case, and writes the answer. Nothing of the person is kept.
    Decline {
        /// The file.
        file: PathBuf,
        /// Why, in words.
        #[arg(long)]
        reason: String,
        /// The answer, or a folder for it.
        #[arg(long, value_name = "ANSWER")]
        out: PathBuf,
    },
    /// Takes in the word of another centre: that it has accepted or declined, or that it revokes.
    Answer {
        /// The file.
        file: PathBuf,
    },
    /// Revokes a handing over that nobody has answered, and writes the word that tells the other centre.
    Revoke {
        /// Its id.
        transfer: String,
        /// Why, in words.
        #[arg(long)]
        reason: String,
        /// The word, or a folder for it.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Says what holds of one that was revoked and accepted, or answered in two ways.
    Settle {
        /// Its id.
        transfer: String,
        /// accepted, declined or revoked.
        #[arg(long, value_parser = one_of::<TransferState>())]
        holds: Word<TransferState>,
    },
    /// All handings over, the latest first.
    List,
}

#[derive(Debug, Args)]
pub(crate) struct TransferConsentCommand {
    /// Case id or case number.
    pub(crate) case: String,
    /// To which centre: its name or id.
    #[arg(long, value_name = "CENTRE")]
    pub(crate) to: String,
    /// The person agrees that this centre goes on reading.
    #[arg(long)]
    pub(crate) read_on: bool,
    /// given, refused or withdrawn.
    #[arg(long, default_value = "given")]
    pub(crate) answer: String,
    /// spoken, signed, thumbprint or gesture.
    #[arg(long)]
    pub(crate) how: String,
    /// consent, `vital_interest`, `legal_duty` or `best_interest_of_child`.
    #[arg(long, default_value = "consent")]
    pub(crate) basis: String,
    /// Who agrees beside the member, where it does not rest on consent: name or id.
    #[arg(long, value_name = "MEMBER", requires = "second_passphrase_file")]
    pub(crate) second: Option<String>,
    /// File with the second member's passphrase.
    #[arg(long, value_name = "FILE", requires = "second")]
    pub(crate) second_passphrase_file: Option<PathBuf>,
    /// The language in which it was asked.
    #[arg(long, default_value = "kk")]
    pub(crate) language: String,
    /// Who interpreted.
    #[arg(long, default_value = "")]
    pub(crate) interpreter: String,
    /// Who else was there.
    #[arg(long, default_value = "")]
    pub(crate) present: String,
    /// Who answers for a child.
    #[arg(long, default_value = "")]
    pub(crate) caregiver: String,
    /// Does the child itself agree?
    #[arg(long)]
    pub(crate) assent: Option<bool>,
    /// The last day on which it holds.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<String>,
    /// The reason, or what is to be remembered.
    #[arg(long, default_value = "")]
    pub(crate) words: String,
}
