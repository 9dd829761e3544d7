//! The lease of a laptop that joined, and the call that renews it.

use std::path::Path;

use pana_app::contract::AppError;
use pana_app::contract::centre::{Agreed, AppState, Role, UnlockRequest};
use pana_app::contract::lease::{LeaseCodeRequest, LeaseUnlockRequest};
use pana_app::contract::meet::{Invited, RevokeRequest};
use pana_app::contract::{Id, Word};
use pana_app::error::ErrorCode;
use pana_app::{App, Clock, usecase};
use pana_model::{MemberId, Moment};

use crate::help::{app_at, secret};
use crate::meet::{OTHER, centre, joined};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The laptop so many days later.
fn later(folder: &Path, days: i64) -> App {
    let now = Clock::system().now().unix_ms();
    app_at(folder, Clock::set_to(Moment::from_unix_ms(now + days * DAY_MS).unwrap()))
}

fn member(app: &App) -> Id<MemberId> {
    let AppState::Locked { members, .. } = usecase::state(app, &()).unwrap() else { panic!("not locked") };
    members[0].id
}

fn unlock(app: &App) -> Result<AppState, AppError> {
    usecase::unlock(app, &UnlockRequest { member: member(app), passphrase: secret(OTHER) })
}

#[test]
fn a_laptop_says_until_when_it_opens_and_after_that_asks_for_a_call_to_a_coordinator() {
    let one = centre();
    let whom = Invited::New { name: "Отабек".to_owned(), role: Word(Role::Worker), grants: Vec::new() };
    let (folder, two) = joined(&one, whom);
    assert_eq!(usecase::home(&two, &()).unwrap().lease, None);
    assert_eq!(usecase::home(&one.helper.app, &()).unwrap().lease, None);
    assert_eq!(usecase::lease_show(&one.helper.app, &()).unwrap(), None);
    assert_eq!(usecase::lease_show(&two, &()).unwrap().unwrap().days, 0);
    drop(two);

    // A wall that is more than thirty days ahead at once is in doubt.
    for day in [20, 45] {
        let two = later(folder.path(), day);
        unlock(&two).unwrap();
        usecase::date_confirm(&two, &()).unwrap();
    }
    let two = later(folder.path(), 45);
    unlock(&two).unwrap();
    let until = usecase::home(&two, &()).unwrap().lease.unwrap().until;
    let far = Moment::parse(&until).unwrap().unix_ms() - Clock::system().now().unix_ms();
    assert!((44 * DAY_MS..=45 * DAY_MS).contains(&far), "{until}");
    drop(two);

    let two = later(folder.path(), 46);
    let over = unlock(&two).unwrap_err();
    assert!(over.is(ErrorCode::LeaseOver), "{over:?}");
    let of = |challenge: &str| LeaseCodeRequest {
        device: "2-ноутбук".to_owned(),
        challenge: challenge.to_owned(),
        taken_out: false,
    };
    let typo = usecase::lease_code(&one.helper.app, &of("7KQM")).unwrap_err();
    assert_eq!((typo.code, typo.args["what"].as_str()), (ErrorCode::LeaseTypo, "challenge"));
    let read = usecase::lease_code(&one.helper.app, &of(&over.args["challenge"])).unwrap();
    let enter = |code: &str| LeaseUnlockRequest { member: member(&two), passphrase: secret(OTHER), code: secret(code) };
    let typo = usecase::lease_unlock(&two, &enter("7KQM")).unwrap_err();
    assert_eq!((typo.code, typo.args["what"].as_str()), (ErrorCode::LeaseTypo, "code"));
    let other = usecase::lease_code(&one.helper.app, &of("0000-0000")).unwrap();
    let wrong = usecase::lease_unlock(&two, &enter(&other.code)).unwrap_err();
    assert!(wrong.is(ErrorCode::LeaseCode), "{wrong:?}");
    let without =
        LeaseUnlockRequest { passphrase: secret("басқа сөз тіркесі ғой"), ..enter(&read.code) };
    assert!(usecase::lease_unlock(&two, &without).unwrap_err().is(ErrorCode::WrongPassphrase));
    usecase::lease_unlock(&two, &enter(&read.code)).unwrap();
    assert_eq!(usecase::home(&two, &()).unwrap().lease, None);
    assert_eq!(usecase::lease_show(&two, &()).unwrap().unwrap().days, 0);
}

#[test]
fn who_is_no_coordinator_gives_no_code() {
    let one = centre();
    let whom = Invited::New { name: "Отабек".to_owned(), role: Word(Role::Supervisor), grants: Vec::new() };
    let (_folder, two) = joined(&one, whom);
    let asked =
        LeaseCodeRequest { device: "2-ноутбук".to_owned(), challenge: "0000-0000".to_owned(), taken_out: false };
    let refused = usecase::lease_code(&two, &asked).unwrap_err();
    assert!(refused.is(ErrorCode::NoRight), "{refused:?}");
}

#[test]
fn a_code_for_a_laptop_that_was_taken_out_is_given_to_whoever_says_that_they_know() {
    let one = centre();
    let whom = Invited::New { name: "Отабек".to_owned(), role: Word(Role::Worker), grants: Vec::new() };
    let (_folder, _two) = joined(&one, whom);
    let app = &one.helper.app;
    let device = "2-ноутбук".to_owned();
    let asked = |taken_out| LeaseCodeRequest { device: device.clone(), challenge: "0000-0000".to_owned(), taken_out };
    assert_eq!(usecase::lease_code(app, &asked(true)).unwrap().device, device, "it stands");
    usecase::device_revoke(app, &RevokeRequest { device: device.clone(), agreed: Agreed::Alone }).unwrap();
    let first = usecase::lease_code(app, &asked(false)).unwrap_err();
    assert_eq!((first.code, first.args["device"].as_str()), (ErrorCode::LeaseTakenOut, device.as_str()));
    assert_eq!(usecase::lease_code(app, &asked(true)).unwrap().code.len(), 11);
}
