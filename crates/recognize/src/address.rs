//! A small parser over what a browser makes of an http(s) URL.
//!
//! Browsers hand over URLs in WHATWG serialised form. Links in pages and mails come as somebody
//! typed them, so the parser also takes what browsers forgive: capitals in the host, `\` for `/`,
//! missing or extra slashes, default ports, dot segments, line breaks inside. Where it is
//! stricter than a browser (no percent escapes and nothing but ASCII in a host; punycode only on a
//! host of somebody's own) the answer is "not ours".

use std::borrow::Cow;

use crate::escape::push_encoded;
use crate::evidence::Evidence;
use crate::hosts::Host;

/// Longer URLs are not looked into, in bytes. Chromium itself shows at most 32 KiB.
pub const MAX_URL_BYTES: usize = 8 * 1024;

/// As many path segments as any rule looks at; `build/pattern.rs` refuses longer rules.
const MAX_SEGMENTS: usize = 8;

/// The server that an http or https URL leads to.
///
/// Most URLs lead to strangers, so only the host is looked at first; [`Server::page`] reads on.
#[derive(Debug)]
pub(crate) struct Server<'a> {
    pub host: Host<'a>,
    /// There was user info before the host, which a reader may take for the host.
    pub user_info: bool,
    /// Path, query and fragment.
    pub rest: &'a str,
}

/// The parts of a URL that tell one page of a server from another.
#[derive(Debug)]
pub(crate) struct Address<'a> {
    /// As in [`Host`].
    pub host: &'a str,
    pub path: Segments<'a>,
    /// Without `?` and without the fragment; empty when there is none.
    pub query: &'a str,
    /// Without `#`; empty when there is none.
    pub fragment: &'a str,
}

/// The URL without what browsers drop wherever it stands: tabs and line breaks, and blanks and
/// controls at the ends.
pub(crate) fn as_browsers_read(url: &str) -> Cow<'_, str> {
    let url = url.trim_matches(|character| character <= ' ');
    if url.bytes().any(|byte| is_line_break(char::from(byte))) {
        Cow::Owned(
            url.chars()
                .filter(|character| !is_line_break(*character))
                .collect(),
        )
    } else {
        Cow::Borrowed(url)
    }
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r')
}

fn is_slash(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\')
}

fn without_slashes(text: &str) -> &str {
    let slashes = text.bytes().take_while(|byte| is_slash(*byte)).count();
    &text[slashes..]
}

/// `url` as a browser goes there, to be shown: nothing before `://` but http or https in small letters,
/// one host where a reader looks for it, and every character that is not plain ASCII escaped, so that
/// none of them turns the text around. What is no http or https URL is only escaped.
///
/// ```
/// let shown = baton_recognize::plainly("https:\\\\evil.example\\@cal.com/alex/30min");
/// assert_eq!(shown, "https://evil.example/@cal.com/alex/30min");
/// ```
pub fn plainly(url: &str) -> String {
    let url = as_browsers_read(url);
    let mut shown = String::with_capacity(url.len());
    let written = url.split_once(':');
    let web = written.filter(|(scheme, _)| {
        let mut names = ["http", "https"].into_iter();
        names.any(|name| scheme.eq_ignore_ascii_case(name))
    });
    let Some((scheme, rest)) = web else {
        push_plain(&mut shown, &url);
        return shown;
    };
    shown.push_str(&scheme.to_ascii_lowercase());
    shown.push_str("://");
    let rest = without_slashes(rest);
    let query = rest.find(['?', '#']).unwrap_or(rest.len());
    let (before, after) = rest.split_at(query);
    push_plain(&mut shown, &before.replace('\\', "/"));
    push_plain(&mut shown, after);
    shown
}

fn push_plain(shown: &mut String, text: &str) {
    for character in text.chars() {
        if matches!(character, '!'..='~') {
            shown.push(character);
        } else {
            let mut bytes = [0; 4];
            push_encoded(shown, character.encode_utf8(&mut bytes).bytes(), b"");
        }
    }
}

/// What stands behind `http:` or `https:`, with the scheme's own port.
fn after_scheme(url: &str) -> Option<(u16, &str)> {
    let behind = |scheme: &str| {
        let (start, behind) = url.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(behind)
    };
    match behind("https:") {
        Some(behind) => Some((443, behind)),
        None => Some((80, behind("http:")?)),
    }
}

/// Whether it is an http or https URL, readable or not.
pub(crate) fn is_http(url: &str) -> bool {
    after_scheme(url.trim()).is_some()
}

impl<'a> Server<'a> {
    /// Parses what [`as_browsers_read`] returned.
    ///
    /// # Errors
    /// The evidence why this can be no page of a known host.
    pub fn parse(url: &'a str) -> Result<Self, Evidence> {
        Self::read(url, Host::parse)
    }

