//! What it costs to say what a URL is, beside the same hosts as one regular expression, which gives
//! neither a label nor a reason.
//!
//! `cargo bench -p baton-recognize`; divide by [`URLS`] for one URL.

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "links/mod.rs"]
mod links;

use baton_recognize::recognize;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use links::{URLS, host_expression, known, strangers};
use regex::Regex;
use std::hint::black_box;

fn urls(criterion: &mut Criterion) {
    let expression = Regex::new(&host_expression()).unwrap();
    let mut group = criterion.benchmark_group("1,000 URLs");
    group.throughput(Throughput::Elements(URLS as u64));
    for (name, urls) in [("of known systems", known()), ("of strangers", strangers())] {
        group.bench_function(format!("{name}: recognised"), |bencher| {
            bencher.iter(|| {
                urls.iter()
                    .map(|url| recognize(black_box(url)).evidence.len())
                    .sum::<usize>()
            });
        });
        group.bench_function(format!("{name}: one regular expression"), |bencher| {
            bencher.iter(|| {
                urls.iter()
                    .filter(|url| expression.is_match(black_box(url)))
                    .count()
            });
        });
    }
    group.finish();
}

/// Twice the length may take twice the time, no more.
fn lengths(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("one long URL");
    for bytes in [1_000, 2_000, 4_000, 8_000] {
        for (name, start) in [
            ("path", "https://calendly.com/acme/"),
            ("query", "https://cal.com/acme/30min?x="),
            ("segments", "https://cal.com/"),
        ] {
            let filler = if name == "segments" { "a/" } else { "aa" };
            let url = format!("{start}{}", filler.repeat((bytes - start.len()) / 2));
            group.throughput(Throughput::Bytes(url.len() as u64));
            group.bench_function(format!("{name}, {bytes} bytes"), |bencher| {
                bencher.iter(|| recognize(black_box(&url)));
            });
        }
    }
    group.finish();
}

criterion_group!(benches, urls, lengths);
criterion_main!(benches);
