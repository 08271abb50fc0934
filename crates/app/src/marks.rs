//! What the script that marks links asks.

use crate::App;
use crate::ports::{Browser, Ports, Scout};
use crate::scout::Job;
use baton_protocol::{Failure, MAX_LINK_TEXT_BYTES, MAX_MARK_BYTES, MarkRequest};

impl<P: Ports> App<P> {
    /// The answer's JSON text, a [`Reply`](baton_protocol::Reply) with a
    /// [`MarkReply`](baton_protocol::MarkReply): what the scout sees is handed on as it is.
    pub(crate) async fn mark(&self, ask: MarkRequest) -> Result<String, Failure> {
        let scout = self.ports.scout();
        match ask {
            MarkRequest::Begin => scout.relay(Job::Endings).await,
            MarkRequest::Look { links } if links.len() > MAX_MARK_BYTES => Err(Failure::Malformed),
            MarkRequest::Look { links } => scout.relay(Job::Marks { links }).await,
            MarkRequest::Write { link } if link.len() > MAX_LINK_TEXT_BYTES => {
                Err(Failure::Malformed)
            }
            MarkRequest::Write { link } => {
                self.ports.browser().write_about(&link).await;
                Ok(WRITTEN.to_owned())
            }
        }
    }
}

const WRITTEN: &str = r#"{"done":"ok"}"#;
