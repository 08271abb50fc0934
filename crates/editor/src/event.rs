//! What the prompt can show, what can happen to it, and what it asks for.

use crate::deadline::Deadline;
use crate::steps::Step;
use baton_brief::{Brief, OwnTemplateId};
use baton_gate::{Answers, TemplateId};
use baton_locale::Messages;
use baton_notes::Delivered;
use baton_protocol::{BookingPreview, Failure, Later, PromptReply, PromptRequest};
use baton_worktime::Zones;

/// What the session borrows from its host at each event.
#[derive(Clone, Copy)]
pub struct Host<'a> {
    /// Time zones.
    pub zones: &'a dyn Zones,
    /// Words.
    pub words: &'a dyn Messages,
    /// A clock that only goes forward, in milliseconds.
    pub tick: f64,
    /// The machine's clock, in milliseconds.
    pub clock: f64,
}

/// What the card shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Screen {
    /// A question.
    Question(Step),
    /// The verdict on all answers.
    Verdict,
    /// The brief's form and preview.
    Writing,
    /// What *Book with this brief* would do; `None` until the background has said it.
    Booking(Option<BookingPreview>),
    /// The brief left Baton.
    Sent(Delivered),
    /// The booking goes on; the card is about to vanish.
    SteppingAside,
}

/// What is known about the draft being kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing was typed yet.
    Untouched,
    /// Something is on its way.
    OnTheWay,
    /// Everything typed is saved.
    Saved,
    /// The last save failed.
    NotSaved(Failure),
}

/// What is shown of the brief where there is no room for both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The form.
    Form,
    /// The preview.
    Preview,
}

/// Something that failed and can be tried again.
#[derive(Debug, Clone, PartialEq)]
pub struct Trouble {
    /// What went wrong.
    pub failure: Failure,
    /// What *Try again* asks, with what was typed since; `None` where trying again cannot help.
    pub again: Option<PromptRequest>,
}

/// What happened.
#[derive(Debug, PartialEq)]
pub enum Event {
    /// The card was opened.
    Begun,
    /// An answer changed; these are all answers now.
    Answered(Answers),
    /// A deadline's chip was pressed; `None` takes the choice back.
    DeadlineChosen(Option<Deadline>),
    /// On to the next question, or to the verdict.
    Next,
    /// Back to where one came from.
    Back,
    /// To a question.
    GoTo(Step),
    /// To the verdict at once.
    SeeVerdict,
    /// *Write it instead*.
    Write,
    /// The brief changed.
    Written(Brief),
    /// A built-in template was picked.
    TemplatePicked(TemplateId),
    /// One of the person's own templates was picked.
    OwnTemplatePicked(OwnTemplateId),
    /// Form or preview.
    SideShown(Side),
    /// *Book with this brief*.
    BookAsked,
    /// *Put it into the booking*, and whether the clipboard took the brief; `None` where it was
    /// not needed or the person copied it by hand.
    BookConfirmed(Option<bool>),
    /// The brief was handed over in this way, and whether the clipboard took it where it was
    /// needed.
    HandedOver(Delivered, Option<bool>),
    /// The person copied the selected text by hand.
    CopiedByHand,
    /// *Not now*.
    NotNow(Later),
    /// The quieter manner that was offered is taken, or not wanted.
    Offered(bool),
    /// *Close*.
    Close,
    /// *Open notes*.
    OpenNotes,
    /// Where it is set when Baton asks is to be shown.
    OpenAsking,
    /// A note that may have answered this is to be read.
    OpenNote(String),
    /// This note is to be linked to one that may have answered it.
    LinkTo(String),
    /// None of those is wanted.
    RelatedDismissed,
    /// Fold the card to a pill, or unfold it.
    Fold(bool),
    /// The brief was saved as a file.
    SavedAsFile,
    /// A press did not count; this text says why. `None` takes the text away.
    PressRefused(Option<&'static str>),
    /// *Try again*.
    Retry,
    /// A save may be due.
    SaveDue,
    /// The frame has another size, so that text flows another way.
    Reflowed,
    /// The page is about to be hidden.
    Leaving,
    /// The background answered a request.
    Answer(Box<PromptRequest>, Result<PromptReply, Failure>),
}

/// What is to be done about it.
#[allow(
    clippy::large_enum_variant,
    reason = "made once an event and used at once"
)]
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the background; its answer comes back as [`Event::Answer`].
    Ask(PromptRequest),
    /// Move the keyboard's focus to the element with this id.
    Focus(&'static str),
}
