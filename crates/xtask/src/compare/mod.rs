//! What we do beside other programs that do the same, on the same data in the same run; and how it grows.

mod curve;
mod doubles;
mod growth;
mod letter;
mod meet;
mod programs;

use crate::shell::{at_root, cargo, root, run, target};
use anyhow::{Result, bail};
use programs::{PAIRS, example, said};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The forms, as their workbooks are named.
const FORMS: [&str; 5] = ["chain1000", "real1000", "real5000", "rep200", "chain5000"];
/// Makes the XForms that the other engine reads.
const PYXFORM: &str = "pyxform==4.5.0";
/// Validates a directory of services.
const FRICTIONLESS: &str = "frictionless==5.21.0";
/// Finds records of one person; with what it takes its rows from, and what our generator draws names from.
const SPLINK: [&str; 7] = [
    "splink==5.0.0",
    "pandas==3.1.1",
    "pyarrow==26.0.1",
    "mimesis==22.2.0",
    "Faker==40.63.0",
    "iuliia==0.13.0",
    "anyascii==0.3.3",
];
/// Makes a PDF of a page of HTML.
const WEASYPRINT: &str = "weasyprint==70.0";

/// What measures us, by package.
const EXAMPLES: [(&str, &str); 7] = [
    ("pana-rules", "rules_times"),
    ("pana-directory", "directory_times"),
    ("pana-app", "follow_up_times"),
    ("pana-letter", "letter_times"),
    ("pana-forms", "read_all"),
    ("pana-store", "doubles_found"),
    ("pana-sync", "meet_times"),
];

/// All parts, in the order in which they are run where none is named.
const PARTS: [&str; 8] = ["rules", "directory", "follow-up", "letter", "readers", "engine", "doubles", "meet"];

/// Measures both and prints the ratios. `parts`: which of [`PARTS`]; all of them when there are none. `beside FOLDER` at the end:
/// in FOLDER lie the examples of another build, and what has no peer is measured in turns with that. Needs node, python3 with venv,
/// and for the forms the workbooks beside the project.
///
/// # Errors
/// If a part is none, the workbooks are not there, or something cannot be installed or started.
pub(crate) fn compare(parts: &[&str]) -> Result<()> {
    let (parts, beside) = match parts {
        [parts @ .., "beside", folder] => (parts, Some(PathBuf::from(folder))),
        parts => (parts, None),
    };
    if let Some(unknown) = parts.iter().find(|part| !PARTS.contains(part)) {
        bail!("no part is called {unknown}; there are {}", PARTS.join(", "));
    }
    let parts = if parts.is_empty() { &PARTS[..] } else { parts };
    let folder = target().join("compare");
    std::fs::create_dir_all(&folder)?;
    // Everything is built and installed before anything is measured.
    let mut build = cargo();
    build.args(["build", "--quiet", "--release"]);
    for (package, example) in EXAMPLES {
        build.args(["--package", package, "--example", example]);
    }
    run(&mut build)?;
    for part in parts {
        match *part {
            "rules" => rules()?,
            "directory" => growth::directory(&python(&folder, FRICTIONLESS)?, &folder.join("directory"))?,
            "follow-up" => growth::follow_up(&folder.join("follow-up"), beside.as_deref())?,
            "letter" => letter::letter(&python(&folder, WEASYPRINT)?, &folder.join("letter"))?,
            "doubles" => doubles::doubles(&python_of(&folder, &SPLINK)?, &folder.join("doubles"))?,
            "meet" => {
                run(cargo().args(["build", "--quiet", "--release", "--package", "pana-hub"]))?;
                meet::meet(&folder.join("meet"))?;
            }
            "readers" => readers(&python(&folder, PYXFORM)?, &folder)?,
            _ => engine(&python(&folder, PYXFORM)?, &folder)?,
        }
    }
    Ok(())
}

