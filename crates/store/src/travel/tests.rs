//! Laptops that meet: what the one lacks is what the other sends, and a laptop joins by what it is sent.

use std::collections::BTreeSet;

use pana_casework::{Grant, Role};
use pana_model::{CaseId, DeviceId, EventRef, InterviewId, Moment, Secret};

use super::*;
use crate::testing::{centre, finish, now, people, second_device};
use crate::{
    Authorised, ForWhom, InviteFor, InviteState, JoinFault, Joining, NewJoin, StartInterview, Store, StoreError,
    TakenIn,
};

/// All that `from` sends to who has this.
pub(crate) fn sent(from: &Store, have: &Have) -> Arrived {
    let events = from.lacking(have).unwrap();
    let keys = from.sealed_keys(&events).unwrap();
    let sources = from.sources().unwrap();
    let mut chunks = Vec::new();
    for file in from.files_lacking(have, &BTreeSet::new()).unwrap() {
        chunks.extend((0..file.chunks).map(|number| from.outgoing_chunk(&file.root, number).unwrap()));
    }
    let events = events.iter().map(|event| from.outgoing_bytes(event).unwrap()).collect();
    Arrived { events, keys, sources, chunks, for_others: true, room: crate::AsideRoom::default() }
}

pub(crate) fn meet(one: &mut Store, two: &mut Store) -> (TakenIn, TakenIn) {
    let (to_two, to_one) = (sent(one, &two.have().unwrap()), sent(two, &one.have().unwrap()));
    (one.take_arrived(&to_one, now()).unwrap(), two.take_arrived(&to_two, now()).unwrap())
}

pub(crate) const PASSPHRASE: &str = "басқа сөз";

fn answer(invite: &[u8]) -> (tempfile::TempDir, Joining, crate::JoinAnswer) {
    let dir = tempfile::tempdir().unwrap();
    let new = NewJoin {
        device: "5-ноутбук".to_owned(),
        member: "Отабек".to_owned(),
        passphrase: Secret::new(PASSPHRASE.to_owned()),
        kdf: crate::testing::KDF,
    };
    let (joining, answer) = Joining::begin(dir.path(), invite, &new, now()).unwrap();
    (dir, joining, answer)
}

fn invited(store: &mut Store, role: Role, grants: &[Grant]) -> Secret<Vec<u8>> {
    let whom = InviteFor::New { name: "Отабек".to_owned(), role, grants: grants.to_vec() };
    store.invite(&whom, now()).unwrap()
}

/// A laptop that joined, by files alone.
pub(crate) fn joined(store: &mut Store, role: Role, grants: &[Grant]) -> (tempfile::TempDir, Store) {
    let invite = invited(store, role, grants);
    let (dir, joining, answer) = answer(invite.expose());
    store.join_accept(&answer.request, &answer.digits, &Authorised::Alone, now()).unwrap();
    let arrived = sent(store, &Have::default());
    let waiting = joining.unlock(&Secret::new(PASSPHRASE.to_owned()), now()).unwrap();
    (dir, waiting.join(&arrived, now()).unwrap())
}

#[test]
fn a_laptop_joins_by_an_invite_and_digits_and_has_all_that_its_member_may_see() {
    let (_dir, mut one) = centre();
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")], &[("given_name", "Дана")]]).unwrap();
    people(&mut one, Stream::Protected, &[&[("given_name", "Құпия")]]).unwrap();
    let (dir, mut two) = joined(&mut one, Role::Volunteer, &[]);
    assert_eq!((two.member().name.as_str(), two.member().role), ("Отабек", Role::Volunteer));
    assert_eq!(two.people_count().unwrap(), one.people_count().unwrap());
    assert!(!two.opens(Stream::Protected), "what was not given does not open");
    assert!(two.doctor(now()).unwrap().is_well());
    assert_eq!(two.have().unwrap(), one.have().unwrap());
    // It is a laptop like any other from now on, also after a lock.
    people(&mut two, Stream::Centre, &[&[("given_name", "Мадина")]]).unwrap();
    let member = two.member().id;
    drop(two);
    let locked = crate::Locked::open(dir.path()).unwrap();
    let mut two = locked.unlock(member, &Secret::new(PASSPHRASE.to_owned()), now()).unwrap();
    meet(&mut one, &mut two);
    assert_eq!((one.people_search("Мадина", 9).unwrap().people.len(), one.set_aside_count().unwrap()), (1, 0));
    assert_eq!(Joining::open(dir.path()).unwrap().map(|_| ()), None);
}

