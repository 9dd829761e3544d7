//! Vol's hand: the database opened with what vol's own slot holds, and events written by another program than ours.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use pana_keys::{Generation, GrantFor, Keyring, Unlocked, open_address, open_event_with, open_grant};
use pana_model::{CaseId, CentreId, EventRef, KeyId, MemberId, SeatId, StreamName};
use pana_record::{Body, Dot, EventKind, Hlc, Op};
use pana_wire::{Envelope, EpochId, GenerationId, Header, StreamId};
use rusqlite::{Connection, OptionalExtension as _, Params, params};
use serde_json::{Value, json};

use crate::house::{House, Who, later, secret};

/// What someone holds who has unlocked their slot and opened the database by themselves.
pub struct Hand {
    pub sql: Connection,
    pub unlocked: Unlocked,
    pub centre: [u8; 16],
    pub device: [u8; 16],
    /// With what events are signed for their author, where not with vol's own keys.
    pub member_sign: Option<[u8; 32]>,
    device_secrets: [u8; 64],
}

/// An event to be written, whatever it says.
pub struct Forged {
    pub stream: StreamName,
    pub subject: [u8; 16],
    pub body: Vec<u8>,
    pub layout: u8,
    /// In place of what the writer's grants and slots open.
    pub epoch: Option<([u8; 16], [u8; 32])>,
    pub subject_key: Option<[u8; 32]>,
}

/// Where in the device's chain an event claims to stand, and with what it is signed for the device.
pub struct At {
    pub dseq: u64,
    pub prev: [u8; 32],
    pub signer: [u8; 32],
}

impl Forged {
    pub fn of(stream: StreamName, body: &Body) -> Self {
        let bytes = body.to_bytes().unwrap();
        Self { stream, subject: body.subject, body: bytes, layout: 2, epoch: None, subject_key: None }
    }
}

