//! Everything as it is typed, and the settings it makes.

use crate::number::Number;
use crate::person_entry::{PersonEdit, PersonEntry};
use crate::week_entry::{Clocks, WeekEdit, WeekEntry};
use baton_settings::{Bound, Fault, MAX_NAME_CHARS, MAX_PEOPLE, Person, PersonId, Settings};
use baton_worktime::{WorkingWeek, ZoneName};
use std::collections::BTreeMap;

/// A change to what is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// The person's own name is this now.
    Name(String),
    /// The person's own week.
    Week(WeekEdit),
    /// Back to the hours that hold until some are set.
    DefaultWeek,
    /// A number is this now.
    Number(Number, String),
    /// The thresholds, or the response windows, back to the usual ones.
    DefaultNumbers {
        /// Whether it is about the windows.
        windows: bool,
    },
    /// Somebody else.
    Person(PersonId, PersonEdit),
}

/// What stands in the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// The person's own name.
    pub name: String,
    /// Their own week.
    pub own: WeekEntry,
    /// Whether that week is only the one that holds until they set one.
    pub own_is_default: bool,
    /// The numbers, in the order of [`Number::ALL`].
    pub numbers: [String; 9],
    /// People and teams, in the order they are listed.
    pub people: Vec<PersonEntry>,
}

impl Form {
    /// The fields of `settings`.
    #[must_use]
    pub fn of(settings: &Settings, browser_zone: &ZoneName) -> Self {
        let own = settings.own_week(browser_zone);
        let people = settings.people.iter();
        Self {
            name: settings.name.clone(),
            own: WeekEntry::of(&own),
            own_is_default: settings.week.is_none(),
            numbers: Number::ALL.map(|number| number.of(settings).to_string()),
            people: people.map(|person| PersonEntry::of(person, &own)).collect(),
        }
    }

    /// Takes a change in.
    pub fn edit(&mut self, edit: Edit, browser_zone: &ZoneName) {
        match edit {
            Edit::Name(name) => self.name = name,
            Edit::Week(edit) => {
                self.own_is_default = false;
                self.change_own(|own| own.edit(edit));
            }
            Edit::DefaultWeek => {
                let usual = WeekEntry::of(&WorkingWeek::default_in(browser_zone.clone()));
                self.change_own(|own| {
                    // It is about hours: a holiday stays one.
                    let days_off = std::mem::take(&mut own.days_off);
                    *own = WeekEntry { days_off, ..usual };
                });
                self.own_is_default = !self.own.has_days_off();
            }
            Edit::Number(number, text) => self.numbers[number as usize] = text,
            Edit::DefaultNumbers { windows } => {
                let usual = Settings::default();
                for number in Number::ALL {
                    if number.is_window() == windows {
                        self.numbers[number as usize] = number.of(&usual).to_string();
                    }
                }
            }
            Edit::Person(id, edit) => {
                let own_days = &self.own.days;
                if let Some(person) = self.people.iter_mut().find(|person| person.id == id) {
                    if edit == PersonEdit::SameHours(false) {
                        // Hours of their own begin as those they had so far.
                        person.week.days.clone_from(own_days);
                    }
                    person.edit(edit);
                }
            }
        }
    }

    /// Changes the person's own week, and tells whoever keeps the same hours.
    fn change_own(&mut self, change: impl FnOnce(&mut WeekEntry)) {
        let before = self.own.days.clone();
        change(&mut self.own);
        if self.own.days != before {
            self.people
                .iter_mut()
                .for_each(PersonEntry::own_hours_changed);
        }
    }

    /// Whether there are hours or a zone of the person's own to give back. Those that were given
    /// back and are only kept for their days off are none.
    #[must_use]
    pub fn can_give_hours_back(&self, browser_zone: &ZoneName) -> bool {
        let usual = WeekEntry::of(&WorkingWeek::default_in(browser_zone.clone()));
        let is_usual = self.own.days == usual.days && self.own.zone == usual.zone;
        let is_given_back = self.own_is_default || (is_usual && self.own.has_days_off());
        !is_given_back
    }

