//! The directory of services: lists in and out, what is entered by hand, what fits a person.

use std::path::{Path, PathBuf};

use pana_app::contract::error::ErrorCode;
use pana_app::contract::interview::{AnswerView, FinishRequest};
use pana_app::contract::people::PersonRequest;
use pana_app::contract::referral::*;
use pana_app::contract::service::*;
use pana_app::contract::{AppError, Id, Word};
use pana_app::{Clock, usecase};
use pana_model::{CaseId, Moment};

use crate::help::{Helper, agreed};

const NOW: &str = "2026-06-15T10:00:00+05:00";

/// A centre at noon of a Monday.
fn centre(folder: &Path) -> Helper {
    Helper::with_centre_at(&folder.join("data"), Clock::set_to(Moment::parse(NOW).unwrap()))
}

/// Services of a package: id, name, kind of ours, telephone.
const SERVICES: [(&str, &str, &str, &str); 3] = [
    ("s-bed", "Уақытша орын", "dom_temp_centre", "+7 700 000 02 01"),
    ("s-food", "Азық-түлік", "dom_essentials", "+7 700 000 02 02"),
    ("s-safe", "Мейірім үйі", "dom_safe_place", "+7 700 000 02 03"),
];

/// Writes a package of these services into a folder of its own.
fn package(folder: &Path, name: &str, services: &[(&str, &str, &str, &str)]) -> PathBuf {
    let folder = folder.join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let mut rows: Vec<(&str, String)> = vec![
        ("organizations.csv", "id,name,description\no1,Қонақ,қауымдастық\n".to_owned()),
        ("services.csv", "id,organization_id,name,status,assured_date,safe_to_name\n".to_owned()),
        ("phones.csv", "id,service_id,number\n".to_owned()),
        ("taxonomies.csv", "id,name,description\nt1,Own,own\n".to_owned()),
        ("taxonomy_terms.csv", "id,code,name,description,taxonomy_id\n".to_owned()),
        ("attributes.csv", "id,link_id,taxonomy_term_id,link_type,link_entity\n".to_owned()),
        ("schedules.csv", "id,service_id,freq,byday,opens_at,closes_at\n".to_owned()),
        ("languages.csv", "id,service_id,name,code\n".to_owned()),
        ("locations.csv", "id,location_type,name\nl1,physical,Орталық\n".to_owned()),
        (
            "addresses.csv",
            "id,location_id,address_1,city,state_province,postal_code,country,address_type\n\
             a1,l1,Абай көшесі 12,Сарыағаш,n/a,n/a,KZ,physical\n"
                .to_owned(),
        ),
        ("service_at_location.csv", "id,service_id,location_id\n".to_owned()),
    ];
    let mut add = |file: &str, row: String| {
        rows.iter_mut().find(|(name, _)| *name == file).unwrap().1.push_str(&row);
    };
    for (id, name, kind, phone) in services {
        let safe = if *kind == "dom_safe_place" { "no" } else { "yes" };
        add("services.csv", format!("{id},o1,{name},active,2026-06-01,{safe}\n"));
        add("phones.csv", format!("p-{id},{id},{phone}\n"));
        add("taxonomy_terms.csv", format!("k-{id},{kind},{kind},x,t1\n"));
        add("attributes.csv", format!("at-{id},{id},k-{id},service_category,service\n"));
        add("schedules.csv", format!("h-{id},{id},WEEKLY,\"MO,TU,WE,TH,FR\",09:00,18:00\n"));
        add("languages.csv", format!("g-{id},{id},Arabic,ar\n"));
        add("service_at_location.csv", format!("sl-{id},{id},l1\n"));
    }
    for (name, text) in rows {
        std::fs::write(folder.join(name), text).unwrap();
    }
    folder
}

fn read(helper: &Helper, path: &Path) -> Result<ServiceImportView, AppError> {
    usecase::service_read(&helper.app, &ServiceFileRequest { path: path.to_string_lossy().into_owned() })
}

fn take(helper: &Helper, view: &ServiceImportView, stays: &[&str]) -> Result<ServiceTakenView, AppError> {
    let choice = |gone: &VanishedService| VanishedChoice {
        service: gone.service.clone(),
        stays: stays.contains(&gone.service.as_str()),
    };
    let vanished = view.vanished.iter().map(choice).collect();
    usecase::service_take(&helper.app, &ServiceTakeRequest { package: view.package.clone(), vanished })
}

fn taken(helper: &Helper, folder: &Path, name: &str, services: &[(&str, &str, &str, &str)]) -> ServiceTakenView {
    let view = read(helper, &package(folder, name, services)).unwrap();
    assert!(view.is_sound, "{:?}", view.problems);
    take(helper, &view, &[]).unwrap()
}

fn search(helper: &Helper, request: &ServiceSearchRequest) -> ServiceSearchView {
    usecase::service_search(&helper.app, request).unwrap()
}

