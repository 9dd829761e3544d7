//! What equals what, and what is less.

use super::eval::Evaluator;
use super::program::Operator;
use super::value::Value;
use super::world::World;

/// Nearer than this two numbers are the same, as they are to JavaRosa.
const NEAR: f64 = 1e-12;
/// Of large numbers the last places are less exact than that: so many of the smallest steps between them a sum of a few may be off.
const STEPS: f64 = 4.0;

/// Is `6.1 - 7.8` the number `-1.7`, and `10000.1 + 0.2` the number `10000.3`? To whoever typed them they are, and so they are here: a
/// constraint that asks for a sum of decimals would refuse the right one otherwise. Whole numbers are exact, and stay apart.
fn same(left: &f64, right: &f64) -> bool {
    if left == right {
        return true;
    }
    let is_exact = |number: &f64| !number.is_finite() || number.fract() == 0.0;
    if is_exact(left) && is_exact(right) || !left.is_finite() || !right.is_finite() {
        return false;
    }
    (left - right).abs() < NEAR.max(STEPS * f64::EPSILON * left.abs().max(right.abs()))
}

impl<'a, W: World> Evaluator<'a, W> {
    /// XPath 1.0, section 3.4: a set of nodes compares as true when one of its nodes does.
    pub(super) fn compare(&self, operator: Operator, left: &Value<'a, W::Node>, right: &Value<'a, W::Node>) -> bool {
        // Equality with a boolean asks whether the set is empty; the other comparisons go through its nodes all the same.
        let is_bool = matches!(left, Value::Bool(_)) || matches!(right, Value::Bool(_));
        let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        if !(is_bool && equality) && (left.is_nodes() || right.is_nodes()) {
            let spread = |value: &Value<'a, W::Node>| -> Vec<Value<'a, W::Node>> {
                if value.is_nodes() {
                    value.nodes().iter().map(|node| Value::Text(self.0.world.text(*node))).collect()
                } else {
                    vec![value.clone()]
                }
            };
            if let (Some(left), Some(right)) = (self.alone(operator, left, right), self.alone(operator, right, left)) {
                return self.compare_one(operator, &left, &right);
            }
            let rights = spread(right);
            return spread(left).iter().any(|l| rights.iter().any(|r| self.compare_one(operator, l, r)));
        }
        self.compare_one(operator, left, right)
    }

    /// What is compared with `other`, where it is one: of a node its number, where that decides, else its text.
    fn alone(
        &self,
        operator: Operator,
        value: &Value<'a, W::Node>,
        other: &Value<'a, W::Node>,
    ) -> Option<Value<'a, W::Node>> {
        let equality = matches!(operator, Operator::Equal | Operator::NotEqual);
        let by_number = !equality || matches!(other, Value::Number(_) | Value::Days(_));
        match value {
            Value::Nodes(_) => None,
            Value::Node(node) => {
                let number = if by_number { self.0.world.number(*node) } else { None };
                Some(number.map_or_else(|| Value::Text(self.0.world.text(*node)), Value::Number))
            }
            other => Some(other.clone()),
        }
    }

    fn compare_one(&self, operator: Operator, left: &Value<'a, W::Node>, right: &Value<'a, W::Node>) -> bool {
        let numbers = |holds: fn(&f64, &f64) -> bool| holds(&left.number(self.0.world), &right.number(self.0.world));
        let equal = || match (left, right) {
            (Value::Bool(_), _) | (_, Value::Bool(_)) => left.bool() == right.bool(),
            (Value::Number(_) | Value::Days(_), _) | (_, Value::Number(_) | Value::Days(_)) => numbers(same),
            _ => left.text(self.0.world) == right.text(self.0.world),
        };
        match operator {
            Operator::Equal => equal(),
            Operator::NotEqual => !equal(),
            Operator::Less => numbers(|left, right| left < right && !same(left, right)),
            Operator::LessEqual => numbers(|left, right| left <= right || same(left, right)),
            Operator::Greater => numbers(|left, right| left > right && !same(left, right)),
            _ => numbers(|left, right| left >= right || same(left, right)),
        }
    }
}
