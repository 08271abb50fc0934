//! The rules of the house that no compiler knows.

use crate::failure::{Failure, Outcome};
use crate::layers;
use crate::logical_css;
use crate::package::LICENCES;
use crate::program;
use crate::workspace::Workspace;
use std::fs;
use std::process::Command;

/// A file longer than this holds more than one idea.
const MOST_LINES: usize = 500;

/// Names that say nothing about what is inside.
const EMPTY_NAMES: [&str; 8] = [
    "common",
    "helper",
    "helpers",
    "manager",
    "misc",
    "util",
    "utils",
    "utilities",
];

/// Where shipped Rust may name the browser's own objects.
const BROWSER_ROOM: &str = "crates/webext/";

/// Where sample pages and texts of strangers live: their paths are their own.
const SAMPLES: &str = "tests/fixtures/";

/// A text file of the checkout; `path` has `/` between folders.
struct File {
    path: String,
    text: String,
}

impl File {
    fn is_rust(&self) -> bool {
        self.path.ends_with(".rs")
    }
}

/// Checks every file git tracks or would track, and the arrows between crates.
pub fn check(workspace: &Workspace) -> Outcome<()> {
    let files = tracked(workspace)?;
    let mut found: Vec<String> = LICENCES
        .iter()
        .filter(|name| !files.iter().any(|file| file.path == **name))
        .map(|name| format!("{name}: is missing"))
        .collect();
    found.extend(files.iter().flat_map(findings));
    found.extend(without_example(&files));
    found.extend(layers::findings(&workspace.packages));
    println!(
        "{} files, {} crates looked at",
        files.len(),
        workspace.packages.len()
    );
    Failure::from_findings("tidy", found)
}

fn tracked(workspace: &Workspace) -> Outcome<Vec<File>> {
    let mut git = Command::new("git");
    // A fresh machine may have fetched the checkout as another user, which git asks about.
    git.arg("-c")
        .arg(format!("safe.directory={}", workspace.root.display()));
    git.current_dir(&workspace.root);
    git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let mut paths: Vec<String> = program::answer(&mut git)?
        .split_terminator('\0')
        .map(str::to_owned)
        .collect();
    paths.sort();
    // A path in the index may be gone from the disk, and a picture is not a text.
    let read = |path: String| {
        fs::read_to_string(workspace.root.join(&path))
            .ok()
            .map(|text| File { path, text })
    };
    Ok(paths.into_iter().filter_map(read).collect())
}

/// What is wrong with one file.
fn findings(file: &File) -> Vec<String> {
    [
        name(file),
        length(file),
        crate_comment(file),
        browser_objects(file),
        machine(file),
        layout(file),
    ]
    .into_iter()
    .flatten()
    .map(|finding| format!("{}: {finding}", file.path))
    .collect()
}

fn name(file: &File) -> Option<String> {
    file.path
        .split('/')
        .map(|part| part.split('.').next().unwrap_or_default())
        .find(|stem| EMPTY_NAMES.contains(stem))
        .map(|stem| format!("`{stem}` does not say what is inside"))
}

fn length(file: &File) -> Option<String> {
    let lines = file.text.lines().count();
    (file.is_rust() && lines > MOST_LINES)
        .then(|| format!("has {lines} lines; {MOST_LINES} are the most"))
}

fn crate_comment(file: &File) -> Option<String> {
    let is_root = file.path.ends_with("/src/lib.rs") || file.path.ends_with("/src/main.rs");
    (is_root && !file.text.starts_with("//!"))
        .then(|| "does not begin with a `//!` line that says what the crate is for".to_owned())
}

fn browser_objects(file: &File) -> Option<String> {
    let is_shipped = file.path.starts_with("crates/") && !file.path.starts_with("crates/xtask/");
    if !file.is_rust() || !is_shipped || file.path.starts_with(BROWSER_ROOM) {
        return None;
    }
    let line = file.text.lines().position(|line| {
        let named = line
            .split_once("js_namespace")
            .map(|(_, rest)| rest)
            .unwrap_or_default();
        let mut words = named.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.any(|word| word == "chrome" || word == "browser")
    })?;
    Some(format!(
        "line {} binds to the browser's objects; only {BROWSER_ROOM} may",
        line + 1
    ))
}

fn layout(file: &File) -> Option<String> {
    if !(file.path.starts_with("extension/") && file.path.ends_with(".css")) {
        return None;
    }
    // A rule that is not closed takes all that follow into it, and browsers say nothing.
    let count = |brace| file.text.matches(brace).count();
    if count('{') != count('}') {
        return Some("has a rule that is not closed, or one closed twice".to_owned());
    }
    let (line, property) = logical_css::physical(&file.text)?;
    Some(format!(
        "line {line} lays out by left and right (`{property}`); use start and end"
    ))
}

/// Pure crates without an example that can be run.
fn without_example(files: &[File]) -> Vec<String> {
    layers::PURE
        .iter()
        .map(|name| format!("crates/{}/examples/", name.trim_start_matches("baton-")))
        .filter(|folder| !files.iter().any(|file| file.path.starts_with(folder)))
        .map(|folder| format!("{folder}: is missing; a pure crate has an example that can be run"))
        .collect()
}

/// Traces of the machine a file was made on: its folders, or the registry it happened to use.
fn machine(file: &File) -> Option<String> {
    if file.path.starts_with(SAMPLES) {
        return None;
    }
    let faulty = |line: &str| names_a_home(line) || names_a_registry(&file.path, line);
    let line = file.text.lines().position(faulty)?;
    Some(format!(
        "line {} names a folder or a registry of one machine",
        line + 1
    ))
}

