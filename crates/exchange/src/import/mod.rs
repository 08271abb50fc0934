//! Bringing notes back: reading files, and what each note would change.

mod json;
mod plan;
mod refusal;
mod scan;

pub use json::{Item, JsonReader, MAX_IMPORT_NOTES, Read};
pub use plan::{Fate, Plan, Standing, plan};
pub use refusal::{Place, Reason, Refusal};
