//! Walking two copies side by side in key order, a page at a time, so that memory stays bounded
//! however many records there are.

use crate::copies::{StoredCopy, key_order};
use baton_app::ports::StoreFault;
use futures_util::future::join;
use std::cmp::Ordering;
use std::collections::VecDeque;

/// Records read at once from one copy.
pub const PAGE: u32 = 64;

/// The records of one copy under a prefix, in key order. A copy that is absent has none.
pub struct Walk<'w, C> {
    copy: Option<&'w C>,
    prefix: &'w str,
    page: VecDeque<(String, String)>,
    last: Option<String>,
    done: bool,
}

impl<'w, C: StoredCopy> Walk<'w, C> {
    /// A walk over `copy`.
    pub fn new(copy: Option<&'w C>, prefix: &'w str) -> Self {
        Self {
            copy,
            prefix,
            page: VecDeque::new(),
            last: None,
            done: false,
        }
    }

    async fn fill(&mut self) -> Result<(), StoreFault> {
        let Some(copy) = self.copy else { return Ok(()) };
        if self.done || !self.page.is_empty() {
            return Ok(());
        }
        self.page = copy
            .page(self.prefix, self.last.as_deref(), PAGE)
            .await?
            .into();
        self.done = self.page.len() < PAGE as usize;
        self.last = self.page.back().map(|(key, _)| key.clone());
        Ok(())
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
    /// Joins what `a` and `b` hold under `prefix`.
    pub fn new(a: Option<&'w C>, b: Option<&'w C>, prefix: &'w str) -> Self {
        Self {
            a: Walk::new(a, prefix),
            b: Walk::new(b, prefix),
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
