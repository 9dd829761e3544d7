//! Any text as markdown tables: what is read can be opened.
#![no_main]

use libfuzzer_sys::fuzz_target;
use pana_forms::{Context, Session, read, workbook::Workbook};
use pana_model::Moment;

fuzz_target!(|text: &str| {
    let Ok(workbook) = Workbook::from_markdown("form.md", text) else { return };
    if let Some(form) = read(&workbook).form {
        let now = Moment::from_unix_ms(1_718_400_000_000).unwrap();
        let context = Context { now, properties: Default::default(), last_saved: Default::default(), seed: 1 };
        let session = Session::new_with_first_instances(form, context);
        let _states = session.order().iter().map(|at| (session.state(at), session.choices(at))).count();
    }
});
