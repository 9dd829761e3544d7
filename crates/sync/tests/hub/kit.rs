//! A centre of several laptops and a real hub, whose door is asked without a network between: what is lost on the way, the test
//! decides.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use pana_hub::db::{DbPlace, PoolLimits, Sqlite, copy_all};
use pana_hub::{FilesPlace, Hub, HubError, HubKey, Limits, RoomDevice};
use pana_model::{CaseId, InterviewId, Moment, Secret};
use pana_store::{
    Arrived, Authorised, Fact, Finish, FormSource, Have, HubPlace, InviteFor, Joining, KdfParams, Locked, NewCentre,
    NewInterview, NewJoin, Purpose, Store, StoreError, StoredAnswer, Stream,
};
use pana_sync::{Answer, Ask, MeetFault, Meeting, MeetingEnd, Next, register_at_hub, registered_at_hub};
use tokio::runtime::Runtime;
use tower::ServiceExt as _;

pub(crate) const KDF: KdfParams = KdfParams { memory_kib: 32, passes: 1, lanes: 1 };
pub(crate) const BEGIN_MS: i64 = 1_772_420_400_000;

/// The time of a test, which laptops and hub see alike.
#[derive(Debug, Clone)]
pub(crate) struct Time(Arc<AtomicI64>);

impl Time {
    pub(crate) fn new() -> Self {
        Self(Arc::new(AtomicI64::new(BEGIN_MS)))
    }

    /// The time of this computer as it is now; it stands then.
    pub(crate) fn of_this_computer() -> Self {
        let ms = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_millis();
        Self(Arc::new(AtomicI64::new(i64::try_from(ms).unwrap())))
    }

    pub(crate) fn pass(&self, ms: i64) {
        self.0.fetch_add(ms, Ordering::Relaxed);
    }

