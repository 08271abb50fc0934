//! Which notes are taken.

use baton_notes::NoteId;
use baton_worktime::CivilDate;

/// Which notes are taken.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Scope {
    /// All.
    #[default]
    All,
    /// Those that fit.
    Some(Narrowed),
    /// Those that were selected elsewhere.
    These(Vec<NoteId>),
}

/// What notes must fit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowed {
    /// A person they concern.
    pub person: String,
    /// A tag they have.
    pub topic: String,
    /// The first day on which they may have been written last, as `2026-03-12`.
    pub from: String,
    /// The last day.
    pub to: String,
    /// What else is looked for, as the search field takes it.
    pub words: String,
}

impl Narrowed {
    /// As the search takes it; see `baton_search::Query`.
    #[must_use]
    pub fn query(&self) -> String {
        let mut query = String::new();
        // The search takes those written before a day.
        let day_after = day_after(&self.to).unwrap_or_default();
        for (name, value) in [
            ("person:", &self.person),
            ("tag:", &self.topic),
            ("after:", &self.from),
            ("before:", &day_after),
            ("", &self.words),
        ] {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            if !query.is_empty() {
                query.push(' ');
            }
            query.push_str(name);
            match name {
                // One word of a person is often the name one knows them by; the space ends it, so that it is no
                // beginning.
                "person:"
                    if !value.contains(|c: char| c.is_whitespace() || QUOTES.contains(&c)) =>
                {
                    query.push_str(value);
                    query.push(' ');
                }
                // In quotes it is meant as a whole. One in it would end it; the search takes none.
                "person:" | "tag:" => {
                    query.push('"');
                    query.push_str(&value.replace(QUOTES, " "));
                    query.push('"');
                }
                _ => query.push_str(value),
            }
        }
        query
    }
}

/// What ends a name in quotation marks for the search.
const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

fn day_after(day: &str) -> Option<String> {
    let day: CivilDate = day.trim().parse().ok()?;
    Some(day.plus_days(1).to_string())
}

/// What the address of the page says it was opened for, behind its `#`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// The notes that were selected.
    pub notes: Vec<NoteId>,
    /// What was searched for.
    pub query: Option<String>,
    /// It is to save a backup, and close.
    pub backs_up: bool,
}

impl Opened {
    /// Reads it. `decode` takes the browser's escapes away.
    #[must_use]
    pub fn read(hash: &str, decode: impl Fn(&str) -> String) -> Self {
        let mut opened = Self::default();
        for part in hash.split('&') {
            match part.split_once('=') {
                Some(("notes", ids)) => {
                    let ids = ids.split(',').map(NoteId::parse);
                    opened.notes = ids.filter_map(Result::ok).collect();
                }
                Some(("find", query)) => opened.query = Some(decode(query)),
                _ => opened.backs_up |= part == "backup",
            }
        }
        opened
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_notes_must_fit_is_a_search() {
        assert_eq!(Narrowed::default().query(), "");
        let narrowed = Narrowed {
            person: " Kim \"K\" “Sample” ".to_owned(),
            topic: "q3".to_owned(),
            from: "2026-01-01".to_owned(),
            to: "2026-02-28".to_owned(),
            words: "plan -draft".to_owned(),
        };
        assert_eq!(
            narrowed.query(),
            "person:\"Kim  K   Sample \" tag:\"q3\" after:2026-01-01 before:2026-03-01 plan -draft"
        );
    }

    #[test]
    fn one_name_of_a_person_is_enough() {
        let narrowed = Narrowed {
            person: "Kim".to_owned(),
            ..Narrowed::default()
        };
        assert_eq!(narrowed.query(), "person:Kim ");
    }

    #[test]
    fn an_address_says_what_the_page_is_opened_for() {
        let id = "019ce17d-2100-7000-8000-000000000000";
        let read = |hash: &str| Opened::read(hash, |text| text.replace("%20", " "));
        assert_eq!(read(""), Opened::default());
        assert!(read("backup").backs_up);
        let notes = read(&format!("notes={id},nonsense,{id}")).notes;
        assert_eq!(notes.len(), 2);
        assert_eq!(
            read("find=large%20budget").query.as_deref(),
            Some("large budget")
        );
    }
}
