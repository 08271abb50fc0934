//! How the list is narrowed and put in order: filters, the order, saved views.

use crate::filters::{FilterName, filters, with, without};
use crate::model::{Effect, Event, Model};
use baton_protocol::{Failure, ListChoices, NoteOrder, SavedView, ViewChange};

/// What happens to filters, order and views.
#[derive(Debug, Clone, PartialEq)]
pub enum NarrowEvent {
    /// What there is to choose from came.
    ChoicesCame(Result<ListChoices, Failure>),
    /// This value is to be filtered by; a blank one no longer.
    Filtered(FilterName, String),
    /// The filter at this place among those in the text is to be taken out.
    Unfiltered(usize),
    /// The list is to be in this order.
    Ordered(NoteOrder),
    /// A saved view is to be shown.
    Shown(SavedView),
    /// The field for a view's name holds this now.
    NameTyped(String),
    /// What is shown is to be kept under that name, in the place of the view of the other one.
    Kept(Option<String>),
    /// The view of this name is to be forgotten.
    Forgotten(String),
    /// The views were changed, or could not be.
    ViewsChanged(Result<ListChoices, Failure>),
}

/// Filters, order and views, beside the search text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrowing {
    /// What there is to choose from.
    pub choices: ListChoices,
    /// What comes first in the list.
    pub order: NoteOrder,
    /// The name of the saved view that was shown last.
    pub shown: Option<String>,
    /// The name typed for a view; `None` while nothing was typed.
    pub name: Option<String>,
}

impl Narrowing {
    /// What stands in the field for a view's name.
    #[must_use]
    pub fn view_name(&self) -> &str {
        let shown = self.shown.as_deref();
        self.name.as_deref().or(shown).unwrap_or_default()
    }
}

impl Model {
    pub(crate) fn narrow(&mut self, event: NarrowEvent) -> Vec<Effect> {
        match event {
            NarrowEvent::ChoicesCame(Ok(choices)) => {
                self.narrowing.choices = choices;
                Vec::new()
            }
            // The list says what is wrong with the store.
            NarrowEvent::ChoicesCame(Err(_)) => Vec::new(),
            NarrowEvent::Filtered(name, value) => {
                let text = with(&self.filter, name, &value);
                self.search_for(text)
            }
            NarrowEvent::Unfiltered(place) => {
                let Some(filter) = filters(&self.filter).into_iter().nth(place) else {
                    return Vec::new();
                };
                let text = without(&self.filter, &filter.place);
                let mut effects = self.search_for(text);
                // The button that had the focus is gone.
                effects.push(Effect::Focus("search".to_owned()));
                effects
            }
            NarrowEvent::Ordered(order) => {
                self.narrowing.order = order;
                let text = self.filter.clone();
                self.search_for(text)
            }
            NarrowEvent::Shown(view) => {
                self.narrowing.order = view.order;
                self.narrowing.shown = Some(view.name);
                self.narrowing.name = None;
                self.search_for(view.filter)
            }
            NarrowEvent::NameTyped(name) => {
                self.narrowing.name = Some(name);
                Vec::new()
            }
            NarrowEvent::Kept(instead_of) => {
                let name = self.narrowing.view_name().trim().to_owned();
                if name.is_empty() {
                    return vec![Effect::Focus("view-name".to_owned())];
                }
                self.begin();
                self.narrowing.shown = Some(name.clone());
                let view = SavedView {
                    name,
                    filter: self.filter.trim().to_owned(),
                    order: self.narrowing.order,
                };
                vec![Effect::ChangeViews(ViewChange::Keep { view, instead_of })]
            }
            NarrowEvent::Forgotten(name) => {
                self.begin();
                self.narrowing.shown = None;
                self.narrowing.name = None;
                vec![
                    Effect::ChangeViews(ViewChange::Forget { name }),
                    Effect::Focus("search".to_owned()),
                ]
            }
            NarrowEvent::ViewsChanged(Ok(choices)) => {
                self.narrowing.choices = choices;
                self.narrowing.name = None;
                self.done = Some("views_done");
                Vec::new()
            }
            NarrowEvent::ViewsChanged(Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
        }
    }

    /// Lists what this text finds, at once.
    fn search_for(&mut self, text: String) -> Vec<Effect> {
        self.begin();
        self.clear_selection();
        self.filter = text;
        self.list_from_the_top()
    }
}

impl From<NarrowEvent> for Event {
    fn from(event: NarrowEvent) -> Self {
        Self::Narrow(event)
    }
}

#[cfg(test)]
#[path = "narrowing_tests.rs"]
mod tests;
