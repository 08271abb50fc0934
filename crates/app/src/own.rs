//! What Baton's own pages ask: the record, and what Baton does on a tab.

use crate::App;
use crate::ports::{Browser, Ports, Records};
use crate::scout::AskingChange;
use crate::sender::Sender;
use baton_protocol::{
    Activity, Failure, OwnReply, OwnRequest, PageCommand, StoreHealth, TabActivity,
};

impl<P: Ports> App<P> {
    pub(crate) async fn own(&self, sender: &Sender, ask: OwnRequest) -> Result<OwnReply, Failure> {
        match ask {
            OwnRequest::List {
                filter,
                order,
                offset,
                limit,
            } => self.list(filter, order, offset, limit).await,
            OwnRequest::Change { id, change } => {
                self.change(&id, change, sender.origin_of_steps()).await
            }
            OwnRequest::Ids {
                filter,
                order,
                offset,
                limit,
            } => self.ids(filter, order, offset, limit).await,
            OwnRequest::ChangeMany { ids, change } => {
                self.change_many(ids, change, sender.origin_of_steps())
                    .await
            }
            OwnRequest::Attachment { id, sha256 } => self.attachment(&id, &sha256).await,
            OwnRequest::Activity { tab } => Ok(OwnReply::Activity(self.activity(tab).await)),
            OwnRequest::Waiting => self.follow_up().await,
            OwnRequest::Sites => self.sites().await.map(OwnReply::Sites),
            OwnRequest::ChangeSite {
                site,
                is_allowed,
                tab,
            } => self.change_site(site, is_allowed, tab).await,
            OwnRequest::Asking => Ok(OwnReply::Asking(self.asking_record().await?)),
            OwnRequest::Views => Ok(OwnReply::Views(self.views_record().await?)),
            OwnRequest::ChangeAsking { change } => {
                let changed = self.change_asking(AskingChange::Told(change)).await?;
                self.look_again().await;
                Ok(OwnReply::Asking(Some(changed)))
            }
            OwnRequest::Strict { url } => self.strict(sender, url).await,
            OwnRequest::LetThrough { url } => {
                let at = sender.place().ok_or(Failure::Malformed)?;
                self.go_on_to(at, &url).await?;
                Ok(OwnReply::Ok)
            }
            OwnRequest::Settings => self.view_settings().await,
            OwnRequest::SaveSettings(settings) => self.save_settings(*settings).await,
            OwnRequest::Templates => self.view_templates().await,
            OwnRequest::SaveTemplates { text, base } => self.save_templates(text, base).await,
            OwnRequest::Unreadable => self.list_unreadable().await,
            OwnRequest::Discard { key } => self.discard(&key).await,
            OwnRequest::Health => {
                let report = self.ports.records().report().await?;
                // Of lost copies is told whatever else is wrong.
                let (notes, unreadable) = self.count_notes().await.ok().unzip();
                Ok(OwnReply::Health(StoreHealth {
                    notes,
                    unreadable,
                    rebuilt: report.rebuilt,
                    damaged: report.damaged,
                    both_lost: report.both_lost,
                }))
            }
        }
    }

    /// What Baton does on a tab: the most telling of its frames that still stand.
    pub(crate) async fn activity(&self, tab: i32) -> TabActivity {
        let session = self.memory();
        let mut found: Vec<TabActivity> = Vec::new();
        for (at, activity) in session.activities(tab).await {
            // A page that was left reports nothing any more; ask whether it is still there.
            if self
                .ports
                .browser()
                .command(at.tab, at.frame, &PageCommand::Ping)
                .await
            {
                found.push(activity);
            } else {
                session.forget_activity(at).await;
            }
        }
        found
            .into_iter()
            .min_by_key(|shown| telling(shown.activity))
            .unwrap_or(TabActivity {
                activity: Activity::Elsewhere,
                provider_name: None,
                evidence: Vec::new(),
                undo: None,
            })
    }
}

/// Orders activities, the most telling first.
fn telling(activity: Activity) -> u8 {
    match activity {
        Activity::Prompting => 0,
        Activity::CannotPrompt => 1,
        Activity::SteppedAside => 2,
        Activity::Quiet | Activity::NoGuests => 3,
        Activity::Listing => 4,
        Activity::NotBooking => 5,
        Activity::Elsewhere => 6,
    }
}
