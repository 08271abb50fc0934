//! What a note of a file would change in what stands.

use super::refusal::Reason;
use crate::entry::Entry;
use baton_notes::{
    Attachment, Comment, MAX_ATTACHMENTS, MAX_COMMENTS, MAX_DELIVERIES, MAX_LINKS, Note, Stored,
    Versions, Written, decode, encode,
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
/// By id and revision: the later one stands, by the moment it was last changed where both have the same
/// revision. A text that gives way is kept beside the note, so nothing that somebody wrote is lost.
///
/// Where the note was changed in Baton as well as in the file, what was changed in the file is done to the note
/// as it stands: see [`Entry::edit`].
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
    let edit = entry.edit.as_ref();
    let edit = edit.filter(|_| mine.revision >= theirs.revision);
    // A note of a file without dates has an id made of the content alone, with a time of 0. Its moments are only
    // the file's own, so that a difference in them is no change.
    let is_undated = theirs.id.made() == UtcMillis(0) && (theirs.revision, mine.revision) == (1, 1);
    let is_same = is_undated || record == standing.record;
    let is_later = !is_same
        && edit.is_none()
        && (theirs.revision, theirs.updated) > (mine.revision, mine.updated);
    let is_gone = mine.deleted.is_some() && theirs.deleted.is_none() && !is_later;
    if is_gone && deleted == Deleted::Stay {
        return Ok(Plan {
            fate: Fate::Deleted,
            over,
            then: None,
        });
    }
    // Both were changed from the same state on.
    let is_forked = edit.is_none() && !is_same && theirs.revision == mine.revision;
    let mut note = mine.clone();
    let is_restored = is_gone && note.restore(now);
    if is_later {
        note = theirs.clone();
        note.revision = theirs.revision.max(mine.revision + 1);
        keep(&mut versions, mine, &note, now);
    } else if is_forked || (!is_same && theirs.written > mine.written) {
        keep(&mut versions, theirs, mine, now);
    }
    let other = if is_later { mine } else { theirs };
    // A file that is read again is as old as it is then, so its comment is known by what it says.
    let is_known = |known: &Comment, other: &Comment| match edit {
        Some(_) => known.text == other.text && known.by == other.by,
        None => known == other,
    };
    let mut is_joined = !is_same && join_comments(&mut note, other, is_known);
    // One that was changed less often may lack what was taken away since.
    if is_later || is_forked {
        is_joined |= join_beside(&mut note, other);
    }
    if edit.is_some_and(|edit| edit.apply(&mut note, theirs.updated))
        || (edit.is_some() && is_joined)
    {
        note.updated = note.updated.max(theirs.updated);
        is_joined = true;
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
fn join_comments(
    note: &mut Note,
    other: &Note,
    is_known: impl Fn(&Comment, &Comment) -> bool,
) -> bool {
    let before = note.comments.len();
    for comment in &other.comments {
        let mut known = note.comments.iter();
        if note.comments.len() < MAX_COMMENTS && !known.any(|known| is_known(known, comment)) {
            note.comments.push(comment.clone());
        }
    }
    note.comments.sort_by_key(|comment| comment.at);
    note.comments.len() > before
}

/// Files and links that either has, and to whom either was handed, are not taken away by one that does not know
/// of them. Says whether that changed it.
fn join_beside(note: &mut Note, other: &Note) -> bool {
    let count = |note: &Note| {
        (
            note.attachments.len(),
            note.links.len(),
            note.deliveries.len(),
        )
    };
    let before = count(note);
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
    for delivery in &other.deliveries {
        if note.deliveries.len() < MAX_DELIVERIES && !note.deliveries.contains(delivery) {
            note.deliveries.push(delivery.clone());
        }
    }
    note.deliveries.sort_by_key(|delivery| delivery.at);
    count(note) > before
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
