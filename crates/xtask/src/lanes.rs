//! Steps one after another in lanes, lanes side by side, and the table of what came of them.

use crate::shell::{Count, Out};
use anyhow::{Result, bail};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

type Work = Box<dyn FnOnce(&mut Out) -> Result<Count> + Send>;

/// Steps that run one after another, whatever becomes of them, beside those of other lanes.
#[derive(Default)]
pub(crate) struct Lane(Vec<(&'static str, Work)>);

/// A lane with nothing in it yet.
pub(crate) fn lane() -> Lane {
    Lane::default()
}

impl Lane {
    /// With one more step at its end.
    pub(crate) fn then(
        mut self,
        name: &'static str,
        work: impl FnOnce(&mut Out) -> Result<Count> + Send + 'static,
    ) -> Self {
        self.0.push((name, Box::new(work)));
        self
    }
}

/// One line of the closing table.
struct Line {
    name: &'static str,
    took: Duration,
    count: Count,
    /// Why tests failed, as far as their runner said it.
    whys: Vec<String>,
}

/// What has been run so far.
pub(crate) struct Table {
    started: Instant,
    lines: Vec<Line>,
}

impl Default for Table {
    fn default() -> Self {
        Self { started: Instant::now(), lines: Vec::new() }
    }
}

impl Table {
    /// A step after which the run goes on whatever happened; true if all of it passed.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Out) -> Result<Count>) -> bool {
        println!("\n== {name}");
        let line = done(name, &mut Out::Terminal, work);
        println!("== {name}: {} s", line.took.as_secs());
        self.lines.push(line);
        !self.failed(name)
    }

    /// A step that the later ones stand on.
    ///
    /// # Errors
    /// If it failed; the table is closed with it.
    pub(crate) fn must(&mut self, name: &'static str, work: impl FnOnce(&mut Out) -> Result<Count>) -> Result<()> {
        if self.step(name, work) { Ok(()) } else { self.close() }
    }

    /// Lanes side by side, until the last of them has ended. What a step says is printed when it ends.
    pub(crate) fn beside(&mut self, lanes: Vec<Lane>) {
        let lines = Mutex::new(&mut self.lines);
        thread::scope(|scope| {
            for lane in lanes {
                let lines = &lines;
                scope.spawn(move || {
                    for (name, work) in lane.0 {
                        let mut out = Out::Kept(Vec::new());
                        let mut line = done(name, &mut out, work);
                        if line.count.failed > 0 {
                            line.whys = out.whys();
                        }
                        // Held while it is printed, so that two steps do not speak at once.
                        let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
                        println!("\n== {name}");
                        out.print();
                        println!("== {name}: {} s", line.took.as_secs());
                        lines.push(line);
                    }
                });
            }
        });
    }

    /// Has a step of this name run, and not all of it passed?
    pub(crate) fn failed(&self, name: &str) -> bool {
        self.lines.iter().any(|line| line.name == name && line.count.failed > 0)
    }

    /// Prints the seconds of each step and the closing line.
    ///
    /// # Errors
    /// If any step failed.
    pub(crate) fn close(&self) -> Result<()> {
        println!("\nseconds  passed  failed  step");
        let mut all = Count::default();
        for line in &self.lines {
            println!("{:>7}  {:>6}  {:>6}  {}", line.took.as_secs(), line.count.passed, line.count.failed, line.name);
            all.passed += line.count.passed;
            all.failed += line.count.failed;
        }
        println!("{:>7}  in all; some went on beside others\n", self.started.elapsed().as_secs());
        // Once more at the end: whoever reads a long run reads that first.
        for why in self.lines.iter().flat_map(|line| &line.whys) {
            println!("{why}\n");
        }
        println!("{} passed, {} failed", all.passed, all.failed);
        if all.failed > 0 {
            let names: Vec<&str> =
                self.lines.iter().filter(|line| line.count.failed > 0).map(|line| line.name).collect();
            bail!("failed: {}", names.join(", "));
        }
        Ok(())
    }
}

fn done(name: &'static str, out: &mut Out, work: impl FnOnce(&mut Out) -> Result<Count>) -> Line {
    let start = Instant::now();
    let count = work(out).unwrap_or_else(|error| {
        out.say(&format!("{name}: {error:#}"));
        Count { passed: 0, failed: 1 }
    });
    Line { name, took: start.elapsed(), count, whys: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::channel;

    #[test]
    fn lanes_go_on_beside_each_other_and_past_a_step_that_failed() {
        let (to, from) = channel();
        let mut table = Table::default();
        table.beside(vec![
            lane().then("a", |_| bail!("no")).then("b", move |_| {
                to.send(()).unwrap();
                Ok(Count::ONE)
            }),
            // Ends only once the other lane has gone past its failed step.
            lane().then("c", move |_| {
                from.recv().unwrap();
                Ok(Count { passed: 2, failed: 0 })
            }),
        ]);
        assert!(table.failed("a"));
        assert!(!table.failed("b") && !table.failed("c"));
        assert_eq!(table.lines.iter().map(|line| line.count.passed).sum::<u64>(), 3);
        assert!(table.close().is_err());
    }
}
