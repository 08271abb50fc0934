//! Taking notes, some at a time, and writing them as a file.

use crate::format::Format;
use crate::model::{Saved, Trouble};
use crate::scope::{Narrowed, Scope};
use crate::source::{Coming, Source, Which};
use crate::work::Work;
use baton_exchange::{
    CalendarWriter, Clipping, CsvWriter, Entry, FileKind, HandbookKind, HandbookWriter, JsonWriter,
    KeptFile, MailArchive, MarkdownArchive, Paths, Setting, SetupKind, Writer, clipping, file_name,
};
use baton_locale::Remembered;
use baton_notes::{NoteId, Stored, decode};
use baton_protocol::{Failure, NoteOrder, OwnReply, OwnRequest, TakenNote};
use baton_ui::text;
use baton_webext::{BrowserMessages, TemporalZones};
use js_sys::{Array, Uint8Array};
use std::collections::BTreeSet;
use web_sys::{Blob, BlobPropertyBag};

/// So many bytes are handed to the browser at once, which keeps them on the disk where they are many.
const PIECE_BYTES: usize = 2_000_000;
/// The most notes that are put on the clipboard.
const MAX_CLIPPED: usize = 500;
/// The most notes of a search that are taken.
const MAX_FOUND: u32 = 200_000;

/// A file that was written, as the browser holds it.
pub(crate) struct Written {
    /// Its content.
    pub blob: Blob,
    /// What is said about it.
    pub saved: Saved,
}

/// Writes notes as a file; JSON with this setup.
pub(crate) async fn write(
    scope: &Scope,
    format: Format,
    setup: &[(SetupKind, String)],
    work: &Work,
) -> Result<Written, Trouble> {
    let now = baton_webext::now();
    let zone = baton_webext::own_zone();
    let setting = Setting {
        now,
        zone: &zone,
        zones: &TemporalZones,
        messages: &Remembered::new(&BrowserMessages),
    };
    let mut writer: Box<dyn Writer> = match format {
        Format::Markdown => {
            let paths = places(scope, work).await?;
            Box::new(MarkdownArchive::new(paths))
        }
        Format::Json => Box::new(JsonWriter::with_setup(now, setup)),
        Format::Csv => Box::new(CsvWriter::new()),
        Format::Handbook => handbook(HandbookKind::Handbook, scope),
        Format::Handoff => handbook(HandbookKind::Handoff, scope),
        Format::Mail => Box::new(MailArchive::new()),
        Format::Calendar => Box::new(CalendarWriter::new()),
        // It is not written; see `clip`.
        Format::Clipboard => return Err(Trouble::NotSaved),
    };
    // Some are read before they are asked for, so this waits until they are.
    let mut notes = Notes::of(scope).await?;
    let mut pieces = Pieces::default();
    let (mut count, mut done, mut first) = (0_u32, 0_u64, None);
    while let Some(taken) = notes.next().await? {
        for note in taken {
            done += 1;
            work.breathe(done, notes.total.max(done)).await?;
            let Some(entry) = entry(note, format).await? else {
                continue;
            };
            if !writer.takes(&entry) {
                continue;
            }
            if count == 0 {
                first = titled(&entry.note);
            }
            count += 1;
            writer.add(&entry, &setting);
            pieces.take(writer.take(), PIECE_BYTES)?;
        }
    }
    if count == 0 && setup.is_empty() {
        return Err(Trouble::Nothing);
    }
    let front = writer.finish(&setting);
    pieces.take(writer.take(), 0)?;
    let blob = pieces.joined(&front, format.media_type())?;
    let name = match (count, &first) {
        (1, Some((title, created))) => {
            file_name(FileKind::Note { title }, *created, format.ending())
        }
        _ => file_name(FileKind::AllNotes, now, format.ending()),
    };
    Ok(Written {
        saved: Saved {
            name,
            bytes: size(&blob),
            notes: count,
            lacks_setup: false,
        },
        blob,
    })
}

/// Notes as a text to paste elsewhere.
pub(crate) async fn clip(scope: &Scope, work: &Work) -> Result<Clipping, Trouble> {
    let zone = baton_webext::own_zone();
    let setting = Setting {
        now: baton_webext::now(),
        zone: &zone,
        zones: &TemporalZones,
        messages: &BrowserMessages,
    };
    let mut notes = Notes::of(scope).await?;
    let mut entries = Vec::new();
    while let Some(taken) = notes.next().await? {
        for note in taken {
            entries.extend(entry(note, Format::Clipboard).await?);
        }
        work.at(entries.len() as u64, notes.total)?;
        if entries.len() > MAX_CLIPPED {
            return Err(Trouble::TooMany(MAX_CLIPPED));
        }
    }
    match entries.is_empty() {
        true => Err(Trouble::Nothing),
        false => Ok(clipping(&entries, &setting)),
    }
}

fn titled(note: &Stored) -> Option<(String, baton_worktime::UtcMillis)> {
    match note {
        Stored::Current(note) => Some((note.title().to_owned(), note.created)),
        Stored::Newer(_) => None,
    }
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is a whole number"
)]
fn size(blob: &Blob) -> u64 {
    blob.size() as u64
}

fn handbook(kind: HandbookKind, scope: &Scope) -> Box<dyn Writer> {
    let choice = match scope {
        Scope::Some(narrowed) => Some(chosen(narrowed)).filter(|words| !words.is_empty()),
        Scope::All | Scope::These(_) => None,
    };
    Box::new(HandbookWriter::new(kind, None, choice))
}

