//! What an archive has, and where: its central directory, checked.

use super::{MAX_ARCHIVE_BYTES, MAX_ARCHIVE_FILES};
use crate::import::markdown::shown;
use crate::import::refusal::{Place, Reason, Refusal};
use baton_worktime::{CivilDate, UtcMillis};
use rawzip::{CompressionMethod, ZipArchive, ZipFileHeaderRecord, ZipSliceArchive};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// The length of the fixed part of an entry in the central directory, in bytes.
const FIXED: usize = 46;
/// The digits of a hash with which the name of a kept file starts.
const HASH_DIGITS: usize = 16;

/// A file as it lies in the archive.
#[derive(Debug)]
pub(super) struct Packed {
    /// Where its name stands.
    pub(super) name: Range<usize>,
    /// Where its content stands, packed.
    pub(super) content: Range<usize>,
    pub(super) method: CompressionMethod,
    /// Its size, unpacked.
    pub(super) size: u64,
    pub(super) crc: u32,
    /// When it was changed last, where that is told. Of a clock whose zone is not told, as if it were UTC.
    pub(super) changed: Option<UtcMillis>,
    /// Why it cannot be read.
    pub(super) fault: Option<Reason>,
}

/// The files of an archive.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Markdown files, in the order of the archive.
    pub(super) notes: Vec<Packed>,
    /// Files kept with notes, by the first digits of their hashes.
    files: BTreeMap<String, Vec<Packed>>,
    pub(super) passed_over: usize,
}

impl Index {
    pub(super) fn of(bytes: &[u8]) -> Result<Self, Refusal> {
        if bytes.len() > MAX_ARCHIVE_BYTES {
            let (bytes, most) = (bytes.len() as u64, MAX_ARCHIVE_BYTES as u64);
            return Err(Reason::TooLarge { bytes, most }.at(Place::Whole));
        }
        let broken = |error: rawzip::Error| Reason::NotReadable(error.to_string());
        let zip = ZipArchive::from_slice(bytes).map_err(|error| broken(error).at(Place::Whole))?;
        let mut index = Self::default();
        let mut names = BTreeSet::new();
        let mut spans = Vec::new();
        let mut entries = zip.entries();
        loop {
            let entry = entries
                .next_entry()
                .map_err(|error| broken(error).at(Place::Whole))?;
            let Some(entry) = entry else { break };
            if spans.len() == MAX_ARCHIVE_FILES {
                let most = MAX_ARCHIVE_FILES;
                return Err(Reason::TooMany { most }.at(Place::Whole));
            }
            let packed = packed(&zip, &entry);
            spans.push((
                entry.local_header_offset(),
                packed.end(&entry),
                packed.name.clone(),
            ));
            let is_first = names.insert(entry.file_path().as_bytes());
            index.add(&entry, packed, is_first);
        }
        // Without zip64, which some systems do not write, the count starts anew after 65,535.
        let (count, told) = (spans.len() as u64, zip.entries_hint());
        if count != told && count % 65_536 != told {
            let why = "it does not have as many files as it says".to_owned();
            return Err(Reason::NotReadable(why).at(Place::Whole));
        }
        are_apart(bytes, spans, zip.directory_offset())?;
        Ok(index)
    }

    fn add(&mut self, entry: &ZipFileHeaderRecord, mut packed: Packed, is_first: bool) {
        if entry.is_dir() {
            return;
        }
        let path = entry.file_path();
        let path = path.as_bytes();
        let hash = hash_of(path);
        let is_read = hash.is_some() || is_markdown(path);
        if entry.mode().is_symlink() || is_hidden(path) || !is_read {
            self.passed_over += 1;
            return;
        }
        if !is_first && packed.fault.is_none() {
            let why = "another file has the same path".to_owned();
            packed.fault = Some(Reason::NotReadable(why));
        }
        match hash {
            Some(hash) => self.files.entry(hash).or_default().push(packed),
            None => self.notes.push(packed),
        }
    }

    /// The files that may have this hash, by their names.
    pub(super) fn files_of(&self, sha256: &str) -> &[Packed] {
        let start = sha256.get(..HASH_DIGITS).unwrap_or(sha256);
        self.files.get(start).map_or(&[], Vec::as_slice)
    }
}

