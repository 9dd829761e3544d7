//! How a lock is taken.

use std::sync::{Mutex, MutexGuard};

/// Takes a lock. A use-case that panicked leaves the desk as it was after its last durable write, so going on is right.
pub(crate) fn hold<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
