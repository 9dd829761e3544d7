//! Devices of a centre that speak to a hub: keys, events and what they ask, without anything of ours that knows a case.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use ed25519_dalek::{Signer as _, SigningKey};
use pana_hub::db::{DbPlace, PoolLimits};
use pana_hub::{FilesPlace, Hub, HubKey, Limits};
use pana_model::{CentreId, DeviceId, KeyId, StreamName};
use pana_wire::bundle::{Item, Slot};
use pana_wire::hub::{
    Challenge, Cursor, DEED_CONTEXT, Deed, DeedErased, DeedId, DeedWrite, Nonce, OpenSession, RegisterCentre,
    SESSION_CONTEXT, Session, session_statement, write_entry,
};
use pana_wire::{
    Envelope, EpochId, EventId, GenerationId, Header, Layout, StreamId, header_message, statement_message,
};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

pub(crate) const ORG: CentreId = CentreId::from_bytes([7; 16]);

pub(crate) fn signing(n: u8) -> SigningKey {
    SigningKey::from_bytes(&[n; 32])
}

pub(crate) const fn dev(n: u8) -> DeviceId {
    DeviceId::from_bytes([n; 16])
}

pub(crate) fn stream(name: StreamName) -> StreamId {
    StreamId::derive(ORG, name)
}

pub(crate) fn deed(by: u8, past: &[DeedId], acts: &[DeedWrite]) -> Deed {
    let statement = Deed::statement(ORG, dev(by), &past.iter().copied().collect(), acts);
    let sig = signing(by).sign(&statement_message(DEED_CONTEXT, &statement)).to_bytes();
    Deed::new(statement, sig).unwrap()
}

pub(crate) fn admit(n: u8, coordinator: bool) -> DeedWrite {
    DeedWrite::Admit { dev: dev(n), key: signing(n).verifying_key().to_bytes(), coordinator }
}

/// Says of an event that it was erased.
pub(crate) fn erase_event(event: &Envelope) -> DeedWrite {
    DeedWrite::Erase { stream: event.header().stream, item: DeedErased::Event(event.id()) }
}

/// Writes events: a chain goes on from where it is, or from where it is told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Chains(pub(crate) BTreeMap<(StreamId, u8), (u64, EventId)>);

impl Chains {
    pub(crate) fn event(&mut self, stream: StreamId, by: u8, body: &[u8]) -> Envelope {
        let end = self.0.entry((stream, by)).or_insert((0, EventId::NONE));
        let made = event(stream, by, *end, body);
        *end = (end.0 + 1, made.id());
        made
    }
}

pub(crate) fn event(stream: StreamId, by: u8, after: (u64, EventId), body: &[u8]) -> Envelope {
    let header = Header {
        layout: Layout::Two,
        org: ORG,
        stream,
        dev: dev(by),
        dseq: after.0 + 1,
        prev: after.1,
        epoch: EpochId::new(1, [1; 12]),
        addr: [2; 32],
        nonce: [3; 24],
        ct_len: u64::try_from(body.len()).unwrap(),
        ct_hash: *blake3::hash(body).as_bytes(),
    };
    let header = header.to_bytes();
    let sig = signing(by).sign(&header_message(EventId::of_header(&header))).to_bytes();
    Envelope::from_parts(header, sig, Some(body.to_vec())).unwrap()
}

pub(crate) fn item(event: &Envelope) -> Vec<u8> {
    Item::Event(event.to_bytes()).to_bytes().unwrap()
}

pub(crate) fn slot(stream: StreamId, n: u8) -> Vec<u8> {
    let generation = GenerationId::new(1, [3; 12]);
    let slot = Slot { stream, slot: [n; 16], key: KeyId::from_bytes([2; 16]), generation, wrapped: [n; 72] };
    Item::Slot(slot).to_bytes().unwrap()
}

pub(crate) fn body(items: &[Vec<u8>]) -> Vec<u8> {
    let mut body = Vec::new();
    items.iter().for_each(|item| write_entry(&mut body, item));
    body
}

/// A hub that is asked without a network.
pub(crate) struct Asked {
    pub(crate) runtime: Runtime,
    pub(crate) hub: Hub,
    /// Where its files lie.
    pub(crate) files: tempfile::TempDir,
    router: Router,
}

impl Asked {
    pub(crate) fn at(place: &DbPlace, limits: Limits) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let key = HubKey::from_secret(&[9; 32]);
        let pool = place.pool(PoolLimits::default()).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let files = FilesPlace::Folder(folder.path().to_owned()).open().unwrap();
        let hub = runtime.block_on(Hub::new(pool, files, key, limits, Arc::new(|| 1_780_000_000_000))).unwrap();
        let router = pana_hub::app(&hub);
        Self { runtime, hub, router, files: folder }
    }

    pub(crate) fn ask(&self, path: &str, body: Vec<u8>, session: Option<&Session>) -> (u16, Vec<u8>) {
        let mut request = Request::post(path);
        if let Some(session) = session {
            let org: String = ORG.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
            request = request.header("authorization", format!("Pana {org}.{}", session.key.to_hex()));
        }
        let request = request.body(Body::from(body)).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            (status, to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec())
        })
    }

    pub(crate) fn register(&self, root: &Deed) {
        let token = self.runtime.block_on(self.hub.make_token()).unwrap();
        let asked = RegisterCentre { token, root_deed: root.to_bytes() };
        assert_eq!(self.ask("/v1/centre", asked.to_bytes(), None).0, 200);
    }

    pub(crate) fn session(&self, n: u8) -> Result<Session, u16> {
        let (status, answer) = self.ask("/v1/challenge", Challenge { org: ORG, dev: dev(n) }.to_bytes(), None);
        if status != 200 {
            return Err(status);
        }
        let Nonce { nonce, .. } = Nonce::from_bytes(&answer).unwrap();
        let statement = session_statement(&self.hub.public_key(), ORG, dev(n), &nonce);
        let sig = signing(n).sign(&statement_message(SESSION_CONTEXT, &statement)).to_bytes();
        let (status, answer) =
            self.ask("/v1/session", OpenSession { org: ORG, dev: dev(n), nonce, sig }.to_bytes(), None);
        if status == 200 { Ok(Session::from_bytes(&answer).unwrap()) } else { Err(status) }
    }

    /// The list of a stream from its beginning: its entries, and where it ends.
    pub(crate) fn list(&self, stream: StreamId, session: &Session) -> Vec<Vec<u8>> {
        let (mut after, mut entries) = (Cursor::START, Vec::new());
        loop {
            let asked = pana_wire::hub::PullRequest { stream, after, most: 1000, runs: false };
            let (status, answer) = self.ask("/v1/pull", asked.to_bytes(), Some(session));
            assert_eq!(status, 200);
            let hub = pana_wire::VerifyingKey::from_bytes(&self.hub.public_key()).unwrap();
            let page = pana_wire::hub::Entries::from_bytes(&answer, ORG, &asked, &hub).unwrap();
            if page.to == after {
                return entries;
            }
            let parts = pana_wire::hub::split_items(&answer).unwrap();
            entries.extend(parts[1..].iter().map(|part| part.to_vec()));
            after = page.to;
        }
    }
}