    pub(crate) fn now(&self) -> Moment {
        Moment::from_unix_ms(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// A folder: one that goes with whoever has it, or one that stays.
#[derive(Debug)]
pub(crate) enum Home {
    Own(tempfile::TempDir),
    Stays(PathBuf),
}

impl Home {
    pub(crate) fn path(&self) -> &Path {
        match self {
            Self::Own(folder) => folder.path(),
            Self::Stays(path) => path,
        }
    }
}

impl From<tempfile::TempDir> for Home {
    fn from(folder: tempfile::TempDir) -> Self {
        Self::Own(folder)
    }
}

impl From<PathBuf> for Home {
    fn from(path: PathBuf) -> Self {
        Self::Stays(path)
    }
}

/// What of a folder is a file, into another one.
pub(crate) fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A hub in a folder.
pub(crate) struct TestHub {
    pub(crate) folder: Home,
    pub(crate) runtime: Runtime,
    pub(crate) hub: Hub,
    router: Router,
    limits: Limits,
    time: Time,
}

impl TestHub {
    pub(crate) fn new(time: &Time) -> Self {
        Self::with(time, Limits::default())
    }

    pub(crate) fn with(time: &Time, limits: Limits) -> Self {
        Self::at(tempfile::tempdir().unwrap(), time, limits)
    }

    pub(crate) fn at(folder: impl Into<Home>, time: &Time, limits: Limits) -> Self {
        Self::try_at(folder, time, limits).unwrap()
    }

    pub(crate) fn try_at(folder: impl Into<Home>, time: &Time, limits: Limits) -> Result<Self, HubError> {
        let folder = folder.into();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (hub, router) = open(folder.path(), &runtime, limits, time)?;
        Ok(Self { folder, runtime, hub, router, limits, time: time.clone() })
    }

    /// What a laptop serves in one room: only who is of its centre by its own log is answered.
    pub(crate) fn in_room(serves: &Laptop) -> Self {
        let (folder, limits) = (tempfile::tempdir().unwrap(), Limits::default());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let pool = DbPlace::Sqlite(folder.path().join("hub.db")).pool(PoolLimits::default()).unwrap();
        let files = FilesPlace::Folder(folder.path().join("files")).open().unwrap();
        let key = HubKey::open_or_make(&folder.path().join("hub.key")).unwrap();
        let device =
            |known: pana_store::Speaker| RoomDevice { device: known.device, key: known.key, stands: known.stands };
        let devices: Vec<RoomDevice> = serves.store.speakers().into_iter().map(device).collect();
        let (centre, time) = (serves.store.centre(), serves.time.clone());
        let said = pana_sync::serves_here(&serves.store, &key.public());
        let hub = Hub::in_room((pool, files), (centre, &devices, said), key, limits, clock(&time));
        let hub = runtime.block_on(hub).unwrap();
        let router = pana_hub::app(&hub);
        Self { folder: folder.into(), runtime, hub, router, limits, time }
    }

    pub(crate) fn token(&self) -> String {
        self.runtime.block_on(self.hub.make_token()).unwrap()
    }

    /// It is stopped and begun again on what it has.
    pub(crate) fn restart(&mut self) {
        (self.hub, self.router) = open(self.folder.path(), &self.runtime, self.limits, &self.time).unwrap();
    }

    pub(crate) fn backup(&self) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let open = |folder: &Path| Sqlite::open(&folder.join("hub.db")).unwrap();
        copy_all(&mut open(self.folder.path()), &mut open(folder.path()), &mut |_| Ok(())).unwrap();
        std::fs::copy(self.folder.path().join("hub.key"), folder.path().join("hub.key")).unwrap();
        folder
    }

    /// It goes back to a backup.
    pub(crate) fn restore(&mut self, from: &tempfile::TempDir) {
        let again = tempfile::tempdir().unwrap();
        let open = |folder: &Path| Sqlite::open(&folder.join("hub.db")).unwrap();
        pana_hub::restore(&mut open(from.path()), &mut open(again.path())).unwrap();
        std::fs::copy(from.path().join("hub.key"), again.path().join("hub.key")).unwrap();
        self.folder = again.into();
        self.restart();
    }

    pub(crate) fn ask(&self, ask: &Ask) -> Answer {
        let mut request = Request::post(ask.path);
        if let Some(authorization) = &ask.authorization {
            request = request.header("authorization", authorization);
        }
        let request = request.body(Body::from(ask.body.clone())).unwrap();
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let status = response.status().as_u16();
            Answer { status, body: to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec() }
        })
    }
}

fn open(folder: &Path, runtime: &Runtime, limits: Limits, time: &Time) -> Result<(Hub, Router), HubError> {
    let pool = DbPlace::Sqlite(folder.join("hub.db")).pool(PoolLimits::default())?;
    let key = HubKey::open_or_make(&folder.join("hub.key"))?;
    let files = FilesPlace::Folder(folder.join("files")).open()?;
    let hub = runtime.block_on(Hub::new(pool, files, key, limits, clock(time)))?;
    let router = pana_hub::app(&hub);
    Ok((hub, router))
}

fn clock(time: &Time) -> pana_hub::HubClock {
    let time = time.clone();
    Arc::new(move || u64::try_from(time.now().unix_ms()).unwrap())
}

/// A laptop: its store, in a folder.
pub(crate) struct Laptop {
    pub(crate) folder: Home,
    pub(crate) store: Store,
    pub(crate) time: Time,
}

pub(crate) fn first_laptop(time: &Time) -> Laptop {
    first_laptop_at(tempfile::tempdir().unwrap(), time)
}

