//! How the centre is reached, as its papers say it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Texts;

/// How the centre is reached. What is left empty is not said; with nothing in it, no paper says anything of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct CentreContact {
    /// The address, by the tag of a language that papers can be in; at most 200 characters each.
    pub address: Texts,
    /// Telephones, the first one first: at most four, of at most 40 characters, each with a digit.
    pub phones: Vec<String>,
    /// When somebody answers, in words, by language; at most 80 characters each.
    pub hours: Texts,
    /// An e-mail address of at most 100 characters, or empty.
    pub email: String,
}

/// How the centre is reached from now on, by somebody who saw how it was.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct CentreContactSayRequest {
    /// All of it: what is left out is not said any more.
    pub contact: CentreContact,
    /// What was seen, as [`CentreContactView::seen`] says it.
    pub seen: String,
}

/// How the centre is reached, and what may be done about it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CentreContactView {
    /// Tags of the languages that papers can be in.
    pub languages: Vec<String>,
    /// How the centre is reached; empty where nobody has said it.
    pub contact: CentreContact,
    /// Who said so; nothing where nobody has.
    pub said: Option<CentreContactSaid>,
    /// What was said apart on another laptop and stands beside it, the latest first. Saying it anew settles that.
    pub apart: Vec<CentreContactApart>,
    /// Names all that this view shows of it, in signs that say nothing: it is another once somebody else has said it.
    pub seen: String,
    /// May this member say it?
    pub may_say: bool,
}

/// Who said how the centre is reached.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CentreContactSaid {
    /// Who.
    pub member: String,
    /// When, RFC 3339.
    pub at: String,
}

/// What was said of it apart.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CentreContactApart {
    /// What.
    pub contact: CentreContact,
    /// By whom.
    pub said: CentreContactSaid,
}
