//! How long a directory of many made-up services takes: to be read, written, searched and to suggest from.
//!
//! - `directory_times SERVICES [FOLDER]` makes a package, writes it into the folder, so that another program can be given the same,
//!   and asks the directory.
//! - `directory_times import FOLDER` reads such a package, which is to check every cell and reference, in a process that does
//!   nothing else.
//!
//! Each line is one figure: its name and, after tabs, milliseconds; or how often something was asked, p50, p95 and the most.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::fmt::Write as _;
use std::path::Path;
use std::time::Instant;

use pana_directory::{
    Asked, Calendar, Catalog, Contacts, Crosswalk, Directory, Experience, Files, Position, Query, Seeker, Sex, Wanted,
    Zone, read, write,
};
use pana_forms::workbook::Workbook;
use pana_model::{Ages, Moment};
use pana_rules::{Taxonomy, Urgency};

/// Numbers that look like chance, the same each time.
struct Draw(u64);

impl Draw {
    fn below(&mut self, count: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % count
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

const KINDS: [&str; 12] = [
    "food",
    "shelter",
    "nfi",
    "cash",
    "health-primary",
    "health-maternal",
    "mhpss",
    "legal-asylum",
    "legal-civil",
    "gbv",
    "education",
    "livelihoods",
];
const FOR: [&str; 7] = [
    "reg:none",
    "reg:asylum-card",
    "reg:any-id",
    "sex:women-girls",
    "age:child",
    "need:pregnant",
    "need:single-parent",
];
const TOWNS: [&str; 6] = ["Қызылорда", "Алматы", "Шымкент", "Port Alder", "Kestra", "Sandholm"];
const WORDS: [&str; 12] =
    ["Жылы", "үй", "Ас", "Көмек", "Lantern", "Bridge", "Помощь", "Дом", "Care", "Olive", "Harbour", "Steps"];
const LANGUAGES: [&str; 8] = ["kk", "ru", "ar", "fa", "ps", "uz", "en", "uk"];

fn id(table: u32, number: usize) -> String {
    format!("{table:08}-0000-4000-8000-{number:012}")
}

/// A package as a directory service gives it.
fn package(services: usize) -> Files {
    let mut draw = Draw(7);
    let mut tables: Vec<(&str, String)> = [
        ("organizations.csv", "id,name,description\n"),
        ("locations.csv", "id,location_type,name,latitude,longitude\n"),
        ("addresses.csv", "id,location_id,address_1,city,state_province,postal_code,country,address_type\n"),
        ("taxonomies.csv", "id,name,description\n"),
        ("taxonomy_terms.csv", "id,code,name,description,taxonomy_id\n"),
        ("services.csv", "id,organization_id,name,description,status,minimum_age,maximum_age,assured_date\n"),
        ("service_at_location.csv", "id,service_id,location_id\n"),
        ("attributes.csv", "id,link_id,taxonomy_term_id,link_type,link_entity\n"),
        ("phones.csv", "id,service_id,number\n"),
        ("languages.csv", "id,service_id,name,code\n"),
        ("schedules.csv", "id,service_at_location_id,freq,byday,opens_at,closes_at\n"),
        ("units.csv", "id,name\n"),
        ("service_capacity.csv", "id,service_id,unit_id,available,maximum,updated\n"),
    ]
    .map(|(name, head)| (name, head.to_owned()))
    .to_vec();
    let mut row = |table: usize, text: String| writeln!(tables[table].1, "{text}").unwrap();
    let providers = services.div_ceil(5);
    for at in 0..providers {
        row(0, format!("{},{} {} {at},x", id(1, at), draw.one(&WORDS), draw.one(&WORDS)));
        let (north, east) = (43.0 + draw.below(1000) as f64 / 1e3, 76.0 + draw.below(1000) as f64 / 1e3);
        row(1, format!("{},physical,Office {at},{north},{east}", id(2, at)));
        row(2, format!("{},{},1 Abai,{},n/a,n/a,KZ,physical", id(3, at), id(2, at), draw.one(&TOWNS)));
    }
    row(3, format!("{},Local,x", id(4, 0)));
    for (at, code) in KINDS.iter().chain(&FOR).enumerate() {
        row(4, format!("{},{code},{code},x,{}", id(5, at), id(4, 0)));
    }
    row(11, format!("{},Place", id(12, 0)));
    for at in 0..services {
        let (kind, provider) = (draw.below(KINDS.len()), draw.below(providers));
        let ages = draw.one(&[",", ",", "0,17", "18,", "60,", "12,25"]);
        let status = draw.one(&["active", "active", "active", "active", "active", "inactive"]);
        let (name, other) = (draw.one(&WORDS), draw.one(&WORDS));
        row(
            5,
            format!(
                "{},{},{name} {} {at},{other} түсіндірме {},{status},{ages},2026-0{}-01",
                id(6, at),
                id(1, provider),
                KINDS[kind],
                draw.one(&WORDS),
                1 + draw.below(9)
            ),
        );
        row(6, format!("{},{},{}", id(7, at), id(6, at), id(2, provider)));
        row(7, format!("{},{},{},service_category,service", id(8, at * 2), id(6, at), id(5, kind)));
        let of = KINDS.len() + draw.below(FOR.len());
        row(7, format!("{},{},{},eligibility,service", id(8, at * 2 + 1), id(6, at), id(5, of)));
        row(8, format!("{},{},+7 700 {:07}", id(9, at), id(6, at), at));
        for part in 0..2 {
            row(9, format!("{},{},x,{}", id(10, at * 2 + part), id(6, at), draw.one(&LANGUAGES)));
        }
        let days = draw.one(&["MO,TU,WE,TH,FR", "MO,WE,FR", "TU,TH", "MO,TU,WE,TH,FR,SA,SU"]);
        let (opens, closes) = (draw.one(&["08:00", "09:00", "10:00"]), draw.one(&["14:00", "16:00", "18:00"]));
        row(10, format!("{},{},WEEKLY,\"{days}\",{opens},{closes}", id(11, at), id(7, at)));
        let free = draw.below(11);
        row(12, format!("{},{},{},{free},10,2026-11-01T09:00:00Z", id(13, at), id(6, at), id(12, 0)));
    }
    let mut files = Files::default();
    tables.into_iter().for_each(|(name, text)| files.add(name, text.into_bytes()).unwrap());
    files
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let done = work();
    println!("{what}\t{:.1}", start.elapsed().as_secs_f64() * 1e3);
    done
}

/// Half and ninety-five of a hundred take no longer than these.
fn spread(what: &str, times: &mut [f64]) {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize];
    println!("{what}\t{}\t{:.3}\t{:.3}\t{:.3}", times.len(), at(0.5), at(0.95), at(1.0));
}

/// The most memory that this process has had, as the system tells it, in megabytes.
fn memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    if let Some(line) = status.lines().find_map(|line| line.strip_prefix("VmHWM:")) {
        let kib: f64 = line.split_whitespace().next().unwrap().parse().unwrap();
        println!("most memory, MB\t{:.0}", kib * 1024.0 / 1e6);
    }
}

