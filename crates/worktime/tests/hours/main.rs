//! Working hours: who can be expected to answer when.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

mod days_off;
#[path = "../jiff_zones/mod.rs"]
mod jiff_zones;
mod ordinary_week;
mod two_people;
mod weeks;
