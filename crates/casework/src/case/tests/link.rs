//! Cases that are said to be one person's, and taken apart again.

use pana_record::OpKind;
use proptest::prelude::*;

use super::closing::Laptops;
use super::*;
use crate::path::STATUS;
use crate::same;

fn other(number: u8) -> CaseId {
    CaseId::from_random([number; 16])
}

/// A supervisor says it on a laptop.
fn say(laptops: &mut Laptops, laptop: usize, of: CaseId, what: Linked) -> EventRef {
    let op = laptops.file(laptop).link_op(of, what, "өзі айтты");
    laptops.write(laptop, 2, EventKind::Link, vec![op])
}

#[test]
fn what_is_said_of_two_cases_holds_until_somebody_who_knew_it_says_otherwise() {
    let mut laptops = Laptops::new();
    assert_eq!(laptops.file(0).linked(other(12)), None);
    for (what, done) in [(Linked::Same, Done::Linked), (Linked::Apart, Done::KeptApart), (Linked::Same, Done::Linked)] {
        say(&mut laptops, 0, other(12), what);
        let file = laptops.file(0);
        assert_eq!(file.linked(other(12)), Some(what));
        let links = file.links();
        assert_eq!((links.len(), links[0].words.as_str(), links[0].by), (1, "өзі айтты", member(2)));
        assert_eq!(file.history().last().map(|line| line.what), Some(done));
    }
    assert_eq!(laptops.file(0).linked(other(13)), None);
    assert!(!format!("{:?}", laptops.file(0).links()).contains("айтты"));
}

#[test]
fn said_apart_that_they_are_two_holds() {
    let mut laptops = Laptops::new();
    say(&mut laptops, 0, other(12), Linked::Same);
    say(&mut laptops, 1, other(12), Linked::Apart);
    laptops.all_meet();
    for laptop in 0..3 {
        assert_eq!(laptops.file(laptop).linked(other(12)), Some(Linked::Apart));
    }
    // Who has seen both settles it.
    say(&mut laptops, 2, other(12), Linked::Same);
    laptops.all_meet();
    assert_eq!(laptops.file(0).linked(other(12)), Some(Linked::Same));
}

#[test]
fn taking_apart_names_every_word_that_was_said_and_leaves_the_rest_of_the_case_as_it_was() {
    let mut laptops = Laptops::new();
    let before = laptops.file(0);
    for laptop in 0..3 {
        say(&mut laptops, laptop, other(12), Linked::Same);
    }
    laptops.all_meet();
    assert_eq!(laptops.file(0).links().len(), 3);
    assert_eq!(laptops.file(0).facts(), before.facts(), "nothing is rewritten");
    say(&mut laptops, 1, other(12), Linked::Apart);
    laptops.all_meet();
    for laptop in 0..3 {
        assert_eq!(laptops.file(laptop).links().len(), 1);
        assert_eq!(laptops.file(laptop).linked(other(12)), Some(Linked::Apart));
    }
    let after = laptops.file(2);
    assert_eq!((after.facts(), after.hands()), (before.facts(), before.hands()));
}

#[test]
fn links_ask_for_the_right_and_lie_where_they_belong() {
    let mut log = Log::opened();
    log.talks(1, 1, 1, talk(1), "Ким");
    let check = |member: usize, kind: EventKind, ops: Vec<Op>, verdict: Verdict, why: &str| {
        let mut log = Log { written: log.written.clone() };
        let id = log.write(New { device: 2, member, hours: 9, kind, ops });
        assert_eq!(log.fold().1[&id], verdict, "{why}");
    };
    let file = log.file();
    let op = |of| file.link_op(of, Linked::Same, "");
    let no = || refused(Refusal::NoRight(Right::Merge));
    check(0, EventKind::Link, vec![op(other(12))], no(), "a volunteer");
    check(0, EventKind::Link, vec![file.link_op(other(12), Linked::Apart, "")], no(), "nor keeps apart");
    check(1, EventKind::Link, vec![op(other(12))], Verdict::Counts, "in one's own case");
    check(2, EventKind::Link, vec![op(other(12))], Verdict::Counts, "a supervisor");
    check(2, EventKind::Link, vec![op(other(3))], refused(Refusal::OtherSubject), "with the greater id");
    check(2, EventKind::Link, vec![op(case())], refused(Refusal::OtherSubject), "with itself");
    check(2, EventKind::Resolve, vec![op(other(12))], refused(Refusal::NeedsUpdate), "in another kind of event");
    let closes = Op::set(STATUS, Value::Null, Vec::new());
    check(2, EventKind::Link, vec![op(other(12)), closes], refused(Refusal::NeedsUpdate), "and something beside it");
    let word = Op { value: Value::text("same"), ..op(other(12)) };
    check(2, EventKind::Link, vec![word], refused(Refusal::NeedsUpdate), "a word of tomorrow");
    let set = Op { kind: OpKind::Set, ..op(other(12)) };
    check(2, EventKind::Link, vec![set], refused(Refusal::NeedsUpdate), "another operation");
    let mut said = Log { written: log.written.clone() };
    said.write(New { device: 2, member: 2, hours: 2, kind: EventKind::Link, ops: vec![op(other(12))] });
    let id = said.write(New { device: 2, member: 2, hours: 3, kind: EventKind::Link, ops: vec![op(other(12))] });
    assert_eq!(said.fold().1[&id], refused(Refusal::Unnamed), "what was said stands beside it");
}

proptest! {
    /// Three laptops say things of four cases, and meet now and then: in the end all three have the same people, and what each
    /// link says is what was said last, or that they are two.
    #[test]
    fn three_laptops_come_to_the_same_people_in_any_order(
        deeds in proptest::collection::vec((0_usize..3, 10_u8..14, any::<bool>(), 0_usize..4), 1..14),
        order in any::<u64>(),
    ) {
        let mut laptops = Laptops::new();
        for (laptop, of, same, meets) in deeds {
            say(&mut laptops, laptop, other(of), if same { Linked::Same } else { Linked::Apart });
            match meets {
                0 => laptops.meet(0, 1),
                1 => laptops.meet(1, 2),
                _ => {}
            }
        }
        laptops.all_meet();
        let people = |file: &CaseFile| {
            let links = file.links().into_iter().filter(|link| link.what == Linked::Same);
            same::sets(&links.map(|link| (file.subject(), link.other)).collect())
        };
        let first = laptops.file(0);
        prop_assert_eq!(people(&first), people(&laptops.file(1)));
        prop_assert_eq!(people(&first), people(&laptops.file(2)));
        let mut events = laptops.log.events();
        events.sort_by_key(|event| blake3::hash(&[event.id.as_bytes().as_slice(), &order.to_be_bytes()].concat()).as_bytes().to_owned());
        let (folded, verdicts) = CaseFile::fold(StreamName::Centre, case(), &events, &RULES);
        prop_assert!(verdicts.values().all(|verdict| *verdict == Verdict::Counts));
        prop_assert_eq!(folded.links(), first.links());
        for of in 10..14 {
            let path = LogPath::Link(other(of)).to_string();
            let said: Vec<bool> = first.heads().heads(&path)
                .map(|(_, head)| head.value.as_list().is_some_and(|list| list[0] == Value::text("same"))).collect();
            let expected = (!said.is_empty()).then(|| if said.iter().all(|same| *same) { Linked::Same } else { Linked::Apart });
            prop_assert_eq!(first.linked(other(of)), expected);
        }
    }
}
