//! The filters in what is searched for: read out of the text, put into it and taken out.
//!
//! The text is all there is. Who types `state:sent` and who chooses it get the same, and see it the
//! same way. What a filter means is decided where notes are found (`baton_search::Query`); here it is
//! only told from other words, in the same way as there.

use std::ops::Range;

/// What a filter looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FilterName {
    /// `person:`
    Person,
    /// `tag:`
    Tag,
    /// `state:`
    State,
    /// `template:`
    Template,
    /// `provider:`
    Provider,
    /// `verdict:`
    Verdict,
    /// `after:`
    After,
    /// `before:`
    Before,
}

impl FilterName {
    /// Every filter, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Person,
        Self::Tag,
        Self::State,
        Self::Template,
        Self::Provider,
        Self::Verdict,
        Self::After,
        Self::Before,
    ];

    /// The word before the colon.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Tag => "tag",
            Self::State => "state",
            Self::Template => "template",
            Self::Provider => "provider",
            Self::Verdict => "verdict",
            Self::After => "after",
            Self::Before => "before",
        }
    }

    /// Whether a note can have several such values, so that another one narrows the list further.
    const fn adds_up(self) -> bool {
        matches!(self, Self::Person | Self::Tag)
    }

    fn named(name: &str) -> Option<Self> {
        let mut all = Self::ALL.into_iter();
        all.find(|filter| name.eq_ignore_ascii_case(filter.as_str()))
    }
}

/// A filter as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenFilter {
    /// What it looks at.
    pub name: FilterName,
    /// The value, without quotes.
    pub value: String,
    /// Whether notes with it are left out.
    pub is_negated: bool,
    /// Where it stands, in bytes.
    pub(crate) place: Range<usize>,
}

const fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Where a value ends, quotes included.
fn value_end(typed: &str) -> usize {
    let Some(inside) = typed.strip_prefix(is_quote) else {
        let end = typed.find(|c: char| is_quote(c) || c.is_whitespace());
        return end.unwrap_or(typed.len());
    };
    let before = typed.len() - inside.len();
    match inside.char_indices().find(|(_, c)| is_quote(*c)) {
        Some((at, quote)) => before + at + quote.len_utf8(),
        None => typed.len(),
    }
}

/// The filters in a text, in their order.
#[must_use]
pub fn filters(text: &str) -> Vec<WrittenFilter> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let typed = rest.trim_start();
        if typed.is_empty() {
            break;
        }
        let start = at + rest.len() - typed.len();
        let positive = typed.strip_prefix('-');
        let word = positive.unwrap_or(typed);
        let letters = word.find(|c: char| !c.is_ascii_alphabetic());
        let (name, behind) = word.split_at(letters.unwrap_or(word.len()));
        let filter = behind.strip_prefix(':').zip(FilterName::named(name));
        let (name, typed_value) = match filter {
            Some((value, name)) => (Some(name), value),
            None => (None, word),
        };
        let value_at = text.len() - typed_value.len();
        let end = value_at + value_end(typed_value);
        let value = text.get(value_at..end).unwrap_or_default();
        let value = value.trim_matches(is_quote).trim();
        if let Some(name) = name.filter(|_| !value.is_empty()) {
            found.push(WrittenFilter {
                name,
                value: value.to_owned(),
                is_negated: positive.is_some(),
                place: start..end,
            });
        }
        // A quote that ends nothing is passed over.
        at = end.max(start + 1);
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    found
}

/// The text without what stands at `place`.
#[must_use]
pub fn without(text: &str, place: &Range<usize>) -> String {
    let before = text.get(..place.start).unwrap_or_default().trim_end();
    let behind = text.get(place.end..).unwrap_or_default().trim_start();
    let gap = if before.is_empty() || behind.is_empty() {
        ""
    } else {
        " "
    };
    format!("{before}{gap}{behind}")
}

