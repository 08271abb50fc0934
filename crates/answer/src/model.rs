//! The page's state, without a browser.

use crate::choice::{Choice, Search, Sought, words_of};
use crate::kept::{kept_text, numbered, shown_text};
use baton_notes::{MAX_COMMENT_CHARS, NoteId};
use baton_post::{Labels, Reply, Sent, quoted_ask, read_reply, read_reply_html};
use baton_protocol::{Failure, NoteSummary, NoteView};

/// What came, in the form it came in: it is read anew for each note that is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Came {
    /// As text, or changed by hand.
    Text(String),
    /// In the form mail programs give it.
    Html(String),
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
    Started,
    /// What was handed to the page, or stood in it before it was loaded anew; `None` when it is not there
    /// any more.
    Handed(Option<Came>),
    /// The note that is answered.
    NoteKnown(Result<Box<NoteView>, Failure>),
    /// Something is looked for among the notes.
    LookedFor(String),
    /// What a search found.
    Found(Search, Result<Vec<NoteSummary>, Failure>),
    /// This note is answered.
    Chosen(NoteId),
    /// The first of the notes that are offered is answered.
    FirstChosen,
    /// Another note is answered.
    Another,
    /// Something was pasted in the form mail programs give it, and took the place of what stood there.
    Pasted(String),
    /// The text in the field was changed.
    Typed(String),
    /// Who answered.
    ByTyped(String),
    /// *Keep it* was pressed.
    Keep,
    /// It is kept, or could not be.
    Kept(Answered, Result<(), Failure>),
}

/// What a note is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// The note.
    pub note: NoteId,
    /// The text.
    pub text: String,
    /// The score, if one was given.
    pub score: Option<u8>,
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask for the note; report [`Event::NoteKnown`].
    Load(NoteId),
    /// Look for notes; report [`Event::Found`].
    Look(Sought),
    /// The page is about this note, or about none yet: say so in its address.
    Stand(Option<NoteId>),
    /// Keep what came with the tab, so that it is there when the page is loaded anew.
    Remember,
    /// It is kept with its note: forget what came.
    Forget,
    /// Move the focus there.
    Focus(&'static str),
    /// Keep this, from whoever answered; report [`Event::Kept`].
    Keep(Answered, Option<String>),
}

/// Why what stands there cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is longer than can be read.
    TooLong,
    /// It is longer than a note keeps.
    TooMuch,
}

/// The words that the page knows a brief by, in the person's language.
#[derive(Debug, Clone, Copy)]
pub struct Words {
    /// Those of its reply block.
    pub block: Labels<'static>,
    /// What stands before its ask.
    pub ask: &'static str,
}

/// The page's state.
#[derive(Debug)]
pub struct Model {
    words: Words,
    /// The id of the note that is answered; `None` while it is to be chosen.
    pub asked: Option<NoteId>,
    /// The notes to choose from.
    pub choice: Choice,
    /// The note; `None` until it is known.
    pub note: Option<Box<NoteView>>,
    /// What came.
    pub came: Came,
    /// What was handed to the page is not there any more.
    pub is_gone: bool,
    /// What stands in the field.
    pub text: String,
    /// Who answered, as it stands in its field.
    pub by: String,
    /// What was read.
    pub reply: Reply,
    /// Why it cannot be kept.
    pub fault: Option<Fault>,
    /// Whether it is kept, as it stands there.
    pub is_kept: bool,
    /// What did not work last.
    pub failure: Option<Failure>,
}

impl Model {
    /// The page, before it was started; about this note, if its address names one.
    #[must_use]
    pub fn new(words: Words, asked: Option<NoteId>) -> Self {
        Self {
            words,
            asked,
            choice: Choice::default(),
            note: None,
            came: Came::Text(String::new()),
            is_gone: false,
            text: String::new(),
            by: String::new(),
            reply: Reply::default(),
            fault: None,
            is_kept: false,
            failure: None,
        }
    }

