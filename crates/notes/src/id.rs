//! A note's id.

use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};
use std::fmt;
use uuid::{Builder, Uuid, Variant};

/// The latest moment a UUIDv7 can carry: 48 bits of milliseconds.
const LATEST_MILLIS: i64 = (1 << 48) - 1;

/// A note's id: a UUIDv7 in its hyphenated lower-case form, made by the caller.
///
/// Ids sort by the moment they were made. Anything else is refused, also when deserialising.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NoteId(String);

/// The text is not a UUIDv7 in its hyphenated lower-case form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidNoteId;

impl fmt::Display for InvalidNoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a note id: expected a UUID of version 7, hyphenated and in lower case")
    }
}

impl std::error::Error for InvalidNoteId {}

impl NoteId {
    /// Reads an id.
    ///
    /// # Errors
    /// [`InvalidNoteId`] for everything but a hyphenated lower-case UUID of version 7.
    pub fn parse(text: &str) -> Result<Self, InvalidNoteId> {
        let uuid = Uuid::try_parse(text).map_err(|_| InvalidNoteId)?;
        let canonical = uuid.hyphenated().to_string();
        let is_v7 = uuid.get_version_num() == 7 && uuid.get_variant() == Variant::RFC4122;
        if is_v7 && canonical == text {
            Ok(Self(canonical))
        } else {
            Err(InvalidNoteId)
        }
    }

    /// Makes an id from a moment and fresh random bytes, of which the first ten are used.
    ///
    /// A moment before 1970 or beyond 48 bits of milliseconds counts as the nearest one that fits.
    #[must_use]
    pub fn from_parts(at: UtcMillis, random: [u8; 16]) -> Self {
        let [a, b, c, d, e, f, g, h, i, j, ..] = random;
        let millis = at.0.clamp(0, LATEST_MILLIS).unsigned_abs();
        let uuid = Builder::from_unix_timestamp_millis(millis, &[a, b, c, d, e, f, g, h, i, j]);
        Self(uuid.into_uuid().hyphenated().to_string())
    }

    /// The moment it was made, in whole milliseconds.
    #[must_use]
    pub fn made(&self) -> UtcMillis {
        // A UUIDv7 begins with 48 bits of milliseconds: twelve digits.
        let digits = self.0.chars().filter_map(|digit| digit.to_digit(16));
        UtcMillis(
            digits
                .take(12)
                .fold(0, |millis, digit| millis << 4 | i64::from(digit)),
        )
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for NoteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for NoteId {
    type Error = InvalidNoteId;

    fn try_from(text: String) -> Result<Self, InvalidNoteId> {
        Self::parse(&text)
    }
}

impl From<NoteId> for String {
    fn from(id: NoteId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "0195889c-9c00-7000-8000-0000000000a1";

    #[test]
    fn an_id_is_read_and_shown_as_it_was_written() {
        assert_eq!(NoteId::parse(ID).unwrap().to_string(), ID);
    }

    #[test]
    fn anything_but_a_hyphenated_lower_case_version_7_is_refused() {
        let refused = [
            "",
            "note",
            "0195889C-9C00-7000-8000-0000000000A1",
            "0195889c9c00700080000000000000a1",
            "{0195889c-9c00-7000-8000-0000000000a1}",
            "urn:uuid:0195889c-9c00-7000-8000-0000000000a1",
            "0195889c-9c00-4000-8000-0000000000a1",
            "0195889c-9c00-7000-c000-0000000000a1",
            "00000000-0000-0000-0000-000000000000",
            " 0195889c-9c00-7000-8000-0000000000a1",
            "0195889c-9c00-7000-8000-0000000000a1\n",
            "__proto__",
        ];
        for text in refused {
            assert_eq!(NoteId::parse(text), Err(InvalidNoteId), "{text:?}");
            let json = serde_json::to_string(text).unwrap();
            assert!(serde_json::from_str::<NoteId>(&json).is_err(), "{text:?}");
        }
    }

    #[test]
    fn ids_sort_by_the_moment_they_were_made() {
        let early = NoteId::from_parts(UtcMillis(1_741_000_000_000), [0xff; 16]);
        let late = NoteId::from_parts(UtcMillis(1_741_000_000_001), [0; 16]);
        assert!(early < late);
    }

    proptest! {
        #![proptest_config(crate::note::tests::config())]

        #[test]
        fn every_moment_and_all_random_bytes_make_a_valid_id(at: i64, random: [u8; 16]) {
            let id = NoteId::from_parts(UtcMillis(at), random);
            prop_assert_eq!(id.made().0, at.clamp(0, LATEST_MILLIS));
            prop_assert_eq!(NoteId::parse(id.as_str()), Ok(id));
        }

        #[test]
        fn no_text_makes_the_parser_panic(text in any::<String>()) {
            let _ = NoteId::parse(&text);
        }
    }
}
