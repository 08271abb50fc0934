//! The runnable example: `example.jsonl` in, `example.expected.jsonl` out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/read_answer.rs"]
mod example;
#[path = "../../json/tests/lines/mod.rs"]
mod lines;

#[test]
fn every_line_is_answered_by_the_line_beside_it() {
    lines::play(env!("CARGO_MANIFEST_DIR"), "example.jsonl", |line| {
        example::answer(line.as_bytes()).unwrap()
    });
}
