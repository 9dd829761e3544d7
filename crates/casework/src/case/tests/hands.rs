//! Whose case it is: offered, taken, declined, given, together and apart.

use proptest::prelude::*;

use super::closing::Laptops;
use super::*;

const WORKER: usize = 1;
const SUPERVISOR: usize = 2;
const COORDINATOR: usize = 3;

impl Laptops {
    fn hand(&mut self, laptop: usize, by: usize, ops: impl FnOnce(&CaseFile) -> Vec<Op>) -> EventRef {
        let ops = ops(&self.file(laptop));
        self.write(laptop, by, EventKind::Assign, ops)
    }

    fn offers(&mut self, laptop: usize, by: usize, to: usize) -> EventRef {
        self.hand(laptop, by, |file| hand_ops::offer(file, member(by), member(to), "демалысқа шығамын"))
    }

    fn takes(&mut self, laptop: usize, by: usize) -> EventRef {
        self.hand(laptop, by, |file| hand_ops::take(file, member(by)))
    }

    fn declines(&mut self, laptop: usize, by: usize) -> EventRef {
        self.hand(laptop, by, |file| hand_ops::decline(file, member(by), "орын жоқ"))
    }

    fn gives(&mut self, laptop: usize, by: usize, to: usize) -> EventRef {
        self.hand(laptop, by, |file| hand_ops::give(file, member(to), ""))
    }

    fn counts(&self, id: EventRef) -> bool {
        self.log.fold().1[&id] == Verdict::Counts
    }
}

fn of(file: &CaseFile) -> (Vec<MemberId>, Vec<MemberId>) {
    let hands = file.hands();
    (hands.workers.into_iter().collect(), hands.offers.into_iter().map(|offer| offer.to).collect())
}

fn told(file: &CaseFile, to: usize) -> Vec<Told> {
    file.hands().notices.into_iter().filter(|notice| notice.to == member(to)).map(|notice| notice.what).collect()
}

#[test]
fn a_case_is_first_of_who_led_the_first_interview_and_moves_when_the_colleague_takes_it() {
    assert_eq!(Log::opened().file().hands(), Hands::default(), "nobody was spoken to");
    let mut laptops = Laptops::new();
    assert_eq!(of(&laptops.file(0)), (vec![member(WORKER)], vec![]));
    laptops.offers(0, WORKER, SUPERVISOR);
    assert_eq!(of(&laptops.file(0)), (vec![member(WORKER)], vec![member(SUPERVISOR)]), "it has not moved yet");
    assert_eq!(laptops.file(0).history().last().unwrap().what, Done::Offered);
    laptops.takes(0, SUPERVISOR);
    let file = laptops.file(0);
    assert_eq!(of(&file), (vec![member(SUPERVISOR)], vec![]));
    assert_eq!(file.history().last().unwrap().what, Done::Taken);
    assert_eq!(told(&file, WORKER), [Told::Taken]);
    assert!(file.is_own_case(member(SUPERVISOR)) && !file.is_own_case(member(WORKER)), "own cases go with it");
    // Who was told is told once, on whichever laptop.
    let op = hand_ops::told(&file, member(WORKER)).unwrap();
    laptops.write(0, WORKER, EventKind::Assign, vec![op]);
    assert_eq!(told(&laptops.file(0), WORKER), []);
    assert_eq!(hand_ops::told(&laptops.file(0), member(WORKER)), None);
    assert_eq!(laptops.file(0).history().last().unwrap().what, Done::Told);
    // And back.
    laptops.offers(0, SUPERVISOR, WORKER);
    laptops.takes(0, WORKER);
    assert_eq!(of(&laptops.file(0)), (vec![member(WORKER)], vec![]));
    assert!(laptops.file(0).is_own_case(member(WORKER)));
    assert_eq!(told(&laptops.file(0), SUPERVISOR), [Told::Taken]);
}

