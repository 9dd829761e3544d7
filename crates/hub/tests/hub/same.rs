//! SQLite and PostgreSQL behave alike: the same requests in the same order have the same answers, and leave the same lists.

use pana_hub::Limits;
use pana_hub::db::DbPlace;
use pana_model::StreamName;
use pana_wire::hub::{
    DeedErased, DeedWrite, Deeds, FileAsked, FilePiece, FilesAsked, MeetReply, MeetRequest, PushReply, write_entry,
};
use pana_wire::{Envelope, EventId, StreamId, VerifyingKey};

use crate::devices::{Asked, Chains, ORG, admit, body, deed, erase_event, event, item, slot, stream};
use crate::postgres::Cluster;

/// A sequence of numbers that follows from a seed.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % u64::try_from(most).unwrap()).unwrap()
    }
}

/// What answers say, without what differs by chance.
fn said(answer: &(u16, Vec<u8>)) -> String {
    if answer.0 != 200 {
        return format!("{answer:?}");
    }
    let PushReply { heads, forks, stop, .. } = PushReply::from_bytes(&answer.1).unwrap();
    format!("{heads:?} {forks:?} {stop:?}")
}

/// What a hub is asked, by a seed; its answers.
fn trace(hub: &Asked, seed: u64) -> Vec<String> {
    let mut dice = Dice(seed);
    let root = deed(1, &[], &[admit(1, true)]);
    hub.register(&root);
    let more = deed(1, &[root.id()], &[admit(2, false), admit(3, false)]);
    let mut add = Vec::new();
    write_entry(&mut add, ORG.as_bytes());
    write_entry(&mut add, &more.to_bytes());
    assert_eq!(hub.ask("/v1/deeds/add", add, None).0, 200);
    let sessions = [1, 2, 3].map(|n| hub.session(n).unwrap());
    let streams = StreamName::ALL.map(stream);
    let (mut chains, mut made, mut answers) = (Chains::default(), Vec::<Envelope>::new(), Vec::new());
    for turn in 0..60 {
        let mut items = Vec::new();
        for _ in 0..=dice.below(6) {
            let (stream, by) = (streams[dice.below(3)], u8::try_from(1 + dice.below(3)).unwrap());
            let text = [u8::try_from(turn).unwrap(), u8::try_from(dice.below(250)).unwrap()];
            items.push(match dice.below(12) {
                0 => slot(stream, u8::try_from(dice.below(5)).unwrap()),
                // A second history of a chain.
                1 => item(&event(stream, by, (0, EventId::NONE), &text)),
                // What is here already, with and without its body.
                2 if !made.is_empty() => item(&made[dice.below(made.len())]),
                3 if !made.is_empty() => item(&made[dice.below(made.len())].clone().erased()),
                // What follows something that is not here; of a device that nobody named; no item at all.
                4 => item(&event(stream, by, (7, EventId::of_header(&text)), &text)),
                5 => item(&event(stream, 9, (0, EventId::NONE), &text)),
                6 => vec![0x80],
                _ => {
                    let new = chains.event(stream, by, &text);
                    let bytes = item(&new);
                    made.push(new);
                    bytes
                }
            });
        }
        let session = &sessions[dice.below(3)];
        let answer = hub.ask("/v1/push", body(&items), Some(session));
        answers.push(said(&answer));
        // A chain whose event was not taken goes on from what was.
        let stop = PushReply::from_bytes(&answer.1).unwrap().stop;
        if stop.is_some() {
            // What lies there now tells where each goes on.
            chains = ends_of(hub, &streams, session);
        }
    }
    // What was erased goes, and does not come again, with a body or with another key in the slot.
    let gone = made.iter().step_by(7).take(5);
    let mut acts: Vec<DeedWrite> = gone.clone().map(erase_event).collect();
    acts.extend(streams.map(|stream| DeedWrite::Erase { stream, item: DeedErased::Slot([2; 16]) }));
    let erased = deed(1, &[more.id()], &acts);
    let mut add = Vec::new();
    write_entry(&mut add, ORG.as_bytes());
    write_entry(&mut add, &erased.to_bytes());
    answers.push(format!("{:?}", hub.ask("/v1/deeds/add", add, None)));
    let again: Vec<Vec<u8>> = gone.map(item).chain(streams.map(|stream| slot(stream, 2))).collect();
    answers.push(said(&hub.ask("/v1/push", body(&again), Some(&sessions[0]))));
    // Half of it is not to be erased after all, and comes again.
    let takes_back = |act: &DeedWrite| match act {
        DeedWrite::Erase { stream, item } => DeedWrite::TakeBack { stream: *stream, item: *item },
        other => *other,
    };
    let back = deed(1, &[erased.id()], &acts.iter().step_by(2).map(takes_back).collect::<Vec<_>>());
    let mut add = Vec::new();
    write_entry(&mut add, ORG.as_bytes());
    write_entry(&mut add, &back.to_bytes());
    answers.push(format!("{:?}", hub.ask("/v1/deeds/add", add, None)));
    answers.push(said(&hub.ask("/v1/push", body(&again), Some(&sessions[0]))));
    let asked = body(&[root.id(), erased.id()].map(|id| id.as_bytes().to_vec()));
    answers.push(format!("{:?}", hub.ask("/v1/deeds", asked, Some(&sessions[1]))));
    answers.extend(files(hub, &sessions));
    answers.extend(crate::join::trace(hub, &sessions[0]));
    let vk = VerifyingKey::from_bytes(&hub.hub.public_key()).unwrap();
    let asked = MeetRequest { cursors: Default::default(), said_after: 0, said: None };
    let (_, meet) = hub.ask("/v1/meet", asked.to_bytes(), Some(&sessions[0]));
    let MeetReply { heads, deeds, differ, said_head, .. } = MeetReply::from_bytes(&meet, ORG, &vk).unwrap();
    answers.push(format!("{heads:?} {deeds:?} {differ:?} {said_head}"));
    assert_eq!(deeds, Deeds::new(ORG, root.id(), [root.clone(), more, erased, back]).digest());
    for stream in streams {
        answers.push(format!("{:?}", hub.list(stream, &sessions[1])));
        answers.push(format!("{:?}", hub.ask("/v1/ends", stream.as_bytes().to_vec(), Some(&sessions[2]))));
    }
    answers.push(format!("{:?}", hub.runtime.block_on(hub.hub.totals()).unwrap()));
    answers
}

