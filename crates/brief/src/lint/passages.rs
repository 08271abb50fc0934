//! The texts of a brief as the checks read them: in the order of the form, word by word.

use super::hint::Place;
use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::form::FormField;
use crate::head::HeadField;
use std::ops::Range;

/// A field of the form, or an entry of its list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spot<'a> {
    pub(super) field: FormField<'a>,
    /// The entry of a list.
    pub(super) entry: Option<usize>,
}

impl<'a> Spot<'a> {
    pub(super) const fn of(field: FormField<'a>) -> Self {
        Self { field, entry: None }
    }

    pub(super) const fn of_head(field: HeadField) -> Self {
        Self::of(FormField::Head(field))
    }

    pub(super) fn place(self, context: &Context) -> Place {
        Place {
            field: self.field.id().to_owned(),
            entry: self.entry,
            range: None,
            label: self.field.label(context.messages),
        }
    }
}

/// A text of the brief: a text field's, or one entry of a list.
pub(super) struct Passage<'a> {
    pub(super) spot: Spot<'a>,
    pub(super) text: &'a str,
    /// Where its words are, in bytes; see [`words`].
    pub(super) words: Vec<Range<usize>>,
}

impl<'a> Passage<'a> {
    fn new(spot: Spot<'a>, text: &'a str) -> Self {
        Self {
            spot,
            text,
            words: words(text),
        }
    }

    /// The place of these bytes of its text.
    pub(super) fn place(&self, bytes: Range<usize>, context: &Context) -> Place {
        let start = self.text[..bytes.start].chars().count();
        let length = self.text[bytes].chars().count();
        Place {
            range: Some(start..start + length),
            ..self.spot.place(context)
        }
    }

    /// Its text with these bytes replaced.
    pub(super) fn with(&self, bytes: Range<usize>, replacement: &str) -> String {
        let (before, after) = (&self.text[..bytes.start], &self.text[bytes.end..]);
        [before, replacement, after].concat()
    }

    pub(super) fn word(&self, at: usize) -> Option<&'a str> {
        Some(&self.text[self.words.get(at)?.clone()])
    }

    /// Whether word `at` is this one.
    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at)
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    }

    /// Which of these word `at` is.
    pub(super) fn position(&self, at: usize, words: &[&str]) -> Option<usize> {
        let found = self.word(at)?;
        words
            .iter()
            .position(|word| found.eq_ignore_ascii_case(word))
    }

    /// Whether word `at` is one of these.
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        self.position(at, words).is_some()
    }

    /// What stands between the words `at` and `at + 1`; all that follows behind the last.
    pub(super) fn gap(&self, at: usize) -> &'a str {
        let start = self.words.get(at).map_or(0, |word| word.end);
        let end = self
            .words
            .get(at + 1)
            .map_or(self.text.len(), |word| word.start);
        &self.text[start..end]
    }

    /// The word behind `phrase` when it begins with word `at`.
    pub(super) fn phrase_end(&self, at: usize, phrase: &str) -> Option<usize> {
        let mark = phrase.chars().last().filter(|c| matches!(c, '?' | ':'));
        let mut next = at;
        for word in phrase.trim_end_matches(['?', ':']).split(' ') {
            let joined = |c: char| c.is_whitespace() || c == '-';
            let joined = next == at || self.gap(next - 1).chars().all(joined);
            if !self.is_word(next, word) || !joined {
                return None;
            }
            next += 1;
        }
        let marked = mark.is_none_or(|mark| self.gap(next - 1).trim_start().starts_with(mark));
        marked.then_some(next)
    }

    /// The word behind the first of `phrases` that begins with word `at`.
    pub(super) fn any_phrase_end(&self, at: usize, phrases: &[&str]) -> Option<usize> {
        // Asked of each word, and nearly always answered by the first letters.
        let word = self.word(at)?;
        phrases
            .iter()
            .filter(|phrase| begins_with_word(phrase, word))
            .find_map(|phrase| self.phrase_end(at, phrase))
    }

    /// The bytes from word `from` up to, not including, word `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> Range<usize> {
        let start = self
            .words
            .get(from)
            .map_or(self.text.len(), |word| word.start);
        let end = to.checked_sub(1).and_then(|last| self.words.get(last));
        start..end.map_or(start, |word| word.end)
    }

    /// The bytes of each of `phrases` in the text, in order and apart.
    pub(super) fn find<'b>(
        &'b self,
        phrases: &'static [&'static str],
    ) -> impl Iterator<Item = Range<usize>> + 'b {
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < self.words.len() {
                let start = at;
                at += 1;
                if let Some(end) = self.any_phrase_end(start, phrases) {
                    at = end;
                    return Some(self.span(start, end));
                }
            }
            None
        })
    }
}

