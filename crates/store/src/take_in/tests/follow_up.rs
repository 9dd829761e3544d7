//! When a person is to be asked again, planned on two laptops apart.

use pana_casework::case::FollowUp;

use super::laptops::{exchange, open_case};
use super::*;
use crate::testing::second_device;

fn on(day: &str) -> FollowUp {
    FollowUp::said(day)
}

#[test]
fn what_was_done_on_one_laptop_is_gone_on_the_other_and_planned_apart_nobody_is_asked_too_late() {
    let (dir, mut one) = centre();
    let (_dir2, mut two) = second_device(dir.path(), &mut one, 2);
    let case = open_case(&mut one);
    one.follow_up_plan(case, on("2026-03-05"), now()).unwrap();
    exchange(&mut one, &mut two);
    assert_eq!(two.follow_up_of(case).unwrap(), Some(on("2026-03-05")));
    two.follow_up_plan(case, FollowUp::Never, now()).unwrap();
    exchange(&mut one, &mut two);
    assert_eq!(one.follow_up_of(case).unwrap(), Some(FollowUp::Never), "done on one, gone on the other");
    one.follow_up_plan(case, on("2026-03-09"), now()).unwrap();
    two.follow_up_plan(case, on("2026-03-07"), now()).unwrap();
    exchange(&mut one, &mut two);
    for store in [&one, &two] {
        assert_eq!(store.follow_up_of(case).unwrap(), Some(on("2026-03-07")));
        assert_eq!(reasons(store), Vec::<String>::new(), "neither plan is lost");
    }
    assert_eq!(seen(&one), seen(&two));
    let before = seen(&one);
    one.rebuild_views(now()).unwrap();
    assert_eq!(seen(&one), before);
}