impl Packed {
    /// Where it ends in the archive, or at least must end.
    fn end(&self, entry: &ZipFileHeaderRecord) -> u64 {
        let least = entry
            .local_header_offset()
            .saturating_add(30)
            .saturating_add(entry.compressed_size_hint());
        least.max(self.content.end as u64)
    }
}

fn packed<T: AsRef<[u8]>>(zip: &ZipSliceArchive<T>, entry: &ZipFileHeaderRecord) -> Packed {
    let method = entry.compression_method();
    let known = [CompressionMethod::STORE, CompressionMethod::DEFLATE];
    let found = zip.get_entry(entry.wayfinder());
    let range = found
        .as_ref()
        .map_or((0, 0), |found| found.compressed_data_range());
    let unreadable = |why: &str| Some(Reason::NotReadable(why.to_owned()));
    let fault = if entry.flags().is_encrypted() {
        unreadable("it is encrypted")
    } else if !known.contains(&method) {
        unreadable("it is packed in a way that is not known")
    } else if let Err(error) = &found {
        unreadable(&error.to_string())
    } else {
        None
    };
    let place = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
    let name = place(entry.central_directory_offset()).saturating_add(FIXED);
    Packed {
        name: name..name.saturating_add(entry.file_path().as_bytes().len()),
        content: place(range.0)..place(range.1),
        method,
        size: entry.uncompressed_size_hint(),
        crc: entry.crc32(),
        changed: changed(entry),
        fault,
    }
}

fn changed(entry: &ZipFileHeaderRecord) -> Option<UtcMillis> {
    let told = entry.last_modified();
    let date = CivilDate::new(i32::from(told.year()), told.month(), told.day())?;
    let minute = u16::from(told.hour()) * 60 + u16::from(told.minute());
    let second = i64::from(told.second());
    Some(UtcMillis(
        date.at_minute(minute).clock_millis() + second * 1_000,
    ))
}

/// Files that lie over one another, or over the directory, are how a small archive unpacks to a
/// huge one.
fn are_apart(
    bytes: &[u8],
    mut spans: Vec<(u64, u64, Range<usize>)>,
    directory: u64,
) -> Result<(), Refusal> {
    spans.sort_unstable_by_key(|(start, end, _)| (*start, *end));
    let next = spans.iter().skip(1).map(|(start, ..)| *start);
    let next = next.chain([directory]);
    for ((_, end, name), next) in spans.iter().zip(next) {
        if *end > next {
            let name = bytes.get(name.clone()).unwrap_or_default();
            return Err(Reason::Bomb.at(shown(&String::from_utf8_lossy(name))));
        }
    }
    Ok(())
}

/// What other systems and programs add is hidden, or in a folder of theirs.
pub(in crate::import) fn is_hidden(path: &[u8]) -> bool {
    let mut parts = path.split(|b| matches!(b, b'/' | b'\\'));
    parts.any(|part| (part.starts_with(b".") && part != b".") || part == b"__MACOSX")
}

fn is_markdown(path: &[u8]) -> bool {
    let ends = |ending: &[u8]| {
        let start = path.len().saturating_sub(ending.len());
        path[start..].eq_ignore_ascii_case(ending)
    };
    ends(b".md") || ends(b".markdown")
}

/// The digits a kept file is named after: `files/2cf24dba5fb0a30e-plan.pdf`, in whatever folder the
/// archive was packed from.
pub(in crate::import) fn hash_of(path: &[u8]) -> Option<String> {
    let mut parts = path.rsplit(|b| *b == b'/');
    let name = parts.next()?;
    let is_kept = parts.next() == Some(b"files");
    let digits = name.get(..HASH_DIGITS)?;
    let is_hash = digits
        .iter()
        .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let rest = &name[HASH_DIGITS..];
    // The whole hash stands there where two begin alike.
    let rest = if rest.len() > 48 && rest[..48].iter().all(u8::is_ascii_hexdigit) {
        &rest[48..]
    } else {
        rest
    };
    let is_named = is_kept && is_hash && rest.starts_with(b"-");
    is_named.then(|| String::from_utf8_lossy(digits).into_owned())
}
