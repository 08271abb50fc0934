//! Reading an exported JSON file back, while it comes.

use super::MAX_IMPORT_NOTES;
use super::refusal::{Place, Reason, Refusal};
use super::scan::{Piece, Scanner};
use crate::entry::{Entry, KeptFile};
use crate::json::{FORMAT, MAX_SETUP_BYTES, SetupKind, VERSION};
use baton_notes::{Attachment, MAX_VERSIONS, NoteId, Stored, Versions, VersionsFault, decode};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// Something that a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A note; its files are items of their own.
    Note(Box<Entry>),
    /// A file that notes behind it have.
    File(KeptFile),
    /// What the person had set up, as it was written. It is not looked into.
    Setup(SetupKind, String),
}

/// An item, or why it is none.
pub type Read = Result<Item, Refusal>;

/// Reads a file of notes: bytes in, items out.
///
/// What is wrong with one entry refuses that entry; what is wrong with the file refuses all of it, also
/// what was read before.
///
/// ```
/// use baton_exchange::JsonReader;
///
/// let mut reader = JsonReader::new();
/// let items = reader.read(br#"{"format":"baton-notes","version":2,"entries":["#)?;
/// assert!(items.is_empty());
/// assert!(reader.read(b"]}")?.is_empty());
/// assert!(reader.finish()?.is_empty());
/// # Ok::<(), baton_exchange::Refusal>(())
/// ```
#[derive(Debug)]
pub struct JsonReader {
    scanner: Scanner,
    parts: Parts,
}

#[derive(Debug, Default)]
struct Parts {
    format: Option<String>,
    version: Option<u32>,
    list: List,
    seen_entries: bool,
    /// The place in the list.
    place: usize,
    known: BTreeSet<NoteId>,
    setup: BTreeSet<SetupKind>,
    /// Of version 1: notes, until the texts beside them came.
    held: Vec<Entry>,
    earlier: BTreeMap<NoteId, String>,
    items: Vec<Read>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum List {
    #[default]
    Unknown,
    Entries,
    Notes,
    Earlier,
    Setup(SetupKind),
}

#[derive(Deserialize)]
struct RawEntry<'a> {
    #[serde(borrow, default)]
    note: Option<&'a RawValue>,
    #[serde(borrow, default)]
    earlier: Option<&'a RawValue>,
    #[serde(default)]
    file: Option<RawFile>,
}

#[derive(Deserialize)]
struct RawFile {
    sha256: String,
    content: String,
}

#[derive(Deserialize)]
struct RawEarlier<'a> {
    note: NoteId,
    #[serde(borrow)]
    texts: &'a RawValue,
}

impl Default for JsonReader {
    fn default() -> Self {
        Self::new()
    }
}

impl JsonReader {
    /// A reader at the beginning of a file.
    #[must_use]
    pub fn new() -> Self {
        Self {
            scanner: Scanner::new(),
            parts: Parts::default(),
        }
    }

    /// Reads on. Gives what ended in these bytes.
    ///
    /// # Errors
    /// Why nothing of the file is imported.
    pub fn read(&mut self, bytes: &[u8]) -> Result<Vec<Read>, Refusal> {
        let parts = &mut self.parts;
        self.scanner
            .read(bytes, |piece| parts.take(piece))
            .map_err(|reason| reason.at(Place::Whole))?;
        Ok(std::mem::take(&mut parts.items))
    }

    /// The file is over. Gives what was held back.
    ///
    /// # Errors
    /// Why nothing of the file is imported.
    pub fn finish(mut self) -> Result<Vec<Read>, Refusal> {
        let whole = |reason: Reason| reason.at(Place::Whole);
        self.scanner.finish().map_err(whole)?;
        self.parts.check_head().map_err(whole)?;
        if self.parts.format.is_none() || self.parts.version.is_none() || !self.parts.seen_entries {
            let why = "it is not an export of notes".to_owned();
            return Err(whole(Reason::NotReadable(why)));
        }
        for mut entry in self.parts.held {
            entry.earlier = self.parts.earlier.remove(entry.note.id());
            self.parts.items.push(Ok(Item::Note(Box::new(entry))));
        }
        if !self.parts.earlier.is_empty() {
            let astray = Reason::Astray.at(Place::Whole);
            self.parts.items.push(Err(astray));
        }
        Ok(self.parts.items)
    }
}

