//! What a page has of scheduling systems: links, text that is one, widgets of every kind, and the
//! page itself.
//!
//! A script in the page copies what may matter ([`Plan`]); here it is judged. Nothing is found
//! because of a word or a class name alone: the address decides, or a call or an element which only
//! that system has. Each thing is found once, however many signs it left: a container, the frame in
//! it, the script that made it and its `noscript` are one widget.

mod calls;
mod embeds;
mod plan;
mod snapshot;
mod words;

pub use plan::{Plan, Wanted, plan};
pub use snapshot::{
    Element, MAX_DEPTH, MAX_DOCUMENTS, MAX_EMBEDS, MAX_FOUND, MAX_PART_BYTES, MAX_PARTS,
    MAX_SNAPSHOT_BYTES, Marked, Part, Snapshot, Spot,
};

use serde::Serialize;

use crate::address::plainly;
use crate::classify::{Label, Recognition, may_be_somebodys_own, recognize, recognize_own};
use crate::embed::{EmbedKind, Mark};
use crate::evidence::Evidence;
use crate::provider::Provider;
use crate::tables;
use crate::unwrap::{End, unwrapped};
use embeds::Embeds;
use plan::element_marks;

/// How something stands in a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A link.
    Link,
    /// A link that a mail program, a chat or a network wrapped.
    WrappedLink,
    /// An address in the text, to be copied or typed.
    TextUrl,
    /// A widget that is a part of the page.
    EmbedInline,
    /// A widget that opens over the page.
    EmbedPopup,
    /// A button that stays in a corner, drawn by the system's own script.
    EmbedBadge,
    /// The same, made by an element of the page.
    EmbedFloating,
    /// A frame that shows a page of the system.
    EmbedIframe,
    /// A button of the system's.
    EmbedButton,
    /// A script that shows the system at a moment of its own.
    EmbedScript,
    /// The page itself.
    Page,
    /// The page itself, and a booking ends on it.
    Confirmation,
}

/// A page of a scheduling system that a page leads to, shows or is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Found {
    /// The system. `None` when only the page's general shape says that something can be booked
    /// there: that is to be offered, and never to be acted upon.
    pub provider: Option<&'static Provider>,
    /// How it stands there.
    pub kind: Kind,
    /// What the page it leads to is for.
    pub label: Label,
    /// The canonical URL; `None` when it is not in the page.
    pub target: Option<String>,
    /// How often it is there.
    pub count: u32,
    /// Whose wrappers lie around the link, the outermost first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub through: Vec<&'static str>,
    /// Only what the wrapper says of itself names the target: it cannot be read in the link.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub stated: bool,
    /// The mark in the page that gave it away, besides an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<Mark>,
    /// The reasons that lie in the address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
}

/// Everything found in a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Survey {
    /// The page itself first, then in the order of the page.
    pub found: Vec<Found>,
    /// There was more than what was looked at.
    pub cut: bool,
}

impl Survey {
    /// Of a page that nothing was seen of.
    pub fn unseen() -> Self {
        Self {
            found: Vec::new(),
            cut: true,
        }
    }
}

/// Judges a snapshot. Whatever it holds, it is looked at within the bounds of [`Snapshot`], and each
/// address of [`Survey`] is one that [`recognize`] or [`recognize_own`] gave.
pub fn survey(snapshot: &Snapshot) -> Survey {
    let documents = snapshot.documents.iter().take(MAX_DOCUMENTS);
    let mut surveyor = Surveyor {
        cut: snapshot.cut || snapshot.documents.len() > MAX_DOCUMENTS,
        parts: MAX_PARTS,
        bytes: MAX_SNAPSHOT_BYTES,
        ..Surveyor::default()
    };
    let page = page(snapshot);
    surveyor.page_target = page.as_ref().and_then(|page| page.target.clone());
    surveyor.found.extend(page);
    for parts in documents {
        surveyor.document(parts);
    }
    let (embeds, cut) = surveyor.embeds.weighed();
    surveyor.cut |= cut;
    for found in embeds {
        add(&mut surveyor.found, found, &mut surveyor.cut);
    }
    if surveyor.found.iter().all(|it| !it.kind.shows_a_page()) {
        surveyor.found.extend(possible_page(snapshot));
    }
    Survey {
        found: surveyor.found,
        cut: surveyor.cut,
    }
}

impl Kind {
    fn shows_a_page(self) -> bool {
        !matches!(self, Self::Link | Self::WrappedLink | Self::TextUrl)
    }
}

impl Kind {
    fn of(kind: EmbedKind) -> Self {
        match kind {
            EmbedKind::Inline => Self::EmbedInline,
            EmbedKind::Popup => Self::EmbedPopup,
            EmbedKind::Badge => Self::EmbedBadge,
            EmbedKind::Floating => Self::EmbedFloating,
            EmbedKind::Button => Self::EmbedButton,
            EmbedKind::Frame => Self::EmbedIframe,
            EmbedKind::Script => Self::EmbedScript,
            EmbedKind::Page | EmbedKind::Origin => Self::Page,
        }
    }
}

/// The work on one snapshot.
#[derive(Default)]
struct Surveyor {
    found: Vec<Found>,
    embeds: Embeds,
    page_target: Option<String>,
    cut: bool,
    /// How many parts may still be looked at, and how much text.
    parts: usize,
    bytes: usize,
}

impl Surveyor {
    fn document(&mut self, parts: &[Part]) {
        self.embeds.next_document();
        for (place, part) in parts.iter().enumerate() {
            let bytes = part.bytes();
            if self.parts == 0 || bytes > self.bytes {
                self.cut = true;
                return;
            }
            self.parts -= 1;
            if bytes > MAX_PART_BYTES {
                self.cut = true;
                continue;
            }
            self.bytes -= bytes;
            self.embeds.reaches(place, part.within());
            self.part(place, part);
        }
    }

