//! The page's state, without a browser.

use crate::kept::{kept_text, numbered};
use baton_notes::MAX_COMMENT_CHARS;
use baton_post::{Labels, Refused, Reply, Sent, read_reply, read_reply_html};
use baton_protocol::{Failure, NoteView};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
    Started,
    /// The note that is answered.
    NoteKnown(Result<Box<NoteView>, Failure>),
    /// Something was pasted in the form mail programs give it, and took the place of what stood there.
    Pasted(String),
    /// The text in the field was changed.
    Typed(String),
    /// Who answered.
    ByTyped(String),
    /// *Keep it* was pressed.
    Keep,
    /// It is kept, or could not be.
    Kept(Result<(), Failure>),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask for the note; report [`Event::NoteKnown`].
    Load,
    /// Keep this answer; report [`Event::Kept`].
    Keep {
        /// The text.
        text: String,
        /// The score, if one was given.
        score: Option<u8>,
        /// Who answered.
        by: Option<String>,
    },
}

/// Why what stands there cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is longer than can be read.
    TooLong,
    /// It is longer than a note keeps.
    TooMuch,
}

/// The page's state.
#[derive(Debug)]
pub struct Model {
    labels: Labels<'static>,
    /// The note; `None` until it is known.
    pub note: Option<Box<NoteView>>,
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
    /// The page, before it was started. `labels` are the words of briefs' reply blocks.
    #[must_use]
    pub fn new(labels: Labels<'static>) -> Self {
        Self {
            labels,
            note: None,
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
                return vec![Effect::Load];
            }
            Event::NoteKnown(Ok(note)) => {
                if self.by.is_empty() {
                    self.by = note.person.clone().unwrap_or_default();
                }
                self.note = Some(note);
                self.read(read_reply);
            }
            Event::NoteKnown(Err(failure)) | Event::Kept(Err(failure)) => {
                self.failure = Some(failure);
            }
            Event::Pasted(html) => {
                self.text = html;
                self.read(read_reply_html);
                // From here on it is text, in the order in which it is kept.
                self.text = kept_text(&self.reply, &self.labels);
            }
            Event::Typed(text) => {
                self.text = text;
                self.read(read_reply);
            }
            Event::ByTyped(by) => self.by = by,
            Event::Keep => {
                if self.can_keep() {
                    let by = self.by.trim();
                    return vec![Effect::Keep {
                        text: kept_text(&self.reply, &self.labels),
                        score: self.reply.score,
                        by: (!by.is_empty()).then(|| by.to_owned()),
                    }];
                }
            }
            Event::Kept(Ok(())) => {
                self.failure = None;
                self.is_kept = true;
            }
        }
        Vec::new()
    }

    /// Whether there is something to keep that is not kept yet.
    #[must_use]
    pub fn can_keep(&self) -> bool {
        let says_something = !kept_text(&self.reply, &self.labels).is_empty();
        let says_something = says_something || self.reply.score.is_some();
        self.note.is_some() && self.fault.is_none() && !self.is_kept && says_something
    }

    fn read(&mut self, read: fn(&str, &Sent) -> Result<Reply, Refused>) {
        let brief = self.note.as_ref().map_or("", |note| note.brief.as_str());
        let sent = Sent {
            labels: self.labels,
            numbered: numbered(brief, &self.labels),
            text: (!brief.is_empty()).then_some(brief),
        };
        self.is_kept = false;
        self.fault = None;
        match read(&self.text, &sent) {
            Ok(reply) => self.reply = reply,
            Err(_) => self.fault = Some(Fault::TooLong),
        }
        if kept_text(&self.reply, &self.labels).chars().count() > MAX_COMMENT_CHARS {
            self.fault = Some(Fault::TooMuch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_notes::{CommentDraft, NoteId, State};
    use baton_worktime::UtcMillis;

    const BRIEF: &str = "Ask: Which dates?\n1. The first?\n2. The second?\n\n----------\nReply\n\
        Copy these lines into your answer and fill them in.\nWhat I understood:\n\
        Answers by number, such as \"2: yes\":\n1:\n2:\n\
        Was writing enough, from 1 (no) to 5 (yes):";

    fn note() -> Box<NoteView> {
        Box::new(NoteView {
            id: NoteId::from_parts(UtcMillis(0), [7; 16]),
            title: "Which dates?".to_owned(),
            person: Some("Kim Sample".to_owned()),
            minutes: None,
            state: State::Sent,
            brief: BRIEF.to_owned(),
            verdict: None,
            answers: Vec::new(),
            target: String::new(),
            history: Vec::new(),
            tags: Vec::new(),
            people: Vec::new(),
            links: Vec::new(),
            attachments: Vec::new(),
            comments: Vec::new(),
            comment_draft: CommentDraft::default(),
            deliveries: Vec::new(),
            follow_up: None,
            earlier: Vec::new(),
        })
    }

    fn opened() -> Model {
        let mut model = Model::new(Labels::ENGLISH);
        assert_eq!(model.update(Event::Started), [Effect::Load]);
        model.update(Event::NoteKnown(Ok(note())));
        model
    }

    #[test]
    fn what_was_answered_lands_at_its_numbers_and_is_kept_with_who_said_it() {
        let mut model = opened();
        assert!(!model.can_keep(), "nothing was pasted");
        let pasted = "Hi,\n\n> 2. The second?\nNo.\n> 1. The first?\nYes, please.\n\n\
            Was writing enough, from 1 (no) to 5 (yes): 4";
        model.update(Event::Typed(pasted.to_owned()));
        let effects = model.update(Event::Keep);
        let [Effect::Keep { text, score, by }] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        assert_eq!(text, "1. Yes, please.\n2. No.\n\nHi,");
        assert_eq!((*score, by.as_deref()), (Some(4), Some("Kim Sample")));
        model.update(Event::Kept(Ok(())));
        assert!(model.is_kept);
        assert!(!model.can_keep(), "it is kept once");
    }

    #[test]
    fn a_mail_programs_form_becomes_text_in_order() {
        let mut model = opened();
        let html = "<p>Sure!</p><ol><li>Yes</li><li>No</li></ol><script>alert(1)</script>";
        model.update(Event::Pasted(html.to_owned()));
        assert_eq!(model.text, "1. Yes\n2. No\n\nSure!");
        assert!(model.can_keep());
    }

    #[test]
    fn what_is_too_long_is_said_and_not_kept() {
        let mut model = opened();
        model.update(Event::Typed("x".repeat(1_100_000)));
        assert_eq!(model.fault, Some(Fault::TooLong));
        model.update(Event::Typed("x ".repeat(15_000)));
        assert_eq!(model.fault, Some(Fault::TooMuch));
        assert_eq!(model.update(Event::Keep), []);
        model.update(Event::Typed("Yes.".to_owned()));
        assert_eq!(model.fault, None);
        assert!(model.can_keep());
    }

    #[test]
    fn a_change_after_keeping_can_be_kept_too_and_a_failure_keeps_what_stands() {
        let mut model = opened();
        model.update(Event::Typed("Yes.".to_owned()));
        model.update(Event::Kept(Err(Failure::StoreFull)));
        assert_eq!(model.failure, Some(Failure::StoreFull));
        assert_eq!(model.text, "Yes.");
        assert!(model.can_keep());
        model.update(Event::Kept(Ok(())));
        model.update(Event::Typed("Yes, all of it.".to_owned()));
        assert!(model.can_keep());
    }
}
