//! Records that a person can make anew, such as saved views: lists with a schema.
//!
//! A record that cannot be read counts as none. When a new one takes its place it is put aside under
//! `<key>-damaged/<moment>`, and nothing asks about it. One of a newer schema is left alone.

use crate::App;
use crate::ports::{Ports, ReadRecords, Records};
use baton_protocol::Failure;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// The schema this code writes.
const SCHEMA: u32 = 1;

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

/// A record's text, as it was found.
pub(crate) struct Found(pub Option<String>);

impl<P: Ports> App<P> {
    /// The record under `key`.
    pub(crate) async fn find_record(&self, key: &str) -> Result<Found, Failure> {
        let text = self.ports.records().read(key).await?;
        match text.as_deref().is_some_and(is_newer) {
            true => Err(Failure::StoreNewer),
            false => Ok(Found(text)),
        }
    }

    /// Puts `record` in the place of `found` under `key`; `was_read` says whether that could be read.
    pub(crate) async fn replace_record(
        &self,
        key: &str,
        found: Found,
        was_read: bool,
        record: &impl Serialize,
    ) -> Result<(), Failure> {
        let text = serde_json::to_string(record).map_err(|_| Failure::Malformed)?;
        self.replace_text(key, found, was_read, text).await
    }

    /// The same for a record that is text already.
    pub(crate) async fn replace_text(
        &self,
        key: &str,
        found: Found,
        was_read: bool,
        text: String,
    ) -> Result<(), Failure> {
        let mut records = vec![(key.to_owned(), text)];
        if let Found(Some(damaged)) = found
            && !was_read
        {
            let aside = format!("{key}-damaged/{}", self.ports.now().0);
            records.push((aside, damaged));
        }
        self.ports.records().write(&records).await?;
        Ok(())
    }
}

impl Found {
    /// What it holds; `None` when there is none, or none that can be read.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Option<T> {
        baton_json::from_str(self.0.as_deref()?).ok()
    }
}

/// Whether a newer Baton wrote a record.
pub(crate) fn is_newer(record: &str) -> bool {
    baton_json::from_str(record).is_ok_and(|Head { schema }| schema > SCHEMA)
}

/// The schema of a record that is written now.
pub(crate) const fn schema() -> u32 {
    SCHEMA
}
