//! A photograph and a letter as answers: taken from this computer, kept, read again, replaced, taken out.

use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use pana_app::contract::file::{AttachRequest, FileRequest, FileView};
use pana_app::contract::interview::{
    AnswerView, FinishRequest, InterviewDelta, InterviewRequest, InterviewView, ProblemView, Status,
};
use pana_app::contract::meet::Invited;
use pana_app::contract::people::PersonRequest;
use pana_app::contract::{AppError, Id};
use pana_app::error::ErrorCode;
use pana_app::{App, form_import, usecase};
use pana_model::{CaseId, InterviewId};

use crate::help::{Helper, cells};
use crate::meet::{Laptop, carried, joined};

const SURVEY: &str = "type,name,label::English (en),required,relevant\n\
                      image,photo,Photograph,yes,\n\
                      file,letter,Letter,,\n\
                      text,about,What does it show?,,${photo} != ''\n";
const SETTINGS: &str = "form_title,form_id,version,default_language,opens_case\nPapers,papers,1,English (en),yes\n";

/// A small JPEG with a place (43°14′ N), a camera and a remark in it.
fn photograph() -> Vec<u8> {
    // One directory of the place with one entry: 43 1/1 14 1/1.
    let exif = [
        &b"Exif\0\0II*\0\x08\0\0\0"[..],
        b"\x02\0\x0F\x01\x02\0\x0E\0\0\0\x26\0\0\0\x25\x88\x04\0\x01\0\0\0\x34\0\0\0\0\0\0\0",
        b"PlantedCamera\0",
        b"\x01\0\x02\0\x05\0\x02\0\0\0\x46\0\0\0\0\0\0\0",
        b"\x2B\0\0\0\x01\0\0\0\x0E\0\0\0\x01\0\0\0",
    ]
    .concat();
    let segment = |marker: u8, payload: &[u8]| {
        let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], &length[..], payload].concat()
    };
    let scan = [&segment(0xDA, b"\x01\x01\0\0\x3F\0")[..], &b"planted pixels ".repeat(90_000)].concat();
    [
        &b"\xFF\xD8"[..],
        &segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
        &segment(0xE1, &exif),
        &segment(0xFE, b"PlantedRemark"),
        &segment(0xDB, &[1; 65]),
        &segment(0xC0, b"\x08\0\x01\0\x01\x01\x01\x11\0"),
        &scan,
        b"\xFF\xD9",
    ]
    .concat()
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}

struct Papers {
    helper: Helper,
    view: InterviewView,
    /// A folder of files to choose from.
    stick: tempfile::TempDir,
}

impl Papers {
    fn new(folder: &Path) -> Self {
        let helper = Helper::with_centre(folder);
        let stick = tempfile::tempdir().unwrap();
        let source = stick.path().join("papers");
        std::fs::create_dir(&source).unwrap();
        std::fs::write(source.join("survey.csv"), SURVEY).unwrap();
        std::fs::write(source.join("settings.csv"), SETTINGS).unwrap();
        let imported = form_import(&helper.app, &source).unwrap();
        assert!(imported.published.is_some(), "{:?}", imported.check);
        assert!(imported.check.problems.is_empty(), "files are not left out: {:?}", imported.check.problems);
        let view = helper.start("papers", None);
        Self { helper, view, stick }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        std::fs::write(self.stick.path().join(name), bytes).unwrap();
        self.stick.path().join(name)
    }

    fn at(&self, name: &str) -> String {
        self.helper.place_of(&self.view, name)
    }

    fn attach(&self, question: &str, path: &Path) -> Result<InterviewDelta, AppError> {
        let (interview, at) = (self.view.interview, self.at(question));
        usecase::file_attach(&self.helper.app, &AttachRequest { interview, at, path: path.to_string_lossy().into() })
    }

    fn file(&self, question: &str) -> Option<FileView> {
        file(&self.helper, &self.view.interview, &self.at(question))
    }

    fn finish(&self) -> Id<CaseId> {
        finish(&self.helper, &self.view.interview)
    }
}

fn file(helper: &Helper, interview: &Id<InterviewId>, at: &str) -> Option<FileView> {
    helper.open(interview).nodes.into_iter().find(|node| node.at == at).unwrap().file
}

fn finish(helper: &Helper, interview: &Id<InterviewId>) -> Id<CaseId> {
    let request = FinishRequest { interview: *interview, allow_incomplete: false };
    usecase::interview_finish(&helper.app, &request).unwrap().case.unwrap()
}

fn show(app: &App, interview: &Id<InterviewId>, name: &str) -> Result<Vec<u8>, AppError> {
    let request = FileRequest { case: None, interview: *interview, name: name.to_owned() };
    usecase::file_show(app, &request).map(|picture| STANDARD.decode(picture.base64).unwrap())
}

