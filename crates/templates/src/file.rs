//! The file that templates are stored and shared in.

use crate::binding::Binding;
use crate::limits::{MAX_BINDINGS, MAX_FILE_BYTES, MAX_TEMPLATES};
use crate::own::OwnTemplate;
use baton_brief::OwnTemplateId;
use baton_locale::Messages;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

/// The version of the file that this code writes and reads.
pub const VERSION: u32 = 1;

/// A person's templates and bindings, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TemplatesFile {
    /// The templates.
    pub templates: Vec<OwnTemplate>,
    /// The bindings; the first that holds wins.
    pub bindings: Vec<Binding>,
}

/// Why a file was not read. Nothing of it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileFault {
    /// It is larger than [`MAX_FILE_BYTES`], or would be as [`TemplatesFile::encode`] writes it.
    TooLarge,
    /// It is not JSON.
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1, in bytes.
        column: usize,
    },
    /// It is JSON, but not a file of templates.
    NotTemplates {
        /// What does not fit, in the decoder's words.
        detail: String,
    },
    /// A newer Baton made it.
    NewerVersion {
        /// The version it names.
        version: u64,
    },
    /// It has more than [`MAX_TEMPLATES`] templates or [`MAX_BINDINGS`] bindings.
    TooMany,
    /// Two templates have the same id.
    DuplicateTemplate {
        /// The id.
        id: OwnTemplateId,
    },
    /// A binding is there twice.
    DuplicateBinding {
        /// The place of the second, from 0.
        index: usize,
    },
}

/// The file as it is written.
#[derive(Serialize)]
struct Written<'a> {
    baton_templates: u32,
    templates: &'a [OwnTemplate],
    bindings: &'a [Binding],
}

/// The file as it is read. What it has besides is refused, because it would be lost.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "baton_templates")]
    _version: u32,
    #[serde(default)]
    templates: Vec<OwnTemplate>,
    #[serde(default)]
    bindings: Vec<Binding>,
}

impl TemplatesFile {
    /// The file's text: JSON that a person can read.
    #[must_use]
    pub fn encode(&self) -> String {
        let written = Written {
            baton_templates: VERSION,
            templates: &self.templates,
            bindings: &self.bindings,
        };
        // Texts and numbers can always be written.
        let mut text = serde_json::to_string_pretty(&written).unwrap_or_default();
        text.push('\n');
        text
    }

    /// Reads a file's text. Whether its templates can be used is for [`crate::check`], so that one
    /// that a later limit refuses is still there to be corrected.
    ///
    /// # Errors
    /// [`FileFault`].
    pub fn decode(text: &str) -> Result<Self, FileFault> {
        if text.len() > MAX_FILE_BYTES {
            return Err(FileFault::TooLarge);
        }
        let value: Value = serde_json::from_str(text).map_err(|error| FileFault::NotJson {
            line: error.line(),
            column: error.column(),
        })?;
        match value.get("baton_templates").and_then(Value::as_u64) {
            Some(version) if version > VERSION.into() => {
                return Err(FileFault::NewerVersion { version });
            }
            Some(version) if version == u64::from(VERSION) => {}
            _ => {
                return Err(FileFault::NotTemplates {
                    detail: "baton_templates".to_owned(),
                });
            }
        }
        let Read {
            templates,
            bindings,
            ..
        } = baton_json::from_value(&value).map_err(|error| FileFault::NotTemplates {
            detail: crate::fault::quoted(&error.to_string()),
        })?;
        if templates.len() > MAX_TEMPLATES || bindings.len() > MAX_BINDINGS {
            return Err(FileFault::TooMany);
        }
        let mut ids = BTreeSet::new();
        if let Some(twice) = templates.iter().find(|template| !ids.insert(&template.id)) {
            let id = twice.id.clone();
            return Err(FileFault::DuplicateTemplate { id });
        }
        let mut known = HashSet::new();
        if let Some(index) = bindings.iter().position(|binding| !known.insert(binding)) {
            return Err(FileFault::DuplicateBinding { index });
        }
        let file = Self {
            templates,
            bindings,
        };
        // Text without line breaks grows when it is written for people, and is stored so: what
        // could not be read again is not taken.
        if file.encode().len() > MAX_FILE_BYTES {
            return Err(FileFault::TooLarge);
        }
        Ok(file)
    }
}

impl FileFault {
    /// The sentence for the person: what is wrong, and what to do.
    #[must_use]
    pub fn explain(&self, messages: &dyn Messages) -> String {
        match self {
            Self::TooLarge => {
                let max = (MAX_FILE_BYTES / 1_000_000).to_string();
                messages.text("template_file_too_large", &[&max])
            }
            Self::NotJson { line, column } => messages.text(
                "template_file_not_json",
                &[&line.to_string(), &column.to_string()],
            ),
            Self::NotTemplates { detail } => {
                messages.text("template_file_not_templates", &[detail])
            }
            Self::NewerVersion { version } => messages.text(
                "template_file_newer",
                &[&version.to_string(), &VERSION.to_string()],
            ),
            Self::TooMany => messages.text(
                "template_file_too_many",
                &[&MAX_TEMPLATES.to_string(), &MAX_BINDINGS.to_string()],
            ),
            Self::DuplicateTemplate { id } => {
                messages.text("template_file_duplicate", &[&crate::fault::quoted(&id.0)])
            }
            Self::DuplicateBinding { index } => messages.text(
                "template_file_duplicate_binding",
                &[&(index + 1).to_string()],
            ),
        }
    }
}
