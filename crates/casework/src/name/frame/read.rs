//! Heads read as frames, in Latin and in Arabic letters.

use super::super::fold::is_vowel;
use super::super::letters::is_arabic;
use super::{A, ANY, E, FALLING, Frame, I, LONG_A, LONG_I, LONG_U, O, U, Vowels};

/// Frames of one head at most.
const FRAMES_MOST: usize = 6;

/// The frames that a head may have, by the letters that it is written in.
pub(super) fn read(head: &str) -> Vec<Frame> {
    if head.contains(is_arabic) {
        return read_arabic(head);
    }
    let letters: Vec<char> = head.chars().collect();
    // Where a vowel is on each side two letters may be two sounds: Mazhar, Ishak.
    let parts = letters
        .windows(4)
        .any(|around| matches!(around, [before, 's' | 'z', 'h', after] if is_vowel(*before) && is_vowel(*after)));
    let mut frames = vec![read_latin(&letters, &PAIRS)];
    if parts {
        frames.push(read_latin(&letters, &[]));
    }
    frames
}

/// The consonants of two letters, as heads have them, and the letter that stands for each here.
const PAIRS: [(char, char, char); 4] = [('s', 'h', 'w'), ('c', 'h', 'c'), ('z', 'h', 'j'), ('t', 's', 'x')];

fn read_latin(letters: &[char], pairs: &[(char, char, char)]) -> Frame {
    let at = |at: usize| letters.get(at).copied();
    let mut frame = Frame::default();
    let mut next = 0;
    while let Some(letter) = at(next) {
        let after = at(next.saturating_add(1));
        let pair = pairs.iter().find(|(one, two, _)| letter == *one && after == Some(*two));
        next = next.saturating_add(if pair.is_some() { 2 } else { 1 });
        let before = next.checked_sub(2).and_then(at);
        let sound = match letter {
            _ if pair.is_some() => pair.map_or(letter, |(_, _, sound)| *sound),
            // The u of Дәулет and Уәли is the w of Dawlet and Wali.
            'u' if matches!(before, Some('a' | 'e' | 'o')) => 'v',
            'u' if before.is_none() && after.is_some_and(is_vowel) => 'v',
            other => other,
        };
        frame.add(sound);
    }
    frame
}

impl Frame {
    fn add(&mut self, sound: char) {
        let vowel = match sound {
            'a' => A,
            'e' => E,
            'i' => I,
            'o' => O,
            'u' => U,
            consonant => {
                self.rest.push((consonant, 0));
                return;
            }
        };
        self.add_vowel(vowel);
    }

    fn add_vowel(&mut self, vowel: Vowels) {
        match self.rest.last_mut() {
            Some((_, after)) => *after |= if *after & (A | E) != 0 && vowel == I { vowel | FALLING } else { vowel },
            None => self.first |= vowel,
        }
    }
}

/// What an Arabic letter is heard as.
#[derive(Clone, Copy)]
enum Heard {
    Consonant(char),
    Vowel(Vowels),
    Nothing,
}

use Heard::{Consonant, Nothing, Vowel};

fn read_arabic(head: &str) -> Vec<Frame> {
    let letters: Vec<char> = head.chars().collect();
    let mut frames = vec![Frame { arabic: true, ..Frame::default() }];
    for at in 0..letters.len() {
        let heard = heard(&letters, at);
        let ways = if frames.len().saturating_mul(heard.len()) <= FRAMES_MOST { heard.len() } else { 1 };
        let before = std::mem::take(&mut frames);
        for way in heard.into_iter().take(ways) {
            frames.extend(before.iter().cloned().map(|mut frame| {
                match way {
                    Consonant(sound) => frame.rest.push((sound, 0)),
                    Vowel(vowel) => frame.add_vowel(vowel),
                    Nothing => {}
                }
                frame
            }));
        }
    }
    frames
}

/// What the letter at a place is heard as, the likeliest first.
fn heard(letters: &[char], at: usize) -> Vec<Heard> {
    let letter = letters.get(at).copied().unwrap_or(' ');
    let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied();
    let after = letters.get(at.saturating_add(1)).copied();
    match letter {
        'ا' if at == 0 => vec![Vowel(ANY)],
        // The article within Abdulrahman and Abdullah: any vowel or none.
        'ا' if after == Some('ل') && at >= 2 => vec![Nothing],
        'ا' => vec![Vowel(LONG_A)],
        'ع' => vec![Vowel(ANY)],
        // It parts Amr from Omar on paper, and is not heard.
        'و' if after.is_none() && letters == ['ع', 'م', 'ر', 'و'] => vec![Nothing],
        'و' if at > 0 && after == Some('ا') => vec![Consonant('v'), Vowel(LONG_U)],
        'و' if at == 0 || (before == Some('ا') && at >= 2) => vec![Consonant('v')],
        'و' if before == Some('و') => vec![Vowel(LONG_U)],
        'و' => vec![Vowel(LONG_U), Consonant('v')],
        'ي' => vec![Vowel(LONG_I)],
        'ه' if after.is_none() && !matches!(before, Some('ا' | 'و') | None) => vec![Vowel(LONG_A), Consonant('h')],
        // The last h of Salah and the one of Fathi are not seen in what Latin letters are brought to.
        'ح' | 'ه' if after.is_none() || before == Some('ت') => vec![Consonant('h'), Nothing],
        'ل' if before == Some('ل') => vec![Nothing],
        // Before such a letter the article is not heard as it is written: Abdurrahman.
        'ل' if at >= 3 && before == Some('ا') && after.is_some_and(|c| "تثدذرزسشصضطظن".contains(c)) => {
            vec![Consonant('l'), Nothing]
        }
        _ => consonants(letter).iter().map(|sound| Consonant(*sound)).collect(),
    }
}

const fn consonants(letter: char) -> &'static [char] {
    match letter {
        'ب' => &['b'],
        'پ' => &['p'],
        'ت' | 'ط' | 'ټ' | 'ٹ' => &['t'],
        'ث' => &['s', 't'],
        // As in Cairo: Nagib, Gamal.
        'ج' => &['j', 'g'],
        'ژ' => &['j'],
        'چ' => &['c'],
        'ح' | 'خ' | 'ه' => &['h'],
        'د' | 'ډ' | 'ڈ' => &['d'],
        'ذ' | 'ض' => &['z', 'd'],
        'ر' | 'ړ' | 'ڑ' | 'ڕ' => &['r'],
        'ز' | 'ځ' => &['z'],
        'ظ' => &['z', 'd'],
        'س' | 'ص' => &['s'],
        'څ' => &['s', 'x'],
        'ش' => &['w'],
        'ښ' => &['w', 'h'],
        'ږ' => &['j', 'k'],
        'غ' | 'ق' | 'ك' | 'گ' => &['k'],
        'ف' => &['f'],
        'ڤ' => &['v'],
        'ل' | 'ڵ' => &['l'],
        'م' => &['m'],
        'ن' | 'ڼ' | 'ڭ' => &['n'],
        _ => &[],
    }
}