#[test]
fn what_is_declined_or_taken_back_stays_where_it_is_and_who_offered_it_is_told() {
    let mut laptops = Laptops::new();
    laptops.offers(0, WORKER, COORDINATOR);
    laptops.declines(0, COORDINATOR);
    let file = laptops.file(0);
    assert_eq!(of(&file), (vec![member(WORKER)], vec![]));
    assert_eq!((told(&file, WORKER), file.history().last().unwrap().what), (vec![Told::Declined], Done::NotTaken));
    laptops.offers(0, WORKER, COORDINATOR);
    assert_eq!(told(&laptops.file(0), WORKER), [], "it is offered anew");
    laptops.offers(0, WORKER, SUPERVISOR);
    assert_eq!(of(&laptops.file(0)).1, [member(SUPERVISOR)], "an offer to somebody else takes the first one back");
    laptops.hand(0, WORKER, |file| hand_ops::revoke(file, member(WORKER)));
    assert_eq!(of(&laptops.file(0)), (vec![member(WORKER)], vec![]));
    assert_eq!(laptops.file(0).history().last().unwrap().what, Done::OfferRevoked);
    let late = laptops.takes(0, SUPERVISOR);
    assert!(!laptops.counts(late), "what was taken back is not there to be taken");
}

#[test]
fn a_supervisor_gives_a_case_at_once_and_both_are_told() {
    let mut laptops = Laptops::new();
    laptops.offers(0, WORKER, COORDINATOR);
    laptops.gives(0, SUPERVISOR, COORDINATOR);
    let file = laptops.file(0);
    assert_eq!(of(&file), (vec![member(COORDINATOR)], vec![]));
    assert_eq!(told(&file, WORKER), [Told::Given]);
    assert_eq!(told(&file, COORDINATOR), [Told::Yours]);
    laptops.gives(0, SUPERVISOR, SUPERVISOR);
    assert_eq!(told(&laptops.file(0), SUPERVISOR), [], "who gave it to themself knows");
    assert_eq!(told(&laptops.file(0), WORKER), [Told::Given], "who was not told yet is still told, once");
}

#[test]
fn nobody_takes_or_gives_what_is_not_theirs_to() {
    let mut laptops = Laptops::new();
    let (offered, stranger) = (member(SUPERVISOR), member(COORDINATOR));
    // An offer by who does not have the case; to oneself; one taken, declined or revoked by who has none.
    let wrong: Vec<(usize, Vec<Op>)> = vec![
        (SUPERVISOR, hand_ops::offer(&laptops.file(0), offered, stranger, "")),
        (WORKER, hand_ops::offer(&laptops.file(0), member(WORKER), member(WORKER), "")),
        (COORDINATOR, hand_ops::take(&laptops.file(0), stranger)),
        (COORDINATOR, hand_ops::decline(&laptops.file(0), stranger, "")),
        (WORKER, hand_ops::give(&laptops.file(0), stranger, "")),
        (0, hand_ops::give(&laptops.file(0), member(0), "")),
        (SUPERVISOR, hand_ops::give(&laptops.file(0), member(WORKER), "")),
    ];
    for (nth, (by, ops)) in wrong.into_iter().enumerate() {
        let id = laptops.write(0, by, EventKind::Assign, ops);
        assert!(!laptops.counts(id), "turn {nth}");
    }
    laptops.offers(0, WORKER, SUPERVISOR);
    // Somebody else's offer; one that hides who had the case; what is not theirs to be told; and by another kind of event.
    let file = laptops.file(0);
    let taken = hand_ops::take(&file, offered);
    let hides = Op::set(
        crate::path::WORKER,
        Value::List(vec![
            Value::text("given"),
            Value::Bytes(stranger.as_bytes().to_vec()),
            Value::text(""),
            Value::List(vec![]),
        ]),
        Vec::new(),
    );
    let told = LogPath::Told(member(WORKER)).to_string();
    let told = Op::set(told, Value::List(Vec::new()), Vec::new());
    let wrong = [
        (COORDINATOR, EventKind::Assign, taken.clone(), Refusal::NoRight(Right::TakeCase)),
        (SUPERVISOR, EventKind::Assign, vec![taken[1].clone()], Refusal::OutOfTurn),
        (SUPERVISOR, EventKind::Assign, vec![hides], Refusal::OutOfTurn),
        (SUPERVISOR, EventKind::Assign, vec![told], Refusal::NeedsUpdate),
        (SUPERVISOR, EventKind::Decide, taken.clone(), Refusal::NeedsUpdate),
        (SUPERVISOR, EventKind::Create, taken, Refusal::NeedsUpdate),
    ];
    for (nth, (by, kind, ops, refusal)) in wrong.into_iter().enumerate() {
        let id = laptops.write(0, by, kind, ops);
        let verdict = laptops.log.fold().1.remove(&id).unwrap();
        let turned = matches!(refusal, Refusal::NoRight(_)) && verdict == refused(Refusal::OutOfTurn);
        assert!(verdict == refused(refusal) || turned, "turn {nth}: {verdict:?}");
    }
    assert_eq!(of(&laptops.file(0)), (vec![member(WORKER)], vec![member(SUPERVISOR)]));
    // A volunteer has the case that they began, offers it, and takes none.
    let mut log = Log::opened();
    log.talks(1, 0, 1, talk(1), "Ким");
    let ops = hand_ops::offer(&log.file(), member(0), member(WORKER), "");
    log.write(New { device: 1, member: 0, hours: 2, kind: EventKind::Assign, ops });
    let ops = hand_ops::take(&log.file(), member(WORKER));
    log.write(New { device: 1, member: WORKER, hours: 3, kind: EventKind::Assign, ops });
    let ops = hand_ops::offer(&log.file(), member(WORKER), member(0), "");
    log.write(New { device: 1, member: WORKER, hours: 4, kind: EventKind::Assign, ops });
    let ops = hand_ops::take(&log.file(), member(0));
    let id = log.write(New { device: 1, member: 0, hours: 5, kind: EventKind::Assign, ops });
    assert_eq!(log.fold().1[&id], refused(Refusal::NoRight(Right::TakeCase)));
    assert_eq!(of(&log.file()).0, [member(WORKER)]);
}

