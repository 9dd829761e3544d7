use pana_model::{CentreId, StreamName};
use pana_wire::EpochId;

use super::*;
use crate::SystemEntropy;

const SUBJECT: [u8; 16] = [7; 16];

fn stream(name: StreamName) -> StreamId {
    StreamId::derive(CentreId::from_bytes([1; 16]), name)
}

fn epoch(number: u32) -> EpochKey {
    EpochKey::make(stream(StreamName::Centre), number, &mut SystemEntropy).unwrap()
}

fn subject() -> SubjectKey {
    SubjectKey::make(&mut SystemEntropy).unwrap()
}

fn make() -> (Generation, Vec<BucketKey>) {
    Generation::make(stream(StreamName::Centre), 1, &mut SystemEntropy).unwrap()
}

/// A subject's key in its slot, in the bucket that it belongs to.
struct Slot {
    generation: Generation,
    bucket: BucketKey,
    id: SlotId,
    key: SubjectKey,
    wrapped: WrappedKey,
}

fn slot() -> Slot {
    let (generation, mut buckets) = make();
    let (id, key) = (generation.slot_id(&SUBJECT), subject());
    let bucket = buckets.swap_remove(usize::from(id.bucket()));
    let wrapped = bucket.wrap_subject(&key, id, &mut SystemEntropy).unwrap();
    Slot { generation, bucket, id, key, wrapped }
}

#[test]
fn a_slot_is_found_and_opened_by_two_boxes() {
    let (under, slot) = (epoch(1), slot());
    let slot_ids = slot.generation.wrap(&under, &mut SystemEntropy).unwrap();
    let bucket = slot.bucket.wrap(&under, &mut SystemEntropy).unwrap();

    let generation = Generation::open(slot.generation.id(), &slot_ids, &under).unwrap();
    let id = generation.slot_id(&SUBJECT);
    assert_eq!((id, generation.stream()), (slot.id, under.stream()));
    let bucket = generation.open_bucket(id.bucket(), &bucket, &under).unwrap();
    let opened = bucket.open_subject(id, slot.key.id(), &slot.wrapped).unwrap();
    assert_eq!(opened.key().expose(), slot.key.key().expose());
}

#[test]
fn a_slot_opens_in_its_place_alone() {
    let slot = slot();
    let open = |bucket: &BucketKey, id: SlotId, key: KeyId, wrapped: &[u8]| {
        bucket.open_subject(id, key, wrapped).map(drop).unwrap_err()
    };
    let (id, key, wrapped) = (slot.id, slot.key.id(), slot.wrapped);
    let mut other = *id.as_bytes();
    other[15] ^= 1;
    assert_eq!(open(&slot.bucket, SlotId::from_bytes(other), key, &wrapped), KeysError::WrongKey);
    assert_eq!(open(&slot.bucket, id, subject().id(), &wrapped), KeysError::WrongKey);
    let moved = [
        BucketKey { stream: stream(StreamName::Protected), ..slot.bucket.clone() },
        BucketKey { generation: GenerationId::new(1, [9; 12]), ..slot.bucket.clone() },
        BucketKey { bucket: slot.bucket.bucket ^ 1, ..slot.bucket.clone() },
        slot.generation.make_bucket(id.bucket(), &mut SystemEntropy).unwrap(),
    ];
    for bucket in moved {
        assert_eq!(open(&bucket, id, key, &wrapped), KeysError::WrongKey, "{bucket:?}");
    }
    for at in 0..wrapped.len() {
        let mut flipped = wrapped;
        flipped[at] ^= 1;
        assert_eq!(open(&slot.bucket, id, key, &flipped), KeysError::WrongKey, "byte {at}");
    }
    assert!(matches!(slot.bucket.open_subject(id, key, &wrapped[..20]), Err(KeysError::Damaged(_))));
}

#[test]
fn a_row_that_names_another_key_than_it_holds_is_refused() {
    let slot = slot();
    let named = subject().id();
    // Whoever holds the bucket's key can seal any key under any name.
    let aad = slot.bucket.slot_aad(slot.id, named);
    let lying = aead::wrap(&slot.bucket.key, &aad, slot.key.key(), &mut SystemEntropy).unwrap();
    assert_eq!(slot.bucket.open_subject(slot.id, named, &lying).unwrap_err(), KeysError::Commitment);
}

