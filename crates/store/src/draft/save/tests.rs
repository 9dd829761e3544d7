use pana_model::{CaseId, InstanceId};

use super::*;
use crate::testing::{centre, now};
use crate::{ForWhom, StartInterview, StoredAnswer};

const MEMBERS: u8 = 200;

/// A save of so many members with an answer each, or of none with their answers taken back.
fn members(come: bool) -> DraftSave {
    let ids: Vec<InstanceId> = (0..MEMBERS).map(|nth| InstanceId::from_random([nth; 16])).collect();
    let answer = || come.then(|| StoredAnswer::Value("1".to_owned()));
    let answers = ids.iter().map(|id| (format!("/f/m[{id}]/age"), answer())).collect();
    let list = if come { ids } else { Vec::new() };
    DraftSave { answers, instances: [("/f/m".to_owned(), list)].into(), ..DraftSave::default() }
}

#[test]
fn rows_of_members_are_looked_for_where_no_long_list_lies_beside_them() {
    let (_dir, mut store) = centre();
    let interview = InterviewId::from_random([7; 16]);
    let whom = ForWhom::New(CaseId::from_random([8; 16]));
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream: Stream::Centre, whom };
    store.interview_start(&start, now()).unwrap();
    // What whoever looks for one row may have to read through: the longest of those beside it.
    let watch = "CREATE TEMP TABLE read (bytes INTEGER);
         CREATE TEMP TRIGGER put BEFORE INSERT ON main.draft_row BEGIN
             INSERT INTO read SELECT max(length(sealed)) FROM main.draft_row; END;
         CREATE TEMP TRIGGER gone AFTER DELETE ON main.draft_row BEGIN
             INSERT INTO read SELECT max(length(sealed)) FROM main.draft_row; END;";
    store.connection().execute_batch(watch).unwrap();
    for come in [true, false, true] {
        store.draft_save(interview, &members(come), now()).unwrap();
    }
    let seen = |sql: &str| store.connection().query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert!(seen("SELECT max(length(sealed)) FROM main.draft_row") > 5_000, "the list itself is long");
    assert!(seen("SELECT count(*) FROM read") >= 3 * i64::from(MEMBERS));
    assert_eq!(seen("SELECT count(*) FROM read WHERE bytes > 2000"), 1, "once, to write it anew");
    assert_eq!(store.draft(interview).unwrap().answers.len(), usize::from(MEMBERS));
}
