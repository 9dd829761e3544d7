//! May this member do this? One answer, asked where an event is made and again where it is applied.
//!
//! What is not allowed by a line of the table is denied, and there is no arm for "the rest": a new act does not compile
//! before someone has said who may do it. Nothing here asks what time it is. `at` is the latest time in the event and
//! its past, so that every device comes to the same answer, whenever it asks; and a clock that was set back for one
//! event changes nothing once a later time lies in its past.

use std::collections::BTreeSet;

use pana_model::{InterviewId, MemberId, StreamName};
use pana_record::Hlc;

use super::act::{Act, Exported, Looks, OfDraft, OfInterview, Second, Step};
use super::{Extent, Grant, Right, Role, extent};
use crate::Refusal;

/// Who asks: what a member was where the act belongs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The member.
    pub member: MemberId,
    /// The role they had.
    pub role: Role,
    /// The grants they had.
    pub grants: BTreeSet<Grant>,
}

/// Who led an interview, and when it was finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Led {
    /// Who led it.
    pub member: MemberId,
    /// When it was finished.
    pub finished: Hlc,
}

/// What rights ask of a case.
pub trait CaseRights {
    /// Who led this finished interview. `None` while nobody has begun it, and where several claim to have led it: while
    /// two stand, it is nobody's own.
    fn led(&self, interview: InterviewId) -> Option<Led>;

    /// Has the member led a finished interview of the case, or are they its worker? That makes the case one of theirs, until they
    /// give it away.
    fn is_own_case(&self, member: MemberId) -> bool;

    /// Is the member the case's worker, or one of those who became it apart?
    fn is_worker(&self, _: MemberId) -> bool {
        false
    }

    /// Is the case offered to the member?
    fn is_offered(&self, _: MemberId) -> bool {
        false
    }

    /// Has another centre the case now, and did the person not agree that this one goes on reading at that time? Then it is closed to
    /// all but coordinators.
    fn is_with_others(&self, _: Hlc, _: i32) -> bool {
        false
    }
}

/// For acts that are about no case.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoCase;

impl CaseRights for NoCase {
    fn led(&self, _: InterviewId) -> Option<Led> {
        None
    }

    fn is_own_case(&self, _: MemberId) -> bool {
        false
    }
}

/// May `who` do this, in the case as `file` knows it, `at` that time? `offset_minutes` is the centre's distance from
/// UTC, as the control stream gives it.
///
/// # Errors
/// [`Refusal::NoRight`], [`Refusal::NoGrant`], [`Refusal::SecondMember`]; [`Refusal::NeedsUpdate`] for
/// [`Act::Unknown`].
pub fn may(who: &Who, act: &Act, file: &dyn CaseRights, at: Hlc, offset_minutes: i32) -> Result<(), Refusal> {
    let asks = Asks { who, file, at, offset_minutes };
    match act {
        Act::Lead { stream } | Act::Witness { stream } => {
            asks.yes(Right::Interview).and_then(|()| asks.stream(*stream))
        }
        Act::OpenCase
        | Act::ReadPerson
        | Act::Look
        | Act::Search
        | Act::TryForm
        | Act::RecordConsent
        | Act::Backup
        | Act::WriteBundle
        | Act::ReadBundle
        | Act::BeTold
        | Act::Doctor => asks.yes(Right::Interview),
        Act::OpenDraft(draft) | Act::AnswerDraft(draft) | Act::FinishDraft(draft) | Act::DiscardDraft(draft) => {
            asks.draft(draft)
        }
        Act::ReadInterview(interview) | Act::Print(interview) => asks.interview(Right::ReadInterviews, interview),
        Act::AmendInterview(interview) => asks.interview(Right::AmendInterview, interview),
        Act::Export { of, stream } => asks.export(*of).and_then(|()| asks.stream(*stream)),
        Act::Publish => asks.yes(Right::Publish),
        Act::CheckService => asks.yes(Right::CheckService),
        Act::Propose => asks.propose(Right::Publish),
        Act::ReadAccessLog(looks) => asks.looks(*looks),
        Act::AddMember
        | Act::RemoveMember
        | Act::ChangeMember
        | Act::WithdrawGrant(_)
        | Act::SayContact
        | Act::Devices
        | Act::Sheets
        | Act::Admit
        | Act::Confirm
        | Act::Erase
        | Act::TakeIn
        | Act::KnowCentre
        | Act::ExportQuarantine => asks.yes(Right::Administer),
        Act::SeeTerritory => asks.yes(Right::SeeTerritory),
        Act::GiveGrant(grant) => asks.yes(Right::Administer).and_then(|()| asks.passes_on(*grant)),
        Act::Roll { stream } => asks.roll(*stream),
        Act::Needs => asks.yes(Right::PrepareReferral),
        Act::Referral(step) => asks.yes(right_of(*step)),
        Act::Letter => asks.yes(Right::CloseReferral),
        Act::CloseCase => asks.case(Right::CloseCase),
        Act::HandOver => asks.hands(Right::HandOver),
        Act::AnswerOffer => asks.hands(Right::TakeCase),
        Act::GiveCase | Act::Transfer => asks.yes(Right::ConfirmReferral),
        Act::Merge | Act::Unmerge | Act::SettleConflict => asks.case(Right::Merge),
        Act::BreakGlass => asks.yes(Right::BreakGlass),
        Act::ConfirmDate => asks.yes(Right::ConfirmDate),
        Act::Unknown => Err(Refusal::NeedsUpdate),
    }
}

