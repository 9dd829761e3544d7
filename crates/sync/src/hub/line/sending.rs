//! How much the system holds of what is on its way.
//!
//! What was handed to it counts as gone, so on a slow line it has to hold little: else nothing seems to move while it still
//! sends. On a fast one it has to hold as much as is under way at a time, or the line stands still between. So it begins with
//! little and is given as much as the line has shown that it carries in a few seconds.

use std::net::TcpStream;
use std::time::Duration;

use socket2::SockRef;

/// Bytes that it holds of a line of which nothing is known.
pub(super) const LEAST: u32 = 32 * 1024;
/// It never holds more: as much as a request has.
const MOST: u32 = 1024 * 1024;
/// It holds what goes in so many seconds, well under those after which nothing is said to move.
const SECONDS: u128 = 4;
/// What is shorter than this says nothing of how fast a line is.
const TELLS: usize = 16 * 1024;

/// The sending side of a connection.
pub(super) struct Sending {
    socket: TcpStream,
    holds: u32,
}

impl Sending {
    /// Of this connection, which is given back.
    pub(super) fn of(stream: tokio::net::TcpStream) -> std::io::Result<(tokio::net::TcpStream, Self)> {
        let stream = stream.into_std()?;
        let socket = stream.try_clone()?;
        Ok((tokio::net::TcpStream::from_std(stream)?, Self { socket, holds: LEAST }))
    }

    /// Is it much more or much less than now? Each change is a call of the system.
    const fn is_other(&self, holds: u32) -> bool {
        holds >= self.holds.saturating_mul(2) || self.holds >= holds.saturating_mul(2)
    }

    /// So many bytes went, and were answered, in this time.
    pub(super) fn went(&mut self, bytes: usize, took: Duration) {
        let Some(holds) = holds(bytes, took).filter(|holds| self.is_other(*holds)) else {
            return;
        };
        // A system that gives no more sends as it did.
        if SockRef::from(&self.socket).set_send_buffer_size(usize::try_from(holds).unwrap_or(usize::MAX)).is_ok() {
            self.holds = holds;
        }
    }
}

/// How much the system should hold of a line that carried so many bytes in this time; nothing where that says nothing.
fn holds(bytes: usize, took: Duration) -> Option<u32> {
    if bytes < TELLS {
        return None;
    }
    let in_time = u128::try_from(bytes).ok()?.saturating_mul(SECONDS * 1000).checked_div(took.as_millis().max(1))?;
    Some(u32::try_from(in_time).unwrap_or(u32::MAX).clamp(LEAST, MOST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_carries_little_is_given_little_at_once_and_one_that_carries_much_is_given_much() {
        let holds = |kib: usize, seconds: f64| holds(kib * 1024, Duration::from_secs_f64(seconds)).unwrap();
        // 2 KiB a second: what the system holds is sent before anybody says that nothing moves.
        assert_eq!(holds(64, 32.0), LEAST);
        assert_eq!(holds(64, 2.0), 128 * 1024);
        assert_eq!(holds(1024, 0.1), MOST);
        assert_eq!(holds(1024, 0.0), MOST);
    }

    #[test]
    fn a_short_request_says_nothing_of_a_line() {
        assert_eq!(super::holds(800, Duration::from_millis(1)), None);
    }
}
