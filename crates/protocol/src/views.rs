//! Saved views: a search and its order under a name.

use crate::own::NoteOrder;
use serde::{Deserialize, Serialize};

/// The most views that are kept.
pub const MAX_VIEWS: usize = 50;
/// A view's name, in characters.
pub const MAX_VIEW_NAME_CHARS: usize = 100;
/// A view's search, in characters.
pub const MAX_VIEW_FILTER_CHARS: usize = 1_000;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedView {
    /// Its name. No other view has it.
    pub name: String,
    /// What is searched for, as [`crate::OwnRequest::List`] takes it.
    pub filter: String,
    /// What comes first.
    #[serde(default)]
    pub order: NoteOrder,
}

/// What the page that lists notes asks about what stands above the list; [`ListChoices`] answers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewsRequest {
    /// JSON of a [`ViewChange`] that is to be made first.
    #[serde(default)]
    pub change: Option<String>,
}

/// What is done to the saved views. Two pages each say what they did, so neither undoes the other's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViewChange {
    /// Keep this view. One of the same name gives way.
    Keep {
        /// The view.
        view: SavedView,
        /// The name of the view in whose place it stands, if it is a changed one.
        #[serde(default)]
        instead_of: Option<String>,
    },
    /// Keep the views of a record that was saved elsewhere, all of them or none. One whose name is known
    /// here is passed over.
    Add {
        /// The record, as [`OwnReply::Views`](crate::OwnReply::Views) has it.
        record: String,
    },
    /// Forget the view of this name.
    Forget {
        /// Its name.
        name: String,
    },
}

/// What is offered above the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListChoices {
    /// The saved views, in the order they were made.
    pub views: Vec<SavedView>,
    /// The scheduling systems that `provider:` knows: the id, and the name for people.
    pub providers: Vec<(String, String)>,
}
