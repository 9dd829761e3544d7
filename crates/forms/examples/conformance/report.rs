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

    /// Prints it all.
    pub(crate) fn print(&self) {
        for line in &self.failed {
            println!("{line}");
        }
        for (reason, count) in &self.skipped {
            println!("skipped {count}: {reason}");
        }
        if let Some((same, all)) = self.states {
            println!("{same} of {all} states");
        }
        let skipped: usize = self.skipped.values().sum();
        println!("{} passed, {} failed, {skipped} skipped", self.passed, self.failed.len());
    }
}
