//! Any bytes as sheets in CSV, with any separator, and as a list beside the form: what is read can be opened, and comes back
//! from the files that are written of it as what it was.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pana_forms::{Context, Session, read, to_csv, workbook::Workbook};
use pana_model::Moment;

fuzz_target!(|input: (&[u8], &[u8], &[u8])| {
    let (survey, choices, list) = input;
    let sheets = [("survey", survey), ("choices", choices), ("settings", &b"form_id,version\nf,1\n"[..])];
    let Ok(mut workbook) = Workbook::from_csv("form", &sheets) else { return };
    workbook.files.insert("list.csv".to_owned(), list.to_vec());
    let Some(form) = read(&workbook).form else { return };
    let written = to_csv(&form);
    let written: Vec<(&str, &[u8])> = written.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let mut again = Workbook::from_own_csv("form", &written).unwrap();
    again.files = workbook.files;
    assert_eq!(read(&again).form.map(|form| form.hash()), Some(form.hash()));
    let now = Moment::from_unix_ms(1_718_400_000_000).unwrap();
    let context = Context { now, properties: Default::default(), last_saved: Default::default(), seed: 1 };
    let session = Session::new_with_first_instances(form, context);
    let _states = session.order().iter().map(|at| (session.state(at), session.choices(at))).count();
});
