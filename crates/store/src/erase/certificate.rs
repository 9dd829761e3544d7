//! What there is to show of an erasure: that it was done, why, by whom and where. It names nobody who was erased.

use pana_casework::authority::{Erasure, ErasureState};
use pana_casework::erasure::EraseReason;
use pana_model::{CaseId, DeviceId, EventRef, MemberId, Moment};

use crate::disk::StoreError;
use crate::store::Store;
use crate::table::erasure;

/// An order to erase, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Certificate {
    /// The order.
    pub order: EventRef,
    /// Its number: the year, and digits that are the order's own, whichever device shows it.
    pub number: String,
    /// What was ordered to be erased, by its random id.
    pub cases: Vec<CaseId>,
    /// Why.
    pub reason: EraseReason,
    /// Who ordered it, and who signed with them. Nobody where the sheets signed.
    pub by: Vec<MemberId>,
    /// When it was ordered.
    pub ordered: Option<Moment>,
    /// How it stands.
    pub state: ErasureState,
    /// The laptops of the centre, this one first.
    pub devices: Vec<DeviceErased>,
    /// From when on copies that were made before open nothing of it for whoever has only the new keys: so it is now, or
    /// will be by then. `None` while it does not count.
    pub copies_closed: Option<CopiesClosed>,
    /// So many events came here since, whose bodies were deleted on arrival.
    pub later: u64,
}

/// When copies that were made before an erasure open nothing of it any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopiesClosed {
    /// Now.
    Done,
    /// By then.
    By(Moment),
}

/// A laptop, and whether it has carried out an erasure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeviceErased {
    /// Which.
    pub id: DeviceId,
    /// What people call it.
    pub name: String,
    /// Is it this one?
    pub own: bool,
    /// When it has, by its own word; `None` while it has not said so.
    pub done: Option<Moment>,
    /// When it was last met, by the clock here.
    pub met: Option<Moment>,
}

impl Store {
    /// All orders to erase, the latest first.
    ///
    /// # Errors
    /// [`StoreError::Refused`] for whoever may not erase, and as any read.
    pub fn certificates(&self, now: Moment) -> Result<Vec<Certificate>, StoreError> {
        self.ask(&crate::Asked::of(pana_casework::Act::Erase), now)?;
        let erasures = self.session().erasures();
        let mut all: Vec<&Erasure> = erasures.all().collect();
        all.sort_unstable_by_key(|erasure| std::cmp::Reverse((erasure.order.at_ms, erasure.order.event)));
        all.into_iter().map(|erasure| self.certificate(erasure)).collect()
    }

    fn certificate(&self, erasure: &Erasure) -> Result<Certificate, StoreError> {
        let order = &erasure.order;
        let moment = |ms: u64| i64::try_from(ms).ok().and_then(Moment::from_unix_ms);
        let ordered = moment(order.at_ms);
        let counts = matches!(erasure.state, ErasureState::Counts { .. });
        let mut devices = Vec::new();
        for device in self.devices()? {
            let done = order.done.get(&device.id).copied().and_then(moment);
            if device.stands || done.is_some() {
                let (id, name, own, met) = (device.id, device.name, device.own, device.met);
                devices.push(DeviceErased { id, name, own, done, met });
            }
        }
        let mut later = 0_u64;
        for case in order.cases.keys() {
            later = later.saturating_add(erasure::later(self.connection(), *case)?);
        }
        Ok(Certificate {
            order: order.event,
            number: number(order.event, ordered, self.offset_minutes()),
            cases: order.cases.keys().copied().collect(),
            reason: order.cases.values().next().copied().unwrap_or(EraseReason::Ordered),
            by: order.by.clone(),
            ordered,
            state: erasure.state,
            devices,
            copies_closed: counts.then(|| self.copies_closed(order.event)),
            later,
        })
    }

    fn copies_closed(&self, order: EventRef) -> CopiesClosed {
        let (state, erasures) = (self.state(), self.session().erasures());
        let due = crate::Stream::ALL.into_iter().filter(|stream| *stream != crate::Stream::Control);
        let due = due.filter_map(|stream| state.roll_due_for(&erasures, stream, order)).max();
        let due = due.and_then(|ms| i64::try_from(ms).ok()).and_then(Moment::from_unix_ms);
        due.map_or(CopiesClosed::Done, CopiesClosed::By)
    }
}

/// The number of a certificate. It follows from the order, so that it is the same on every laptop without any of them
/// counting.
fn number(order: EventRef, ordered: Option<Moment>, offset_minutes: i32) -> String {
    let there = |ordered: Moment| {
        let ahead_ms = i64::from(offset_minutes).saturating_mul(60_000);
        Moment::from_unix_ms(ordered.unix_ms().saturating_add(ahead_ms))
    };
    let day = ordered.and_then(there).map(Moment::to_rfc3339).unwrap_or_default();
    let year = day.get(..4).unwrap_or("0000");
    let digits: String = order.as_bytes().iter().take(6).map(|byte| format!("{byte:02X}")).collect();
    let groups: Vec<&str> = [digits.get(..4), digits.get(4..8), digits.get(8..)].into_iter().flatten().collect();
    format!("{year}/{}", groups.join("-"))
}
