use pana_forms::read;
use pana_forms::workbook::Workbook;
use pana_model::{CaseId, InterviewId};

use super::*;
use crate::questionnaire::Shape;

/// What is asked of each member, and what follows from it: once made for good, once given in its place, and else nobody's.
const SURVEY: &str = "type,name,label,repeat_count,calculation\ninteger,n,N,,\nbegin_repeat,m,M,${n},\ntext,who,Who,,\n\
                      calculate,grown,,,1 + 1\ninteger,age,Age,,2 + 2\ncalculate,mark,,,once(random())\nend_repeat,,,,\n";

fn household() -> OpenInterview {
    let sheets = [("survey", SURVEY.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    let form = read(&Workbook::from_csv("f", &sheets).unwrap()).form.unwrap();
    let shape = Shape::of(&form);
    let now = Moment::from_unix_ms(0).unwrap();
    let context = Context { now, properties: BTreeMap::new(), last_saved: BTreeMap::new(), seed: 7 };
    let (id, case) = (InterviewId::from_random([1; 16]), CaseId::from_random([2; 16]));
    OpenInterview::new(Subject { id, case, number: String::new() }, Arc::new(AskedForm { form, shape }), context)
}

/// Which rows a count of members writes or takes back.
fn rows(open: &mut OpenInterview, members: &str) -> Vec<(String, bool)> {
    let mut delta = open.session.set("/f/n", Answer::from_text(members)).unwrap();
    open.note(&mut delta);
    let save = open.to_save();
    open.saved(Moment::from_unix_ms(0).unwrap());
    save.answers.into_iter().map(|(at, answer)| (at, answer.is_some())).collect()
}

#[test]
fn of_members_that_go_only_rows_that_may_be_there_are_taken_back() {
    let mut open = household();
    rows(&mut open, "1");
    let of = |rows: &[(String, bool)], end: &str, written: bool| {
        rows.iter().filter(|(at, answer)| at.ends_with(end) && *answer == written).count()
    };
    let come = rows(&mut open, "41");
    assert_eq!([of(&come, "/who", true), of(&come, "/grown", true), of(&come, "/mark", true)], [0, 0, 40]);
    let go = rows(&mut open, "0");
    assert_eq!((of(&go, "/mark", false), of(&go, "/age", false)), (41, 41), "given in its place once, and made once");
    assert_eq!(of(&go, "/grown", false), 0, "what follows from the answers never had a row");
    assert_eq!(go.len(), 83, "and the number itself");
}
