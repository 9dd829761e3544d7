//! `pana interview run`.

use std::path::Path;

use pana_app::contract::AppError;
use pana_app::contract::interview::Status;
use pana_app::error::ErrorCode;
use pana_app::{Finishing, RunProblem, RunProblemKind, RunRequest, RunView, interview_run};
use pana_i18n::Words;
use pana_i18n::keys::cli;
use serde_json::{Map, Value};

use crate::arguments::{Arguments, InterviewCommand};
use crate::form::text;
use crate::terminal::{Failure, Terminal, read};
use crate::{passphrase, people};

pub(crate) fn run(terminal: &Terminal, arguments: &Arguments, command: &InterviewCommand) -> Result<(), Failure> {
    let InterviewCommand::Run { form, answers, person, finish, allow_incomplete } = command;
    let answers = document(answers)?;
    let app = passphrase::unlocked(terminal, arguments)?;
    let case = person.as_deref().map(|person| people::case_of(&app, person)).transpose()?;
    let finish = finish.then_some(if *allow_incomplete { Finishing::Incomplete } else { Finishing::Complete });
    let mut view = interview_run(&app, &RunRequest { form: form.clone(), case, answers, finish })?;
    for problem in &mut view.problems {
        problem.message = message(&terminal.words, problem);
    }
    let refused = view.refused.take();
    show(terminal, &view)?;
    match refused {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

fn show(terminal: &Terminal, view: &RunView) -> Result<(), Failure> {
    for problem in &view.problems {
        terminal.say(&format!("{}: {}", problem.name, problem.message));
    }
    let number = view.number.clone().unwrap_or_default();
    terminal.say(&match view.status {
        Status::Finished => cli::cli_interview_finished(&terminal.words, number),
        Status::Draft | Status::Amending | Status::Trial => cli::cli_interview_draft(&terminal.words, number),
    });
    terminal.print(view)
}

/// The questionnaire's own message, or ours.
fn message(words: &Words, problem: &RunProblem) -> String {
    let own = text(&problem.texts, words.language().tag);
    if !own.is_empty() {
        return own.to_owned();
    }
    let code = problem.code.map_or("other".to_owned(), |code| code.to_string());
    let key = match problem.kind {
        RunProblemKind::Type => format!("interview-type-{code}"),
        kind => format!("cli-answer-{kind}"),
    };
    if words.has(&key) { words.text(&key) } else { problem.kind.to_string() }
}

/// A document of answers.
pub(crate) fn document(path: &Path) -> Result<Map<String, Value>, Failure> {
    serde_json::from_str(&read(path)?).map_err(|error| {
        let error = AppError::of(ErrorCode::FileNotJson).with("file", path.display()).with("line", error.line());
        Failure::App(error)
    })
}
