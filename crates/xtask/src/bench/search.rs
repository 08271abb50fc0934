//! Search beside other engines: one corpus, the same queries, a process for each engine.

use crate::failure::{Failure, Outcome};
use crate::workspace::{BENCH, Workspace};
use crate::{program, setup, wasm};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::process::Command;

/// Those in JavaScript and Wasm, by the name of their file; the first is what the others are
/// compared with.
const ENGINES: [&str; 5] = ["baton", "minisearch", "flexsearch", "orama", "sqlite"];
/// The kinds of queries in the order they are shown.
const KINDS: [&str; 7] = [
    "one word",
    "two words",
    "beginning",
    "typo",
    "phrase",
    "one letter",
    "related",
];

/// What an engine's process prints.
#[derive(Debug, Deserialize)]
struct Measured {
    name: String,
    version: String,
    /// Milliseconds of processor time.
    build: f64,
    /// Bytes.
    stored: u64,
    /// Bytes; `None` where the system does not tell.
    memory: Option<u64>,
    /// Milliseconds from nothing loaded to the first answer.
    cold: f64,
    adding: Shares,
    kinds: BTreeMap<String, Shares>,
    /// How much longer than usual a tenth of equal runs took.
    #[serde(default)]
    noise: f64,
    /// Ours only: slices of merging, and the longest in milliseconds of processor time.
    #[serde(default)]
    slices: u32,
    #[serde(default)]
    longest: f64,
}

/// Milliseconds: half are quicker than the first, all but one of a hundred than the second.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Shares {
    p50: f64,
    p99: f64,
}

/// Measures every engine over so many notes, one after the other, and prints them side by side.
pub fn run(workspace: &Workspace, notes: u32) -> Outcome<()> {
    let folder = workspace.target.join("bench").join(notes.to_string());
    let mut corpus = program::cargo();
    corpus
        .current_dir(&workspace.root)
        .args(["run", "--quiet", "--release", "--package", BENCH])
        .args(["--bin", "corpus", "--"]);
    program::run(corpus.arg(notes.to_string()).arg(&folder))?;
    let module = wasm::build_bench(workspace)?;
    let scripts = workspace.root.join("tests/bench/peers");
    setup::npm_ci(&scripts)?;
    let tantivy = workspace.target.join("bench-tantivy");
    let mut native = program::cargo();
    native
        .current_dir(workspace.root.join("tests/bench/tantivy"))
        .args(["build", "--quiet", "--release", "--locked", "--target-dir"]);
    program::run(native.arg(&tantivy))?;

    let mut all = Vec::new();
    for engine in ENGINES {
        println!("search: {engine}");
        let mut node = Command::new("node");
        node.args(["--expose-gc", "--max-old-space-size=8192"])
            .arg(scripts.join(format!("{engine}.mjs")));
        match measured(node.arg(&folder).arg(&module)) {
            Ok(one) => all.push(one),
            // Others may not bear so many notes; without ours there is nothing to compare.
            Err(failure) if !all.is_empty() => println!("search: {engine} is left out: {failure}"),
            Err(failure) => return Err(failure),
        }
    }
    println!("search: tantivy");
    let mut native = Command::new(tantivy.join("release").join("baton-bench-tantivy"));
    all.push(measured(native.arg(&folder))?);
    print!("{}", table(notes, &all));
    Ok(())
}

fn measured(command: &mut Command) -> Outcome<Measured> {
    let line = program::answer(command)?;
    serde_json::from_str(&line).map_err(|error| Failure::content("the engine's answer", error))
}

/// Everything side by side, each with its ratio to the first.
fn table(notes: u32, all: &[Measured]) -> String {
    let mut rows: Vec<(String, Vec<Option<f64>>)> = Vec::new();
    let mut row = |name: &str, value: &dyn Fn(&Measured) -> Option<f64>| {
        rows.push((name.to_owned(), all.iter().map(value).collect()));
    };
    row("build, s of processor", &|one| Some(one.build / 1e3));
    row("stored, MB", &|one| Some(one.stored as f64 / 1e6));
    row("memory, MB", &|one| {
        one.memory.map(|bytes| bytes as f64 / 1e6)
    });
    row("from cold, ms", &|one| Some(one.cold));
    for kind in KINDS {
        let shares = |one: &Measured| one.kinds.get(kind).copied();
        row(&format!("{kind}, p50 ms"), &|one| Some(shares(one)?.p50));
        row(&format!("{kind}, p99 ms"), &|one| Some(shares(one)?.p99));
    }
    row("a note added, p50 ms", &|one| Some(one.adding.p50));
    row("a note added, p99 ms", &|one| Some(one.adding.p99));

    let heading = |text: &dyn Fn(&Measured) -> &str| -> String {
        let cells = all.iter().map(|one| format!("{:>19}", text(one)));
        format!("{:22}{}\n", "", cells.collect::<String>())
    };
    let mut out = format!("\nsearch over {notes} notes; in brackets how many times ours\n");
    out += &heading(&|one| one.name.as_str());
    out += &heading(&|one| one.version.as_str());
    for (name, values) in rows {
        let ours = values.first().copied().flatten();
        let cells = values.iter().map(|value| cell(*value, ours));
        out += &format!("{name:22}{}\n", cells.collect::<String>());
    }
    if let Some(ours) = all.first() {
        out += &format!(
            "ours was merged in {} slices, the longest {:.0} ms of processor\n",
            ours.slices, ours.longest
        );
    }
    let noise = all.iter().map(|one| one.noise).fold(1.0, f64::max);
    out + &format!("noise of the machine: equal work took up to {noise:.1} times as long\n")
}

/// A value with its ratio to ours.
fn cell(value: Option<f64>, ours: Option<f64>) -> String {
    let Some(value) = value else {
        return format!("{:>19}", "–");
    };
    let ratio = ours.filter(|ours| *ours > 0.0).map(|ours| value / ours);
    let ratio = ratio.map_or_else(String::new, |ratio| format!("({ratio:.1})"));
    format!("{:>19}", format!("{} {ratio:>8}", digits(value)))
}

/// Three digits that count.
fn digits(value: f64) -> String {
    match value {
        100.0.. => format!("{value:.0}"),
        10.0..100.0 => format!("{value:.1}"),
        0.1..10.0 => format!("{value:.2}"),
        _ => format!("{value:.4}"),
    }
}
