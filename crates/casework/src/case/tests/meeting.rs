//! By when somebody is to be met, and what ends that.

use super::*;

/// A case with an interview of its own and the facts that it says.
fn asked(facts: &[(&str, &str)]) -> Log {
    let mut log = Log::opened();
    let mut ops = finished(&log.file(), 1, 1, talk(1), "Ким");
    ops.extend(facts.iter().map(|(property, value)| fact(&log.file(), property, value, talk(1))));
    log.write(New { device: 1, member: 1, hours: 1, kind: EventKind::Create, ops });
    log
}

fn due(log: &Log) -> Option<(String, bool, bool)> {
    log.file().meeting().map(|meeting| (meeting.by.to_string(), meeting.private, meeting.met))
}

#[test]
fn an_interview_asks_for_a_meeting_by_a_day_and_in_private_where_it_says_so() {
    let by = (profile::MEET_BY, "2024-10-05");
    assert_eq!(due(&asked(&[by])), Some(("2024-10-05".to_owned(), false, false)));
    let private = (profile::PRIVATE_TALK, "yes");
    assert_eq!(due(&asked(&[by, private])), Some(("2024-10-05".to_owned(), true, false)));
    assert_eq!(due(&asked(&[by, (profile::PRIVATE_TALK, "no")])), Some(("2024-10-05".to_owned(), false, false)));
    for none in ["none", "", "soon", "2024-13-01"] {
        assert_eq!(due(&asked(&[(profile::MEET_BY, none), private])), None, "{none}");
    }
    assert_eq!(due(&asked(&[private])), None);
}

#[test]
fn who_was_spoken_with_after_it_was_asked_for_is_met_and_an_earlier_talk_does_not_count() {
    let mut log = asked(&[(profile::MEET_BY, "2024-10-05")]);
    assert_eq!(due(&log).map(|(.., met)| met), Some(false));
    log.amends(1, 1, 2, talk(1), "Кимова");
    assert_eq!(due(&log).map(|(.., met)| met), Some(false), "a correction is no talk");
    log.talks(2, 2, 3, talk(2), "Ким");
    assert_eq!(due(&log).map(|(.., met)| met), Some(true));
    let ops = vec![fact(&log.file(), profile::MEET_BY, "2024-10-09", talk(1))];
    log.write(New { device: 3, member: 3, hours: 4, kind: EventKind::Edit, ops });
    assert_eq!(due(&log), Some(("2024-10-09".to_owned(), false, false)), "it is asked for anew");
}

#[test]
fn a_talk_by_a_clock_years_ahead_ends_no_meeting_that_is_asked_for_after_it() {
    let mut log = Log::opened();
    let ahead = 75 * 365 * 24;
    log.talks(2, 2, ahead, talk(2), "Ким");
    log.written.last_mut().unwrap().body.flags = pana_record::Flags::CLOCK_NOT_BELIEVED;
    let mut ops = finished(&log.file(), 1, 1, talk(1), "Ким");
    ops.push(fact(&log.file(), profile::MEET_BY, "2024-10-05", talk(1)));
    log.write(New { device: 1, member: 1, hours: 1, kind: EventKind::Create, ops });
    assert_eq!(due(&log).map(|(.., met)| met), Some(false));
    assert!(!log.file().is_met_after(Hlc::at(DAY + HOUR)));
    log.talks(3, 3, 2, talk(3), "Ким");
    assert_eq!(due(&log).map(|(.., met)| met), Some(true));
}

#[test]
fn who_asked_in_private_is_whoever_led_the_interview_that_says_so_until_somebody_else_says_it() {
    let private = (profile::PRIVATE_TALK, "yes");
    assert_eq!(asked(&[(profile::PRIVATE_TALK, "no")]).file().asked_in_private_by(), None);
    assert_eq!(asked(&[]).file().asked_in_private_by(), None);
    let mut log = asked(&[private]);
    assert_eq!(log.file().asked_in_private_by(), Some(member(1)));
    log.amends(2, 2, 2, talk(1), "Кимова");
    assert_eq!(log.file().asked_in_private_by(), Some(member(1)), "another answer was corrected");
    for (hours, value) in [(3, "no"), (4, "yes")] {
        let ops = vec![fact(&log.file(), profile::PRIVATE_TALK, value, talk(1))];
        log.write(New { device: 2, member: 2, hours, kind: EventKind::Edit, ops });
        assert_eq!(log.file().asked_in_private_by(), None, "{value}");
    }
    let ops = vec![fact(&log.file(), profile::PRIVATE_TALK, "yes", talk(1))];
    log.write(New { device: 1, member: 1, hours: 5, kind: EventKind::Edit, ops });
    assert_eq!(log.file().asked_in_private_by(), Some(member(1)), "said again by whoever led it");
}

#[test]
fn what_two_laptops_say_apart_of_a_talk_in_private_is_asked_for_by_neither() {
    for other in ["no", "yes"] {
        let mut log = asked(&[]);
        let past = log.file().frontier().clone();
        let said = |value| vec![fact(&log.file(), profile::PRIVATE_TALK, value, talk(1))];
        let (one, two) = (said("yes"), said(other));
        log.write_seeing(New { device: 1, member: 1, hours: 2, kind: EventKind::Edit, ops: one }, past.clone());
        assert_eq!(log.file().asked_in_private_by(), Some(member(1)));
        log.write_seeing(New { device: 2, member: 2, hours: 3, kind: EventKind::Edit, ops: two }, past);
        assert_eq!(log.file().asked_in_private_by(), None, "{other}");
    }
}
