//! What was said of a choice stays with it: repeats whose instances follow a list.

use super::*;

const KIN: &str = "list_name,name,label\nkin,wife,Wife\nkin,son,Son\nkin,aunt,Aunt\n";
const ASKED: &str = "calculate,who,,\"selected-at(${kin}, position(..) - 1)\",\ntext,town,Town,,\nend_repeat,,,,\n";

fn kin_of(kind: &str, count: &str, asked: &str) -> Session {
    let survey = format!(
        "type,name,label,calculation,repeat_count\n{kind},kin,Who is with you?,,\ncalculate,n,,count-selected(${{kin}}),\nbegin_repeat,m,Of each,,{count}\n{asked}"
    );
    Session::new(form(&survey, KIN), context())
}

fn kin(s: &mut Session, names: &str) {
    s.set("/f/kin", value(names)).unwrap();
}

fn towns(s: &Session) -> Vec<(String, String)> {
    let of = |id: &InstanceId, name: &str| {
        let at = s.order().into_iter().find(|at| at.contains(&id.to_string()) && at.ends_with(&format!("/{name}")));
        s.value_of(&at.unwrap()).unwrap().to_owned()
    };
    s.instances().remove("/f/m").unwrap_or_default().iter().map(|id| (of(id, "who"), of(id, "town"))).collect()
}

fn say(s: &mut Session, who: &str, town: &str) {
    let all = s.order();
    let at = all.iter().find(|at| at.ends_with("/who") && s.value_of(at) == Some(who)).unwrap();
    let id = at.split(['[', ']']).nth(1).unwrap();
    let town_at = all.iter().find(|at| at.contains(id) && at.ends_with("/town")).unwrap().clone();
    s.set(&town_at, value(town)).unwrap();
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(who, town)| ((*who).to_owned(), (*town).to_owned())).collect()
}

const SELECT: &str = "select_multiple kin";

#[test]
fn what_was_said_of_a_choice_stays_with_it_when_another_is_ticked_or_unticked_before_it() {
    let mut s = kin_of(SELECT, "count-selected(${kin})", ASKED);
    kin(&mut s, "aunt");
    say(&mut s, "aunt", "Almaty");
    kin(&mut s, "wife aunt");
    assert_eq!(towns(&s), pairs(&[("wife", ""), ("aunt", "Almaty")]));
    say(&mut s, "wife", "Aktau");
    let delta = s.set("/f/kin", value("wife son aunt")).unwrap();
    assert!(delta.order_changed);
    assert_eq!(towns(&s), pairs(&[("wife", "Aktau"), ("son", ""), ("aunt", "Almaty")]));
    kin(&mut s, "son aunt");
    assert_eq!(towns(&s), pairs(&[("son", ""), ("aunt", "Almaty")]));
}

#[test]
fn a_choice_in_place_of_another_begins_blank_and_the_other_comes_back_with_what_was_said() {
    // What counts may see nothing of it: there are as many as before.
    for count in ["count-selected(${kin})", "${n}"] {
        let mut s = kin_of(SELECT, count, ASKED);
        kin(&mut s, "wife");
        say(&mut s, "wife", "Aktau");
        kin(&mut s, "son");
        assert_eq!(towns(&s), pairs(&[("son", "")]), "{count}");
        kin(&mut s, "wife son");
        assert_eq!(towns(&s), pairs(&[("wife", "Aktau"), ("son", "")]), "{count}");
        s.set("/f/kin", Answer::Declined).unwrap();
        assert_eq!(towns(&s), [], "{count}");
        kin(&mut s, "wife");
        assert_eq!(towns(&s), pairs(&[("wife", "Aktau")]), "{count}");
    }
}

#[test]
fn an_order_that_is_changed_moves_the_answers_with_the_choices() {
    let mut s = kin_of("rank kin", "count-selected(${kin})", ASKED);
    kin(&mut s, "wife son aunt");
    for (who, town) in [("wife", "Aktau"), ("son", "Oral"), ("aunt", "Almaty")] {
        say(&mut s, who, town);
    }
    let before = s.snapshot();
    let delta = s.set("/f/kin", value("aunt wife son")).unwrap();
    assert_eq!(towns(&s), pairs(&[("aunt", "Almaty"), ("wife", "Aktau"), ("son", "Oral")]));
    assert_eq!(delta.kept, crate::Changes::between(&before, &s.snapshot()), "the order is kept too");
}

#[test]
fn what_was_said_of_a_choice_is_kept_over_an_interruption() {
    let mut s = kin_of(SELECT, "count-selected(${kin})", ASKED);
    kin(&mut s, "wife aunt");
    say(&mut s, "wife", "Aktau");
    say(&mut s, "aunt", "Almaty");
    kin(&mut s, "aunt");
    let (mut s, report) = Session::restore(Arc::clone(s.form()), context(), &s.snapshot());
    assert_eq!(report, crate::CarryReport::default());
    assert_eq!(towns(&s), pairs(&[("aunt", "Almaty")]));
    kin(&mut s, "wife son aunt");
    assert_eq!(towns(&s), pairs(&[("wife", "Aktau"), ("son", ""), ("aunt", "Almaty")]));
}