fn all(helper: &Helper) -> ServiceSearchView {
    search(helper, &ServiceSearchRequest { all: true, ..ServiceSearchRequest::default() })
}

fn ids(view: &ServiceSearchView) -> Vec<&str> {
    view.services.iter().map(|row| row.service.as_str()).collect()
}

fn show(helper: &Helper, id: &str) -> ServiceView {
    usecase::service_show(&helper.app, &ServiceRequest { service: id.to_owned(), edition: None }).unwrap()
}

fn says(service: &str) -> ServiceCheckRequest {
    ServiceCheckRequest {
        service: service.to_owned(),
        places: None,
        free: None,
        wait: String::new(),
        is_right: None,
        words: String::new(),
    }
}

fn led(helper: &Helper, form: &str, case: Option<Id<CaseId>>, answers: &[(&str, &str)]) -> Id<CaseId> {
    let view = helper.start(form, case);
    for (name, answer) in answers {
        helper.answer(&view.interview, &helper.place_of(&view, name), AnswerView::Value((*answer).to_owned()));
    }
    let request = FinishRequest { interview: view.interview, allow_incomplete: true };
    usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap()
}

fn without_a_roof(helper: &Helper) -> Id<CaseId> {
    let said = [("consent", "agree"), ("depth", "short"), ("shelter_tonight", "no"), ("given_name", "Айгүл")];
    led(helper, "intake", None, &said)
}

fn refer(helper: &Helper, case: Id<CaseId>, service: &str) -> Result<ReferralView, AppError> {
    let request = ReferralCreateRequest {
        case,
        needs: vec!["housing".to_owned()],
        directory: Some(service.to_owned()),
        service: String::new(),
        recipient: String::new(),
        phone: String::new(),
        address: String::new(),
        urgency: None,
        words: String::new(),
        replaces: None,
        reopens: None,
    };
    usecase::referral_create(&helper.app, &request)
}

#[test]
fn a_list_is_looked_through_before_anything_changes_and_then_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    assert_eq!(all(&helper).directory.services, 0);
    let view = read(&helper, &package(folder.path(), "one", &SERVICES)).unwrap();
    assert_eq!((view.added_count, view.changed_count, view.unchanged, view.errors), (3, 0, 0, 0));
    assert!(all(&helper).services.is_empty() && all(&helper).directory.edition.is_none(), "nothing was written");
    take(&helper, &view, &[]).unwrap();
    let found = all(&helper);
    assert_eq!((found.found, found.directory.services), (3, 3));
    assert_eq!(found.directory.edition.as_ref().unwrap().file, "one");
    assert_eq!(take(&helper, &view, &[]).unwrap_err().code, ErrorCode::DirectoryReadingGone, "it is taken once");
    // The same list says nothing new, and is not taken for a change.
    assert!(read(&helper, &folder.path().join("one")).unwrap().is_same);
    // After the lock it is there again, from the disk.
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_again();
    assert_eq!(ids(&all(&helper)).len(), 3);
}

#[test]
fn a_malformed_list_changes_nothing_and_says_where() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES);
    let path = package(folder.path(), "two", &SERVICES[..2]);
    let services = std::fs::read_to_string(path.join("services.csv")).unwrap();
    std::fs::write(path.join("services.csv"), services.replace("s-food,", "s-bed,")).unwrap();
    let view = read(&helper, &path).unwrap();
    assert!(!view.is_sound && view.errors == 1);
    let problem = &view.problems[0];
    assert_eq!((problem.file.as_str(), problem.code.to_string().as_str()), ("services.csv", "id-twice"));
    assert_eq!(take(&helper, &view, &[]).unwrap_err().code, ErrorCode::DirectoryReadingGone);
    assert_eq!(ids(&all(&helper)).len(), 3);
}

#[test]
fn a_zip_that_is_none_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let path = folder.path().join("list.zip");
    std::fs::write(&path, b"PK\x03\x04 no zip at all").unwrap();
    let view = read(&helper, &path).unwrap();
    assert_eq!((view.is_sound, view.problems[0].code.to_string().as_str()), (false, "zip-unreadable"));
    let missing = folder.path().join("nothing.zip");
    assert_eq!(read(&helper, &missing).unwrap_err().code, ErrorCode::FileUnreadable);
}