pub const fn code(stream: StreamName) -> i64 {
    match stream {
        StreamName::Control => 0,
        StreamName::Centre => 1,
        StreamName::Protected => 2,
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &Value) -> Vec<u8> {
    let text = text.as_str().unwrap();
    let digits = text.as_bytes().chunks(2).map(|two| std::str::from_utf8(two).unwrap());
    digits.map(|two| u8::from_str_radix(two, 16).unwrap()).collect()
}

/// How other events name an event.
pub fn name(id: &[u8; 32]) -> EventRef {
    EventRef::from_bytes(id[..16].try_into().unwrap())
}

impl House {
    /// Vol's.
    pub fn hand(&self) -> Hand {
        self.hand_of(self.vol)
    }

    pub fn hand_of(&self, who: Who) -> Hand {
        Hand::at(self.dir.path(), who)
    }
}

impl Hand {
    pub fn at(dir: &Path, who: Who) -> Self {
        let keyring = Keyring::from_bytes(&std::fs::read(dir.join("keyring.json")).unwrap()).unwrap();
        let unlocked = keyring.unlock(who.id, &secret(who.word)).unwrap();
        let sql = pana_sqlite::open_keyed(&dir.join("pana.db"), unlocked.db_key()).unwrap();
        let own = sql.query_row("SELECT centre, device, secrets FROM own", [], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        });
        let (centre, device, device_secrets) = own.unwrap();
        Self { sql, unlocked, centre, device, member_sign: None, device_secrets }
    }

    pub fn seat(&self) -> SeatId {
        self.unlocked.seat().unwrap().id()
    }

    pub fn run(&self, sql: &str, params: impl Params) -> usize {
        self.sql.execute(sql, params).unwrap()
    }

    pub fn count(&self, from: &str) -> i64 {
        self.sql.query_row(&format!("SELECT count(*) FROM {from}"), [], |row| row.get(0)).unwrap()
    }

    pub fn blob(&self, sql: &str, params: impl Params) -> Vec<u8> {
        self.sql.query_row(sql, params, |row| row.get(0)).unwrap()
    }

    /// The last event of this device in a stream: number and id.
    pub fn end(&self, stream: StreamName) -> (u64, [u8; 32]) {
        let query = "SELECT seq, event_id FROM event WHERE stream = ?1 AND device = ?2 ORDER BY seq DESC LIMIT 1";
        let found = self.sql.query_row(query, params![code(stream), self.device], |row| {
            Ok((row.get::<_, i64>(0)?.cast_unsigned(), row.get(1)?))
        });
        found.optional().unwrap().unwrap_or((0, [0; 32]))
    }

    /// The headers of a stream's events, in the order in which they came.
    pub fn headers(&self, stream: StreamName) -> Vec<Header> {
        let mut statement = self.sql.prepare("SELECT header FROM event WHERE stream = ?1 ORDER BY position").unwrap();
        let rows = statement.query_map([code(stream)], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        rows.map(|header| Header::from_bytes(&header.unwrap()).unwrap()).collect()
    }

    /// The bodies of the centre stream, in order, as everyone who holds its key can read them.
    pub fn bodies(&self) -> Vec<(EventRef, Body)> {
        let centre = CentreId::from_bytes(self.centre);
        let (stream, seat) = (StreamId::derive(centre, StreamName::Centre), self.seat());
        let query = "SELECT epoch, sealed FROM seat_grant WHERE stream = 1 AND seat = ?1";
        let grant = self.sql.query_row(query, [seat.as_bytes()], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?)));
        let (epoch, sealed) = grant.unwrap();
        let grant = GrantFor { centre, stream, epoch: EpochId::from_bytes(epoch), seat };
        let key = open_grant(&grant, &sealed, self.unlocked.secrets()).unwrap();
        let boxed = |number: u16| -> ([u8; 16], Vec<u8>) {
            let query = "SELECT generation, wrapped FROM key_box WHERE stream = 1 AND number = ?1";
            self.sql.query_row(query, [number], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
        };
        let (id, wrapped) = boxed(256);
        let generation = Generation::open(GenerationId::from_bytes(id), &wrapped, &key).unwrap();
        let query = "SELECT header, signature, sealed FROM event WHERE stream = 1 ORDER BY position";
        let mut statement = self.sql.prepare(query).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(|row| {
            let (header, signature, sealed): (Vec<u8>, [u8; 64], Vec<u8>) = row.unwrap();
            let envelope = Envelope::from_parts(header, signature, Some(sealed)).unwrap();
            let slot = generation.slot_id(&open_address(envelope.header(), &key).unwrap());
            let bucket = generation.open_bucket(slot.bucket(), &boxed(u16::from(slot.bucket())).1, &key).unwrap();
            let query = "SELECT key_id, wrapped FROM subject_slot WHERE stream = 1 AND slot_id = ?1";
            let (key_id, wrapped): ([u8; 16], Vec<u8>) =
                self.sql.query_row(query, [slot.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
            let subject = bucket.open_subject(slot, KeyId::from_bytes(key_id), &wrapped).unwrap();
            let (_, open) = open_event_with(&envelope, StreamName::Centre, &[subject]).unwrap().unwrap();
            // EXPOSE: vol reads what vol has opened.
            let body = Body::from_bytes(open.body.expose(), &|_, _| None).unwrap();
            (name(envelope.id().as_bytes()), body)
        })
        .collect()
    }

    /// The write that stands last at a path of a case.
    pub fn dot_at(&self, case: CaseId, path: &str) -> Dot {
        let bodies = self.bodies();
        let of_case = bodies.iter().rev().filter(|(_, body)| body.subject == *case.as_bytes());
        let written = of_case.into_iter().find_map(|(event, body)| {
            let op = body.ops.iter().position(|op| op.path == path)?;
            Some(Dot::new(*event, u32::try_from(op).unwrap()))
        });
        written.unwrap()
    }

    /// A body that has seen what is here.
    pub fn body(&self, subject: [u8; 16], kind: EventKind, ops: Vec<Op>) -> Body {
        let hlc = Hlc::at(later(120).unix_ms().cast_unsigned());
        let query = "SELECT event_id FROM event WHERE subject = ?1 AND stream = 1 ORDER BY position DESC LIMIT 1";
        let last: Option<[u8; 32]> = self.sql.query_row(query, [subject], |row| row.get(0)).optional().unwrap();
        let past = last.iter().filter(|_| subject != self.centre).map(name).collect();
        let ctl = vec![name(&self.end(StreamName::Control).1)];
        Body { ops, past, ctl, ..Body::new(subject, hlc, self.unlocked.member(), self.seat(), kind) }
    }

    /// The same in somebody else's name.
    pub fn body_of(&self, whom: (MemberId, SeatId), case: CaseId, kind: EventKind, ops: Vec<Op>) -> Body {
        Body { member: whom.0, seat: Some(whom.1), ..self.body(*case.as_bytes(), kind, ops) }
    }

    /// The seat of another member, which their grants name.
    pub fn seat_of(&self, house: &House, who: Who) -> SeatId {
        let file = std::fs::read(house.dir.path().join("keyring.json")).unwrap();
        let slot = Keyring::from_bytes(&file).unwrap().member(who.id).unwrap().public;
        let mine = self.unlocked.seat().unwrap();
        pana_keys::seat_id(mine.centre, who.id, mine.device, &slot)
    }

    /// Writes an event at the end of the device's chain, signed by vol and by the device.
    pub fn write(&self, forged: &Forged) -> [u8; 32] {
        let (last, prev) = self.end(forged.stream);
        self.write_at(forged, last + 1, prev)
    }

    /// The same under any number, after any event.
    pub fn write_at(&self, forged: &Forged, dseq: u64, prev: [u8; 32]) -> [u8; 32] {
        self.write_as(&At { dseq, prev, signer: self.device_sign() }, forged)
    }

    /// With what this device signs, which lies in the database.
    pub fn device_sign(&self) -> [u8; 32] {
        self.device_secrets[..32].try_into().unwrap()
    }

    /// The same signed for the device with whatever keys.
    pub fn write_as(&self, at: &At, forged: &Forged) -> [u8; 32] {
        let made = self.make(at, forged);
        let get = |name: &str| unhex(&made[name]);
        let id: [u8; 32] = get("event_id").try_into().unwrap();
        let subject = (forged.stream != StreamName::Protected).then_some(forged.subject);
        self.run(
            "INSERT INTO event (stream, device, seq, event_id, header, signature, sealed, subject)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                code(forged.stream),
                self.device,
                at.dseq.cast_signed(),
                id,
                get("header"),
                get("sig"),
                get("ct"),
                subject
            ],
        );
        id
    }

    fn make(&self, at: &At, forged: &Forged) -> Value {
        // EXPOSE: vol's own secrets.
        let secrets = self.unlocked.secrets().to_secret_bytes();
        let (sign, seal) = secrets.expose().split_at(32);
        let sign = self.member_sign.as_ref().map_or(sign, |other| other.as_slice());
        let mut what = json!({
            "layout": forged.layout, "org": hex(&self.centre), "stream": forged.stream.as_str(),
            "dev": hex(&self.device), "dseq": at.dseq, "prev": hex(&at.prev), "subject": hex(&forged.subject),
            "member_sign": hex(sign), "device_sign": hex(&at.signer), "body": hex(&forged.body),
        });
        if let Some((epoch, key)) = forged.epoch {
            what["epoch"] = json!(hex(&epoch));
            what["epoch_key"] = json!(hex(&key));
        } else if let Some((epoch, grant)) = self.first_layout_grant(forged) {
            let query = "SELECT wrapped FROM slot WHERE stream = ?1 AND slot_id = ?2 AND epoch = ?3";
            let wrapped = self.blob(query, params![code(forged.stream), forged.subject, epoch]);
            for (name, bytes) in [("epoch", &epoch[..]), ("grant", &grant), ("seal", seal), ("wrapped", &wrapped)] {
                what[name] = json!(hex(bytes));
            }
            what["member"] = json!(hex(self.unlocked.member().as_bytes()));
        } else {
            let query = "SELECT epoch, sealed FROM seat_grant WHERE stream = ?1 AND seat = ?2 ORDER BY epoch DESC";
            let (epoch, grant): (Vec<u8>, Vec<u8>) = self
                .sql
                .query_row(query, params![code(forged.stream), self.seat().as_bytes()], |row| {
                    Ok((row.get(0)?, row.get(1)?))
                })
                .unwrap();
            what["boxes"] = self.triples(
                "SELECT generation, number, wrapped FROM key_box WHERE stream = ?1 AND epoch = ?2",
                params![code(forged.stream), epoch],
            );
            what["slots"] = self.triples(
                "SELECT slot_id, key_id, wrapped FROM subject_slot WHERE stream = ?1",
                params![code(forged.stream)],
            );
            what["epoch"] = json!(hex(&epoch));
            what["seat"] = json!(hex(self.seat().as_bytes()));
            what["seal"] = json!(hex(seal));
            what["grant"] = json!(hex(&grant));
        }
        if let Some(key) = forged.subject_key {
            what["subject_key"] = json!(hex(&key));
        }
        forge(&what)
    }

    /// The grant of a store as programs wrote it before there were seats.
    fn first_layout_grant(&self, forged: &Forged) -> Option<(Vec<u8>, Vec<u8>)> {
        let query = "SELECT epoch, sealed FROM grant_sealed WHERE stream = ?1 AND member = ?2 ORDER BY epoch DESC";
        let member = self.unlocked.member();
        let of = params![code(forged.stream), member.as_bytes()];
        self.sql.query_row(query, of, |row| Ok((row.get(0)?, row.get(1)?))).optional().unwrap()
    }

    fn triples(&self, sql: &str, params: impl Params) -> Value {
        let show = |value: rusqlite::types::Value| match value {
            rusqlite::types::Value::Blob(bytes) => json!(hex(&bytes)),
            rusqlite::types::Value::Integer(number) => json!(number),
            other => panic!("{other:?}"),
        };
        let mut statement = self.sql.prepare(sql).unwrap();
        let rows = statement.query_map(params, |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]));
        rows.unwrap().map(|row| Value::Array(row.unwrap().map(show).to_vec())).collect()
    }
}

