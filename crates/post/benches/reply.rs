//! How long it takes to read a reply of 200 KB, and a calendar file of 2 MB.
//!
//! `cargo bench -p baton-post`

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

use baton_post::{
    Labels, MAX_CALENDAR_BYTES, Reply, Sent, read_calendar, read_reply, read_reply_html,
};
use criterion::{Criterion, criterion_group, criterion_main};
use std::fs;
use std::hint::black_box;
use std::path::Path;

const MAIL_BYTES: usize = 200_000;

fn fixture(name: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures");
    fs::read_to_string(fixtures.join(name)).unwrap()
}

/// A reply with the thread below it, so often that it is as long as that.
fn long(reply: &str) -> String {
    reply.repeat(MAIL_BYTES / reply.len() + 1)
}

fn replies(criterion: &mut Criterion) {
    let brief = fixture("brief/ask.txt");
    let sent = Sent {
        labels: Labels::ENGLISH,
        numbered: 2,
        text: Some(&brief),
    };
    let mut measure = |name: &str, read: &dyn Fn() -> Reply| {
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(read())));
    };
    let thread = long(&fixture("replies/thread.txt"));
    measure("a reply of 200 KB, plain text", &|| {
        read_reply(black_box(&thread), &sent).unwrap()
    });
    let outlook = long(&fixture("replies/outlook.html"));
    measure("a reply of 200 KB, Outlook's HTML", &|| {
        read_reply_html(black_box(&outlook), &sent).unwrap()
    });
    let words = long("Lorem ipsum dolor sit amet, and 1 of 2 is enough for everybody here.\n");
    measure("a reply of 200 KB that ignores the block", &|| {
        read_reply(black_box(&words), &sent).unwrap()
    });
}

fn calendars(criterion: &mut Criterion) {
    let event = fixture("invitations/outlook.ics");
    let file = event.repeat(MAX_CALENDAR_BYTES / event.len());
    criterion.bench_function("a calendar file of 2 MB", |bencher| {
        bencher.iter(|| black_box(read_calendar(black_box(&file)).unwrap()));
    });
}

criterion_group!(benches, replies, calendars);
criterion_main!(benches);
