//! A laptop serves the others of its centre in one room.

use std::time::Duration;

use pana_app::contract::centre::Agreed;
use pana_app::contract::interview::FinishRequest;
use pana_app::contract::meet::{InviteEndRequest, InviteStands, Invited, MeetProgress, RevokeRequest};
use pana_app::contract::online::{OnlineInviteRequest, OnlineStage};
use pana_app::contract::people::{SearchRequest, Whose};
use pana_app::contract::room::{RoomOpenRequest, RoomStands, RoomVisitRequest};
use pana_app::contract::{Id, Word};
use pana_app::error::ErrorCode;
use pana_app::{App, usecase};
use pana_model::InterviewId;

use crate::help::{Helper, met};
use crate::meet::{Laptop, amended, centre, joined};

const QUARTER: RoomOpenRequest = RoomOpenRequest { minutes: 15 };

/// Waits until it stands so.
fn stands(app: &App, so: impl Fn(&RoomStands) -> bool) -> RoomStands {
    for _ in 0..6_000 {
        let now = usecase::room_look(app, &()).unwrap().expect("it is shown");
        if so(&now) {
            return now;
        }
        std::thread::park_timeout(Duration::from_millis(10));
    }
    panic!("the room does not come to it")
}

fn serves(app: &App) -> RoomVisitRequest {
    usecase::room_open(app, &QUARTER).unwrap();
    RoomVisitRequest { address: stands(app, |room| room.ready).address }
}

fn person(helper: &Helper) -> Id<InterviewId> {
    let interview = helper.start("intake", None).interview;
    helper.lead(&interview, usize::MAX);
    usecase::interview_finish(&helper.app, &FinishRequest { interview, allow_incomplete: true }).unwrap();
    interview
}

fn people(app: &App) -> u32 {
    usecase::home(app, &()).unwrap().people
}

fn room_is_there(laptop: &Laptop) -> bool {
    laptop.folder.path().join("room").exists()
}

#[test]
fn a_laptop_that_serves_is_met_by_its_address_alone_and_says_who_came() {
    let one = centre();
    person(&one.helper);
    let (_folder, two) = joined(&one, Invited::Me);
    person(&one.helper);
    let visit = serves(&one.helper.app);
    let job = usecase::meet_room(&two, &visit).unwrap();
    let MeetProgress::AtHub { met } = met(&two, &job) else { panic!("met") };
    assert_eq!((met.read.people, met.left, met.forks), (1, 0, 0), "{met:?}");
    assert_eq!(people(&two), 2);
    let room = stands(&one.helper.app, |room| !room.laptops.is_empty());
    assert_eq!(room.laptops.iter().map(|laptop| laptop.name.as_str()).collect::<Vec<_>>(), ["2-ноутбук"]);
    // Whoever opens it again finds the same one.
    assert_eq!(usecase::room_open(&one.helper.app, &QUARTER).unwrap().address, visit.address);
    assert!(room_is_there(&one));
    let ended = usecase::room_close(&one.helper.app, &()).unwrap().unwrap();
    assert!(ended.over && ended.fault.is_none(), "{ended:?}");
    assert!(!room_is_there(&one), "nothing of it stays");
    assert!(usecase::room_visit(&two, &visit).unwrap_err().is(ErrorCode::RoomUnreached));
    assert_eq!(usecase::room_close(&two, &()).unwrap(), None, "it never served");
}

#[test]
fn what_another_laptop_gave_until_the_end_is_taken_in() {
    let one = centre();
    let interview = person(&one.helper);
    let (_folder, two) = joined(&one, Invited::Me);
    let visit = serves(&one.helper.app);
    amended(&two, &one.helper, interview, "Омарова");
    let met = usecase::room_visit(&two, &visit).unwrap();
    assert!(met.given > 0 && met.left == 0, "{met:?}");
    let devices = usecase::device_list(&two, &()).unwrap().devices;
    let lacks: Vec<_> = devices.iter().filter_map(|device| device.lacks).collect();
    assert_eq!(lacks, [0], "the one that serves has said that it has it");
    let ended = usecase::room_close(&one.helper.app, &()).unwrap().unwrap();
    assert_eq!(ended.came, met.given, "{ended:?}");
    let person = &usecase::people_search(
        &one.helper.app,
        &SearchRequest { text: "Омарова".to_owned(), limit: 10, whose: Word(Whose::All) },
    )
    .unwrap()
    .people;
    assert_eq!(person.len(), 1);
}

