//! The index over a seeded corpus: building, storing, waking and every kind of query.
//!
//! A note has 60 to 120 words, a title and three tags; words follow Zipf's law over 40,000. 200
//! queries of each kind are timed one by one, each five times, of which the quickest counts: on a
//! machine that others use as well, the rest measures them. `NOTES=100000` sets how many notes there
//! are; 10,000 by default. Everything is printed, nothing asserted.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

#[path = "../tests/corpus/mod.rs"]
mod corpus;
#[path = "../tests/store/mod.rs"]
mod store;

use baton_search::{Batch, Document, MAX_SEGMENT_DOCUMENTS, Query};
use corpus::{Corpus, Kind};
use criterion::Criterion;
use std::hint::black_box;
use std::time::{Duration, Instant};
use store::Kept;

fn main() {
    let count = std::env::var("NOTES").map_or(10_000, |text| text.parse().unwrap());
    let mut corpus = Corpus::new(20_261_126);
    let notes: Vec<_> = (0..count).map(|at| corpus.note(at)).collect();
    let bytes: usize = notes
        .iter()
        .flat_map(|note| &note.texts)
        .map(|(_, text)| text.len())
        .sum();
    println!("{count} notes, {:.1} MB of text", mega(bytes));

    let start = Instant::now();
    let mut kept = Kept::default();
    for chunk in notes.chunks(MAX_SEGMENT_DOCUMENTS) {
        let mut batch = Batch::new();
        chunk.iter().for_each(|note| batch.add(note).unwrap());
        kept.put_batch(&batch);
    }
    println!("build, large batches: {:.2?}", start.elapsed());
    println!(
        "stored: {:.2} MB in {} pieces",
        mega(kept.bytes()),
        kept.pieces.len()
    );

    let start = Instant::now();
    let mut chunked = Kept::default();
    for chunk in notes.chunks(500) {
        chunked.put(chunk);
        chunked.merge();
    }
    let segments = chunked.index.segments();
    println!("build, 500 at once and merged: {:.2?}", start.elapsed());
    println!(
        "stored: {:.2} MB in {segments} segments",
        mega(chunked.bytes())
    );

    for (name, kept) in [("large", &mut kept), ("merged", &mut chunked)] {
        println!("-- {name}: {} segments", kept.index.segments());
        cold(kept, &mut corpus);
        for kind in Kind::ALL {
            queries(kept, &mut corpus, kind);
        }
        related(kept, &notes);
        println!("memory: {:.1} MB loaded", mega(kept.index.loaded_bytes()));
    }
    one_more(chunked, &mut corpus, count);
}

fn mega(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

/// The first answer after waking: from the manifest, loading what is needed.
fn cold(kept: &mut Kept, corpus: &mut Corpus) {
    let mut times = Vec::new();
    let mut loaded = 0;
    for typed in corpus.queries(Kind::TwoWords, 20) {
        let start = Instant::now();
        kept.wake();
        black_box(kept.search(&typed, 20));
        times.push(start.elapsed());
        loaded = kept.loaded.iter().map(|key| kept.pieces[key].len()).sum();
    }
    print_times("first after waking", &mut times);
    println!("  it loads {:.2} MB", mega(loaded));
}

fn queries(kept: &mut Kept, corpus: &mut Corpus, kind: Kind) {
    let typed = corpus.queries(kind, 200);
    // What is asked for a second time finds its pieces loaded.
    let mut found = 0;
    typed
        .iter()
        .for_each(|typed| found += kept.search(typed, 20).total);
    let quickest = |typed: &String| {
        let once = |_| {
            let start = Instant::now();
            let query = Query::parse(typed);
            black_box(kept.load(|index| index.search(&query, 20)).unwrap());
            start.elapsed()
        };
        (0..5).map(once).min().unwrap()
    };
    let mut times: Vec<_> = typed.iter().map(quickest).collect();
    print_times(
        &format!("{} (finds {})", kind.name(), found / 200),
        &mut times,
    );
}

/// What is like notes that are in the index, and like texts that are not.
fn related(kept: &mut Kept, notes: &[Document]) {
    for (name, id) in [
        ("related, its own draft in it", None),
        ("related, new", Some("new")),
    ] {
        let likes: Vec<_> = notes.iter().step_by(notes.len() / 200).collect();
        let likes = likes.into_iter().cloned().map(|note| Document {
            id: id.map_or(note.id, str::to_owned),
            ..note
        });
        let likes: Vec<_> = likes.collect();
        let mut found = 0;
        for like in &likes {
            found += kept.load(|index| index.related(like, 3)).unwrap().total;
        }
        let quickest = |like: &Document| {
            let once = |_| {
                let start = Instant::now();
                black_box(kept.load(|index| index.related(like, 3)).unwrap());
                start.elapsed()
            };
            (0..5).map(once).min().unwrap()
        };
        let mut times: Vec<_> = likes.iter().map(quickest).collect();
        print_times(
            &format!("{name} (finds {})", found / likes.len()),
            &mut times,
        );
    }
}

fn print_times(name: &str, times: &mut [Duration]) {
    times.sort();
    let at = |part: usize| times[(times.len() * part / 100).min(times.len() - 1)];
    println!("{name:32} p50 {:>9.1?}  p99 {:>9.1?}", at(50), at(99));
}

/// What saving one note costs.
fn one_more(mut kept: Kept, corpus: &mut Corpus, count: usize) {
    let mut times: Vec<_> = (0..200)
        .map(|at| {
            // Half of them replace a note that is there.
            let number = if at % 2 == 0 {
                count + at
            } else {
                at * 37 % count
            };
            let note = corpus.note(number);
            let start = Instant::now();
            let mut batch = Batch::new();
            batch.add(&note).unwrap();
            let change = kept.load(|index| index.put(&batch)).unwrap();
            let time = start.elapsed();
            kept.store(change);
            time
        })
        .collect();
    print_times("one note saved", &mut times);
    let segments = kept.index.segments();
    let mut times = Vec::new();
    while let Some(numbers) = kept.index.next_merge() {
        let start = Instant::now();
        let change = kept.load(|index| index.merge(&numbers)).unwrap();
        times.push(start.elapsed());
        kept.store(change);
    }
    println!(
        "merged {segments} segments into {} in {} steps",
        kept.index.segments(),
        times.len()
    );
    if !times.is_empty() {
        print_times("one merge", &mut times);
    }
    let query = Query::parse("tag:work");
    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("a filter over all notes", |b| {
        b.iter(|| black_box(kept.index.search(&query, 20)));
    });
}
