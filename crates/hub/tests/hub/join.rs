//! A laptop joins by a mailbox: what a hub holds to although it can read none of it.

use pana_hub::Limits;
use pana_hub::db::{DbPlace, Row, Value};
use pana_wire::hub::write_entry;
use pana_wire::hub::{HubFault, HubWord, LayMailbox, LetterPlace, MAX_LETTER, Mailbox, MailboxAt, PutLetter, Session};

use crate::devices::{Asked, ORG, admit, deed};
use crate::postgres::Cluster;

const AT: [u8; 16] = [0xa7; 16];

/// A hub of a centre with two coordinators' devices and another one, and the sessions of the two.
pub(crate) fn opened(hub: &Asked) -> [Session; 2] {
    let root = deed(1, &[], &[admit(1, true)]);
    hub.register(&root);
    let mut add = Vec::new();
    write_entry(&mut add, ORG.as_bytes());
    write_entry(&mut add, &deed(1, &[root.id()], &[admit(2, true), admit(3, false)]).to_bytes());
    assert_eq!(hub.ask("/v1/deeds/add", add, None).0, 200);
    [1, 2].map(|n| hub.session(n).unwrap())
}

fn hub(limits: Limits) -> (tempfile::TempDir, Asked) {
    let folder = tempfile::tempdir().unwrap();
    let hub = Asked::at(&DbPlace::Sqlite(folder.path().join("hub.db")), limits);
    (folder, hub)
}

pub(crate) fn lay(hub: &Asked, at: [u8; 16], by: &Session) -> Result<(), HubWord> {
    said(hub.ask("/v1/join/lay", LayMailbox { at, letter: b"invite".to_vec() }.to_bytes(), Some(by))).map(drop)
}

pub(crate) fn put(hub: &Asked, place: LetterPlace, letter: &[u8], by: Option<&Session>) -> Result<(), HubWord> {
    let path = if by.is_some() { "/v1/join/answer" } else { "/v1/join/put" };
    said(hub.ask(path, PutLetter { at: AT, place, letter: letter.to_vec() }.to_bytes(), by)).map(drop)
}

pub(crate) fn look(hub: &Asked, at: [u8; 16]) -> Result<Mailbox, HubWord> {
    said(hub.ask("/v1/join/look", MailboxAt { at }.to_bytes(), None)).map(|bytes| Mailbox::from_bytes(&bytes).unwrap())
}

pub(crate) fn end(hub: &Asked, at: [u8; 16], by: &Session) -> Result<(), HubWord> {
    said(hub.ask("/v1/join/end", MailboxAt { at }.to_bytes(), Some(by))).map(drop)
}

fn said((status, body): (u16, Vec<u8>)) -> Result<Vec<u8>, HubWord> {
    if status == 200 { Ok(body) } else { Err(HubFault::from_bytes(&body).unwrap().0) }
}

