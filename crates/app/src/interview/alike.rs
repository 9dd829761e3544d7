//! Instances that come by the thousand are alike: one of them is told, and of the others their places.

use std::collections::{HashMap, HashSet};

use crate::contract::interview::{AlikeInstances, NodeState};

/// So many at least; fewer are told one by one.
const MANY: usize = 32;

/// Who tells nodes, each by its place.
pub(crate) trait Teller {
    /// The node; nothing for a row that no screen shows.
    fn node(&self, at: &str) -> Option<NodeState>;

    /// Would the node be as one that was told, but for its place? Nothing for a row that no screen shows. It is not made.
    fn is_as(&self, at: &str, told: Option<&NodeState>) -> Option<bool>;
}

/// Nodes, and the instances that are as one of those.
#[derive(Debug, Default)]
pub(crate) struct Told {
    pub(crate) nodes: Vec<NodeState>,
    pub(crate) alike: Vec<AlikeInstances>,
}

impl Told {
    /// The nodes at these places, which are in document order; `order`: where others stand between them.
    pub(crate) fn of(teller: &impl Teller, places: &[String], order: Option<&[String]>) -> Self {
        let next = order.map(next_of);
        let follows = |one: &str, other: &str| next.as_ref().is_none_or(|next| next.get(one).copied() == Some(other));
        let (mut told, mut run) = (Self::default(), None::<Run<'_>>);
        for instance in places.chunk_by(|one, other| outermost(one) == outermost(other)) {
            let place = outermost(instance.first().map_or("", String::as_str));
            if let Some(run) = &mut run
                && follows(run.last, place)
                && is_as(teller, told.nodes.get(run.begins..).unwrap_or_default(), instance)
            {
                run.last = place;
                run.others.push(instance);
                continue;
            }
            told.end(teller, run.take());
            // One that is not named itself was there before.
            let is_named = instance.first().is_some_and(|at| at == place);
            run = is_named.then(|| Run { begins: told.nodes.len(), first: place, last: place, others: Vec::new() });
            told.nodes.extend(instance.iter().filter_map(|at| teller.node(at)));
        }
        told.end(teller, run);
        told
    }

    /// Takes the instances that are as others out of a list of places.
    pub(crate) fn thin_out(&self, order: &mut Vec<String>) {
        let folded: HashSet<&str> = self.alike.iter().flat_map(|run| &run.instances).map(String::as_str).collect();
        if !folded.is_empty() {
            order.retain(|at| !folded.contains(outermost(at)));
        }
    }

    /// Nothing more is as the first of a run: few are told one by one.
    fn end(&mut self, teller: &impl Teller, run: Option<Run<'_>>) {
        let Some(Run { first, others, .. }) = run else { return };
        if others.len() < MANY {
            self.nodes.extend(others.into_iter().flatten().filter_map(|at| teller.node(at)));
        } else {
            let instances = others.iter().filter_map(|one| one.first().cloned()).collect();
            self.alike.push(AlikeInstances { first: first.to_owned(), instances });
        }
    }
}

/// Instances that are as the first of them.
struct Run<'p> {
    /// Where the nodes of the first begin among those that were told.
    begins: usize,
    first: &'p str,
    last: &'p str,
    others: Vec<&'p [String]>,
}

/// Which instance stands right after another, with nothing between.
fn next_of(order: &[String]) -> HashMap<&str, &str> {
    let instances = order.chunk_by(|one, other| outermost(one) == outermost(other));
    let places: Vec<&str> = instances.filter_map(|one| one.first()).map(|at| outermost(at)).collect();
    places.iter().zip(places.iter().skip(1)).map(|(one, next)| (*one, *next)).collect()
}

/// The place of the outermost instance that a place lies in, or is; empty where there is none.
pub(super) fn outermost(at: &str) -> &str {
    at.find(']').and_then(|end| at.get(..=end)).unwrap_or_default()
}

