//! `pana services` and `pana suggest`.

use std::path::Path;

use pana_app::contract::AppError;
use pana_app::contract::Word;
use pana_app::contract::service::{
    ReasonRow, ServiceCheckRequest, ServiceExportRequest, ServiceFileRequest, ServiceImportView, ServiceInput,
    ServiceRequest, ServiceSaveRequest, ServiceSearchRequest, ServiceStatus, ServiceTakeRequest, SuggestRequest,
    SuggestState, SuggestedService, VanishedChoice,
};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_i18n::keys::cli;
use serde_json::{Value, json};

use crate::arguments::{AddCommand, Arguments, SearchCommand, ServicesCommand};
use crate::form::text;
use crate::passphrase;
use crate::people::case_of;
use crate::terminal::{Failure, Terminal};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &ServicesCommand) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    match command {
        ServicesCommand::Import { path, dry_run, keep, keep_all } => {
            let stays = |id: &str| *keep_all || keep.iter().any(|kept| kept == id);
            import(terminal, &app, path, *dry_run, stays)
        }
        ServicesCommand::Export { out } => {
            let request = ServiceExportRequest { folder: out.to_string_lossy().into_owned() };
            terminal.print(&usecase::service_export(&app, &request)?)
        }
        ServicesCommand::Search(command) => search(terminal, &app, command),
        ServicesCommand::Show { service, edition } => {
            let request = ServiceRequest { service: service.clone(), edition: edition.clone() };
            terminal.print(&usecase::service_show(&app, &request)?)
        }
        ServicesCommand::Add(command) => add(terminal, &app, command),
        ServicesCommand::Check { service, places, free, wait, right, wrong, words } => {
            let request = ServiceCheckRequest {
                service: service.clone(),
                places: *places,
                free: *free,
                wait: wait.clone(),
                is_right: (*right || *wrong).then_some(*right),
                words: words.clone(),
            };
            terminal.print(&usecase::service_check(&app, &request)?)
        }
    }
}

fn import(
    terminal: &Terminal,
    app: &App,
    path: &Path,
    dry_run: bool,
    stays: impl Fn(&str) -> bool,
) -> Result<(), Failure> {
    let request = ServiceFileRequest { path: path.to_string_lossy().into_owned() };
    let view = usecase::service_read(app, &request)?;
    let mut document = document(terminal, &view);
    if !view.is_sound {
        terminal.print(&document)?;
        return Err(AppError::of(ErrorCode::DirectoryInvalid).with("errors", view.errors).into());
    }
    if !dry_run {
        let vanished = view.vanished.iter();
        let vanished = vanished
            .map(|gone| VanishedChoice { service: gone.service.clone(), stays: stays(&gone.service) })
            .collect();
        let taken = usecase::service_take(app, &ServiceTakeRequest { package: view.package.clone(), vanished })?;
        if let Value::Object(members) = &mut document {
            members.insert("edition".to_owned(), json!(taken.edition));
            members.insert("kept".to_owned(), json!(taken.kept));
            members.insert("closed".to_owned(), json!(taken.closed));
        }
    }
    terminal.print(&document)
}

/// Says each problem, and makes the document of all.
fn document(terminal: &Terminal, view: &ServiceImportView) -> Value {
    let problems = view.problems.iter().map(|problem| {
        let what = terminal.words.text_from(&format!("service-problem-{}", problem.code), &problem.args);
        let remedy = terminal.words.text_from(&format!("service-remedy-{}", problem.code), &problem.args);
        let row = problem.row.map(|row| format!(":{row}")).unwrap_or_default();
        let column = if problem.column.is_empty() { String::new() } else { format!(" {}", problem.column) };
        let place = format!("{}{row}{column}", problem.file);
        terminal.say(&cli::cli_form_line(&terminal.words, place, what.as_str(), remedy.as_str()));
        json!({
            "file": problem.file,
            "row": problem.row,
            "field": problem.column,
            "severity": problem.severity,
            "code": problem.code,
            "message": format!("{what}. {remedy}."),
        })
    });
    let problems: Vec<Value> = problems.collect();
    let vanished = view.vanished.iter().map(|gone| {
        json!({
            "service": gone.service,
            "name": gone.name,
            "open_referrals": gone.open_referrals,
            "now": gone.now.as_ref().map(|now| now.service.as_str()),
        })
    });
    json!({
        "package": view.package,
        "services": view.services,
        "added": view.added_count,
        "changed": view.changed_count,
        "vanished": view.vanished.len(),
        "unchanged": view.unchanged,
        "part": view.is_part,
        "gone": vanished.collect::<Vec<_>>(),
        "problems": problems,
    })
}

