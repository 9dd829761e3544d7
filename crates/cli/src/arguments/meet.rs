//! `pana device`, `pana bundle`, `pana hub`: laptops of one centre that meet.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::AgreedArguments;

#[derive(Debug, Subcommand)]
pub(crate) enum DeviceCommand {
    /// The centre's laptops: when each was last heard from and how many changes it lacks; and who was asked in from here.
    List,
    /// Asks another laptop in: for yourself, for somebody who works here, or for somebody new. Either on line, by eight words and the
    /// centre's hub, or by a file that holds a secret and goes from hand to hand.
    Invite(InviteCommand),
    /// Answers an invite on the new laptop, and shows digits. --passphrase-file holds the passphrase for this laptop.
    Join(JoinCommand),
    /// How far an invite is that is answered on line; what a laptop wrote for it is answered.
    Answer {
        /// Which, as it was shown; else the one that waits.
        #[arg(value_name = "INVITE")]
        invite: Option<String>,
    },
    /// Shows once more the digits of a laptop that waits to be let in.
    Waits,
    /// This laptop waits to be let in no more: its answer and its keys are forgotten.
    Forget,
    /// Takes an invite back: nobody joins by it any more.
    TakeBack {
        /// The invite's file.
        #[arg(value_name = "FILE", required_unless_present = "id")]
        invite: Option<PathBuf>,
        /// One that is answered on line, as it was shown.
        #[arg(long = "invite", value_name = "INVITE", conflicts_with = "invite")]
        id: Option<String>,
    },
    /// Says what a laptop that answers calls itself, and who is to work on it.
    Asks {
        /// Its answer.
        answer: PathBuf,
    },
    /// Takes a laptop out of the centre: one that was lost, or is given away. What it wrote until now counts on; what comes of it
    /// later waits for a review, and nothing that is written from now on opens there.
    Revoke {
        /// Its name or id.
        device: String,
        #[command(flatten)]
        agreed: AgreedArguments,
    },
    /// Lets a laptop in whose answer this is, if the digits are those on its screen; other digits end the invite.
    Accept {
        /// Its answer, where that is a file.
        #[arg(required_unless_present = "invite", requires = "out")]
        answer: Option<PathBuf>,
        /// The invite that it answers on line, as it was shown.
        #[arg(long, value_name = "INVITE", conflicts_with_all = ["answer", "out"])]
        invite: Option<String>,
        /// The digits that it shows.
        #[arg(long, value_name = "DIGITS")]
        check: String,
        /// The folder into which the bundle for it is written. It is read there by `bundle read`.
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
        #[command(flatten)]
        agreed: AgreedArguments,
    },
}

#[derive(Debug, Args)]
pub(crate) struct InviteCommand {
    /// Where the invite is written.
    #[arg(long, value_name = "FILE", required_unless_present = "online")]
    pub(crate) out: Option<PathBuf>,
    /// By eight words and the centre's hub instead. Without --json it waits until a laptop answers, and asks for its digits.
    #[arg(long, conflicts_with = "out")]
    pub(crate) online: bool,
    #[command(flatten)]
    pub(crate) whom: WhomArguments,
}

/// How a laptop joins: by a file, or by an address and words.
#[derive(Debug, Args)]
pub(crate) struct JoinCommand {
    /// The invite's file.
    #[arg(long, value_name = "FILE", required_unless_present_any = ["at", "go_on"], requires = "out", requires = "name")]
    pub(crate) invite: Option<PathBuf>,
    /// The address that is shown with the words.
    #[arg(long, value_name = "ADDRESS", conflicts_with = "invite", requires = "name")]
    pub(crate) at: Option<String>,
    /// The eight words; else the terminal asks for them, and no other program sees them.
    #[arg(long, value_name = "WORDS", requires = "at")]
    pub(crate) words: Option<String>,
    /// Goes on: shows the digits, and joins once a coordinator has typed them. It may be repeated.
    #[arg(long, conflicts_with_all = ["invite", "at", "name", "shown_as", "out"])]
    pub(crate) go_on: bool,
    /// What this laptop is to be called.
    #[arg(long, alias = "device")]
    pub(crate) name: Option<String>,
    /// What you are called at the door until the centre says it.
    #[arg(long = "member", value_name = "NAME", default_value = "")]
    pub(crate) shown_as: String,
    /// Where the answer for the coordinator is written.
    #[arg(long, value_name = "FILE", requires = "invite")]
    pub(crate) out: Option<PathBuf>,
}

