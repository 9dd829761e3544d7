//! The model check: several replicas write and exchange events in any order, in part and repeatedly, without clocks.
//! `Model<PARK, KNOW_AGAIN>` can be run with either support of the rule taken away, which must be noticed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestError, TestRunner};

use super::*;

const REPLICAS: usize = 4;
const PATHS: [&str; 3] = ["name", "birth", "phone"];

#[derive(Debug, Clone)]
enum Step {
    /// A replica writes, naming some of the heads it shows.
    Write { replica: usize, path: usize, value: u8, shown: u8, kind: u8 },
    /// A replica receives one of all events ever written, whatever it has or lacks.
    Deliver { to: usize, event: Index },
}

fn step() -> impl Strategy<Value = Step> {
    let write = (0..REPLICAS, 0..PATHS.len(), any::<u8>(), any::<u8>(), any::<u8>())
        .prop_map(|(replica, path, value, shown, kind)| Step::Write { replica, path, value, shown, kind });
    let deliver = (0..REPLICAS, any::<Index>()).prop_map(|(to, event)| Step::Deliver { to, event });
    prop_oneof![2 => write, 3 => deliver]
}

type Write = (Dot, Op, Mark);

#[derive(Default)]
struct Model<const PARK: bool, const KNOW_AGAIN: bool> {
    views: [Heads; REPLICAS],
    /// What each replica was given, in its order and with repetitions.
    given: [Vec<usize>; REPLICAS],
    written: Vec<Write>,
}

impl<const PARK: bool, const KNOW_AGAIN: bool> Model<PARK, KNOW_AGAIN> {
    fn run(steps: &[Step]) -> Self {
        let mut model = Self::default();
        for step in steps {
            match step {
                Step::Write { replica, path, value, shown, kind } => {
                    let write = model.compose(*replica, PATHS[*path], *value, *shown, *kind);
                    model.written.push(write);
                    model.deliver(*replica, model.written.len() - 1);
                }
                Step::Deliver { to, event } if !model.written.is_empty() => {
                    model.deliver(*to, event.index(model.written.len()));
                }
                Step::Deliver { .. } => {}
            }
        }
        model
    }

    fn compose(&self, replica: usize, path: &str, value: u8, shown: u8, kind: u8) -> Write {
        // `shown` chooses which heads were on the screen: all, none, or some.
        let heads = self.views[replica].over(path);
        let over = heads.into_iter().enumerate().filter(|(i, _)| shown >> (i % 8) & 1 == 1).map(|(_, dot)| dot);
        let seq = self.written.iter().filter(|(dot, ..)| dot.dev == device(replica)).count() as u64 + 1;
        let kind = OpKind::KNOWN[usize::from(kind) % OpKind::KNOWN.len()];
        let op = Op::new(path, kind, Value::Int(i64::from(value % 4)), over.collect());
        // A wild clock: any reading at all.
        let mark = Mark { member: MemberId::from_bytes([1; 16]), hlc: Hlc::from_u64(u64::from(value) << 40) };
        (Dot::new(device(replica), seq, 0), op, mark)
    }

    fn deliver(&mut self, to: usize, event: usize) {
        let (dot, op, mark) = &self.written[event];
        self.views[to].apply_under::<PARK, KNOW_AGAIN>(*dot, op, *mark);
        self.given[to].push(event);
    }

    fn deliver_all(&mut self, order: &[Index]) {
        for replica in 0..REPLICAS {
            let mut missing: Vec<usize> = (0..self.written.len()).collect();
            for pick in order.iter().cycle().skip(replica) {
                if missing.is_empty() {
                    break;
                }
                let event = missing.remove(pick.index(missing.len()));
                self.deliver(replica, event);
            }
        }
    }

    /// P3: at every replica the incremental view is the definition's, whatever came and in whatever order.
    fn agrees_with_the_definition(&self) -> Result<(), TestCaseError> {
        for (view, given) in self.views.iter().zip(&self.given) {
            let writes = given.iter().map(|event| (self.written[*event].0, &self.written[*event].1));
            let held: BTreeMap<String, BTreeSet<Dot>> =
                view.paths().map(|(path, heads)| (path.to_owned(), heads.keys().copied().collect())).collect();
            prop_assert_eq!(held, heads_by_definition(writes));
        }
        Ok(())
    }
}

fn device(replica: usize) -> DeviceId {
    DeviceId::from_bytes([replica as u8 + 1; 16])
}