#[test]
fn a_laptop_that_locks_serves_nobody_and_shows_nothing_of_it_to_whoever_opens_it_next() {
    let one = centre();
    let (_folder, two) = joined(&one, Invited::Me);
    let visit = serves(&one.helper.app);
    usecase::lock(&one.helper.app, &()).unwrap();
    assert_eq!(usecase::room_look(&one.helper.app, &()).unwrap(), None);
    // Once the last answer is given.
    usecase::room_close(&one.helper.app, &()).unwrap();
    assert!(usecase::room_visit(&two, &visit).unwrap_err().is(ErrorCode::RoomUnreached));
    assert!(!room_is_there(&one));
    assert!(usecase::room_open(&one.helper.app, &QUARTER).unwrap_err().is(ErrorCode::Locked));
    one.helper.unlock_again();
    let visit = serves(&one.helper.app);
    assert_eq!(usecase::room_visit(&two, &visit).unwrap().left, 0);
}

#[test]
fn an_invite_of_a_room_ends_with_it() {
    let one = centre();
    serves(&one.helper.app);
    let words = usecase::online_invite(&one.helper.app, &OnlineInviteRequest { whom: Invited::Me }).unwrap();
    assert_eq!(words.address, stands(&one.helper.app, |_| true).address);
    let open = |app: &App| {
        let list = usecase::device_list(app, &()).unwrap().invites;
        list.iter().filter(|invite| invite.state == InviteStands::Open).count()
    };
    assert_eq!(open(&one.helper.app), 1);
    usecase::room_close(&one.helper.app, &()).unwrap();
    assert_eq!(open(&one.helper.app), 0, "nobody could answer it");
    let look = |invite: &str| {
        usecase::online_look(&one.helper.app, &InviteEndRequest { invite: invite.to_owned() }).unwrap().stage
    };
    assert_eq!(look(&words.invite), OnlineStage::Dead);
    // Without a room and a hub there is nobody to ask in by.
    let none = usecase::online_invite(&one.helper.app, &OnlineInviteRequest { whom: Invited::Me });
    assert!(none.unwrap_err().is(ErrorCode::HubNone));
    // One that was left open by a laptop that lost its power ends when the next room opens.
    serves(&one.helper.app);
    let words = usecase::online_invite(&one.helper.app, &OnlineInviteRequest { whom: Invited::Me }).unwrap();
    usecase::lock(&one.helper.app, &()).unwrap();
    one.helper.unlock_again();
    assert_eq!((open(&one.helper.app), look(&words.invite)), (1, OnlineStage::Dead));
    serves(&one.helper.app);
    assert_eq!(open(&one.helper.app), 0);
}

#[test]
fn a_stranger_a_laptop_that_was_taken_out_and_this_one_itself_meet_nobody() {
    let one = centre();
    let (_folder, two) = joined(&one, Invited::Me);
    let visit = serves(&one.helper.app);
    // Whoever is of another centre does not know who answers, and says nothing to it.
    let stranger = centre();
    assert!(usecase::room_visit(&stranger.helper.app, &visit).unwrap_err().is(ErrorCode::RoomOther));
    assert!(usecase::room_visit(&one.helper.app, &visit).unwrap_err().is(ErrorCode::RoomOther));
    assert_eq!(usecase::room_visit(&two, &visit).unwrap().left, 0);
    assert_eq!(stands(&one.helper.app, |room| !room.laptops.is_empty()).laptops.len(), 1);
    let devices = usecase::device_list(&one.helper.app, &()).unwrap().devices;
    let other = devices.into_iter().find(|device| !device.own).unwrap().id;
    usecase::device_revoke(&one.helper.app, &RevokeRequest { device: other.to_string(), agreed: Agreed::Alone })
        .unwrap();
    person(&one.helper);
    // The room knows it at the latest when it looks again.
    for _ in 0..6_000 {
        let met = usecase::room_visit(&two, &visit);
        assert_eq!(people(&two), 0, "what was written after is not served");
        if met.is_err_and(|said| said.is(ErrorCode::RoomUnknown)) {
            return;
        }
    }
    panic!("it is served on");
}
