//! `cargo xtask torture`: faults made on purpose in real browsers, and what is left after them.

use crate::failure::{Failure, Outcome};
use crate::manifest::Browser;
use crate::package;
use crate::program;
use crate::setup::{self, Needs};
use crate::workspace::{E2E, Workspace};

/// What is done to the browsers (`Case` of the end-to-end tests).
const CASES: [&str; 9] = [
    "kill", "torn", "full", "worker", "tabs", "upgrade", "quota", "damage", "import",
];

/// The browsers, each with the storage it uses (`Subject` of the end-to-end tests).
const SUBJECTS: [&str; 3] = ["chromium", "chromium-sqlite", "firefox"];

/// The case of this name.
pub fn case(name: &str) -> Outcome<&'static str> {
    one_of(&CASES, name, "case")
}

/// The browser of this name.
pub fn subject(name: &str) -> Outcome<&'static str> {
    one_of(&SUBJECTS, name, "browser")
}

fn one_of(known: &[&'static str], name: &str, what: &str) -> Outcome<&'static str> {
    let found = known.iter().find(|one| **one == name).copied();
    found.ok_or_else(|| Failure::Usage(format!("`{name}` is not a {what}: {}", known.join(", "))))
}

/// What the command was asked for; whatever is `None`, the cases decide.
#[derive(Default)]
pub struct Options {
    /// The only case; all of them when `None`.
    pub case: Option<&'static str>,
    /// How often each fault is made.
    pub runs: Option<u32>,
    /// The only browser, with the storage it uses.
    pub subject: Option<&'static str>,
    /// Where chance begins.
    pub seed: Option<u32>,
    /// Whether the person agreed beforehand to the system's package manager.
    pub yes: bool,
}

/// Builds Baton and runs the cases. They print what they count; the last line sums it up.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome<()> {
    let browsers: &[Browser] = match options.subject {
        None => &Browser::ALL,
        Some("firefox") => &[Browser::Firefox],
        Some(_) => &[Browser::Chromium],
    };
    let needs = Needs {
        browsers,
        checks: false,
        yes: options.yes,
    };
    let found = setup::prepare(workspace, &needs)?;
    package::build(workspace)?;
    let mut torture = program::cargo();
    torture.current_dir(&workspace.root);
    torture.args(["run", "--quiet", "--package", E2E, "--bin", "torture", "--"]);
    let number = |number: Option<u32>| number.map(|number| number.to_string());
    for (option, value) in [
        ("--case", options.case.map(str::to_owned)),
        ("--browser", options.subject.map(str::to_owned)),
        ("--runs", number(options.runs)),
        ("--seed", number(options.seed)),
    ] {
        if let Some(value) = value {
            torture.args([option, &value]);
        }
    }
    found.tell(&mut torture, &package::dist(workspace));
    // Its own lines say what was lost; nothing may follow the last one.
    program::run(&mut torture).map_err(|_| Failure::Told)
}