#[test]
fn letters_lie_in_a_mailbox_in_their_order_each_written_once_by_who_writes_it() {
    let (_folder, hub) = hub(Limits::default());
    let [inviter, other] = opened(&hub);
    assert_eq!(look(&hub, AT), Err(HubWord::NoMailbox));
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
    // What was answered and not heard is asked again.
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
    assert_eq!(lay(&hub, AT, &other), Err(HubWord::Written), "another device's");
    // Nothing before its time, and nothing by whom it is not.
    assert_eq!(put(&hub, LetterPlace::Opening, b"opening", None), Err(HubWord::NotAMessage));
    assert_eq!(put(&hub, LetterPlace::Nonce, b"nonce", Some(&inviter)), Err(HubWord::NotAMessage));
    assert_eq!(put(&hub, LetterPlace::Invite, b"another", None), Err(HubWord::NotAMessage));
    assert_eq!(put(&hub, LetterPlace::Nonce, b"nonce", None), Err(HubWord::NotAMessage));
    assert_eq!(put(&hub, LetterPlace::Commitment, b"mine", Some(&inviter)), Err(HubWord::NotAMessage));
    assert_eq!(put(&hub, LetterPlace::Commitment, b"bound", None), Ok(()));
    assert_eq!(put(&hub, LetterPlace::Commitment, b"bound", None), Ok(()));
    assert_eq!(put(&hub, LetterPlace::Nonce, b"nonce", Some(&other)), Err(HubWord::NoMailbox));
    assert!(!look(&hub, AT).unwrap().again);
    // A second one is not taken, and whoever invites is told.
    assert_eq!(put(&hub, LetterPlace::Commitment, b"ground", None), Err(HubWord::Written));
    assert_eq!(put(&hub, LetterPlace::Nonce, b"nonce", Some(&inviter)), Ok(()));
    assert_eq!(put(&hub, LetterPlace::Nonce, b"another", Some(&inviter)), Err(HubWord::Written));
    assert_eq!(put(&hub, LetterPlace::Opening, b"opening", None), Ok(()));
    assert_eq!(put(&hub, LetterPlace::Opening, b"another", None), Err(HubWord::Written));
    let letters = [b"invite".as_slice(), b"bound", b"nonce", b"opening"].map(|letter| Some(letter.to_vec()));
    assert_eq!(look(&hub, AT), Ok(Mailbox { letters, again: true }));
    assert_eq!(end(&hub, AT, &other), Ok(()), "a device that joined by it");
    assert_eq!(look(&hub, AT), Err(HubWord::NoMailbox));
    assert_eq!(end(&hub, AT, &inviter), Ok(()));
}

#[test]
fn nobody_but_a_coordinators_laptop_lays_a_mailbox() {
    let (_folder, hub) = hub(Limits::default());
    let [inviter, _] = opened(&hub);
    let volunteers = hub.session(3).unwrap();
    assert_eq!(lay(&hub, AT, &volunteers), Err(HubWord::Deed));
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
}

#[test]
fn a_letter_has_a_size_a_centre_so_many_mailboxes_and_strangers_ask_only_so_often() {
    let limits = Limits { mailboxes: 2, joins_a_minute: std::num::NonZeroU32::new(6).unwrap(), ..Limits::default() };
    let (_folder, hub) = hub(limits);
    let [inviter, other] = opened(&hub);
    let large = LayMailbox { at: AT, letter: vec![0; MAX_LETTER + 1] };
    assert_eq!(said(hub.ask("/v1/join/lay", large.to_bytes(), Some(&inviter))), Err(HubWord::TooLong));
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
    assert_eq!(lay(&hub, [1; 16], &other), Ok(()));
    assert_eq!(lay(&hub, [2; 16], &inviter), Err(HubWord::Quota));
    assert_eq!(end(&hub, [1; 16], &other), Ok(()));
    assert_eq!(lay(&hub, [2; 16], &inviter), Ok(()), "one that ended counts no more");
    for _ in 0..6 {
        assert!(look(&hub, AT).is_ok());
    }
    assert_eq!(look(&hub, AT), Err(HubWord::Rate));
    // Whoever invites is a device, and is not kept out by strangers.
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
}

#[test]
fn a_mailbox_ends_by_time_and_its_place_is_free_again() {
    let (_folder, hub) = hub(Limits { mailbox_ms: 0, mailboxes: 1, ..Limits::default() });
    let [inviter, _] = opened(&hub);
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
    assert_eq!(look(&hub, AT), Err(HubWord::NoMailbox));
    assert_eq!(put(&hub, LetterPlace::Commitment, b"late", None), Err(HubWord::NoMailbox));
    assert_eq!(lay(&hub, AT, &inviter), Ok(()), "laid anew");
}

#[test]
fn a_mailbox_is_not_in_a_copy_so_that_one_which_ended_does_not_come_back() {
    let folder = tempfile::tempdir().unwrap();
    let place = DbPlace::Sqlite(folder.path().join("hub.db"));
    let hub = Asked::at(&place, Limits::default());
    let [inviter, _] = opened(&hub);
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
    let copy = DbPlace::Sqlite(folder.path().join("copy.db"));
    let (mut from, mut to) = (place.open().unwrap(), copy.open().unwrap());
    pana_hub::db::copy_all(from.database(), to.database(), &mut |_| Ok(())).unwrap();
    drop(to);
    let again = Asked::at(&copy, Limits::default());
    assert_eq!(look(&again, AT), Err(HubWord::NoMailbox));
    let session = again.session(1).unwrap();
    assert_eq!(lay(&again, AT, &session), Ok(()), "the words are laid anew");
}

