//! The catalogue files of `extension/_locales`, read natively.

use crate::Messages;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;

/// One language's messages, in the format browsers define for `_locales/<lang>/messages.json`.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    messages: BTreeMap<String, String>,
}

/// What can be wrong with a catalogue file.
#[derive(Debug)]
pub enum CatalogueError {
    /// The file is not JSON of the expected shape.
    Malformed(serde_json::Error),
    /// Two files define the same key.
    Duplicate(String),
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(error) => write!(f, "not a message file: {error}"),
            Self::Duplicate(key) => write!(f, "the key {key} is defined twice"),
        }
    }
}

impl std::error::Error for CatalogueError {}

#[derive(Deserialize)]
struct Entry {
    message: String,
}

impl Catalogue {
    /// Joins the parts of one language (`gate.json`, `brief.json`, …) into one catalogue.
    ///
    /// # Errors
    /// [`CatalogueError`] when a part does not parse or a key is defined twice.
    pub fn from_parts<'a>(
        parts: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, CatalogueError> {
        let mut messages = BTreeMap::new();
        for part in parts {
            let entries: BTreeMap<String, Entry> =
                serde_json::from_str(part).map_err(CatalogueError::Malformed)?;
            for (key, entry) in entries {
                if messages.insert(key.clone(), entry.message).is_some() {
                    return Err(CatalogueError::Duplicate(key));
                }
            }
        }
        Ok(Self { messages })
    }

    /// The English catalogue that ships, for tests and examples.
    ///
    /// # Panics
    /// When the shipped files are broken, which this crate's own test rules out.
    #[cfg(feature = "english")]
    #[must_use]
    #[allow(
        clippy::expect_used,
        reason = "natively only, and the files are compiled in"
    )]
    pub fn english() -> Self {
        Self::from_parts([
            include_str!("../../../extension/_locales/en/answer.json"),
            include_str!("../../../extension/_locales/en/background.json"),
            include_str!("../../../extension/_locales/en/brief.json"),
            include_str!("../../../extension/_locales/en/calendar.json"),
            include_str!("../../../extension/_locales/en/export.json"),
            include_str!("../../../extension/_locales/en/extension.json"),
            include_str!("../../../extension/_locales/en/failure.json"),
            include_str!("../../../extension/_locales/en/filter.json"),
            include_str!("../../../extension/_locales/en/followups.json"),
            include_str!("../../../extension/_locales/en/transfer.json"),
            include_str!("../../../extension/_locales/en/formats.json"),
            include_str!("../../../extension/_locales/en/gate.json"),
            include_str!("../../../extension/_locales/en/hints.json"),
            include_str!("../../../extension/_locales/en/invited.json"),
            include_str!("../../../extension/_locales/en/life.json"),
            include_str!("../../../extension/_locales/en/links.json"),
            include_str!("../../../extension/_locales/en/options.json"),
            include_str!("../../../extension/_locales/en/options_templates.json"),
            include_str!("../../../extension/_locales/en/popup.json"),
            include_str!("../../../extension/_locales/en/prompt.json"),
            include_str!("../../../extension/_locales/en/reasons.json"),
            include_str!("../../../extension/_locales/en/record.json"),
            include_str!("../../../extension/_locales/en/related.json"),
            include_str!("../../../extension/_locales/en/relations.json"),
            include_str!("../../../extension/_locales/en/selection.json"),
            include_str!("../../../extension/_locales/en/survey.json"),
            include_str!("../../../extension/_locales/en/templates.json"),
            include_str!("../../../extension/_locales/en/when.json"),
            include_str!("../../../extension/_locales/en/write.json"),
        ])
        .expect("the shipped English messages parse")
    }

    /// Every key, in order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// Whether `key` is defined.
    #[must_use]
    pub fn contains(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }
}

impl Messages for Catalogue {
    fn text(&self, key: &str, args: &[&str]) -> String {
        let Some(message) = self.messages.get(key) else {
            return format!("[{key}]");
        };
        let mut text = String::with_capacity(message.len());
        let mut rest = message.chars().peekable();
        while let Some(c) = rest.next() {
            match (c, rest.peek().copied()) {
                ('$', Some('$')) => {
                    rest.next();
                    text.push('$');
                }
                ('$', Some(digit)) if ('1'..='9').contains(&digit) => {
                    rest.next();
                    let index = digit as usize - '1' as usize;
                    text.push_str(args.get(index).copied().unwrap_or_default());
                }
                _ => text.push(c),
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_and_dollars_are_placed() {
        let words =
            Catalogue::from_parts([r#"{"k":{"message":"$1 costs $$5, $2 $3","description":"x"}}"#])
                .unwrap();
        assert_eq!(words.text("k", &["tea", "not"]), "tea costs $5, not ");
        assert_eq!(words.text("none", &[]), "[none]");
    }

    #[test]
    fn a_key_defined_twice_is_refused() {
        let part = r#"{"k":{"message":"a"}}"#;
        assert!(matches!(
            Catalogue::from_parts([part, part]),
            Err(CatalogueError::Duplicate(key)) if key == "k"
        ));
    }

    #[cfg(feature = "english")]
    #[test]
    fn the_shipped_english_messages_parse() {
        assert!(Catalogue::english().contains("extension_name"));
    }
}
