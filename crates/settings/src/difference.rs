//! In what two versions of the settings differ, so that a person can choose between them.

use crate::person::PersonId;
use crate::settings::Settings;
use std::collections::BTreeSet;

/// One part in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// The person's own name.
    Name,
    /// The person's own hours.
    Hours,
    /// The numbers in the gate's rules.
    Thresholds,
    /// The response windows.
    Windows,
    /// Somebody who is in both, and not alike; by their name in the first.
    Person(String),
    /// Somebody who is only in the first.
    OnlyMine(String),
    /// Somebody who is only in the second.
    OnlyTheirs(String),
}

/// In what `mine` and `theirs` differ, in the order of the settings: people in the order of `mine`,
/// then those who are only in `theirs`. How often each was saved is no difference.
#[must_use]
pub fn differences(mine: &Settings, theirs: &Settings) -> Vec<Difference> {
    // Named one by one, so that a new field is not forgotten here.
    let Settings {
        revision: _,
        name,
        week,
        thresholds,
        windows,
        people,
    } = mine;
    let parts = [
        (*name != theirs.name, Difference::Name),
        (*week != theirs.week, Difference::Hours),
        (*thresholds != theirs.thresholds, Difference::Thresholds),
        (*windows != theirs.windows, Difference::Windows),
    ];
    let parts = parts.into_iter().filter(|(differs, _)| *differs);
    let mut found: Vec<Difference> = parts.map(|(_, part)| part).collect();
    for person in people {
        match theirs.people.iter().find(|other| other.id == person.id) {
            None => found.push(Difference::OnlyMine(person.name.clone())),
            Some(other) if other != person => found.push(Difference::Person(person.name.clone())),
            Some(_) => {}
        }
    }
    let known: BTreeSet<&PersonId> = people.iter().map(|person| &person.id).collect();
    let others = theirs.people.iter();
    let others = others.filter(|person| !known.contains(&person.id));
    found.extend(others.map(|person| Difference::OnlyTheirs(person.name.clone())));
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Person;
    use baton_worktime::{WorkingWeek, ZoneName};

    fn person(id: &str, name: &str) -> Person {
        Person::named(PersonId::parse(id).unwrap(), name)
    }

    #[test]
    fn each_part_that_differs_is_told_once_and_in_order() {
        let mine = Settings {
            people: vec![person("a", "A"), person("b", "B"), person("c", "C")],
            ..Settings::default()
        };
        assert_eq!(differences(&mine, &mine), []);
        let mut theirs = Settings {
            revision: 7,
            ..mine.clone()
        };
        assert_eq!(differences(&mine, &theirs), [], "only saved more often");

        "Kim Sample".clone_into(&mut theirs.name);
        theirs.week = Some(WorkingWeek::default_in(ZoneName::utc()));
        theirs.thresholds.rounds_before_meeting += 1;
        theirs.windows.ask += 1;
        theirs.people = vec![person("d", "D"), person("c", "C"), person("b", "Beta")];
        let named = |name: &str| name.to_owned();
        assert_eq!(
            differences(&mine, &theirs),
            [
                Difference::Name,
                Difference::Hours,
                Difference::Thresholds,
                Difference::Windows,
                Difference::OnlyMine(named("A")),
                Difference::Person(named("B")),
                Difference::OnlyTheirs(named("D")),
            ]
        );
    }
}
