//! How figures grow: the same questions at several sizes, and the table that says so.

use anyhow::{Result, bail};

/// Figures by their names, in the order in which they were first said, at each size.
#[derive(Debug, Default)]
pub(crate) struct Curve {
    sizes: Vec<usize>,
    rows: Vec<(String, Vec<Option<Vec<f64>>>)>,
}

impl Curve {
    /// Takes in what a program says at a size: lines of a name and numbers with tabs between.
    ///
    /// # Errors
    /// If a line is none of these.
    pub(crate) fn take(&mut self, size: usize, said: &str) -> Result<()> {
        self.sizes.push(size);
        for line in said.lines() {
            let (name, numbers) = line.split_once('\t').unwrap_or((line, ""));
            let numbers: Vec<f64> = numbers.split('\t').filter_map(|number| number.parse().ok()).collect();
            if numbers.is_empty() {
                bail!("no figure: {line}");
            }
            self.put(size, name, numbers);
        }
        Ok(())
    }

    /// A figure at the size that was taken in last.
    pub(crate) fn put(&mut self, size: usize, name: &str, numbers: Vec<f64>) {
        let Some(at) = self.sizes.iter().position(|known| *known == size) else { return };
        let row = match self.rows.iter().position(|(known, _)| known == name) {
            Some(row) => row,
            None => {
                self.rows.push((name.to_owned(), Vec::new()));
                self.rows.len().saturating_sub(1)
            }
        };
        if let Some((_, figures)) = self.rows.get_mut(row) {
            figures.resize(self.sizes.len().max(figures.len()), None);
            if let Some(cell) = figures.get_mut(at) {
                *cell = Some(numbers);
            }
        }
    }

    /// One number of a figure at a size.
    pub(crate) fn at(&self, size: usize, name: &str) -> Option<f64> {
        let at = self.sizes.iter().position(|known| *known == size)?;
        let (_, figures) = self.rows.iter().find(|(known, _)| known == name)?;
        middle(figures.get(at)?.as_ref()?)
    }

    /// A table for a page of figures: a column for each size, and how each figure grows from the second size to the last. What was
    /// asked often says p50 and p95.
    pub(crate) fn print(&self, of: &str) {
        let sizes: Vec<String> = self.sizes.iter().map(|size| grouped(*size)).collect();
        println!(
            "| {of} | {} | grows with |\n|{}",
            sizes.join(" | "),
            " --- |".repeat(self.sizes.len().saturating_add(2))
        );
        for (name, figures) in &self.rows {
            let cells: Vec<String> =
                (0..self.sizes.len()).map(|at| cell(figures.get(at).and_then(Option::as_ref))).collect();
            println!("| {name} | {} | {} |", cells.join(" | "), self.growth(figures));
        }
    }

    /// The power of the size by which a figure grows, as it was seen; nothing where it is too short to say.
    fn growth(&self, figures: &[Option<Vec<f64>>]) -> String {
        let known = self.sizes.iter().zip(figures);
        let known: Vec<(f64, f64)> = known
            .filter_map(|(size, figure)| Some((f64::from(u32::try_from(*size).ok()?), middle(figure.as_ref()?)?)))
            .filter(|(_, figure)| *figure > 0.0)
            .collect();
        let [.., before, last] = known.as_slice() else { return String::new() };
        let power = (last.1 / before.1).ln() / (last.0 / before.0).ln();
        if power.is_finite() { format!("n^{power:.1}") } else { String::new() }
    }
}

/// The number that stands for a figure: p50 where there is one.
fn middle(numbers: &[f64]) -> Option<f64> {
    match numbers {
        [_, p50, _, ..] => Some(*p50),
        [only, ..] => Some(*only),
        [] => None,
    }
}

fn cell(numbers: Option<&Vec<f64>>) -> String {
    match numbers.map(Vec::as_slice) {
        Some([_, p50, p95, last, ..]) => format!("{} ({}), {}", short(*p50), short(*p95), short(*last)),
        Some([only, ..]) => short(*only),
        _ => String::new(),
    }
}

/// As many digits as say something.
pub(crate) fn short(number: f64) -> String {
    match number {
        number if number >= 100.0 => grouped(number.round() as usize),
        number if number >= 10.0 => format!("{number:.1}"),
        number => format!("{number:.2}"),
    }
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && digits.len().saturating_sub(at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_that_doubles_with_its_size_grows_with_the_first_power() {
        let mut curve = Curve::default();
        curve.take(100, "asked\t9\t1.0\t2.0\t3.0\nmade\t7").unwrap();
        curve.take(1_000, "asked\t9\t10.0\t20.0\t30.0").unwrap();
        assert_eq!(curve.at(1_000, "asked"), Some(10.0));
        assert_eq!(curve.growth(&curve.rows[0].1), "n^1.0");
        assert_eq!(curve.growth(&curve.rows[1].1), "");
        assert_eq!(cell(curve.rows[0].1[1].as_ref()), "10.0 (20.0), 30.0");
        assert!(curve.take(9, "nothing is said").is_err());
        assert_eq!((short(1_234_567.4), short(0.123)), ("1,234,567".to_owned(), "0.12".to_owned()));
    }
}
