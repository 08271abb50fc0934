//! `cargo xtask recognize`: a folder of pages in a browser with Baton, and what it finds in each.

use crate::failure::{Failure, Outcome};
use crate::manifest::Browser;
use crate::package;
use crate::program;
use crate::setup::{self, Needs};
use crate::workspace::{E2E, Workspace};
use std::path::PathBuf;

/// What the command was asked for.
#[derive(Default)]
pub struct Options {
    /// The folder of pages.
    pub pages: Option<PathBuf>,
    /// The file that says which address each has, and what is in it.
    pub manifest: Option<PathBuf>,
    /// Where to write what the script in each page saw, in the place of judging it.
    pub record: Option<PathBuf>,
}

/// Builds Baton and opens the pages. A line of JSON a page, the totals last, on standard output;
/// everything else goes to standard error.
pub fn run(workspace: &Workspace, options: &Options, browser: Browser, yes: bool) -> Outcome<()> {
    let needed = |path: &Option<PathBuf>, name: &str| {
        let path = path.clone();
        path.ok_or_else(|| Failure::Usage(format!("`recognize` needs {name}")))
    };
    let pages = needed(&options.pages, "--pages DIR")?;
    let manifest = needed(&options.manifest, "--manifest FILE")?;
    let needs = Needs {
        browsers: &[browser],
        checks: false,
        yes,
    };
    let found = setup::prepare(workspace, &needs)?;
    package::build(workspace)?;
    let mut reading = program::cargo();
    // Paths are as the person wrote them, from where they stand.
    reading.args(["run", "--quiet", "--manifest-path"]);
    reading.arg(workspace.root.join("Cargo.toml"));
    reading.args(["--package", E2E, "--bin", "recognize", "--"]);
    reading.args(["--browser", browser.name()]);
    reading.arg("--pages").arg(pages);
    reading.arg("--manifest").arg(manifest);
    if let Some(record) = &options.record {
        reading.arg("--record").arg(record);
    }
    found.tell(&mut reading, &package::dist(workspace));
    // Its own lines say what is missing; nothing may follow the last one.
    program::run(&mut reading).map_err(|_| Failure::Told)
}
