//! The model check: several replicas write and exchange events in any order, in part and repeatedly, without clocks.
//! One of them is a copy of another device, made at some moment: two histories under one device.
//! `Model<PARK, KNOW_AGAIN, REACH>` can be run with any support of the rule taken away, which must be noticed.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestError, TestRunner};

use super::*;

mod facts;

const REPLICAS: usize = 4;
/// The last replica is the installation of the one before, copied.
const COPY: usize = REPLICAS - 1;
const REPEAT: &str = "repeat/m";
const INSTANCE: [u8; 16] = [7; 16];
const PATHS: [&str; 4] = ["name", "birth", REPEAT, "answer/m[07070707-0707-0707-0707-070707070707]/age"];

#[derive(Debug, Clone)]
enum Step {
    /// A replica writes one or two operations, each naming some of the heads it shows: all, none or some of its own
    /// path, and now and then one of another.
    Write { replica: usize, writes: Vec<Choice> },
    /// A replica receives one of all events ever written, whatever it has or lacks.
    Deliver { to: usize, event: Index },
    /// The copy becomes what its original is now, with everything that it knows.
    Copy,
}

#[derive(Debug, Clone)]
struct Choice {
    path: usize,
    value: u8,
    shown: u8,
    stray: u8,
    kind: u8,
}

fn step() -> impl Strategy<Value = Step> {
    let choice = (0..PATHS.len(), any::<u8>(), any::<u8>(), any::<u8>(), any::<u8>())
        .prop_map(|(path, value, shown, stray, kind)| Choice { path, value, shown, stray, kind });
    let write = (0..REPLICAS, vec(choice, 1..3)).prop_map(|(replica, writes)| Step::Write { replica, writes });
    let deliver = (0..REPLICAS, any::<Index>()).prop_map(|(to, event)| Step::Deliver { to, event });
    prop_oneof![8 => write, 12 => deliver, 1 => Just(Step::Copy)]
}

/// An event: its name, its operations, who and when.
type Event = (EventRef, Vec<Op>, Mark);

#[derive(Default)]
struct Model<const PARK: bool, const KNOW_AGAIN: bool, const REACH: bool> {
    views: [Heads; REPLICAS],
    /// What each replica was given, in its order and with repetitions.
    given: [Vec<usize>; REPLICAS],
    written: Vec<Event>,
}

impl<const PARK: bool, const KNOW_AGAIN: bool, const REACH: bool> Model<PARK, KNOW_AGAIN, REACH> {
    fn run(steps: &[Step]) -> Self {
        let mut model = Self::default();
        for step in steps {
            match step {
                Step::Write { replica, writes } => {
                    let event = model.compose(*replica, writes);
                    model.written.push(event);
                    model.deliver(*replica, model.written.len() - 1);
                }
                Step::Deliver { to, event } if !model.written.is_empty() => {
                    model.deliver(*to, event.index(model.written.len()));
                }
                Step::Deliver { .. } => {}
                Step::Copy => {
                    model.views[COPY] = model.views[COPY - 1].clone();
                    model.given[COPY] = model.given[COPY - 1].clone();
                }
            }
        }
        model
    }

    fn compose(&self, replica: usize, writes: &[Choice]) -> Event {
        let view = &self.views[replica];
        let strays: Vec<Dot> = view.paths().flat_map(|(_, heads)| heads.keys().copied()).collect();
        let op = |choice: &Choice| {
            let path = PATHS[choice.path];
            // `shown` chooses which heads were on the screen.
            let heads = view.over(path).into_iter().enumerate();
            let mut over: Vec<Dot> =
                heads.filter(|(i, _)| choice.shown >> (i % 8) & 1 == 1).map(|(_, dot)| dot).collect();
            if choice.stray.is_multiple_of(3) && !strays.is_empty() {
                over.push(strays[usize::from(choice.stray) % strays.len()]);
            }
            let kind = OpKind::KNOWN[usize::from(choice.kind) % OpKind::KNOWN.len()];
            let value = match kind {
                OpKind::InstanceRemove => Value::Bytes(INSTANCE.to_vec()),
                _ => Value::Int(i64::from(choice.value % 4)),
            };
            Op::new(path, kind, value, over)
        };
        // A wild clock: any reading at all.
        (event(self.written.len()), writes.iter().map(op).collect(), mark(u64::from(writes[0].value) << 40))
    }

