//! Links, as the scout sees them.

use crate::ports::{Ports, Scout};
use crate::scout::{Done, Job, Sighting};
use crate::{App, booking};
use baton_protocol::{Failure, MAX_LINK_TEXT_BYTES};

impl<P: Ports> App<P> {
    /// What is behind a link.
    pub(crate) async fn behind(&self, link: String) -> Result<Sighting, Failure> {
        if link.len() > MAX_LINK_TEXT_BYTES {
            return Err(Failure::Malformed);
        }
        let system = match booking::origin(&link) {
            Some(origin) => self.system_of(origin).await,
            None => None,
        };
        match self
            .ports
            .scout()
            .look(Job::Behind { link, system })
            .await?
        {
            Done::Behind(seen) => Ok(*seen),
            _ => Err(Failure::Engine),
        }
    }
}
