//! A part of an import: what it must be to be kept, and what it becomes in the store.

use crate::relations::{MAX_LINKING, attachment_key, linked_key};
use crate::shelf::{draft_key, is_open_draft, note_key};
use crate::versions::versions_key;
use baton_notes::{Attachment, Note, NoteId, Stored, Versions, VersionsFault, Written, decode};
use baton_protocol::{Failure, MAX_PART_NOTES, Staged};
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;

/// What stands under some keys, and then what is to stand there.
type Standing = BTreeMap<String, Option<String>>;

/// The keys of the records that a part touches: what stands there is needed to bring it in.
///
/// # Errors
/// [`Failure::Malformed`] for what may not be kept: no notes, notes beyond a limit, texts that cannot be
/// read, files that are not what their hash says.
pub(super) fn keys(entries: &str) -> Result<Vec<String>, Failure> {
    let mut keys = Vec::new();
    for entry in read(entries)? {
        match entry {
            Sound::Note(entry) => {
                keys.push(note_key(entry.note.id()));
                keys.push(versions_key(entry.note.id()));
                if let Stored::Current(note) = &entry.note {
                    keys.extend(note.links.iter().map(|link| linked_key(&link.note)));
                    keys.extend(draft_key(&note.source.target));
                }
            }
            Sound::File { key, .. } => keys.push(key),
        }
    }
    keys.sort_unstable();
    keys.dedup();
    Ok(keys)
}

/// The records to write, given what stands under the part's [`keys`].
pub(super) fn bring(
    entries: &str,
    standing: Vec<(String, Option<String>)>,
    now: UtcMillis,
) -> Result<Vec<(String, String)>, Failure> {
    let before: Standing = standing.into_iter().collect();
    let mut after = before.clone();
    for entry in read(entries)? {
        match entry {
            Sound::Note(entry) => entry.bring(&mut after, now),
            Sound::File { key, content } => {
                after.insert(key, Some(content));
            }
        }
    }
    let is_new = |(key, record): &(String, Option<String>)| before.get(key) != Some(record);
    let changed = after.into_iter().filter(is_new);
    Ok(changed
        .filter_map(|(key, record)| Some((key, record?)))
        .collect())
}

/// Something of an import that may be kept.
enum Sound {
    Note(Box<Entry>),
    File { key: String, content: String },
}

struct Entry {
    over: Option<u64>,
    note: Stored,
    earlier: Option<String>,
}

fn read(entries: &str) -> Result<Vec<Sound>, Failure> {
    let entries: Vec<Staged> = baton_json::from_str(entries).map_err(|_| Failure::Malformed)?;
    if entries.len() > MAX_PART_NOTES {
        return Err(Failure::Malformed);
    }
    entries.into_iter().map(sound).collect()
}

fn sound(staged: Staged) -> Result<Sound, Failure> {
    match staged {
        Staged::Note {
            over,
            record,
            earlier,
        } => {
            let note = decode(&record).map_err(|_| Failure::Malformed)?;
            if let Stored::Current(note) = &note {
                note.check().map_err(|_| Failure::Malformed)?;
            }
            let is_kept = |texts: &String| match Versions::decode(texts) {
                Ok(versions) => versions.are_few(),
                Err(fault) => fault == VersionsFault::Newer,
            };
            if !earlier.as_ref().is_none_or(is_kept) {
                return Err(Failure::Malformed);
            }
            Ok(Sound::Note(Box::new(Entry {
                over,
                note,
                earlier,
            })))
        }
        Staged::File { sha256, content } => {
            let file = Attachment::of("file", "", &content).map_err(|_| Failure::Malformed)?;
            match file.sha256 == sha256 {
                true => Ok(Sound::File {
                    key: attachment_key(&sha256),
                    content,
                }),
                false => Err(Failure::Malformed),
            }
        }
    }
}

impl Entry {
    fn bring(self, records: &mut Standing, now: UtcMillis) {
        let key = note_key(self.note.id());
        let standing = records.get(&key).cloned().flatten();
        let record = self.note.to_record();
        if standing.as_ref() == Some(&record) {
            self.keep_earlier(records);
            return;
        }
        if revision(standing.as_deref()) != self.over {
            // Changed since the import was looked at: what was written last stays.
            self.keep_beside(records, now);
            return;
        }
        records.insert(key, Some(record));
        if let Stored::Current(note) = &self.note {
            point_to(note, records);
        }
        self.keep_earlier(records);
    }

    fn keep_earlier(&self, records: &mut Standing) {
        let Some(earlier) = &self.earlier else {
            return;
        };
        let stands = records.entry(versions_key(self.note.id())).or_default();
        // What was kept since the import was looked at stays, too.
        let joined = match (
            stands.as_deref().map(Versions::decode),
            Versions::decode(earlier),
        ) {
            (Some(Ok(mut versions)), Ok(others)) => {
                versions.join(others);
                versions.encode()
            }
            _ => earlier.clone(),
        };
        *stands = Some(joined);
    }

    fn keep_beside(self, records: &mut Standing, now: UtcMillis) {
        let Stored::Current(note) = &self.note else {
            return;
        };
        let key = versions_key(&note.id);
        let stands = records.get(&key).cloned().flatten();
        let versions = stands.as_deref().map(Versions::decode);
        let Ok(mut versions) = versions.unwrap_or_else(|| Ok(Versions::default())) else {
            return;
        };
        let before = versions.clone();
        if let Some(Ok(earlier)) = self.earlier.as_deref().map(Versions::decode) {
            versions.join(earlier);
        }
        if note.text() != Written::default() {
            versions.diverged(note.text(), now);
        }
        if versions != before {
            records.insert(key, Some(versions.encode()));
        }
    }
}

/// The revision of a stored note; 0 for one of a newer schema, whose revision cannot be read.
fn revision(record: Option<&str>) -> Option<u64> {
    Some(match decode(record?) {
        Ok(Stored::Current(note)) => note.revision,
        _ => 0,
    })
}

/// What points to a note: from its booking page, and from the notes it is linked to.
fn point_to(note: &Note, records: &mut Standing) {
    for link in &note.links {
        let list = records.entry(linked_key(&link.note)).or_default();
        let mut ids: Vec<NoteId> = list
            .as_deref()
            .and_then(|list| baton_json::from_str(list).ok())
            .unwrap_or_default();
        if !ids.contains(&note.id) {
            ids.push(note.id.clone());
            let excess = ids.len().saturating_sub(MAX_LINKING);
            ids.drain(..excess);
            *list = serde_json::to_string(&ids).ok();
        }
    }
    let Some(key) = draft_key(&note.source.target).filter(|_| note.deleted.is_none()) else {
        return;
    };
    let pointer = records.entry(key).or_default();
    let stands = pointer.as_deref().unwrap_or_default();
    if is_open_draft(note) || stands < note.id.as_str() {
        *pointer = Some(note.id.to_string());
    }
}