fn search(terminal: &Terminal, app: &App, command: &SearchCommand) -> Result<(), Failure> {
    let request = ServiceSearchRequest {
        words: command.text.clone(),
        kind: command.kind.clone(),
        place: command.place.clone(),
        language: command.language.clone(),
        open_now: false,
        open_at: command.open_at.clone(),
        with_places: command.with_places,
        checked: false,
        all: command.all,
        limit: command.limit,
    };
    terminal.print(&usecase::service_search(app, &request)?.services)
}

fn add(terminal: &Terminal, app: &App, command: &AddCommand) -> Result<(), Failure> {
    let before = match &command.service {
        Some(service) => {
            let request = ServiceRequest { service: service.clone(), edition: None };
            let shown = usecase::service_show(app, &request)?.input;
            shown.ok_or(AppError::of(ErrorCode::NoRight).with("right", "publish"))?
        }
        None => blank(),
    };
    let said = |text: &Option<String>, before: &str| text.clone().unwrap_or_else(|| before.to_owned());
    let list = |list: &[String], before: &[String]| if list.is_empty() { before.to_vec() } else { list.to_vec() };
    let input = ServiceInput {
        name: said(&command.name, &before.name),
        provider: said(&command.provider, &before.provider),
        status: command.status.unwrap_or(before.status),
        kinds: list(&command.kinds, &before.kinds),
        phones: list(&command.phones, &before.phones),
        address: said(&command.address, &before.address),
        city: said(&command.city, &before.city),
        languages: list(&command.languages, &before.languages),
        eligibility: said(&command.eligibility, &before.eligibility),
        papers: list(&command.papers, &before.papers),
        cost: said(&command.cost, &before.cost),
        description: said(&command.description, &before.description),
        safe_to_name: command.safe_to_name.or(before.safe_to_name),
        ..before
    };
    let request = ServiceSaveRequest { service: command.service.clone(), input };
    terminal.print(&usecase::service_save(app, &request)?)
}

fn blank() -> ServiceInput {
    ServiceInput {
        name: String::new(),
        provider: String::new(),
        status: Word(ServiceStatus::Active),
        kinds: Vec::new(),
        description: String::new(),
        alert: String::new(),
        phones: Vec::new(),
        email: String::new(),
        url: String::new(),
        address: String::new(),
        city: String::new(),
        transport: String::new(),
        hours: Vec::new(),
        languages: Vec::new(),
        interpretation: String::new(),
        eligibility: String::new(),
        least_age: None,
        greatest_age: None,
        papers: Vec::new(),
        cost: String::new(),
        application: String::new(),
        safe_to_name: None,
    }
}

/// Which services fit what a person needs: for each need the best first, and then those that do not fit, with why.
pub(crate) fn suggest(terminal: &Terminal, arguments: &Arguments, case: &str) -> Result<(), Failure> {
    let app = passphrase::unlocked(terminal, arguments)?;
    let view = usecase::service_suggest(&app, &SuggestRequest { case: case_of(&app, case)? })?;
    if view.state == SuggestState::Stopped {
        let [what, now] =
            terminal.words.error(ErrorCode::ReferralStopped.code(), &AppError::of(ErrorCode::ReferralStopped).args);
        terminal.say(&what);
        terminal.say(&now);
    }
    let rows = view.needs.iter().flat_map(|need| {
        let all = need.services.iter().chain(&need.others);
        all.map(|suggested| suggestion(terminal, &need.need, suggested)).collect::<Vec<_>>()
    });
    terminal.print(&Value::Array(rows.collect()))
}

fn suggestion(terminal: &Terminal, need: &str, suggested: &SuggestedService) -> Value {
    let codes = |rows: &[ReasonRow]| rows.iter().map(|reason| reason.code.to_string()).collect::<Vec<_>>();
    let args = |rows: &[ReasonRow]| {
        let row = |reason: &ReasonRow| json!({"code": reason.code, "args": reason.args, "message": sentence(terminal, reason)});
        rows.iter().map(row).collect::<Vec<_>>()
    };
    json!({
        "service": suggested.row.service,
        "name": suggested.row.name,
        "provider": suggested.row.provider,
        "kind": suggested.kind,
        "score": suggested.score,
        "for_need": need,
        "verdict": suggested.verdict,
        "sensitive": suggested.is_sensitive,
        "why": codes(&suggested.why),
        "why_not": codes(&suggested.why_not),
        "reasons": args(&suggested.why),
        "reasons_not": args(&suggested.why_not),
    })
}

/// A reason in words: a code among what it names as it is called, where it has a name.
fn sentence(terminal: &Terminal, reason: &ReasonRow) -> String {
    let mut args = reason.args.clone();
    let called = text(&reason.label, terminal.words.language().tag);
    for name in ["kind", "code"] {
        if let Some(said) = args.get_mut(name).filter(|_| !called.is_empty()) {
            called.clone_into(said);
        }
    }
    terminal.words.text_from(&format!("service-reason-{}", reason.code), &args)
}
