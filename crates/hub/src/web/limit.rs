//! How often one may ask, and how much is held in memory at once.

use std::net::IpAddr;
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

/// Where whoever asks is, as far as one can tell addresses apart: of version 6 a network is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct From([u8; 16]);

impl From {
    pub(super) fn of(ip: IpAddr) -> Self {
        let mut bytes = match ip.to_canonical() {
            IpAddr::V4(ip) => return Self(ip.to_ipv6_mapped().octets()),
            IpAddr::V6(ip) => ip.octets(),
        };
        bytes.iter_mut().skip(8).for_each(|byte| *byte = 0);
        Self(bytes)
    }
}

pub(super) struct Gate {
    rate: RateLimiter<Key, HashMapStateStore<Key>, DefaultClock>,
    joins: RateLimiter<From, HashMapStateStore<From>, DefaultClock>,
    room: Arc<Semaphore>,
}

impl Gate {
    pub(super) fn new(limits: &Limits) -> Self {
        let rate = RateLimiter::hashmap(Quota::per_minute(limits.requests_a_minute));
        let joins = RateLimiter::hashmap(Quota::per_minute(limits.joins_a_minute));
        let room = usize::try_from(limits.bodies_bytes).unwrap_or(usize::MAX).min(Semaphore::MAX_PERMITS);
        Self { rate, joins, room: Arc::new(Semaphore::new(room)) }
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

    /// Whoever is to join has no name, but comes from somewhere.
    ///
    /// # Errors
    /// [`HubWord::Rate`] where too much is asked from there.
    pub(super) fn joins(&self, from: Option<From>) -> Result<(), HubError> {
        if self.joins.len() > KEYS {
            self.joins.retain_recent();
        }
        self.joins.check_key(&from.unwrap_or(From([0; 16]))).map_err(|_| HubError::No(HubWord::Rate))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strangers_are_counted_by_where_they_come_from() {
        let limits = Limits { joins_a_minute: std::num::NonZeroU32::MIN, ..Limits::default() };
        let gate = Gate::new(&limits);
        let from = |ip: &str| Some(From::of(ip.parse().unwrap()));
        assert!(gate.joins(from("192.0.2.1")).is_ok());
        assert!(gate.joins(from("192.0.2.1")).is_err());
        assert!(gate.joins(from("::ffff:192.0.2.1")).is_err(), "the same, written otherwise");
        assert!(gate.joins(from("192.0.2.2")).is_ok(), "another one is not kept out by it");
        assert!(gate.joins(from("2001:db8::1")).is_ok());
        assert!(gate.joins(from("2001:db8::2")).is_err(), "whoever has a network has all its addresses");
        assert!(gate.joins(from("2001:db8:0:1::1")).is_ok());
        // Nor are devices.
        assert!(gate.device(CentreId::from_bytes([1; 16]), DeviceId::from_bytes([1; 16])).is_ok());
    }
}
