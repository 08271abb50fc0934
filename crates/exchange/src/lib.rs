//! Notes as files that their owner keeps: Markdown to read, JSON that loses nothing, tables, pages to be
//! handed to somebody, mails and calendars.
//!
//! [`markdown_file`] and [`json_file`] make a whole file with its name; the parts are there on
//! their own too. What may hold many notes is a [`Writer`]. The same notes in the same setting give the
//! same bytes.

#[cfg(feature = "archive")]
mod archive;
mod calendar;
#[cfg(any(feature = "archive", feature = "import"))]
mod checksum;
mod clipping;
mod csv;
mod entry;
mod file;
mod file_name;
mod front_matter;
mod handbook;
#[cfg(any(feature = "archive", feature = "import"))]
mod head;
#[cfg(feature = "import")]
mod import;
mod json;
mod mail;
mod markdown;
mod sections;
#[cfg(any(feature = "archive", feature = "import"))]
mod trailer;
mod writer;

#[cfg(feature = "archive")]
pub use archive::{MailArchive, MarkdownArchive, Paths};
pub use calendar::{CALENDAR_TYPE, CalendarWriter};
pub use clipping::{Clipping, clipping};
pub use csv::{CSV_COLUMNS, CSV_TYPE, CsvWriter};
pub use entry::{Edit, Entry, KeptFile, NamesEdit};
pub use file::{File, JSON_TYPE, MARKDOWN_TYPE, Setting, json_file, markdown_file};
pub use file_name::{FileKind, MAX_NAME_BYTES, file_name};
pub use handbook::{HTML_TYPE, HandbookKind, HandbookWriter};
#[cfg(feature = "import")]
pub use import::{
    ArchiveFile, ArchiveReader, CsvField, CsvNotes, CsvTable, Deleted, FIRST_ROWS, Fate,
    FromMarkdown, Item, JsonReader, MAX_ARCHIVE_BYTES, MAX_ARCHIVE_FILES, MAX_CELL_BYTES,
    MAX_COLUMNS, MAX_IMPORT_BYTES, MAX_IMPORT_NOTES, MAX_MARKDOWN_BYTES, MAX_UNPACKED_BYTES,
    MarkdownOrigin, Place, Plan, Read, Reason, Refusal, Standing, is_beside_notes, kept_digits,
    kept_file, plan, read_markdown, row_over,
};
pub use json::{Earlier, FORMAT, JsonWriter, MAX_SETUP_BYTES, SetupKind, VERSION, json};
pub use mail::{MAIL_TYPE, note_mail};
pub use markdown::{markdown_all, markdown_note};
pub use writer::Writer;
