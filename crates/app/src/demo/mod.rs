//! The demo: a centre full of people who do not exist, made by a fixed generator. The same seed gives the same people,
//! answers and numbers, so that two exports of it are equal.
//!
//! The people answer the questionnaires that open a case and those that follow, through the same sessions as real ones: what
//! they say is relevant, fits its constraints and saves to their profile because the questionnaires say so. What the
//! generator knows of names and languages is data in `people.json`, by the words of the profile; of the questionnaires
//! it knows nothing.

mod answers;
mod chance;
mod make;
mod persona;

pub(crate) use make::make_beside;
pub use make::{Made, Size, demo_make};
