use pana_exchange::Format;
use pana_model::Secret;
use pana_store::KdfParams;

use super::*;
use crate::contract::centre::{AppState, UnlockRequest};
use crate::{Clock, NoSurface, Size, Start, demo_make, usecase};

/// An open centre with people who do not exist, more than a page of them.
fn crowd(folder: &Path) -> App {
    let cheap = KdfParams { memory_kib: 64, passes: 1, lanes: 1 };
    let app = App::start(folder, Clock::system(), Start::Own, NoSurface).with_kdf(cheap);
    let made = demo_make(&app, Size { people: 230, seed: 7 }).unwrap();
    let AppState::Locked { last: Some(member), .. } = usecase::state(&app, &()).unwrap() else { panic!("locked") };
    usecase::unlock(&app, &UnlockRequest { member, passphrase: Secret::new(made.passphrase) }).unwrap();
    app
}

fn planned(app: &App, out: &Path) -> Plan {
    plan_for(app, out, Purpose::Care)
}

fn plan_for(app: &App, out: &Path, purpose: Purpose) -> Plan {
    let request = ExportRequest {
        form: "intake".to_owned(),
        format: Word(Format::Csv),
        folder: out.to_string_lossy().into_owned(),
        labels: None,
        words: "en".to_owned(),
        separator: None,
        workbook: false,
        files: false,
        purpose: Word(purpose),
        purpose_note: String::new(),
        second: None,
    };
    let plan = app.desk(|desk, now| plan(desk, &request, (now, now))).unwrap();
    plan.settled(app).unwrap()
}

fn looks(app: &App, case: CaseId) -> usize {
    app.desk(|desk, _| Ok(desk.store.access_log(case)?.len())).unwrap()
}

#[test]
fn an_export_that_is_stopped_between_its_pages_is_noted_and_leaves_nothing() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = crowd(folder.path());
    let plan = planned(&app, out.path());
    let mut told = Vec::new();
    let stopped = write(&app, &plan, |done, _| {
        told.push(done);
        if told.len() < 2 { Go::On } else { Go::Stop }
    });
    assert!(matches!(stopped, Err(None)), "{stopped:?}");
    assert!(told[0] < told[1] && told[1] < 230, "{told:?}");
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 0);
    assert!(plan.reading.cases.iter().all(|case| looks(&app, *case) == 1), "each case has its line");
}

#[test]
fn others_are_served_between_two_pages_and_a_lock_ends_the_export() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = crowd(folder.path());
    let plan = planned(&app, out.path());
    let mut served = 0;
    let ended = write(&app, &plan, |_, _| {
        served += usecase::home(&app, &()).map(|_| 1).unwrap_or_default();
        Go::On
    });
    assert_eq!(ended.map(|done| done.interviews).unwrap(), 230);
    assert_eq!(served, 3, "one command for each page");
    app.lock_now();
    let locked = write(&app, &plan, |_, _| Go::On);
    assert!(matches!(&locked, Err(Some(error)) if error.is(ErrorCode::Locked)), "{locked:?}");
    assert_eq!(std::fs::read_dir(out.path()).unwrap().count(), 3, "the interviews and two repeats of the first alone");
}

#[test]
fn only_those_whose_rows_leave_are_noted_as_exported() {
    let (folder, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let app = crowd(folder.path());
    let (all, plan) = (planned(&app, out.path()), plan_for(&app, out.path(), Purpose::Donor));
    let (leave, stay): (Vec<CaseId>, Vec<CaseId>) =
        all.reading.cases.iter().partition(|case| plan.reading.cases.contains(case));
    assert!(!leave.is_empty() && !stay.is_empty(), "the crowd says both");
    let written = write(&app, &plan, |_, _| Go::On).unwrap();
    assert_eq!(written.interviews as usize, plan.reading.interviews.len());
    assert!(leave.iter().all(|case| looks(&app, *case) == 1), "whose row left has a line");
    assert!(stay.iter().all(|case| looks(&app, *case) == 0), "whose did not has none");
    assert!(plan.reading.interviews != all.reading.interviews, "and the order of the rows leads back to nobody");
}
