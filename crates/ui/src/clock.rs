/// Milliseconds of a clock that only goes forward, for measuring waits; not a date.
///
/// Falls back to the machine's clock where the page has none.
#[must_use]
pub fn tick() -> f64 {
    // `performance` by name saves linking its whole interface for one number.
    js_sys::Reflect::get(&js_sys::global(), &"performance".into())
        .and_then(|performance| {
            let now = js_sys::Reflect::get(&performance, &"now".into())?;
            js_sys::Function::from(now).call0(&performance)
        })
        .ok()
        .and_then(|now| now.as_f64())
        .unwrap_or_else(js_sys::Date::now)
}

/// The machine's clock: milliseconds since 1970. It goes on while the machine sleeps, in which
/// [`tick`] may stand still.
#[must_use]
pub fn wall_clock() -> f64 {
    js_sys::Date::now()
}

/// How long to wait for `due`, a moment of [`tick`], in whole milliseconds: 0 when it is past, and
/// at most a second, after which one looks again.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a wait between 0 and 1000 ms"
)]
pub fn wait_for(due: f64) -> u32 {
    (due - tick()).clamp(0.0, 1000.0).ceil() as u32
}
