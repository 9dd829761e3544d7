//! Three devices and four roles: whatever is done apart, by whom, in which stream, rightly or not, and in whatever order it
//! comes, gives everywhere the same centre, the same case files and the same quarantine.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use pana_casework::authority::{Centre, ControlWrite, Keys};
use pana_casework::case::Parts;
use pana_casework::{Act, Grant, Role};
use pana_keys::{DeviceSecrets, Seat, device_id};
use pana_model::{CaseId, InterviewId, MemberId, Moment, Secret};
use tempfile::TempDir;

use self::steps::{Step, Turn, forged, parted, with_one_brought_in};
use super::forge::{FORGED, forge, raise};
use super::*;
use crate::fold::gate::public;
use crate::testing::{KDF, finish};
use crate::{Access, AddMember, Answers, Authorised, DraftSave, ForWhom, Locked, Look, StartInterview, StoredAnswer};

mod steps;

const WORD: &str = "сөз";
/// The coordinator who made the centre, and whom nobody removes.
const FIRST: usize = 0;
/// A coordinator who may be removed.
const SECOND: usize = 1;
const SUPERVISOR: usize = 2;
const VOLUNTEER: usize = 4;
/// A third coordinator, without whom no other could be removed.
const THIRD: usize = 5;
/// Whoever was added last on the device at which the turn is.
const ADDED: usize = 6;
const DEVICES: usize = 3;

/// A centre whose folder lies on three devices, and once more as it was at the beginning.
struct House {
    dirs: Vec<TempDir>,
    /// Two coordinators, a supervisor, a worker, a volunteer, and a third coordinator.
    members: Vec<MemberId>,
    /// Who was added last on each device.
    added: RefCell<BTreeMap<usize, MemberId>>,
}

pub(super) fn copy_folder(from: &Path) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for name in ["pana.db", "keyring.json"] {
        std::fs::copy(from.join(name), dir.path().join(name)).unwrap();
    }
    dir
}

impl House {
    fn build() -> Self {
        let (first, mut store) = centre();
        let mut members = vec![store.member().id];
        for (name, role, grants) in [
            ("Бақыт", Role::Coordinator, vec![Grant::Protected]),
            ("Гүлнар", Role::Supervisor, vec![Grant::Protected]),
            ("Серік", Role::Worker, vec![Grant::Protected, Grant::Analyst]),
            ("Дана", Role::Volunteer, vec![]),
            ("Жарас", Role::Coordinator, vec![Grant::Protected]),
        ] {
            let new = AddMember { name: name.to_owned(), role, grants, passphrase: secret(), kdf: KDF };
            members.push(store.member_add(new, &Authorised::Alone, now()).unwrap().id);
        }
        for case in 0..2 {
            let case = CaseId::from_random([case; 16]);
            store.transact(&Asked::of(Act::OpenCase), now(), |tx| tx.case_open(case).map(|_| ())).unwrap();
        }
        let secrets: Vec<_> = (1..DEVICES).map(|_| DeviceSecrets::make(&mut SystemEntropy).unwrap()).collect();
        secrets.iter().for_each(|secrets| add_device(&mut store, secrets));
        pana_sqlite::checkpoint(store.connection()).unwrap();
        drop(store);
        lead_the_first(first.path(), &members);
        let mut dirs: Vec<TempDir> = (0..DEVICES).map(|_| copy_folder(first.path())).collect();
        dirs.push(copy_folder(first.path()));
        let house = Self { dirs, members, added: RefCell::default() };
        for (number, secrets) in secrets.iter().enumerate() {
            let store = house.open(number + 1, FIRST).unwrap();
            let prefix = format!("K{}", number + 2).parse().unwrap();
            let id = device_id(store.centre(), &secrets.public());
            crate::log::own::become_device(store.connection(), id, secrets, prefix).unwrap();
        }
        house
    }

    /// Nobody, where they have been removed.
    fn open(&self, device: usize, who: usize) -> Option<Store> {
        let member = if who == ADDED { *self.added.borrow().get(&device)? } else { self.members[who] };
        let locked = Locked::open(self.dirs[device].path()).unwrap();
        match locked.unlock(member, &secret(), now()) {
            Ok(store) => Some(store),
            Err(StoreError::UnknownMember) => None,
            Err(error) => panic!("device {device}, member {who}: {error}"),
        }
    }

    fn do_all(&self, turns: &[Vec<Turn>], forged: &mut Vec<[u8; 32]>) {
        for (device, turns) in turns.iter().enumerate() {
            for (who, steps) in turns {
                let Some(mut store) = self.open(device, *who) else { continue };
                for step in steps {
                    match self.do_one(&mut store, step, device, forged) {
                        Ok(())
                        | Err(
                            StoreError::Refused(_)
                            | StoreError::NoRight
                            | StoreError::UnknownInterview
                            | StoreError::UnknownMember
                            | StoreError::NeedsSecond,
                        ) => {}
                        Err(error) => panic!("{step:?} by {who} on {device}: {error:?}"),
                    }
                }
            }
        }
    }

