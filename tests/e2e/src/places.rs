//! Where things are in the checkout and on the machine.

use std::path::{Path, PathBuf};

use crate::Trouble;
use crate::browser::Kind;

/// The root of the workspace.
pub fn workspace() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The sample pages.
pub fn pages() -> PathBuf {
    workspace().join("tests/fixtures/pages")
}

/// The tiny extension that tests the driver itself.
pub fn stand_in() -> PathBuf {
    workspace().join("tests/e2e/tests/support/stand-in")
}

/// Where a failed test leaves its screenshot.
pub fn leavings() -> PathBuf {
    workspace().join("target/e2e")
}

/// Where the words of failed tests are gathered, a file each, so that they can be said once more at
/// the end of a long run.
pub fn failures() -> PathBuf {
    leavings().join("failures")
}

/// Baton's build for a browser: `$BATON_DIST/<browser>`, else `dist/<browser>` in the workspace.
///
/// # Errors
/// [`Trouble::Program`] when there is no build, with the command that makes one.
pub fn baton(kind: Kind) -> Result<PathBuf, Trouble> {
    let dist = std::env::var_os("BATON_DIST").map_or_else(|| workspace().join("dist"), Into::into);
    let build = dist.join(kind.name());
    if build.join("manifest.json").is_file() {
        return Ok(build);
    }
    Err(Trouble::Program {
        name: "Baton".into(),
        cause: format!(
            "no build at {}; run `cargo xtask build` first",
            build.display()
        ),
    })
}

/// The source text of axe-core: `$BATON_AXE`, else what `npm ci` puts under `node_modules`.
///
/// # Errors
/// [`Trouble::File`] when it is not installed.
pub fn axe_source() -> Result<String, Trouble> {
    let path = std::env::var_os("BATON_AXE").map_or_else(
        || workspace().join("node_modules/axe-core/axe.min.js"),
        PathBuf::from,
    );
    std::fs::read_to_string(&path)
        .map_err(|error| Trouble::file(path, format!("{error}; run `npm ci` first")))
}

/// A program: from the environment variable, from PATH, or from Baton's own tool cache.
///
/// # Errors
/// [`Trouble::Program`] when none of the names is found.
pub fn program(variable: &str, names: &[&str]) -> Result<PathBuf, Trouble> {
    if let Some(path) = std::env::var_os(variable) {
        return Ok(path.into());
    }
    let mut folders: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    if let Some(home) = std::env::var_os("HOME") {
        folders.push(Path::new(&home).join(".cache/baton/tools/bin"));
    }
    for name in names {
        for folder in &folders {
            let candidate = folder.join(name);
            if candidate.is_file() {
                return Ok(candidate);
            }
        }
    }
    Err(Trouble::Program {
        name: names.join(" or "),
        cause: format!("not on PATH, not in ~/.cache/baton/tools/bin, and {variable} is not set"),
    })
}
