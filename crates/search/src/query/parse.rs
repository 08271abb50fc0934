//! From what was typed to a query.

use super::date::{Day, may_become_one};
use super::{Group, Query, QueryWord, Scope};
use crate::document::Fact;
use crate::limits::{MAX_QUERY_CHARS, MAX_QUERY_WORDS};
use crate::value::{is_quote, signs};
use crate::words::{Kind, words};

/// What stands before a colon.
#[derive(Debug, Clone, Copy)]
enum Filter {
    Fact(Fact),
    Before,
    After,
}

impl Filter {
    fn named(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("before") {
            return Some(Self::Before);
        }
        if name.eq_ignore_ascii_case("after") {
            return Some(Self::After);
        }
        let mut facts = Fact::ALL.into_iter();
        facts
            .find(|fact| name.eq_ignore_ascii_case(fact.as_str()))
            .map(Self::Fact)
    }
}

/// A value: what stands between quotes, or up to the next space.
struct Value<'a> {
    text: &'a str,
    /// It was typed to its end: a quote or a space follows.
    is_closed: bool,
    /// Quotes stand around it, and something in them.
    is_whole: bool,
    /// What follows.
    rest: &'a str,
}

fn value(typed: &str) -> Value<'_> {
    let (inside, is_quoted) = match typed.strip_prefix(is_quote) {
        Some(inside) => (inside, true),
        None => (typed, false),
    };
    let end = inside.find(|c: char| is_quote(c) || !is_quoted && c.is_whitespace());
    let (text, rest) = inside.split_at(end.unwrap_or(inside.len()));
    Value {
        text,
        is_closed: end.is_some(),
        is_whole: is_quoted && end.is_some_and(|end| end > 0),
        rest: if is_quoted {
            rest.strip_prefix(is_quote).unwrap_or(rest)
        } else {
            rest
        },
    }
}

