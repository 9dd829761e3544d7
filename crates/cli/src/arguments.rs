//! What stands on the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};

use clap::{Args, Parser, Subcommand, ValueEnum};
use pana_app::contract::export::{Format, Separator};
use pana_app::contract::{AppError, AskedBy, Word};

mod casework;
mod conflict;
mod meet;
mod people;
mod services;
mod transfer;

pub(crate) use casework::{
    ConsentCommand, DecidedAs, GiveCommand, LetterCommand, NeedsCommand, NeedsThen, ReferralCommand,
};
pub(crate) use conflict::ConflictCommand;
pub(crate) use meet::{
    BundleCommand, DeviceCommand, HubCommand, InviteCommand, JoinCommand, LeaseCommand, ServeCommand, SyncCommand,
    WhomArguments,
};
pub(crate) use people::{EraseCommand, EraseThen, PeopleCommand};
pub(crate) use services::{AddCommand, SearchCommand, ServicesCommand};
pub(crate) use transfer::{TransferCommand, TransferConsentCommand, TransferThen};

/// Offline-first intake: the same use-cases as in the window.
#[derive(Debug, Parser)]
#[command(name = "pana", version, about)]
pub(crate) struct Arguments {
    /// Folder of the store; else PANA_DATA, else the system's folder for data of apps.
    #[arg(long, global = true, value_name = "DIR", env = "PANA_DATA")]
    pub(crate) data: Option<PathBuf>,
    /// File that holds the passphrase (its first line); else the terminal asks.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Who works: name or id. Needed only where several could be meant.
    #[arg(long = "as", global = true, value_name = "MEMBER")]
    pub(crate) member: Option<String>,
    /// One JSON document on stdout and nothing else.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Language of the messages; else LANG says.
    #[arg(long, global = true, value_name = "TAG")]
    pub(crate) lang: Option<String>,
    /// A clock that is set, RFC 3339: only in the demo and in a practice centre.
    #[arg(long, global = true, value_name = "RFC3339")]
    pub(crate) now: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// The centre.
    #[command(subcommand)]
    Centre(CentreCommand),
    /// Opens the store with both recovery sheets and gives a coordinator a new passphrase (--passphrase-file holds it).
    Recover(RecoverCommand),
    /// Who works here.
    #[command(subcommand)]
    Member(MemberCommand),
    /// The centre's laptops, and how another joins.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// What is carried from laptop to laptop on a stick.
    #[command(subcommand)]
    Bundle(BundleCommand),
    /// The hub at which the centre's laptops meet over the internet.
    #[command(subcommand)]
    Hub(HubCommand),
    /// For how long this laptop opens without having met a coordinator's, and how a coordinator renews another one by telephone.
    #[command(subcommand)]
    Lease(LeaseCommand),
    /// Meets the hub: gives it what it lacks and takes in what others brought there.
    Sync(SyncCommand),
    /// Serves the other laptops of the centre for a while, in one room or over a cable: they meet it as they meet a hub.
    Serve(ServeCommand),
    /// Questionnaires.
    #[command(subcommand)]
    Form(FormCommand),
    /// Interviews.
    #[command(subcommand)]
    Interview(InterviewCommand),
    /// What the finished interviews of a person mean: needs, why, and the kinds of services that fit.
    Needs(NeedsCommand),
    /// The table of rules by which needs are found.
    #[command(subcommand)]
    Rules(RulesCommand),
    /// The directory of services.
    #[command(subcommand)]
    Services(ServicesCommand),
    /// Which services fit what a person needs, for each need the best first, with what speaks for them and against.
    Suggest {
        /// Case id or case number.
        case: String,
    },
    /// Referrals: begun, made ready by consent, handed over, followed.
    #[command(subcommand)]
    Referral(ReferralCommand),
    /// What people answered when asked whether something may be passed on.
    #[command(subcommand)]
    Consent(ConsentCommand),
    /// What was written apart and stands side by side, until somebody settles it.
    #[command(subcommand)]
    Conflict(ConflictCommand),
    /// People.
    #[command(subcommand)]
    People(PeopleCommand),
    /// Writes a questionnaire's interviews into a file.
    Export(ExportCommand),
    /// Makes a demo centre of people who do not exist.
    Demo(DemoCommand),
    /// Erases a person's record on every laptop; the list of erasures with what became of each.
    Erase(EraseCommand),
    /// Hands a case over to another centre, or takes one in.
    Transfer(TransferCommand),
    /// Is everything as it was written?
    Doctor,
    /// What is kept aside and does not count.
    #[command(subcommand)]
    Quarantine(QuarantineCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum CentreCommand {
    /// Makes an empty centre with its keys and the questionnaires that ship.
    Create {
        /// The centre's name.
        #[arg(long)]
        name: String,
        /// The first member's name.
        #[arg(long)]
        member: String,
        /// The first member's role: always a coordinator, who can add others.
        #[arg(long, value_enum, default_value = "coordinator")]
        role: FirstRole,
        /// Folder for the two recovery sheets.
        #[arg(long, value_name = "FOLDER")]
        recovery_out: Option<PathBuf>,
        /// For practice: marked as such for ever, on every screen, export and event. It can never become a real one.
        #[arg(long)]
        practice: bool,
    },
    /// Says whether this computer's date is believed; with --confirm that it is right.
    Date {
        /// The date is right: what is written from now on is dated by it.
        #[arg(long)]
        confirm: bool,
    },
    /// How the centre is reached: its papers say it. Without an option it is shown; with one all is said anew, and what is left
    /// out is not said any more. For coordinators.
    Contact(ContactArguments),
    /// Writes this centre's card for another centre, and the digits that are read out over the telephone. For coordinators.
    Card {
        /// The file, or a folder for it.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Takes the card of another centre in, whose digits were read out over the telephone. For coordinators.
    Know {
        /// The card.
        file: PathBuf,
        /// The twelve digits that somebody of that centre has read out.
        #[arg(long, value_name = "DIGITS")]
        check: String,
    },
    /// The centres that are known.
    Known,
    /// Takes back that a centre is known. For coordinators.
    Forget {
        /// Its name or id.
        centre: String,
    },
    /// Makes new recovery sheets. The old ones open nothing that is written from then on; of one coordinator alone, without
    /// the old ones, they wait seven days and say so.
    Sheets {
        /// Folder for the two sheets.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
        #[command(flatten)]
        agreed: AgreedArguments,
    },
}

/// How the centre is reached. What is not given stays as it is; an empty text takes it off.
#[derive(Debug, Args)]
pub(crate) struct ContactArguments {
    /// The address in a language of letters (kk, en, ru, ar), as `kk=…`; `kk=` takes it off. May stand once for each.
    #[arg(long, value_name = "TAG=TEXT", conflicts_with = "clear")]
    pub(crate) address: Vec<String>,
    /// A telephone number. May stand four times, and all that were there go; an empty one takes them off.
    #[arg(long = "phone", value_name = "NUMBER", conflicts_with = "clear")]
    pub(crate) phones: Vec<String>,
    /// When somebody answers, in words, as `kk=…`; `kk=` takes them off. May stand once for each language.
    #[arg(long, value_name = "TAG=TEXT", conflicts_with = "clear")]
    pub(crate) hours: Vec<String>,
    /// An e-mail address; an empty text takes it off.
    #[arg(long, conflicts_with = "clear")]
    pub(crate) email: Option<String>,
    /// Takes all of it off the papers.
    #[arg(long)]
    pub(crate) clear: bool,
}

/// Who agrees to what one coordinator alone may not do: both sheets, or another coordinator.
#[derive(Debug, Args)]
pub(crate) struct AgreedArguments {
    /// File with the text of sheet A.
    #[arg(long, value_name = "FILE", requires = "sheet_b", conflicts_with = "second")]
    pub(crate) sheet_a: Option<PathBuf>,
    /// File with the text of sheet B.
    #[arg(long, value_name = "FILE", requires = "sheet_a", conflicts_with = "second")]
    pub(crate) sheet_b: Option<PathBuf>,
    /// Another coordinator: name or id.
    #[arg(long, value_name = "MEMBER")]
    pub(crate) second: Option<String>,
    /// File with their passphrase; else the terminal asks.
    #[arg(long, value_name = "FILE", requires = "second")]
    pub(crate) second_passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum QuarantineCommand {
    /// Events that are kept aside and do not count, each with why.
    List,
    /// Writes each of them into a file, sealed and signed as it came. For coordinators.
    Export {
        /// The folder.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum FirstRole {
    Coordinator,
}

#[derive(Debug, Args)]
pub(crate) struct RecoverCommand {
    /// File with the text of sheet A.
    #[arg(long, value_name = "FILE")]
    pub(crate) sheet_a: PathBuf,
    /// File with the text of sheet B.
    #[arg(long, value_name = "FILE")]
    pub(crate) sheet_b: PathBuf,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MemberCommand {
    /// Adds a member.
    Add {
        /// Name.
        #[arg(long)]
        name: String,
        /// Role.
        #[arg(long)]
        role: String,
        /// Grant beside the role: protected, inspector, expert, analyst. May stand several times.
        #[arg(long = "grant")]
        grants: Vec<String>,
        /// File with the new member's first passphrase; else the terminal asks.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
        #[command(flatten)]
        agreed: AgreedArguments,
    },
    /// Removes a member for good. What they wrote stays.
    Remove {
        /// Name or id.
        name: String,
        #[command(flatten)]
        agreed: AgreedArguments,
    },
    /// Confirms the removal of one of two members who removed each other while apart: the other belongs to the centre again.
    Confirm {
        /// Who leaves: name or id.
        name: String,
        /// File with the text of sheet A.
        #[arg(long, value_name = "FILE", requires = "sheet_b")]
        sheet_a: Option<PathBuf>,
        /// File with the text of sheet B.
        #[arg(long, value_name = "FILE", requires = "sheet_a")]
        sheet_b: Option<PathBuf>,
    },
    /// Takes over what somebody wrote while being removed elsewhere: it counts from then on.
    Admit {
        /// Who wrote it: name or id.
        name: String,
        /// One entry alone, by its id as `quarantine list` names it.
        #[arg(long, value_name = "EVENT")]
        event: Option<String>,
    },
    /// Gives a member a grant.
    Grant {
        /// Name or id.
        name: String,
        /// The grant: protected, inspector, expert, analyst.
        grant: String,
        #[command(flatten)]
        agreed: AgreedArguments,
    },
    /// Takes a grant back.
    Withdraw {
        /// Name or id.
        name: String,
        /// The grant.
        grant: String,
        #[command(flatten)]
        agreed: AgreedArguments,
    },
    /// Who works here.
    List,
    /// A new passphrase for the member who works (--passphrase-file holds the old one).
    Passphrase {
        /// File with the new passphrase; else the terminal asks.
        #[arg(long, value_name = "FILE")]
        new_passphrase_file: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum FormCommand {
    /// Reads an .xlsx or .xls file, an XForm (.xml) or a folder of CSV sheets and says all that is wrong with it. Needs no store.
    Check {
        /// The file or folder.
        path: PathBuf,
    },
    /// Reads a questionnaire as `check` does and, when it has no errors, asks by it from now on. For coordinators.
    Import {
        /// The file or folder.
        path: PathBuf,
    },
    /// The questionnaires of the centre.
    List,
    /// One of them with its questions.
    Show {
        /// Its id, as its folder is named.
        form: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Reads a spreadsheet with the sheet `rules`, or a CSV file, and says all that is wrong with it. Needs no store.
    Check {
        /// The file.
        path: PathBuf,
    },
    /// Reads a table as `check` does, says what it changes against the rules in force, and, when it has no errors, asks by it from
    /// now on. For coordinators.
    Import {
        /// The file.
        path: PathBuf,
        /// Says what it would change, and changes nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Which rules are asked now, since when and by whom.
    Show,
    /// Writes the rules in force into a file that is not there yet: CSV where it ends in .csv, else a spreadsheet.
    Export {
        /// The file.
        out: PathBuf,
    },
    /// Goes back to the rules that came with Pana, and says what that changes. For coordinators.
    Shipped {
        /// Says what it would change, and changes nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum InterviewCommand {
    /// Leads an interview with the answers of a file.
    Run {
        /// The questionnaire's id.
        form: String,
        /// JSON: `{name: value}`; several choices as a list, repeats as a list of objects, a file as `{"file": path}`.
        #[arg(long, value_name = "FILE")]
        answers: PathBuf,
        /// The person: case id or case number. Without it a new case is opened.
        #[arg(long, value_name = "CASE")]
        person: Option<String>,
        /// Finishes it; without this it stays a draft.
        #[arg(long)]
        finish: bool,
        /// Finishes it although required answers are missing, and marks it so.
        #[arg(long, requires = "finish")]
        allow_incomplete: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ExportCommand {
    /// The questionnaire's id.
    pub(crate) form: String,
    /// What kind of file.
    #[arg(long, value_parser = one_of::<Format>(), required_unless_present = "preview")]
    pub(crate) format: Option<Word<Format>>,
    /// The file; repeats go into files beside it. What is there is replaced when the new file is whole.
    #[arg(long, value_name = "FILE", required_unless_present = "preview")]
    pub(crate) out: Option<PathBuf>,
    /// Says what the export would hold, which columns stay and why, and of how many people; writes nothing.
    #[arg(long)]
    pub(crate) preview: bool,
    /// Labels in this language instead of values.
    #[arg(long, value_name = "LANG")]
    pub(crate) labels: Option<String>,
    /// Between the cells of CSV; else what spreadsheets expect where the language of the messages is spoken.
    #[arg(long, value_parser = one_of::<Separator>())]
    pub(crate) separator: Option<Word<Separator>>,
    /// A spreadsheet beside the CSV files: `intake.xlsx` beside `intake.csv`.
    #[arg(long)]
    pub(crate) workbook: bool,
    /// With the files that answers name, in a folder beside: `intake-files` beside `intake.csv`.
    #[arg(long)]
    pub(crate) files: bool,
    /// Why: care, statistics, report-to-donor, other. It decides what leaves: only for care do the files name people. Asked on the
    /// terminal, and other where there is none; noted in each case's access log.
    #[arg(long)]
    pub(crate) purpose: Option<String>,
    /// Own words on the purpose.
    #[arg(long, default_value = "")]
    pub(crate) purpose_note: String,
    /// A second member, where rows with names of others' interviews need one: name or id.
    #[arg(long, value_name = "MEMBER", requires = "second_passphrase_file")]
    pub(crate) second: Option<String>,
    /// File with the second member's passphrase.
    #[arg(long, value_name = "FILE")]
    pub(crate) second_passphrase_file: Option<PathBuf>,
}

/// Reads a word of a closed set, as usage has it: another word is wrong usage.
fn one_of<T: AskedBy + Send + Sync>() -> impl TypedValueParser<Value = Word<T>> {
    let words = T::ALL.iter().map(|each| each.word());
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Word<T>>().map_err(AppError::from))
}

#[derive(Debug, Args)]
pub(crate) struct DemoCommand {
    /// How many people.
    #[arg(long, default_value_t = 200)]
    pub(crate) people: u32,
    /// From which seed: the same seed gives the same people.
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
}
