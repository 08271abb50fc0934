//! What the script that marks links asks.

use crate::App;
use crate::ports::{Browser, Ports, Scout};
use crate::scout::Job;
use crate::sender::Sender;
use baton_protocol::{Failure, MAX_LINK_TEXT_BYTES, MAX_MARK_BYTES, MarkRequest, SiteUse};

impl<P: Ports> App<P> {
    /// The answer's JSON text, a [`Reply`](baton_protocol::Reply) with a
    /// [`MarkReply`](baton_protocol::MarkReply): what the scout sees is handed on as it is.
    pub(crate) async fn mark(&self, sender: &Sender, ask: MarkRequest) -> Result<String, Failure> {
        // The script goes on in pages that are open when it is to stop.
        if !self.is_allowed(&sender.origin, &SiteUse::Marks).await {
            return Err(Failure::Refused);
        }
        let scout = self.ports.scout();
        match ask {
            MarkRequest::Begin => scout.relay(Job::Endings).await,
            MarkRequest::Look { links } if links.len() > MAX_MARK_BYTES => Err(Failure::Malformed),
            MarkRequest::Look { links } => scout.relay(Job::Marks { links }).await,
            MarkRequest::Write { link } if link.len() > MAX_LINK_TEXT_BYTES => {
                Err(Failure::Malformed)
            }
            MarkRequest::Write { link } => {
                self.ports
                    .browser()
                    .write_about(&link, sender.private)
                    .await;
                Ok(WRITTEN.to_owned())
            }
        }
    }
}

const WRITTEN: &str = r#"{"done":"ok"}"#;
