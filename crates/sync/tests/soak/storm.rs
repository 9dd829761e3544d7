//! Many laptops, a hub and a stick, and everything that can happen to them at once, drawn from a seed: requests lost, answers lost,
//! both doubled and late, laptops cut off, the hub restarted and put back, sticks torn, clocks years off and jumping, a laptop copied
//! and one put back. When it is over all have the same after a few meetings, and nothing that was confirmed is lost.
//!
//! The network is the test's own hand: [`pana_sync::Meeting`] does no input and output of its own, so whoever carries its questions
//! to the hub's door decides what becomes of each. That is what a simulated network would do with sockets.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use pana_casework::{Grant, Role};
use pana_hub::Limits;
use pana_model::{CaseId, InterviewId, Secret};
use pana_store::{Fact, Finish, InviteFor, LeaseFault, Locked, StoreError, StoredAnswer, Stream};
use pana_sync::{Ask, MeetFault, MeetingEnd, Next};

use crate::guards::{self, Guard};
use crate::kit::{Laptop, TestHub, Time, copy_files, first_laptop_at, passphrase};
use crate::survived::stands;
use crate::world::{read_stick, write_stick};

const YEAR_MS: i64 = 31_557_600_000;
pub(crate) const PLACE: &str = "/f/given_name";

/// A sequence of numbers that follows from a seed.
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn below(&mut self, most: u64) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % most
    }

    fn one_in(&mut self, many: u64) -> bool {
        self.below(many) == 0
    }

    pub(crate) fn at(&mut self, length: usize) -> usize {
        usize::try_from(self.below(u64::try_from(length).unwrap())).unwrap()
    }
}

/// A centre of three laptops that have met by a hub once: copied for each storm, since making it takes longer than a storm.
static CENTRE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let (dir, time) = (tempfile::tempdir().unwrap(), Time::new());
    let at = |name: &str| dir.path().join(name);
    let hub = TestHub::new(&time);
    let mut one = first_laptop_at(at("0"), &time);
    one.register(&hub).unwrap();
    for name in ["1", "2"] {
        let (role, grants) = (Role::Coordinator, vec![Grant::Protected]);
        let mut new = one.join_at(at(name), name, &InviteFor::New { name: format!("Қызметкер {name}"), role, grants });
        one.meet(&hub).unwrap();
        new.meet(&hub).unwrap();
    }
    one.meet(&hub).unwrap();
    // A copy: what has the hub itself open ends in threads of its own, and still writes meanwhile.
    copy_files(hub.backup().path(), &at("hub"));
    dir
});

/// An answer that was confirmed, and the answers that were on the screen when it took their place.
pub(crate) struct Written {
    pub(crate) interview: InterviewId,
    pub(crate) value: String,
    pub(crate) over: BTreeSet<String>,
}

pub(crate) struct Storm {
    /// What is not guarded against, to see that it is missed.
    pub(crate) without: Option<Guard>,
    pub(crate) dice: Dice,
    dir: tempfile::TempDir,
    pub(crate) hub: TestHub,
    hub_backup: tempfile::TempDir,
    pub(crate) laptops: Vec<Laptop>,
    /// Cut off from the hub.
    cut_off: BTreeSet<usize>,
    /// Requests that come late.
    late: Vec<Ask>,
    pub(crate) interviews: Vec<(CaseId, InterviewId)>,
    pub(crate) written: Vec<Written>,
    folders: usize,
    /// A laptop was copied or put back.
    pub(crate) is_forked: bool,
}