/// The right that a step of a referral asks for.
pub const fn right_of(step: Step) -> Right {
    match step {
        Step::Create | Step::Confirm | Step::Note => Right::PrepareReferral,
        Step::Deliver
        | Step::Acknowledge
        | Step::Accept
        | Step::Waitlist
        | Step::Decline
        | Step::Start
        | Step::Unreachable
        | Step::Finish
        | Step::Close
        | Step::ReRefer
        | Step::Withdraw
        | Step::Cancel
        | Step::Reopen
        | Step::Attempt
        | Step::Tell => Right::CloseReferral,
        Step::ConfirmSensitive | Step::MarkError => Right::ConfirmReferral,
    }
}

/// Does the answer depend on what was done in the case, for somebody of this role? Where it does not, the case need not be
/// read to ask; where nobody has looked into it, it does.
pub fn depends_on_case(role: Role, act: &Act) -> bool {
    let right = match act {
        Act::ReadInterview(_) | Act::Print(_) => Right::ReadInterviews,
        Act::AmendInterview(_) => Right::AmendInterview,
        _ => return true,
    };
    matches!(extent(role, right), Extent::Own | Extent::OwnSameDay | Extent::OwnCases)
}

/// A question being answered.
struct Asks<'a> {
    who: &'a Who,
    file: &'a dyn CaseRights,
    at: Hlc,
    offset_minutes: i32,
}

