//! Two names, in whatever order and script each is written.

use super::known::{Called, Known, Role};
use super::{Crowd, SameWeights, Sign, Weighed};
use crate::fit;
use crate::name::{Near, head_of};

/// How two words agree, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Agree {
    Same,
    Written,
    Script,
    Slip,
    Short,
}

/// A shorter beginning of a name is that of too many.
const SHORT: usize = 3;

/// The signs of the names, in the order of words that makes the most of them.
pub(super) fn compare(one: &Known, other: &Known, crowd: &Crowd, weights: &SameWeights) -> Vec<Weighed> {
    let names = Names { one: &one.called, other: &other.called, crowd, weights };
    let mut ways = vec![names.straight()];
    ways.extend(names.swapped());
    if names.is_free() {
        ways.push(names.free());
    }
    let sum = |signs: &Vec<Weighed>| signs.iter().fold(0_i32, |sum, weighed| sum.saturating_add(weighed.tenths));
    ways.into_iter().max_by_key(sum).unwrap_or_default()
}

struct Names<'n> {
    one: &'n [Called],
    other: &'n [Called],
    crowd: &'n Crowd,
    weights: &'n SameWeights,
}

/// Words with their places.
type Words<'n> = Vec<(usize, &'n Called)>;

fn of_role(words: &[Called], role: Role) -> Words<'_> {
    words.iter().enumerate().filter(|(_, word)| word.role == role).collect()
}

impl Names<'_> {
    fn straight(&self) -> Vec<Weighed> {
        let mut signs = Vec::new();
        for role in [Role::Family, Role::Given, Role::Patronymic] {
            let (one, other) = (of_role(self.one, role), of_role(self.other, role));
            if one.is_empty() || other.is_empty() {
                continue;
            }
            let sign = match group(&one, &other) {
                Some((agree, at)) => self.weigh(role, agree, &at),
                None if self.is_aside(role) => self.weigh(role, Agree::Short, &[]),
                None => self.other(role),
            };
            signs.push(sign);
        }
        signs
    }

    /// Does a name of one of them that is written aside agree with that of the other? Nobody's father had another name before.
    fn is_aside(&self, role: Role) -> bool {
        let agrees = |aside: &[Called], names: &[Called]| {
            let (aside, names) = (of_role(aside, Role::Aside), of_role(names, role));
            aside.iter().any(|one| names.iter().any(|other| agree(one.1, other.1).is_some_and(|how| how < Agree::Slip)))
        };
        role != Role::Patronymic && (agrees(self.one, self.other) || agrees(self.other, self.one))
    }

    /// Family name and given name in each other's place; only where both agree so.
    fn swapped(&self) -> Option<Vec<Weighed>> {
        let (family, given) = (of_role(self.one, Role::Family), of_role(self.one, Role::Given));
        let (others, others_given) = (of_role(self.other, Role::Family), of_role(self.other, Role::Given));
        let (agree, at) = group(&family, &others_given)?;
        let (agree_given, at_given) = group(&given, &others)?;
        let parts = [self.weigh(Role::Family, agree, &at), self.weigh(Role::Given, agree_given, &at_given)];
        let sum =
            parts.iter().fold(self.weights.tenths(Sign::NamesSwapped), |sum, part| sum.saturating_add(part.tenths));
        let (one, other) = (of_role(self.one, Role::Patronymic), of_role(self.other, Role::Patronymic));
        let father = group(&one, &other).map(|(agree, at)| self.weigh(Role::Patronymic, agree, &at));
        Some(std::iter::once(Weighed { sign: Sign::NamesSwapped, tenths: sum }).chain(father).collect())
    }

    /// Is a name of one of them in one piece, or lacks a part that the other has?
    fn is_free(&self) -> bool {
        let lacks = |words: &[Called]| {
            !words.is_empty() && [Role::Family, Role::Given].iter().any(|role| of_role(words, *role).is_empty())
        };
        lacks(self.one) || lacks(self.other)
    }

    /// Word by word in whatever order: each word of one of them goes with at most one of the other's.
    fn free(&self) -> Vec<Weighed> {
        let mut pairs = Vec::new();
        let counts = |word: &&(usize, &Called)| word.1.role != Role::Aside;
        let (one, other): (Words<'_>, Words<'_>) = (
            self.one.iter().enumerate().collect::<Words<'_>>().into_iter().filter(|word| counts(&word)).collect(),
            self.other.iter().enumerate().collect::<Words<'_>>().into_iter().filter(|word| counts(&word)).collect(),
        );
        for (at, word) in &one {
            for (place, others) in &other {
                pairs.extend(agree(word, others).map(|how| (how, *at, *place)));
            }
        }
        pairs.sort_unstable();
        let (mut taken, mut places, mut signs) = (Vec::new(), Vec::new(), Vec::new());
        let mut roles = vec![Role::Given, Role::Family, Role::Patronymic];
        for (how, at, place) in pairs {
            if taken.contains(&at) || places.contains(&place) {
                continue;
            }
            let said = [self.one.get(at), self.other.get(place)].into_iter().flatten().map(|word| word.role);
            let role = said.into_iter().find(|role| roles.contains(role)).or_else(|| roles.first().copied());
            let Some(role) = role else { break };
            roles.retain(|left| *left != role);
            taken.push(at);
            places.push(place);
            signs.push(self.weigh(role, how, &[at]));
        }
        // A word more on one side alone is a name that the other did not say.
        if taken.len() < one.len() && places.len() < other.len() {
            signs.extend(roles.first().map(|role| self.other(*role)));
        }
        signs
    }

    /// What it weighs that these words agree: by the rarest of them.
    fn weigh(&self, role: Role, agree: Agree, at: &[usize]) -> Weighed {
        let sign = sign_of(role, agree);
        let many = at.iter().filter_map(|at| self.crowd.called.get(*at)).min().copied().unwrap_or_default();
        Weighed { sign, tenths: self.weights.common(sign, many, self.crowd.people) }
    }

    fn other(&self, role: Role) -> Weighed {
        let sign = match role {
            Role::Family => Sign::FamilyOther,
            Role::Patronymic => Sign::PatronymicOther,
            Role::Given | Role::Any | Role::Aside => Sign::GivenOther,
        };
        Weighed { sign, tenths: self.weights.tenths(sign) }
    }
}

