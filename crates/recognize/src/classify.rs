//! From a URL to its label, with the reasons.

use serde::{Deserialize, Serialize};

use crate::address::{Address, MAX_URL_BYTES, Server, as_browsers_read};
use crate::details::Details;
use crate::escape::decoded;
use crate::evidence::Evidence;
use crate::hosts::Host;
use crate::pattern::Route;
use crate::provider::Provider;
use crate::query::pairs;
use crate::tables::{self, Condition, HostRole, Keeper, KnownHost, Owner, PathRule};
use crate::{hosts, target};

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
    /// A booking ends on this page; then it is [`Label::Manage`] too.
    pub confirms: bool,
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
            confirms: false,
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
    let Some((written, owner)) = system_of(server.host) else {
        return Recognition::not(None, vec![Evidence::UnknownHost]);
    };
    let mut evidence = Vec::with_capacity(4);
    if server.user_info {
        evidence.push(Evidence::UserInfo);
    }
    let provider = tables::providers().get(usize::from(owner.provider));
    let Some(provider) = provider.filter(|_| owner.role != HostRole::Other) else {
        evidence.push(Evidence::OtherHost(written));
        return Recognition::not(provider, evidence);
    };
    evidence.push(Evidence::Host(written));
    let home = match owner.role {
        HostRole::Alias => provider.homes.get(usize::from(owner.place)).copied(),
        HostRole::Pages | HostRole::Other => None,
    };
    judged(provider, owner.place, home, &server.page(), evidence)
}

/// The label of [`recognize`] alone, without gathering what nobody asks for.
pub(crate) fn label(url: &str) -> Label {
    if url.len() > MAX_URL_BYTES {
        return Label::Not;
    }
    let url = as_browsers_read(url);
    let decided = || {
        let server = Server::parse(&url).ok()?;
        let (_, owner) = system_of(server.host).filter(|(_, it)| it.role != HostRole::Other)?;
        let provider = tables::providers().get(usize::from(owner.provider))?;
        deciding_rule(provider, owner.place, &server.page()).ok()
    };
    decided().map_or(Label::Not, |found| found.rule.label)
}

/// Whose host it is, as the system's file writes it.
fn system_of(host: Host) -> Option<(&'static str, &'static Owner)> {
    match hosts::find(host)? {
        KnownHost {
            written,
            keeper: Keeper::System(owner),
        } => Some((written, owner)),
        _ => None,
    }
}

/// What `url` is if its host is one that somebody gave `provider`.
///
/// For pages which show by themselves what they are ([`EmbedKind::Page`](crate::EmbedKind::Page)),
/// and for hosts which a person named; the URL alone does not tell. A provider that is never found
/// on hosts of others ([`Provider::has_own_hosts`]), or a host that is known, is answered as
/// [`recognize`] does. Such a host may be written in punycode. A port is part of it, which
/// [`Recognition::target`] cannot say: with one, the answer is [`Label::Not`].
pub fn recognize_own(url: &str, provider: &'static Provider) -> Recognition {
    let seen = recognize(url);
    if !may_be_somebodys_own(&seen) || !provider.own {
        return seen;
    }
    let url = as_browsers_read(url);
    match Server::parse_own(&url) {
        // Its last labels are a vendor's: somebody's name in other letters, and nobody's own host.
        Ok(server) if hosts::find(server.host).is_some() => seen,
        Ok(server) => {
            let evidence = vec![Evidence::OwnHost];
            judged(provider, tables::OWN_PLACE, None, &server.page(), evidence)
        }
        Err(refusal) => Recognition::not(None, vec![refusal]),
    }
}

/// Whether what [`recognize`] saw may be on a host of somebody's own: nobody's that is known, or one
/// it does not read, among which punycode is.
pub(crate) fn may_be_somebodys_own(seen: &Recognition) -> bool {
    matches!(
        seen.evidence[..],
        [Evidence::UnknownHost | Evidence::UnusualHost]
    )
}

