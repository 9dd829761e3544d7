//! The tables can be spread over machines by centre: every statement about a centre names it, and every key begins with it.

use std::path::Path;

/// What a hub keeps for itself: a few rows, the same on every machine. Whoever is to join knows no centre: `mailbox_at` says whose.
const ITS_OWN: [&str; 3] = ["token", "hub", "mailbox_at"];

fn schema() -> String {
    let read = |name| std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(name)).unwrap();
    ["0001_hub.sql", "0002_again.sql", "0003_files.sql", "0004_join.sql"].map(read).concat()
}

/// The tables of the schema, with what stands between their brackets.
fn tables() -> Vec<(String, String)> {
    let schema = schema();
    let parts = schema.split("CREATE TABLE ").skip(1);
    parts
        .map(|part| {
            let (name, rest) = part.split_once(" (").unwrap();
            (name.to_owned(), rest.split_once("\n);").unwrap().0.to_owned())
        })
        .collect()
}

/// The statements of the tables' files: the text constants that begin with a word of SQL.
fn statements() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/table");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for part in text.split('"').skip(1).step_by(2) {
            let words = ["SELECT ", "INSERT ", "UPDATE ", "DELETE "];
            if words.iter().any(|word| part.starts_with(word)) {
                let one_line = part.split_whitespace().collect::<Vec<_>>().join(" ");
                found.push((path.file_stem().unwrap().to_string_lossy().into_owned(), one_line));
            }
        }
    }
    found
}

#[test]
fn every_key_begins_with_the_centres() {
    for (name, columns) in tables() {
        let key = columns.split("PRIMARY KEY (").nth(1).unwrap();
        assert_eq!(key.starts_with("org"), !ITS_OWN.contains(&name.as_str()), "{name}");
    }
    for index in
        schema().split("INDEX ").skip(1).filter(|index| index.split(';').next().is_some_and(|one| one.contains(" ON ")))
    {
        assert!(index.split_once('(').unwrap().1.starts_with("org"), "{index}");
    }
    let schema = schema().to_uppercase();
    for word in ["SERIAL", "SEQUENCE", "TRIGGER", "REFERENCES", "DEFERRABLE", "COLLATE", "EXTENSION"] {
        let in_statements = schema.lines().filter(|line| !line.starts_with("--")).any(|line| line.contains(word));
        assert!(!in_statements, "{word}");
    }
}

#[test]
fn no_statement_needs_more_than_one_centres_shard() {
    let all = statements();
    assert!(all.len() > 20, "{all:#?}");
    // What the hub's keeper asks of all of it at once, and nobody who meets it.
    let of_the_keeper = |text: &str| {
        text.starts_with("SELECT count(*)")
            || text == "SELECT org, root, number, length FROM file_chunk WHERE whole = 1"
    };
    for (file, text) in all {
        if ITS_OWN.contains(&file.as_str()) || of_the_keeper(&text) {
            continue;
        }
        let names_it = text.contains("org = $") || text.contains("(org, ");
        assert!(names_it, "{file}: {text}");
        for word in ["LISTEN", "NOTIFY", "pg_", "nextval", " LIKE ", "lower("] {
            assert!(!text.contains(word), "{file}: {text}");
        }
    }
}

#[test]
fn values_are_numbered_in_the_order_in_which_they_stand() {
    for (file, text) in statements() {
        let numbers: Vec<u32> = text
            .split('$')
            .skip(1)
            .map(|part| part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap())
            .collect();
        let expected: Vec<u32> = (1..).take(numbers.len()).collect();
        assert_eq!(numbers, expected, "{file}: {text}");
    }
}
