//! What is settled after devices have met, as the window and the terminal ask for it.

use pana_app::contract::Id;
use pana_app::contract::centre::{AddMemberRequest, Agreed, ConfirmRequest, GrantRequest, MakeSheetsRequest};
use pana_app::contract::doctor::TakeOverRequest;
use pana_app::error::ErrorCode;
use pana_app::usecase;
use pana_model::MemberId;

use crate::help::{Helper, PASSPHRASE, secret};

fn id_of(helper: &Helper, name: &str) -> Id<MemberId> {
    let members = usecase::member_list(&helper.app, &()).unwrap().members;
    members.into_iter().find(|member| member.name == name).unwrap().id
}

#[test]
fn only_a_coordinator_confirms_and_takes_over_and_only_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let helper = Helper::with_centre(folder.path());
    helper.add_member("Серік", "worker");
    let worker = id_of(&helper, "Серік");
    let requests = [
        TakeOverRequest::Member { member: worker },
        TakeOverRequest::Event { event: "00".repeat(32) },
        TakeOverRequest::Event { event: "no event".to_owned() },
    ];
    let confirm = ConfirmRequest { member: worker, agreed: Agreed::Alone };
    let list = usecase::member_list(&helper.app, &()).unwrap();
    assert!(list.may_confirm && list.suspended.is_empty());
    assert!(usecase::quarantine_list(&helper.app, &()).unwrap().may_take_over);
    assert!(usecase::member_confirm(&helper.app, &confirm).unwrap_err().is(ErrorCode::NotContested));
    for request in &requests {
        assert!(usecase::quarantine_admit(&helper.app, request).unwrap_err().is(ErrorCode::NothingHeld));
    }
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Серік");
    assert!(!usecase::member_list(&helper.app, &()).unwrap().may_confirm);
    assert!(!usecase::quarantine_list(&helper.app, &()).unwrap().may_take_over);
    for request in &requests[..1] {
        assert!(usecase::quarantine_admit(&helper.app, request).unwrap_err().is(ErrorCode::NoRight));
    }
}

#[test]
fn a_coordinator_is_told_that_what_they_change_of_the_centre_waits_in_a_store_that_is_behind() {
    let folder = tempfile::tempdir().unwrap();
    drop(Helper::with_centre(folder.path()));
    let database = folder.path().join("pana.db");
    let older = std::fs::read(&database).unwrap();
    let helper = Helper::unlock(folder.path());
    helper.begin("intake", None);
    drop(helper);
    std::fs::write(&database, older).unwrap();
    let helper = Helper::unlock(folder.path());
    let me = usecase::member_list(&helper.app, &()).unwrap().members[0].id;
    let add = AddMemberRequest {
        name: "Серік".to_owned(),
        role: "worker".parse().unwrap(),
        grants: Vec::new(),
        passphrase: secret(PASSPHRASE),
        agreed: Agreed::Alone,
    };
    let grant = GrantRequest { member: me, grant: "analyst".parse().unwrap(), agreed: Agreed::Alone };
    let refused = [
        usecase::member_add(&helper.app, &add).unwrap_err(),
        usecase::grant_give(&helper.app, &grant).unwrap_err(),
        usecase::sheets_make(&helper.app, &MakeSheetsRequest { agreed: Agreed::Alone }).unwrap_err(),
    ];
    for error in refused {
        assert!(error.is(ErrorCode::StoreBehind), "{error:?}");
    }
    helper.begin("intake", None);
}
