//! Bringing notes back: reading files, and what each note would change.

mod archive;
mod csv;
mod json;
mod markdown;
mod plan;
mod refusal;
mod scan;

pub use archive::{
    ArchiveFile, ArchiveReader, MAX_ARCHIVE_BYTES, MAX_ARCHIVE_FILES, MAX_UNPACKED_BYTES,
    is_beside_notes, kept_digits,
};
pub use csv::{CsvField, CsvNotes, CsvTable, FIRST_ROWS, MAX_CELL_BYTES, MAX_COLUMNS, row_over};
pub use json::{Item, JsonReader, Read};
pub use markdown::{FromMarkdown, MAX_MARKDOWN_BYTES, MarkdownOrigin, kept_file, read_markdown};
pub use plan::{Deleted, Fate, Plan, Standing, plan};
pub use refusal::{Place, Reason, Refusal};

/// The largest file that is read as a whole, in bytes. JSON is read while it comes, however large it is.
pub const MAX_IMPORT_BYTES: usize = 64_000_000;
/// The most notes that are read from one file.
pub const MAX_IMPORT_NOTES: usize = 200_000;
