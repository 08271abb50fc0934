//! `cargo xtask run`: Baton in a browser, on sample booking pages.

use crate::failure::Outcome;
use crate::manifest::Browser;
use crate::package;
use crate::program;
use crate::setup::{self, Needs};
use crate::workspace::{E2E, Workspace};
use std::env;

/// What the command line asked for.
pub struct Options {
    /// Where to show it.
    pub browser: Browser,
    /// Play the whole job without a window and leave pictures and exports.
    pub headless: bool,
    /// See [`Needs::yes`].
    pub yes: bool,
}

/// Sets up, builds, and hands over to the walk of the end-to-end crate.
pub fn run(workspace: &Workspace, options: &Options) -> Outcome<()> {
    let needs = Needs {
        browsers: &[options.browser],
        checks: false,
        yes: options.yes,
    };
    let found = setup::prepare(workspace, &needs)?;
    package::build(workspace)?;
    let headless = options.headless || !has_display();
    if headless && !options.headless {
        println!("No display here (DISPLAY and WAYLAND_DISPLAY are not set): a headless run.");
    }
    let mut walk = program::cargo();
    walk.current_dir(&workspace.root);
    walk.args([
        "run",
        "--quiet",
        "--package",
        E2E,
        "--bin",
        "walk",
        "--",
        "--browser",
    ]);
    walk.arg(options.browser.name())
        .args(headless.then_some("--headless"));
    walk.arg("--out")
        .arg(workspace.root.join("target").join("run"));
    found.tell(&mut walk, &package::dist(workspace));
    program::run(&mut walk)
}

/// Only Linux and its kin can lack one.
fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
