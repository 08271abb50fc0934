//! Keeps documents and answers queries, as the background does with notes.
//!
//! Each line of standard input is one of these; each line of output is an object.
//!
//! | line | what it does |
//! | --- | --- |
//! | `{"documents":[…]}` | puts documents in; one with an `id` that is there replaces it |
//! | `{"remove":["a"]}` | takes documents out |
//! | `{"merge":true}` | merges what should be merged |
//! | `{"wake":true}` | forgets everything that is loaded, like a worker that was stopped |
//! | `{"query":"…","limit":5}` | searches; hits are marked in `text` as `[hit]` |
//! | `{"like":{…},"limit":5}` | finds what is like a document |
//!
//! A document has an `id`, and may have a `moment` (milliseconds since 1970), the texts `title`,
//! `person`, `tag`, `state`, `body` and `comment`, and `facts`, such as `{"template":"ask"}`.
//! Persons, tags and states are facts as well.
//!
//! ```text
//! $ cargo run -q -p baton-search --example search <<'END'
//! {"documents":[{"id":"a","title":"Plan for Q3","body":"Which supplier?"}]}
//! {"query":"suplier"}
//! END
//! {"documents":1,"pieces":1,"bytes":…}
//! {"total":1,"hits":[{"id":"a","text":"Which [supplier]?","typo":true}]}
//! ```

use baton_search::{Batch, Change, Damaged, Document, Fact, Field, Index, PieceKey, Query, Step};
use baton_worktime::UtcMillis;
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

/// How long a snippet is, in characters.
const SNIPPET_CHARS: usize = 60;

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
struct Line {
    #[serde(default)]
    documents: Vec<Note>,
    #[serde(default)]
    remove: Vec<String>,
    #[serde(default)]
    merge: bool,
    #[serde(default)]
    wake: bool,
    query: Option<String>,
    like: Option<Note>,
    #[serde(default = "ten")]
    limit: usize,
}

const fn ten() -> usize {
    10
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    id: String,
    #[serde(default)]
    moment: i64,
    #[serde(default)]
    facts: BTreeMap<String, String>,
    title: Option<String>,
    person: Option<String>,
    tag: Option<String>,
    state: Option<String>,
    body: Option<String>,
    comment: Option<String>,
}

impl Note {
    fn document(&self) -> Document {
        let texts = [
            (Field::Title, &self.title),
            (Field::Person, &self.person),
            (Field::Tag, &self.tag),
            (Field::State, &self.state),
            (Field::Body, &self.body),
            (Field::Comment, &self.comment),
        ];
        let texts = texts
            .into_iter()
            .filter_map(|(field, text)| Some((field, text.clone()?)));
        let own = [
            (Fact::Person, &self.person),
            (Fact::Tag, &self.tag),
            (Fact::State, &self.state),
        ];
        let own = own
            .into_iter()
            .filter_map(|(fact, text)| Some((fact, text.clone()?)));
        let named = self.facts.iter().filter_map(|(name, value)| {
            let fact = Fact::ALL.into_iter().find(|fact| fact.as_str() == name)?;
            Some((fact, value.clone()))
        });
        Document {
            id: self.id.clone(),
            moment: UtcMillis(self.moment),
            texts: texts.collect(),
            facts: own.chain(named).collect(),
        }
    }
}

/// The notes, the index over them, and what is stored of it.
#[derive(Default)]
pub struct Desk {
    notes: BTreeMap<String, Document>,
    index: Index,
    manifest: Vec<u8>,
    pieces: BTreeMap<PieceKey, Vec<u8>>,
}

fn main() -> io::Result<()> {
    let mut desk = Desk::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", desk.answer(&line?))?;
    }
    Ok(())
}

impl Desk {
    /// The answer to one line.
    pub fn answer(&mut self, line: &str) -> String {
        let read = serde_json::from_str(line).map_err(|reason| reason.to_string());
        let done = read.and_then(|line| self.take(line).map_err(|damaged| damaged.to_string()));
        done.unwrap_or_else(|reason| json!({ "refused": reason }))
            .to_string()
    }

