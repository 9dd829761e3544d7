//! Answering whichever question is in focus, by keyboard alone.

use crate::app::{App, key, plain};
use crate::poll::until;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The question in focus, as the screen shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Where it stands, instances included.
    pub at: String,
    /// The questionnaire's word for its type.
    pub kind: String,
    /// `blank`, `value`, `partial`, `declined`, `unknown` or `later`.
    pub state: String,
    /// What is typed or chosen; several choices with spaces between, in the order of the screen.
    pub value: String,
    /// Everything up to here is on disk.
    pub saved: bool,
    /// Choosing goes on to the next question by itself.
    pub quick: bool,
    /// The names of the offered choices, in the order of the screen.
    pub choices: Vec<String>,
}

impl Question {
    /// The last word of its place.
    #[must_use]
    pub fn name(&self) -> &str {
        self.at.rsplit('/').next().unwrap_or_default()
    }

    /// Does it hold what was said to it?
    #[must_use]
    pub fn holds(&self, said: &Said) -> bool {
        match said {
            Said::Typed(text) => self.value == *text,
            Said::Chosen(names) => self.value == names.join(" "),
            Said::Declined => self.state == "declined",
            Said::Unknown => self.state == "unknown",
            Said::Later => self.state == "later",
            Said::Nothing => true,
        }
    }
}

/// What a person says to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// A text, a number or a date, as typed.
    Typed(String),
    /// The names of the chosen answers.
    Chosen(Vec<String>),
    /// Does not wish to answer.
    Declined,
    /// Does not know.
    Unknown,
    /// Ask later.
    Later,
    /// Goes on without a word: notes, and questions that may stay blank.
    Nothing,
}

/// What the person of a story says: by the question's name, else by its type.
#[derive(Debug, Clone, Default)]
pub struct Person {
    by_name: BTreeMap<String, Said>,
}

impl Person {
    /// Says this to the question of that name.
    #[must_use]
    pub fn says(mut self, name: &str, what: Said) -> Self {
        self.by_name.insert(name.to_owned(), what);
        self
    }

    /// Types this at the question of that name.
    #[must_use]
    pub fn types(self, name: &str, text: &str) -> Self {
        self.says(name, Said::Typed(text.to_owned()))
    }

    /// Chooses this at the question of that name.
    #[must_use]
    pub fn picks(self, name: &str, choices: &[&str]) -> Self {
        self.says(name, Said::Chosen(choices.iter().map(|choice| (*choice).to_owned()).collect()))
    }

    /// What is said to a question.
    #[must_use]
    pub fn answer(&self, question: &Question) -> Said {
        if let Some(said) = self.by_name.get(question.name()) {
            return said.clone();
        }
        match question.kind.as_str() {
            "text" => Said::Typed(format!("Өз сөзі: {}", question.name())),
            "integer" => Said::Typed("1".to_owned()),
            "decimal" => Said::Typed("1.5".to_owned()),
            "date" => Said::Typed("2024-02-10".to_owned()),
            "select_one" | "select_multiple" | "acknowledge" => {
                let first =
                    question.choices.iter().find(|name| !["none", "other", "no_problem"].contains(&name.as_str()));
                Said::Chosen(first.or_else(|| question.choices.first()).cloned().into_iter().collect())
            }
            _ => Said::Nothing,
        }
    }
}

/// One question with what was said to it and shown as saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Where.
    pub at: String,
    /// What.
    pub said: Said,
}

