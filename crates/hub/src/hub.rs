//! A hub: its database, its key, and what it has in mind of centres.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use pana_model::{CentreId, DeviceId};
use pana_wire::hub::{Deed, DeedDevice, DeedErased, DeedId, Deeds, HubWord, Incarnation, RemovedFault, RoomSaid};
use pana_wire::{StreamId, VerifyingKey};

use crate::db::{Database, DbError, Pool, Sql, copy_all};
use crate::files::{ChunkAt, Files};
use crate::keys::HubKey;
use crate::limits::Limits;
use crate::metrics::Metrics;
use crate::room::{self, Room, RoomDevice};
use crate::table;
use crate::{HubError, act};

/// What tells the time, in milliseconds since 1970.
pub type HubClock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// A hub. Cloning gives another handle of the same one.
#[derive(Clone)]
pub struct Hub {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) pool: Pool,
    pub(crate) files: Files,
    /// Where it serves one centre in one room.
    pub(crate) room: Option<Room>,
    pub(crate) key: HubKey,
    pub(crate) limits: Limits,
    pub(crate) clock: HubClock,
    pub(crate) metrics: Metrics,
    pub(crate) incarnation: Incarnation,
    known: Mutex<HashMap<CentreId, Arc<Known>>>,
}

/// Who may speak for a centre, as of a number of its deeds.
pub(crate) struct Known {
    pub(crate) rev: u64,
    pub(crate) root: DeedId,
    pub(crate) deeds: Deeds,
    pub(crate) erased: BTreeSet<(StreamId, DeedErased)>,
    pub(crate) erased_files: BTreeSet<[u8; 32]>,
    pub(crate) devices: HashMap<DeviceId, (DeedDevice, VerifyingKey)>,
}

impl fmt::Debug for Known {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Known({} devices)", self.devices.len())
    }
}

/// So many centres are held in mind; of the others the deeds are read again.
const KNOWN_MOST: usize = 4096;

impl fmt::Debug for Hub {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "Hub({:?})", self.inner.key)
    }
}

impl Hub {
    /// A hub over these connections, with the chunks of files that lie there.
    ///
    /// # Errors
    /// [`HubError::Db`].
    pub async fn new(pool: Pool, files: Files, key: HubKey, limits: Limits, clock: HubClock) -> Result<Self, HubError> {
        Self::with(pool, files, None, (key, limits, clock)).await
    }

    /// A hub that serves this centre alone, and these devices of it, for as long as it runs: no deed says who may speak. `said` is by
    /// what its laptops know that one of them serves.
    ///
    /// # Errors
    /// [`HubError::Db`].
    pub async fn in_room(
        (pool, files): (Pool, Files),
        (org, devices, said): (CentreId, &[RoomDevice], RoomSaid),
        key: HubKey,
        limits: Limits,
        clock: HubClock,
    ) -> Result<Self, HubError> {
        let now = clock();
        pool.write(move |sql| Ok(table::centre::insert(sql, org, &[0; 32], now).map(drop)?)).await?;
        Self::with(pool, files, Some(Room::new(org, devices, said)), (key, limits, clock)).await
    }

    /// From now on these devices may speak in the room.
    pub fn set_room_devices(&self, devices: &[RoomDevice]) {
        if let Some(room) = &self.inner.room {
            room.set(devices);
        }
    }

    /// When each device last asked in the room, by the hub's clock, in milliseconds since 1970.
    pub fn room_asked(&self) -> Vec<(DeviceId, u64)> {
        self.inner.room.as_ref().map(Room::asked).unwrap_or_default()
    }

    async fn with(
        pool: Pool,
        files: Files,
        room: Option<Room>,
        (key, limits, clock): (HubKey, Limits, HubClock),
    ) -> Result<Self, HubError> {
        let new = new_incarnation()?;
        let incarnation = pool.write(move |sql| Ok(table::hub::incarnation(sql, new)?)).await?;
        let (metrics, known) = (Metrics::default(), Mutex::default());
        Ok(Self { inner: Arc::new(Inner { pool, files, room, key, limits, clock, metrics, incarnation, known }) })
    }

    /// The hub's key, by which devices know it.
    pub fn public_key(&self) -> [u8; 32] {
        self.inner.key.public()
    }

    /// How many centres and items are kept here, and how many bytes they have.
    ///
    /// # Errors
    /// [`HubError::Db`].
    pub async fn totals(&self) -> Result<(u64, u64, u64), HubError> {
        let read = |sql: &mut dyn Sql| {
            let (centres, bytes) = table::centre::totals(sql)?;
            Ok((centres, table::item::count(sql)?, bytes))
        };
        self.inner.pool.read(read).await
    }

