//! Bringing notes back: reading files, and what each note would change.

mod csv;
mod json;
mod plan;
mod refusal;
mod scan;

pub use csv::{CsvField, CsvNotes, CsvTable, FIRST_ROWS, MAX_CELL_BYTES, MAX_COLUMNS};
pub use json::{Item, JsonReader, Read};
pub use plan::{Fate, Plan, Standing, plan};
pub use refusal::{Place, Reason, Refusal};

/// The largest file that is read as a whole, in bytes. JSON is read while it comes, however large it is.
pub const MAX_IMPORT_BYTES: usize = 64_000_000;
/// The most notes that are read from one file.
pub const MAX_IMPORT_NOTES: usize = 200_000;
