//! Single facts about the rule, and what an event of bad will cannot do.

use pana_model::{DeviceId, SeatId};

use super::*;
use crate::{BodyError, EventKind, MAX_OVER, MAX_OVER_OF_EVENT};

fn dot(number: usize) -> Dot {
    Dot::new(event(number), 0)
}

fn body(ops: Vec<Op>) -> Body {
    let (member, seat) = (MemberId::from_bytes([2; 16]), SeatId::from_bytes([3; 16]));
    Body { ops, ..Body::new([1; 16], Hlc::at(1_000), member, seat, EventKind::Edit) }
}

/// Applies the writes forwards, backwards, and each twice in a shuffled order; what they show must be one thing.
fn in_every_order(writes: &[(Dot, Op)]) -> Heads {
    let fold = |order: &mut dyn Iterator<Item = usize>| {
        let mut heads = Heads::new();
        for at in order {
            let (dot, op) = &writes[at];
            heads.apply(*dot, op, mark(dot.op.into()));
        }
        heads
    };
    let count = writes.len();
    let heads = fold(&mut (0..count));
    assert_eq!(fold(&mut (0..count).rev()), heads);
    assert_eq!(fold(&mut (0..count * 2).map(|at| at * 7919 % count).chain(0..count)), heads);
    assert_eq!(dots(&heads), heads_by_definition(writes.iter().map(|(dot, op)| (*dot, op))));
    heads
}

#[test]
fn two_values_written_unseen_by_each_other_are_a_conflict_until_someone_names_both() {
    let mut heads = Heads::new();
    heads.apply(dot(1), &Op::set("name", Value::text("Aru"), vec![]), mark(1));
    heads.apply(dot(2), &Op::set("name", Value::text("Aruzhan"), vec![]), mark(2));
    let Shown::Conflict(values) = heads.shown("name") else { panic!("two values are shown") };
    assert_eq!(values.first().map(|head| &head.value), Some(&Value::text("Aruzhan")), "the latest comes first");
    heads.apply(dot(3), &Op::set("name", Value::text("Aruzhan"), heads.over("name")), mark(3));
    assert!(matches!(heads.shown("name"), Shown::One(head) if head.value == Value::text("Aruzhan")));
    assert_eq!(heads.conflicts().count(), 0);
}

#[test]
fn equal_values_of_two_devices_are_one() {
    let mut heads = Heads::new();
    heads.apply(dot(1), &Op::set("year", Value::Int(1987), vec![]), mark(1));
    heads.apply(dot(2), &Op::set("year", Value::Int(1987), vec![]), mark(2));
    assert!(matches!(heads.shown("year"), Shown::One(_)));
    assert_eq!(heads.over("year").len(), 2, "a later write names both");
}

#[test]
fn an_option_added_again_elsewhere_outlives_its_removal() {
    let (mut heads, set, ru) = (Heads::new(), "languages", Value::text("ru"));
    heads.apply(dot(1), &Op::new(set, OpKind::Add, ru.clone(), vec![]), mark(1));
    let seen = heads.over_element(set, &ru);
    heads.apply(dot(2), &Op::new(set, OpKind::Add, ru.clone(), vec![]), mark(2));
    heads.apply(dot(3), &Op::new(set, OpKind::Remove, ru.clone(), seen), mark(3));
    assert_eq!(heads.elements(set), BTreeSet::from([&ru]), "adds win");
    let seen = heads.over_element(set, &ru);
    heads.apply(dot(4), &Op::new(set, OpKind::Remove, ru.clone(), seen), mark(4));
    assert!(heads.elements(set).is_empty());
}

const AGE: &str = PATHS[3];

fn ends(instance: [u8; 16], over: Vec<Dot>) -> Op {
    Op::new(REPEAT, OpKind::InstanceRemove, Value::Bytes(instance.to_vec()), over)
}

