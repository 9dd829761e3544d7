//! Files of answers, as a hub takes and gives them, and where they lie.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path as At, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{post, put};
use pana_hub::db::{DbPlace, Sqlite};
use pana_hub::{ChunkAt, FilesPlace, Limits};
use pana_model::{CentreId, StreamName};
use pana_wire::bundle::file_root;
use pana_wire::hub::{
    ChunkHeld, DeedErased, DeedWrite, FileAsked, FileGiven, FilePiece, FilesAsked, FilesHeld, HubFault, HubWord,
    Session, write_entry,
};

use crate::devices::{Asked, ORG, admit, deed, stream};

/// A file of two chunks.
pub(crate) fn chunks() -> (Vec<[u8; 32]>, [Vec<u8>; 2]) {
    let chunks = [vec![1; 5000], (0..3000).map(|at| (at % 251) as u8).collect()];
    (chunks.iter().map(|chunk| *blake3::hash(chunk).as_bytes()).collect(), chunks)
}

fn hub(limits: Limits) -> (tempfile::TempDir, Asked, Session) {
    let folder = tempfile::tempdir().unwrap();
    let hub = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), limits);
    hub.register(&deed(1, &[], &[admit(1, true)]));
    let session = hub.session(1).unwrap();
    (folder, hub, session)
}

fn put_piece(hub: &Asked, session: &Session, number: u32, at: usize, to: usize) -> Result<(u64, bool), HubWord> {
    let (hashes, chunks) = chunks();
    let chunk = &chunks[usize::try_from(number).unwrap()];
    let length = u64::try_from(chunk.len()).unwrap();
    put_bytes(
        hub,
        session,
        &FilePiece { hashes, number, length, at: at.try_into().unwrap(), bytes: chunk[at..to].to_vec() },
    )
}

fn put_bytes(hub: &Asked, session: &Session, piece: &FilePiece) -> Result<(u64, bool), HubWord> {
    let (status, body) = hub.ask("/v1/files/put", piece.to_bytes(), Some(session));
    if status != 200 {
        return Err(HubFault::from_bytes(&body).unwrap().0);
    }
    let ChunkHeld { bytes, whole } = ChunkHeld::from_bytes(&body).unwrap();
    Ok((bytes, whole))
}

fn get(hub: &Asked, session: &Session, number: u32, at: u64, most: u64) -> Vec<u8> {
    let asked = FileAsked { root: file_root(&chunks().0), number, at, most };
    FileGiven::from_bytes(&hub.ask("/v1/files/get", asked.to_bytes(), Some(session)).1).unwrap().bytes
}

/// Of each chunk how much is there; nothing where nothing is known of the file.
fn held(hub: &Asked, session: &Session) -> Vec<(u64, bool)> {
    let asked = FilesAsked { roots: vec![file_root(&chunks().0)] };
    let (_, body) = hub.ask("/v1/files/held", asked.to_bytes(), Some(session));
    let held = FilesHeld::from_bytes(&body, 1).unwrap().files.remove(0);
    held.map_or_else(Vec::new, |held| held.chunks.iter().map(|chunk| (chunk.bytes, chunk.whole)).collect())
}

fn erase(hub: &Asked) -> u16 {
    let item = DeedErased::File(file_root(&chunks().0));
    let first = deed(1, &[], &[admit(1, true)]);
    let erased = deed(1, &[first.id()], &[DeedWrite::Erase { stream: stream(StreamName::Centre), item }]);
    let mut add = Vec::new();
    write_entry(&mut add, ORG.as_bytes());
    write_entry(&mut add, &erased.to_bytes());
    hub.ask("/v1/deeds/add", add, None).0
}

fn lies(hub: &Asked) -> usize {
    let (mut many, mut open) = (0, vec![hub.files.path().to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { many += 1 }
        }
    }
    many
}

