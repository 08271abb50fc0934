//! Joins the parts of each language into the one `messages.json` a browser reads.

use crate::failure::{Failure, Outcome};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The language every other one is measured by; also the manifest's `default_locale`.
pub const DEFAULT: &str = "en";

/// One language: its messages by key, sorted.
type Messages = BTreeMap<String, Message>;

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Message {
    message: String,
    #[serde(default, skip_serializing)]
    #[allow(dead_code, reason = "translators read it in the part files")]
    description: String,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    placeholders: BTreeMap<String, Placeholder>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Placeholder {
    content: String,
    #[serde(default, skip_serializing)]
    #[allow(dead_code, reason = "translators read it in the part files")]
    example: String,
}

/// A part file: its name for messages, and its text.
type Part = (String, String);

/// Reads `extension/_locales` and returns each language's `messages.json`.
pub fn joined(locales: &Path) -> Outcome<BTreeMap<String, String>> {
    let mut languages = BTreeMap::new();
    for language in sorted_names(locales)? {
        let folder = locales.join(&language);
        let mut parts = Vec::new();
        for name in sorted_names(&folder)?
            .into_iter()
            .filter(|name| name.ends_with(".json"))
        {
            let path = folder.join(&name);
            let text = fs::read_to_string(&path).map_err(Failure::file(&path))?;
            parts.push((format!("_locales/{language}/{name}"), text));
        }
        languages.insert(language, parts);
    }
    join(languages)
}

fn sorted_names(folder: &Path) -> Outcome<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))? {
        let entry = entry.map_err(Failure::file(folder))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(names)
}

/// Joins every language, and refuses one that adds keys the default language lacks.
fn join(languages: BTreeMap<String, Vec<Part>>) -> Outcome<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for (language, parts) in languages {
        all.insert(language, join_parts(&parts)?);
    }
    let Some(default) = all.get(DEFAULT) else {
        return Err(Failure::content(
            "_locales",
            format!("the language `{DEFAULT}` is missing"),
        ));
    };
    for (language, messages) in &all {
        if let Some(key) = messages.keys().find(|key| !default.contains_key(*key)) {
            let problem = format!("`{key}` is not a key of `{DEFAULT}`");
            return Err(Failure::content(format!("_locales/{language}"), problem));
        }
    }
    all.into_iter()
        .map(|(language, messages)| {
            let text = serde_json::to_string(&messages)
                .map_err(|error| Failure::content(format!("_locales/{language}"), error))?;
            Ok((language, text))
        })
        .collect()
}

fn join_parts(parts: &[Part]) -> Outcome<Messages> {
    let mut joined = Messages::new();
    for (file, text) in parts {
        for (key, message) in distinct_entries(file, text)? {
            if !is_key(&key) {
                let problem = format!("`{key}`: a key is made of a-z, 0-9 and _");
                return Err(Failure::content(file, problem));
            }
            if message.message.trim().is_empty() {
                return Err(Failure::content(file, format!("`{key}` has no text")));
            }
            if joined.contains_key(&key) {
                return Err(Failure::content(file, format!("`{key}` is there twice")));
            }
            joined.insert(key, message);
        }
    }
    Ok(joined)
}

fn is_key(key: &str) -> bool {
    !key.is_empty()
        && key
            .bytes()
            .all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_'))
}

/// A part's entries in order; a map would silently keep the last of two equal keys.
fn distinct_entries(file: &str, text: &str) -> Outcome<Vec<(String, Message)>> {
    struct Entries;

    impl<'de> serde::de::Visitor<'de> for Entries {
        type Value = Vec<(String, Message)>;

        fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("an object of messages by key")
        }

        fn visit_map<A: serde::de::MapAccess<'de>>(
            self,
            mut map: A,
        ) -> Result<Self::Value, A::Error> {
            let mut entries = Vec::new();
            while let Some(entry) = map.next_entry()? {
                entries.push(entry);
            }
            Ok(entries)
        }
    }

    let mut source = serde_json::Deserializer::from_str(text);
    serde::Deserializer::deserialize_map(&mut source, Entries)
        .and_then(|entries| source.end().map(|()| entries))
        .map_err(|error| Failure::content(file, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(name: &str, text: &str) -> Part {
        (name.to_owned(), text.to_owned())
    }

    fn english(parts: &[(&str, &str)]) -> Outcome<String> {
        let parts = parts.iter().map(|(name, text)| part(name, text)).collect();
        Ok(join([("en".to_owned(), parts)].into())?
            .remove("en")
            .unwrap())
    }

    #[test]
    fn parts_become_one_file_with_sorted_keys_and_without_notes_for_translators() {
        let joined = english(&[
            (
                "b.json",
                r#"{"zone": {"message": "Zone", "description": "a label"}}"#,
            ),
            ("a.json", r#"{"brief": {"message": "Brief for $1"}}"#),
        ]);
        assert_eq!(
            joined.unwrap(),
            r#"{"brief":{"message":"Brief for $1"},"zone":{"message":"Zone"}}"#
        );
    }

    #[test]
    fn a_key_in_two_parts_is_refused_by_name() {
        let text = r#"{"zone": {"message": "Zone"}}"#;
        let refused = english(&[("a.json", text), ("b.json", text)]).unwrap_err();
        assert_eq!(refused.to_string(), "b.json: `zone` is there twice");
    }

    #[test]
    fn a_key_twice_in_one_part_is_refused_too() {
        let text = r#"{"zone": {"message": "Zone"}, "zone": {"message": "Other"}}"#;
        let refused = english(&[("a.json", text)]).unwrap_err();
        assert_eq!(refused.to_string(), "a.json: `zone` is there twice");
    }

    #[test]
    fn a_message_without_text_is_refused() {
        let refused = english(&[("a.json", r#"{"zone": {"message": " "}}"#)]).unwrap_err();
        assert_eq!(refused.to_string(), "a.json: `zone` has no text");
    }

    #[test]
    fn a_misspelt_field_or_key_is_refused() {
        assert!(english(&[("a.json", r#"{"zone": {"mesage": "Zone"}}"#)]).is_err());
        assert!(english(&[("a.json", r#"{"Zone": {"message": "Zone"}}"#)]).is_err());
        assert!(english(&[("a.json", r#"{} {}"#)]).is_err());
    }

    #[test]
    fn another_language_may_lack_keys_but_not_add_them() {
        let en = vec![part(
            "a",
            r#"{"one": {"message": "One"}, "two": {"message": "Two"}}"#,
        )];
        let lacking = vec![part("a", r#"{"one": {"message": "Eins"}}"#)];
        let adding = vec![part("a", r#"{"three": {"message": "Drei"}}"#)];
        let languages = |german| [("de".to_owned(), german), ("en".to_owned(), en.clone())].into();
        assert!(join(languages(lacking)).is_ok());
        let refused = join(languages(adding)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "_locales/de: `three` is not a key of `en`"
        );
    }

    #[test]
    fn english_must_be_there() {
        assert!(join([("de".to_owned(), Vec::new())].into()).is_err());
    }
}