#[test]
fn with_the_grant_a_joined_laptop_opens_talks_in_private() {
    let (_dir, mut one) = centre();
    people(&mut one, Stream::Protected, &[&[("given_name", "Құпия")]]).unwrap();
    let (_dir2, two) = joined(&mut one, Role::Worker, &[Grant::Protected]);
    assert!(two.opens(Stream::Protected));
    assert_eq!(two.set_aside_count().unwrap(), 0);
}

#[test]
fn other_digits_end_the_invite_and_nothing_was_given() {
    let (_dir, mut one) = centre();
    let invite = invited(&mut one, Role::Volunteer, &[]);
    let (_dir2, _joining, answer) = answer(invite.expose());
    let before = one.have().unwrap();
    for (digits, fault) in [("000000000000", JoinFault::OtherDigits), (answer.digits.as_str(), JoinFault::Over)] {
        let refused = one.join_accept(&answer.request, digits, &Authorised::Alone, now()).unwrap_err();
        assert!(matches!(refused, StoreError::Joining(found) if found == fault), "{refused:?}");
    }
    assert_eq!((one.have().unwrap(), one.invites().unwrap()[0].state), (before, InviteState::Dead));
}

#[test]
fn an_invite_is_answered_once_where_it_was_made_and_within_its_days() {
    let (_dir, mut one) = centre();
    let (_other_dir, mut other) = centre();
    let invite = invited(&mut one, Role::Volunteer, &[]);
    let (_dir2, _joining, first) = answer(invite.expose());
    let (_dir3, _joining3, second) = answer(invite.expose());
    let fault = |store: &mut Store, answer: &crate::JoinAnswer, at: Moment| match store.join_accept(
        &answer.request,
        &answer.digits,
        &Authorised::Alone,
        at,
    ) {
        Err(StoreError::Joining(fault)) => Some(fault),
        _ => None,
    };
    assert_eq!(fault(&mut other, &first, now()), Some(JoinFault::NotInvited));
    let late = Moment::from_unix_ms(now().unix_ms() + 61 * 24 * 3_600_000).unwrap();
    assert_eq!(fault(&mut one, &first, late), Some(JoinFault::Over));
    assert_eq!(fault(&mut one, &first, now()), None);
    assert_eq!(fault(&mut one, &second, now()), Some(JoinFault::Over));
}

#[test]
fn an_answer_that_lets_another_in_or_is_older_than_the_invite_joins_nobody() {
    let (_dir, mut one) = centre();
    let old = sent(&one, &Have::default());
    let invite = invited(&mut one, Role::Volunteer, &[]);
    let (dir2, joining, answer) = answer(invite.expose());
    let waiting = joining.unlock(&Secret::new(PASSPHRASE.to_owned()), now()).unwrap();
    let refused = waiting.join(&old, now()).unwrap_err();
    assert!(matches!(refused, StoreError::Joining(JoinFault::NotLetIn)), "{refused:?}");
    one.join_accept(&answer.request, &answer.digits, &Authorised::Alone, now()).unwrap();
    let mut arrived = sent(&one, &Have::default());
    // Whoever carries it leaves out what the invite had seen.
    let whole = arrived.clone();
    arrived.events.retain(|event| !old.events.contains(event));
    let open = |dir: &std::path::Path| {
        let joining = Joining::open(dir).unwrap().unwrap();
        joining.unlock(&Secret::new(PASSPHRASE.to_owned()), now()).unwrap()
    };
    let refused = open(dir2.path()).join(&arrived, now()).unwrap_err();
    assert!(matches!(refused, StoreError::Joining(JoinFault::TooOld | JoinFault::NotLetIn)), "{refused:?}");
    let joined = open(dir2.path()).join(&whole, now()).unwrap();
    assert_eq!(joined.member().name, "Отабек");
}

#[test]
fn what_is_sent_the_second_time_is_only_what_is_new() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    meet(&mut one, &mut two);
    assert_eq!(one.lacking(&two.have().unwrap()).unwrap(), []);
    people(&mut two, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
    let new = two.lacking(&one.have().unwrap()).unwrap();
    assert_eq!(new.len(), 2, "a case and its interview: {new:?}");
    let sent = sent(&two, &one.have().unwrap());
    assert_eq!(one.take_arrived(&sent, now()).unwrap().events, 2);
    let again = one.take_arrived(&sent, now()).unwrap();
    assert_eq!((again.events, again.known), (0, 2));
}

