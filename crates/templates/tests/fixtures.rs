//! Each `tests/fixtures/templates/<name>.json` is a line for the `draft` example; beside it, in
//! `<name>.expected.json`, stands what comes out. `BATON_UPDATE=1 cargo test -p baton-templates
//! --test fixtures` writes it anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_locale::Catalogue;
use std::fs;
use std::path::Path;

#[test]
fn every_fixture_drafts_as_it_did() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/templates");
    let update = std::env::var_os("BATON_UPDATE").is_some();
    let words = Catalogue::english();
    let is_input = |name: &str| name.ends_with(".json") && !name.ends_with(".expected.json");
    let mut inputs: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| is_input(&path.file_name().unwrap().to_string_lossy()))
        .collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "no fixtures in {}", folder.display());
    let mut differing = Vec::new();
    for input in &inputs {
        let line = fs::read_to_string(input).unwrap();
        let out = support::draft::drafted(&line, &words)
            .unwrap_or_else(|error| panic!("{}: {error}", input.display()));
        let now = serde_json::to_string_pretty(&out).unwrap() + "\n";
        let path = input.with_extension("expected.json");
        if update {
            fs::write(&path, now).unwrap();
        } else if fs::read_to_string(&path).ok().as_deref() != Some(&now) {
            differing.push(path.display().to_string());
        }
    }
    assert!(
        differing.is_empty(),
        "no longer as drafted before (BATON_UPDATE=1 accepts it):\n{}",
        differing.join("\n")
    );
}