fn check<const PARK: bool, const KNOW_AGAIN: bool>(steps: &[Step], order: &[Index]) -> Result<(), TestCaseError> {
    let mut model = Model::<PARK, KNOW_AGAIN>::run(steps);
    model.agrees_with_the_definition()?;
    model.deliver_all(order);
    model.agrees_with_the_definition()?;
    // P1: all have seen the same, all show the same, byte for byte.
    for view in &model.views {
        prop_assert_eq!(view.to_bytes(), model.views[0].to_bytes());
        prop_assert_eq!(view.waiting(), 0);
    }
    // P2: every write is a head or is named by a write.
    let named: BTreeSet<Dot> = model.written.iter().flat_map(|(_, op, _)| op.over.iter().copied()).collect();
    for (dot, op, _) in &model.written {
        let is_head = model.views[0].heads(&op.path).any(|(head, _)| head == *dot);
        prop_assert!(is_head || named.contains(dot), "a write vanished unnamed");
    }
    Ok(())
}

fn cases() -> impl Strategy<Value = (Vec<Step>, Vec<Index>)> {
    (vec(step(), 0..60), vec(any::<Index>(), 16))
}

fn runner(cases: u32) -> TestRunner {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(config, proptest::test_runner::TestRng::deterministic_rng(Default::default()))
}

#[test]
fn replicas_converge_and_no_write_vanishes_unnamed() {
    runner(4_000).run(&cases(), |(steps, order)| check::<true, true>(&steps, &order)).unwrap();
}

#[test]
fn without_parking_the_check_fails() {
    let outcome = runner(4_000).run(&cases(), |(steps, order)| check::<false, true>(&steps, &order));
    assert!(matches!(outcome, Err(TestError::Fail(..))), "the model check has no teeth");
}

#[test]
fn without_knowing_repetitions_the_check_fails() {
    let outcome = runner(4_000).run(&cases(), |(steps, order)| check::<true, false>(&steps, &order));
    assert!(matches!(outcome, Err(TestError::Fail(..))), "the model check has no teeth");
}

#[test]
fn a_stored_view_goes_on_as_if_it_had_never_been_put_away() {
    let strategy = (vec(step(), 0..60), any::<Index>());
    runner(500)
        .run(&strategy, |(steps, cut)| {
            let model = Model::<true, true>::run(&steps);
            let at = cut.index(model.written.len() + 1);
            let mut stored = Heads::new();
            for (index, (dot, op, mark)) in model.written.iter().rev().enumerate() {
                if index == at {
                    stored = Heads::from_bytes(&stored.to_bytes()).unwrap();
                }
                stored.apply(*dot, op, *mark);
            }
            let mut straight = Heads::new();
            model.written.iter().for_each(|(dot, op, mark)| {
                straight.apply(*dot, op, *mark);
            });
            prop_assert_eq!(&stored, &straight);
            prop_assert_eq!(stored.to_bytes(), straight.to_bytes());
            Ok(())
        })
        .unwrap();
}

#[test]
fn clocks_off_by_years_change_nothing_but_the_order_of_display() {
    let strategy = (vec(step(), 0..60), vec(any::<u64>(), 64));
    runner(500)
        .run(&strategy, |(steps, clocks)| {
            let model = Model::<true, true>::run(&steps);
            let (mut right, mut wrong) = (Heads::new(), Heads::new());
            for ((dot, op, mark), clock) in model.written.iter().zip(clocks.iter().cycle()) {
                right.apply(*dot, op, *mark);
                wrong.apply(*dot, op, Mark { hlc: Hlc::from_u64(*clock), ..*mark });
            }
            let dots = |heads: &Heads| -> Vec<(String, Vec<Dot>)> {
                heads.paths().map(|(path, at)| (path.to_owned(), at.keys().copied().collect())).collect()
            };
            prop_assert_eq!(dots(&right), dots(&wrong));
            prop_assert_eq!(right.conflicts().collect::<Vec<_>>(), wrong.conflicts().collect::<Vec<_>>());
            Ok(())
        })
        .unwrap();
}

fn mark(hlc: u64) -> Mark {
    Mark { member: MemberId::from_bytes([1; 16]), hlc: Hlc::from_u64(hlc) }
}

#[test]
fn two_values_written_unseen_by_each_other_are_a_conflict_until_someone_names_both() {
    let mut heads = Heads::new();
    let (a, b, c) = (Dot::new(device(0), 1, 0), Dot::new(device(1), 1, 0), Dot::new(device(0), 2, 0));
    heads.apply(a, &Op::set("name", Value::text("Aru"), vec![]), mark(1));
    heads.apply(b, &Op::set("name", Value::text("Aruzhan"), vec![]), mark(2));
    let Shown::Conflict(values) = heads.shown("name") else { panic!("two values are shown") };
    assert_eq!(values.first().map(|head| &head.value), Some(&Value::text("Aruzhan")), "the latest comes first");
    heads.apply(c, &Op::set("name", Value::text("Aruzhan"), heads.over("name")), mark(3));
    assert!(matches!(heads.shown("name"), Shown::One(head) if head.value == Value::text("Aruzhan")));
    assert_eq!(heads.conflicts().count(), 0);
}