    fn take(&mut self, line: Line) -> Result<Value, Damaged> {
        if let Some(typed) = line.query {
            return self.search(&typed, line.limit);
        }
        if let Some(note) = line.like {
            let like = note.document();
            let hits = self.load(|index| index.related(&like, line.limit))?;
            let ids: Vec<_> = hits.best.into_iter().map(|hit| hit.id).collect();
            return Ok(json!({ "like": ids }));
        }
        if line.wake && !self.manifest.is_empty() {
            self.index = Index::open(&self.manifest)?;
        }
        let mut batch = Batch::new();
        for note in &line.documents {
            let document = note.document();
            if let Err(refused) = batch.add(&document) {
                return Ok(json!({ "refused": refused.to_string() }));
            }
            self.notes.insert(note.id.clone(), document);
        }
        if !batch.is_empty() {
            let change = self.load(|index| index.put(&batch))?;
            self.store(change);
        }
        if !line.remove.is_empty() {
            let ids = || line.remove.iter().map(String::as_str);
            let change = self.load(|index| index.remove(ids()))?;
            self.store(change);
        }
        while line.merge
            && let Some(segments) = self.index.next_merge()
        {
            let change = self.load(|index| index.merge(&segments))?;
            self.store(change);
        }
        let bytes: usize = self.pieces.values().map(Vec::len).sum();
        let documents = self.index.len();
        Ok(json!({ "documents": documents, "pieces": self.pieces.len(), "bytes": bytes }))
    }

    /// Does a thing, loading the pieces it needs.
    fn load<T>(
        &mut self,
        mut ask: impl FnMut(&mut Index) -> Result<Step<T>, Damaged>,
    ) -> Result<T, Damaged> {
        loop {
            match ask(&mut self.index)? {
                Step::Done(done) => return Ok(done),
                Step::Needs(keys) => {
                    for key in keys {
                        // A piece that is gone is as good as a damaged one.
                        let bytes = self.pieces.get(&key).map_or(&[][..], Vec::as_slice);
                        self.index.supply(key, bytes)?;
                    }
                }
            }
        }
    }

    fn store(&mut self, change: Change) {
        change
            .delete
            .iter()
            .for_each(|key| drop(self.pieces.remove(key)));
        self.pieces.extend(change.write);
        self.manifest = change.manifest;
    }

    fn search(&mut self, typed: &str, limit: usize) -> Result<Value, Damaged> {
        let query = Query::parse(typed);
        let found = self.load(|index| index.search(&query, limit))?;
        let mut hits = Vec::new();
        for hit in &found.best {
            let Some(note) = self.notes.get(&hit.id) else {
                continue;
            };
            if query.wants_proof() && !query.holds_in(note) {
                continue;
            }
            let text = shown(&query, note, hit.is_forgiven);
            hits.push(match hit.is_forgiven {
                true => json!({ "id": hit.id, "text": text, "typo": true }),
                false => json!({ "id": hit.id, "text": text }),
            });
        }
        // Of a phrase the index knows only how many notes may have it.
        let total = if query.wants_proof() {
            hits.len()
        } else {
            found.total
        };
        Ok(json!({ "total": total, "hits": hits }))
    }
}

/// The best snippet of a note, with brackets around what is marked.
fn shown(query: &Query, note: &Document, forgiving: bool) -> String {
    let snippets = note
        .texts
        .iter()
        .map(|(_, text)| (query.snippet(text, SNIPPET_CHARS, forgiving), text));
    // Of several equally good ones the first.
    let best = snippets.rev().max_by_key(|(snippet, _)| snippet.found);
    let Some((snippet, text)) = best else {
        return String::new();
    };
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let mut out = String::new();
    let mut at = snippet.shown.start;
    for mark in &snippet.marked {
        out.push_str(part(at, mark.start));
        out.push('[');
        out.push_str(part(mark.start, mark.end));
        out.push(']');
        at = mark.end;
    }
    out.push_str(part(at, snippet.shown.end));
    out
}