/// Is an instance that is named itself as the one that was told?
fn is_as(teller: &impl Teller, told: &[NodeState], instance: &[String]) -> bool {
    let mut rest = told.iter();
    let same = |at: &String| match teller.is_as(at, rest.as_slice().first()) {
        // A row that no screen shows.
        None => true,
        Some(same) => {
            rest.next();
            same
        }
    };
    instance.first().is_some_and(|at| at == outermost(at)) && instance.iter().all(same) && rest.next().is_none()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::contract::interview::AnswerView;

    /// Of which age each member is; and how many nodes were made.
    struct Household<'h> {
        age: &'h dyn Fn(&str) -> &'static str,
        made: Cell<usize>,
    }

    impl Household<'_> {
        fn answer(&self, at: &str) -> AnswerView {
            let age = at.ends_with("/age").then(|| (self.age)(outermost(at)).to_owned());
            age.map_or(AnswerView::Blank, AnswerView::Value)
        }
    }

    fn path(at: &str) -> String {
        at.split('[').map(|part| part.split_once(']').map_or(part, |(_, after)| after)).collect()
    }

    impl Teller for Household<'_> {
        fn node(&self, at: &str) -> Option<NodeState> {
            self.made.set(self.made.get() + 1);
            (!at.ends_with("/hidden")).then(|| NodeState {
                path: path(at),
                at: at.to_owned(),
                relevant: true,
                required: false,
                readonly: false,
                answer: self.answer(at),
                file: None,
                problem: None,
                label: None,
                hint: None,
                guidance: None,
                choices: None,
            })
        }

        fn is_as(&self, at: &str, told: Option<&NodeState>) -> Option<bool> {
            let same = |told: &NodeState| told.path == path(at) && told.answer == self.answer(at);
            (!at.ends_with("/hidden")).then(|| told.is_some_and(same))
        }
    }

    /// A list, so many members with an age, and something after them.
    fn places(members: usize) -> Vec<String> {
        let member = |nth: usize| ["", "/hidden", "/age"].map(|row| format!("/f/m[{nth}]{row}"));
        let before = "/f/m".to_owned();
        std::iter::once(before).chain((0..members).flat_map(member)).chain(["/f/end".to_owned()]).collect()
    }

    fn named(told: &Told) -> Vec<&str> {
        told.nodes.iter().map(|node| node.at.as_str()).collect()
    }

    fn runs(told: &Told) -> Vec<(&str, usize)> {
        told.alike.iter().map(|run| (run.first.as_str(), run.instances.len())).collect()
    }

    #[test]
    fn of_thousands_that_are_alike_one_is_made_and_told_and_the_places_of_the_others() {
        let household = Household { age: &|_| "3", made: Cell::new(0) };
        let mut order = places(8_000);
        let told = Told::of(&household, &order, Some(&order));
        assert_eq!(named(&told), ["/f/m", "/f/m[0]", "/f/m[0]/age", "/f/end"]);
        assert_eq!(runs(&told), [("/f/m[0]", 7_999)]);
        assert_eq!(told.alike[0].instances.last().map(String::as_str), Some("/f/m[7999]"));
        assert_eq!(household.made.get(), 5, "two beside the list, and what is asked of one");
        told.thin_out(&mut order);
        assert_eq!(order, ["/f/m", "/f/m[0]", "/f/m[0]/hidden", "/f/m[0]/age", "/f/end"]);
    }

    #[test]
    fn who_is_another_is_told_and_so_are_few() {
        let household = Household { age: &|at| if at == "/f/m[50]" { "7" } else { "3" }, made: Cell::new(0) };
        let told = Told::of(&household, &places(100), None);
        assert_eq!(runs(&told), [("/f/m[0]", 49), ("/f/m[51]", 48)]);
        assert!(named(&told).contains(&"/f/m[50]/age"));
        let few = Told::of(&household, &places(20), None);
        assert_eq!((runs(&few).len(), few.nodes.len()), (0, 42));
        let shown: Vec<String> = places(20).into_iter().filter(|at| !at.ends_with("/hidden")).collect();
        assert_eq!(named(&few), shown, "in their order");
    }

    #[test]
    fn who_stands_between_others_that_changed_not_is_told() {
        let household = Household { age: &|_| "3", made: Cell::new(0) };
        let changed = places(100);
        let mut order = changed.clone();
        order.insert(61, "/f/m[old]".to_owned());
        let told = Told::of(&household, &changed, Some(&order));
        assert_eq!(runs(&told), [("/f/m[20]", 79)]);
        told.thin_out(&mut order);
        assert!(order.contains(&"/f/m[old]".to_owned()));
    }

    #[test]
    fn what_changed_in_instances_that_were_there_is_told_one_by_one() {
        let household = Household { age: &|_| "3", made: Cell::new(0) };
        let ages: Vec<String> = places(100).into_iter().filter(|at| at.ends_with("/age")).collect();
        let told = Told::of(&household, &ages, None);
        assert_eq!((named(&told), runs(&told)), (ages.iter().map(String::as_str).collect(), Vec::new()));
    }
}
