//! The part of a text in which a query's words stand, with the words marked.

use crate::holds::phrases;
use crate::query::{Group, Query, QueryWord, Scope};
use crate::typo::Nearly;
use crate::words::words;
use std::ops::Range;

/// A part of a text. All ranges are in bytes of the whole text and end between characters as people
/// see them, except in scripts whose rules need tables of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Snippet {
    /// What to show.
    pub shown: Range<usize>,
    /// What to mark in it: in order, apart from each other and within `shown`.
    pub marked: Vec<Range<usize>>,
    /// How many of the query's words and phrases are in it.
    pub found: usize,
}

/// Where a word of the query stands.
struct Mark {
    range: Range<usize>,
    group: usize,
}

impl Query {
    /// The part of `text`, at most `max_chars` characters long, that has the most of the query's
    /// words; of several the first. It begins shortly before them, where a word begins.
    ///
    /// Words are marked as a whole, also where only their beginning was typed. With `forgiving`, as
    /// for a hit that [was forgiven](crate::Hit::is_forgiven), words with a typo are marked, too.
    /// Where nothing is found it is the beginning of the text.
    #[must_use]
    pub fn snippet(&self, text: &str, max_chars: usize, forgiving: bool) -> Snippet {
        let marks = self.marks(text, forgiving);
        let shown = window(text, &marks, max_chars);
        let inside = |mark: &&Mark| shown.start <= mark.range.start && mark.range.end <= shown.end;
        // A query has at most 32 groups, as each has a word.
        let groups = marks.iter().filter(inside);
        let groups = groups.fold(0_u64, |known, mark| known | 1 << (mark.group % 64));
        let mut marked: Vec<Range<usize>> = Vec::new();
        for Mark { range, .. } in marks.iter().filter(inside) {
            match marked.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => marked.push(range.clone()),
            }
        }
        Snippet {
            shown,
            marked,
            found: groups.count_ones() as usize,
        }
    }

    /// Every word of the text that the query asks for, in order.
    fn marks(&self, text: &str, forgiving: bool) -> Vec<Mark> {
        let asked: Vec<_> = self
            .groups
            .iter()
            .filter(|group| !group.is_negated && matches!(group.scope, Scope::Text))
            .map(|group| Asked::new(group, text, forgiving))
            .collect();
        let mut marks = Vec::new();
        words(text, |word| {
            let groups = asked.iter().enumerate();
            for (group, _) in groups.filter(|(_, asked)| asked.has(word.place, word.text)) {
                let is_single =
                    |asked: &Asked<'_>| asked.group.words.iter().all(QueryWord::is_single);
                let to = match asked.get(group).is_some_and(is_single) {
                    true => word.first_to,
                    false => word.to,
                };
                marks.push(Mark {
                    range: word.from..to,
                    group,
                });
            }
        });
        marks
    }
}

/// What is looked for in one text.
struct Asked<'a> {
    group: &'a Group,
    /// Where a phrase begins.
    phrases: Vec<u32>,
    nearly: Option<(Nearly, bool)>,
}

impl<'a> Asked<'a> {
    fn new(group: &'a Group, text: &str, forgiving: bool) -> Self {
        let is_phrase = group.words.len() > 1;
        let forgivable = group.forgivable().filter(|_| forgiving);
        Self {
            group,
            phrases: if is_phrase {
                phrases(group, text)
            } else {
                Vec::new()
            },
            nearly: forgivable.map(|word| (word.nearly(), word.is_open)),
        }
    }

    fn has(&self, place: u32, word: &str) -> bool {
        if let [asked] = self.group.words.as_slice() {
            let nearly = self.nearly.as_ref();
            return asked.is(word)
                || nearly.is_some_and(|(nearly, open)| nearly.accepts(word, *open));
        }
        let mut asked = self.group.words.iter();
        asked.any(|asked| {
            let begin = place.checked_sub(asked.offset);
            asked.is(word) && begin.is_some_and(|begin| self.phrases.binary_search(&begin).is_ok())
        })
    }
}

