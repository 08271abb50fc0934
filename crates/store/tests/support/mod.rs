//! What the tests of the store share: a clock that stands still and plain texts.

use baton_app::ports::Records;
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;

/// The moment at which everything in these tests happens.
pub const NOW: UtcMillis = UtcMillis(1_750_000_000_000);

pub fn now() -> UtcMillis {
    NOW
}

#[allow(dead_code, reason = "as `contents`")]
pub type Contents = BTreeMap<String, String>;

/// Everything in a store.
#[allow(dead_code, reason = "not every test file reads everything")]
pub async fn contents(store: &impl Records) -> Contents {
    store.read_all("").await.unwrap().into_iter().collect()
}

/// A batch of records.
#[allow(dead_code, reason = "not every test file writes batches by hand")]
pub fn batch(records: &[(&str, &str)]) -> Vec<(String, String)> {
    records
        .iter()
        .map(|(key, body)| ((*key).to_owned(), (*body).to_owned()))
        .collect()
}
