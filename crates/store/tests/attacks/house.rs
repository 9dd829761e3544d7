//! A centre with a coordinator (who holds `protected`), a supervisor, a worker and a volunteer, two people, and nobody at
//! work.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use pana_casework::Role;
use pana_model::{CaseId, InterviewId, MemberId, Moment, Secret};
use pana_store::{
    AddMember, Authorised, Diagnosis, Fact, Finding, Finish, ForWhom, FormSource, KdfParams, Locked, NewCentre, Notice,
    Purpose, RecoverySheet, StartInterview, Started, Store, StoreError, StoredAnswer, Stream,
};

use crate::hand::nothing_starts;

pub const KDF: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
pub const FORM: [u8; 32] = [7; 32];

/// Someone, with their passphrase.
#[derive(Clone, Copy)]
pub struct Who {
    pub id: MemberId,
    pub word: &'static str,
}

pub struct House {
    pub dir: tempfile::TempDir,
    pub sheets: [RecoverySheet; 2],
    pub coordinator: Who,
    pub supervisor: Who,
    pub worker: Who,
    pub vol: Who,
    /// Led by the coordinator.
    pub asel: Started,
    /// Led by vol.
    pub dana: Started,
    drawn: Cell<u8>,
}

pub fn now() -> Moment {
    Moment::parse("2026-03-02T09:00:00+05:00").unwrap()
}

pub fn later(minutes: i64) -> Moment {
    Moment::from_unix_ms(now().unix_ms() + minutes * 60_000).unwrap()
}

pub fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

pub fn value(text: &str) -> StoredAnswer {
    StoredAnswer::Value(text.to_owned())
}

/// A form with these answers, each of them a fact about the person.
pub fn said(answers: &[(&str, &str)]) -> Finish {
    let at = |property: &str| format!("/f/{property}");
    let fact = |(property, value): &(&str, &str)| Fact {
        household: None,
        property: (*property).to_owned(),
        value: (*value).to_owned(),
        source: at(property),
    };
    Finish {
        answers: answers.iter().map(|(property, text)| (at(property), value(text))).collect(),
        facts: answers.iter().map(fact).collect(),
        ..Finish::default()
    }
}

pub fn house() -> House {
    let dir = tempfile::tempdir().unwrap();
    let new = NewCentre {
        name: "Қабылдау орталығы".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: secret("бес түйе, он қой"),
        kdf: KDF,
        device: "ноутбук 1".to_owned(),
        prefix: Some("K7".parse().unwrap()),
        offset_minutes: 300,
        purpose: Purpose::Work,
    };
    let (mut store, sheets) = Store::create(dir.path(), new, now()).unwrap();
    let form = FormSource { form_id: "intake", hash: FORM, version: "2026030201", source: b"type,name" };
    store.form_publish(&form, now()).unwrap();
    let coordinator = Who { id: store.member().id, word: "бес түйе, он қой" };
    let mut add = |name: &str, role: Role, word: &'static str| {
        let new = AddMember { name: name.to_owned(), role, grants: Vec::new(), passphrase: secret(word), kdf: KDF };
        Who { id: store.member_add(new, &Authorised::Alone, now()).unwrap().id, word }
    };
    let supervisor = add("Гүлнар", Role::Supervisor, "қара қазан");
    let worker = add("Серік", Role::Worker, "ақ бата");
    let vol = add("Вол", Role::Volunteer, "сары алтын");
    drop(store);
    let started = |byte: u8| Started {
        interview: InterviewId::from_random([byte; 16]),
        case: CaseId::from_random([byte; 16]),
        number: String::new(),
    };
    let (asel, dana) = (started(1), started(2));
    let mut house = House { dir, sheets, coordinator, supervisor, worker, vol, asel, dana, drawn: Cell::new(16) };
    house.asel = house.person(&mut house.open(coordinator), &[("family_name", "Ибраева"), ("given_name", "Әсел")]);
    house.dana = house.person(&mut house.open(vol), &[("family_name", "Оспанова"), ("given_name", "Дана")]);
    for who in [coordinator, supervisor, worker, vol] {
        drop(house.open(who));
    }
    house
}

impl House {
    pub fn path(&self) -> PathBuf {
        self.dir.path().to_owned()
    }

    pub fn database(&self) -> PathBuf {
        self.dir.path().join("pana.db")
    }

    pub fn open(&self, who: Who) -> Store {
        self.try_open(who).unwrap()
    }

    pub fn try_open(&self, who: Who) -> Result<Store, StoreError> {
        let starting = nothing_starts();
        let locked = Locked::open(self.dir.path());
        drop(starting);
        locked?.unlock(who.id, &secret(who.word), later(60))
    }