/// The question in focus. A value of several fields is put together as `2026-03-04T14:30`, `43.2 76.8`, `43.2 76.8;43.3 76.8`.
const READ: &str = "const q = document.querySelector('[data-testid=question]'); if (!q) return null;
    const boxes = [...q.querySelectorAll('[data-testid^=choice-]')].filter(box => box.type === 'radio' || box.type === 'checkbox' || box.getAttribute('role') === 'option');
    const name = box => box.dataset.testid.slice(7);
    const part = id => q.querySelector(`[data-testid=${id}]`)?.value ?? '';
    const filled = (ids, between, width) => ids.map(part).filter(x => x !== '').map(x => x.padStart(width, '0')).join(between);
    const typed = q.querySelector('[data-testid=answer]')?.value;
    const moment = [filled(['date-year', 'date-month', 'date-day'], '-', 2), filled(['time-hour', 'time-minute'], ':', 2)].filter(x => x !== '').join('T');
    const place = filled(['place-latitude', 'place-longitude', 'place-altitude', 'place-accuracy'], ' ', 0);
    const points = [...q.querySelectorAll('.points > li')].map((_, i) => filled([`point-${i}-latitude`, `point-${i}-longitude`], ' ', 0)).filter(x => x !== '').join(';');
    const on = box => box.checked || box.getAttribute('aria-selected') === 'true';
    return { at: q.dataset.at, kind: q.dataset.type, state: q.dataset.answer, saved: q.dataset.saved === 'yes', quick: q.dataset.quick === 'yes',
             value: boxes.length ? boxes.filter(on).map(name).join(' ') : (typed ?? (moment || place || points)), choices: boxes.map(name) };";

/// Reads the question in focus, if the interview is on the screen.
pub async fn question(app: &App) -> Option<Question> {
    let found = app.script(READ, Vec::new()).await.ok()?;
    let text = |name: &str| found.get(name).and_then(Value::as_str).map(plain).unwrap_or_default();
    let names = found.get("choices").and_then(Value::as_array);
    Some(Question {
        at: found.get("at")?.as_str()?.to_owned(),
        kind: text("kind"),
        state: text("state"),
        value: text("value"),
        saved: found.get("saved").and_then(Value::as_bool).unwrap_or_default(),
        quick: found.get("quick").and_then(Value::as_bool).unwrap_or_default(),
        choices: names.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
    })
}

/// Answers from the question in focus on, until `stop` says so or the review is on the screen.
///
/// # Errors
/// If a question does not take its answer, or the interview does not go on.
pub async fn answer_until(app: &App, person: &Person, mut stop: impl FnMut(&Question) -> bool) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    let mut filled = BTreeSet::new();
    loop {
        let here = until("a question or the review", || async {
            if app.shows("screen-review").await {
                return Some(None);
            }
            question(app).await.map(Some)
        })
        .await?;
        let Some(here) = here else { return Ok(told) };
        if stop(&here) {
            return Ok(told);
        }
        if here.kind == "repeat" && filled.insert(here.at.clone()) && !app.shows("repeat-row").await {
            // One more person, one more stop: the button's own key.
            app.press(key::CONTROL_ENTER).await?;
            until("the first question of the new one", || async {
                question(app).await.filter(|now| now.at != here.at)
            })
            .await?;
            continue;
        }
        let said = person.answer(&here);
        if !here.holds(&said) {
            say(app, &here, &said).await.with_context(|| format!("answering {} ({})", here.at, here.kind))?;
        }
        told.push(Told { at: here.at.clone(), said });
        go_on(app, &here).await?;
    }
}

/// Says something to the question in focus and waits until it is shown as saved.
///
/// # Errors
/// If the question does not take it.
pub async fn say(app: &App, here: &Question, said: &Said) -> Result<()> {
    let wanted = match said {
        Said::Typed(text) => {
            write(app, here, text).await?;
            "value"
        }
        Said::Chosen(names) => {
            for name in names {
                pick(app, here, name).await?;
            }
            "value"
        }
        Said::Declined => press_state(app, key::F3, "declined").await?,
        Said::Unknown => press_state(app, key::F2, "unknown").await?,
        Said::Later => press_state(app, key::F4, "later").await?,
        Said::Nothing => return Ok(()),
    };
    if here.quick && here.kind == "select_one" && wanted == "value" {
        return until(&format!("the question after {}, by itself", here.at), || async {
            let review = app.shows("screen-review").await;
            (review || question(app).await?.at != here.at).then_some(())
        })
        .await;
    }
    until(&format!("{} to be saved as {wanted}", here.at), || async {
        let now = question(app).await?;
        // A date with unknown parts is a value too, as far as this helper goes.
        let state = now.state == wanted || (wanted == "value" && now.state == "partial");
        (now.saved && state).then_some(())
    })
    .await
}