/// Held while another program is started: until it runs, it holds whatever files other tests have open, also the lock of a
/// store that is closed meanwhile.
static STARTING: Mutex<()> = Mutex::new(());

/// Programs that wait for the next thing to do, by name. They end when the tests do, whose end of their pipe goes then.
static WAITING: Mutex<Vec<(&str, Program)>> = Mutex::new(Vec::new());

/// Waits until no program is just being started.
pub fn nothing_starts() -> MutexGuard<'static, ()> {
    STARTING.lock().unwrap_or_else(PoisonError::into_inner)
}

fn forge(what: &Value) -> Value {
    run("forge.py", what)
}

/// Has another program of this folder do something.
pub fn run(name: &'static str, what: &Value) -> Value {
    let waiting = || WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    let free = {
        let mut waiting = waiting();
        waiting.iter().position(|(of, _)| *of == name).map(|at| waiting.swap_remove(at).1)
    };
    let mut program = free.unwrap_or_else(|| Program::start(name));
    writeln!(program.running.stdin.as_ref().unwrap(), "{what}").unwrap();
    let mut line = String::new();
    program.from.read_line(&mut line).unwrap();
    let out = serde_json::from_str(&line).unwrap_or_else(|_| panic!("{name} said {line:?}"));
    waiting().push((name, program));
    out
}

/// Another program, which reads what it is to do line by line, and answers with a line.
struct Program {
    running: Child,
    from: BufReader<ChildStdout>,
}

impl Program {
    fn start(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/attacks").join(name);
        let _starting = nothing_starts();
        let mut running =
            Command::new("python3").arg(path).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut from = BufReader::new(running.stdout.take().unwrap());
        // That it was started says only that it will run: it lets go of what it holds a little later, and then writes an empty line.
        from.read_line(&mut String::new()).unwrap();
        Self { running, from }
    }
}
