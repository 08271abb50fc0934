//! Pieces of the page. Whatever people typed becomes text here and nowhere else.

use baton_brief::push_escaped;
use baton_notes::NoteId;

/// HTML in the making.
#[derive(Debug, Default)]
pub(super) struct Html(pub(super) String);

impl Html {
    /// Our own markup.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.0.push_str(markup);
        self
    }

    /// Text of anybody, between tags or in an attribute in quotes.
    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        push_escaped(&mut self.0, text);
        self
    }

    /// Text of people on a line of ours: its direction of writing stays inside.
    pub(super) fn typed(&mut self, text: &str) -> &mut Self {
        self.raw("<bdi>").text(text).raw("</bdi>")
    }

    /// A number of ours.
    pub(super) fn number(&mut self, number: usize) -> &mut Self {
        self.raw(&number.to_string())
    }

    /// A link to a note in this file.
    pub(super) fn link(&mut self, id: &NoteId, title: &str) -> &mut Self {
        self.raw("<a href=\"#n-").raw(id.as_str()).raw("\">");
        self.typed(title).raw("</a>")
    }
}
