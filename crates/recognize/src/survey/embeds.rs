//! Widgets: which signs belong together.

use super::calls::{Argument, calls};
use super::plan::element_marks;
use super::snapshot::{MAX_EMBEDS, Marked};
use super::{Found, Kind, of};
use crate::classify::{Label, Recognition, recognize, recognize_own};
use crate::embed::{Embed, EmbedKind, Mark};
use crate::provider::{Provider, providers};

/// What stands around each other is followed outwards so far.
const MAX_NESTING: usize = 16;

/// The signs of widgets seen so far.
#[derive(Default)]
pub(super) struct Embeds {
    signs: Vec<Sign>,
    /// Systems that a script was loaded of.
    loaded: Vec<&'static Provider>,
    /// Hosts that a system is said to run on: somebody's own, or another of the system's.
    origins: Vec<(&'static Provider, String)>,
    /// Hosts that a script stands for where none is said.
    defaults: Vec<(&'static Provider, &'static str)>,
    /// Of the document being looked at: what stands around each part, and the sign it gave.
    around: Vec<(Option<usize>, Option<usize>)>,
    cut: bool,
}

/// One sign.
struct Sign {
    found: Found,
    by: By,
    /// It names no target although it should: it counts beside another sign only.
    weak: bool,
    /// What its path was taken to belong to.
    base: Option<&'static str>,
}

/// What left a sign.
#[derive(Clone, Copy, PartialEq)]
enum By {
    Element,
    Frame,
    Script,
    Code,
    Click,
}

impl Embeds {
    pub fn next_document(&mut self) {
        self.around.clear();
    }

    /// Goes on to the part at `place`. What it stands in was looked at before.
    pub fn reaches(&mut self, place: usize, within: Option<usize>) {
        let within = within.filter(|outer| *outer < place);
        self.around.push((within, None));
    }

    /// The sign around the part at `place` that belongs to `provider`.
    fn holder(&self, place: usize, provider: Option<&Provider>) -> Option<usize> {
        let mut at = self.around.get(place)?.0;
        for _ in 0..MAX_NESTING {
            let (outer, sign) = *self.around.get(at?)?;
            if let Some(sign) = sign
                && self.signs.get(sign).map(|it| it.found.provider) == Some(provider)
            {
                return Some(sign);
            }
            at = outer;
        }
        None
    }

    /// Whether a link or frame is a part of the widget around it. It then says what is booked
    /// there, if nothing else does.
    pub fn absorbs(&mut self, place: usize, inner: &Found) -> bool {
        let Some(holder) = self.holder(place, inner.provider) else {
            return false;
        };
        let Some(sign) = self.signs.get_mut(holder) else {
            return false;
        };
        if sign.found.target.is_none() && inner.target.is_some() {
            let found = &mut sign.found;
            found.label = inner.label;
            found.target.clone_from(&inner.target);
            found.evidence.clone_from(&inner.evidence);
            sign.weak = false;
        }
        true
    }

    fn push(&mut self, place: Option<usize>, sign: Sign) {
        if self.signs.len() >= MAX_EMBEDS {
            self.cut = true;
            return;
        }
        if let Some((_, of_part)) = place.and_then(|place| self.around.get_mut(place)) {
            *of_part = Some(self.signs.len());
        }
        self.signs.push(sign);
    }

    pub fn frame(&mut self, place: usize, seen: Recognition) {
        let found = of(Kind::EmbedIframe, seen);
        if !self.absorbs(place, &found) {
            self.push(Some(place), Sign::sure(found, By::Frame));
        }
    }

    /// An element: the mark that says most about it counts, a target first.
    pub fn element(&mut self, place: usize, marks: &[Marked]) {
        let mut best: Option<(Sign, usize)> = None;
        for (provider, embed, selector) in element_marks() {
            let Some(marked) = marks.iter().find(|it| it.mark == selector) else {
                continue;
            };
            let said = match &marked.value {
                Some(value) => Argument::Text(value.clone()),
                // Without what it is for it may still be filled by a script.
                None if embed.target.is_some() => Argument::Unknown,
                None => Argument::Missing,
            };
            match embed.kind {
                EmbedKind::Page => continue,
                EmbedKind::Origin => {
                    self.runs_on(provider, &said);
                    continue;
                }
                _ => {}
            }
            let Some(sign) = sign(provider, embed, &said, By::Element) else {
                continue;
            };
            let says = |sign: &Sign| sign.found.target.is_some();
            let better = best
                .as_ref()
                .is_none_or(|(old, length)| (says(&sign), selector.len()) > (says(old), *length));
            if better {
                best = Some((sign, selector.len()));
            }
        }
        if let Some((sign, _)) = best
            && !self.absorbs(place, &sign.found)
        {
            self.push(Some(place), sign);
        }
    }