#[test]
fn a_chunk_comes_in_pieces_and_counts_when_it_is_the_one_that_its_hash_names() {
    let (_folder, hub, session) = hub(Limits::default());
    assert_eq!(held(&hub, &session), []);
    assert_eq!(put_piece(&hub, &session, 0, 0, 2000), Ok((2000, false)));
    assert_eq!(put_piece(&hub, &session, 0, 0, 2000), Ok((2000, false)), "the same again");
    assert_eq!(put_piece(&hub, &session, 0, 3000, 4000), Ok((2000, false)), "what does not go on from there");
    assert_eq!(held(&hub, &session), [(2000, false), (0, false)]);
    assert!(get(&hub, &session, 0, 0, 9).is_empty(), "nothing of what is not whole is given");
    assert_eq!((put_piece(&hub, &session, 0, 2000, 5000), lies(&hub)), (Ok((5000, true)), 1));
    assert_eq!(put_piece(&hub, &session, 0, 0, 2000), Ok((5000, true)));
    assert_eq!(get(&hub, &session, 0, 4990, 100), [1; 10]);
    assert!(get(&hub, &session, 0, 7000, 100).is_empty());
    // Another device, whichever it is, cannot put anything else there: what it brings last decides, and is not it.
    let (hashes, _) = chunks();
    let other = FilePiece { hashes, number: 1, length: 3000, at: 0, bytes: vec![7; 3000] };
    assert_eq!(put_bytes(&hub, &session, &other), Ok((0, false)));
    assert_eq!(held(&hub, &session), [(5000, true), (0, false)]);
    let shorter = FilePiece { length: 10, bytes: vec![7; 5], ..other };
    assert_eq!(put_bytes(&hub, &session, &shorter), Ok((5, false)));
    assert_eq!(put_piece(&hub, &session, 1, 100, 3000), Ok((0, false)), "of another length is another chunk");
    let (_, before, _) = hub.runtime.block_on(hub.hub.totals()).unwrap();
    assert_eq!(before, 0, "files are no items");
}

#[test]
fn a_chunk_of_a_wrong_length_does_not_stand_in_the_way_of_the_right_one_for_ever() {
    let (_folder, hub, session) = hub(Limits::default());
    let (hashes, _) = chunks();
    let wrong = FilePiece { hashes, number: 1, length: 10, at: 0, bytes: vec![7; 5] };
    assert_eq!(put_bytes(&hub, &session, &wrong), Ok((5, false)));
    assert_eq!(put_piece(&hub, &session, 1, 0, 3000), Ok((3000, true)));
    assert_eq!(get(&hub, &session, 1, 0, 1 << 20), chunks().1[1]);
}

#[test]
fn a_file_that_was_erased_is_deleted_is_given_to_nobody_and_is_taken_from_nobody() {
    let (_folder, hub, session) = hub(Limits::default());
    put_piece(&hub, &session, 0, 0, 5000).unwrap();
    put_piece(&hub, &session, 1, 0, 1000).unwrap();
    assert_eq!((erase(&hub), lies(&hub)), (200, 0));
    assert_eq!((held(&hub, &session), get(&hub, &session, 0, 0, 9)), (vec![], vec![]));
    assert_eq!(put_piece(&hub, &session, 0, 0, 2000), Ok((5000, true)), "whoever brings it need not bring it again");
    assert_eq!((held(&hub, &session), lies(&hub)), (vec![], 0));
    let (_, _, bytes) = hub.runtime.block_on(hub.hub.totals()).unwrap();
    assert_eq!(bytes, 0);
}

#[test]
fn a_centre_that_is_full_gives_no_more_pieces_and_messages_that_are_none_are_refused() {
    let (_folder, hub, session) = hub(Limits { centre_bytes: 6000, ..Limits::default() });
    assert_eq!(put_piece(&hub, &session, 0, 0, 5000), Ok((5000, true)));
    assert_eq!(put_piece(&hub, &session, 1, 0, 3000), Err(HubWord::Quota));
    for path in ["/v1/files/held", "/v1/files/put", "/v1/files/get"] {
        assert_eq!(hub.ask(path, vec![0x80], Some(&session)).0, 400, "{path}");
        assert_eq!(hub.ask(path, vec![0x80], None).0, 401, "{path}");
    }
    let (hashes, _) = chunks();
    let none = FilePiece { hashes, number: 2, length: 9, at: 0, bytes: vec![7; 5] };
    assert_eq!(put_bytes(&hub, &session, &none), Err(HubWord::NotAMessage));
    let beyond = FilePiece { number: 0, at: 7, ..none };
    assert_eq!(put_bytes(&hub, &session, &beyond), Err(HubWord::NotAMessage));
}

/// What speaks as S3 does, as far as a hub asks it, and keeps what it is given.
#[derive(Clone, Default)]
struct Bucket {
    objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
}

