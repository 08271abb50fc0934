//! What libFuzzer's log tells.

use std::fmt;
use std::path::PathBuf;

/// The lines of a panic that are shown; the log has all of them.
const SHOWN_LINES: usize = 8;

/// One target's run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// How many inputs were tried.
    pub inputs: u64,
    /// The places in the code that the first inputs and all of them reached.
    covered: (u64, u64),
    /// Where chance began.
    seed: u64,
    /// The input that was a finding, where libFuzzer put it.
    pub artifact: Option<PathBuf>,
    /// What was said about it.
    said: Vec<String>,
}

impl Report {
    /// Reads a log.
    pub fn read(log: &str) -> Self {
        let mut covered = numbers(log, " cov: ").filter(|places| *places > 0);
        let first = covered.next().unwrap_or_default();
        let artifact = log
            .lines()
            .find_map(|line| line.split_once("Test unit written to "))
            .map(|(_, path)| PathBuf::from(path.trim()));
        let said = match artifact {
            Some(_) => said(log),
            None => Vec::new(),
        };
        Self {
            inputs: numbers(log, "stat::number_of_executed_units:")
                .next()
                .unwrap_or_default(),
            covered: (first, covered.last().unwrap_or(first)),
            seed: numbers(log, "INFO: Seed: ").next().unwrap_or_default(),
            artifact,
            said,
        }
    }
}

/// The numbers that stand behind `before`, line by line.
fn numbers<'l>(log: &'l str, before: &'l str) -> impl Iterator<Item = u64> + 'l {
    log.lines().filter_map(move |line| {
        let (_, rest) = line.split_once(before)?;
        rest.split_whitespace().next()?.parse().ok()
    })
}

/// The panic, or else what libFuzzer itself objects to: too long, or too much memory.
fn said(log: &str) -> Vec<String> {
    let is_begin = |line: &&str| line.contains("panicked at") || line.contains("ERROR: libFuzzer");
    let is_end = |line: &str| line.starts_with("stack backtrace") || line.starts_with("note:");
    let lines = log.lines().skip_while(|line| !is_begin(line));
    let lines = lines.take_while(|line| !is_end(line));
    lines.take(SHOWN_LINES).map(str::to_owned).collect()
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = self.covered;
        write!(f, "{:9} inputs", self.inputs)?;
        write!(f, ", coverage {first} to {last}, seed {}", self.seed)?;
        if self.artifact.is_some() {
            f.write_str(", a finding:")?;
        }
        self.said
            .iter()
            .try_for_each(|line| write!(f, "\n  {line}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quiet_run_tells_its_inputs_and_how_its_coverage_grew() {
        let log = "INFO: Seed: 7\n#2\tINITED cov: 922 ft: 1557 corp: 7/1Kb exec/s: 0 rss: 30Mb\n\
                   #900\tNEW    cov: 930 ft: 1560 corp: 8/1Kb\n#1024\tDONE   cov: 931 ft: 1561\n\
                   stat::number_of_executed_units: 1024\n";
        let report = Report::read(log);
        assert_eq!(
            report.to_string(),
            "     1024 inputs, coverage 922 to 931, seed 7"
        );
        assert_eq!(report.artifact, None);
    }

    #[test]
    fn a_finding_is_told_with_its_panic_and_without_its_backtrace() {
        let log = "INFO: Seed: 7\n#2\tINITED cov: 9 ft: 9\n\
                   thread '<unnamed>' (1) panicked at tests/fuzz/src/url.rs:9:5:\nit is not so\n\
                   stack backtrace:\n   0: begin\n\
                   ==1== ERROR: libFuzzer: deadly signal\n\
                   artifact_prefix='a/'; Test unit written to a/crash-0f\n\
                   stat::number_of_executed_units: 12\n";
        let report = Report::read(log);
        assert_eq!(report.artifact.as_deref(), Some("a/crash-0f".as_ref()));
        assert_eq!(
            report.to_string(),
            "       12 inputs, coverage 9 to 9, seed 7, a finding:\n  \
             thread '<unnamed>' (1) panicked at tests/fuzz/src/url.rs:9:5:\n  it is not so"
        );
    }

    #[test]
    fn too_long_a_run_is_a_finding_too() {
        let log = "ALARM: working on the last Unit for 6 seconds\n\
                   artifact_prefix='a/'; Test unit written to a/timeout-0f\n\
                   ==1== ERROR: libFuzzer: timeout after 6 seconds\n";
        let report = Report::read(log);
        assert!(report.artifact.is_some());
        assert!(report.to_string().ends_with("timeout after 6 seconds"));
    }
}
