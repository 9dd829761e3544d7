//! More than one file holds.

use pana_casework::path::{InInterview, LogPath};
use pana_record::Op;

use super::*;

/// Says of the picture that was attached that it is so long.
fn say_length(store: &mut Store, case: CaseId, length: u64) {
    let interview = InterviewId::from_random([77; 16]);
    let mut stored = store.files(interview).unwrap()["photo.jpg"].clone();
    stored.length = length;
    let path = LogPath::Interview { id: interview, within: InInterview::File("scan.jpg") }.to_string();
    let op = Op::set(path, stored.to_value(), Vec::new());
    store
        .transact(&Asked::of(Act::Transfer), now(), |tx| {
            let reading = tx.next_reading()?;
            tx.case_event((Stream::Centre, case), EventKind::Attach, vec![op], reading)
        })
        .unwrap();
}

#[test]
fn what_does_not_fit_into_one_file_is_said_before_anything_is_proposed() {
    let mut two = two();
    let (case, to) = (person(&mut two.here.1), two.to());
    agrees(&mut two.here.1, case, &consent(to, ConsentAnswer::Given, &[WHOLE_CASE]));
    assert!(!two.here.1.transfer_preview(case, now()).unwrap().too_large);
    say_length(&mut two.here.1, case, 256 << 20);
    assert!(two.here.1.transfer_preview(case, now()).unwrap().too_large);
    let before = two.here.1.person(case).unwrap().history.len();
    let done = two.here.1.transfer_propose(&ask(case, to, false), now());
    assert_eq!(fault_of(done), TransferFault::TooLarge);
    assert!(two.here.1.transfers(now()).unwrap().is_empty(), "nothing waits for an answer");
    assert_eq!(two.here.1.person(case).unwrap().history.len(), before);
}
