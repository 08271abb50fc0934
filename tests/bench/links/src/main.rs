//! Links recognised beside adblock's engine, in turns, over the same lists.
//!
//! The engine is given one rule a host (`||calendly.com^`) and answers only whether one fits.

#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "../../../../crates/recognize/benches/links/mod.rs"]
mod links;

use std::hint::black_box;
use std::time::Instant;

use adblock::Engine;
use adblock::request::Request;
use baton_recognize::{host_suffixes, recognize};
use links::{URLS, known, strangers};

/// Each list is gone through so many times by each; the median counts.
const TURNS: usize = 101;

fn main() {
    let rules: Vec<String> = host_suffixes()
        .iter()
        .map(|host| format!("||{host}^"))
        .collect();
    let engine = Engine::new_with_list_text(rules.join("\n"));
    println!("median of {TURNS} turns, ns a URL      Baton   adblock   ratio");
    for (name, urls) in [("known systems", known()), ("strangers", strangers())] {
        let (mut ours, mut theirs) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            ours.push(nanoseconds(|| {
                for url in &urls {
                    black_box(recognize(black_box(url)));
                }
            }));
            theirs.push(nanoseconds(|| {
                for url in &urls {
                    let from = "https://acme.example/";
                    let request = Request::new(black_box(url), from, "subdocument", "GET");
                    black_box(
                        request
                            .map(|it| engine.check_network_request(&it).filter.is_some())
                            .ok(),
                    );
                }
            }));
        }
        let (ours, theirs) = (median(ours), median(theirs));
        println!("{name:34} {ours:7.0} {theirs:9.0} {:7.1}", theirs / ours);
    }
}

/// What one URL took.
fn nanoseconds(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_nanos() as f64 / URLS as f64
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
