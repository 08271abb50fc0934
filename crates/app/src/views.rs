//! The saved views, a record that can be made anew: `views`. It is read and changed by the scout, which
//! knows the names of the scheduling systems that are offered beside them; here it is kept.

use crate::App;
use crate::ports::{Ports, Scout};
use crate::scout::{Done, Job};
use baton_protocol::{Failure, ViewsRequest};

const VIEWS: &str = "views";

impl<P: Ports> App<P> {
    /// The record of the views, for a backup.
    pub(crate) async fn views_record(&self) -> Result<Option<String>, Failure> {
        Ok(self.find_record(VIEWS).await?.0)
    }

    /// Changes the views, where they are to be changed, and tells what is offered above the list: the
    /// answer's JSON text, a [`Reply`](baton_protocol::Reply) with
    /// [`ListChoices`](baton_protocol::ListChoices).
    pub(crate) async fn views(&self, ask: ViewsRequest) -> Result<String, Failure> {
        let _writing = self.writing.lock().await;
        let found = self.find_record(VIEWS).await;
        let record = match (ask.change, found) {
            (None, Ok(found)) => found.0,
            // The list is shown all the same.
            (None, Err(Failure::StoreNewer)) => None,
            (_, Err(failure)) => return Err(failure),
            (Some(change), Ok(found)) => {
                let record = found.0.clone();
                let job = Job::ChangeViews { record, change };
                let kept = match self.ports.scout().look(job).await? {
                    Done::Record(kept) => kept,
                    Done::Refused(failure) => return Err(failure),
                    _ => return Err(Failure::Malformed),
                };
                let text = kept.record.clone();
                self.replace_text(VIEWS, found, kept.was_read, text).await?;
                Some(kept.record)
            }
        };
        self.ports.scout().relay(Job::Choices { record }).await
    }
}