/// Whether the first word of `phrase` is `word`. The tables' words are ASCII.
pub(super) fn begins_with_word(phrase: &str, word: &str) -> bool {
    let (phrase, word) = (phrase.as_bytes(), word.as_bytes());
    let letter = |bytes: &[u8]| bytes.first().map(u8::to_ascii_lowercase);
    letter(phrase) == letter(word)
        && phrase
            .get(..word.len())
            .is_some_and(|first| first.eq_ignore_ascii_case(word))
        && matches!(phrase.get(word.len()), None | Some(b' ' | b'?' | b':'))
}

/// The texts of the brief that its template shows, in the order of the form.
pub(super) fn passages<'a>(brief: &'a Brief, fields: &[FormField<'a>]) -> Vec<Passage<'a>> {
    let mut found = vec![
        Passage::new(Spot::of_head(HeadField::Ask), &brief.ask),
        Passage::new(Spot::of_head(HeadField::IfNoReply), &brief.if_no_reply),
        Passage::new(Spot::of_head(HeadField::Owner), &brief.owner),
    ];
    for field in fields {
        let spot = Spot::of(*field);
        match brief.fields.get(field.id()) {
            Some(FieldValue::Text(text)) => found.push(Passage::new(spot, text)),
            Some(FieldValue::List(entries)) => {
                found.extend(entries.iter().enumerate().map(|(entry, text)| {
                    let entry = Some(entry);
                    Passage::new(Spot { entry, ..spot }, text)
                }));
            }
            _ => {}
        }
    }
    found
}

/// Where the words of `text` are, in bytes: runs of letters or of digits, an apostrophe within a
/// word included. Addresses and quoted lines (`> …`) are other people's words and left out.
pub(super) fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for line in text.split_inclusive(['\n', '\r']) {
        if is_quoted(line) {
            continue;
        }
        for chunk in line.split_whitespace().filter(|chunk| !is_address(chunk)) {
            push_words(offset(text, chunk), chunk, &mut found);
        }
    }
    found
}

/// Where `part`, a slice of `text`, begins in it.
pub(super) fn offset(text: &str, part: &str) -> usize {
    (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

pub(super) fn is_quoted(line: &str) -> bool {
    line.trim_start().starts_with('>')
}

/// Whether a run of characters without white space is, or holds, the address of a page.
pub(super) fn is_address(chunk: &str) -> bool {
    let starts_with = |start: &str| {
        let bare = chunk.trim_start_matches(['(', '<', '[', '"']);
        bare.get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start))
    };
    chunk.contains("://") || starts_with("www.") || starts_with("mailto:")
}

fn push_words(offset: usize, chunk: &str, found: &mut Vec<Range<usize>>) {
    // A word under way: where it began, and whether it is of digits.
    let mut word: Option<(usize, bool)> = None;
    let mut chars = chunk.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let digit = c.is_ascii_digit();
        let letter = !digit && c.is_alphanumeric();
        let apostrophe = matches!(c, '\'' | '’')
            && matches!(word, Some((_, false)))
            && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let goes_on = match word {
            Some((_, true)) => digit,
            Some((_, false)) => letter || apostrophe,
            None => false,
        };
        if goes_on {
            continue;
        }
        if let Some((start, _)) = word.take() {
            found.push(offset + start..offset + at);
        }
        if digit || letter {
            word = Some((at, digit));
        }
    }
    if let Some((start, _)) = word {
        found.push(offset + start..offset + chunk.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|word| &text[word]).collect()
    }

    #[test]
    fn words_are_runs_of_letters_or_of_digits() {
        assert_eq!(
            found("It's 5pm, 17:00 – “soon”."),
            ["It's", "5", "pm", "17", "00", "soon"]
        );
        assert_eq!(
            found("明日17時 🙂 \u{fffd} שלום'"),
            ["明日", "17", "時", "שלום"]
        );
    }

    #[test]
    fn addresses_and_quoted_lines_have_no_words() {
        assert_eq!(
            found(
                "> asap\nsee https://a.example/soon (www.b.example) mailto:c@d.example ok\n  >soon"
            ),
            ["see", "ok"]
        );
    }
}
