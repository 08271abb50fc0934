//! The language of hosts: `meetings-??#.hubspot.com`.
//!
//! - `a.b` is that host and no other.
//! - `*.a.b` is any host with exactly one label before `a.b`.
//! - In the first label `?` is any one letter and `#` any one digit: hosts of a region or a cluster.
//!   Browsers cannot be asked for hosts like these, so those that are known are listed as well.

pub struct HostPattern<'a> {
    /// `*` or a label with `?` and `#`; `None` when the host is exact.
    pub label: Option<&'a str>,
    /// The whole host, or what stands behind the label.
    pub name: &'a str,
}

impl<'a> HostPattern<'a> {
    pub fn parse(host: &'a str) -> Result<Self, String> {
        let wrong = || format!("host {host:?} is neither `a.b` nor `*.a.b` in lower case");
        let varying = |label: &&str| label.contains(['*', '?', '#']);
        let (label, name) = match host.split_once('.').filter(|(label, _)| varying(label)) {
            Some((label, name)) => (Some(label), name),
            None => (None, host),
        };
        let lower = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let plain = |label: &str| !label.is_empty() && label.bytes().all(lower);
        let glob = |label: &str| {
            label == "*"
                || label
                    .bytes()
                    .all(|byte| lower(byte) || matches!(byte, b'?' | b'#'))
        };
        let fits = name.contains('.') && name.split('.').all(plain) && label.is_none_or(glob);
        if fits {
            Ok(Self { label, name })
        } else {
            Err(wrong())
        }
    }

    /// Whether it stands for more than one host.
    pub fn varies(&self) -> bool {
        self.label.is_some()
    }

    /// Whether a browser's match pattern can say it.
    pub fn can_be_asked_for(&self) -> bool {
        self.label.is_none_or(|label| label == "*")
    }
}
