//! Notes as they are taken away whole, with the texts kept beside them: by the background for a page that
//! asks, or by a page of ours that reads a copy itself.

use crate::ports::{ReadRecords, StoreFault};
use crate::shelf::{NOTES, note_key};
use crate::versions::versions_key;
use baton_notes::NoteId;
use baton_protocol::{MAX_TAKEN_BYTES, TakenNote, TransferReply};

/// So many notes are read before it is known what they weigh: they may have megabytes each.
const FIRST_LOT: usize = 10;
/// So many times as many notes are read at once as the time before.
const GROWTH: usize = 4;

/// Notes that are asked for.
#[derive(Debug, Clone)]
pub enum Asked<'a> {
    /// These, as far as there are any, in their order.
    These(&'a [NoteId]),
    /// All that stand behind one, deleted ones too, by id.
    After {
        /// The key of the last one that was taken.
        last: Option<String>,
        /// The most that are taken.
        left: usize,
    },
}

impl Asked<'_> {
    /// All that stand behind `after`, `most` at most.
    #[must_use]
    pub fn all(after: Option<&NoteId>, most: usize) -> Self {
        Self::After {
            last: after.map(note_key),
            left: most,
        }
    }

    fn left(&self) -> usize {
        match self {
            Asked::These(ids) => ids.len(),
            Asked::After { left, .. } => *left,
        }
    }

    /// Reads the next `count` of them.
    async fn lot(
        &mut self,
        records: &impl ReadRecords,
        count: usize,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        match self {
            Asked::These(ids) => {
                let (lot, rest) = ids.split_at(count.min(ids.len()));
                *ids = rest;
                let keys: Vec<String> = lot.iter().map(note_key).collect();
                let read = records.read_each(&keys).await?;
                let there = |(key, record): (String, Option<String>)| Some((key, record?));
                Ok(keys.into_iter().zip(read).filter_map(there).collect())
            }
            Asked::After { last, left } => {
                let limit = u32::try_from(count).unwrap_or(u32::MAX);
                let page = records.read_page(NOTES, last.as_deref(), limit).await?;
                *left = if page.len() < count {
                    0
                } else {
                    left.saturating_sub(count)
                };
                *last = page.last().map(|(key, _)| key.clone());
                Ok(page)
            }
        }
    }
}

/// Notes as they are asked for, up to [`MAX_TAKEN_BYTES`]. Few are read at first, and then as many more
/// as fit by what those weigh.
///
/// # Errors
/// What reading says.
pub async fn take(
    records: &impl ReadRecords,
    mut asked: Asked<'_>,
) -> Result<TransferReply, StoreFault> {
    let mut notes: Vec<TakenNote> = Vec::new();
    let (mut read, mut bytes) = (0, 0);
    let mut lot = FIRST_LOT.min(asked.left());
    while lot > 0 {
        let page = asked.lot(records, lot).await?;
        read += page.len();
        // A key that is no id is a record that no list shows either.
        let id_of = |key: &str| NoteId::parse(key.strip_prefix(NOTES)?).ok();
        let with_id = |(key, record): (String, String)| Some((id_of(&key)?, record));
        let page: Vec<(NoteId, String)> = page.into_iter().filter_map(with_id).collect();
        let keys: Vec<String> = page.iter().map(|(id, _)| versions_key(id)).collect();
        let earlier = records.read_each(&keys).await?;
        for ((id, record), earlier) in page.into_iter().zip(earlier) {
            bytes += record.len() + earlier.as_ref().map_or(0, String::len);
            if let Some(last) = notes.last().filter(|_| bytes > MAX_TAKEN_BYTES) {
                let next = Some(last.id.clone());
                return Ok(TransferReply::Taken { notes, next });
            }
            notes.push(TakenNote {
                id,
                record,
                earlier,
            });
        }
        let each = (bytes / read.max(1)).max(1);
        // Those that come may weigh more than those that came.
        let fits = (MAX_TAKEN_BYTES.saturating_sub(bytes) / each).min(lot * GROWTH);
        lot = fits.min(asked.left());
    }
    let next = match asked {
        Asked::These([]) => None,
        _ => notes.last().map(|last| last.id.clone()),
    };
    Ok(TransferReply::Taken { notes, next })
}
