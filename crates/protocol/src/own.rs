//! Baton's own pages (the popup) and the background.

use crate::many::ManyChanged;
use crate::page::PromptMount;
use crate::sites::Site;
use baton_notes::{Attachment, CommentDraft, Link, Names, NoteId, State};
use baton_settings::Settings;
use baton_worktime::{UtcMillis, ZoneName};
use serde::{Deserialize, Serialize};

/// What one of Baton's own pages may ask.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnRequest {
    /// Notes.
    List {
        /// Only notes that this query finds, as `baton_search::Query` reads it. Empty lists all.
        #[serde(default)]
        filter: String,
        /// What comes first.
        #[serde(default)]
        order: NoteOrder,
        /// How many of them to pass over.
        #[serde(default)]
        offset: u32,
        /// At most this many, 200 at the utmost.
        limit: u32,
    },
    /// Change a note.
    Change {
        /// The note.
        id: NoteId,
        /// What is changed.
        change: NoteChange,
    },
    /// The ids of notes, as [`OwnRequest::List`] would list them: to select many.
    Ids {
        /// As there.
        #[serde(default)]
        filter: String,
        /// As there.
        #[serde(default)]
        order: NoteOrder,
        /// How many of them to pass over.
        #[serde(default)]
        offset: u32,
        /// At most this many.
        limit: u32,
    },
    /// Change many notes alike: delete, restore, advance, tag or concern. Whatever of them can be
    /// changed is written in one step.
    ChangeMany {
        /// The notes, [`crate::MAX_MANY`] at most.
        ids: Vec<NoteId>,
        /// What is changed.
        change: NoteChange,
    },
    /// The content of a file kept with a note.
    Attachment {
        /// The note.
        id: NoteId,
        /// The file's hash, as [`Attachment::sha256`].
        sha256: String,
    },
    /// Whether Baton is active on a tab, and why.
    Activity {
        /// The tab.
        tab: i32,
    },
    /// Which notes wait for an answer.
    Waiting,
    /// The sites a person allowed something on.
    Sites,
    /// Keep a site, or forget it. The browser's permission is up to the page that asks.
    ChangeSite {
        /// The site.
        site: Site,
        /// Whether Baton is to do something there.
        is_allowed: bool,
        /// The tab that shows it, where Baton is to begin at once.
        #[serde(default)]
        tab: Option<i32>,
    },
    /// When Baton asks.
    Asking,
    /// Change when it asks.
    ChangeAsking {
        /// JSON of a `baton_asking::Change`.
        change: String,
    },
    /// The saved views, for a backup.
    Views,
    /// The page that stands in the place of a strict site asks what to do about the address.
    Strict {
        /// The address, with its fragment.
        url: String,
    },
    /// It was told to go on.
    LetThrough {
        /// The address.
        url: String,
    },
    /// How the store is.
    Health,
    /// What is set.
    Settings,
    /// Set this. Its revision says which settings it was made from: those of another revision
    /// are not overwritten.
    SaveSettings(Box<Settings>),
    /// The person's own templates.
    Templates,
    /// Keep these templates, if those they were made from are still the ones that stand.
    SaveTemplates {
        /// The text of a file of templates, as [`TemplatesView::text`].
        text: String,
        /// The revision they were made from.
        base: u64,
    },
    /// Settings and templates that were stored and cannot be read.
    Unreadable,
    /// Discard what was put aside under this key. It cannot be undone.
    Discard {
        /// Its [`Unreadable::key`].
        key: String,
    },
}

/// What comes first in a list of notes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteOrder {
    /// What fits the query best; where nothing is asked for, what was written last.
    #[default]
    Best,
    /// What was written last.
    Latest,
    /// What was written first.
    Earliest,
    /// What was begun last.
    Newest,
    /// What was begun first.
    Oldest,
}

impl NoteOrder {
    /// Every order.
    pub const ALL: [Self; 5] = [
        Self::Best,
        Self::Latest,
        Self::Earliest,
        Self::Newest,
        Self::Oldest,
    ];
}

