//! All notes as a zip of Markdown files, with the files kept with them beside; or as a zip of mails.
//!
//! What stands where is told in `docs/markdown-layout.md`.

mod mails;
mod note_file;
mod paths;
mod writer;
mod zip;

pub use mails::MailArchive;
pub use paths::Paths;
pub use writer::MarkdownArchive;
