//! The page's state, without a browser.

use crate::draft::Kind;
use crate::invitation::Invitation;
use baton_brief::Brief;
use baton_gate::Answers;
use baton_notes::{NoteId, Source, Written};
use baton_post::{Refused, When};
use baton_protocol::{Failure, Handover};
use std::collections::BTreeSet;

/// A part of an invitation that the person can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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

impl Part {
    /// Where an invitation has it.
    const fn of(self, invitation: &mut Invitation) -> &mut String {
        match self {
            Self::Who => &mut invitation.who,
            Self::What => &mut invitation.what,
            Self::When => &mut invitation.when,
            Self::Link => &mut invitation.link,
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A text was pasted, typed or dropped, or a file was read.
    Came(String),
    /// A text that was chosen in a page was handed over; `None` when it is not there any more.
    Handed(Option<String>),
    /// A file could not be read.
    Unreadable,
    /// A file, or what it says, is more than can be read.
    Refused(Refused),
    /// Something that can be dropped is held over the page, or no longer.
    Dragged(bool),
    /// A part was changed.
    Changed(Part, String),
    /// It was chosen what to write.
    Chosen(Kind),
    /// *Write it* was pressed; these are the words of the draft.
    Write(Brief),
    /// A note was begun for this draft.
    Begun(Begun, Box<(Source, Brief)>),
    /// The draft is where it is written on, at this address of Baton's; or could not be put there.
    Written(Result<String, Failure>),
}

/// A note that was begun, and has no text yet.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    /// The note.
    pub note: NoteId,
    /// What its gate was told.
    pub answers: Answers,
    /// This page stands in a private window: nothing of the note would be stored.
    pub is_private: bool,
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Begin a note for this draft; report [`Event::Begun`], or [`Event::Written`] where that fails.
    Begin(Box<(Source, Brief)>),
    /// Keep this as the text of the note that was begun; report [`Event::Written`].
    Save(NoteId, Box<Handover>),
    /// Hand this draft to the page where it is written, and keep nothing: it comes from a private window.
    /// Report [`Event::Written`].
    HandOn(Box<(Source, Brief)>),
    /// Go to this address of Baton's.
    Open(String),
}

/// The page's state.
#[derive(Debug)]
pub struct Model {
    /// What stands in the field.
    pub text: String,
    /// What was read in it, or changed by hand.
    pub invitation: Invitation,
    /// What was changed by hand, which nothing that is read takes the place of.
    pub by_hand: BTreeSet<Part>,
    /// Why nothing could be read.
    pub refused: Option<Refused>,
    /// A file could not be read.
    pub is_unreadable: bool,
    /// What was chosen in a page is not there any more.
    pub is_gone: bool,
    /// Something that can be dropped is held over the page.
    pub is_dragged: bool,
    /// What came was chosen in a private window, or this page stands in one: nothing of it is to be kept.
    pub is_private: bool,
    /// Says in the person's words what a calendar says, where that is understood.
    pub say: fn(&When) -> Option<String>,
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
            by_hand: BTreeSet::new(),
            refused: None,
            is_unreadable: false,
            is_gone: false,
            is_dragged: false,
            is_private: false,
            say: |_| None,
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
            Event::Came(text) | Event::Handed(Some(text)) => self.came(text),
            Event::Handed(None) => self.is_gone = true,
            Event::Unreadable => self.is_unreadable = true,
            Event::Refused(refused) => {
                self.is_unreadable = false;
                self.refused = Some(refused);
            }
            Event::Dragged(is_dragged) => self.is_dragged = is_dragged,
            Event::Changed(part, text) => {
                *part.of(&mut self.invitation) = text;
                self.by_hand.insert(part);
            }
            Event::Chosen(kind) => self.kind = kind,
            Event::Write(brief) if !self.is_writing => {
                self.is_writing = true;
                self.failure = None;
                let told = Box::new((self.invitation.source(), brief));
                return vec![match self.is_private {
                    false => Effect::Begin(told),
                    true => Effect::HandOn(told),
                }];
            }
            Event::Write(_) => {}
            Event::Begun(begun, told) => return vec![self.begun(begun, told)],
            Event::Written(Ok(address)) => return vec![Effect::Open(address)],
            Event::Written(Err(failure)) => {
                self.is_writing = false;
                self.failure = Some(failure);
            }
        }
        Vec::new()
    }

    fn begun(&mut self, begun: Begun, told: Box<(Source, Brief)>) -> Effect {
        let Begun {
            note,
            answers,
            is_private,
        } = begun;
        if is_private {
            self.is_private = true;
            return Effect::HandOn(told);
        }
        let (_, brief) = *told;
        let text = Written {
            answers,
            brief: Some(brief),
        };
        let was = Vec::new();
        Effect::Save(note, Box::new(Handover { text, was }))
    }

    fn came(&mut self, text: String) {
        self.is_unreadable = false;
        self.is_gone = false;
        match Invitation::read(&text) {
            Ok(mut invitation) => {
                invitation.reword_when(self.say);
                let was = &mut self.invitation;
                if text.trim().is_empty() {
                    // Begun anew: what was emptied by hand is filled in again.
                    self.by_hand.retain(|part| !part.of(was).is_empty());
                }
                for part in &self.by_hand {
                    *part.of(&mut invitation) = std::mem::take(part.of(was));
                }
                self.invitation = invitation;
                self.refused = None;
                if !self.kind.fits(&self.invitation) {
                    self.kind = Kind::Reply;
                }
            }
            Err(refused) => self.refused = Some(refused),
        }
        self.text = text;
    }
}