    fn deliver(&mut self, to: usize, event: usize) {
        let (name, ops, mark) = &self.written[event];
        for (index, op) in (0..).zip(ops) {
            self.views[to].apply_under::<PARK, KNOW_AGAIN, REACH>(Dot::new(*name, index), &op.path, op, *mark);
        }
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

    fn writes(&self) -> impl DoubleEndedIterator<Item = (Dot, &Op, Mark)> {
        self.written.iter().flat_map(|(event, ops, mark)| {
            ops.iter().enumerate().map(|(index, op)| (Dot::new(*event, index as u32), op, *mark))
        })
    }

    /// P3: at every replica the incremental view is the definition's, whatever came and in whatever order.
    fn agrees_with_the_definition(&self) -> Result<(), TestCaseError> {
        for (view, given) in self.views.iter().zip(&self.given) {
            let given: BTreeSet<EventRef> = given.iter().map(|index| self.written[*index].0).collect();
            let writes = self.writes().filter(|(dot, ..)| given.contains(&dot.event)).map(|(dot, op, _)| (dot, op));
            prop_assert_eq!(dots(view), heads_by_definition(writes));
        }
        Ok(())
    }
}

fn dots(heads: &Heads) -> BTreeMap<String, BTreeSet<Dot>> {
    heads.paths().map(|(path, at)| (path.to_owned(), at.keys().copied().collect())).collect()
}

/// The name of the event of this number. As real names do, it says nothing about the order.
fn event(number: usize) -> EventRef {
    let number = (number as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    EventRef::from_bytes([number.to_be_bytes(), [0x55; 8]].concat().try_into().unwrap())
}

fn mark(hlc: u64) -> Mark {
    Mark { member: MemberId::from_bytes([1; 16]), hlc: Hlc::from_u64(hlc) }
}

fn check<const PARK: bool, const KNOW_AGAIN: bool, const REACH: bool>(
    steps: &[Step],
    order: &[Index],
) -> Result<(), TestCaseError> {
    let mut model = Model::<PARK, KNOW_AGAIN, REACH>::run(steps);
    model.agrees_with_the_definition()?;
    model.deliver_all(order);
    model.agrees_with_the_definition()?;
    // P1: all have seen the same, all show the same, byte for byte.
    for view in &model.views {
        prop_assert_eq!(view.to_bytes(), model.views[0].to_bytes());
        prop_assert_eq!(view.waiting(), 0);
    }
    // P2: every write is a head or is named by a write that reaches it.
    for (dot, op, _) in model.writes() {
        let is_head = model.views[0].heads(&op.path).any(|(head, _)| head == dot);
        let mut named = model.writes().filter(|(_, by, _)| by.over.contains(&dot));
        prop_assert!(is_head || named.any(|(_, by, _)| by.reaches(&op.path)), "a write vanished unnamed");
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

fn fails<const PARK: bool, const KNOW_AGAIN: bool, const REACH: bool>() -> bool {
    let outcome = runner(4_000).run(&cases(), |(steps, order)| check::<PARK, KNOW_AGAIN, REACH>(&steps, &order));
    matches!(outcome, Err(TestError::Fail(..)))
}

#[test]
fn replicas_and_a_copied_device_converge_and_no_write_vanishes_unnamed() {
    runner(4_000).run(&cases(), |(steps, order)| check::<true, true, true>(&steps, &order)).unwrap();
}

#[test]
fn without_parking_the_check_fails() {
    assert!(fails::<false, true, true>(), "the model check has no teeth");
}

#[test]
fn without_knowing_repetitions_the_check_fails() {
    assert!(fails::<true, false, true>(), "the model check has no teeth");
}

#[test]
fn without_the_reach_of_over_the_check_fails() {
    assert!(fails::<true, true, false>(), "the model check has no teeth");
}

#[test]
fn a_stored_view_goes_on_as_if_it_had_never_been_put_away() {
    let strategy = (vec(step(), 0..60), any::<Index>());
    runner(500)
        .run(&strategy, |(steps, cut)| {
            let model = Model::<true, true, true>::run(&steps);
            let at = cut.index(model.writes().count() + 1);
            let (mut stored, mut straight) = (Heads::new(), Heads::new());
            for (index, (dot, op, mark)) in model.writes().rev().enumerate() {
                if index == at {
                    stored = Heads::from_bytes(&stored.to_bytes(), &stored.parked_to_bytes()).unwrap();
                }
                stored.apply(dot, op, mark);
            }
            model.writes().for_each(|(dot, op, mark)| {
                straight.apply(dot, op, mark);
            });
            prop_assert_eq!(&stored, &straight);
            prop_assert_eq!(stored.to_bytes(), straight.to_bytes());
            prop_assert_eq!(stored.parked_to_bytes(), straight.parked_to_bytes());
            Ok(())
        })
        .unwrap();
}

#[test]
fn single_operations_in_any_order_are_known_again() {
    let strategy = vec((0_usize..3, 0_u32..12), 0..60);
    runner(500)
        .run(&strategy, |writes| {
            let (mut heads, mut known) = (Heads::new(), BTreeSet::new());
            for (number, index) in writes {
                let dot = Dot::new(event(number), index);
                let outcome = heads.apply(dot, &Op::set("name", Value::Null, vec![]), mark(1));
                prop_assert_eq!(outcome == Applied::Again, !known.insert(dot));
                for dot in (0..3).flat_map(|n| (0..13).map(move |op| Dot::new(event(n), op))) {
                    prop_assert_eq!(heads.has_applied(&dot), known.contains(&dot));
                }
            }
            prop_assert_eq!(Heads::from_bytes(&heads.to_bytes(), &[]).unwrap(), heads);
            Ok(())
        })
        .unwrap();
}

#[test]
fn clocks_off_by_years_change_nothing_but_the_order_of_display() {
    let strategy = (vec(step(), 0..60), vec(any::<u64>(), 64));
    runner(500)
        .run(&strategy, |(steps, clocks)| {
            let model = Model::<true, true, true>::run(&steps);
            let (mut right, mut wrong) = (Heads::new(), Heads::new());
            for ((dot, op, mark), clock) in model.writes().zip(clocks.iter().cycle()) {
                right.apply(dot, op, mark);
                wrong.apply(dot, op, Mark { hlc: Hlc::from_u64(*clock), ..mark });
            }
            prop_assert_eq!(dots(&right), dots(&wrong));
            prop_assert_eq!(right.conflicts().collect::<Vec<_>>(), wrong.conflicts().collect::<Vec<_>>());
            Ok(())
        })
        .unwrap();
}
