//! The order of the rooms: a crate may use those below it, and nothing beside or above.

use crate::workspace::Package;

/// The crates from the ground up. Those of one line do not know each other.
const LAYERS: [&[&str]; 11] = [
    &["baton-json", "baton-locale", "baton-worktime"],
    &[
        "baton-asking",
        "baton-gate",
        "baton-post",
        "baton-recognize",
        "baton-search",
    ],
    &["baton-brief"],
    &["baton-notes", "baton-settings", "baton-templates"],
    &["baton-exchange", "baton-protocol"],
    &["baton-app"],
    &["baton-store"],
    &["baton-webext"],
    &[
        "baton-background",
        "baton-desk",
        "baton-finder",
        "baton-scout",
        "baton-ui",
    ],
    &["baton-editor"],
    &[
        "baton-answer",
        "baton-followups",
        "baton-transfer",
        "baton-invited",
        "baton-links",
        "baton-options",
        "baton-popup",
        "baton-prompt",
        "baton-record",
        "baton-when",
        "baton-write",
    ],
];

/// Crates that know no browser.
pub const PURE: [&str; 15] = [
    "baton-app",
    "baton-asking",
    "baton-brief",
    "baton-exchange",
    "baton-gate",
    "baton-json",
    "baton-locale",
    "baton-notes",
    "baton-post",
    "baton-protocol",
    "baton-recognize",
    "baton-search",
    "baton-settings",
    "baton-templates",
    "baton-worktime",
];

/// Crates that bind to a browser; a pure crate lists none of them.
const BINDINGS: [&str; 8] = [
    "gloo",
    "js-sys",
    "serde-wasm-bindgen",
    "wasm-bindgen",
    "wasm-bindgen-futures",
    "web-sys",
    "yew",
    "indexed-db",
];

/// Tools, which may use any room and are used by none.
const TOOLS: [&str; 4] = ["baton-bench", "baton-e2e", "baton-fuzz", "baton-xtask"];

/// The line a crate stands on, counted from the ground.
fn height(name: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&name))
}

/// What is wrong with the arrows between crates.
pub fn findings(packages: &[Package]) -> Vec<String> {
    let mut found = Vec::new();
    for package in packages
        .iter()
        .filter(|package| !TOOLS.contains(&package.name.as_str()))
    {
        let name = &package.name;
        let Some(own) = height(name) else {
            found.push(format!(
                "{name}: has no place in the layers of crates/xtask/src/layers.rs"
            ));
            continue;
        };
        let shipped = package
            .dependencies
            .iter()
            .filter(|line| line.kind.as_deref() != Some("dev"));
        for used in shipped.map(|line| line.name.as_str()) {
            if used.starts_with("baton-") && height(used).is_none_or(|other| other >= own) {
                found.push(format!("{name}: may not use {used}, which is not below it"));
            }
            if PURE.contains(&name.as_str()) && BINDINGS.contains(&used) {
                found.push(format!("{name}: is pure and may not use {used}"));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn package(name: &str, dependencies: &[(&str, Option<&str>)]) -> Package {
        let dependencies: Vec<_> = dependencies
            .iter()
            .map(|(name, kind)| json!({"name": name, "kind": kind}))
            .collect();
        let described = json!({
            "name": name, "id": name, "version": "0.1.0", "dependencies": dependencies
        });
        serde_json::from_value(described).unwrap()
    }

    #[test]
    fn arrows_that_point_down_are_fine() {
        let packages = [
            package("baton-brief", &[("baton-gate", None), ("serde", None)]),
            package("baton-popup", &[("baton-ui", None), ("yew", None)]),
            package("baton-e2e", &[("baton-popup", None)]),
        ];
        assert_eq!(findings(&packages), Vec::<String>::new());
    }

    #[test]
    fn arrows_that_point_up_or_sideways_are_named() {
        let packages = [
            package("baton-gate", &[("baton-brief", None)]),
            package("baton-recognize", &[("baton-gate", None)]),
            package("baton-popup", &[("baton-xtask", None)]),
        ];
        assert_eq!(
            findings(&packages),
            [
                "baton-gate: may not use baton-brief, which is not below it",
                "baton-recognize: may not use baton-gate, which is not below it",
                "baton-popup: may not use baton-xtask, which is not below it",
            ]
        );
    }

    #[test]
    fn a_pure_crate_may_not_know_the_browser_except_in_its_tests() {
        let faulty = package("baton-notes", &[("web-sys", None)]);
        assert_eq!(
            findings(&[faulty]),
            ["baton-notes: is pure and may not use web-sys"]
        );
        let tested = package("baton-notes", &[("web-sys", Some("dev"))]);
        assert!(findings(&[tested]).is_empty());
    }

    #[test]
    fn a_new_crate_needs_a_place() {
        assert_eq!(findings(&[package("baton-fitness", &[])]).len(), 1);
    }
}
