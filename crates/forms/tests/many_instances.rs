//! Repeats of more instances than anybody meant: a number typed wrong, or a form made to take all memory.

#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use pana_forms::workbook::Workbook;
use pana_forms::{Answer, Context, Session, read};
use pana_model::Moment;

fn session(survey: &str) -> Session {
    let sheets = [("survey", survey.as_bytes()), ("settings", &b"form_id\nf\n"[..])];
    let reading = read(&Workbook::from_csv("f", &sheets).unwrap());
    let context = Context {
        now: Moment::from_unix_ms(1_718_400_000_000).unwrap(),
        properties: Default::default(),
        last_saved: Default::default(),
        seed: 1,
    };
    Session::new(reading.form.unwrap(), context)
}

fn answer(session: &Session, at: &str) -> String {
    match session.state(at).map(|state| state.answer) {
        Some(Answer::Value(text)) => text,
        _ => String::new(),
    }
}

#[test]
fn all_instances_that_come_at_once_are_worked_out() {
    let mut survey = "type,name,label,calculation,repeat_count\ninteger,n,N,,\nbegin_repeat,r,R,,${n}\n".to_owned();
    survey.push_str("calculate,c0,,position(..),\n");
    for index in 1..30 {
        survey.push_str(&format!("calculate,c{index},,${{c{}}} + 1,\n", index - 1));
    }
    survey.push_str("end_repeat,,,,\ncalculate,last,,max(${c29}),\ncalculate,all,,sum(${c29}),\n");
    let mut session = session(&survey);
    session.set("/f/n", Answer::Value("10000".to_owned())).unwrap();
    assert_eq!(answer(&session, "/f/last"), "10029");
    assert_eq!(answer(&session, "/f/all"), (30..=10_029_u32).sum::<u32>().to_string());
    session.set("/f/n", Answer::Value("2".to_owned())).unwrap();
    assert_eq!(answer(&session, "/f/all"), "61");
}

#[test]
fn repeats_in_repeats_stop_before_they_take_all_memory() {
    let survey = "type,name,label,calculation,repeat_count\ninteger,n,N,,\nbegin_repeat,r,R,,${n}\n\
                  begin_repeat,s,S,,${n}\ntext,t,T,,\nend_repeat,,,,\nend_repeat,,,,\ncalculate,all,,count(${s}),\n";
    let mut session = session(survey);
    session.set("/f/n", Answer::Value("10000".to_owned())).unwrap();
    let there: usize = answer(&session, "/f/all").parse().unwrap();
    assert!((100_000..500_000).contains(&there), "{there}");
    session.set("/f/n", Answer::Value("3".to_owned())).unwrap();
    assert_eq!(answer(&session, "/f/all"), "9");
}
