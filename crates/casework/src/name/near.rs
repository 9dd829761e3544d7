//! Words that differ from another by a slip of the finger: a letter wrong, left out or put in, or two swapped. What is one
//! letter in Cyrillic (ш, ч, ж, ц) is two in a head, and one slip all the same.
//!
//! The heads of a store lie in order, and are not all looked at. [`Near::look`] is shown one, says whether it is near, and
//! names the next place in that order where one may be: after `mrat`, of which nothing that begins so is near `айгул`,
//! everything up to the next beginning that may be is passed over. So one slip in a word costs a few hundred looks
//! among any number of names.

/// Shortest word in which one slip is looked for, in letters as typed.
const ONE_FROM: usize = 4;
/// Shortest word in which two are.
const TWO_FROM: usize = 8;

/// Two letters of a head that were one as it was typed.
const fn are_one(first: char, second: char) -> bool {
    matches!((first, second), ('s' | 'c' | 'z', 'h') | ('t', 's'))
}

/// The head of a word that may be mistyped.
#[derive(Debug, Clone)]
pub struct Near {
    asked: Vec<char>,
    most: usize,
}

/// What is said of a head.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Looked {
    /// How many slips it is away, where it is near.
    pub slips: Option<usize>,
    /// The first text, in the order of code points, that may be the beginning of the next one; `None`: there is no more.
    pub next: Option<String>,
}

/// For each letter asked for: how many slips up to it.
type Row = Vec<usize>;

impl Near {
    /// Of a head of a word with so many letters as typed; `None` for one too short to be near another.
    pub fn of(head: &str, typed: usize) -> Option<Self> {
        let most = match typed {
            TWO_FROM.. => 2,
            ONE_FROM.. => 1,
            _ => return None,
        };
        let asked: Vec<char> = head.chars().collect();
        (asked.len() > most).then_some(Self { asked, most })
    }

    /// Where looking begins: two slips are looked for only behind the first letter, which is seldom mistyped.
    pub fn first(&self) -> String {
        if self.most > 1 { self.asked.iter().take(1).collect() } else { String::new() }
    }

    /// Looks at a head.
    pub fn look(&self, head: &str) -> Looked {
        let letters: Vec<char> = head.chars().collect();
        if self.most > 1 && letters.first() != self.asked.first() {
            return Looked { slips: None, next: None };
        }
        let mut rows = vec![(0..=self.asked.len()).collect::<Row>()];
        for (at, letter) in letters.iter().enumerate() {
            let row = self.row(&rows, &letters, at, *letter);
            if self.is_over(&rows, &row) {
                return Looked { slips: None, next: self.next(&rows, &letters, at) };
            }
            rows.push(row);
        }
        let slips = rows.last().and_then(|row| row.last()).copied().filter(|slips| *slips <= self.most);
        // Whatever begins with this head is longer, and comes next.
        Looked { slips, next: Some(format!("{head}\u{2}")) }
    }

    /// The row behind the letter at a place (Damerau and Levenshtein, no letter changed twice).
    fn row(&self, rows: &[Row], letters: &[char], at: usize, letter: char) -> Row {
        let get = |row: Option<&Row>, at: usize| row.and_then(|row| row.get(at)).copied().unwrap_or(usize::MAX);
        let (above, two_above) = (rows.get(at), at.checked_sub(1).and_then(|at| rows.get(at)));
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
        let mut row: Row = vec![at.saturating_add(1)];
        let mut last = None;
        for (column, asked) in self.asked.iter().enumerate() {
            let replaced = get(above, column).saturating_add(usize::from(*asked != letter));
            let left_out = get(above, column.saturating_add(1)).saturating_add(1);
            let put_in = row.last().copied().unwrap_or(usize::MAX).saturating_add(1);
            let swapped = match column.checked_sub(1) {
                Some(column) if before == Some(*asked) && last == Some(letter) => {
                    get(two_above, column).saturating_add(1)
                }
                _ => usize::MAX,
            };
            let mut least = replaced.min(left_out).min(put_in).min(swapped);
            if before.is_some_and(|before| are_one(before, letter)) {
                let one_more = get(two_above, column.saturating_add(1)).min(get(two_above, column));
                least = least.min(one_more.saturating_add(1));
            }
            if let Some(column) = column.checked_sub(1)
                && last.is_some_and(|last| are_one(last, *asked))
            {
                let one_less = row.get(column).copied().unwrap_or(usize::MAX).min(get(above, column));
                least = least.min(one_less.saturating_add(1));
            }
            row.push(least);
            last = Some(*asked);
        }
        row
    }

    /// Is nothing near that begins so? A swap that is half done counts as what it will be.
    fn is_over(&self, rows: &[Row], row: &Row) -> bool {
        let least = |row: &Row| row.iter().min().copied().unwrap_or(usize::MAX);
        let half = rows.last().map_or(usize::MAX, least).saturating_add(1);
        least(row) > self.most && half > self.most
    }

    /// The next text where the letter at a place is another one, or one before it is.
    fn next(&self, rows: &[Row], letters: &[char], at: usize) -> Option<String> {
        for place in (0..=at).rev() {
            let wrong = letters.get(place).copied()?;
            let fitting = self.fitting(rows, letters, place, wrong);
            if let Some(letter) = fitting {
                let kept = letters.iter().take(place);
                return Some(kept.copied().chain(std::iter::once(letter)).collect());
            }
        }
        None
    }

