//! What gives a scheduling system away inside of somebody's page.

use serde::Serialize;

/// How a page shows a scheduling system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(dead_code, reason = "the tables decide which of them there are")]
pub enum EmbedKind {
    /// In the page, as a part of it.
    Inline,
    /// Over the page, after a click.
    Popup,
    /// A button that stays in a corner.
    Badge,
    /// As [`EmbedKind::Badge`], made by an element.
    Floating,
    /// A button in the page.
    Button,
    /// A frame in the page.
    Frame,
    /// A script that may show it: not every page with the script does.
    Script,
    /// The page is the system's own, on whatever host.
    Page,
    /// Nothing to be seen: it says on which host the paths are that the page's widgets name.
    Origin,
}

/// What to look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Mark {
    /// An element: a tag, class, id or attribute, or several of them, as a CSS selector.
    Element(&'static str),
    /// A script whose address, without its scheme, begins like this; `*.` is any label.
    Script(&'static str),
    /// A call in a script of the page, as it begins; `'` stands for any quote, `[]` for any index.
    Call(&'static str),
}

/// A sign that a page shows a scheduling system inside of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Embed {
    /// How it is shown.
    pub kind: EmbedKind,
    /// What to look for.
    pub mark: Mark,
    /// The attribute, or the property of the call's argument, that says what is booked.
    pub target: Option<&'static str>,
    /// What a target that is only a path belongs to: `https://cal.com/`. With a script, what such paths
    /// belong to in its page where nothing else is said there.
    pub base: Option<&'static str>,
}
