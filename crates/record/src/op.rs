//! One write.

use minicbor::{Decode, Encode};
use pana_model::InstanceId;

use crate::{Dot, OpKind, Value};

/// One write at one path, naming what it replaces. Its own dot is its place in its event.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Op {
    /// Where: stable names, never labels. The store decides how paths are built.
    #[n(0)]
    pub path: String,
    /// What it does.
    #[n(1)]
    pub kind: OpKind,
    /// What it holds.
    #[n(2)]
    pub value: Value,
    /// The writes it replaces: those that were shown to whoever wrote it. What lies out of reach is not replaced.
    #[n(3)]
    pub over: Vec<Dot>,
}

impl Op {
    /// A single answer that replaces `over`.
    pub fn set(path: impl Into<String>, value: Value, over: Vec<Dot>) -> Self {
        Self { path: path.into(), kind: OpKind::Set, value, over }
    }

    /// An operation of another kind.
    pub fn new(path: impl Into<String>, kind: OpKind, value: Value, over: Vec<Dot>) -> Self {
        Self { path: path.into(), kind, value, over }
    }

    /// Whether its `over` counts for a write at `path`: only at its own path, or, if it ends an instance, also at what
    /// belongs to that instance. So a remark cannot make a refusal vanish by naming it.
    pub fn reaches(&self, path: &str) -> bool {
        self.path == path || self.ended_instance().is_some_and(|segment| holds_segment(path, &segment))
    }

    /// How paths within the instance that it ends are known: a segment of them ends like this.
    pub(crate) fn ended_instance(&self) -> Option<String> {
        match (self.kind, &self.value) {
            (OpKind::InstanceRemove, Value::Bytes(id)) => {
                let id = <[u8; 16]>::try_from(id.as_slice()).ok()?;
                Some(format!("[{}]", InstanceId::from_bytes(id)))
            }
            _ => None,
        }
    }
}

/// Whether a segment of the path ends like this.
pub(crate) fn holds_segment(path: &str, ending: &str) -> bool {
    path.split('/').any(|segment| segment.ends_with(ending))
}
