//! What a note of a file would change in what stands.

use super::refusal::Reason;
use crate::entry::Entry;
use baton_notes::{
    Attachment, MAX_ATTACHMENTS, MAX_COMMENTS, MAX_LINKS, Note, Stored, Versions, Written, decode,
    encode,
};
use baton_worktime::UtcMillis;

/// What stands under a note's id.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The note's record.
    pub record: &'a str,
    /// The record of the texts kept beside it.
    pub earlier: Option<&'a str>,
}

/// What is to become of notes that were deleted here after the file was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Deleted {
    /// They stay deleted.
    #[default]
    Stay,
    /// They come back as they stood when they were deleted, which is later than the file.
    ComeBack,
}

/// What becomes of a note of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fate {
    /// There was none with its id.
    New,
    /// It changes the one that stands, or what is kept beside it.
    Changed,
    /// It stands here already.
    Same,
    /// The one that stands was written later, and stays.
    Older,
    /// It was deleted here since, and stays so; see [`Deleted`].
    Deleted,
}

/// What a note of a file would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// What becomes of it.
    pub fate: Fate,
    /// The revision of what stands; `None` where nothing does. 0 for a note of a newer schema.
    pub over: Option<u64>,
    /// The note's record and that of the texts beside it, as they would stand.
    pub then: Option<(String, Option<String>)>,
}

/// What a note of a file would change, at the moment `now`.
///
/// By id and revision: the later one stands, by the moment it was last written where both have the same
/// revision. A text that gives way is kept beside the note, so nothing that somebody wrote is lost.
///
/// A note that was deleted here has a later revision than the file it stands in; `deleted` says whether that
/// holds.
///
/// # Errors
/// [`Reason`] where the two cannot be compared: what stands cannot be read, or one is of a newer schema.
pub fn plan(
    entry: &Entry,
    standing: Option<Standing>,
    deleted: Deleted,
    now: UtcMillis,
) -> Result<Plan, Reason> {
    let record = entry.note.to_record();
    let Some(standing) = standing else {
        return Ok(Plan {
            fate: Fate::New,
            over: None,
            then: Some((record, entry.earlier.clone())),
        });
    };
    let stands = decode(standing.record).map_err(Reason::NotANote)?;
    let (theirs, mine) = match (&entry.note, &stands) {
        (Stored::Current(theirs), Stored::Current(mine)) => (theirs, mine),
        _ if record == standing.record => {
            return Ok(Plan {
                fate: Fate::Same,
                over: Some(0),
                then: None,
            });
        }
        (Stored::Newer(newer), _) | (_, Stored::Newer(newer)) => {
            return Err(Reason::Newer {
                version: newer.schema,
            });
        }
    };
    let mut versions = read(standing.earlier)?;
    let before = versions.clone();
    versions.join(read(entry.earlier.as_deref())?);
    let over = Some(mine.revision);
    let is_later = (theirs.revision, theirs.updated) > (mine.revision, mine.updated);
    let is_same = record == standing.record;
    let is_gone = mine.deleted.is_some() && theirs.deleted.is_none() && !is_later;
    if is_gone && deleted == Deleted::Stay {
        return Ok(Plan {
            fate: Fate::Deleted,
            over,
            then: None,
        });
    }
    let mut note = mine.clone();
    let is_restored = is_gone && note.restore(now);
    if !is_same && is_later {
        note = theirs.clone();
        note.revision = theirs.revision.max(mine.revision + 1);
        keep(&mut versions, mine, &note, now);
    } else if !is_same && (theirs.revision == mine.revision || theirs.written > mine.written) {
        // Both were written on from the same text.
        keep(&mut versions, theirs, mine, now);
    }
    let other = if is_later { mine } else { theirs };
    let mut is_joined = !is_same && join_comments(&mut note, other);
    // One that was changed less often may lack what was taken away since.
    if is_later || (!is_same && theirs.revision == mine.revision) {
        is_joined |= join_beside(&mut note, other);
    }
    if is_joined && !is_later {
        note.revision = mine.revision + 1;
    }
    let is_changed = versions != before;
    if !is_changed && !is_joined && !is_restored && (is_same || !is_later) {
        let fate = if is_same { Fate::Same } else { Fate::Older };
        return Ok(Plan {
            fate,
            over,
            then: None,
        });
    }
    note.check().map_err(Reason::Unsound)?;
    let earlier = match is_changed {
        true => Some(versions.encode()),
        false => None,
    };
    Ok(Plan {
        fate: Fate::Changed,
        over,
        then: Some((encode(&note), earlier)),
    })
}

/// What was said about either is kept, as far as a note has room. Says whether that changed it.
fn join_comments(note: &mut Note, other: &Note) -> bool {
    let before = note.comments.len();
    for comment in &other.comments {
        if note.comments.len() < MAX_COMMENTS && !note.comments.contains(comment) {
            note.comments.push(comment.clone());
        }
    }
    note.comments.sort_by_key(|comment| comment.at);
    note.comments.len() > before
}

/// Files and links that either has are not taken away by one that does not know of them. Says whether that
/// changed it.
fn join_beside(note: &mut Note, other: &Note) -> bool {
    let before = (note.attachments.len(), note.links.len());
    for file in &other.attachments {
        let is_there = |known: &Attachment| known.sha256 == file.sha256;
        if note.attachments.len() < MAX_ATTACHMENTS && !note.attachments.iter().any(is_there) {
            note.attachments.push(file.clone());
        }
    }
    for link in &other.links {
        if note.links.len() < MAX_LINKS && !note.links.contains(link) {
            note.links.push(link.clone());
        }
    }
    (note.attachments.len(), note.links.len()) > before
}

fn read(record: Option<&str>) -> Result<Versions, Reason> {
    match record {
        None => Ok(Versions::default()),
        Some(record) => {
            Versions::decode(record).map_err(|fault| Reason::NotReadable(fault.to_string()))
        }
    }
}

/// Keeps the text of a note that gives way, where it is another.
fn keep(versions: &mut Versions, gives_way: &Note, stays: &Note, now: UtcMillis) {
    let text: Written = gives_way.text();
    if text != stays.text() && versions.0.iter().all(|version| version.text != text) {
        versions.diverged(text, now);
    }
}