    /// Makes a secret by which one centre may be registered. It is shown once: its hash alone is kept.
    ///
    /// # Errors
    /// [`HubError::Db`].
    pub async fn make_token(&self) -> Result<String, HubError> {
        act::register::make_token(&self.inner).await
    }
}

/// Puts a copy back into a database that is empty, in another life of its lists.
///
/// # Errors
/// [`HubError::Db`]; nothing is there then.
pub fn restore(copy: &mut dyn Database, into: &mut dyn Database) -> Result<(), HubError> {
    let new = new_incarnation()?;
    Ok(copy_all(copy, into, &mut |sql| table::hub::begin_anew(sql, new))?)
}

/// The chunks of files that are whole by this database, with their lengths.
///
/// # Errors
/// [`HubError::Db`].
pub fn whole_chunks(of: &mut dyn Database) -> Result<Vec<(ChunkAt, u64)>, HubError> {
    of.begin_read()?;
    let found = table::file::all_whole(of.sql());
    of.roll_back();
    Ok(found?)
}

/// A life of the lists that nobody has seen yet.
pub(crate) fn new_incarnation() -> Result<Incarnation, HubError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(Incarnation::from_bytes(bytes))
}

impl Inner {
    pub(crate) fn now_ms(&self) -> u64 {
        (self.clock)()
    }

    /// The same as [`Self::known`], and it is kept in mind. For what reads alone: what a transaction sees that is not committed
    /// may never have been.
    pub(crate) fn learn(&self, sql: &mut dyn Sql, org: CentreId) -> Result<Arc<Known>, HubError> {
        let known = self.known(sql, org)?;
        if self.room.is_some() {
            return Ok(known);
        }
        let mut all = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KNOWN_MOST {
            all.clear();
        }
        all.insert(org, Arc::clone(&known));
        Ok(known)
    }

    /// Who may speak for a centre now. O(deeds²) after one was added, else one row.
    pub(crate) fn known(&self, sql: &mut dyn Sql, org: CentreId) -> Result<Arc<Known>, HubError> {
        if let Some(room) = &self.room {
            return room::known_in(room, org);
        }
        let centre = table::centre::get(sql, org)?.ok_or(HubError::No(HubWord::UnknownCentre))?;
        let held = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&org).cloned();
        if let Some(held) = held.filter(|held| held.rev == centre.deeds_rev) {
            return Ok(held);
        }
        let deeds = table::deed::all(sql, org)?;
        let deeds = deeds.iter().map(|deed| Deed::from_bytes(deed)).collect::<Result<Vec<_>, _>>();
        let deeds = deeds.map_err(|_| DbError::Row)?;
        Ok(Arc::new(Known::new(org, centre.deeds_rev, DeedId::from_bytes(centre.root_deed), deeds)))
    }
}

impl Known {
    pub(crate) fn new(org: CentreId, rev: u64, root: DeedId, deeds: Vec<Deed>) -> Self {
        let deeds = Deeds::new(org, root, deeds);
        let usable = |(dev, device): (DeviceId, DeedDevice)| {
            VerifyingKey::from_bytes(&device.key).ok().map(|key| (dev, (device, key)))
        };
        let devices = deeds.devices().into_iter().filter_map(usable).collect();
        let erased = deeds.erased();
        let erased_files = act::files::erased_files(erased.iter().map(|(_, item)| item)).collect();
        Self { rev, root, deeds, erased, erased_files, devices }
    }

    /// The key of a device, also of one that was removed: what it wrote before is handed on.
    pub(crate) fn key_of(&self, dev: DeviceId) -> Option<&VerifyingKey> {
        self.devices.get(&dev).map(|(_, key)| key)
    }

    /// What shows a device that it was taken out.
    fn taken_out(&self, dev: DeviceId) -> RemovedFault {
        let deeds = self.deeds.with_past(&self.deeds.removals_of(dev));
        RemovedFault { deeds: deeds.into_iter().map(Deed::to_bytes).collect() }
    }

    /// The key of a device that belongs to the centre.
    pub(crate) fn speaks(&self, dev: DeviceId) -> Result<&VerifyingKey, HubError> {
        match self.devices.get(&dev) {
            None => Err(HubError::No(HubWord::UnknownDevice)),
            Some((device, _)) if !device.stands => Err(HubError::Removed(self.taken_out(dev))),
            Some((_, key)) => Ok(key),
        }
    }
}
