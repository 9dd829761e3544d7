//! Names of one frame: their consonants in one order, whatever stands between them.
//!
//! Arabic and Persian leave short vowels out, and every clerk hears them otherwise: محمد is Mohamad, Muhammed, Мұхаммед.
//! The *frame* of a head is what is left of all these, `mhmd`; it gives the words to be compared. [`kinship`] then
//! compares what stands between the consonants, so that Mahmud is no Mohammed, and gives how far two words are apart.
//!
//! Sources: the sounds of letters as in [`super::letters`]; which Arabic letters are one sound in Persian and Turkic
//! languages, and و and ي that are a vowel or a consonant: ICAO Doc 9303 part 3, section 6.B; UNGEGN Arabic (2017), BGN
//! Persian (2019), Pashto (2017).

mod read;

use self::read::read;

/// Vowels between two consonants, as a set of bits; those of Arabic in the upper half, since only long ones are written.
type Vowels = u16;

const A: Vowels = 1;
const E: Vowels = 2;
const I: Vowels = 4;
const O: Vowels = 8;
const U: Vowels = 16;
/// A long a, i, u in Arabic letters; and a letter at which any vowel may be heard (alif at the beginning, ayn).
const LONG_A: Vowels = 32;
const LONG_I: Vowels = 64;
const LONG_U: Vowels = 128;
const ANY: Vowels = 256;
/// An i behind another vowel: Husein, Qusai. It says no more than the vowels themselves, but where a word ends.
const FALLING: Vowels = 512;

/// How far two heads of one frame may be apart for each consonant that they have.
const APART: u16 = 1;
/// Further than any.
const NOT_KIN: u16 = 100;

/// A head as consonants and what stands between them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Frame {
    arabic: bool,
    /// What stands before the first consonant.
    first: Vowels,
    /// Each consonant with what follows it.
    rest: Vec<(char, Vowels)>,
}

/// The frames of a head, as keys. Empty for one without a consonant.
pub fn frames(head: &str) -> Vec<String> {
    let mut keys: Vec<String> = read(head).iter().filter(|frame| !frame.rest.is_empty()).map(Frame::key).collect();
    keys.sort();
    keys.dedup();
    keys
}

/// How far two heads are apart that have a frame in common; `None` when they are two names.
pub fn kinship(asked: &str, stored: &str) -> Option<u16> {
    let (asked, stored) = (read(asked), read(stored));
    let pairs = asked.iter().flat_map(|one| stored.iter().map(move |other| (one, other)));
    pairs.filter(|(one, other)| one.key() == other.key()).filter_map(|(one, other)| one.apart(other)).min()
}

impl Frame {
    /// The consonants, those in one class alike, with `A` before them where a vowel begins the word.
    fn key(&self) -> String {
        let last = self.rest.len().saturating_sub(1);
        let consonants = self.rest.iter().enumerate().map(|(at, (consonant, after))| match consonant {
            'g' => 'k',
            // At the end of a word Turkic languages do not part them: Ахмет is Ахмед, Айып is Айуб.
            // Nor does the e that French writes behind the last consonant: Jude, Yasmine.
            'd' if at == last && *after & !E == 0 => 't',
            'b' if at == last && *after & !E == 0 => 'p',
            'v' if at == last && *after & !E == 0 => 'f',
            other => *other,
        });
        let begins = (self.first != 0).then_some('A');
        begins.into_iter().chain(consonants).collect()
    }

