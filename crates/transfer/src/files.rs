//! What was given to be imported: files, a folder, or a pasted text; read a piece at a time.

use crate::letters::Letters;
use crate::model::Trouble;
use crate::staging::Staging;
use crate::table::{ReadAs, Table};
use crate::work::Work;
use baton_exchange::{
    ArchiveReader, CsvField, CsvTable, FORMAT, JsonReader, MAX_ARCHIVE_BYTES, MAX_IMPORT_BYTES,
    MAX_MARKDOWN_BYTES, Place, Read, Reason, Refusal, Setting, is_beside_notes, kept_digits,
    kept_file, read_markdown,
};
use baton_webext::{BrowserMessages, TemporalZones};
use baton_worktime::{UtcMillis, ZoneName};
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File, TextDecoder, TextDecoderOptions};

/// Bytes that are read at once.
const PIECE_BYTES: f64 = 1_000_000.0;
/// So many digits of its hash begin a file's name beside a note.
const NAMED_BY: usize = 16;
/// The most files that are taken at once.
pub(crate) const MAX_FILES: u32 = 200_000;

/// Something that was given.
#[derive(Clone)]
pub(crate) struct Given {
    /// Its name, with the folders it lies in.
    pub name: String,
    blob: Blob,
    /// Whether it is a text that was pasted.
    is_pasted: bool,
    /// When the file was changed last; of a text, when it was pasted.
    at: UtcMillis,
}

impl Given {
    /// A file.
    pub(crate) fn file(file: File) -> Self {
        let path = Reflect::get(&file, &JsValue::from_str("webkitRelativePath"));
        let path = path.ok().and_then(|path| path.as_string());
        let path = path.filter(|path| !path.is_empty());
        Self::in_folder(&path.unwrap_or_else(|| file.name()), file)
    }

    /// A file that lies in a folder: `name` says in which.
    pub(crate) fn in_folder(name: &str, file: File) -> Self {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "milliseconds are whole numbers"
        )]
        let at = UtcMillis(file.last_modified() as i64);
        Self {
            name: name.to_owned(),
            at,
            is_pasted: false,
            blob: file.into(),
        }
    }

    /// A text that was pasted; `name` is what it is called.
    pub(crate) fn text(name: String, text: &str) -> Option<Self> {
        let parts = js_sys::Array::of1(&JsValue::from_str(text));
        Some(Self {
            name,
            blob: Blob::new_with_str_sequence(&parts).ok()?,
            is_pasted: true,
            at: baton_webext::now(),
        })
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a size is a whole number"
    )]
    fn size(&self) -> u64 {
        self.blob.size() as u64
    }

    async fn piece(&self, from: f64, to: f64) -> Result<Vec<u8>, Trouble> {
        let unreadable = || Trouble::Unreadable(self.name.clone());
        let piece = self.blob.slice_with_f64_and_f64(from, to);
        let piece = piece.map_err(|_| unreadable())?;
        let read = JsFuture::from(piece.array_buffer()).await;
        let buffer: ArrayBuffer = read.map_err(|_| unreadable())?.unchecked_into();
        Ok(Uint8Array::new(&buffer).to_vec())
    }

    /// All of it, unless it has more bytes than `most`.
    async fn whole(&self, most: usize) -> Result<Vec<u8>, Trouble> {
        let most = most as u64;
        let bytes = self.size();
        if bytes > most {
            return Err(Trouble::refused(
                &self.name,
                Reason::TooLarge { bytes, most },
            ));
        }
        self.piece(0.0, self.blob.size()).await
    }

    /// What it is. Where it is not the only one, JSON must say that it is an export of notes.
    async fn kind(&self, is_one: bool) -> Result<Kind, Trouble> {
        let start = self.piece(0.0, 1_024.0).await?;
        let name = self.name.to_lowercase();
        let text = start.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&start);
        let first = text.iter().find(|byte| !byte.is_ascii_whitespace());
        Ok(match first {
            // Many programs' files are archives inside.
            _ if start.starts_with(b"PK\x03\x04") && (is_one || name.ends_with(".zip")) => {
                Kind::Archive
            }
            _ if name.ends_with(".csv") || name.ends_with(".tsv") => Kind::Table,
            _ if [".md", ".markdown", ".txt"]
                .iter()
                .any(|end| name.ends_with(end)) =>
            {
                Kind::Markdown
            }
            Some(b'{') if is_one || has(&start, FORMAT.as_bytes()) => Kind::Json,
            _ if self.is_pasted => Kind::Markdown,
            _ => Kind::Unknown,
        })
    }
}

/// How many bytes of a file are done when so many of its notes are.
fn share(bytes: u64, done: usize, of: usize) -> u64 {
    bytes
        .saturating_mul(done as u64)
        .checked_div(of as u64)
        .unwrap_or(bytes)
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Json,
    Table,
    Archive,
    Markdown,
    Unknown,
}

