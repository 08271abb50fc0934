//! Counts of what happened at the gate, a day each.

use baton_json::{field, from_value};
use baton_worktime::CivilDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// The schema of the ledger's record. A new field in it is a new schema: an older Baton then
/// leaves the record alone.
pub const LEDGER_SCHEMA: u32 = 1;
/// Days kept; the oldest go first.
pub const MAX_DAYS: usize = 800;
/// Ids of counted events kept; the oldest go first.
pub const MAX_RECENT: usize = 100;
/// An event's id, in bytes.
pub const MAX_EVENT_ID_BYTES: usize = 128;

/// One day's counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DayCounts {
    /// Times the prompt was answered with *Not now*.
    pub not_now: u32,
}

/// The ledger: counts by day, kept so that the same event told twice counts once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Ledger {
    /// Counts by local day, `YYYY-MM-DD`.
    pub days: BTreeMap<String, DayCounts>,
    /// The ids of the latest counted events, oldest first, bounded.
    pub recent: Vec<String>,
}

/// Why an event was not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvalidCount {
    /// The day is not a date written `YYYY-MM-DD`.
    Day,
    /// The event's id is empty or longer than [`MAX_EVENT_ID_BYTES`].
    EventId,
}

impl fmt::Display for InvalidCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day => f.write_str("the day is not a date written YYYY-MM-DD"),
            Self::EventId => {
                write!(
                    f,
                    "the event's id is empty or longer than {MAX_EVENT_ID_BYTES} bytes"
                )
            }
        }
    }
}

impl std::error::Error for InvalidCount {}

/// Why a record is not the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LedgerFault {
    /// A newer Baton wrote it; leave it alone.
    Newer {
        /// The schema it was written in.
        schema: u32,
    },
    /// It cannot be read.
    Damaged(String),
}

impl fmt::Display for LedgerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { schema } => write!(f, "the ledger is of the newer schema {schema}"),
            Self::Damaged(reason) => write!(f, "the ledger is damaged: {reason}"),
        }
    }
}

impl std::error::Error for LedgerFault {}

/// The stored form, written.
#[derive(Serialize)]
struct Written<'a> {
    days: &'a BTreeMap<String, DayCounts>,
    recent: &'a [String],
    schema: u32,
}

/// The stored form, read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Record {
    days: BTreeMap<String, DayCounts>,
    recent: Vec<String>,
    #[serde(rename = "schema")]
    _schema: u32,
}

impl Ledger {
    /// Counts a *Not now*. `Ok(false)` when the event was counted already.
    ///
    /// # Errors
    /// [`InvalidCount`] when the day or the event's id is not one.
    pub fn count_not_now(&mut self, day: &str, event_id: &str) -> Result<bool, InvalidCount> {
        if !is_day(day) {
            return Err(InvalidCount::Day);
        }
        if event_id.is_empty() || event_id.len() > MAX_EVENT_ID_BYTES {
            return Err(InvalidCount::EventId);
        }
        if self.recent.iter().any(|known| known == event_id) {
            return Ok(false);
        }
        let counts = self.days.entry(day.to_owned()).or_default();
        counts.not_now = counts.not_now.saturating_add(1);
        self.recent.push(event_id.to_owned());
        self.forget_the_oldest();
        Ok(true)
    }

    /// The ledger as its record: canonical JSON.
    #[must_use]
    #[allow(clippy::expect_used, reason = "fails only for keys that are not text")]
    pub fn encode(&self) -> String {
        let record = Written {
            days: &self.days,
            recent: &self.recent,
            schema: LEDGER_SCHEMA,
        };
        serde_json::to_string(&record).expect("a ledger is JSON")
    }

    /// Reads a record.
    ///
    /// # Errors
    /// [`LedgerFault`]. A ledger that is newer must not be written over.
    pub fn decode(record: &str) -> Result<Self, LedgerFault> {
        let damaged = |error: serde_json::Error| LedgerFault::Damaged(error.to_string());
        let record: Value = serde_json::from_str(record).map_err(damaged)?;
        let schema: u32 = field(&record, "schema").map_err(damaged)?;
        if schema > LEDGER_SCHEMA {
            return Err(LedgerFault::Newer { schema });
        }
        let Record { days, recent, .. } = from_value(&record).map_err(damaged)?;
        if let Some(day) = days.keys().find(|day| !is_day(day)) {
            return Err(LedgerFault::Damaged(format!("{day:?} is not a day")));
        }
        let mut ledger = Self { days, recent };
        ledger.forget_the_oldest();
        Ok(ledger)
    }

