//! What is remembered as long as the browser runs: tickets, standing prompts, what each frame
//! shows, and where Baton has stepped aside.
//!
//! Every key starts with its kind and the tab, so that a closed tab is forgotten in one sweep.

use crate::ports::Session;
use crate::sender::Place;
use baton_notes::{NoteId, Source};
use baton_protocol::TabActivity;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A booking attempt as the page showed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Attempt {
    /// The page's frame.
    pub page: Place,
    /// The note it becomes, should anything be kept.
    pub note: NoteId,
    /// Who and what.
    pub source: Source,
    /// The page's address as last seen, without fragment; carries slot and embed parameters.
    pub url: String,
    /// Why the prompt appears, a sentence each.
    pub evidence: Vec<String>,
    /// Whether it is in a private window.
    pub private: bool,
    /// The ticket that opens it.
    pub ticket: String,
}

/// Reads and writes typed session values.
pub(crate) struct Memory<'a, S>(pub &'a S);

impl<S: Session> Memory<'_, S> {
    async fn load<T: DeserializeOwned>(&self, key: &str) -> Option<T> {
        baton_json::from_str(&self.0.get(key).await?).ok()
    }

    async fn save<T: Serialize>(&self, key: &str, value: &T) {
        if let Ok(text) = serde_json::to_string(value) {
            self.0.set(key, &text).await;
        }
    }

    /// Keeps an attempt until its ticket is redeemed.
    pub async fn issue(&self, attempt: &Attempt) {
        let Attempt { page, ticket, .. } = attempt;
        self.save(&format!("ticket/{}/{ticket}", page.tab), attempt)
            .await;
    }

    /// The attempt behind a ticket. The first frame of the tab that redeems it owns it; that frame
    /// may ask again, because the answer can get lost with a stopped worker.
    pub async fn redeem(&self, at: Place, ticket: &str) -> Option<Attempt> {
        let key = format!("ticket/{}/{ticket}", at.tab);
        let Some(attempt) = self.load::<Attempt>(&key).await else {
            return self
                .prompt(at)
                .await
                .filter(|attempt| attempt.ticket == ticket);
        };
        self.set_prompt(at, &attempt).await;
        self.0.remove(&key).await;
        Some(attempt)
    }

    /// The attempt a prompt's frame belongs to.
    pub async fn prompt(&self, at: Place) -> Option<Attempt> {
        self.load(&format!("prompt/{}/{}", at.tab, at.frame)).await
    }

    /// Ties a prompt's frame to its attempt.
    pub async fn set_prompt(&self, at: Place, attempt: &Attempt) {
        self.save(&format!("prompt/{}/{}", at.tab, at.frame), attempt)
            .await;
    }

    /// The attempts of the prompts that stand in a page's frame, with the prompts' own frames.
    pub async fn prompts_in(&self, page: Place) -> Vec<(Place, Attempt)> {
        let prefix = format!("prompt/{}/", page.tab);
        let mut found = Vec::new();
        for (key, text) in self.0.get_all(&prefix).await {
            let frame = key
                .strip_prefix(&prefix)
                .and_then(|frame| frame.parse().ok());
            let attempt = baton_json::from_str::<Attempt>(&text).ok();
            if let (Some(frame), Some(attempt)) = (frame, attempt)
                && attempt.page == page
            {
                found.push((
                    Place {
                        tab: page.tab,
                        frame,
                    },
                    attempt,
                ));
            }
        }
        found
    }

    /// Forgets a prompt.
    pub async fn close_prompt(&self, at: Place) {
        self.0
            .remove(&format!("prompt/{}/{}", at.tab, at.frame))
            .await;
    }

    /// Notes that Baton has stepped aside for a booking page in a tab.
    pub async fn step_aside(&self, tab: i32, target: &str) {
        self.0.set(&format!("aside/{tab}/{target}"), "true").await;
    }

    /// Whether Baton has stepped aside for a booking page in a tab.
    pub async fn stepped_aside(&self, tab: i32, target: &str) -> bool {
        self.0.get(&format!("aside/{tab}/{target}")).await.is_some()
    }

    /// Notes what Baton does in a frame.
    pub async fn set_activity(&self, at: Place, activity: &TabActivity) {
        self.save(&format!("seen/{}/{}", at.tab, at.frame), activity)
            .await;
    }

    /// What Baton does in a tab's frames.
    pub async fn activities(&self, tab: i32) -> Vec<(Place, TabActivity)> {
        let prefix = format!("seen/{tab}/");
        let found = self.0.get_all(&prefix).await;
        found
            .into_iter()
            .filter_map(|(key, text)| {
                let frame = key.strip_prefix(&prefix)?.parse().ok()?;
                Some((Place { tab, frame }, baton_json::from_str(&text).ok()?))
            })
            .collect()
    }

    /// Forgets what Baton does in a frame.
    pub async fn forget_activity(&self, at: Place) {
        self.0
            .remove(&format!("seen/{}/{}", at.tab, at.frame))
            .await;
    }
}

/// Forgets everything about a tab.
pub(crate) async fn forget_tab<S: Session>(session: &S, tab: i32) {
    for kind in ["ticket", "prompt", "aside", "seen"] {
        for (key, _) in session.get_all(&format!("{kind}/{tab}/")).await {
            session.remove(&key).await;
        }
    }
}