    /// A worker who is new here.
    pub fn add(&self, store: &mut Store, name: &str, word: &'static str) -> Who {
        let (name, role, passphrase) = (name.to_owned(), Role::Worker, secret(word));
        let new = AddMember { name, role, grants: Vec::new(), passphrase, kdf: KDF };
        Who { id: store.member_add(new, &Authorised::Alone, later(61)).unwrap().id, word }
    }

    fn draw(&self) -> [u8; 16] {
        self.drawn.set(self.drawn.get() + 1);
        [self.drawn.get(); 16]
    }

    /// Someone with a finished interview.
    pub fn person(&self, store: &mut Store, answers: &[(&str, &str)]) -> Started {
        self.interview(store, Stream::Centre, ForWhom::New(CaseId::from_random(self.draw())), answers)
    }

    /// A finished interview.
    pub fn interview(&self, store: &mut Store, stream: Stream, whom: ForWhom, answers: &[(&str, &str)]) -> Started {
        let interview = InterviewId::from_random(self.draw());
        let start = StartInterview { interview, form_id: "intake", form_hash: FORM, stream, whom };
        let started = store.interview_start(&start, later(60)).unwrap();
        store.interview_finish(interview, &said(answers), later(61)).unwrap();
        started
    }

    /// A protected talk of the coordinator with Әсел.
    pub fn talk(&self, store: &mut Store) -> Started {
        self.interview(store, Stream::Protected, ForWhom::Known(self.asel.case), &[("told", "plantedmarker")])
    }

    /// Everyone who works here opens the store, sees both people and the home lists, and writes down somebody new.
    pub fn goes_on(&self) {
        for who in [self.coordinator, self.worker, self.vol] {
            let mut store = self.open(who);
            self.works(&mut store);
        }
    }

    /// The same in one session.
    pub fn works(&self, store: &mut Store) {
        for known in [&self.asel, &self.dana] {
            let person = store.person(known.case).unwrap();
            assert_eq!(person.number, known.number);
            assert!(
                !person.name.is_empty() && person.interviews.iter().any(|summary| summary.interview == known.interview)
            );
            assert!(!store.interview(known.interview).unwrap().answers.is_empty());
        }
        let found = store.people_search("Ибраева", 9).unwrap().people;
        assert_eq!(found.iter().filter(|hit| hit.case == self.asel.case).count(), 1);
        assert!(store.people_search("", 99).unwrap().people.len() >= 2);
        store.drafts().unwrap();
        store.ask_later(9).unwrap();
        let new = self.person(store, &[("given_name", "Жаңа")]);
        assert_eq!(store.person(new.case).unwrap().name, "Жаңа");
        assert_eq!(store.set_aside().map(|_| ()).ok(), Some(()), "what stands aside can be looked at");
    }

    /// The store as the coordinator's doctor finds it.
    pub fn doctor(&self, who: Who) -> Diagnosis {
        self.open(who).doctor(later(62)).unwrap()
    }

    /// The folder's files as they are now.
    pub fn keep(&self) -> Kept {
        let read = |name: &str| (name.to_owned(), std::fs::read(self.dir.path().join(name)).unwrap());
        Kept(["pana.db", "keyring.json"].map(read))
    }
}

/// Files of a folder.
pub struct Kept([(String, Vec<u8>); 2]);

impl Kept {
    /// Puts them back.
    pub fn put_back(&self, dir: &Path) {
        for (name, bytes) in &self.0 {
            std::fs::write(dir.join(name), bytes).unwrap();
        }
    }

    /// Puts one of them back.
    pub fn put_back_one(&self, dir: &Path, name: &str) {
        let (_, bytes) = self.0.iter().find(|(kept, _)| kept == name).unwrap();
        std::fs::write(dir.join(name), bytes).unwrap();
    }
}

/// The reasons of what stands aside.
pub fn reasons(store: &Store) -> Vec<String> {
    store.set_aside().unwrap().into_iter().map(|event| event.reason).collect()
}

/// The reason for which this event stands aside.
pub fn reason_of(store: &Store, event: &[u8; 32]) -> Option<String> {
    store.set_aside().unwrap().into_iter().find(|aside| aside.event == *event).map(|aside| aside.reason)
}

pub fn is_behind(store: &Store) -> bool {
    store.notices().iter().any(|notice| matches!(notice, Notice::Behind { .. }))
}

pub fn finds(diagnosis: &Diagnosis, is: impl Fn(&Finding) -> bool) -> bool {
    diagnosis.findings.iter().any(is)
}
