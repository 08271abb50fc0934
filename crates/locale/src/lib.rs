//! The words people read, looked up by key.
//!
//! Pure crates never hold a sentence for people: they name a key, and whoever shows the text
//! supplies a [`Messages`]. In the browser that is `i18n.getMessage`; natively (tests, examples)
//! it is a [`Catalogue`] read from the same `_locales` files that ship.

mod catalogue;
mod remembered;

pub use catalogue::{Catalogue, CatalogueError};
pub use remembered::Remembered;

/// A source of localised text.
pub trait Messages {
    /// The text of `key` with `$1` … `$9` replaced by `args`.
    ///
    /// A key nobody wrote comes back as itself in square brackets, so that a gap is seen and
    /// nothing breaks.
    fn text(&self, key: &str, args: &[&str]) -> String;
}
