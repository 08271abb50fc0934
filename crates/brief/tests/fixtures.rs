//! Each `tests/fixtures/brief/<name>.json` is a line for the `render` example; beside it stands
//! what comes out. `BATON_UPDATE=1 cargo test -p baton-brief --test fixtures` writes it anew.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::Template;
use baton_locale::{Catalogue, Messages};
use std::fs;
use std::path::{Path, PathBuf};
use support::render;

const FORMATS: [(&str, &str); 3] = [("text", "txt"), ("markdown", "md"), ("html", "html")];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/brief")
}

#[test]
fn every_template_has_an_example_with_every_required_field() {
    let words = Catalogue::english();
    for template in Template::ALL {
        let path = folder().join(format!("{}.json", template.id));
        let line =
            fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let out = render::rendered(&line, &words).unwrap();
        let example = out["text"].as_str().unwrap();
        assert!(example.starts_with(&words.text(template.name_key, &[])));
        for field in template.fields.iter().filter(|field| field.required) {
            let label = words.text(field.label_key, &[]);
            assert!(
                example.contains(&format!("\n{label}")),
                "{label} in {}",
                template.id
            );
        }
    }
}

#[test]
fn every_fixture_renders_as_it_did() {
    let folder = folder();
    let update = std::env::var_os("BATON_UPDATE").is_some();
    let words = Catalogue::english();
    let mut inputs: Vec<_> = fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "json"))
        .collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "no fixtures in {}", folder.display());
    let mut differing = Vec::new();
    for input in &inputs {
        let line = fs::read_to_string(input).unwrap();
        let out = render::rendered(&line, &words)
            .unwrap_or_else(|error| panic!("{}: {error}", input.display()));
        for (format, end) in FORMATS {
            let path = input.with_extension(end);
            let now = out[format].as_str().unwrap();
            if update {
                fs::write(&path, now).unwrap();
            } else if fs::read_to_string(&path).ok().as_deref() != Some(now) {
                differing.push(path.display().to_string());
            }
        }
    }
    assert!(
        differing.is_empty(),
        "no longer as rendered before (BATON_UPDATE=1 accepts it):\n{}",
        differing.join("\n")
    );
}
