//! What a column of a table says about a note, and by which names it is known.

/// What a column is taken as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "most names say what of a note it is")]
pub enum CsvField {
    /// It is not taken.
    Ignore,
    Id,
    Schema,
    Created,
    Updated,
    Deleted,
    State,
    /// The ask.
    Title,
    Person,
    /// Several people in a cell, parted by semicolons, lines or commas. Of several columns all are taken.
    People,
    /// As [`CsvField::People`].
    Tags,
    NeededBy,
    /// When it was sent.
    Sent,
    /// When it was answered.
    Answered,
    /// When it was decided.
    Decided,
    Owner,
    IfNoReply,
    Provider,
    /// The address it came from.
    Source,
    Event,
    Minutes,
    Slot,
    Links,
    /// What is written. Of several columns all are taken, one below the other.
    Text,
    AskAgain,
}

/// The fields and the keys of their columns, in the order of the enum.
const KEYS: [(CsvField, &str); 25] = [
    (CsvField::Ignore, "ignore"),
    (CsvField::Id, "id"),
    (CsvField::Schema, "schema"),
    (CsvField::Created, "created"),
    (CsvField::Updated, "updated"),
    (CsvField::Deleted, "deleted"),
    (CsvField::State, "state"),
    (CsvField::Title, "title"),
    (CsvField::Person, "person"),
    (CsvField::People, "people"),
    (CsvField::Tags, "tags"),
    (CsvField::NeededBy, "needed_by"),
    (CsvField::Sent, "sent"),
    (CsvField::Answered, "answered"),
    (CsvField::Decided, "decided"),
    (CsvField::Owner, "owner"),
    (CsvField::IfNoReply, "if_no_reply"),
    (CsvField::Provider, "provider"),
    (CsvField::Source, "source"),
    (CsvField::Event, "event"),
    (CsvField::Minutes, "minutes"),
    (CsvField::Slot, "slot"),
    (CsvField::Links, "links"),
    (CsvField::Text, "text"),
    (CsvField::AskAgain, "ask_again"),
];

/// What a column is called by others.
const NAMES: &str = include_str!("columns.txt");

impl CsvField {
    /// Every field, [`CsvField::Ignore`] first.
    pub const ALL: [Self; KEYS.len()] = {
        let mut all = [Self::Ignore; KEYS.len()];
        let mut at = 0;
        while at < KEYS.len() {
            all[at] = KEYS[at].0;
            at += 1;
        }
        all
    };

    /// The key of its column in our own tables.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        // In the order of the enum, which a test holds.
        KEYS[self as usize].1
    }

    /// The key of the name people read.
    #[must_use]
    pub fn label_key(self) -> String {
        format!("csv_field_{}", self.as_str())
    }

    /// Whether several columns may be taken as this.
    #[must_use]
    pub const fn takes_several(self) -> bool {
        matches!(
            self,
            Self::Ignore | Self::People | Self::Tags | Self::Links | Self::Text
        )
    }

    /// Whether its cells are moments.
    pub(super) const fn is_moment(self) -> bool {
        matches!(
            self,
            Self::Created
                | Self::Updated
                | Self::Deleted
                | Self::NeededBy
                | Self::Sent
                | Self::Answered
                | Self::Decided
                | Self::AskAgain
        )
    }

    /// What a column of this name is taken as; [`CsvField::Ignore`] where nobody knows.
    #[must_use]
    pub fn named(column: &str) -> Self {
        let is_part = |c: &char| c.is_alphanumeric();
        let name: String = in_small_letters(column).chars().filter(is_part).collect();
        let is_own = |(_, key): &&(Self, &str)| key.chars().filter(is_part).eq(name.chars());
        let own = || KEYS.iter().skip(1).find(is_own).map(|(field, _)| *field);
        let listed = || {
            let lines = NAMES.lines().filter_map(|line| line.split_once(": "));
            let mut lines = lines.filter(|(_, names)| names.split(' ').any(|known| known == name));
            let (key, _) = lines.next()?;
            Self::ALL.into_iter().find(|field| field.as_str() == key)
        };
        own().or_else(listed).unwrap_or(Self::Ignore)
    }

    /// What each column is most likely meant as. One that takes a single column gets the one that says its
    /// own name, else the first.
    pub(super) fn suggested(header: &[String]) -> Vec<Self> {
        let mut fields: Vec<Self> = header.iter().map(|column| Self::named(column)).collect();
        for field in Self::ALL.into_iter().filter(|field| !field.takes_several()) {
            let columns = || (0..fields.len()).filter(|&at| fields[at] == field);
            let own = columns().find(|&at| header[at].trim() == field.as_str());
            let Some(kept) = own.or_else(|| columns().next()) else {
                continue;
            };
            let others: Vec<usize> = columns().filter(|&at| at != kept).collect();
            for at in others {
                fields[at] = Self::Ignore;
            }
        }
        fields
    }
}

/// Letter by letter: enough to know a name by, and without the rules for words.
pub(super) fn in_small_letters(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::csv::CSV_COLUMNS;

    #[test]
    fn a_field_is_known_by_its_own_name_and_those_of_others() {
        for (at, (field, key)) in KEYS.iter().enumerate() {
            assert_eq!(*field as usize, at, "{key}");
            assert_eq!(CsvField::named(key), *field, "{key}");
        }
        for line in NAMES
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let (key, names) = line.split_once(": ").unwrap();
            for name in names.split(' ') {
                assert_eq!(CsvField::named(name).as_str(), key, "{name}");
            }
        }
        assert_eq!(CsvField::named(" Due Date "), CsvField::NeededBy);
        assert_eq!(CsvField::named("Fällig am:"), CsvField::NeededBy);
        assert_eq!(CsvField::named("shoe size"), CsvField::Ignore);
        assert_eq!(CsvField::named(""), CsvField::Ignore);
    }

    #[test]
    fn columns_of_our_own_are_all_known_but_those_that_only_tell() {
        let header: Vec<String> = CSV_COLUMNS.iter().map(|&key| key.to_owned()).collect();
        let fields = CsvField::suggested(&header);
        let told: Vec<&str> = (header.iter().zip(&fields))
            .filter(|(_, field)| **field == CsvField::Ignore)
            .map(|(key, _)| key.as_str())
            .collect();
        assert_eq!(told, ["verdict", "rule", "template", "comments", "files"]);
        for (key, field) in header
            .iter()
            .zip(fields)
            .filter(|(_, f)| *f != CsvField::Ignore)
        {
            assert_eq!(field.as_str(), key);
        }
    }

    #[test]
    fn one_column_is_the_title_and_all_tags_are_tags() {
        let header = ["Name", "title", "Label", "Tags", "Notes", "Description"].map(str::to_owned);
        let expected = [
            CsvField::Ignore,
            CsvField::Title,
            CsvField::Tags,
            CsvField::Tags,
            CsvField::Text,
            CsvField::Text,
        ];
        assert_eq!(CsvField::suggested(&header), expected);
    }
}
