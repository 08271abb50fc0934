//! Links that lead somewhere else: what mail programs, chats and networks put around a link.
//!
//! The link itself is judged as any other and is nobody's page; what is in it is judged apart. The
//! wrappers are listed in `wrappers.toml`.

use std::borrow::Cow;

use serde::Serialize;

use crate::address::{MAX_URL_BYTES, Server, as_browsers_read, is_http};
use crate::classify::{Label, Recognition, label, recognize};
use crate::escape::decoded;
use crate::hosts;
use crate::pattern::Route;
use crate::query::value_of;
use crate::tables::{self, Keeper, KnownHost};

/// So many wrappers around each other are taken off.
pub const MAX_LAYERS: usize = 8;

/// Where a link leads that is not what it looks like.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unwrapped {
    /// Whose wrappers and shorteners it leads through, the outermost first, as people know them.
    pub through: Vec<&'static str>,
    /// What is at the end.
    pub end: End,
}

/// The end of a wrapped link.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// A URL, and what it is.
    Url {
        /// An http or https URL, as it was written inside.
        url: String,
        /// What it is.
        seen: Box<Recognition>,
    },
    /// A shortener: only its keeper knows where it leads, and nobody is asked.
    Hidden,
    /// Nothing inside, or nothing that is an http or https URL.
    Unreadable,
    /// More than [`MAX_LAYERS`] wrappers.
    TooDeep,
}

/// A redirect wrapper.
#[derive(Debug)]
pub(crate) struct Wrapper {
    pub name: &'static str,
    pub hosts: &'static [&'static str],
    pub routes: &'static [Route],
    /// The parameter that holds the destination; the first that is there counts.
    pub query: &'static [&'static str],
    pub encoding: Encoding,
}

/// How the destination is written.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Encoding {
    Percent,
    /// `-` for `%`, `_` for `/`.
    Proofpoint2,
    /// In the path, with characters taken out.
    Proofpoint3,
    /// In the path, as it is.
    CheckPoint,
    /// The last segment of the path, percent-encoded.
    LastSegment,
}

/// A shortener.
#[derive(Debug)]
pub(crate) struct Shortener {
    pub name: &'static str,
    pub hosts: &'static [&'static str],
}

/// The hosts of all wrappers, as their file writes them: `*.` stands for one label before.
pub fn wrapper_hosts() -> impl Iterator<Item = &'static str> {
    let wrappers = tables::wrappers().iter();
    wrappers.flat_map(|wrapper| wrapper.hosts).copied()
}

/// Where `url` leads, if it is a wrapper or a shortener; `None` for every other text.
///
/// Wrappers in wrappers are taken off too. Nothing is ever asked of a server.
pub fn unwrapped(url: &str) -> Option<Unwrapped> {
    let mut through = Vec::new();
    let end = match innermost(url, &mut through) {
        Ok(_) if through.is_empty() => return None,
        Ok(url) => End::Url {
            seen: Box::new(recognize(&url)),
            url: url.into_owned(),
        },
        Err(end) => end,
    };
    Some(Unwrapped { through, end })
}

/// The URL in all wrappers, and whose they are.
///
/// # Errors
/// The end, when it is no URL.
fn innermost<'a>(url: &'a str, through: &mut Vec<&'static str>) -> Result<Cow<'a, str>, End> {
    let mut url = Cow::Borrowed(url);
    loop {
        match layer(&url) {
            Layer::None => return Ok(url),
            _ if through.len() == MAX_LAYERS => return Err(End::TooDeep),
            Layer::Shortener(name) => {
                through.push(name);
                return Err(End::Hidden);
            }
            Layer::Wrapper(name, inner) => {
                through.push(name);
                let inner = inner.filter(|inner| is_http(inner));
                url = Cow::Owned(inner.ok_or(End::Unreadable)?);
            }
        }
    }
}

/// What `link` is, or what is at its end: the label alone, for many links at once.
///
/// The same as with [`unwrapped`] and [`recognize`], and many times as fast for links to strangers,
/// which most are.
pub fn label_of(link: &str) -> Label {
    // What browsers drop would make the host none here, so a host that is read is the right one.
    if let Ok(server) = Server::parse(link) {
        match hosts::find(server.host).map(|known| &known.keeper) {
            None => return Label::Not,
            Some(Keeper::System(_)) => return label(link),
            Some(Keeper::Redirect) => {}
        }
    }
    innermost(link, &mut Vec::new()).map_or(Label::Not, |url| label(&url))
}

