//! Links between the notes of a handbook.
//!
//! Notes come one by one, so a link may name one that is still to come, or that never comes. What came
//! already is linked by its title; what has not leads on all the same, for at the end each note that never
//! came is said not to be here.

use super::contents::Contents;
use super::html::Html;
use crate::file::Setting;
use baton_notes::{LinkKind, Note, NoteId};
use std::collections::BTreeMap;

#[derive(Debug, Default)]
pub(super) struct Related {
    /// Where each note stands in the contents.
    places: BTreeMap<NoteId, usize>,
    /// Notes that were named and have not come, with those that named them.
    awaited: BTreeMap<NoteId, Vec<(usize, LinkKind)>>,
}

impl Related {
    /// Whether this is the first time that the note comes; then it stands at `place`.
    pub(super) fn arrives(&mut self, id: &NoteId, place: usize) -> bool {
        let is_new = !self.places.contains_key(id);
        if is_new {
            self.places.insert(id.clone(), place);
        }
        is_new
    }

    /// The links of a note that stands at `place`, and those of notes before that name it.
    pub(super) fn links(
        &mut self,
        out: &mut Html,
        note: &Note,
        place: usize,
        contents: &Contents,
        setting: &Setting,
    ) {
        let named_by = self.awaited.remove(&note.id).unwrap_or_default();
        if named_by.is_empty() && note.links.is_empty() {
            return;
        }
        let say = |key| setting.messages.text(key, &[]);
        out.raw("<div class=\"related\">\n");
        for link in &note.links {
            out.raw("<p>").text(&say(key(link.kind))).raw(": ");
            let known = self.places.get(&link.note).copied();
            match known.and_then(|place| contents.notes.get(place)) {
                Some(listed) => out.link(&listed.id, &listed.title),
                None => {
                    let naming = self.awaited.entry(link.note.clone()).or_default();
                    naming.push((place, link.kind));
                    out.raw("<a class=\"later\" href=\"#n-")
                        .raw(link.note.as_str())
                        .raw("\">");
                    out.text(&say("handbook_later")).raw("</a>")
                }
            };
            out.raw("</p>\n");
        }
        for (place, kind) in named_by {
            if let Some(listed) = contents.notes.get(place) {
                out.raw("<p>").text(&say(key_from_there(kind))).raw(": ");
                out.link(&listed.id, &listed.title).raw("</p>\n");
            }
        }
        out.raw("</div>\n");
    }

    /// Says of every note that was named and never came that it is not here.
    pub(super) fn missing(&self, out: &mut Html, setting: &Setting) {
        let text = setting.messages.text("handbook_not_here", &[]);
        for id in self.awaited.keys() {
            out.raw("<p class=\"stub\" id=\"n-")
                .raw(id.as_str())
                .raw("\">");
            out.text(&text).raw("</p>\n");
        }
    }
}

const fn key(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Follows => "handbook_follows",
        LinkKind::SupersededBy => "handbook_superseded_by",
    }
}

/// What the note that names is to the one that is named.
const fn key_from_there(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Follows => "handbook_followed_by",
        LinkKind::SupersededBy => "handbook_supersedes",
    }
}
