//! What a person allows Baton on a site, beside the booking pages it knows by their address.

use serde::{Deserialize, Serialize};

/// So many sites are kept.
pub const MAX_SITES: usize = 200;

/// The longest host, in bytes, as in the domain name system.
pub const MAX_HOST_BYTES: usize = 253;

/// What Baton does on a site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SiteUse {
    /// It puts a mark beside scheduling links.
    Marks,
    /// It asks on booking pages of this scheduling system, which stand on a host of somebody's own.
    Booking {
        /// The system's id, such as `nextcloud`.
        provider: String,
    },
    /// It asks when a meeting is set up in a form of the site.
    Forms,
}

/// A site where Baton does something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Site {
    /// Its host, as browsers write it: lower case, without a port.
    pub host: String,
    /// What Baton does there.
    #[serde(rename = "use")]
    pub what: SiteUse,
}

impl Site {
    /// The match pattern of all its pages: what the browser is asked a permission for.
    ///
    /// ```
    /// use baton_protocol::{Site, SiteUse};
    ///
    /// let site = Site { host: "mail.acme.example".to_owned(), what: SiteUse::Marks };
    /// assert_eq!(site.pattern(), "*://mail.acme.example/*");
    /// ```
    #[must_use]
    pub fn pattern(&self) -> String {
        format!("*://{}/*", self.host)
    }

    /// Whether its host can be one: letters, digits, dots and dashes. A pattern made from anything
    /// else could mean more sites than one.
    #[must_use]
    pub fn is_one_host(&self) -> bool {
        let host = self.host.as_bytes();
        let plain =
            |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(byte);
        (1..=MAX_HOST_BYTES).contains(&host.len())
            && host.iter().all(plain)
            && !self.host.starts_with('.')
            && !self.host.ends_with('.')
    }
}
