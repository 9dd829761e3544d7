//! A centre in a temporary folder, with invented people.

use std::collections::BTreeMap;

use pana_model::{CaseId, InstanceId, InterviewId, MemberId, Moment, Secret};
use pana_store::{
    Fact, Finish, ForWhom, FormSource, KdfParams, Locked, NewCentre, RecoverySheet, StartInterview, Started, Store,
    StoredAnswer, Stream,
};

pub const KDF: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
pub const PASSPHRASE: &str = "бес түйе, он қой";
pub const FORM: [u8; 32] = [7; 32];

pub struct Centre {
    pub dir: tempfile::TempDir,
    pub store: Store,
    pub coordinator: MemberId,
    pub sheets: [RecoverySheet; 2],
    drawn: u8,
}

impl Centre {
    /// Closes the store and opens it again for somebody.
    pub fn hand_over(self, member: MemberId, passphrase: &str) -> Self {
        let Self { dir, store, coordinator, sheets, drawn } = self;
        drop(store);
        let store = Locked::open(dir.path()).unwrap().unlock(member, &secret(passphrase), now()).unwrap();
        Self { dir, store, coordinator, sheets, drawn }
    }
}

impl Centre {
    /// Closes the store, looks at its folder with the database's key, and opens it again for the same member.
    pub fn look<T>(self, passphrase: &str, work: impl FnOnce(&rusqlite::Connection) -> T) -> (T, Self) {
        let Self { dir, store, coordinator, sheets, drawn } = self;
        let member = store.member().id;
        drop(store);
        let file = std::fs::read(dir.path().join("keyring.json")).unwrap();
        let unlocked = pana_keys::Keyring::from_bytes(&file).unwrap().unlock(member, &secret(passphrase)).unwrap();
        let sql = pana_sqlite::open_keyed(&dir.path().join("pana.db"), unlocked.db_key()).unwrap();
        let seen = work(&sql);
        drop(sql);
        let store = Locked::open(dir.path()).unwrap().unlock(member, &secret(passphrase), now()).unwrap();
        (seen, Self { dir, store, coordinator, sheets, drawn })
    }
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

pub fn new_centre() -> NewCentre {
    NewCentre {
        name: "Қабылдау орталығы".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: secret(PASSPHRASE),
        kdf: KDF,
        device: "ноутбук 1".to_owned(),
        prefix: Some("K7".parse().unwrap()),
        offset_minutes: 300,
        purpose: pana_store::Purpose::Work,
    }
}

pub fn centre() -> Centre {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, sheets) = Store::create(dir.path(), new_centre(), now()).unwrap();
    let form = FormSource { form_id: "intake", hash: FORM, version: "2026030201", source: b"type,name" };
    store.form_publish(&form, now()).unwrap();
    let coordinator = store.member().id;
    Centre { dir, store, coordinator, sheets, drawn: 0 }
}

pub fn value(text: &str) -> StoredAnswer {
    StoredAnswer::Value(text.to_owned())
}

pub fn fact(property: &str, value: &str) -> Fact {
    Fact { household: None, property: property.to_owned(), value: value.to_owned(), source: format!("/f/{property}") }
}

pub fn of_household(id: InstanceId, property: &str, value: &str) -> Fact {
    Fact { household: Some(id), ..fact(property, value) }
}

pub fn finish(answers: &[(&str, StoredAnswer)], facts: &[Fact]) -> Finish {
    Finish {
        answers: answers.iter().map(|(at, answer)| ((*at).to_owned(), answer.clone())).collect(),
        instances: BTreeMap::new(),
        facts: facts.to_vec(),
        incomplete: false,
        follow_up: None,
    }
}

impl Centre {
    pub fn draw(&mut self) -> [u8; 16] {
        self.drawn += 1;
        [self.drawn; 16]
    }

    pub fn start(&mut self, stream: Stream, whom: Option<CaseId>) -> Started {
        let interview = InterviewId::from_random(self.draw());
        let whom = whom.map_or_else(|| ForWhom::New(CaseId::from_random(self.draw())), ForWhom::Known);
        let start = StartInterview { interview, form_id: "intake", form_hash: FORM, stream, whom };
        self.store.interview_start(&start, now()).unwrap()
    }

    /// Someone with a finished intake.
    pub fn person(&mut self, family: &str, given: &str, birth: &str) -> Started {
        let started = self.start(Stream::Centre, None);
        let facts = [fact("family_name", family), fact("given_name", given), fact("birth_date", birth)];
        let answers = [("/f/family_name", value(family)), ("/f/given_name", value(given))];
        self.store.interview_finish(started.interview, &finish(&answers, &facts), later(20)).unwrap();
        started
    }

    /// Locks and unlocks again.
    pub fn reopen(self) -> Self {
        let Self { dir, store, coordinator, sheets, drawn } = self;
        drop(store);
        let store = Locked::open(dir.path()).unwrap().unlock(coordinator, &secret(PASSPHRASE), later(30)).unwrap();
        Self { dir, store, coordinator, sheets, drawn }
    }
}
