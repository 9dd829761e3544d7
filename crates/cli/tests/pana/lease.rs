//! The lease of a laptop that joined, shown and renewed by one command after another.

use serde_json::{Value, json};

use super::Desk;
use super::meet::joined;

#[test]
fn a_coordinator_renews_another_laptop_by_ten_signs_that_hold_once() {
    let (one, two) = (Desk::with_centre(), Desk::new());
    joined(&one, &two, "2-ноутбук");
    assert_eq!(one.ok(&["lease", "show"]), Value::Null, "the laptop on which the centre was made has none");
    let shown = two.ok(&["lease", "show"]);
    assert_eq!(shown["over"], json!(false));
    let challenge = shown["challenge"].as_str().unwrap();
    let renewed = one.ok(&["lease", "renew", "2-ноутбук", "--challenge", &challenge.to_lowercase()]);
    assert_eq!(renewed["device"], "2-ноутбук");
    let code = renewed["code"].as_str().unwrap();
    assert_eq!(code.chars().filter(char::is_ascii_alphanumeric).count(), 10);
    let entered = two.ok(&["lease", "enter", &code.replace('-', " ")]);
    assert_ne!(entered["challenge"], shown["challenge"], "the next call is about another one");
    two.fails(3, &["lease", "enter", code]);
    two.fails(1, &["lease", "enter", "7KQM"]);
    one.fails(1, &["lease", "renew", "2-ноутбук", "--challenge", "7KQM"]);
    one.fails(1, &["lease", "renew", "9-ноутбук", "--challenge", challenge]);
}
