//! Paper: a letter that refers a person, a consent sheet, and the sheet "what we hold about you", as PDF.
//!
//! Pure: plain data in, the bytes of a PDF out. No clock is read, no file, no network; the same data give the same bytes.
//! All words come in with the data, but for none: the crate has no language of its own.
//!
//! # What may be printed
//! What is about the person comes in as [`Permitted`], a set of fields by code that cannot be added to once it is made.
//! The sheets name fields by code alone, and a code that is not permitted prints nothing. What was printed is told by
//! `fields()`, so that whoever decides can compare it with what the person agreed to. The tear-off [`Slip`] has no place
//! for a field, and a name that is found in it, in a code to be scanned or in the title is refused
//! ([`LetterError::NameOutside`]).
//!
//! # Text is text
//! Texts reach the typesetter as data and never as source, so nothing a person wrote can be code. Controls and signs that
//! no bundled font has are printed as `�` and counted; a text that is longer than a sheet can show is cut and ends in
//! `…`, which [`Printed`] tells too, and [`Letter::faults`] before it is made.
//!
//! # Directions
//! A name or a number inside a text of the other direction tears the line unless it is isolated. Names and numbers are
//! set in boxes of their own direction: fields that say they are names or numbers, what stands between the isolates
//! U+2066 to U+2069 (as Fluent places what it is given), and telephones and codes wherever they stand. The isolates
//! themselves are not printed: what is copied out of the PDF holds no hidden signs.
//!
//! # What the PDF says of itself
//! It is tagged and is made to the rules of PDF/UA-1 where they can be kept ([`Printed::accessible`]), each part in its
//! language. Its title is the sheet's heading and its first reference; it names no author, no day and no person.

mod check;
mod consent;
mod data;
mod glyphs;
mod held;
mod letter;
mod paper;
mod permitted;
mod print;
mod qr;
mod runs;
mod texts;
mod world;

pub use consent::ConsentSheet;
pub use held::{HeldPart, HeldSheet};
pub use letter::{Letter, LetterWords};
pub use paper::{Head, Qr, Reference, Row, Signature, Slip, Weight};
pub use permitted::{Fact, Field, FieldKind, OwnFields, Permitted};
pub use print::{Faults, LetterError, Printed};
pub use texts::{Direction, Language, Languages, Texts};
