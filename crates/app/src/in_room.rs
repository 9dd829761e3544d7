//! The room that this laptop serves: who is told what of it, and by whom it ends.

use std::collections::BTreeSet;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

use pana_store::HubPlace;

use crate::contract::meet::MeetProgress;
use crate::contract::room::RoomStands;
use crate::hold::hold;
use crate::job::Job;
use crate::rooms::OpenRoom;

/// The room that this laptop serves, if it does, or the last one.
#[derive(Default)]
pub(crate) struct InRoom {
    pub(crate) serving: Mutex<Option<Arc<Serving>>>,
    /// One room begins at a time. It may wait for the end of the one before; to lock waits for nothing.
    pub(crate) opening: Mutex<()>,
}

/// A room, while it is served and after.
pub(crate) struct Serving {
    /// By which this laptop itself reaches it.
    pub(crate) place: HubPlace,
    /// What serves, until it is over.
    pub(crate) open: Mutex<Option<Box<dyn OpenRoom>>>,
    /// Whom it serves of the centre's laptops.
    pub(crate) served: Mutex<BTreeSet<[u8; 16]>>,
    /// What is here is put there for the others: that may take long, and is stopped.
    pub(crate) first: Job<MeetProgress>,
    pub(crate) said: Mutex<Said>,
    /// Something in `said` is another.
    pub(crate) turned: Condvar,
}

/// What is known of it.
pub(crate) struct Said {
    /// Nobody is to be served any more.
    pub(crate) stop: bool,
    /// Whoever was at work is not any more: nothing is shown.
    pub(crate) hidden: bool,
    /// Everything of it is gone.
    pub(crate) gone: bool,
    /// Somebody may be in the middle of something until then.
    pub(crate) busy: Option<Instant>,
    pub(crate) view: RoomStands,
}

impl InRoom {
    pub(crate) fn serving(&self) -> Option<Arc<Serving>> {
        hold(&self.serving).as_ref().map(Arc::clone)
    }

    /// The screen locks: nobody is served any more.
    pub(crate) fn lock(&self) {
        if let Some(serving) = self.serving() {
            serving.tell(|said| said.hidden = true);
            serving.stop();
        }
    }

    /// Is another laptop in the middle of a meeting?
    pub(crate) fn is_busy(&self) -> bool {
        let serving = self.serving();
        serving.is_some_and(|serving| {
            let said = hold(&serving.said);
            !said.gone && said.busy.is_some_and(|until| until > Instant::now())
        })
    }
}

impl Serving {
    pub(crate) fn tell(&self, how: impl FnOnce(&mut Said)) {
        how(&mut hold(&self.said));
        self.turned.notify_all();
    }

    pub(crate) fn stop(&self) {
        self.first.cancel();
        self.tell(|said| said.stop = true);
    }

    /// Waits until it is `so`, or for so long. Is it?
    pub(crate) fn wait(&self, long: Duration, so: impl Fn(&Said) -> bool) -> bool {
        let waited = self.turned.wait_timeout_while(hold(&self.said), long, |said| !so(said));
        let (said, _) = waited.unwrap_or_else(std::sync::PoisonError::into_inner);
        so(&said)
    }

    pub(crate) fn wait_gone(&self) {
        drop(self.turned.wait_while(hold(&self.said), |said| !said.gone));
    }

    pub(crate) fn view(&self) -> Option<RoomStands> {
        let said = hold(&self.said);
        (!said.hidden).then(|| said.view.clone())
    }
}
