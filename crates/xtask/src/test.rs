//! `cargo xtask test`: every check there is, one step after the other, stopping at the first fault.

use crate::failure::{Failure, Outcome};
use crate::manifest::Browser;
use crate::program;
use crate::setup::{self, Found, Needs};
use crate::workspace::{E2E, Workspace};
use crate::{lint, package, sizes, tidy, wasm};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Characters of a failure that are said again.
const MOST_SAID_AGAIN: usize = 1_000;

/// One check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Formatting.
    Fmt,
    /// The rules of the house.
    Tidy,
    /// Clippy, warnings denied, for both kinds of target.
    Clippy,
    /// Unit, integration and documentation tests, and the examples.
    Native,
    /// Both packages.
    Build,
    /// Size budgets.
    Sizes,
    /// The add-on store's linter.
    Lint,
    /// Both browsers.
    E2e,
}

impl Step {
    /// Every step, the quick ones first.
    pub const ALL: [Self; 8] = [
        Self::Fmt,
        Self::Tidy,
        Self::Clippy,
        Self::Native,
        Self::Build,
        Self::Sizes,
        Self::Lint,
        Self::E2e,
    ];

    const fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Tidy => "tidy",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Build => "build",
            Self::Sizes => "sizes",
            Self::Lint => "lint",
            Self::E2e => "e2e",
        }
    }

    /// The steps of a list such as `fmt,clippy`, in their usual order.
    pub fn parse_list(list: &str) -> Outcome<Vec<Self>> {
        let wanted: Vec<&str> = list.split(',').map(str::trim).collect();
        let known = Self::ALL.map(Self::name);
        if let Some(other) = wanted.iter().find(|name| !known.contains(name)) {
            let known = known.join(", ");
            return Err(Failure::Usage(format!("`{other}` is not a step: {known}")));
        }
        Ok(Self::ALL
            .into_iter()
            .filter(|step| wanted.contains(&step.name()))
            .collect())
    }
}

/// Sets up, then runs the steps.
pub fn run(workspace: &Workspace, steps: &[Step], yes: bool) -> Outcome<()> {
    let browsers: &[Browser] = if steps.contains(&Step::E2e) {
        &Browser::ALL
    } else {
        &[]
    };
    let found = setup::prepare(
        workspace,
        &Needs {
            browsers,
            checks: true,
            yes,
        },
    )?;
    let begun = Instant::now();
    for (index, step) in steps.iter().enumerate() {
        let name = step.name();
        println!("[{}/{}] {name}", index + 1, steps.len());
        let started = Instant::now();
        check(workspace, *step, &found).map_err(|cause| Failure::Step {
            name,
            cause: Box::new(cause),
        })?;
        println!(
            "[{}/{}] {name}: passed in {:.1?}\n",
            index + 1,
            steps.len(),
            started.elapsed()
        );
    }
    println!(
        "All {} steps passed in {:.1?}.",
        steps.len(),
        begun.elapsed()
    );
    Ok(())
}

fn check(workspace: &Workspace, step: Step, found: &Found) -> Outcome<()> {
    match step {
        Step::Fmt => program::run(cargo(workspace).args(["fmt", "--all", "--check"])),
        Step::Tidy => tidy::check(workspace),
        Step::Clippy => clippy(workspace),
        Step::Native => native(workspace),
        Step::Build => package::build(workspace),
        Step::Sizes => sizes::check(workspace),
        Step::Lint => lint::check(workspace),
        Step::E2e => {
            let mut tests = cargo(workspace);
            // Everything that fails is worth knowing after a run of this length.
            tests.args(["test", "--no-fail-fast", "--package", E2E]);
            found.tell(&mut tests, &package::dist(workspace));
            let failures = workspace.root.join("target/e2e/failures");
            // Those of the run before; there may be none.
            let _ = fs::remove_dir_all(&failures);
            let outcome = program::run(&mut tests);
            if outcome.is_err() {
                say_again(&failures);
            }
            outcome
        }
    }
}

/// Says what failed once more, in short: between it and the end of the run stand thousands of lines.
fn say_again(failures: &Path) {
    let files = fs::read_dir(failures).into_iter().flatten().flatten();
    for file in files {
        let words = fs::read_to_string(file.path()).unwrap_or_default();
        let words: String = words.chars().take(MOST_SAID_AGAIN).collect();
        println!("{}: {words}\n", file.file_name().to_string_lossy());
    }
}

/// Everything that runs without a browser, the logic of the browser's own crates included.
fn native(workspace: &Workspace) -> Outcome<()> {
    program::run(cargo(workspace).arg("test"))?;
    let mut logic = cargo(workspace);
    logic.args(["test", "--lib"]);
    program::run(logic.args(packages(&workspace.browser_only())))
}

fn clippy(workspace: &Workspace) -> Outcome<()> {
    let deny = ["--", "-D", "warnings"];
    let mut native = cargo(workspace);
    native
        .args(["clippy", "--all-targets"])
        .args(packages(&workspace.native()));
    program::run(native.args(deny))?;
    let mut browser = cargo(workspace);
    browser
        .args(["clippy", "--all-targets", "--target", wasm::TARGET])
        .args(packages(&workspace.browser_only()));
    program::run(browser.args(deny))
}

fn packages<'a>(names: &[&'a str]) -> Vec<&'a str> {
    names.iter().flat_map(|name| ["--package", name]).collect()
}

fn cargo(workspace: &Workspace) -> Command {
    let mut cargo = program::cargo();
    cargo.current_dir(&workspace.root);
    cargo
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_chosen_by_name_and_keep_their_order() {
        assert_eq!(
            Step::parse_list("e2e, fmt").unwrap(),
            [Step::Fmt, Step::E2e]
        );
        assert!(
            Step::parse_list("fmt,format")
                .unwrap_err()
                .to_string()
                .starts_with("`format`")
        );
    }
}