/// What came of looking at what was given.
pub(crate) enum Seen {
    /// Everything is staged.
    All,
    /// A table whose columns are to be named first.
    Table(Box<Table>),
}

/// What was given, by the digits of the hash that its name begins with where it is kept with a note.
type Kept<'a> = BTreeMap<String, Vec<&'a Given>>;

/// Reads everything that was given into an import. `read_as` says how a table is read.
pub(crate) async fn read(
    given: &[Given],
    read_as: &ReadAs,
    staging: &mut Staging,
    work: &Work,
) -> Result<Seen, Trouble> {
    let of = given.iter().map(Given::size).sum();
    let is_one = given.len() == 1;
    let mut kept = Kept::new();
    for one in given {
        if let Some(digits) = kept_digits(&one.name) {
            kept.entry(digits).or_default().push(one);
        }
    }
    let mut done = 0;
    for one in given {
        work.at(done, of)?;
        // It comes with its note.
        if !is_one && kept_digits(&one.name).is_some() {
            done += one.size();
            continue;
        }
        // A folder holds much that is none of ours.
        let kind = match !is_one && is_beside_notes(&one.name) {
            true => Ok(Kind::Unknown),
            false => one.kind(is_one).await,
        };
        let kind = match kind {
            Err(Trouble::Unreadable(name)) if !is_one => {
                let why = "the browser cannot read it".to_owned();
                let refusal = Reason::NotReadable(why).at(Place::Whole);
                staging.take(&name, Err(refusal)).await?;
                continue;
            }
            kind => kind?,
        };
        match kind {
            Kind::Json if is_one => read_json(one, Some(staging), work, (0, of), of).await?,
            // Of many files each is refused by itself: it is read to its end before any of it is taken.
            Kind::Json => {
                let half = one.size() / 2;
                match read_json(one, None, work, (done, half), of).await {
                    Err(Trouble::Refused(name, refusal)) => {
                        staging.take(&name, Err(refusal)).await?;
                    }
                    read => {
                        read?;
                        read_json(one, Some(staging), work, (done + half, half), of).await?;
                    }
                }
            }
            // What a table's columns are is asked for one table.
            Kind::Table if !is_one => staging.pass_over(1),
            Kind::Table => {
                let bytes = one.whole(MAX_IMPORT_BYTES).await?;
                let refused = |refusal| Trouble::Refused(one.name.clone(), refusal);
                let (text, letters) = in_unicode(&bytes, read_as.letters).map_err(refused)?;
                let table = CsvTable::look(&text).map_err(refused)?;
                let Some(fields) = &read_as.fields else {
                    return Ok(Seen::Table(Box::new(Table {
                        letters,
                        fields: table.suggested.clone(),
                        header: table.header.clone(),
                        rows: table.first.clone(),
                    })));
                };
                read_table(one, &table, fields, staging, work).await?;
            }
            Kind::Archive => match read_archive(one, staging, work, done, of).await {
                // Of many files each is refused by itself.
                Err(Trouble::Refused(name, refusal)) if !is_one => {
                    staging.take(&name, Err(refusal)).await?;
                }
                read => read?,
            },
            Kind::Markdown => read_note(one, &kept, is_one, staging).await?,
            Kind::Unknown if !is_one => staging.pass_over(1),
            Kind::Unknown => {
                let why = "neither JSON, Markdown, a table nor an archive".to_owned();
                return Err(Trouble::refused(&one.name, Reason::NotReadable(why)));
            }
        }
        done += one.size();
    }
    work.at(of, of)?;
    Ok(Seen::All)
}

/// Reads an export of ours, and takes what is in it where there is a place for it. `(before, part)` is what was
/// done before and what this reading is of all the work, in bytes.
async fn read_json(
    one: &Given,
    mut staging: Option<&mut Staging>,
    work: &Work,
    (before, part): (u64, u64),
    of: u64,
) -> Result<(), Trouble> {
    let refused = |refusal| Trouble::Refused(one.name.clone(), refusal);
    let mut reader = JsonReader::new();
    let (mut from, size) = (0.0, one.blob.size());
    let mut read = 0;
    while from < size {
        let to = (from + PIECE_BYTES).min(size);
        let piece = one.piece(from, to).await?;
        read += piece.len();
        take(one, reader.read(&piece).map_err(refused)?, &mut staging).await?;
        work.at(before + share(part, read, size as usize), of)?;
        from = to;
    }
    take(one, reader.finish().map_err(refused)?, &mut staging).await
}

async fn take(
    one: &Given,
    items: Vec<Read>,
    staging: &mut Option<&mut Staging>,
) -> Result<(), Trouble> {
    if let Some(staging) = staging {
        for item in items {
            staging.take(&one.name, item).await?;
        }
    }
    Ok(())
}