#[test]
fn of_a_mailbox_a_hub_keeps_its_name_who_laid_it_its_end_and_the_letters_as_they_came() {
    let folder = tempfile::tempdir().unwrap();
    let place = DbPlace::Sqlite(folder.path().join("hub.db"));
    let hub = Asked::at(&place, Limits::default());
    let [inviter, _] = opened(&hub);
    assert_eq!(lay(&hub, AT, &inviter), Ok(()));
    assert_eq!(put(&hub, LetterPlace::Commitment, b"bound", None), Ok(()));
    let mut kept = place.open().unwrap();
    let database = kept.database();
    database.begin_read().unwrap();
    let rows = |sql: &mut dyn pana_hub::db::Sql, table: &str| sql.all(&format!("SELECT * FROM {table}"), &[]).unwrap();
    let until = Value::Int(1_780_000_000_000 + 24 * 60 * 60 * 1000);
    let bytes = |bytes: &[u8]| Value::Bytes(bytes.to_vec());
    let (org, at, dev) = (bytes(ORG.as_bytes()), bytes(&AT), bytes(&[1; 16]));
    let letters = [bytes(b"invite"), bytes(b"bound"), Value::Null, Value::Null];
    let row = [org.clone(), at.clone(), dev, until.clone(), Value::Int(0)].into_iter().chain(letters).collect();
    assert_eq!(rows(database.sql(), "mailbox"), [Row(row)]);
    assert_eq!(rows(database.sql(), "mailbox_at"), [Row(vec![at, org, until])]);
}

/// What is asked of mailboxes, and the answers.
pub(crate) fn trace(hub: &Asked, inviter: &Session) -> Vec<String> {
    let steps = [
        format!("{:?}", lay(hub, AT, inviter)),
        format!("{:?}", put(hub, LetterPlace::Commitment, b"bound", None)),
        format!("{:?}", put(hub, LetterPlace::Commitment, b"ground", None)),
        format!("{:?}", put(hub, LetterPlace::Nonce, b"nonce", Some(inviter))),
        format!("{:?}", look(hub, AT)),
    ];
    let ended = [format!("{:?}", end(hub, AT, inviter)), format!("{:?}", look(hub, AT))];
    steps.into_iter().chain(ended).collect()
}

#[test]
fn of_two_who_answer_at_once_one_is_bound_on_either_database() {
    let folder = tempfile::tempdir().unwrap();
    let cluster = Cluster::start();
    let mut places = vec![DbPlace::Sqlite(folder.path().join("hub.db"))];
    places.extend(cluster.as_ref().map(|cluster| cluster.address().parse().unwrap()));
    for place in places {
        let hub = Asked::at(&place, Limits::default());
        let [inviter, _] = opened(&hub);
        assert_eq!(lay(&hub, AT, &inviter), Ok(()));
        let asks = (0..8_u8).map(|n| {
            let router = pana_hub::app(&hub.hub);
            let body = PutLetter { at: AT, place: LetterPlace::Commitment, letter: vec![n] }.to_bytes();
            async move {
                let request = axum::http::Request::post("/v1/join/put").body(axum::body::Body::from(body)).unwrap();
                (n, tower::ServiceExt::oneshot(router, request).await.unwrap().status().as_u16())
            }
        });
        let answers = hub.runtime.block_on(async {
            let all: Vec<_> = asks.map(tokio::spawn).collect();
            let mut answers = Vec::new();
            for one in all {
                answers.push(one.await.unwrap());
            }
            answers
        });
        let bound: Vec<u8> = answers.iter().filter(|(_, status)| *status == 200).map(|(n, _)| *n).collect();
        let lies = look(&hub, AT).unwrap();
        assert_eq!(lies.letter(LetterPlace::Commitment), Some(bound.as_slice()), "{place:?}: {answers:?}");
        assert!(lies.again);
    }
}