#[test]
fn what_is_not_in_a_newer_list_is_decided_about_one_by_one_and_never_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES);
    let view = read(&helper, &package(folder.path(), "two", &SERVICES[..1])).unwrap();
    let gone: Vec<&str> = view.vanished.iter().map(|gone| gone.service.as_str()).collect();
    assert_eq!(gone, ["s-food", "s-safe"]);
    let undecided = ServiceTakeRequest { package: view.package.clone(), vanished: Vec::new() };
    let refused = usecase::service_take(&helper.app, &undecided).unwrap_err();
    assert_eq!((refused.code, refused.args["count"].as_str()), (ErrorCode::DirectoryUndecided, "2"));
    let taken = take(&helper, &view, &["s-food"]).unwrap();
    assert_eq!((taken.kept, taken.closed, taken.unchanged), (1, 1, 1));
    assert_eq!(show(&helper, "s-food").row.status, Word(ServiceStatus::Active), "it stays as it was");
    assert_eq!(show(&helper, "s-safe").row.status, Word(ServiceStatus::Defunct), "closed, and still there");
    assert_eq!(search(&helper, &ServiceSearchRequest::default()).found, 2);
    // A list that was read before does not go over what came since.
    let stale = read(&helper, &folder.path().join("one")).unwrap();
    let other = read(&helper, &folder.path().join("two")).unwrap();
    assert_eq!(take(&helper, &stale, &[]).unwrap_err().code, ErrorCode::DirectoryReadingGone);
    take(&helper, &other, &["s-food"]).unwrap();
}

#[test]
fn a_service_a_referral_points_to_stays_after_a_list_without_it_and_is_seen_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let first = taken(&helper, folder.path(), "one", &SERVICES);
    let case = without_a_roof(&helper);
    let referral = refer(&helper, case, "s-bed").unwrap();
    assert_eq!(referral.directory.as_deref(), Some("s-bed"));
    assert_eq!(referral.edition.as_deref(), Some(first.edition.as_str()));
    assert_eq!((referral.row.service.as_str(), referral.phone.as_str()), ("dom_temp_centre", "+7 700 000 02 01"));
    assert_eq!(referral.row.recipient, "Қонақ: Уақытша орын");
    assert_eq!(referral.address, "Сарыағаш, Абай көшесі 12");
    let mut newer = SERVICES;
    newer[1].1 = "Азық";
    let view = read(&helper, &package(folder.path(), "two", &newer[1..])).unwrap();
    assert_eq!((view.vanished[0].service.as_str(), view.vanished[0].open_referrals), ("s-bed", 1));
    assert_eq!(view.changed[0].parts.iter().map(|part| part.part).collect::<Vec<_>>(), [ServicePart::Name]);
    take(&helper, &view, &[]).unwrap();
    assert_eq!(show(&helper, "s-bed").row.status, Word(ServiceStatus::Defunct));
    let seen = ServiceRequest { service: "s-bed".to_owned(), edition: Some(first.edition) };
    let seen = usecase::service_show(&helper.app, &seen).unwrap();
    assert_eq!((seen.row.status, seen.is_earlier), (Word(ServiceStatus::Active), true));
}

#[test]
fn where_a_service_must_not_be_named_no_list_page_or_referral_has_its_address_and_a_supervisor_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES);
    let case = without_a_roof(&helper);
    helper.add_member("Дана", "worker");
    let mut moved = show(&helper, "s-safe").input.unwrap();
    moved.address = "Құпия көше 2".to_owned();
    let save = ServiceSaveRequest { service: Some("s-safe".to_owned()), input: moved };
    let known = usecase::service_save(&helper.app, &save).unwrap();
    assert!(known.corrections.iter().any(|row| row.after.contains("Құпия көше 2")), "the coordinator knows it");
    assert_eq!(show(&helper, "s-safe").sites.len(), 1);
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let row = all(&helper).services.into_iter().find(|row| row.service == "s-safe").unwrap();
    assert_eq!((row.place.as_str(), row.address_hidden, row.may_be_named), ("", true, false));
    let view = show(&helper, "s-safe");
    assert!(view.sites.is_empty() && view.row.place.is_empty() && view.corrections.is_empty());
    assert!(!serde_json::to_string(&view).unwrap().contains("Құпия"), "nor anything else of the page");
    let referral = refer(&helper, case, "s-safe").unwrap();
    assert_eq!((referral.address.as_str(), referral.address_hidden, referral.is_sensitive), ("", true, true));
    assert_eq!(referral.row.waits_for, Some(WaitsFor::Supervisor));
    let consent = agreed(&["name"]);
    let (case, referral) = (referral.row.case, referral.row.referral);
    let request = ReferralConfirmRequest { case, referral, consent, languages: vec!["kk".to_owned()] };
    assert_eq!(usecase::referral_confirm(&helper.app, &request).unwrap_err().code, ErrorCode::NoRight);
}

/// The same package where nobody says whether the shelter may be named.
fn unsaid(folder: &Path, name: &str) -> PathBuf {
    let made = package(folder, name, &SERVICES);
    let services = std::fs::read_to_string(made.join("services.csv")).unwrap();
    std::fs::write(made.join("services.csv"), services.replace(",no\n", ",\n")).unwrap();
    made
}

