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

/// Hosts, and whose they are.
#[derive(Debug)]
pub(crate) struct HostTable {
    pub names: HostNames,
    /// In the order of the names.
    pub owners: &'static [Owner],
}

/// Hosts, as their files write them: sorted by length, then text. Those of one length stand side by
/// side, so that none needs a pointer of its own.
#[derive(Debug)]
pub(crate) struct HostNames {
    /// Each length, and how many hosts have it.
    pub lengths: &'static [(u8, u8)],
    pub text: &'static str,
}

/// What a known host carries.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum HostRole {
    /// Pages for people who book.
    Pages,
    /// The same pages as the provider's first host.
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

/// Hosts that are just these.
pub(crate) fn exact_hosts() -> &'static HostTable {
    &EXACT_HOSTS
}

/// Hosts written with `*.`: any with one label before.
pub(crate) fn any_label_hosts() -> &'static HostTable {
    &ANY_LABEL_HOSTS
}

/// The few whose first label varies in a letter or a digit.
pub(crate) fn varying_hosts() -> &'static [(&'static str, Owner)] {
    VARYING_HOSTS
}

/// Hosts of wrappers and shorteners that are just these.
pub(crate) fn redirect_hosts() -> &'static HostNames {
    &REDIRECT_HOSTS
}

/// Those written with `*.`.
pub(crate) fn any_label_redirect_hosts() -> &'static HostNames {
    &ANY_LABEL_REDIRECT_HOSTS
}

/// Those whose first label varies in a letter or a digit.
pub(crate) fn varying_redirect_hosts() -> &'static [&'static str] {
    VARYING_REDIRECT_HOSTS
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
