//! Many notes at once: which are selected, and what is being done to them.
//!
//! A change of many goes out a batch at a time, each written in one step; what is done stays done,
//! whatever becomes of the rest.

use crate::list::Listing;
use crate::model::{Effect, Event, Model, Undo};
use baton_notes::{Names, NoteId, State};
use baton_protocol::{ExportFormat, Failure, MAX_MANY, ManyChanged, NoteChange, Refusal};
use std::collections::BTreeSet;
use std::rc::Rc;

/// The most notes that can be selected.
pub const MAX_SELECTED: u32 = 100_000;

/// What happens to the selection.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectionEvent {
    /// The note at this place was selected, or no longer is; with all from the one before it on when
    /// Shift was held.
    Toggled(u32, bool),
    /// All that match are to be selected.
    All,
    /// Ids to be selected, asked for by request number so-and-so.
    IdsCame(u64, Result<Vec<NoteId>, Failure>),
    /// Nothing is to be selected any more.
    Cleared,
    /// The field for a tag holds this now.
    TagTyped(String),
    /// That tag is to be added.
    Tagged,
    /// A step is to be taken.
    Advanced(State),
    /// The selected notes are to be deleted.
    Deleted,
    /// They are to be saved as a file.
    Exported(ExportFormat),
    /// A batch was changed, or could not be.
    Changed(Result<ManyChanged, Failure>),
    /// No further batch is to be begun.
    Stopped,
}

/// What is selected, and what is being done to it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// The selected notes.
    pub ids: Rc<BTreeSet<NoteId>>,
    /// The tag being typed.
    pub tag: String,
    /// What is being done.
    pub work: Option<Work>,
    /// Why some notes could not be changed the last time.
    pub refused: Vec<Refusal>,
    /// Where a range begins.
    anchor: Option<Anchor>,
    /// Counts the questions for ids.
    asked: u64,
    /// The question which of the selected notes the list still has, until it is answered.
    check: Option<u64>,
    /// What is to be done with those that it has.
    then: Option<NoteChange>,
    /// The first and the last note of the range that was asked for last, as they were shown.
    ends: Option<[NoteId; 2]>,
}

/// The note selected last. Rows move, so its place is good in the list that it was selected in only.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Anchor {
    id: NoteId,
    place: u32,
    /// The list's request.
    asked: u64,
}

/// A change of many notes on its way.
#[derive(Debug, Clone, PartialEq)]
pub struct Work {
    /// What is changed.
    change: NoteChange,
    /// The notes.
    pub ids: Rc<[NoteId]>,
    /// How many of them, the last ones, were not begun with.
    left: usize,
    /// What became of those that were.
    pub told: ManyChanged,
}

impl Work {
    /// How many notes are done with, changed or not.
    #[must_use]
    pub fn done(&self) -> usize {
        let refused = self.told.refused.iter().map(|refusal| refusal.count);
        let refused: u32 = refused.sum();
        self.told.changed.len()
            + self.told.already.len()
            + usize::try_from(refused).unwrap_or(usize::MAX)
    }
}

/// Takes out those that are as they should be now.
fn take_out_done(ids: &mut BTreeSet<NoteId>, told: &ManyChanged) {
    for id in told.changed.iter().chain(&told.already) {
        ids.remove(id);
    }
}

impl Model {
    pub(crate) fn select(&mut self, event: SelectionEvent) -> Vec<Effect> {
        match event {
            SelectionEvent::Toggled(place, is_range) => self.toggle(place, is_range),
            SelectionEvent::All => match &self.listing {
                // As many as the list counts: those that it did not look at are none of them.
                Listing::Notes(rows) => self.ask_for_ids(0, rows.total.min(MAX_SELECTED), None),
                Listing::Awaited | Listing::Failed(_) => Vec::new(),
            },
            SelectionEvent::IdsCame(asked, ids) => self.ids_came(asked, ids),
            SelectionEvent::Cleared => {
                self.clear_selection();
                vec![Effect::Focus("search".to_owned())]
            }
            SelectionEvent::TagTyped(tag) => {
                self.selection.tag = tag;
                Vec::new()
            }
            SelectionEvent::Tagged => {
                let tag = self.selection.tag.trim().to_owned();
                if tag.is_empty() {
                    return Vec::new();
                }
                self.change_selected(NoteChange::Tag(Names::adding(&tag)))
            }
            SelectionEvent::Advanced(to) => self.change_selected(NoteChange::Advance { to }),
            SelectionEvent::Deleted => {
                let mut effects = self.keep_edits();
                effects.extend(self.change_selected(NoteChange::Delete));
                effects
            }
            SelectionEvent::Exported(format) => {
                self.begin();
                let ids = self.selection.ids.iter().cloned().collect();
                vec![Effect::Export(Some(ids), format)]
            }
            SelectionEvent::Changed(answer) => self.batch_changed(answer),
            SelectionEvent::Stopped => {
                if let Some(work) = &mut self.selection.work {
                    work.left = 0;
                }
                Vec::new()
            }
        }
    }