fn save(helper: &Helper, id: &str, input: ServiceInput) -> ServiceView {
    let request = ServiceSaveRequest { service: Some(id.to_owned()), input };
    usecase::service_save(&helper.app, &request).unwrap()
}

#[test]
fn a_shelter_of_which_nobody_said_whether_it_may_be_named_stays_hidden_when_its_kind_is_changed() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let view = read(&helper, &unsaid(folder.path(), "one")).unwrap();
    take(&helper, &view, &[]).unwrap();
    let before = show(&helper, "s-safe");
    assert!(before.row.address_hidden, "by its kind");
    let mut input = before.input.unwrap();
    assert_eq!(input.safe_to_name, None);
    input.kinds = vec!["dom_urgent".to_owned()];
    let after = save(&helper, "s-safe", input);
    assert_eq!((after.row.kinds[0].code.as_str(), after.row.address_hidden), ("dom_urgent", true));
    let mut input = after.input.unwrap();
    assert_eq!(input.safe_to_name, Some(false));
    input.safe_to_name = Some(true);
    assert!(!save(&helper, "s-safe", input).row.address_hidden, "who knows that it may be named says so");
}

#[test]
fn only_plain_weeks_are_corrected_and_every_other_row_of_hours_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let made = package(folder.path(), "one", &SERVICES[..1]);
    let add = |file: &str, rows: &str| {
        let text = std::fs::read_to_string(made.join(file)).unwrap();
        std::fs::write(made.join(file), text + rows).unwrap();
    };
    std::fs::write(
        made.join("schedules.csv"),
        "id,service_id,service_at_location_id,freq,interval,byday,dtstart,valid_from,valid_to,opens_at,closes_at\n\
         h1,s-bed,,WEEKLY,,\"MO,TU\",,,,09:00,18:00\n\
         h2,s-bed,,MONTHLY,,1SA,,,,10:00,12:00\n\
         h3,s-bed,,WEEKLY,2,SU,2026-06-07,,,10:00,12:00\n\
         h4,s-bed,,WEEKLY,,\"WE\",,2026-06-01,2026-08-31,07:00,08:00\n\
         h5,s-bed,,,,,,2026-06-20,2026-06-20,,\n\
         h6,,sl-z,WEEKLY,,FR,,,,05:00,06:00\n",
    )
    .unwrap();
    add("locations.csv", "l2,physical,Станция\n");
    add("service_at_location.csv", "sl-z,s-bed,l2\n");
    let view = read(&helper, &made).unwrap();
    take(&helper, &view, &[]).unwrap();
    let mut input = show(&helper, "s-bed").input.unwrap();
    assert_eq!(input.hours.len(), 1, "{:?}", input.hours);
    input.hours[0].closes = "20:00".to_owned();
    let saved = save(&helper, "s-bed", input);
    let changed: Vec<(&str, &str)> = saved
        .corrections
        .iter()
        .filter(|row| row.part == ServicePart::Hours)
        .map(|row| (row.before.as_str(), row.after.as_str()))
        .collect();
    assert_eq!(changed.len(), 2, "one row came and one went: {changed:?}");
    assert!(changed.iter().any(|(before, _)| before.contains("18:00")), "{changed:?}");
    assert!(changed.iter().any(|(_, after)| after.contains("20:00")), "{changed:?}");
    let mut none = saved.input.unwrap();
    assert_eq!(none.hours[0].closes, "20:00");
    none.hours[0].days.clear();
    let request = ServiceSaveRequest { service: Some("s-bed".to_owned()), input: none };
    let refused = usecase::service_save(&helper.app, &request).unwrap_err();
    assert_eq!((refused.code, refused.args["field"].as_str()), (ErrorCode::ServiceField, "hours"));
}

#[test]
fn another_way_to_a_place_leaves_its_telephone_and_address_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let made = package(folder.path(), "one", &SERVICES);
    std::fs::write(made.join("phones.csv"), "id,service_id,location_id,number\np1,,l1,+7 700 000 07 07\n").unwrap();
    let view = read(&helper, &made).unwrap();
    take(&helper, &view, &[]).unwrap();
    let mut input = show(&helper, "s-bed").input.unwrap();
    input.transport = "№ 5 автобус".to_owned();
    let site = save(&helper, "s-bed", input).sites.remove(0);
    assert_eq!((site.transport.as_str(), site.name.as_str()), ("№ 5 автобус", "Орталық"));
    assert_eq!(site.address, ["Сарыағаш", "Абай көшесі 12"]);
    assert_eq!(site.phones[0].number, "+7 700 000 07 07");
    assert_eq!(show(&helper, "s-food").sites[0].transport, "", "of others there nothing was said");
}

