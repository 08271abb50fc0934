//! What two copies hold under one key → which of it is right, and what to change in each copy.

use crate::copies::Change;
use crate::envelope::Envelope;

/// Keys that start like this belong to the store itself. No record may have one.
pub const ASIDE: &str = "~";

/// Where strings are kept that cannot be read, each under `<side>/<the key it had>`.
pub const DAMAGED: &str = "~damaged/";

/// Where records of a batch that never became whole are kept, in the same way.
pub const UNFINISHED: &str = "~unfinished/";

/// What one copy holds under a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// Nothing.
    Missing,
    /// A record of a batch that is whole in this copy.
    Sound(Envelope),
    /// A sound record of a batch that is not whole here: its number is above the copy's own.
    Unfinished(Envelope),
    /// Something that cannot be read.
    Damaged,
}

impl Found {
    /// Judges what is stored under `key` in a copy whose last whole batch is `whole`.
    ///
    /// A copy that cannot say (`None`: it is new, or half rebuilt) is believed by checksum alone.
    #[must_use]
    pub fn judge(key: &str, stored: Option<&str>, whole: Option<u64>) -> Self {
        match stored.map(|stored| Envelope::open(key, stored)) {
            None => Self::Missing,
            Some(Err(_)) => Self::Damaged,
            Some(Ok(envelope)) if whole.is_some_and(|whole| envelope.sequence > whole) => {
                Self::Unfinished(envelope)
            }
            Some(Ok(envelope)) => Self::Sound(envelope),
        }
    }
}

/// What one copy holds under a key, and how far the copy says it is whole.
#[derive(Debug, Clone, Copy)]
pub struct Side<'s> {
    /// What is stored.
    pub stored: Option<&'s str>,
    /// The last whole batch of the copy; `None` when it cannot say.
    pub whole: Option<u64>,
}

/// What is right under one key, and how both copies come to hold it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resolution {
    /// The record, if there is one.
    pub record: Option<Envelope>,
    /// Nothing that was stored under the key can be read.
    pub damaged: bool,
    /// What to change in copy A.
    pub in_a: Vec<Change>,
    /// What to change in copy B.
    pub in_b: Vec<Change>,
}

/// Decides about one key.
///
/// 1. The newest record of a whole batch wins and replaces whatever the other copy holds.
/// 2. Without one, a record of an unfinished batch wins over damage, and over a copy that is new.
///    Over a copy that is in order and does not know the key, it is an abandoned write: set aside.
/// 3. What cannot be read, and has no sound twin, is set aside in both copies.
#[must_use]
pub fn resolve(key: &str, a: Side<'_>, b: Side<'_>) -> Resolution {
    if key.starts_with(ASIDE) {
        return share(key, a, b);
    }
    let found_a = Found::judge(key, a.stored, a.whole);
    let alike = a.stored == b.stored && a.whole == b.whole;
    let found_b = if alike {
        found_a.clone()
    } else {
        Found::judge(key, b.stored, b.whole)
    };
    let damaged = [&found_a, &found_b].contains(&&Found::Damaged);
    let record = match (found_a, found_b) {
        (Found::Sound(a), Found::Sound(b)) => Some(newest(a, b)),
        (Found::Sound(sound), _) | (_, Found::Sound(sound)) => Some(sound),
        (Found::Unfinished(a), Found::Unfinished(b)) => Some(newest(a, b)),
        (Found::Unfinished(left), Found::Damaged) | (Found::Damaged, Found::Unfinished(left)) => {
            Some(left)
        }
        (Found::Unfinished(left), Found::Missing) if b.whole.is_none() => Some(left),
        (Found::Missing, Found::Unfinished(left)) if a.whole.is_none() => Some(left),
        _ => None,
    };
    match record {
        Some(record) if alike => Resolution {
            record: Some(record),
            ..Resolution::default()
        },
        Some(record) => {
            let stored = record.seal(key);
            let replace = |side: Side<'_>| {
                let same = side.stored == Some(stored.as_str());
                let put = Change::Put {
                    key: key.to_owned(),
                    stored: stored.clone(),
                };
                if same { Vec::new() } else { vec![put] }
            };
            Resolution {
                in_a: replace(a),
                in_b: replace(b),
                record: Some(record),
                damaged: false,
            }
        }
        None => set_aside(key, a, b, damaged),
    }
}

fn newest(a: Envelope, b: Envelope) -> Envelope {
    if b.sequence > a.sequence { b } else { a }
}

/// Keeps what both sides hold under a key of the store's own, in both copies, and takes it from
/// under the record's key.
fn set_aside(key: &str, a: Side<'_>, b: Side<'_>, damaged: bool) -> Resolution {
    let place = if damaged { DAMAGED } else { UNFINISHED };
    let kept: Vec<Change> = [("a", a), ("b", b)]
        .into_iter()
        .filter_map(|(name, side)| {
            let stored = side.stored?.to_owned();
            Some(Change::Put {
                key: format!("{place}{name}/{key}"),
                stored,
            })
        })
        .collect();
    let changes = |side: Side<'_>| {
        let mut changes = kept.clone();
        changes.extend(side.stored.map(|_| Change::Remove {
            key: key.to_owned(),
        }));
        changes
    };
    Resolution {
        record: None,
        damaged,
        in_a: changes(a),
        in_b: changes(b),
    }
}

