//! Which note is answered, where the page was not told: notes that wait for an answer, and first those
//! whose brief is quoted in what came.

use baton_notes::NoteId;
use baton_protocol::{NoteOrder, NoteSummary};

/// At most this many notes are offered.
pub const MOST_NOTES: u32 = 8;

/// Notes that left Baton and have no answer yet.
const WAITING: &str = "-state:draft -state:answered -state:decided -state:met -state:dropped";
/// Any note that can be answered: a late answer to a matter that ended counts too.
const ANSWERABLE: &str = "-state:draft";
/// So many words of a quoted line are looked for.
const QUOTED_WORDS: usize = 12;

/// A request for notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Search {
    /// Counts the requests, so that a late answer is told from the latest.
    number: u32,
    /// It is about the brief that is quoted.
    is_quoted: bool,
}

/// A search, what is looked for as `baton_search::Query` reads it, and what comes first.
pub type Sought = (Search, String, NoteOrder);

/// The notes to choose from.
#[derive(Debug, Default)]
pub struct Choice {
    /// What the person looks for; blank for what waits.
    pub looked_for: String,
    quoted: Vec<NoteSummary>,
    offered: Option<Vec<NoteSummary>>,
    /// The words of the brief that is quoted.
    words: Option<String>,
    latest: u32,
    /// What is offered answers the latest request.
    is_current: bool,
}

impl Choice {
    /// What is to be asked for.
    pub fn look(&mut self) -> Vec<Sought> {
        self.latest += 1;
        self.is_current = false;
        let looked_for = self.looked_for.trim();
        if !looked_for.is_empty() {
            return vec![self.sought(false, &[ANSWERABLE, looked_for], NoteOrder::Best)];
        }
        let waiting = self.sought(false, &[WAITING], NoteOrder::Latest);
        let quoted = self.words.as_deref();
        let quoted = quoted.map(|words| self.sought(true, &[ANSWERABLE, words], NoteOrder::Best));
        [waiting].into_iter().chain(quoted).collect()
    }

    /// What came quotes a brief with these words in its ask, or none; whether that is new.
    pub fn quotes(&mut self, words: Option<String>) -> bool {
        if self.words == words {
            return false;
        }
        self.words = words;
        self.quoted.clear();
        true
    }

    /// What was found.
    pub fn found(&mut self, search: Search, mut notes: Vec<NoteSummary>) {
        if search.number != self.latest {
            return;
        }
        // A note of a newer version of Baton takes no answer from this one.
        notes.retain(|note| note.state.is_some());
        match search.is_quoted {
            true => self.quoted = notes,
            false => {
                self.offered = Some(notes);
                self.is_current = true;
            }
        }
    }

    /// The note that is offered first, once what is looked for was found.
    #[must_use]
    pub fn first(&self) -> Option<&NoteId> {
        let lines = self.lines().filter(|_| self.is_current)?;
        lines.first().map(|(note, _)| &note.id)
    }

    /// The notes that are offered, each with whether what came quotes its brief; `None` before they are
    /// known.
    #[must_use]
    pub fn lines(&self) -> Option<Vec<(&NoteSummary, bool)>> {
        let offered = self.offered.as_ref()?;
        let is_looked_for = !self.looked_for.trim().is_empty();
        let quoted: &[NoteSummary] = if is_looked_for { &[] } else { &self.quoted };
        let is_quoted = |note: &NoteSummary| quoted.iter().any(|other| other.id == note.id);
        let others = offered.iter().filter(|note| !is_quoted(note));
        let quoted = quoted.iter().map(|note| (note, true));
        let lines = quoted.chain(others.map(|note| (note, false)));
        Some(lines.take(MOST_NOTES as usize).collect())
    }

    fn sought(&self, is_quoted: bool, parts: &[&str], order: NoteOrder) -> Sought {
        let number = self.latest;
        (Search { number, is_quoted }, parts.join(" "), order)
    }
}

