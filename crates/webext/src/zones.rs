//! Time zones by `Temporal`, which both browsers ship with their own up-to-date table.

use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};
use js_sys::Array;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Temporal, js_name = Instant)]
    type Instant;

    #[wasm_bindgen(catch, static_method_of = Instant, js_namespace = Temporal, js_name = fromEpochMilliseconds)]
    fn from_epoch_milliseconds(millis: f64) -> Result<Instant, JsValue>;

    #[wasm_bindgen(method, catch, js_name = toZonedDateTimeISO)]
    fn to_zoned_date_time_iso(this: &Instant, zone: &str) -> Result<ZonedDateTime, JsValue>;

    type ZonedDateTime;

    #[wasm_bindgen(method, getter, js_name = offsetNanoseconds)]
    fn offset_nanoseconds(this: &ZonedDateTime) -> f64;

    #[wasm_bindgen(catch, js_namespace = Intl, js_name = supportedValuesOf)]
    fn supported_values_of(key: &str) -> Result<Array, JsValue>;

    #[wasm_bindgen(js_namespace = ["Temporal", "Now"], js_name = timeZoneId)]
    fn time_zone_id() -> String;
}

/// The browser's time-zone table.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TemporalZones;

impl Zones for TemporalZones {
    #[allow(
        clippy::cast_precision_loss,
        reason = "every moment Temporal takes is below 2^53 ms"
    )]
    #[allow(
        clippy::cast_possible_truncation,
        reason = "an offset is below a day of seconds"
    )]
    fn offset_seconds(&self, zone: &ZoneName, at: UtcMillis) -> Result<i32, ZoneError> {
        let instant =
            Instant::from_epoch_milliseconds(at.0 as f64).map_err(|_| ZoneError::OutOfRange)?;
        let zoned = instant
            .to_zoned_date_time_iso(zone.as_str())
            .map_err(|_| ZoneError::UnknownZone)?;
        Ok((zoned.offset_nanoseconds() / 1e9) as i32)
    }
}

/// The zone this browser is set to; UTC when it has no IANA name.
#[must_use]
pub fn own_zone() -> ZoneName {
    ZoneName::new(&time_zone_id()).unwrap_or_else(|_| ZoneName::utc())
}

/// The zones this browser offers, sorted by name; it knows older names beside them.
#[must_use]
pub fn known_zones() -> Vec<String> {
    let zones = supported_values_of("timeZone").unwrap_or_default();
    zones.iter().filter_map(|zone| zone.as_string()).collect()
}

/// The moment by the machine's clock.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    reason = "milliseconds since 1970 fit an i64"
)]
pub fn now() -> UtcMillis {
    UtcMillis(js_sys::Date::now() as i64)
}
