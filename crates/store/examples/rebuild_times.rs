//! What building the views again from the log takes, and what opening takes: `rebuild_times DATA PASSPHRASE`, where DATA
//! holds a centre. Prints one JSON line. Memory is what the rebuild added at its peak, where the system tells it.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use pana_model::{Moment, Secret};
use pana_store::{Locked, Store};

type Done<T> = Result<T, Box<dyn Error>>;

fn main() -> Done<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [data, passphrase] = arguments.as_slice() else { return Err("rebuild_times DATA PASSPHRASE".into()) };
    let begun = Instant::now();
    let mut store = unlocked(Path::new(data), passphrase)?;
    let whole = ms(begun);
    let begun = Instant::now();
    store.verify_passphrase(store.member().id, &Secret::new(passphrase.to_owned()), now()?)?;
    let open = (whole - ms(begun)).max(0.0);
    let before = at_rest();
    let begun = Instant::now();
    store.rebuild_views(now()?)?;
    let rebuild = ms(begun);
    let added = before.zip(status("VmHWM:")).map_or(0.0, |(before, peak)| peak - before);
    // Of a centre with one device nothing was sent: these are all of them.
    let events = store.unsent()?;
    println!(
        "{{\"events\":{events},\"open_ms\":{open:.0},\"rebuild_ms\":{rebuild:.0},\"rebuild_added_mib\":{added:.0}}}"
    );
    Ok(())
}

/// Opens the centre as its first member.
fn unlocked(data: &Path, passphrase: &str) -> Done<Store> {
    let locked = Locked::open(data)?;
    let member = locked.members()?.into_iter().next().ok_or("the centre has no member")?;
    Ok(locked.unlock(member.id, &Secret::new(passphrase.to_owned()), now()?)?)
}

fn now() -> Done<Moment> {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    Ok(Moment::from_unix_ms(i64::try_from(since.as_millis())?).ok_or("the clock is far away")?)
}

fn ms(begun: Instant) -> f64 {
    begun.elapsed().as_secs_f64() * 1_000.0
}

/// What the process holds now, in MiB; from here on its peak is counted anew.
fn at_rest() -> Option<f64> {
    std::fs::write("/proc/self/clear_refs", "5").ok()?;
    status("VmRSS:")
}

/// A line of what the system tells of this process, in MiB.
fn status(name: &str) -> Option<f64> {
    let text = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.split_whitespace().next()?.parse::<f64>().ok().map(|kib| kib / 1_024.0)
}