#[test]
fn an_answer_given_while_its_instance_was_removed_elsewhere_stays() {
    let (exists, age) = (Dot::new(event(1), 0), Dot::new(event(1), 1));
    let heads = in_every_order(&[
        (exists, Op::new(REPEAT, OpKind::InstanceAdd, Value::Bytes(INSTANCE.to_vec()), vec![])),
        (age, Op::set(AGE, Value::Int(4), vec![])),
        (dot(2), Op::set(AGE, Value::Int(5), vec![age])),
        (dot(3), ends(INSTANCE, vec![exists, age])),
    ]);
    assert!(heads.instances(REPEAT).is_empty());
    assert!(matches!(heads.shown(AGE), Shown::One(head) if head.value == Value::Int(5)));
}

#[test]
fn ending_an_instance_reaches_what_lies_within_it_and_nothing_else() {
    let other = "answer/m[08080808-0808-0808-0808-080808080808]/age";
    let deeper =
        format!("answer/m[{}]/visit[08080808-0808-0808-0808-080808080808]/day", "07070707-0707-0707-0707-070707070707");
    for (path, reached) in [
        (AGE, true),
        (&*deeper, true),
        (REPEAT, true),
        (other, false),
        ("consent/sharing", false),
        ("answer/m/age", false),
    ] {
        let heads =
            in_every_order(&[(dot(1), Op::set(path, Value::Int(4), vec![])), (dot(2), ends(INSTANCE, vec![dot(1)]))]);
        assert_eq!(heads.heads(path).all(|(head, _)| head != dot(1)), reached, "{path}");
    }
    // Only a removal ends something, and only the instance that it names in full.
    for removal in [
        Op::new(REPEAT, OpKind::Remove, Value::Bytes(INSTANCE.to_vec()), vec![dot(1)]),
        Op::new(REPEAT, OpKind::InstanceRemove, Value::text("07070707-0707-0707-0707-070707070707"), vec![dot(1)]),
        Op::new(REPEAT, OpKind::InstanceRemove, Value::Bytes(vec![7; 4]), vec![dot(1)]),
    ] {
        let heads = in_every_order(&[(dot(1), Op::set(AGE, Value::Int(4), vec![])), (dot(2), removal)]);
        assert!(matches!(heads.shown(AGE), Shown::One(_)));
    }
}

#[test]
fn a_remark_that_names_a_refusal_at_another_path_leaves_it_standing() {
    let heads = in_every_order(&[
        (dot(1), Op::set("consent/sharing", Value::text("refused"), vec![])),
        (dot(2), Op::new("remarks", OpKind::Append, Value::text("met at the gate"), vec![dot(1)])),
    ]);
    assert!(matches!(heads.shown("consent/sharing"), Shown::One(head) if head.value == Value::text("refused")));
    assert_eq!(heads.waiting(), 0, "what has come is not waited for");
}

#[test]
fn a_dot_named_out_of_reach_and_within_it_is_replaced_whichever_comes_first() {
    let heads = in_every_order(&[
        (dot(1), Op::set("birth", Value::Int(4), vec![dot(3)])),
        (dot(2), Op::set("name", Value::text("Aruzhan"), vec![dot(3)])),
        (dot(3), Op::set("name", Value::text("Aru"), vec![])),
    ]);
    assert_eq!(heads.over("name"), [dot(2)]);
}

#[test]
fn both_answers_of_a_copied_device_stand_in_every_order() {
    // One device wrote its event 1; the copy and the original each wrote an event 2 over it.
    let heads = in_every_order(&[
        (dot(1), Op::set("phone", Value::text("1"), vec![])),
        (dot(2), Op::set("phone", Value::text("2"), vec![dot(1)])),
        (dot(3), Op::set("phone", Value::text("3"), vec![dot(1)])),
    ]);
    assert!(matches!(heads.shown("phone"), Shown::Conflict(values) if values.len() == 2));
}

/// A body of layout 1 that sets `phone` and names operation 0 of the events of a device with these numbers.
fn first_layout(dev: DeviceId, numbers: std::ops::Range<u64>) -> Vec<u8> {
    let mut out = minicbor::Encoder::new(Vec::new());
    out.array(10).unwrap().u32(1).unwrap().bytes(&[1; 16]).unwrap().u64(5).unwrap().bytes(&[2; 16]).unwrap();
    out.null().unwrap().null().unwrap().u32(2).unwrap().array(1).unwrap();
    out.array(4).unwrap().str("phone").unwrap().u32(0).unwrap().str("x").unwrap();
    out.array(numbers.end - numbers.start).unwrap();
    for number in numbers {
        out.array(3).unwrap().bytes(dev.as_bytes()).unwrap().u64(number).unwrap().u32(0).unwrap();
    }
    out.array(0).unwrap().str("").unwrap();
    out.into_writer()
}

