//! The tables which the build writes from `providers/*.toml` and `forms/*.toml`, and what their rows are made of.

use crate::classify::Label;
use crate::embed::{Embed, EmbedKind, Mark};
use crate::form::{Fact, FactPlaces, Form, FormRule};
use crate::pattern::{Capture, Class, Kind, Role, Route, Segment};
use crate::provider::{Prefill, Provider};
use crate::system::System;
use crate::unwrap::{Encoding, Shortener, Wrapper};

include!(concat!(env!("OUT_DIR"), "/tables.rs"));

/// Whose host it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Owner {
    /// Index into [`providers`].
    pub provider: u8,
    /// Index into the provider's hosts with pages, as in [`Condition::on`].
    pub place: u8,
    pub role: HostRole,
}

/// A host of some provider's company, or of a wrapper or a shortener.
#[derive(Debug)]
pub(crate) struct KnownHost {
    /// As its file writes it, for evidence; lower case.
    pub written: &'static str,
    pub keeper: Keeper,
}

/// Who keeps a known host.
#[derive(Debug)]
pub(crate) enum Keeper {
    System(Owner),
    /// A wrapper, several of one vendor's, or a shortener.
    Redirect,
}

/// What a known host carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum HostRole {
    /// Pages for people who book.
    Pages,
    /// The same pages as the provider's host at [`Owner::place`].
    Alias,
    /// The vendor's own business.
    Other,
}

/// One path of one rule.
#[derive(Debug)]
pub(crate) struct PathRule {
    /// The rule's place in its provider's file, from 1.
    pub number: u8,
    pub label: Label,
    /// A booking ends here.
    pub confirms: bool,
    pub route: Route,
    /// What else is asked; most rules ask nothing.
    pub when: Option<&'static Condition>,
}

/// What a rule asks of a URL besides its path.
#[derive(Debug)]
pub(crate) struct Condition {
    /// A bit for each of the provider's hosts it holds on; 0: all of them.
    pub on: u16,
    /// One of these parameters must be there; they are part of the page's identity.
    pub query: &'static [&'static str],
    /// Part of the identity where they are there.
    pub keep: &'static [&'static str],
    /// The query is such a word; it is identity.
    pub bare: Option<Route>,
    /// One of these must stand behind `#`, where there must be something.
    pub fragments: &'static [Route],
}

/// The kind at `place`; none is beyond the table.
pub(crate) fn kind(place: u8) -> &'static Kind {
    KINDS.get(usize::from(place)).unwrap_or(&Kind::Any)
}

/// The place of a host of somebody's own in [`Condition::on`].
pub(crate) const OWN_PLACE: u8 = 15;

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

/// In the order of their ids.
pub(crate) fn systems() -> &'static [System] {
    SYSTEMS
}

/// In the order of their file; the first that fits counts.
pub(crate) fn wrappers() -> &'static [Wrapper] {
    WRAPPERS
}

pub(crate) fn shorteners() -> &'static [Shortener] {
    SHORTENERS
}

/// In the order of their ids.
pub(crate) fn forms() -> &'static [Form] {
    FORMS
}

/// The hosts of a bucket of [`host_hash`](crate::host_hash), the most specific first. Hosts whose first
/// label may vary are filed under what is behind it.
pub(crate) fn hosts(bucket: usize) -> &'static [KnownHost] {
    let ends = HOST_BUCKETS.get(bucket).zip(HOST_BUCKETS.get(bucket + 1));
    let of = |(start, end): (&u16, &u16)| HOSTS.get(usize::from(*start)..usize::from(*end));
    ends.and_then(of).unwrap_or_default()
}

/// First segments reserved on every host, sorted by length, then text.
pub(crate) fn site_words() -> &'static [&'static str] {
    SITE_WORDS
}

/// First segments reserved on hosts that also carry the vendor's own site, sorted likewise.
pub(crate) fn vendor_words() -> &'static [&'static str] {
    VENDOR_WORDS
}

/// The entry of the provider at `place` of a table that stands apart from [`providers`].
fn of<T>(table: &'static [&'static [T]], place: usize) -> &'static [T] {
    table.get(place).copied().unwrap_or_default()
}

pub(crate) fn match_patterns(place: usize) -> &'static [&'static str] {
    of(MATCH_PATTERNS, place)
}

pub(crate) fn host_permissions(place: usize) -> &'static [&'static str] {
    of(HOST_PERMISSIONS, place)
}

pub(crate) fn host_suffixes(place: usize) -> &'static [&'static str] {
    of(HOST_SUFFIXES, place)
}

pub(crate) fn embeds(place: usize) -> &'static [Embed] {
    of(EMBEDS, place)
}

pub(crate) fn confirmations(place: usize) -> &'static [&'static str] {
    of(CONFIRMATIONS, place)
}

/// What pages to book on have in common, whosoever they are: how many elements must fit one of the
/// selectors.
pub(crate) fn page_marks() -> &'static [(usize, &'static [&'static str])] {
    PAGE_MARKS
}

/// Endings of file names, with the dot.
pub(crate) fn file_endings() -> &'static [&'static str] {
    FILE_ENDINGS
}
