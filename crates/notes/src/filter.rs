//! Finding notes by words.

use crate::note::Note;
use baton_brief::{Brief, FieldValue};

/// What a person may type into the filter, in characters; the rest is not looked at.
pub const MAX_FILTER_CHARS: usize = 500;

/// Words that must all occur in a note, each anywhere, in any order and any case.
///
/// Letters are compared in lower case by Unicode. Accents count: `é` is not `e`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    words: Vec<String>,
}

impl Filter {
    /// Reads what a person typed: words with white space between.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let typed: String = typed.chars().take(MAX_FILTER_CHARS).collect();
        Self {
            words: fold(&typed).split_whitespace().map(str::to_owned).collect(),
        }
    }

    /// Whether there is no word in it; every note matches then.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

impl Note {
    /// Whether every word of the filter occurs somewhere in what people wrote in this note, or in
    /// what the booking page told.
    #[must_use]
    pub fn matches(&self, filter: &Filter) -> bool {
        if filter.is_empty() {
            return true;
        }
        let text = fold(&self.all_text());
        filter.words.iter().all(|word| text.contains(word.as_str()))
    }

    /// All text in the note, a line each. A word never has a line break in it, so none is found
    /// that reaches from one text into the next.
    fn all_text(&self) -> String {
        let source = &self.source;
        let answers = &self.answers;
        let optional = [&source.person, &source.event, &source.slot];
        let mut texts: Vec<&str> = vec![
            &source.provider,
            &source.target,
            &answers.done_when,
            &answers.tried,
            &answers.follow_up,
            &answers.written_where,
        ];
        texts.extend(optional.into_iter().flatten().map(String::as_str));
        let lists = [&answers.points, &self.tags, &self.people];
        texts.extend(lists.into_iter().flatten().map(String::as_str));
        texts.extend(self.comments.iter().map(|comment| comment.text.as_str()));
        texts.extend(self.attachments.iter().map(|file| file.name.as_str()));
        if let Some(brief) = &self.brief {
            add_brief(&mut texts, brief);
        }
        texts.join("\n")
    }
}

fn add_brief<'a>(texts: &mut Vec<&'a str>, brief: &'a Brief) {
    texts.extend([brief.ask.as_str(), &brief.if_no_reply, &brief.owner]);
    texts.extend(brief.links.iter().map(String::as_str));
    texts.extend(brief.own.iter().map(|form| form.name.as_str()));
    for value in brief.fields.values() {
        match value {
            FieldValue::Text(text) | FieldValue::Choice(text) => texts.push(text),
            FieldValue::List(entries) => texts.extend(entries.iter().map(String::as_str)),
            FieldValue::Moment(_) | FieldValue::Number(_) | FieldValue::Toggle(_) => {}
        }
    }
}

/// Lower case, a character at a time, so that a word folds alike wherever it stands: the Greek
/// sigma has a form of its own at the end of words.
fn fold(text: &str) -> String {
    text.chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c == 'ς' { 'σ' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::tests::note;
    use serde_json::json;

    fn full() -> Note {
        let mut note = note();
        note.source.person = Some("Alex Example".to_owned());
        note.source.event = Some("Ünïcode Straße".to_owned());
        note.answers.points = vec!["costs of plan B".to_owned()];
        note.tags = vec!["quarter".to_owned()];
        let brief = json!({
            "template": "decide",
            "ask": "Which plan for Q3?",
            "links": ["https://acme.example/plans"],
            "fields": {
                "options": {"list": ["do nothing", "ΟΔΟΣ"]},
                "proposal": {"text": "plan A"}
            }
        });
        note.brief = Some(serde_json::from_value(brief).unwrap());
        note
    }

    #[test]
    fn every_word_must_occur_but_anywhere_and_in_any_case() {
        let note = full();
        for found in [
            "",
            "  ",
            "q3",
            "ALEX which",
            "nothing quarter",
            "calendly.com/alex",
            "acme.example",
            "ÜNÏCODE straße",
            "οδος",
            "οδο",
            "ΟΔΟΣ",
            "cost",
        ] {
            assert!(note.matches(&Filter::new(found)), "{found:?}");
        }
        for missing in ["sam", "q3 sam", "unicode", "exampleünïcode", "text"] {
            assert!(!note.matches(&Filter::new(missing)), "{missing:?}");
        }
    }

    #[test]
    fn a_filter_is_cut_at_its_limit() {
        let long = format!("{} sam", "q3 ".repeat(MAX_FILTER_CHARS));
        assert!(full().matches(&Filter::new(&long)));
    }
}
