use std::collections::BTreeSet;

use pana_model::CaseId;
use proptest::prelude::*;

use super::*;

type Facts<'f> = &'f [(&'f str, &'f str)];

fn known(facts: Facts<'_>) -> Known {
    let value = |property: &str| facts.iter().find(|fact| fact.0 == property).map(|fact| fact.1);
    let household = facts.iter().filter(|fact| fact.0 == "household").map(|fact| fact.1);
    Known::of(value, household)
}

/// A thousand people, of whom each name is that of five.
fn crowd(one: &Known) -> Crowd {
    Crowd { people: 1_000, called: vec![5; one.called().len()], phone: 1 }
}

fn compared(one: Facts<'_>, other: Facts<'_>) -> Compared {
    let one = known(one);
    compare(&one, &known(other), &crowd(&one), &SameWeights::shipped().unwrap())
}

fn signs(one: Facts<'_>, other: Facts<'_>) -> BTreeSet<Sign> {
    compared(one, other).signs.iter().map(|weighed| weighed.sign).collect()
}

fn is_perhaps(one: Facts<'_>, other: Facts<'_>) -> bool {
    let asked = |one, other| compared(one, other).is_perhaps(&SameWeights::shipped().unwrap(), 1_000);
    let (there, back) = (asked(one, other), asked(other, one));
    assert_eq!(there, back, "{one:?} {other:?}: {:#?} {:#?}", compared(one, other), compared(other, one));
    there
}

/// Each names a sign, and is found by a key.
fn check_sign(one: Facts<'_>, other: Facts<'_>, sign: Sign) {
    let found = signs(one, other);
    assert!(found.contains(&sign), "{one:?} {other:?}: {found:?}");
    assert_eq!(found, signs(other, one), "{one:?} {other:?}");
}

const ZEIDAN: Facts<'_> = &[
    ("family_name", "Зәйдан"),
    ("given_name", "Мұхаммед"),
    ("birth_date", "1985-03-14"),
    ("phone", "+7 701 123 01 47"),
    ("sex", "male"),
];

#[test]
fn swapped_names_in_other_letters_are_perhaps_one_person_and_found_by_a_key() {
    for other in [
        &[("family_name", "Мохамад"), ("given_name", "Зейдан"), ("phone", "87011230147")] as Facts<'_>,
        &[("family_name", "زيدان"), ("given_name", "محمد"), ("birth_date", "1985-03-14")],
        &[("full_name", "Mohamad Zeidan"), ("birth_date", "1985-03-14")],
        &[
            ("family_name", "Zeidan"),
            ("given_name", "Muhammad"),
            ("birth_about", "1983-06-01/1986-05-31"),
            ("phone", "7011230147"),
        ],
        &[("family_name", "Зәйдан"), ("given_name", "Мұхаммед"), ("birth_date", "1985-03-24"), ("sex", "male")],
    ] {
        assert!(is_perhaps(ZEIDAN, other), "{other:?} {:#?}", compared(ZEIDAN, other));
        assert!(!asked_keys(&known(ZEIDAN)).is_disjoint(&kept_keys(&known(other))), "{other:?}");
        assert!(!asked_keys(&known(other)).is_disjoint(&kept_keys(&known(ZEIDAN))), "{other:?}");
    }
}

#[test]
fn each_comparison_says_its_word() {
    let name = |family: &'static str, given: &'static str| [("family_name", family), ("given_name", given)];
    let check = |one: [(&'static str, &'static str); 2], other: [(&'static str, &'static str); 2], sign| {
        check_sign(&one, &other, sign);
    };
    check(name("Оспан", "Айгүл"), name("Оспан", "Айгүл"), Sign::GivenSame);
    check(name("Оспан", "Айгүл"), name("ОСПАН", "айгүл"), Sign::FamilySame);
    check(name("Оспан", "Мұхаммед"), name("Оспан", "Мохамад"), Sign::GivenWritten);
    check(name("Оспан", "Мұхаммед"), name("Оспан", "محمد"), Sign::GivenScript);
    check(name("Оспан", "Айгүл"), name("Оспан", "Айгол"), Sign::GivenWritten);
    check(name("Оспан", "Серікбол"), name("Оспан", "Серік"), Sign::GivenShort);
    check(name("Оспанова", "Айгүл"), name("Осданова", "Айгүл"), Sign::FamilySlip);
    check(name("Оспан", "Айгүл"), name("Айгүл", "Оспан"), Sign::NamesSwapped);
    check(name("Оспан", "Айгүл"), name("Ибраев", "Айгүл"), Sign::FamilyOther);
    check(name("Рахман", "Абдул Рахман"), name("Рахман", "Абдулрахман"), Sign::GivenWritten);
    check(name("Рахман", "Мұхаммед Әли"), name("Рахман", "Мұхаммед Омар"), Sign::GivenOther);
    let father = |name: &'static str| [("given_name", "Ахмет"), ("patronymic", name)];
    check(father("Серікұлы"), father("Серикович"), Sign::PatronymicWritten);
    check(father("Серікұлы"), father("Серік"), Sign::PatronymicSame);
    check(father("Серік ұлы"), father("Омарұлы"), Sign::PatronymicOther);
    check_sign(
        &[("family_name", "Оспан"), ("former_name", "Ибраева")],
        &[("family_name", "Ибраева")],
        Sign::FamilyShort,
    );
    check_sign(&[("household", "Омар")], &[("household", "Салма"), ("household", "Omar")], Sign::HouseholdSame);
    check_sign(&[("household", "Омар")], &[("household", "Салма")], Sign::HouseholdOther);
    check_sign(&[("document_number", "N 0471234")], &[("document_number", "n0471243")], Sign::DocumentSlip);
    check_sign(&[("citizenship", "SY")], &[("citizenship", "AF")], Sign::CountryOther);
}