fn names_a_home(line: &str) -> bool {
    // Put together here, so that this file does not find itself.
    ["root", "home", "Users", "work"].iter().any(|folder| {
        let path = format!("/{folder}/");
        line.match_indices(&path).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + path.len()..].chars().next();
            // Part of a longer path or an address, or the beginning of a pattern: not a folder here.
            !before.is_some_and(|c| c.is_alphanumeric() || "./_-}*".contains(c))
                && after.is_some_and(char::is_alphanumeric)
        })
    })
}

fn names_a_registry(path: &str, line: &str) -> bool {
    let line = line.trim();
    match path.rsplit('/').next().unwrap_or_default() {
        "package-lock.json" => {
            line.starts_with("\"resolved\"") && !line.contains("\"https://registry.npmjs.org/")
        }
        "Cargo.lock" => {
            line.starts_with("source = ")
                && line != "source = \"registry+https://github.com/rust-lang/crates.io-index\""
        }
        "config.toml" => line.starts_with("[source") || line.starts_with("[registr"),
        ".npmrc" => line.contains("registry"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        findings(&File {
            path: path.to_owned(),
            text: text.to_owned(),
        })
    }

    #[test]
    fn an_orderly_file_is_left_alone() {
        let text = "//! The gate.\n#[wasm_bindgen(js_namespace = Intl)]\n";
        assert!(found("crates/gate/src/lib.rs", text).is_empty());
    }

    #[test]
    fn a_name_that_says_nothing_is_refused_for_files_and_folders() {
        assert_eq!(
            found("crates/gate/src/utils.rs", ""),
            ["crates/gate/src/utils.rs: `utils` does not say what is inside"]
        );
        assert_eq!(found("crates/gate/src/common/hours.rs", "").len(), 1);
    }

    #[test]
    fn a_rust_file_may_have_500_lines_and_no_more() {
        assert!(found("crates/gate/src/rule.rs", &"\n".repeat(500)).is_empty());
        assert_eq!(
            found("crates/gate/src/rule.rs", &"\n".repeat(501)),
            ["crates/gate/src/rule.rs: has 501 lines; 500 are the most"]
        );
        assert!(found("Cargo.lock", &"\n".repeat(501)).is_empty());
    }

    #[test]
    fn a_crate_begins_with_what_it_is_for() {
        assert_eq!(found("crates/gate/src/lib.rs", "mod rule;\n").len(), 1);
        assert!(found("crates/gate/src/rule.rs", "use crate::Rule;\n").is_empty());
    }

    #[test]
    fn only_one_crate_binds_to_the_browsers_objects() {
        let binding = "#[wasm_bindgen(js_namespace = [\"browser\", \"tabs\"])]\n";
        assert_eq!(
            found("crates/popup/src/tabs.rs", binding),
            [
                "crates/popup/src/tabs.rs: line 1 binds to the browser's objects; \
              only crates/webext/ may"
            ]
        );
        assert_eq!(
            found("crates/popup/src/tabs.rs", "js_namespace = chrome\n").len(),
            1
        );
        assert!(found("crates/webext/src/tabs.rs", binding).is_empty());
        assert!(
            found(
                "crates/popup/src/tabs.rs",
                "// js_namespace = browserless\n"
            )
            .is_empty()
        );
    }

    #[test]
    fn a_folder_of_one_machine_is_refused_and_an_address_is_not() {
        let home = format!("see {}alex-example/notes", "/home/");
        assert_eq!(
            found("docs/build.md", &home),
            ["docs/build.md: line 1 names a folder or a registry of one machine"]
        );
        let address = format!("https://acme.example{}page", "/home/");
        assert!(found("docs/build.md", &address).is_empty());
        assert!(found("tests/fixtures/pages/acme.html", &home).is_empty());
    }

    #[test]
    fn style_sheets_lay_out_by_the_direction_of_the_text() {
        let sided = "p {\n  margin-left: 1px;\n}\n";
        assert_eq!(
            found("extension/theme.css", sided),
            [
                "extension/theme.css: line 2 lays out by left and right (`margin-left`); \
              use start and end"
            ]
        );
        assert!(found("extension/theme.css", "p { margin-inline-start: 1px; }\n").is_empty());
        assert_eq!(
            found("extension/theme.css", "p { margin: 0;\nq { margin: 0; }\n"),
            ["extension/theme.css: has a rule that is not closed, or one closed twice"]
        );
        assert!(found("tests/fixtures/pages/acme.css", sided).is_empty());
    }

    #[test]
    fn every_pure_crate_has_an_example_that_can_be_run() {
        let file = |name: &str| File {
            path: format!(
                "crates/{}/examples/line.rs",
                name.trim_start_matches("baton-")
            ),
            text: String::new(),
        };
        let mut files: Vec<File> = layers::PURE.iter().map(|name| file(name)).collect();
        assert!(without_example(&files).is_empty());
        files.retain(|file| !file.path.starts_with("crates/gate/"));
        assert_eq!(
            without_example(&files),
            ["crates/gate/examples/: is missing; a pure crate has an example that can be run"]
        );
    }

    #[test]
    fn lock_files_name_the_public_registries() {
        let npm = |host: &str| format!("\"resolved\": \"https://{host}/axe-core.tgz\"");
        assert!(found("package-lock.json", &npm("registry.npmjs.org")).is_empty());
        assert_eq!(found("package-lock.json", &npm("mirror.example")).len(), 1);
        let cargo = |host: &str| format!("source = \"registry+https://{host}\"");
        assert!(found("Cargo.lock", &cargo("github.com/rust-lang/crates.io-index")).is_empty());
        assert_eq!(found("Cargo.lock", &cargo("mirror.example")).len(), 1);
    }
}