pub(crate) fn first_laptop_at(folder: impl Into<Home>, time: &Time) -> Laptop {
    let folder = folder.into();
    let new = NewCentre {
        name: "Сынақ".to_owned(),
        member: "Айжан".to_owned(),
        passphrase: passphrase(),
        kdf: KDF,
        device: "1-ноутбук".to_owned(),
        prefix: Some("K7".parse().unwrap()),
        offset_minutes: 300,
        purpose: Purpose::Work,
    };
    let (mut store, _) = Store::create(folder.path(), new, time.now()).unwrap();
    store
        .form_publish(&FormSource { form_id: "intake", hash: [7; 32], version: "1", source: b"survey" }, time.now())
        .unwrap();
    Laptop { folder, store, time: time.clone() }
}

/// By which everybody unlocks.
pub(crate) fn passphrase() -> Secret<String> {
    Secret::new("сөз".to_owned())
}

impl Laptop {
    /// The laptop whose store lies in a folder, unlocked by its first member.
    pub(crate) fn open(folder: impl Into<Home>, time: &Time) -> Self {
        Self::try_open(folder, time).unwrap()
    }

    pub(crate) fn try_open(folder: impl Into<Home>, time: &Time) -> Result<Self, StoreError> {
        let folder = folder.into();
        let locked = Locked::open(folder.path())?;
        let member = locked.members()?[0].id;
        let store = locked.unlock(member, &passphrase(), time.now())?;
        Ok(Self { folder, store, time: time.clone() })
    }

    /// Another laptop of the centre, joined by files.
    pub(crate) fn join(&mut self, name: &str, whom: &InviteFor) -> Self {
        self.join_at(tempfile::tempdir().unwrap(), name, whom)
    }

    pub(crate) fn join_at(&mut self, folder: impl Into<Home>, name: &str, whom: &InviteFor) -> Self {
        let now = self.time.now();
        let invite = self.store.invite(whom, now).unwrap();
        let folder = folder.into();
        let new =
            NewJoin { device: name.to_owned(), member: "Отабек".to_owned(), passphrase: passphrase(), kdf: KDF };
        let (joining, answer) = Joining::begin(folder.path(), invite.expose(), &new, now).unwrap();
        self.store.join_accept(&answer.request, &answer.digits, &Authorised::Alone, now).unwrap();
        let store = joining.unlock(&passphrase(), now).unwrap().join(&self.all(), now).unwrap();
        Self { folder, store, time: self.time.clone() }
    }

    /// All that it gives to who has nothing.
    pub(crate) fn all(&self) -> Arrived {
        let events = self.store.lacking(&Have::default()).unwrap();
        let keys = self.store.sealed_keys(&events).unwrap();
        let bytes = events.iter().map(|event| self.store.outgoing_bytes(event).unwrap()).collect();
        Arrived { events: bytes, keys, sources: self.store.sources().unwrap(), ..Arrived::default() }
    }

    /// Writes down a person of this name, in one interview.
    pub(crate) fn person(&mut self, name: &str) -> CaseId {
        self.person_in(Stream::Centre, name).0
    }

    /// The same in a stream; the case and its interview.
    pub(crate) fn person_in(&mut self, stream: Stream, name: &str) -> (CaseId, InterviewId) {
        let (case, interview, now) =
            (CaseId::from_random(random()), InterviewId::from_random(random()), self.time.now());
        let fact = Fact {
            household: None,
            property: "given_name".to_owned(),
            value: name.to_owned(),
            source: "/f/given_name".to_owned(),
        };
        let answers = BTreeMap::from([(fact.source.clone(), StoredAnswer::Value(name.to_owned()))]);
        let new = NewInterview { interview, form_id: "intake", form_hash: [7; 32], stream, case, started: now };
        self.store
            .transact(&pana_store::Asked::of(pana_casework::Act::OpenCase), now, |tx| {
                tx.case_open(case)?;
                tx.interview_record(
                    &new,
                    &Finish { answers: answers.clone(), facts: vec![fact.clone()], ..Finish::default() },
                )
            })
            .unwrap();
        (case, interview)
    }

