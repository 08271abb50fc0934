//! Scheduling systems, and calendars with a form for events, by name: for the parts of the product that
//! recognise nothing themselves. A table of its own, so that a module which only names a system carries none of its rules.

use crate::tables;

/// A scheduling system or a calendar, as a list shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct System {
    /// The id of its [`Provider`](crate::Provider) or [`Form`](crate::Form).
    pub id: &'static str,
    /// As the vendor writes it.
    pub name: &'static str,
    /// The longest text a link can fill into its booking form, in Unicode characters; `None` when
    /// there is no field for it. See [`with_prefill`](crate::with_prefill).
    pub prefill_chars: Option<u16>,
}

/// All of them, in the order of their ids.
#[must_use]
pub fn systems() -> &'static [System] {
    tables::systems()
}

/// The one with this id.
///
/// ```
/// let system = baton_recognize::system("calcom").unwrap();
/// assert_eq!(system.name, "Cal.com");
/// ```
#[must_use]
pub fn system(id: &str) -> Option<&'static System> {
    let place = systems()
        .binary_search_by(|system| system.id.cmp(id))
        .ok()?;
    systems().get(place)
}
