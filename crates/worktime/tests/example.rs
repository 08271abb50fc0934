//! The runnable example: `example.jsonl` in, `example.expected.jsonl` out.

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/respond_by.rs"]
mod example;
#[path = "../../json/tests/lines/mod.rs"]
mod lines;

#[test]
fn every_line_is_answered_by_the_line_beside_it() {
    let zones = example::jiff_zones::JiffZones::bundled();
    lines::play(env!("CARGO_MANIFEST_DIR"), "example.jsonl", |line| {
        example::answer(line.as_bytes(), &zones).unwrap()
    });
}
