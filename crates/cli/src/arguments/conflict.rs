//! What was written apart and stands side by side: the words of those commands.

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub(crate) enum ConflictCommand {
    /// What stands side by side because it was written apart, the most harmful first, with what each says. The looks are noted in
    /// the access log.
    List {
        /// Case id or case number; else of all.
        case: Option<String>,
    },
    /// One of these places, with the events behind each side.
    Show {
        /// Case id or case number.
        case: String,
        /// Where it stands, as the list names it.
        path: String,
    },
    /// Settles one by choosing. What is settled elsewhere (a referral, a need, a consent) is settled there.
    Settle {
        /// Case id or case number.
        case: String,
        /// Where it stands, as the list names it.
        path: String,
        /// What holds from now on: a value as the list shows it, or another answer where the question takes one.
        #[arg(long)]
        value: String,
        /// Why, in words.
        #[arg(long)]
        reason: String,
        /// The events that were looked at; else those that stand there now. What came meanwhile stays beside the choice.
        #[arg(long = "seen", value_name = "EVENT")]
        seen: Vec<String>,
        /// The person was asked again, and this is what they answered.
        #[arg(long)]
        asked_again: bool,
    },
}
