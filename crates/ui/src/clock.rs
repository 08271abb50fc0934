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
