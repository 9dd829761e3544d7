//! `pana people`.

use pana_app::contract::people::{Matched, PersonRequest, PersonView, ProfileRow, SearchRequest, Whose};
use pana_app::contract::{Id, Word};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_i18n::keys::cli;
use pana_model::CaseId;
use serde_json::{Map, Value, json};

use crate::arguments::{Arguments, PeopleCommand};
use crate::doubles;
use crate::passphrase;
use crate::standing;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &PeopleCommand) -> Result<(), Failure> {
    match command {
        PeopleCommand::Search { text, limit, whose } => {
            search(terminal, arguments, &SearchRequest { text: text.clone(), limit: *limit, whose: *whose })
        }
        PeopleCommand::Show { case } => show(terminal, arguments, case),
        PeopleCommand::Doubles { .. } | PeopleCommand::Same { .. } | PeopleCommand::Apart { .. } => {
            terminal.print(&doubles::run(&passphrase::unlocked(terminal, arguments)?, command)?)
        }
        _ => terminal.print(&standing::run(&passphrase::unlocked(terminal, arguments)?, command)?),
    }
}

fn search(terminal: &Terminal, arguments: &Arguments, asked: &SearchRequest) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let found = usecase::people_search(&app, asked)?;
    if found.number_typo && found.people.is_empty() {
        return Err(ErrorCode::NumberTypo.into());
    }
    let many = found.people.len();
    // Best first: the score falls with the place.
    let rows = (0_usize..).zip(&found.people).map(|(place, person)| {
        json!({
            "case": person.case,
            "number": person.number,
            "names": [person.name],
            "birth": person.birth,
            "score": many.saturating_sub(place),
            "why": person.why,
            "near": person.near,
            "closed": person.closed,
            "also": person.also.iter().map(|other| &other.number).collect::<Vec<_>>(),
        })
    });
    terminal.document(&rows.collect::<Vec<_>>())?;
    for person in &found.people {
        let birth = person.birth.as_deref().unwrap_or_default();
        terminal.line(&format!("{}\t{}\t{birth}", person.number, person.name));
    }
    terminal.say(&cli::cli_people_found(&terminal.words, many));
    Ok(())
}

fn show(terminal: &Terminal, arguments: &Arguments, case: &str) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let case = case_of(&app, case)?;
    let person = usecase::person_open(&app, &PersonRequest { case })?;
    terminal.print(&page(&person))
}

fn page(person: &PersonView) -> Value {
    let facts = |rows: &[ProfileRow]| {
        let pairs = rows.iter().map(|row| (row.property.clone(), Value::from(row.value.as_str())));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let household = person.household.iter().map(|member| facts(&member.facts));
    let beside = person.profile.iter().filter(|row| !row.others.is_empty()).map(|row| {
        let others = row.others.iter().map(|other| Value::from(other.value.as_str()));
        (row.property.clone(), others.collect())
    });
    let conflicts = person.profile.iter().filter(|row| row.conflict).map(|row| row.property.as_str());
    json!({
        "case": person.case,
        "number": person.number,
        "name": person.name,
        "fields": facts(&person.profile),
        "household": household.collect::<Vec<_>>(),
        "interviews": person.interviews,
        "standing": standing::page(&person.standing),
        "from": person.from,
        "to": person.to,
        "conflicts": conflicts.collect::<Vec<_>>(),
        "beside": Value::Object(beside.collect::<Map<_, _>>()),
        "history": person.history,
        "access": person.access,
    })
}

/// The case that an id or a case number means.
pub(crate) fn case_of(app: &App, named: &str) -> Result<Id<CaseId>, Failure> {
    if let Ok(case) = named.parse() {
        return Ok(case);
    }
    let found =
        usecase::people_search(app, &SearchRequest { text: named.to_owned(), limit: 2, whose: Word(Whose::All) })?;
    match found.people.as_slice() {
        [only] if !only.near && only.why.contains(&Word(Matched::Number)) => Ok(only.case),
        _ if found.number_typo => Err(ErrorCode::NumberTypo.into()),
        _ => Err(ErrorCode::CaseUnknown.into()),
    }
}
