//! The surroundings a brief is written in.

use baton_brief::Context;
use baton_locale::Messages;
use baton_notes::Source;
use baton_protocol::Setup;
use baton_recognize::system;
use baton_worktime::{UtcMillis, WorkingWeek, Zones};

/// What a brief about `source` can be drafted from.
pub(crate) fn context<'a>(
    source: &'a Source,
    setup: &'a Setup,
    now: UtcMillis,
    zones: &'a dyn Zones,
    messages: &'a dyn Messages,
) -> Context<'a> {
    let receiver = setup.receiver.as_ref();
    let their_week = receiver.and_then(|known| known.week.as_ref());
    Context {
        person: source.person.as_deref(),
        event: source.event.as_deref(),
        minutes: source.minutes,
        max_minutes: None,
        slot: source.slot.as_deref(),
        url: &source.target,
        provider_name: system(&source.provider).map_or("", |system| system.name),
        now,
        my_zone: setup.week.zone(),
        their_zone: their_week.map(WorkingWeek::zone),
        week: setup.receivers_week(),
        windows: setup.windows,
        zones,
        messages,
    }
}
