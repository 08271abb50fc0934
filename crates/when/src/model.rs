//! The page's state, without a browser.

use baton_asking::{About, Asking, Change, Hours, Manner, RecordFault};
use baton_protocol::Failure;
use baton_recognize::{system, systems};

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The page was opened, or *Try again* was pressed.
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
    /// Another page handed over what a backup has.
    Handed(String),
    /// What was handed over is to stand in the place of what is set.
    TakeIn,
    /// It is not.
    Leave,
    /// What was set before is to come back.
    TakeBack,
    /// All that is set was replaced, or not.
    Replaced(Result<Replaced, Failure>),
}

/// The record, when all that is set was replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaced {
    /// As it stood.
    pub before: Option<String>,
    /// As it stands.
    pub after: Option<String>,
}

/// What is to be done about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Ask for the record; report [`Event::Known`].
    Load,
    /// Make this change; report [`Event::Known`].
    Make(Change),
    /// Put this in the place of all that is set; report [`Event::Replaced`].
    Replace {
        /// What is to be set.
        with: Box<Asking>,
        /// What is set, as the person saw it: else nothing is done ([`Failure::Outdated`]). `None` for whatever it
        /// is: that can come back.
        over: Option<Box<Asking>>,
    },
    /// Put the focus on the element of this id, once it stands.
    Focus(&'static str),
}

/// The page's state.
#[derive(Debug, Default)]
pub struct Model {
    /// What is set; `None` until it is known.
    pub asking: Option<Asking>,
    /// What did not work last.
    pub failure: Option<Failure>,
    /// What a backup has, as long as that is only looked at.
    pub offered: Option<Asking>,
    /// Why what was handed over cannot be looked at.
    pub unread: Option<Failure>,
    /// What was set before a backup was taken in, until something else is changed.
    pub before: Option<Asking>,
    /// Whether all that is set is being replaced.
    pub is_replacing: bool,
    /// Whether nothing was taken back, because something else is set by now.
    pub is_outdated: bool,
}

