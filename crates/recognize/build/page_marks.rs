//! What `page-marks.toml` may say.

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageMarks {
    #[serde(rename = "mark")]
    pub marks: Vec<PageMark>,
}

/// Something that pages to book on have.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageMark {
    /// What it is, for readers.
    pub what: String,
    /// So many elements must have it.
    pub needed: usize,
    /// One of these fits such an element.
    pub selectors: Vec<String>,
}

impl PageMarks {
    pub fn parse(text: &str) -> Result<Self, String> {
        let file: Self = toml::from_str(text).map_err(|error| format!("page marks: {error}"))?;
        let idle = |mark: &&PageMark| mark.needed == 0 || mark.selectors.is_empty();
        match file.marks.iter().find(idle) {
            Some(mark) => Err(format!("page mark {:?} asks for nothing", mark.what)),
            None => Ok(file),
        }
    }
}
