//! Rules for the browser's own engine: booking pages of strict sites go to a page of Baton's before
//! anything is requested from them.
//!
//! The rules are coarse, by host: what is no booking page is let through at once by the page they lead
//! to. They hold for a tab's own page and what a browser can ask again (`GET`), nothing else.

use super::AskingRecord;
use super::form;
use baton_asking::Manner;
use baton_recognize::{Label, providers, recognize, recognize_form};
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The id of the rule that stops: of ten digits as all others and after them, so that it is never the oldest
/// of many.
pub const STRICT_RULE: u32 = 2_147_483_647;

/// The longest address looked at, in bytes; longer ones are let through.
pub const MAX_URL_BYTES: usize = 8 * 1024;

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

/// The first id of rules made at `now`, of ten digits like all of them: their order is that of their age.
#[must_use]
pub fn rule_id(now: UtcMillis) -> u32 {
    let id = now.0.rem_euclid(500_000_000) * 2 + 1_000_000_000;
    u32::try_from(id).unwrap_or(1)
}

/// The rules that let `url` through, as JSON of a list, where the address alone says that it is no booking
/// page: the host is a known system's, so that nothing a person set is needed to tell. `None` leaves the
/// decision to the background.
#[must_use]
pub fn pass_at_once(url: &str, now: UtcMillis) -> Option<String> {
    if url.len() > MAX_URL_BYTES || recognize_form(url).is_some() || form::can_open(url) {
        return None;
    }
    let seen = recognize(url);
    let is_plain = seen.provider.is_some() && seen.label != Label::Book;
    is_plain.then(|| pass(url, Through::Page, rule_id(now)))
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
    use super::{MAX_URL_BYTES, Through, domain, pass, pass_at_once, rule_id};
    use baton_worktime::UtcMillis;
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
    fn what_is_plainly_no_booking_page_passes_at_once_and_all_else_is_asked_about() {
        let now = UtcMillis(1_795_000_000_000);
        for url in [
            "https://calendly.com/pricing",
            "https://calendly.com/login?to=%2Fevents#top",
            "https://calendly.com/cancellations/a1b2c3d4-0000-4000-8000-000000000000",
        ] {
            assert_eq!(
                pass_at_once(url, now),
                Some(pass(url, Through::Page, rule_id(now))),
                "{url}"
            );
        }
        let long = format!("https://calendly.com/pricing?{}", "a".repeat(MAX_URL_BYTES));
        for url in [
            "https://calendly.com/alex-example/30min",
            "https://calendar.google.com/calendar/r/eventedit",
            "https://book.acme.example/pricing",
            "no address",
            &long,
        ] {
            assert_eq!(pass_at_once(url, now), None, "{url}");
        }
    }

    #[test]
    fn a_later_rule_has_a_later_id() {
        let at = |millis| rule_id(UtcMillis(millis));
        assert!(at(1_795_000_000_000) + 1 < at(1_795_000_000_001));
        assert!(at(-1) < super::STRICT_RULE && at(0) >= 1_000_000_000);
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
