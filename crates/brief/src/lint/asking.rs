//! What is asked: that it is said, that it is one thing, that it has a short answer.

use super::Draft;
use super::fix::{Change, Fix};
use super::hint::{Check, Hint, Phrase, Place};
use super::passages::{Passage, Spot, is_quoted, offset, words};
use super::words::{ASK_OPENERS, JOINERS, OPEN_QUESTIONS, PLEASE};
use crate::ask_line;
use crate::brief::FieldValue;
use crate::head::HeadField;
use crate::text::one_line;
use baton_gate::TemplateId;
use std::ops::Range;

/// The field of a meeting that says what is true afterwards.
const OUTCOME: &str = "outcome";
/// The field that says what kind of answer is wanted, and its most readily given kind.
const ANSWER_KIND: &str = "answer_kind";
const YES_NO: &str = "yes_no";

/// The longest ask that is compared with what Baton drafts, in bytes; a drafted one holds little
/// more than a name.
const MAX_DRAFTED_BYTES: usize = 1_000;

pub(super) fn purpose(draft: &Draft) -> Vec<Hint> {
    let outcome = match draft.brief.fields.get(OUTCOME) {
        Some(FieldValue::Text(text)) => one_line(text),
        _ => String::new(),
    };
    let ask = one_line(&draft.brief.ask);
    let meeting = draft.brief.template == TemplateId::Meet;
    let wants_more = draft.waits() || meeting && outcome.is_empty();
    let mut hints = Vec::new();
    let reason = if ask.is_empty() {
        Some("hint_purpose_empty")
    } else if wants_more && is_drafted(draft, &ask) {
        Some("hint_purpose_generic")
    } else {
        None
    };
    if let Some(key) = reason {
        let usable = !outcome.is_empty() && !is_drafted(draft, &outcome);
        let fix = usable.then(|| {
            let label = Phrase::new("hint_fix_purpose", [outcome.clone()]);
            let after = FieldValue::Text(outcome.clone());
            Fix::new(label, vec![Change::of_field(draft.brief, "ask", after)])
        });
        let place = Spot::of_head(HeadField::Ask).place(draft.context);
        hints.push(draft.hint(Check::Purpose, place, Phrase::new(key, []), fix));
    }
    if meeting
        && outcome.is_empty()
        && let Some(field) = draft.field(OUTCOME)
    {
        let place = Spot::of(field).place(draft.context);
        let reason = Phrase::new("hint_purpose_outcome", []);
        hints.push(draft.hint(Check::Purpose, place, reason, None));
    }
    hints
}

/// Whether `ask` only says what kind of thing is wanted, in the words of Baton's own draft.
fn is_drafted(draft: &Draft, ask: &str) -> bool {
    ask.len() <= MAX_DRAFTED_BYTES && ask_line::is_drafted(draft.brief.template, ask, draft.context)
}

pub(super) fn one_ask(draft: &Draft) -> Vec<Hint> {
    let Some(ask) = draft.passages.first() else {
        return Vec::new();
    };
    let asks = asks(ask);
    let [first, second, ..] = asks.as_slice() else {
        return Vec::new();
    };
    let place = ask.place(second.bytes.clone(), draft.context);
    let count = asks.len().to_string();
    let reason = Phrase::new("hint_one_ask", [count]);
    let fix = move_asks(draft, first, &asks[1..]);
    vec![draft.hint(Check::OneAsk, place, reason, fix)]
}

/// Moves all asks but the first to the first list that is answered by number.
fn move_asks(draft: &Draft, first: &Ask, others: &[Ask]) -> Option<Fix> {
    let list = draft.lists().find(|field| field.answered())?;
    let entries = draft.list_with(list.id(), others.iter().map(Ask::text))?;
    let label = list.label(draft.context.messages);
    Some(Fix::new(
        Phrase::new("hint_fix_move", [label]),
        vec![
            Change::of_text("ask", None, &draft.brief.ask, first.text()),
            Change::of_field(draft.brief, list.id(), entries),
        ],
    ))
}

/// One of the things asked in a text.
struct Ask<'a> {
    words: &'a str,
    bytes: Range<usize>,
    /// Whether it lost its question mark to a part that came behind it.
    to_mark: bool,
}

impl Ask<'_> {
    /// It as a sentence of its own.
    fn text(&self) -> String {
        let mut chars = self.words.chars();
        // The words that part asks are English; a table for all other letters would be a thirtieth
        // of the prompt.
        let first = chars.next().map(|first| first.to_ascii_uppercase());
        let mut text: String = first.into_iter().chain(chars).collect();
        if self.to_mark {
            text.push('?');
        }
        text
    }
}

