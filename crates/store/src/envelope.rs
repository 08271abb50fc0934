//! One stored record: its text, the number of the batch it was written in, and a checksum.
//!
//! Stored as one string, `CHECKSUM SEQUENCE TEXT`: eight lower-case hexadecimal digits, a decimal
//! number, and the text as it is.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// A record as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The batch it was written in. Store-wide and rising; records of one batch share it.
    pub sequence: u64,
    /// The text.
    pub body: String,
}

/// A stored string that is not an envelope, or whose checksum says it has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Damaged;

impl Envelope {
    /// The string to store under `key`.
    #[must_use]
    pub fn seal(&self, key: &str) -> String {
        let sequence = self.sequence;
        format!(
            "{:08x} {sequence} {}",
            checksum(key, sequence, &self.body),
            self.body
        )
    }

    /// Reads what is stored under `key`.
    ///
    /// # Errors
    /// [`Damaged`] unless it is, to the last character, what [`Envelope::seal`] made for this key.
    pub fn open(key: &str, stored: &str) -> Result<Self, Damaged> {
        let mut parts = stored.splitn(3, ' ');
        let (Some(sum), Some(number), Some(body)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(Damaged);
        };
        let sequence: u64 = number.parse().map_err(|_| Damaged)?;
        // Compared as text, so that a second spelling of the same number is damage too.
        let sound = sum == format!("{:08x}", checksum(key, sequence, body))
            && number == sequence.to_string();
        if sound {
            Ok(Self {
                sequence,
                body: body.to_owned(),
            })
        } else {
            Err(Damaged)
        }
    }
}

/// How many tables of 1 KB a checksum is found by: 16 take a quarter of the time, and would be a tenth of the
/// worker.
const TABLES: usize = if cfg!(feature = "quick") { 16 } else { 1 };

/// The checksum of zip and PNG files.
static CRC_32: Crc<u32, Table<TABLES>> = Crc::<u32, Table<TABLES>>::new(&CRC_32_ISO_HDLC);

fn checksum(key: &str, sequence: u64, body: &str) -> u32 {
    let mut hasher = CRC_32.digest();
    // The length keeps the end of the key apart from what follows it.
    hasher.update(&(key.len() as u64).to_le_bytes());
    hasher.update(key.as_bytes());
    hasher.update(&sequence.to_le_bytes());
    hasher.update(body.as_bytes());
    hasher.finalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::test_runner::RngSeed;

    fn envelope(sequence: u64, body: &str) -> Envelope {
        Envelope {
            sequence,
            body: body.to_owned(),
        }
    }

    #[test]
    fn the_stored_form_is_fixed_because_schema_1_is_on_disks() {
        assert_eq!(
            envelope(7, "{\"a\":1}").seal("note/1"),
            "0cf85def 7 {\"a\":1}"
        );
    }

    #[test]
    fn a_record_moved_to_another_key_is_damaged() {
        let stored = envelope(7, "text").seal("note/1");
        assert_eq!(Envelope::open("note/2", &stored), Err(Damaged));
    }

    #[test]
    fn strings_that_were_never_sealed_are_damaged() {
        for stored in [
            "",
            " ",
            "00000000",
            "00000000 1",
            "zz 1 text",
            "00000000 -1 text",
            "{}",
        ] {
            assert_eq!(Envelope::open("note/1", stored), Err(Damaged), "{stored:?}");
        }
        let stored = envelope(7, "text").seal("note/1");
        assert_eq!(
            Envelope::open("note/1", &stored.replacen(" 7 ", " 07 ", 1)),
            Err(Damaged)
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig {
            rng_seed: RngSeed::Fixed(1), failure_persistence: None, ..ProptestConfig::default()
        })]

        #[test]
        fn what_is_sealed_opens_again(key in ".{1,20}", sequence: u64, body in "(?s).{0,200}") {
            let sealed = envelope(sequence, &body);
            prop_assert_eq!(Envelope::open(&key, &sealed.seal(&key)), Ok(sealed));
        }

        #[test]
        fn one_changed_character_is_noticed(
            sequence in 0..1000_u64, body in "(?s).{0,60}", at: prop::sample::Index, new: char,
        ) {
            let stored = envelope(sequence, &body).seal("note/1");
            let mut changed: Vec<char> = stored.chars().collect();
            let at = at.index(changed.len());
            prop_assume!(changed[at] != new);
            changed[at] = new;
            let changed: String = changed.into_iter().collect();
            prop_assert_eq!(Envelope::open("note/1", &changed), Err(Damaged));
        }

        #[test]
        fn a_torn_end_is_noticed(body in "(?s).{1,60}", keep: prop::sample::Index) {
            let stored = envelope(3, &body).seal("note/1");
            let kept: String = stored.chars().take(keep.index(stored.chars().count())).collect();
            prop_assert_eq!(Envelope::open("note/1", &kept), Err(Damaged));
        }
    }
}
