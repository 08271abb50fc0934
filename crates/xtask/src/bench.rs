//! `cargo xtask bench`: what things cost, beside what people would use instead.

use crate::failure::Outcome;
use crate::manifest::Browser;
use crate::package;
use crate::program;
use crate::setup::{self, Needs};
use crate::workspace::{E2E, Workspace};

/// The crates with benchmarks of their own.
const NATIVE: [&str; 3] = ["baton-worktime", "baton-templates", "baton-search"];

/// Runs the native benchmarks, then the prompt's in Chromium. Nothing is asserted: on a busy
/// machine only the ratios mean something.
pub fn run(workspace: &Workspace, yes: bool) -> Outcome<()> {
    let needs = Needs {
        browsers: &[Browser::Chromium],
        checks: false,
        yes,
    };
    let found = setup::prepare(workspace, &needs)?;
    let mut native = program::cargo();
    native.current_dir(&workspace.root).arg("bench");
    native.args(NATIVE.iter().flat_map(|name| ["--package", name]));
    program::run(native.arg("--benches"))?;

    package::build(workspace)?;
    let mut browser = program::cargo();
    browser.current_dir(&workspace.root);
    browser.args([
        "run",
        "--quiet",
        "--release",
        "--package",
        E2E,
        "--bin",
        "bench",
    ]);
    found.tell(&mut browser, &package::dist(workspace));
    program::run(&mut browser)
}
