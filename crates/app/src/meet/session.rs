//! What a laptop asks in a session of its own, beside meetings: the mailboxes by which others join.

use std::ops::ControlFlow;

use pana_store::HubPlace;
use pana_sync::{Answer, Ask, HubLine, OpenedSession, SessionOf};

use super::course::{Course, Ended};
use super::hub::{of_line, of_meeting};

/// A line to whoever keeps mailboxes, as a device of the centre.
pub(super) struct Keeper<'c> {
    course: &'c Course<'c>,
    line: HubLine,
    who: SessionOf,
    /// The centre's hub, whose session is kept for meetings: each new one ends the one before.
    is_hub: bool,
    session: Option<OpenedSession>,
}

impl<'c> Keeper<'c> {
    /// Nothing is sent yet.
    pub(super) fn at(course: &'c Course<'c>, place: &HubPlace, in_room: bool) -> Result<Self, Ended> {
        let line = HubLine::new(&place.address, &place.key).map_err(of_line)?;
        let (who, session) = course.desk(|desk| {
            let who = SessionOf { centre: desk.store.centre(), device: desk.store.device(), hub: place.key };
            Ok((who, desk.hub_session.filter(|_| !in_room)))
        })?;
        Ok(Self { course, line, who, is_hub: !in_room, session })
    }

    /// Asks in a session, a new one where there is none or the hub does not know it any more.
    pub(super) fn ask(&mut self, what: &dyn Fn(&SessionOf, OpenedSession) -> Ask) -> Result<Answer, Ended> {
        let now = self.course.app.now();
        if let Some(session) = self.session.filter(|session| session.lives(now)) {
            let answer = self.send(&what(&self.who, session))?;
            if answer.status != NO_SESSION {
                return Ok(answer);
            }
        }
        let session = self.open()?;
        self.send(&what(&self.who, session))
    }

    fn open(&mut self) -> Result<OpenedSession, Ended> {
        let challenge = self.send(&self.who.challenge())?;
        let who = self.who;
        let (ask, nonce) =
            self.course.desk(|desk| who.open(&challenge, desk.store.device_secrets()).map_err(of_meeting))?;
        let answer = self.send(&ask)?;
        let session = who.opened(&answer, &nonce, self.course.app.now()).map_err(of_meeting)?;
        if self.is_hub {
            self.course.desk(|desk| {
                desk.hub_session = Some(session);
                Ok(())
            })?;
        }
        self.session = Some(session);
        Ok(session)
    }

    fn send(&mut self, ask: &Ask) -> Result<Answer, Ended> {
        Ok(self.line.ask(ask, &mut || ControlFlow::Continue(())).map_err(of_line)?)
    }
}

/// By which status a hub says that it knows no such session.
const NO_SESSION: u16 = 401;
