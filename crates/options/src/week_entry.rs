//! A working week as it is typed.

use baton_worktime::{CivilDate, DaySpan, UtcMillis, Weekday, WorkingWeek, ZoneName, Zones};

const MINUTES_A_DAY: u16 = 24 * 60;

/// What tells whether a zone exists.
#[derive(Clone, Copy)]
pub struct Clocks<'a> {
    /// The host's time zones.
    pub zones: &'a dyn Zones,
    /// The moment.
    pub now: UtcMillis,
    /// The zone the browser is set to.
    pub browser_zone: &'a ZoneName,
}

impl Clocks<'_> {
    /// The zone of this name, if there is one.
    #[must_use]
    pub fn zone(&self, name: &str) -> Option<ZoneName> {
        let zone = ZoneName::new(name.trim()).ok()?;
        let known = self.zones.offset_seconds(&zone, self.now).is_ok();
        known.then_some(zone)
    }
}

/// Why a typed span is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SpanFault {
    /// One of its times is missing.
    Incomplete,
    /// It ends before it begins.
    Backwards,
}

/// A span as two clock times, `HH:MM` as browsers write them; the end `00:00` is the midnight that
/// ends the day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpanEntry {
    /// When work begins.
    pub from: String,
    /// When it ends.
    pub to: String,
}

impl SpanEntry {
    fn of(span: DaySpan) -> Self {
        Self {
            from: clock(span.from()),
            to: clock(span.to()),
        }
    }

    /// The span that was typed.
    ///
    /// # Errors
    /// [`SpanFault`].
    pub fn span(&self) -> Result<DaySpan, SpanFault> {
        let (Some(from), Some(to)) = (minute(&self.from), minute(&self.to)) else {
            return Err(SpanFault::Incomplete);
        };
        let to = if to == 0 { MINUTES_A_DAY } else { to };
        DaySpan::new(from, to).map_err(|_| SpanFault::Backwards)
    }

    /// What is offered when one more span is added: after the last one, or the usual hours.
    fn after(spans: &[Self]) -> Self {
        let Some(last) = spans.last() else {
            return Self {
                from: clock(9 * 60),
                to: clock(17 * 60),
            };
        };
        match last.span() {
            Ok(last) if last.to() <= MINUTES_A_DAY - 180 => Self {
                from: clock(last.to() + 60),
                to: clock(last.to() + 180),
            },
            _ => Self::default(),
        }
    }
}

/// `HH:MM` of a minute of the day; the last midnight is `00:00` again.
fn clock(minute: u16) -> String {
    let minute = minute % MINUTES_A_DAY;
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.trim().get(..5)?.split_once(':')?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (hour < 24 && minute < 60).then_some(hour * 60 + minute)
}

/// A change to a week.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekEdit {
    /// The zone's name is this now.
    Zone(String),
    /// A day's span begins at this time.
    From(Weekday, usize, String),
    /// A day's span ends at this time.
    To(Weekday, usize, String),
    /// One more span on a day.
    AddSpan(Weekday),
    /// A span less on a day.
    RemoveSpan(Weekday, usize),
    /// A day has Monday's hours.
    AsMonday(Weekday),
    /// A day off is this date.
    DayOff(usize, String),
    /// One more day off.
    AddDayOff,
    /// A day off less.
    RemoveDayOff(usize),
}

/// A week as it stands in the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeekEntry {
    /// The zone's name; empty for the zone that holds otherwise.
    pub zone: String,
    /// The spans of each day, Monday first.
    pub days: [Vec<SpanEntry>; 7],
    /// The days off, `YYYY-MM-DD` as browsers write them.
    pub days_off: Vec<String>,
}

impl WeekEntry {
    /// The fields of `week`.
    #[must_use]
    pub fn of(week: &WorkingWeek) -> Self {
        let spans = |day| week.spans_on(day).iter().copied().map(SpanEntry::of);
        Self {
            zone: week.zone().as_str().to_owned(),
            days: Weekday::ALL.map(|day| spans(day).collect()),
            days_off: week.days_off().iter().map(ToString::to_string).collect(),
        }
    }

    /// Whether a day off is typed in full.
    #[must_use]
    pub fn has_days_off(&self) -> bool {
        let mut dates = self.days_off.iter();
        dates.any(|date| date.parse::<CivilDate>().is_ok())
    }

    /// Whether the zone that was typed does not exist.
    #[must_use]
    pub fn has_unknown_zone(&self, clocks: &Clocks<'_>) -> bool {
        !self.zone.trim().is_empty() && clocks.zone(&self.zone).is_none()
    }

    /// Whether something in it is not taken.
    #[must_use]
    pub fn has_faults(&self, clocks: &Clocks<'_>) -> bool {
        let spans = self.days.iter().flatten();
        self.has_unknown_zone(clocks) || spans.into_iter().any(|span| span.span().is_err())
    }

    /// The week that was typed. What is not valid stays as it is in `last`; without a zone, it is
    /// on the clocks of `or_zone`.
    #[must_use]
    pub fn week(&self, last: &WorkingWeek, or_zone: &ZoneName, clocks: &Clocks<'_>) -> WorkingWeek {
        let zone = if self.zone.trim().is_empty() {
            or_zone.clone()
        } else {
            let typed = clocks.zone(&self.zone);
            typed.unwrap_or_else(|| last.zone().clone())
        };
        let days = Weekday::ALL.map(|day| {
            let spans = self.days[day.index()].iter().map(SpanEntry::span);
            let typed: Result<Vec<DaySpan>, SpanFault> = spans.collect();
            typed.unwrap_or_else(|_| last.spans_on(day).to_vec())
        });
        let days_off = self.days_off.iter().filter_map(|date| date.parse().ok());
        let days_off: Vec<CivilDate> = days_off.collect();
        WorkingWeek::new(zone, days)
            .and_then(|week| week.with_days_off(days_off))
            .unwrap_or_else(|_| last.clone())
    }

