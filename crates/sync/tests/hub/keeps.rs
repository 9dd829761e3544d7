//! What a hub keeps of a centre, column by column: what there is to be seen for whoever has its disk.

use std::collections::{BTreeMap, BTreeSet};

use pana_casework::{Grant, Role};
use pana_hub::db::{Database as _, Sqlite, Value};
use pana_store::{InviteFor, Stream};

use crate::files::pictured;
use crate::kit::{TestHub, Time, first_laptop};

/// Each column, and what was found in it: numbers, or bytes, whose lengths are told where they are those of ids, hashes and keys.
/// What has more is signed in clear (`deed`, `said`: devices, keys and places by their ids) or sealed (`item`). Whoever adds a line
/// here shows it to whoever has the hub's disk.
const KEPT: &str = "\
centre
  org: 16
  root_deed: 32
  deeds_rev: number
  said_head: number
  bytes: number
  made_ms: number
deed
  org: 16
  id: 32
  deed: more
file
  org: 16
  root: 32
  hashes: 32
  rev: number
file_chunk
  org: 16
  root: 32
  number: number
  length: number
  held: number
  whole: number
file_gone
  org:
  root:
  number:
file_piece
  org:
  root:
  number:
  at:
  bytes:
hub
  one: number
  incarnation: 16
item
  org: 16
  stream: 16
  seq: number
  hash: 32
  id: 32
  giver: 32
  event: 32 or nothing
  whole: number
  dev: 16 or nothing
  dseq: nothing or number
  item: more
mailbox
  org:
  at:
  dev:
  until_ms:
  again:
  invite:
  commitment:
  nonce:
  opening:
mailbox_at
  at:
  org:
  until_ms:
said
  org: 16
  dev: 16
  rev: number
  said: more
session
  org: 16
  token_hash: 32
  dev: 16
  until_ms: number
stream
  org: 16
  stream: 16
  head: number
  hash: 32
token
  token_hash: 32
  made_ms: number
  used_by: 16";

fn text(value: &Value) -> String {
    let Value::Bytes(bytes) = value else { panic!("{value:?}") };
    String::from_utf8(bytes.clone()).unwrap()
}

#[test]
fn a_hub_keeps_ids_numbers_hashes_and_what_is_sealed_and_nothing_else() {
    let time = Time::new();
    let hub = TestHub::new(&time);
    let mut one = first_laptop(&time);
    one.register(&hub).unwrap();
    let whom =
        InviteFor::New { name: "Сәуле".to_owned(), role: Role::Coordinator, grants: vec![Grant::Protected] };
    let mut two = one.join("екінші ноутбук", &whom);
    one.person("Жасырынбек");
    one.person_in(Stream::Protected, "Құпияназар");
    pictured(&mut one, Stream::Centre, 5_000);
    for _ in 0..2 {
        one.meet(&hub).unwrap();
        two.meet(&hub).unwrap();
    }
    let mut sqlite = Sqlite::open(&hub.folder.path().join("hub.db")).unwrap();
    let mut rows = |sql: &str| sqlite.sql().all(sql, &[]).unwrap();
    let tables = rows("SELECT CAST(name AS BLOB) FROM sqlite_schema WHERE type = 'table' ORDER BY name");
    let words = [
        "Жасырынбек",
        "Құпияназар",
        "Сәуле",
        "Айжан",
        "екінші ноутбук",
        "Сынақ",
        "intake",
        "given_name",
        "plantedmarker",
    ];
    let mut lines = Vec::new();
    for table in tables.iter().map(|row| text(&row.0[0])) {
        let columns = rows(&format!("SELECT CAST(name AS BLOB) FROM pragma_table_info('{table}') ORDER BY cid"));
        let columns: Vec<String> = columns.iter().map(|row| text(&row.0[0])).collect();
        let mut found: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for row in rows(&format!("SELECT {} FROM {table}", columns.join(", "))) {
            for (at, value) in row.0.iter().enumerate() {
                found.entry(at).or_default().insert(match value {
                    Value::Int(_) => "number".to_owned(),
                    Value::Null => "nothing".to_owned(),
                    Value::Bytes(bytes) => {
                        let clear =
                            words.iter().find(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()));
                        assert_eq!(clear, None, "{table}.{}", columns[at]);
                        if matches!(bytes.len(), 16 | 32) { bytes.len().to_string() } else { "more".to_owned() }
                    }
                });
            }
        }
        lines.push(table);
        for (at, column) in columns.iter().enumerate() {
            let kinds: Vec<String> = found.remove(&at).unwrap_or_default().into_iter().collect();
            lines.push(format!("  {column}: {}", kinds.join(" or ")).trim_end().to_owned());
        }
    }
    assert_eq!(lines.join("\n"), KEPT);
}
