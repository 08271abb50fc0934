//! How it lies before the reader: points in numbered lists, all of it on one screen.

use super::fix::{Change, Fix};
use super::hint::{Check, Hint, Phrase};
use super::passages::{Passage, Spot, is_quoted};
use super::{Draft, MAX_PER_CHECK};
use crate::brief::FieldValue;
use crate::document::{Block, compose};
use crate::form::FormField;
use baton_gate::TemplateId;

/// About what fits on one screen, in words.
const MAX_WORDS: usize = 250;

/// The options of a decision.
const OPTIONS: &str = "options";

pub(super) fn numbered(draft: &Draft) -> Vec<Hint> {
    let mut hints: Vec<Hint> = draft
        .passages
        .iter()
        .filter_map(|passage| hand_made(draft, passage))
        .take(MAX_PER_CHECK)
        .collect();
    if draft.brief.template == TemplateId::Decide
        && let (Some(field), Some(entries)) = (draft.field(OPTIONS), draft.entries(OPTIONS))
        && entries.iter().all(|entry| entry.trim().is_empty())
    {
        let place = Spot::of(field).place(draft.context);
        let reason = Phrase::new("hint_numbered_options", []);
        hints.push(draft.hint(Check::Numbered, place, reason, None));
    }
    hints
}

/// A hint on a list that was typed with dashes or numbers where a list of the form would do.
///
/// Only in the ask, in texts the brief needs, and in entries that are nothing but a list: what is
/// told as background is not answered by number.
fn hand_made(draft: &Draft, passage: &Passage) -> Option<Hint> {
    let spot = passage.spot;
    if spot.entry.is_none() && spot.field.id() != "ask" && !spot.field.required() {
        return None;
    }
    let HandMade { items, mut rest } = HandMade::of(passage.text);
    if items.len() < 2 || spot.entry.is_some() && !rest.trim().is_empty() {
        return None;
    }
    let mut items = items.into_iter();
    let (list, entries) = match spot.entry {
        Some(entry) => {
            let list = draft.field(spot.field.id())?;
            let mut entries = draft.entries(list.id())?.to_vec();
            entries.splice(entry..=entry, items);
            (list, FieldValue::List(entries))
        }
        None => {
            let list = list_for_items(draft)?;
            if rest.trim().is_empty() && spot.field.id() == "ask" {
                rest = items.next()?;
            }
            (list, draft.list_with(list.id(), items)?)
        }
    };
    let mut changes = vec![Change::of_field(draft.brief, list.id(), entries)];
    if spot.entry.is_none() {
        changes.push(Change::of_text(spot.field.id(), None, passage.text, rest));
    }
    let label = list.label(draft.context.messages);
    let fix = Fix::new(Phrase::new("hint_fix_number", [label]), changes);
    let reason = Phrase::new("hint_numbered", []);
    Some(draft.hint(
        Check::Numbered,
        spot.place(draft.context),
        reason,
        Some(fix),
    ))
}

/// The list that typed items belong in, as far as the template tells: the first that still lacks
/// what the brief needs, those that are answered first; else the first that is answered.
fn list_for_items<'a>(draft: &Draft<'a>) -> Option<FormField<'a>> {
    let lacking = |field: &FormField| {
        let blank = |entries: &[String]| entries.iter().all(|entry| entry.trim().is_empty());
        field.required() && draft.entries(field.id()).is_some_and(blank)
    };
    let answered = |field: &FormField| field.answered();
    draft
        .lists()
        .filter(answered)
        .find(lacking)
        .or_else(|| draft.lists().find(answered))
        .or_else(|| draft.lists().find(lacking))
}

/// A text taken apart: the items of a hand-made list, and everything else.
struct HandMade {
    items: Vec<String>,
    rest: String,
}

impl HandMade {
    fn of(text: &str) -> Self {
        let (mut items, mut rest): (Vec<String>, Vec<&str>) = (Vec::new(), Vec::new());
        // Indented lines go with the item above them.
        let mut in_item = false;
        for line in text.split('\n').map(|line| line.trim_end_matches('\r')) {
            let item = item(line).filter(|_| !is_quoted(line));
            let indented = line.starts_with([' ', '\t']) && !line.trim().is_empty();
            match (item, items.last_mut()) {
                (Some(item), _) => {
                    in_item = true;
                    items.push(item.to_owned());
                }
                (None, Some(last)) if in_item && indented => {
                    last.push('\n');
                    last.push_str(line.trim());
                }
                _ => {
                    in_item = false;
                    rest.push(line);
                }
            }
        }
        let rest = rest.join("\n").trim_end().to_owned();
        Self { items, rest }
    }
}

