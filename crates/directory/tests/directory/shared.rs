//! The material beside the project, where it is there.

use std::path::{Path, PathBuf};

use pana_directory::{Catalog, Contacts, Crosswalk, Directory, Files, Meaning, read, write};
use pana_forms::workbook::Workbook;
use pana_rules::Taxonomy;

use crate::writing::{as_files, assert_same_rows};

/// A file or a folder of it; says so where it is not there.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data").join(name);
    if !path.exists() {
        eprintln!("the shared directory {name} is absent: nothing is tried on it");
        return None;
    }
    Some(path)
}

/// The tables of a folder.
pub(crate) fn folder(path: &Path) -> Files {
    let mut files = Files::default();
    for entry in std::fs::read_dir(path).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if name.ends_with(".md") {
            continue;
        }
        files.add(&name, std::fs::read(entry.path()).unwrap()).unwrap();
    }
    files
}

#[test]
fn a_directory_of_hundreds_of_services_is_read_without_an_error() {
    let Some(path) = shared("hsds-small") else { return };
    let reading = read(&folder(&path), Contacts::Take);
    let said: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said, Vec::<String>::new());
    let directory = Directory::of(&reading.tables.unwrap());
    assert_eq!((directory.services().len(), directory.organizations().count()), (300, 60));
    for service in directory.services() {
        assert_eq!(service.sites.len(), 1, "{}", service.id);
        assert_eq!(directory.hours(service, service.sites.first()).len(), 1);
        assert!(directory.provider(service).is_some() && directory.places_of(service).count() == 1);
        assert!(service.terms.iter().any(|said| said.link == "service_category"));
    }
}

#[test]
fn it_is_written_again_with_equal_rows_by_id() {
    let Some(path) = shared("hsds-small") else { return };
    let tables = read(&folder(&path), Contacts::Take).tables.unwrap();
    let written = write(&tables);
    assert_eq!(written.left_out, []);
    let again = read(&as_files(&written), Contacts::Take);
    assert_eq!(again.problems, []);
    assert_same_rows(&tables, &again.tables.unwrap());
}

fn shipped(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../differentiation").join(name)).unwrap()
}

/// The kinds of services that ship.
pub(crate) fn kinds() -> Taxonomy {
    let workbook = |name: &str| Workbook::from_csv(name, &[(name, &shipped(&format!("{name}.csv")))]).unwrap();
    Taxonomy::read(&workbook("services"), &workbook("codes"))
}

/// The crosswalk that ships.
pub(crate) fn crosswalk() -> Crosswalk {
    let kinds = kinds();
    let (crosswalk, problems) =
        Crosswalk::read("crosswalk.csv", &shipped("crosswalk.csv"), |code| kinds.service(code).is_some());
    assert_eq!(problems, []);
    crosswalk.unwrap()
}

#[test]
fn the_crosswalk_that_ships_is_read_without_a_word_and_knows_every_term_of_humanitarian_directories() {
    let crosswalk = crosswalk();
    let Some(path) = shared("hsds-small") else { return };
    let directory = Directory::of(&read(&folder(&path), Contacts::Take).tables.unwrap());
    let catalog = Catalog::of(directory, &crosswalk, &kinds());
    let unknown: Vec<&str> = catalog
        .directory()
        .services()
        .iter()
        .filter(|service| !catalog.meanings(service).iter().any(|meaning| matches!(meaning, Meaning::Service(_))))
        .flat_map(|service| service.terms.iter().filter(|said| said.link == "service_category"))
        .map(|said| said.code.as_str())
        .filter(|code| !["interpretation", "transport"].contains(code))
        .collect();
    assert_eq!(unknown, Vec::<&str>::new());
}
