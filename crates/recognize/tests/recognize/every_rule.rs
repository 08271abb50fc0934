//! Every rule of the independent statement, played by URLs made from its own expressions.
//!
//! An expression becomes a shape to make texts from: lookaround is left out, "any segment" becomes
//! names, codes and the words of other rules. So most URLs fit the rule they come from and some miss
//! it closely; the statement itself says which.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::{Strategy, Union, ValueTree};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;
use url::Url;

use crate::fixed_cases;
use crate::oracle::{Oracle, Stated, ours, site_words};
use crate::rules_agree::chosen_difference;

/// Names, codes and words that stand where a rule takes any segment.
const SEGMENT: &str = "(acme|alex-example|30min|x[a-z0-9-]{1,9}|[A-Za-z0-9]{16,20}|team|meeting)";

/// The expression without what cannot be made into text.
fn shape(expression: &str) -> String {
    let mut text = expression.to_owned();
    while let Some(start) = text.find("(?!").or_else(|| text.find("(?<!")) {
        let mut depth = 0;
        let length = text[start..].chars().position(|letter| {
            depth += i32::from(letter == '(') - i32::from(letter == ')');
            depth == 0
        });
        text.replace_range(start..=start + length.unwrap(), "");
    }
    text = text.replace("[^/?#]+", SEGMENT).replace("[^/]+", SEGMENT);
    text = text
        .replace("\\d", "[0-9]")
        .replace(".*", "(/[a-z]{1,6}){0,2}")
        .replace("[?&]", "\\?");
    text.replace("|^", "|")
        .trim_start_matches('^')
        .replace("$|", "|")
        .replace('$', "")
}

fn texts(expression: &str) -> BoxedStrategy<String> {
    let shape = shape(expression);
    string_regex(&shape)
        .unwrap_or_else(|error| panic!("{shape}: {error}"))
        .boxed()
}

fn hosts(stated: &Stated) -> BoxedStrategy<String> {
    let named = stated
        .host_re
        .replace("[a-z0-9-]+", "(acme|x[a-z0-9]{1,6})");
    match stated.other_hosts.as_slice() {
        [] => texts(&named),
        other => prop_oneof![9 => texts(&named), 1 => select(other.to_vec())].boxed(),
    }
}

/// URLs of one system, each from one of its rules and perhaps a step away from it.
fn urls(stated: &Stated) -> BoxedStrategy<String> {
    let rules = stated.rules.iter().map(|rule| {
        let nothing = || Just(String::new()).boxed();
        let query = rule.query_re.as_deref().map_or_else(nothing, texts);
        let fragment = rule.fragment_re.as_deref().map_or_else(nothing, texts);
        // An expression without an end takes longer words too, which are other pages to us.
        let steps: &[&str] = match rule.path_re.ends_with('$') {
            true => &[
                "",
                "",
                "",
                "",
                "/",
                "/more",
                "/x/y",
                "?month=2026-03",
                "x",
                "-",
            ],
            false => &["", "", "?month=2026-03"],
        };
        (
            hosts(stated),
            texts(&rule.path_re),
            query,
            fragment,
            select(steps),
        )
            .prop_map(|(host, path, query, fragment, step)| {
                let slash = if path.starts_with('/') { "" } else { "/x" };
                let query = if step.starts_with('?') { "" } else { &query };
                let value = if query.ends_with('=') { "aB3dE5" } else { "" };
                format!("https://{host}{slash}{path}{step}{query}{value}{fragment}")
            })
            .boxed()
    });
    Union::new(rules).boxed()
}

/// Where we differ on purpose: what is said in `rules_agree`; escapes that are none; a short link's
/// host, which has no other pages.
fn chosen(url: &Url) -> bool {
    let first = url.path().split('/').nth(1).unwrap_or_default();
    let digits = |text: &str| text.chars().take(2).filter(char::is_ascii_hexdigit).count() == 2;
    let broken_escape = url.path().split('%').skip(1).any(|text| !digits(text));
    let below_short_link = url.host_str() == Some("calendar.app.google") && first == "calendar";
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(site_words);
    let reserved = WORDS.contains(&first.to_ascii_lowercase());
    chosen_difference(url) || broken_escape || below_short_link || reserved
}

/// Also without a slash at the end, which never matters to us.
fn stated_answers(oracle: &Oracle, url: &Url) -> [(String, Option<String>); 2] {
    let mut bare = url.clone();
    bare.set_path(url.path().trim_end_matches('/'));
    [oracle.answer(url), oracle.answer(&bare)]
}

#[test]
fn urls_made_from_every_rule_get_the_label_that_the_statement_gives() {
    let oracle = Oracle::read();
    let mut runner = TestRunner::new(fixed_cases(1));
    for stated in &oracle.stated {
        let strategy = urls(stated);
        let (mut pages, mut others) = (0, 0);
        for _ in 0..400 {
            let text = strategy.new_tree(&mut runner).unwrap().current();
            let url = Url::parse(&text).unwrap();
            if chosen(&url) {
                continue;
            }
            let answers = stated_answers(&oracle, &url);
            let ours = ours(&text);
            assert!(
                answers.contains(&ours),
                "{text} is {answers:?}, taken for {ours:?}"
            );
            match ours.1 {
                Some(_) => pages += 1,
                None => others += 1,
            }
        }
        println!("{:16} {pages:4} pages, {others:4} others", stated.id);
        assert!(pages > 40 && others > 10, "{} is hardly tried", stated.id);
    }
}
