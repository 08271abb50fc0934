//! What a person types to search, against notes that hold any text: `typed --- title --- body`.

use crate::parts::parts;
use baton_search::{
    Batch, Document, Fact, Field, Index, MAX_QUERY_CHARS, MAX_WORD_CHARS, Query, Step,
};
use baton_worktime::UtcMillis;

/// Characters of a snippet.
const SNIPPET_CHARS: usize = 60;
/// How far a query is stretched, in characters.
const LONG: usize = 10_000;

pub(crate) fn hold(text: &str) {
    let [typed, title, body] = parts(text);
    let query = Query::parse(typed);
    let cut: String = typed.chars().take(MAX_QUERY_CHARS).collect();
    assert_eq!(Query::parse(&cut), query, "what is beyond the limit counts");
    for part in [title, body] {
        shows(&query, part);
    }
    let note = |id: &str, title: &str, body: &str| Document {
        id: id.to_owned(),
        moment: UtcMillis(1_773_306_000_000),
        texts: vec![
            (Field::Title, title.to_owned()),
            (Field::Body, body.to_owned()),
        ],
        facts: vec![(Fact::Tag, title.to_owned())],
    };
    let notes = [
        note("a", title, body),
        note("b", body, "plan"),
        note("c", "plan", typed),
    ];
    let index = index(&notes);
    let long: String = typed.chars().cycle().take(LONG).collect();
    for asked in [&query, &Query::parse(&long)] {
        let Step::Done(hits) = index.search(asked, 2).expect("a sound index") else {
            panic!("everything is loaded");
        };
        assert!(hits.best.len() == hits.total.min(2) && hits.total <= notes.len());
        for hit in &hits.best {
            let found = notes.iter().find(|note| note.id == hit.id);
            let _ = asked.holds_in(found.expect("one of the notes"));
        }
        assert!(!asked.is_empty() || hits.total == notes.len());
    }
    for (field, text) in [(title, "a"), (body, "a"), (typed, "c")] {
        finds_its_words(&index, field, text);
    }
}

/// An index of two segments, so that one note is found in each.
fn index(notes: &[Document; 3]) -> Index {
    let mut index = Index::new();
    let [first, rest @ ..] = notes;
    for some in [std::slice::from_ref(first), rest] {
        let mut batch = Batch::new();
        for note in some {
            batch.add(note).expect("a sound id");
        }
        let put = index.put(&batch).expect("a sound index");
        assert!(matches!(put, Step::Done(_)));
    }
    index
}

/// What is shown is a part of the text, and what is marked a part of that.
fn shows(query: &Query, text: &str) {
    for forgiving in [false, true] {
        let snippet = query.snippet(text, SNIPPET_CHARS, forgiving);
        let shown = text.get(snippet.shown.clone()).expect("a part of the text");
        assert!(shown.chars().count() <= SNIPPET_CHARS, "{shown:?}");
        let mut from = snippet.shown.start;
        for mark in &snippet.marked {
            assert!(from <= mark.start && mark.end <= snippet.shown.end);
            assert!(text.get(mark.clone()).is_some_and(|mark| !mark.is_empty()));
            from = mark.end;
        }
        assert_eq!(snippet.found == 0, snippet.marked.is_empty());
    }
}

/// A plain word of a note finds it, whatever stands around the word.
fn finds_its_words(index: &Index, text: &str, id: &str) {
    let is_plain = |word: &&str| {
        word.len() <= MAX_WORD_CHARS && word.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let mut words = text.split_ascii_whitespace().filter(is_plain);
    let Some(word) = words.next() else { return };
    let found = index.search(&Query::parse(&format!("{word} ")), 3);
    let Ok(Step::Done(hits)) = found else {
        panic!("everything is loaded");
    };
    assert!(hits.best.iter().any(|hit| hit.id == id), "{word}");
}