#[test]
fn apart_what_a_supervisor_gave_holds_over_what_was_taken_and_of_two_alike_both_have_it() {
    let mut laptops = Laptops::new();
    laptops.offers(0, WORKER, SUPERVISOR);
    laptops.all_meet();
    laptops.takes(1, SUPERVISOR);
    laptops.gives(2, COORDINATOR, COORDINATOR);
    laptops.all_meet();
    let file = laptops.file(0);
    assert_eq!(of(&file), (vec![member(COORDINATOR)], vec![]));
    assert_eq!(told(&file, SUPERVISOR), [Told::Given], "who took it meanwhile is told");
    assert!(told(&file, WORKER).len() == 2, "and so is who had it, of both");
    // Two that were given it apart both have it, until one of them is given it alone.
    let mut laptops = Laptops::new();
    laptops.gives(1, SUPERVISOR, SUPERVISOR);
    laptops.gives(2, COORDINATOR, COORDINATOR);
    laptops.all_meet();
    assert_eq!(of(&laptops.file(0)).0, [member(SUPERVISOR), member(COORDINATOR)]);
    laptops.gives(0, SUPERVISOR, COORDINATOR);
    assert_eq!(of(&laptops.file(0)).0, [member(COORDINATOR)]);
    // Taken apart from being taken back: the colleague has begun, and has it.
    let mut laptops = Laptops::new();
    laptops.offers(0, WORKER, SUPERVISOR);
    laptops.all_meet();
    laptops.takes(1, SUPERVISOR);
    laptops.hand(0, WORKER, |file| hand_ops::revoke(file, member(WORKER)));
    laptops.all_meet();
    assert_eq!(of(&laptops.file(0)), (vec![member(SUPERVISOR)], vec![]));
}

#[test]
fn whose_case_somebody_else_closes_is_told_once_and_who_closes_their_own_is_not() {
    for (by, what) in [(SUPERVISOR, vec![Told::Closed]), (WORKER, vec![])] {
        let mut laptops = Laptops::new();
        let ops = laptops.file(0).close_ops(CloseReason::Moved, chrono::NaiveDate::MIN, "көшті");
        laptops.write(0, by, EventKind::Status, ops);
        assert_eq!(told(&laptops.file(0), WORKER), what);
        assert_eq!(told(&laptops.file(0), SUPERVISOR), []);
        let Some(op) = hand_ops::told(&laptops.file(0), member(WORKER)) else { continue };
        let id = laptops.write(0, WORKER, EventKind::Assign, vec![op]);
        assert!(laptops.counts(id) && laptops.file(0).status().is_closed());
        assert_eq!(told(&laptops.file(0), WORKER), [], "once");
    }
}

