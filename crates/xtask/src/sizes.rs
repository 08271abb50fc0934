//! Weighs what ships against `budgets.toml`.

use crate::failure::{Failure, Outcome};
use crate::manifest::Browser;
use crate::package;
use crate::workspace::Workspace;
use flate2::{Compression, write::GzEncoder};
use serde::Deserialize;
use std::fs;
use std::io::Write;
use std::path::Path;

const FILE: &str = "crates/xtask/budgets.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    budget: Vec<Budget>,
}

/// The most one file may weigh.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    file: String,
    measure: Measure,
    /// Of 1000 bytes each.
    kilobytes: u32,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Measure {
    /// After `gzip -9`.
    Gzip,
    /// As it is on disk.
    Plain,
}

/// One line of the table.
struct Weighed {
    budget: Budget,
    bytes: usize,
}

impl Weighed {
    fn is_over(&self) -> bool {
        self.bytes > self.limit()
    }

    /// In bytes.
    fn limit(&self) -> usize {
        self.budget.kilobytes as usize * 1000
    }

    fn row(&self) -> String {
        let measure = match self.budget.measure {
            Measure::Gzip => "gzip",
            Measure::Plain => "plain",
        };
        let (bytes, limit) = (self.bytes, self.limit());
        let share = self.bytes * 100 / limit.max(1);
        let verdict = if self.is_over() { "OVER" } else { "ok" };
        format!(
            "{:<26} {measure:<6} {bytes:>8} {limit:>8} {share:>4} %  {verdict}",
            self.budget.file
        )
    }
}

/// Prints the table; an error names the files over their budget.
pub fn check(workspace: &Workspace) -> Outcome<()> {
    let path = workspace.root.join(FILE);
    let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let folder = package::finished(workspace, Browser::Chromium)?;
    let weighed: Vec<Weighed> = budgets(&text)?
        .into_iter()
        .map(|budget| weigh(&folder, budget))
        .collect::<Outcome<_>>()?;
    println!(
        "{:<26} {:<6} {:>8} {:>8} {:>6}",
        "file", "as", "bytes", "budget", "used"
    );
    weighed
        .iter()
        .for_each(|weighed| println!("{}", weighed.row()));
    let over = weighed
        .iter()
        .filter(|weighed| weighed.is_over())
        .map(Weighed::row)
        .collect();
    Failure::from_findings("size budgets", over)
}

fn budgets(text: &str) -> Outcome<Vec<Budget>> {
    let budgets: Budgets = toml::from_str(text).map_err(|error| Failure::content(FILE, error))?;
    Ok(budgets.budget)
}

fn weigh(folder: &Path, budget: Budget) -> Outcome<Weighed> {
    let path = folder.join(&budget.file);
    let bytes = fs::read(&path).map_err(Failure::file(&path))?;
    let bytes = match budget.measure {
        Measure::Plain => bytes.len(),
        Measure::Gzip => gzipped(&bytes).map_err(Failure::file(&path))?,
    };
    Ok(Weighed { budget, bytes })
}

fn gzipped(bytes: &[u8]) -> std::io::Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(bytes: usize) -> Weighed {
        let text = "[[budget]]\nfile = \"content.js\"\nmeasure = \"plain\"\nkilobytes = 6\n";
        Weighed {
            budget: budgets(text).unwrap().remove(0),
            bytes,
        }
    }

    #[test]
    fn a_budget_is_in_kilobytes_of_a_thousand_and_may_be_used_up() {
        assert!(!weighed(6000).is_over());
        assert!(weighed(6001).is_over());
        assert_eq!(
            weighed(3000).row(),
            "content.js                 plain      3000     6000   50 %  ok"
        );
    }

    #[test]
    fn the_projects_own_budgets_are_read() {
        let files: Vec<String> = budgets(include_str!("../budgets.toml"))
            .unwrap()
            .into_iter()
            .map(|budget| budget.file)
            .collect();
        assert_eq!(
            files,
            [
                "wasm/background_bg.wasm",
                "wasm/desk_bg.wasm",
                "wasm/finder_bg.wasm",
                "wasm/scout_bg.wasm",
                "wasm/prompt_bg.wasm",
                "wasm/popup_bg.wasm",
                "wasm/write_bg.wasm",
                "wasm/options_bg.wasm",
                "wasm/links_bg.wasm",
                "wasm/when_bg.wasm",
                "wasm/followups_bg.wasm",
                "wasm/transfer_bg.wasm",
                "wasm/answer_bg.wasm",
                "wasm/invited_bg.wasm",
                "wasm/record_bg.wasm",
                "marks.js",
                "content.js",
                "forms.js"
            ]
        );
    }

    #[test]
    fn a_misspelt_budget_is_refused() {
        assert!(
            budgets("[[budget]]\nfile = \"a\"\nmeasure = \"brotli\"\nkilobytes = 1\n").is_err()
        );
        assert!(budgets("[[budget]]\nfile = \"a\"\nmeasure = \"plain\"\nkb = 1\n").is_err());
    }

    #[test]
    fn gzip_is_smaller_than_what_repeats() {
        assert!(gzipped(&[7; 10_000]).unwrap() < 100);
    }
}