impl Model {
    /// Takes in what happened.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let change = match event {
            Event::Started => return vec![Effect::Load],
            Event::Known(Ok(record)) => {
                self.known(record);
                return Vec::new();
            }
            Event::Known(Err(failure)) => {
                self.failure = Some(failure);
                return Vec::new();
            }
            Event::Handed(text) => {
                let shown = match offered(&text) {
                    Ok(asking) => {
                        self.offered = Some(asking);
                        "offered"
                    }
                    Err(failure) => {
                        self.unread = Some(failure);
                        "unread"
                    }
                };
                return vec![Effect::Focus(shown)];
            }
            Event::TakeIn => return self.replace(self.offered.clone(), None),
            Event::Leave if !self.is_replacing => {
                self.offered = None;
                return vec![Effect::Focus("title")];
            }
            Event::Leave => None,
            Event::TakeBack => return self.replace(self.before.clone(), self.asking.clone()),
            Event::Replaced(replaced) => return self.replaced(replaced),
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
        self.is_outdated &= change.is_none();
        change.map(Effect::Make).into_iter().collect()
    }

    /// Puts `with` in the place of what is set, once.
    fn replace(&mut self, with: Option<Asking>, over: Option<Asking>) -> Vec<Effect> {
        let Some(with) = with.filter(|_| !self.is_replacing) else {
            return Vec::new();
        };
        self.is_replacing = true;
        self.is_outdated = false;
        let with = Box::new(with);
        let over = over.map(Box::new);
        vec![Effect::Replace { with, over }]
    }

    fn replaced(&mut self, replaced: Result<Replaced, Failure>) -> Vec<Effect> {
        self.is_replacing = false;
        match replaced {
            Ok(Replaced { before, after }) => {
                self.known(after);
                // Without an offer it was what stood before that came back.
                let is_taken_in = self.offered.take().is_some();
                self.before = is_taken_in.then(|| read(before).ok()).flatten();
                let shown = if is_taken_in { "taken-in" } else { "title" };
                vec![Effect::Focus(shown)]
            }
            Err(Failure::Outdated) if self.offered.is_none() => {
                self.before = None;
                self.is_outdated = true;
                vec![Effect::Load, Effect::Focus("outdated")]
            }
            Err(failure) => {
                self.failure = Some(failure);
                Vec::new()
            }
        }
    }

    fn known(&mut self, record: Option<String>) {
        let read = read(record);
        self.failure = read.as_ref().err().copied();
        let Ok(asking) = read else {
            return;
        };
        if self
            .asking
            .as_ref()
            .is_some_and(|known| !known.is_set_as(&asking))
        {
            // Taken back later, it would take this change along.
            self.before = None;
        }
        self.asking = Some(asking);
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

/// What a backup has, if it may be set as a whole.
fn offered(text: &str) -> Result<Asking, Failure> {
    let asking = Asking::decode(text).map_err(|fault| match fault {
        RecordFault::Newer { .. } => Failure::FileNewer,
        RecordFault::Damaged => Failure::FileDamaged,
    })?;
    asking.check().map_err(|_| Failure::FileDamaged)?;
    Ok(asking)
}

/// What a record says is set.
pub(crate) fn read(record: Option<String>) -> Result<Asking, Failure> {
    let Some(record) = record else {
        return Ok(Asking::default());
    };
    match Asking::decode(&record) {
        Err(RecordFault::Newer { .. }) => Err(Failure::StoreNewer),
        // With the next change it is put aside.
        Err(RecordFault::Damaged) => Ok(Asking::default()),
        Ok(asking) => Ok(asking),
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

    fn quiet() -> Asking {
        Asking {
            elsewhere: Manner::Quiet,
            ..Asking::default()
        }
    }

    fn replace(with: Asking, over: Option<Asking>) -> Vec<Effect> {
        let (with, over) = (Box::new(with), over.map(Box::new));
        vec![Effect::Replace { with, over }]
    }

    fn replaced(before: &Asking, after: &Asking) -> Event {
        let (before, after) = (Some(before.encode()), Some(after.encode()));
        Event::Replaced(Ok(Replaced { before, after }))
    }

    #[test]
    fn what_a_backup_has_is_shown_then_taken_in_then_taken_back() {
        let mut model = with(&Asking::default());
        let shown = model.update(Event::Handed(quiet().encode()));
        assert_eq!(shown, [Effect::Focus("offered")]);
        let nothing = Some(Asking::default());
        assert_eq!(model.asking, nothing, "nothing is changed yet");
        assert_eq!(model.update(Event::TakeIn), replace(quiet(), None));
        // What does not work leaves the offer.
        model.update(Event::Replaced(Err(Failure::StoreFull)));
        assert_eq!(model.failure, Some(Failure::StoreFull));
        assert_eq!(model.offered, Some(quiet()));
        assert_eq!(model.update(Event::TakeIn), replace(quiet(), None));
        // Meanwhile something was set elsewhere: that is what can come back.
        let meanwhile = Asking {
            skips_a_day: Some(3),
            ..Asking::default()
        };
        let shown = model.update(replaced(&meanwhile, &quiet()));
        assert_eq!(shown, [Effect::Focus("taken-in")]);
        assert_eq!((&model.offered, &model.failure), (&None, &None));

        let back = model.update(Event::TakeBack);
        assert_eq!(back, replace(meanwhile.clone(), Some(quiet())));
        model.update(replaced(&quiet(), &meanwhile));
        assert_eq!((&model.asking, &model.before), (&Some(meanwhile), &None));
        assert_eq!(model.update(Event::TakeBack), []);
    }

    fn taken_in() -> Model {
        let mut model = with(&Asking::default());
        model.update(Event::Handed(quiet().encode()));
        model.update(replaced(&Asking::default(), &quiet()));
        model
    }

    #[test]
    fn what_was_set_elsewhere_meanwhile_ends_the_way_back() {
        let mut model = taken_in();
        model.update(Event::TakeBack);
        let shown = model.update(Event::Replaced(Err(Failure::Outdated)));
        assert_eq!(shown, [Effect::Load, Effect::Focus("outdated")]);
        assert_eq!((&model.before, model.failure), (&None, None));
        assert!(model.is_outdated);
    }

    #[test]
    fn an_impatient_press_loses_nothing() {
        let mut model = with(&Asking::default());
        model.update(Event::Handed(quiet().encode()));
        assert_eq!(model.update(Event::TakeIn).len(), 1);
        assert_eq!(model.update(Event::TakeIn), []);
        assert_eq!(model.update(Event::Leave), []);
        model.update(replaced(&Asking::default(), &quiet()));
        assert_eq!(model.before, Some(Asking::default()));
        assert_eq!(model.update(Event::TakeBack).len(), 1);
        assert_eq!(model.update(Event::TakeBack), []);
    }

    #[test]
    fn a_change_after_it_ends_the_way_back() {
        let mut model = taken_in();
        model.update(Event::Skips("3".into()));
        model.update(Event::Known(Err(Failure::StoreFull)));
        assert!(model.before.is_some(), "that changed nothing");
        let changed = Asking {
            skips_a_day: Some(3),
            ..quiet()
        };
        model.update(Event::Known(Ok(Some(changed.encode()))));
        assert_eq!(model.before, None);
    }

    #[test]
    fn what_is_left_is_offered_no_more() {
        let mut model = with(&Asking::default());
        model.update(Event::Handed(quiet().encode()));
        assert_eq!(model.update(Event::Leave), [Effect::Focus("title")]);
        assert_eq!(model.update(Event::TakeIn), []);
        assert_eq!(model.asking, Some(Asking::default()));
    }

    #[test]
    fn what_cannot_be_set_is_not_offered() {
        let twice = r#"{"schema":1,"asking":{"sites":[{"site":"a","manner":"quiet"},{"site":"a","manner":"pause"}]}}"#;
        for (text, failure) in [
            (r#"{"schema":2}"#, Failure::FileNewer),
            ("{", Failure::FileDamaged),
            (twice, Failure::FileDamaged),
        ] {
            let mut model = with(&Asking::default());
            model.update(Event::Handed(text.to_owned()));
            assert_eq!(
                (&model.offered, model.unread),
                (&None, Some(failure)),
                "{text}"
            );
            // What is known later does not take the sentence away.
            model.update(Event::Known(Ok(None)));
            assert_eq!(model.unread, Some(failure));
        }
    }
}