async fn object(
    State(bucket): State<Bucket>,
    At(key): At<String>,
    method: axum::http::Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let signed = headers.get("authorization").and_then(|said| said.to_str().ok());
    if !signed.is_some_and(|said| said.starts_with("AWS4-HMAC-SHA256 Credential=a-key/")) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut objects = bucket.objects.lock().unwrap();
    match method.as_str() {
        "PUT" => {
            objects.insert(key, body.to_vec());
            ([("etag", "\"1\"")], ()).into_response()
        }
        _ => {
            let Some(bytes) = objects.get(&key) else { return StatusCode::NOT_FOUND.into_response() };
            let range = headers.get("range").and_then(|said| said.to_str().ok()).unwrap();
            let (from, to) = range.strip_prefix("bytes=").unwrap().split_once('-').unwrap();
            let (from, to): (usize, usize) = (from.parse().unwrap(), to.parse().unwrap());
            let said = format!("bytes {from}-{to}/{}", bytes.len());
            let modified = "Mon, 02 Mar 2026 03:00:00 GMT".to_owned();
            let heads = [("content-range", said), ("etag", "\"1\"".to_owned()), ("last-modified", modified)];
            (StatusCode::PARTIAL_CONTENT, heads, bytes[from..=to].to_vec()).into_response()
        }
    }
}

/// Many are deleted at once, by a list of their keys.
async fn delete_all(State(bucket): State<Bucket>, body: String) -> Response {
    let mut said = String::from("<DeleteResult>");
    for key in body.split("<Key>").skip(1).map(|rest| rest.split_once("</Key>").unwrap().0) {
        bucket.objects.lock().unwrap().remove(key);
        said.push_str(&format!("<Deleted><Key>{key}</Key></Deleted>"));
    }
    said.push_str("</DeleteResult>");
    said.into_response()
}

#[test]
fn chunks_lie_in_what_speaks_as_s3_does_under_their_centre_as_well() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    let bucket = Bucket::default();
    let listener = runtime.block_on(tokio::net::TcpListener::bind("127.0.0.1:0")).unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    let router = Router::new().route("/bucket/{*key}", put(object).get(object));
    let router = router.route("/bucket", post(delete_all)).with_state(bucket.clone());
    runtime.spawn(async move { axum::serve(listener, router).await });
    let variables = [
        ("AWS_ACCESS_KEY_ID", "a-key"),
        ("AWS_SECRET_ACCESS_KEY", "a-secret"),
        ("AWS_REGION", "kz"),
        ("AWS_ENDPOINT", &endpoint),
        ("AWS_ALLOW_HTTP", "true"),
        ("PATH", "none of it"),
    ];
    let place: FilesPlace = "s3://bucket/pana".parse().unwrap();
    let files = place.open_with(variables.map(|(name, value)| (name.to_owned(), value.to_owned()))).unwrap();
    let at = ChunkAt { org: CentreId::from_bytes([7; 16]), root: [8; 32], number: 3 };
    runtime.block_on(async {
        assert_eq!(files.get(at, 0, 9).await.unwrap(), None);
        files.put(at, b"sealed bytes".to_vec()).await.unwrap();
        assert_eq!(files.get(at, 7, 12).await.unwrap().unwrap(), b"bytes");
    });
    let keys: Vec<String> = bucket.objects.lock().unwrap().keys().cloned().collect();
    assert_eq!(keys, [format!("pana/{}/{}/3", at.org, "08".repeat(32))]);
    runtime.block_on(async {
        files.delete(at).await.unwrap();
        files.delete(at).await.unwrap();
    });
    assert!(bucket.objects.lock().unwrap().is_empty());
}

#[test]
fn a_chunk_that_is_gone_beside_the_database_is_given_again_by_who_has_it() {
    let (_folder, hub, session) = hub(Limits::default());
    put_piece(&hub, &session, 0, 0, 5000).unwrap();
    for entry in std::fs::read_dir(hub.files.path()).unwrap() {
        std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
    }
    assert_eq!(held(&hub, &session)[0], (5000, true));
    assert!(get(&hub, &session, 0, 0, 9).is_empty());
    assert_eq!(held(&hub, &session)[0], (0, false));
    assert_eq!(put_piece(&hub, &session, 0, 0, 5000), Ok((5000, true)));
    assert_eq!(get(&hub, &session, 0, 4990, 100), [1; 10]);
    let (_, _, bytes) = hub.runtime.block_on(hub.hub.totals()).unwrap();
    assert_eq!(bytes, 5000, "it is counted once");
}

#[test]
fn a_database_names_the_chunks_that_a_copy_has_to_hold() {
    let (folder, hub, session) = hub(Limits::default());
    put_piece(&hub, &session, 0, 0, 5000).unwrap();
    put_piece(&hub, &session, 1, 0, 1000).unwrap();
    let whole = pana_hub::whole_chunks(&mut Sqlite::open(&folder.path().join("hub.db")).unwrap()).unwrap();
    assert_eq!(whole, [(ChunkAt { org: ORG, root: file_root(&chunks().0), number: 0 }, 5000)]);
}