#[test]
fn naming_a_colleagues_next_hundred_events_has_no_effect() {
    let colleague = DeviceId::from_bytes([9; 16]);
    // The writer had seen ten events of the colleague, who goes on to write a hundred more.
    let seen = |dev: DeviceId, seq: u64| (dev == colleague && seq <= 10).then(|| event(seq as usize));
    let silencer = Body::from_bytes(&first_layout(colleague, 1..111), &seen).unwrap();
    assert_eq!(silencer.ops[0].over, (1..=10).map(dot).collect::<Vec<_>>(), "what was not seen is not named");
    // In layout 2 one can only guess ids.
    let guesses = (0..100_u8).map(|n| Dot::new(EventRef::from_bytes([n; 16]), 0)).collect();
    let guesser = body(vec![Op::set("phone", Value::text("y"), guesses)]);

    let mut writes = vec![(Dot::new(event(901), 0), silencer.ops[0].clone()), (dot(902), guesser.ops[0].clone())];
    writes.extend((11..111).map(|n| (dot(n), Op::set("phone", Value::Int(n as i64), vec![dot(n - 1)]))));
    let heads = in_every_order(&writes);
    assert!(heads.over("phone").contains(&dot(110)), "the colleague's last word stands");
    assert_eq!(heads.over("phone").len(), 3);
}

#[test]
fn two_hundred_sets_of_a_path_in_one_event_are_refused() {
    let ops = |count: usize| (0..count).map(|n| Op::set("name", Value::Int(n as i64), vec![])).collect();
    assert_eq!(body(ops(200)).to_bytes(), Err(BodyError::SetTwice));
    assert!(body(ops(1)).to_bytes().is_ok());
}

#[test]
fn forty_five_thousand_unknown_dots_do_not_grow_the_row() {
    let mut heads = Heads::new();
    heads.apply(dot(1), &Op::set("name", Value::text("Aru"), vec![]), mark(1));
    let before = heads.to_bytes().len();
    for event_number in 0..45_u32 {
        let unknown = |n: u32| Dot::new(event(100_000 + (event_number * 1_000 + n) as usize), 0);
        let op = Op::set("remarks", Value::Null, [heads.over("remarks"), (0..1_000).map(unknown).collect()].concat());
        heads.apply(dot(2 + event_number as usize), &op, mark(1));
    }
    assert_eq!(heads.waiting(), 45_000);
    // One more path with one head, and a name and a span for each of the 45 events.
    assert!(heads.to_bytes().len() < before + 45 * 20 + 64, "the row grew by {}", heads.to_bytes().len() - before);
    assert_eq!(Heads::from_bytes(&heads.to_bytes(), &heads.parked_to_bytes()).unwrap(), heads);
}

#[test]
fn one_write_settles_a_conflict_of_as_many_chains_as_the_limits_allow() {
    let mut heads = Heads::new();
    for chain in 0..MAX_OVER {
        heads.apply(dot(chain), &Op::set("name", Value::Int(chain as i64), vec![]), mark(1));
    }
    assert!(matches!(heads.shown("name"), Shown::Conflict(values) if values.len() == MAX_OVER));
    let settling = body(vec![Op::set("name", Value::text("Aru"), heads.over("name"))]);
    assert!(settling.to_bytes().is_ok(), "it is within the limits");
    heads.apply_event(event(MAX_OVER), &settling);
    assert!(matches!(heads.shown("name"), Shown::One(head) if head.value == Value::text("Aru")));
    assert_eq!(heads.conflicts().count(), 0);
    // Four such conflicts a write, and no more.
    let full = |paths: usize| {
        let over: Vec<Dot> = (0..MAX_OVER).map(dot).collect();
        body((0..paths).map(|n| Op::set(format!("q{n}"), Value::Null, over.clone())).collect())
    };
    assert!(full(MAX_OVER_OF_EVENT / MAX_OVER).to_bytes().is_ok());
    assert_eq!(full(MAX_OVER_OF_EVENT / MAX_OVER + 1).to_bytes(), Err(BodyError::TooLarge("over")));
}

