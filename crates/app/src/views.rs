//! The saved views, a record that can be made anew: `views`.

use crate::App;
use crate::made_anew::schema;
use crate::ports::Ports;
use baton_protocol::{
    Failure, ListChoices, MAX_VIEW_FILTER_CHARS, MAX_VIEW_NAME_CHARS, MAX_VIEWS, OwnReply,
    SavedView, ViewChange,
};
use baton_recognize::{System, systems};
use serde::{Deserialize, Serialize};

const VIEWS: &str = "views";

#[derive(Default, Serialize, Deserialize)]
struct Record {
    schema: u32,
    views: Vec<SavedView>,
}

impl<P: Ports> App<P> {
    pub(crate) async fn choices(&self) -> Result<OwnReply, Failure> {
        let views = match self.find_record(VIEWS).await {
            Ok(found) => found.read::<Record>().unwrap_or_default().views,
            // The list is shown all the same.
            Err(Failure::StoreNewer) => Vec::new(),
            Err(failure) => return Err(failure),
        };
        Ok(choices(views))
    }

    pub(crate) async fn change_views(&self, change: ViewChange) -> Result<OwnReply, Failure> {
        let _writing = self.writing.lock().await;
        let found = self.find_record(VIEWS).await?;
        let read = found.read::<Record>();
        let was_read = read.is_some();
        let mut record = read.unwrap_or_default();
        apply(&mut record.views, change)?;
        record.schema = schema();
        self.replace_record(VIEWS, found, was_read, &record).await?;
        Ok(choices(record.views))
    }
}

fn choices(views: Vec<SavedView>) -> OwnReply {
    let name = |system: &System| (system.id.to_owned(), system.name.to_owned());
    OwnReply::Choices(ListChoices {
        views,
        providers: systems().iter().map(name).collect(),
    })
}

fn apply(views: &mut Vec<SavedView>, change: ViewChange) -> Result<(), Failure> {
    match change {
        ViewChange::Keep { view, instead_of } => {
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
            let old = instead_of.as_ref().unwrap_or(&view.name);
            let place = views.iter().position(|known| known.name == *old);
            match place {
                Some(place) => views[place] = view,
                None if views.len() < MAX_VIEWS => views.push(view),
                None => return Err(Failure::Malformed),
            }
            let kept = place.unwrap_or(views.len() - 1);
            let name = views[kept].name.clone();
            let mut index = 0;
            views.retain(|known| {
                index += 1;
                index - 1 == kept || known.name != name
            });
        }
        ViewChange::Forget { name } => views.retain(|known| known.name != name),
    }
    Ok(())
}