#[test]
fn an_older_correction_does_not_make_known_what_a_newer_list_says_must_not_be_known_nor_open_what_it_closed() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES);
    let mut input = show(&helper, "s-bed").input.unwrap();
    input.phones = vec!["+7 700 000 09 99".to_owned()];
    let view = save(&helper, "s-bed", input);
    assert!(view.row.may_be_named && view.row.status == Word(ServiceStatus::Active));
    let made = package(folder.path(), "two", &SERVICES);
    let services = std::fs::read_to_string(made.join("services.csv")).unwrap();
    let newer = services.replace("Уақытша орын,active,2026-06-01,yes", "Уақытша орын,defunct,2026-06-01,no");
    assert_ne!(services, newer);
    std::fs::write(made.join("services.csv"), newer).unwrap();
    let view = read(&helper, &made).unwrap();
    take(&helper, &view, &[]).unwrap();
    let view = show(&helper, "s-bed");
    assert_eq!((view.row.address_hidden, view.row.status), (true, Word(ServiceStatus::Defunct)));
    assert_eq!(view.row.phone, "+7 700 000 09 99", "what else was corrected stays");
    let mut input = view.input.unwrap();
    (input.safe_to_name, input.status) = (Some(true), Word(ServiceStatus::Active));
    let view = save(&helper, "s-bed", input);
    let said = (view.row.address_hidden, view.row.status);
    assert_eq!(said, (false, Word(ServiceStatus::Active)), "who has seen the list and says otherwise means it");
}

#[test]
fn an_earlier_edition_does_not_tell_where_a_service_is_that_must_not_be_known_now() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let edition = taken(&helper, folder.path(), "one", &SERVICES).edition;
    let mut input = show(&helper, "s-bed").input.unwrap();
    input.safe_to_name = Some(false);
    save(&helper, "s-bed", input);
    helper.add_member("Дана", "worker");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let request = ServiceRequest { service: "s-bed".to_owned(), edition: Some(edition) };
    let view = usecase::service_show(&helper.app, &request).unwrap();
    assert!(view.is_earlier && view.row.address_hidden && !view.row.may_be_named && view.sites.is_empty());
    assert!(!serde_json::to_string(&view).unwrap().contains("Абай"), "nor anything else of the page");
}

#[test]
fn whoever_only_proposes_a_list_does_not_see_in_it_where_a_hidden_service_is_or_was() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES);
    let made = package(folder.path(), "two", &SERVICES);
    for file in ["addresses.csv", "locations.csv", "service_at_location.csv"] {
        let text = std::fs::read_to_string(made.join(file)).unwrap();
        std::fs::write(made.join(file), text.replace("l1", "l2").replace("көшесі 12", "көшесі 14")).unwrap();
    }
    let places = |view: &ServiceImportView, id: &str| {
        let changed = view.changed.iter().find(|changed| changed.service == id);
        let parts = changed.map(|changed| changed.parts.as_slice()).unwrap_or_default();
        parts.iter().filter(|row| row.part == ServicePart::Address).count()
    };
    let view = read(&helper, &made).unwrap();
    assert!(places(&view, "s-safe") > 0 && places(&view, "s-bed") > 0, "who takes it in sees it");
    helper.add_member("Дана", "supervisor");
    usecase::lock(&helper.app, &()).unwrap();
    helper.unlock_as("Дана");
    let view = read(&helper, &made).unwrap();
    assert!(view.changed.iter().any(|changed| changed.service == "s-safe"), "that it changed is no secret");
    assert_eq!((places(&view, "s-safe"), places(&view, "s-bed") > 0), (0, true));
}

#[test]
fn the_telephone_of_a_place_that_must_not_be_known_is_not_the_services() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let made = package(folder.path(), "one", &SERVICES);
    let phones = "id,service_id,location_id,number\np1,,l1,+7 700 000 07 07\n";
    std::fs::write(made.join("phones.csv"), phones).unwrap();
    let view = read(&helper, &made).unwrap();
    take(&helper, &view, &[]).unwrap();
    assert_eq!(show(&helper, "s-bed").row.phone, "+7 700 000 07 07");
    assert_eq!(show(&helper, "s-safe").row.phone, "");
}

