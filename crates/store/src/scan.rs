//! Walking two copies side by side in key order, a page at a time, so that memory stays bounded
//! however many records there are.

use crate::copies::{StoredCopy, key_order};
use baton_app::ports::StoreFault;
use futures_util::future::join;
use std::cmp::Ordering;
use std::collections::VecDeque;

/// The most records read at once from one copy.
pub const PAGE: u32 = 64;

/// Records read at once of a kind of which nothing is known yet: what the first weigh tells how many
/// can follow.
const FIRST: u32 = 2;

/// A page below this, in bytes, is followed by a longer one.
const LIGHT: usize = 512 * 1024;

/// A page above this, in bytes, is followed by a shorter one: files of some megabytes are records, too.
const HEAVY: usize = 4 * 1024 * 1024;

/// The records of one copy under a prefix, in key order. A copy that is absent has none.
pub struct Walk<'w, C> {
    copy: Option<&'w C>,
    prefix: &'w str,
    page: VecDeque<(String, String)>,
    /// Everything up to this key was read.
    last: Option<String>,
    /// What the keys of the kind begin with that is being read, and how many are read at once.
    kind: Option<(String, u32)>,
    done: bool,
}

impl<'w, C: StoredCopy> Walk<'w, C> {
    /// A walk over the keys of `copy` that stand after `after`.
    pub fn new(copy: Option<&'w C>, prefix: &'w str, after: Option<&str>) -> Self {
        Self {
            copy,
            prefix,
            page: VecDeque::new(),
            last: after.map(str::to_owned),
            kind: None,
            done: false,
        }
    }

    async fn fill(&mut self) -> Result<(), StoreFault> {
        let Some(copy) = self.copy else { return Ok(()) };
        while !self.done && self.page.is_empty() {
            let (prefix, limit) = match &self.kind {
                Some((kind, limit)) => (kind.as_str(), *limit),
                None => (self.prefix, FIRST),
            };
            let page = copy.page(prefix, self.last.as_deref(), limit).await?;
            self.take(page, limit);
        }
        Ok(())
    }

    /// Takes a page in, and decides what the next one is to be.
    fn take(&mut self, page: Vec<(String, String)>, limit: u32) {
        let is_end = page.len() < limit as usize;
        let bytes: usize = page.iter().map(|(_, stored)| stored.len()).sum();
        if let Some((key, _)) = page.last() {
            self.last = Some(key.clone());
        }
        match (self.kind.take(), is_end) {
            (None, true) => self.done = true,
            (None, false) => self.kind = self.kind_of_last().map(|kind| (kind, FIRST)),
            (Some((kind, _)), true) if kind == self.prefix => self.done = true,
            // U+FFFF is no character, so no key has it: the next kind comes after.
            (Some((kind, _)), true) => self.last = Some(kind + "\u{ffff}"),
            (Some((kind, limit)), false) => {
                let next = match bytes {
                    0..LIGHT => (limit * 2).min(PAGE),
                    LIGHT..=HEAVY => limit,
                    _ => (limit / 2).max(1),
                };
                self.kind = Some((kind, next));
            }
        }
        self.page = page.into();
    }

    /// What keys like the last one begin with, such as `note/`.
    fn kind_of_last(&self) -> Option<String> {
        let key = self.last.as_deref()?;
        let (kind, _) = key.split_once('/')?;
        let kind = format!("{kind}/");
        Some(if kind.len() < self.prefix.len() {
            self.prefix.to_owned()
        } else {
            kind
        })
    }

    /// The next key and what is stored under it.
    ///
    /// # Errors
    /// What the copy says.
    pub async fn next(&mut self) -> Result<Option<(String, String)>, StoreFault> {
        self.fill().await?;
        Ok(self.page.pop_front())
    }
}

/// One key and what each copy has stored under it. At least one has something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The key.
    pub key: String,
    /// What copy A has.
    pub a: Option<String>,
    /// What copy B has.
    pub b: Option<String>,
}

/// Two walks joined by key.
pub struct SideBySide<'w, C> {
    a: Walk<'w, C>,
    b: Walk<'w, C>,
}

impl<'w, C: StoredCopy> SideBySide<'w, C> {
    /// Joins what `a` and `b` hold under `prefix` after the key `after`.
    pub fn new(a: Option<&'w C>, b: Option<&'w C>, prefix: &'w str, after: Option<&str>) -> Self {
        Self {
            a: Walk::new(a, prefix, after),
            b: Walk::new(b, prefix, after),
        }
    }

    /// The next key that either copy has.
    ///
    /// # Errors
    /// What the copies say.
    pub async fn next(&mut self) -> Result<Option<Pair>, StoreFault> {
        let (a, b) = join(self.a.fill(), self.b.fill()).await;
        a.and(b)?;
        let order = match (self.a.page.front(), self.b.page.front()) {
            (Some((a, _)), Some((b, _))) => key_order(a, b),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        let a = if order.is_le() {
            self.a.page.pop_front()
        } else {
            None
        };
        let b = if order.is_ge() {
            self.b.page.pop_front()
        } else {
            None
        };
        Ok(match (a, b) {
            (Some((key, a)), b) => Some(Pair {
                key,
                a: Some(a),
                b: b.map(|(_, b)| b),
            }),
            (None, Some((key, b))) => Some(Pair {
                key,
                a: None,
                b: Some(b),
            }),
            (None, None) => None,
        })
    }
}