/// What was set aside is kept in both copies; it is opaque, so where they differ both stay.
fn share(key: &str, a: Side<'_>, b: Side<'_>) -> Resolution {
    let copy_to = |side: Side<'_>, other: Side<'_>| match (side.stored, other.stored) {
        (None, Some(stored)) => {
            vec![Change::Put {
                key: key.to_owned(),
                stored: stored.to_owned(),
            }]
        }
        _ => Vec::new(),
    };
    Resolution {
        record: None,
        damaged: false,
        in_a: copy_to(a, b),
        in_b: copy_to(b, a),
    }
}

/// The key a record had before it was set aside as damaged.
#[must_use]
pub fn damaged_key(key: &str) -> Option<&str> {
    key.strip_prefix(DAMAGED)?
        .split_once('/')
        .map(|(_, key)| key)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: &str = "note/1";

    fn sealed(sequence: u64) -> String {
        Envelope {
            sequence,
            body: format!("text {sequence}"),
        }
        .seal(KEY)
    }

    fn side(stored: Option<&str>, whole: u64) -> Side<'_> {
        Side {
            stored,
            whole: Some(whole),
        }
    }

    fn put(key: &str, stored: &str) -> Change {
        Change::Put {
            key: key.to_owned(),
            stored: stored.to_owned(),
        }
    }

    fn sequence(resolution: &Resolution) -> Option<u64> {
        resolution.record.as_ref().map(|record| record.sequence)
    }

    #[test]
    fn the_newest_sound_record_wins_and_is_copied() {
        let (old, new) = (sealed(3), sealed(4));
        let forward = resolve(KEY, side(Some(&new), 4), side(Some(&old), 3));
        assert_eq!(sequence(&forward), Some(4));
        assert_eq!((forward.in_a, forward.in_b), (vec![], vec![put(KEY, &new)]));
        let back = resolve(KEY, side(Some(&old), 3), side(Some(&new), 4));
        assert_eq!((back.in_a, back.in_b), (vec![put(KEY, &new)], vec![]));
    }

    #[test]
    fn equal_copies_are_left_alone() {
        let stored = sealed(3);
        let resolution = resolve(KEY, side(Some(&stored), 3), side(Some(&stored), 3));
        assert_eq!((resolution.in_a, resolution.in_b), (vec![], vec![]));
    }

    #[test]
    fn damage_is_replaced_from_the_other_copy_even_if_that_is_older() {
        let stored = sealed(3);
        let resolution = resolve(KEY, side(Some("torn"), 9), side(Some(&stored), 9));
        assert_eq!(sequence(&resolution), Some(3));
        assert_eq!(
            (resolution.in_a, resolution.damaged),
            (vec![put(KEY, &stored)], false)
        );
    }

    #[test]
    fn damage_in_both_copies_is_counted_and_kept_aside_in_both() {
        let resolution = resolve(KEY, side(Some("torn"), 9), side(Some("bent"), 9));
        let changes = vec![
            put("~damaged/a/note/1", "torn"),
            put("~damaged/b/note/1", "bent"),
            Change::Remove {
                key: KEY.to_owned(),
            },
        ];
        assert!(resolution.damaged);
        assert_eq!(
            (resolution.in_a, resolution.in_b),
            (changes.clone(), changes)
        );
        assert_eq!(damaged_key("~damaged/b/note/1"), Some(KEY));
    }

    #[test]
    fn a_record_of_an_unfinished_batch_is_rolled_back() {
        let (old, torn) = (sealed(3), sealed(4));
        let resolution = resolve(KEY, side(Some(&torn), 3), side(Some(&old), 3));
        assert_eq!(sequence(&resolution), Some(3));
        assert_eq!(resolution.in_a, vec![put(KEY, &old)]);

        let new = resolve(KEY, side(Some(&torn), 3), side(None, 3));
        assert_eq!((sequence(&new), new.damaged), (None, false));
        assert_eq!(new.in_b, vec![put("~unfinished/a/note/1", &torn)]);
    }

    #[test]
    fn a_record_of_an_unfinished_batch_is_kept_when_nothing_else_is_left() {
        let torn = sealed(4);
        let new_copy = Side {
            stored: None,
            whole: None,
        };
        assert_eq!(
            sequence(&resolve(KEY, side(Some(&torn), 3), new_copy)),
            Some(4)
        );
        assert_eq!(
            sequence(&resolve(KEY, new_copy, side(Some(&torn), 3))),
            Some(4)
        );
        assert_eq!(
            sequence(&resolve(KEY, side(Some(&torn), 3), side(Some("bent"), 3))),
            Some(4)
        );
    }

    #[test]
    fn what_was_set_aside_is_carried_to_a_rebuilt_copy_and_otherwise_left() {
        let key = "~damaged/a/note/1";
        let rebuilt = resolve(
            key,
            Side {
                stored: None,
                whole: None,
            },
            side(Some("torn"), 9),
        );
        assert_eq!(
            (rebuilt.in_a, rebuilt.in_b),
            (vec![put(key, "torn")], vec![])
        );
        let differing = resolve(key, side(Some("x"), 9), side(Some("torn"), 9));
        assert_eq!((differing.in_a, differing.in_b), (vec![], vec![]));
    }
}