/// A zip of Markdown files.
async fn read_archive(
    one: &Given,
    staging: &mut Staging,
    work: &Work,
    before: u64,
    of: u64,
) -> Result<(), Trouble> {
    let refused = |refusal| Trouble::Refused(one.name.clone(), refusal);
    let mut archive = ArchiveReader::open(one.whole(MAX_ARCHIVE_BYTES).await?).map_err(refused)?;
    staging.pass_over(archive.passed_over());
    let zone = baton_webext::own_zone();
    let setting = setting(one, &zone);
    while let Some(file) = archive.read_next(&setting) {
        for refusal in file.astray {
            staging.take(&one.name, Err(refusal)).await?;
        }
        match file.read {
            Ok(Some(read)) => staging.take_note(&one.name, read.entry).await?,
            Ok(None) => {}
            Err(refusal) => staging.take(&one.name, Err(refusal)).await?,
        }
        let part = share(one.size(), archive.done(), archive.len());
        work.breathe(before + part, of).await?;
    }
    Ok(())
}

/// A Markdown file, with the files of its note that were given with it.
async fn read_note(
    one: &Given,
    kept: &Kept<'_>,
    is_one: bool,
    staging: &mut Staging,
) -> Result<(), Trouble> {
    let bytes = match one.whole(MAX_MARKDOWN_BYTES).await {
        // Of many files each is refused by itself.
        Err(Trouble::Refused(_, refusal)) if !is_one => {
            return staging.take(&one.name, Err(refusal)).await;
        }
        bytes => bytes?,
    };
    let zone = baton_webext::own_zone();
    let read = match read_markdown(&one.name, &bytes, &setting(one, &zone)) {
        Ok(Some(read)) => read,
        Ok(None) => return Ok(()),
        Err(refusal) => return staging.take(&one.name, Err(refusal)).await,
    };
    let mut entry = read.entry;
    for sha256 in read.files {
        let mut astray = None;
        for file in sha256
            .get(..NAMED_BY)
            .and_then(|digits| kept.get(digits))
            .into_iter()
            .flatten()
        {
            let bytes = file.whole(baton_notes::MAX_ATTACHMENT_BYTES).await;
            match bytes.ok().and_then(|bytes| kept_file(&sha256, &bytes)) {
                Some(kept) => {
                    entry.files.push(kept);
                    astray = None;
                    break;
                }
                None => astray = Some(Reason::Astray.at(Place::File(file.name.clone()))),
            }
        }
        if let Some(refusal) = astray {
            staging.take(&one.name, Err(refusal)).await?;
        }
    }
    staging.take_note(&one.name, entry).await
}

/// What surrounds a file. What it does not date is as old as the file itself, so that it is the same note
/// when it is read again.
fn setting<'a>(one: &Given, zone: &'a ZoneName) -> Setting<'a> {
    Setting {
        now: one.at,
        zone,
        zones: &TemporalZones,
        messages: &BrowserMessages,
    }
}

/// A table in Unicode, and what it was read as where it was not: `letters` where that was said, else what is
/// likely in the person's language.
fn in_unicode(
    bytes: &[u8],
    letters: Option<Letters>,
) -> Result<(Cow<'_, [u8]>, Option<Letters>), Refusal> {
    let refusal = match CsvTable::look(bytes) {
        // A code page writes no zeros.
        Err(refusal) if matches!(refusal.reason, Reason::NotText { .. }) && !bytes.contains(&0) => {
            refusal
        }
        _ => return Ok((Cow::Borrowed(bytes), None)),
    };
    let likely = Letters::likely(&baton_webext::interface_language());
    let tried = letters.map_or(vec![likely, Letters::Western], |letters| vec![letters]);
    for letters in tried {
        if let Some(text) = decoded(bytes, letters) {
            return Ok((Cow::Owned(text.into_bytes()), Some(letters)));
        }
    }
    Err(refusal)
}

/// The text of bytes in these letters; `None` where some stand for none.
fn decoded(bytes: &[u8], letters: Letters) -> Option<String> {
    let options = TextDecoderOptions::new();
    options.set_fatal(true);
    let decoder = TextDecoder::new_with_label_and_options(letters.label(), &options).ok()?;
    decoder.decode_with_u8_array(bytes).ok()
}

async fn read_table(
    one: &Given,
    table: &CsvTable<'_>,
    fields: &[CsvField],
    staging: &mut Staging,
    work: &Work,
) -> Result<(), Trouble> {
    let zone = baton_webext::own_zone();
    let setting = setting(one, &zone);
    let refused = |refusal| Trouble::Refused(one.name.clone(), refusal);
    let rows = table.read(fields, one.at, &setting).map_err(refused)?;
    let columns: Rc<[CsvField]> = fields.into();
    for (row, entry) in rows.enumerate() {
        match entry {
            Ok(entry) => staging.take_row(&one.name, entry, &columns).await?,
            Err(refusal) => staging.take(&one.name, Err(refusal)).await?,
        }
        let part = share(one.size(), row, table.rows);
        work.breathe(part, one.size()).await?;
    }
    Ok(())
}