/// The text with a filter for this value behind it. Of what a note has one of only, the value takes
/// the place of another one. A blank value takes that one away.
///
/// In quotes, so that it is meant as a whole: `tag:q1` would find the notes of `q10` and of `q1 budget`, too.
#[must_use]
pub fn with(text: &str, name: FilterName, value: &str) -> String {
    let value: String = value.chars().filter(|c| !is_quote(*c)).collect();
    let value = value.trim();
    let mut text = text.trim().to_owned();
    for filter in filters(&text).iter().rev() {
        let is_same = filter.name == name && !filter.is_negated;
        if is_same && (!name.adds_up() || filter.value == value) {
            text = without(&text, &filter.place);
        }
    }
    if value.is_empty() {
        return text;
    }
    let gap = if text.is_empty() { "" } else { " " };
    format!("{text}{gap}{}:\"{value}\"", name.as_str())
}

/// The value of the filter of this name, if there is one that is not negated.
#[must_use]
pub fn value_in(filters: &[WrittenFilter], name: FilterName) -> Option<&str> {
    let filter = filters
        .iter()
        .find(|filter| filter.name == name && !filter.is_negated)?;
    Some(&filter.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let read = filters(text).into_iter().map(|filter| {
            let sign = if filter.is_negated { "-" } else { "" };
            format!("{sign}{}={}", filter.name.as_str(), filter.value)
        });
        read.collect()
    }

    #[test]
    fn filters_are_told_from_words() {
        for (text, found) in [
            ("", &[][..]),
            ("hall plan", &[]),
            ("state:sent hall", &["state=sent"]),
            ("hall -tag:old", &["-tag=old"]),
            ("person:\"Alex Example\" x", &["person=Alex Example"]),
            ("PERSON:“Kim", &["person=Kim"]),
            ("\"state:sent\" a", &[]),
            ("colour:red tag:", &[]),
            ("state:\"\" - -- \"", &[]),
            ("a\"state:met", &[]),
            (
                "after:2026-03 before:2026",
                &["after=2026-03", "before=2026"],
            ),
            ("東京 tag:大阪", &["tag=大阪"]),
        ] {
            assert_eq!(read(text), found, "{text:?}");
        }
    }

    #[test]
    fn what_a_note_has_one_of_is_replaced_and_what_it_has_several_of_is_added() {
        for (text, name, value, then) in [
            ("", FilterName::State, "sent", "state:\"sent\""),
            ("hall ", FilterName::State, "sent", "hall state:\"sent\""),
            (
                "state:sent hall",
                FilterName::State,
                "met",
                "hall state:\"met\"",
            ),
            ("state:sent hall", FilterName::State, "", "hall"),
            (
                "-state:sent",
                FilterName::State,
                "met",
                "-state:sent state:\"met\"",
            ),
            ("tag:q3", FilterName::Tag, "budget", "tag:q3 tag:\"budget\""),
            ("tag:q3", FilterName::Tag, "q3", "tag:\"q3\""),
            ("", FilterName::Person, "Kim", "person:\"Kim\""),
            (
                "",
                FilterName::Person,
                "Kim Sample",
                "person:\"Kim Sample\"",
            ),
            ("tag:\"q3\"", FilterName::Tag, "q3", "tag:\"q3\""),
            (
                "",
                FilterName::Person,
                "Alex \"A\" Example",
                "person:\"Alex A Example\"",
            ),
            ("", FilterName::After, "2026-03-01", "after:\"2026-03-01\""),
        ] {
            assert_eq!(with(text, name, value), then, "{text:?} {value:?}");
        }
    }

    #[test]
    fn what_is_put_in_is_read_out_again_and_taken_out() {
        for value in ["q3", "two words", "大阪", "a:b", "-x"] {
            let text = with("hall", FilterName::Tag, value);
            let found = filters(&text);
            assert_eq!(value_in(&found, FilterName::Tag), Some(value));
            assert_eq!(without(&text, &found[0].place), "hall");
        }
        let text = "a tag:x b";
        assert_eq!(without(text, &filters(text)[0].place), "a b");
    }

    #[test]
    fn anything_can_be_typed() {
        for text in [
            "-",
            "\"",
            "“”„",
            "tag:\"",
            "state:“x”y",
            "é:é -é:\"é",
            "tag:\u{202e}x",
        ] {
            for filter in filters(text) {
                let _ = without(text, &filter.place);
            }
        }
    }
}
