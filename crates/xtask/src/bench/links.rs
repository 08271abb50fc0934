//! The links of a page, many at once, in Wasm beside a regular expression of all hosts.

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;
use crate::{program, wasm};
use serde::Deserialize;
use std::process::Command;

/// What the process prints.
#[derive(Debug, Deserialize)]
struct Measured {
    links: u32,
    booking_links: u32,
    baton: Way,
    wasm: Way,
    survey: Way,
    regex: Way,
}

/// One way to look at all links, in milliseconds.
#[derive(Debug, Deserialize)]
struct Way {
    found: u32,
    p50: f64,
    best: f64,
}

/// Measures both ways in one process, and prints them side by side.
pub fn run(workspace: &Workspace) -> Outcome<()> {
    let module = wasm::build_bench(workspace)?;
    let mut node = Command::new("node");
    node.arg(workspace.root.join("tests/bench/peers/links.mjs"))
        .arg(workspace.root.join("tests/fixtures/recognize/urls.dev.tsv"))
        .arg(&module);
    let line = program::answer(&mut node)?;
    let measured: Measured =
        serde_json::from_str(&line).map_err(|error| Failure::content("what links cost", error))?;
    println!(
        "{} links at once, ms (half of the runs, the best)",
        measured.links
    );
    for (name, way) in [
        ("Baton in Wasm, one crossing: what each is", &measured.baton),
        ("  without joining and encoding the links", &measured.wasm),
        (
            "one JavaScript regular expression of all hosts: yes or no",
            &measured.regex,
        ),
    ] {
        println!(
            "{name:<60} {:>7.2} {:>7.2}   × {:.2}   ({} found)",
            way.p50,
            way.best,
            way.p50 / measured.baton.p50,
            way.found
        );
    }
    println!(
        "a page with {} links to book by, from the script's text: {:.2} {:.2} ms   ({} found)",
        measured.booking_links, measured.survey.p50, measured.survey.best, measured.survey.found
    );
    Ok(())
}
