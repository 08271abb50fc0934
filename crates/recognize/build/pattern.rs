//! The language of path rules: `/d/{id:groups 3..4-3-3}/{event}?`.
//!
//! - `word` is that word, compared after percent-decoding, upper and lower case apart.
//! - `{name}` captures a slug: letters, digits, `.`, `_`, `~`, `-` and anything not ASCII.
//! - `{name:kind}` captures another kind, with a length where that makes sense: `slugs` (joined
//!   by `+`), `any`, `date-time`, `alnum`, `lower` and `upper` (letters of one case, and digits),
//!   `dashed` (alnum and `-`), `word` (alnum, `-`, `_`), `base64` (word and `=`), `hex` (lower-case hexadecimal
//!   digits and `-`), `digits`. `{id:alnum 6..12}`, `{id:hex 36}`, `{id:hex 8..}`.
//! - `{id:groups 3..4-3-3}` is runs of lower-case letters and digits joined by `-`; a run may name
//!   another set of characters: `{id:groups digits 6..10-alnum 4..6}`.
//! - `{id:numbered 6}` is a name in lower-case letters, digits and `-` that ends in `-` and so many
//!   digits.
//! - Text may stand before and after a capture: `@{owner}`.
//! - `?` after a segment makes it optional; only optional ones may follow. An optional word is
//!   another view of the same page and no part of its identity.
//! - `(…)` around a segment says the same of one that must be there: `/(u)/({id:digits})/event`.
//! - `/**` at the end takes whatever follows, `/**/` at the start whatever stands before: the folder
//!   in which somebody has set up a system on a host of their own.
//!
//! What stands behind `#` is written likewise; there the first `/` counts: `book/**`, `/{owner}`.
//!
//! Names say what a capture is for: `owner` (a person or team), `event`, `slot` (the chosen
//! time, no part of the identity), `org` and `id` (identity only).

use std::ops::Range;

/// As many segments as the parser keeps of a URL.
const MAX_SEGMENTS: usize = 8;

pub struct PathPattern {
    pub segments: Vec<Segment>,
    /// Where each of them stands in the text, without `?` and brackets.
    pub places: Vec<Range<usize>>,
    pub required: usize,
    /// A bit for each segment that tells the page from others.
    pub identity: u8,
    pub open_start: bool,
    pub open_end: bool,
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
    Groups(Vec<Run>),
    Numbered(u16),
}

/// Characters of one set, so many of them.
pub struct Run {
    pub class: &'static str,
    pub min: u16,
    pub max: u16,
}

impl PathPattern {
    pub fn parse(text: &str) -> Result<Self, String> {
        match text.starts_with('/') {
            true => Self::parse_fragment(text),
            false => Err("must begin with /".to_owned()),
        }
    }

    /// What stands behind `#`: a path that begins with `/` or does not.
    pub fn parse_fragment(text: &str) -> Result<Self, String> {
        let mut rest = text.strip_prefix('/').unwrap_or(text);
        let open_start = rest.starts_with("**/");
        rest = rest.strip_prefix("**/").unwrap_or(rest);
        let open_end = rest == "**" || rest.ends_with("/**");
        if open_end {
            rest = rest.trim_end_matches("**").trim_end_matches('/');
        }
        let mut pattern = Self {
            segments: Vec::new(),
            places: Vec::new(),
            required: 0,
            identity: 0,
            open_start,
            open_end,
        };
        for part in rest.split('/').filter(|_| !rest.is_empty()) {
            let end = part.as_ptr() as usize - text.as_ptr() as usize + part.len();
            pattern.push(part, end)?;
        }
        if pattern.segments.len() > MAX_SEGMENTS {
            return Err(format!("more than {MAX_SEGMENTS} segments"));
        }
        let fixed_end = !open_end && pattern.required == pattern.segments.len();
        if open_start && !(fixed_end && pattern.required > 0) {
            return Err("what begins with /** must have an end".to_owned());
        }
        Ok(pattern)
    }

    /// Adds a segment; `end` is where it ends in the text.
    fn push(&mut self, part: &str, mut end: usize) -> Result<(), String> {
        let (part, optional) = match part.strip_suffix('?') {
            Some(part) => (part, true),
            None => (part, false),
        };
        end -= usize::from(optional);
        let (part, view) = match part.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
            Some(part) => (part, true),
            None => (part, false),
        };
        end -= usize::from(view);
        self.places.push(end - part.len()..end);
        if !optional && self.required < self.segments.len() {
            return Err("a required segment after an optional one".to_owned());
        }
        let segment = Segment::parse(part)?;
        let identity = match &segment {
            Segment::Literal(_) => !optional && !view,
            Segment::Capture { role, .. } => *role != "Slot" && !view,
        };
        let place = self.segments.len().min(MAX_SEGMENTS - 1);
        self.identity |= u8::from(identity) << place;
        self.segments.push(segment);
        self.required += usize::from(!optional);
        Ok(())
    }
}

impl Segment {
    pub fn parse(text: &str) -> Result<Self, String> {
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
        match name {
            "any" if size.is_empty() => return Ok(Self::Any),
            "slug" if size.is_empty() => return Ok(Self::Slug),
            "slugs" if size.is_empty() => return Ok(Self::Slugs),
            "date-time" if size.is_empty() => return Ok(Self::DateTime),
            "groups" => {
                let runs = size.split('-').map(Run::parse);
                return runs.collect::<Result<_, _>>().map(Self::Groups);
            }
            "numbered" => {
                let (digits, _) = range(size)?;
                return Ok(Self::Numbered(digits));
            }
            _ => {}
        }
        let class = class(name).ok_or_else(|| format!("unknown kind {text:?}"))?;
        let (min, max) = match size {
            "" => (1, u16::MAX),
            size => range(size)?,
        };
        Ok(Self::Chars { class, min, max })
    }
}

impl Run {
    fn parse(text: &str) -> Result<Self, String> {
        let (name, size) = text.split_once(' ').unwrap_or(("lower", text));
        let class = class(name).ok_or_else(|| format!("unknown kind {name:?}"))?;
        let (min, max) = range(size)?;
        Ok(Self { class, min, max })
    }
}

/// The variant of `Class` that stands for a set of characters.
fn class(name: &str) -> Option<&'static str> {
    Some(match name {
        "alnum" => "Alnum",
        "lower" => "Lower",
        "upper" => "Upper",
        "dashed" => "Dashed",
        "word" => "Word",
        "base64" => "Base64",
        "hex" => "Hex",
        "digits" => "Digits",
        _ => return None,
    })
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
