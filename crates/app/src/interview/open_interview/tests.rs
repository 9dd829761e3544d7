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
    OpenInterview::new(subject(), asked(&Workbook::from_csv("f", &sheets).unwrap()), context())
}

fn asked(workbook: &Workbook) -> Arc<AskedForm> {
    let form = read(workbook).form.unwrap();
    let shape = Shape::of(&form);
    Arc::new(AskedForm { form, shape })
}

fn context() -> Context {
    let now = Moment::from_unix_ms(0).unwrap();
    Context { now, properties: BTreeMap::new(), last_saved: BTreeMap::new(), seed: 7 }
}

fn subject() -> Subject {
    Subject { id: InterviewId::from_random([1; 16]), case: CaseId::from_random([2; 16]), number: String::new() }
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

#[test]
fn what_a_form_sets_over_a_calculation_is_there_again_after_a_break() {
    let xform = "<h:html xmlns='http://www.w3.org/2002/xforms' xmlns:h='http://www.w3.org/1999/xhtml'><h:head><h:title>f</h:title><model><instance><data id='f'><a/><go/><sum/></data></instance><bind nodeset='/data/sum' calculate='/data/a + 1'/></model></h:head><h:body><input ref='/data/a'/><input ref='/data/go'><setvalue event='xforms-value-changed' ref='/data/sum' value='50'/></input></h:body></h:html>";
    let asked = asked(&Workbook::from_xform("f.xml", xform).unwrap());
    let mut open = OpenInterview::new(subject(), Arc::clone(&asked), context());
    let mut kept = BTreeMap::new();
    for (at, text, sum) in [("/data/a", "4", "5"), ("/data/go", "x", "50"), ("/data/go", "y", "50")] {
        let mut delta = open.session.set(at, Answer::from_text(text)).unwrap();
        open.note(&mut delta);
        for (at, answer) in open.to_save().answers {
            match answer {
                Some(answer) => drop(kept.insert(at, answer)),
                None => drop(kept.remove(&at)),
            }
        }
        open.saved(Moment::from_unix_ms(0).unwrap());
        assert_eq!(open.session.value_of("/data/sum"), Some(sum));
        let from = Stored { answers: &kept, instances: &BTreeMap::new(), status: Status::Draft };
        let again = OpenInterview::restore(subject(), Arc::clone(&asked), &context(), from);
        assert_eq!(again.session.value_of("/data/sum"), Some(sum), "after {at}");
    }
}
