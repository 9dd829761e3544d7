//! Any operations on the reception intake, or on a small form in which all depends on all: what comes of them is what a
//! session has that is restored from its snapshot.
#![no_main]

use std::sync::{Arc, LazyLock};

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use pana_forms::{Answer, Context, Form, Session, read, workbook::Workbook};
use pana_model::{InstanceId, Moment};

#[derive(Debug, Arbitrary)]
enum Step {
    Answer(u8, u8),
    Write(u8, String),
    Decline(u8),
    Later(u8),
    Blank(u8),
    Add(u8, u8),
    Remove(u8),
}

static INTAKE: LazyLock<Arc<Form>> = LazyLock::new(|| {
    form(&[
        ("survey", include_bytes!("../../questionnaires/intake/survey.csv")),
        ("choices", include_bytes!("../../questionnaires/intake/choices.csv")),
        ("settings", include_bytes!("../../questionnaires/intake/settings.csv")),
        ("entities", include_bytes!("../../questionnaires/intake/entities.csv")),
    ])
});

static DENSE: LazyLock<Arc<Form>> = LazyLock::new(|| {
    form(&[
        ("survey", include_bytes!("../../crates/forms/tests/incremental/survey.csv")),
        ("choices", include_bytes!("../../crates/forms/tests/incremental/choices.csv")),
        ("settings", include_bytes!("../../crates/forms/tests/incremental/settings.csv")),
    ])
});

fn form(sheets: &[(&str, &[u8])]) -> Arc<Form> {
    read(&Workbook::from_csv("form", sheets).unwrap()).form.unwrap()
}

fn context() -> Context {
    let now = Moment::from_unix_ms(1_718_400_000_000).unwrap();
    Context { now, properties: Default::default(), last_saved: Default::default(), seed: 1 }
}

fn at(session: &Session, place: u8) -> String {
    let order = session.order();
    order.get(usize::from(place) % order.len().max(1)).cloned().unwrap_or_default()
}

fuzz_target!(|input: (bool, Vec<Step>)| {
    let (dense, steps) = input;
    let form = if dense { &DENSE } else { &INTAKE };
    let mut session = Session::new(Arc::clone(form), context());
    for step in steps.into_iter().take(60) {
        let _outcome = match step {
            Step::Answer(place, choice) => {
                let at = at(&session, place);
                let choices = session.choices(&at);
                let name = choices.get(usize::from(choice) % choices.len().max(1)).map(|choice| choice.name.to_string());
                session.set(&at, Answer::from_text(name.unwrap_or_else(|| choice.to_string())))
            }
            Step::Write(place, text) => session.set(&at(&session, place), Answer::from_text(text)),
            Step::Decline(place) => session.set(&at(&session, place), Answer::Declined),
            Step::Later(place) => session.set(&at(&session, place), Answer::Later),
            Step::Blank(place) => session.set(&at(&session, place), Answer::Blank),
            Step::Add(place, id) => session.add_instance(&at(&session, place), InstanceId::from_bytes([id; 16])),
            Step::Remove(place) => session.remove_instance(&at(&session, place)),
        };
    }
    let (again, report) = Session::restore(Arc::clone(form), context(), &session.snapshot());
    assert_eq!(report.lost.len() + report.lost_instances.len(), 0);
    assert_eq!(session.order(), again.order());
    for at in session.order() {
        assert_eq!(session.state(&at), again.state(&at), "{at}");
    }
});
