//! All notes as a zip of Markdown files, with the files kept with them beside.
//!
//! What stands where is told in `docs/markdown-layout.md`.

mod note_file;
mod paths;
mod writer;
mod zip;

pub use paths::Paths;
pub use writer::MarkdownArchive;
