//! Taking every record away, for good.

use crate::copies::{Batch, Change, StoredCopy};
use crate::meta::Meta;
use baton_app::ports::StoreFault;

/// Whether a copy says that this is under way.
pub(crate) fn is_erasing(meta: Option<Meta>) -> bool {
    meta.is_some_and(|meta| meta.erasing)
}

/// Whether all that a copy holds was to be taken away by the batch `erased`. One that has later batches is
/// believed: nothing of those may be lost.
pub(crate) const fn is_out_of_date(said: Meta, erased: u64) -> bool {
    said.erased < erased && said.sequence < erased
}

/// Takes every record out of a copy that was out of reach when the other one was erased: it would bring all of
/// them back. What it says about itself from now on is told.
pub(crate) async fn erase_late<C: StoredCopy>(
    copy: &C,
    said: Option<Meta>,
    other: Option<Meta>,
) -> Result<Option<Meta>, StoreFault> {
    let erased = other.map_or(0, |other| other.erased);
    if said.is_none_or(|said| !is_out_of_date(said, erased)) {
        return Ok(said);
    }
    let meta = Some(Meta {
        erased,
        ..Meta::default()
    });
    let clear = Batch {
        changes: vec![Change::Clear],
        meta,
    };
    copy.apply(&clear).await?;
    Ok(meta)
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
    let batch = sequence(said_a).max(sequence(said_b)) + 1;
    let erased = Meta {
        sequence: batch,
        erased: batch,
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
