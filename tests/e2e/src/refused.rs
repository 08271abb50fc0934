//! Files that are no import of ours, small and as large as any that is read: what a person is told of each.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use baton_exchange::MAX_IMPORT_BYTES;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::browser::Browser;
use crate::{Trouble, wait};

/// The most memory that refusing a file may take in the page's module, in bytes.
pub const MOST_MEMORY: f64 = 256_000_000.0;

/// How an export of Baton begins.
const EXPORT: &str = r#"{"format":"baton-notes","version":2,"entries":["#;

/// A file that is refused, or of which every part is.
#[derive(Debug)]
pub struct RefusedFile {
    /// What it is called.
    pub name: &'static str,
    /// Its bytes.
    pub content: Vec<u8>,
    /// Words of the sentence that says why.
    pub why: &'static str,
}

/// The files, the small ones first.
///
/// # Errors
/// [`Trouble::Unexpected`] when an archive cannot be packed.
pub fn refused_files() -> Result<Vec<RefusedFile>, Trouble> {
    let file = |name, content: Vec<u8>, why| RefusedFile { name, content, why };
    let export = |entries: &str| format!("{EXPORT}{entries}").into_bytes();
    Ok(vec![
        file("deep.json", export(&"[".repeat(100_000)), "nested deeper"),
        file(
            "newer.json",
            br#"{"format":"baton-notes","version":99,"entries":[]}"#.to_vec(),
            "newer Baton",
        ),
        file("half.json", export(""), "cannot be read"),
        file(
            "bytes.json",
            [EXPORT.as_bytes(), b"\"\xff\"]}"].concat(),
            "not UTF-8",
        ),
        file(
            "no.zip",
            b"PK\x03\x04 and nothing else".to_vec(),
            "cannot be read",
        ),
        file("picture.png", b"\x89PNG".to_vec(), "neither JSON"),
        file(
            "large.json",
            filled(EXPORT.to_owned() + "\"", "x"),
            "larger than what is read",
        ),
        file(
            "deepest.json",
            filled(EXPORT.to_owned(), "["),
            "nested deeper",
        ),
        file(
            "members.json",
            filled(EXPORT.to_owned() + "{", "\"__proto__\":1,"),
            "larger",
        ),
        file(
            "many.json",
            filled(EXPORT.to_owned() + "1", ",1"),
            "more than",
        ),
        file("wide.csv", filled("Title".to_owned(), ";"), "larger"),
        file(
            "open.csv",
            filled("\"Title".to_owned(), "x\n"),
            "a quote is not closed",
        ),
        file("large.md", filled("# ".to_owned(), "x"), "larger"),
        file("bombs.zip", bombs()?, "unpacks to far more"),
    ])
}

/// `begin`, and then `again` as often as a file that is read has room.
fn filled(begin: String, again: &str) -> Vec<u8> {
    let times = (MAX_IMPORT_BYTES - begin.len()) / again.len();
    let mut content = begin.into_bytes();
    content.extend(again.as_bytes().iter().cycle().take(times * again.len()));
    content
}

/// Files of nothing but spaces, which pack a thousandfold.
fn bombs() -> Result<Vec<u8>, Trouble> {
    let failed = |error: &dyn std::fmt::Display| Trouble::Unexpected(error.to_string());
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let spaces = vec![b' '; 9_000_000];
    for number in 0..40 {
        let started = zip.start_file(format!("{number}.md"), packed);
        started.map_err(|error| failed(&error))?;
        zip.write_all(&spaces).map_err(|error| failed(&error))?;
    }
    let written = zip.finish().map_err(|error| failed(&error))?;
    Ok(written.into_inner())
}

impl Browser {
    /// Writes the file where the browser saves its downloads.
    ///
    /// # Errors
    /// [`Trouble::File`] when it cannot be written.
    pub fn write_download(&self, file: &RefusedFile) -> Result<PathBuf, Trouble> {
        let path = self.downloads().join(file.name);
        std::fs::write(&path, &file.content).map_err(|error| Trouble::file(&path, error))?;
        Ok(path)
    }

    /// Waits until the page says why it takes none of a file that it was given.
    ///
    /// # Errors
    /// [`Trouble::TimedOut`] with what it says instead.
    pub async fn see_why_refused(&self, file: &RefusedFile) -> Result<(), Trouble> {
        let said = "return document.querySelector('#import-failed, #refused')?.textContent ?? ''";
        let awaited = format!("{} to be refused: {}", file.name, file.why);
        wait::until_true(&awaited, async || {
            let said = self.script(said, &[]).await?;
            let said = said.as_str().unwrap_or_default();
            match said.contains(file.name) && said.contains(file.why) {
                true => Ok(true),
                false => Err(Trouble::Unexpected(said.chars().take(300).collect())),
            }
        })
        .await
    }

    /// Gives a file to the page of exports and imports, as who chooses it from the disk.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn give(&self, path: &Path) -> Result<(), Trouble> {
        let field = self.find("#import-files").await?;
        Ok(field.send_keys(path.to_string_lossy().as_ref()).await?)
    }

    /// Bytes of memory of the module of the page of exports and imports, which never gives any back.
    ///
    /// # Errors
    /// What the driver says.
    pub async fn module_memory(&self) -> Result<f64, Trouble> {
        let bytes = "const glue = await import('./wasm/transfer.js');
            return (await glue.default()).memory.buffer.byteLength;";
        let bytes = self.script_async(bytes, &[]).await?;
        bytes
            .as_f64()
            .ok_or_else(|| Trouble::Unexpected(bytes.to_string()))
    }
}
