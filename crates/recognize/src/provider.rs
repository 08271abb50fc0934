//! Scheduling systems as the rest of the product sees them.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::embed::Embed;
use crate::tables::{self, PathRule, TitlePiece};

/// A scheduling system. Two are equal when their ids are. Serialises, and prints, as its id.
pub struct Provider {
    /// Lower-case letters and digits; stored in notes, so it never changes.
    pub id: &'static str,
    /// As the vendor writes it.
    pub name: &'static str,
    /// The first hosts with pages, as many as aliases stand for; none where there are no aliases.
    pub(crate) homes: &'static [&'static str],
    pub(crate) dedicated: bool,
    pub(crate) own: bool,
    pub(crate) reserved: &'static [&'static str],
    pub(crate) rules: &'static [PathRule],
    pub(crate) slot_keys: &'static [&'static str],
    pub(crate) minutes_keys: &'static [&'static str],
    pub(crate) prefill: Option<Prefill>,
    pub(crate) titles: &'static [&'static [TitlePiece]],
}

/// The field of a booking form that a link can fill.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prefill {
    /// The parameter's name.
    pub param: &'static str,
    /// The longest text to put there, in Unicode characters.
    pub max_chars: u16,
}

impl Provider {
    /// Match patterns for content scripts: the hosts with booking or listing pages, over http and
    /// https, or only the booking paths where a host serves much else. Sorted.
    pub fn match_patterns(&self) -> &'static [&'static str] {
        tables::match_patterns(self.place())
    }

    /// Match patterns to ask as host permissions; none for hosts that serve much else. Sorted.
    pub fn host_permissions(&self) -> &'static [&'static str] {
        tables::host_permissions(self.place())
    }

    /// Endings one of which every host with booking or listing pages has, such as `cal.com`.
    /// Other hosts have them too (`local.com`): good for leaving links out, not for trust.
    pub fn host_suffixes(&self) -> &'static [&'static str] {
        tables::host_suffixes(self.place())
    }

    /// What gives it away inside of somebody's page.
    pub fn embeds(&self) -> &'static [Embed] {
        tables::embeds(self.place())
    }

    /// Words one of which stands in the message that tells the page around it of a booking.
    pub fn confirmation_messages(&self) -> &'static [&'static str] {
        tables::confirmations(self.place())
    }

    /// Whether people run it on hosts of their own, or give it one; see
    /// [`recognize_own`](crate::recognize_own).
    pub fn has_own_hosts(&self) -> bool {
        self.own
    }

    fn place(&self) -> usize {
        let found = providers().binary_search_by(|provider| provider.id.cmp(self.id));
        found.unwrap_or(usize::MAX)
    }

    /// The field a link can fill, if the vendor offers one.
    pub fn prefill(&self) -> Option<Prefill> {
        self.prefill
    }
}

impl fmt::Debug for Provider {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Provider").field(&self.id).finish()
    }
}

impl PartialEq for Provider {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Provider {}

impl Serialize for Provider {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

/// All scheduling systems, in the order of their ids.
pub fn providers() -> &'static [Provider] {
    tables::providers()
}

/// The scheduling system with this id.
pub fn provider(id: &str) -> Option<&'static Provider> {
    let place = providers()
        .binary_search_by(|provider| provider.id.cmp(id))
        .ok()?;
    providers().get(place)
}

/// The match patterns of all systems for the manifest's content scripts, sorted.
pub fn match_patterns() -> Vec<&'static str> {
    of_all(Provider::match_patterns)
}

/// The match patterns of all systems for the manifest's host permissions, sorted.
pub fn host_permissions() -> Vec<&'static str> {
    of_all(Provider::host_permissions)
}

/// The host suffixes of all systems, sorted; see [`Provider::host_suffixes`].
pub fn host_suffixes() -> Vec<&'static str> {
    of_all(Provider::host_suffixes)
}

fn of_all(list: impl Fn(&Provider) -> &'static [&'static str]) -> Vec<&'static str> {
    let mut all: Vec<_> = providers().iter().flat_map(list).copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}