/// A file, in pieces: one that goes on, one that does not, the rest, the beginning of another; what lies then, and a piece of it.
fn files(hub: &Asked, sessions: &[pana_wire::hub::Session]) -> Vec<String> {
    let mut answers = Vec::new();
    let (hashes, chunks) = crate::files::chunks();
    let file = pana_wire::bundle::file_root(&hashes);
    for (number, at, to) in [(0, 0, 2000), (0, 3000, 4000), (0, 2000, 5000), (1, 0, 10)] {
        let chunk = &chunks[number];
        let (length, bytes) = (u64::try_from(chunk.len()).unwrap(), chunk[at..to].to_vec());
        let (number, at) = (u32::try_from(number).unwrap(), u64::try_from(at).unwrap());
        let piece = FilePiece { hashes: hashes.clone(), number, length, at, bytes };
        answers.push(format!("{:?}", hub.ask("/v1/files/put", piece.to_bytes(), Some(&sessions[0]))));
    }
    let asked = FilesAsked { roots: vec![file, [3; 32]] };
    answers.push(format!("{:?}", hub.ask("/v1/files/held", asked.to_bytes(), Some(&sessions[1]))));
    let asked = FileAsked { root: file, number: 0, at: 7, most: 30 };
    answers.push(format!("{:?}", hub.ask("/v1/files/get", asked.to_bytes(), Some(&sessions[1]))));
    answers
}

fn ends_of(hub: &Asked, streams: &[StreamId], session: &pana_wire::hub::Session) -> Chains {
    let mut chains = Chains::default();
    for stream in streams {
        for entry in hub.list(*stream, session) {
            let Ok(Some(pana_wire::bundle::Item::Event(bytes))) = pana_wire::bundle::Item::from_bytes(&entry) else {
                continue;
            };
            let envelope = Envelope::from_bytes(&bytes).unwrap();
            let (by, dseq) = (envelope.header().dev.as_bytes()[0], envelope.header().dseq);
            let end = chains.0.entry((*stream, by)).or_insert((0, EventId::NONE));
            if dseq > end.0 {
                *end = (dseq, envelope.id());
            }
        }
    }
    chains
}

