//! How long the members of a large household take to come, inside the app, from the request to the text of the reply:
//! `members_times DATA MEMBERS`, where DATA is an empty folder. A centre is made, a questionnaire published that counts a
//! repeat by a question, and that question answered with so many; then with none, with as many again, and the draft opened
//! anew. Prints one JSON object: milliseconds, and how long the replies are.
#![allow(clippy::print_stdout, reason = "a command for the terminal")]

use std::error::Error;
use std::path::PathBuf;
use std::time::Instant;

use pana_app::contract::AppError;
use pana_app::{App, Clock, NoSurface, Start, usecase};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

type Done<T> = Result<T, Box<dyn Error>>;

/// What is asked of each member.
const SURVEY: &str = "type,name,label,relevant,constraint,repeat_count,calculation\n\
                      text,place,Place,,,,\ninteger,members,Members,,,,\n\
                      begin_repeat,member,Member,,,${members},\ntext,called,Name,,,,\n\
                      integer,age,Age,,. >= 0 and . <= 120,,\nselect_one yn,school,At school,${age} < 18,,,\n\
                      calculate,grown,,,,,\"if(${age} >= 18, 1, 0)\"\nend_repeat,,,,,,\n\
                      calculate,grown_up,,,,,sum(${grown})\nnote,so_many,${grown_up} of ${members},,,,\n";
const CHOICES: &str = "list_name,name,label\nyn,yes,Yes\nyn,no,No\n";
const SETTINGS: &str = "form_id,form_title,version\nmembers_times,Members,1\n";

fn main() -> Done<()> {
    let (Some(data), Some(members)) = (std::env::args().nth(1).map(PathBuf::from), std::env::args().nth(2)) else {
        return Err("members_times DATA MEMBERS".into());
    };
    let form = tempfile::tempdir()?;
    for (sheet, text) in [("survey", SURVEY), ("choices", CHOICES), ("settings", SETTINGS)] {
        std::fs::write(form.path().join(sheet).with_extension("csv"), text)?;
    }
    let app = App::start(&data, Clock::system(), Start::Own, NoSurface);
    let centre = json!({ "centre": "Orda", "member": "Aru", "passphrase": "six words that open nothing else", "practice": true });
    timed(&app, usecase::centre_create, centre)?;
    let reading = timed(&app, usecase::form_read, json!({ "path": form.path() }))?.reply;
    timed(&app, usecase::form_publish, json!({ "reading": reading.get("reading") }))?;
    let case = timed(&app, usecase::interview_start, json!({ "form": "intake", "case": null }))?.reply;
    let start = json!({ "form": "members_times", "case": case.get("case") });
    let view = timed(&app, usecase::interview_start, start)?.reply;
    let interview = view.get("interview").cloned().unwrap_or_default();
    let answer = |at: &str, value: &str| {
        let request = json!({ "interview": interview, "at": at, "answer": { "state": "value", "value": value } });
        timed(&app, usecase::interview_answer, request)
    };
    // The interview begins with its first answer.
    answer("/members_times/place", "here")?;
    let come = answer("/members_times/members", &members)?;
    let go = answer("/members_times/members", "0")?;
    let again = answer("/members_times/members", &members)?;
    let opened = timed(&app, usecase::interview_open, json!({ "interview": interview }))?;
    println!(
        "{}",
        json!({ "come_ms": come.ms, "come_bytes": come.bytes, "go_ms": go.ms, "go_bytes": go.bytes, "again_ms": again.ms,
            "opened_ms": opened.ms, "opened_bytes": opened.bytes })
    );
    Ok(())
}

struct Timed {
    ms: f64,
    bytes: usize,
    reply: Value,
}

/// The reply of a use-case, and the milliseconds until its text was there.
fn timed<Request: DeserializeOwned, Reply: Serialize>(
    app: &App,
    command: impl Fn(&App, &Request) -> Result<Reply, AppError>,
    request: Value,
) -> Done<Timed> {
    let request = serde_json::from_value(request)?;
    let begun = Instant::now();
    let text = serde_json::to_string(&command(app, &request)?)?;
    let ms = begun.elapsed().as_secs_f64() * 1_000.0;
    Ok(Timed { ms, bytes: text.len(), reply: serde_json::from_str(&text)? })
}
