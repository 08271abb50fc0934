//! The tables which the build writes from `providers/*.toml`, and what their rows are made of.

use crate::classify::Label;
use crate::pattern::{Class, Kind, Role, Segment};
use crate::provider::{Prefill, Provider};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// A host of some provider's company.
#[derive(Debug)]
pub(crate) struct KnownHost {
    /// The exact name, or the parent of a one-label wildcard; lower case.
    pub name: &'static str,
    /// As the provider's file writes it, for evidence and rules.
    pub written: &'static str,
    /// Index into [`providers`].
    pub provider: u8,
    pub role: HostRole,
}

/// What a known host carries.
#[derive(Debug)]
pub(crate) enum HostRole {
    /// Pages for people who book.
    Pages,
    /// The same pages as this host.
    AliasOf(&'static str),
    /// The vendor's own business.
    Other,
}

/// One path of one rule.
#[derive(Debug)]
pub(crate) struct PathRule {
    /// The rule's place in its provider's file, from 1.
    pub number: u8,
    pub label: Label,
    /// As the file writes it.
    pub path: &'static str,
    pub segments: &'static [Segment],
    /// So many of `segments` must be there.
    pub required: u8,
    /// More may follow.
    pub open_ended: bool,
    /// One of these parameters must be there; they are part of the page's identity.
    pub query: &'static [&'static str],
    /// Only on hosts written like this; empty: on all.
    pub on: &'static [&'static str],
}

/// A piece of a page title's shape.
#[derive(Debug)]
pub(crate) enum TitlePiece {
    Text(&'static str),
    Event,
    Person,
}

/// In the order of their ids.
pub(crate) fn providers() -> &'static [Provider] {
    PROVIDERS
}

/// Sorted by length, then name.
pub(crate) fn exact_hosts() -> &'static [KnownHost] {
    EXACT_HOSTS
}

/// Sorted by length, then name of the parent.
pub(crate) fn wildcard_hosts() -> &'static [KnownHost] {
    WILDCARD_HOSTS
}

/// First segments reserved on every host, sorted.
pub(crate) fn site_words() -> &'static [&'static str] {
    SITE_WORDS
}

/// Endings of file names, with the dot, sorted.
pub(crate) fn file_endings() -> &'static [&'static str] {
    FILE_ENDINGS
}