impl Parts {
    /// An error refuses the whole file.
    fn take(&mut self, piece: Piece) -> Result<(), Reason> {
        match piece {
            Piece::Member { key, value } => {
                let no_export = || Reason::NotReadable("it is not an export of notes".to_owned());
                let wrong = |_| no_export();
                match key.as_str() {
                    "format" => {
                        self.format = Some(serde_json::from_str(&value).map_err(wrong)?);
                    }
                    "version" => {
                        self.version = Some(serde_json::from_str(&value).map_err(wrong)?);
                    }
                    "entries" | "notes" => return Err(no_export()),
                    _ => {}
                }
                self.check_head()
            }
            Piece::List { key } => {
                self.place = 0;
                self.list = match key.as_str() {
                    "entries" => List::Entries,
                    "notes" => List::Notes,
                    "earlier" => List::Earlier,
                    key => {
                        let mut kinds = SetupKind::ALL.into_iter();
                        let kind = kinds.find(|kind| kind.member() == key);
                        kind.map_or(List::Unknown, List::Setup)
                    }
                };
                self.seen_entries |= matches!(self.list, List::Entries | List::Notes);
                Ok(())
            }
            Piece::Value(text) => {
                self.place += 1;
                if self.place > MAX_IMPORT_NOTES * 2 || self.known.len() > MAX_IMPORT_NOTES {
                    return Err(Reason::TooMany {
                        most: MAX_IMPORT_NOTES,
                    });
                }
                if let Err(reason) = self.value(&text) {
                    self.items.push(Err(reason.at(Place::Item(self.place))));
                }
                Ok(())
            }
        }
    }

    fn check_head(&self) -> Result<(), Reason> {
        if self
            .format
            .as_deref()
            .is_some_and(|format| format != FORMAT)
        {
            let why = "it names another format".to_owned();
            return Err(Reason::NotReadable(why));
        }
        match self.version {
            Some(version) if version > VERSION => Err(Reason::Newer { version }),
            _ => Ok(()),
        }
    }

    /// An error refuses the value.
    fn value(&mut self, text: &str) -> Result<(), Reason> {
        let unreadable = |error: serde_json::Error| Reason::NotReadable(error.to_string());
        match self.list {
            List::Unknown => {}
            List::Setup(kind) => {
                let (bytes, most) = (text.len() as u64, MAX_SETUP_BYTES as u64);
                if bytes > most {
                    return Err(Reason::TooLarge { bytes, most });
                }
                if !self.setup.insert(kind) {
                    let why = format!("a second {:?}", kind.member());
                    return Err(Reason::NotReadable(why));
                }
                self.items.push(Ok(Item::Setup(kind, text.to_owned())));
            }
            List::Notes => {
                let note = self.note(text)?;
                self.held.push(Entry::alone(note));
            }
            List::Earlier => {
                let kept: RawEarlier = serde_json::from_str(text).map_err(unreadable)?;
                let texts = sound_texts(kept.texts)?;
                if self.earlier.insert(kept.note, texts).is_some() {
                    return Err(Reason::Astray);
                }
            }
            List::Entries => {
                let entry: RawEntry = serde_json::from_str(text).map_err(unreadable)?;
                let item = match (entry.note, entry.file) {
                    (Some(note), None) => {
                        let earlier = entry.earlier.map(sound_texts).transpose()?;
                        let note = self.note(note.get())?;
                        Item::Note(Box::new(Entry {
                            earlier,
                            ..Entry::alone(note)
                        }))
                    }
                    (None, Some(RawFile { sha256, content })) => {
                        let file = KeptFile { sha256, content };
                        Item::File(sound_file(file)?)
                    }
                    _ => {
                        let why = "neither a note nor a file".to_owned();
                        return Err(Reason::NotReadable(why));
                    }
                };
                self.items.push(Ok(item));
            }
        }
        Ok(())
    }

    fn note(&mut self, record: &str) -> Result<Stored, Reason> {
        let note = decode(record).map_err(Reason::NotANote)?;
        if let Stored::Current(note) = &note {
            note.check().map_err(Reason::Unsound)?;
        }
        match self.known.insert(note.id().clone()) {
            true => Ok(note),
            false => Err(Reason::Duplicate(note.id().clone())),
        }
    }
}

/// The record of texts kept beside a note, if it is one.
fn sound_texts(texts: &RawValue) -> Result<String, Reason> {
    let texts = texts.get();
    match Versions::decode(texts) {
        Ok(versions) if !versions.are_few() => Err(Reason::TooMany { most: MAX_VERSIONS }),
        Ok(_) | Err(VersionsFault::Newer) => Ok(texts.to_owned()),
        Err(VersionsFault::Damaged(_)) => Err(Reason::Astray),
    }
}

/// A file whose bytes are what its hash says.
pub(super) fn sound_file(file: KeptFile) -> Result<KeptFile, Reason> {
    match Attachment::of("file", "", &file.content) {
        Ok(read) if read.sha256 == file.sha256 => Ok(file),
        _ => Err(Reason::Astray),
    }
}
