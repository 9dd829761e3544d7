use super::*;
use crate::sources::source;

/// The files of a made-up crate that name others, as `from -> to`.
fn named(files: &[(&str, &str)]) -> Vec<String> {
    let sources: Vec<Source> = files.iter().map(|(path, text)| source(path, text)).collect();
    arrows_between(&sources).into_keys().map(|(from, to)| format!("{from} -> {to}")).collect()
}

/// What the text of `a.rs` names beside `b.rs`, which defines `B`, `make` and a type with a function, and `c.rs`, a
/// folder whose facade gives on what lies in it.
fn check(text: &str, expected: &[&str]) {
    let found = named(&[
        ("lib.rs", "mod a; pub mod b; mod c;\npub use c::Deep;"),
        ("a.rs", text),
        ("b.rs", "pub struct B;\nimpl B { pub fn new() -> Self { B } }\npub(crate) fn make() -> B { B::new() }"),
        (
            "c/mod.rs",
            "mod deep;\nmod inside { pub(crate) struct Inner; }\npub use deep::Deep;\npub(crate) use deep::*;\npub use std::OfAnotherCrate;",
        ),
        ("c/deep.rs", "pub struct Deep;\npub(crate) const DEPTH: u8 = 1;"),
    ]);
    let expected: Vec<String> = expected.iter().map(|to| format!("a.rs -> {to}")).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn a_file_names_another_by_a_use() {
    check("use crate::b::B;", &["b.rs"]);
    check("use super::b::B as Other;", &["b.rs"]);
    check("pub(super) use super::b::B;\nfn f(b: B) {}", &["b.rs"]);
    check("use self::super::b::{self, make};", &["b.rs"]);
    check("use crate::{b::{B, make}, c::Deep};", &["b.rs", "c/deep.rs"]);
    check("use super::b::*;\nfn f() { make(); }", &["b.rs"]);
    check("fn f() { use crate::b::make; }", &["b.rs"]);
}

#[test]
fn a_file_names_another_by_a_path_in_its_code() {
    check("fn f() -> crate::b::B { crate::b::make() }", &["b.rs"]);
    check("fn f() { super::b::make() }", &["b.rs"]);
    check("fn f<T>() { f::<super::b::B>() }", &["b.rs"]);
    check("use super::b;\nfn f() { b::B::new(); }", &["b.rs"]);
    check("use super::b as other;\nfn f() { other::make(); }", &["b.rs"]);
    check("mod inner { fn f() { super::super::b::make() } }", &["b.rs"]);
    check("struct S { #[serde(with = \"crate::b::make\")] b: u8 }", &["b.rs"]);
    check("fn f() { vec![crate::b::make()]; }", &["b.rs"]);
}

#[test]
fn a_name_that_is_given_on_counts_as_the_file_that_defines_it() {
    check("use crate::c::Deep;", &["c/deep.rs"]);
    check("use crate::Deep;", &["c/deep.rs"]);
    check("use crate::c::Deep;\nfn f() { Deep::new(); }", &["c/deep.rs"]);
    check("use super::c;\nfn f() -> u8 { c::DEPTH }", &["c/deep.rs"]);
    check("use super::c::*;\nfn f() -> u8 { DEPTH }", &["c/deep.rs"]);
    check("use super::*;\nfn f(deep: Deep) {}", &["c/deep.rs"]);
    check("use super::c::inside::Inner;", &["c/mod.rs"]);
}

#[test]
fn what_a_macro_has_made_counts_as_the_file_of_its_module() {
    check("use crate::b::MadeByMacro;", &["b.rs"]);
    check("fn f() { crate::b::Made::One; }", &["b.rs"]);
}

#[test]
fn what_names_nothing_is_no_arrow() {
    check("pub use crate::b::B;", &[]);
    check("pub(crate) use crate::b::*;", &[]);
    check("use super::b;\nuse crate::c::{self};", &[]);
    check("use crate::c::OfAnotherCrate;", &[]);
    check("use std::b::B;\nfn f() { serde::make() }", &[]);
    check("// crate::b::B\nconst A: &str = \"see crate::b::B\";", &[]);
    check("#[cfg(test)]\nuse crate::b::B;\n#[cfg(test)]\nfn f() { crate::b::make() }", &[]);
    check("#[cfg(test)]\nmod tests { use crate::b::B; }", &[]);
    check("#[cfg(test)]\nmod testing { use crate::b::B; }\nfn f() -> crate::c::Deep { g() }", &["c/deep.rs"]);
    check("struct S { #[cfg(test)] b: crate::b::B, }\nuse crate::c::Deep;", &["c/deep.rs"]);
    check("use super::*;\nfn f(x: X) { x.make(); let make = 1; g(make) }", &[]);
    check("use super::a::f;\nfn f() { crate::a::f() }", &[]);
}

#[test]
fn a_parent_that_uses_what_its_child_gives_names_it_and_so_does_the_child() {
    let child = ("a/child.rs", "pub fn child() {}\npub struct Child;");
    let parent = |text| named(&[("lib.rs", "mod a;"), ("a/mod.rs", text), child]);
    assert!(parent("mod child;\npub use child::{Child, child};").is_empty(), "a facade is none");
    assert_eq!(parent("mod child;\nuse child::child;"), ["a/mod.rs -> a/child.rs"]);
    assert_eq!(parent("mod child;\nfn f() { child::child() }"), ["a/mod.rs -> a/child.rs"]);
    assert_eq!(parent("mod child;\npub use child::child;\nfn f() { child() }"), ["a/mod.rs -> a/child.rs"]);
    assert_eq!(parent("mod child;\npub use child::child;\nfn f() { g(child) }"), ["a/mod.rs -> a/child.rs"]);
    assert!(parent("mod child;\npub use child::child;\nfn f(child: u8) { g(child) }").is_empty(), "a variable is none");
    assert_eq!(parent("mod child;\npub use child::*;\nfn f(c: Child) {}"), ["a/mod.rs -> a/child.rs"]);
    let of_parent = |text| {
        named(&[
            ("lib.rs", "mod a;"),
            ("a/mod.rs", "mod child;\nstruct A;\nmacro_rules! m { () => {} }"),
            ("a/child.rs", text),
        ])
    };
    assert_eq!(of_parent("use super::A;"), ["a/child.rs -> a/mod.rs"]);
    assert_eq!(of_parent("use super::*;\nstruct C(A);"), ["a/child.rs -> a/mod.rs"]);
    assert_eq!(of_parent("m!();"), ["a/child.rs -> a/mod.rs"]);
    assert!(of_parent("use super::*;\nstruct C(B);").is_empty());
}

#[test]
fn a_module_and_a_function_of_one_name_are_told_apart() {
    let files = [
        ("lib.rs", "mod start; mod run;\npub use start::start;"),
        ("start.rs", "pub fn start() {}\npub fn stop() {}"),
        ("run.rs", "use crate::start;\nfn f() { start(); start::stop(); }"),
    ];
    assert_eq!(named(&files), ["run.rs -> start.rs"]);
}

#[test]
fn files_of_tests_are_not_read() {
    let root = "mod a; #[cfg(test)] mod testing;\n#[cfg(test)]\npub(crate) use a::A;";
    assert!(named(&[("lib.rs", root), ("a.rs", "pub struct A;"), ("testing.rs", "use crate::a::A;")]).is_empty());
}

/// The circles of a crate of four files, each with the text given.
fn check_circles(texts: [&str; 4], expected: &[&str]) {
    let [a, b, c, d] = texts;
    let files = [("lib.rs", "mod a; mod b; mod c; mod d;"), ("a.rs", a), ("b.rs", b), ("c.rs", c), ("d.rs", d)];
    let sources: Vec<Source> = files.iter().map(|(path, text)| source(path, text)).collect();
    let arrows = arrows_between(&sources);
    let found: Vec<String> = knots(&arrows).iter().map(|knot| sentence(knot, &arrows)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_circle_is_told_by_its_shortest_way() {
    let to = |name: &str| format!("use crate::{name}::Of{name};");
    let (a, b, c, d) = (&*to("a"), &*to("b"), &*to("c"), &*to("d"));
    check_circles([b, c, d, ""], &[]);
    check_circles(["", a, b, &format!("{b}{c}")], &[]);
    check_circles(
        [b, a, d, c],
        &[
            "`a.rs` names `b.rs` by `crate::b::Ofb`, which names `a.rs` by `crate::a::Ofa`: a circle; 2 files hang together by such",
            "`c.rs` names `d.rs` by `crate::d::Ofd`, which names `c.rs` by `crate::c::Ofc`: a circle; 2 files hang together by such",
        ],
    );
    check_circles(
        [b, c, &format!("{d}{b}"), a],
        &[
            "`b.rs` names `c.rs` by `crate::c::Ofc`, which names `b.rs` by `crate::b::Ofb`: a circle; 4 files hang together by such",
        ],
    );
    check_circles(
        [b, c, a, a],
        &[
            "`a.rs` names `b.rs` by `crate::b::Ofb`, which names `c.rs` by `crate::c::Ofc`, which names `a.rs` by `crate::a::Ofa`: a circle; 3 files hang together by such",
        ],
    );
}