#[test]
fn equal_values_of_two_devices_are_one() {
    let mut heads = Heads::new();
    heads.apply(Dot::new(device(0), 1, 0), &Op::set("year", Value::Int(1987), vec![]), mark(1));
    heads.apply(Dot::new(device(1), 1, 0), &Op::set("year", Value::Int(1987), vec![]), mark(2));
    assert!(matches!(heads.shown("year"), Shown::One(_)));
    assert_eq!(heads.over("year").len(), 2, "a later write names both");
}

#[test]
fn an_option_added_again_elsewhere_outlives_its_removal() {
    let (mut heads, set, ru) = (Heads::new(), "languages", Value::text("ru"));
    heads.apply(Dot::new(device(0), 1, 0), &Op::new(set, OpKind::Add, ru.clone(), vec![]), mark(1));
    let seen = heads.over_element(set, &ru);
    heads.apply(Dot::new(device(1), 1, 0), &Op::new(set, OpKind::Add, ru.clone(), vec![]), mark(2));
    heads.apply(Dot::new(device(0), 2, 0), &Op::new(set, OpKind::Remove, ru.clone(), seen), mark(3));
    assert_eq!(heads.elements(set), BTreeSet::from([&ru]), "adds win");
    let seen = heads.over_element(set, &ru);
    heads.apply(Dot::new(device(0), 3, 0), &Op::new(set, OpKind::Remove, ru.clone(), seen), mark(4));
    assert!(heads.elements(set).is_empty());
}

#[test]
fn an_answer_given_while_its_instance_was_removed_elsewhere_stays() {
    let (mut heads, id) = (Heads::new(), Value::Bytes(vec![7; 16]));
    let exists = Dot::new(device(0), 1, 0);
    let age = Dot::new(device(0), 1, 1);
    heads.apply(exists, &Op::new("member", OpKind::InstanceAdd, id.clone(), vec![]), mark(1));
    heads.apply(age, &Op::set("member/7/age", Value::Int(4), vec![]), mark(1));
    heads.apply(Dot::new(device(1), 1, 0), &Op::set("member/7/age", Value::Int(5), vec![age]), mark(2));
    let removal = Op::new("member", OpKind::InstanceRemove, id, vec![exists, age]);
    heads.apply(Dot::new(device(0), 2, 0), &removal, mark(3));
    assert!(heads.instances("member").is_empty());
    assert!(matches!(heads.shown("member/7/age"), Shown::One(head) if head.value == Value::Int(5)));
}

#[test]
fn a_write_that_names_itself_is_no_head_in_either_reckoning() {
    let dot = Dot::new(device(0), 1, 0);
    let op = Op::set("name", Value::Null, vec![dot]);
    let mut heads = Heads::new();
    assert_eq!(heads.apply(dot, &op, mark(1)), Applied::Superseded);
    assert_eq!(heads.paths().count(), 0);
    assert!(heads_by_definition([(dot, &op)]).is_empty());
    assert_eq!(heads.apply(dot, &op, mark(1)), Applied::Again);
}

#[test]
fn what_is_kept_of_history_grows_by_events_and_not_by_answers() {
    let answers = |count: u32, first: u32| -> Heads {
        let mut heads = Heads::new();
        for op in first..=first + (count - 1) {
            let over = if op > first { vec![Dot::new(device(0), 1, op - 1)] } else { Vec::new() };
            heads.apply(Dot::new(device(0), 1, op), &Op::set("name", Value::Null, over), mark(1));
        }
        heads
    };
    let many = answers(1_000, 0);
    assert!(many.to_bytes().len() < answers(1, 0).to_bytes().len() + 16);
    assert_eq!(Heads::from_bytes(&many.to_bytes()).unwrap(), many);
    let at_the_end = answers(1, u32::MAX);
    assert_eq!(Heads::from_bytes(&at_the_end.to_bytes()).unwrap(), at_the_end);
}

#[test]
fn damaged_views_are_refused_without_a_panic_or_a_flood() {
    assert!(Heads::from_bytes(&[]).is_err());
    assert!(Heads::from_bytes(&[0xff; 40]).is_err());
    let run = |first: u32, last: u32| {
        let applied = vec![Run { first: Dot::new(device(0), 1, first), last }];
        minicbor::to_vec(Stored { paths: Vec::new(), applied, pending_over: Vec::new() }).unwrap()
    };
    assert!(Heads::from_bytes(&run(0, 7)).is_ok());
    assert!(Heads::from_bytes(&run(0, u32::MAX)).is_err());
    assert!(Heads::from_bytes(&run(7, 0)).is_err());
}