/// The part to show.
fn window(text: &str, marks: &[Mark], max_chars: usize) -> Range<usize> {
    // A quarter is for what comes before.
    let reach = |from: usize| forward(text, from, max_chars * 3 / 4);
    let mut best = (0, marks.first().map_or(0, |mark| mark.range.start));
    let mut counts: Vec<u32> = Vec::new();
    let (mut groups, mut behind) = (0, 0);
    for (at, mark) in marks.iter().enumerate() {
        let end = reach(mark.range.start);
        while let Some(next) = marks.get(behind).filter(|next| next.range.end <= end) {
            enter(&mut counts, &mut groups, next.group);
            behind += 1;
        }
        if groups > best.0 {
            best = (groups, mark.range.start);
        }
        if behind > at {
            leave(&mut counts, &mut groups, mark.group);
        } else {
            behind = at + 1;
        }
    }
    cut(text, best.1, max_chars)
}

fn enter(counts: &mut Vec<u32>, groups: &mut usize, group: usize) {
    if counts.len() <= group {
        counts.resize(group + 1, 0);
    }
    if let Some(count) = counts.get_mut(group) {
        *groups += usize::from(*count == 0);
        *count += 1;
    }
}

fn leave(counts: &mut [u32], groups: &mut usize, group: usize) {
    if let Some(count) = counts.get_mut(group).filter(|count| **count > 0) {
        *count -= 1;
        *groups -= usize::from(*count == 0);
    }
}

/// The byte `chars` characters after `from`, or the end.
fn forward(text: &str, from: usize, chars: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let end = rest.char_indices().nth(chars).map(|(at, _)| from + at);
    end.unwrap_or(text.len())
}

/// The byte `chars` characters before `from`, or the beginning.
fn backward(text: &str, from: usize, chars: usize) -> usize {
    let head = text.get(..from).unwrap_or_default();
    let mut before = head.char_indices().rev().map(|(at, _)| at);
    match chars.checked_sub(1) {
        Some(last) => before.nth(last).unwrap_or(0),
        None => from,
    }
}

/// Cuts the text around what was found at `from`.
fn cut(text: &str, from: usize, max_chars: usize) -> Range<usize> {
    let whole = forward(text, 0, max_chars);
    if whole == text.len() {
        return 0..text.len();
    }
    let mut start = backward(text, from, max_chars / 4);
    // Where little follows, more of what comes before is shown.
    start = start.min(backward(text, text.len(), max_chars));
    if start > 0 {
        start = next_word(text, start, from);
    }
    let mut end = forward(text, start, max_chars);
    if end < text.len() {
        end = last_word(text, start, end, max_chars);
    }
    start..end
}

/// Where a word begins between `start` and `from`; else the next whole character.
fn next_word(text: &str, start: usize, from: usize) -> usize {
    let between = text.get(start..from).unwrap_or_default();
    let space = between.char_indices().find(|(_, c)| c.is_whitespace());
    if let Some((at, c)) = space {
        return start + at + c.len_utf8();
    }
    let mut at = start;
    while at < from && joins(text, at) {
        at = forward(text, at, 1);
    }
    at
}

/// The last space a little before `end`; else the last whole character.
fn last_word(text: &str, start: usize, end: usize, max_chars: usize) -> usize {
    let near = backward(text, end, max_chars / 8).max(start);
    let tail = text.get(near..end).unwrap_or_default();
    if let Some(at) = tail
        .rfind(char::is_whitespace)
        .filter(|at| near + at > start)
    {
        return near + at;
    }
    let mut at = end;
    while at > start && joins(text, at) {
        at = backward(text, at, 1);
    }
    at
}

/// Whether what stands before and behind this byte is seen as one character: a letter and its
/// accent, an emoji of several, the two halves of a flag.
fn joins(text: &str, at: usize) -> bool {
    let (head, tail) = text.split_at_checked(at).unwrap_or_default();
    let (Some(before), Some(behind)) = (head.chars().next_back(), tail.chars().next()) else {
        return false;
    };
    let is_half = |c: char| ('\u{1F1E6}'..='\u{1F1FF}').contains(&c);
    let halves = head.chars().rev().take_while(|c| is_half(*c)).count();
    let mut is_seen = false;
    crate::fold::fold(behind, |c| is_seen |= !crate::fold::is_voicing(c));
    let is_sign = crate::fold::class(behind) == crate::fold::Class::Unspaced && !is_base(behind);
    before == '\u{200D}'
        || !is_seen
        || is_sign
        || is_half(behind) && halves % 2 == 1
        || before == '\r' && behind == '\n'
}