/// The things asked, in order, each with the sentences that lead up to it; what follows the last
/// belongs to the last. Together they hold every word but the ones that joined them.
fn asks<'a>(passage: &Passage<'a>) -> Vec<Ask<'a>> {
    let text = passage.text;
    let mut ends: Vec<usize> = sentences(text)
        .into_iter()
        .filter(|sentence| is_ask(&text[sentence.clone()]))
        .map(|sentence| sentence.end)
        .collect();
    let Some(last) = ends.last_mut() else {
        return Vec::new();
    };
    *last = text.len();
    let mut asks = Vec::new();
    let (mut start, mut word) = (0, 0);
    for end in ends {
        let question = text[start..end].contains(is_question_mark);
        while passage
            .words
            .get(word)
            .is_some_and(|found| found.end <= end)
        {
            let joiner = passage.words[word].clone();
            word += 1;
            if !joins_asks(passage, word - 1) || joiner.start <= start {
                continue;
            }
            push_ask(&mut asks, text, start..joiner.start, question);
            start = joiner.end;
        }
        push_ask(&mut asks, text, start..end, false);
        start = end;
    }
    asks
}

fn push_ask<'a>(asks: &mut Vec<Ask<'a>>, text: &'a str, bytes: Range<usize>, question: bool) {
    let part = text[bytes]
        .trim_start_matches(|c: char| c.is_whitespace() || c == ',')
        .trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    if !part.is_empty() {
        let start = offset(text, part);
        asks.push(Ask {
            words: part,
            bytes: start..start + part.len(),
            to_mark: question && !part.ends_with(is_question_mark),
        });
    }
}

/// Whether word `at` joins two asks, as in "… and could you …", but not in "when and where".
fn joins_asks(passage: &Passage, at: usize) -> bool {
    at > 0
        && passage.is_any(at, JOINERS)
        && passage.any_phrase_end(at + 1, ASK_OPENERS).is_some()
        && passage.any_phrase_end(at - 1, ASK_OPENERS) != Some(at)
}

fn is_ask(sentence: &str) -> bool {
    let sentence = sentence.trim_end_matches(['"', '”', '’', '\'', ')']);
    let please = |word: &Range<usize>| sentence[word.clone()].eq_ignore_ascii_case(PLEASE);
    sentence.ends_with(is_question_mark) || words(sentence).first().is_some_and(please)
}

/// A question mark of Latin, Greek, Arabic or full-width writing.
const fn is_question_mark(c: char) -> bool {
    matches!(c, '?' | '\u{37e}' | '؟' | '？')
}

/// The sentences of a text, without quoted lines.
fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for line in text.split(['\n', '\r']).filter(|line| !is_quoted(line)) {
        let from = offset(text, line);
        let mut start = 0;
        let mut ended = false;
        for (at, c) in line.char_indices() {
            // A mark inside an address or a number has no blank behind it.
            if ended && c.is_whitespace() {
                found.push(from + start..from + at);
                start = at;
            }
            let closing = matches!(c, '"' | '”' | '’' | '\'' | ')');
            ended = matches!(c, '.' | '!' | '…') || is_question_mark(c) || ended && closing;
            if matches!(c, '。' | '？' | '！') {
                let end = at + c.len_utf8();
                found.push(from + start..from + end);
                start = end;
                ended = false;
            }
        }
        found.push(from + start..from + line.len());
    }
    found.retain(|sentence| !text[sentence.clone()].trim().is_empty());
    found
}

pub(super) fn answerable(draft: &Draft) -> Vec<Hint> {
    let brief = draft.brief;
    // Whoever says what kind of answer they want has made it easy enough.
    if brief.fields.contains_key(ANSWER_KIND) && draft.field(ANSWER_KIND).is_some() {
        return Vec::new();
    }
    let offers_yes_no = draft
        .field(ANSWER_KIND)
        .is_some_and(|field| field.choices().contains(&YES_NO));
    let hint = |passage: &Passage, bytes: Range<usize>| {
        let said = passage.text[bytes.clone()].to_owned();
        let place: Place = passage.place(bytes, draft.context);
        let fix = offers_yes_no.then(|| {
            let after = FieldValue::Choice(YES_NO.to_owned());
            let change = Change::of_field(brief, ANSWER_KIND, after);
            Fix::new(Phrase::new("hint_fix_yes_no", []), vec![change])
        });
        let reason = Phrase::new("hint_answerable", [said]);
        draft.hint(Check::Answerable, place, reason, fix)
    };
    let asked = draft
        .passages
        .iter()
        .filter(|passage| passage.spot.field.answered());
    asked
        .flat_map(|passage| passage.find(OPEN_QUESTIONS).map(move |at| (passage, at)))
        .take(super::MAX_PER_CHECK)
        .map(|(passage, bytes)| hint(passage, bytes))
        .collect()
}
