//! From a URL to its label, with the reasons.

use serde::{Deserialize, Serialize};

use crate::address::{Address, MAX_URL_BYTES, Server, as_browsers_read};
use crate::details::Details;
use crate::escape::decoded;
use crate::evidence::Evidence;
use crate::provider::Provider;
use crate::tables::{self, HostRole, KnownHost, PathRule};
use crate::{hosts, query, target};

/// What a page is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Label {
    /// A time can be picked here, or the page leads straight to that.
    Book,
    /// A person's, team's or organisation's page that lists event types.
    Listing,
    /// An existing booking: confirmation, rescheduling, cancelling.
    Manage,
    /// Anything else.
    Not,
}

/// What a URL is, and why.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recognition {
    /// What the page is for.
    pub label: Label,
    /// Whose host it is. With [`Label::Not`] it is the vendor's own page: prices, login, help.
    pub provider: Option<&'static Provider>,
    /// The canonical URL: https, lower-case host, without user info, fragment, trailing slash and
    /// every parameter that does not tell one page from another. Two views of one booking attempt
    /// have equal targets. `None` with [`Label::Not`].
    pub target: Option<String>,
    /// What the URL says about the booking; empty with [`Label::Not`].
    pub details: Details,
    /// The reasons, in the order in which they were found.
    pub evidence: Vec<Evidence>,
}

impl Recognition {
    fn not(provider: Option<&'static Provider>, evidence: Vec<Evidence>) -> Self {
        Self {
            label: Label::Not,
            provider,
            target: None,
            details: Details::default(),
            evidence,
        }
    }
}

/// What `url` is.
///
/// Takes any text; what is no http(s) URL of a known host is [`Label::Not`]. The real host counts,
/// the part after user info; a host written with a trailing dot is the same host. Other ports,
/// punycode and hosts with anything but ASCII are nobody's.
pub fn recognize(url: &str) -> Recognition {
    if url.len() > MAX_URL_BYTES {
        return Recognition::not(None, vec![Evidence::TooLong]);
    }
    let url = as_browsers_read(url);
    let server = match Server::parse(&url) {
        Ok(server) => server,
        Err(refusal) => return Recognition::not(None, vec![refusal]),
    };
    let Some(host) = hosts::find(server.host) else {
        return Recognition::not(None, vec![Evidence::UnknownHost]);
    };
    let mut evidence = Vec::with_capacity(4);
    if server.user_info {
        evidence.push(Evidence::UserInfo);
    }
    let provider = tables::providers().get(usize::from(host.provider));
    let Some(provider) = provider.filter(|_| !matches!(host.role, HostRole::Other)) else {
        evidence.push(Evidence::OtherHost(host.written));
        return Recognition::not(provider, evidence);
    };
    evidence.push(Evidence::Host(host.written));
    let address = server.page();
    match deciding_rule(provider, host, &address, &mut evidence) {
        Some(rule) if rule.label != Label::Not => Recognition {
            label: rule.label,
            provider: Some(provider),
            target: Some(target::canonical(host, rule, &address)),
            details: Details::from_url(provider, rule, &address),
            evidence,
        },
        _ => Recognition::not(Some(provider), evidence),
    }
}

/// The first rule that fits. Each outcome adds its evidence.
///
/// A reserved word stops the rules that would take it for somebody's name, not those that begin
/// with that very word.
fn deciding_rule(
    provider: &'static Provider,
    host: &KnownHost,
    address: &Address,
    evidence: &mut Vec<Evidence>,
) -> Option<&'static PathRule> {
    if let Some(ending) = address.path.last().and_then(file_ending) {
        evidence.push(Evidence::FileEnding(ending));
        return None;
    }
    let reserved = address
        .path
        .kept()
        .first()
        .and_then(|first| reserved_word(provider, first));
    for rule in provider.rules {
        let here = rule.on.is_empty() || rule.on.contains(&host.written);
        let open = reserved.is_none() || rule.begins_with_literal();
        if !(here && open && rule.fits(&address.path)) {
            continue;
        }
        let asked = || {
            rule.query
                .iter()
                .find(|key| query::pairs(address.query).any(|pair| pair.is(key)))
        };
        let parameter = match rule.query {
            [] => None,
            _ => match asked() {
                Some(key) => Some(Evidence::Parameter(key)),
                None => continue,
            },
        };
        evidence.push(Evidence::PathRule {
            number: rule.number,
            path: rule.path,
        });
        evidence.extend(parameter);
        return Some(rule);
    }
    evidence.push(reserved.map_or(Evidence::NoPathRule, Evidence::ReservedWord));
    None
}

fn file_ending(segment: &str) -> Option<&'static str> {
    let dot = segment.rfind('.')?;
    let ending = segment.get(dot..)?;
    let known = tables::file_endings()
        .iter()
        .find(|known| known.eq_ignore_ascii_case(ending))?;
    Some(known)
}

/// No reserved word is longer, in bytes; the build sees to that.
const LONGEST_WORD: usize = 32;

/// The reserved word that `segment` is, percent-decoded and whatever its case.
fn reserved_word(provider: &Provider, segment: &str) -> Option<&'static str> {
    let mut buffer = [0; LONGEST_WORD];
    let mut length = 0;
    for byte in decoded(segment) {
        *buffer.get_mut(length)? = byte.to_ascii_lowercase();
        length += 1;
    }
    let spelled = &buffer[..length];
    let find = |words: &'static [&'static str]| {
        let place = words
            .binary_search_by(|word| word.as_bytes().cmp(spelled))
            .ok()?;
        words.get(place).copied()
    };
    find(provider.reserved).or_else(|| find(tables::site_words()))
}
