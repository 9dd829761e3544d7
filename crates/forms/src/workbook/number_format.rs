//! Zeros that only a number format shows: a cell `007` that holds 7 in the format `000`. What is read is the 7, and a code
//! `007` elsewhere does not meet it.

/// What stands at a place of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// A digit, or a zero where the number has none.
    Zero,
    /// A digit where the number has one.
    Digit,
    /// A sign as it is.
    Sign(char),
}

/// A format of whole numbers that puts zeros before them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ZeroFormat(Vec<Place>);

impl ZeroFormat {
    /// Understands a format; `None` for one that puts no zeros before a whole number, or that does more than that:
    /// decimals, thousands, fractions, days, conditions.
    pub(super) fn read(code: &str) -> Option<Self> {
        let mut places = Vec::new();
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            match c {
                '0' => places.push(Place::Zero),
                '#' | '?' => places.push(Place::Digit),
                '\\' => places.extend(chars.next().map(Place::Sign)),
                '"' => places.extend(chars.by_ref().take_while(|c| *c != '"').map(Place::Sign)),
                // The width of the sign behind it, or a filling with it: nothing that is read.
                '_' | '*' => {
                    chars.next();
                }
                // A colour or a country; a condition is more than that.
                '[' => {
                    let inside: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    if inside.contains(['<', '>', '=']) {
                        return None;
                    }
                }
                // What comes then is for numbers below zero.
                ';' => break,
                ' ' | '-' | '(' | ')' | '+' | ':' => places.push(Place::Sign(c)),
                _ => return None,
            }
        }
        let zeros = places.iter().filter(|place| **place == Place::Zero).count();
        (zeros > 1).then_some(Self(places))
    }

    /// A whole number as the format shows it, where it puts zeros before it.
    pub(super) fn shown(&self, number: &str) -> Option<String> {
        let zeros = self.0.iter().filter(|place| **place == Place::Zero).count();
        if number.is_empty() || number.len() >= zeros || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let mut digits = number.chars().rev();
        let mut shown: Vec<char> = Vec::with_capacity(self.0.len());
        for place in self.0.iter().rev() {
            match place {
                Place::Zero => shown.push(digits.next().unwrap_or('0')),
                Place::Digit => shown.extend(digits.next()),
                Place::Sign(sign) => shown.push(*sign),
            }
        }
        Some(shown.into_iter().rev().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::ZeroFormat;

    #[test]
    fn zeros_are_shown_before_a_number_that_has_fewer_digits() {
        for (code, number, expected) in [
            ("000", "7", Some("007")),
            ("000", "123", None),
            ("000", "1234", None),
            ("00000", "0", Some("00000")),
            ("000-000", "1234", Some("001-234")),
            ("\"KZ\"000", "7", Some("KZ007")),
            ("[$-409]0000;[Red]-0000", "12", Some("0012")),
            ("#00", "7", Some("07")),
            ("\\N00_)", "7", Some("N07")),
            ("000", "1.5", None),
            ("000", "-7", None),
        ] {
            let format = ZeroFormat::read(code);
            assert_eq!(format.and_then(|format| format.shown(number)).as_deref(), expected, "{code} {number}");
        }
    }

    #[test]
    fn a_format_that_does_more_or_less_than_that_is_none() {
        for code in ["General", "0", "0.00", "#,##0", "00%", "0.00E+00", "yyyy-mm-dd", "# ?/?", "@", "[<100]00;000", ""]
        {
            assert_eq!(ZeroFormat::read(code), None, "{code}");
        }
    }
}
