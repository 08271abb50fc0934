//! Writes the corpus every engine reads: `corpus NOTES FOLDER` makes `notes.jsonl`, one note a line,
//! `more.jsonl` with those added later, and `queries.json`, by kind.
#![allow(
    clippy::unwrap_used,
    reason = "a benchmark tells what is wrong by panicking"
)]

#[path = "../../../../crates/search/tests/corpus/mod.rs"]
mod corpus;

use baton_search::{Document, Fact, Field};
use corpus::{Corpus, Kind};
use serde_json::{Map, Value, json};
use std::env;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Queries of each kind.
const QUERIES: usize = 200;
/// Notes that are added one by one.
const MORE: usize = 200;
const SEED: u64 = 20_261_126;
const KINDS: [Kind; 6] = [
    Kind::OneWord,
    Kind::TwoWords,
    Kind::Prefix,
    Kind::Typo,
    Kind::Phrase,
    Kind::ShortPrefix,
];

fn main() {
    let mut arguments = env::args().skip(1);
    let count: usize = arguments.next().unwrap().parse().unwrap();
    let folder = arguments.next().unwrap();
    let folder = Path::new(&folder);
    fs::create_dir_all(folder).unwrap();
    let mut corpus = Corpus::new(SEED);
    let mut write = |name: &str, from: usize, to: usize| {
        let mut out = BufWriter::new(File::create(folder.join(name)).unwrap());
        for at in from..to {
            writeln!(out, "{}", line(&corpus.note(at))).unwrap();
        }
    };
    write("notes.jsonl", 0, count);
    write("more.jsonl", count, count + MORE);
    let queries: Map<String, Value> = KINDS
        .iter()
        .map(|kind| {
            let typed = corpus.queries(*kind, QUERIES);
            (kind.name().to_owned(), json!(typed))
        })
        .collect();
    fs::write(folder.join("queries.json"), json!(queries).to_string()).unwrap();
}

fn line(note: &Document) -> Value {
    let text = |field| {
        let found = note.texts.iter().find(|(known, _)| *known == field);
        found.map_or("", |(_, text)| text.as_str())
    };
    let facts = |fact| {
        let found = note.facts.iter().filter(move |(known, _)| *known == fact);
        found.map(|(_, value)| value.as_str())
    };
    json!({
        "id": note.id,
        "moment": note.moment.0,
        "title": text(Field::Title),
        "body": text(Field::Body),
        "tags": facts(Fact::Tag).collect::<Vec<_>>(),
        "person": text(Field::Person),
        "state": facts(Fact::State).next(),
    })
}
