//! A file that Baton wrote, and that may have been changed elsewhere.

use super::tags;
use super::yaml::{Value, fields};
use super::{FromMarkdown, MarkdownOrigin};
use crate::entry::{Edit, Entry, NamesEdit};
use crate::head::parts;
use crate::import::refusal::Reason;
use crate::trailer::{Hashes, Held, VERSION, is_hash};
use baton_notes::{
    Comment, MAX_ATTACHMENTS, MAX_VERSIONS, Note, Stored, Versions, VersionsFault, decode,
};
use baton_worktime::UtcMillis;
use std::collections::BTreeSet;

pub(super) fn read(visible: &str, held: &str, now: UtcMillis) -> Result<FromMarkdown, Reason> {
    let unreadable = |error: serde_json::Error| Reason::NotReadable(error.to_string());
    let held: serde_json::Value = serde_json::from_str(held).map_err(unreadable)?;
    let version: u32 = baton_json::field(&held, "version").map_err(unreadable)?;
    if version > VERSION {
        return Err(Reason::Newer { version });
    }
    let held: Held = baton_json::from_value(&held).map_err(unreadable)?;
    let mut note = decode(&held.note).map_err(Reason::NotANote)?;
    if let Some(earlier) = &held.earlier {
        match Versions::decode(earlier) {
            Ok(versions) if !versions.are_few() => {
                return Err(Reason::TooMany { most: MAX_VERSIONS });
            }
            Ok(_) | Err(VersionsFault::Newer) => {}
            Err(_) => return Err(Reason::Astray),
        }
    }
    let (written, found) = (held.hashes(), Hashes::of(visible));
    let edit = match &mut note {
        Stored::Current(note) => {
            note.check().map_err(Reason::Unsound)?;
            let edit = take_over(note, visible, &written, &found, now);
            if edit.is_some() {
                note.check().map_err(Reason::Unsound)?;
            }
            edit
        }
        // A note of a newer schema is never rewritten, so what was changed has no place.
        Stored::Newer(newer) if written != found => {
            return Err(Reason::Newer {
                version: newer.schema,
            });
        }
        Stored::Newer(_) => None,
    };
    let files = files(&note, held.files)?;
    Ok(FromMarkdown {
        origin: match edit {
            Some(_) => MarkdownOrigin::Edited,
            None => MarkdownOrigin::Own,
        },
        entry: Entry {
            earlier: held.earlier,
            edit,
            ..Entry::alone(note)
        },
        files,
    })
}

/// The files that the note has; of a note of a newer schema it cannot be told which.
fn files(note: &Stored, named: Vec<String>) -> Result<Vec<String>, Reason> {
    if named.len() > MAX_ATTACHMENTS {
        return Err(Reason::TooMany {
            most: MAX_ATTACHMENTS,
        });
    }
    let has = |sha256: &String| match note {
        Stored::Current(note) => note.attachments.iter().any(|file| file.sha256 == *sha256),
        Stored::Newer(_) => is_hash(sha256),
    };
    // Each once: a file that is named a hundred times is unpacked once.
    let named: BTreeSet<String> = named.into_iter().filter(has).collect();
    Ok(named.into_iter().collect())
}

/// Takes over what was changed elsewhere, if anything was.
fn take_over(
    note: &mut Note,
    visible: &str,
    written: &Hashes,
    found: &Hashes,
    now: UtcMillis,
) -> Option<Edit> {
    let parts = parts(visible);
    let mut edit = Edit::default();
    if let Some(head) = parts.head
        && written.head != found.head
    {
        edit.tags = changed(&note.tags, named(head, "tags"));
        edit.people = changed(&note.people, named(head, "people"));
        for (names, edit) in [
            (&mut note.tags, &edit.tags),
            (&mut note.people, &edit.people),
        ] {
            if let Some(edit) = edit {
                names.clone_from(&edit.is);
            }
        }
    }
    let body = parts.body.trim();
    let is_rewritten = written.body != found.body && !body.is_empty();
    let is_changed = is_rewritten || edit != Edit::default();
    if is_changed {
        note.revision = note.revision.saturating_add(1);
        note.updated = note.updated.max(now);
    }
    if is_rewritten {
        let last = note.comments.last().map(|comment| comment.at);
        note.comments.push(Comment {
            at: last.map_or(note.updated, |last| last.max(note.updated)),
            text: body.to_owned(),
            by: None,
            score: None,
        });
    }
    is_changed.then_some(edit)
}

/// The names a key lists; none where the key is not there. `None` where they cannot be read.
fn named(head: &str, key: &str) -> Option<Vec<String>> {
    let Some(field) = fields(head).into_iter().find(|field| field.key == key) else {
        return Some(Vec::new());
    };
    match field.value? {
        Value::List(names) => Some(names),
        Value::Text(text) if key == "tags" => Some(tags::words(&text)),
        Value::Text(text) => Some(tags::names(&text)),
    }
}

/// As in the list of a note: each once, none blank, without white space around. Names that are as
/// they were stay to the letter.
fn changed(kept: &[String], named: Option<Vec<String>>) -> Option<NamesEdit> {
    let named = named.filter(|named| named != kept)?;
    NamesEdit::new(kept, tags::each_once(named))
}
