//! Messages between Baton's parts, by direction.
//!
//! Four kinds of sender ask, each with its own set of requests: the content scripts of a page
//! ([`PageRequest`], [`MarkRequest`]), the prompt in a page ([`PromptRequest`]), the page where a note
//! is written ([`WriteRequest`]) and Baton's other pages ([`OwnRequest`], [`ShowRequest`]). Only the background answers.
//! A request a sender has no right to does not exist in its set, so it cannot be forgotten in a check.

mod failure;
mod links;
mod many;
mod marks;
mod own;
mod page;
mod prompt;
mod relations;
mod show;
mod sites;
mod transfer;
mod views;
mod write;

pub use failure::Failure;
pub use links::{LinkKind, MAX_LINK_TEXT_BYTES, MAX_TEXT_LINKS, SeenLink};
pub use many::{MAX_MANY, ManyChanged, Refusal};
pub use marks::{MAX_MARK_BYTES, MarkReply, MarkRequest};
pub use own::{
    Activity, FollowUp, MetPerson, NoteChange, NoteOrder, NoteSummary, OwnReply, OwnRequest, Run,
    SettingsView, StoreHealth, TabActivity, TemplatesView, Unreadable, UnreadableKind,
};
pub use page::{MAX_FORM_JSON_BYTES, PageCommand, PageReply, PageRequest, PromptMount, PromptSize};
pub use prompt::{
    BookingPreview, DraftedBrief, Handover, Later, OwnTemplateLine, PromptReply, PromptRequest,
    PromptView, Setup,
};
pub use relations::{LinkedNote, RelatedNote, Relation};
pub use show::{
    Answered, EarlierText, ExportFormat, ExportedFile, FollowUpView, NewerNote, NoteView,
    ShowReply, ShowRequest,
};
pub use sites::{MAX_HOST_BYTES, MAX_SITES, Site, SiteUse};
pub use transfer::{
    Backup, MAX_IMPORT_ID_BYTES, MAX_PART_BYTES, MAX_PART_NOTES, MAX_PARTS, MAX_TAKEN,
    MAX_TAKEN_BYTES, Staged, TakenNote, TransferReply, TransferRequest,
};
pub use views::{
    ListChoices, MAX_VIEW_FILTER_CHARS, MAX_VIEW_NAME_CHARS, MAX_VIEWS, SavedView, ViewChange,
    ViewsRequest,
};

pub use write::{PrivateDraft, WriteReply, WriteRequest};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A message to the background.
#[allow(
    clippy::large_enum_variant,
    reason = "made once a message and used at once"
)]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Request {
    /// From a content script.
    Page(PageRequest),
    /// From the script that marks links.
    Mark(MarkRequest),
    /// From the prompt's frame.
    Prompt(PromptRequest),
    /// From the page where a note is written.
    Write(WriteRequest),
    /// From one of Baton's other pages.
    Own(OwnRequest),
    /// From one of them, to have something put into words.
    Show(ShowRequest),
    /// From the page that lists notes.
    Views(ViewsRequest),
    /// From the page for exports, imports and backups.
    Transfer(TransferRequest),
}

/// The background's answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply<T> {
    /// It was done.
    Done(T),
    /// It was not done.
    Failed(Failure),
}

/// A request as its sender knows it: which class asks it, and what answers it.
///
/// A page of ours sends `{class: request}`, which is a [`Request`] to the background; so it needs
/// no code for the requests of others.
pub trait Question: Serialize {
    /// The sender's class, as in [`Request`].
    const CLASS: &'static str;
    /// What the background answers with.
    type Answer: DeserializeOwned;
}

impl Question for PromptRequest {
    const CLASS: &'static str = "prompt";
    type Answer = PromptReply;
}

impl Question for WriteRequest {
    const CLASS: &'static str = "write";
    type Answer = WriteReply;
}

impl Question for OwnRequest {
    const CLASS: &'static str = "own";
    type Answer = OwnReply;
}

impl Question for ViewsRequest {
    const CLASS: &'static str = "views";
    type Answer = ListChoices;
}

impl Question for ShowRequest {
    const CLASS: &'static str = "show";
    type Answer = ShowReply;
}

impl Question for TransferRequest {
    const CLASS: &'static str = "transfer";
    type Answer = TransferReply;
}
