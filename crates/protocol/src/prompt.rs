//! The prompt and the background.

use crate::page::PromptSize;
use crate::relations::RelatedNote;
use baton_asking::Ask;
use baton_brief::{Brief, OwnTemplateId, ResponseWindows};
use baton_gate::{Answers, Thresholds};
use baton_notes::{Delivered, Source, Written};
use baton_settings::Person;
use baton_worktime::{UtcMillis, WorkingWeek};
use serde::{Deserialize, Serialize};

/// What a prompt may ask. It reaches its own note only: the one its ticket opened. Of notes that are
/// like it, it is told what a [`RelatedNote`] says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromptRequest {
    /// Exchange the ticket for the view. Must come first, works once.
    Redeem {
        /// The ticket the content script handed over.
        ticket: String,
    },
    /// Keep what was typed so far.
    SaveDraft(Handover),
    /// Draft a brief from one of the person's own templates. Changes nothing.
    Draft {
        /// The template; the one that the person's bindings call for when `None`.
        template: Option<OwnTemplateId>,
        /// The answers.
        answers: Answers,
    },
    /// The brief left Baton. Saves answers and brief with it.
    Delivered {
        /// The answers, and the brief as it left.
        what: Handover,
        /// How.
        how: Delivered,
    },
    /// Show what *Book with this brief* would do. Changes nothing.
    PreviewBooking {
        /// The brief.
        brief: Brief,
    },
    /// Put the brief into the booking and step aside.
    Book(Handover),
    /// *Not now*: only a count is kept, and what was said with it.
    NotNow {
        /// When to ask again.
        #[serde(default)]
        later: Later,
    },
    /// The quieter manner that was offered is taken, or not wanted.
    Offered {
        /// Whether it is taken.
        is_taken: bool,
    },
    /// Close a prompt whose work is done.
    Close,
    /// Give the frame another size, so that it covers no more of the page than it must.
    Resize(PromptSize),
    /// Open the notes page in a tab.
    OpenNotes,
    /// Show where it is set when Baton asks, in a tab.
    OpenAsking,
    /// Find the notes that are like its own, which says this so far.
    Related(String),
    /// Open one of those in a tab: [`RelatedNote::note`].
    OpenNote(String),
    /// Make its own note, which is stored by then, follow one of those.
    Link(String),
}

/// When to ask again, after *Not now*.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Later {
    /// At the next booking.
    #[default]
    Visit,
    /// Tomorrow, wherever.
    Today,
    /// No more about this person.
    Person,
    /// No more on this site.
    Never,
}

/// What a prompt hands over to be kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Handover {
    /// The answers and the brief.
    pub text: Written,
    /// The texts this prompt knows the note may hold: what it read or saved last, and what it may
    /// have saved. Any other text there is another tab's, and is kept beside the note.
    #[serde(default)]
    pub was: Vec<Written>,
}

/// What the prompt shows first.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PromptView {
    /// Who and what is about to be booked.
    pub source: Source,
    /// The scheduling system's name, such as `Calendly`.
    pub provider_name: String,
    /// Why the prompt appeared, a sentence each.
    pub evidence: Vec<String>,
    /// The answers of a draft that is taken up again, else the defaults.
    pub answers: Answers,
    /// The brief of a draft that is taken up again.
    pub brief: Option<Brief>,
    /// Whether a draft is taken up again.
    pub resumed: bool,
    /// Whether this is a private window: nothing will be stored.
    pub private: bool,
    /// The moment of the answer.
    pub now: UtcMillis,
    /// What is set.
    pub setup: Setup,
    /// Whether the booking page takes text for the booking at all.
    pub takes_text: bool,
    /// The person's own templates, in their order.
    pub own_templates: Vec<OwnTemplateLine>,
    /// How to ask; `None` where the person came by themselves.
    #[serde(default)]
    pub ask: Option<Ask>,
    /// Whether any binding is set: else there is nothing to ask before a brief is drafted.
    pub binds: bool,
}

/// One of the person's own templates, to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTemplateLine {
    /// Its id.
    pub id: OwnTemplateId,
    /// Its name.
    pub name: String,
    /// What it is for; may be empty.
    pub hint: String,
}

/// A brief drafted from one of the person's own templates, or as their bindings say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftedBrief {
    /// The brief; `None` when no binding holds, so that it is drafted as usual.
    pub brief: Option<Brief>,
    /// The sentence that says which binding chose the template, if one did.
    pub why: Option<String>,
    /// A sentence for each field left empty, because what its template wrote does not fit.
    pub left_out: Vec<String>,
}

/// What is set, as far as one booking attempt reckons with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Setup {
    /// The writer's own working week, on their own clocks.
    pub week: WorkingWeek,
    /// The person or team to be met, if they are known.
    pub receiver: Option<Person>,
    /// The numbers in the gate's rules.
    pub thresholds: Thresholds,
    /// How long an answer may take.
    pub windows: ResponseWindows,
}

impl Setup {
    /// The receiver's week; the writer's own while theirs is unknown.
    #[must_use]
    pub fn receivers_week(&self) -> &WorkingWeek {
        let theirs = self.receiver.as_ref().and_then(|known| known.week.as_ref());
        theirs.unwrap_or(&self.week)
    }
}

/// What *Book with this brief* would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BookingPreview {
    /// The exact text that goes into the booking; empty when the page takes none.
    pub field_text: String,
    /// Whether the whole brief goes to the clipboard as well (or instead).
    pub rest_on_clipboard: bool,
    /// The key of the line that says why the clipboard is needed.
    pub clipboard_reason: Option<String>,
}

/// The answers to a prompt's requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PromptReply {
    /// To [`PromptRequest::Redeem`].
    View(Box<PromptView>),
    /// The draft or delivery is durable; nothing is stored in private windows.
    Saved {
        /// Whether another tab had saved another text, which is kept beside the note now.
        #[serde(default)]
        diverged: bool,
    },
    /// To [`PromptRequest::PreviewBooking`].
    Booking(BookingPreview),
    /// To [`PromptRequest::Draft`].
    Drafted(Box<DraftedBrief>),
    /// To [`PromptRequest::Draft`]: the template cannot be used.
    TemplateFault {
        /// What is wrong with it, for the person.
        sentence: String,
    },
    /// To [`PromptRequest::Related`], the likest first. None in private windows, nor where it is not
    /// known at once.
    Related(Vec<RelatedNote>),
    /// Done, nothing to say.
    Ok,
}