impl Query {
    /// Reads what a person typed. The first [`MAX_QUERY_CHARS`] characters and
    /// [`MAX_QUERY_WORDS`] words count. Dates are days of universal time, until
    /// [`Query::in_zone`] says whose.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let end = typed.char_indices().nth(MAX_QUERY_CHARS);
        let end = end.map_or(typed.len(), |(at, _)| at);
        let mut rest = typed.get(..end).unwrap_or_default();
        let mut query = Self::default();
        loop {
            rest = rest.trim_start();
            if rest.is_empty() {
                return query;
            }
            let positive = rest.strip_prefix('-');
            let is_negated = positive.is_some();
            rest = query.take(positive.unwrap_or(rest), is_negated);
        }
    }

    /// Takes one word, phrase or filter and gives what follows it.
    fn take<'a>(&mut self, typed: &'a str, is_negated: bool) -> &'a str {
        let letters = typed.find(|c: char| !c.is_ascii_alphabetic());
        let (name, behind) = typed.split_at(letters.unwrap_or(typed.len()));
        let filter = behind.strip_prefix(':').zip(Filter::named(name));
        let Some((behind, filter)) = filter else {
            let value = value(typed);
            self.add(is_negated, Scope::Text, &value);
            return value.rest;
        };
        let value = value(behind);
        let is_before = match filter {
            Filter::Fact(fact) => {
                self.add(is_negated, Scope::Fact(fact), &value);
                return value.rest;
            }
            Filter::Before => !is_negated,
            Filter::After => is_negated,
        };
        match Day::typed(value.text) {
            Some(day) if is_before => {
                self.until = Some(self.until.map_or(day, |until| until.min(day)));
            }
            Some(day) => {
                self.from = Some(self.from.map_or(day, |from| from.max(day)));
            }
            // Being typed: it narrows nothing yet.
            None if !value.is_closed && may_become_one(value.text) => {}
            None => {
                let text = super::parse::value(typed);
                self.add(is_negated, Scope::Text, &text);
                return text.rest;
            }
        }
        value.rest
    }

    fn add(&mut self, is_negated: bool, scope: Scope, value: &Value<'_>) {
        let known: usize = self.groups.iter().map(|group| group.words.len()).sum();
        let mut left = MAX_QUERY_WORDS.saturating_sub(known);
        let mut group = Vec::new();
        let mut end = 0;
        if value.is_whole && matches!(scope, Scope::Fact(_)) && left > 0 {
            // A part of it would be another value.
            left = MAX_QUERY_CHARS;
            group.push(QueryWord {
                text: signs(value.text),
                offset: 0,
                kind: Kind::Sign,
                is_open: false,
            });
        }
        words(value.text, |word| {
            end = word.to;
            let after_pairs = Kind::Single { after_pairs: true };
            if left > 0 && word.kind != after_pairs {
                left -= 1;
                group.push(QueryWord {
                    text: word.text.to_owned(),
                    offset: word.place,
                    kind: word.kind,
                    is_open: matches!(word.kind, Kind::Single { .. }),
                });
            }
        });
        let goes_on = !value.is_closed
            && !value
                .text
                .get(end..)
                .unwrap_or_default()
                .contains(char::is_whitespace);
        if let Some(last) = group.last_mut() {
            last.is_open |= goes_on && last.kind == Kind::Letters;
            let first = group.first().map_or(0, |word| word.offset);
            group.iter_mut().for_each(|word| word.offset -= first);
            self.groups.push(Group {
                is_negated,
                scope,
                words: group,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The query in short: `*` behind a word that may go on, `+` between those of a phrase.
    fn read(typed: &str) -> String {
        let query = Query::parse(typed);
        let mut parts = Vec::new();
        for group in &query.groups {
            let scope = match group.scope {
                Scope::Text => String::new(),
                Scope::Fact(fact) => format!("{}:", fact.as_str()),
            };
            let words = group
                .words
                .iter()
                .map(|word| format!("{}{}", word.text, if word.is_open { "*" } else { "" }));
            let words: Vec<_> = words.collect();
            let sign = if group.is_negated { "-" } else { "" };
            parts.push(format!("{sign}{scope}{}", words.join("+")));
        }
        parts.extend(
            query
                .from
                .map(|day| format!("from {}", day.second / 86_400)),
        );
        parts.extend(
            query
                .until
                .map(|day| format!("until {}", day.second / 86_400)),
        );
        parts.join(" ")
    }

    #[test]
    fn what_is_typed_is_understood() {
        for (typed, understood) in [
            ("", ""),
            ("plan", "plan*"),
            ("plan ", "plan"),
            ("Quarter PLAN", "quarter plan*"),
            ("\"quarter plan", "quarter+plan*"),
            ("“quarter plan”", "quarter+plan"),
            ("follow-up now ", "follow+up now"),
            ("-old new ", "-old new"),
            ("- new ", "new"),
            (
                "person:Alex tag:\"big deal\" x ",
                "person:alex tag:=+big+deal x",
            ),
            ("PERSON:al", "person:al*"),
            ("-tag:old ", "-tag:old"),
            ("tag:q1", "tag:q1*"),
            ("tag:\"q1", "tag:q1*"),
            ("tag:\"q1\"", "tag:=+q1"),
            ("-tag:“C++” x ", "-tag:=+++c x"),
            ("tag:\"\" x ", "x"),
            ("tag:follow-up", "tag:follow+up*"),
            ("person: alex ", "alex"),
            ("colour:red ", "colour+red"),
            ("after:1970-01-03 before:1971 ", "from 2 until 365"),
            ("-after:1970-01-03 ", "until 2"),
            ("after:1970-1-3", "from 2"),
            ("after:\"1970-01-03\"", "from 2"),
            ("before:1970-1-", ""),
            ("before:197", ""),
            ("before:lunch ", "before+lunch"),
            ("before:197 x ", "before+197 x"),
            ("東京都", "東京+京都"),
            ("猫 ", "猫*"),
            ("a🚀", "a+🚀"),
            ("!?… -- \"\" -\"", ""),
            ("\u{202E}\u{2066}", ""),
        ] {
            assert_eq!(read(typed), understood, "{typed:?}");
        }
    }

    #[test]
    fn of_many_words_the_first_count() {
        let long = "a b \"c d\" ".repeat(4_000);
        let query = Query::parse(&long);
        let count: usize = query.groups.iter().map(|group| group.words.len()).sum();
        assert_eq!(count, MAX_QUERY_WORDS);
        assert_eq!(Query::parse(&"x".repeat(10_000)).groups.len(), 1);
    }

    proptest! {
        #![proptest_config(crate::cases())]

        #[test]
        fn anything_can_be_typed(typed in "\\PC{0,60}|[-\":a-c 猫\u{202E}]{0,60}") {
            let _ = Query::parse(&typed);
        }
    }
}
