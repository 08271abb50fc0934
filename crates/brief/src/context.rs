//! What surrounds a brief while it is drafted and composed.

use crate::windows::ResponseWindows;
use baton_locale::Messages;
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName, Zones};

/// What the page, the settings and the host know.
///
/// [`crate::compose`] reads only the zones and the words, so a stored brief reads the same
/// wherever it is opened; the rest is for [`crate::prefill`].
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The person or team to be met, as far as the page tells.
    pub person: Option<&'a str>,
    /// The event type's name, as far as the page tells.
    pub event: Option<&'a str>,
    /// The length of the meeting that was about to be booked, in minutes.
    pub minutes: Option<u16>,
    /// The most minutes the verdict gives a meeting, if it gives any.
    pub max_minutes: Option<u16>,
    /// The chosen slot as the page wrote it, such as `2026-11-19T10:00:00-05:00`.
    pub slot: Option<&'a str>,
    /// The canonical URL of the booking page; empty when there is none.
    pub url: &'a str,
    /// The scheduling system's name, as its vendor writes it; empty when there is none.
    pub provider_name: &'a str,
    /// The moment.
    pub now: UtcMillis,
    /// The writer's zone.
    pub my_zone: &'a ZoneName,
    /// The receiver's zone, if known.
    pub their_zone: Option<&'a ZoneName>,
    /// The receiver's working week; the writer's own when theirs is unknown.
    pub week: &'a WorkingWeek,
    /// How long the receiver is given to answer.
    pub windows: ResponseWindows,
    /// Time zones.
    pub zones: &'a dyn Zones,
    /// Words.
    pub messages: &'a dyn Messages,
}

impl Context<'_> {
    /// The text of `key` with `args` placed.
    pub(crate) fn say(&self, key: &str, args: &[&str]) -> String {
        self.messages.text(key, args)
    }
}
