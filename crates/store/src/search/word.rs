//! What was typed, word by word: which keys a word may fit, and how well each does.

use std::collections::BTreeMap;

use pana_casework::{
    AskedName, CaseNumber, Near, birth_queries, cleaned, fit, head_of, is_of_household, key_of_head, phone_queries,
    short_year_queries,
};
use pana_model::PartialDate;
use rusqlite::Connection;

use crate::disk::StoreError;
use crate::table::search_key::{Matched, Range};
use crate::table::{draft_token, view_token};

/// Words looked for at once; of more, the longest.
const WORDS: usize = 8;
/// Names with other vowels that are compared with a word at most.
const KIN_LOOKED_AT: usize = 400;
/// Places in the order of names that are looked at for slips in a word at most.
const SLIPS_LOOKED_AT: usize = 3_000;
/// Names of unfinished interviews that are compared at most.
const DRAFTS_LOOKED_AT: usize = 2_000;

/// A word of a query.
pub(super) struct Word {
    /// Ranges of keys that may fit, the best first.
    pub(super) ranges: Vec<Range>,
    /// It need not fit.
    pub(super) is_optional: bool,
    how: How,
}

enum How {
    /// A name, with heads that are near it and how near.
    Name { asked: AskedName, near: BTreeMap<String, u16> },
    /// A number or a date: how well a whole key of each range fits; a longer one is a beginning.
    Other(Vec<u16>),
}

impl Word {
    fn of_ranges(ranges: Vec<(Range, u16)>) -> Self {
        let (ranges, fits) = ranges.into_iter().unzip();
        Self { ranges, is_optional: false, how: How::Other(fits) }
    }

    fn of_name(sql: &Connection, asked: AskedName) -> Result<Self, StoreError> {
        let mut ranges: Vec<Range> = asked.exact().map(|key| Range::prefix(Matched::Name, &key)).collect();
        let add = |ranges: &mut Vec<Range>, range: Range| {
            if !ranges.contains(&range) {
                ranges.push(range);
            }
        };
        asked.whole().for_each(|head| add(&mut ranges, Range::prefix(Matched::Name, &key_of_head(head))));
        asked.beginnings().for_each(|head| add(&mut ranges, Range::prefix(Matched::Name, head)));
        let is_optional = asked.is_article;
        let mut word = Self { ranges, is_optional, how: How::Name { asked, near: BTreeMap::new() } };
        word.add_kin(sql)?;
        Ok(word)
    }

    /// How well a key fits; `None` where it does not.
    pub(super) fn fit(&self, kind: Matched, key: &str) -> Option<u16> {
        match &self.how {
            How::Name { asked, near } => {
                if kind != Matched::Name {
                    return None;
                }
                let added = if is_of_household(key) { fit::OF_HOUSEHOLD } else { 0 };
                let by_head = near.get(head_of(key)).map(|fit| fit.saturating_add(added));
                asked.fit(key).into_iter().chain(by_head).min()
            }
            How::Other(fits) => {
                let fitting = self.ranges.iter().zip(fits).filter(|(range, _)| range.holds(kind, key));
                fitting.map(|(range, fit)| if range.from == key { *fit } else { fit::BEGINNING }).min()
            }
        }
    }

    /// Adds names that are this one with other vowels.
    fn add_kin(&mut self, sql: &Connection) -> Result<(), StoreError> {
        let How::Name { asked, .. } = &self.how else { return Ok(()) };
        let mut found = BTreeMap::new();
        let drafts = draft_token::heads(sql, DRAFTS_LOOKED_AT)?;
        let mut heads: Vec<String> = drafts.into_iter().collect();
        for frame in asked.frames() {
            heads.extend(view_token::heads_of_frame(sql, &frame, KIN_LOOKED_AT)?);
        }
        for head in heads {
            if let Some(apart) = asked.kinship(&head)
                && !asked.whole().any(|whole| whole == head)
            {
                found.insert(head, fit::KIN.saturating_add(apart));
            }
        }
        self.add_near(found);
        Ok(())
    }

    /// Adds names from which this one differs by a slip of the finger. Says whether there are any.
    pub(super) fn add_slips(&mut self, sql: &Connection) -> Result<bool, StoreError> {
        let How::Name { asked, near } = &self.how else { return Ok(false) };
        let mut found: BTreeMap<String, u16> = BTreeMap::new();
        let drafts = draft_token::heads(sql, DRAFTS_LOOKED_AT)?;
        let mut looks = 0_usize;
        for own in asked.heads().iter().filter_map(|head| Near::of(head, asked.letters())) {
            let mut keep = |head: &str, slips: Option<usize>| {
                let Some(slips) = slips.and_then(|slips| u16::try_from(slips).ok()).filter(|slips| *slips > 0) else {
                    return;
                };
                if !near.contains_key(head) && !asked.whole().any(|whole| whole == head) {
                    let fit = slips.saturating_mul(fit::SLIP);
                    found.entry(head.to_owned()).and_modify(|known| *known = fit.min(*known)).or_insert(fit);
                }
            };
            drafts.iter().for_each(|head| keep(head, own.look(head).slips));
            let mut place = Some(own.first());
            while let Some(from) = place.filter(|_| looks < SLIPS_LOOKED_AT) {
                looks = looks.saturating_add(1);
                let Some(head) = view_token::head_at(sql, &from)? else { break };
                let looked = own.look(&head);
                keep(&head, looked.slips);
                place = looked.next;
            }
        }
        let any = !found.is_empty();
        self.add_near(found);
        Ok(any)
    }

