//! What the script in a page is told to copy.

use serde::Serialize;

use super::snapshot::{
    MAX_DEPTH, MAX_DOCUMENTS, MAX_EMBEDS, MAX_PART_BYTES, MAX_PARTS, MAX_SNAPSHOT_BYTES,
};
use crate::address::MAX_URL_BYTES;
use crate::embed::{Embed, Mark};
use crate::provider::{Provider, host_suffixes, providers};
use crate::tables;
use crate::unwrap::wrapper_hosts;

/// What may matter in a page, and how much of it is copied. Written into the extension when it is
/// built, so that a page is surveyed without asking anybody first.
#[derive(Debug, Serialize)]
pub struct Plan {
    /// Elements to look for. A snapshot names them by their selectors.
    pub elements: Vec<Wanted>,
    /// What the address of a script may hold, in lower case.
    pub scripts: Vec<&'static str>,
    /// Words one of which stands in a script that may call a system.
    pub calls: Vec<&'static str>,
    /// Endings of hosts to which a link may matter.
    pub hosts: Vec<&'static str>,
    /// [`MAX_PARTS`].
    pub max_parts: usize,
    /// [`MAX_DOCUMENTS`].
    pub max_documents: usize,
    /// [`MAX_DEPTH`].
    pub max_depth: usize,
    /// [`MAX_URL_BYTES`].
    pub max_url_bytes: usize,
    /// [`MAX_PART_BYTES`].
    pub max_part_bytes: usize,
    /// [`MAX_SNAPSHOT_BYTES`].
    pub max_snapshot_bytes: usize,
}

/// An element to look for.
#[derive(Debug, Serialize)]
pub struct Wanted {
    /// As a CSS selector.
    pub selector: &'static str,
    /// The attribute to copy.
    pub value: Option<&'static str>,
    /// So many of them are copied.
    pub most: usize,
}

/// The plan for every page.
pub fn plan() -> Plan {
    let embeds = || providers().iter().flat_map(Provider::embeds);
    let of_systems = element_marks().map(|(_, embed, selector)| Wanted {
        selector,
        value: embed.target,
        most: MAX_EMBEDS,
    });
    let of_pages = tables::page_marks().iter().flat_map(|(needed, selectors)| {
        selectors.iter().map(|selector| Wanted {
            selector,
            value: None,
            most: *needed,
        })
    });
    let shorteners = tables::shorteners().iter().flat_map(|it| it.hosts);
    let mut hosts = host_suffixes();
    hosts.extend(wrapper_hosts().chain(shorteners.copied()).map(suffix));
    Plan {
        elements: of_systems.chain(of_pages).collect(),
        scripts: sorted(embeds().filter_map(|embed| match embed.mark {
            Mark::Script(start) => Some(start.trim_start_matches("*.")),
            _ => None,
        })),
        calls: sorted(embeds().filter_map(|embed| match embed.mark {
            Mark::Call(call) => call.split(['(', '[']).next(),
            _ => None,
        })),
        hosts: sorted(hosts),
        max_parts: MAX_PARTS,
        max_documents: MAX_DOCUMENTS,
        max_depth: MAX_DEPTH,
        max_url_bytes: MAX_URL_BYTES,
        max_part_bytes: MAX_PART_BYTES,
        max_snapshot_bytes: MAX_SNAPSHOT_BYTES,
    }
}

/// Every system's elements.
pub(super) fn element_marks()
-> impl Iterator<Item = (&'static Provider, &'static Embed, &'static str)> {
    providers().iter().flat_map(|provider| {
        let embeds = provider.embeds().iter();
        embeds.filter_map(move |embed| match embed.mark {
            Mark::Element(selector) => Some((provider, embed, selector)),
            _ => None,
        })
    })
}

/// The part of a host that does not vary.
fn suffix(host: &'static str) -> &'static str {
    match host.split_once('.') {
        Some((label, parent)) if label.contains(['*', '?', '#']) => parent,
        _ => host,
    }
}

fn sorted(words: impl IntoIterator<Item = &'static str>) -> Vec<&'static str> {
    let mut words = Vec::from_iter(words);
    words.sort_unstable();
    words.dedup();
    words
}
