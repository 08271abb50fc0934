//! The runnable example: `example.txt` in, `example.expected.jsonl` out.

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/recognize.rs"]
mod example;
#[path = "../../json/tests/lines/mod.rs"]
mod lines;

#[test]
fn every_line_is_answered_by_the_line_beside_it() {
    lines::play(env!("CARGO_MANIFEST_DIR"), "example.txt", |line| {
        example::answer(line.as_bytes()).unwrap()
    });
}
