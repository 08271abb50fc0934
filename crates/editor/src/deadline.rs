//! "By tomorrow" as a moment.

use baton_worktime::{UtcMillis, WorkingWeek, ZoneError, Zones, to_local, to_utc};

/// The deadlines offered as chips.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
    /// Today.
    Today,
    /// Tomorrow.
    Tomorrow,
    /// The last working day of this week.
    ThisWeek,
    /// The last working day of next week.
    NextWeek,
    /// There is no date.
    NoDate,
    /// A date and time of the person's own.
    Other,
}

impl Deadline {
    /// Every deadline, in the order the chips stand.
    pub const ALL: [Self; 6] = [
        Self::Today,
        Self::Tomorrow,
        Self::ThisWeek,
        Self::NextWeek,
        Self::NoDate,
        Self::Other,
    ];

    /// The chip's stable name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Today => "today",
            Self::Tomorrow => "tomorrow",
            Self::ThisWeek => "this-week",
            Self::NextWeek => "next-week",
            Self::NoDate => "no-date",
            Self::Other => "other",
        }
    }

    /// The key of the chip's text.
    #[must_use]
    pub fn label_key(self) -> String {
        format!("prompt_deadline_{}", self.name().replace('-', "_"))
    }

    /// The moment it means: the end of that day's working hours. `None` for [`Self::NoDate`] and
    /// [`Self::Other`], which mean none by themselves.
    ///
    /// # Errors
    /// [`ZoneError`] when the clocks of the week's zone cannot be told.
    pub fn moment(
        self,
        now: UtcMillis,
        week: &WorkingWeek,
        zones: &dyn Zones,
    ) -> Result<Option<UtcMillis>, ZoneError> {
        let today = to_local(zones, week.zone(), now)?.date();
        let date = match self {
            Self::Today => today,
            Self::Tomorrow => today.plus_days(1),
            Self::ThisWeek => week.last_working_day(today).max(today),
            Self::NextWeek => week.last_working_day(today.plus_days(7)),
            Self::NoDate | Self::Other => return Ok(None),
        };
        let end = week.end_of_day(zones, date)?;
        if end > now {
            return Ok(Some(end));
        }
        // After hours, "today" still has the rest of the day.
        to_utc(zones, week.zone(), date.plus_days(1).at_minute(0)).map(Some)
    }

    /// The chip that stands for `needed_by`, if there is one.
    #[must_use]
    pub fn of(
        needed_by: Option<UtcMillis>,
        now: UtcMillis,
        week: &WorkingWeek,
        zones: &dyn Zones,
    ) -> Option<Self> {
        let needed_by = needed_by?;
        let same = |deadline: &Self| {
            deadline
                .moment(now, week, zones)
                .is_ok_and(|moment| moment == Some(needed_by))
        };
        Self::ALL.into_iter().find(same).or(Some(Self::Other))
    }
}

#[cfg(test)]
mod tests {
    use super::Deadline;
    use baton_worktime::{
        CivilDate, DaySpan, UtcMillis, Weekday, WorkingWeek, ZoneError, ZoneName, Zones,
    };

    struct TwoHoursEast;

    impl Zones for TwoHoursEast {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Ok(7_200)
        }
    }

    fn at(month: u8, day: u8, hour: u16) -> UtcMillis {
        let local = CivilDate::new(2026, month, day)
            .unwrap()
            .at_minute(hour * 60);
        UtcMillis(local.clock_millis() - 7_200_000)
    }

    fn resolve(deadline: Deadline, now: UtcMillis) -> Option<UtcMillis> {
        let week = WorkingWeek::default_in(ZoneName::new("Europe/Example").unwrap());
        deadline.moment(now, &week, &TwoHoursEast).unwrap()
    }

    // 2026-06-17 is a Wednesday.

    #[test]
    fn a_deadline_is_the_end_of_working_hours_in_the_persons_zone() {
        let now = at(6, 17, 10);
        assert_eq!(resolve(Deadline::Today, now), Some(at(6, 17, 17)));
        assert_eq!(resolve(Deadline::Tomorrow, now), Some(at(6, 18, 17)));
        assert_eq!(resolve(Deadline::ThisWeek, now), Some(at(6, 19, 17)));
        assert_eq!(resolve(Deadline::NextWeek, now), Some(at(6, 26, 17)));
        assert_eq!(resolve(Deadline::NoDate, now), None);
    }

    #[test]
    fn after_hours_today_lasts_until_midnight() {
        assert_eq!(resolve(Deadline::Today, at(6, 17, 18)), Some(at(6, 18, 0)));
    }

    #[test]
    fn at_the_weekend_this_week_ends_today() {
        let saturday = at(6, 20, 10);
        assert_eq!(resolve(Deadline::ThisWeek, saturday), Some(at(6, 21, 0)));
        assert_eq!(resolve(Deadline::NextWeek, saturday), Some(at(6, 26, 17)));
    }

    #[test]
    fn a_week_that_begins_on_sunday_ends_on_thursday() {
        let workday = || vec![DaySpan::new(9 * 60, 17 * 60).unwrap()];
        let days = Weekday::ALL.map(|day| match day {
            Weekday::Friday | Weekday::Saturday => Vec::new(),
            _ => workday(),
        });
        let week = WorkingWeek::new(ZoneName::new("Asia/Example").unwrap(), days).unwrap();
        let resolve =
            |deadline: Deadline, now| deadline.moment(now, &week, &TwoHoursEast).unwrap().unwrap();
        for now in [at(6, 14, 10), at(6, 15, 10)] {
            assert_eq!(resolve(Deadline::ThisWeek, now), at(6, 18, 17));
            assert_eq!(resolve(Deadline::NextWeek, now), at(6, 25, 17));
        }
    }

    #[test]
    fn a_stored_moment_finds_its_chip_again() {
        let week = WorkingWeek::default_in(ZoneName::new("Europe/Example").unwrap());
        let now = at(6, 17, 10);
        let of = |needed_by| Deadline::of(needed_by, now, &week, &TwoHoursEast);
        assert_eq!(of(Some(at(6, 18, 17))), Some(Deadline::Tomorrow));
        assert_eq!(of(Some(at(6, 18, 16))), Some(Deadline::Other));
        assert_eq!(of(None), None);
    }
}
