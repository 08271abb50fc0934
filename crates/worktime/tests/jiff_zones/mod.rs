//! The time-zone table that tests and examples use: the one jiff bundles.

use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;

/// [`Zones`] by jiff, whatever zone files the machine has.
pub struct JiffZones(pub TimeZoneDatabase);

impl JiffZones {
    pub fn bundled() -> Self {
        Self(TimeZoneDatabase::bundled())
    }
}

impl Zones for JiffZones {
    fn offset_seconds(&self, zone: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError> {
        let zone = self
            .0
            .get(zone.as_str())
            .map_err(|_| ZoneError::UnknownZone)?;
        let at = Timestamp::from_millisecond(at.0).map_err(|_| ZoneError::OutOfRange)?;
        Ok(zone.to_offset(at).seconds())
    }
}
