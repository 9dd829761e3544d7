//! A case goes from one centre to another, each with a folder of its own.

use std::path::Path;

use super::{Desk, answers};

fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Two centres that have compared their cards over the telephone.
fn two() -> (Desk, Desk) {
    let (here, there) = (Desk::with_centre(), Desk::with_centre());
    for (one, other) in [(&here, &there), (&there, &here)] {
        let card = one.path("own.card");
        let made = one.ok(&["centre", "card", "--out", text(&card)]);
        let digits = made["digits"].as_str().unwrap();
        other.fails(1, &["centre", "know", text(&card), "--check", "111111111111"]);
        let known = other.ok(&["centre", "know", text(&card), "--check", digits]);
        assert_eq!(known["centre"], made["centre"]);
        let listed = other.ok(&["centre", "known"]);
        assert_eq!((&listed[0]["digits"], &listed[0]["name"]), (&made["digits"], &"Сынақ".into()));
    }
    (here, there)
}

fn person(desk: &Desk) -> String {
    let answers = desk.write("answers.json", &answers());
    let run = ["interview", "run", "intake", "--answers", text(&answers), "--finish", "--allow-incomplete"];
    desk.ok(&run)["case"].as_str().unwrap().to_owned()
}

#[test]
fn a_case_goes_to_another_centre_and_the_word_comes_back() {
    let (here, there) = two();
    here.add("Әлия", "worker");
    let case = person(&here);
    let to = ["--to", "Сынақ"];
    let (file, answer) = (here.path("out.transfer"), here.path("answer.word"));
    // Without the person's word nothing goes; without a file it is only said what would.
    let seen = here.ok(&[&["--as", "Айгүл", "transfer", &case][..], &to].concat());
    assert_eq!((&seen["interviews"], &seen["transfer"]), (&1.into(), &serde_json::Value::Null));
    here.fails(1, &[&["--as", "Айгүл", "transfer", &case][..], &to, &["--out", text(&file)]].concat());
    // Who records what the person says and may hand nothing over has it recorded, whatever they see of the list.
    let no = ["transfer", "consent", &case, "--to", "Сынақ", "--how", "spoken", "--answer", "refused"];
    assert_eq!(here.ok_as("Әлия", &no)["live"], false);
    let consent = ["--as", "Айгүл", "transfer", "consent", &case, "--to", "Сынақ", "--how", "spoken"];
    assert_eq!(here.ok(&consent)["live"], true);
    // Who may not is refused.
    here.fails_as("Әлия", 3, &[&["transfer", &case][..], &to, &["--out", text(&file)]].concat());
    let given = here.ok(&[&["--as", "Айгүл", "transfer", &case][..], &to, &["--out", text(&file)]].concat());
    let transfer = given["transfer"].as_str().unwrap();
    assert!(std::fs::read(&file).unwrap().starts_with(b"age-encryption.org/v1\n"), "it names nobody");
    // Once more under another name: the same case, sealed anew.
    let again = here.path("again.transfer");
    here.ok(&["--as", "Айгүл", "transfer", "again", transfer, "--out", text(&again)]);
    here.fails(1, &["--as", "Айгүл", "transfer", "again", transfer, "--out", text(&again)]);
    let shown = there.ok(&["transfer", "show", text(&file)]);
    assert_eq!(
        (&shown["kind"], &shown["interviews"], &shown["taken"]),
        (&"case".into(), &1.into(), &serde_json::Value::Null)
    );
    let taken = there.ok(&["transfer", "accept", text(&file), "--out", text(&answer)]);
    let copy = taken["case"].as_str().unwrap();
    let page = there.ok(&["people", "show", copy]);
    assert_eq!(page["from"]["centre"], "Сынақ");
    assert_eq!(
        (&page["interviews"][0]["from"]["centre"], &page["interviews"][0]["member"]),
        (&"Сынақ".into(), &"Айгүл".into())
    );
    assert_eq!(page["from"]["number"], given["number"]);
    let second = there.ok(&["transfer", "accept", text(&again), "--out", text(&here.path("second.word"))]);
    assert_eq!((&second["case"], &second["again"]), (&taken["case"], &true.into()));
    let told = here.ok(&["--as", "Айгүл", "transfer", "answer", text(&answer)]);
    assert_eq!(
        (&told["word"], &told["number"], &told["state"]),
        (&"accepted".into(), &taken["number"], &"accepted".into())
    );
    assert_eq!(told["closed"], true);
    let list = here.ok(&["--as", "Айгүл", "transfer", "list"]);
    assert_eq!((&list[0]["state"], &list[0]["number_there"]), (&"accepted".into(), &taken["number"]));
    assert_eq!(there.ok(&["transfer", "list"])[0]["way"], "taken");
    // Who worked on it is told that it is gone, and where.
    let said = here.fails_as("Әлия", 1, &["people", "show", &case]).replace(['\u{2068}', '\u{2069}'], "");
    assert!(said.contains("Сынақ has had this case since"), "{said}");
    assert_eq!(here.ok(&["--as", "Айгүл", "people", "show", &case])["to"]["state"], "accepted");
    for desk in [&here, &there] {
        let doctor = desk.ok(&["--as", "Айгүл", "doctor"]);
        assert_eq!((&doctor["chain_ok"], &doctor["views_equal_replay"]), (&true.into(), &true.into()));
    }
}