/// Reads a package from its folder and says what its rows mean.
fn import(folder: &Path) {
    let begun = Instant::now();
    let mut files = Files::default();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|ending| ending == "csv" || ending == "json") {
            files.add(&name, std::fs::read(&path).unwrap()).unwrap();
        }
    }
    let reading = read(&files, Contacts::LeaveOut);
    println!("read and checked\t{:.1}", begun.elapsed().as_secs_f64() * 1e3);
    println!("problems\t{}", reading.problems.len());
    let directory = Directory::of(&reading.tables.unwrap());
    println!("read, checked and understood\t{:.1}", begun.elapsed().as_secs_f64() * 1e3);
    println!("services\t{}", directory.services().len());
    memory();
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let first = arguments.next();
    if first.as_deref() == Some("import") {
        return import(Path::new(&arguments.next().unwrap()));
    }
    let services = first.and_then(|text| text.parse().ok()).unwrap_or(10_000);
    let files = package(services);
    let reading = timed("read and checked", || read(&files, Contacts::LeaveOut));
    println!("problems\t{}", reading.problems.len());
    let tables = reading.tables.unwrap();
    let directory = timed("meant", || Directory::of(&tables));
    let written = timed("written", || write(&tables));
    if let Some(folder) = arguments.next() {
        written.files.iter().for_each(|(name, bytes)| std::fs::write(Path::new(&folder).join(name), bytes).unwrap());
    }
    println!("bytes\t{}", written.files.values().map(Vec::len).sum::<usize>());
    let shipped = |name: &str| {
        std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../differentiation").join(name)).unwrap()
    };
    let workbook = |name: &str| Workbook::from_csv(name, &[(name, &shipped(&format!("{name}.csv")))]).unwrap();
    let kinds = Taxonomy::read(&workbook("services"), &workbook("codes"));
    let crosswalk = Crosswalk::read("crosswalk.csv", &shipped("crosswalk.csv"), |_| true).0.unwrap();
    let catalog = timed("made ready", || Catalog::of(directory, &crosswalk, &kinds));
    memory();
    searches(&catalog);
    suggestions(&catalog);
}

