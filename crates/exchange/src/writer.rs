//! What every format that holds many notes has in common: notes come one by one, and bytes leave as
//! soon as they are made, so that no export needs all of its notes in memory.

use crate::entry::Entry;
use crate::file::Setting;

/// Writes notes in one format.
///
/// A file is what [`finish`](Self::finish) returns, then everything [`take`](Self::take) returned, in
/// order, the last time after `finish`. The same notes in the same setting make the same bytes.
pub trait Writer {
    /// Whether there is anything of a note to write: a calendar has nothing to say of most.
    fn takes(&self, _entry: &Entry) -> bool {
        true
    }

    /// Adds a note.
    fn add(&mut self, entry: &Entry, setting: &Setting);

    /// The bytes that were made since the last time.
    fn take(&mut self) -> Vec<u8>;

    /// Ends the file: the bytes that belong in front of all others, such as an index that names what
    /// follows. Mostly there are none.
    fn finish(&mut self, setting: &Setting) -> Vec<u8>;
}