#[test]
fn a_photograph_is_kept_without_its_place_and_is_there_when_the_interview_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::new(folder.path());
    let chosen = papers.put("Әйгерім.jpg", &photograph());
    let delta = papers.attach("photo", &chosen).unwrap();
    let node = delta.changed.iter().find(|node| node.at == papers.at("photo")).unwrap();
    let kept = node.file.clone().unwrap();
    assert!(node.answer == AnswerView::Value(kept.name.clone()), "the answer is the file's name");
    assert_eq!((&*kept.title, &*kept.media_type, kept.shown), ("Әйгерім.jpg", "image/jpeg", true));
    let (time, rest) = kept.name.split_once('-').unwrap();
    assert!(time.parse::<u64>().is_ok() && rest.ends_with(".jpg"), "{}", kept.name);
    assert!(delta.changed.iter().any(|node| node.at == papers.at("about") && node.relevant), "formulas see it");
    assert!(chosen.is_file(), "what was chosen stays where it is");

    let interview = papers.view.interview;
    let bytes = show(&papers.helper.app, &interview, &kept.name).unwrap();
    assert!(holds(&bytes, b"planted pixels") && !holds(&bytes, b"Planted"), "neither the camera nor the remark");
    assert!(!holds(&bytes, b"\x25\x88") && !holds(&bytes, b"\x2B\0\0\0\x01"), "no place");
    assert_eq!(bytes.len(), usize::try_from(kept.bytes).unwrap());
    drop(papers.helper);

    let helper = Helper::unlock(folder.path());
    assert_eq!(show(&helper.app, &interview, &kept.name).unwrap(), bytes, "as a draft");
    finish(&helper, &interview);
    drop(helper);
    let helper = Helper::unlock(folder.path());
    let read = helper.open(&interview);
    assert_eq!(read.status, Status::Finished);
    assert_eq!(read.nodes.iter().find_map(|node| node.file.clone()), Some(kept.clone()));
    assert_eq!(show(&helper.app, &interview, &kept.name).unwrap(), bytes, "finished");

    let mut looked = 0;
    for entry in std::fs::read_dir(folder.path()).unwrap() {
        let path = entry.unwrap().path();
        let file = std::fs::read(&path).unwrap();
        for marker in [&b"planted pixels"[..], "Әйгерім".as_bytes(), kept.name.as_bytes()] {
            assert!(!holds(&file, marker), "{} holds it in clear", path.display());
        }
        looked += file.len();
    }
    assert!(looked > bytes.len(), "the picture is in what was looked at");
}

#[test]
fn a_replaced_file_is_gone_from_a_draft_and_stays_readable_after_an_amendment() {
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::new(folder.path());
    let app = &papers.helper.app;
    let interview = papers.view.interview;
    papers.attach("photo", &papers.put("1.jpg", &photograph())).unwrap();
    let first = papers.file("photo").unwrap().name;
    papers.attach("photo", &papers.put("2.jpg", &photograph())).unwrap();
    let second = papers.file("photo").unwrap().name;
    assert_eq!(show(app, &interview, &first).unwrap_err().code, ErrorCode::FileUnknown, "replaced while a draft");

    papers.helper.answer(&interview, &papers.at("photo"), AnswerView::Declined);
    assert_eq!(show(app, &interview, &second).unwrap_err().code, ErrorCode::FileUnknown, "declined: the picture goes");
    let back = papers.helper.try_answer(&interview, &papers.at("photo"), AnswerView::Value(second));
    assert_eq!(back.unwrap_err().code, ErrorCode::FileUnknown, "a name alone brings no file");

    papers.attach("photo", &papers.put("3.jpg", &photograph())).unwrap();
    let third = papers.file("photo").unwrap().name;
    let case = papers.finish();
    let refused = papers.attach("photo", &papers.put("4.jpg", &photograph())).unwrap_err();
    assert_eq!(refused.code, ErrorCode::InterviewFinished);

    usecase::interview_amend(app, &InterviewRequest { interview, case: None }).unwrap();
    papers.attach("photo", &papers.put("4.jpg", &photograph())).unwrap();
    let fourth = papers.file("photo").unwrap().name;
    papers.finish();
    for name in [&third, &fourth] {
        assert!(holds(&show(app, &interview, name).unwrap(), b"planted pixels"));
    }
    let person = usecase::person_open(app, &PersonRequest { case }).unwrap();
    let change = person.history.iter().flat_map(|row| &row.changes).next().unwrap();
    assert!(change.before == AnswerView::Value(third) && change.after == AnswerView::Value(fourth));
    let found = usecase::doctor(app, &()).unwrap();
    assert_eq!((found.problems, found.files), (vec![], 2));
}