#[test]
fn a_case_is_declined_and_another_one_revoked_after_it_was_accepted() {
    let (here, there) = two();
    let case = person(&here);
    here.ok(&["transfer", "consent", &case, "--to", "Сынақ", "--how", "signed", "--read-on"]);
    let give = |name: &str| {
        let file = here.path(name);
        let given = here.ok(&["transfer", &case, "--to", "Сынақ", "--out", text(&file)]);
        assert_eq!(given["reads_on"], true);
        (given["transfer"].as_str().unwrap().to_owned(), file)
    };
    let (_, file) = give("one.transfer");
    let word = there.path("one.word");
    there.ok(&["transfer", "decline", text(&file), "--reason", "орын жоқ", "--out", text(&word)]);
    let told = here.ok(&["transfer", "answer", text(&word)]);
    assert_eq!((&told["word"], &told["words"]), (&"declined".into(), &"орын жоқ".into()));
    // Whoever proposed it is told once on the page as well.
    let to = &here.ok(&["people", "show", &case])["to"];
    assert_eq!((&to["state"], &to["words"]), (&"declined".into(), &"орын жоқ".into()));
    assert!(here.ok(&["people", "show", &case])["to"].is_null());
    let (transfer, file) = give("two.transfer");
    let (word, revoked) = (there.path("two.word"), here.path("revoked.word"));
    let taken = there.ok(&["transfer", "accept", text(&file), "--out", text(&word)]);
    here.ok(&["transfer", "revoke", &transfer, "--reason", "қайтып келді", "--out", text(&revoked)]);
    let shown = there.ok(&["transfer", "show", text(&revoked)]);
    assert_eq!((&shown["kind"], &shown["word"], &shown["case"]), (&"word".into(), &"revoked".into(), &taken["case"]));
    there.ok(&["transfer", "answer", text(&revoked)]);
    assert_eq!(here.ok(&["transfer", "answer", text(&word)])["state"], "unsettled");
    here.fails(2, &["transfer", "settle", &transfer, "--holds", "perhaps"]);
    let settled = here.ok(&["transfer", "settle", &transfer, "--holds", "revoked"]);
    assert_eq!((&settled["row"]["transfer"], &settled["row"]["state"]), (&transfer.as_str().into(), &"revoked".into()));
    assert_eq!((&settled["is_closed"], &settled["waits"]), (&false.into(), &serde_json::json!([])));
    here.ok(&["people", "show", &case]);
}

#[test]
fn nobody_is_erased_whom_another_centre_may_still_take_in_unless_that_is_revoked_in_the_same_act() {
    let (here, there) = two();
    let case = person(&here);
    here.ok(&["transfer", "consent", &case, "--to", "Сынақ", "--how", "signed"]);
    let (file, told) = (here.path("one.transfer"), here.path("told.word"));
    here.ok(&["transfer", &case, "--to", "Сынақ", "--out", text(&file)]);
    let said = here.fails(1, &["erase", &case, "--reason", "asked"]).replace(['\u{2068}', '\u{2069}'], "");
    assert!(said.contains("Сынақ has not answered") && said.contains("Revoke the handing over first"), "{said}");
    here.ok(&["people", "show", &case]);
    let made = here.ok(&["erase", &case, "--reason", "asked", "--revoke", text(&told)]);
    assert_eq!((&made["state"], &made["elsewhere"][0]["has"]), (&"waits".into(), &"not_yet".into()));
    assert_eq!(made["revoked"][0]["file"], text(&told));
    // The word stops the file there.
    there.ok(&["transfer", "answer", text(&told)]);
    there.fails(1, &["transfer", "accept", text(&file), "--out", text(&there.path("answer.word"))]);
}
