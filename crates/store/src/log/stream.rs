//! The streams as the tables number them.

pub use pana_wire::StreamName as Stream;

use crate::disk::StoreError;

/// The number in the tables. Part of the schema.
pub(crate) const fn code(stream: Stream) -> i64 {
    match stream {
        Stream::Control => 0,
        Stream::Centre => 1,
        Stream::Protected => 2,
    }
}

pub(crate) fn from_code(number: i64) -> Result<Stream, StoreError> {
    match number {
        0 => Ok(Stream::Control),
        1 => Ok(Stream::Centre),
        2 => Ok(Stream::Protected),
        other => Err(StoreError::Damaged(format!("stream {other}"))),
    }
}