/// Which notes were chosen, in words.
fn chosen(narrowed: &Narrowed) -> String {
    let parts = [
        ("transfer_person", &narrowed.person),
        ("transfer_topic", &narrowed.topic),
        ("transfer_from", &narrowed.from),
        ("transfer_to", &narrowed.to),
        ("transfer_words", &narrowed.words),
    ];
    let parts = parts
        .into_iter()
        .filter(|(_, value)| !value.trim().is_empty());
    let parts: Vec<String> = parts
        .map(|(key, value)| format!("{}: {}", text(key), value.trim()))
        .collect();
    parts.join(" · ")
}

/// Where each note is to stand in an archive: notes name each other by these.
async fn places(scope: &Scope, work: &Work) -> Result<Paths, Trouble> {
    let mut paths = Paths::new();
    let mut notes = Notes::of(scope).await?;
    while let Some(taken) = notes.next().await? {
        for note in taken {
            if let Ok(note) = decode(&note.record)
                && !note.is_deleted()
            {
                paths.place(&note);
            }
        }
        work.at(0, 0)?;
    }
    Ok(paths)
}

/// A note with all that the format takes of it; `None` for one that it does not take, and for a record
/// that is no note.
async fn entry(taken: TakenNote, format: Format) -> Result<Option<Entry>, Trouble> {
    let Ok(note) = decode(&taken.record) else {
        return Ok(None);
    };
    if note.is_deleted() && !format.takes_deleted() {
        return Ok(None);
    }
    let mut files = Vec::new();
    if let (Stored::Current(note), true) = (&note, format.takes_files()) {
        for attachment in &note.attachments {
            let ask = OwnRequest::Attachment {
                id: note.id.clone(),
                sha256: attachment.sha256.clone(),
            };
            match baton_webext::ask(&ask).await {
                Ok(OwnReply::Attachment { content }) => files.push(KeptFile {
                    sha256: attachment.sha256.clone(),
                    content,
                }),
                // What is lost keeps nothing else from being taken; the note names it.
                Err(Failure::NoSuchFile) => {}
                Err(failure) => return Err(failure.into()),
                Ok(_) => return Err(Failure::Malformed.into()),
            }
        }
    }
    Ok(Some(Entry {
        earlier: taken.earlier,
        files,
        ..Entry::alone(note)
    }))
}

/// The notes of a scope, in the order of their ids.
struct Notes {
    coming: Coming,
    /// How many there are, as far as that is known.
    total: u64,
}

impl Notes {
    async fn of(scope: &Scope) -> Result<Self, Trouble> {
        let ids = match scope {
            Scope::All => None,
            Scope::Some(narrowed) => Some(found(narrowed).await?),
            Scope::These(ids) => Some(ids.clone()),
        };
        let known = ids.as_ref().map(|ids| ids.len() as u64);
        let which = ids.map_or(Which::All, |ids| {
            let sorted: BTreeSet<NoteId> = ids.into_iter().collect();
            Which::These(sorted.into_iter().collect())
        });
        let coming = Source::open().await.take(which);
        let total = match known {
            Some(total) => total,
            // The first ones are read meanwhile. Where it cannot be told, they can be taken all the same.
            None => u64::from(count().await.unwrap_or_default()),
        };
        Ok(Self { coming, total })
    }

    async fn next(&mut self) -> Result<Option<Vec<TakenNote>>, Trouble> {
        Ok(self.coming.next().await?)
    }
}

/// How many notes there are.
pub(crate) async fn count() -> Result<u32, Failure> {
    match baton_webext::ask(&OwnRequest::Health).await? {
        OwnReply::Health(health) => Ok(health.notes.unwrap_or_default()),
        _ => Err(Failure::Malformed),
    }
}

async fn found(narrowed: &Narrowed) -> Result<Vec<NoteId>, Failure> {
    let ask = OwnRequest::Ids {
        filter: narrowed.query(),
        order: NoteOrder::Oldest,
        offset: 0,
        limit: MAX_FOUND,
    };
    match baton_webext::ask(&ask).await? {
        OwnReply::Ids(ids) => Ok(ids),
        _ => Err(Failure::Malformed),
    }
}

/// Bytes on their way into a file.
#[derive(Default)]
struct Pieces {
    bytes: Vec<u8>,
    blobs: Array,
}

impl Pieces {
    /// Adds bytes; once there are so many, hands them to the browser.
    fn take(&mut self, mut bytes: Vec<u8>, so_many: usize) -> Result<(), Trouble> {
        self.bytes.append(&mut bytes);
        if self.bytes.len() > so_many {
            let blob = blob_of(&self.bytes)?;
            self.blobs.push(&blob);
            self.bytes.clear();
        }
        Ok(())
    }

    fn joined(self, front: &[u8], media_type: &str) -> Result<Blob, Trouble> {
        if !front.is_empty() {
            self.blobs.unshift(&blob_of(front)?.into());
        }
        let kind = BlobPropertyBag::new();
        kind.set_type(media_type);
        Blob::new_with_blob_sequence_and_options(&self.blobs, &kind).map_err(|_| Trouble::NotSaved)
    }
}

fn blob_of(bytes: &[u8]) -> Result<Blob, Trouble> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence(&parts).map_err(|_| Trouble::NotSaved)
}