/// Who is asked in. Without an option it is the member who works.
#[derive(Debug, Args)]
pub(crate) struct WhomArguments {
    /// Somebody who works here already: name or id.
    #[arg(long = "for", value_name = "MEMBER", conflicts_with_all = ["new_member", "role", "grants"])]
    pub(crate) whom: Option<String>,
    /// Somebody new: their name.
    #[arg(long = "member", value_name = "NAME", requires = "role")]
    pub(crate) new_member: Option<String>,
    /// What they are to be.
    #[arg(long, requires = "new_member")]
    pub(crate) role: Option<String>,
    /// Grant beside the role. May stand several times.
    #[arg(long = "grant", requires = "new_member")]
    pub(crate) grants: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BundleCommand {
    /// Writes what other laptops of the centre lack into a folder, such as a stick's: sealed to them, in files that nobody else
    /// opens.
    Write {
        /// For which laptops, by name or id; for all others where none is named. May stand several times.
        #[arg(long, value_name = "DEVICE")]
        to: Vec<String>,
        /// The folder.
        #[arg(long, value_name = "FOLDER")]
        out: PathBuf,
    },
    /// Says what lies in a folder for this laptop. Nothing is taken in.
    Show {
        /// The folder, or one file.
        path: PathBuf,
    },
    /// Takes in what lies in a folder for this laptop. A laptop that waits to be let in joins by it.
    Read {
        /// The folder, or one file.
        path: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum HubCommand {
    /// Which hub it is, when this laptop last met it, and how many changes wait here for it.
    Show,
    /// Brings the centre to a hub.
    Join {
        /// Where it is: a host, and a port if it is not 7470.
        #[arg(value_name = "ADDRESS")]
        address: String,
        /// The secret that the hub's keeper made with `pana-hub token`.
        #[arg(long)]
        token: String,
    },
    /// The centre meets at no hub any more. What lies there stays there.
    Leave,
}

#[derive(Debug, Args)]
pub(crate) struct SyncCommand {
    /// Not the hub, but a laptop that serves (`pana serve`), at this address.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) at: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeCommand {
    /// Where the others ask.
    #[arg(long, value_name = "IP:PORT", default_value = "0.0.0.0:7470")]
    pub(crate) listen: SocketAddr,
    /// What is shown as this laptop's address, where another one is right than the one that is found.
    #[arg(long, value_name = "HOST:PORT")]
    pub(crate) address: Option<String>,
    /// For how long; Ctrl+C ends it sooner.
    #[arg(long, value_name = "N", default_value_t = 60, value_parser = clap::value_parser!(u16).range(1..=1440))]
    pub(crate) minutes: u16,
    /// Asks a laptop in besides, by eight words; its six digits are typed here, on a line of their own.
    #[arg(long)]
    pub(crate) invite: bool,
    #[command(flatten)]
    pub(crate) whom: WhomArguments,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LeaseCommand {
    /// Until when this laptop opens without a coordinator, and what one is told who is to renew it.
    Show,
    /// On a coordinator's laptop: the ten signs that are read aloud to whoever sits at the other one.
    Renew {
        /// That laptop's name or id.
        device: String,
        /// The eight signs that it shows.
        #[arg(long, value_name = "SIGNS")]
        challenge: String,
        /// It was taken out of the centre, and somebody of ours holds it: what it has not sent is wanted.
        #[arg(long)]
        taken_out: bool,
    },
    /// On the laptop itself: takes the ten signs that a coordinator reads aloud.
    Enter {
        /// They.
        #[arg(value_name = "SIGNS")]
        code: String,
    },
}
