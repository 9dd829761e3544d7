//! Seats, grants, generations, slots and kept address keys of layout 2.

use pana_keys::{
    EpochKey, Generation, GrantFor, KeyBox, Recovered, SHEETS, Seat, SlotId, device_id, open_address, open_grant,
    open_recovery_grant, seal_grant, seal_recovery_grant,
};
use pana_model::{KeyId, SeatId};
use pana_wire::{Envelope, EventId, GenerationId, StreamName};
use serde_json::json;

use crate::centre::{Centre, MEMBER, SUBJECT};
use crate::file::{Scripted, body, bytes, check, hex, stored};

#[test]
fn seats_are_named_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let device_keys = centre.device.public();
    let device = device_id(centre.id, &device_keys);
    let seat = Seat { device, ..centre.seat() };
    check(
        "seat",
        &json!({
            "kind": "seat",
            "about": "the id of a device with these keys, and of a member's seat on it",
            "centre": hex(centre.id.as_bytes()),
            "device_keys": hex(&device_keys.to_bytes()),
            "device": hex(device.as_bytes()),
            "member": hex(MEMBER.as_bytes()),
            "keys": hex(&seat.keys.to_bytes()),
            "seat": hex(seat.id().as_bytes()),
        }),
    );
}

fn grant(centre: &Centre, kind: &str, about: &str, seat: SeatId, secret: &[u8], sealed: &[u8]) -> serde_json::Value {
    json!({
        "kind": kind,
        "about": about,
        "centre": hex(centre.id.as_bytes()),
        "stream": hex(centre.epoch.stream().as_bytes()),
        "epoch": hex(centre.epoch.id().as_bytes()),
        "seat": hex(seat.as_bytes()),
        "sealing_secret": hex(secret),
        "sealed": hex(sealed),
        "epoch_key": hex(&centre.epoch_key),
        "commitment": hex(&centre.epoch.commitment()),
    })
}

/// The recovery key, and the 32 bytes that the sheets hold together.
fn recovery() -> (Recovered, Vec<u8>) {
    let mut entropy = Scripted::new("recovery");
    let (recovered, _) = Recovered::make(&mut entropy).unwrap();
    let [a, b] = &entropy.drawn[..] else { panic!("two sheets") };
    (recovered, a.iter().zip(b).map(|(a, b)| a ^ b).collect())
}

#[test]
fn grants_are_sealed_as_ever() {
    let centre = Centre::new(StreamName::Protected);
    let seat = centre.seat();
    let sealed = seal_grant(&centre.epoch, &seat, &mut Scripted::new("grant2")).unwrap();
    let secrets = centre.member.to_secret_bytes();
    let about = "the protected stream's epoch key, sealed to a seat by HPKE";
    check("grant2", &grant(&centre, "grant2", about, seat.id(), &secrets.expose()[32..], &sealed));

    let (recovered, secret) = recovery();
    let to = recovered.public();
    let sealed = seal_recovery_grant(&centre.epoch, centre.id, &to, &mut Scripted::new("grant2 for recovery")).unwrap();
    let about = "the same key, sealed to the recovery key";
    check("grant2-recovery", &grant(&centre, "grant2-recovery", about, SHEETS, &secret, &sealed));
}

#[test]
fn stored_grants_open() {
    let centre = Centre::new(StreamName::Protected);
    let at = |seat| GrantFor { centre: centre.id, stream: centre.epoch.stream(), epoch: centre.epoch.id(), seat };
    let opened = open_grant(&at(centre.seat().id()), &bytes(&stored("grant2")["sealed"]), &centre.member).unwrap();
    assert_eq!(opened.commitment(), centre.epoch.commitment());
    let sealed = bytes(&stored("grant2-recovery")["sealed"]);
    let opened = open_recovery_grant(&at(SHEETS), &sealed, &recovery().0).unwrap();
    assert_eq!(opened.commitment(), centre.epoch.commitment());
}

