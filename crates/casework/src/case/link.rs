//! Links between two cases: that they are one person's, or that they are not.
//!
//! A link lies with the case of the smaller id, so that two laptops write to one place. It is a set from which nothing is lost:
//! whoever says something names all that was said before. Made apart, that they are two holds: nobody's records are shown as one
//! while somebody who knows them says otherwise. Nothing of either case is rewritten, so taking them apart gives back what was.

use pana_model::{CaseId, EventRef, MemberId, StreamName};
use pana_record::{EventKind, Hlc, Op, OpKind, Value};

use super::{CaseFile, Done, Event};
use crate::path::{LINKS, LogPath};
use crate::word::words;
use crate::{Act, Refusal};

words! {
    /// What is said of two cases. The first holds while both stand that were said apart.
    pub enum Linked {
        /// They are two people, and are not to be asked about again.
        Apart = "apart",
        /// They are one person.
        Same = "same",
    }
}

/// What somebody said of this case and another of a greater id.
#[derive(Clone, PartialEq, Eq)]
pub struct LinkSaid {
    /// The other case.
    pub other: CaseId,
    /// What.
    pub what: Linked,
    /// Why, in their words.
    pub words: String,
    /// Who.
    pub by: MemberId,
    /// When, by their clock.
    pub at: Hlc,
    /// The event that says so.
    pub event: EventRef,
}

/// Why is in somebody's words.
impl std::fmt::Debug for LinkSaid {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "LinkSaid({} {})", self.what, self.other)
    }
}

fn read(value: &Value) -> Option<(Linked, &str)> {
    let [what, words, ..] = value.as_list()? else { return None };
    Some((what.as_text()?.parse().ok()?, words.as_text()?))
}

/// What is said of two cases here.
pub(super) fn linked_of(value: &Value) -> Option<Linked> {
    read(value).map(|(what, _)| what)
}

/// What writing this about two cases is.
pub(super) fn act_of_link(value: &Value) -> Act {
    match read(value).map(|(what, _)| what) {
        Some(Linked::Same) => Act::Merge,
        Some(Linked::Apart) => Act::Unmerge,
        None => Act::Unknown,
    }
}

/// What an event of this kind did, for the history.
pub(super) fn done_of(event: &Event<'_>) -> Done {
    let mut said = event.ops().filter_map(|(_, op, _)| read(&op.value));
    if said.any(|(what, _)| what == Linked::Apart) { Done::KeptApart } else { Done::Linked }
}

impl CaseFile {
    /// What is said of this case and others of greater ids: of each the word that holds, those who said it, the latest last.
    pub fn links(&self) -> Vec<LinkSaid> {
        let mut links = Vec::new();
        if self.stream != StreamName::Centre {
            return links;
        }
        for path in self.heads.paths_under(LINKS) {
            let LogPath::Link(other) = LogPath::of(path) else { continue };
            let heads = self.heads.heads(path).filter(|(_, head)| head.kind == OpKind::Add);
            let said = heads.filter_map(|(dot, head)| Some((dot, head, read(&head.value)?)));
            let mut said: Vec<LinkSaid> = said
                .map(|(dot, head, (what, words))| LinkSaid {
                    other,
                    what,
                    words: words.to_owned(),
                    by: head.mark.member,
                    at: head.mark.hlc,
                    event: dot.event,
                })
                .collect();
            let holds = said.iter().map(|link| link.what).min();
            said.retain(|link| Some(link.what) == holds);
            said.sort_by_key(|link| (link.at, link.event));
            links.extend(said);
        }
        links
    }

    /// What holds of this case and another of a greater id; nothing where nobody said anything.
    pub fn linked(&self, other: CaseId) -> Option<Linked> {
        self.links().into_iter().find(|link| link.other == other).map(|link| link.what)
    }

    /// The write that says it, over all that was said.
    pub fn link_op(&self, other: CaseId, what: Linked, words: &str) -> Op {
        let path = LogPath::Link(other).to_string();
        let over = self.heads.over(&path);
        Op::new(path, OpKind::Add, Value::List(vec![Value::text(what.as_str()), Value::text(words)]), over)
    }

    /// What no right gives: a link lies where everybody sees it, with the smaller id, and names all that was said.
    pub(super) fn of_links(&self, event: &Event<'_>) -> Result<(), Refusal> {
        if event.body.kind != EventKind::Link {
            return Ok(());
        }
        for (_, op, path) in event.ops() {
            let LogPath::Link(other) = path else { return Err(Refusal::NeedsUpdate) };
            if op.kind != OpKind::Add || read(&op.value).is_none() || self.stream != StreamName::Centre {
                return Err(Refusal::NeedsUpdate);
            }
            if *other <= self.subject {
                return Err(Refusal::OtherSubject);
            }
            if self.heads.heads(&op.path).any(|(dot, _)| !op.over.contains(&dot)) {
                return Err(Refusal::Unnamed);
            }
        }
        Ok(())
    }
}
