//! What the page in a tab has of scheduling systems, when a person asks.

use crate::App;
use crate::ports::{Browser, Ports, Scout};
use crate::scout::Job;
use baton_protocol::Failure;
use baton_recognize::survey::MAX_SNAPSHOT_BYTES;

/// The longest snapshot looked at, in bytes of JSON: names and quotes come to its text.
const MAX_SNAPSHOT_JSON_BYTES: usize = 4 * MAX_SNAPSHOT_BYTES;

impl<P: Ports> App<P> {
    /// The answer's JSON text, a [`Reply`](baton_protocol::Reply) with
    /// [`OwnReply::Survey`](baton_protocol::OwnReply::Survey): what the scout sees is handed on as it
    /// is, as the snapshot is handed to it.
    pub(crate) async fn survey(&self, tab: i32) -> Result<String, Failure> {
        let snapshot = self.ports.browser().snapshot(tab).await;
        let snapshot = snapshot.ok_or(Failure::NoPermission)?;
        if snapshot.len() > MAX_SNAPSHOT_JSON_BYTES {
            return Err(Failure::Page);
        }
        self.ports.scout().relay(Job::Survey { snapshot }).await
    }
}