/// The answer for a page on a host of `provider`, its `place`-th one.
fn judged(
    provider: &'static Provider,
    place: u8,
    home: Option<&str>,
    address: &Address,
    mut evidence: Vec<Evidence>,
) -> Recognition {
    let decided = deciding_rule(provider, place, address);
    match &decided {
        Ok(found) => evidence.extend(found.evidence()),
        Err(reason) => evidence.push(*reason),
    }
    match decided {
        Ok(found) if found.rule.label != Label::Not => Recognition {
            label: found.rule.label,
            provider: Some(provider),
            target: Some(target::canonical(home, &found, address)),
            details: Details::from_url(provider, &found, address),
            confirms: found.rule.confirms,
            evidence,
        },
        _ => Recognition::not(Some(provider), evidence),
    }
}

/// The rule that decided.
pub(crate) struct Found {
    pub rule: &'static PathRule,
    /// The parameter the rule asks for.
    parameter: Option<&'static str>,
    /// The shape of what stands behind `#`, if the rule asks for one.
    pub fragment: Option<&'static Route>,
}

impl Found {
    fn evidence(&self) -> impl Iterator<Item = Evidence> {
        let (number, path) = (self.rule.number, self.rule.route.text);
        let rule = Evidence::PathRule { number, path };
        let parameter = self.parameter.map(Evidence::Parameter);
        let fragment = self.fragment.map(|route| Evidence::Fragment(route.text));
        [Some(rule), parameter, fragment].into_iter().flatten()
    }
}

/// The first rule that fits.
///
/// A reserved word stops the rules that would take it for somebody's name, not those that begin
/// with that very word.
///
/// # Errors
/// Why there is none.
fn deciding_rule(
    provider: &'static Provider,
    place: u8,
    address: &Address,
) -> Result<Found, Evidence> {
    if let Some(ending) = address.path.last().and_then(file_ending) {
        return Err(Evidence::FileEnding(ending));
    }
    let first = address.path.kept().first();
    let reserved = first.and_then(|first| reserved_word(provider, first));
    for rule in provider.rules {
        let open = reserved.is_none() || rule.route.begins_with_literal();
        if !(open && rule.route.fits(&address.path)) {
            continue;
        }
        let met = match rule.when {
            None => Met::default(),
            Some(when) => match when.met(place, address) {
                Some(met) => met,
                None => continue,
            },
        };
        return Ok(Found {
            rule,
            parameter: met.parameter,
            fragment: met.fragment,
        });
    }
    Err(reserved.map_or(Evidence::NoPathRule, Evidence::ReservedWord))
}

/// What met a condition.
#[derive(Default)]
struct Met {
    parameter: Option<&'static str>,
    fragment: Option<&'static Route>,
}

impl Condition {
    fn met(&'static self, place: u8, address: &Address) -> Option<Met> {
        if self.on != 0 && self.on >> place & 1 == 0 {
            return None;
        }
        let mut met = Met::default();
        if let Some(word) = &self.bare {
            let first = pairs(address.query).next()?;
            word.takes_word(first.written).then_some(())?;
        }
        if !self.query.is_empty() {
            let there = |key: &&&str| pairs(address.query).any(|pair| pair.is(key));
            met.parameter = Some(self.query.iter().find(there)?);
        }
        if !self.fragments.is_empty() {
            (!address.fragment.is_empty()).then_some(())?;
            let path = address.fragment_path();
            let rooted = address.fragment.starts_with('/');
            let fits = |it: &&Route| it.text.starts_with('/') == rooted && it.fits(&path);
            met.fragment = Some(self.fragments.iter().find(fits)?);
        }
        Some(met)
    }
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
    // Length first: it settles most comparisons.
    let order = |word: &&str| {
        let by_length = word.len().cmp(&spelled.len());
        by_length.then_with(|| word.as_bytes().cmp(spelled))
    };
    let find = |words: &'static [&'static str]| {
        let place = words.binary_search_by(order).ok()?;
        words.get(place).copied()
    };
    let vendor = || match provider.dedicated {
        true => None,
        false => find(tables::vendor_words()),
    };
    find(provider.reserved)
        .or_else(|| find(tables::site_words()))
        .or_else(vendor)
}
