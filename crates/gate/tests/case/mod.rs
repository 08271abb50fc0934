//! Cases written as rows of a table, asked in Berlin's ordinary working week.

#[path = "../../../worktime/tests/jiff_zones/mod.rs"]
mod jiff_zones;

use baton_gate::{Answers, Contributors, Purpose, Rounds, Thresholds, Verdict, Working};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};
use jiff::civil::DateTime;
pub use jiff_zones::JiffZones;
use serde::de::DeserializeOwned;
use std::collections::HashMap;

/// A Monday morning.
pub const MONDAY_AT_TEN: &str = "2026-03-02T10:00";

pub fn berlin() -> WorkingWeek {
    WorkingWeek::default_in(ZoneName::new("Europe/Berlin").unwrap())
}

/// The moment at which a clock in Berlin shows `clock`.
pub fn moment(clock: &str) -> UtcMillis {
    let clock: DateTime = clock.parse().unwrap();
    let zone = JiffZones::bundled().0.get("Europe/Berlin").unwrap();
    UtcMillis(clock.to_zoned(zone).unwrap().timestamp().as_millisecond())
}

/// The verdict in Berlin when its clocks show `now`.
pub fn verdict_at(now: &str, answers: &Answers, thresholds: &Thresholds) -> Verdict {
    let (week, zones) = (berlin(), JiffZones::bundled());
    let working = Working {
        week: &week,
        zones: &zones,
        now: moment(now),
    };
    baton_gate::verdict(answers, &working, thresholds)
}

/// The rows of a tab-separated table with a head; lines with `#` are comments.
pub fn rows(table: &str) -> Vec<HashMap<&str, &str>> {
    let mut lines = table.lines().filter(|line| !line.starts_with('#'));
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), head.len(), "{line}");
            head.iter().copied().zip(cells).collect()
        })
        .collect()
}

/// The answers of a row; `-` is an open question.
pub fn answers(row: &HashMap<&str, &str>) -> Answers {
    let given = |name: &str| row.get(name).copied().filter(|cell| *cell != "-");
    let yes = |name: &str| given(name).map(|cell| cell == "yes");
    Answers {
        purpose: given("purpose").map(by_id::<Purpose>),
        needed_by: given("needed_by").map(moment),
        done_when: given("done_when").unwrap_or_default().to_owned(),
        contributors: given("contributors").map(by_id::<Contributors>),
        rounds: given("rounds").map(by_id::<Rounds>),
        same_minute: yes("same_minute"),
        invited: yes("invited"),
        ..Answers::default()
    }
}

fn by_id<T: DeserializeOwned>(id: &str) -> T {
    serde_json::from_value(id.into()).unwrap()
}