#[test]
fn what_was_entered_by_hand_stays_over_a_list_that_comes_later() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES);
    let mut input = show(&helper, "s-bed").input.unwrap();
    input.phones = vec!["+7 700 000 09 99".to_owned()];
    input.hours[0].closes = "20:00".to_owned();
    let save = ServiceSaveRequest { service: Some("s-bed".to_owned()), input };
    let saved = usecase::service_save(&helper.app, &save).unwrap();
    assert!(saved.row.is_corrected && !saved.row.is_own);
    let parts: Vec<ServicePart> = saved.corrections.iter().map(|row| row.part).collect();
    assert!(parts.contains(&ServicePart::Phone) && parts.contains(&ServicePart::Hours), "{parts:?}");
    let mut moved = saved.input.clone().unwrap();
    moved.address = "Абай көшесі 14".to_owned();
    let save = ServiceSaveRequest { service: Some("s-bed".to_owned()), input: moved };
    let moved = usecase::service_save(&helper.app, &save).unwrap();
    let said = moved.corrections.iter().find(|row| row.part == ServicePart::Address).unwrap();
    assert_eq!([&*said.before, &*said.after], ["Сарыағаш, Абай көшесі 12", "Сарыағаш, Абай көшесі 14"]);
    assert_eq!(show(&helper, "s-food").row.place, "Сарыағаш, Абай көшесі 12", "others there have not moved");
    assert_eq!(saved.hours.days[0].spans, [HoursSpan { opens: "09:00".to_owned(), closes: "20:00".to_owned() }]);
    // One that is in no list.
    let mut own = show(&helper, "s-food").input.unwrap();
    (own.name, own.provider) = ("Тіл курсы".to_owned(), "Сөз".to_owned());
    own.kinds = vec!["dom_urgent".to_owned()];
    let own = usecase::service_save(&helper.app, &ServiceSaveRequest { service: None, input: own }).unwrap();
    assert!(own.row.is_own && own.edition.is_none());
    assert_eq!((own.row.provider.as_str(), own.row.kinds[0].code.as_str()), ("Сөз", "dom_urgent"));
    let mut newer = SERVICES;
    newer[0].1 = "Уақытша баспана";
    let view = read(&helper, &package(folder.path(), "two", &newer)).unwrap();
    assert!(view.changed[0].is_corrected && view.vanished.is_empty(), "what is ours alone is not gone");
    take(&helper, &view, &[]).unwrap();
    let after = show(&helper, "s-bed");
    assert_eq!(after.row.phone, "+7 700 000 09 99");
    assert_eq!(show(&helper, &own.row.service).row.name, "Тіл курсы");
    assert_eq!(all(&helper).directory.by_hand, 2);
}

#[test]
fn what_a_service_said_stands_in_lists_with_who_and_when_and_decides_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES[..2]);
    assert_eq!(show(&helper, "s-bed").row.places.state, Word(Places::NotKnown), "unknown is not full");
    for (request, field) in [
        (says("s-bed"), "check"),
        (ServiceCheckRequest { free: Some(3), ..says("s-bed") }, "check"),
        (ServiceCheckRequest { free: Some(3), places: Some(Word(Places::None)), ..says("s-bed") }, "places"),
        (ServiceCheckRequest { is_right: Some(false), ..says("s-bed") }, "words"),
    ] {
        let refused = usecase::service_check(&helper.app, &request).unwrap_err();
        assert_eq!((refused.code, refused.args["field"].as_str()), (ErrorCode::ServiceField, field));
    }
    let full = ServiceCheckRequest { places: Some(Word(Places::None)), ..says("s-bed") };
    let view = usecase::service_check(&helper.app, &full).unwrap();
    let places = view.row.places;
    assert_eq!((places.state, places.member.as_str()), (Word(Places::None), "Үйлестіруші"));
    assert_eq!(places.on.as_deref(), Some("2026-06-15"));
    assert_eq!(ids(&search(&helper, &ServiceSearchRequest::default())), ["s-food", "s-bed"]);
    let free = ServiceCheckRequest { places: Some(Word(Places::Has)), free: Some(2), ..says("s-bed") };
    usecase::service_check(&helper.app, &free).unwrap();
    let found = search(&helper, &ServiceSearchRequest::default());
    assert_eq!(ids(&found), ["s-bed", "s-food"]);
    assert_eq!(show(&helper, "s-bed").checks.len(), 2);
    let held = search(&helper, &ServiceSearchRequest { with_places: true, ..ServiceSearchRequest::default() });
    assert_eq!((held.found, held.total), (1, 2));
    assert_eq!(held.held_back, [HeldBackRow { filter: ServiceFilter::Places, count: 1 }]);
    let night = ServiceSearchRequest {
        open_at: Some("2026-06-15T23:00:00+05:00".to_owned()),
        ..ServiceSearchRequest::default()
    };
    assert_eq!(search(&helper, &night).found, 0);
    let dari = ServiceSearchRequest { language: Some("fa-AF".to_owned()), ..ServiceSearchRequest::default() };
    assert_eq!(search(&helper, &dari).held_back[0].filter, ServiceFilter::Language);
}

