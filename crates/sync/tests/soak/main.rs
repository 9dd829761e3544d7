//! Laptops that meet, and everything that happens to them meanwhile: killed at each write, a full disk, power losses, a hub that is
//! killed under load, networks and sticks that lose, double and turn round.
//!
//! How much is tried follows `PANA_SOAK`: unset = a few of each, `moderate` = what the gate runs, `full` = each single write.
//! `PANA_SEEDS` and `PANA_SEED` say how many storms there are, and from which on; `PANA_CALLS` (`7` or `7-90`) the calls that are tried. The child process is this test binary itself, called
//! with `PANA_CHILD`. Where strace is missing, what needs it says so and is passed over.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, missing_docs)]
#![allow(clippy::string_slice, clippy::print_stderr, unreachable_pub)]

mod deeds;
mod guards;
mod killed_hub;
mod kills;
#[path = "../hub/kit.rs"]
#[allow(dead_code, reason = "the tests of the hub need more of it")]
mod kit;
#[path = "../../../hub/tests/hub/postgres.rs"]
mod postgres;
mod storm;
mod survived;
#[path = "../../../store/tests/durability/trace.rs"]
mod trace;
mod transfers;
mod world;

/// How much is tried.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Effort {
    Few,
    Moderate,
    Full,
}

fn effort() -> Effort {
    match std::env::var("PANA_SOAK").as_deref() {
        Ok("full") => Effort::Full,
        Ok("moderate") => Effort::Moderate,
        _ => Effort::Few,
    }
}

/// Of `all` points, those that are tried: all of them, or some spread over the whole.
fn points(all: usize, few: usize, moderate: usize) -> Vec<usize> {
    if let Ok(said) = std::env::var("PANA_CALLS") {
        let (from, to) = said.split_once('-').unwrap_or((&said, &said));
        return (from.parse().unwrap()..=to.parse::<usize>().unwrap().min(all)).collect();
    }
    let many = match effort() {
        Effort::Few => few,
        Effort::Moderate => moderate,
        Effort::Full => all,
    };
    let step = all.div_ceil(many.max(1)).max(1);
    (1..=all).step_by(step).collect()
}

/// Says what was tried and how often; `cargo xtask soak` makes a table of it.
fn tried(what: &str, times: &str, begun: std::time::Instant) {
    let seconds = begun.elapsed().as_secs_f64();
    eprintln!("{what}: {times}, {seconds:.1} s");
    if let Ok(table) = std::env::var("PANA_SOAK_TABLE") {
        let mut table = std::fs::OpenOptions::new().append(true).open(table).unwrap();
        std::io::Write::write_all(&mut table, format!("{what}\t{times}\t{seconds:.1}\n").as_bytes()).unwrap();
    }
}