#[test]
fn of_two_that_have_it_one_yields_to_the_other() {
    let mut laptops = Laptops::new();
    laptops.gives(1, SUPERVISOR, SUPERVISOR);
    laptops.gives(2, COORDINATOR, COORDINATOR);
    laptops.all_meet();
    let offer = laptops.offers(0, SUPERVISOR, COORDINATOR);
    assert!(laptops.counts(offer));
    assert_eq!(of(&laptops.file(0)), (vec![member(SUPERVISOR), member(COORDINATOR)], vec![member(COORDINATOR)]));
    laptops.takes(0, COORDINATOR);
    let file = laptops.file(0);
    assert_eq!(of(&file), (vec![member(COORDINATOR)], vec![]));
    assert!(!file.is_own_case(member(SUPERVISOR)));
    assert_eq!(told(&file, SUPERVISOR), [Told::Taken]);
}

#[test]
fn an_offer_ends_when_the_case_moves_and_when_it_is_closed() {
    let mut laptops = Laptops::new();
    laptops.offers(0, WORKER, COORDINATOR);
    laptops.gives(0, SUPERVISOR, SUPERVISOR);
    laptops.gives(0, SUPERVISOR, WORKER);
    assert_eq!(of(&laptops.file(0)), (vec![member(WORKER)], vec![]), "that it comes back makes no old offer anew");
    let late = laptops.takes(0, COORDINATOR);
    assert!(!laptops.counts(late));
    laptops.offers(0, WORKER, COORDINATOR);
    assert_eq!(of(&laptops.file(0)).1, [member(COORDINATOR)], "a new one is one");
    let ops = laptops.file(0).close_ops(CloseReason::Moved, chrono::NaiveDate::MIN, "");
    laptops.write(0, WORKER, EventKind::Status, ops);
    assert_eq!(of(&laptops.file(0)), (vec![member(WORKER)], vec![]));
    let late = laptops.takes(0, COORDINATOR);
    assert!(!laptops.counts(late), "nobody takes what is closed");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Three laptops: in whatever order the events come the same people have the case, somebody always has it, and nobody both has
    /// it and is told that they have it no more.
    #[test]
    fn of_three_laptops_the_case_is_in_the_same_hands_in_any_order_and_never_in_nobodys(
        deeds in prop::collection::vec((0_usize..3, 1_usize..4, 1_usize..4, 0_u8..6), 1..14),
        turn in any::<prop::sample::Index>(),
    ) {
        let mut laptops = Laptops::new();
        for (laptop, by, to, what) in deeds {
            // What does not fit is refused where it is made, and must change nothing.
            match what {
                0 => drop(laptops.offers(laptop, by, to)),
                1 => drop(laptops.takes(laptop, by)),
                2 => drop(laptops.declines(laptop, by)),
                3 => drop(laptops.gives(laptop, by, to)),
                4 => {
                    if let Some(op) = hand_ops::told(&laptops.file(laptop), member(by)) {
                        laptops.write(laptop, by, EventKind::Assign, vec![op]);
                    }
                }
                _ => laptops.meet(laptop, to - 1),
            }
        }
        let whole = laptops.log.file();
        let mut turned = laptops.log.events();
        let at = turn.index(turned.len());
        turned.rotate_left(at);
        turned.reverse();
        let (again, _) = CaseFile::fold(StreamName::Centre, case(), &turned, &RULES);
        let hands = whole.hands();
        prop_assert_eq!(&again.hands(), &hands);
        prop_assert!(!hands.workers.is_empty());
        prop_assert!(hands.workers.is_disjoint(&hands.former));
        let gone = |notice: &&Notice| matches!(notice.what, Told::Taken | Told::Given);
        prop_assert!(hands.notices.iter().filter(gone).all(|notice| !hands.workers.contains(&notice.to)));
        prop_assert!(hands.offers.iter().all(|offer| hands.workers.contains(&offer.from)));
        // Whoever sees all of it gives it to one, and that one has it.
        laptops.all_meet();
        if hands.workers != BTreeSet::from([member(WORKER)]) {
            let id = laptops.gives(0, SUPERVISOR, WORKER);
            prop_assert!(laptops.counts(id));
        }
        prop_assert_eq!(of(&laptops.file(0)).0, [member(WORKER)]);
    }
}