#[cfg(test)]
mod tests {
    use super::{Begun, Effect, Event, Model, Part};
    use crate::draft::{Kind, Tone};
    use crate::invitation::Invitation;
    use baton_brief::Brief;
    use baton_gate::Answers;
    use baton_notes::NoteId;
    use baton_post::Refused;
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
    fn what_was_changed_by_hand_stays_when_the_text_changes() {
        let mut model = Model::default();
        model.update(Event::Changed(Part::Who, "Kim Sample".to_owned()));
        let mail = "What: Intro\nWhen: Monday\nhttps://cal.com/a/b";
        model.update(Event::Came(mail.to_owned()));
        model.update(Event::Changed(Part::What, "Budget".to_owned()));
        model.update(Event::Changed(Part::Link, String::new()));
        model.update(Event::Came(["Who: Alex\n", mail, " soon"].concat()));
        let said = |model: &Model| {
            let Invitation {
                who,
                what,
                when,
                link,
                ..
            } = model.invitation.clone();
            [who, what, when, link]
        };
        assert_eq!(said(&model), ["Kim Sample", "Budget", "Monday", ""]);

        model.update(Event::Came(String::new()));
        assert_eq!(said(&model), ["Kim Sample", "Budget", "", ""]);
        model.update(Event::Came(mail.to_owned()));
        let link = "https://cal.com/a/b";
        assert_eq!(said(&model), ["Kim Sample", "Budget", "Monday", link]);
    }

    #[test]
    fn what_was_called_off_is_not_declined() {
        let mut model = Model::default();
        let no = Kind::Decline(Tone::Warm);
        model.update(Event::Chosen(no));
        let file = "BEGIN:VEVENT\nSUMMARY:Budget\nEND:VEVENT";
        model.update(Event::Came(file.to_owned()));
        assert_eq!(model.kind, no);
        model.update(Event::Came(["METHOD:CANCEL\n", file].concat()));
        assert_eq!(model.kind, Kind::Reply);
        let kinds = Kind::ALL.map(|kind| kind.fits(&model.invitation));
        assert_eq!(kinds, [true, false, false, false, true]);
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

    #[test]
    fn of_what_was_chosen_in_a_private_window_nothing_is_kept() {
        let mut model = Model {
            is_private: true,
            ..Model::default()
        };
        let chosen = "Let us meet\nhttps://cal.com/kim-sample/30min".to_owned();
        model.update(Event::Handed(Some(chosen)));
        let draft = brief(&model);
        let effects = model.update(Event::Write(draft.clone()));
        let [Effect::HandOn(told)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        let (source, begun) = &**told;
        assert_eq!(source.target, "https://cal.com/kim-sample/30min");
        assert_eq!(*begun, draft);
    }

    #[test]
    fn in_a_private_window_the_draft_is_handed_on_and_elsewhere_saved_with_its_note() {
        let id = "00000000-0000-7000-8000-000000000007";
        for is_private in [true, false] {
            let mut model = Model::default();
            model.update(Event::Came("https://cal.com/kim-sample/30min".to_owned()));
            let draft = brief(&model);
            let mut effects = model.update(Event::Write(draft.clone()));
            let Some(Effect::Begin(told)) = effects.pop() else {
                panic!("{effects:?}");
            };
            let begun = Begun {
                note: NoteId::parse(id).unwrap(),
                answers: Answers::default(),
                is_private,
            };
            let effects = model.update(Event::Begun(begun, told.clone()));
            match effects.as_slice() {
                [Effect::HandOn(handed)] if is_private => assert_eq!(*handed, told),
                [Effect::Save(note, what)] if !is_private => {
                    assert_eq!(note.as_str(), id);
                    assert_eq!(what.text.brief, Some(draft));
                }
                _ => panic!("{is_private}: {effects:?}"),
            }
        }
    }

    #[test]
    fn what_a_calendar_says_is_shown_in_the_persons_words_and_a_mail_as_it_is() {
        let mut model = Model {
            say: |when| Some(["At ", &when.iso].concat()),
            ..Model::default()
        };
        let file = "BEGIN:VEVENT\nDTSTART:20270304T103000Z\nEND:VEVENT";
        model.update(Event::Came(file.to_owned()));
        assert_eq!(model.invitation.when, "At 2027-03-04T10:30:00Z");
        model.update(Event::Came("When: Monday".to_owned()));
        assert_eq!(model.invitation.when, "Monday");
        model.update(Event::Changed(Part::When, "Tuesday".to_owned()));
        model.update(Event::Came(file.to_owned()));
        assert_eq!(model.invitation.when, "Tuesday");
    }

    #[test]
    fn a_text_that_is_gone_is_said_until_one_comes() {
        let mut model = Model::default();
        model.update(Event::Handed(None));
        assert!(model.is_gone);
        model.update(Event::Came("When: Monday".to_owned()));
        assert!(!model.is_gone);
    }

    #[test]
    fn a_file_that_is_too_large_keeps_what_was_read_before() {
        let mut model = Model::default();
        model.update(Event::Came("When: Monday".to_owned()));
        let (bytes, limit) = (3_000_000, 2_000_000);
        model.update(Event::Refused(Refused::TooLong { bytes, limit }));
        assert!(model.refused.is_some());
        assert_eq!(model.invitation.when, "Monday");
    }
}
