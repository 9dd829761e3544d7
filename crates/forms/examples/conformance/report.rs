//! What came of the cases.

use std::collections::BTreeMap;

/// Counts, and a line for each that failed.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// Cases that came out as recorded.
    pub(crate) passed: usize,
    /// `id: what was expected, what came`.
    pub(crate) failed: Vec<String>,
    /// How many were not run, by reason.
    pub(crate) skipped: BTreeMap<String, usize>,
    /// States that came out as recorded, and all that were compared; for runs of several steps.
    pub(crate) states: Option<(usize, usize)>,
}

impl Report {
    /// A case that was not run, and why.
    pub(crate) fn skip(&mut self, reason: &str) {
        let count = self.skipped.entry(reason.to_owned()).or_default();
        *count = count.saturating_add(1);
    }

    /// What became of a case.
    pub(crate) fn case(&mut self, id: &str, outcome: Result<(), String>) {
        match outcome {
            Ok(()) => self.passed = self.passed.saturating_add(1),
            Err(said) => self.failed.push(format!("{id}: {said}")),
        }
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for line in &self.failed {
            writeln!(out, "{line}")?;
        }
        for (reason, count) in &self.skipped {
            writeln!(out, "skipped {count}: {reason}")?;
        }
        if let Some((same, all)) = self.states {
            writeln!(out, "{same} of {all} states")?;
        }
        let skipped: usize = self.skipped.values().sum();
        write!(out, "{} passed, {} failed, {skipped} skipped", self.passed, self.failed.len())
    }
}
