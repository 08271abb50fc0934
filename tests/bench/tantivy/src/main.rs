//! Times tantivy: `baton-bench-tantivy FOLDER` prints one line of JSON, as the engines in
//! `../peers` do. Native code, several threads while it builds: a yardstick, not a peer.
//!
//! Every query gives the best twenty and how many there are in all, as Baton's answers do.

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;
use tantivy::collector::{Count, TopDocs};
use tantivy::query::{BooleanQuery, BoostQuery, FuzzyTermQuery, Occur, PhraseQuery, Query, TermQuery};
use tantivy::schema::{Field, IndexRecordOption, STORED, STRING, Schema, TEXT};
use tantivy::{Index, IndexReader, IndexWriter, TantivyDocument, Term};

/// Each query is asked so often, and its quickest answer counts.
const TIMES: usize = 5;
/// Memory the writer may fill, in bytes.
const WRITER_BYTES: usize = 200_000_000;

#[derive(Deserialize)]
struct Note {
    id: String,
    title: String,
    body: String,
    tags: Vec<String>,
    person: String,
}

/// The fields with what a word in them is worth.
struct Fields {
    id: Field,
    texts: [(Field, f32); 4],
}

impl Fields {
    fn document(&self, note: &Note) -> TantivyDocument {
        let mut document = TantivyDocument::default();
        document.add_text(self.id, &note.id);
        let tags = note.tags.join(" ");
        let texts = [&note.title, &tags, &note.person, &note.body];
        for ((field, _), text) in self.texts.iter().zip(texts) {
            document.add_text(*field, text);
        }
        document
    }

    /// A word in any of the fields.
    fn any(&self, query: impl Fn(Field) -> Box<dyn Query>) -> Box<dyn Query> {
        let each = self.texts.iter().map(|(field, boost)| {
            let boosted: Box<dyn Query> = Box::new(BoostQuery::new(query(*field), *boost));
            (Occur::Should, boosted)
        });
        Box::new(BooleanQuery::new(each.collect()))
    }

