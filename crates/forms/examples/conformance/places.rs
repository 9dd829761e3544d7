//! Elements that are named by their id: `//xhtml:div[@id="x"]` by its place, `/html[1]/body[1]/div[3]`. Attributes and
//! prefixes are not of the subset, but what `randomize()` makes of a list is, and it was recorded of such lists.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// The expression of a shuffle with places for ids; `None` for any other, and where an element is not there.
pub(crate) fn of(expression: &str, document: &str) -> Option<String> {
    let mut parts = expression.strip_prefix("randomize(")?.split("//xhtml:");
    let mut out = format!("randomize({}", parts.next()?);
    for part in parts {
        let (_, rest) = part.split_once("[@id=\"")?;
        let (id, rest) = rest.split_once("\"]")?;
        out.push_str(&place(document, id)?);
        out.push_str(rest);
    }
    Some(out.replace("xhtml:", ""))
}

/// Where the element of an id stands.
fn place(document: &str, id: &str) -> Option<String> {
    let mut reader = Reader::from_str(document);
    // Elements under way: their places, and how many of each name have begun in them.
    let mut open: Vec<(String, HashMap<String, usize>)> = vec![(String::new(), HashMap::new())];
    loop {
        let event = reader.read_event().ok()?;
        let (start, closes) = match &event {
            Event::Start(start) => (start, false),
            Event::Empty(start) => (start, true),
            Event::End(_) => {
                open.pop();
                continue;
            }
            Event::Eof => return None,
            _ => continue,
        };
        let (above, counts) = open.last_mut()?;
        let name = start.name().as_ref().to_owned();
        let count = counts.entry(name.clone()).or_default();
        *count = count.saturating_add(1);
        let here = format!("{above}/{name}[{count}]");
        if has_id(start, id) {
            return Some(here);
        }
        if !closes {
            open.push((here, HashMap::new()));
        }
    }
}

fn has_id(start: &BytesStart<'_>, id: &str) -> bool {
    start.try_get_attribute("id").ok().flatten().is_some_and(|found| *found.value == *id)
}
