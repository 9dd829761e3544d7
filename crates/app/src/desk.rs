//! An open centre: what is in memory between unlock and lock, and nowhere else.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use pana_casework::case::centre_day;
use pana_casework::{Act, Extent, Grant, Right, Role, extent};
use pana_model::{InterviewId, MemberId, Moment};
use pana_record::Hlc;
use pana_store::{Asked, DraftSummary, Member, Store, StoreError, Stream};

use crate::contract::centre::MemberView;
use crate::contract::{AppError, Id, Word};
use crate::error::ErrorCode;
use crate::export::Draw;
use crate::interview::OpenInterview;
use crate::questionnaire::{AskedForm, Candidate, Shape, read_source};
use crate::rules::{InForce, RulesCandidate};
use crate::service::{Opened, Package, Tried};

/// An open centre and who works at it.
pub(crate) struct Desk {
    pub(crate) store: Store,
    /// Is it the marked demo centre?
    pub(crate) demo: bool,
    /// Interviews on the screen, with their sessions.
    pub(crate) interviews: BTreeMap<InterviewId, OpenInterview>,
    /// An interview that began on the screen which the lock took away, and is not there again yet.
    pub(crate) fresh: Option<InterviewId>,
    /// A questionnaire that was read from a file and waits to be published.
    pub(crate) reading: Option<Candidate>,
    /// What the rows of an export were drawn by that were shown last.
    pub(crate) draw: Option<Draw>,
    /// The directory of services, made ready to be searched.
    pub(crate) directory: Option<Arc<Opened>>,
    /// What our referrals say of services, as it was counted last.
    pub(crate) tried: Option<Arc<Tried>>,
    /// A package of services that was read and waits to be taken in.
    pub(crate) package: Option<Package>,
    /// The rules that are asked, compiled.
    pub(crate) rules: Option<Arc<InForce>>,
    /// A table of rules that was read and waits to be taken in.
    pub(crate) rules_read: Option<RulesCandidate>,
    /// A session at the hub, which the next meeting goes on with.
    pub(crate) hub_session: Option<pana_sync::OpenedSession>,
    /// How many files were read.
    readings: u32,
    forms: BTreeMap<[u8; 32], Arc<AskedForm>>,
}

impl Desk {
    pub(crate) fn new(store: Store, demo: bool) -> Self {
        let (interviews, forms) = (BTreeMap::new(), BTreeMap::new());
        Self {
            store,
            demo,
            interviews,
            fresh: None,
            reading: None,
            draw: None,
            hub_session: None,
            directory: None,
            tried: None,
            package: None,
            rules: None,
            rules_read: None,
            readings: 0,
            forms,
        }
    }

    /// Other laptops have said something new: what was made ready of the directory and the rules is made anew.
    pub(crate) fn forget_what_may_have_changed(&mut self) {
        (self.directory, self.tried, self.rules) = (None, None, None);
        self.forget_what_was_erased();
    }

    /// Whose session it is, as the centre has them now.
    pub(crate) const fn member(&self) -> &Member {
        self.store.member()
    }

    /// Fails where the member at work may not do this. For what depends on no case; what does is asked of
    /// [`Store::rights_in`] and [`Store::may_open_draft`].
    pub(crate) fn ask(&self, act: Act, now: Moment) -> Result<(), AppError> {
        Ok(self.store.ask(&Asked::of(act), now)?)
    }

    /// The same as a flag of a view.
    pub(crate) fn may(&self, act: Act, now: Moment) -> bool {
        self.ask(act, now).is_ok()
    }

    /// Of some drafts those that the member may open: the others are in no list of theirs.
    pub(crate) fn only_mine_to_open(
        &self,
        drafts: Vec<DraftSummary>,
        now: Moment,
    ) -> Result<Vec<DraftSummary>, AppError> {
        let mut shown = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match self.store.may_open_draft(draft.interview, now) {
                Ok(_) => shown.push(draft),
                // Damage costs this draft alone: the doctor names it.
                Err(StoreError::Refused(_) | StoreError::UnknownInterview | StoreError::Damaged(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(shown)
    }

    /// The day at the centre, whatever zone this device stands in.
    pub(crate) fn today(&self, now: Moment) -> NaiveDate {
        let at = Hlc::at(u64::try_from(now.unix_ms()).unwrap_or_default());
        centre_day(at, self.store.offset_minutes())
    }

    pub(crate) fn may_open_protected(&self) -> bool {
        self.store.opens(Stream::Protected)
    }

    /// The questionnaire in a version that the centre keeps.
    pub(crate) fn form(&mut self, form_id: &str, hash: &[u8; 32]) -> Result<Arc<AskedForm>, AppError> {
        if let Some(known) = self.forms.get(hash) {
            return Ok(Arc::clone(known));
        }
        let source = self.store.form_source(form_id, *hash)?;
        let form = read_source(form_id, hash, &source)?;
        let asked = Arc::new(AskedForm { shape: Shape::of(&form), form });
        self.forms.insert(*hash, Arc::clone(&asked));
        Ok(asked)
    }

    /// The same for lists, which go on without one that is missing or altered: the doctor names it.
    pub(crate) fn form_if_sound(&mut self, form_id: &str, hash: &[u8; 32]) -> Result<Option<Arc<AskedForm>>, AppError> {
        match self.form(form_id, hash) {
            Ok(asked) => Ok(Some(asked)),
            Err(error) if error.is(ErrorCode::FormAltered) || error.is(ErrorCode::FormUnknown) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Is what is kept of the version the one that its hash names? Looks at what is kept now, whatever was read before.
    pub(crate) fn form_is_sound(&self, form_id: &str, hash: &[u8; 32]) -> Result<bool, AppError> {
        let source = self.store.form_source(form_id, *hash)?;
        Ok(read_source(form_id, hash, &source).is_ok())
    }

    /// The version of a questionnaire that is asked now.
    pub(crate) fn current_form(&mut self, form_id: &str) -> Result<Arc<AskedForm>, AppError> {
        let current = self.store.forms()?.into_iter().find(|form| form.form_id == form_id);
        let current = current.ok_or_else(|| AppError::of(ErrorCode::FormUnknown).with("form", form_id))?;
        self.form(form_id, &current.hash)
    }

    /// All questionnaires in the versions asked now, but those that are altered.
    pub(crate) fn current_forms(&mut self) -> Result<Vec<Arc<AskedForm>>, AppError> {
        let forms = self.store.forms()?;
        forms.iter().filter_map(|form| self.form_if_sound(&form.form_id, &form.hash).transpose()).collect()
    }

    /// A name for what is read next.
    pub(crate) fn next_name(&mut self) -> String {
        self.readings = self.readings.wrapping_add(1);
        self.readings.to_string()
    }

    /// The name of who is or was a member, for histories; empty for one that is not known here.
    pub(crate) fn member_name(&self, member: MemberId) -> String {
        self.store.member_name(member).unwrap_or_default()
    }
}

/// A member as a screen sees them.
pub(crate) fn member_view(id: MemberId, name: &str, role: Role, grants: impl IntoIterator<Item = Grant>) -> MemberView {
    let grants = grants.into_iter().map(Word).collect();
    let may_recover = may_recover(role);
    MemberView { id: Id(id), name: name.to_owned(), role: Word(role), grants, may_recover }
}

/// The sheets let in again whoever answers for the centre; everyone else gets a passphrase from them.
pub(crate) fn may_recover(role: Role) -> bool {
    extent(role, Right::Administer) != Extent::No
}
