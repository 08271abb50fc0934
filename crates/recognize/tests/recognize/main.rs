//! Tests of the whole crate; each module is one promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on must fail, and so must what it calls"
)]

mod address;
mod any_text;
mod corpus;
mod descriptions;
mod every_rule;
mod form_pages;
mod forms;
mod lookalikes;
mod oracle;
mod pages;
mod prefill;
mod provider_files;
mod refused_files;
mod rules_agree;
mod surveys;
mod targets;
mod unwrapping;

use std::fs;
use std::path::PathBuf;

use proptest::test_runner::{Config, RngSeed};

/// The same cases in each run, and no files left behind.
fn fixed_cases(cases: u32) -> Config {
    Config {
        cases,
        max_global_rejects: cases,
        rng_seed: RngSeed::Fixed(20),
        failure_persistence: None,
        ..Config::default()
    }
}

fn fixture(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../tests/fixtures/recognize")
        .join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn provider_id(url: &str) -> Option<&'static str> {
    baton_recognize::recognize(url)
        .provider
        .map(|provider| provider.id)
}
