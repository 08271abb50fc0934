//! The runnable example: `example.jsonl` in, `example.expected.jsonl` out.

#[allow(dead_code, reason = "the example's main is not called")]
#[path = "../examples/search.rs"]
mod example;
#[path = "../../json/tests/lines/mod.rs"]
mod lines;

#[test]
fn every_line_is_answered_by_the_line_beside_it() {
    let mut desk = example::Desk::default();
    lines::play(env!("CARGO_MANIFEST_DIR"), "example.jsonl", |line| {
        desk.answer(line)
    });
}

#[test]
fn what_is_like_a_note_is_found() {
    let mut desk = example::Desk::default();
    lines::play(env!("CARGO_MANIFEST_DIR"), "related.jsonl", |line| {
        desk.answer(line)
    });
}