#[test]
fn a_worker_checks_and_publishes_nothing_and_a_volunteer_does_neither() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES[..1]);
    let input = show(&helper, "s-bed").input.unwrap();
    let view = read(&helper, &folder.path().join("one")).unwrap();
    for (name, role) in [("Асан", "volunteer"), ("Марат", "worker"), ("Дана", "supervisor")] {
        helper.add_member(name, role);
    }
    for (name, may_read, may_check) in [("Асан", false, false), ("Марат", false, true), ("Дана", true, true)]
    {
        usecase::lock(&helper.app, &()).unwrap();
        helper.unlock_as(name);
        let directory = all(&helper).directory;
        assert_eq!((directory.may_publish, directory.may_read, directory.may_check), (false, may_read, may_check));
        let right = |ended: Option<AppError>| ended.is_none_or(|error| error.code != ErrorCode::NoRight);
        assert_eq!(right(read(&helper, &folder.path().join("one")).err()), may_read, "{name}");
        assert!(!right(take(&helper, &view, &[]).err()), "{name}");
        let save = ServiceSaveRequest { service: Some("s-bed".to_owned()), input: input.clone() };
        assert!(!right(usecase::service_save(&helper.app, &save).err()), "{name}");
        let out = ServiceExportRequest { folder: folder.path().join("out").to_string_lossy().into_owned() };
        assert!(!right(usecase::service_export(&helper.app, &out).err()), "{name}");
        let check = ServiceCheckRequest { is_right: Some(true), ..says("s-bed") };
        assert_eq!(right(usecase::service_check(&helper.app, &check).err()), may_check, "{name}");
        assert!(show(&helper, "s-bed").input.is_none());
    }
    assert!(!folder.path().join("out").exists());
}

#[test]
fn services_are_suggested_for_what_a_person_needs_with_why_and_why_not() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let case = without_a_roof(&helper);
    let asked = SuggestRequest { case };
    assert_eq!(usecase::service_suggest(&helper.app, &asked).unwrap().state, SuggestState::NoDirectory);
    taken(&helper, folder.path(), "one", &SERVICES);
    let view = usecase::service_suggest(&helper.app, &asked).unwrap();
    assert_eq!(view.state, SuggestState::Ready);
    let need = view.needs.iter().find(|need| need.need == "housing").unwrap();
    let services: Vec<&str> = need.services.iter().map(|one| one.row.service.as_str()).collect();
    assert_eq!(services, ["s-bed"]);
    let bed = &need.services[0];
    assert_eq!((bed.kind.as_str(), bed.verdict), ("dom_temp_centre", Word(Verdict::Fits)));
    let why: Vec<String> = bed.why.iter().map(|reason| reason.code.to_string()).collect();
    assert!(why.contains(&"serves".to_owned()) && why.contains(&"open-now".to_owned()), "{why:?}");
    assert!(!bed.why[0].label.is_empty(), "a kind is named and not spelled");
    // Who is referred there already is not offered it again.
    refer(&helper, case, "s-bed").unwrap();
    let view = usecase::service_suggest(&helper.app, &asked).unwrap();
    let need = view.needs.iter().find(|need| need.need == "housing").unwrap();
    assert_eq!((need.services.len(), need.others.len()), (0, 1));
    let why_not: Vec<String> = need.others[0].why_not.iter().map(|reason| reason.code.to_string()).collect();
    assert!(why_not.contains(&"referred-already".to_owned()), "{why_not:?}");
    // Where nobody may be told, nothing is suggested.
    led(&helper, "safety", Some(case), &[("consent", "agree"), ("may_tell", "nobody")]);
    let stopped = usecase::service_suggest(&helper.app, &asked).unwrap();
    assert_eq!((stopped.state, stopped.needs.len()), (SuggestState::Stopped, 0));
}

#[test]
fn under_each_need_of_a_rule_stand_the_services_that_answer_it_and_not_those_of_its_other_needs() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    let services = [
        ("s-food", "Азық-түлік", "dom_essentials", "+7 700 000 02 02"),
        ("s-money", "Жәрдемақы", "eco_allowance", "+7 700 000 02 04"),
        ("s-both", "Көмек", "dom_material_help", "+7 700 000 02 05"),
    ];
    taken(&helper, folder.path(), "one", &services);
    let intake = led(&helper, "intake", None, &[("consent", "agree"), ("depth", "short")]);
    let case = led(&helper, "needs", Some(intake), &[("consent", "agree"), ("income_enough", "not_food")]);
    let view = usecase::service_suggest(&helper.app, &SuggestRequest { case }).unwrap();
    let offered = |need: &str| {
        let need = view.needs.iter().find(|row| row.need == need).unwrap();
        let mut ids: Vec<&str> = need.services.iter().map(|one| one.row.service.as_str()).collect();
        ids.sort_unstable();
        ids.join(" ")
    };
    assert_eq!(offered("food_things"), "s-both s-food");
    assert_eq!(offered("income"), "s-both s-money");
    let page = usecase::needs_show(&helper.app, &PersonRequest { case }).unwrap();
    let needs = |code: &str| page.services.iter().find(|kind| kind.code == code).unwrap().needs.join(" ");
    assert_eq!((needs("dom_essentials").as_str(), needs("eco_allowance").as_str()), ("food_things", "income"));
    assert_eq!(needs("dom_material_help"), "income food_things");
}

