//! A text as paragraphs of runs: cleaned, cut where it is too long, and what stands in a direction of its own set apart.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization;

use crate::glyphs::{REPLACED, can_print};
use crate::permitted::FieldKind;
use crate::texts::Direction;

mod numbers;
#[cfg(test)]
mod tests;

/// After so many letters of one word a line may break: without that it would leave its column. So many of the broadest
/// letter, in bold, fit.
const LONGEST_WORD: usize = 24;
/// What is set apart and longer than this stands between isolates: a box would not break across lines as text does.
const LONGEST_BOX: usize = 60;
/// A new line takes as much of a sheet as so many letters.
const LINE: usize = 40;

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// The text, in pieces between which a line may break beside where it may anyway.
    pub(crate) pieces: Vec<String>,
    /// The direction of the box it stands in.
    pub(crate) own: Option<Direction>,
}

/// A text made ready.
#[derive(Debug, Default)]
pub(crate) struct Set {
    pub(crate) paragraphs: Vec<Vec<Run>>,
    /// How many signs could not be printed.
    pub(crate) replaced: usize,
    /// Which.
    pub(crate) unprintable: BTreeSet<char>,
    /// Was its end left out?
    pub(crate) was_cut: bool,
}

/// Makes `text` ready for a language written in `direction`, no more than `longest` letters of it.
pub(crate) fn set(text: &str, kind: FieldKind, direction: Direction, longest: usize) -> Set {
    let mut made = Set::default();
    let clean = clean(text, longest, &mut made);
    for line in clean.split('\n') {
        let line = line.trim();
        if !line.is_empty() {
            made.paragraphs.push(paragraph(line, kind, direction));
        }
    }
    made
}

/// One line of text without controls; isolates stay, new lines stay.
fn clean(text: &str, longest: usize, made: &mut Set) -> String {
    let mut clean = String::new();
    let mut room = longest;
    for sign in text.nfc() {
        let sign = match sign {
            '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{b}' | '\u{c}' => '\n',
            '\t' | '\u{a0}' | '\u{2007}' | '\u{202f}' => ' ',
            sign => sign,
        };
        if is_unseen(sign) {
            continue;
        }
        let takes = if sign == '\n' { LINE } else { 1 };
        let Some(left) = room.checked_sub(takes) else {
            made.was_cut = true;
            return cut_at_word(&clean);
        };
        room = left;
        let is_kept = matches!(sign, '\n' | ' ' | '\u{2066}'..='\u{2069}' | '\u{200c}' | '\u{200d}');
        if is_kept || (!sign.is_control() && !is_private(sign) && can_print(sign)) {
            clean.push(sign);
        } else {
            made.replaced = made.replaced.saturating_add(1);
            made.unprintable.insert(sign);
            clean.push(REPLACED);
        }
    }
    clean
}

/// Marks of direction, soft hyphens, blanks of no width, and what chooses between two drawings of a sign: they are not seen, and
/// copied they hinder a search.
fn is_unseen(sign: char) -> bool {
    matches!(
        sign,
        '\r' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{206a}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}' | '\u{e0100}'..='\u{e01ef}'
    )
}

