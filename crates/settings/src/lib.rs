//! What a person has set: their working week, the people they work with, the gate's thresholds,
//! response windows and templates of their own.
//!
//! [`Settings`] is one record with a schema of its own, read by [`decode`] and written by
//! [`encode`]; [`Settings::check`] holds its bounds. The same record is the file people share
//! ([`write_file`], [`plan_import`]).

mod bounds;
mod calendar;
mod difference;
mod file;
mod person;
mod record;
mod settings;

pub use bounds::{Bound, Fault, MAX_NAME_CHARS, MAX_OTHER_NAMES, MAX_PAGES, MAX_PEOPLE};
pub use calendar::{intake, statement};
pub use difference::{Difference, differences};
pub use file::{Change, FileFault, Import, MAX_FILE_BYTES, plan_import, write_file};
pub use person::{DeliveryWay, Person, PersonId, find};
pub use record::{MAX_RECORD_BYTES, RecordFault, SCHEMA, decode, encode};
pub use settings::Settings;