#[test]
fn what_another_laptop_said_that_it_has_is_not_on_this_one_alone() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    let before = one.unsent().unwrap();
    meet(&mut one, &mut two);
    assert_eq!(one.unsent().unwrap(), before, "that it was given something is not that it has it");
    let (other, has) = (two.device(), two.have().unwrap());
    one.note_met(other, &has, None, now().unix_ms(), now()).unwrap();
    assert_eq!(one.unsent().unwrap(), 0);
    people(&mut one, Stream::Centre, &[&[("given_name", "Дана")]]).unwrap();
    assert_eq!(one.unsent().unwrap(), 2, "a case and its interview");
    // A laptop that was taken out may be lost: what it has is elsewhere for nobody.
    one.device_remove(other, &Authorised::Alone, now()).unwrap();
    assert!(one.unsent().unwrap() > before);
}

#[test]
fn a_third_laptop_gets_from_the_second_what_the_first_wrote() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let (_dir3, mut three) = second_device(dir.path(), &mut one, 3);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    people(&mut one, Stream::Protected, &[&[("given_name", "Құпия")]]).unwrap();
    meet(&mut one, &mut two);
    meet(&mut two, &mut three);
    assert_eq!(three.people_count().unwrap(), one.people_count().unwrap());
    assert_eq!(three.have().unwrap(), one.have().unwrap());
    assert_eq!(three.set_aside_count().unwrap(), 0);
}

#[test]
fn keys_that_come_after_their_events_open_them_then() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    let all = sent(&one, &two.have().unwrap());
    let events = Arrived { events: all.events.clone(), ..Arrived::default() };
    two.take_arrived(&events, now()).unwrap();
    assert_ne!((two.people_count().unwrap(), two.set_aside_count().unwrap()), (1, 0));
    two.take_arrived(&Arrived { keys: all.keys, ..Arrived::default() }, now()).unwrap();
    assert_eq!((two.people_count().unwrap(), two.set_aside_count().unwrap()), (1, 0));
}

#[test]
fn a_key_that_somebody_put_in_the_place_of_another_gives_way_to_the_true_one() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    let all = sent(&one, &two.have().unwrap());
    let spoil = |key: &SealedKey| match key.clone() {
        SealedKey::Slot { stream, slot, key, generation, mut wrapped } => {
            wrapped[30] ^= 1;
            SealedKey::Slot { stream, slot, key, generation, wrapped }
        }
        other => other,
    };
    let spoiled = Arrived { keys: all.keys.iter().map(spoil).collect(), ..all.clone() };
    two.take_arrived(&spoiled, now()).unwrap();
    assert_eq!(two.people_count().unwrap(), 0);
    two.take_arrived(&all, now()).unwrap();
    assert_eq!((two.people_count().unwrap(), two.set_aside_count().unwrap()), (1, 0));
    two.take_arrived(&spoiled, now()).unwrap();
    two.rebuild_views(now()).unwrap();
    assert_eq!((two.people_count().unwrap(), two.set_aside_count().unwrap()), (1, 0), "and not the other way round");
}

#[test]
fn what_a_body_lacks_is_asked_for_again() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    let mut stripped = sent(&one, &two.have().unwrap());
    for event in &mut stripped.events {
        *event = pana_wire::Envelope::from_bytes(event).unwrap().erased().to_bytes();
    }
    two.take_arrived(&stripped, now()).unwrap();
    meet(&mut one, &mut two);
    assert_eq!((two.people_count().unwrap(), two.set_aside_count().unwrap()), (1, 0));
}

#[test]
fn a_copy_that_its_device_did_not_sign_is_kept_aside_and_goes_no_further() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let (_dir3, mut three) = second_device(dir.path(), &mut one, 3);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")]]).unwrap();
    let all = sent(&one, &two.have().unwrap());
    let mut spoiled = all.clone();
    for event in &mut spoiled.events {
        let read = pana_wire::Envelope::from_bytes(event).unwrap();
        let (header, body) = (read.header_bytes().to_vec(), read.ct().map(<[u8]>::to_vec));
        *event = pana_wire::Envelope::from_parts(header, [7; 64], body).unwrap().to_bytes();
    }
    two.take_arrived(&spoiled, now()).unwrap();
    assert_eq!((two.people_count().unwrap(), two.kept_aside().unwrap().len()), (0, spoiled.events.len()));
    // Whoever meets this laptop is given none of them, and it asks for the true ones.
    let on = sent(&two, &Have::default());
    assert!(on.events.iter().all(|event| !spoiled.events.contains(event)));
    meet(&mut two, &mut three);
    assert_eq!(three.kept_aside().unwrap(), []);
    meet(&mut one, &mut two);
    meet(&mut two, &mut three);
    assert_eq!((two.people_count().unwrap(), three.people_count().unwrap()), (1, 1));
    assert_eq!(three.kept_aside().unwrap(), []);
}

