//! `pana people doubles`, `same` and `apart`.

use pana_app::contract::Id;
use pana_app::contract::double::{DoubleRequest, DoubleView, DoublesRequest, DoublesView, LinkView};
use pana_app::contract::people::PersonRequest;
use pana_app::{App, usecase};
use pana_model::CaseId;
use serde_json::{Map, Value, json};

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
            view.perhaps.iter().map(|double| pair(case, double)).collect()
        }
        PeopleCommand::Doubles { case: None, limit } => {
            let pairs = usecase::doubles_list(app, &DoublesRequest { limit: *limit })?;
            pairs.iter().map(|each| pair(each.case, &each.double)).collect()
        }
        PeopleCommand::Same { case, other, reason } => {
            Value::Object(parts(&usecase::doubles_join(app, &asked(case, other, reason)?)?))
        }
        PeopleCommand::Apart { case, other, reason } => {
            let parted = usecase::doubles_part(app, &asked(case, other, reason)?)?;
            let meanwhile = parted.meanwhile.iter();
            let meanwhile = meanwhile.map(|row| json!({ "number": row.number, "interviews": row.interviews }));
            let mut said = parts(&parted.doubles);
            said.insert("still_by".to_owned(), json!(parted.still_by));
            said.insert("meanwhile".to_owned(), meanwhile.collect());
            Value::Object(said)
        }
        // What is left is answered elsewhere.
        _ => Value::Null,
    })
}

fn pair(case: Id<CaseId>, double: &DoubleView) -> Value {
    json!({
        "a": case,
        "b": double.case,
        "number": double.number,
        "score": f64::from(double.score) / 10.0,
        "why": double.why,
        "why_not": double.why_not,
    })
}

fn parts(view: &DoublesView) -> Map<String, Value> {
    let link =
        |link: &LinkView| json!({ "case": link.case, "number": link.number, "words": link.words, "by": link.by });
    let joined = view.joined.iter().map(|each| link(&each.link)).collect();
    let apart = view.apart.iter().map(link).collect();
    Map::from_iter([("joined".to_owned(), joined), ("apart".to_owned(), apart)])
}
