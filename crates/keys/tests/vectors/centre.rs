//! A centre whose keys are known, and what a reader does with an event of it.

use pana_keys::{
    DeviceSecrets, EpochKey, EventKeys, EventPlace, KeysError, MemberSecrets, Seat, SubjectKey, open_address,
    open_event, seal_event,
};
use pana_model::{CentreId, DeviceId, MemberId};
use pana_wire::{Envelope, EventId, StreamId, StreamName, verify_envelope};
use serde_json::{Value, json};

use crate::file::{Scripted, bytes, hex};

pub(crate) struct Centre {
    pub(crate) id: CentreId,
    pub(crate) stream: StreamName,
    pub(crate) epoch: EpochKey,
    pub(crate) epoch_key: Vec<u8>,
    pub(crate) subject: SubjectKey,
    pub(crate) subject_key: Vec<u8>,
    pub(crate) member: MemberSecrets,
    pub(crate) device: DeviceSecrets,
}

pub(crate) const SUBJECT: [u8; 16] = [0xC5; 16];
pub(crate) const MEMBER: MemberId = MemberId::from_bytes([0x3E; 16]);
pub(crate) const DEVICE: DeviceId = DeviceId::from_bytes([0xDE; 16]);

impl Centre {
    pub(crate) fn new(stream: StreamName) -> Self {
        let mut entropy = Scripted::new(stream.as_str());
        let id = CentreId::from_bytes([0xCE; 16]);
        let epoch = EpochKey::make(StreamId::derive(id, stream), 1, &mut entropy).unwrap();
        let epoch_key = entropy.last();
        let subject = SubjectKey::make(&mut entropy).unwrap();
        let subject_key = entropy.last();
        let member = MemberSecrets::make(&mut entropy).unwrap();
        let device = DeviceSecrets::make(&mut entropy).unwrap();
        Self { id, stream, epoch, epoch_key, subject, subject_key, member, device }
    }

    pub(crate) fn seat(&self) -> Seat {
        Seat { centre: self.id, member: MEMBER, device: DEVICE, keys: self.member.public() }
    }

    pub(crate) fn seal(&self, dseq: u64, prev: EventId, body: &[u8]) -> Envelope {
        let at = EventPlace { org: self.id, stream: self.stream, dev: DEVICE, dseq, prev };
        let keys = EventKeys { epoch: &self.epoch, subject: &self.subject, member: &self.member, device: &self.device };
        seal_event(&at, &SUBJECT, body, keys, &mut Scripted::new(&format!("event {dseq}"))).unwrap()
    }

    pub(crate) fn event(&self, about: &str, envelope: &Envelope, body: Option<&[u8]>) -> Value {
        json!({
            "kind": "event2",
            "about": about,
            "centre": hex(self.id.as_bytes()),
            "stream": self.stream.as_str(),
            "keys": {
                "epoch": hex(self.epoch.id().as_bytes()),
                "epoch_key": hex(&self.epoch_key),
                "subject_key": hex(&self.subject_key),
                "member_public": hex(&self.member.public().sign),
                "device_public": hex(&self.device.public().sign),
            },
            "envelope": hex(&envelope.to_bytes()),
            "event_id": envelope.id().to_string(),
            "dseq": envelope.header().dseq,
            "prev": envelope.header().prev.to_string(),
            "subject": hex(&SUBJECT),
            "body": body.map(hex),
        })
    }

    /// Everything a reader checks; the body is none when it was erased.
    pub(crate) fn read(&self, envelope: &[u8]) -> Result<Option<Vec<u8>>, String> {
        let told = |error: &dyn std::fmt::Display| error.to_string();
        let envelope = Envelope::from_bytes(envelope).map_err(|error| told(&error))?;
        verify_envelope(&envelope, &self.device.public().verifying_key().unwrap()).map_err(|error| told(&error))?;
        let subject = open_address(envelope.header(), &self.epoch).map_err(|error| told(&error))?;
        if subject != SUBJECT {
            return Err(String::from("another subject"));
        }
        let opened = open_event(&envelope, self.stream, &self.subject).map_err(|error: KeysError| told(&error))?;
        let Some(opened) = opened else { return Ok(None) };
        let member = self.member.public().verifying_key().unwrap();
        opened.verify(&envelope, &member).map_err(|error| told(&error))?;
        Ok(Some(opened.body.expose().clone()))
    }
}

/// Reads a stored vector of an event, with the keys of its stream's centre.
pub(crate) fn read_vector(vector: &Value) -> Result<Option<Vec<u8>>, String> {
    let stream = StreamName::from_name(vector["stream"].as_str().unwrap()).unwrap();
    Centre::new(stream).read(&bytes(&vector["envelope"]))
}
