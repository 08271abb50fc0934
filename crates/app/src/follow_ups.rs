//! What becomes of briefs that wait for an answer: at response-by the person is told, within their own
//! working hours. The record `waiting` says which notes wait (see [`baton_notes::Waiting`]); it can be made
//! anew from them. When a backup is due is looked at with it. What is due, and when to look again, is planned
//! at the desk.

use crate::App;
use crate::desk::{Done, FollowUpJob, FollowUpPlan, Job};
use crate::ports::{Browser, Ports, ReadRecords, Records};
use crate::transfer::BACKUP;
use baton_notes::{MAX_WAITING, NONE_WAIT, Stored, is_waiting_record, waiting_since, waiting_with};
use baton_protocol::{Failure, NoteOrder, OwnReply};
use std::slice;

/// The key of the record of notes that wait.
pub(crate) const WAITING: &str = "waiting";

/// What could not be planned is tried again after so many milliseconds.
const TRY_AGAIN_MILLIS: i64 = 60 * 60 * 1000;

/// Queries that find every note that may wait.
const MAY_WAIT: [&str; 2] = ["state:sent", "state:acknowledged"];

impl<P: Ports> App<P> {
    /// Writes records; where that changes who waits, it is planned anew a moment later, so that nothing
    /// that is saved waits for it.
    pub(crate) async fn keep_records(&self, records: &[(String, String)]) -> Result<(), Failure> {
        self.ports.records().write(records).await?;
        if records.iter().any(|(key, _)| key == WAITING) {
            self.ports.browser().wake_at(Some(self.ports.now())).await;
        }
        Ok(())
    }

    /// Tells the person what is due, and has the browser wake Baton for what comes next. It can be
    /// repeated at any time. Gives the notes that wait, and whether a backup is due.
    ///
    /// # Errors
    /// What the store and the desk answer; the browser wakes Baton once more in an hour.
    pub async fn follow_up(&self) -> Result<OwnReply, Failure> {
        let ports = &self.ports;
        // The alarm that woke Baton is spent: whatever fails or stops from here on, another one stands.
        let again = ports.now().plus_millis(TRY_AGAIN_MILLIS);
        ports.browser().wake_at(Some(again)).await;
        self.bring_in().await?;
        let before = ports.records().read(WAITING).await?;
        let waiting = self.waiting().await?;
        let memory = self.memory();
        let backup = ports.records().read(BACKUP).await?;
        let plan = match (waiting.as_str(), &backup) {
            // Most times nothing waits, and no desk is started for it.
            (NONE_WAIT, None) => FollowUpPlan::default(),
            _ => {
                let job = FollowUpJob {
                    waiting: waiting.clone(),
                    backup,
                    told: memory.told().await,
                    week: self.settings().await.own_week(&ports.zone()),
                    now: ports.now(),
                };
                match self.desk(Job::FollowUp(Box::new(job))).await? {
                    Done::FollowUp(plan) => plan,
                    _ => return Err(Failure::Engine),
                }
            }
        };
        memory.set_told(&plan.told).await;
        let browser = ports.browser();
        browser.wake_at(plan.wake).await;
        browser.tell_due(plan.count, plan.is_news).await;
        if let Some(due) = plan.backup_due
            && memory.is_backup_news(due).await
            && !browser.back_up().await
        {
            // Where no window was open to make it in, it is news the next time.
            memory.forget_backup().await;
        }
        // What was written meanwhile asked to be planned, and that alarm was overwritten.
        match ports.records().read(WAITING).await {
            Ok(stands) if stands == before || stands.as_ref() == Some(&waiting) => {}
            Ok(_) => browser.wake_at(Some(ports.now())).await,
            Err(_) => browser.wake_at(Some(again)).await,
        }
        Ok(OwnReply::Waiting {
            record: waiting,
            is_backup_due: plan.backup_due.is_some(),
        })
    }

    /// The record of notes that wait. One that is not there, or cannot be read, is made anew.
    async fn waiting(&self) -> Result<String, Failure> {
        let record = self.ports.records().read(WAITING).await?;
        if let Some(record) = record.filter(|record| is_waiting_record(record)) {
            return Ok(record);
        }
        let import = self.import_record().await?;
        let mut may_wait = Vec::new();
        let mut are_there_notes = false;
        for query in MAY_WAIT {
            let found = self.find(query, NoteOrder::Newest, 0, MAX_WAITING).await?;
            are_there_notes |= found.notes > 0;
            may_wait.extend(found.hits);
        }
        // Whoever has written nothing yet is written nothing for.
        if !are_there_notes {
            return Ok(NONE_WAIT.to_owned());
        }
        // What was written meanwhile was not found, and has begun the record.
        let _writing = self.writing.lock().await;
        let standing = self.ports.records().read(WAITING).await?;
        let mut waiting = waiting_since(standing.as_deref());
        for (id, _) in may_wait {
            if let Ok(Some(Stored::Current(note))) = self.load(&id).await {
                let with = waiting_with(Some(&waiting), slice::from_ref(&*note));
                waiting = with.unwrap_or(waiting);
            }
        }
        // Notes that came in since were not found: it is made anew once more.
        if self.import_record().await? == import {
            let record = (WAITING.to_owned(), waiting.clone());
            self.ports.records().write(&[record]).await?;
        }
        Ok(waiting)
    }
}
