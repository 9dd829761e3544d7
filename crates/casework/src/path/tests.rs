use std::collections::BTreeSet;

use pana_model::{CentreId, MemberId, SeatId};
use proptest::prelude::*;
use proptest::strategy::Union;

use super::*;
use crate::Grant;
use crate::authority::EpochRef;

const ID: &str = "03030303-0303-4303-8303-030303030303";
const BYTES: [u8; 16] = [3, 3, 3, 3, 3, 3, 0x43, 3, 0x83, 3, 3, 3, 3, 3, 3, 3];
const EPOCH: &str = "0000000a0b0c0d0e0f0a0b0c0d0e0f0a";
const EPOCH_BYTES: [u8; 16] = [0, 0, 0, 10, 11, 12, 13, 14, 15, 10, 11, 12, 13, 14, 15, 10];

fn check(path: &str, read: LogPath<'_>) {
    assert_eq!(LogPath::of(path), read);
    assert_eq!(read.to_string(), path);
}

/// Every path there is, as `docs/PROTOCOL.md` writes it, and as it reads where each id in it is [`ID`].
fn words() -> Vec<(&'static str, LogPath<'static>)> {
    use ControlPath as Control;
    let (device, member, seat) = (DeviceId::from_bytes(BYTES), MemberId::from_bytes(BYTES), SeatId::from_bytes(BYTES));
    let (event, epoch, stream) = (EventRef::from_bytes(BYTES), EpochRef(EPOCH_BYTES), StreamName::Protected);
    let within = |within| LogPath::Interview { id: InterviewId::from_bytes(BYTES), within };
    let transfer = |within| LogPath::Transfer { id: TransferId::from_bytes(BYTES), within };
    let control = [
        ("centre", Control::Centre),
        ("offset", Control::Offset),
        ("practice", Control::Practice),
        ("recovery", Control::Recovery),
        ("device/<id>", Control::Device(device)),
        ("successor/<id>", Control::Successor(device)),
        ("member/<id>", Control::Member(member)),
        ("seat/<id>", Control::Seat(seat)),
        ("grant/<stream>/<epoch>/<seat>", Control::Grant { stream, epoch, to: BYTES }),
        ("epoch/<stream>/<epoch>", Control::Epoch { stream, epoch }),
        ("form/<form id>", Control::Form("a/b")),
        ("directory", Control::Directory),
        ("rules", Control::Rules),
        ("contact", Control::Contact),
        ("hub", Control::Hub),
        ("service/<service id>", Control::Service("a/b:1")),
        ("check/<service id>", Control::Check("a/b:1")),
        ("remove/member/<id>", Control::RemoveMember(member)),
        ("remove/device/<id>", Control::RemoveDevice(device)),
        ("remove/grant/<grant>/<member>", Control::RemoveGrant { grant: Grant::Expert, member }),
        ("remove/role/<member>", Control::RemoveRole(member)),
        ("admit/<event ref>", Control::Admit(event)),
        ("confirm/<event ref>", Control::Confirm(event)),
        ("known/<centre>", Control::Known(CentreId::from_bytes(BYTES))),
        ("erase/<case>", Control::Erase(CaseId::from_bytes(BYTES))),
        ("erase-cancel/<event ref>", Control::EraseCancel(event)),
        ("erase-due/<event ref>", Control::EraseDue(event)),
        ("erased/<event ref>", Control::Erased(event)),
        ("second/<seat>", Control::Second(seat)),
        ("sheets", Control::Sheets),
    ];
    let case = [
        ("case/number", LogPath::Number),
        ("case/follow_up", LogPath::FollowUp),
        ("case/status", LogPath::Status),
        ("case/worker", LogPath::Worker),
        ("case/offer/<member>", LogPath::Offer(MemberId::from_bytes(BYTES))),
        ("case/told/<member>", LogPath::Told(MemberId::from_bytes(BYTES))),
        ("link/<case>", LogPath::Link(CaseId::from_bytes(BYTES))),
        ("case/from", LogPath::From),
        ("from/<event ref>", LogPath::Quoted(event)),
        ("transfer/<id>/proposal", transfer(InTransfer::Proposal)),
        ("transfer/<id>/answer", transfer(InTransfer::Answer)),
        ("transfer/<id>/revoked", transfer(InTransfer::Revoked)),
        ("transfer/<id>/settled", transfer(InTransfer::Settled)),
        ("interview/<id>/from", within(InInterview::From)),
        ("person/<property>", LogPath::Fact { household: None, property: "given_name" }),
        (
            "household/<instance>/<property>",
            LogPath::Fact { household: Some(InstanceId::from_bytes(BYTES)), property: "given_name" },
        ),
        ("interview/<id>/meta", within(InInterview::Meta)),
        ("interview/<id>/answer<place>", within(InInterview::Answer("/intake/a[x]/b"))),
        ("interview/<id>/repeat<place>", within(InInterview::Repeat("/intake/a[x]/b"))),
        ("interview/<id>/file/<name>", within(InInterview::File("photo.jpg"))),
        ("need/<code>", LogPath::Need("shelter")),
        ("consent/<id>", LogPath::Consent(ConsentId::from_bytes(BYTES))),
        ("referral/<id>/step", LogPath::Referral { id: ReferralId::from_bytes(BYTES), within: InReferral::Step }),
        ("referral/<id>/entry", LogPath::Referral { id: ReferralId::from_bytes(BYTES), within: InReferral::Entry }),
        ("access/<case>", LogPath::Access(CaseId::from_bytes(BYTES))),
        ("witness/<stream>/<device>", LogPath::Witness { stream, device }),
    ];
    case.into_iter().chain(control.map(|(word, path)| (word, LogPath::Control(path)))).collect()
}