    /// Takes in what happened.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Started => {
                self.failure = None;
                match self.asked.clone() {
                    Some(note) => vec![Effect::Load(note)],
                    None => looks(self.choice.look()),
                }
            }
            Event::Handed(Some(came)) => self.came(came),
            Event::Handed(None) => {
                self.is_gone = true;
                Vec::new()
            }
            Event::NoteKnown(Ok(note)) => {
                self.note_known(note);
                Vec::new()
            }
            // What the address names is no note, or none any more: then it is to be chosen.
            Event::NoteKnown(Err(Failure::NoSuchNote)) => {
                let effects = self.another();
                self.failure = Some(Failure::NoSuchNote);
                effects
            }
            Event::NoteKnown(Err(failure))
            | Event::Found(_, Err(failure))
            | Event::Kept(_, Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
            Event::LookedFor(typed) => {
                self.choice.looked_for = typed;
                looks(self.choice.look())
            }
            Event::Found(search, Ok(notes)) => {
                self.choice.found(search, notes);
                Vec::new()
            }
            Event::Chosen(note) => self.chosen(note),
            Event::FirstChosen => {
                let first = self.choice.first().cloned();
                first.map_or_else(Vec::new, |note| self.chosen(note))
            }
            Event::Another => {
                let mut effects = self.another();
                effects.push(Effect::Focus("look"));
                effects
            }
            Event::Pasted(html) => self.came(Came::Html(html)),
            Event::Typed(text) => self.came(Came::Text(text)),
            Event::ByTyped(by) => {
                self.by = by;
                Vec::new()
            }
            Event::Keep => self.keep().into_iter().collect(),
            Event::Kept(what, Ok(())) => self.kept(&what),
        }
    }

    /// Whether there is something to keep that is not kept yet.
    #[must_use]
    pub fn can_keep(&self) -> bool {
        let says_something = !kept_text(&self.reply, &self.words.block).is_empty();
        let says_something = says_something || self.reply.score.is_some();
        self.note.is_some() && self.fault.is_none() && !self.is_kept && says_something
    }

    fn keep(&self) -> Option<Effect> {
        let by = self.by.trim();
        let by = (!by.is_empty()).then(|| by.to_owned());
        Some(Effect::Keep(self.to_keep()?, by))
    }

    /// What would be kept now.
    fn to_keep(&self) -> Option<Answered> {
        let note = self.asked.clone().filter(|_| self.can_keep())?;
        Some(Answered {
            note,
            text: kept_text(&self.reply, &self.words.block),
            score: self.reply.score,
        })
    }

    /// Meanwhile the text may have been corrected, or another note chosen: that is not kept yet.
    fn kept(&mut self, what: &Answered) -> Vec<Effect> {
        if self.asked.as_ref() == Some(&what.note) {
            self.failure = None;
        }
        if self.to_keep().as_ref() != Some(what) {
            return Vec::new();
        }
        self.is_kept = true;
        vec![Effect::Forget]
    }

    fn came(&mut self, came: Came) -> Vec<Effect> {
        self.came = came;
        self.is_gone = false;
        self.read();
        let mut effects = vec![Effect::Remember];
        if self.asked.is_none() && self.choice.quotes(self.quoted()) {
            effects.extend(looks(self.choice.look()));
        }
        effects
    }

    /// The words of the brief that is quoted in what came.
    fn quoted(&self) -> Option<String> {
        let ask = quoted_ask(&self.text, &[self.words.ask, "Ask"]);
        ask.as_deref().and_then(words_of)
    }

    fn note_known(&mut self, note: Box<NoteView>) {
        // Another one may have been chosen meanwhile.
        if self.asked.as_ref() != Some(&note.id) {
            return;
        }
        let before = self.note.take().and_then(|note| note.person);
        if self.by.is_empty() || Some(&self.by) == before.as_ref() {
            self.by = note.person.clone().unwrap_or_default();
        }
        self.note = Some(note);
        self.read();
    }

    fn chosen(&mut self, note: NoteId) -> Vec<Effect> {
        self.failure = None;
        self.asked = Some(note.clone());
        vec![
            Effect::Stand(Some(note.clone())),
            Effect::Load(note),
            Effect::Focus("read-heading"),
        ]
    }

    fn another(&mut self) -> Vec<Effect> {
        self.failure = None;
        self.asked = None;
        let person = self.note.take().and_then(|note| note.person);
        if Some(&self.by) == person.as_ref() {
            self.by.clear();
        }
        self.read();
        self.choice.quotes(self.quoted());
        let mut effects = vec![Effect::Stand(None)];
        effects.extend(looks(self.choice.look()));
        effects
    }

    /// Reads what came against the brief of the note, as far as that is known.
    fn read(&mut self) {
        let brief = self.note.as_ref().map_or("", |note| note.brief.as_str());
        let labels = self.words.block;
        let sent = Sent {
            labels,
            numbered: numbered(brief, &labels),
            text: (!brief.is_empty()).then_some(brief),
        };
        let read = match &self.came {
            Came::Text(text) => read_reply(text, &sent),
            Came::Html(html) => read_reply_html(html, &sent),
        };
        self.is_kept = false;
        self.fault = match &read {
            Err(_) => Some(Fault::TooLong),
            Ok(reply) if kept_text(reply, &labels).chars().count() > MAX_COMMENT_CHARS => {
                Some(Fault::TooMuch)
            }
            Ok(_) => None,
        };
        self.text = match (&self.came, &read) {
            // It is shown as text, in the order in which it is kept.
            (Came::Html(_), Ok(reply)) => shown_text(reply, &labels),
            (Came::Html(text) | Came::Text(text), _) => text.clone(),
        };
        self.reply = read.unwrap_or_default();
    }
}

/// Whether what is pasted takes the place of everything: nothing stands in the field, or all of it is
/// selected, from and to so many UTF-16 units.
#[must_use]
pub fn takes_all(text: &str, from: u32, to: u32) -> bool {
    let units = text.encode_utf16().count();
    text.trim().is_empty() || from == 0 && to as usize >= units
}

fn looks(sought: Vec<Sought>) -> Vec<Effect> {
    sought.into_iter().map(Effect::Look).collect()
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