/// What can be changed in a note that stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteChange {
    /// Delete it. It can be undone.
    Delete,
    /// Undo a deletion.
    Restore,
    /// Take a step of its life.
    Advance {
        /// The state it reaches.
        to: State,
    },
    /// Keep a comment in the making.
    DraftComment {
        /// As far as it is said.
        draft: CommentDraft,
        /// Those the page knows to be kept, or asked to be.
        was: Vec<CommentDraft>,
    },
    /// Say something about it.
    Comment {
        /// What is said; may be blank when there is a score.
        text: String,
        /// How well it worked to write, 1 to 5, where it is feedback.
        #[serde(default)]
        score: Option<u8>,
        /// The comments in the making that the page knows of: they are said now.
        #[serde(default)]
        was: Vec<CommentDraft>,
    },
    /// Keep what the other side answered: as a comment of theirs, and the note is answered where its life
    /// leads there.
    Answer {
        /// What was answered; may be blank when there is a score.
        text: String,
        /// How well it worked to write, 1 to 5.
        score: Option<u8>,
        /// Who answered, where it is known.
        by: Option<String>,
    },
    /// Say what became of it, at response-by.
    FollowUp(FollowUp),
    /// Put a text that is kept beside it in the place of the one that stands, which is kept in turn.
    UseText {
        /// The moment the text was put there, as [`EarlierText::at`](crate::EarlierText::at).
        at: UtcMillis,
    },
    /// Leave the text that stands as it is, now that another window's was looked at.
    LeaveText {
        /// The moment that other text was put there.
        at: UtcMillis,
    },
    /// Add tags and take some away.
    Tag(Names),
    /// Add people concerned and take some away.
    Concern(Names),
    /// Link it to another note.
    Link(Link),
    /// Take a link away.
    Unlink(Link),
    /// Keep a file with it, at most [`baton_notes::MAX_ATTACHMENT_BYTES`] large.
    Attach {
        /// The file's name.
        name: String,
        /// The media type the browser tells.
        media_type: String,
        /// Its bytes, as [`baton_notes::file_text`] writes them.
        content: String,
    },
    /// Take a file away. Its bytes stay in the store.
    Detach {
        /// Its hash.
        sha256: String,
    },
    /// Undo that.
    Reattach(Attachment),
}

/// What a person says when a note asks what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUp {
    /// It is to ask later.
    Later {
        /// When.
        at: UtcMillis,
    },
    /// The other side was written to once more.
    Reminded {
        /// When it is to ask again.
        again: UtcMillis,
    },
    /// Nobody answered, and what the brief said would then happen happens: it is decided.
    Silence {
        /// What happens, kept as a comment.
        text: String,
    },
}

/// A note as a line in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteSummary {
    /// The note.
    pub id: NoteId,
    /// Its first line: the ask, else what the booking was for.
    pub title: String,
    /// The person or team, if known.
    pub person: Option<String>,
    /// The scheduling system's name, such as `Calendly`.
    pub provider_name: String,
    /// Its tags.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Where it stands. `None` for a note of a newer schema: it can be opened and exported, and
    /// nothing else.
    pub state: Option<State>,
    /// When it was last written; of a note of a newer schema, when it was begun.
    pub updated: UtcMillis,
    /// Its title, with the words marked that were looked for. Empty when nothing was.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marked_title: Vec<Run>,
    /// The part of its text in which they stand; empty when they stand in the title only.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub excerpt: Vec<Run>,
}

/// A piece of a text that is shown with marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The piece.
    pub text: String,
    /// Whether it is marked.
    #[serde(default)]
    pub is_marked: bool,
}

/// What Baton does on a tab.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// A prompt stands in the page.
    Prompting,
    /// A booking page where the prompt was answered or closed.
    SteppedAside,
    /// A booking page without a prompt: its policy forbids scripts in frames, or the prompt did not
    /// start or failed and was taken away.
    CannotPrompt,
    /// A form for events in which nobody is asked to come yet.
    NoGuests,
    /// A booking page where Baton is to be quiet, as the person said.
    Quiet,
    /// A list of somebody's event types.
    Listing,
    /// A page of a scheduling system where no meeting is booked.
    NotBooking,
    /// Not a page Baton looks at.
    Elsewhere,
}

/// What Baton does on a tab, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TabActivity {
    /// What it does.
    pub activity: Activity,
    /// The scheduling system's name, if the page belongs to one.
    pub provider_name: Option<String>,
    /// Why, a sentence each; of [`Activity::Quiet`] first why nothing is asked.
    pub evidence: Vec<String>,
    /// What makes Baton ask there again, for [`OwnRequest::ChangeAsking`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undo: Option<String>,
}