/// A path of the page with something in place of each `<…>`.
fn filled(word: &str) -> String {
    let mut path = String::new();
    for part in word.split_inclusive('>') {
        let (text, name) = part.strip_suffix('>').and_then(|part| part.split_once('<')).unwrap_or((part, ""));
        path.push_str(text);
        path.push_str(match name {
            "" => "",
            "property" => "given_name",
            "code" => "shelter",
            "place" => "/intake/a[x]/b",
            "name" => "photo.jpg",
            "stream" => "protected",
            "epoch" => EPOCH,
            "form id" => "a/b",
            "service id" => "a/b:1",
            "grant" => "expert",
            _ => ID,
        });
    }
    path
}

#[test]
fn each_word_of_the_log_means_one_thing_and_is_written_as_it_is_read() {
    let words = words();
    for (word, path) in &words {
        check(&filled(word), *path);
    }
    let read: BTreeSet<String> = words.iter().map(|(_, path)| format!("{path:?}")).collect();
    assert_eq!(read.len(), words.len(), "no two are the same");
}

#[test]
fn the_words_of_the_log_are_those_of_the_protocol_and_no_others() {
    let page = include_str!("../../../../docs/PROTOCOL.md");
    let mut said: BTreeSet<&str> = BTreeSet::new();
    let mut in_table = false;
    for line in page.lines() {
        let begins = line.starts_with("| path") && line.contains("| value |");
        in_table = begins || (in_table && line.starts_with('|'));
        let first = line.split('|').nth(1).filter(|_| in_table).unwrap_or_default();
        said.extend(first.split('`').skip(1).step_by(2));
    }
    assert_eq!(said, words().into_iter().map(|(word, _)| word).collect());
}

#[test]
fn what_this_program_does_not_know_is_kept_as_it_was_written() {
    let within = |within| LogPath::Interview { id: InterviewId::from_bytes(BYTES), within };
    check(&format!("interview/{ID}/mood"), within(InInterview::Other("mood")));
    check("second/nobody", LogPath::Control(ControlPath::SecondUnnamed("nobody")));
    for unknown in [
        "",
        "something/new",
        "interview/no-id/meta",
        &format!("witness/elsewhere/{ID}"),
        &format!("access/{ID}/more"),
        "centre/more",
        "sheets/more",
        "device",
        "device/no-id",
        &format!("member/{ID}/more"),
        &format!("remove/{ID}"),
        &format!("remove/member/{ID}/more"),
        &format!("remove/grant/vault/{ID}"),
        &format!("remove/form/{ID}"),
        &format!("grant/elsewhere/{EPOCH}/{ID}"),
        &format!("grant/centre/{EPOCH}/{ID}/more"),
        &format!("epoch/centre/{}", EPOCH.to_uppercase()),
        "form",
        "service/",
        "check/ ",
    ] {
        check(unknown, LogPath::Unknown(unknown));
    }
}

