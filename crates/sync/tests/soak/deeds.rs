//! What is cut off: a meeting with a hub, a bundle that is written, one that is read, a laptop that joins. Each is done by a child
//! process in a folder of folders, which says a line only after what it says is true; each says what must be true afterwards, and
//! how the next try ends it.

use std::io::Write;
use std::path::Path;

use pana_casework::{Grant, Role};
use pana_hub::Limits;
use pana_model::Secret;
use pana_store::{Authorised, FormSource, InviteFor, Joining, Locked, NewJoin, StoreError, Stream};
use pana_wire::hub::{PushReply, entry_id, read_items};

use crate::kit::{self, KDF, Laptop, TestHub, Time, copy_files, first_laptop_at};
use crate::transfers;
use crate::world::{
    are_alike, is_well, is_well_but_cut_off, is_whole, items, look_at, person_in, places_are_true, read_stick,
    write_stick,
};

/// What is cut off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    /// A laptop gives and reads at a hub.
    Meet,
    /// A bundle is written.
    Write,
    /// One is read.
    Read,
    /// A laptop is let in by files.
    Join,
    /// A case is proposed to another centre.
    Propose,
    /// One is taken in there.
    TakeIn,
    /// The word back is taken.
    TakeWord,
}

impl Deed {
    pub(crate) const ALL: [Self; 7] =
        [Self::Meet, Self::Write, Self::Read, Self::Join, Self::Propose, Self::TakeIn, Self::TakeWord];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Meet => "meet",
            Self::Write => "write",
            Self::Read => "read",
            Self::Join => "join",
            Self::Propose => "propose",
            Self::TakeIn => "take-in",
            Self::TakeWord => "take-word",
        }
    }

    /// The folders that it writes to, each on a disk of its own.
    pub(crate) const fn sides(self) -> &'static [&'static str] {
        match self {
            Self::Meet => &["two", "hub"],
            Self::Write => &["one", "stick"],
            Self::Read => &["two"],
            Self::Join => &["one", "three", "stick"],
            Self::Propose | Self::TakeWord => &["one"],
            Self::TakeIn => &["there"],
        }
    }

    /// Does it; each line that it gets out is true.
    pub(crate) fn run(self, work: &Path, out: &mut impl Write) -> Result<(), String> {
        match self {
            Self::Meet => meet(work, out),
            Self::Write => write(work, out),
            Self::Read => read(work, out),
            Self::Join => join(work, out),
            Self::Propose => transfers::propose(work, out),
            Self::TakeIn => transfers::take_in(work, out),
            Self::TakeWord => transfers::take_word(work, out),
        }
    }

    /// What was said is true; what was begun is ended by the next try; all have the same then.
    pub(crate) fn verify(self, work: &Path, said: &str) -> Result<(), String> {
        match self {
            Self::Meet => after_meet(work, said),
            Self::Write => after_write(work, said),
            Self::Read => after_read(work, said),
            Self::Join => after_join(work),
            Self::Propose | Self::TakeIn | Self::TakeWord => transfers::after(self, work, said),
        }
    }
}

pub(crate) fn say(out: &mut impl Write, line: &str) {
    // Whoever listens may be gone; that is no concern of the deed.
    drop(out.write_all(format!("{line}\n").as_bytes()));
    drop(out.flush());
}

pub(crate) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}

pub(crate) fn later(minutes: i64) -> Time {
    let time = Time::new();
    time.pass(minutes * 60_000);
    time
}

/// What lies before a deed.
pub(crate) fn base(work: &Path, deed: Deed) {
    match deed {
        Deed::Meet | Deed::Write | Deed::Read | Deed::Join => of_a_centre(work),
        Deed::Propose | Deed::TakeIn | Deed::TakeWord => transfers::base(work, deed),
    }
}

/// A centre of two laptops and a hub that have met, and have written since.
fn of_a_centre(work: &Path) {
    let time = Time::new();
    let at = |name: &str| work.join(name);
    for name in ["one", "two", "stick"] {
        std::fs::create_dir_all(at(name)).unwrap();
    }
    let hub = TestHub::new(&time);
    let mut one = first_laptop_at(at("one"), &time);
    one.register(&hub).unwrap();
    let whom =
        InviteFor::New { name: "Отабек".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] };
    let mut two = one.join_at(at("two"), "2", &whom);
    one.person("Арман");
    for _ in 0..2 {
        one.meet(&hub).unwrap();
        two.meet(&hub).unwrap();
    }
    // What each has that the other lacks: people, a talk in private, a questionnaire, and a laptop that was let in.
    one.person("Дана");
    person_in(&mut one, Stream::Protected, "Құпия");
    let form = FormSource { form_id: "needs", hash: [8; 32], version: "1", source: b"type,name" };
    one.store.form_publish(&form, time.now()).unwrap();
    drop(one.join("4", &InviteFor::New { name: "Сәуле".to_owned(), role: Role::Worker, grants: Vec::new() }));
    one.meet(&hub).unwrap();
    two.person("Мадина");
    person_in(&mut two, Stream::Protected, "Жасырын");
    write_stick(&mut one, &at("stick")).unwrap();
    // A copy: what has the hub itself open ends in threads of its own, and still writes meanwhile.
    copy_files(hub.backup().path(), &at("hub"));
}

