//! Rules for the browser's own engine: booking pages of strict sites go to a page of Baton's before
//! anything is requested from them.
//!
//! The rules are coarse, by host: what is no booking page is let through at once by the page they lead
//! to. They hold for a tab's own page and what a browser can ask again (`GET`), nothing else.

use super::AskingRecord;
use baton_asking::Manner;
use baton_recognize::providers;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The id of the rule that stops: of ten digits as all others and after them, so that it is never the oldest
/// of many.
pub const STRICT_RULE: u32 = 2_147_483_647;

/// A rule that lets through wins over the one that stops.
const STOP: u32 = 1;
const PASS: u32 = 2;

/// How much is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Through {
    /// The address and what lies below it, with any query: the steps of one booking.
    Booking,
    /// The very address.
    Page,
    /// Whatever this tab opens: it was stopped again and again.
    Tab(i32),
}

/// The rule for the sites on which a person wants to be asked before the page is loaded, as JSON of a
/// list. `hosts` are those that somebody gave a system, `page` is the address of Baton's own page.
pub(super) fn rules(asking: &AskingRecord, hosts: &[String], page: &str) -> String {
    let asking = asking.read().unwrap_or_default();
    let is_strict = |site: &str| asking.manner_on(site) == Manner::Strict;
    let theirs = providers().iter().filter(|system| is_strict(system.id));
    let theirs = theirs.flat_map(|system| system.host_permissions());
    let theirs = theirs.filter_map(|pattern| domain(pattern));
    let own = hosts.iter().map(String::as_str);
    let own = own.filter(|host| is_strict(host));
    let domains: Vec<&str> = theirs.chain(own).collect();
    if domains.is_empty() {
        return "[]".to_owned();
    }
    let to = format!("{page}#\\0");
    Value::from(vec![json!({
        "id": STRICT_RULE,
        "priority": STOP,
        "action": { "type": "redirect", "redirect": { "regexSubstitution": to } },
        "condition": {
            "regexFilter": "^https?://.*",
            "requestDomains": domains,
            "resourceTypes": ["main_frame"],
            "requestMethods": ["get"],
        },
    })])
    .to_string()
}

/// The domain of a match pattern such as `*://*.calendly.com/*`; what has none in full has no rule.
fn domain(pattern: &'static str) -> Option<&'static str> {
    let host = pattern.split("://").nth(1)?.split('/').next()?;
    let host = host.strip_prefix("*.").unwrap_or(host);
    (!host.contains('*')).then_some(host)
}

/// Rules that let `url` through, with ids from `id` on; as JSON of a list.
pub(super) fn pass(url: &str, through: Through, id: u32) -> String {
    let plain = url.split(['#']).next().unwrap_or_default();
    let path = plain.split('?').next().unwrap_or_default();
    // With and without a fragment: whether a filter sees that is not the same in every browser.
    let conditions = match through {
        Through::Tab(tab) => vec![json!({ "tabIds": [tab] })],
        Through::Booking => vec![json!({ "urlFilter": format!("|{path}^") })],
        Through::Page => ["|", "#"]
            .map(|end| json!({ "urlFilter": format!("|{plain}{end}") }))
            .to_vec(),
    };
    let rule = |(place, mut condition): (u32, Value)| {
        condition["resourceTypes"] = json!(["main_frame"]);
        json!({
            "id": id + place,
            "priority": PASS,
            "action": { "type": "allow" },
            "condition": condition,
        })
    };
    let rules: Vec<Value> = (0..).zip(conditions).map(rule).collect();
    Value::from(rules).to_string()
}

#[cfg(test)]
mod tests {
    use super::{Through, domain, pass};
    use serde_json::{Value, json};

    fn filters(url: &str, through: Through) -> Vec<Value> {
        let rules: Vec<Value> = serde_json::from_str(&pass(url, through, 10)).unwrap();
        let ids: Vec<_> = rules.iter().map(|rule| rule["id"].clone()).collect();
        assert_eq!(ids, [json!(10), json!(11)][..ids.len()]);
        let mut filters = rules.into_iter();
        filters
            .by_ref()
            .map(|rule| rule["condition"]["urlFilter"].clone())
            .collect()
    }

    #[test]
    fn a_booking_is_let_through_with_its_steps_and_a_page_alone() {
        let url = "https://calendly.com/alex-example/30min?month=2026-12#top";
        assert_eq!(
            filters(url, Through::Booking),
            ["|https://calendly.com/alex-example/30min^"]
        );
        assert_eq!(
            filters(url, Through::Page),
            [
                "|https://calendly.com/alex-example/30min?month=2026-12|",
                "|https://calendly.com/alex-example/30min?month=2026-12#"
            ]
        );
        assert_eq!(filters(url, Through::Tab(7)), [Value::Null]);
    }

    #[test]
    fn a_pattern_is_of_one_domain_or_of_none() {
        for (pattern, expected) in [
            ("*://calendly.com/*", Some("calendly.com")),
            ("*://*.calendly.com/*", Some("calendly.com")),
            ("*://*/*", None),
            ("<all_urls>", None),
        ] {
            assert_eq!(domain(pattern), expected, "{pattern}");
        }
    }
}