impl Asks<'_> {
    fn extent(&self, right: Right) -> Extent {
        extent(self.who.role, right)
    }

    fn yes(&self, right: Right) -> Result<(), Refusal> {
        allow(
            right,
            match self.extent(right) {
                Extent::Yes | Extent::YesErasureByTwo | Extent::All | Extent::Centre => Allowed::Yes,
                Extent::ByGrant => self.by_grant(),
                Extent::No
                | Extent::Own
                | Extent::OwnSameDay
                | Extent::OwnCases
                | Extent::AsWorker
                | Extent::IfOffered
                | Extent::Aggregate
                | Extent::AllNamedNeedSecond
                | Extent::Propose => Allowed::No,
            },
        )
    }

    fn propose(&self, right: Right) -> Result<(), Refusal> {
        if self.extent(right) == Extent::Propose { Ok(()) } else { self.yes(right) }
    }

    /// Acts on one interview that is there.
    fn interview(&self, right: Right, asked: &OfInterview) -> Result<(), Refusal> {
        if self.who.role != Role::Coordinator && self.file.is_with_others(self.at, self.offset_minutes) {
            return Err(Refusal::HandedOver);
        }
        let led = self.file.led(asked.id);
        let own = led.filter(|led| led.member == self.who.member);
        let allowed = match self.extent(right) {
            Extent::Yes | Extent::YesErasureByTwo | Extent::All | Extent::Centre => Allowed::Yes,
            Extent::Own => Allowed::of(own.is_some()),
            Extent::OwnSameDay => Allowed::of(own.is_some_and(|led| self.day(led.finished) == self.day(self.at))),
            Extent::OwnCases => Allowed::of(own.is_some() || self.file.is_own_case(self.who.member)),
            Extent::ByGrant => self.by_grant(),
            Extent::No
            | Extent::AsWorker
            | Extent::IfOffered
            | Extent::Aggregate
            | Extent::AllNamedNeedSecond
            | Extent::Propose => Allowed::No,
        };
        allow(right, allowed).and_then(|()| self.stream(asked.stream))
    }

    /// Acts on the case as a whole.
    fn case(&self, right: Right) -> Result<(), Refusal> {
        if self.extent(right) == Extent::OwnCases {
            return allow(right, Allowed::of(self.file.is_own_case(self.who.member)));
        }
        self.yes(right)
    }

    /// Whose the case is: asked of who has it and of whom it is offered to.
    fn hands(&self, right: Right) -> Result<(), Refusal> {
        match self.extent(right) {
            Extent::AsWorker => allow(right, Allowed::of(self.file.is_worker(self.who.member))),
            Extent::IfOffered => allow(right, Allowed::of(self.file.is_offered(self.who.member))),
            _ => self.yes(right),
        }
    }

    /// A draft is its leader's. It is taken over by who might change the interview once it is finished: for workers that
    /// is one in a case of their own. A draft of changes is touched by nobody who may not change the interview.
    fn draft(&self, draft: &OfDraft) -> Result<(), Refusal> {
        if let Some(interview) = draft.amends {
            return self.interview(Right::AmendInterview, &OfInterview { id: interview, stream: draft.stream });
        }
        if draft.led_by == self.who.member {
            return self.yes(Right::Interview).and_then(|()| self.stream(draft.stream));
        }
        self.case(Right::AmendInterview).and_then(|()| self.stream(draft.stream))
    }

    fn export(&self, of: Exported) -> Result<(), Refusal> {
        let analyst = self.who.grants.contains(&Grant::Analyst);
        let extent = self.extent(Right::Export);
        let allowed = match extent {
            Extent::All | Extent::AllNamedNeedSecond => Allowed::Yes,
            Extent::Own => Allowed::of(of == Exported::Own || (analyst && of == Exported::Aggregate)),
            Extent::Aggregate => Allowed::of(of == Exported::Aggregate),
            Extent::No => Allowed::of(analyst && of == Exported::Aggregate),
            Extent::Yes
            | Extent::YesErasureByTwo
            | Extent::OwnSameDay
            | Extent::OwnCases
            | Extent::AsWorker
            | Extent::IfOffered
            | Extent::Centre
            | Extent::ByGrant
            | Extent::Propose => Allowed::No,
        };
        allow(Right::Export, allowed)?;
        match of {
            Exported::Named(second) if extent == Extent::AllNamedNeedSecond => self.second(second),
            Exported::Own | Exported::Aggregate | Exported::Pseudonymised | Exported::Named(_) => Ok(()),
        }
    }

    fn second(&self, second: Second) -> Result<(), Refusal> {
        match second {
            Second::NobodyElse => Ok(()),
            Second::Agreed(member) if member != self.who.member => Ok(()),
            Second::Agreed(_) | Second::Missing => Err(Refusal::SecondMember),
        }
    }

    fn looks(&self, looks: Looks) -> Result<(), Refusal> {
        let right = Right::ReadAccessLog;
        let own = self.extent(right) == Extent::Own && looks == Looks::Own;
        if own { Ok(()) } else { self.yes(right) }
    }

    /// Nobody passes on the key of a stream that is closed to them.
    fn passes_on(&self, grant: Grant) -> Result<(), Refusal> {
        match grant {
            Grant::Protected => self.stream(StreamName::Protected),
            Grant::Inspector | Grant::Expert | Grant::Analyst => Ok(()),
        }
    }

    /// Only who holds a stream's key can begin its next epoch.
    fn roll(&self, stream: StreamName) -> Result<(), Refusal> {
        match stream {
            StreamName::Protected => self.stream(stream),
            StreamName::Control | StreamName::Centre => self.yes(Right::Administer),
        }
    }

    fn stream(&self, stream: StreamName) -> Result<(), Refusal> {
        match stream {
            StreamName::Control | StreamName::Centre => Ok(()),
            StreamName::Protected => self.yes(Right::ProtectedCases).map_err(|_| Refusal::NoGrant),
        }
    }

    fn by_grant(&self) -> Allowed {
        Allowed::of(self.who.grants.contains(&Grant::Protected))
    }

    /// The calendar day at the centre, counted from 1970.
    fn day(&self, at: Hlc) -> i64 {
        let offset_ms = i64::from(self.offset_minutes).saturating_mul(60_000);
        i64::try_from(at.unix_ms()).unwrap_or(i64::MAX).saturating_add(offset_ms).div_euclid(86_400_000)
    }
}

#[derive(Clone, Copy)]
enum Allowed {
    Yes,
    No,
}

impl Allowed {
    const fn of(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

fn allow(right: Right, allowed: Allowed) -> Result<(), Refusal> {
    match allowed {
        Allowed::Yes => Ok(()),
        Allowed::No => Err(Refusal::NoRight(right)),
    }
}