#[test]
fn twins_and_sisters_are_two_though_all_but_their_name_is_one() {
    let twin = |given: &'static str| {
        [
            ("family_name", "Зәйдан"),
            ("given_name", given),
            ("patronymic", "Омарұлы"),
            ("birth_date", "2012-05-09"),
            ("phone", "+7 701 123 01 47"),
            ("sex", "male"),
            ("citizenship", "SY"),
            ("household", "Омар"),
        ]
    };
    let found = compared(&twin("Хасан"), &twin("Хусейн"));
    assert!(!is_perhaps(&twin("Хасан"), &twin("Хусейн")), "{found:#?}");
    assert!(found.against().any(|weighed| weighed.sign == Sign::GivenOther));
    assert!(is_perhaps(&twin("Хасан"), &twin("حسن")));
    // The same document is another matter: nobody shares that.
    let with = |given| [&twin(given)[..], &[("document_number", "N04712345")]].concat();
    assert!(compared(&with("Хасан"), &with("Хусейн")).for_one().any(|weighed| weighed.sign == Sign::DocumentSame));
}

#[test]
fn one_signal_alone_tells_nobody() {
    assert!(!is_perhaps(&[("given_name", "Ли")], &[("given_name", "Ли")]));
    assert!(!is_perhaps(
        &[("given_name", "Ли"), ("family_name", "Ким")],
        &[("given_name", "Ле"), ("family_name", "Ким")]
    ));
    let rare = [("given_name", "Айжарқын"), ("family_name", "Оспан")];
    assert!(!is_perhaps(&rare, &[("given_name", "Айжарқын"), ("family_name", "Ибраев")]));
    assert!(!is_perhaps(&[("phone", "87011230147")], &[("phone", "87011230147")]));
    assert!(!is_perhaps(&[], &[]));
}

#[test]
fn a_common_name_weighs_less_than_a_rare_one() {
    let one = known(ZEIDAN);
    let weighs = |many| {
        let crowd = Crowd { people: 10_000, called: vec![many; one.called().len()], phone: many };
        compare(&one, &one, &crowd, &SameWeights::shipped().unwrap()).tenths
    };
    assert!(weighs(1) > weighs(100) && weighs(100) > weighs(2_000));
}

#[test]
fn a_guessed_year_says_less_than_a_day() {
    let born = |birth| [("family_name", "Зәйдан"), ("given_name", "Мұхаммед"), birth];
    let tenths = |birth| compared(ZEIDAN, &born(birth)).tenths;
    let (day, year) = (tenths(("birth_date", "1985-03-14")), tenths(("birth_year", "1985")));
    let (about, off) =
        (tenths(("birth_about", "1984-06-01/1987-05-31")), tenths(("birth_about", "1987-06-01/1990-05-31")));
    assert!(day > year && year > about && about > off, "{day} {year} {about} {off}");
}

#[test]
fn what_speaks_for_and_against_is_told_with_the_heaviest_first() {
    let other =
        [("family_name", "Зәйдан"), ("given_name", "Мұхаммед"), ("birth_date", "1985-03-15"), ("sex", "female")];
    let found = compared(ZEIDAN, &other);
    let weights: Vec<i32> = found.for_one().map(|weighed| weighed.tenths).collect();
    assert!(weights.is_sorted_by(|one, other| one >= other) && weights.len() >= 3, "{weights:?}");
    assert_eq!(found.against().next().map(|weighed| weighed.sign), Some(Sign::SexOther));
    assert_eq!(found.tenths, found.signs.iter().map(|weighed| weighed.tenths).sum::<i32>());
}

#[test]
fn debug_shows_no_answer() {
    assert!(!format!("{:?} {:?}", known(ZEIDAN), known(ZEIDAN).called()).contains("айдан"));
}

fn case(n: u8) -> CaseId {
    CaseId::from_random([n; 16])
}

proptest! {
    #[test]
    fn links_in_any_order_make_the_same_sets(
        pairs in proptest::collection::vec((0_u8..8, 0_u8..8), 0..12).prop_map(|pairs| {
            pairs.into_iter().filter(|(one, other)| one < other).collect::<Vec<_>>()
        }),
    ) {
        let links: BTreeSet<(CaseId, CaseId)> = pairs.iter().map(|(one, other)| (case(*one), case(*other))).collect();
        let sets = sets(&links);
        for one in (0..8).map(case) {
            let joined = joined_with(one, &links);
            let set = sets.iter().find(|set| set.contains(&one));
            prop_assert_eq!(joined.len() > 1, set.is_some());
            if let Some(set) = set {
                prop_assert_eq!(&joined, set);
            }
        }
    }
}

#[test]
fn a_circle_of_three_is_one_person_and_comes_apart_link_by_link() {
    let mut links = BTreeSet::from([(case(1), case(2)), (case(2), case(3)), (case(1), case(3))]);
    let all = BTreeSet::from([case(1), case(2), case(3)]);
    assert_eq!(joined_with(case(2), &links), all);
    links.remove(&(case(1), case(3)));
    assert_eq!(joined_with(case(3), &links), all, "the other two links still join them");
    links.remove(&(case(2), case(3)));
    assert_eq!(joined_with(case(3), &links), BTreeSet::from([case(3)]));
    assert_eq!(sets(&links), BTreeSet::from([BTreeSet::from([case(1), case(2)])]));
}
