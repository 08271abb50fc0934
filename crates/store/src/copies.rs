//! What a copy must be able to do, so that the store can be built on two of them.

use crate::meta::Meta;
use baton_app::ports::StoreFault;
use std::cmp::Ordering;

/// One change to the records of a copy. What is stored is opaque to the copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Store `stored` under `key`, whatever was there before.
    Put {
        /// The key.
        key: String,
        /// The string to store.
        stored: String,
    },
    /// Take away every record.
    Clear,
    /// Take away what is under `key`, if anything.
    Remove {
        /// The key.
        key: String,
    },
}

/// Changes that are made together, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// What happens to the records.
    pub changes: Vec<Change>,
    /// What the copy says about itself afterwards; `None` leaves that as it is.
    pub meta: Option<Meta>,
}

/// One copy of the records: a database of its own that fails apart from the other copy.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait StoredCopy {
    /// Opens the copy, or opens it anew, making it when there is none, and tells what it says
    /// about itself. `None`: it was made just now, or what it said cannot be read.
    ///
    /// # Errors
    /// [`StoreFault::Newer`] for a later schema, else [`StoreFault::Closed`].
    async fn open(&self) -> Result<Option<Meta>, StoreFault>;

    /// Opens the copy in another place than [`StoredCopy::open`], for when that place is broken for
    /// good and the other copy is whole. What was kept there before may be old: it is compared like
    /// any other copy. A browser that has no other place says so.
    ///
    /// # Errors
    /// As for [`StoredCopy::open`].
    async fn open_elsewhere(&self) -> Result<Option<Meta>, StoreFault>;

    /// What is stored under each of `keys`, in their order.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn get_each(&self, keys: &[String]) -> Result<Vec<Option<String>>, StoreFault>;

    /// The first `limit` keys that start with `prefix` and stand after `after` in [`key_order`],
    /// each with what is stored.
    ///
    /// # Errors
    /// [`StoreFault`].
    async fn page(
        &self,
        prefix: &str,
        after: Option<&str>,
        limit: u32,
    ) -> Result<Vec<(String, String)>, StoreFault>;

    /// Makes a batch of changes, all or none, and returns when it is on the disk.
    ///
    /// # Errors
    /// [`StoreFault`]. It may or may not have happened.
    async fn apply(&self, batch: &Batch) -> Result<(), StoreFault>;
}

/// What is remembered outside both copies. These are hints, so neither way of failing may stop the
/// store.
#[allow(
    async_fn_in_trait,
    reason = "implemented and used inside this workspace, on one thread"
)]
pub trait Marker {
    /// Whether a record was ever acknowledged in this profile. It tells a first start from the
    /// loss of both copies. A mark that cannot be read was not set.
    async fn is_set(&self) -> bool;

    /// Remembers that a record was acknowledged, as long as the profile lives (`storage.local`).
    async fn set(&self);

    /// Whether every record was compared since the browser started.
    ///
    /// A stopped worker cannot tear a transaction; a crashed browser can. So the first opening
    /// after its start is thorough and the later ones are quick. By default every one is thorough.
    async fn is_compared(&self) -> bool {
        false
    }

    /// Remembers that every record was compared, as long as the browser runs
    /// (`storage.session`).
    async fn set_compared(&self) {}
}

/// The order of keys in a copy: by UTF-16 code units, as `IndexedDB` has it.
#[must_use]
pub fn key_order(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}
