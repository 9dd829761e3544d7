//! How long what follows an interview takes inside the app, from the request to the text of the reply: the work list, a search of
//! the directory, suggestions for one person.
//!
//! - `follow_up_times make DATA PEOPLE DUE PACKAGE`: makes a centre in the empty folder DATA with so many people and five
//!   referrals for each, of which DUE of a hundred wait for somebody; and takes in the directory of the folder PACKAGE. Says how
//!   long that took, whole and in parts, and the most memory of the process meanwhile.
//! - `follow_up_times ask DATA`: opens that centre and asks. Says of each question how often it was asked, p50 and p95, in
//!   milliseconds, and what the first took.
//!
//! Each line is one figure: its name, and numbers after tabs.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

mod ask;
mod draw;
mod made;

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use pana_app::contract::centre::{AppState, UnlockRequest};
use pana_app::{App, Clock, NoSurface, Start, usecase};
use pana_model::{Moment, Secret};

type Done<T> = Result<T, Box<dyn Error>>;

/// Opens what `made` makes.
const PASSPHRASE: &str = "pana demo pana demo";
/// When the questions are asked, so that the same is due at each run. The people of twenty thousand have all come by then.
const NOW: &str = "2028-12-04T09:30:00+05:00";

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["make", data, people, due, package] => {
            made::make(Path::new(data), people.parse()?, due.parse()?, Path::new(package))
        }
        ["ask", data] => ask::all(&unlocked(Path::new(data))?),
        _ => Err("follow_up_times make DATA PEOPLE DUE PACKAGE | ask DATA".into()),
    }
}

fn now() -> Done<Moment> {
    Ok(Moment::parse(NOW).ok_or("no moment")?)
}

fn unlocked(data: &Path) -> Done<App> {
    let app = App::start(data, Clock::set_to(now()?), Start::Own, NoSurface);
    let AppState::Locked { members, .. } = usecase::state(&app, &())? else { return Err("no centre to unlock".into()) };
    let member = members.into_iter().next().ok_or("the centre has no member")?;
    let passphrase = Secret::new(PASSPHRASE.to_owned());
    usecase::unlock(&app, &UnlockRequest { member: member.id, passphrase })?;
    Ok(app)
}

/// Milliseconds.
fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

/// The most memory that this process has had, in megabytes, where the system tells it.
fn most_memory() -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib * 1_024.0 / 1e6)
}