    /// Why the person's own name is not taken, if it is not.
    #[must_use]
    pub fn name_fault(&self) -> Option<Fault> {
        let too_long = self.name.trim().chars().count() > MAX_NAME_CHARS;
        too_long.then(|| Fault::Over {
            bound: Bound::NameChars,
            person: self.name.trim().chars().take(MAX_NAME_CHARS).collect(),
        })
    }

    /// Whether there is room for somebody more.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.people.len() < MAX_PEOPLE
    }

    /// Whether something that stands in the fields is not taken.
    #[must_use]
    pub fn has_faults(&self, clocks: &Clocks<'_>) -> bool {
        let mut numbers = Number::ALL.into_iter().zip(&self.numbers);
        self.name_fault().is_some()
            || self.own.has_faults(clocks)
            || numbers.any(|(number, text)| number.read(text).is_none())
            || self.people.iter().any(|person| person.has_faults(clocks))
    }

    /// The settings that were typed; what is not valid stays as it is in `last`.
    #[must_use]
    pub fn settings(&self, last: &Settings, clocks: &Clocks<'_>) -> Settings {
        let mut settings = last.clone();
        if self.name_fault().is_none() {
            self.name.trim().clone_into(&mut settings.name);
        }
        let zone = clocks.browser_zone;
        settings.week =
            (!self.own_is_default).then(|| self.own.week(&last.own_week(zone), zone, clocks));
        for (number, text) in Number::ALL.into_iter().zip(&self.numbers) {
            if let Some(typed) = number.read(text) {
                number.set(&mut settings, typed);
            }
        }
        let own = settings.own_week(zone);
        let known: BTreeMap<&PersonId, &Person> = last
            .people
            .iter()
            .map(|person| (&person.id, person))
            .collect();
        let people = self.people.iter();
        settings.people = people
            .filter_map(|entry| entry.person(known.get(&entry.id).copied(), &own, clocks))
            .collect();
        settings
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::person_entry::PersonField;
    use baton_worktime::{UtcMillis, Weekday, ZoneError, Zones};

    pub(crate) const NOW: UtcMillis = UtcMillis(1_763_000_000_000);

    /// Four zones, and no others.
    pub(crate) struct Sample;

    impl Zones for Sample {
        fn offset_seconds(&self, zone: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            match zone.as_str() {
                "UTC" => Ok(0),
                "Europe/Berlin" => Ok(3_600),
                "Asia/Tokyo" => Ok(32_400),
                "America/New_York" => Ok(-18_000),
                _ => Err(ZoneError::UnknownZone),
            }
        }
    }

    pub(crate) fn zone(name: &str) -> ZoneName {
        ZoneName::new(name).unwrap()
    }

    fn typed(last: &Settings, edits: Vec<Edit>) -> Settings {
        let berlin = zone("Europe/Berlin");
        let mut form = Form::of(last, &berlin);
        for edit in edits {
            form.edit(edit, &berlin);
        }
        let clocks = Clocks {
            zones: &Sample,
            now: NOW,
            browser_zone: &berlin,
        };
        form.settings(last, &clocks)
    }

    #[test]
    fn settings_that_are_shown_and_not_touched_stay_the_same() {
        let mut settings = Settings {
            revision: 7,
            name: "Kim Sample".to_owned(),
            ..Settings::default()
        };
        let id = PersonId::parse("alex").unwrap();
        let mut alex = Person::named(id, "Alex Example");
        alex.week = Some(WorkingWeek::default_in(zone("Asia/Tokyo")));
        alex.pages = vec!["https://calendly.com/alex-example".to_owned()];
        settings.people = vec![alex];
        assert_eq!(typed(&settings, Vec::new()), settings);
    }

    #[test]
    fn hours_are_only_set_once_they_are_touched_and_can_be_given_back() {
        let add = Edit::Week(WeekEdit::Zone("Asia/Tokyo".to_owned()));
        let set = typed(&Settings::default(), vec![add]);
        assert_eq!(set.week, Some(WorkingWeek::default_in(zone("Asia/Tokyo"))));
        assert_eq!(typed(&set, vec![Edit::DefaultWeek]).week, None);
    }

    #[test]
    fn days_off_stay_when_the_hours_are_given_back() {
        let berlin = zone("Europe/Berlin");
        let christmas = "2026-12-24".parse().unwrap();
        let tokyo = WorkingWeek::default_in(zone("Asia/Tokyo"));
        let settings = Settings {
            week: Some(tokyo.with_days_off(vec![christmas]).unwrap()),
            ..Settings::default()
        };
        let back = typed(&settings, vec![Edit::DefaultWeek]).week.unwrap();
        assert_eq!(back.days_off(), [christmas]);
        let default = WorkingWeek::default_in(berlin.clone());
        assert_eq!(back, default.with_days_off(vec![christmas]).unwrap());

        let mut form = Form::of(&settings, &berlin);
        assert!(form.can_give_hours_back(&berlin));
        form.edit(Edit::DefaultWeek, &berlin);
        assert!(!form.can_give_hours_back(&berlin), "they are given back");
        form.edit(Edit::Week(WeekEdit::RemoveDayOff(0)), &berlin);
        form.edit(Edit::DefaultWeek, &berlin);
        assert!(form.own_is_default, "nothing of their own is left");
    }

    #[test]
    fn a_number_out_of_range_keeps_the_last_and_the_usual_ones_come_back() {
        let number = |text: &str| Edit::Number(Number::Live, text.to_owned());
        let set = typed(&Settings::default(), vec![number("40")]);
        assert_eq!(set.thresholds.live_minutes, 40);
        let refused = typed(&set, vec![number("0")]);
        assert_eq!(refused.thresholds.live_minutes, 40);
        let usual = typed(&set, vec![Edit::DefaultNumbers { windows: false }]);
        assert_eq!(usual.thresholds, Settings::default().thresholds);
    }

    /// Alex in Tokyo, with the hours that hold until others are set.
    fn with_alex_in_tokyo() -> (Settings, PersonId) {
        let id = PersonId::parse("alex").unwrap();
        let mut alex = Person::named(id.clone(), "Alex Example");
        alex.week = Some(WorkingWeek::default_in(zone("Asia/Tokyo")));
        let people = vec![alex];
        let settings = Settings {
            people,
            ..Settings::default()
        };
        (settings, id)
    }

    fn no_friday() -> Edit {
        Edit::Week(WeekEdit::RemoveSpan(Weekday::Friday, 0))
    }

    #[test]
    fn whoever_was_said_to_keep_the_same_hours_follows_when_they_change() {
        let (settings, id) = with_alex_in_tokyo();
        let same = Edit::Person(id, PersonEdit::SameHours(true));
        let set = typed(&settings, vec![same, no_friday()]);
        let week = set.people[0].week.as_ref().unwrap();
        assert!(week.spans_on(Weekday::Friday).is_empty());
    }

    #[test]
    fn hours_that_only_happen_to_be_the_same_stay_when_the_persons_own_change() {
        let (settings, id) = with_alex_in_tokyo();
        let hours = settings.people[0].week.clone();
        let renamed = PersonEdit::Text(PersonField::Name, "Alex".to_owned());
        let renamed = Edit::Person(id, renamed);
        let edits = [
            vec![no_friday()],
            vec![no_friday(), renamed.clone()],
            vec![renamed, no_friday()],
        ];
        for edits in edits {
            let set = typed(&settings, edits.clone());
            assert_ne!(set.week, None);
            assert_eq!(set.people[0].week, hours, "{edits:?}");
        }
    }

    #[test]
    fn whatever_is_taken_keeps_every_bound() {
        let long = "x".repeat(MAX_NAME_CHARS + 1);
        let set = typed(&Settings::default(), vec![Edit::Name(long)]);
        assert_eq!(set.name, "");
        assert_eq!(set.check(), Ok(()));
    }
}
