//! What the script that marks links asks.

use crate::App;
use crate::ports::{Browser, Ports, Scout};
use crate::scout::{Done, Job};
use baton_protocol::{Failure, MAX_LINK_TEXT_BYTES, MAX_MARK_BYTES, MarkReply, MarkRequest};

impl<P: Ports> App<P> {
    pub(crate) async fn mark(&self, ask: MarkRequest) -> Result<MarkReply, Failure> {
        let scout = self.ports.scout();
        match ask {
            MarkRequest::Begin => match scout.look(Job::Endings).await? {
                Done::Endings(endings) => Ok(MarkReply::Endings(endings)),
                _ => Err(Failure::Engine),
            },
            MarkRequest::Look { links } => {
                if links.len() > MAX_MARK_BYTES {
                    return Err(Failure::Malformed);
                }
                match scout.look(Job::Marks { links }).await? {
                    Done::Marks(links) => Ok(MarkReply::Links(links)),
                    _ => Err(Failure::Engine),
                }
            }
            MarkRequest::Write { link } => {
                if link.len() > MAX_LINK_TEXT_BYTES {
                    return Err(Failure::Malformed);
                }
                self.ports.browser().write_about(&link).await;
                Ok(MarkReply::Ok)
            }
        }
    }
}