    fn forget_the_oldest(&mut self) {
        let too_many = self.recent.len().saturating_sub(MAX_RECENT);
        self.recent.drain(..too_many);
        let too_many = self.days.len().saturating_sub(MAX_DAYS);
        if too_many > 0 {
            let days = std::mem::take(&mut self.days);
            self.days.extend(days.into_iter().skip(too_many));
        }
    }
}

/// Whether the text is a date of the calendar, written `YYYY-MM-DD`: its order is then time's.
fn is_day(text: &str) -> bool {
    let mut parts = text.splitn(3, '-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
        return false;
    };
    CivilDate::new(year, month, day).is_some_and(|date| date.to_string() == text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::tests::config;
    use proptest::prelude::*;

    #[test]
    fn the_same_event_told_twice_counts_once() {
        let mut ledger = Ledger::default();
        assert_eq!(ledger.count_not_now("2026-03-12", "a"), Ok(true));
        assert_eq!(ledger.count_not_now("2026-03-12", "a"), Ok(false));
        assert_eq!(
            ledger.count_not_now("2026-03-13", "a"),
            Ok(false),
            "retried after midnight"
        );
        assert_eq!(ledger.count_not_now("2026-03-12", "b"), Ok(true));
        assert_eq!(ledger.days["2026-03-12"].not_now, 2);
    }

    #[test]
    fn only_the_latest_events_and_days_are_kept() {
        let mut ledger = Ledger::default();
        let first = CivilDate::new(2024, 1, 1).unwrap();
        for n in 0..1_000 {
            let day = first.plus_days(n).to_string();
            ledger.count_not_now(&day, &format!("event-{n}")).unwrap();
        }
        assert_eq!(ledger.days.len(), MAX_DAYS);
        assert_eq!(
            ledger.days.keys().next(),
            Some(&first.plus_days(200).to_string())
        );
        assert_eq!(ledger.recent.len(), MAX_RECENT);
        assert_eq!(ledger.recent.first().map(String::as_str), Some("event-900"));
    }

    #[test]
    fn a_day_that_is_none_and_an_empty_id_are_refused() {
        let mut ledger = Ledger::default();
        let days = [
            "",
            "2026-3-12",
            "2026-02-30",
            "12.03.2026",
            "2026-03-12T00:00",
            "+026-03-12",
        ];
        for day in days {
            assert_eq!(
                ledger.count_not_now(day, "a"),
                Err(InvalidCount::Day),
                "{day:?}"
            );
        }
        let long = "x".repeat(MAX_EVENT_ID_BYTES + 1);
        for id in ["", long.as_str()] {
            assert_eq!(
                ledger.count_not_now("2026-03-12", id),
                Err(InvalidCount::EventId)
            );
        }
        assert_eq!(ledger, Ledger::default());
    }

    #[test]
    fn the_record_has_one_form() {
        let mut ledger = Ledger::default();
        ledger.count_not_now("2026-03-12", "a").unwrap();
        let record = r#"{"days":{"2026-03-12":{"not_now":1}},"recent":["a"],"schema":1}"#;
        assert_eq!(ledger.encode(), record);
        assert_eq!(Ledger::decode(record), Ok(ledger));
    }

    #[test]
    fn a_newer_ledger_is_told_from_a_damaged_one() {
        let newer = r#"{"schema":2,"weeks":[]}"#;
        assert_eq!(Ledger::decode(newer), Err(LedgerFault::Newer { schema: 2 }));
        for damaged in [
            "",
            "[]",
            "{}",
            r#"{"schema":1}"#,
            r#"{"days":{},"recent":[],"schema":1,"later":1}"#,
            r#"{"days":{"soon":{"not_now":1}},"recent":[],"schema":1}"#,
            r#"{"days":{"2026-03-12":{"met":1}},"recent":[],"schema":1}"#,
        ] {
            assert!(
                matches!(Ledger::decode(damaged), Err(LedgerFault::Damaged(_))),
                "{damaged}"
            );
        }
    }

    proptest! {
        #![proptest_config(config())]

        #[test]
        fn a_ledger_of_any_events_comes_back_as_it_went(
            events in proptest::collection::vec((0_i64..2_000, any::<String>()), 0..150)
        ) {
            let mut ledger = Ledger::default();
            let first = CivilDate::new(2024, 1, 1).unwrap();
            for (offset, id) in events {
                let _ = ledger.count_not_now(&first.plus_days(offset).to_string(), &id);
            }
            prop_assert_eq!(Ledger::decode(&ledger.encode()), Ok(ledger));
        }
    }
}