#[test]
fn a_write_that_names_itself_is_no_head_in_either_reckoning() {
    let op = Op::set("name", Value::Null, vec![dot(1)]);
    let mut heads = Heads::new();
    assert_eq!(heads.apply(dot(1), &op, mark(1)), Applied::Superseded);
    assert_eq!(heads.paths().count(), 0);
    assert!(heads_by_definition([(dot(1), &op)]).is_empty());
    assert_eq!(heads.apply(dot(1), &op, mark(1)), Applied::Again);
}

#[test]
fn a_part_kept_under_shorter_names_holds_the_same() {
    let (mut whole, mut part) = (Heads::new(), Heads::new());
    let writes = [
        (dot(1), Op::set(format!("interview/1/{AGE}"), Value::Int(4), vec![])),
        (
            dot(2),
            Op::new("interview/1/repeat/m", OpKind::InstanceRemove, Value::Bytes(INSTANCE.to_vec()), vec![dot(1)]),
        ),
    ];
    for (dot, op) in writes.iter().rev() {
        whole.apply(*dot, op, mark(1));
        part.apply_at(*dot, op.path.strip_prefix("interview/1/").unwrap(), op, mark(1));
    }
    assert_eq!(part.paths().map(|(path, _)| path).collect::<Vec<_>>(), [REPEAT]);
    assert_eq!(whole.paths().count(), 1);
}

#[test]
fn what_is_kept_of_history_grows_by_events_and_not_by_answers() {
    let answers = |count: u32, first: u32| -> Heads {
        let mut heads = Heads::new();
        for op in first..=first + (count - 1) {
            let over = if op > first { vec![Dot::new(event(1), op - 1)] } else { Vec::new() };
            heads.apply(Dot::new(event(1), op), &Op::set("name", Value::Null, over), mark(1));
        }
        heads
    };
    let many = answers(1_000, 0);
    assert!(many.to_bytes().len() < answers(1, 0).to_bytes().len() + 16);
    assert_eq!(Heads::from_bytes(&many.to_bytes(), &[]).unwrap(), many);
    let at_the_end = answers(1, u32::MAX);
    assert_eq!(Heads::from_bytes(&at_the_end.to_bytes(), &[]).unwrap(), at_the_end);
}

#[test]
fn damaged_views_are_refused_without_a_panic_or_a_flood() {
    assert!(Heads::from_bytes(&[], &[]).is_err());
    assert!(Heads::from_bytes(&[0xff; 40], &[]).is_err());
    assert!(Heads::from_bytes(&Heads::new().to_bytes(), &[0xff; 40]).is_err());
    // One event, with these spans, no marks and no paths.
    let row = |spans: &[u32]| {
        let mut out = minicbor::Encoder::new(Vec::new());
        out.array(4).unwrap().bytes(&[1; 16]).unwrap().array(1).unwrap().encode(spans).unwrap();
        out.array(0).unwrap().array(0).unwrap();
        out.into_writer()
    };
    assert!(Heads::from_bytes(&row(&[0, 7]), &[]).is_ok());
    assert!(Heads::from_bytes(&row(&[0, u32::MAX]), &[]).is_ok(), "spans are never unfolded");
    for damaged in [&[][..], &[0], &[7, 0], &[0, 7, 8, 9], &[0, 7, 3, 9], &[4, 5, 0, 1]] {
        assert!(Heads::from_bytes(&row(damaged), &[]).is_err(), "{damaged:?}");
    }
}

#[test]
fn a_row_and_parked_dots_of_different_moments_are_refused() {
    let mut heads = Heads::new();
    heads.apply(dot(1), &Op::set("name", Value::Null, vec![dot(2)]), mark(1));
    let parked = heads.parked_to_bytes();
    heads.apply(dot(2), &Op::set("name", Value::Null, vec![]), mark(1));
    assert!(heads.parked_to_bytes().is_empty());
    assert!(Heads::from_bytes(&heads.to_bytes(), &[]).is_ok());
    assert!(Heads::from_bytes(&heads.to_bytes(), &parked).is_err());
}
