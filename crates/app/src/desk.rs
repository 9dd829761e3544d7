//! An open centre: what is in memory between unlock and lock, and nowhere else.

use std::collections::BTreeMap;
use std::sync::Arc;

use pana_casework::{Extent, Grant, Right, Role, extent};
use pana_forms::Form;
use pana_model::{InterviewId, MemberId};
use pana_store::{Member, Store, Stream};

use crate::contract::AppError;
use crate::contract::centre::MemberView;
use crate::error::ErrorCode;
use crate::interview::OpenInterview;
use crate::questionnaire::{Candidate, Shape, read_source};

/// An open centre and who works at it.
pub(crate) struct Desk {
    pub(crate) store: Store,
    /// Whose session it is.
    pub(crate) member: Member,
    /// Is it the marked demo centre?
    pub(crate) demo: bool,
    /// Interviews on the screen, with their sessions.
    pub(crate) interviews: BTreeMap<InterviewId, OpenInterview>,
    /// A questionnaire that was read from a file and waits to be published.
    pub(crate) reading: Option<Candidate>,
    /// How many files were read.
    readings: u32,
    forms: BTreeMap<[u8; 32], Arc<AskedForm>>,
    /// Names of the members, for lists.
    names: BTreeMap<MemberId, String>,
}

/// A questionnaire in one version.
pub(crate) struct AskedForm {
    pub(crate) form: Arc<Form>,
    pub(crate) shape: Shape,
}

impl AskedForm {
    pub(crate) fn protected(&self) -> bool {
        self.stream() == Stream::Protected
    }

    /// Where its interviews are written down.
    pub(crate) fn stream(&self) -> Stream {
        match self.form.stream() {
            pana_forms::Stream::Centre => Stream::Centre,
            pana_forms::Stream::Protected => Stream::Protected,
        }
    }

    /// The title for lists: neutral where the questionnaire gives such a one.
    pub(crate) fn list_title(&self) -> crate::contract::Texts {
        let neutral = self.form.neutral_title();
        if neutral.is_empty() { self.form.title().clone() } else { neutral.clone() }
    }
}

impl Desk {
    pub(crate) fn new(store: Store, demo: bool) -> Result<Self, AppError> {
        let member = store.member().clone();
        let (interviews, forms, names) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (reading, readings) = (None, 0);
        let mut desk = Self { store, member, demo, interviews, reading, readings, forms, names };
        desk.learn_names()?;
        Ok(desk)
    }

    /// Reads who works here: after unlock, and when someone was added.
    pub(crate) fn learn_names(&mut self) -> Result<(), AppError> {
        self.names = self.store.members()?.into_iter().map(|member| (member.id, member.name)).collect();
        Ok(())
    }

    /// How far a right reaches for the member at work.
    pub(crate) fn extent(&self, right: Right) -> Extent {
        extent(self.member.role, right)
    }

    /// Does the right reach at all?
    pub(crate) fn may(&self, right: Right) -> bool {
        self.extent(right) != Extent::No
    }

    /// Fails where the right does not reach at all.
    pub(crate) fn require(&self, right: Right) -> Result<(), AppError> {
        if self.may(right) { Ok(()) } else { Err(no_right(right)) }
    }

    pub(crate) fn may_open_protected(&self) -> bool {
        self.member.grants.contains(&Grant::Protected)
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

    /// The version of a questionnaire that is asked now.
    pub(crate) fn current_form(&mut self, form_id: &str) -> Result<Arc<AskedForm>, AppError> {
        let current = self.store.forms()?.into_iter().find(|form| form.form_id == form_id);
        let current = current.ok_or_else(|| AppError::of(ErrorCode::FormUnknown).with("form", form_id))?;
        self.form(form_id, &current.hash)
    }

    /// All questionnaires in the versions asked now.
    pub(crate) fn current_forms(&mut self) -> Result<Vec<Arc<AskedForm>>, AppError> {
        self.store.forms()?.iter().map(|form| self.form(&form.form_id, &form.hash)).collect()
    }

    /// A name for what is read next.
    pub(crate) fn next_name(&mut self) -> String {
        self.readings = self.readings.wrapping_add(1);
        self.readings.to_string()
    }

    /// A member's name, for histories; empty for one that is not known here.
    pub(crate) fn member_name(&self, member: MemberId) -> String {
        self.names.get(&member).cloned().unwrap_or_default()
    }
}

/// The member may not do this.
pub(crate) fn no_right(right: Right) -> AppError {
    let word = match right {
        Right::Interview => "interview",
        Right::ReadInterviews => "read-interviews",
        Right::AmendInterview => "amend-interview",
        Right::PrepareReferral => "prepare-referral",
        Right::CloseReferral => "close-referral",
        Right::ConfirmReferral => "confirm-referral",
        Right::ProtectedCases => "protected-cases",
        Right::BreakGlass => "break-glass",
        Right::Export => "export",
        Right::Publish => "publish",
        Right::Merge => "merge",
        Right::Administer => "administer",
        Right::ReadAccessLog => "read-access-log",
    };
    AppError::of(ErrorCode::NoRight).with("right", word)
}

/// A member as a screen sees them.
pub(crate) fn member_view(id: MemberId, name: &str, role: Role, grants: impl IntoIterator<Item = Grant>) -> MemberView {
    let grants = grants.into_iter().map(|grant| grant.as_str().to_owned()).collect();
    let may_recover = may_recover(role);
    MemberView { id: id.to_string(), name: name.to_owned(), role: role.as_str().to_owned(), grants, may_recover }
}

/// The sheets let in again whoever answers for the centre; everyone else gets a passphrase from them.
pub(crate) fn may_recover(role: Role) -> bool {
    extent(role, Right::Administer) != Extent::No
}
