//! A copy of Baton's build with one thing broken on purpose.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::{Kind, Trouble, places};

/// An unpacked extension to change. It is removed when dropped.
pub struct Altered(TempDir);

impl Altered {
    /// A copy of the build for a browser.
    ///
    /// # Errors
    /// [`Trouble::Program`] when Baton was not built, [`Trouble::File`] when it cannot be copied.
    pub fn build(kind: Kind) -> Result<Self, Trouble> {
        let folder = tempfile::Builder::new()
            .prefix("baton-altered-")
            .tempdir()
            .map_err(|error| Trouble::file(std::env::temp_dir(), error))?;
        copy(&places::baton(kind)?, folder.path())?;
        Ok(Self(folder))
    }

    /// Where it is.
    pub fn folder(&self) -> PathBuf {
        self.0.path().to_path_buf()
    }

    /// Gives a file other content.
    ///
    /// # Errors
    /// [`Trouble::File`] when it cannot be written.
    pub fn write(self, file: &str, content: &[u8]) -> Result<Self, Trouble> {
        let path = self.0.path().join(file);
        std::fs::write(&path, content).map_err(|error| Trouble::file(path, error))?;
        Ok(self)
    }

    /// Replaces a piece of text that must be in a file.
    ///
    /// # Errors
    /// [`Trouble::File`] when the file or the text is not there.
    pub fn replace(self, file: &str, old: &str, new: &str) -> Result<Self, Trouble> {
        let path = self.0.path().join(file);
        let text = std::fs::read_to_string(&path).map_err(|error| Trouble::file(&path, error))?;
        if !text.contains(old) {
            return Err(Trouble::file(path, format!("has no `{old}`")));
        }
        self.write(file, text.replacen(old, new, 1).as_bytes())
    }

    /// Lets the extension into every page, as if a person had allowed each of them.
    ///
    /// # Errors
    /// [`Trouble::File`] when the manifest is not there, or is none.
    pub fn allowed_everywhere(self) -> Result<Self, Trouble> {
        let path = self.0.path().join("manifest.json");
        let text = std::fs::read_to_string(&path).map_err(|error| Trouble::file(&path, error))?;
        let mut manifest: serde_json::Value =
            serde_json::from_str(&text).map_err(|error| Trouble::file(&path, error))?;
        manifest["host_permissions"] = serde_json::json!(["<all_urls>"]);
        self.write("manifest.json", manifest.to_string().as_bytes())
    }

    /// Puts text before everything a file says.
    ///
    /// # Errors
    /// [`Trouble::File`] when the file is not there.
    pub fn prepend(self, file: &str, start: &str) -> Result<Self, Trouble> {
        let path = self.0.path().join(file);
        let text = std::fs::read_to_string(&path).map_err(|error| Trouble::file(&path, error))?;
        self.write(file, format!("{start}\n{text}").as_bytes())
    }
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<(), Trouble> {
    std::fs::create_dir_all(to).map_err(|error| Trouble::file(to, error))?;
    for entry in std::fs::read_dir(from).map_err(|error| Trouble::file(from, error))? {
        let entry = entry.map_err(|error| Trouble::file(from, error))?;
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target)?;
        } else {
            std::fs::copy(&path, &target).map_err(|error| Trouble::file(&path, error))?;
        }
    }
    Ok(())
}