    fn toggle(&mut self, place: u32, is_range: bool) -> Vec<Effect> {
        let Listing::Notes(rows) = &self.listing else {
            return Vec::new();
        };
        let selection = &mut self.selection;
        selection.refused.clear();
        let Some(row) = rows.row(place) else {
            return Vec::new();
        };
        let anchor = selection.anchor.replace(Anchor {
            id: row.id.clone(),
            place,
            asked: rows.asked,
        });
        let anchor = anchor.filter(|_| is_range).and_then(|anchor| {
            // A row that was let go meanwhile is where it was, as long as the list is the same.
            let same = (anchor.asked == rows.asked).then_some(anchor.place);
            let begin = same.or_else(|| rows.place_of(&anchor.id))?;
            Some((begin, anchor.id))
        });
        if let Some((begin, anchor)) = anchor {
            let (first, last) = (begin.min(place), begin.max(place));
            let range: Option<Vec<NoteId>> = (first..=last)
                .map(|place| Some(rows.row(place)?.id.clone()))
                .collect();
            let Some(range) = range else {
                let mut ends = [anchor, row.id.clone()];
                if first == place {
                    ends.reverse();
                }
                return self.ask_for_ids(first, last - first + 1, Some(ends));
            };
            Rc::make_mut(&mut selection.ids).extend(range);
            return Vec::new();
        }
        let ids = Rc::make_mut(&mut selection.ids);
        if !ids.remove(&row.id) {
            ids.insert(row.id.clone());
        }
        Vec::new()
    }

    /// Asks which of the selected notes the list still has, where a change can take one out of it:
    /// one that is not seen any more must not be changed with the others.
    pub(crate) fn check_selection(&mut self) -> Vec<Effect> {
        if self.selection.ids.is_empty() || self.filter.trim().is_empty() {
            return Vec::new();
        }
        self.selection.check = Some(self.selection.asked + 1);
        self.ask_for_ids(0, MAX_SELECTED, None)
    }

    fn ids_came(&mut self, asked: u64, ids: Result<Vec<NoteId>, Failure>) -> Vec<Effect> {
        let selection = &mut self.selection;
        let is_check = selection.check == Some(asked);
        if !is_check && asked != selection.asked {
            return Vec::new();
        }
        let ends = selection.ends.take_if(|_| !is_check);
        if let (Some([first, last]), Ok(ids)) = (&ends, &ids)
            && (ids.first() != Some(first) || ids.last() != Some(last))
        {
            // The rows have moved since they were shown: these are others, which nobody saw.
            selection.anchor = None;
            return self.list();
        }
        // Of a check that fails none stays: which ones the list has is not known.
        let mut ids = ids.unwrap_or_else(|failure| {
            self.failure = Some(failure);
            Vec::new()
        });
        if is_check {
            selection.check = None;
            ids.retain(|id| selection.ids.contains(id));
            selection.ids = Rc::default();
        }
        Rc::make_mut(&mut selection.ids).extend(ids);
        // What was pressed meanwhile.
        let then = selection.then.take_if(|_| is_check);
        then.map_or_else(Vec::new, |change| self.change_selected(change))
    }

    /// Selects the open note, or takes it out of the selection.
    pub(crate) fn toggle_open(&mut self, is_range: bool) -> Vec<Effect> {
        let place = self.open_place();
        place.map_or_else(Vec::new, |place| self.toggle(place, is_range))
    }