fn is_private(sign: char) -> bool {
    matches!(sign, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
}

fn cut_at_word(text: &str) -> String {
    let end = text.rfind(' ').filter(|at| text.len().saturating_sub(*at) < 80).unwrap_or(text.len());
    let mut kept = text.get(..end).unwrap_or(text).to_owned();
    kept.push('…');
    kept
}

/// Is the sign of a script written from right to left?
pub(crate) fn is_right_to_left(sign: char) -> bool {
    matches!(
        sign,
        '\u{590}'..='\u{5ff}' | '\u{600}'..='\u{605}' | '\u{608}' | '\u{60b}' | '\u{60d}' | '\u{61b}'..='\u{65f}'
            | '\u{66d}'..='\u{6dc}' | '\u{6dd}'..='\u{6ef}' | '\u{6fa}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefe}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}'
    )
}

fn runs_right_to_left(text: &str) -> bool {
    text.chars().any(is_right_to_left)
}

fn runs_left_to_right(text: &str) -> bool {
    text.chars().any(|sign| sign.is_alphabetic() && !is_right_to_left(sign))
}

/// By its first letter, as an isolate is.
fn direction_of(text: &str) -> Direction {
    match text.chars().find(|sign| sign.is_alphabetic()) {
        Some(sign) if is_right_to_left(sign) => Direction::RightToLeft,
        _ => Direction::LeftToRight,
    }
}

fn paragraph(line: &str, kind: FieldKind, direction: Direction) -> Vec<Run> {
    let rtl = direction == Direction::RightToLeft;
    let is_mixed = if rtl { runs_left_to_right(line) } else { runs_right_to_left(line) };
    match kind {
        FieldKind::Name => vec![apart(&plain(line), None, rtl || is_mixed)],
        FieldKind::Number => vec![apart(&plain(line), Some(Direction::LeftToRight), rtl || is_mixed)],
        FieldKind::Words => words(line, rtl, is_mixed),
    }
}

fn plain(text: &str) -> String {
    text.chars().filter(|sign| !matches!(sign, '\u{2066}'..='\u{2069}')).collect()
}

fn words(line: &str, rtl: bool, is_mixed: bool) -> Vec<Run> {
    let mut runs = Vec::new();
    for (text, is_apart) in isolates(line) {
        if is_apart {
            runs.push(apart(&text, None, is_mixed || (rtl && !is_only_right_to_left(&text))));
            continue;
        }
        for (text, number) in numbers::split(&text) {
            match number {
                Some(number) if is_mixed || (rtl && number == numbers::Number::Joined) => {
                    runs.push(apart(&text, Some(Direction::LeftToRight), true));
                }
                _ => runs.push(Run { pieces: pieces(&text), own: None }),
            }
        }
    }
    runs
}

fn is_only_right_to_left(text: &str) -> bool {
    text.chars().all(|sign| is_right_to_left(sign) || sign == ' ')
}

/// What stands between isolates, and what stands outside; nested ones belong to the outermost.
fn isolates(line: &str) -> Vec<(String, bool)> {
    let mut parts = vec![(String::new(), false)];
    let mut depth = 0_usize;
    for sign in line.chars() {
        match sign {
            '\u{2066}'..='\u{2068}' => {
                if depth == 0 {
                    parts.push((String::new(), true));
                }
                depth = depth.saturating_add(1);
            }
            '\u{2069}' => {
                if depth == 1 {
                    parts.push((String::new(), false));
                }
                depth = depth.saturating_sub(1);
            }
            sign => {
                if let Some((text, _)) = parts.last_mut() {
                    text.push(sign);
                }
            }
        }
    }
    parts.retain(|(text, _)| !text.is_empty());
    parts
}

fn apart(text: &str, own: Option<Direction>, needs_a_box: bool) -> Run {
    let own = own.unwrap_or_else(|| direction_of(text));
    if !needs_a_box {
        return Run { pieces: pieces(text), own: None };
    }
    let longest_word = text.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    if text.chars().count() > LONGEST_BOX || longest_word > LONGEST_WORD {
        let opens = if own == Direction::RightToLeft { '\u{2067}' } else { '\u{2066}' };
        return Run { pieces: pieces(&format!("{opens}{text}\u{2069}")), own: None };
    }
    Run { pieces: vec![text.to_owned()], own: Some(own) }
}

/// The text in pieces, none of which holds a word that is longer than a line.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut piece = String::new();
    let mut word = 0_usize;
    for sign in text.chars() {
        word = if sign == ' ' { 0 } else { word.saturating_add(1) };
        piece.push(sign);
        if word >= LONGEST_WORD {
            pieces.push(std::mem::take(&mut piece));
            word = 0;
        }
    }
    if !piece.is_empty() {
        pieces.push(piece);
    }
    pieces
}
