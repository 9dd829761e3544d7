//! What happens to a run as a whole: it is opened, looked through to be finished, or written down in place of one that
//! stands.
//!
//! The order is that of the ODK specification. A new run is filled in, then given its defaults, then what is set on the first
//! opening; a run that is there already comes with its answers, and nothing of that happens again. What is set at each
//! opening is set after both. Calculations are worked out before and after.

use std::sync::Arc;

use super::Session;
use super::state::ROOT;
use super::work::Work;
use crate::answer::{Answer, CarryReport, Context, Delta, Snapshot};
use crate::form::{Form, RowLogic};
use crate::index::NodeIndex;

/// When a form sets values by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Event {
    /// Whenever it is opened.
    Load,
    /// Whenever it is looked through to be finished.
    Finish,
}

impl Session {
    /// Opens what was written down before, to be changed or gone on with: as [`Self::restore`], and what the form sets each
    /// time that it is opened is set.
    pub fn open(form: Arc<Form>, context: Context, snapshot: &Snapshot) -> (Self, CarryReport) {
        let (mut session, report) = Self::restore(form, context, snapshot);
        let form = Arc::clone(&session.form);
        let mut work = Box::<Work>::default();
        session.opened(&form, &mut work);
        session.delta(&form, work);
        (session, report)
    }

    /// What the form sets when a run is looked through to be finished is set; what then stands in the way,
    /// [`Self::finish_check`] says.
    pub fn revalidate(&mut self) -> Delta {
        let form = Arc::clone(&self.form);
        let mut work = self.live();
        self.act(&form, Event::Finish, &mut work);
        self.delta(&form, work)
    }

    /// A run that was finished is written down anew in the place of what stands: it gets a name of its own (`instanceID`), and
    /// the one that it had is the one before it (`deprecatedID`), in whatever namespace the form has both. Only what the form
    /// reads of them is there.
    pub fn amended(&mut self) -> Delta {
        let form = Arc::clone(&self.form);
        let mut work = self.live();
        let old = self.said_of_itself(&form, "instanceID").map(|(row, text)| (row, text.to_owned()));
        if let Some((row, old)) = old.filter(|(_, old)| !old.is_empty()) {
            let hash = blake3::Hasher::new().update(b"amended").update(old.as_bytes()).finalize();
            let bytes = hash.as_bytes().first_chunk::<16>().copied().unwrap_or_default();
            let name = format!("uuid:{}", pana_model::InstanceId::from_random(bytes));
            self.put(&form, ROOT, row, Answer::from_text(name), &mut work);
            if let Some((before, _)) = self.said_of_itself(&form, "deprecatedID") {
                self.put(&form, ROOT, before, Answer::from_text(old), &mut work);
            }
            self.settle(&form, &mut work);
        }
        self.delta(&form, work)
    }

    /// A row in which the form says something of the interview itself, and what stands in it.
    fn said_of_itself<'s>(&'s self, form: &Form, name: &str) -> Option<(NodeIndex, &'s str)> {
        let local = |name: &str| name.rsplit_once(':').map_or(name, |(_, local)| local).to_owned();
        let (row, _) = form.nodes.enumerate().find(|(_, node)| {
            let meta = node.parent.and_then(|parent| form.nodes.get(parent));
            local(&node.name) == name && meta.is_some_and(|meta| local(&meta.name) == "meta" && meta.parent.is_none())
        })?;
        let slot = self.state.slot(form, ROOT, row)?;
        Some((row, slot.given()))
    }

    /// Sets what the form sets whenever it is opened.
    pub(super) fn opened(&mut self, form: &Form, work: &mut Work) {
        self.act(form, Event::Load, work);
    }

    /// Sets what an event sets, in the order of the form, each seeing what was set before it.
    fn act(&mut self, form: &Form, event: Event, work: &mut Work) {
        let of_event = |logic: &RowLogic| match event {
            Event::Load => logic.initial.load.is_some(),
            Event::Finish => logic.initial.finish.is_some(),
        };
        let rows: Vec<NodeIndex> =
            form.logic.rows.enumerate().filter(|(_, logic)| of_event(logic)).map(|(row, _)| row).collect();
        for row in rows {
            let Some(logic) = form.logic.rows.get(row) else { continue };
            let program = match event {
                Event::Load => &logic.initial.load,
                Event::Finish => &logic.initial.finish,
            };
            let Some(program) = program else { continue };
            for scope in self.state.under(ROOT, &logic.chain) {
                let text = self.made_of(form, scope, row, program);
                self.give(form, scope, row, text, work);
                self.settle(form, work);
            }
        }
    }
}