#[test]
fn an_id_in_another_spelling_is_no_second_path_to_the_same_answer() {
    for other in ["{03030303-0303-4303-8303-030303030303}", "03030303030343038303030303030303"] {
        let path = format!("interview/{other}/meta");
        assert_eq!(LogPath::of(&path), LogPath::Unknown(&path));
    }
    let upper = format!("household/{}/age", "0A030303-0303-4303-8303-030303030303");
    assert_eq!(LogPath::of(&upper), LogPath::Unknown(&upper));
}

#[test]
fn an_id_in_the_control_stream_is_read_in_any_spelling_as_it_ever_was() {
    for other in ["{03030303-0303-4303-8303-030303030303}", "03030303030343038303030303030303"] {
        for (word, path) in words() {
            if let LogPath::Control(control) = path {
                let spelled = filled(word).replace(ID, other);
                assert_eq!(LogPath::of(&spelled), LogPath::Control(control), "{spelled}");
            }
        }
    }
}

/// Paths as programs have written them: the words with anything that may stand in them.
fn written() -> impl Strategy<Value = String> {
    let words = words().into_iter().map(|(word, _)| {
        let names = ("[a-z_]{1,12}", "(/[a-z_]{1,6}(\\[[0-9a-f-]{36}\\])?){1,3}", "\\PC{1,20}", any::<[u8; 16]>());
        (names, any::<[u8; 16]>(), 0..3_usize, any::<bool>()).prop_map(
            move |((property, place, name, id), epoch, stream, expert)| {
                let stream = StreamName::ALL[stream];
                let grant = if expert { Grant::Expert } else { Grant::Protected };
                let filled = word
                    .replace("<property>", &property)
                    .replace("<code>", &property)
                    .replace("<place>", &place)
                    .replace("<stream>", stream.as_str())
                    .replace("<epoch>", &EpochRef(epoch).to_string())
                    .replace("<grant>", grant.as_str());
                let id = SeatId::from_bytes(id).to_string();
                let ids = ["<id>", "<instance>", "<case>", "<device>", "<seat>", "<member>", "<event ref>", "<centre>"];
                let filled = ids.iter().fold(filled, |path, of| path.replace(of, &id));
                filled.replace("<name>", &name).replace("<form id>", &name)
            },
        )
    });
    Union::new(words)
}

/// Any text beside them: nearly a path, or none.
fn strange() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z/]{0,40}",
        "(person|household|interview|access)/[0-9a-f-]{0,40}/?(meta|answer|repeat|file/)?[a-z/]{0,9}",
        "(household|interview|access|witness/centre)/03030303-0303-4303-8303-0303030303[0-9a-fA-F]{2}/?(meta|answer|repeat|file/)?[a-z/]{0,9}",
        "need/[a-zA-Z_0-9 /]{0,12}",
        "(consent|referral)/03030303-0303-4303-8303-0303030303[0-9a-fA-F]{2}/?(step|entry)?[a-z/]{0,5}",
        "(form|second)/\\PC{0,20}",
    ]
}

proptest! {
    #[test]
    fn a_path_that_a_program_has_written_is_known_and_written_as_it_was(path in written()) {
        let read = LogPath::of(&path);
        prop_assert!(!matches!(read, LogPath::Unknown(_)), "{path}");
        prop_assert_eq!(read.to_string(), path);
    }

    #[test]
    fn what_is_written_reads_as_the_same(path in prop_oneof![written(), strange()]) {
        let read = LogPath::of(&path);
        let again = read.to_string();
        prop_assert_eq!(LogPath::of(&again), read);
        // In the control stream alone somebody may have spelled an id otherwise.
        let is_control = matches!(read, LogPath::Control(control) if !matches!(control, ControlPath::Form(_)));
        prop_assert!(is_control || again == path);
    }
}
