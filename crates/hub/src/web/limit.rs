//! How often one may ask, and how much is held in memory at once.

use std::sync::Arc;

use governor::clock::DefaultClock;
use governor::state::keyed::HashMapStateStore;
use governor::{Quota, RateLimiter};
use pana_model::{CentreId, DeviceId};
use pana_wire::hub::HubWord;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::HubError;
use crate::limits::Limits;

type Key = (CentreId, DeviceId);

/// Strangers as one: who brings deeds or registers a centre has no name yet, and does it rarely.
const STRANGERS: Key = (CentreId::from_bytes([0; 16]), DeviceId::from_bytes([0; 16]));

/// So many keys are held before those that are as good as new are let go.
const KEYS: usize = 64 * 1024;

pub(super) struct Gate {
    rate: RateLimiter<Key, HashMapStateStore<Key>, DefaultClock>,
    room: Arc<Semaphore>,
}

impl Gate {
    pub(super) fn new(limits: &Limits) -> Self {
        let rate = RateLimiter::hashmap(Quota::per_minute(limits.requests_a_minute));
        let room = usize::try_from(limits.bodies_bytes).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        Self { rate, room: Arc::new(Semaphore::new(room)) }
    }

    /// # Errors
    /// [`HubWord::Rate`] where this device asks too often.
    pub(super) fn device(&self, org: CentreId, dev: DeviceId) -> Result<(), HubError> {
        if self.rate.len() > KEYS {
            self.rate.retain_recent();
        }
        self.rate.check_key(&(org, dev)).map_err(|_| HubError::No(HubWord::Rate))
    }

    /// # Errors
    /// [`HubWord::Rate`] where strangers ask too often.
    pub(super) fn stranger(&self) -> Result<(), HubError> {
        let (org, dev) = STRANGERS;
        self.device(org, dev)
    }

    /// Room for a body of so many bytes, until it is dropped.
    ///
    /// # Errors
    /// [`HubError::Busy`] where there is none now.
    pub(super) fn room(&self, bytes: usize) -> Result<OwnedSemaphorePermit, HubError> {
        let bytes = u32::try_from(bytes).map_err(|_| HubError::No(HubWord::TooLong))?;
        Arc::clone(&self.room).try_acquire_many_owned(bytes).map_err(|_| HubError::Busy)
    }
}