    fn add_near(&mut self, found: BTreeMap<String, u16>) {
        let How::Name { near, .. } = &mut self.how else { return };
        let mut order: Vec<(&String, &u16)> = found.iter().collect();
        order.sort_by_key(|(_, fit)| **fit);
        let ranges = order.into_iter().map(|(head, _)| Range::prefix(Matched::Name, &key_of_head(head)));
        self.ranges.extend(ranges);
        near.extend(found);
    }
}

/// The words of a query. Empty for a text without a letter or a digit.
pub(super) fn words(sql: &Connection, text: &str) -> Result<Vec<Word>, StoreError> {
    if let Some(word) = one_thing(text) {
        return Ok(vec![word]);
    }
    let (mut words, names) = numbers_and_names(&cleaned(text));
    let mut asked = AskedName::all_of(&names);
    asked.sort_by_key(|word| std::cmp::Reverse(word.letters()));
    asked.dedup();
    for name in asked.into_iter().take(WORDS) {
        words.push(Word::of_name(sql, name)?);
    }
    Ok(words)
}

/// A text that is a case number, a date or a telephone number, or as much of one as is typed.
fn one_thing(text: &str) -> Option<Word> {
    if let Ok(number) = text.parse::<CaseNumber>() {
        return Some(Word::of_ranges(vec![(Range::prefix(Matched::Number, &number.search_key()), fit::EXACT)]));
    }
    if let Some(births) = births(&birth_queries(text)) {
        return Some(births);
    }
    let phones = phone_queries(text);
    let mut ranges: Vec<(Range, u16)> =
        phones.iter().map(|phone| (Range::prefix(Matched::Phone, phone), fit::EXACT)).collect();
    let key = CaseNumber::query_key(text);
    let written = cleaned(text.trim());
    let is_of_one_piece = written.contains(|c: char| c.is_ascii_digit()) && !written.contains(' ');
    if key.len() >= 2 && key.is_ascii() && is_of_one_piece {
        ranges.push((Range::prefix(Matched::Number, &key), fit::EXACT));
    }
    (!ranges.is_empty()).then(|| Word::of_ranges(ranges))
}

/// Dates of birth that fit: those asked for; and where a day is, people of whom only the month or year is known.
fn births(dates: &[PartialDate]) -> Option<Word> {
    let mut ranges = Vec::new();
    for date in dates {
        ranges.push((Range::prefix(Matched::Birth, &date.to_string()), fit::EXACT));
        let shown = date.to_string();
        for known in [7, 4].into_iter().filter(|known| *known < shown.len()) {
            let part: String = shown.chars().take(known).collect();
            ranges.push((Range::whole(Matched::Birth, &part), fit::BEGINNING));
        }
    }
    (!ranges.is_empty()).then(|| Word::of_ranges(ranges))
}

/// Parts the numbers and dates of a text from its names: `айгүл 94`, `Айгүл 14 03 1994 ж.`.
fn numbers_and_names(text: &str) -> (Vec<Word>, String) {
    let (mut words, mut names, mut run) = (Vec::new(), String::new(), String::new());
    for token in text.split_whitespace().chain(std::iter::once("")) {
        let longer = format!("{run} {token}");
        let goes_on = !token.is_empty()
            && (!token.contains(char::is_alphabetic) || (!run.is_empty() && !birth_queries(&longer).is_empty()));
        if goes_on {
            run = longer;
            continue;
        }
        read_run(run.trim(), &mut words, &mut names);
        run.clear();
        match token.parse::<CaseNumber>() {
            Ok(number) => {
                let range = Range::prefix(Matched::Number, &number.search_key());
                words.push(Word::of_ranges(vec![(range, fit::EXACT)]));
            }
            Err(_) if short_year_queries(token).is_empty() => names.extend([" ", token]),
            Err(_) => words.extend(births(&short_year_queries(token))),
        }
    }
    (words, names)
}

/// Reads what stands together without a letter: one date or telephone number, or several.
fn read_run(run: &str, words: &mut Vec<Word>, names: &mut String) {
    let read = |text: &str| {
        births(&birth_queries(text)).or_else(|| births(&short_year_queries(text))).or_else(|| {
            let phones = phone_queries(text).into_iter();
            let ranges: Vec<_> = phones.map(|phone| (Range::prefix(Matched::Phone, &phone), fit::EXACT)).collect();
            (!ranges.is_empty()).then(|| Word::of_ranges(ranges))
        })
    };
    if run.is_empty() {
        return;
    }
    if let Some(word) = read(run) {
        words.push(word);
        return;
    }
    for token in run.split_whitespace() {
        match read(token) {
            Some(word) => words.push(word),
            None => names.extend([" ", token]),
        }
    }
}
