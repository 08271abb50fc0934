//! A person or team as it is typed.

use crate::week_entry::{Clocks, WeekEdit, WeekEntry};
use baton_settings::{DeliveryWay, Fault, Person, PersonId, Settings};
use baton_worktime::WorkingWeek;

/// A field of a person that can be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PersonField {
    /// The name.
    Name,
    /// Other names.
    Also,
    /// Booking pages.
    Pages,
    /// The mail address.
    Mail,
}

impl PersonField {
    /// Every field, as they stand on the page.
    pub const ALL: [Self; 4] = [Self::Name, Self::Also, Self::Pages, Self::Mail];
}

/// A change to a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PersonEdit {
    /// This field holds this now.
    Text(PersonField, String),
    /// It is a team, or is not.
    Team(bool),
    /// How they like to be written to.
    Prefers(Option<DeliveryWay>),
    /// They keep the same hours, on their own clocks.
    SameHours(bool),
    /// Their own week.
    Week(WeekEdit),
}

/// A person as it stands in the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonEntry {
    /// Their id.
    pub id: PersonId,
    /// The name.
    pub name: String,
    /// Whether it is a team.
    pub team: bool,
    /// Other names, one a line.
    pub also: String,
    /// The beginnings of their booking pages, one a line.
    pub pages: String,
    /// The mail address.
    pub mail: String,
    /// How they like to be written to.
    pub prefers: Option<DeliveryWay>,
    /// Whether they keep the person's own hours, on their own clocks.
    pub same_hours: bool,
    /// Their zone and days off, and the hours that hold unless they are the same. Without a zone
    /// they are on the person's own clocks.
    pub week: WeekEntry,
}

impl PersonEntry {
    /// The fields of `person`, where `own` is the week of whoever looks at them.
    #[must_use]
    pub fn of(person: &Person, own: &WorkingWeek) -> Self {
        let days = WeekEntry::of(own).days;
        let week = match &person.week {
            Some(week) => WeekEntry::of(week),
            None => WeekEntry {
                zone: String::new(),
                days: days.clone(),
                days_off: Vec::new(),
            },
        };
        Self {
            id: person.id.clone(),
            name: person.name.clone(),
            team: person.team,
            also: person.also.join("\n"),
            pages: person.pages.join("\n"),
            mail: person.mail.clone(),
            prefers: person.prefers,
            same_hours: week.days == days,
            week,
        }
    }

    /// Takes a change in.
    pub fn edit(&mut self, edit: PersonEdit) {
        match edit {
            PersonEdit::Text(field, text) => match field {
                PersonField::Name => self.name = text,
                PersonField::Also => self.also = text,
                PersonField::Pages => self.pages = text,
                PersonField::Mail => self.mail = text,
            },
            PersonEdit::Team(team) => self.team = team,
            PersonEdit::Prefers(way) => self.prefers = way,
            PersonEdit::SameHours(same) => self.same_hours = same,
            PersonEdit::Week(edit) => self.week.edit(edit),
        }
    }

    /// Why a field is not taken, if it is not.
    #[must_use]
    pub fn fault(&self, field: PersonField) -> Option<Fault> {
        // Alone among settings that are otherwise in order, whatever is refused is this field.
        let mut alone = Person::named(self.id.clone(), "-");
        self.put(field, &mut alone);
        let settings = Settings {
            people: vec![alone],
            ..Settings::default()
        };
        settings.check().err()
    }

    /// Whether something in it is not taken.
    #[must_use]
    pub fn has_faults(&self, clocks: &Clocks<'_>) -> bool {
        let week_has = if self.same_hours {
            self.week.has_unknown_zone(clocks)
        } else {
            self.week.has_faults(clocks)
        };
        week_has
            || PersonField::ALL
                .iter()
                .any(|field| self.fault(*field).is_some())
    }

    fn put(&self, field: PersonField, person: &mut Person) {
        match field {
            PersonField::Name => self.name.trim().clone_into(&mut person.name),
            PersonField::Also => person.also = lines(&self.also),
            PersonField::Pages => person.pages = lines(&self.pages),
            PersonField::Mail => self.mail.trim().clone_into(&mut person.mail),
        }
    }