#[test]
fn the_choice_may_be_taken_in_any_way_that_goes_by_the_place() {
    let asked = [
        "calculate,pos,,position(..),\ncalculate,who,,\"selected-at(${kin}, ${pos} - 1)\",\ntext,town,Town,,\nend_repeat,,,,\n",
        "calculate,nth,,number(position(..)) - 1,\nhidden,who,,\"selected-at(${kin}, ${nth})\",\ntext,town,Town,,\nend_repeat,,,,\n",
        "begin_group,g,G,,\ncalculate,who,,\"selected-at(${kin}, position(../..) - 1)\",\ntext,town,Town,,\nend_group,,,,\nend_repeat,,,,\n",
        "calculate,said,,\"jr:choice-name(selected-at(${kin}, position(..) - 1), '${kin}')\",\ncalculate,who,,\"selected-at(${kin}, position(..) + 1 - 2)\",\ntext,town,Town,,\nend_repeat,,,,\n",
    ];
    for asked in asked {
        for count in ["count-selected(${kin})", "${n}", "\"if(${n} > 9, 9, ${n})\""] {
            let mut s = kin_of(SELECT, count, asked);
            kin(&mut s, "aunt");
            say(&mut s, "aunt", "Almaty");
            kin(&mut s, "son aunt");
            assert_eq!(towns(&s), pairs(&[("son", ""), ("aunt", "Almaty")]), "{count} {asked}");
        }
    }
}

#[test]
fn where_no_choice_stands_at_the_place_the_place_counts() {
    let mut s = kin_of(SELECT, "${n} + 1", ASKED);
    kin(&mut s, "aunt");
    say(&mut s, "aunt", "Almaty");
    say(&mut s, "", "Semei");
    kin(&mut s, "wife aunt");
    assert_eq!(towns(&s), pairs(&[("wife", ""), ("aunt", "Almaty"), ("", "")]), "the third is about nobody so far");
    kin(&mut s, "aunt");
    assert_eq!(towns(&s), pairs(&[("aunt", "Almaty"), ("", "Semei")]));
}

#[test]
fn a_name_that_stands_twice_in_a_list_has_an_instance_for_each() {
    let mut s = kin_of("text", "count-selected(${kin})", ASKED);
    kin(&mut s, "x y x");
    let ids = s.instances().remove("/f/m").unwrap();
    s.set(&format!("/f/m[{}]/town", ids[2]), value("Oral")).unwrap();
    kin(&mut s, "y x x");
    assert_eq!(towns(&s), pairs(&[("y", ""), ("x", ""), ("x", "Oral")]));
}

#[test]
fn a_counted_repeat_that_takes_no_choice_goes_by_places_as_before() {
    let mut s =
        kin_of(SELECT, "count-selected(${kin})", "calculate,who,,position(..),\ntext,town,Town,,\nend_repeat,,,,\n");
    kin(&mut s, "aunt");
    say(&mut s, "1", "Almaty");
    kin(&mut s, "wife aunt");
    assert_eq!(towns(&s), pairs(&[("1", "Almaty"), ("2", "")]));
}

#[test]
fn instances_that_an_older_program_made_are_about_the_choices_at_their_places() {
    let s = kin_of(SELECT, "count-selected(${kin})", ASKED);
    let old = |nth: usize| super::super::instances::counted_id("/f/m", &super::super::aside::Subject::Place(nth));
    let mut kept = crate::Snapshot::default();
    kept.answers.insert("/f/kin".to_owned(), value("wife aunt"));
    kept.instances.insert("/f/m".to_owned(), vec![old(0), old(1)]);
    kept.answers.insert(format!("/f/m[{}]/town", old(0)), value("Aktau"));
    kept.answers.insert(format!("/f/m[{}]/town", old(1)), value("Almaty"));
    let (mut s, _) = Session::restore(Arc::clone(s.form()), context(), &kept);
    assert_eq!(s.instances(), kept.instances, "who is known elsewhere by an id keeps it");
    kin(&mut s, "son aunt");
    assert_eq!(towns(&s), pairs(&[("son", ""), ("aunt", "Almaty")]));
    kin(&mut s, "wife son aunt");
    assert_eq!(towns(&s), pairs(&[("wife", "Aktau"), ("son", ""), ("aunt", "Almaty")]));
}

#[test]
fn a_repeat_within_a_repeat_follows_the_list_of_its_own_instance() {
    let survey = "type,name,label,calculation,repeat_count\nbegin_repeat,h,House,,\nselect_multiple kin,kin,Who?,,\nbegin_repeat,m,Of each,,count-selected(${kin})\ncalculate,who,,\"selected-at(${kin}, position(..) - 1)\",\ntext,town,Town,,\nend_repeat,,,,\nend_repeat,,,,\n";
    let mut s = Session::new(form(survey, KIN), context());
    for n in [1, 2] {
        s.add_instance("/f/h", id(n)).unwrap();
        s.set(&format!("/f/h[{}]/kin", id(n)), value("aunt")).unwrap();
        let house = format!("/f/h[{}]/m", id(n));
        let aunt = s.instances().remove(&house).unwrap()[0];
        s.set(&format!("{house}[{aunt}]/town"), value(&format!("town {n}"))).unwrap();
    }
    s.set(&format!("/f/h[{}]/kin", id(2)), value("wife aunt")).unwrap();
    for (n, expected) in [(1, vec!["town 1"]), (2, vec!["", "town 2"])] {
        let house = format!("/f/h[{}]/m", id(n));
        let ids = s.instances().remove(&house).unwrap();
        let said: Vec<_> = ids.iter().map(|one| s.value_of(&format!("{house}[{one}]/town")).unwrap()).collect();
        assert_eq!(said, expected);
    }
}
