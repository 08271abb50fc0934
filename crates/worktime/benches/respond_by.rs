//! How long it takes to reckon by when an answer can be expected, with jiff's time zones.
//!
//! `cargo bench -p baton-worktime`

#![allow(missing_docs, reason = "criterion's macros make public functions")]
#![allow(clippy::unwrap_used, reason = "a benchmark fails by panicking")]

#[path = "../tests/jiff_zones/mod.rs"]
mod jiff_zones;

use baton_worktime::{CivilDate, HoursError, UtcMillis, WorkingWeek, ZoneName};
use criterion::{Criterion, criterion_group, criterion_main};
use jiff_zones::JiffZones;
use std::hint::black_box;

/// Friday 2026-03-06 15:00 in Berlin: a weekend lies before the answer.
const FRIDAY: UtcMillis = UtcMillis(1_772_805_600_000);
/// Friday 2026-03-27 15:00 in Berlin: the clocks change before the answer.
const BEFORE_A_CHANGE: UtcMillis = UtcMillis(1_774_620_000_000);
const SIX_HOURS: i64 = 6 * 3_600_000;

/// The receiver: nine to five in Berlin, with as many days off as a week may have, all to come.
fn receiver() -> WorkingWeek {
    let first: CivilDate = "2026-04-01".parse().unwrap();
    let days_off = (0..366).map(|days| first.plus_days(days)).collect();
    let week = WorkingWeek::default_in(ZoneName::new("Europe/Berlin").unwrap());
    week.with_days_off(days_off).unwrap()
}

fn respond_by(criterion: &mut Criterion) {
    let zones = JiffZones::bundled();
    let receiver = receiver();
    let sender = WorkingWeek::default_in(ZoneName::new("America/New_York").unwrap());
    let mut measure = |name: &str, answer: &dyn Fn() -> Result<UtcMillis, HoursError>| {
        criterion.bench_function(name, |bencher| bencher.iter(|| black_box(answer())));
    };
    measure("respond by: 1 working day", &|| {
        receiver.after_working_days(&zones, black_box(FRIDAY), 1)
    });
    measure("respond by: 3 working days", &|| {
        receiver.after_working_days(&zones, black_box(FRIDAY), 3)
    });
    measure("respond by: 1 working day, the clocks change", &|| {
        receiver.after_working_days(&zones, black_box(BEFORE_A_CHANGE), 1)
    });
    measure("respond by: 60 working minutes", &|| {
        receiver.add_working_minutes(&zones, black_box(FRIDAY), 60)
    });
    measure("the next opening", &|| {
        let evening = black_box(FRIDAY).plus_millis(SIX_HOURS);
        receiver.next_within_hours(&zones, evening)
    });
    measure("a moment that suits both", &|| {
        let evening = black_box(FRIDAY).plus_millis(SIX_HOURS);
        sender.next_within_both(&receiver, &zones, evening)
    });
}

criterion_group!(benches, respond_by);
criterion_main!(benches);
