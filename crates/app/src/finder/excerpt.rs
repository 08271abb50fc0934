//! Where the words of a query stand in a note.

use super::Excerpt;
use baton_protocol::Run;
use baton_search::{Document, Field, Query, Snippet};
use std::ops::Range;

/// The longest part of a text that is shown, in characters: about two lines of a list.
const MAX_CHARS: usize = 160;

/// Where the words stand in a note. With `forgiving`, words with a typo count too.
pub(super) fn excerpt(document: &Document, query: &Query, forgiving: bool) -> Excerpt {
    let is_title = |(field, _): &&(Field, String)| *field == Field::Title;
    let title = document.texts.iter().find(is_title);
    let title = title.map_or("", |(_, text)| text.as_str());
    let in_title = query.snippet(title, title.len(), forgiving);
    let rest = document.texts.iter().filter(|text| !is_title(text));
    let mut best: Option<(&str, Snippet)> = None;
    for (_, text) in rest {
        let snippet = query.snippet(text, MAX_CHARS, forgiving);
        // The ask stands in the brief as well as in the title.
        if text == title || snippet.found == 0 {
            continue;
        }
        if best
            .as_ref()
            .is_none_or(|(_, best)| snippet.found > best.found)
        {
            best = Some((text, snippet));
        }
    }
    Excerpt {
        holds: query.holds_in(document),
        title: runs(title, &in_title),
        text: best.map_or_else(Vec::new, |(text, snippet)| cut(text, &snippet)),
    }
}

/// The shown part with a sign where more stands before or after it.
fn cut(text: &str, snippet: &Snippet) -> Vec<Run> {
    let mut runs = runs(text, snippet);
    if snippet.shown.start > 0 {
        runs.insert(0, plain("… "));
    }
    if snippet.shown.end < text.len() {
        runs.push(plain(" …"));
    }
    runs
}

fn plain(text: &str) -> Run {
    Run {
        text: text.to_owned(),
        is_marked: false,
    }
}

fn runs(text: &str, snippet: &Snippet) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut add = |range: Range<usize>, is_marked| {
        let text = text.get(range).unwrap_or_default();
        if !text.is_empty() {
            runs.push(Run {
                text: text.to_owned(),
                is_marked,
            });
        }
    };
    let mut from = snippet.shown.start;
    for mark in &snippet.marked {
        add(from..mark.start, false);
        add(mark.clone(), true);
        from = mark.end;
    }
    add(from..snippet.shown.end, false);
    runs
}
