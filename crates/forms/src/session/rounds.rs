//! Counts that read what they count.
//!
//! Somebody is asked "is there another?" in each instance, and the repeat is counted by the answers: a new instance is a new
//! answer, and the count is worked out anew until it stands still. One that never does (one more than there are) would grow
//! for ever: then the repeat keeps the number of instances that it had before the change.

use super::Session;
use super::state::INSTANCES;
use super::work::{Rounds, Work, units_of};
use crate::form::{Form, UnitKind};
use crate::index::{NodeIndex, ScopeId};

/// So often a count may change the number of its instances in one call.
const ROUNDS: u32 = 1_000;

impl Session {
    /// How many instances a count gives that asks for so many.
    pub(super) fn stands_still(&self, scope: ScopeId, repeat: NodeIndex, wanted: usize, work: &mut Work) -> usize {
        let now = self.state.instances(scope, repeat).len();
        if wanted == now {
            return wanted;
        }
        let rounds = work.rounds.entry((scope, repeat)).or_insert(Rounds { before: now, times: 0 });
        rounds.times = rounds.times.saturating_add(1);
        // As many as there may be is no end that a count comes to.
        let goes_on = rounds.times > ROUNDS || (rounds.times > 1 && wanted >= INSTANCES);
        if goes_on {
            rounds.times = ROUNDS.saturating_add(1);
            return rounds.before;
        }
        wanted
    }

    /// Where all has gone round too often: counts that have not stood still go back to what they were. `false` where there
    /// is none.
    pub(super) fn count_back(&self, form: &Form, work: &mut Work) -> bool {
        let mut any = false;
        for ((scope, repeat), rounds) in work.rounds.iter_mut().filter(|(_, rounds)| rounds.times < ROUNDS) {
            rounds.times = ROUNDS;
            any = true;
            let Some(logic) = form.logic.rows.get(*repeat) else { continue };
            work.queue.extend(units_of(form, logic, UnitKind::Count).map(|unit| (unit, *scope)));
        }
        any
    }
}