    fn query(&self, kind: &str, typed: &str) -> Box<dyn Query> {
        let words: Vec<&str> = typed.trim_matches('"').split_whitespace().collect();
        let first = words.first().copied().unwrap_or_default();
        let term = Term::from_field_text;
        let exact = |word: &str| {
            self.any(|field| Box::new(TermQuery::new(term(field, word), IndexRecordOption::WithFreqs)))
        };
        match kind {
            "beginning" | "one letter" => {
                self.any(|field| Box::new(FuzzyTermQuery::new_prefix(term(field, first), 0, true)))
            }
            "typo" => self.any(|field| Box::new(FuzzyTermQuery::new(term(field, first), 1, true))),
            "phrase" => self.any(|field| {
                Box::new(PhraseQuery::new(words.iter().map(|word| term(field, word)).collect()))
            }),
            "two words" => {
                let each = words.iter().map(|word| (Occur::Must, exact(word)));
                Box::new(BooleanQuery::new(each.collect()))
            }
            _ => exact(first),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args().nth(1).ok_or("which folder?")?;
    let folder = Path::new(&folder);
    let notes = lines(&folder.join("notes.jsonl"))?;
    let more = lines(&folder.join("more.jsonl"))?;
    let mut schema = Schema::builder();
    let id = schema.add_text_field("id", STRING | STORED);
    let texts = [("title", 5.0), ("tags", 3.0), ("person", 3.0), ("body", 1.0)];
    let texts = texts.map(|(name, boost)| (schema.add_text_field(name, TEXT), boost));
    let fields = Fields { id, texts };
    let stored = folder.join("tantivy");
    let _ = fs::remove_dir_all(&stored);
    fs::create_dir_all(&stored)?;

    let empty = memory();
    let (start, cpu) = (Instant::now(), processor());
    let index = Index::create_in_dir(&stored, schema.build())?;
    let mut writer: IndexWriter = index.writer_with_num_threads(1, WRITER_BYTES)?;
    for note in &notes {
        writer.add_document(fields.document(note))?;
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    writer.merge(&segments).wait()?;
    writer.garbage_collect_files().wait()?;
    let build = processor().map_or(start.elapsed().as_secs_f64() * 1e3, |now| {
        now - cpu.unwrap_or_default()
    });

    let queries: BTreeMap<String, Vec<String>> =
        serde_json::from_str(&fs::read_to_string(folder.join("queries.json"))?)?;
    let reader = index.reader()?;
    let mut kinds = Map::new();
    for (kind, all) in &queries {
        let mut times = Vec::new();
        let mut found = 0;
        for typed in all {
            let mut best = f64::INFINITY;
            let mut count = 0;
            for _ in 0..TIMES {
                let start = Instant::now();
                count = search(&fields, &reader, kind, typed)?;
                best = best.min(start.elapsed().as_secs_f64() * 1e3);
            }
            found += count;
            times.push(best);
        }
        let (p50, p99) = shares(&mut times);
        let about = json!({ "p50": p50, "p99": p99, "found": found / all.len(), "asked": all.len() });
        kinds.insert(kind.clone(), about);
    }
    let memory = memory().zip(empty).map(|(full, empty)| full.saturating_sub(empty));
    let bytes: u64 = fs::read_dir(&stored)?
        .filter_map(|entry| entry.ok()?.metadata().ok())
        .map(|about| about.len())
        .sum();

    let mut waking = Vec::new();
    for typed in queries.get("two words").into_iter().flatten().take(5) {
        let start = Instant::now();
        let reader = Index::open_in_dir(&stored)?.reader()?;
        black_box(search(&fields, &reader, "two words", typed)?);
        waking.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let mut adding = Vec::new();
    // Each commit waits for the disk.
    for note in more.iter().take(20) {
        let start = Instant::now();
        writer.add_document(fields.document(note))?;
        writer.commit()?;
        adding.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let (added, slowest) = shares(&mut adding);
    let result = json!({
        "name": "tantivy, native",
        "version": "0.27.0",
        "notes": notes.len(),
        "build": build,
        "stored": bytes,
        "memory": memory,
        "cold": shares(&mut waking).0,
        "adding": { "p50": added, "p99": slowest },
        "kinds": Json::Object(kinds),
    });
    println!("{result}");
    Ok(())
}

fn search(
    fields: &Fields,
    reader: &IndexReader,
    kind: &str,
    typed: &str,
) -> tantivy::Result<usize> {
    let query = fields.query(kind, typed);
    let asked = (TopDocs::with_limit(20).order_by_score(), Count);
    let (best, count) = reader.searcher().search(&query, &asked)?;
    black_box(best);
    Ok(count)
}

fn lines(path: &Path) -> Result<Vec<Note>, Box<dyn Error>> {
    let text = fs::read_to_string(path)?;
    let notes: Result<_, _> = text.lines().map(serde_json::from_str).collect();
    Ok(notes?)
}

fn shares(times: &mut [f64]) -> (f64, f64) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get((times.len() * share / 100).min(times.len().saturating_sub(1)));
    let at = |share| at(share).copied().unwrap_or(f64::NAN);
    (at(50), at(99))
}

/// Bytes in memory; where the system tells.
fn memory() -> Option<u64> {
    let about = fs::read_to_string("/proc/self/status").ok()?;
    let line = about.lines().find_map(|line| line.strip_prefix("RssAnon:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}

/// Milliseconds of processor time of all threads; where the system tells, in its ticks of 10 ms.
fn processor() -> Option<f64> {
    let about = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, rest) = about.rsplit_once(')')?;
    let fields: Vec<&str> = rest.split_whitespace().collect();
    let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
    Some((ticks(11)? + ticks(12)?) * 10.0)
}
