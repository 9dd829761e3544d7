//! Layout 1, which is read and no longer written. Its writes are named by a device and an event's number.

use minicbor::Decode;
use pana_model::{DeviceId, EventRef, MemberId};

use super::{Body, BodyError, check_ops, shape};
use crate::{Dot, EventKind, Flags, Hlc, Op, OpKind, Value, codec};

/// The frontier of other devices that layout 1 names after the operations is of no use here and is passed over.
#[derive(Decode)]
#[cbor(array)]
struct First {
    #[cbor(n(1), with = "minicbor::bytes")]
    subject: [u8; 16],
    #[n(2)]
    hlc: Hlc,
    #[cbor(n(3), with = "codec::member")]
    member: MemberId,
    #[n(4)]
    form_id: Option<String>,
    #[cbor(n(5), with = "minicbor::bytes")]
    form_hash: Option<[u8; 32]>,
    #[n(6)]
    kind: EventKind,
    #[n(7)]
    ops: Vec<FirstOp>,
    #[n(9)]
    note: String,
}

#[derive(Decode)]
#[cbor(array)]
struct FirstOp {
    #[n(0)]
    path: String,
    #[n(1)]
    kind: OpKind,
    #[n(2)]
    value: Value,
    #[n(3)]
    over: Vec<FirstDot>,
}

#[derive(Decode)]
#[cbor(array)]
struct FirstDot {
    #[cbor(n(0), with = "minicbor::bytes")]
    dev: [u8; 16],
    #[n(1)]
    seq: u64,
    #[n(2)]
    op: u32,
}

pub(super) fn read(bytes: &[u8], name: &dyn Fn(DeviceId, u64) -> Option<EventRef>) -> Result<Body, BodyError> {
    let first: First = minicbor::decode(bytes).map_err(|error| shape(&error))?;
    check_ops(first.ops.iter().map(|op| (op.path.as_str(), op.kind, op.over.len())))?;
    let named = |dot: FirstDot| Some(Dot::new(name(DeviceId::from_bytes(dot.dev), dot.seq)?, dot.op));
    let op = |op: FirstOp| Op {
        path: op.path,
        kind: op.kind,
        value: op.value,
        over: op.over.into_iter().filter_map(named).collect(),
    };
    Ok(Body {
        v: 1,
        subject: first.subject,
        hlc: first.hlc,
        member: first.member,
        seat: None,
        form_id: first.form_id,
        form_hash: first.form_hash,
        kind: first.kind,
        ops: first.ops.into_iter().map(op).collect(),
        past: Vec::new(),
        ctl: Vec::new(),
        seen: None,
        flags: Flags::NONE,
        note: first.note,
    })
}
