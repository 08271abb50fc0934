//! The saved views, and what else is offered above the list.

use super::Kept;
use crate::made_anew::{is_newer, schema};
use baton_protocol::{
    Failure, ListChoices, MAX_VIEW_FILTER_CHARS, MAX_VIEW_NAME_CHARS, MAX_VIEWS, SavedView,
    ViewChange,
};
use baton_recognize::{System, systems};
use serde::{Deserialize, Serialize};

#[derive(Default, Serialize, Deserialize)]
struct Record {
    schema: u32,
    views: Vec<SavedView>,
}

/// The record's views; none where it cannot be read.
fn read(record: Option<&str>) -> Option<Record> {
    match record {
        Some(record) => baton_json::from_str(record).ok(),
        None => Some(Record::default()),
    }
}

pub(super) fn choices(record: Option<&str>) -> ListChoices {
    let name = |system: &System| (system.id.to_owned(), system.name.to_owned());
    ListChoices {
        views: read(record).unwrap_or_default().views,
        providers: systems().iter().map(name).collect(),
    }
}

/// The record after `change`, JSON of a [`ViewChange`].
///
/// # Errors
/// [`Failure::ListFull`]; [`Failure::FileNewer`] and [`Failure::FileDamaged`] for a record that is to be added;
/// [`Failure::Malformed`] for what is no change, and what is over a bound.
pub(super) fn changed(record: Option<&str>, change: &str) -> Result<Kept, Failure> {
    let read = read(record);
    let was_read = read.is_some();
    let mut record = read.unwrap_or_default();
    let change = baton_json::from_str(change).map_err(|_| Failure::Malformed)?;
    apply(&mut record.views, change)?;
    record.schema = schema();
    let record = serde_json::to_string(&record).map_err(|_| Failure::Malformed)?;
    Ok(Kept { record, was_read })
}

fn apply(views: &mut Vec<SavedView>, change: ViewChange) -> Result<(), Failure> {
    match change {
        ViewChange::Keep { view, instead_of } => {
            let view = sound(view)?;
            let old = instead_of.as_ref().unwrap_or(&view.name);
            let place = views.iter().position(|known| known.name == *old);
            match place {
                Some(place) => views[place] = view,
                None => add(views, view)?,
            }
            let kept = place.unwrap_or(views.len() - 1);
            let name = views[kept].name.clone();
            let mut index = 0;
            views.retain(|known| {
                index += 1;
                index - 1 == kept || known.name != name
            });
        }
        ViewChange::Add { record } => {
            if is_newer(&record) {
                return Err(Failure::FileNewer);
            }
            for view in read(Some(&record)).ok_or(Failure::FileDamaged)?.views {
                let view = sound(view).map_err(|_| Failure::FileDamaged)?;
                if views.iter().all(|known| known.name != view.name) {
                    add(views, view)?;
                }
            }
        }
        ViewChange::Forget { name } => views.retain(|known| known.name != name),
    }
    Ok(())
}

fn sound(view: SavedView) -> Result<SavedView, Failure> {
    let view = SavedView {
        name: view.name.trim().to_owned(),
        filter: view.filter.trim().to_owned(),
        ..view
    };
    let is_longer = |text: &str, limit| text.chars().nth(limit).is_some();
    if view.name.is_empty()
        || is_longer(&view.name, MAX_VIEW_NAME_CHARS)
        || is_longer(&view.filter, MAX_VIEW_FILTER_CHARS)
    {
        return Err(Failure::Malformed);
    }
    Ok(view)
}

fn add(views: &mut Vec<SavedView>, view: SavedView) -> Result<(), Failure> {
    if views.len() >= MAX_VIEWS {
        return Err(Failure::ListFull);
    }
    views.push(view);
    Ok(())
}
