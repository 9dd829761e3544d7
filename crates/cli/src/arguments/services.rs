//! What stands on the command line about the directory of services.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use pana_app::contract::Word;
use pana_app::contract::service::{Places, ServiceStatus};

use super::one_of;

#[derive(Debug, Subcommand)]
pub(crate) enum ServicesCommand {
    /// Takes in a package of services (HSDS: a zip, a folder of CSV files, JSON), in whole or not at all. For coordinators.
    Import {
        /// The file or folder.
        path: PathBuf,
        /// Says what it would change; writes nothing.
        #[arg(long)]
        dry_run: bool,
        /// A service that is not in it and stays as it is, by its id; may be given again. Others are closed; none is deleted.
        #[arg(long = "keep", value_name = "ID")]
        keep: Vec<String>,
        /// All services that are not in it stay as they are.
        #[arg(long, conflicts_with = "keep")]
        keep_all: bool,
    },
    /// Writes the directory as a package of HSDS 3.1. Nothing is written over. For coordinators.
    Export {
        /// The folder.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// Looks for services.
    Search(SearchCommand),
    /// Shows one.
    Show {
        /// Its id.
        service: String,
        /// As it stood in this edition, by its hash.
        #[arg(long, value_name = "HASH")]
        edition: Option<String>,
    },
    /// Enters one by hand, or corrects one. For coordinators.
    Add(Box<AddCommand>),
    /// Writes down what one said today.
    Check {
        /// Its id.
        service: String,
        /// Is there a place?
        #[arg(long, value_parser = one_of::<Places>())]
        places: Option<Word<Places>>,
        /// How many are free.
        #[arg(long, requires = "places")]
        free: Option<u32>,
        /// How long one waits, in words.
        #[arg(long, default_value = "")]
        wait: String,
        /// All that the directory says is right.
        #[arg(long, conflicts_with = "wrong")]
        right: bool,
        /// Something is not; --words says what.
        #[arg(long)]
        wrong: bool,
        /// What was said.
        #[arg(long, default_value = "")]
        words: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct SearchCommand {
    /// Words, or beginnings of words; may be empty.
    #[arg(default_value = "")]
    pub(crate) text: String,
    /// Only what is open then, RFC 3339.
    #[arg(long, value_name = "RFC3339")]
    pub(crate) open_at: Option<String>,
    /// Only of this kind, a code of the taxonomy.
    #[arg(long)]
    pub(crate) kind: Option<String>,
    /// Only where this language is spoken, a tag.
    #[arg(long)]
    pub(crate) language: Option<String>,
    /// Only at this place: a town, a region.
    #[arg(long, default_value = "")]
    pub(crate) place: String,
    /// Only what has places, or a list for those who wait.
    #[arg(long)]
    pub(crate) with_places: bool,
    /// Those that do not run as well.
    #[arg(long)]
    pub(crate) all: bool,
    /// Rows at most.
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: u32,
}

/// What is not given stays as it is.
#[derive(Debug, Args)]
pub(crate) struct AddCommand {
    /// The one to be corrected, by its id; without it a new one is entered.
    #[arg(long, value_name = "ID")]
    pub(crate) service: Option<String>,
    /// Its name.
    #[arg(long, required_unless_present = "service")]
    pub(crate) name: Option<String>,
    /// Who gives it.
    #[arg(long)]
    pub(crate) provider: Option<String>,
    /// Does it run?
    #[arg(long, value_parser = one_of::<ServiceStatus>())]
    pub(crate) status: Option<Word<ServiceStatus>>,
    /// Of which kind, a code of the taxonomy; may be given again.
    #[arg(long = "kind")]
    pub(crate) kinds: Vec<String>,
    /// A telephone; may be given again.
    #[arg(long = "phone")]
    pub(crate) phones: Vec<String>,
    /// Street and house.
    #[arg(long)]
    pub(crate) address: Option<String>,
    /// The town.
    #[arg(long)]
    pub(crate) city: Option<String>,
    /// A language that is spoken, a tag; may be given again.
    #[arg(long = "language")]
    pub(crate) languages: Vec<String>,
    /// For whom it is, in words.
    #[arg(long)]
    pub(crate) eligibility: Option<String>,
    /// A paper that is asked for; may be given again.
    #[arg(long = "paper")]
    pub(crate) papers: Vec<String>,
    /// What it costs, in words.
    #[arg(long)]
    pub(crate) cost: Option<String>,
    /// What it is.
    #[arg(long)]
    pub(crate) description: Option<String>,
    /// May a paper name it: true or false.
    #[arg(long)]
    pub(crate) safe_to_name: Option<bool>,
}
