//! Why a page is taken for what it is, in sentences.

use baton_locale::Messages;
use baton_recognize::{Evidence, Label, Recognition};
use std::borrow::Cow;

/// A sentence for each piece of evidence, in the order in which it was found.
pub(crate) fn reasons(seen: &Recognition, messages: &dyn Messages) -> Vec<String> {
    let system = seen.provider.map_or("", |provider| provider.name);
    sentences(&seen.evidence, seen.label, system, messages)
}

/// The same for evidence that stands by itself; `system` is the scheduling system's name.
pub(crate) fn sentences(
    evidence: &[Evidence],
    label: Label,
    system: &str,
    messages: &dyn Messages,
) -> Vec<String> {
    let evidence = evidence.iter().map(|evidence| {
        let (key, what) = sentence(*evidence, label);
        messages.text(key, &[&what, system])
    });
    evidence.collect()
}

/// The key of a sentence, and what it speaks about.
fn sentence(evidence: Evidence, label: Label) -> (&'static str, Cow<'static, str>) {
    let (key, what) = match evidence {
        Evidence::TooLong => ("reason_too_long", ""),
        Evidence::NotHttp => ("reason_not_http", ""),
        Evidence::UnusualHost => ("reason_unusual_host", ""),
        Evidence::OtherPort => ("reason_other_port", ""),
        Evidence::UserInfo => ("reason_user_info", ""),
        Evidence::UnknownHost => ("reason_unknown_host", ""),
        Evidence::Host(host) => ("reason_host", host),
        Evidence::OwnHost => ("reason_own_host", ""),
        Evidence::OtherHost(host) => ("reason_other_host", host),
        Evidence::ReservedWord(word) => ("reason_reserved_word", word),
        Evidence::FileEnding(ending) => ("reason_file", ending),
        Evidence::PathRule { path, .. } => return (path_key(label), plain_path(path).into()),
        Evidence::Parameter(key) => ("reason_parameter", key),
        Evidence::Fragment(path) => return ("reason_fragment", plain_path(path).into()),
        Evidence::NoPathRule => ("reason_no_path", ""),
    };
    (key, what.into())
}

const fn path_key(label: Label) -> &'static str {
    match label {
        Label::Book => "reason_path_book",
        Label::Listing => "reason_path_listing",
        Label::Manage => "reason_path_manage",
        Label::Not => "reason_path_not",
    }
}

/// A path rule as a person reads it: without the parts that may be missing or are only another view,
/// and without the kinds of its captures. `/{owner:slugs}/{event}/embed?` is `/{owner}/{event}`.
fn plain_path(rule: &str) -> String {
    let mut path = String::with_capacity(rule.len());
    for segment in rule.split('/').skip(1) {
        if segment.ends_with('?') {
            break;
        }
        let at_start = segment == "**" && path.is_empty() && rule.len() > "/**".len();
        if at_start || segment.starts_with('(') {
            continue;
        }
        path.push('/');
        match segment.split_once(':') {
            Some((name, kind)) => {
                path.push_str(name);
                path.push_str(&kind[kind.find('}').unwrap_or(kind.len())..]);
            }
            None => path.push_str(segment),
        }
    }
    if path.is_empty() {
        path.push('/');
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_locale::Catalogue;
    use baton_recognize::recognize;
    use std::collections::BTreeSet;

    fn told(url: &str) -> Vec<String> {
        reasons(&recognize(url), &Catalogue::english())
    }

    #[test]
    fn a_booking_page_is_explained_in_sentences() {
        assert_eq!(
            told("https://calendly.com/alex-example/30min?month=2026-03"),
            [
                "The address is on a host where Calendly has booking pages: calendly.com",
                "Its path looks like a booking link: /{owner}/{event}",
            ]
        );
    }

    #[test]
    fn what_keeps_baton_quiet_is_explained_too() {
        let long = format!("https://cal.com/{}", "a".repeat(9_000));
        for (url, last) in [
            (
                "https://calendly.com/pricing",
                "Its path begins with “pricing”, which names a page of Calendly itself, not a person.",
            ),
            (
                "https://help.calendly.com/",
                "The address is on a host of Calendly that has no booking pages: *.calendly.com",
            ),
            (
                "https://calendly.com/alex-example",
                "Its path looks like a list of meetings to choose from: /{owner}",
            ),
            (
                "https://cal.com/alex-example/30min?rescheduleUid=1",
                "It carries “rescheduleUid” after the question mark, as such pages do.",
            ),
            (
                "https://calendly.com/files/guide.pdf",
                "Its path ends in “.pdf”: a file, not a page to book on.",
            ),
            (
                "https://cal.com:8443/alex-example/30min",
                "It names a port of its own, so another server may stand behind it.",
            ),
            (
                "https://acme.example/",
                "Its host belongs to no scheduling system Baton knows.",
            ),
            ("about:blank", "It is not a web address (http or https)."),
            (long.as_str(), "The address is too long to look into."),
        ] {
            assert_eq!(told(url).last().map(String::as_str), Some(last), "{url}");
        }
    }

    #[test]
    fn a_path_rule_is_shown_without_what_only_the_rule_needs() {
        for (rule, plain) in [
            ("/", "/"),
            ("/{owner}", "/{owner}"),
            ("/{owner:slugs}/{event}/embed?", "/{owner}/{event}"),
            (
                "/d/{id:groups 3..4-3-3}/{event}?/{slot:date-time}?",
                "/d/{id}",
            ),
            ("/@{owner:alnum 2..}.html/{event}", "/@{owner}.html/{event}"),
            ("/embed?", "/"),
            ("/app/**", "/app/**"),
            ("/**/apps/calendar/{id:any}", "/apps/calendar/{id}"),
            (
                "/calendar/(u)/({id:digits})/selfsched",
                "/calendar/selfsched",
            ),
        ] {
            assert_eq!(plain_path(rule), plain, "{rule}");
        }
    }

    #[test]
    fn every_sentence_is_used_and_every_piece_of_evidence_has_one() {
        let every = [
            Evidence::TooLong,
            Evidence::NotHttp,
            Evidence::UnusualHost,
            Evidence::OtherPort,
            Evidence::UserInfo,
            Evidence::UnknownHost,
            Evidence::Host("calendly.com"),
            Evidence::OwnHost,
            Evidence::OtherHost("help.calendly.com"),
            Evidence::ReservedWord("pricing"),
            Evidence::FileEnding(".pdf"),
            Evidence::PathRule {
                number: 1,
                path: "/",
            },
            Evidence::Parameter("rescheduleUid"),
            Evidence::Fragment("/"),
            Evidence::NoPathRule,
        ];
        let labels = [Label::Book, Label::Listing, Label::Manage, Label::Not];
        let used: BTreeSet<&str> = every
            .into_iter()
            .flat_map(|evidence| labels.map(|label| sentence(evidence, label).0))
            .collect();
        let english = Catalogue::english();
        let written: BTreeSet<&str> = english
            .keys()
            .filter(|key| key.starts_with("reason_"))
            .collect();
        assert_eq!(used, written);
    }
}
