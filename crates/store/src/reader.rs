//! One copy, read beside the store it belongs to: by a page of ours that takes away all there is, for which
//! the way of each record through the background would cost most of the time.
//!
//! Copy B holds what was acknowledged and nothing else, so reading it needs nobody's turn. What is not in order
//! there is a fault: the store itself, which can repair, is to be asked.

use crate::copies::StoredCopy;
use crate::repair::Found;
use baton_app::ports::{ReadRecords, StoreFault};

/// Reads a copy, and changes nothing.
#[derive(Debug)]
pub struct CopyReader<C> {
    copy: C,
}

impl<C: StoredCopy> CopyReader<C> {
    /// Opens `copy`, of which the store says that it has acknowledged the batch of the number `batch`. `None` when it
    /// cannot be opened, or is behind: then it is another one than the store's, as in a private window or where
    /// the store had to take another place.
    pub async fn open(copy: C, batch: u64) -> Option<Self> {
        let meta = copy.open().await.ok().flatten()?;
        (meta.sequence >= batch && !meta.erasing).then_some(Self { copy })
    }
}

impl<C: StoredCopy> ReadRecords for CopyReader<C> {
    async fn read_each(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault> {
        let stored = self.copy.get_each(keys).await?;
        let read = keys.iter().zip(stored);
        read.map(|(key, stored)| sound(key, stored.as_deref(), None))
            .collect()
    }

    async fn read_page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        let mut records = Vec::new();
        for (key, stored) in self.copy.page(prefix, after, limit).await? {
            let record = sound(&key, Some(&stored), None)?;
            records.extend(record.map(|record| (key, record)));
        }
        Ok(records)
    }
}

/// The text of a record, or that there is none. `whole` is the last batch that counts, where one may stand
/// that does not.
///
/// # Errors
/// [`StoreFault::Broken`] for what cannot be read, or does not count.
pub(crate) fn sound(
    key: &str,
    stored: Option<&str>,
    whole: Option<u64>,
) -> Result<Option<String>, StoreFault> {
    match Found::judge(key, stored, whole) {
        Found::Missing => Ok(None),
        Found::Sound(envelope) => Ok(Some(envelope.body)),
        Found::Unfinished(_) | Found::Damaged => Err(StoreFault::Broken(format!(
            "the record {key} cannot be read"
        ))),
    }
}