const fn sign_of(role: Role, agree: Agree) -> Sign {
    match (role, agree) {
        (Role::Family, Agree::Same) => Sign::FamilySame,
        (Role::Family, Agree::Written) => Sign::FamilyWritten,
        (Role::Family, Agree::Script) => Sign::FamilyScript,
        (Role::Family, Agree::Slip) => Sign::FamilySlip,
        (Role::Family, Agree::Short) => Sign::FamilyShort,
        (Role::Patronymic, Agree::Same) => Sign::PatronymicSame,
        (Role::Patronymic, _) => Sign::PatronymicWritten,
        (_, Agree::Same) => Sign::GivenSame,
        (_, Agree::Written) => Sign::GivenWritten,
        (_, Agree::Script) => Sign::GivenScript,
        (_, Agree::Slip) => Sign::GivenSlip,
        (_, Agree::Short) => Sign::GivenShort,
    }
}

/// How the words of one name agree with those of another, and which words of the first do. Each word of the one with fewer must
/// agree with one of the other's: two who are called Мұхаммед Әли and Мұхаммед Омар are two.
fn group(one: &[(usize, &Called)], other: &[(usize, &Called)]) -> Option<(Agree, Vec<usize>)> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let is_first_longer = one.len() > other.len();
    let (few, many) = if is_first_longer { (other, one) } else { (one, other) };
    let (mut worst, mut taken, mut at) = (Agree::Same, Vec::new(), Vec::new());
    for (place, word) in few {
        let free = many.iter().enumerate().filter(|(n, _)| !taken.contains(n));
        let (how, n, others) =
            free.filter_map(|(n, (others, called))| Some((agree(word, called)?, n, *others))).min()?;
        worst = worst.max(how);
        taken.push(n);
        at.push(if is_first_longer { others } else { *place });
    }
    if few.len() != many.len() {
        // Абдул Рахман is Абдулрахман: then both of the words are the one.
        let is_joined = few.len() == 1
            && many.len() == 2
            && few.iter().all(|(_, word)| {
                many.iter().all(|(_, part)| agree(word, part).is_some_and(|how| how <= Agree::Script))
            });
        worst = if is_joined { worst.max(Agree::Written) } else { Agree::Short };
    }
    Some((worst, at))
}

/// How two words agree, from whichever side they agree better.
fn agree(one: &Called, other: &Called) -> Option<Agree> {
    [fits(one, other), fits(other, one)].into_iter().flatten().min()
}

fn fits(asked: &Called, held: &Called) -> Option<Agree> {
    let of_fit = |key: &String| match asked.asked.fit(key)? {
        fit::EXACT => Some(Agree::Same),
        fit::FOLDED => Some(Agree::Written),
        fit::OTHER_SCRIPT => Some(Agree::Script),
        _ => (asked.asked.letters() >= SHORT).then_some(Agree::Short),
    };
    let by_key = held.keys.iter().filter_map(of_fit).min();
    if by_key.is_some_and(|how| how <= Agree::Script) {
        return by_key;
    }
    if !asked.frames.is_disjoint(&held.frames) && held.heads().iter().any(|head| asked.is_kin(head)) {
        let is_same = asked.asked.is_of_script_of(&held.asked);
        return Some(if is_same { Agree::Written } else { Agree::Script });
    }
    // A letter that was left out makes a short word of one that is long enough.
    let (fewer, typed) =
        (asked.asked.letters().min(held.asked.letters()), asked.asked.letters().max(held.asked.letters()));
    let near = |own: &String| {
        let near = Near::of(own, typed).filter(|_| fewer >= SHORT)?;
        held.keys.iter().find_map(|key| near.look(head_of(key)).slips)
    };
    let slip = asked.heads().iter().find_map(near).map(|_| Agree::Slip);
    slip.into_iter().chain(by_key).min()
}

/// Does somebody of the same name live with both?
pub(super) fn households(one: &[Vec<Called>], other: &[Vec<Called>]) -> Option<Sign> {
    if one.is_empty() || other.is_empty() {
        return None;
    }
    let first = |name: &[Called]| name.first().cloned();
    let agrees = one.iter().filter_map(|name| first(name)).any(|one| {
        let mut others = other.iter().filter_map(|name| first(name));
        others.any(|other| agree(&one, &other).is_some_and(|how| how <= Agree::Script))
    });
    Some(if agrees { Sign::HouseholdSame } else { Sign::HouseholdOther })
}
