//! How long the command takes that finds people, from the request to the text of the reply, without window and page:
//! `search_times DATA PASSPHRASE`, where DATA holds a centre that `pana demo` made. Prints the milliseconds of each search
//! as a JSON list.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

use std::path::PathBuf;
use std::time::Instant;

use pana_app::contract::centre::{AppState, UnlockRequest};
use pana_app::contract::people::{PersonRow, SearchRequest, SearchView, Whose};
use pana_app::contract::{AppError, Word};
use pana_app::error::ErrorCode;
use pana_app::{App, Clock, NoSurface, Start, usecase};
use pana_model::Secret;

/// As many as the page asks for.
const ROWS: u32 = 50;
/// People changed last, each of whom is searched for in every way.
const PEOPLE: u32 = 100;
/// Letters typed of the first word, from one that fits very many to a word that is nearly whole.
const LETTERS: [usize; 4] = [1, 2, 3, 5];

fn main() -> Result<(), AppError> {
    let (Some(data), Some(passphrase)) = (std::env::args().nth(1).map(PathBuf::from), std::env::args().nth(2)) else {
        return Err(AppError::from(ErrorCode::NoCentre));
    };
    // The demo centre of the unlock screen has two hundred people and a folder of its own; this is not it.
    let app = App::start(&data, Clock::system(), Start::Own, NoSurface);
    let AppState::Locked { members, .. } = usecase::state(&app, &())? else {
        return Err(AppError::from(ErrorCode::NoCentre));
    };
    let Some(member) = members.into_iter().next() else { return Err(AppError::from(ErrorCode::NoCentre)) };
    usecase::unlock(&app, &UnlockRequest { member: member.id, passphrase: Secret::new(passphrase) })?;
    let recent =
        usecase::people_search(&app, &SearchRequest { text: String::new(), limit: PEOPLE, whose: Word(Whose::All) })?;
    let mut times = Vec::new();
    for text in recent.people.iter().flat_map(ways) {
        let begun = Instant::now();
        let found: SearchView =
            usecase::people_search(&app, &SearchRequest { text, limit: ROWS, whose: Word(Whose::All) })?;
        let reply = serde_json::to_string(&found);
        times.push(begun.elapsed().as_secs_f64() * 1_000.0);
        drop(std::hint::black_box(reply));
    }
    println!("{}", serde_json::Value::from(times));
    Ok(())
}

/// What somebody types to find this person: beginnings of a word, each word, the whole name, number, year of birth.
fn ways(person: &PersonRow) -> Vec<String> {
    let words = || person.name.split_whitespace().map(str::to_owned);
    let mut ways: Vec<String> = words().collect();
    if let Some(first) = words().next() {
        ways.extend(LETTERS.map(|letters| first.chars().take(letters).collect()));
    }
    ways.extend([person.name.clone(), person.number.clone()]);
    ways.extend(person.birth.as_ref().map(|birth| birth.chars().take(4).collect()));
    ways
}
