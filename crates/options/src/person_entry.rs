//! A person or team as it is typed.

use crate::booking_page;
use crate::week_entry::{Clocks, WeekEdit, WeekEntry};
use baton_brief::shortened;
use baton_settings::{DeliveryWay, Fault, Person, PersonId, Settings};
use baton_worktime::WorkingWeek;

/// The longest piece of a line that a fault quotes, in characters.
const MAX_QUOTED_CHARS: usize = 40;

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

/// Why a field is not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldFault {
    /// The settings would be refused with it.
    Refused(Fault),
    /// This line is not the address of a page.
    NoPage(String),
}

impl FieldFault {
    /// The key of the sentence that says what is wrong and what to do.
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Refused(fault) => fault.text_key(),
            Self::NoPage(_) => "options_fault_page",
        }
    }

    /// What the sentence names: the line, or whose field it is.
    #[must_use]
    pub fn named<'a>(&'a self, name: &'a str) -> &'a str {
        match self {
            Self::Refused(_) => name,
            Self::NoPage(line) => line,
        }
    }
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
    /// The booking pages that are kept. Whatever stands there stays until somebody changes it.
    kept_pages: String,
    /// The mail address.
    pub mail: String,
    /// How they like to be written to.
    pub prefers: Option<DeliveryWay>,
    /// Whether they keep the person's own hours, on their own clocks.
    pub same_hours: bool,
    /// Whether they keep them when the person's own change: nothing else is stored of them, or
    /// somebody said so since the page was opened. Equal hours alone may be a coincidence.
    follows: bool,
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
        let pages = person.pages.join("\n");
        Self {
            id: person.id.clone(),
            name: person.name.clone(),
            team: person.team,
            also: person.also.join("\n"),
            kept_pages: pages.clone(),
            pages,
            mail: person.mail.clone(),
            prefers: person.prefers,
            same_hours: week.days == days,
            follows: person.week.is_none(),
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
            PersonEdit::SameHours(same) => {
                self.same_hours = same;
                self.follows = same;
            }
            PersonEdit::Week(edit) => self.week.edit(edit),
        }
    }

    /// The person's own hours are others now. Whoever only happened to keep the same ones keeps
    /// theirs.
    pub fn own_hours_changed(&mut self) {
        self.same_hours &= self.follows;
    }

    /// Why a field is not taken, if it is not.
    #[must_use]
    pub fn fault(&self, field: PersonField) -> Option<FieldFault> {
        // Alone among settings that are otherwise in order, whatever is refused is this field.
        let mut alone = Person::named(self.id.clone(), "-");
        self.put(field, &mut alone);
        let settings = Settings {
            people: vec![alone],
            ..Settings::default()
        };
        let no_page = || {
            let is_none = |line: &&str| booking_page::beginning(line).is_none();
            let line = lines(&self.pages).find(is_none)?;
            Some(FieldFault::NoPage(shortened(line, MAX_QUOTED_CHARS, |_| 1)))
        };
        match settings.check() {
            Err(fault) => Some(FieldFault::Refused(fault)),
            Ok(()) if field == PersonField::Pages => no_page(),
            Ok(()) => None,
        }
    }

    /// Whether a field is not taken. Lines that were kept before they were looked at are told as
    /// faults, but nothing of theirs would be lost.
    fn refuses(&self, field: PersonField) -> bool {
        let is_kept = field == PersonField::Pages && self.pages == self.kept_pages;
        !is_kept && self.fault(field).is_some()
    }

    /// Whether something in it is not taken.
    #[must_use]
    pub fn has_faults(&self, clocks: &Clocks<'_>) -> bool {
        let week_has = if self.same_hours {
            self.week.has_unknown_zone(clocks)
        } else {
            self.week.has_faults(clocks)
        };
        week_has || PersonField::ALL.iter().any(|field| self.refuses(*field))
    }

    fn put(&self, field: PersonField, person: &mut Person) {
        match field {
            PersonField::Name => self.name.trim().clone_into(&mut person.name),
            PersonField::Also => person.also = lines(&self.also).map(str::to_owned).collect(),
            PersonField::Pages => {
                let page = |line| booking_page::beginning(line).unwrap_or_else(|| line.to_owned());
                person.pages = lines(&self.pages).map(page).collect();
            }
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
            if !self.refuses(field) {
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
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty())
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

    fn pages(text: &str) -> PersonEdit {
        PersonEdit::Text(PersonField::Pages, text.to_owned())
    }

    #[test]
    fn a_pasted_address_is_kept_as_the_beginning_of_the_pages_canonical_one() {
        let pasted = "HTTP://Calendly.com/alex-example/?month=2026-11\ncal.com/alex#top";
        let person = typed(&alex(), vec![pages(pasted)]).unwrap();
        let kept = ["https://calendly.com/alex-example", "https://cal.com/alex"];
        assert_eq!(person.pages, kept);
        let target = "https://calendly.com/alex-example/30min";
        let people = [person];
        assert!(baton_settings::find(&people, target, None).is_some());
    }

    #[test]
    fn a_line_that_is_no_address_is_told_and_the_pages_stay_as_they_were() {
        let mut last = alex();
        last.pages = vec!["https://cal.com/alex".to_owned()];
        let edit = pages("https://cal.com/alex\nthe page of Alex");
        let mut entry = PersonEntry::of(&last, &own());
        entry.edit(edit.clone());
        let fault = entry.fault(PersonField::Pages).unwrap();
        assert_eq!(fault.text_key(), "options_fault_page");
        assert_eq!(fault.named("Alex"), "the page of Alex");
        assert_eq!(typed(&last, vec![edit]), Some(last));
    }

    #[test]
    fn a_line_that_was_kept_long_ago_is_told_and_nothing_of_it_is_lost() {
        let mut last = alex();
        last.pages = vec!["the page of Alex".to_owned()];
        let entry = PersonEntry::of(&last, &own());
        assert!(entry.fault(PersonField::Pages).is_some());
        let utc = ZoneName::utc();
        let clocks = Clocks {
            zones: &Sample,
            now: NOW,
            browser_zone: &utc,
        };
        assert!(!entry.has_faults(&clocks), "the page may be left");
        // As when somebody is brought back who was taken off the list.
        assert_eq!(entry.person(None, &own(), &clocks), Some(last));
    }
}
