//! The language of path rules: `/d/{id:groups 3..4-3-3}/{event}?`.
//!
//! - `word` is that word, compared after percent-decoding, upper and lower case apart.
//! - `{name}` captures a slug: letters, digits, `.`, `_`, `~`, `-` and anything not ASCII.
//! - `{name:kind}` captures another kind, with a length where that makes sense: `slugs` (joined
//!   by `+`), `any`, `date-time`, `alnum`, `dashed` (alnum and `-`), `word` (alnum, `-`, `_`),
//!   `hex` (lower-case hexadecimal digits and `-`), `digits`. `{id:alnum 6..12}`, `{id:hex 36}`,
//!   `{id:hex 8..}`; `{id:groups 3..4-3-3}` is runs of lower-case letters and digits, joined by `-`.
//! - Text may stand before and after a capture: `@{owner}`.
//! - `?` after a segment makes it optional; only optional ones may follow. An optional word is
//!   another view of the same page and no part of its identity.
//! - `/**` at the end takes whatever follows.
//!
//! Names say what a capture is for: `owner` (a person or team), `event`, `slot` (the chosen
//! time, no part of the identity), `org` and `id` (identity only).

/// As many segments as the parser keeps of a URL.
const MAX_SEGMENTS: usize = 8;

pub struct PathPattern {
    pub segments: Vec<Segment>,
    pub required: usize,
    pub open_ended: bool,
}

pub enum Segment {
    Literal(String),
    Capture {
        role: &'static str,
        kind: Kind,
        before: String,
        after: String,
    },
}

pub enum Kind {
    Any,
    Slug,
    Slugs,
    DateTime,
    Chars {
        class: &'static str,
        min: u16,
        max: u16,
    },
    Groups(Vec<(u16, u16)>),
}

impl PathPattern {
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rest = text.strip_prefix('/').ok_or("must begin with /")?;
        let open_ended = rest == "**" || rest.ends_with("/**");
        if open_ended {
            rest = rest.trim_end_matches("**").trim_end_matches('/');
        }
        let mut pattern = Self {
            segments: Vec::new(),
            required: 0,
            open_ended,
        };
        for part in rest.split('/').filter(|_| !rest.is_empty()) {
            let (part, optional) = match part.strip_suffix('?') {
                Some(part) => (part, true),
                None => (part, false),
            };
            if !optional && pattern.required < pattern.segments.len() {
                return Err("a required segment after an optional one".to_owned());
            }
            pattern.segments.push(Segment::parse(part)?);
            pattern.required += usize::from(!optional);
        }
        if pattern.segments.len() > MAX_SEGMENTS {
            return Err(format!("more than {MAX_SEGMENTS} segments"));
        }
        Ok(pattern)
    }
}

impl Segment {
    fn parse(text: &str) -> Result<Self, String> {
        let Some((before, rest)) = text.split_once('{') else {
            return Ok(Self::Literal(plain(text)?.to_owned()));
        };
        let (inside, after) = rest.split_once('}').ok_or("{ without }")?;
        let (name, kind) = inside.split_once(':').unwrap_or((inside, "slug"));
        let role = match name {
            "owner" => "Owner",
            "event" => "Event",
            "slot" => "Slot",
            "org" | "id" => "Id",
            _ => return Err(format!("{name:?} is none of owner, event, slot, org, id")),
        };
        let affix = |text: &str| match text {
            "" => Ok(String::new()),
            text => plain(text).map(str::to_owned),
        };
        Ok(Self::Capture {
            role,
            kind: Kind::parse(kind)?,
            before: affix(before)?,
            after: affix(after)?,
        })
    }
}

impl Kind {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, size) = text.split_once(' ').unwrap_or((text, ""));
        let class = match name {
            "any" if size.is_empty() => return Ok(Self::Any),
            "slug" if size.is_empty() => return Ok(Self::Slug),
            "slugs" if size.is_empty() => return Ok(Self::Slugs),
            "date-time" if size.is_empty() => return Ok(Self::DateTime),
            "groups" => {
                return size
                    .split('-')
                    .map(range)
                    .collect::<Result<_, _>>()
                    .map(Self::Groups);
            }
            "alnum" => "Alnum",
            "dashed" => "Dashed",
            "word" => "Word",
            "hex" => "Hex",
            "digits" => "Digits",
            _ => return Err(format!("unknown kind {text:?}")),
        };
        let (min, max) = if size.is_empty() {
            (1, u16::MAX)
        } else {
            range(size)?
        };
        Ok(Self::Chars { class, min, max })
    }
}

/// `36`, `6..12` or `8..`, both ends included.
fn range(text: &str) -> Result<(u16, u16), String> {
    let number = |text: &str| text.parse().map_err(|_| format!("{text:?} is no length"));
    let (min, max) = match text.split_once("..") {
        None => (number(text)?, number(text)?),
        Some((min, "")) => (number(min)?, u16::MAX),
        Some((min, max)) => (number(min)?, number(max)?),
    };
    if min == 0 || min > max {
        return Err(format!("{text:?} is no length"));
    }
    Ok((min, max))
}

fn plain(text: &str) -> Result<&str, String> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~@+=".contains(&byte);
    if text.is_empty() || !text.bytes().all(allowed) {
        return Err(format!("{text:?} is no path segment"));
    }
    Ok(text)
}