    /// Takes a change in. One that names a place that is not there changes nothing.
    pub fn edit(&mut self, edit: WeekEdit) {
        match edit {
            WeekEdit::Zone(name) => self.zone = name,
            WeekEdit::From(day, place, time) => {
                if let Some(span) = self.days[day.index()].get_mut(place) {
                    span.from = time;
                }
            }
            WeekEdit::To(day, place, time) => {
                if let Some(span) = self.days[day.index()].get_mut(place) {
                    span.to = time;
                }
            }
            WeekEdit::AddSpan(day) => {
                let spans = &mut self.days[day.index()];
                if spans.len() < WorkingWeek::MAX_SPANS_A_DAY {
                    spans.push(SpanEntry::after(spans));
                }
            }
            WeekEdit::RemoveSpan(day, place) => {
                let spans = &mut self.days[day.index()];
                if place < spans.len() {
                    spans.remove(place);
                }
            }
            WeekEdit::AsMonday(day) => {
                self.days[day.index()] = self.days[Weekday::Monday.index()].clone();
            }
            WeekEdit::DayOff(place, date) => {
                if let Some(known) = self.days_off.get_mut(place) {
                    *known = date;
                }
            }
            WeekEdit::AddDayOff => {
                if self.days_off.len() < WorkingWeek::MAX_DAYS_OFF {
                    self.days_off.push(String::new());
                }
            }
            WeekEdit::RemoveDayOff(place) => {
                if place < self.days_off.len() {
                    self.days_off.remove(place);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::{NOW, Sample, zone};

    fn utc_clocks(browser_zone: &ZoneName) -> Clocks<'_> {
        Clocks {
            zones: &Sample,
            now: NOW,
            browser_zone,
        }
    }

    fn default_week() -> WorkingWeek {
        WorkingWeek::default_in(zone("Europe/Berlin"))
    }

    fn typed(edits: Vec<WeekEdit>) -> WorkingWeek {
        let last = default_week();
        let mut entry = WeekEntry::of(&last);
        edits.into_iter().for_each(|edit| entry.edit(edit));
        let utc = ZoneName::utc();
        entry.week(&last, &utc, &utc_clocks(&utc))
    }

    #[test]
    fn a_week_that_is_shown_and_read_again_is_the_same() {
        let day_off = vec!["2026-12-24".parse().unwrap()];
        let until_midnight = std::array::from_fn(|_| vec![DaySpan::new(0, 1_440).unwrap()]);
        let whole = WorkingWeek::new(zone("Asia/Tokyo"), until_midnight).unwrap();
        let whole = whole.with_days_off(day_off).unwrap();
        let utc = ZoneName::utc();
        let again = WeekEntry::of(&whole).week(&default_week(), &utc, &utc_clocks(&utc));
        assert_eq!(again, whole);
    }

    #[test]
    fn an_unknown_zone_keeps_the_last_and_other_changes_are_taken() {
        let week = typed(vec![
            WeekEdit::Zone("Europe/Atlantis".to_owned()),
            WeekEdit::To(Weekday::Monday, 0, "12:30".to_owned()),
        ]);
        assert_eq!(week.zone().as_str(), "Europe/Berlin");
        assert_eq!(week.spans_on(Weekday::Monday)[0].to(), 750);
    }

    #[test]
    fn a_day_with_a_span_that_is_none_keeps_its_last_hours() {
        let backwards = WeekEdit::To(Weekday::Monday, 0, "08:00".to_owned());
        assert_eq!(typed(vec![backwards]), default_week());
        let emptied = WeekEdit::From(Weekday::Monday, 0, String::new());
        assert_eq!(typed(vec![emptied]), default_week());
    }

    #[test]
    fn a_day_takes_a_second_span_after_the_first_and_mondays_hours() {
        let week = typed(vec![
            WeekEdit::To(Weekday::Monday, 0, "12:00".to_owned()),
            WeekEdit::AddSpan(Weekday::Monday),
            WeekEdit::AsMonday(Weekday::Saturday),
        ]);
        let spans = |day| -> Vec<(u16, u16)> {
            let spans = week.spans_on(day).iter();
            spans.map(|span| (span.from(), span.to())).collect()
        };
        assert_eq!(spans(Weekday::Monday), [(540, 720), (780, 900)]);
        assert_eq!(spans(Weekday::Saturday), spans(Weekday::Monday));
    }

    #[test]
    fn half_typed_days_off_wait_and_the_others_count() {
        let week = typed(vec![
            WeekEdit::AddDayOff,
            WeekEdit::AddDayOff,
            WeekEdit::DayOff(1, "2026-12-24".to_owned()),
        ]);
        assert_eq!(week.days_off(), ["2026-12-24".parse().unwrap()]);
    }

    #[test]
    fn edits_that_name_no_place_change_nothing() {
        let nowhere = vec![
            WeekEdit::RemoveSpan(Weekday::Sunday, 3),
            WeekEdit::From(Weekday::Sunday, 3, "09:00".to_owned()),
            WeekEdit::RemoveDayOff(9),
        ];
        assert_eq!(typed(nowhere), default_week());
    }
}