/// The text behind `- `, `* `, `• `, `1. `, `1) ` or `(1) `.
fn item(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let behind = match line.strip_prefix(['-', '*', '•', '–', '·']) {
        Some(behind) => behind,
        None => {
            let bare = line.strip_prefix('(').unwrap_or(line);
            let behind = bare.trim_start_matches(|c: char| c.is_ascii_digit());
            let places = bare.len() - behind.len();
            if !(1..=3).contains(&places) {
                return None;
            }
            behind.strip_prefix(['.', ')'])?
        }
    };
    let text = behind.trim();
    (behind.starts_with([' ', '\t']) && !text.is_empty()).then_some(text)
}

pub(super) fn length(draft: &Draft) -> Vec<Hint> {
    let document = compose(draft.brief, draft.context);
    let total: usize = document.blocks.iter().map(block_words).sum();
    if total <= MAX_WORDS {
        return Vec::new();
    }
    let mut longest: Option<(Spot, usize)> = None;
    let mut under_way: Option<(Spot, usize)> = None;
    for passage in &draft.passages {
        let before = under_way.filter(|(spot, _)| spot.field.id() == passage.spot.field.id());
        let words = count_words(passage.text) + before.map_or(0, |(_, words)| words);
        let spot = Spot {
            entry: None,
            ..passage.spot
        };
        under_way = Some((spot, words));
        if longest.is_none_or(|(_, most)| words > most) {
            longest = under_way;
        }
    }
    let Some((spot, _)) = longest else {
        return Vec::new();
    };
    let reason = Phrase::new("hint_length", [total.to_string(), MAX_WORDS.to_string()]);
    vec![draft.hint(Check::Length, spot.place(draft.context), reason, None)]
}

/// The words of a block. The form for the reply is not for reading.
fn block_words(block: &Block) -> usize {
    let count = |texts: &[String]| texts.iter().map(|text| count_words(text)).sum::<usize>();
    match block {
        Block::Title(text) | Block::Heading(text) | Block::Paragraph(text) => count_words(text),
        Block::Line { label, text } => count_words(label) + count_words(text),
        Block::Links { label, links } => count_words(label) + count(links),
        Block::Numbered { items, .. } => count(items),
        Block::Reply { .. } => 0,
    }
}

/// How many characters make a word in scripts that put no blanks between words.
const CHINESE_OR_JAPANESE: usize = 2;
const SOUTH_EAST_ASIAN: usize = 5;

/// About how many words a text has. Where there are no blanks between words they are reckoned
/// from the characters: two for Chinese and Japanese, five for Thai, Lao, Khmer and Burmese, which
/// is what a word has on average.
fn count_words(text: &str) -> usize {
    let (mut words, mut chinese, mut asian) = (0, 0, 0);
    let mut in_word = false;
    for c in text.chars() {
        match c {
            '\u{3041}'..='\u{30ff}'
            | '\u{3400}'..='\u{9fff}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{3ffff}' => {
                chinese += 1;
                in_word = false;
            }
            '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => {
                asian += 1;
                in_word = false;
            }
            _ if c.is_whitespace() => in_word = false,
            _ if c.is_alphanumeric() && !in_word => {
                words += 1;
                in_word = true;
            }
            _ => {}
        }
    }
    words + usize::div_ceil(chinese, CHINESE_OR_JAPANESE) + usize::div_ceil(asian, SOUTH_EAST_ASIAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(
            count_words("It's https://a.example/b?c=d, isn't it – 🙂?"),
            4
        );
        assert_eq!(count_words("שלום לכולם"), 2);
        assert_eq!(count_words("会議の前に書く"), 4);
        assert_eq!(count_words("สวัสดีครับ"), 2);
        assert_eq!(count_words(" – \u{fffd}"), 0);
    }

    #[test]
    fn a_hand_made_list_is_taken_apart_without_loss() {
        let found = HandMade::of(
            "Please check:\n- price\n  and tax\n2) dates\r\n> - quoted\n-5 °C\nThanks",
        );
        assert_eq!(found.items, ["price\nand tax", "dates"]);
        assert_eq!(found.rest, "Please check:\n> - quoted\n-5 °C\nThanks");
    }
}
