//! Why a URL was taken for what it was taken for.

use std::fmt;

use serde::{Serialize, Serializer};

/// One reason. Serialises as its text, which is stable and meant for diagnostics; whoever explains
/// a page to a person has a sentence of their own for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// The URL is longer than [`MAX_URL_BYTES`](crate::MAX_URL_BYTES) and was not looked into.
    TooLong,
    /// Neither http nor https, or no URL at all.
    NotHttp,
    /// No host, or one with anything but plain letters, digits, dots and dashes.
    UnusualHost,
    /// A port other than the scheme's own: some other server.
    OtherPort,
    /// There is user info before the host; the host after it counts.
    UserInfo,
    /// A host of no known scheduling system.
    UnknownHost,
    /// A host with pages for people who book, as the provider's file writes it.
    Host(&'static str),
    /// The host is somebody's own, and the page or a person says what it is.
    OwnHost,
    /// A host of a scheduling system's company which never carries such pages.
    OtherHost(&'static str),
    /// The first path segment is a word which the site keeps for itself.
    ReservedWord(&'static str),
    /// The path names a file.
    FileEnding(&'static str),
    /// The rule that decided: its place in the provider's file, from 1, and the path that fitted.
    PathRule {
        /// The place of the rule.
        number: u8,
        /// The path, as the file writes it.
        path: &'static str,
    },
    /// The parameter which the rule asks for.
    Parameter(&'static str),
    /// What stands behind `#`, as the rule that decided writes it.
    Fragment(&'static str),
    /// The host is known, but no rule fits the path.
    NoPathRule,
}

impl fmt::Display for Evidence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (what, which) = match self {
            Self::TooLong => ("too long", ""),
            Self::NotHttp => ("not http", ""),
            Self::UnusualHost => ("unusual host", ""),
            Self::OtherPort => ("other port", ""),
            Self::UserInfo => ("user info before the host", ""),
            Self::UnknownHost => ("unknown host", ""),
            Self::Host(host) => ("host ", *host),
            Self::OwnHost => ("host of somebody's own", ""),
            Self::OtherHost(host) => ("other host of the vendor ", *host),
            Self::ReservedWord(word) => ("reserved word ", *word),
            Self::FileEnding(ending) => ("file ending ", *ending),
            Self::PathRule { number, path } => {
                return write!(out, "path rule {number}: {path}");
            }
            Self::Parameter(key) => ("parameter ", *key),
            Self::Fragment(path) => ("fragment ", *path),
            Self::NoPathRule => ("no path rule", ""),
        };
        out.write_str(what)?;
        out.write_str(which)
    }
}

impl Serialize for Evidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
