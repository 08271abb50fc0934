//! When Baton asks, a record that can be made anew: `asking`. It is read and changed by the scout
//! ([`crate::scout`]); here it is kept.

use crate::App;
use crate::ports::{Browser, Ports, Scout};
use crate::scout::{AskingChange, AskingRecord, Done, Job};
use baton_protocol::{Failure, PageCommand};
use baton_worktime::to_local;

const ASKING: &str = "asking";

impl<P: Ports> App<P> {
    /// What is set, and the moment. Where the store fails, Baton asks as if nothing were.
    pub(crate) async fn asking(&self) -> AskingRecord {
        let found = self.find_record(ASKING).await.ok();
        self.at_this_moment(found.and_then(|found| found.0))
    }

    /// The record, for a page that shows it.
    pub(crate) async fn asking_record(&self) -> Result<Option<String>, Failure> {
        Ok(self.find_record(ASKING).await?.0)
    }

    fn at_this_moment(&self, record: Option<String>) -> AskingRecord {
        let at = self.ports.now();
        let local = to_local(self.ports.zones(), &self.ports.zone(), at);
        AskingRecord {
            record,
            at,
            clock: local.map_or(at.0, |local| local.clock_millis()),
        }
    }

    /// Changes what is set. A record that cannot be read is put aside.
    pub(crate) async fn change_asking(&self, change: AskingChange) -> Result<String, Failure> {
        let _writing = self.writing.lock().await;
        let found = self.find_record(ASKING).await?;
        let job = Job::ChangeAsking {
            asking: self.at_this_moment(found.0.clone()),
            change,
        };
        let kept = match self.ports.scout().look(job).await? {
            Done::Record(kept) => kept,
            Done::Refused(failure) => return Err(failure),
            _ => return Err(Failure::Malformed),
        };
        let text = kept.record.clone();
        self.replace_text(ASKING, found, kept.was_read, text)
            .await?;
        Ok(kept.record)
    }

    /// Has the browser and every page that is open follow what was just said.
    pub(crate) async fn look_again(&self) {
        self.arrange_strict().await;
        for at in self.memory().places().await {
            let browser = self.ports.browser();
            browser.notify(at.tab, at.frame, &PageCommand::Look);
        }
    }
}