#[test]
fn what_a_device_said_earlier_does_not_undo_what_it_said_later() {
    let (dir, mut one) = centre();
    let (_dir2, two) = second_device(dir.path(), &mut one, 2);
    let device: DeviceId = two.device();
    let (have, none) = (two.have().unwrap(), Have::default());
    one.note_met(device, &have, None, 20, now()).unwrap();
    one.note_met(device, &none, None, 10, now()).unwrap();
    assert_eq!(one.peer_has(device).unwrap(), have);
    let peers = one.peer_devices().unwrap();
    assert_eq!(peers.iter().map(|peer| (peer.id, peer.met.is_some())).collect::<Vec<_>>(), [(device, true)]);
}

#[test]
fn an_event_whose_key_lacks_is_not_had_and_comes_again_with_its_key() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")], &[("given_name", "Дана")]]).unwrap();
    let all = sent(&one, &two.have().unwrap());
    // A part that broke off gives its events, and no key.
    two.take_arrived(&Arrived { events: all.events, ..Arrived::default() }, now()).unwrap();
    assert_ne!(two.people_count().unwrap(), 2);
    assert_ne!(two.have().unwrap(), one.have().unwrap());
    let again = sent(&one, &two.have().unwrap());
    assert!(!again.events.is_empty());
    two.take_arrived(&again, now()).unwrap();
    assert_eq!((two.people_count().unwrap(), two.set_aside_count().unwrap()), (2, 0));
    assert_eq!(two.have().unwrap(), one.have().unwrap());
}

#[test]
fn a_talk_in_private_whose_key_lacks_is_not_had_by_who_holds_the_grant_and_comes_again_with_its_key() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Protected, &[&[("given_name", "Арман")]]).unwrap();
    let all = sent(&one, &two.have().unwrap());
    two.take_arrived(&Arrived { events: all.events, ..Arrived::default() }, now()).unwrap();
    assert!(two.protected().summaries().unwrap().is_empty());
    assert_ne!(two.have().unwrap(), one.have().unwrap());
    one.note_met(two.device(), &two.have().unwrap(), None, now().unix_ms(), now()).unwrap();
    assert!(one.unsent().unwrap() > 0, "nobody else can read it yet");
    let again = sent(&one, &two.have().unwrap());
    two.take_arrived(&again, now()).unwrap();
    assert_eq!((two.protected().summaries().unwrap().len(), two.protected().set_aside().unwrap().len()), (1, 0));
    assert_eq!(two.have().unwrap(), one.have().unwrap());
}

#[test]
fn who_lacks_the_grant_has_a_talk_in_private_as_it_came() {
    let (_dir, mut one) = centre();
    let (_dir2, mut two) = joined(&mut one, Role::Coordinator, &[]);
    people(&mut one, Stream::Protected, &[&[("given_name", "Арман")]]).unwrap();
    let all = sent(&one, &two.have().unwrap());
    two.take_arrived(&all, now()).unwrap();
    assert!(two.protected().summaries().unwrap().is_empty());
    assert!(two.have().unwrap().0.contains_key(&(Stream::Protected, one.device())));
}

#[test]
fn of_a_chain_whose_end_is_no_event_of_it_nobody_is_believed_to_have_anything() {
    let (dir, mut one) = centre();
    let (_dir2, two) = second_device(dir.path(), &mut one, 2);
    people(&mut one, Stream::Centre, &[&[("given_name", "Арман")], &[("given_name", "Дана")]]).unwrap();
    one.note_met(two.device(), &two.have().unwrap(), None, now().unix_ms(), now()).unwrap();
    let (waits, true_end) = (one.unsent().unwrap(), one.have().unwrap());
    let chain = (Stream::Centre, one.device());
    let (end, event) = true_end.0[&chain];
    assert!(waits > 0);
    // The number of its last event under a name that it does not have, and a number that nobody has written.
    for forged in [(end, EventRef::from_bytes([9; 16])), (1 << 40, event), (1 << 40, EventRef::from_bytes([9; 16]))] {
        let mut said = two.have().unwrap();
        said.0.insert(chain, forged);
        one.note_met(two.device(), &said, None, now().unix_ms(), now()).unwrap();
        assert_eq!(one.unsent().unwrap(), waits, "{forged:?}");
        // Who has another history under a number gets all of this one; who says more than there is gets what they ask for.
        let goes = one.lacking(&said).unwrap().len() >= usize::try_from(end).unwrap();
        assert_eq!(goes, forged.0 == end, "{forged:?}");
    }
    let believed = two.have().unwrap().0.into_iter().chain([(chain, (end, event))]).collect();
    one.note_met(two.device(), &Have(believed), None, now().unix_ms(), now()).unwrap();
    assert!(one.unsent().unwrap() < waits, "the true end is believed");
}

