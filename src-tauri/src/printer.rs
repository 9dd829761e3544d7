//! Printing by the system's own program (`lp`, of CUPS; Linux and macOS). A sheet goes into it as bytes, so that no file of
//! ours lies about; its queue calls the job `Pana` and names nobody. Where there is no such program there are no printers.

use std::io::Write as _;
use std::process::{Command, Stdio};

/// What lists the printers, and what takes a sheet.
const LIST: &str = "lpstat";
const PRINT: &str = "lp";
/// What stands in the queue, where others read it.
const TITLE: &str = "Pana";

/// The printers by name, the usual one first.
pub(crate) fn printers() -> Vec<String> {
    let Some(all) = said(&["-e"]) else { return Vec::new() };
    let usual = said(&["-d"]).and_then(|line| Some(line.rsplit_once(':')?.1.trim().to_owned()));
    in_order(&all, usual.as_deref())
}

/// Gives a sheet to one of them. Did the program take it?
pub(crate) fn print(printer: &str, pdf: &[u8]) -> bool {
    give(PRINT, printer, pdf).unwrap_or(false)
}

fn give(program: &str, printer: &str, pdf: &[u8]) -> std::io::Result<bool> {
    let mut child = Command::new(program)
        .args(["-d", printer, "-t", TITLE])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let written = child.stdin.take().map_or(Ok(()), |mut to| to.write_all(pdf));
    // It is waited for also where it took only a part.
    let ended = child.wait()?;
    Ok(written.is_ok() && ended.success())
}

fn said(arguments: &[&str]) -> Option<String> {
    let out = Command::new(LIST).args(arguments).env("LC_ALL", "C").stderr(Stdio::null()).output().ok()?;
    out.status.success().then(|| String::from_utf8_lossy(&out.stdout).into_owned())
}

fn in_order(all: &str, usual: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> =
        all.lines().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect();
    names.sort_by_key(|name| Some(name.as_str()) != usual);
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_printer_comes_first() {
        assert_eq!(in_order("Corridor\n\nOffice \n", Some("Office")), ["Office", "Corridor"]);
        assert_eq!(in_order("Corridor\nOffice\n", Some("Gone")), ["Corridor", "Office"]);
        assert!(in_order("", None).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn a_program_that_is_not_there_or_fails_took_nothing() {
        assert!(give("no-such-program-of-pana", "Office", b"%PDF").is_err());
        assert!(matches!(give("false", "Office", b"%PDF"), Ok(false)));
        assert!(matches!(give("cat", "Office", b"%PDF"), Ok(false)), "it knows no such option");
    }
}