/// What is looked for to find the note with this ask: its first words, and nothing that a search would read
/// as more than words.
#[must_use]
pub fn words_of(ask: &str) -> Option<String> {
    let is_sign = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | ':');
    let parts = ask.split(|c: char| is_sign(c) || c.is_whitespace());
    let words = parts.map(|part| part.trim_start_matches('-'));
    let words = words.filter(|word| !word.is_empty());
    let words: Vec<&str> = words.take(QUOTED_WORDS).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use baton_notes::State;
    use baton_worktime::UtcMillis;

    pub(crate) fn id(byte: u8) -> NoteId {
        NoteId::from_parts(UtcMillis(0), [byte; 16])
    }

    pub(crate) fn line(byte: u8) -> NoteSummary {
        NoteSummary {
            id: id(byte),
            title: "Which dates?".to_owned(),
            person: None,
            provider_name: String::new(),
            tags: Vec::new(),
            state: Some(State::Sent),
            updated: UtcMillis(0),
            marked_title: Vec::new(),
            excerpt: Vec::new(),
        }
    }

    fn shown(choice: &Choice) -> Vec<(NoteId, bool)> {
        let lines = choice.lines().unwrap_or_default();
        lines
            .into_iter()
            .map(|(note, is_quoted)| (note.id.clone(), is_quoted))
            .collect()
    }

    #[test]
    fn the_note_whose_brief_is_quoted_comes_first_and_once() {
        let mut choice = Choice::default();
        assert!(choice.quotes(Some("Which dates".to_owned())));
        let sought = choice.look();
        let [
            (waiting, filter, NoteOrder::Latest),
            (quoted, words, NoteOrder::Best),
        ] = sought.as_slice()
        else {
            panic!("{sought:?}");
        };
        assert_eq!(filter, WAITING);
        assert_eq!(words, "-state:draft Which dates");
        choice.found(*quoted, vec![line(2)]);
        assert_eq!(choice.lines(), None, "what waits is not known yet");
        choice.found(*waiting, vec![line(1), line(2)]);
        assert_eq!(shown(&choice), [(id(2), true), (id(1), false)]);
        assert_eq!(choice.first(), Some(&id(2)));
        assert!(!choice.quotes(Some("Which dates".to_owned())));
    }

    #[test]
    fn what_is_looked_for_takes_the_place_and_a_late_answer_does_not() {
        let mut choice = Choice::default();
        let early = choice.look()[0].0;
        choice.looked_for = " budget ".to_owned();
        let sought = choice.look();
        assert_eq!(sought.len(), 1);
        assert_eq!(sought[0].1, "-state:draft budget");
        assert_eq!(choice.first(), None, "it is on its way");
        choice.found(sought[0].0, vec![line(3)]);
        choice.found(early, vec![line(1)]);
        assert_eq!(shown(&choice), [(id(3), false)]);
        assert_eq!(choice.first(), Some(&id(3)));
    }

    #[test]
    fn a_note_of_a_newer_version_is_not_offered_and_not_more_than_fit() {
        let mut choice = Choice::default();
        let search = choice.look()[0].0;
        let newer = NoteSummary {
            state: None,
            ..line(1)
        };
        let many = [newer].into_iter().chain((2..20).map(line)).collect();
        choice.found(search, many);
        let shown = shown(&choice);
        assert_eq!(shown.len(), MOST_NOTES as usize);
        assert_eq!(shown[0].0, id(2));
    }

    #[test]
    fn an_ask_is_looked_for_by_its_words_only() {
        for (ask, words) in [
            ("Which - „dates“", Some("Which dates")),
            (
                "state:draft -tag:old stays",
                Some("state draft tag old stays"),
            ),
            ("- \":\" -", None),
        ] {
            assert_eq!(words_of(ask).as_deref(), words, "{ask}");
        }
        let long = words_of(&"word ".repeat(100)).unwrap_or_default();
        assert_eq!(long.split(' ').count(), QUOTED_WORDS);
    }
}