    /// As [`Server::parse`], with [`Host::parse_own`].
    ///
    /// # Errors
    /// The evidence why this can be no page on a host of somebody's own.
    pub fn parse_own(url: &'a str) -> Result<Self, Evidence> {
        Self::read(url, Host::parse_own)
    }

    fn read(
        url: &'a str,
        parse_host: impl Fn(&'a str) -> Option<Host<'a>>,
    ) -> Result<Self, Evidence> {
        let (default_port, rest) = after_scheme(url).ok_or(Evidence::NotHttp)?;
        let rest = without_slashes(rest);
        let (mut user_info, mut host_start, mut end) = (false, 0, rest.len());
        let mut colon = None;
        for (place, byte) in rest.bytes().enumerate() {
            match byte {
                b'@' => (user_info, host_start, colon) = (true, place + 1, None),
                b':' if colon.is_none() => colon = Some(place),
                b'/' | b'\\' | b'?' | b'#' => {
                    end = place;
                    break;
                }
                _ => {}
            }
        }
        let host = parse_host(&rest[host_start..colon.unwrap_or(end)]);
        let host = host.ok_or(Evidence::UnusualHost)?;
        let port = colon.map_or("", |colon| &rest[colon + 1..end]);
        if !port.is_empty() && port.parse() != Ok(default_port) {
            return Err(Evidence::OtherPort);
        }

        Ok(Self {
            host,
            user_info,
            rest: &rest[end..],
        })
    }

    /// Reads the rest of the URL.
    pub fn page(self) -> Address<'a> {
        let (rest, fragment) = self.rest.split_once('#').unwrap_or((self.rest, ""));
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        Address {
            host: self.host.text,
            path: Segments::of(path),
            query,
            fragment,
        }
    }
}

impl<'a> Address<'a> {
    /// The fragment as the path which some pages take it for.
    pub fn fragment_path(&self) -> Segments<'a> {
        Segments::of(self.fragment.split('?').next().unwrap_or_default())
    }
}

/// Path segments with dot segments resolved and one trailing slash dropped.
#[derive(Debug)]
pub(crate) struct Segments<'a> {
    /// One more than rules look at: what a trailing slash leaves there is not counted.
    kept: [&'a str; MAX_SEGMENTS + 1],
    depth: usize,
}

impl<'a> Segments<'a> {
    /// Cuts a path, or a fragment that is written like one.
    pub fn of(path: &'a str) -> Self {
        let mut segments = Self {
            kept: [""; MAX_SEGMENTS + 1],
            depth: 0,
        };
        let mut rest = Some(path.strip_prefix(['/', '\\']).unwrap_or(path));
        while let Some(path) = rest {
            let part;
            (part, rest) = match path.bytes().position(is_slash) {
                Some(slash) => (&path[..slash], Some(&path[slash + 1..])),
                None => (path, None),
            };
            let last = rest.is_none();
            match dots(part) {
                Dots::None => segments.push(part),
                Dots::Same if last => segments.push(""),
                Dots::Same => {}
                Dots::Up => {
                    segments.depth = segments.depth.saturating_sub(1);
                    if last {
                        segments.push("");
                    }
                }
            }
        }
        if segments.last() == Some("") {
            segments.depth -= 1;
        }
        segments
    }

    /// Beyond the limit only the depth counts on; stepping up again finds what was kept.
    fn push(&mut self, part: &'a str) {
        if let Some(place) = self.kept.get_mut(self.depth) {
            *place = part;
        }
        self.depth += 1;
    }

    /// The last segment, unless the path is deeper than what is kept.
    pub fn last(&self) -> Option<&'a str> {
        self.depth
            .checked_sub(1)
            .and_then(|last| self.kept.get(last).copied())
    }

    /// How many segments there are, kept or not.
    pub fn depth(&self) -> usize {
        self.depth
    }

    /// The first segments, as many as any rule looks at.
    pub fn kept(&self) -> &[&'a str] {
        &self.kept[..self.depth.min(MAX_SEGMENTS)]
    }
}

enum Dots {
    None,
    Same,
    Up,
}

/// `.` and `..`, each dot also as `%2e`.
fn dots(part: &str) -> Dots {
    let mut rest = part;
    let mut count = 0;
    while count <= 2 && !rest.is_empty() {
        let escaped = rest
            .get(..3)
            .is_some_and(|start| start.eq_ignore_ascii_case("%2e"));
        let width = match (rest.starts_with('.'), escaped) {
            (true, _) => 1,
            (_, true) => 3,
            _ => return Dots::None,
        };
        rest = &rest[width..];
        count += 1;
    }
    match count {
        1 => Dots::Same,
        2 if rest.is_empty() => Dots::Up,
        _ => Dots::None,
    }
}