fn meet(work: &Path, out: &mut impl Write) -> Result<(), String> {
    let time = later(60);
    let hub = TestHub::try_at(work.join("hub"), &time, Limits::default()).map_err(text)?;
    let mut two = Laptop::try_open(work.join("two"), &time).map_err(text)?;
    let mut meeting = two.meeting();
    let met = two.go_on(&mut meeting, &mut |ask| {
        let answer = hub.ask(ask);
        if ask.path == "/v1/push" && answer.status == 200 {
            let stop = PushReply::from_bytes(&answer.body).unwrap().stop;
            let given = read_items(&ask.body).unwrap();
            let taken = stop.map_or(given.len(), |stop| usize::try_from(stop.item).unwrap());
            given.iter().take(taken).for_each(|item| say(out, &format!("held {}", hex(&entry_id(item)))));
        }
        Some(answer)
    });
    met.map_err(text)?;
    goes_on(&mut two)
}

/// Also in the process that went on, what is shown is what was written.
fn goes_on(laptop: &mut Laptop) -> Result<(), String> {
    is_well(laptop).map_err(|error| format!("not well: {error}"))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn after_meet(work: &Path, said: &str) -> Result<(), String> {
    let (time, at) = (later(120), |name: &str| work.join(name));
    let hub = TestHub::try_at(at("hub"), &time, Limits::default()).map_err(text)?;
    let lies: Vec<String> = items(&at("hub")).iter().map(|lies| hex(&lies.id)).collect();
    // The last line may be cut.
    let whole = said.lines().filter_map(|line| line.strip_prefix("held ")).filter(|id| id.len() == 64);
    if let Some(lost) = whole.into_iter().find(|id| !lies.iter().any(|lies| lies == id)) {
        return Err(format!("the hub confirmed {lost} and lost it"));
    }
    let (mut one, mut two) = (open(work, "one", &time)?, open(work, "two", &time)?);
    places_are_true(&two, &items(&at("hub")))?;
    is_well_but_cut_off(&mut two)?;
    // What either has noted since is exchanged by the last of them.
    two.meet(&hub).map_err(text)?;
    for laptop in [&mut one, &mut two] {
        laptop.meet(&hub).map_err(text)?;
        places_are_true(laptop, &items(&at("hub")))?;
    }
    ended(&mut [&mut one, &mut two])
}

/// All have the same, and it is whole.
fn ended(laptops: &mut [&mut Laptop]) -> Result<(), String> {
    are_alike(&laptops.iter().map(|laptop| &**laptop).collect::<Vec<_>>())?;
    for laptop in laptops {
        is_well(laptop)?;
        if laptop.store.lacks_sources().map_err(text)? {
            return Err("a questionnaire is named and not here".to_owned());
        }
    }
    Ok(())
}

pub(crate) fn open(work: &Path, name: &str, time: &Time) -> Result<Laptop, String> {
    Laptop::try_open(work.join(name), time).map_err(|error| format!("{name} does not open: {error}"))
}

fn write(work: &Path, out: &mut impl Write) -> Result<(), String> {
    let mut one = open(work, "one", &later(60))?;
    one.person("Тағы");
    write_stick(&mut one, &work.join("stick"))?;
    say(out, "written");
    Ok(())
}

fn after_write(work: &Path, said: &str) -> Result<(), String> {
    let (time, stick) = (later(120), work.join("stick"));
    let (mut one, mut two) = (open(work, "one", &time)?, open(work, "two", &time)?);
    let found = look_at(&two, &stick);
    if !is_whole(&found) || !found.others.is_empty() {
        return Err(format!("half a bundle: {found:?}"));
    }
    if said.contains("written") && found.bundles.len() < 2 {
        return Err("a bundle was said to be written and is not there".to_owned());
    }
    is_well(&mut one)?;
    write_stick(&mut one, &stick)?;
    let left: Vec<_> = names(&stick).into_iter().filter(|name| !name.ends_with(".pana")).collect();
    if !left.is_empty() {
        return Err(format!("{left:?} was left behind"));
    }
    read_stick(&mut two, &stick)?;
    write_stick(&mut two, &stick)?;
    read_stick(&mut one, &stick)?;
    ended(&mut [&mut one, &mut two])
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn read(work: &Path, out: &mut impl Write) -> Result<(), String> {
    let mut two = open(work, "two", &later(60))?;
    if read_stick(&mut two, &work.join("stick"))? == 1 {
        say(out, "taken");
    }
    goes_on(&mut two)
}

fn after_read(work: &Path, said: &str) -> Result<(), String> {
    let (time, stick) = (later(120), work.join("stick"));
    let (mut one, mut two) = (open(work, "one", &time)?, open(work, "two", &time)?);
    is_well_but_cut_off(&mut two)?;
    let held = |two: &Laptop| two.store.people_count().map_err(text);
    let before = held(&two)?;
    if read_stick(&mut two, &stick)? != 1 {
        return Err("the bundle is not whole any more".to_owned());
    }
    if said.contains("taken") && held(&two)? != before {
        return Err("it was said to be taken in and was not".to_owned());
    }
    // What both have noted of each other since goes by the same way.
    write_stick(&mut two, &stick)?;
    write_stick(&mut one, &stick)?;
    read_stick(&mut one, &stick)?;
    read_stick(&mut two, &stick)?;
    ended(&mut [&mut one, &mut two])
}

/// The invite and its answer lie on the stick, as people carry them.
fn join(work: &Path, out: &mut impl Write) -> Result<(), String> {
    let time = later(60);
    let mut one = open(work, "one", &time)?;
    let invite = invited(&mut one, work)?;
    say(out, "invited");
    let (joining, answer) = Joining::begin(&work.join("three"), &invite, &new(), time.now()).map_err(text)?;
    say(out, "answered");
    one.store.join_accept(&answer.request, &answer.digits, &Authorised::Alone, time.now()).map_err(text)?;
    say(out, "let in");
    joining
        .unlock(&kit::passphrase(), time.now())
        .and_then(|waiting| waiting.join(&one.all(), time.now()))
        .map_err(text)?;
    say(out, "joined");
    Ok(())
}

fn new() -> NewJoin {
    NewJoin { device: "3".to_owned(), member: "Ерлан".to_owned(), passphrase: kit::passphrase(), kdf: KDF }
}

fn invited(one: &mut Laptop, work: &Path) -> Result<Vec<u8>, String> {
    let whom = InviteFor::New { name: "Ерлан".to_owned(), role: Role::Worker, grants: vec![Grant::Protected] };
    let invite: Secret<Vec<u8>> = one.store.invite(&whom, one.time.now()).map_err(text)?;
    std::fs::write(work.join("stick/invite"), invite.expose()).map_err(text)?;
    Ok(invite.expose().clone())
}

fn after_join(work: &Path) -> Result<(), String> {
    let (time, folder) = (later(120), work.join("three"));
    let mut one = open(work, "one", &time)?;
    is_well(&mut one)?;
    let is_centre = match Locked::open(&folder) {
        Ok(_) => true,
        Err(StoreError::NoCentre) => false,
        Err(error) => return Err(format!("three does not open: {error}")),
    };
    let three = if is_centre {
        Laptop::try_open(folder, &time).map_err(text)?
    } else {
        let joining = match Joining::open(&folder).map_err(text)? {
            Some(joining) => joining,
            // Nothing was begun, or what was is as if it had not been: it is asked anew.
            None => {
                let invite = invited(&mut one, work)?;
                Joining::begin(&folder, &invite, &new(), time.now()).map_err(text)?.0
            }
        };
        let answer = joining.answer().map_err(text)?;
        match one.store.join_accept(&answer.request, &answer.digits, &Authorised::Alone, time.now()) {
            // Let in before the cut.
            Ok(_) | Err(StoreError::Joining(pana_store::JoinFault::Over)) => {}
            Err(error) => return Err(text(error)),
        }
        let waiting = joining.unlock(&kit::passphrase(), time.now()).map_err(text)?;
        let store = waiting.join(&one.all(), time.now()).map_err(text)?;
        Laptop { folder: folder.into(), store, time: time.clone() }
    };
    let (mut three, stick) = (three, work.join("stick"));
    // What it had not taken in yet comes with the next bundle.
    write_stick(&mut one, &stick)?;
    read_stick(&mut three, &stick)?;
    three.person("Үшінші");
    write_stick(&mut three, &stick)?;
    read_stick(&mut one, &stick)?;
    ended(&mut [&mut one, &mut three])
}