    /// All stores as the first coordinator has them.
    fn opened(&self, many: usize) -> Vec<Store> {
        (0..many).map(|device| self.open(device, FIRST).unwrap()).collect()
    }

    fn do_one(
        &self,
        store: &mut Store,
        step: &Step,
        device: usize,
        forged: &mut Vec<[u8; 32]>,
    ) -> Result<(), StoreError> {
        let whom = |number: usize| self.members[number];
        match step {
            Step::Begin(which, protected) => begin(store, *which, *protected, device),
            Step::Finish(which, said) => store.interview_finish(own(*which, device), &finish(said), now()).map(|_| ()),
            Step::Amend(which, said) => {
                let known = finished(store, *which).ok_or(StoreError::UnknownInterview)?;
                store.interview_amend(known, now())?;
                store.interview_finish(known, &finish(said), now()).map(|_| ())
            }
            Step::Save(which) => {
                let answers = [("/f/phone".to_owned(), Some(StoredAnswer::Later))].into();
                store.draft_save(own(*which, device), &DraftSave { answers, ..DraftSave::default() }, now())
            }
            Step::Discard(which) => store.draft_discard(own(*which, device), now()),
            Step::Look(which) => {
                let stream = if store.opens(Stream::Protected) { Stream::Protected } else { Stream::Centre };
                let cases = [person(*which)];
                let (access, note) = (Access::PersonOpened, "");
                store.record_access(&Look { cases: &cases, access, interview: None, stream, note }, now())
            }
            Step::Forge(which) => forge(store, *which, forged),
            Step::Raise => raise(store, forged),
            Step::Remove(number) => store.member_remove(whom(*number), &Authorised::Alone, now()),
            Step::Becomes(number, role) => {
                store.member_change(whom(*number), Role::ALL[usize::from(*role)], &Authorised::Alone, now())
            }
            Step::Withdraw(number) => store.grant_withdraw(whom(*number), Grant::Protected, &Authorised::Alone, now()),
            Step::Give(number) => store.grant_give(whom(*number), Grant::Protected, &Authorised::Alone, now()),
            Step::Add => {
                let (name, role, grants) = ("Жаңа".to_owned(), Role::Worker, vec![Grant::Protected]);
                let new = AddMember { name, role, grants, passphrase: secret(), kdf: KDF };
                let added = store.member_add(new, &Authorised::Alone, now())?;
                self.added.borrow_mut().insert(device, added.id);
                Ok(())
            }
            Step::Offset(minutes) => store.transact(&Asked::of(Act::Devices), now(), |tx| {
                tx.control(EventKind::CentreChange, &[ControlWrite::Offset(*minutes)], None)
            }),
        }
    }
}

fn secret() -> Secret<String> {
    Secret::new(WORD.to_owned())
}

/// Each of the members has led an interview before all begins; whoever opens the protected stream, a protected one.
fn lead_the_first(dir: &Path, members: &[MemberId]) {
    for (which, member) in (0_u8..).zip(members) {
        let mut store = Locked::open(dir).unwrap().unlock(*member, &secret(), now()).unwrap();
        begin(&mut store, which, which > 0, 0).or_else(|_| begin(&mut store, which, false, 0)).unwrap();
        store.interview_finish(own(which, 0), &finish(&[(which % 5, 4)]), now()).unwrap();
        pana_sqlite::checkpoint(store.connection()).unwrap();
    }
}

fn years_later() -> Moment {
    Moment::from_unix_ms(now().unix_ms() + 40 * 365 * 86_400_000).unwrap()
}

fn person(which: u8) -> CaseId {
    CaseId::from_random([which % 2; 16])
}

/// The interview of that number which is begun on a device.
fn own(which: u8, device: usize) -> InterviewId {
    InterviewId::from_random([which + 16 * u8::try_from(device).unwrap(); 16])
}

pub(super) fn finished(store: &Store, which: u8) -> Option<InterviewId> {
    (0..DEVICES).map(|device| own(which, device)).find(|id| store.interview(*id).is_ok())
}

