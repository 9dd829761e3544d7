//! Names where none may stand.

use crate::paper::Paper;
use crate::print::LetterError;

/// Refuses a sheet on whose slip, in whose title or in whose codes a permitted name stands.
///
/// What the slip says of the centre is not looked at: streets are called after people.
pub(crate) fn names(paper: &Paper<'_>) -> Result<(), LetterError> {
    let outside = folded(&outside(paper).join("\n"));
    for field in paper.permitted.names() {
        for name in field.value.each() {
            let name = folded(name.trim());
            // A name of one letter stands in any text.
            if name.chars().count() > 2 && stands_in(&outside, &name) {
                return Err(LetterError::NameOutside { code: field.code.clone() });
            }
        }
    }
    Ok(())
}

fn outside<'t>(paper: &'t Paper<'_>) -> Vec<&'t str> {
    let mut texts: Vec<&str> = paper.head.title.each().collect();
    texts.extend(paper.head.references.iter().flat_map(|reference| reference.value.each()));
    texts.extend(paper.head.qr.iter().flat_map(|qr| qr.says.each().chain([qr.text.as_str()])));
    if let Some(slip) = &paper.slip {
        texts.push(&slip.code);
        let said = [&slip.cut, &slip.title, &slip.how, &slip.code_label];
        texts.extend(said.into_iter().chain(&slip.answers).chain(&slip.by_hand).flat_map(|said| said.each()));
        texts.extend(slip.qr.iter().flat_map(|qr| qr.says.each().chain([qr.text.as_str()])));
    }
    texts
}

fn folded(text: &str) -> String {
    text.chars().filter(|sign| !matches!(sign, '\u{2066}'..='\u{2069}')).flat_map(char::to_lowercase).collect()
}

/// As words of their own: `Али` does not stand in `Алия`.
fn stands_in(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, found)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at.saturating_add(found.len())..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}
