//! The page's state, without a browser.

use baton_asking::{About, Asking, Change, Hours, Manner, RecordFault};
use baton_protocol::Failure;
use baton_recognize::{system, systems};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, shown again, or *Try again* was pressed.
    Started,
    /// The record came: as it stands, or after a change.
    Known(Result<Option<String>, Failure>),
    /// Something was chosen.
    Chosen(Change),
    /// One of the hours' days was pressed, Monday is 0.
    Day(usize),
    /// The hours' first minute of the day was set, or their last.
    From(Option<u16>),
    /// Likewise.
    To(Option<u16>),
    /// A site was chosen to be given a manner of its own.
    SiteAdded(String),
    /// The number of skips a day was typed; empty counts none.
    Skips(String),
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask for the record; report [`Event::Known`].
    Load,
    /// Make this change; report [`Event::Known`].
    Make(Change),
}

/// The page's state.
#[derive(Debug, Default)]
pub struct Model {
    /// What is set; `None` until it is known.
    pub asking: Option<Asking>,
    /// What did not work last.
    pub failure: Option<Failure>,
}

impl Model {
    /// Takes in what happened.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let change = match event {
            Event::Started => return vec![Effect::Load],
            Event::Known(record) => {
                self.known(record);
                return Vec::new();
            }
            Event::Chosen(change) => Some(change),
            Event::Day(day) => self.hours(|hours| {
                if let Some(day) = hours.days.get_mut(day) {
                    *day = !*day;
                }
            }),
            Event::From(minute) => {
                minute.and_then(|minute| self.hours(|hours| hours.from = minute))
            }
            // Midnight in the second field is the day's end.
            Event::To(minute) => minute.and_then(|minute| {
                let end = if minute == 0 { 24 * 60 } else { minute };
                self.hours(|hours| hours.to = end)
            }),
            Event::SiteAdded(site) => system(&site).map(|_| Change::OnSite {
                site,
                manner: Some(Manner::Pause),
            }),
            Event::Skips(typed) => skips(&typed),
        };
        change.map(Effect::Make).into_iter().collect()
    }

    fn known(&mut self, record: Result<Option<String>, Failure>) {
        let read = record.and_then(|record| match record {
            Some(record) => match Asking::decode(&record) {
                Err(RecordFault::Newer { .. }) => Err(Failure::StoreNewer),
                // With the next change it is put aside.
                Err(RecordFault::Damaged) => Ok(Asking::default()),
                Ok(asking) => Ok(asking),
            },
            None => Ok(Asking::default()),
        });
        self.failure = read.as_ref().err().copied();
        if let Ok(asking) = read {
            self.asking = Some(asking);
        }
    }

    /// The hours with a change; none where they would be no hours of a week any more.
    fn hours(&self, change: impl FnOnce(&mut Hours)) -> Option<Change> {
        let mut hours = self.asking.as_ref()?.hours.clone()?;
        change(&mut hours);
        hours.can_be().then_some(Change::InHours(Some(hours)))
    }

    /// The scheduling systems that have no manner of their own yet, by id and name.
    #[must_use]
    pub fn addable(&self) -> Vec<(&'static str, &'static str)> {
        let set = |id: &str| {
            let asking = self.asking.as_ref();
            asking.is_some_and(|asking| asking.sites.iter().any(|set| set.site == id))
        };
        let all = systems().iter().filter(|system| !set(system.id));
        all.map(|system| (system.id, system.name)).collect()
    }
}

/// A site's name, as people know it: a system's, or the host itself.
#[must_use]
pub fn site_name(site: &str) -> &str {
    system(site).map_or(site, |system| system.name)
}

/// What ends a pause.
#[must_use]
pub fn resume(about: &About) -> Change {
    Change::Resume(about.clone())
}

fn skips(typed: &str) -> Option<Change> {
    match typed.trim() {
        "" => Some(Change::SkipsADay(None)),
        number => number
            .parse()
            .ok()
            .map(|count| Change::SkipsADay(Some(count))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(asking: &Asking) -> Model {
        let mut model = Model::default();
        assert_eq!(model.update(Event::Started), [Effect::Load]);
        model.update(Event::Known(Ok(Some(asking.encode()))));
        model
    }

    fn in_hours() -> Model {
        with(&Asking {
            hours: Some(crate::hours::offered()),
            ..Asking::default()
        })
    }

    fn hours_of(effects: &[Effect]) -> &Hours {
        match effects {
            [Effect::Make(Change::InHours(Some(hours)))] => hours,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn before_anything_is_set_it_asks_from_a_corner() {
        let mut model = Model::default();
        model.update(Event::Known(Ok(None)));
        assert_eq!(model.asking, Some(Asking::default()));
    }

    #[test]
    fn a_failure_keeps_what_was_known() {
        let mut model = with(&Asking::default());
        model.update(Event::Known(Err(Failure::StoreBroken)));
        assert_eq!(model.failure, Some(Failure::StoreBroken));
        assert!(model.asking.is_some());
    }

    #[test]
    fn a_record_of_a_newer_baton_is_said_and_not_shown_as_empty() {
        let mut model = Model::default();
        let newer = r#"{"schema":2}"#.to_owned();
        model.update(Event::Known(Ok(Some(newer))));
        assert_eq!(model.failure, Some(Failure::StoreNewer));
        assert_eq!(model.asking, None);
    }

    #[test]
    fn a_day_is_taken_off_and_put_back() {
        let effects = in_hours().update(Event::Day(4));
        assert!(!hours_of(&effects).days[4]);
        let effects = in_hours().update(Event::Day(5));
        assert!(hours_of(&effects).days[5]);
        assert_eq!(in_hours().update(Event::Day(7)).len(), 1, "nothing changes");
    }

    #[test]
    fn the_last_day_stays() {
        let mut model = with(&Asking {
            hours: Some(Hours {
                days: [true, false, false, false, false, false, false],
                ..crate::hours::offered()
            }),
            ..Asking::default()
        });
        assert_eq!(model.update(Event::Day(0)), []);
    }

    #[test]
    fn midnight_is_the_days_end_and_half_a_time_changes_nothing() {
        let effects = in_hours().update(Event::To(Some(0)));
        assert_eq!(hours_of(&effects).to, 1_440);
        assert_eq!(in_hours().update(Event::To(None)), []);
        let effects = in_hours().update(Event::From(Some(480)));
        assert_eq!(hours_of(&effects).from, 480);
    }

    #[test]
    fn skips_are_a_number_or_none() {
        let mut model = with(&Asking::default());
        let told = |skips| vec![Effect::Make(Change::SkipsADay(skips))];
        assert_eq!(model.update(Event::Skips("3".into())), told(Some(3)));
        assert_eq!(model.update(Event::Skips(" ".into())), told(None));
        for typed in ["x", "-1", "256", "1.5"] {
            assert_eq!(model.update(Event::Skips(typed.into())), [], "{typed}");
        }
    }

    #[test]
    fn a_site_is_added_once_and_by_its_id() {
        let mut model = with(&Asking::default());
        let all = model.addable().len();
        let effects = model.update(Event::SiteAdded("calendly".into()));
        let manner = Some(Manner::Pause);
        let site = "calendly".to_owned();
        let change = Change::OnSite { site, manner };
        assert_eq!(effects, [Effect::Make(change)]);
        assert_eq!(model.update(Event::SiteAdded("nobody".into())), []);

        let set = baton_asking::SiteManner {
            site: "calendly".to_owned(),
            manner: Manner::Pause,
        };
        let model = with(&Asking {
            sites: vec![set],
            ..Asking::default()
        });
        assert_eq!(model.addable().len(), all - 1);
    }
}
