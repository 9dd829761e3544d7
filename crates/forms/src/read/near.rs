//! What somebody may have meant who made a slip of the pen.

use std::cell::Cell;

/// So many letters may be changed, missing, added or swapped with their neighbour.
const SLIPS: usize = 2;
/// So many words are looked at for one workbook: a file made to be slow is not helped for ever.
const WORDS: usize = 1_000_000;

/// Is one word made of the other by a slip or two? A short word has room for one only.
pub(crate) fn is_near(left: &str, right: &str) -> bool {
    distance(left, right).is_some()
}

fn distance(left: &str, right: &str) -> Option<usize> {
    let (left_length, right_length) = (left.chars().count(), right.chars().count());
    let short = left_length.min(right_length);
    let most = if short > 3 { SLIPS } else { 1 };
    if left_length.abs_diff(right_length) > most || short < 2 {
        return None;
    }
    Some(strsim::osa_distance(left, right)).filter(|distance| *distance <= most)
}

/// Finds the nearest of many words, as long as its budget lasts.
#[derive(Debug)]
pub(crate) struct Nearest {
    left: Cell<usize>,
}

impl Nearest {
    pub(crate) const fn new() -> Self {
        Self { left: Cell::new(WORDS) }
    }

    /// The word nearest to `wanted`, the first of equals. O(words).
    pub(crate) fn of<'w>(&self, wanted: &str, words: impl ExactSizeIterator<Item = &'w str>) -> Option<&'w str> {
        self.left.set(self.left.get().checked_sub(words.len())?);
        let near = words.filter_map(|word| Some((distance(wanted, word)?, word)));
        near.min().map(|(_, word)| word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_near_and_another_word_is_not() {
        for (left, right) in [("town", "twon"), ("origin_country", "origin_contry"), ("age", "agee"), ("тілі", "тілі2")]
        {
            assert!(is_near(left, right), "{left} {right}");
        }
        for (left, right) in [("age", "sex"), ("a", "b"), ("town", "time"), ("name", "gender")] {
            assert!(!is_near(left, right), "{left} {right}");
        }
    }

    #[test]
    fn the_nearest_is_found_until_the_budget_is_spent() {
        let nearest = Nearest::new();
        let words = ["householder", "household", "town"];
        assert_eq!(nearest.of("housebold", words.into_iter()), Some("household"));
        let many = vec!["word"; WORDS];
        assert_eq!(nearest.of("word", many.iter().copied()), None);
    }
}
