//! What the hub is told of who may speak and of what was erased, and what it was told by others.

use pana_wire::hub::DeedId;

use super::*;

impl Meeting {
    pub(super) fn tell(&self, deeds: &[Deed]) -> Ask {
        self.ask("/v1/deeds/add", deeds::telling(self.org, deeds).0, false)
    }

    pub(super) fn introduced_by(&mut self, mut deeds: Vec<Deed>) -> Step {
        let (_, told) = deeds::telling(self.org, &deeds);
        deeds.drain(..told);
        if deeds.is_empty() {
            self.introduced = true;
            return Step::Challenge;
        }
        Step::Introduce(deeds)
    }

    /// Do the deeds that are known here name this device?
    pub(super) fn is_named(&self, store: &Store) -> Result<bool, MeetFault> {
        let known = deeds::known(store, &self.place.key, &self.place.root_deed)?;
        Ok(known.is_some_and(|known| known.devices().get(&self.dev).is_some_and(|device| device.stands)))
    }

    pub(super) fn deeds_to_ask(&mut self, store: &Store, tell: Tell, now: Moment) -> Result<DeedsNext, MeetFault> {
        let Some(known) = deeds::known(store, &self.place.key, &self.place.root_deed)? else {
            return Ok(DeedsNext::Step(after_deeds(tell)));
        };
        if tell == Tell::Admitted && known.digest() != self.deeds && !self.deeds_read {
            return Ok(DeedsNext::Ask(deeds::asking(&known)));
        }
        // What is told in this meeting is no reason to read them.
        self.deeds_read = true;
        Ok(DeedsNext::Step(match deeds::next(store, &known, tell, now) {
            Some(deed) => {
                self.deeds_made = self.deeds_made.saturating_add(1);
                Step::AddDeeds(Box::new(deed), tell)
            }
            None => after_deeds(tell),
        }))
    }

    /// What the hub has of deeds, page by page; then it is told those that it does not have any more: it went back to a
    /// copy.
    pub(super) fn read_deeds(
        &mut self,
        store: &mut Store,
        tell: Tell,
        body: &[u8],
        now: Moment,
    ) -> Result<Step, MeetFault> {
        let known = deeds::known(store, &self.place.key, &self.place.root_deed)?.unwrap_or_default();
        let (came, lacks) = deeds::given(body, &known)?;
        // A hub whose deeds count for nothing here would give them for ever.
        self.deeds_read = came.is_empty() || !self.keep(store, came, now)?;
        if !self.deeds_read {
            return Ok(Step::Deeds(tell));
        }
        let there: BTreeSet<DeedId> = known.all().map(Deed::id).filter(|id| !lacks.contains(id)).collect();
        let mut again = deeds::lacking(store, &self.place.key, &self.place.root_deed, &there)?;
        again.retain(|deed| lacks.contains(&deed.id()));
        Ok(if again.is_empty() { Step::Deeds(tell) } else { Step::TellAgain(again, tell) })
    }

    pub(super) fn told_again(&self, mut again: Vec<Deed>, tell: Tell) -> Step {
        let (_, told) = deeds::telling(self.org, &again);
        again.drain(..told);
        if again.is_empty() { Step::Deeds(tell) } else { Step::TellAgain(again, tell) }
    }

    /// Keeps those of the deeds that count together with those that are here, and notes what the hub lacks by them. Says
    /// whether any was new.
    pub(super) fn keep(&self, store: &mut Store, came: Vec<Deed>, now: Moment) -> Result<bool, MeetFault> {
        let root = Deed::from_bytes(&self.place.root_deed)?.id();
        let here = deeds::known(store, &self.place.key, &self.place.root_deed)?.unwrap_or_default();
        let before: BTreeSet<DeedId> = here.all().map(Deed::id).collect();
        let all = Deeds::new(self.org, root, here.all().cloned().chain(came));
        let allowed = all.allowed();
        let is_new = |deed: &&Deed| allowed.contains(&deed.id()) && !before.contains(&deed.id());
        let new: Vec<&Deed> = all.all().filter(is_new).collect();
        let kept: Vec<_> = new.iter().map(|deed| (*deed.id().as_bytes(), deed.to_bytes())).collect();
        let again = deeds::taken_back(self.org, new.iter().copied());
        store.hub_keep_deeds(&self.place.key, &kept, &again, now)?;
        Ok(!kept.is_empty())
    }
}