/// How the store is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreHealth {
    /// How many notes there are, those of a newer schema among them, deleted ones not counted.
    /// `None` when they cannot be counted.
    pub notes: Option<u32>,
    /// Records that are kept but cannot be read as notes: no list and no export has them. `None` when
    /// they cannot be counted.
    pub unreadable: Option<u32>,
    /// When a lost copy was found and rebuilt from the other, latest such event.
    pub rebuilt: Option<UtcMillis>,
    /// Records of which no sound copy was left, ever.
    pub damaged: u32,
    /// Whether both copies were found empty although notes had been stored.
    pub both_lost: bool,
}

/// What is set, and what a page needs to show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsView {
    /// The settings.
    pub settings: Settings,
    /// The browser's own zone, which holds until the person sets hours.
    pub zone: ZoneName,
    /// The moment of the answer.
    pub now: UtcMillis,
    /// Names in earlier notes that are nobody's yet, the latest first, at most 50.
    pub met: Vec<MetPerson>,
}

/// Somebody in earlier notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetPerson {
    /// The name as the booking page wrote it.
    pub name: String,
    /// Their booking page.
    pub page: String,
}

/// The person's own templates.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplatesView {
    /// The text of their file (`baton_templates::TemplatesFile`); one without templates before any
    /// were saved.
    pub text: String,
    /// How often they were saved.
    pub revision: u64,
}

/// Something that was stored and cannot be read, so that Baton goes on without it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreadable {
    /// The key it is kept under.
    pub key: String,
    /// What it was.
    pub kind: UnreadableKind,
    /// Its text, as far as a person can do something with it.
    pub text: String,
    /// Whether new ones have taken its place, and it was put aside.
    pub put_aside: bool,
}

/// What cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnreadableKind {
    /// The settings.
    Settings,
    /// The person's own templates.
    Templates,
}

/// The answers to an own page's requests.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnReply {
    /// To [`OwnRequest::List`].
    Notes {
        /// The lines.
        notes: Vec<NoteSummary>,
        /// How many there are in all that match.
        total: u32,
    },
    /// To [`OwnRequest::Change`], [`OwnRequest::ChangeSite`] and [`OwnRequest::Discard`]: it is durable.
    Ok,
    /// To [`OwnRequest::Ids`].
    Ids(Vec<NoteId>),
    /// To [`OwnRequest::ChangeMany`]: it is durable.
    ManyChanged(ManyChanged),
    /// To [`OwnRequest::Attachment`].
    Attachment {
        /// Its bytes, as [`baton_notes::file_text`] writes them.
        content: String,
    },
    /// To [`OwnRequest::Activity`].
    Activity(TabActivity),
    /// To [`OwnRequest::Waiting`]: the record, as [`baton_notes::Waiting::decode`] reads it.
    Waiting {
        /// The record of notes that wait.
        record: String,
        /// Whether a backup is due.
        is_backup_due: bool,
    },
    /// To [`OwnRequest::Sites`], in the order in which they were allowed.
    Sites(Vec<Site>),
    /// To [`OwnRequest::Asking`] and [`OwnRequest::ChangeAsking`]: the record, as
    /// `baton_asking::Asking::encode` writes it; `None` while nothing is set.
    Asking(Option<String>),
    /// To [`OwnRequest::Views`]: their record; `None` before any was kept.
    Views(Option<String>),
    /// To [`OwnRequest::Strict`]: the prompt to show; `None` goes on.
    Strict(Option<PromptMount>),
    /// To [`OwnRequest::Health`].
    Health(StoreHealth),
    /// To [`OwnRequest::Settings`].
    Settings(Box<SettingsView>),
    /// To [`OwnRequest::SaveSettings`]: they are durable.
    SettingsSaved {
        /// The revision they have now.
        revision: u64,
    },
    /// To [`OwnRequest::Templates`].
    Templates(TemplatesView),
    /// To [`OwnRequest::SaveTemplates`]: they are durable.
    TemplatesSaved {
        /// The revision they have now.
        revision: u64,
    },
    /// To [`OwnRequest::Unreadable`]: settings first, then templates, each by key.
    Unreadable(Vec<Unreadable>),
}
