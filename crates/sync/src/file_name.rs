//! What files of parts are called. A name says nothing: not when, not by whom, not which part.

use pana_keys::{Entropy, KeysError};

/// The ending of a part that is whole.
const WHOLE: &str = ".pana";
/// The ending of one that is not yet.
const BEGUN: &str = ".pana.part";

/// A name that nobody can guess, without its ending.
pub(crate) fn make(entropy: &mut dyn Entropy) -> Result<String, KeysError> {
    let mut random = [0; 16];
    entropy.fill(&mut random)?;
    Ok(random.iter().map(|byte| format!("{byte:02x}")).collect())
}

pub(crate) fn whole(stem: &str) -> String {
    format!("{stem}{WHOLE}")
}

pub(crate) fn begun(stem: &str) -> String {
    format!("{stem}{BEGUN}")
}

/// Could a part lie under this name? Whoever copies one may call it what they like, so the ending alone is asked; what
/// begins with a dot is what other systems put beside a file of the same name.
pub(crate) fn may_be_part(name: &str) -> bool {
    let ending = name.len().checked_sub(WHOLE.len()).and_then(|at| name.get(at..));
    !name.starts_with('.') && ending.is_some_and(|ending| ending.eq_ignore_ascii_case(WHOLE))
}

/// Was this left by a writing that was cut off? Only a name that [`make`] makes: it is about to be taken away.
pub(crate) fn is_begun(name: &str) -> bool {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    name.strip_suffix(BEGUN).is_some_and(|stem| stem.len() == 32 && stem.bytes().all(hex))
}

#[cfg(test)]
mod tests {
    use pana_keys::SystemEntropy;

    use super::*;

    #[test]
    fn a_part_is_known_by_its_ending_and_what_was_left_by_its_whole_name() {
        let stem = make(&mut SystemEntropy).unwrap();
        assert_eq!(stem.len(), 32);
        assert!(may_be_part(&whole(&stem)) && !is_begun(&whole(&stem)));
        assert!(is_begun(&begun(&stem)) && !may_be_part(&begun(&stem)));
        assert!(may_be_part("from Aigerim (1).PANA"));
        for other in ["x.pana.txt", "pana", "._x.pana", "", "ә"] {
            assert!(!may_be_part(other), "{other}");
        }
        for other in [".pana.part", "notes.pana.part", "0123456789ABCDEF0123456789ABCDEF.pana.part"] {
            assert!(!is_begun(other), "{other}");
        }
    }
}
