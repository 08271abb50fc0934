//! The list as far as it is loaded: rows by their place, a page at a time, so that a hundred thousand
//! notes are no more to a page than the ones in view.

use crate::model::{Effect, Event, Key, Model, Opened};
use baton_notes::NoteId;
use baton_protocol::{Failure, NoteSummary};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::rc::Rc;

/// Rows asked for at once.
pub const PAGE_ROWS: u32 = 100;
/// Rows loaded beyond those in view, on each side.
const AHEAD_ROWS: u32 = 30;
/// Pages held; of more, those furthest from the view are let go.
const MAX_PAGES: usize = 12;
/// Pages asked for at a time: who drags the scrollbar passes by most of them.
const AT_ONCE: usize = 2;

/// What the list shows.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Listing {
    /// The first answer is awaited.
    #[default]
    Awaited,
    /// The notes that match.
    Notes(Rc<Rows>),
    /// The list could not be had.
    Failed(Failure),
}

/// The rows that are loaded.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// How many notes match in all.
    pub total: u32,
    /// The filter they match.
    pub filter: String,
    /// The list request they answer.
    pub(crate) asked: u64,
    /// By the number of the page. The last one is shorter, and so is one of which a note vanished.
    pages: BTreeMap<u32, Vec<NoteSummary>>,
}

impl Rows {
    /// The row at a place, counted from 0, if it is loaded.
    #[must_use]
    pub fn row(&self, place: u32) -> Option<&NoteSummary> {
        let page = self.pages.get(&(place / PAGE_ROWS))?;
        page.get(usize::try_from(place % PAGE_ROWS).ok()?)
    }

    /// Where a note stands among the loaded rows.
    #[must_use]
    pub fn place_of(&self, id: &NoteId) -> Option<u32> {
        self.pages.iter().find_map(|(page, rows)| {
            let place = rows.iter().position(|row| row.id == *id)?;
            Some(page * PAGE_ROWS + u32::try_from(place).ok()?)
        })
    }

    /// The loaded rows.
    pub fn loaded(&self) -> impl Iterator<Item = &NoteSummary> {
        self.pages.values().flatten()
    }

    fn lets_go_far_from(&mut self, place: u32) {
        let middle = place / PAGE_ROWS;
        while self.pages.len() > MAX_PAGES {
            let furthest = self.pages.keys().max_by_key(|page| page.abs_diff(middle));
            let Some(furthest) = furthest.copied() else {
                return;
            };
            self.pages.remove(&furthest);
        }
    }
}

/// The list on its way: what is in view, and what was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asking {
    /// Counts the lists, so that an answer to an old one is told from the newest.
    pub asked: u64,
    /// The rows in view.
    view: Range<u32>,
    /// The pages asked for and not answered.
    under_way: BTreeSet<u32>,
    /// Where the open note stood when it was opened from the list.
    place: Option<u32>,
    /// The place to be opened once its row is loaded.
    going: Option<u32>,
}

impl Model {
    /// Asks for the list anew. What is shown stays until the answer comes.
    pub(crate) fn list(&mut self) -> Vec<Effect> {
        self.asking.asked += 1;
        self.asking.under_way.clear();
        let mut effects = self.ask_for_rows();
        effects.extend(self.check_selection());
        effects
    }

    /// Asks for a list of other notes, from its first row on.
    pub(crate) fn list_from_the_top(&mut self) -> Vec<Effect> {
        self.asking.view = 0..0;
        self.asking.place = None;
        self.asking.going = None;
        let mut effects = self.list();
        effects.push(Effect::Reveal(0));
        effects
    }

    /// Asks for the pages in view that are not loaded.
    fn ask_for_rows(&mut self) -> Vec<Effect> {
        let asking = &mut self.asking;
        let (rows, last) = match &self.listing {
            Listing::Notes(rows) if rows.asked == asking.asked => {
                (Some(rows), rows.total.saturating_sub(1))
            }
            // How many there are is not known yet.
            _ => (None, u32::MAX),
        };
        let first = asking.view.start.saturating_sub(AHEAD_ROWS);
        let until = asking.view.end.max(1).saturating_add(AHEAD_ROWS - 1);
        let wanted = first / PAGE_ROWS..=until.min(last) / PAGE_ROWS;
        let going = asking.going.map(|place| place / PAGE_ROWS);
        let mut effects = Vec::new();
        for page in going.into_iter().chain(wanted) {
            let is_there = rows.is_some_and(|rows| rows.pages.contains_key(&page));
            if asking.under_way.len() >= AT_ONCE {
                break;
            }
            if !is_there && asking.under_way.insert(page) {
                let filter = self.filter.trim().to_owned();
                let order = self.narrowing.order;
                effects.push(Effect::List(asking.asked, filter, order, page));
            }
        }
        effects
    }