#[test]
fn a_slot_of_another_bucket_is_not_wrapped() {
    let (generation, buckets) = make();
    let id = generation.slot_id(&SUBJECT);
    let other = &buckets[usize::from(id.bucket() ^ 1)];
    assert_eq!(other.wrap_subject(&subject(), id, &mut SystemEntropy).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn two_keys_of_a_subject_lie_side_by_side() {
    let slot = slot();
    let second = subject();
    let wrapped = slot.bucket.wrap_subject(&second, slot.id, &mut SystemEntropy).unwrap();
    for (key, wrapped) in [(&slot.key, slot.wrapped), (&second, wrapped)] {
        assert_eq!(slot.bucket.open_subject(slot.id, key.id(), &wrapped).unwrap().id(), key.id());
    }
}

#[test]
fn a_box_opens_under_its_epoch_generation_and_number_alone() {
    let (under, (generation, buckets)) = (epoch(1), make());
    let wrapped = buckets[3].wrap(&under, &mut SystemEntropy).unwrap();
    let refused = |generation: &Generation, bucket, epoch: &EpochKey| {
        generation.open_bucket(bucket, &wrapped, epoch).map(drop).unwrap_err()
    };
    assert!(generation.open_bucket(3, &wrapped, &under).is_ok());
    assert_eq!(refused(&generation, 4, &under), KeysError::WrongKey);
    assert_eq!(refused(&make().0, 3, &under), KeysError::WrongKey);
    assert_eq!(refused(&generation, 3, &epoch(1)), KeysError::WrongKey);
    let renamed = EpochKey::from_parts(under.stream(), EpochId::new(1, [9; 12]), under.key().clone());
    assert_eq!(refused(&generation, 3, &renamed), KeysError::WrongKey, "the epoch's name is bound too");
    let protected = EpochKey::make(stream(StreamName::Protected), 1, &mut SystemEntropy).unwrap();
    assert_eq!(refused(&generation, 3, &protected), KeysError::WrongKey);
    assert_eq!(buckets[3].wrap(&protected, &mut SystemEntropy).unwrap_err(), KeysError::WrongKey);
    assert_eq!(generation.wrap(&protected, &mut SystemEntropy).unwrap_err(), KeysError::WrongKey);
    assert_eq!(Generation::open(generation.id(), &wrapped, &under).unwrap_err(), KeysError::WrongKey);
}

#[test]
fn a_new_epoch_wraps_the_boxes_again_and_no_slot() {
    let (old, new, slot) = (epoch(1), epoch(2), slot());
    let under_old = slot.bucket.wrap(&old, &mut SystemEntropy).unwrap();
    let (at, id) = (KeyBox::Bucket(slot.id.bucket()), slot.generation.id());
    let under_new = at.rewrap(id, &under_old, &old, &new, &mut SystemEntropy).unwrap();
    let bucket = slot.generation.open_bucket(slot.id.bucket(), &under_new, &new).unwrap();
    assert!(bucket.open_subject(slot.id, slot.key.id(), &slot.wrapped).is_ok());
    assert!(slot.generation.open_bucket(slot.id.bucket(), &under_new, &old).is_err());

    let slot_ids = slot.generation.wrap(&old, &mut SystemEntropy).unwrap();
    let slot_ids = KeyBox::SlotIds.rewrap(id, &slot_ids, &old, &new, &mut SystemEntropy).unwrap();
    assert_eq!(Generation::open(id, &slot_ids, &new).unwrap().slot_id(&SUBJECT), slot.id);
    let protected = EpochKey::make(stream(StreamName::Protected), 1, &mut SystemEntropy).unwrap();
    let refused = at.rewrap(id, &under_old, &old, &protected, &mut SystemEntropy);
    assert_eq!(refused.unwrap_err(), KeysError::WrongKey);
}

#[test]
fn a_bucket_with_a_new_key_leaves_the_old_row_closed() {
    let (new, slot) = (epoch(2), slot());
    let renewed = slot.generation.make_bucket(slot.id.bucket(), &mut SystemEntropy).unwrap();
    let boxed = renewed.wrap(&new, &mut SystemEntropy).unwrap();
    let opened = slot.generation.open_bucket(slot.id.bucket(), &boxed, &new).unwrap();
    assert_eq!(opened.open_subject(slot.id, slot.key.id(), &slot.wrapped).unwrap_err(), KeysError::WrongKey);
    let again = renewed.wrap_subject(&slot.key, slot.id, &mut SystemEntropy).unwrap();
    assert!(opened.open_subject(slot.id, slot.key.id(), &again).is_ok());
}

#[test]
fn slot_ids_of_two_generations_have_nothing_in_common() {
    let (one, other) = (make().0, make().0);
    assert_ne!(one.slot_id(&SUBJECT), other.slot_id(&SUBJECT));
    assert_ne!(one.slot_id(&SUBJECT), one.slot_id(&[8; 16]));
}

#[test]
fn every_box_has_its_number() {
    let numbers: Vec<u16> = KeyBox::all().map(KeyBox::number).collect();
    assert_eq!(numbers, (0..=256).collect::<Vec<u16>>());
    assert!(KeyBox::all().all(|at| KeyBox::from_number(at.number()) == Some(at)));
    assert_eq!([257, u16::MAX].map(KeyBox::from_number), [None, None]);
    let (_, buckets) = make();
    assert!(buckets.iter().map(BucketKey::bucket).eq(0..=255));
}