    /// The first letter after `wrong` with which something may still be near.
    fn fitting(&self, rows: &[Row], letters: &[char], place: usize, wrong: char) -> Option<char> {
        let any = char::from_u32(u32::from(wrong).saturating_add(1))?;
        let row = rows.get(place)?;
        if row.iter().any(|slips| *slips < self.most) {
            return Some(any);
        }
        let at_most = |row: &Row, column: usize, most: usize| row.get(column).is_some_and(|slips| *slips <= most);
        let before = place.checked_sub(1).and_then(|at| letters.get(at));
        let two_above = place.checked_sub(1).and_then(|at| rows.get(at));
        // The second letter of two that are one.
        let slack = two_above.is_some_and(|row| row.iter().any(|slips| *slips < self.most));
        let second = before.filter(|_| slack).and_then(|before| match before {
            's' | 'c' | 'z' => Some('h'),
            't' => Some('s'),
            _ => None,
        });
        let letters = self.asked.iter().enumerate().filter(|(column, asked)| {
            let goes_on = at_most(row, *column, self.most);
            // The second letter of a swap: the one asked for before it is here already, in its place.
            let swaps = self.asked.get(column.saturating_add(1)) == before
                && two_above.is_some_and(|row| at_most(row, *column, self.most.saturating_sub(1)));
            **asked >= any && (goes_on || swaps)
        });
        letters.map(|(_, asked)| *asked).chain(second.filter(|second| *second >= any)).min()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    /// Every head that is near, and how many were looked at.
    fn near(asked: &str, heads: &BTreeSet<String>) -> (Vec<(String, usize)>, usize) {
        let Some(near) = Near::of(asked, asked.chars().count()) else { return (Vec::new(), 0) };
        let (mut found, mut looks, mut from) = (Vec::new(), 0, Some(near.first()));
        while let Some(place) = from {
            let Some(head) = heads.range(place..).next() else { break };
            looks += 1;
            let looked = near.look(head);
            found.extend(looked.slips.map(|slips| (head.clone(), slips)));
            from = looked.next;
        }
        (found, looks)
    }

    fn set(heads: &[&str]) -> BTreeSet<String> {
        heads.iter().map(|head| (*head).to_owned()).collect()
    }

    #[test]
    fn each_slip_of_the_finger_is_near() {
        let heads = set(&["aigul", "marat", "nurlan", "shcherbakova", "abdrahmanova", "ainash", "rozhkov"]);
        for (typed, meant) in [
            ("ainar", "ainash"),
            ("aina", "ainash"),
            ("rokov", "rozhkov"),
            ("aigol", "aigul"),
            ("agul", "aigul"),
            ("aaigul", "aigul"),
            ("iagul", "aigul"),
            ("aiglu", "aigul"),
            ("narat", "marat"),
            ("urlan", "nurlan"),
            ("abdramhanvoa", "abdrahmanova"),
            ("aichul", "aigul"),
            ("aishgul", "aigul"),
            ("maat", "marat"),
        ] {
            let found = near(typed, &heads).0;
            assert!(found.iter().any(|(head, _)| head == meant), "{typed}: {found:?}");
        }
        assert_eq!(near("mar", &heads).0, [], "too short");
        assert_eq!(near("marigul", &heads).0, [], "two slips in a short word");
    }

    /// The same by the book, over all.
    fn distance(one: &str, other: &str) -> usize {
        let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
        let mut rows = vec![vec![0; other.len() + 1]; one.len() + 1];
        for i in 0..=one.len() {
            for j in 0..=other.len() {
                rows[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let same = usize::from(one[i - 1] != other[j - 1]);
                    let mut least = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + same);
                    if i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1] {
                        least = least.min(rows[i - 2][j - 2] + 1);
                    }
                    if i > 1 && are_one(one[i - 2], one[i - 1]) {
                        least = least.min(rows[i - 2][j].min(rows[i - 2][j - 1]) + 1);
                    }
                    if j > 1 && are_one(other[j - 2], other[j - 1]) {
                        least = least.min(rows[i][j - 2].min(rows[i - 1][j - 2]) + 1);
                    }
                    least
                };
            }
        }
        rows[one.len()][other.len()]
    }

    proptest! {
        #[test]
        fn what_is_passed_over_is_not_near(
            heads in proptest::collection::btree_set("[abcishzt]{2,10}", 1..60),
            asked in "[abcishzt]{4,10}",
        ) {
            let most = if asked.len() >= 8 { 2 } else { 1 };
            let by_all: Vec<(String, usize)> = heads
                .iter()
                .map(|head| (head.clone(), distance(&asked, head)))
                .filter(|(head, slips)| *slips <= most && (most == 1 || head.as_bytes()[0] == asked.as_bytes()[0]))
                .collect();
            prop_assert_eq!(near(&asked, &heads).0, by_all);
        }
    }

    #[test]
    fn of_many_names_few_are_looked_at() {
        let letters = ["a", "e", "i", "o", "u", "b", "d", "k", "l", "m", "n", "r", "s", "t"];
        let mut heads = BTreeSet::new();
        for n in 0..40_000_usize {
            let at = |place: u32| letters[n * 7919 / 14_usize.pow(place) % 14];
            heads.insert([at(0), at(1), at(2), at(3), at(4), at(5)].concat());
        }
        assert!(heads.len() > 20_000);
        let (_, looks) = near("marlan", &heads);
        assert!(looks < 1_500, "{looks} looks");
    }
}