    fn part(&mut self, place: usize, part: &Part) {
        match part {
            Part::Link(link) => self.link(place, &link.text, link.stated.as_deref()),
            Part::Frame(frame) => {
                let seen = recognize(&frame.text);
                if seen.label != Label::Not {
                    self.embeds.frame(place, seen);
                }
            }
            Part::Element(element) => self.embeds.element(place, &element.marks),
            Part::Script(script) => self.embeds.script(&script.text),
            Part::Code(code) => self.embeds.code(&code.text),
            Part::Click(click) => {
                if !self.embeds.click(place, &click.text) {
                    for url in calls::strings(&click.text) {
                        self.link(place, &url, None);
                    }
                }
            }
            Part::Word(word) => self.word(&word.text),
        }
    }

    /// A link counts for what it really is: what the page says of it only counts where it leads
    /// through a wrapper that does not tell.
    fn link(&mut self, place: usize, url: &str, stated: Option<&str>) {
        if let Some(link) = judged(url, stated) {
            if self.embeds.absorbs(place, &link) {
                return;
            }
            if link.target != self.page_target {
                add(&mut self.found, link, &mut self.cut);
            }
        }
    }

    fn word(&mut self, text: &str) {
        for url in words::addresses(text) {
            if let Some(mut link) = judged(&url, None) {
                link.kind = Kind::TextUrl;
                add(&mut self.found, link, &mut self.cut);
            }
        }
    }
}

/// What a link leads to, if that is a page of a system.
fn judged(url: &str, stated: Option<&str>) -> Option<Found> {
    let seen = recognize(url);
    if seen.label != Label::Not {
        return Some(of(Kind::Link, seen));
    }
    // No wrapper has a host that is a system's.
    if seen.provider.is_some() {
        return None;
    }
    let unwrapped = unwrapped(url)?;
    let (seen, stated) = match unwrapped.end {
        End::Url { seen, .. } => (*seen, false),
        _ => (recognize(stated?), true),
    };
    (seen.label != Label::Not).then(|| Found {
        through: unwrapped.through,
        stated,
        ..of(Kind::WrappedLink, seen)
    })
}

fn of(kind: Kind, seen: Recognition) -> Found {
    Found {
        provider: seen.provider,
        kind,
        label: seen.label,
        target: seen.target,
        count: 1,
        through: Vec::new(),
        stated: false,
        mark: None,
        evidence: seen.evidence,
    }
}

/// Counts `new` with what it is the same as.
fn add(found: &mut Vec<Found>, new: Found, cut: &mut bool) {
    let same = |old: &Found| {
        old.kind == new.kind
            && old.label == new.label
            && old.target == new.target
            && old.provider == new.provider
            && old.through == new.through
    };
    match found.iter().position(same) {
        Some(place) => found[place].count += new.count,
        None if found.len() < MAX_FOUND => found.push(new),
        None => *cut = true,
    }
}

/// The page itself: by its address, else by what the system's own pages have.
fn page(snapshot: &Snapshot) -> Option<Found> {
    let seen = recognize(&snapshot.url);
    let kind = |seen: &Recognition| match seen.confirms {
        true => Kind::Confirmation,
        false => Kind::Page,
    };
    if seen.label != Label::Not {
        return Some(of(kind(&seen), seen));
    }
    if !may_be_somebodys_own(&seen) {
        return None;
    }
    own_pages(snapshot).find_map(|(provider, mark)| {
        let seen = recognize_own(&snapshot.url, provider);
        (seen.label != Label::Not).then(|| Found {
            mark: Some(mark),
            ..of(kind(&seen), seen)
        })
    })
}

/// The systems whose own pages the page looks like.
fn own_pages(snapshot: &Snapshot) -> impl Iterator<Item = (&'static Provider, Mark)> {
    own_document(snapshot).filter_map(|part| {
        let (provider, embed) = match part {
            Part::Element(element) => {
                let has = |selector: &str| element.marks.iter().any(|it| it.mark == selector);
                let mut pages = element_marks().filter(|(_, it, _)| it.kind == EmbedKind::Page);
                let (provider, embed, _) = pages.find(|(_, _, selector)| has(selector))?;
                (provider, embed)
            }
            Part::Script(script) => embeds::script_mark(&script.text)?,
            _ => return None,
        };
        (embed.kind == EmbedKind::Page).then_some((provider, embed.mark))
    })
}

fn own_document(snapshot: &Snapshot) -> impl Iterator<Item = &Part> {
    snapshot.documents.iter().take(1).flatten().take(MAX_PARTS)
}

/// A page of a system nobody wrote down: it has everything that such pages have in common.
fn possible_page(snapshot: &Snapshot) -> Option<Found> {
    let marks = own_document(snapshot).filter_map(|part| match part {
        Part::Element(element) => Some(&element.marks),
        _ => None,
    });
    let seen = Vec::from_iter(marks.flatten().map(|it| it.mark.as_str()));
    let complete = tables::page_marks().iter().all(|(needed, selectors)| {
        seen.iter().filter(|it| selectors.contains(it)).count() >= *needed
    });
    (complete && !tables::page_marks().is_empty()).then(|| Found {
        provider: None,
        kind: Kind::Page,
        label: Label::Book,
        target: Some(plainly(&snapshot.url)),
        count: 1,
        through: Vec::new(),
        stated: false,
        mark: None,
        evidence: Vec::new(),
    })
}
