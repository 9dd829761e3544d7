//! What is decided, agreed and referred: the words of those commands.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct NeedsCommand {
    /// Case id or case number; none where answers are given.
    #[arg(required_unless_present = "form", conflicts_with = "form")]
    pub(crate) case: Option<String>,
    /// What answers to this questionnaire would mean; nothing is written down.
    #[arg(long, requires = "answers")]
    pub(crate) form: Option<String>,
    /// JSON: `{name: value}`, as for `interview run`.
    #[arg(long, value_name = "FILE", requires = "form")]
    pub(crate) answers: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) then: Option<NeedsThen>,
}

/// What else is asked or done about needs.
#[derive(Debug, Subcommand)]
pub(crate) enum NeedsThen {
    /// Writes down what is decided about a need: accepted, set aside, or that a decision is taken back.
    Decide {
        /// Case id or case number.
        case: String,
        /// Code of the need.
        need: String,
        /// What is decided.
        what: DecidedAs,
        /// Why it is set aside: met, elsewhere, not_wanted, not_so, later, or words of one's own.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Adds a need that no rule names.
    Add {
        /// Case id or case number.
        case: String,
        /// Code of the need.
        need: String,
        /// critical, urgent, normal or low.
        #[arg(long, default_value = "normal")]
        urgency: String,
        /// Why, in words.
        #[arg(long)]
        reason: Option<String>,
    },
    /// What a month comes to in figures, and which rules about a territory hold: for whoever answers for the centre.
    Territory {
        /// The month; else the one that ended last by the clock of the centre.
        #[arg(long, value_name = "YYYY-MM")]
        month: Option<String>,
        /// Code of a region with five open cases or more; else the whole centre.
        #[arg(long, value_name = "CODE")]
        region: Option<String>,
    },
}

/// What is decided about a need.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum DecidedAs {
    /// It is worked on.
    Accept,
    /// It is not, for a reason.
    SetAside,
    /// Nothing: what was decided before is taken back.
    TakeBack,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ReferralCommand {
    /// Begins one.
    Create {
        /// Case id or case number.
        case: String,
        /// Code of a need that it is for; may be given again.
        #[arg(long = "need", required = true)]
        needs: Vec<String>,
        /// A service of the directory, by its id: it says to whom. Or a kind of service, a code of the taxonomy; then --to says it.
        #[arg(long)]
        service: String,
        /// Kind of service, where the one of the directory is of several.
        #[arg(long, default_value = "")]
        kind: String,
        /// To whom: the name.
        #[arg(long, default_value = "")]
        to: String,
        /// Their telephone.
        #[arg(long, default_value = "")]
        phone: String,
        /// Their place.
        #[arg(long, default_value = "")]
        address: String,
        /// critical, urgent, normal or low; else as the needs are.
        #[arg(long)]
        urgency: Option<String>,
        /// In words.
        #[arg(long, default_value = "")]
        words: String,
        /// The referral that it goes on from, to another recipient: id or number.
        #[arg(long, conflicts_with = "reopens")]
        replaces: Option<String>,
        /// The closed or cancelled referral that is taken up anew: id or number.
        #[arg(long)]
        reopens: Option<String>,
    },
    /// Makes a step, or writes something beside the steps.
    Do {
        /// Id or number of the referral.
        referral: String,
        /// deliver, inform, acknowledge, accept, waitlist, decline, start, no-show, finish, person-confirms, withdraw, cancel;
        /// or attempt, appointment, told, note, mark-error.
        event: String,
        /// What is said of it; may be given again.
        #[arg(long = "set", value_name = "KEY=VALUE")]
        set: Vec<String>,
    },
    /// Shows one.
    Show {
        /// Id or number of the referral, or the code on its slip.
        referral: String,
    },
    /// Saves the letter of one that is ready or handed over, as PDF. It is written into the history first.
    Letter(LetterCommand),
    /// What may be passed on of the person, fact by fact.
    Facts {
        /// Id or number of the referral, or the code on its slip.
        referral: String,
    },
    /// Lists those of a case, those of which something is due, or those of which an answer is awaited.
    List {
        /// Case id or case number; else those of which something is due.
        #[arg(long)]
        case: Option<String>,
        /// Only those that stand so.
        #[arg(long)]
        state: Option<String>,
        /// Those of which an answer is awaited that is not late yet, the one first that will be late first; at most 100.
        #[arg(long, conflicts_with = "case")]
        awaited: bool,
    },
}

#[derive(Debug, clap::Args)]
pub(crate) struct LetterCommand {
    /// Id or number of the referral, or the code on its slip.
    pub(crate) referral: String,
    /// One or two of kk, en, ru, ar with + between, the recipient's first; else as chosen when the person agreed.
    #[arg(long, default_value = "", value_name = "A+B")]
    pub(crate) langs: String,
    /// The file; it is not there yet.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: std::path::PathBuf,
    /// Without the centre's name, the recipient and the reason.
    #[arg(long, conflicts_with = "named")]
    pub(crate) neutral: bool,
    /// With them, where nobody asked whether contact is safe.
    #[arg(long)]
    pub(crate) named: bool,
    /// What the person is to bring: identity, children, medical, education, work, status, photos; may be given again.
    #[arg(long)]
    pub(crate) bring: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConsentCommand {
    /// Records what the person answered for a referral's recipient; a yes makes the referral ready.
    Give(Box<GiveCommand>),
    /// Takes one back, on the person's word.
    Withdraw {
        /// Case id or case number.
        case: String,
        /// Id of the consent.
        consent: String,
    },
    /// Lists those of a case.
    List {
        /// Case id or case number.
        case: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct GiveCommand {
    /// Id or number of the referral.
    pub(crate) referral: String,
    /// Code of a fact that may be passed on; may be given again.
    #[arg(long = "field", required = true)]
    pub(crate) fields: Vec<String>,
    /// given or refused.
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
    /// Languages of the letter, with + between.
    #[arg(long, default_value = "kk")]
    pub(crate) letter: String,
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
    /// The code of the consent sheet that the person answered on.
    #[arg(long, value_name = "CODE", default_value = "")]
    pub(crate) sheet: String,
    /// The reason, or what is to be remembered.
    #[arg(long, default_value = "")]
    pub(crate) words: String,
}
