//! Notes as they are taken away whole, with the texts kept beside them: by the background for a page that
//! asks, or by a page of ours that reads a copy itself.

use crate::ports::{ReadRecords, StoreFault};
use crate::shelf::{NOTES, note_key};
use crate::versions::versions_key;
use baton_notes::NoteId;
use baton_protocol::{MAX_TAKEN_BYTES, TakenNote, TransferReply};
use futures_util::future::join;

/// How many notes are read at once: few before it is known what they weigh, because they may have megabytes each,
/// and then as many more as fit into [`MAX_TAKEN_BYTES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Lot(usize);

impl Lot {
    const FIRST: usize = 10;
    /// So many times as many as the time before.
    const GROWTH: usize = 4;
    /// The most: those that come may weigh more than those that came.
    const MOST: usize = 250;

    /// How many follow so many notes, which have so many bytes; `room` is what the next ones may have.
    fn grow(&mut self, notes: usize, bytes: usize, room: usize) {
        let each = (bytes / notes.max(1)).max(1);
        self.0 = (room / each).min(self.0 * Self::GROWTH).min(Self::MOST);
    }
}

impl Default for Lot {
    fn default() -> Self {
        Self(Self::FIRST)
    }
}

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
        let count = count.min(self.left());
        if count == 0 {
            return Ok(Vec::new());
        }
        match self {
            Asked::These(ids) => {
                let (lot, rest) = ids.split_at(count);
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

/// Notes as they are asked for, up to [`MAX_TAKEN_BYTES`].
///
/// # Errors
/// What reading says.
pub async fn take(
    records: &impl ReadRecords,
    mut asked: Asked<'_>,
) -> Result<TransferReply, StoreFault> {
    let mut notes: Vec<TakenNote> = Vec::new();
    let (mut read, mut bytes, mut lot) = (0, 0, Lot::default());
    loop {
        if lot.0 == 0 || asked.left() == 0 {
            break;
        }
        let page = asked.lot(records, lot.0).await?;
        read += page.len();
        for note in whole(records, page).await? {
            bytes += weight(&note);
            if let Some(last) = notes.last().filter(|_| bytes > MAX_TAKEN_BYTES) {
                let next = Some(last.id.clone());
                return Ok(TransferReply::Taken { notes, next });
            }
            notes.push(note);
        }
        lot.grow(read, bytes, MAX_TAKEN_BYTES.saturating_sub(bytes));
    }
    let next = match asked {
        Asked::These([]) => None,
        _ => notes.last().map(|last| last.id.clone()),
    };
    Ok(TransferReply::Taken { notes, next })
}

/// Hands over all notes that are asked for, a lot at a time: while one is on its way, the one behind it is read.
/// `give` says whether more is wanted.
///
/// # Errors
/// What reading says. What was handed over until then holds.
pub async fn take_each(
    records: &impl ReadRecords,
    mut asked: Asked<'_>,
    mut give: impl AsyncFnMut(Vec<TakenNote>) -> bool,
) -> Result<(), StoreFault> {
    let mut lot = Lot::default();
    let mut page = asked.lot(records, lot.0).await?;
    let mut beside = 0;
    loop {
        let read = page.len();
        let bytes = beside + page.iter().map(|(_, record)| record.len()).sum::<usize>();
        lot.grow(read, bytes, MAX_TAKEN_BYTES);
        // However much one weighs, it goes on.
        lot.0 = lot.0.max(1);
        let (notes, next) = join(whole(records, page), asked.lot(records, lot.0)).await;
        let notes = notes?;
        beside = notes
            .iter()
            .map(|note| weight(note) - note.record.len())
            .sum();
        if !notes.is_empty() && !give(notes).await {
            return Ok(());
        }
        page = next?;
        if page.is_empty() && asked.left() == 0 {
            return Ok(());
        }
    }
}

/// Records with the texts kept beside them. A key that is no id is a record that no list shows either.
async fn whole(
    records: &impl ReadRecords,
    page: Vec<(String, String)>,
) -> Result<Vec<TakenNote>, StoreFault> {
    let id_of = |key: &str| NoteId::parse(key.strip_prefix(NOTES)?).ok();
    let with_id = |(key, record): (String, String)| Some((id_of(&key)?, record));
    let page: Vec<(NoteId, String)> = page.into_iter().filter_map(with_id).collect();
    let keys: Vec<String> = page.iter().map(|(id, _)| versions_key(id)).collect();
    let earlier = records.read_each(&keys).await?;
    let joined = page.into_iter().zip(earlier);
    Ok(joined
        .map(|((id, record), earlier)| TakenNote {
            id,
            record,
            earlier,
        })
        .collect())
}

/// How many bytes a note has, with the texts beside it.
fn weight(note: &TakenNote) -> usize {
    note.record.len() + note.earlier.as_ref().map_or(0, String::len)
}