    /// The person that was typed; what is not valid stays as it is in `last`. `None` as long as
    /// they never had a name.
    #[must_use]
    pub fn person(
        &self,
        last: Option<&Person>,
        own: &WorkingWeek,
        clocks: &Clocks<'_>,
    ) -> Option<Person> {
        let mut person = last
            .cloned()
            .unwrap_or_else(|| Person::named(self.id.clone(), ""));
        for field in PersonField::ALL {
            if self.fault(field).is_none() {
                self.put(field, &mut person);
            }
        }
        if person.name.is_empty() {
            return None;
        }
        person.team = self.team;
        person.prefers = self.prefers;
        person.week = self.person_week(person.week.as_ref(), own, clocks);
        Some(person)
    }

    fn person_week(
        &self,
        last: Option<&WorkingWeek>,
        own: &WorkingWeek,
        clocks: &Clocks<'_>,
    ) -> Option<WorkingWeek> {
        let zone_is_open = clocks.zone(&self.week.zone).is_none() && last.is_none();
        let no_zone = self.week.zone.trim().is_empty() || zone_is_open;
        if self.same_hours && no_zone && self.week.days_off.is_empty() {
            return None;
        }
        let mut entry = self.week.clone();
        if self.same_hours {
            entry.days = WeekEntry::of(own).days;
        }
        Some(entry.week(last.unwrap_or(own), own.zone(), clocks))
    }
}

/// The lines of a text that are not blank, without white space around them.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::{NOW, Sample, zone};
    use baton_worktime::{Weekday, ZoneName};

    fn own() -> WorkingWeek {
        WorkingWeek::default_in(zone("Europe/Berlin"))
    }

    fn alex() -> Person {
        Person::named(PersonId::parse("alex").unwrap(), "Alex Example")
    }

    fn typed(last: &Person, edits: Vec<PersonEdit>) -> Option<Person> {
        let mut entry = PersonEntry::of(last, &own());
        edits.into_iter().for_each(|edit| entry.edit(edit));
        let utc = ZoneName::utc();
        let clocks = Clocks {
            zones: &Sample,
            now: NOW,
            browser_zone: &utc,
        };
        entry.person(Some(last), &own(), &clocks)
    }

    #[test]
    fn somebody_without_a_zone_keeps_the_writers_hours() {
        assert_eq!(typed(&alex(), Vec::new()), Some(alex()));
    }

    #[test]
    fn a_zone_alone_means_the_same_hours_on_their_clocks() {
        let tokyo = PersonEdit::Week(WeekEdit::Zone("Asia/Tokyo".to_owned()));
        let person = typed(&alex(), vec![tokyo]).unwrap();
        assert_eq!(
            person.week,
            Some(WorkingWeek::default_in(zone("Asia/Tokyo")))
        );
        assert!(PersonEntry::of(&person, &own()).same_hours);
    }

    #[test]
    fn an_unknown_zone_of_somebody_new_is_not_taken() {
        let nowhere = PersonEdit::Week(WeekEdit::Zone("Mars/Base".to_owned()));
        assert_eq!(typed(&alex(), vec![nowhere]), Some(alex()));
    }

    #[test]
    fn hours_of_their_own_without_a_zone_are_on_the_writers_clocks() {
        let person = typed(
            &alex(),
            vec![
                PersonEdit::SameHours(false),
                PersonEdit::Week(WeekEdit::RemoveSpan(Weekday::Friday, 0)),
            ],
        );
        let week = person.unwrap().week.unwrap();
        assert_eq!(week.zone().as_str(), "Europe/Berlin");
        assert!(week.spans_on(Weekday::Friday).is_empty());
    }

    #[test]
    fn what_is_refused_stays_as_it_was_and_the_rest_is_taken() {
        let text = |field, text: &str| PersonEdit::Text(field, text.to_owned());
        let mut last = alex();
        last.mail = "alex@mail.example".to_owned();
        let person = typed(
            &last,
            vec![
                text(PersonField::Name, "  "),
                text(PersonField::Mail, "not a mail address"),
                text(PersonField::Also, " Al \n\nA. Example"),
            ],
        );
        let person = person.unwrap();
        assert_eq!(person.name, "Alex Example");
        assert_eq!(person.mail, "alex@mail.example");
        assert_eq!(person.also, ["Al", "A. Example"]);
    }
}
