//! What a copy knows about itself, and how the words of two copies become one.

use crate::envelope::Envelope;
use baton_worktime::UtcMillis;
use serde::{Deserialize, Serialize};

/// The schema this code reads and writes. It is also the version of the databases, so a later
/// Baton's database is refused before anything in it is read.
pub const SCHEMA: u32 = 1;

/// The key under which a copy keeps its [`Meta`], apart from the records.
pub const META_KEY: &str = "copy";

/// What a copy says about itself. Written with each batch, in the same transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// The schema of the records.
    pub schema: u32,
    /// The last whole batch in this copy; 0 before the first one.
    pub sequence: u64,
    /// When a copy was last rebuilt because it had lost acknowledged records.
    pub rebuilt: Option<UtcMillis>,
    /// When both copies were last found empty although records had been acknowledged.
    pub both_lost: Option<UtcMillis>,
    /// Records of which no sound copy was left, ever.
    pub damaged: u32,
    /// Every record is being taken away, from both copies.
    #[serde(default, skip_serializing_if = "is_false")]
    pub erasing: bool,
    /// The batch by which everything before it was taken away; 0 when nothing ever was. A copy that does not
    /// know of it was out of reach then.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub erased: u64,
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
const fn is_zero(value: &u64) -> bool {
    *value == 0
}

#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands fields over by reference"
)]
const fn is_false(value: &bool) -> bool {
    !*value
}

impl Default for Meta {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            sequence: 0,
            rebuilt: None,
            both_lost: None,
            damaged: 0,
            erasing: false,
            erased: 0,
        }
    }
}

impl Meta {
    /// The string to store.
    #[must_use]
    pub fn seal(&self) -> String {
        // A struct of numbers always has a JSON form.
        let body = serde_json::to_string(self).unwrap_or_default();
        Envelope {
            sequence: self.sequence,
            body,
        }
        .seal(META_KEY)
    }

    /// Reads what [`Meta::seal`] made. `None` when it is damaged or not of this schema.
    #[must_use]
    pub fn open(stored: &str) -> Option<Self> {
        let envelope = Envelope::open(META_KEY, stored).ok()?;
        let meta: Self = baton_json::from_str(&envelope.body).ok()?;
        (meta.schema == SCHEMA && meta.sequence == envelope.sequence).then_some(meta)
    }
}

/// What a walk over all records found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Walked {
    /// The highest sequence number of a record that counts.
    pub sequence: u64,
    /// Records of which no sound copy is left.
    pub damaged: u32,
}

/// What both copies are to say after a repair.
///
/// `marked`: records had been acknowledged before. `now`: the moment of the repair.
#[must_use]
pub fn settle(
    a: Option<&Meta>,
    b: Option<&Meta>,
    walked: Walked,
    marked: bool,
    now: UtcMillis,
) -> Meta {
    let said = |field: fn(&Meta) -> Option<UtcMillis>| a.and_then(field).max(b.and_then(field));
    let sequence = a
        .map_or(0, |a| a.sequence)
        .max(b.map_or(0, |b| b.sequence))
        .max(walked.sequence);
    let empty = sequence == 0 && walked.damaged == 0;
    Meta {
        schema: SCHEMA,
        sequence,
        rebuilt: if fell_behind(a, b) {
            Some(now)
        } else {
            said(|meta| meta.rebuilt)
        },
        both_lost: match said(|meta| meta.both_lost) {
            None if empty && marked => Some(now),
            earlier => earlier,
        },
        damaged: walked
            .damaged
            .max(a.map_or(0, |a| a.damaged))
            .max(b.map_or(0, |b| b.damaged)),
        erasing: false,
        erased: a.map_or(0, |a| a.erased).max(b.map_or(0, |b| b.erased)),
    }
}

/// Whether a copy has lost records that were acknowledged. B may be one batch behind A: that batch
/// was never acknowledged. Two that have never held a record have lost none.
fn fell_behind(a: Option<&Meta>, b: Option<&Meta>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => a.sequence < b.sequence || a.sequence > b.sequence + 1,
        (Some(only), None) | (None, Some(only)) => only.sequence > 0,
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: UtcMillis = UtcMillis(5000);

    fn at(sequence: u64) -> Option<Meta> {
        Some(Meta {
            sequence,
            ..Meta::default()
        })
    }

    fn settled(a: Option<Meta>, b: Option<Meta>, marked: bool) -> Meta {
        settle(a.as_ref(), b.as_ref(), Walked::default(), marked, NOW)
    }

    #[test]
    fn the_stored_form_is_fixed_because_schema_1_is_on_disks() {
        let meta = Meta {
            sequence: 9,
            rebuilt: Some(NOW),
            ..Meta::default()
        };
        let stored = concat!(
            "51896a00 9 {\"schema\":1,\"sequence\":9,\"rebuilt\":5000,",
            "\"both_lost\":null,\"damaged\":0}"
        );
        assert_eq!(meta.seal(), stored);
        assert_eq!(Meta::open(stored), Some(meta));
        assert_eq!(Meta::open(&stored.replace("5000", "5001")), None);
    }

    #[test]
    fn a_first_start_loses_nothing() {
        assert_eq!(settled(None, None, false), Meta::default());
        assert_eq!(settled(at(0), None, false), Meta::default());
        assert_eq!(settled(None, at(0), false), Meta::default());
    }

    #[test]
    fn one_unacknowledged_batch_in_a_is_no_loss() {
        assert_eq!(settled(at(8), at(7), true).rebuilt, None);
    }

    #[test]
    fn a_copy_that_is_new_or_has_lost_its_tail_is_a_loss() {
        for (a, b) in [(None, at(7)), (at(7), None), (at(6), at(7)), (at(9), at(7))] {
            let meta = settled(a, b, true);
            assert_eq!(meta.rebuilt, Some(NOW), "{a:?} {b:?}");
            assert_eq!(meta.both_lost, None);
        }
    }

    #[test]
    fn both_new_after_an_acknowledgement_is_the_loss_of_everything() {
        assert_eq!(settled(None, None, true).both_lost, Some(NOW));
        assert_eq!(settled(at(0), None, true).both_lost, Some(NOW));
        let before = Some(Meta {
            both_lost: Some(UtcMillis(1)),
            ..Meta::default()
        });
        assert_eq!(
            settled(before, None, true).both_lost,
            Some(UtcMillis(1)),
            "told once"
        );
    }
}