    /// A script that was loaded. Some pages of a system are scripts themselves.
    pub fn script(&mut self, url: &str) {
        let Some((provider, embed)) = script_mark(url) else {
            return;
        };
        if embed.kind != EmbedKind::Script {
            return;
        }
        if !self.loaded.contains(&provider) {
            self.loaded.push(provider);
        }
        if let Some(base) = embed.base
            && !self.defaults.contains(&(provider, base))
        {
            self.defaults.push((provider, base));
        }
        let page = url.split(['?', '#']).next().unwrap_or_default();
        let seen = recognize(page.strip_suffix(".js").unwrap_or(page));
        if seen.label != Label::Not && seen.provider == Some(provider) {
            let mut found = of(Kind::EmbedScript, seen);
            found.mark = Some(embed.mark);
            self.push(None, Sign::sure(found, By::Script));
        }
    }

    pub fn code(&mut self, text: &str) {
        for call in calls(text, MAX_EMBEDS) {
            if call.embed.kind == EmbedKind::Origin {
                self.runs_on(call.provider, &call.argument);
                continue;
            }
            let Some(new) = called(call.provider, call.embed, &call.argument, By::Code) else {
                continue;
            };
            // Scripts may say the same twice; what is shown is one.
            let same = |old: &Sign| {
                old.by == By::Code && old.found.kind == new.found.kind && old.is_of(&new)
            };
            if !self.signs.iter().any(same) {
                self.push(None, new);
            }
        }
    }

    /// Whether the script calls a system.
    pub fn click(&mut self, place: usize, text: &str) -> bool {
        let mut calls_one = false;
        for call in calls(text, MAX_EMBEDS) {
            calls_one = true;
            if call.embed.kind == EmbedKind::Origin {
                continue;
            }
            if let Some(sign) = called(call.provider, call.embed, &call.argument, By::Click)
                && !self.absorbs(place, &sign.found)
            {
                self.push(Some(place), sign);
            }
        }
        calls_one
    }

    /// Takes down a host. One of the system's own counts too: an account in another region is
    /// somebody else's.
    fn runs_on(&mut self, provider: &'static Provider, said: &Argument) {
        if let Argument::Text(origin) = said
            && self.origins.len() < MAX_EMBEDS
        {
            self.origins.push((provider, origin.clone()));
        }
    }

    /// Moves what was named by its path to the host it is really on.
    fn moved(&mut self) {
        for sign in &mut self.signs {
            let system = sign.found.provider;
            let said = self.origins.iter().map(|(of, host)| (*of, host.as_str()));
            let unsaid = self.defaults.iter().copied();
            let of_system = |(provider, _): &(&'static Provider, &str)| Some(*provider) == system;
            let is_vendors = |origin: &str| recognize(origin).provider == system;
            let origins: Vec<_> = said.chain(unsaid).filter(of_system).collect();
            // A host of somebody's own says more than one of the vendor's.
            let own = origins.iter().find(|(_, origin)| !is_vendors(origin));
            let origin = own.or(origins.first()).copied();
            let path = sign.found.target.as_deref().zip(sign.base);
            let path = path.and_then(|(target, base)| target.strip_prefix(base));
            if let Some((provider, origin)) = origin
                && let Some(path) = path
            {
                let origin = origin.trim_end_matches('/');
                let seen = recognize_own(&format!("{origin}/{path}"), provider);
                if seen.label != Label::Not && seen.provider == system {
                    sign.found.label = seen.label;
                    sign.found.target = seen.target;
                    sign.found.evidence = seen.evidence;
                } else if !is_vendors(origin) {
                    sign.found.target = None;
                    sign.found.evidence = Vec::new();
                }
            }
        }
    }

    /// The widgets, each once, and whether there were too many signs to look at.
    pub fn weighed(mut self) -> (Vec<Found>, bool) {
        self.moved();
        let mut kept = Vec::with_capacity(self.signs.len());
        for (place, sign) in self.signs.iter().enumerate() {
            kept.push(!self.is_told_by_another(place, sign));
        }
        let mut kept = kept.into_iter();
        self.signs.retain(|_| kept.next().unwrap_or_default());
        let found = self.signs.into_iter().map(|sign| sign.found);
        (Vec::from_iter(found), self.cut)
    }

    /// Whether `sign` is but the trace of another one's widget.
    fn is_told_by_another(&self, place: usize, sign: &Sign) -> bool {
        let others = || {
            let all = self.signs.iter().enumerate();
            let system = sign.found.provider;
            all.filter(move |(other, it)| *other != place && it.found.provider == system)
                .map(|(_, it)| it)
        };
        let called = |it: &Sign| matches!(it.by, By::Code | By::Click);
        if sign.found.target.is_none() {
            let kind = sign.found.kind;
            let told = others().any(|it| match kind {
                _ if sign.weak => it.found.target.is_some() || !it.weak,
                Kind::EmbedScript => it.found.kind != Kind::EmbedScript,
                _ => it.found.target.is_some() && it.found.kind == kind,
            });
            if told {
                return true;
            }
            let first = !self.signs[..place]
                .iter()
                .any(|it| it.weak && it.found.provider == sign.found.provider);
            let is_loaded = sign
                .found
                .provider
                .is_some_and(|it| self.loaded.contains(&it));
            return sign.weak && !(first && is_loaded);
        }
        match sign.by {
            // A script of the page made the frame, or filled the element.
            By::Frame => others().any(|it| called(it) && it.is_of(sign)),
            By::Element => {
                others().any(|it| called(it) && it.is_of(sign) && it.found.kind == sign.found.kind)
            }
            By::Script => others().any(|it| it.by != By::Script && it.is_of(sign)),
            By::Code | By::Click => false,
        }
    }
}

impl Sign {
    const fn sure(found: Found, by: By) -> Self {
        Self {
            found,
            by,
            weak: false,
            base: None,
        }
    }