/// The outermost layer of a link.
enum Layer {
    None,
    Shortener(&'static str),
    /// With what is inside, as far as it can be read.
    Wrapper(&'static str, Option<String>),
}

fn layer(url: &str) -> Layer {
    if url.len() > MAX_URL_BYTES {
        return Layer::None;
    }
    let url = as_browsers_read(url);
    let Ok(server) = Server::parse(&url) else {
        return Layer::None;
    };
    let rest = server.rest;
    let Some(KnownHost {
        written,
        keeper: Keeper::Redirect,
    }) = hosts::find(server.host)
    else {
        return Layer::None;
    };
    let here = |hosts: &[&str]| hosts.contains(written);
    if let Some(shortener) = tables::shorteners().iter().find(|it| here(it.hosts)) {
        return Layer::Shortener(shortener.name);
    }
    let address = server.page();
    let fits = |it: &&Wrapper| here(it.hosts) && it.routes.iter().any(|it| it.fits(&address.path));
    let Some(wrapper) = tables::wrappers().iter().find(fits) else {
        return Layer::None;
    };
    let value = value_of(address.query, wrapper.query);
    let inner = match wrapper.encoding {
        // A blank is in no URL, so `+` is left what it is.
        Encoding::Percent => value.and_then(plain),
        Encoding::Proofpoint2 => value.and_then(proofpoint2),
        Encoding::Proofpoint3 => proofpoint3(rest),
        Encoding::CheckPoint => check_point(rest),
        Encoding::LastSegment => address.path.last().and_then(plain),
    };
    Layer::Wrapper(wrapper.name, inner)
}

fn plain(encoded: &str) -> Option<String> {
    String::from_utf8(decoded(encoded).collect()).ok()
}

fn proofpoint2(value: &str) -> Option<String> {
    plain(&value.replace('-', "%").replace('_', "/"))
}

/// `/v2/___https://host/path___.…`, perhaps with a region before it.
fn check_point(rest: &str) -> Option<String> {
    let (_, text) = rest.split_once("/___")?;
    let (inner, _) = text.rsplit_once("___.")?;
    Some(with_two_slashes(inner.to_owned()))
}

/// `/v3/__https://host/path*query__;Pw!!…`: each `*` stands for the next of the characters behind
/// `;`, `**A` for two of them, `**B` for three and so on.
fn proofpoint3(rest: &str) -> Option<String> {
    let (_, text) = rest.split_once("/v3/__")?;
    let (text, tail) = text.rsplit_once("__;")?;
    let (taken, _) = tail.split_once('!')?;
    let taken = String::from_utf8(base64(taken)?).ok()?;
    let mut taken = taken.chars();
    let mut inner = String::with_capacity(text.len());
    let mut parts = text.split('*');
    inner.push_str(parts.next().unwrap_or_default());
    while let Some(part) = parts.next() {
        // `**` leaves nothing between two stars; what follows begins with the length.
        if part.is_empty()
            && let Some(long) = parts.next()
        {
            let run = 2 + usize::from(six_bits(*long.as_bytes().first()?)?);
            for _ in 0..run {
                inner.push(taken.next()?);
            }
            inner.push_str(long.get(1..)?);
        } else {
            inner.push(taken.next()?);
            inner.push_str(part);
        }
    }
    Some(with_two_slashes(inner))
}

/// In a path one slash of the two is lost on the way through some programs.
fn with_two_slashes(url: String) -> String {
    match url.split_once(":/") {
        Some((scheme, after)) if !after.starts_with('/') => format!("{scheme}://{after}"),
        _ => url,
    }
}

/// The bytes of Base64 in the alphabet of URLs, without padding.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        held = held << 6 | u32::from(six_bits(letter)?);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits & 0xFF) as u8);
        }
    }
    Some(bytes)
}

fn six_bits(letter: u8) -> Option<u8> {
    Some(match letter {
        b'A'..=b'Z' => letter - b'A',
        b'a'..=b'z' => letter - b'a' + 26,
        b'0'..=b'9' => letter - b'0' + 52,
        b'-' => 62,
        b'_' => 63,
        _ => return None,
    })
}
