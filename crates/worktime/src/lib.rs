//! Working weeks, time zones and the instants they lead to.
//!
//! Nothing here reads a clock or knows a time-zone table: the moment is passed in, and offsets
//! come from a [`Zones`].

mod civil;
mod hours;
mod instant;
mod week;
mod zones;

pub use civil::{CivilDate, InvalidDate, LocalTime, Weekday};
pub use hours::{HORIZON_DAYS, HoursError};
pub use instant::UtcMillis;
pub use week::{DaySpan, InvalidWeek, WorkingWeek};
pub use zones::{ZoneError, ZoneName, Zones, to_local, to_utc};
