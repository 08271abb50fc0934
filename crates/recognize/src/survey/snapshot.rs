//! What was seen of somebody's page, as the script in that page wrote it down.
//!
//! The script only copies, and leaves out what can be no sign of any system (see
//! [`Plan`](super::Plan)); everything in here is text of strangers and judged as such.

use serde::{Deserialize, Serialize};

/// Most parts looked at, of all documents together. Pages have twenty thousand links.
pub const MAX_PARTS: usize = 20_000;

/// Most documents looked at: the page, and those of frames that have no address of their own.
pub const MAX_DOCUMENTS: usize = 32;

/// Documents in documents are followed so deep.
pub const MAX_DEPTH: usize = 3;

/// The longest text of one part, in bytes; longer ones are passed over. An inline script is the
/// longest that makes sense.
pub const MAX_PART_BYTES: usize = 64 * 1024;

/// Most text looked at, in bytes, of all parts together.
pub const MAX_SNAPSHOT_BYTES: usize = 2 * 1024 * 1024;

/// Most elements, frames and calls that are weighed against each other.
pub const MAX_EMBEDS: usize = 400;

/// Most rows of a survey.
pub const MAX_FOUND: usize = 200;

/// A page, cut down to what may matter.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Snapshot {
    /// The page's address, without what stands behind `#`.
    pub url: String,
    /// The page's own document first, then those of frames without an address of their own.
    pub documents: Vec<Vec<Part>>,
    /// The script stopped before the end of the page.
    #[serde(default)]
    pub cut: bool,
}

/// A place in a document which may be a sign.
///
/// Addresses are absolute, as the page's own base makes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A link that leads to a host of a system, or of a redirect wrapper: its address.
    Link(Spot),
    /// A frame on a host of a system: its address.
    Frame(Spot),
    /// An element with at least one of the marks that were asked for.
    Element(Element),
    /// A script that was loaded: its address.
    Script(Spot),
    /// The text of a script in the page.
    Code(Spot),
    /// What a click on an element runs.
    Click(Spot),
    /// A word of the page's text, outside of links: everything between two blanks.
    Word(Spot),
}

/// What was copied of a place. All kinds of parts have one shape, because every shape costs a decoder.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Spot {
    /// The address, the script or the word.
    pub text: String,
    /// Of a link: what the program that wrapped it says it led to before.
    #[serde(default)]
    pub stated: Option<String>,
    /// The place in the same document of the nearest [`Part::Element`] or [`Part::Click`] around it,
    /// or on the same node.
    #[serde(default)]
    pub within: Option<usize>,
}

/// An element with marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Element {
    /// The marks it has.
    pub marks: Vec<Marked>,
    /// As [`Spot::within`].
    #[serde(default)]
    pub within: Option<usize>,
}

/// A mark that an element has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The mark's selector in [`Plan::elements`](super::Plan).
    pub mark: String,
    /// The attribute that was asked for with it.
    #[serde(default)]
    pub value: Option<String>,
}

impl Part {
    /// How much text it holds, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
        match self {
            Self::Element(element) => {
                let marks = element.marks.iter();
                marks.map(|it| it.mark.len() + length(&it.value)).sum()
            }
            Self::Link(spot)
            | Self::Frame(spot)
            | Self::Script(spot)
            | Self::Code(spot)
            | Self::Click(spot)
            | Self::Word(spot) => spot.text.len() + length(&spot.stated),
        }
    }

    /// The part it stands in or on.
    pub(super) fn within(&self) -> Option<usize> {
        match self {
            Self::Element(element) => element.within,
            Self::Link(spot)
            | Self::Frame(spot)
            | Self::Script(spot)
            | Self::Code(spot)
            | Self::Click(spot)
            | Self::Word(spot) => spot.within,
        }
    }
}