impl Storm {
    pub(crate) fn new(seed: u64, without: Option<Guard>) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for name in ["hub", "0", "1", "2"] {
            copy_files(&CENTRE.path().join(name), &at(name));
        }
        std::fs::create_dir(at("stick")).unwrap();
        let mut dice = Dice::new(seed);
        let clock = |dice: &mut Dice| {
            let time = Time::new();
            time.pass(i64::try_from(dice.below(21)).unwrap().saturating_sub(10) * YEAR_MS * i64::from(dice.one_in(3)));
            time
        };
        let hub = TestHub::at(at("hub"), &clock(&mut dice), Limits::default());
        let laptops = ["0", "1", "2"].map(|name| Laptop::open(at(name), &clock(&mut dice))).into();
        let hub_backup = hub.backup();
        let (cut_off, late, interviews, written) = Default::default();
        Self {
            without,
            dice,
            hub,
            hub_backup,
            laptops,
            cut_off,
            late,
            interviews,
            written,
            folders: 3,
            is_forked: false,
            dir,
        }
    }

    /// One thing that happens.
    pub(crate) fn step(&mut self) {
        let at = self.dice.at(self.laptops.len());
        // Clocks run, stand, and jump by years, both ways.
        let jump = i64::try_from(self.dice.below(1000)).unwrap() * if self.dice.one_in(12) { 300_000_000 } else { 100 };
        self.laptops[at].time.pass(if self.dice.one_in(3) { -jump } else { jump });
        match self.dice.below(24) {
            0..5 => self.person(at),
            5..9 => self.amend(at),
            9 => self.hub.restart(),
            10 => self.hub_backup = self.hub.backup(),
            11 if self.dice.one_in(3) => self.restore(),
            12 if !self.cut_off.remove(&at) => drop(self.cut_off.insert(at)),
            13 => self.late(),
            14 => self.write_stick(at),
            15 => self.read_stick(at),
            16 => self.reopen(at),
            17 if self.dice.one_in(3) && self.laptops.len() == 3 => self.copy(at),
            18 if self.dice.one_in(3) => self.put_back(at),
            _ => self.meet(at),
        }
    }

    fn value(&self) -> String {
        format!("Адам {}", self.written.len())
    }

    pub(crate) fn person(&mut self, at: usize) {
        let value = self.value();
        let (case, interview) = self.laptops[at].person_in(Stream::Centre, &value);
        self.interviews.push((case, interview));
        self.written.push(Written { interview, value, over: BTreeSet::new() });
    }

    /// An answer is changed: what stood on this laptop's screen is replaced, and nothing else.
    fn amend(&mut self, at: usize) {
        if self.interviews.is_empty() {
            return;
        }
        let (_, interview) = self.interviews[self.dice.at(self.interviews.len())];
        let (value, laptop) = (self.value(), &mut self.laptops[at]);
        let Some(over) = stands(laptop, interview) else { return };
        let now = laptop.time.now();
        laptop.store.interview_amend(interview, now).unwrap();
        let (answer, property) = (StoredAnswer::Value(value.clone()), "given_name".to_owned());
        let facts = vec![Fact { household: None, property, value: value.clone(), source: PLACE.to_owned() }];
        let answers = BTreeMap::from([(PLACE.to_owned(), answer)]);
        laptop.store.interview_finish(interview, &Finish { answers, facts, ..Finish::default() }, now).unwrap();
        self.written.push(Written { interview, value, over });
    }

    /// The hub goes back to a copy.
    fn restore(&mut self) {
        let again = self.hub.backup();
        let backup = std::mem::replace(&mut self.hub_backup, again);
        if self.without == Some(Guard::Incarnation) {
            self.hub.folder = backup.into();
            self.hub.restart();
        } else {
            self.hub.restore(&backup);
        }
    }

    /// A meeting in which requests are lost before they come, answers after, both come twice or late; at last it may be given up.
    fn meet(&mut self, at: usize) {
        if self.cut_off.contains(&at) {
            return;
        }
        let (hub, laptop, without) = (&self.hub, &mut self.laptops[at], self.without);
        if without == Some(Guard::PlaceWithData) {
            guards::place_before_data(laptop, hub);
        }
        let mut meeting = laptop.meeting();
        for _ in 0..self.dice.below(24) {
            let Ok(Next::Ask(ask)) = meeting.next(&mut laptop.store, laptop.time.now()) else { return };
            match self.dice.below(12) {
                0 => meeting.broke(),
                1 => {
                    self.late.push(ask);
                    meeting.broke();
                }
                2 => {
                    hub.ask(&ask);
                    meeting.broke();
                }
                more => {
                    if more == 3 {
                        hub.ask(&ask);
                        self.late.push(ask.clone());
                    }
                    let answer = guards::heard(without, laptop, hub, &ask);
                    if meeting.answer(&mut laptop.store, &answer, laptop.time.now()).is_err() {
                        return;
                    }
                }
            }
        }
    }

    /// A request comes long after it was given up.
    fn late(&mut self) {
        if !self.late.is_empty() {
            let ask = self.late.swap_remove(self.dice.at(self.late.len()));
            self.hub.ask(&ask);
        }
    }

    fn write_stick(&mut self, at: usize) {
        let stick = self.dir.path().join("stick");
        write_stick(&mut self.laptops[at], &stick).unwrap();
    }

    /// What lies there is read, torn or not.
    fn read_stick(&mut self, at: usize) {
        let stick = self.dir.path().join("stick");
        if self.dice.one_in(3) {
            for entry in std::fs::read_dir(&stick).unwrap() {
                let file = std::fs::File::options().write(true).open(entry.unwrap().path()).unwrap();
                let length = file.metadata().unwrap().len();
                file.set_len(self.dice.below(length.max(1))).unwrap();
            }
        }
        read_stick(&mut self.laptops[at], &stick).unwrap();
    }

    /// Unlocks the laptop whose store lies there; where clocks that jump have ended its lease, a colleague renews it by telephone.
    fn opened(&self, device: pana_model::DeviceId, folder: &std::path::Path, time: &Time) -> Laptop {
        let challenge = match Laptop::try_open(folder.to_owned(), time) {
            Err(StoreError::Lease(LeaseFault::Over { challenge })) => challenge.to_string(),
            opened => return opened.unwrap(),
        };
        let read = |laptop: &Laptop| laptop.store.lease_code(device, &challenge, laptop.time.now()).ok();
        let code = self.laptops.iter().find_map(read).expect("somebody can renew it").to_string();
        let locked = Locked::open(folder).unwrap();
        let member = locked.members().unwrap()[0].id;
        let store = locked.unlock_renewing(member, &passphrase(), Some(&Secret::new(code)), time.now()).unwrap();
        Laptop { folder: folder.to_owned().into(), store, time: time.clone() }
    }

    /// It is locked and unlocked.
    fn reopen(&mut self, at: usize) {
        let Laptop { folder, store, time } = self.laptops.remove(at);
        let device = store.device();
        drop(store);
        let opened = self.opened(device, folder.path(), &time);
        self.laptops.insert(at, opened);
    }

    fn folder(&mut self) -> std::path::PathBuf {
        self.folders += 1;
        self.dir.path().join(self.folders.to_string())
    }

    /// Its folder is copied, and both are used.
    pub(crate) fn copy(&mut self, at: usize) {
        self.is_forked = true;
        let to = self.folder();
        let Laptop { folder, store, time } = self.laptops.remove(at);
        let device = store.device();
        drop(store);
        copy_files(folder.path(), &to);
        let opened = self.opened(device, folder.path(), &time);
        self.laptops.insert(at, opened);
        let opened = self.opened(device, &to, &Time::new());
        self.laptops.push(opened);
    }

    /// It writes on and gives all it has to the hub and a colleague, and its folder is put back as it was before.
    fn put_back(&mut self, at: usize) {
        self.is_forked = true;
        let to = self.folder();
        let Laptop { folder, store, time } = self.laptops.remove(at);
        let device = store.device();
        drop(store);
        copy_files(folder.path(), &to);
        let opened = self.opened(device, folder.path(), &time);
        self.laptops.insert(at, opened);
        self.person(at);
        let colleague = (at + 1) % self.laptops.len();
        if self.without != Some(Guard::Given) {
            self.meet_to_the_end(at).unwrap();
            self.meet_to_the_end(colleague).unwrap();
        }
        drop(self.laptops.remove(at));
        let opened = self.opened(device, &to, &time);
        self.laptops.insert(at, opened);
    }

    /// Nothing is lost on the way.
    pub(crate) fn meet_to_the_end(&mut self, at: usize) -> Result<MeetingEnd, MeetFault> {
        let (hub, laptop, without) = (&self.hub, &mut self.laptops[at], self.without);
        let (mut meeting, mut next) = (laptop.meeting(), None);
        loop {
            if let Some(ask) = next.take() {
                let answer = guards::heard(without, laptop, hub, &ask);
                meeting.answer(&mut laptop.store, &answer, laptop.time.now())?;
            }
            match meeting.next(&mut laptop.store, laptop.time.now())? {
                Next::Done(end) => return Ok(end),
                Next::Ask(ask) => next = Some(ask),
            }
        }
    }
}
