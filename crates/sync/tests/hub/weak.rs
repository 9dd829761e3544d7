//! A line between a laptop and a hub that is as bad as lines are where people arrive.

use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What is bad about it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Weak {
    /// After so many bytes a connection is cut.
    pub(crate) bytes: usize,
    /// No more go in a second, in each direction.
    pub(crate) per_second: usize,
    /// Each piece is so long on its way.
    pub(crate) delay: Duration,
    /// So many of a hundred packets are lost. TCP sends such a packet again, each time after a longer wait, and gives the
    /// connection up in the end: here after [`TRIES`], and the waits are a hundredth of what they are.
    pub(crate) loses: u64,
    /// A connection is cut after this time, whatever goes on.
    pub(crate) lasts: Duration,
}

/// A packet, and what goes at once.
const PACKET: usize = 1024;
/// So often a packet is sent before its connection is given up.
const TRIES: u32 = 6;
/// After this time it is sent again for the first time.
const AGAIN: Duration = Duration::from_millis(2);

impl Weak {
    /// Nothing is.
    pub(crate) const NOT: Self =
        Self { bytes: usize::MAX, per_second: usize::MAX, delay: Duration::ZERO, loses: 0, lasts: Duration::MAX };
}

/// A connection through it.
struct Through {
    weak: Weak,
    begun: Instant,
    left: AtomicUsize,
    is_over: AtomicBool,
    ends: Arc<AtomicUsize>,
}

/// Serves such a line to an address. Gives the one under which it is met, and how many connections it has ended.
pub(crate) fn weak_line(to: &str, weak: Weak) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (address, to) = (listener.local_addr().unwrap().to_string(), to.to_owned());
    let ends = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&ends);
    std::thread::spawn(move || {
        // The same losses each time the test runs.
        let mut seed = 0x9e37_79b9_7f4a_7c15_u64;
        for from in listener.incoming() {
            let (Ok(from), Ok(there)) = (from, TcpStream::connect(&to)) else { return };
            let through = Arc::new(Through {
                weak,
                begun: Instant::now(),
                left: AtomicUsize::new(weak.bytes),
                is_over: AtomicBool::new(false),
                ends: Arc::clone(&counted),
            });
            for (one, other) in [(from.try_clone().unwrap(), there.try_clone().unwrap()), (there, from)] {
                let through = Arc::clone(&through);
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                std::thread::spawn(move || through.carry(one, other, seed));
            }
        }
    });
    (address, ends)
}

impl Through {
    /// Carries what comes from one end to the other until either is shut, or the line ends it.
    fn carry(&self, mut one: TcpStream, mut other: TcpStream, mut random: u64) {
        let mut packet = [0; PACKET];
        let lasts = self.weak.lasts != Duration::MAX;
        if lasts {
            one.set_read_timeout(Some(self.weak.lasts)).unwrap();
        }
        loop {
            let many = one.read(&mut packet);
            let is_late = lasts && self.begun.elapsed() >= self.weak.lasts;
            let Ok(many) = many else { break self.end(is_late) };
            if many == 0 {
                break;
            }
            let over = self.left.fetch_sub(many.min(self.left.load(Ordering::Relaxed)), Ordering::Relaxed) <= many;
            if over || is_late || !self.passes(many, &mut random) {
                break self.end(true);
            }
            if other.write_all(&packet[..many]).is_err() {
                break;
            }
        }
        drop(one.shutdown(Shutdown::Both));
        drop(other.shutdown(Shutdown::Both));
    }

    fn end(&self, by_line: bool) {
        if by_line && !self.is_over.swap(true, Ordering::Relaxed) {
            self.ends.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Takes the time that a packet takes. Says whether it comes through in the end.
    fn passes(&self, many: usize, random: &mut u64) -> bool {
        let bytes = u32::try_from(many).unwrap();
        let per_second = u32::try_from(self.weak.per_second).unwrap_or(u32::MAX);
        std::thread::sleep(self.weak.delay + Duration::from_secs(1) * bytes / per_second);
        (0..TRIES).any(|tried| {
            *random ^= *random << 13;
            *random ^= *random >> 7;
            *random ^= *random << 17;
            let is_lost = *random % 100 < self.weak.loses;
            if is_lost {
                std::thread::sleep(AGAIN * 2_u32.pow(tried));
            }
            !is_lost
        })
    }
}
