//! Where a browser keeps each copy on the disk, and how its log begins and ends.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::course::Subject;
use crate::{Kind, Trouble};

/// The files of one copy.
#[derive(Debug, Clone)]
pub struct CopyFiles {
    /// The files that hold its records, by name.
    pub files: Vec<PathBuf>,
}

/// The files of both copies in a profile, in no order that means anything.
///
/// # Errors
/// [`Trouble::Unexpected`] unless there are two copies.
pub fn both(profile: &Path, subject: Subject) -> Result<Vec<CopyFiles>, Trouble> {
    let mut copies = match subject.kind() {
        Kind::Chromium => {
            let mut copies = Vec::new();
            for home in chromium(profile)? {
                let files = all_below(&home)?;
                if !files.is_empty() {
                    copies.push(CopyFiles { files });
                }
            }
            copies
        }
        Kind::Firefox => firefox(profile)?,
    };
    for copy in &mut copies {
        copy.files.sort();
    }
    copies.retain(|copy| !is_of_index(&copy.files) && !is_given_up(&copy.files));
    if copies.len() == 2 {
        Ok(copies)
    } else {
        Err(Trouble::Unexpected(format!("two copies, not {copies:?}")))
    }
}

/// Whether these are the files of the search index, which is no copy: they have its database's name.
fn is_of_index(files: &[PathBuf]) -> bool {
    let name = "baton-index";
    let big: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let little: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let names = [name.as_bytes(), &big, &little];
    let mut contents = files.iter().filter_map(|file| fs::read(file).ok());
    contents.any(|content| {
        let has = |name: &[u8]| content.windows(name.len()).any(|part| part == name);
        names.into_iter().any(has)
    })
}

/// Whether these are the files of a place in which Chromium opens nothing any more: LevelDB's without
/// a `MANIFEST`. A copy that was there is in a spare bucket by now.
fn is_given_up(files: &[PathBuf]) -> bool {
    let has = |start: &str| files.iter().any(|file| name(file).starts_with(start));
    has("CURRENT") && !has("MANIFEST-")
}

/// Chromium has one copy in the ordinary place, and the other one in a storage bucket.
fn chromium(profile: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let ordinary = entries(&profile.join("Default/IndexedDB"))?;
    let buckets = entries(&profile.join("Default/WebStorage"))?;
    let of_extension = |folder: &PathBuf| name(folder).starts_with("chrome-extension_");
    let buckets = buckets.into_iter().map(|bucket| bucket.join("IndexedDB"));
    Ok(ordinary
        .into_iter()
        .filter(of_extension)
        .chain(buckets)
        .collect())
}

/// The table of the storage buckets in a profile of Chromium: when it is damaged, all buckets are
/// given up.
#[must_use]
pub fn table_of_buckets(profile: &Path) -> PathBuf {
    profile.join("Default/WebStorage/QuotaManager")
}

/// Firefox has a database file for each copy, with its log beside it.
fn firefox(profile: &Path) -> Result<Vec<CopyFiles>, Trouble> {
    let mut copies = Vec::new();
    for origin in entries(&profile.join("storage/default"))? {
        // What the browser keeps for `storage.local` has an origin with a container of its own.
        let of_extension =
            name(&origin).starts_with("moz-extension") && !name(&origin).contains('^');
        let databases = origin.join("idb");
        if !of_extension || !databases.is_dir() {
            continue;
        }
        let files = all_below(&databases)?;
        for database in files.iter().filter(|file| name(file).ends_with(".sqlite")) {
            let stem = database.with_extension("");
            let of_copy = |file: &&PathBuf| name(file).starts_with(name(&stem));
            copies.push(CopyFiles {
                files: files.iter().filter(of_copy).cloned().collect(),
            });
        }
    }
    Ok(copies)
}

impl CopyFiles {
    /// The log the next records go to, if there is one.
    #[must_use]
    pub fn log(&self) -> Option<&Path> {
        // LevelDB's logs have rising numbers; SQLite has one log.
        let is_log = |file: &&PathBuf| name(file).ends_with(".log") || name(file).ends_with("-wal");
        self.files.iter().rfind(is_log).map(PathBuf::as_path)
    }
}

/// What LevelDB has noted each time it made a database anew in a profile of Chromium, as far as it
/// has kept it: lines with the moment in them.
///
/// # Errors
/// [`Trouble::File`] when there is no such profile.
pub fn births(profile: &Path) -> Result<BTreeSet<String>, Trouble> {
    let mut births = BTreeSet::new();
    for home in chromium(profile)? {
        let files = all_below(&home)?;
        if is_of_index(&files) {
            continue;
        }
        for file in files {
            if !matches!(name(&file), "LOG" | "LOG.old") {
                continue;
            }
            let notes = fs::read(&file).map_err(|error| Trouble::file(&file, error))?;
            let notes = String::from_utf8_lossy(&notes);
            let born = notes.lines().filter(|line| line.contains("Creating DB"));
            births.extend(born.map(str::to_owned));
        }
    }
    Ok(births)
}

/// Leaves at the end of a log the header of a record whose payload never came, as a crash between
/// the two does.
///
/// # Errors
/// [`Trouble::File`] when the log cannot be written.
pub fn tear_end(log: &Path) -> Result<(), Trouble> {
    let bytes = fs::read(log).map_err(|error| Trouble::file(log, error))?;
    let torn: Vec<u8> = if name(log).ends_with("-wal") {
        // The header of a SQLite frame is 24 bytes long and begins with a page number; the last one
        // is repeated here.
        let page_size = bytes.get(8..12).and_then(|size| size.try_into().ok());
        let frame = 24 + u32::from_be_bytes(page_size.unwrap_or([0, 0, 16, 0])) as usize;
        let last = bytes.len().saturating_sub(frame).max(32);
        bytes.get(last..last + 24).unwrap_or_default().to_vec()
    } else {
        // A LevelDB record: checksum, length of the payload, and 1 for one that is whole in itself.
        vec![0x5a, 0xc3, 0x19, 0x77, 0x00, 0x04, 0x01]
    };
    let mut file = open(log)?;
    file.seek(SeekFrom::End(0))
        .and_then(|_| file.write_all(&torn))
        .map_err(|error| Trouble::file(log, error))
}

/// Overwrites the second half of the header a SQLite log begins with (salts and checksum): nothing
/// in the log counts any more.
///
/// # Errors
/// [`Trouble::File`] when the log cannot be written.
pub fn tear_start(log: &Path) -> Result<(), Trouble> {
    let mut file = open(log)?;
    file.seek(SeekFrom::Start(16))
        .and_then(|_| file.write_all(&[0; 16]))
        .map_err(|error| Trouble::file(log, error))
}

fn open(path: &Path) -> Result<File, Trouble> {
    File::options()
        .write(true)
        .open(path)
        .map_err(|error| Trouble::file(path, error))
}

fn entries(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let entries = fs::read_dir(folder).map_err(|error| Trouble::file(folder, error))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

fn all_below(folder: &Path) -> Result<Vec<PathBuf>, Trouble> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for path in entries(folder)? {
        if path.is_dir() {
            files.extend(all_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

/// The name of a file.
#[must_use]
pub fn name(path: &Path) -> &str {
    path.file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default()
}
