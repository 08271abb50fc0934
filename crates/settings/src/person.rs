//! People and teams one writes to.

use baton_worktime::WorkingWeek;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A person's id, made by the caller: 1 to 64 ASCII letters, digits and hyphens.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonId(String);

/// The text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidPersonId;

impl fmt::Display for InvalidPersonId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an id: expected 1 to 64 letters, digits and hyphens")
    }
}

impl std::error::Error for InvalidPersonId {}

impl PersonId {
    const MAX_BYTES: usize = 64;

    /// Reads an id.
    ///
    /// # Errors
    /// [`InvalidPersonId`] for everything but 1 to 64 ASCII letters, digits and hyphens.
    pub fn parse(text: &str) -> Result<Self, InvalidPersonId> {
        let fits = (1..=Self::MAX_BYTES).contains(&text.len());
        if fits && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidPersonId)
        }
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for PersonId {
    type Error = InvalidPersonId;

    fn try_from(text: String) -> Result<Self, InvalidPersonId> {
        Self::parse(&text)
    }
}

impl From<PersonId> for String {
    fn from(id: PersonId) -> Self {
        id.0
    }
}

/// How somebody likes to be written to. The prompt puts that way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryWay {
    /// Copied with formatting, for chats and documents.
    Copy,
    /// Copied as plain text.
    CopyPlain,
    /// Copied as Markdown, for issue trackers and wikis.
    CopyMarkdown,
    /// The mail program of this machine.
    Mail,
    /// Gmail in the browser.
    Gmail,
    /// Outlook in the browser.
    Outlook,
    /// A mail as a file.
    MailFile,
    /// Inside the booking.
    Booking,
    /// On paper.
    Print,
}

impl DeliveryWay {
    /// Every way, in the order they are offered.
    pub const ALL: [Self; 9] = [
        Self::Copy,
        Self::CopyPlain,
        Self::CopyMarkdown,
        Self::Mail,
        Self::Gmail,
        Self::Outlook,
        Self::MailFile,
        Self::Booking,
        Self::Print,
    ];

    /// The name it is stored under.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Copy => "copy",
            Self::CopyPlain => "copy_plain",
            Self::CopyMarkdown => "copy_markdown",
            Self::Mail => "mail",
            Self::Gmail => "gmail",
            Self::Outlook => "outlook",
            Self::MailFile => "mail_file",
            Self::Booking => "booking",
            Self::Print => "print",
        }
    }
}

/// A person, or a team.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// The name they go by.
    pub name: String,
    /// Whether it is a team.
    #[serde(default)]
    pub team: bool,
    /// Other names booking pages give them.
    #[serde(default)]
    pub also: Vec<String>,
    /// The beginnings of their booking pages' addresses, such as
    /// `https://calendly.com/alex-example`.
    #[serde(default)]
    pub pages: Vec<String>,
    /// Their working hours on their own clocks; the writer's while it is unknown.
    #[serde(default)]
    pub week: Option<WorkingWeek>,
    /// Their mail address; empty while it is unknown.
    #[serde(default)]
    pub mail: String,
    /// How they like to be written to.
    #[serde(default)]
    pub prefers: Option<DeliveryWay>,
}

impl Person {
    /// A person of whom nothing but the name is known.
    #[must_use]
    pub fn named(id: PersonId, name: &str) -> Self {
        Self {
            id,
            name: name.to_owned(),
            team: false,
            also: Vec::new(),
            pages: Vec::new(),
            week: None,
            mail: String::new(),
            prefers: None,
        }
    }

    fn has_page(&self, target: &str) -> bool {
        let target = without_www(target);
        self.pages.iter().any(|page| {
            let page = without_www(page.trim().trim_end_matches('/'));
            !page.is_empty()
                && target
                    .strip_prefix(page)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
        })
    }

    fn has_name(&self, name: &str) -> bool {
        let names = std::iter::once(&self.name).chain(&self.also);
        names.into_iter().any(|known| is_same_name(known, name))
    }
}

/// An address without what most hosts also answer to: a system's canonical addresses leave it out, people
/// copy it.
fn without_www(address: &str) -> &str {
    let address = address.strip_prefix("https://").unwrap_or(address);
    address.strip_prefix("www.").unwrap_or(address)
}

/// Whether two names differ at most in case and white space.
fn is_same_name(one: &str, other: &str) -> bool {
    fn letters(name: &str) -> impl Iterator<Item = char> + '_ {
        let mut words = name.split_whitespace();
        let first = words.next().unwrap_or_default();
        let rest = words.flat_map(|word| std::iter::once(' ').chain(word.chars()));
        first.chars().chain(rest).flat_map(char::to_lowercase)
    }
    !one.trim().is_empty() && letters(one).eq(letters(other))
}

/// The person a booking page belongs to: the first whose page it is, else the first of that name.
#[must_use]
pub fn find<'a>(people: &'a [Person], target: &str, name: Option<&str>) -> Option<&'a Person> {
    let by_page = people.iter().find(|person| person.has_page(target));
    by_page.or_else(|| {
        let name = name?;
        people.iter().find(|person| person.has_name(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: &str, name: &str) -> Person {
        Person::named(PersonId::parse(id).unwrap(), name)
    }

    fn found<'a>(people: &'a [Person], target: &str, name: Option<&str>) -> Option<&'a str> {
        find(people, target, name).map(|person| person.id.as_str())
    }

    #[test]
    fn a_booking_page_tells_whose_it_is_before_its_name_does() {
        let mut alex = person("alex", "Alex Example");
        alex.pages = vec!["https://calendly.com/alex-example/".to_owned()];
        let people = [person("kim", "Kim Sample"), alex];
        let page = "https://calendly.com/alex-example/intro";
        assert_eq!(found(&people, page, Some("Kim Sample")), Some("alex"));
        let others = "https://calendly.com/alex-example-2/intro";
        assert_eq!(found(&people, others, Some("kim  SAMPLE")), Some("kim"));
        assert_eq!(found(&people, others, None), None);
    }

    #[test]
    fn a_page_is_the_same_with_www_and_without() {
        let mut alex = person("alex", "Alex Example");
        alex.pages = vec!["https://www.calendly.com/alex-example".to_owned()];
        let mut kim = person("kim", "Kim Sample");
        kim.pages = vec!["https://booking.example/kim".to_owned()];
        let people = [alex, kim];
        let page = "https://calendly.com/alex-example/intro";
        assert_eq!(found(&people, page, None), Some("alex"));
        let page = "https://www.booking.example/kim";
        assert_eq!(found(&people, page, None), Some("kim"));
        assert_eq!(found(&people, "https://www.booking.example/", None), None);
    }

    #[test]
    fn other_names_count_and_empty_ones_do_not() {
        let mut team = person("team", "Support");
        team.also = vec!["Customer care".to_owned(), String::new()];
        team.pages = vec![" ".to_owned()];
        let people = [team];
        assert_eq!(found(&people, "x", Some("customer Care")), Some("team"));
        assert_eq!(found(&people, "x", Some("")), None);
        assert_eq!(found(&people, "", None), None);
    }

    #[test]
    fn ids_are_short_and_plain() {
        assert!(PersonId::parse("019b-7e").is_ok());
        for text in ["", "a b", "ä", &"a".repeat(65)] {
            assert_eq!(PersonId::parse(text), Err(InvalidPersonId), "{text}");
        }
    }
}