    fn ask_for_ids(&mut self, offset: u32, limit: u32, ends: Option<[NoteId; 2]>) -> Vec<Effect> {
        self.selection.asked += 1;
        self.selection.ends = ends;
        let filter = self.filter.trim().to_owned();
        vec![Effect::AskForIds(
            self.selection.asked,
            filter,
            self.narrowing.order,
            offset,
            limit,
        )]
    }

    pub(crate) fn clear_selection(&mut self) {
        // What is under way goes on, and says what became of it.
        self.selection = Selection {
            asked: self.selection.asked + 1,
            work: self.selection.work.take(),
            ..Selection::default()
        };
    }

    fn change_selected(&mut self, change: NoteChange) -> Vec<Effect> {
        if self.selection.check.is_some() {
            self.selection.then.get_or_insert(change);
            return Vec::new();
        }
        let ids = self.selection.ids.iter().cloned().collect();
        self.change_many(ids, change)
    }

    /// Begins to change these notes, unless others are being changed.
    pub(crate) fn change_many(&mut self, ids: Vec<NoteId>, change: NoteChange) -> Vec<Effect> {
        if self.selection.work.is_some() || ids.is_empty() {
            return Vec::new();
        }
        self.begin();
        self.selection.refused.clear();
        self.selection.work = Some(Work {
            change,
            left: ids.len(),
            ids: ids.into(),
            told: ManyChanged::default(),
        });
        self.next_batch()
    }

    fn next_batch(&mut self) -> Vec<Effect> {
        let Some(work) = &mut self.selection.work else {
            return Vec::new();
        };
        let begun = work.ids.len() - work.left;
        let batch = work.ids.iter().skip(begun).take(MAX_MANY);
        let batch: Vec<NoteId> = batch.cloned().collect();
        work.left -= batch.len();
        vec![Effect::ChangeMany(batch, work.change.clone())]
    }

    fn batch_changed(&mut self, answer: Result<ManyChanged, Failure>) -> Vec<Effect> {
        let Some(work) = &mut self.selection.work else {
            return Vec::new();
        };
        match answer {
            Ok(told) => work.told.add(told),
            Err(failure) => {
                self.failure = Some(failure);
                work.left = 0;
            }
        }
        if work.left == 0 {
            self.all_changed()
        } else {
            self.next_batch()
        }
    }

    fn all_changed(&mut self) -> Vec<Effect> {
        let Some(work) = self.selection.work.take() else {
            return Vec::new();
        };
        let Work {
            change,
            ids,
            mut told,
            ..
        } = work;
        self.selection.refused = std::mem::take(&mut told.refused);
        if matches!(change, NoteChange::Delete) {
            take_out_done(Rc::make_mut(&mut self.selection.ids), &told);
        }
        let mut effects = self.list();
        effects.push(Effect::AskHealth);
        let open = self.open.as_ref().map(|open| open.id().clone());
        let open = open.filter(|open| told.changed.contains(open));
        match change {
            NoteChange::Delete => {
                if told.changed.is_empty() {
                    return effects;
                }
                if open.is_some() {
                    self.leave_deleted();
                }
                self.undo = Some(Undo::Deleted(told.changed));
                effects.push(Effect::Focus("undo".to_owned()));
            }
            NoteChange::Restore => {
                // Those that are not back can be tried again.
                let mut gone = BTreeSet::new();
                gone.extend(ids.iter().cloned());
                take_out_done(&mut gone, &told);
                let gone: Vec<NoteId> = gone.into_iter().collect();
                self.undo = (!gone.is_empty()).then_some(Undo::Deleted(gone));
            }
            change => {
                if matches!(change, NoteChange::Tag(_)) {
                    self.selection.tag.clear();
                }
                self.done = Some("selection_done");
                effects.extend(open.map(Effect::Reopen));
            }
        }
        effects
    }
}

impl From<SelectionEvent> for Event {
    fn from(event: SelectionEvent) -> Self {
        Self::Select(event)
    }
}

#[cfg(test)]
#[path = "selection_tests.rs"]
mod tests;