fn searches(catalog: &Catalog) {
    let calendar = Calendar::new(Zone::named("Asia/Almaty").unwrap());
    let now = calendar.at(Moment::parse("2026-11-30T12:30:00+05:00").unwrap());
    let mut draw = Draw(3);
    let (mut words, mut open, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..300 {
        let word: String = draw.one(&WORDS).chars().take(1 + draw.below(5)).collect();
        let number = draw.below(100).to_string();
        let text = match round % 4 {
            0 => word.clone(),
            1 => number,
            2 => format!("{word} {}", draw.one(&WORDS)),
            _ => format!("{word} {}", draw.one(&KINDS)),
        };
        let query = Query { words: &text, limit: 50, ..Query::default() };
        let place: String = draw.one(&TOWNS).chars().take(4).collect();
        let narrowed = Query { place: &place, kind: Some("dom_essentials"), language: Some("fa"), ..query };
        for (query, times) in [
            (query, &mut words),
            (Query { open: Some(&now), ..narrowed }, &mut open),
            (Query { open: Some(&now), limit: 50, ..Query::default() }, &mut all),
        ] {
            let start = Instant::now();
            std::hint::black_box(catalog.search(&query));
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    spread("by words", &mut words);
    spread("by words, place, kind, language, open now", &mut open);
    spread("all that is open now", &mut all);
}

/// What a finished intake asks for: a few kinds of service for one person.
fn suggestions(catalog: &Catalog) {
    let calendar = Calendar::new(Zone::named("Asia/Almaty").unwrap());
    let now = calendar.at(Moment::parse("2026-11-30T12:30:00+05:00").unwrap());
    let kinds = ["dom_essentials", "dom_urgent", "med_first_aid", "leg_documents", "psy_counsel", "eco_job_help"];
    let mut draw = Draw(5);
    let (mut times, mut few) = (Vec::new(), Vec::new());
    for round in 0..100 {
        let wanted: Vec<Wanted> = (0..4)
            .map(|part| Wanted { kind: kinds[(round + part) % kinds.len()].to_owned(), urgency: Urgency::ALL[part] })
            .collect();
        let seeker = Seeker {
            ages: (round % 3 > 0).then_some(Ages { least: 17, greatest: 18 }),
            sex: (round % 2 > 0).then_some(Sex::Female),
            languages: vec![draw.one(&LANGUAGES).to_owned()],
            position: Position::of("43.238", "76.945"),
            places: vec![draw.one(&TOWNS).to_owned()],
            ..Seeker::default()
        };
        for (wanted, times) in [(&wanted[..], &mut times), (&wanted[..1], &mut few)] {
            let asked = Asked { seeker: &seeker, wanted, now: &now, limit: 20 };
            let start = Instant::now();
            std::hint::black_box(catalog.suggest(&asked, |_| Experience::default()));
            times.push(start.elapsed().as_secs_f64() * 1e3);
        }
    }
    spread("suggestions for one need", &mut few);
    spread("suggestions for four needs", &mut times);
}
