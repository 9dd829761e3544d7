//! Why a case is erased. A closed set: the order stands in the log for good, and words of one's own could name the
//! person.

use crate::word::words;

words! {
    /// Why a case is erased.
    pub enum EraseReason {
        /// The time for which it was to be kept is over.
        TermOver = "term_over",
        /// The person asked for it.
        Asked = "asked",
        /// It should never have been written down, or was twice.
        Mistake = "mistake",
        /// There is no ground to keep it, or there never was one.
        NoBasis = "no_basis",
        /// A court or an authority ordered it.
        Ordered = "ordered",
    }
}