#[test]
fn the_same_requests_have_the_same_answers_on_sqlite_and_on_postgresql() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let sqlite = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), Limits::default());
    let postgres = Asked::at(&cluster.address().parse().unwrap(), Limits::default());
    let (one, other) = (trace(&sqlite, 3), trace(&postgres, 3));
    assert!(one.iter().any(|answer| answer.contains("ForkAt")) && one.iter().any(|answer| answer.contains("Gap")));
    for (number, (one, other)) in one.iter().zip(&other).enumerate() {
        assert_eq!(one, other, "{number}");
    }
    assert_eq!(one.len(), other.len());
}

#[test]
fn what_many_give_at_once_lies_in_one_list_without_gaps_and_nobody_who_reads_on_misses_any() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster::start();
    let mut places = vec![DbPlace::Sqlite(folder.path().join("hub.db"))];
    places.extend(cluster.as_ref().map(|cluster| cluster.address().parse().unwrap()));
    for place in places {
        let hub = Asked::at(&place, Limits::default());
        let root = deed(1, &[], &[admit(1, true)]);
        hub.register(&root);
        let acts: Vec<_> = (2..10).map(|n| admit(n, false)).collect();
        let mut add = Vec::new();
        write_entry(&mut add, ORG.as_bytes());
        write_entry(&mut add, &deed(1, &[root.id()], &acts).to_bytes());
        assert_eq!(hub.ask("/v1/deeds/add", add, None).0, 200);
        let at = stream(StreamName::Centre);
        let sessions: Vec<_> = (2..10).map(|n| hub.session(n).unwrap()).collect();
        let router = pana_hub::app(&hub.hub);
        let asks = (2..10_u8).zip(&sessions).map(|(n, session)| {
            let mut chains = Chains::default();
            let bodies: Vec<_> = (0..12_u8).map(|k| body(&[item(&chains.event(at, n, &[k]))])).collect();
            give(router.clone(), session.key.to_hex(), bodies)
        });
        let reader = read_on(router.clone(), sessions[0].key.to_hex(), at, 8 * 12);
        let asks: Vec<_> = asks.collect();
        let seen = hub.runtime.block_on(async {
            let all: Vec<_> = asks.into_iter().map(tokio::spawn).collect();
            let seen = reader.await;
            for one in all {
                one.await.unwrap();
            }
            seen
        });
        assert_eq!(seen, 8 * 12, "{place:?}");
        assert_eq!(hub.list(at, &sessions[1]).len(), 8 * 12, "{place:?}");
    }
}

async fn post(router: &axum::Router, path: &str, key: &str, body: Vec<u8>) -> Vec<u8> {
    use tower::ServiceExt as _;
    let org: String = ORG.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    loop {
        let request = axum::http::Request::post(path).header("authorization", format!("Pana {org}.{key}"));
        let request = request.body(axum::body::Body::from(body.clone())).unwrap();
        let response = router.clone().oneshot(request).await.unwrap();
        let status = response.status().as_u16();
        let answer = axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap().to_vec();
        match status {
            200 => return answer,
            503 => tokio::task::yield_now().await,
            status => panic!("{path}: {status} {answer:?}"),
        }
    }
}

async fn give(router: axum::Router, key: String, bodies: Vec<Vec<u8>>) {
    for body in bodies {
        let reply = PushReply::from_bytes(&post(&router, "/v1/push", &key, body).await).unwrap();
        assert_eq!(reply.stop, None);
    }
}

/// Reads a list on while it grows, until it has so many; how many it had from others and itself.
async fn read_on(router: axum::Router, key: String, stream: StreamId, most: usize) -> usize {
    let (mut after, mut seen) = (pana_wire::hub::Cursor::START, 0);
    while seen < most {
        let asked = pana_wire::hub::PullRequest { stream, after, most: 300, runs: false };
        let answer = post(&router, "/v1/pull", &key, asked.to_bytes()).await;
        let hub = VerifyingKey::from_bytes(&pana_hub::HubKey::from_secret(&[9; 32]).public()).unwrap();
        // The hash of each page goes on from the one before: nothing was put between.
        let page = pana_wire::hub::Entries::from_bytes(&answer, ORG, &asked, &hub).unwrap();
        (after, seen) = (page.to, seen + page.entries.len());
        tokio::task::yield_now().await;
    }
    seen
}
