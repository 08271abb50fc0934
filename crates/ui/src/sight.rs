//! Whether the person can really see what they press.

use crate::clock::tick;
use js_sys::Reflect;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{IntersectionObserver, IntersectionObserverInit};

/// How long the frame must have been in plain sight before a press counts, in milliseconds.
const SEEN_MS: f64 = 500.0;
/// How much of the frame must be within the window.
const WHOLE: f64 = 0.98;
/// The shortest interval browsers accept for tracking visibility, in milliseconds.
const TRACKING_DELAY_MS: f64 = 100.0;

/// What is known of the frame's visibility.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
enum Seen {
    /// This browser cannot tell (it lacks version 2 of `IntersectionObserver`).
    #[default]
    Unknowable,
    /// This browser can tell, but has not said anything yet.
    Unobserved,
    /// Covered, clipped, faded, scaled or outside the window.
    No,
    /// In plain sight since this moment of [`tick`].
    Since(f64),
}

/// Whether a consequential press counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judgement {
    /// It does.
    Counts,
    /// A script made it; nobody pressed.
    Faked,
    /// Something on the page covers the frame.
    Covered,
    /// The frame has been in sight too short a time for a deliberate press.
    TooSoon,
}

/// Watches whether the page shows this frame uncovered.
///
/// A hostile page can lay its own pictures over the frame, or fade it, so that a press meant for
/// the page lands on Baton. Pressing by keyboard cannot be steered that way and always counts.
pub struct Sight {
    seen: Rc<Cell<Seen>>,
    observer: Option<IntersectionObserver>,
    _on_change: Closure<dyn FnMut(js_sys::Array)>,
}

impl Sight {
    /// Starts watching `target`, which should fill the frame.
    #[must_use]
    pub fn watch(target: &web_sys::Element) -> Self {
        let seen = if tells_visibility() {
            Seen::Unobserved
        } else {
            Seen::Unknowable
        };
        let seen = Rc::new(Cell::new(seen));
        let on_change = {
            let seen = Rc::clone(&seen);
            Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
                let latest = entries.get(entries.length().saturating_sub(1));
                seen.set(read(&latest, seen.get(), tick()));
            })
        };
        let observer = observe(target, on_change.as_ref().unchecked_ref()).ok();
        Self {
            seen,
            observer,
            _on_change: on_change,
        }
    }

    /// Whether the press `event` counts.
    #[must_use]
    pub fn judge(&self, event: &web_sys::MouseEvent) -> Judgement {
        if !event.is_trusted() {
            return Judgement::Faked;
        }
        if is_by_keyboard(event) {
            return Judgement::Counts;
        }
        by_sight(self.seen.get(), tick())
    }
}

impl Drop for Sight {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// Whether a click was made with the keyboard: browsers count no presses then.
#[must_use]
pub fn is_by_keyboard(event: &web_sys::MouseEvent) -> bool {
    event.detail() == 0
}

fn by_sight(seen: Seen, now: f64) -> Judgement {
    match seen {
        Seen::Unknowable => Judgement::Counts,
        Seen::Unobserved => Judgement::TooSoon,
        Seen::No => Judgement::Covered,
        Seen::Since(since) if now - since < SEEN_MS => Judgement::TooSoon,
        Seen::Since(_) => Judgement::Counts,
    }
}

/// Whether this browser has version 2 of `IntersectionObserver`.
fn tells_visibility() -> bool {
    let entry = Reflect::get(&js_sys::global(), &"IntersectionObserverEntry".into());
    let prototype = entry.and_then(|entry| Reflect::get(&entry, &"prototype".into()));
    prototype.and_then(|known| Reflect::has(&known, &"isVisible".into())) == Ok(true)
}

fn observe(
    target: &web_sys::Element,
    on_change: &js_sys::Function,
) -> Result<IntersectionObserver, JsValue> {
    let options = IntersectionObserverInit::new();
    options.set_threshold(&js_sys::Array::of3(&0.0.into(), &WHOLE.into(), &1.0.into()));
    Reflect::set(&options, &"trackVisibility".into(), &JsValue::TRUE)?;
    Reflect::set(&options, &"delay".into(), &TRACKING_DELAY_MS.into())?;
    let observer = IntersectionObserver::new_with_options(on_change, &options)?;
    observer.observe(target);
    Ok(observer)
}

fn read(entry: &JsValue, before: Seen, now: f64) -> Seen {
    let number = |name: &str| Reflect::get(entry, &name.into()).ok();
    // An entry without `isVisible` comes from a browser that cannot tell.
    let Some(visible) = number("isVisible").and_then(|value| value.as_bool()) else {
        return Seen::Unknowable;
    };
    let whole = number("intersectionRatio")
        .and_then(|ratio| ratio.as_f64())
        .is_some_and(|ratio| ratio >= WHOLE);
    next(before, visible && whole, now)
}

fn next(before: Seen, in_sight: bool, now: f64) -> Seen {
    match (before, in_sight) {
        (_, false) => Seen::No,
        (Seen::Since(since), true) => Seen::Since(since),
        (Seen::Unknowable | Seen::Unobserved | Seen::No, true) => Seen::Since(now),
    }
}

#[cfg(test)]
mod tests {
    use super::{Judgement, Seen, by_sight, next};

    #[test]
    fn a_press_before_the_first_word_of_the_browser_is_too_soon() {
        assert_eq!(by_sight(Seen::Unobserved, 9000.0), Judgement::TooSoon);
        assert_eq!(next(Seen::Unobserved, true, 1000.0), Seen::Since(1000.0));
        assert_eq!(by_sight(Seen::Unknowable, 0.0), Judgement::Counts);
    }

    #[test]
    fn a_press_counts_once_the_frame_was_in_sight_for_half_a_second() {
        let seen = next(Seen::No, true, 1000.0);
        assert_eq!(by_sight(seen, 1200.0), Judgement::TooSoon);
        assert_eq!(by_sight(seen, 1500.0), Judgement::Counts);
    }

    #[test]
    fn staying_in_sight_keeps_the_first_moment() {
        let seen = next(next(Seen::No, true, 1000.0), true, 1400.0);
        assert_eq!(by_sight(seen, 1500.0), Judgement::Counts);
    }

    #[test]
    fn covering_the_frame_starts_the_wait_anew() {
        let seen = next(Seen::Since(0.0), false, 900.0);
        assert_eq!(by_sight(seen, 2000.0), Judgement::Covered);
        assert_eq!(
            by_sight(next(seen, true, 2000.0), 2100.0),
            Judgement::TooSoon
        );
    }

    #[test]
    fn a_browser_that_cannot_tell_lets_presses_count() {
        assert_eq!(by_sight(Seen::Unknowable, 0.0), Judgement::Counts);
    }
}
