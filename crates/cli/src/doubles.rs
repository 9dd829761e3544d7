//! `pana people doubles`, `same` and `apart`.

use pana_app::contract::double::{DoubleRequest, DoubleView, DoublesRequest, DoublesView, LinkView};
use pana_app::contract::people::PersonRequest;
use pana_app::{App, usecase};
use serde_json::{Value, json};

use crate::arguments::PeopleCommand;
use crate::people::case_of;
use crate::terminal::Failure;

pub(crate) fn run(app: &App, command: &PeopleCommand) -> Result<Value, Failure> {
    let asked = |case: &str, other: &str, reason: &str| {
        let (case, other) = (case_of(app, case)?, case_of(app, other)?);
        Ok::<_, Failure>(DoubleRequest { case, other, words: reason.to_owned() })
    };
    Ok(match command {
        PeopleCommand::Doubles { case: Some(case), .. } => {
            let case = case_of(app, case)?;
            let view = usecase::doubles_show(app, &PersonRequest { case })?;
            view.perhaps.iter().map(|double| pair(json!(case), double)).collect()
        }
        PeopleCommand::Doubles { case: None, limit } => {
            let pairs = usecase::doubles_list(app, &DoublesRequest { limit: *limit })?;
            pairs.iter().map(|each| pair(json!(each.case), &each.double)).collect()
        }
        PeopleCommand::Same { case, other, reason } => page(&usecase::doubles_join(app, &asked(case, other, reason)?)?),
        PeopleCommand::Apart { case, other, reason } => {
            let parted = usecase::doubles_part(app, &asked(case, other, reason)?)?;
            let meanwhile = parted.meanwhile.iter();
            let meanwhile = meanwhile.map(|row| json!({ "number": row.number, "interviews": row.interviews }));
            let mut said = page(&parted.doubles);
            said["still_by"] = json!(parted.still_by);
            said["meanwhile"] = meanwhile.collect();
            said
        }
        // What is left is answered elsewhere.
        _ => Value::Null,
    })
}

fn pair(case: Value, double: &DoubleView) -> Value {
    json!({
        "a": case,
        "b": double.case,
        "number": double.number,
        "score": f64::from(double.score) / 10.0,
        "why": double.why,
        "why_not": double.why_not,
    })
}

fn page(view: &DoublesView) -> Value {
    let link =
        |link: &LinkView| json!({ "case": link.case, "number": link.number, "words": link.words, "by": link.by });
    json!({
        "joined": view.joined.iter().map(|each| link(&each.link)).collect::<Vec<_>>(),
        "apart": view.apart.iter().map(link).collect::<Vec<_>>(),
    })
}
