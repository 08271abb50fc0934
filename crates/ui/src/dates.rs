//! Moments in words, by the browser's own language data.

use baton_webext::interface_language;
use baton_worktime::UtcMillis;
use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};

/// A span of time in the largest unit that fits, negative in the past.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// How many.
    pub count: i64,
    /// The unit, as `Intl.RelativeTimeFormat` names it.
    pub unit: &'static str,
}

impl Age {
    /// The span from `now` to `moment`.
    #[must_use]
    pub fn between(now: UtcMillis, moment: UtcMillis) -> Self {
        const UNITS: [(i64, &str); 5] = [
            (365 * 86_400, "year"),
            (30 * 86_400, "month"),
            (86_400, "day"),
            (3_600, "hour"),
            (60, "minute"),
        ];
        let seconds = moment.0.saturating_sub(now.0) / 1000;
        UNITS
            .iter()
            .find(|(length, _)| seconds.abs() >= *length)
            .map_or(
                Self {
                    count: 0,
                    unit: "second",
                },
                |&(length, unit)| Self {
                    count: seconds / length,
                    unit,
                },
            )
    }
}

/// `moment` as people say it from `now`: "2 hours ago", "yesterday".
#[must_use]
pub fn relative(now: UtcMillis, moment: UtcMillis) -> String {
    let age = Age::between(now, moment);
    #[allow(clippy::cast_precision_loss, reason = "a count of time units is small")]
    let count = age.count as f64;
    let options = js_sys::Object::new();
    format_with(
        "RelativeTimeFormat",
        &options,
        &[("numeric", "auto")],
        |format, method| method.call2(format, &count.into(), &age.unit.into()),
    )
    .unwrap_or_default()
}

/// `moment` as weekday, date and time in `zone`, with the zone's short name; with the year where it is not
/// this one.
#[must_use]
pub fn spoken_moment(moment: UtcMillis, zone: &str) -> String {
    #[allow(clippy::cast_precision_loss, reason = "every date is below 2^53 ms")]
    let millis = moment.0 as f64;
    let year = |millis: f64| js_sys::Date::new(&millis.into()).get_full_year();
    let options = js_sys::Object::new();
    if year(millis) != year(js_sys::Date::now()) {
        // An option that is refused is only not said.
        let _ = Reflect::set(&options, &"year".into(), &"numeric".into());
    }
    format_with(
        "DateTimeFormat",
        &options,
        &[
            ("timeZone", zone),
            ("weekday", "short"),
            ("day", "numeric"),
            ("month", "short"),
            ("hour", "2-digit"),
            ("minute", "2-digit"),
            ("timeZoneName", "short"),
        ],
        |format, method| method.call1(format, &millis.into()),
    )
    .unwrap_or_default()
}

/// Calls `format` of a fresh `Intl` formatter; `None` where the browser refuses the options.
fn format_with(
    formatter: &str,
    options: &js_sys::Object,
    settings: &[(&str, &str)],
    call: impl FnOnce(&JsValue, &js_sys::Function) -> Result<JsValue, JsValue>,
) -> Option<String> {
    for (name, value) in settings {
        Reflect::set(options, &(*name).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let class: js_sys::Function = Reflect::get(&intl, &formatter.into())
        .ok()?
        .dyn_into()
        .ok()?;
    let arguments = js_sys::Array::of2(&interface_language().into(), options);
    let format = Reflect::construct(&class, &arguments).ok()?;
    let method: js_sys::Function = Reflect::get(&format, &"format".into())
        .ok()?
        .dyn_into()
        .ok()?;
    call(&format, &method).ok()?.as_string()
}

#[cfg(test)]
mod tests {
    use super::Age;
    use baton_worktime::UtcMillis;

    #[test]
    fn an_age_takes_the_largest_unit_that_fits() {
        let minute = 60_000;
        let now = UtcMillis(1_000_000_000_000);
        let age = |ago: i64| Age::between(now, UtcMillis(now.0 - ago));
        assert_eq!(
            age(20_000),
            Age {
                count: 0,
                unit: "second"
            }
        );
        assert_eq!(
            age(5 * minute),
            Age {
                count: -5,
                unit: "minute"
            }
        );
        assert_eq!(
            age(26 * 60 * minute),
            Age {
                count: -1,
                unit: "day"
            }
        );
        assert_eq!(
            age(400 * 24 * 60 * minute),
            Age {
                count: -1,
                unit: "year"
            }
        );
        assert_eq!(
            age(-3 * 60 * minute),
            Age {
                count: 3,
                unit: "hour"
            }
        );
    }

    #[test]
    fn no_two_moments_overflow() {
        let age = Age::between(UtcMillis(i64::MAX), UtcMillis(i64::MIN));
        assert_eq!(age.unit, "year");
    }
}