    fn apart(&self, other: &Self) -> Option<u16> {
        let last = self.rest.len().saturating_sub(1);
        let mut sum = between(self, self.first, other, other.first, Place::First);
        for (at, (one, another)) in self.rest.iter().zip(&other.rest).enumerate() {
            sum = sum.saturating_add(match (one.0, another.0) {
                (one, another) if one == another => 0,
                ('k' | 'g', 'k' | 'g') if self.arabic != other.arabic => 0,
                ('k' | 'g', _) => 4,
                _ => 1,
            });
            let place = if at == last { Place::Last } else { Place::Middle };
            // The u behind the v of داوود is in the v of Daud already.
            let u_of_v = one.0 == 'v' && matches!((one.1, another.1), (LONG_U | U, 0) | (0, LONG_U | U));
            if !u_of_v {
                sum = sum.saturating_add(between(self, one.1, other, another.1, place));
            }
        }
        // A last h is mostly no sound, and makes no word longer.
        let heard = self.rest.len().saturating_sub(usize::from(self.rest.last() == Some(&('h', 0))));
        let consonants = u16::try_from(heard).unwrap_or(u16::MAX);
        (sum <= consonants.saturating_mul(APART).saturating_add(u16::from(self.arabic != other.arabic))).then_some(sum)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    First,
    Middle,
    Last,
}

/// How far two sets of vowels at one place are apart.
fn between(one: &Frame, vowels: Vowels, other: &Frame, others: Vowels, place: Place) -> u16 {
    match (one.arabic, other.arabic) {
        (false, false) => of_written(vowels & !FALLING, others & !FALLING, place),
        (true, true) => of_unwritten(vowels, others),
        (true, false) => of_both(others, vowels, place),
        (false, true) => of_both(vowels, others, place),
    }
}

/// Both languages write their vowels.
fn of_written(one: Vowels, other: Vowels, place: Place) -> u16 {
    let near = [(A, O), (O, U), (A, E), (E, I)];
    let has = |set: Vowels, vowel: Vowels| set & vowel != 0;
    match (one == 0, other == 0) {
        _ if one == other => 0,
        // An ending tells a woman from a man: Ибраева is not Ибраев.
        (true, _) | (_, true) if place == Place::Last => NOT_KIN,
        (true, _) | (_, true) => 3,
        _ if has(one, other) => 1,
        _ if near.iter().any(|(a, b)| (has(one, *a) && has(other, *b)) || (has(one, *b) && has(other, *a))) => 2,
        _ if place == Place::First => 3,
        _ => 5,
    }
}

/// Both languages write only long vowels: داود is داوود, رحمن is رحمان.
const fn of_unwritten(one: Vowels, other: Vowels) -> u16 {
    match (one & !ANY, other & !ANY) {
        (one, other) if one == other => 0,
        (0, _) | (_, 0) => 2,
        _ => NOT_KIN,
    }
}

/// One writes all vowels, the other only long ones.
fn of_both(written: Vowels, long: Vowels, place: Place) -> u16 {
    let (written, falls) = (written & !FALLING, written & FALLING != 0);
    let long_ones = long & !ANY;
    if long_ones == 0 {
        return match written {
            0 => 0,
            // French writes an e that nobody hears.
            E if place == Place::Last => 2,
            _ if place == Place::Last && long == 0 => NOT_KIN,
            _ if long & ANY != 0 => u16::from(written.count_ones() > 1),
            // Long u and i are mostly written: where they are not, another name is likelier.
            written if written & (A | E | O) == 0 => 2,
            written if written.count_ones() > 1 => 2,
            _ => 0,
        };
    }
    let heard = [(LONG_A, A | E | O), (LONG_I, I | E), (LONG_U, U | O)];
    let fits = heard.iter().all(|(letter, vowels)| long_ones & letter == 0 || written & vowels != 0);
    match fits {
        // An a behind the i at the end would be written: علي is no Юлия.
        true if place == Place::Last && written & A != 0 && !falls && long_ones & LONG_A == 0 => 2,
        true => 0,
        // ى is an a at the end of many names: موسى is Musa.
        false if place == Place::Last && long_ones == LONG_I && written & A != 0 => 1,
        false => NOT_KIN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::name::fold::{heads, small};

    fn kin(one: &str, other: &str) -> Option<u16> {
        let heads = |word: &str| heads(&small(word));
        let others = heads(other);
        heads(one).iter().flat_map(|one| others.iter().filter_map(move |other| kinship(one, other))).min()
    }

    fn check_kin(spellings: &[&str]) {
        for (at, one) in spellings.iter().enumerate() {
            for other in spellings.iter().skip(at + 1) {
                assert!(kin(one, other).is_some(), "{one} and {other} are one name");
                assert_eq!(kin(one, other), kin(other, one), "{one} {other}");
            }
        }
    }

    #[test]
    fn one_name_is_known_across_scripts_and_vowels() {
        check_kin(&["محمد", "Mohamad", "Muhammed", "Мұхаммед", "Mukhammed", "Mohammed"]);
        check_kin(&["حسين", "Hussein", "Хусейн", "Hossein"]);
        check_kin(&["علي", "Ali", "Әли"]);
        check_kin(&["عبدالرحمن", "Abdulrahman", "Абдулрахман"]);
        check_kin(&["فاطمة", "Fatima", "Фатима", "Fatimah"]);
        check_kin(&["يوسف", "Yusuf", "Юсуф"]);
        check_kin(&["يوسف", "Youssef"]);
        check_kin(&["داود", "Dawood", "Давуд", "Daud", "داوود"]);
        check_kin(&["موسى", "Musa", "Мұса"]);
        check_kin(&["احمدی", "Ahmadi", "Ахмади"]);
        check_kin(&["عثمان", "Osman", "Усман"]);
        check_kin(&["رمضان", "Ramadan"]);
        check_kin(&["رمضان", "Рамазан"]);
        check_kin(&["Александр", "Олександр", "Oleksandr"]);
        check_kin(&["Ахмет", "Ahmed"]);
        check_kin(&["Фёдор", "Fiodor"]);
        check_kin(&["Ўткир", "O'tkir"]);
        check_kin(&["Сергей", "Сергій"]);
        check_kin(&["عبدالله", "Abdullah", "Абдулла"]);
        check_kin(&["گلبدین", "Gulbadin"]);
        check_kin(&["صباح", "Sabah"]);
        check_kin(&["صالح", "Saleh", "Салех"]);
        check_kin(&["نبيه", "Nabih"]);
        check_kin(&["زكية", "Zakia", "Zakiya"]);
        check_kin(&["نجيب", "Nagib"]);
        check_kin(&["نجيب", "Najib"]);
        check_kin(&["ظافر", "Dhafer"]);
        check_kin(&["ظافر", "Zafer"]);
        check_kin(&["مظهر", "Mazhar", "Мазхар"]);
        check_kin(&["إسحاق", "Ishak", "Исхак"]);
        check_kin(&["فتحي", "Fathi"]);
        check_kin(&["فؤاد", "Fouad", "Фуад"]);
        check_kin(&["جوانا", "Joanna"]);
        check_kin(&["ياسمين", "Yasmine"]);
        check_kin(&["جود", "Jude"]);
        check_kin(&["قصي", "Qusai"]);
        check_kin(&["عمرو", "Amr"]);
    }

    #[test]
    fn two_names_stay_two() {
        for (one, other) in [
            ("Mohammed", "Mahmud"),
            ("محمود", "Mohammed"),
            ("Ибраев", "Ибраева"),
            ("Hasan", "Hussein"),
            ("حسن", "Husseini"),
            ("Марат", "Мұрат"),
            ("Марат", "Мерет"),
            ("Галина", "Калина"),
            ("Юсуф", "Асиф"),
            ("Айгүл", "Оглы"),
            ("Ли", "Али"),
            ("Сара", "Сәуле"),
            ("علي", "Юлия"),
        ] {
            assert_eq!(kin(one, other), None, "{one} {other}");
        }
    }
}
