//! What the options page shows and what each event changes.

use crate::booking_page;
pub use crate::event::{CalendarText, Effect, Event};
use crate::form::Form;
use crate::handed::Part;
pub use crate::keeping::{Keeping, Kept};
use crate::number::{keep_in_range, plan_file};
use crate::person_entry::PersonEntry;
use crate::templates::{self, Templates};
use crate::unreadable::Texts;
use crate::week_entry::Clocks;
use baton_protocol::{ExportedFile, Failure, MetPerson, SettingsView, Site};
use baton_settings::{Change, FileFault, Person, PersonId, Settings, write_file};
use baton_worktime::{UtcMillis, ZoneName, Zones, to_local};

/// What the page begins with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Start {
    /// The settings are awaited.
    #[default]
    Awaited,
    /// They could not be had.
    Failed(Failure),
    /// They are on the page.
    Ready,
}

/// A file that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Import {
    /// What taking it in would change.
    Planned {
        /// Its text.
        text: String,
        /// The changes.
        changes: Vec<Change>,
    },
    /// It is not taken in.
    Refused(FileFault),
    /// So many changes were taken in.
    Taken(usize),
}

/// Somebody who was taken off the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// Where they stood.
    place: usize,
    /// Who.
    pub entry: PersonEntry,
}

/// The page's state.
pub struct Model {
    zones: &'static dyn Zones,
    /// What the page begins with.
    pub start: Start,
    /// What stands in the fields.
    pub form: Form,
    /// The settings as last typed validly.
    pub settings: Settings,
    /// Names in earlier notes that are nobody's yet, the latest first.
    pub met: Vec<MetPerson>,
    /// The zone the browser is set to.
    pub browser_zone: ZoneName,
    /// The moment, to the minute.
    pub now: UtcMillis,
    /// What stands in the search field.
    pub query: String,
    /// Whose fields are open.
    pub open: Option<PersonId>,
    /// Who was taken off the list last and can be brought back.
    pub removed: Option<Removed>,
    /// The text that was copied last, and whether that worked.
    pub copied: Option<(CalendarText, bool)>,
    /// The file that was handed over last.
    pub import: Option<Import>,
    /// Whether the settings are kept.
    pub keeping: Keeping,
    /// What went wrong with the last action that was no save.
    pub failure: Option<Failure>,
    /// The person's own templates.
    pub templates: Templates,
    /// What the other window saved meanwhile, until the person has said whose counts.
    pub theirs: Option<Box<SettingsView>>,
    /// What was stored and cannot be read.
    pub unreadable: Texts,
    /// The sites something is allowed on.
    pub sites: Vec<Site>,
    /// What another page handed over, until what it belongs to is there.
    pub(crate) handed: Option<(Part, String)>,
}

/// The id of the button that opens somebody's fields.
#[must_use]
pub fn row_id(id: &PersonId) -> String {
    format!("open-{}", id.as_str())
}

impl Model {
    /// A page that has nothing yet.
    #[must_use]
    pub fn new(zones: &'static dyn Zones) -> Self {
        let browser_zone = ZoneName::utc();
        let settings = Settings::default();
        Self {
            zones,
            start: Start::Awaited,
            form: Form::of(&settings, &browser_zone),
            settings,
            met: Vec::new(),
            browser_zone,
            now: UtcMillis(0),
            query: String::new(),
            open: None,
            removed: None,
            copied: None,
            import: None,
            keeping: Keeping::default(),
            failure: None,
            templates: Templates::default(),
            theirs: None,
            unreadable: Texts::default(),
            sites: Vec::new(),
            handed: None,
        }
    }

