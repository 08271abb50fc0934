//! One link or widget, as the page shows it.

use baton_app::scout::FoundInPage;
use baton_protocol::{LinkKind, SeenLink};
use baton_recognize::survey::Kind;

/// A link or a widget, as the page shows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The scheduling system's id.
    pub provider: Option<String>,
    /// Its name, its own pages included.
    pub provider_name: Option<String>,
    /// How it stands in the page that was looked at; `None` for a link of a text.
    pub stands: Option<Kind>,
    /// What is at its end.
    pub kind: LinkKind,
    /// The address it really leads to, as far as it can be known.
    pub url: Option<String>,
    /// Whose wrappers it leads through, the outermost first.
    pub through: Vec<String>,
    /// Who and what it is about, as far as the link tells.
    pub about: Vec<String>,
    /// The meeting's length in minutes, likewise.
    pub minutes: Option<u16>,
    /// How often it is there.
    pub count: u32,
    /// It is the page itself, on a host of somebody's own.
    pub is_on_own_host: bool,
    /// Why it is taken for that, a sentence each.
    pub evidence: Vec<String>,
}

impl From<SeenLink> for Item {
    fn from(link: SeenLink) -> Self {
        Self {
            provider: None,
            provider_name: link.provider_name,
            stands: None,
            kind: link.kind,
            url: Some(link.url),
            through: link.through,
            about: [link.person, link.event].into_iter().flatten().collect(),
            minutes: link.minutes,
            count: 1,
            is_on_own_host: false,
            evidence: link.evidence,
        }
    }
}

impl From<FoundInPage> for Item {
    fn from(found: FoundInPage) -> Self {
        Self {
            provider: found.provider,
            provider_name: found.provider_name,
            stands: Some(found.stands),
            kind: found.kind,
            url: found.target,
            through: found.through,
            about: Vec::new(),
            minutes: None,
            count: found.count,
            is_on_own_host: found.is_on_own_host,
            evidence: found.evidence,
        }
    }
}

/// A link's host, with what stands before and after it, so that it can be told at a glance.
#[must_use]
pub fn parts(url: &str) -> (&str, &str, &str) {
    let start = url.find("://").map_or(0, |colon| colon + 3);
    let rest = &url[start..];
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    // What stands before `@` looks like a host, and is none.
    let host = rest[..end].rfind('@').map_or(0, |at| at + 1);
    (&url[..start + host], &rest[host..end], &rest[end..])
}

/// What the sentence about a link is called.
#[must_use]
pub const fn sentence_key(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Book => "links_book",
        LinkKind::Listing => "links_listing",
        LinkKind::Manage => "links_manage",
        LinkKind::Not => "links_not",
        LinkKind::Hidden => "links_hidden",
        LinkKind::Unreadable => "links_unreadable",
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_links_host_is_the_one_after_the_user_info() {
        for (url, expected) in [
            ("https://cal.com/a/b", ("https://", "cal.com", "/a/b")),
            (
                "https://cal.com@evil.example/x",
                ("https://cal.com@", "evil.example", "/x"),
            ),
            ("https://cal.com", ("https://", "cal.com", "")),
            ("no link", ("", "no link", "")),
        ] {
            assert_eq!(parts(url), expected);
        }
    }
}