/// The interpreter of a folder of its own, with this package.
fn python(folder: &Path, package: &str) -> Result<PathBuf> {
    python_of(folder, &[package])
}

/// The same with several packages.
fn python_of(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let python = folder.join("venv/bin/python");
    if !python.exists() {
        run(at_root("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages))?;
    Ok(python)
}

/// The folder of the workbooks beside the project.
fn workbooks(under: &str) -> Result<PathBuf> {
    let workbooks = root().join("../shared/conformance").join(under);
    if !workbooks.is_dir() {
        bail!("the forms to compare with are not at hand: {}", workbooks.display());
    }
    Ok(workbooks)
}

/// Our questionnaire engine beside another one.
fn engine(python: &Path, folder: &Path) -> Result<()> {
    let workbooks = workbooks("bench")?;
    run(cargo().args(["bench", "--quiet", "--package", "pana-forms", "--bench", "engine"]))?;
    for file in ["package.json", "run.mjs"] {
        std::fs::copy(root().join("crates/forms/benches/compare").join(file), folder.join(file))?;
    }
    run(Command::new("npm").args(["install", "--no-package-lock", "--no-audit", "--no-fund"]).current_dir(folder))?;
    let mut other = Command::new("node");
    // Its recursion is deep; where it still does not suffice, the table says so.
    other.args(["--stack-size=4000", "run.mjs"]).arg(root().join("target/forms-bench.json")).current_dir(folder);
    for form in FORMS {
        let xform = folder.join(form).with_extension("xml");
        convert(python, &workbooks.join(form).with_extension("xlsx"), &xform)?;
        other.arg(xform);
    }
    run(&mut other)
}

/// Asks the rules about people beside another engine of rules, and prints the ratio. Needs node alone.
fn rules() -> Result<()> {
    let folder = target().join("compare/rules");
    std::fs::create_dir_all(&folder)?;
    for file in ["package.json", "run.mjs"] {
        std::fs::copy(root().join("crates/rules/benches/compare").join(file), folder.join(file))?;
    }
    run(Command::new("npm").args(["install", "--no-package-lock", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    std::fs::write(folder.join("ours.json"), said(&mut Command::new(example("rules_times")))?)?;
    run(Command::new("node").arg("run.mjs").arg("ours.json").current_dir(&folder))
}

/// Reads all real workbooks with both readers, one process each, in turns, and prints the ratio of each pair.
fn readers(python: &Path, folder: &Path) -> Result<()> {
    let forms = workbooks("xlsforms/real")?;
    std::fs::copy(root().join("crates/forms/benches/compare/read_all.py"), folder.join("read_all.py"))?;
    for _ in 0..PAIRS {
        let theirs = read_all(Command::new(python).arg(folder.join("read_all.py")).arg(&forms))?;
        let ours = read_all(Command::new(example("read_all")).arg(&forms))?;
        println!(
            "{} workbooks read, pyxform / ours: {:.0} / {:.1} ms: {:.0} times; {} / {} accepted",
            ours.files,
            theirs.ms,
            ours.ms,
            theirs.ms / ours.ms,
            theirs.accepted,
            ours.accepted
        );
    }
    Ok(())
}

/// What a reader of a whole folder says of itself: files, those it takes, milliseconds.
struct Read {
    files: usize,
    accepted: usize,
    ms: f64,
}

fn read_all(command: &mut Command) -> Result<Read> {
    let said = said(command)?;
    let words: Vec<&str> = said.split_whitespace().collect();
    let [files, accepted, ms] = words.as_slice() else { bail!("a reader of the workbooks says: {said}") };
    Ok(Read { files: files.parse()?, accepted: accepted.parse()?, ms: ms.parse()? })
}

fn convert(python: &Path, workbook: &Path, xform: &Path) -> Result<()> {
    if xform.exists() {
        return Ok(());
    }
    run(Command::new(python).args(["-m", "pyxform.xls2xform", "--skip_validate"]).arg(workbook).arg(xform))
}
