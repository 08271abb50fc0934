//! Links, taken out of their wrappers.

use super::{Sighting, sighting};
use baton_locale::Messages;
use baton_notes::Source;
use baton_protocol::{LinkKind, MAX_TEXT_LINKS, SeenLink};
use baton_recognize::{
    End, Label, MAX_URL_BYTES, Recognition, host_suffixes, label_of, links_in, plainly, provider,
    recognize, recognize_own, unwrapped, wrapper_hosts,
};

/// What the links in a text really are: each once, the first [`MAX_TEXT_LINKS`].
#[must_use]
pub fn in_text(text: &str, messages: &dyn Messages) -> Vec<SeenLink> {
    let mut links: Vec<&str> = Vec::new();
    for link in links_in(text) {
        if !links.contains(&link) {
            links.push(link);
        }
        if links.len() == MAX_TEXT_LINKS {
            break;
        }
    }
    let seen = links.into_iter().map(|link| seen(link, messages));
    seen.collect()
}

/// Endings one of which the host of every link has that [`marked`] marks.
pub(super) fn endings() -> Vec<String> {
    let hosts = host_suffixes().into_iter().chain(wrapper_hosts());
    hosts
        .map(|host| host.trim_start_matches("*.").to_owned())
        .collect()
}

/// The links that ask for somebody's time.
pub(super) fn marked(links: &str, messages: &dyn Messages) -> Vec<(usize, SeenLink)> {
    let links = links.split('\n').enumerate();
    // Most links ask for nothing, and nobody reads what would be said of them.
    let asking = links.filter(|(_, link)| link_kind(label_of(link)).asks_for_time());
    asking
        .map(|(line, link)| (line, seen(link, messages)))
        .collect()
}

/// What is behind a link, on a host where a person said that `system` runs. Of a web page of nobody known,
/// at least its address is kept.
pub(super) fn behind(link: &str, system: Option<&str>, messages: &dyn Messages) -> Sighting {
    if let Ok(source) = baton_json::from_str::<Source>(link) {
        return invited(source, messages);
    }
    let inner = match unwrapped(link).map(|unwrapped| unwrapped.end) {
        Some(End::Url { url, .. }) => url,
        _ => link.to_owned(),
    };
    let seen = match system.and_then(provider) {
        Some(system) => recognize_own(&inner, system),
        None => recognize(&inner),
    };
    let mut seen = sighting(&seen, "", messages);
    let address = plainly(&inner);
    if seen.source.is_none() && address.len() <= MAX_URL_BYTES && address.starts_with("http") {
        seen.source = Some(Source {
            target: address,
            ..Source::default()
        });
    }
    seen
}

/// An invitation says itself what it is about; of its link, only what leads to the web is kept.
fn invited(mut source: Source, messages: &dyn Messages) -> Sighting {
    let starts = ["http://", "https://"];
    if !starts.iter().any(|start| source.target.starts_with(start)) {
        source.target = String::new();
    }
    let mut seen = sighting(&recognize(&source.target), "", messages);
    source.provider = seen.source.map(|seen| seen.provider).unwrap_or_default();
    seen.source = Some(source);
    seen
}

/// What a link really is.
pub(super) fn seen(link: &str, messages: &dyn Messages) -> SeenLink {
    let Some(unwrapped) = unwrapped(link) else {
        return told(link.to_owned(), Vec::new(), &recognize(link), messages);
    };
    let through: Vec<String> = unwrapped.through.into_iter().map(str::to_owned).collect();
    match unwrapped.end {
        End::Url { url, seen } => told(url, through, &seen, messages),
        End::Hidden => untold(link, through, LinkKind::Hidden),
        End::Unreadable | End::TooDeep => untold(link, through, LinkKind::Unreadable),
    }
}

fn told(
    url: String,
    through: Vec<String>,
    link: &Recognition,
    messages: &dyn Messages,
) -> SeenLink {
    let seen = sighting(link, "", messages);
    let source = seen.source.unwrap_or_default();
    SeenLink {
        url: plainly(&url),
        through,
        kind: link_kind(link.label),
        provider_name: seen.provider_name,
        person: source.person,
        event: source.event,
        minutes: source.minutes,
        evidence: seen.reasons,
    }
}

pub(super) const fn link_kind(label: Label) -> LinkKind {
    match label {
        Label::Book => LinkKind::Book,
        Label::Listing => LinkKind::Listing,
        Label::Manage => LinkKind::Manage,
        Label::Not => LinkKind::Not,
    }
}

fn untold(link: &str, through: Vec<String>, kind: LinkKind) -> SeenLink {
    SeenLink {
        url: plainly(link),
        through,
        kind,
        provider_name: None,
        person: None,
        event: None,
        minutes: None,
        evidence: Vec::new(),
    }
}