    /// Says another name in an interview.
    pub(crate) fn rename(&mut self, interview: InterviewId, name: &str) {
        let (now, source) = (self.time.now(), "/f/given_name".to_owned());
        self.store.interview_amend(interview, now).unwrap();
        let (property, value) = ("given_name".to_owned(), name.to_owned());
        let answers = BTreeMap::from([(source.clone(), StoredAnswer::Value(value.clone()))]);
        let facts = vec![Fact { household: None, property, value, source }];
        self.store.interview_finish(interview, &Finish { answers, facts, ..Finish::default() }, now).unwrap();
    }

    /// Is this person here, by name?
    pub(crate) fn knows(&self, case: CaseId) -> bool {
        self.store.person_name(case).is_ok_and(|(_, name)| !name.is_empty())
    }

    /// The centre comes to this hub.
    pub(crate) fn register(&mut self, hub: &TestHub) -> Result<(), MeetFault> {
        self.register_with(hub, &hub.token())
    }

    pub(crate) fn register_with(&mut self, hub: &TestHub, token: &str) -> Result<(), MeetFault> {
        let key = hub.hub.public_key();
        let (ask, first) = register_at_hub(&mut self.store, &key, token, self.time.now())?;
        let answer = hub.ask(&ask);
        registered_at_hub(&mut self.store, ("hub.example.org:7470", &key), &first, &answer, self.time.now())
    }

    pub(crate) fn meeting(&self) -> Meeting {
        Meeting::new(&self.store, self.store.hub().expect("the centre has a hub"), None).unwrap()
    }

    /// Meets the hub to the end.
    pub(crate) fn meet(&mut self, hub: &TestHub) -> Result<MeetingEnd, MeetFault> {
        let mut meeting = self.meeting();
        self.go_on(&mut meeting, &mut |ask| Some(hub.ask(ask)))
    }

    /// Meets a laptop that serves in one room to the end.
    pub(crate) fn meet_in(&mut self, room: &TestHub) -> Result<MeetingEnd, MeetFault> {
        let (address, key) = ("192.0.2.7:7470".to_owned(), room.hub.public_key());
        let mut meeting = Meeting::new(&self.store, HubPlace { address, key, root_deed: Vec::new() }, None)?;
        self.go_on(&mut meeting, &mut |ask| Some(room.ask(ask)))
    }

    /// Goes on with a meeting until something at this path is to be asked; says how much was asked before.
    pub(crate) fn go_on_until(&mut self, meeting: &mut Meeting, path: &str, hub: &TestHub) -> usize {
        for asked in 0..10_000 {
            match meeting.next(&mut self.store, self.time.now()).unwrap() {
                Next::Ask(ask) if !ask.path.starts_with(path) => {
                    meeting.answer(&mut self.store, &hub.ask(&ask), self.time.now()).unwrap();
                }
                _ => return asked,
            }
        }
        panic!("a meeting does not end");
    }

    /// Goes on with a meeting; where there is no answer, the line broke.
    pub(crate) fn go_on(
        &mut self,
        meeting: &mut Meeting,
        answer: &mut dyn FnMut(&Ask) -> Option<Answer>,
    ) -> Result<MeetingEnd, MeetFault> {
        for _ in 0..10_000 {
            match meeting.next(&mut self.store, self.time.now())? {
                Next::Done(end) => return Ok(end),
                Next::Ask(ask) => match answer(&ask) {
                    Some(answer) => meeting.answer(&mut self.store, &answer, self.time.now())?,
                    None => meeting.broke(),
                },
            }
        }
        panic!("a meeting does not end");
    }
}

pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

/// Have these laptops the same?
#[track_caller]
pub(crate) fn alike(laptops: &[&Laptop]) {
    let have: Vec<_> = laptops.iter().map(|laptop| laptop.store.have().unwrap()).collect();
    assert!(have.windows(2).all(|pair| pair[0] == pair[1]), "{have:#?}");
    for laptop in laptops {
        assert_eq!(laptop.store.set_aside_count().unwrap(), 0);
    }
}