/// Whether a character of a script without spaces stands by itself; vowels and tones of Thai, Lao
/// and their neighbours do not.
const fn is_base(c: char) -> bool {
    !matches!(c, '\u{E31}' | '\u{E33}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}'
        | '\u{EB1}' | '\u{EB3}'..='\u{EBC}' | '\u{EC8}'..='\u{ECE}'
        | '\u{F71}'..='\u{F84}' | '\u{102B}'..='\u{103E}' | '\u{17B4}'..='\u{17D3}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is shown, with `[` and `]` around what is marked.
    fn shown(typed: &str, text: &str, max_chars: usize) -> String {
        let snippet = Query::parse(typed).snippet(text, max_chars, true);
        let mut out = String::new();
        let mut at = snippet.shown.start;
        for mark in &snippet.marked {
            out.push_str(&text[at..mark.start]);
            out.push('[');
            out.push_str(&text[mark.clone()]);
            out.push(']');
            at = mark.end;
        }
        out.push_str(&text[at..snippet.shown.end]);
        out
    }

    #[test]
    fn hits_are_marked() {
        for (typed, text, expected) in [
            ("plan", "The plan, planned.", "The [plan], [planned]."),
            ("strasse", "Straße und Strassen", "[Straße] und [Strassen]"),
            ("cafe ", "cafe\u{301}!", "[cafe\u{301}]!"),
            ("calandly", "Calendly here", "[Calendly] here"),
            ("\"b c\"", "b a b c b", "b a [b] [c] b"),
            ("京都", "東京都に", "東[京都]に"),
            ("東京都", "東京都に京都", "[東京都]に京都"),
            ("京", "東京都", "東[京]都"),
            ("👍", "so👍🏽", "so[👍🏽]"),
            ("-plan tag:plan ", "plan", "plan"),
            ("", "plan", "plan"),
            ("x", "", ""),
        ] {
            assert_eq!(shown(typed, text, 100), expected, "{typed:?}");
        }
    }

    #[test]
    fn the_part_with_most_of_the_words_is_shown() {
        let text = format!("plan {}quarter plan {}", "a ".repeat(60), "z ".repeat(60));
        assert_eq!(
            shown("quarter plan ", &text, 40),
            "a a a a [quarter] [plan] z z z z z z z z z"
        );
        let snippet = Query::parse("quarter plan ").snippet(&text, 40, false);
        assert_eq!(snippet.found, 2);
        assert_eq!(shown("none", &text, 10), "plan a a a");
    }

    #[test]
    fn nothing_is_cut_in_the_middle_of_what_is_seen_as_one() {
        let family = "👩\u{200D}👩\u{200D}👧".repeat(20);
        for chars in 5..20 {
            let snippet = Query::parse("x").snippet(&family, chars, false);
            assert!(family[snippet.shown.end..].starts_with('👩'), "{chars}");
            assert!(
                !family[..snippet.shown.end].ends_with('\u{200D}'),
                "{chars}"
            );
            assert_eq!(snippet.shown.end % "👩\u{200D}👩\u{200D}👧".len(), 0);
        }
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn ranges_stay_within_the_text(
            typed in "[a-c猫\" -]{0,12}",
            text in "([a-cé猫のก\u{E34}👩\u{200D}\u{301} ]|\\PC){0,80}",
            max_chars in 0..60_usize,
            forgiving: bool,
        ) {
            let snippet = Query::parse(&typed).snippet(&text, max_chars, forgiving);
            let shown = text.get(snippet.shown.clone());
            prop_assert!(shown.is_some_and(|shown| shown.chars().count() <= max_chars));
            let mut at = snippet.shown.start;
            for mark in &snippet.marked {
                prop_assert!(at <= mark.start && mark.start < mark.end);
                prop_assert!(text.get(mark.clone()).is_some());
                at = mark.end;
            }
            prop_assert!(at <= snippet.shown.end);
        }
    }
}