/// Goes to the next question by Enter.
///
/// # Errors
/// If the question does not change.
pub async fn go_on(app: &App, from: &Question) -> Result<()> {
    step(app, from, key::ENTER).await
}

/// Goes back to the previous question.
///
/// # Errors
/// If the question does not change.
pub async fn go_back(app: &App, from: &Question) -> Result<()> {
    app.click("back").await?;
    until("the previous question", || async { question(app).await.filter(|now| now.at != from.at) }).await?;
    Ok(())
}

async fn step(app: &App, from: &Question, keys: &str) -> Result<()> {
    if question(app).await.is_some_and(|now| now.at == from.at) {
        app.press(keys).await?;
    }
    let moved = until(&format!("the question after {}", from.at), || async {
        if app.shows("screen-review").await {
            return Some(());
        }
        question(app).await.filter(|now| now.at != from.at).map(|_| ())
    })
    .await;
    match moved {
        Ok(()) => Ok(()),
        Err(error) => bail!("{error}; the page shows: {}", app.page().await),
    }
}

async fn press_state(app: &App, keys: &str, state: &'static str) -> Result<&'static str> {
    app.press(keys).await?;
    Ok(state)
}

async fn write(app: &App, here: &Question, text: &str) -> Result<()> {
    match here.kind.as_str() {
        "date" | "time" | "datetime" => {
            let (day, clock) =
                if here.kind == "time" { ("", text) } else { text.split_once('T').unwrap_or((text, "")) };
            write_parts(app, &["date-year", "date-month", "date-day"], day.split('-')).await?;
            return write_parts(app, &["time-hour", "time-minute"], clock.split(':')).await;
        }
        "geopoint" => {
            let fields = ["place-latitude", "place-longitude", "place-altitude", "place-accuracy"];
            return write_parts(app, &fields, text.split(' ')).await;
        }
        "geotrace" | "geoshape" => {
            for (index, point) in text.split(';').enumerate() {
                let fields = [format!("point-{index}-latitude"), format!("point-{index}-longitude")];
                write_parts(app, &fields.each_ref().map(String::as_str), point.split(' ')).await?;
            }
            return Ok(());
        }
        _ => {}
    }
    until(&format!("the field of {}", here.at), || async {
        app.client().active_element().await.ok()?.attr("data-testid").await.ok()?.filter(|id| id == "answer")
    })
    .await?;
    app.press(text).await
}

/// Writes each part into its field; a part that is empty leaves its field alone.
async fn write_parts<'a>(app: &App, fields: &[&str], parts: impl Iterator<Item = &'a str>) -> Result<()> {
    for (id, part) in fields.iter().zip(parts).filter(|(_, part)| !part.is_empty()) {
        app.type_into(id, part).await?;
    }
    Ok(())
}

/// Chooses by the key of the answer's number, else by going to it with the arrow and pressing Space.
async fn pick(app: &App, here: &Question, name: &str) -> Result<()> {
    // A single choice may have spaces in its name.
    let is_chosen = |here: &Question| here.value == name || here.value.split(' ').any(|chosen| chosen == name);
    if is_chosen(here) {
        return Ok(());
    }
    let Some(index) = here.choices.iter().position(|choice| choice == name) else {
        bail!("{name} is not offered; offered are {:?}", here.choices);
    };
    if app.shows("choice-list").await {
        // A closed list: what is typed is sought, and Enter takes the first that fits.
        let label = app
            .script(
                "return document.querySelector(`[data-testid=\"choice-${arguments[0]}\"]`).textContent.trim()",
                vec![name.into()],
            )
            .await?;
        app.type_into("choice-list", label.as_str().unwrap_or(name)).await?;
        app.press(key::ENTER).await?;
    } else if index < 9 && here.kind != "range" {
        app.press(&(index + 1).to_string()).await?;
    } else {
        app.arrow_to(&format!("choice-{name}"), key::DOWN).await?;
        app.press(key::SPACE).await?;
    }
    until(&format!("{name} to be chosen"), || async {
        let now = question(app).await?;
        (now.at != here.at || is_chosen(&now)).then_some(())
    })
    .await
}
