//! How much is read, and what is said of what is more.

use std::fmt;

/// The longest reply that is read, in bytes: 1 MB.
pub const MAX_REPLY_BYTES: usize = 1_000_000;
/// The most numbered answers that are kept as answers; what is more stays in the rest.
pub const MAX_ANSWERS: usize = 200;
/// The highest number that is taken for one of a list.
pub const MAX_NUMBER: u32 = 999;

/// The longest calendar file that is read, in bytes: 2 MB.
pub const MAX_CALENDAR_BYTES: usize = 2_000_000;
/// The most events that are read of one file; the others are counted.
pub const MAX_EVENTS: usize = 100;
/// The most people asked to one event; the others are counted.
pub const MAX_ATTENDEES: usize = 100;
/// The longest text of an event, in Unicode characters: a title, a place, a name, an address.
pub const MAX_VALUE_CHARS: usize = 1_000;
/// The longest link of an event, in bytes: as long as any address Baton looks at.
pub const MAX_LINK_BYTES: usize = 8 * 1024;
/// The longest description of an event, in Unicode characters.
pub const MAX_DESCRIPTION_CHARS: usize = 20_000;

/// The longest mail that is read from a file, in bytes: 40 MB. Mail servers take less, attachments included.
pub const MAX_MAIL_BYTES: usize = 40_000_000;

/// Why a text was not read. Nothing of it is kept; who pasted it still has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is longer than may be read: paste the part that matters.
    TooLong {
        /// Its bytes.
        bytes: usize,
        /// The most that is read, in bytes.
        limit: usize,
    },
    /// It has no event: an `.ics` file has a line `BEGIN:VEVENT`.
    NoEvent,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong { bytes, limit } => {
                write!(f, "{bytes} bytes, and {limit} are the limit")
            }
            Self::NoEvent => f.write_str("no event in it"),
        }
    }
}

impl std::error::Error for Refused {}

/// Whether a text may be read at all.
pub(crate) fn within(text: &(impl AsRef<[u8]> + ?Sized), limit: usize) -> Result<(), Refused> {
    let bytes = text.as_ref().len();
    if bytes > limit {
        return Err(Refused::TooLong { bytes, limit });
    }
    Ok(())
}
