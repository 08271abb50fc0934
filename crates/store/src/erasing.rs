//! Taking every record away, for good.

use crate::copies::{Batch, Change, StoredCopy};
use crate::meta::Meta;
use baton_app::ports::StoreFault;

/// Whether a copy says that this is under way.
pub(crate) fn is_erasing(meta: Option<Meta>) -> bool {
    meta.is_some_and(|meta| meta.erasing)
}

/// Takes every record out of both copies, of which they say this. Each says that it is under way until
/// neither has one, so that a copy which is empty already is never filled from the other again.
pub(crate) async fn erase_both<C: StoredCopy>(
    a: &C,
    b: &C,
    said_a: Option<Meta>,
    said_b: Option<Meta>,
) -> Result<Meta, StoreFault> {
    let sequence = |meta: Option<Meta>| meta.map_or(0, |meta| meta.sequence);
    let erased = Meta {
        sequence: sequence(said_a).max(sequence(said_b)) + 1,
        ..Meta::default()
    };
    let say = |meta| Batch {
        meta: Some(meta),
        ..Batch::default()
    };
    let erasing = say(Meta {
        erasing: true,
        ..erased
    });
    for copy in [a, b] {
        copy.apply(&erasing).await?;
    }
    let clear = Batch {
        changes: vec![Change::Clear],
        meta: None,
    };
    for copy in [a, b] {
        copy.apply(&clear).await?;
    }
    for copy in [a, b] {
        copy.apply(&say(erased)).await?;
    }
    Ok(erased)
}