#[test]
fn generations_and_slots_are_sealed_as_ever() {
    let centre = Centre::new(StreamName::Protected);
    let mut entropy = Scripted::new("generation");
    let (generation, buckets) = Generation::make(centre.epoch.stream(), 1, &mut entropy).unwrap();
    // Drawn first of all: the random half of the id, the slot id key, then the buckets' keys.
    let bucket_key = |bucket: u8| entropy.drawn[2 + usize::from(bucket)].clone();
    let slot = generation.slot_id(&SUBJECT);
    let mut script = Scripted::new("boxes");
    let mut boxes = Vec::new();
    for bucket in [0, slot.bucket(), 255] {
        let wrapped = buckets[usize::from(bucket)].wrap(&centre.epoch, &mut script).unwrap();
        let number = KeyBox::Bucket(bucket).number();
        boxes.push(json!({"number": number, "wrapped": hex(&wrapped), "key": hex(&bucket_key(bucket))}));
    }
    let wrapped = generation.wrap(&centre.epoch, &mut script).unwrap();
    let number = KeyBox::SlotIds.number();
    boxes.push(json!({"number": number, "wrapped": hex(&wrapped), "key": hex(&entropy.drawn[1])}));
    check(
        "generation",
        &json!({
            "kind": "generation",
            "about": "three of a generation's buckets, and its slot id key, wrapped under an epoch",
            "stream": hex(centre.epoch.stream().as_bytes()),
            "generation": hex(generation.id().as_bytes()),
            "epoch": hex(centre.epoch.id().as_bytes()),
            "epoch_key": hex(&centre.epoch_key),
            "boxes": boxes,
            "subject": hex(&SUBJECT),
            "slot_id": hex(slot.as_bytes()),
        }),
    );

    let bucket = &buckets[usize::from(slot.bucket())];
    let wrapped = bucket.wrap_subject(&centre.subject, slot, &mut Scripted::new("slot2")).unwrap();
    check(
        "slot2",
        &json!({
            "kind": "slot2",
            "about": "a subject's key wrapped under a bucket of a generation",
            "stream": hex(centre.epoch.stream().as_bytes()),
            "generation": hex(generation.id().as_bytes()),
            "bucket_key": hex(&bucket_key(slot.bucket())),
            "slot_id": hex(slot.as_bytes()),
            "key_id": hex(centre.subject.id().as_bytes()),
            "wrapped": hex(&wrapped),
            "subject_key": hex(&centre.subject_key),
        }),
    );
}

#[test]
fn a_stored_slot_opens_through_its_stored_generation() {
    let (centre, boxes, slot) = (Centre::new(StreamName::Protected), stored("generation"), stored("slot2"));
    let sixteen = |value| <[u8; 16]>::try_from(bytes(value)).unwrap();
    let find = |number: u16| {
        let boxes = boxes["boxes"].as_array().unwrap();
        bytes(&boxes.iter().find(|boxed| boxed["number"] == number).unwrap()["wrapped"])
    };
    let id = GenerationId::from_bytes(sixteen(&boxes["generation"]));
    let generation = Generation::open(id, &find(256), &centre.epoch).unwrap();
    let slot_id = generation.slot_id(&SUBJECT);
    assert_eq!(slot_id, SlotId::from_bytes(sixteen(&slot["slot_id"])));
    let bucket = generation.open_bucket(slot_id.bucket(), &find(slot_id.bucket().into()), &centre.epoch).unwrap();
    let key = KeyId::from_bytes(sixteen(&slot["key_id"]));
    let opened = bucket.open_subject(slot_id, key, &bytes(&slot["wrapped"])).unwrap();
    assert_eq!(opened.id(), centre.subject.id());
}

fn next_epoch(centre: &Centre) -> (EpochKey, Vec<u8>) {
    let mut entropy = Scripted::new("next epoch");
    let next = EpochKey::make(centre.epoch.stream(), 2, &mut entropy).unwrap();
    (next, entropy.last())
}

#[test]
fn address_keys_are_kept_as_ever() {
    let centre = Centre::new(StreamName::Centre);
    let (next, next_key) = next_epoch(&centre);
    let sealed = next.seal_address_key(centre.epoch.address_key(), &mut Scripted::new("address key")).unwrap();
    let event = centre.seal(1, EventId::NONE, &body("body-empty")).erased();
    check(
        "address-key",
        &json!({
            "kind": "address-key",
            "about": "the address key of an epoch kept under the next one, and an event whose address it opens",
            "stream": hex(centre.epoch.stream().as_bytes()),
            "older": hex(centre.epoch.id().as_bytes()),
            "newer": hex(next.id().as_bytes()),
            "newer_key": hex(&next_key),
            "sealed": hex(&sealed),
            "envelope": hex(&event.to_bytes()),
            "subject": hex(&SUBJECT),
        }),
    );
}

#[test]
fn a_stored_address_key_opens_addresses() {
    let (centre, vector) = (Centre::new(StreamName::Centre), stored("address-key"));
    let (next, _) = next_epoch(&centre);
    let older = next.open_address_key(centre.epoch.id(), &bytes(&vector["sealed"])).unwrap();
    let event = Envelope::from_bytes(&bytes(&vector["envelope"])).unwrap();
    assert_eq!(open_address(event.header(), &older).unwrap(), SUBJECT);
}