    pub(crate) fn listed(
        &mut self,
        asked: u64,
        page: u32,
        answer: Result<(Vec<NoteSummary>, u32), Failure>,
    ) -> Vec<Effect> {
        // Something newer was asked for meanwhile.
        if asked != self.asking.asked {
            return Vec::new();
        }
        self.asking.under_way.remove(&page);
        let (lines, total) = match answer {
            Ok(came) => came,
            Err(failure) => {
                self.listing = Listing::Failed(failure);
                return Vec::new();
            }
        };
        if !matches!(&self.listing, Listing::Notes(rows) if rows.asked == asked) {
            self.listing = Listing::Notes(Rc::new(Rows {
                asked,
                filter: self.filter.trim().to_owned(),
                ..Rows::default()
            }));
        }
        if let Listing::Notes(rows) = &mut self.listing {
            let rows = Rc::make_mut(rows);
            rows.total = total;
            rows.pages.insert(page, lines);
            // A row that is on its way into view counts as seen: let go, it would be asked for again.
            let view = &self.asking.view;
            let seen = u32::midpoint(view.start, view.end);
            rows.lets_go_far_from(self.asking.going.unwrap_or(seen));
        }
        let mut effects = self.ask_for_rows();
        if let Some(place) = self
            .asking
            .going
            .take_if(|place| *place / PAGE_ROWS == page)
        {
            effects.extend(self.open_at(place));
        }
        effects
    }

    /// These rows are in view.
    pub(crate) fn seen(&mut self, view: Range<u32>) -> Vec<Effect> {
        self.asking.view = view;
        self.ask_for_rows()
    }

    /// Where the open note stands in the list, as far as is known.
    pub(crate) fn open_place(&self) -> Option<u32> {
        let Listing::Notes(rows) = &self.listing else {
            return None;
        };
        rows.place_of(self.open.as_ref()?.id())
    }

    /// Opens the note at the place that a key leads to.
    pub(crate) fn walk(&mut self, key: Key) -> Vec<Effect> {
        let Listing::Notes(rows) = &self.listing else {
            return Vec::new();
        };
        let open = self.open.as_ref().map(Opened::id);
        let last = rows.total.saturating_sub(1);
        let place = open.and_then(|open| rows.place_of(open).or(self.asking.place));
        // A note that moved out of the list leaves those below it where it was.
        let is_there = open.is_none_or(|open| rows.place_of(open).is_some());
        let place = match (key, place) {
            (Key::First, _) => 0,
            (Key::Last, _) => last,
            (Key::Below, Some(place)) if is_there => place + 1,
            (Key::Above, Some(place)) => place.saturating_sub(1),
            (_, place) => place.unwrap_or(0),
        };
        if place >= rows.total {
            return Vec::new();
        }
        self.open_at(place)
    }

    /// Opens the note at this place as soon as its row is loaded.
    fn open_at(&mut self, place: u32) -> Vec<Effect> {
        let Listing::Notes(rows) = &self.listing else {
            return Vec::new();
        };
        let mut effects = vec![Effect::Reveal(place)];
        if let Some(row) = rows.row(place) {
            let id = row.id.clone();
            self.begin();
            self.asking.going = None;
            self.asking.place = Some(place);
            effects.push(self.ask_for_note(id));
        } else if !rows.pages.contains_key(&(place / PAGE_ROWS)) {
            self.asking.going = Some(place);
            effects.extend(self.ask_for_rows());
        }
        effects
    }

    /// A note was pressed in the list.
    pub(crate) fn pressed(&mut self, id: &NoteId) {
        self.asking.going = None;
        if let Listing::Notes(rows) = &self.listing {
            self.asking.place = rows.place_of(id).or(self.asking.place);
        }
    }
}

impl Event {
    /// That these rows are in view now.
    #[must_use]
    pub fn seen(first: u32, count: u32) -> Self {
        Self::Seen(first..first.saturating_add(count))
    }
}

#[cfg(test)]
#[path = "list_tests.rs"]
pub(crate) mod tests;
