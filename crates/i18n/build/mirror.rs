//! The pseudo-language `x-rtl`: the English words with Latin letters replaced by letters of the Arabic script, so that
//! a text truly runs from the right and one that escaped the translation stands out at once.

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Resource};

/// Replaces every text of `resource`, leaving keys, variables and selectors alone.
pub(crate) fn mirror(resource: &mut Resource<String>) {
    for entry in &mut resource.body {
        match entry {
            Entry::Message(message) => {
                let own = message.value.iter_mut();
                own.chain(message.attributes.iter_mut().map(|attribute| &mut attribute.value)).for_each(mirror_pattern);
            }
            Entry::Term(term) => {
                mirror_pattern(&mut term.value);
                term.attributes.iter_mut().for_each(|attribute| mirror_pattern(&mut attribute.value));
            }
            _ => {}
        }
    }
}

fn mirror_pattern(pattern: &mut Pattern<String>) {
    for element in &mut pattern.elements {
        match element {
            PatternElement::TextElement { value } => *value = mirror_text(value),
            PatternElement::Placeable { expression } => mirror_expression(expression),
        }
    }
}

fn mirror_expression(expression: &mut Expression<String>) {
    match expression {
        Expression::Select { variants, .. } => {
            variants.iter_mut().for_each(|variant| mirror_pattern(&mut variant.value));
        }
        Expression::Inline(InlineExpression::Placeable { expression }) => mirror_expression(expression),
        Expression::Inline(_) => {}
    }
}

/// One text.
pub(crate) fn mirror_text(text: &str) -> String {
    text.chars().map(|letter| of(letter.to_ascii_lowercase()).unwrap_or(letter)).collect()
}

const fn of(letter: char) -> Option<char> {
    Some(match letter {
        'a' => 'ا',
        'b' => 'ب',
        'c' => 'ص',
        'd' => 'د',
        'e' => 'ه',
        'f' => 'ف',
        'g' => 'غ',
        'h' => 'ح',
        'i' => 'ي',
        'j' => 'ج',
        'k' => 'ك',
        'l' => 'ل',
        'm' => 'م',
        'n' => 'ن',
        'o' => 'ع',
        'p' => 'ث',
        'q' => 'ق',
        'r' => 'ر',
        's' => 'س',
        't' => 'ت',
        'u' => 'و',
        'v' => 'ط',
        'w' => 'ش',
        'x' => 'خ',
        'y' => 'ى',
        'z' => 'ز',
        ',' => '،',
        ';' => '؛',
        '?' => '؟',
        _ => return None,
    })
}
