//! An independent statement of the path rules, written as regular expressions with lookaround:
//! `tests/fixtures/recognize/oracle.json`. The first rule that fits counts.

use std::collections::BTreeMap;

use baton_recognize::recognize;
use fancy_regex::Regex;
use serde::Deserialize;
use url::Url;

use crate::fixture;

/// A system, stated by regular expressions.
#[derive(Deserialize)]
pub struct Stated {
    pub id: String,
    pub host_re: String,
    pub other_hosts: Vec<String>,
    pub reserved: Vec<String>,
    pub rules: Vec<StatedRule>,
}

#[derive(Deserialize)]
pub struct StatedRule {
    pub label: String,
    pub path_re: String,
    pub query_re: Option<String>,
    pub fragment_re: Option<String>,
    pub host_re: Option<String>,
}

/// Which of the rules fits, read as they are stated.
pub struct Oracle {
    pub stated: Vec<Stated>,
    compiled: BTreeMap<String, Regex>,
}

impl Oracle {
    pub fn read() -> Self {
        let stated: Vec<Stated> = serde_json::from_str(&fixture("oracle.json")).unwrap();
        let mut compiled = BTreeMap::new();
        for provider in &stated {
            let rules = provider.rules.iter();
            let texts = rules.flat_map(|rule| {
                [
                    Some(&rule.path_re),
                    rule.query_re.as_ref(),
                    rule.fragment_re.as_ref(),
                    rule.host_re.as_ref(),
                ]
            });
            for text in texts.flatten().chain([&provider.host_re]) {
                compiled.insert(text.clone(), Regex::new(text).unwrap());
            }
        }
        Self { stated, compiled }
    }

    fn is(&self, expression: &str, text: &str) -> bool {
        self.compiled[expression].is_match(text).unwrap()
    }

    /// The label and, unless it is `not`, the provider.
    pub fn answer(&self, url: &Url) -> (String, Option<String>) {
        let host = url.host_str().unwrap_or_default();
        let query = url
            .query()
            .map(|query| format!("?{query}"))
            .unwrap_or_default();
        let fragment = url
            .fragment()
            .map(|fragment| format!("#{fragment}"))
            .unwrap_or_default();
        let path = url.path();
        let first = path.split('/').nth(1).unwrap_or_default();
        let not = || ("not".to_owned(), None);
        let Some(provider) = self.stated.iter().find(|it| self.is(&it.host_re, host)) else {
            return not();
        };
        if provider.other_hosts.iter().any(|other| other == host) {
            return not();
        }
        let reserved = provider.reserved.contains(&first.to_ascii_lowercase());
        // A rule that takes any name in the first place does not hold for reserved words.
        let neutral = path.replacen(first, "somebody", 1);
        let fits = |rule: &&StatedRule| {
            self.is(&rule.path_re, path)
                && rule
                    .query_re
                    .as_ref()
                    .is_none_or(|text| self.is(text, &query))
                && rule
                    .fragment_re
                    .as_ref()
                    .is_none_or(|text| self.is(text, &fragment))
                && rule.host_re.as_ref().is_none_or(|text| self.is(text, host))
                && !(reserved && rule.label != "not" && self.is(&rule.path_re, &neutral))
        };
        match provider.rules.iter().find(fits) {
            Some(rule) if rule.label != "not" => (rule.label.clone(), Some(provider.id.clone())),
            _ => not(),
        }
    }
}

/// Our answer in the same form.
pub fn ours(url: &str) -> (String, Option<String>) {
    let seen = recognize(url);
    let label = serde_json::to_value(seen.label)
        .unwrap()
        .as_str()
        .unwrap()
        .to_owned();
    let provider = seen
        .target
        .and(seen.provider)
        .map(|provider| provider.id.to_owned());
    (label, provider)
}

/// Words that are reserved on every site.
pub fn site_words() -> Vec<String> {
    #[derive(Deserialize)]
    struct Words {
        words: Vec<String>,
        vendor_words: Vec<String>,
    }
    let text = include_str!("../../site-words.toml");
    let words = toml::from_str::<Words>(text).unwrap();
    words.words.into_iter().chain(words.vendor_words).collect()
}
