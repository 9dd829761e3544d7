//! One write.

use minicbor::{Decode, Encode};

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
    /// The writes it replaces: those that were shown to whoever wrote it. They may lie at other paths.
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
}
