//! The page's state, without a browser.

use crate::draft::Kind;
use crate::invitation::Invitation;
use baton_brief::Brief;
use baton_notes::{NoteId, Source};
use baton_post::Refused;
use baton_protocol::Failure;

/// A part of an invitation that the person can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Who invites.
    Who,
    /// To what.
    What,
    /// When.
    When,
    /// The link.
    Link,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A text was pasted or typed, or a file was read.
    Came(String),
    /// A file could not be read.
    Unreadable,
    /// A part was changed.
    Changed(Part, String),
    /// It was chosen what to write.
    Chosen(Kind),
    /// *Write it* was pressed; these are the words of the draft.
    Write(Brief),
    /// The draft is kept, or could not be.
    Written(Result<NoteId, Failure>),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Keep a new note with this draft; report [`Event::Written`].
    Begin(Box<(Source, Brief)>),
    /// Go to the page where this note is written.
    Open(NoteId),
}

/// The page's state.
#[derive(Debug)]
pub struct Model {
    /// What stands in the field.
    pub text: String,
    /// What was read in it.
    pub invitation: Invitation,
    /// Why nothing could be read.
    pub refused: Option<Refused>,
    /// A file could not be read.
    pub is_unreadable: bool,
    /// What is to be written.
    pub kind: Kind,
    /// The draft is being kept.
    pub is_writing: bool,
    /// What did not work last.
    pub failure: Option<Failure>,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            text: String::new(),
            invitation: Invitation::default(),
            refused: None,
            is_unreadable: false,
            kind: Kind::Reply,
            is_writing: false,
            failure: None,
        }
    }
}

impl Model {
    /// Takes in what happened.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Came(text) => {
                self.is_unreadable = false;
                match Invitation::read(&text) {
                    Ok(invitation) => {
                        self.invitation = invitation;
                        self.refused = None;
                    }
                    Err(refused) => self.refused = Some(refused),
                }
                self.text = text;
            }
            Event::Unreadable => self.is_unreadable = true,
            Event::Changed(part, text) => {
                let invitation = &mut self.invitation;
                *match part {
                    Part::Who => &mut invitation.who,
                    Part::What => &mut invitation.what,
                    Part::When => &mut invitation.when,
                    Part::Link => &mut invitation.link,
                } = text;
            }
            Event::Chosen(kind) => self.kind = kind,
            Event::Write(brief) if !self.is_writing => {
                self.is_writing = true;
                self.failure = None;
                return vec![Effect::Begin(Box::new((self.invitation.source(), brief)))];
            }
            Event::Write(_) => {}
            Event::Written(Ok(note)) => return vec![Effect::Open(note)],
            Event::Written(Err(failure)) => {
                self.is_writing = false;
                self.failure = Some(failure);
            }
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::{Effect, Event, Model, Part};
    use crate::draft::Kind;
    use crate::invitation::Invitation;
    use baton_brief::Brief;
    use baton_protocol::Failure;

    fn brief(model: &Model) -> Brief {
        model
            .kind
            .draft(&model.invitation, &|key, _| key.to_owned())
    }

    #[test]
    fn what_the_person_corrects_is_what_the_note_says() {
        let mut model = Model::default();
        model.update(Event::Came("When: Monday\nhttps://cal.com/a/b".to_owned()));
        model.update(Event::Changed(Part::Who, "Kim Sample".to_owned()));
        let draft = brief(&model);
        let effects = model.update(Event::Write(draft.clone()));
        let [Effect::Begin(told)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        let (source, begun) = &**told;
        assert_eq!(source.person.as_deref(), Some("Kim Sample"));
        assert_eq!(source.target, "https://cal.com/a/b");
        assert_eq!(*begun, draft);
        assert_eq!(model.update(Event::Write(draft)), [], "once");
    }

    #[test]
    fn what_could_not_be_kept_can_be_tried_again() {
        let mut model = Model::default();
        model.update(Event::Chosen(Kind::ALL[1]));
        let draft = brief(&model);
        model.update(Event::Write(draft.clone()));
        model.update(Event::Written(Err(Failure::StoreFull)));
        assert_eq!(model.failure, Some(Failure::StoreFull));
        assert_eq!(model.update(Event::Write(draft)).len(), 1);
    }

    #[test]
    fn what_cannot_be_read_keeps_what_was_read_before() {
        let mut model = Model::default();
        model.update(Event::Came("When: Monday".to_owned()));
        model.update(Event::Came("BEGIN:VCALENDAR".to_owned()));
        assert!(model.refused.is_some());
        assert_eq!(model.invitation.when, "Monday");
        model.update(Event::Came(String::new()));
        assert_eq!(model.refused, None);
        assert_eq!(model.invitation, Invitation::default());
    }
}
