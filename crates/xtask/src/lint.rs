//! The add-on store's own linter, over the Firefox package.

use crate::failure::{Failure, Outcome};
use crate::manifest::Browser;
use crate::package;
use crate::program;
use crate::workspace::Workspace;
use serde::Deserialize;
use std::process::Command;

/// Warnings known and judged harmless: the code and the file, each with its reason.
const ACCEPTED: [(&str, &str); 12] = [
    // Yew's own binding; Baton gives it no markup.
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/answer.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/followups.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/transfer.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/invited.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/links.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/options.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/popup.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/prompt.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/record.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/when.js"),
    ("UNSAFE_VAR_ASSIGNMENT", "wasm/write.js"),
    // Chromium's side panel; in Firefox the sidebar is opened in its place.
    ("UNSUPPORTED_API", "wasm/popup.js"),
];

#[derive(Debug, Deserialize)]
struct Report {
    errors: Vec<Remark>,
    warnings: Vec<Remark>,
}

#[derive(Debug, Deserialize)]
struct Remark {
    code: String,
    message: String,
    #[serde(default)]
    file: Option<String>,
}

impl Remark {
    fn file(&self) -> &str {
        self.file.as_deref().unwrap_or("manifest.json")
    }

    fn is_accepted(&self) -> bool {
        ACCEPTED.contains(&(self.code.as_str(), self.file()))
    }
}

/// Lints the package; anything but the accepted warnings is an error.
pub fn check(workspace: &Workspace) -> Outcome<()> {
    let linter = workspace
        .root
        .join("node_modules/addons-linter/bin/addons-linter");
    let mut node = Command::new("node");
    node.arg(linter).args(["--output", "json"]);
    node.arg(package::finished(workspace, Browser::Firefox)?);
    // It ends with an error when it finds one; what it found is in what it printed.
    let printed = program::printed(&mut node)?;
    let report: Report = serde_json::from_str(&printed)
        .map_err(|error| Failure::content("addons-linter", format!("{error}: {printed}")))?;
    let accepted = report
        .warnings
        .iter()
        .filter(|remark| remark.is_accepted())
        .count();
    println!(
        "addons-linter: {} errors, {} warnings, {accepted} of them known",
        report.errors.len(),
        report.warnings.len()
    );
    Failure::from_findings("addons-linter", findings(&report))
}

fn findings(report: &Report) -> Vec<String> {
    let warnings = report
        .warnings
        .iter()
        .filter(|remark| !remark.is_accepted());
    report
        .errors
        .iter()
        .chain(warnings)
        .map(|remark| format!("{}: {}: {}", remark.file(), remark.code, remark.message))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_warning_passes_and_every_other_one_is_named() {
        let report = r#"{"errors": [], "notices": [], "warnings": [
            {"code": "UNSAFE_VAR_ASSIGNMENT", "message": "innerHTML", "file": "wasm/popup.js"},
            {"code": "UNSAFE_VAR_ASSIGNMENT", "message": "innerHTML", "file": "content.js"},
            {"code": "PERMISSION", "message": "unknown"}
        ]}"#;
        assert_eq!(
            findings(&serde_json::from_str(report).unwrap()),
            [
                "content.js: UNSAFE_VAR_ASSIGNMENT: innerHTML",
                "manifest.json: PERMISSION: unknown"
            ]
        );
    }

    #[test]
    fn an_error_is_never_accepted() {
        let report = r#"{"warnings": [], "errors": [
            {"code": "UNSAFE_VAR_ASSIGNMENT", "message": "innerHTML", "file": "wasm/popup.js"}
        ]}"#;
        assert_eq!(findings(&serde_json::from_str(report).unwrap()).len(), 1);
    }
}
