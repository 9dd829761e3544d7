//! Our questionnaire engine beside another one, on the same forms in the same run.

use crate::shell::{at_root, cargo, root, run, target};
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

/// The forms, as their workbooks are named.
const FORMS: [&str; 5] = ["chain1000", "real1000", "real5000", "rep200", "chain5000"];
/// So often the two readers are run one after the other, since the machine is not the same from minute to minute.
const PAIRS: usize = 3;
/// Makes the XForms that the other engine reads.
const PYXFORM: &str = "pyxform==4.5.0";
/// Validates a directory of services.
const FRICTIONLESS: &str = "frictionless==5.21.0";
/// So many services has the directory.
const SERVICES: &str = "10000";

/// Measures both and prints the ratio. Needs node, python3 with venv, and the workbooks beside the project.
///
/// # Errors
/// If the workbooks are not there, or something cannot be installed or started.
pub(crate) fn compare() -> Result<()> {
    let workbooks = root().join("../shared/conformance/bench");
    if !workbooks.is_dir() {
        bail!("the forms to compare with are not at hand: {}", workbooks.display());
    }
    rules()?;
    run(cargo().args(["bench", "--quiet", "--package", "pana-forms", "--bench", "engine"]))?;
    let folder = target().join("compare");
    std::fs::create_dir_all(&folder)?;
    for file in ["package.json", "run.mjs", "read_all.py"] {
        std::fs::copy(root().join("crates/forms/benches/compare").join(file), folder.join(file))?;
    }
    run(Command::new("npm").args(["install", "--no-package-lock", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    let python = folder.join("venv/bin/python");
    if !python.exists() {
        run(at_root("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
    }
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", PYXFORM]))?;
    readers(&python, &folder)?;
    run(Command::new(&python).args(["-m", "pip", "install", "--quiet", FRICTIONLESS]))?;
    directory(&python, &folder.join("directory"))?;
    let mut other = Command::new("node");
    // Its recursion is deep; where it still does not suffice, the table says so.
    other.args(["--stack-size=4000", "run.mjs"]).arg(root().join("target/forms-bench.json")).current_dir(&folder);
    for form in FORMS {
        let xform = folder.join(form).with_extension("xml");
        convert(&python, &workbooks.join(form).with_extension("xlsx"), &xform)?;
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
    run(cargo().args(["build", "--quiet", "--release", "--package", "pana-rules", "--example", "rules_times"]))?;
    let ours = Command::new(target().join("release/examples/rules_times")).output()?;
    std::fs::write(folder.join("ours.json"), ours.stdout)?;
    run(Command::new("node").arg("run.mjs").arg("ours.json").current_dir(&folder))
}

/// Reads all real workbooks with both readers, one process each, in turns, and prints the ratio of each pair.
fn readers(python: &Path, folder: &Path) -> Result<()> {
    let forms = root().join("../shared/conformance/xlsforms/real");
    let mut ours = cargo();
    run(ours.args(["build", "--quiet", "--release", "--package", "pana-forms", "--example", "read_all"]))?;
    for _ in 0..PAIRS {
        let theirs = read_all(Command::new(python).arg(folder.join("read_all.py")).arg(&forms))?;
        let ours = read_all(Command::new(target().join("release/examples/read_all")).arg(&forms))?;
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

/// Reads a directory of services, which validates it, beside a validator of the same package, and prints both.
fn directory(python: &Path, folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    run(cargo().args([
        "build",
        "--quiet",
        "--release",
        "--package",
        "pana-directory",
        "--example",
        "directory_times",
    ]))?;
    run(Command::new(target().join("release/examples/directory_times")).arg(SERVICES).arg(folder))?;
    let script = root().join("crates/directory/benches/compare/validate.py");
    let theirs = Command::new(python).arg(script).arg(folder.join("datapackage.json")).output()?;
    println!("frictionless, valid and ms: {}", String::from_utf8(theirs.stdout)?.trim());
    Ok(())
}

/// What a reader of a whole folder says of itself: files, those it takes, milliseconds.
struct Read {
    files: usize,
    accepted: usize,
    ms: f64,
}

fn read_all(command: &mut Command) -> Result<Read> {
    let said = String::from_utf8(command.output()?.stdout)?;
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