    fn is_of(&self, other: &Self) -> bool {
        self.found.provider == other.found.provider && self.found.target == other.found.target
    }
}

/// A call's sign. One that says nothing where it should does nothing.
fn called(
    provider: &'static Provider,
    embed: &'static Embed,
    said: &Argument,
    by: By,
) -> Option<Sign> {
    let idle = embed.target.is_some() && *said == Argument::Missing;
    (!idle).then(|| sign(provider, embed, said, by)).flatten()
}

/// The sign that `embed` is, with what it says about its target. An address of somebody else's is
/// no sign, whatever mark is on it.
fn sign(
    provider: &'static Provider,
    embed: &'static Embed,
    said: &Argument,
    by: By,
) -> Option<Sign> {
    let unsaid = Found {
        provider: Some(provider),
        kind: Kind::of(embed.kind),
        label: Label::Book,
        target: None,
        count: 1,
        through: Vec::new(),
        stated: false,
        mark: Some(embed.mark),
        evidence: Vec::new(),
    };
    let Argument::Text(value) = said else {
        return Some(Sign {
            weak: *said == Argument::Unknown,
            ..Sign::sure(unsaid, by)
        });
    };
    let (url, base) = match absolute(value.trim(), embed) {
        Some(url) => url,
        // An id, which only the system's script understands.
        None if !is_address(embed) => {
            return Some(Sign {
                weak: embed.target.is_some(),
                ..Sign::sure(unsaid, by)
            });
        }
        None => return None,
    };
    let seen = recognize_own(&url, provider);
    if seen.label == Label::Not || seen.provider != Some(provider) {
        return None;
    }
    let found = Found {
        mark: Some(embed.mark),
        ..of(Kind::of(embed.kind), seen)
    };
    Some(Sign {
        base,
        ..Sign::sure(found, by)
    })
}

/// The attribute is one that browsers take for an address.
fn is_address(embed: &Embed) -> bool {
    matches!(embed.target, Some("href" | "src"))
}

/// The address that `value` stands for, and what it belongs to if it is only a path.
fn absolute(value: &str, embed: &Embed) -> Option<(String, Option<&'static str>)> {
    let starts = |start: &str| {
        let written = value.as_bytes().get(..start.len());
        written.is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()))
    };
    if starts("https://") || starts("http://") {
        return Some((value.to_owned(), None));
    }
    if starts("//") {
        return Some((format!("https:{value}"), None));
    }
    let path = value.trim_start_matches('/');
    let base = embed.base.filter(|_| !path.is_empty())?;
    Some((format!("{base}{path}"), Some(base)))
}

/// The system whose script it is.
pub(super) fn script_mark(url: &str) -> Option<(&'static Provider, &'static Embed)> {
    let (_, address) = url.split_once("//")?;
    providers().iter().find_map(|provider| {
        let fits = |embed: &&Embed| match embed.mark {
            Mark::Script(start) => begins(address, start),
            _ => false,
        };
        let embed = provider.embeds().iter().find(fits)?;
        Some((provider, embed))
    })
}

/// Whether the address begins with `start`, whose host may have a varying first label, `*.`.
fn begins(address: &str, start: &str) -> bool {
    let (address, start) = match start.strip_prefix("*.") {
        None => (address, start),
        Some(start) => match address.split_once('.') {
            Some((label, rest)) if !label.contains('/') => (rest, start),
            _ => return false,
        },
    };
    let written = address.as_bytes().get(..start.len());
    written.is_some_and(|it| it.eq_ignore_ascii_case(start.as_bytes()))
}
