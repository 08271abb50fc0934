//! The saved views, a record of their own: `views`.
//!
//! A record that cannot be read counts as none. When new views take its place it is put aside under
//! `views-damaged/<moment>`; views can be made anew, so nothing asks about it.

use crate::App;
use crate::ports::{Ports, Records};
use baton_protocol::{
    Failure, ListChoices, MAX_VIEW_FILTER_CHARS, MAX_VIEW_NAME_CHARS, MAX_VIEWS, OwnReply,
    SavedView, ViewChange,
};
use baton_recognize::{System, systems};
use serde::{Deserialize, Serialize};

const VIEWS: &str = "views";
const DAMAGED: &str = "views-damaged/";

/// The schema this code writes. Views of a newer one are left alone.
const SCHEMA: u32 = 1;

#[derive(Serialize, Deserialize)]
struct Record {
    schema: u32,
    views: Vec<SavedView>,
}

#[derive(Deserialize)]
struct Head {
    schema: u32,
}

impl<P: Ports> App<P> {
    pub(crate) async fn choices(&self) -> Result<OwnReply, Failure> {
        let views = match self.load_views().await {
            Ok((views, _)) => views,
            // The list is shown all the same.
            Err(Failure::StoreNewer) => Vec::new(),
            Err(failure) => return Err(failure),
        };
        Ok(choices(views))
    }

    pub(crate) async fn change_views(&self, change: ViewChange) -> Result<OwnReply, Failure> {
        let _writing = self.writing.lock().await;
        let (mut views, damaged) = self.load_views().await?;
        apply(&mut views, change)?;
        let record = Record {
            schema: SCHEMA,
            views,
        };
        let text = serde_json::to_string(&record).map_err(|_| Failure::Malformed)?;
        let mut records = vec![(VIEWS.to_owned(), text)];
        let key = format!("{DAMAGED}{}", self.ports.now().0);
        records.extend(damaged.map(|text| (key, text)));
        self.ports.records().write(&records).await?;
        Ok(choices(record.views))
    }

    /// The views, and the record if it cannot be read.
    async fn load_views(&self) -> Result<(Vec<SavedView>, Option<String>), Failure> {
        let Some(text) = self.ports.records().read(VIEWS).await? else {
            return Ok((Vec::new(), None));
        };
        if let Ok(Head { schema }) = baton_json::from_str(&text)
            && schema > SCHEMA
        {
            return Err(Failure::StoreNewer);
        }
        Ok(match baton_json::from_str::<Record>(&text) {
            Ok(record) => (record.views, None),
            Err(_) => (Vec::new(), Some(text)),
        })
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
