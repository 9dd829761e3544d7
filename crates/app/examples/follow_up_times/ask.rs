//! The questions, as often as it takes to say p95.

use std::time::Instant;

use pana_app::contract::people::SearchRequest;
use pana_app::contract::service::{ServiceSearchRequest, SuggestRequest, SuggestState};
use pana_app::contract::work::{WorkRequest, WorkWhose};
use pana_app::contract::{AppError, Word};
use pana_app::{App, usecase};
use pana_store::Whose;
use serde::Serialize;

use crate::draw::Draw;
use crate::{Done, ms};

/// So often each question is asked.
const ROUNDS: usize = 200;
/// So many people are looked at for whether something is needed.
const PEOPLE: u32 = 1_000;
/// Of the made-up directory: what its services are called, where they are, what is spoken there.
const WORDS: [&str; 12] =
    ["Жылы", "үй", "Ас", "Көмек", "Lantern", "Bridge", "Помощь", "Дом", "Care", "Olive", "Harbour", "Steps"];
const TOWNS: [&str; 6] = ["Қызылорда", "Алматы", "Шымкент", "Port Alder", "Kestra", "Sandholm"];
const LANGUAGES: [&str; 8] = ["kk", "ru", "ar", "fa", "ps", "uz", "en", "uk"];
const KINDS: [&str; 6] =
    ["dom_essentials", "dom_urgent", "med_first_aid", "leg_documents", "psy_counsel", "social_legal"];

pub(crate) fn all(app: &App) -> Done<()> {
    work(app)?;
    searches(app)?;
    suggestions(app)
}

/// Until the text of the reply is there.
fn timed<Reply: Serialize>(command: impl FnOnce() -> Result<Reply, AppError>) -> Done<(f64, Reply)> {
    let begun = Instant::now();
    let reply = command()?;
    std::hint::black_box(serde_json::to_string(&reply)?);
    Ok((ms(begun), reply))
}

fn work(app: &App) -> Done<()> {
    let asked = [
        ("the work list", WorkWhose::Mine, false),
        ("the work list of everybody", WorkWhose::All, false),
        ("the work list with whom is awaited", WorkWhose::Mine, true),
    ];
    for (what, whose, awaited) in asked {
        let mut times = Vec::new();
        let mut rows = 0;
        for _ in 0..ROUNDS {
            let (took, view) = timed(|| usecase::work_list(app, &WorkRequest { whose: Word(whose), awaited }))?;
            times.push(took);
            rows = view.groups.iter().map(|group| group.rows.len()).sum();
        }
        println!("rows of {what}\t{rows}");
        say(what, &times);
    }
    Ok(())
}

/// How a search is drawn.
type Way<'w> = &'w dyn Fn(&mut Draw) -> ServiceSearchRequest;

fn searches(app: &App) -> Done<()> {
    let mut draw = Draw(3);
    let none = ServiceSearchRequest::default;
    let text = |text: Option<&&str>| text.copied().unwrap_or_default().to_owned();
    let ways: [(&str, Way<'_>); 8] = [
        ("a word or its beginning", &|draw| {
            let word = text(draw.one(&WORDS));
            let letters = 1 + draw.below(5);
            ServiceSearchRequest { words: word.chars().take(letters).collect(), ..none() }
        }),
        ("two words", &|draw| {
            let (first, second) = (text(draw.one(&WORDS)), text(draw.one(&WORDS)));
            ServiceSearchRequest { words: format!("{first} {second}"), ..none() }
        }),
        ("a kind", &|draw| ServiceSearchRequest { kind: draw.one(&KINDS).map(|kind| (*kind).to_owned()), ..none() }),
        ("a place", &|draw| {
            let town = text(draw.one(&TOWNS));
            ServiceSearchRequest { place: town.chars().take(4).collect(), ..none() }
        }),
        ("a language", &|draw| ServiceSearchRequest {
            language: draw.one(&LANGUAGES).map(|language| (*language).to_owned()),
            ..none()
        }),
        ("open now", &|_| ServiceSearchRequest { open_now: true, ..none() }),
        ("all five at once", &|draw| {
            let (word, town) = (text(draw.one(&WORDS)), text(draw.one(&TOWNS)));
            ServiceSearchRequest {
                words: word.chars().take(3).collect(),
                kind: draw.one(&KINDS).map(|kind| (*kind).to_owned()),
                place: town,
                language: draw.one(&LANGUAGES).map(|language| (*language).to_owned()),
                open_now: true,
                ..none()
            }
        }),
        ("nothing: the whole list", &|_| none()),
    ];
    for (what, way) in ways {
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            let request = way(&mut draw);
            times.push(timed(|| usecase::service_search(app, &request))?.0);
        }
        say(&format!("a search by {what}"), &times);
    }
    Ok(())
}

/// For everybody who needs something, among those changed last. What is looked at is in the access log, so each writes.
fn suggestions(app: &App) -> Done<()> {
    let found =
        usecase::people_search(app, &SearchRequest { text: String::new(), limit: PEOPLE, whose: Word(Whose::All) })?;
    let (mut times, mut needs) = (Vec::new(), 0_usize);
    for person in &found.people {
        let (took, view) = timed(|| usecase::service_suggest(app, &SuggestRequest { case: person.case }))?;
        if view.state == SuggestState::Ready {
            times.push(took);
            needs = needs.saturating_add(view.needs.len());
        }
        if times.len() == ROUNDS {
            break;
        }
    }
    println!(
        "needs of a person, mean\t{:.1}",
        f64::from(u32::try_from(needs)?) / f64::from(u32::try_from(times.len().max(1))?)
    );
    say("suggestions for one person", &times);
    Ok(())
}

/// How often, p50, p95, the first.
fn say(what: &str, times: &[f64]) {
    let first = times.first().copied().unwrap_or_default();
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |percent: usize| {
        let at = sorted.len().saturating_sub(1).saturating_mul(percent) / 100;
        sorted.get(at).copied().unwrap_or_default()
    };
    println!("{what}\t{}\t{:.2}\t{:.2}\t{first:.2}", times.len(), at(50), at(95));
}