#[test]
fn our_own_referrals_say_how_a_service_answered_and_one_that_refused_somebody_is_not_offered_to_them() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES[..1]);
    let case = without_a_roof(&helper);
    let view = refer(&helper, case, "s-bed").unwrap();
    let (case, referral) = (view.row.case, view.row.referral);
    let consent = agreed(&["name"]);
    let confirm = ReferralConfirmRequest { case, referral, consent, languages: vec!["kk".to_owned()] };
    usecase::referral_confirm(&helper.app, &confirm).unwrap();
    let said = |detail, value: &str| DetailRow { detail: Word(detail), value: value.to_owned() };
    let step = |step, details| {
        let request = ReferralStepRequest { case, referral, step: Word(step), details };
        usecase::referral_step(&helper.app, &request).unwrap();
    };
    step(ReferralStep::Deliver, vec![said(Detail::Channel, "phone")]);
    assert_eq!(show(&helper, "s-bed").open_referrals, 1);
    let details = vec![said(Detail::Learned, "phone"), said(Detail::DeclineReason, "not_eligible")];
    step(ReferralStep::Decline, details);
    let experience = show(&helper, "s-bed").experience;
    assert_eq!((experience.referrals, experience.declined, experience.days), (1, 1, Some(0)));
    assert_eq!(experience.reasons[0].reason, Word(DeclineReason::NotEligible));
    let reasons = || {
        let view = usecase::service_suggest(&helper.app, &SuggestRequest { case }).unwrap();
        let need = view.needs.into_iter().find(|need| need.need == "housing").unwrap();
        let all = need.services.into_iter().chain(need.others);
        all.flat_map(|one| one.why_not).map(|reason| reason.code.to_string()).collect::<Vec<_>>()
    };
    assert!(reasons().contains(&"refused".to_owned()), "{:?}", reasons());
}

#[test]
fn what_a_service_did_counts_at_once_in_what_is_suggested() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES[..1]);
    let another = without_a_roof(&helper);
    let said = || {
        let view = usecase::service_suggest(&helper.app, &SuggestRequest { case: another }).unwrap();
        let need = view.needs.into_iter().find(|need| need.need == "housing").unwrap();
        let all = need.services.into_iter().flat_map(|one| one.why.into_iter().chain(one.why_not));
        all.map(|reason| reason.code.to_string()).filter(|code| code.contains("answered")).collect::<Vec<_>>()
    };
    assert_eq!(said(), [""; 0], "nobody was sent there");
    let view = refer(&helper, without_a_roof(&helper), "s-bed").unwrap();
    let (case, referral) = (view.row.case, view.row.referral);
    let confirm =
        ReferralConfirmRequest { case, referral, consent: agreed(&["name"]), languages: vec!["kk".to_owned()] };
    usecase::referral_confirm(&helper.app, &confirm).unwrap();
    assert_eq!(said(), [""; 0], "it was not handed over");
    let detail = |detail, value: &str| DetailRow { detail: Word(detail), value: value.to_owned() };
    let step = |step, details| {
        let request = ReferralStepRequest { case, referral, step: Word(step), details };
        usecase::referral_step(&helper.app, &request).unwrap();
    };
    step(ReferralStep::Deliver, vec![detail(Detail::Channel, "phone")]);
    assert_eq!(said(), [""; 0], "an answer is awaited, and nobody has failed to give one");
    step(ReferralStep::Accept, vec![detail(Detail::Learned, "phone")]);
    assert_eq!(said(), ["answered"]);
}

#[test]
fn a_written_list_is_read_back_as_the_same_and_nothing_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let helper = centre(folder.path());
    taken(&helper, folder.path(), "one", &SERVICES);
    let out = folder.path().join("out");
    let request = ServiceExportRequest { folder: out.to_string_lossy().into_owned() };
    let written = usecase::service_export(&helper.app, &request).unwrap();
    assert_eq!((written.services, written.folder.as_str()), (3, out.to_str().unwrap()));
    assert!(out.join("datapackage.json").is_file() && out.join("services.csv").is_file());
    let back = read(&helper, &out).unwrap();
    assert_eq!((back.added_count, back.changed_count, back.vanished.len(), back.unchanged), (0, 0, 0, 3));
    // Again into the same place: a folder of its own.
    let before = std::fs::read(out.join("services.csv")).unwrap();
    let again = usecase::service_export(&helper.app, &request).unwrap();
    assert_eq!(again.folder, out.join("services-2026-06-15").to_string_lossy());
    assert_eq!(std::fs::read(out.join("services.csv")).unwrap(), before);
    let nowhere = ServiceExportRequest { folder: folder.path().join("a/b").to_string_lossy().into_owned() };
    assert_eq!(usecase::service_export(&helper.app, &nowhere).unwrap_err().code, ErrorCode::FolderMissing);
}
