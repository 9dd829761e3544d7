//! An answer on its way: screen ↔ questionnaire ↔ store.

use pana_casework::is_invisible;
use pana_forms::Answer;
use pana_store::StoredAnswer;

use crate::contract::interview::AnswerView;

/// As the screen gave it. A date that is none is kept as it was typed, and the questionnaire says what is wrong with it.
pub(crate) fn from_view(answer: &AnswerView) -> Answer {
    match answer {
        AnswerView::Blank => Answer::Blank,
        AnswerView::Value(text) => given(text),
        AnswerView::Partial(text) => partial(text),
        AnswerView::Declined => Answer::Declined,
        AnswerView::Unknown => Answer::Unknown,
        AnswerView::Later => Answer::Later,
    }
}

/// What somebody gave: blanks alone, of whatever kind, and signs that nobody sees are no answer.
pub(crate) fn given(text: &str) -> Answer {
    if text.chars().all(|sign| sign.is_whitespace() || is_invisible(sign)) {
        Answer::Blank
    } else {
        Answer::from_text(text)
    }
}

/// As the screen shows it.
pub(crate) fn to_view(answer: &Answer) -> AnswerView {
    match answer {
        Answer::Blank => AnswerView::Blank,
        Answer::Value(text) => AnswerView::Value(text.clone()),
        Answer::Partial(date) => AnswerView::Partial(date.to_string()),
        Answer::Declined => AnswerView::Declined,
        Answer::Unknown => AnswerView::Unknown,
        Answer::Later => AnswerView::Later,
    }
}

/// Does a screen see this answer so?
pub(crate) fn is_view_of(view: &AnswerView, answer: &Answer) -> bool {
    match (view, answer) {
        (AnswerView::Value(shown), Answer::Value(text)) => shown == text,
        (AnswerView::Value(_), _) | (_, Answer::Value(_)) => false,
        (view, answer) => *view == to_view(answer),
    }
}

/// As the store keeps it; nothing for a blank. `several`: whether it is a question with several choices. A set of choices has no
/// order, so a ranking is one value.
pub(crate) fn to_stored(answer: &Answer, several: Several) -> Option<StoredAnswer> {
    Some(match answer {
        Answer::Blank => return None,
        Answer::Value(text) => match several {
            Several::Yes => StoredAnswer::Choices(text.split_whitespace().map(str::to_owned).collect()),
            Several::Ranked | Several::No => StoredAnswer::Value(text.clone()),
        },
        Answer::Partial(date) => StoredAnswer::Partial(date.to_string()),
        Answer::Declined => StoredAnswer::Declined,
        Answer::Unknown => StoredAnswer::Unknown,
        Answer::Later => StoredAnswer::Later,
    })
}

/// As the store kept it.
pub(crate) fn from_stored(answer: &StoredAnswer) -> Answer {
    match answer {
        StoredAnswer::Value(text) => Answer::Value(text.clone()),
        StoredAnswer::Choices(names) => Answer::Value(names.join(" ")),
        StoredAnswer::Partial(text) => partial(text),
        StoredAnswer::Declined => Answer::Declined,
        StoredAnswer::Unknown => Answer::Unknown,
        StoredAnswer::Later => Answer::Later,
    }
}

/// Does a question take several choices?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Several {
    /// It does.
    Yes,
    /// It does, and they stand in an order.
    Ranked,
    /// It does not.
    No,
}

fn partial(text: &str) -> Answer {
    text.parse().map_or_else(|_| Answer::from_text(text), Answer::Partial)
}
