//! Links, as the scout sees them.

use crate::App;
use crate::ports::{Ports, Scout};
use crate::scout::{Done, Job, Sighting};
use baton_protocol::{Failure, MAX_LINK_TEXT_BYTES};

impl<P: Ports> App<P> {
    /// What is behind a link.
    pub(crate) async fn behind(&self, link: String) -> Result<Sighting, Failure> {
        if link.len() > MAX_LINK_TEXT_BYTES {
            return Err(Failure::Malformed);
        }
        match self.ports.scout().look(Job::Behind { link }).await? {
            Done::Behind(seen) => Ok(seen),
            _ => Err(Failure::Engine),
        }
    }
}