/// A device with a seat for everyone, and the keys of what they may open.
fn add_device(store: &mut Store, secrets: &DeviceSecrets) {
    let (centre, id) = (store.centre(), device_id(store.centre(), &secrets.public()));
    let state = store.state();
    let seats: Vec<(Seat, bool)> = state
        .members()
        .iter()
        .map(|member| {
            let keys = public(&state.seats_of(member.id).next().unwrap().keys).unwrap();
            (Seat { centre, member: member.id, device: id, keys }, member.grants.contains(&Grant::Protected))
        })
        .collect();
    store
        .transact(&Asked::of(Act::Devices), now(), |tx| {
            let keys = Keys(secrets.public().to_bytes());
            let mut writes = vec![ControlWrite::Device { id, name: "x".to_owned(), keys }];
            for (seat, has_grant) in &seats {
                let closed = |write: &ControlWrite| {
                    matches!(write, ControlWrite::Grant { stream: Stream::Protected, .. }) && !has_grant
                };
                writes.extend(tx.seat(seat)?.into_iter().filter(|write| !closed(write)));
            }
            tx.control(EventKind::DeviceAdd, &writes, None)
        })
        .unwrap();
}

fn begin(store: &mut Store, which: u8, protected: bool, device: usize) -> Result<(), StoreError> {
    let interview = own(which, device);
    if store.is_draft(interview)? || store.interview(interview).is_ok() {
        return Ok(());
    }
    let stream = if protected { Stream::Protected } else { Stream::Centre };
    let whom = ForWhom::Known(person(which));
    let start = StartInterview { interview, form_id: "intake", form_hash: [7; 32], stream, whom };
    store.interview_start(&start, now()).map(|_| ())
}

/// What a store shows of everything: the centre, the views, the protected case files, and what stands aside.
fn all(store: &Store) -> (Arc<Centre>, Files, Aside) {
    let protected = (0..2).map(|which| store.protected().file(person(which)).unwrap().into_parts()).collect();
    let aside = store.set_aside().unwrap().into_iter().map(|aside| (aside.event, aside.reason));
    (store.state(), (store.view_hashes().unwrap(), protected), aside.collect())
}

/// What stands aside in one place alone, or for another reason.
pub(super) fn differ(one: &Aside, other: &Aside) -> Vec<(Option<String>, Option<String>)> {
    let events: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let both = events.into_iter().map(|event| (one.get(event).cloned(), other.get(event).cloned()));
    both.filter(|(one, other)| one != other).collect()
}

type Files = (Vec<(String, [u8; 32])>, Vec<Parts>);
pub(super) type Aside = BTreeMap<[u8; 32], String>;

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn four_roles_on_three_devices_come_to_one_centre_and_one_quarantine(
        first in forged(), then in with_one_brought_in(parted()), seed: u64,
    ) {
        let (house, mut forged) = (House::build(), Vec::new());
        house.do_all(&first, &mut forged);
        let mut stores = house.opened(DEVICES);
        meet(&mut stores, seed);
        drop(stores);
        // Epochs that are due are begun by whom nobody removes.
        drop(house.opened(DEVICES));
        house.do_all(&then, &mut forged);
        // The last of them is the first device as it was at the beginning: it gets all at once.
        let mut stores = house.opened(DEVICES + 1);
        meet(&mut stores, seed ^ 0x5555);
        let (shown, kept) = (all(&stores[0]), stores[0].kept_aside().unwrap());
        for store in &stores[1..DEVICES] {
            prop_assert_eq!(&store.kept_aside().unwrap(), &kept);
        }
        for store in &stores[1..] {
            let other = all(store);
            prop_assert!(other.2 == shown.2, "what stands aside: {:?}", differ(&shown.2, &other.2));
            prop_assert!(other.0 == shown.0, "the centre");
            prop_assert_eq!(&other.1.0, &shown.1.0);
            prop_assert!(other.1.1 == shown.1.1, "protected case files");
        }
        prop_assert!(forged.len() >= 3);
        for event in &forged {
            prop_assert!(shown.2.contains_key(event), "what nobody allowed stands aside");
        }
        let first = stores[0].member().clone();
        prop_assert_eq!((first.role, stores[0].centre_name()), (Role::Coordinator, "Сынақ".to_owned()));
        drop(stores);
        // Also for a member who has not checked what the first has.
        for (who, device) in [FIRST, THIRD].into_iter().flat_map(|who| (0..=DEVICES).map(move |device| (who, device))) {
            let mut store = house.open(device, who).unwrap();
            prop_assert!(all(&store).1 == shown.1, "opened again by {who}");
            store.rebuild_views(years_later()).unwrap();
            let again = all(&store);
            prop_assert!(again.1 == shown.1, "a replay gives the same, whatever the clock says");
            prop_assert!(again.2 == shown.2, "and sets the same aside: {:?}", differ(&shown.2, &again.2));
            for which in 0..8 {
                let read = finished(&store, which).map(|id| store.interview(id).unwrap().answers);
                let is_forged = |answers: Answers| answers.values().any(|said| *said == StoredAnswer::Value(FORGED.to_owned()));
                prop_assert!(!read.is_some_and(is_forged));
            }
        }
    }
}
