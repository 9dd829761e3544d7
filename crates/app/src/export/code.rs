//! Codes in place of ids: made for one export, so that its rows cannot be laid beside those of another.

use std::collections::BTreeMap;

/// Letters that make no number, no word and no formula.
const LETTERS: [char; 16] = ['b', 'c', 'd', 'f', 'g', 'h', 'j', 'k', 'm', 'n', 'q', 'r', 's', 't', 'v', 'x'];

/// Gives each a code of its own, made of as many random bytes, and puts them in the order of the codes: the order in which people
/// came leads back to them too. Where two draw the same, which happens to nobody, the later takes the next.
pub(crate) fn shuffled<T>(those: Vec<T>, random: Vec<[u8; 8]>) -> (Vec<String>, Vec<T>) {
    let mut coded: BTreeMap<u64, T> = BTreeMap::new();
    for (one, random) in those.into_iter().zip(random) {
        let mut drawn = u64::from_be_bytes(random);
        while coded.contains_key(&drawn) {
            drawn = drawn.wrapping_add(1);
        }
        coded.insert(drawn, one);
    }
    coded.into_iter().map(|(drawn, one)| (code(drawn.to_be_bytes()), one)).unzip()
}

fn code(random: [u8; 8]) -> String {
    let letter = |place: u8| LETTERS.get(usize::from(place)).copied().unwrap_or('x');
    random.iter().flat_map(|byte| [letter(byte >> 4), letter(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_code_of_its_own_and_the_order_is_that_of_the_codes() {
        let (codes, those) = shuffled(vec!["a", "b", "c"], vec![[9; 8], [9; 8], [1; 8]]);
        assert_eq!(those, ["c", "a", "b"], "who draws the same takes the next");
        assert!(codes.is_sorted() && codes.iter().all(|code| code.len() == 16));
        assert_eq!(codes.iter().collect::<std::collections::BTreeSet<_>>().len(), 3);
    }
}
