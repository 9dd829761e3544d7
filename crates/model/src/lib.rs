//! The words every other room uses: who and what is named by which id, how a date with unknown parts is written,
//! which language a text is in, and how a secret is kept out of logs.
//!
//! Nothing here does IO or reads a clock; [`Moment`] and randomness come in from outside.

mod born;
mod date;
mod id;
mod language;
mod moment;
mod secret;
mod stream;
mod urgency;

pub use born::{Ages, Born, BornError, Minor, OF_AGE, OLDEST};
pub use date::{PartialDate, PartialDateError};
pub use id::{
    BlobId, BundleId, CaseId, CentreId, ConsentId, DeviceId, EventRef, IdError, InstanceId, InterviewId, KeyId,
    MemberId, ReferralId, SeatId, TransferId,
};
pub use language::{Direction, Language, LanguageError};
pub use moment::Moment;
pub use secret::Secret;
pub use stream::StreamName;
pub use urgency::{UnknownUrgency, Urgency};