#[test]
fn what_cannot_be_kept_is_refused_and_nothing_changes() {
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::new(folder.path());
    let pdf = papers.put("хат.pdf", b"%PDF-1.7 of the court");
    let code = |question: &str, path: &Path| papers.attach(question, path).unwrap_err().code;
    assert_eq!(code("photo", &pdf), ErrorCode::AttachPicture, "a letter is no photograph");
    assert_eq!(code("photo", &papers.stick.path().join("none.jpg")), ErrorCode::AttachMissing);
    assert_eq!(code("photo", papers.stick.path()), ErrorCode::AttachFolder);
    assert_eq!(code("about", &pdf), ErrorCode::QuestionFixed);
    assert_eq!(code("letter", &papers.put("a.heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")), ErrorCode::AttachPicture);
    let view = papers.helper.open(&papers.view.interview);
    assert!(view.nodes.iter().all(|node| node.answer == AnswerView::Blank && node.file.is_none()));
    let review = InterviewRequest { interview: papers.view.interview, case: None };
    let review = usecase::interview_review(&papers.helper.app, &review).unwrap();
    assert_eq!(review.missing.len(), 1, "the photograph is required");
    let photo = view.nodes.iter().find(|node| node.at == papers.at("photo")).unwrap();
    assert!(photo.required && !matches!(photo.problem, Some(ProblemView::Type { .. })));

    papers.attach("letter", &pdf).unwrap();
    let kept = papers.file("letter").unwrap();
    assert_eq!((&*kept.media_type, kept.shown), ("application/pdf", false));
    assert!(kept.name.ends_with(".pdf"));
    assert_eq!(show(&papers.helper.app, &papers.view.interview, &kept.name).unwrap_err().code, ErrorCode::FileNotShown);
}

#[test]
fn an_export_names_the_files_and_writes_them_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::new(folder.path());
    let pdf = b"%PDF-1.7 of the court";
    papers.attach("photo", &papers.put("1.jpg", &photograph())).unwrap();
    papers.attach("letter", &papers.put("хат.pdf", pdf)).unwrap();
    let (photo, letter) = (papers.file("photo").unwrap().name, papers.file("letter").unwrap().name);
    papers.finish();
    let out = tempfile::tempdir().unwrap();
    for format in ["csv", "json"] {
        let files = papers.helper.export("papers", format, out.path(), None);
        let row = cells(&files);
        assert_eq!((&row["photo"], &row["letter"]), (&photo, &letter));
        assert_eq!(files.len(), 1, "names alone");
    }
    let mut request = papers.helper.export_request("papers", "csv", out.path());
    request.files = true;
    let done = pana_app::export_now(&papers.helper.app, &request, Some("all"), |_, _| {}).unwrap();
    assert_eq!(done.files, [out.path().join("all.csv"), out.path().join("all-files")]);
    assert_eq!(std::fs::read(out.path().join("all-files").join(&letter)).unwrap(), pdf);
    let written = std::fs::read(out.path().join("all-files").join(&photo)).unwrap();
    assert!(written == show(&papers.helper.app, &papers.view.interview, &photo).unwrap());
    assert_eq!(std::fs::read_dir(out.path().join("all-files")).unwrap().count(), 2);
}

#[test]
fn a_photograph_goes_with_its_interview_to_who_joins_and_to_who_meets_by_a_stick() {
    let folder = tempfile::tempdir().unwrap();
    let papers = Papers::new(folder.path());
    papers.attach("photo", &papers.put("1.jpg", &photograph())).unwrap();
    let name = papers.file("photo").unwrap().name;
    papers.finish();
    let Papers { helper, view, stick } = papers;
    let one = Laptop { folder, helper };
    let (_folder, two) = joined(&one, Invited::Me);
    let shown = |app: &App, name: &str| show(app, &view.interview, name).unwrap();
    assert!(shown(&two, &name) == shown(&one.helper.app, &name));
    usecase::interview_amend(&one.helper.app, &InterviewRequest { interview: view.interview, case: None }).unwrap();
    let again = Papers { helper: one.helper, view, stick };
    again.attach("photo", &again.put("2.jpg", &photograph())).unwrap();
    let second = again.file("photo").unwrap().name;
    again.finish();
    let came = carried(&again.helper.app, &two).unwrap();
    assert_eq!((came.files, came.events > 0), (1, true));
    assert!(show(&two, &again.view.interview, &second).unwrap().len() > 1_000_000);
    assert_eq!(carried(&again.helper.app, &two).unwrap().files, 0, "what is here is here");
    assert!(usecase::doctor(&two, &()).unwrap().problems.is_empty());
}
