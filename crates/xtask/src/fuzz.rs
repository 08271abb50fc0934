//! `cargo xtask fuzz`: texts made up for each parser, led by the code they reach.
//!
//! The targets are `tests/fuzz`; libFuzzer makes up what they are given. It needs to be told which
//! code an input reached, so that program is compiled with the compiler's coverage instructions:
//! flags of the stable toolchain, set for this build only, in a folder of its own.

mod dictionary;
mod report;

use crate::failure::{Failure, Outcome};
use crate::program;
use crate::setup;
use crate::workspace::{FUZZ, Workspace};
use report::Report;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What the command was asked for.
pub struct Options {
    /// The only target; all of them when `None`.
    pub target: Option<String>,
    /// How long each target is tried.
    pub seconds: u32,
    /// Where chance begins; libFuzzer chooses, and the log tells, when `None`.
    pub seed: Option<u32>,
    /// Whether the person agreed beforehand to the system's package manager.
    pub yes: bool,
}

/// How long each target is tried unless it is said.
pub const SECONDS: u32 = 10;

/// Counters at each edge, their places, and what is compared with what: the last is how an input
/// gets past a name that must be spelled right.
const COVERAGE: [&str; 5] = [
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// What is a finding besides a panic: more than this for one input. Counters and checks make the
/// program several times slower than what ships.
const LIMITS: [&str; 3] = ["-timeout=5", "-rss_limit_mb=1024", "-max_len=32768"];

/// Tries the targets one after the other. The last line on standard output sums up.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome<()> {
    let folders = Folders::of(workspace);
    let known = folders.targets()?;
    let chosen = match &options.target {
        None => known,
        Some(name) if known.contains(name) => vec![name.clone()],
        Some(name) => {
            let known = known.join(", ");
            return Err(Failure::Usage(format!("`{name}` is no target: {known}")));
        }
    };
    setup::cxx_compiler(options.yes)?;
    let fuzz = build(workspace, &folders)?;
    let (mut inputs, mut findings) = (0, 0);
    for target in &chosen {
        let report = attempt(&fuzz, target, &folders, options)?;
        inputs += report.inputs;
        println!("{target:14} {report}");
        if let Some(artifact) = &report.artifact {
            findings += 1;
            let kept = folders.keep(target, artifact)?;
            println!("  kept as {}", kept.display());
        }
    }
    println!(
        "targets {}, inputs {inputs}, findings {findings}",
        chosen.len()
    );
    if findings == 0 {
        Ok(())
    } else {
        Err(Failure::Told)
    }
}

/// Where inputs are, and where libFuzzer may write.
struct Folders {
    /// In the repository: what the targets start from, and what was found.
    project: PathBuf,
    /// In cargo's folder: the build, logs, and what has grown from the starts.
    made: PathBuf,
}

impl Folders {
    fn of(workspace: &Workspace) -> Self {
        Self {
            project: workspace.root.join("tests").join("fuzz"),
            made: workspace.target.join("fuzz"),
        }
    }

    /// The targets: each has a folder it starts from, as the replay test sees to.
    fn targets(&self) -> Outcome<Vec<String>> {
        let corpus = self.project.join("corpus");
        let mut names = Vec::new();
        for entry in fs::read_dir(&corpus).map_err(Failure::file(&corpus))? {
            let entry = entry.map_err(Failure::file(&corpus))?;
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    /// A folder of the target's own among what is made, there to be written into.
    fn made(&self, what: &str, target: &str) -> Outcome<PathBuf> {
        let folder = self.made.join(what).join(target);
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        Ok(folder)
    }

    /// Moves what was found to where the tests replay it.
    fn keep(&self, target: &str, artifact: &Path) -> Outcome<PathBuf> {
        let folder = self.project.join("found").join(target);
        fs::create_dir_all(&folder).map_err(Failure::file(&folder))?;
        let kept = folder.join(artifact.file_name().unwrap_or_default());
        fs::copy(artifact, &kept).map_err(Failure::file(&kept))?;
        Ok(kept)
    }
}

/// Builds the program that makes inputs up.
fn build(workspace: &Workspace, folders: &Folders) -> Outcome<PathBuf> {
    let host = setup::host()?;
    let mut cargo = program::cargo();
    cargo.current_dir(&workspace.root);
    cargo.args(["build", "--package", FUZZ, "--bin", "fuzz"]);
    cargo.args(["--features", "libfuzzer", "--profile", "fuzz"]);
    // With a target named, build scripts and macros are compiled without the flags.
    cargo.args(["--target", &host]);
    cargo.arg("--target-dir").arg(&folders.made);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}"));
    program::run(&mut cargo)?;
    let folder = folders.made.join(host).join("fuzz");
    Ok(folder.join(format!("fuzz{}", std::env::consts::EXE_SUFFIX)))
}

/// Tries one target, until its time is over or it finds something.
fn attempt(fuzz: &Path, target: &str, folders: &Folders, options: &Options) -> Outcome<Report> {
    let start = folders.project.join("corpus").join(target);
    let found = folders.project.join("found").join(target);
    let grown = folders.made("grown", target)?;
    let artifacts = folders.made("artifacts", target)?;
    let scratch = folders.made("logs", target)?;
    let words = scratch.join("dictionary");
    fs::write(&words, dictionary::of(&start)?).map_err(Failure::file(&words))?;

    let mut command = Command::new(fuzz);
    command.env("BATON_FUZZ_TARGET", target).args(LIMITS);
    command.arg(format!("-max_total_time={}", options.seconds));
    if let Some(seed) = options.seed {
        command.arg(format!("-seed={seed}"));
    }
    command.arg("-print_final_stats=1");
    command.arg(format!("-dict={}", words.display()));
    // libFuzzer puts the name right behind this.
    command.arg(format!("-artifact_prefix={}/", artifacts.display()));
    // Into the first folder it writes what reaches new code; the others are only read.
    command.arg(&grown).arg(&start);
    if found.is_dir() {
        command.arg(&found);
    }
    let log = scratch.join("log");
    let status = program::logged(&mut command, &log)?;
    let text = fs::read(&log).map_err(Failure::file(&log))?;
    let report = Report::read(&String::from_utf8_lossy(&text));
    if !status.success() && report.artifact.is_none() {
        return Err(Failure::content(
            log.display().to_string(),
            "the program ended without a finding; the log tells why",
        ));
    }
    Ok(report)
}