#[test]
fn an_event_under_a_newer_key_of_somebody_known_is_not_had_before_that_key_is_here() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let (_dir3, lost) = second_device(dir.path(), &mut one, 3);
    let case = CaseId::from_random([9; 16]);
    one.case_open(case, now()).unwrap();
    // A laptop was lost: what is written of anybody from then on lies under another key than before.
    one.device_remove(lost.device(), &Authorised::Alone, now()).unwrap();
    meet(&mut one, &mut two);
    let start = StartInterview {
        interview: InterviewId::from_random([1; 16]),
        form_id: "intake",
        form_hash: [7; 32],
        stream: Stream::Centre,
        whom: ForWhom::Known(case),
    };
    one.interview_start(&start, now()).unwrap();
    one.interview_finish(start.interview, &finish(&[(0, 4)]), now()).unwrap();
    let all = sent(&one, &two.have().unwrap());
    // A part that broke off gives its events, and no key.
    two.take_arrived(&Arrived { events: all.events, ..Arrived::default() }, now()).unwrap();
    assert!(two.interview(start.interview).is_err());
    one.note_met(two.device(), &two.have().unwrap(), None, now().unix_ms(), now()).unwrap();
    assert!(one.unsent().unwrap() > 0, "nobody else can read it yet");
    let again = sent(&one, &two.have().unwrap());
    two.take_arrived(&again, now()).unwrap();
    assert_eq!(two.interview(start.interview).unwrap().answers, finish(&[(0, 4)]).answers);
    assert_eq!((two.set_aside_count().unwrap(), two.have().unwrap()), (0, one.have().unwrap()));
}

#[test]
fn what_events_name_by_its_hash_is_asked_for_until_it_is_here() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let form = crate::FormSource { form_id: "own", hash: [5; 32], version: "1", source: b"sheets" };
    one.form_publish(&form, now()).unwrap();
    let all = sent(&one, &two.have().unwrap());
    two.take_arrived(&Arrived { sources: Vec::new(), ..all }, now()).unwrap();
    assert!(!two.keeps_form("own", [5; 32]).unwrap());
    meet(&mut one, &mut two);
    assert_eq!(two.form_source("own", [5; 32]).unwrap(), b"sheets");
    assert_eq!(one.lacking(&two.have().unwrap()).unwrap(), []);
}

#[test]
fn a_member_removed_on_another_laptop_has_no_slot_here_once_somebody_else_has_unlocked() {
    let (dir, mut one) = centre();
    let new = crate::AddMember {
        name: "Отабек".to_owned(),
        role: Role::Worker,
        grants: Vec::new(),
        passphrase: Secret::new(PASSPHRASE.to_owned()),
        kdf: crate::testing::KDF,
    };
    let left = one.member_add(new, &Authorised::Alone, now()).unwrap().id;
    let (dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let (stays, before) = (two.member().id, two.unlocked().db_key().expose().to_owned());
    one.member_remove(left, &Authorised::Alone, now()).unwrap();
    meet(&mut one, &mut two);
    drop(two);
    let locked = crate::Locked::open(dir2.path()).unwrap();
    assert!(locked.members().unwrap().iter().any(|slot| slot.id == left));
    let two = locked.unlock(stays, &Secret::new("сөз".to_owned()), now()).unwrap();
    assert!(locked.members().unwrap().iter().all(|slot| slot.id != left));
    assert_ne!(*two.unlocked().db_key().expose(), before, "and the key that they were told opens nothing");
    assert!(two.people_count().is_ok());
}

#[test]
fn a_clock_that_is_ahead_holds_back_nothing_that_is_said_later() {
    let (dir, mut one) = centre();
    let (_dir2, two) = second_device(dir.path(), &mut one, 2);
    let (have, none) = (two.have().unwrap(), Have::default());
    one.note_met(two.device(), &have, None, i64::MAX, now()).unwrap();
    let later = Moment::from_unix_ms(now().unix_ms() + 60_000).unwrap();
    one.note_met(two.device(), &none, None, later.unix_ms(), later).unwrap();
    assert_eq!(one.peer_has(two.device()).unwrap(), none);
}