    /// What tells whether a zone exists.
    #[must_use]
    pub fn clocks(&self) -> Clocks<'_> {
        Clocks {
            zones: self.zones,
            now: self.now,
            browser_zone: &self.browser_zone,
        }
    }

    /// The moment at which the next save is due by itself, if one is.
    #[must_use]
    pub fn due_at(&self) -> Option<f64> {
        let dues = [self.keeping.due_at(), self.templates.keeping.due_at()];
        dues.into_iter().flatten().reduce(f64::min)
    }

    /// Whether leaving the page would lose something that cannot be saved now.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let has_faults = self.form.has_faults(&self.clocks());
        self.keeping.is_stuck() || has_faults || self.templates.would_lose()
    }

    /// Takes an event in and says what is to be done. `tick` is a clock that only goes forward, in
    /// milliseconds.
    pub fn update(&mut self, event: Event, tick: f64) -> Vec<Effect> {
        match event {
            Event::Started => {
                self.start = Start::Awaited;
                let mut effects = vec![Effect::Load];
                effects.extend(self.pass_on(templates::Event::Started, tick));
                effects.extend([Effect::LoadUnreadable, Effect::LoadSites]);
                effects
            }
            Event::Loaded(Ok(view)) => {
                let mut effects = self.take(*view, tick);
                effects.extend(self.look_at_handed(tick));
                effects
            }
            Event::Handed(part, text) => {
                self.handed = Some((part, text));
                self.look_at_handed(tick)
            }
            Event::Loaded(Err(failure)) => {
                if self.start == Start::Ready {
                    self.failure = Some(failure);
                } else {
                    self.start = Start::Failed(failure);
                }
                Vec::new()
            }
            Event::Clock(now) => {
                self.now = now;
                Vec::new()
            }
            Event::Searched(query) => {
                self.query = query;
                Vec::new()
            }
            Event::Edited(edit) => {
                self.begin();
                self.form.edit(edit, &self.browser_zone);
                self.reckon(tick)
            }
            Event::SaveDue => {
                let mut effects = Vec::new();
                if self.keeping.begin_if_due(tick) {
                    effects.push(Effect::Save(Box::new(self.settings.clone())));
                }
                effects.extend(self.pass_on(templates::Event::SaveDue, tick));
                effects
            }
            Event::SaveEnded(result) => {
                if let Ok(revision) = result {
                    self.settings.revision = revision;
                }
                self.keeping.ended(result.map(|_| ()), tick);
                if self.keeping.kept == Kept::Outdated {
                    self.theirs = None;
                    return vec![Effect::AskTheirs];
                }
                self.after_a_save(result.is_ok())
            }
            Event::Retry => self.save(),
            Event::Leaving => {
                let mut effects = self.save_at_the_last();
                effects.extend(self.pass_on(templates::Event::Leaving, tick));
                effects
            }
            Event::Templates(event) => {
                if event.is_a_change() {
                    self.begin();
                } else if event.is_by_hand() {
                    self.look();
                }
                let is_saved = matches!(event, templates::Event::SaveEnded(Ok(_)));
                let mut effects = self.pass_on(event, tick);
                effects.extend(self.after_a_save(is_saved));
                effects.extend(self.look_at_handed(tick));
                effects
            }
            Event::LoadTheirs => vec![Effect::Load],
            Event::Compare => {
                self.look();
                vec![Effect::AskTheirs]
            }
            Event::KeepMine => match self.theirs.take() {
                // Only what was shown is written over: a later save elsewhere is told of again.
                Some(theirs) => {
                    self.settings.revision = theirs.settings.revision;
                    self.save()
                }
                None => vec![Effect::AskTheirs],
            },
            Event::ExportTheirs => {
                let file = self.theirs.as_ref().map(|theirs| ExportedFile {
                    name: "baton-settings-other-window.json".to_owned(),
                    media_type: "application/json".to_owned(),
                    content: write_file(&theirs.settings),
                });
                file.map(Effect::SaveFile).into_iter().collect()
            }
            Event::SitesKnown(Ok(sites)) => {
                self.sites = sites;
                Vec::new()
            }
            Event::ForgetSite(place) => {
                let site = self.sites.get(place).cloned();
                site.map(Effect::ForgetSite).into_iter().collect()
            }
            Event::SiteForgotten(result) => {
                self.failure = result.err();
                vec![Effect::LoadSites]
            }
            // As with what cannot be read.
            Event::SitesKnown(Err(_)) => Vec::new(),
            Event::UnreadableKnown(Ok(all)) => {
                self.unreadable.all = all;
                Vec::new()
            }
            // A store that cannot tell this could not tell the settings either, which is said.
            Event::UnreadableKnown(Err(_)) => Vec::new(),
            Event::ExportUnreadable(place) => {
                let file = self.unreadable.export(place);
                file.map(Effect::SaveFile).into_iter().collect()
            }
            Event::Discard(place) => {
                let key = self.unreadable.key_to_discard(place);
                key.map(Effect::Discard).into_iter().collect()
            }
            Event::Discarded(result) => {
                self.failure = result.err();
                vec![Effect::LoadUnreadable]
            }
            Event::TheirsKnown(Ok(view)) => {
                self.failure = None;
                if self.keeping.kept == Kept::Outdated {
                    self.theirs = Some(view);
                }
                Vec::new()
            }
            Event::TheirsKnown(Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
            Event::Add(id) => self.add(Person::named(id, ""), tick),
            Event::AddMet(id, place) if place < self.met.len() => {
                let met = self.met.remove(place);
                let mut person = Person::named(id, &met.name);
                person.pages = booking_page::beginning(&met.page).into_iter().collect();
                self.add(person, tick)
            }
            Event::AddMet(..) => Vec::new(),
            Event::Open(id) => {
                self.open = (self.open.as_ref() != Some(&id)).then_some(id);
                Vec::new()
            }
            Event::Remove(id) => self.remove(&id, tick),
            Event::Undo => self.undo(tick),
            Event::Copied(text, done) => {
                self.copied = Some((text, done));
                Vec::new()
            }
            Event::Export => vec![Effect::SaveFile(self.file())],
            Event::ExportFailed => {
                self.failure = Some(Failure::Page);
                Vec::new()
            }
            Event::FileGiven(text) => {
                self.look();
                self.import = Some(match plan_file(&self.settings, &text) {
                    Ok(plan) => Import::Planned {
                        text,
                        changes: plan.changes,
                    },
                    Err(fault) => Import::Refused(fault),
                });
                Vec::new()
            }
            Event::FileRefused(fault) => {
                self.look();
                self.import = Some(Import::Refused(fault));
                Vec::new()
            }
            Event::TakeIn => self.take_in(tick),
            Event::LeaveFile => {
                self.import = None;
                vec![Effect::Focus("import-text".to_owned())]
            }
        }
    }

    pub(crate) fn pass_on(&mut self, event: templates::Event, tick: f64) -> Vec<Effect> {
        let effects = self.templates.update(event, tick);
        effects.into_iter().map(Effect::Templates).collect()
    }

    /// A change: what was offered or said about the one before is over.
    fn begin(&mut self) {
        self.removed = None;
        self.templates.removed = None;
        self.look();
    }

    /// An action that changes nothing: what was said about the one before is over.
    fn look(&mut self) {
        self.copied = None;
        self.failure = None;
        if matches!(self.import, Some(Import::Taken(_))) {
            self.import = None;
        }
    }

    fn take(&mut self, mut view: SettingsView, tick: f64) -> Vec<Effect> {
        self.begin();
        self.start = Start::Ready;
        let was_outside = keep_in_range(&mut view.settings);
        self.form = Form::of(&view.settings, &view.zone);
        self.settings = view.settings;
        self.met = view.met;
        self.browser_zone = view.zone;
        self.now = view.now;
        self.keeping = Keeping::default();
        if was_outside {
            // Else the page would show other numbers than the gate goes by.
            self.keeping.changed(tick);
        }
        self.theirs = None;
        Vec::new()
    }

    /// What a save put aside is told of as such.
    fn after_a_save(&self, is_saved: bool) -> Vec<Effect> {
        if is_saved && self.unreadable.is_to_be_put_aside() {
            vec![Effect::LoadUnreadable]
        } else {
            Vec::new()
        }
    }

    /// Makes settings of what is typed; what changed by it is to be saved.
    fn reckon(&mut self, tick: f64) -> Vec<Effect> {
        let settings = self.form.settings(&self.settings, &self.clocks());
        if settings != self.settings {
            self.settings = settings;
            self.keeping.changed(tick);
        }
        Vec::new()
    }

    fn save(&mut self) -> Vec<Effect> {
        if self.keeping.begin() {
            vec![Effect::Save(Box::new(self.settings.clone()))]
        } else {
            Vec::new()
        }
    }

    /// Saves at once what is not saved yet, because nothing can be done about it later.
    fn save_at_the_last(&mut self) -> Vec<Effect> {
        let Some(raised) = self.keeping.begin_at_the_last() else {
            return Vec::new();
        };
        let mut settings = self.settings.clone();
        settings.revision += raised;
        vec![Effect::Save(Box::new(settings))]
    }

    fn add(&mut self, person: Person, tick: f64) -> Vec<Effect> {
        self.begin();
        if !self.form.has_room() {
            return Vec::new();
        }
        let own = self.settings.own_week(&self.browser_zone);
        self.form.people.push(PersonEntry::of(&person, &own));
        self.open = Some(person.id);
        self.query.clear();
        self.reckon(tick);
        vec![Effect::Focus("person-name".to_owned())]
    }

    fn remove(&mut self, id: &PersonId, tick: f64) -> Vec<Effect> {
        self.begin();
        let people = &mut self.form.people;
        let Some(place) = people.iter().position(|person| person.id == *id) else {
            return Vec::new();
        };
        let entry = people.remove(place);
        self.removed = Some(Removed { place, entry });
        self.reckon(tick);
        vec![Effect::Focus("undo".to_owned())]
    }

    fn undo(&mut self, tick: f64) -> Vec<Effect> {
        let Some(Removed { place, entry }) = self.removed.take() else {
            return Vec::new();
        };
        let row = row_id(&entry.id);
        let place = place.min(self.form.people.len());
        self.form.people.insert(place, entry);
        self.reckon(tick);
        vec![Effect::Focus(row)]
    }

    fn file(&self) -> ExportedFile {
        let own = self.settings.own_week(&self.browser_zone);
        let utc = ZoneName::utc();
        let today = to_local(self.zones, own.zone(), self.now)
            .or_else(|_| to_local(self.zones, &utc, self.now));
        let name = match today {
            Ok(today) => format!("baton-settings-{}.json", today.date()),
            Err(_) => "baton-settings.json".to_owned(),
        };
        ExportedFile {
            name,
            media_type: "application/json".to_owned(),
            content: write_file(&self.settings),
        }
    }

    fn take_in(&mut self, tick: f64) -> Vec<Effect> {
        let Some(Import::Planned { text, .. }) = self.import.take() else {
            return Vec::new();
        };
        // Planned again: what was typed since the file was looked at stays.
        match plan_file(&self.settings, &text) {
            Ok(plan) => {
                self.form = Form::of(&plan.settings, &self.browser_zone);
                self.settings = plan.settings;
                let settings = &self.settings;
                let unknown =
                    |met: &MetPerson| settings.receiver(&met.page, Some(&met.name)).is_none();
                self.met.retain(unknown);
                self.import = Some(Import::Taken(plan.changes.len()));
                self.keeping.changed(tick);
            }
            Err(fault) => self.import = Some(Import::Refused(fault)),
        }
        vec![Effect::Focus("import-plan".to_owned())]
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
