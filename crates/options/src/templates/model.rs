//! What the section of the templates holds and what each event changes.

use super::entry::{TemplateEdit, TemplateEntry};
use super::event::{Effect, Event};
use super::rule::{RuleEntry, RuleFault, settle};
use super::{Import, Removed, Start};
use crate::keeping::{Keeping, Kept};
use baton_gate::TemplateId;
use baton_protocol::{ExportedFile, Failure, TemplatesView};
use baton_templates::{
    MAX_BINDINGS, MAX_TEMPLATES, OwnTemplate, OwnTemplateId, TemplateChoice, TemplatesFile, import,
    plan_import,
};
use std::collections::{BTreeMap, BTreeSet};

/// The section's state.
#[derive(Debug, Clone, Default)]
pub struct Templates {
    /// What the section begins with.
    pub start: Start,
    /// The templates as they are typed.
    pub entries: Vec<TemplateEntry>,
    /// The rules as they are typed.
    pub rules: Vec<RuleEntry>,
    /// What is saved, or to be saved: the last version of everything that works.
    pub file: TemplatesFile,
    /// Whether the templates are kept.
    pub keeping: Keeping,
    /// The built-in template to duplicate; the first one until another is chosen.
    pub source: Option<TemplateId>,
    /// Whose fields are open.
    pub open: Option<OwnTemplateId>,
    /// Which field of the open template is open.
    pub open_field: Option<String>,
    /// What was taken away last and can be brought back.
    pub removed: Option<Removed>,
    /// The file that was handed over last.
    pub import: Option<Import>,
    /// What went wrong when the other window's templates were asked for.
    pub failure: Option<Failure>,
    /// What the other window saved meanwhile, until the person has said whose counts.
    pub theirs: Option<Theirs>,
    revision: u64,
    next_key: u32,
}

/// The templates of the other window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theirs {
    /// The templates and rules.
    pub file: TemplatesFile,
    revision: u64,
}

/// The id of the button that opens a template.
#[must_use]
pub fn row_id(id: &OwnTemplateId) -> String {
    format!("template-{id}")
}

impl Templates {
    /// Whether something that stands in the fields is not taken. A rule that names no template yet
    /// is only begun.
    #[must_use]
    pub fn has_faults(&self) -> bool {
        self.entries.iter().any(|entry| entry.fault.is_some()) || self.has_broken_rules()
    }

    fn has_broken_rules(&self) -> bool {
        let broken = |rule: &RuleEntry| !matches!(rule.fault, None | Some(RuleFault::NoTemplate));
        self.rules.iter().any(broken)
    }

    /// Whether leaving the page would lose something that cannot be saved now.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let mut entries = self.entries.iter();
        self.keeping.is_stuck() || entries.any(TemplateEntry::would_lose) || self.has_broken_rules()
    }

    /// The template of this id.
    #[must_use]
    pub fn entry(&self, id: &OwnTemplateId) -> Option<&TemplateEntry> {
        self.entries.iter().find(|entry| entry.id == *id)
    }

    /// Whether there is room for a template more.
    #[must_use]
    pub fn has_room(&self) -> bool {
        self.entries.len() < MAX_TEMPLATES
    }

    /// Whether there is room for a rule more.
    #[must_use]
    pub fn has_room_for_rules(&self) -> bool {
        self.rules.len() < MAX_BINDINGS
    }

    /// Takes an event in and says what is to be done. `tick` is a clock that only goes forward, in
    /// milliseconds.
    pub fn update(&mut self, event: Event, tick: f64) -> Vec<Effect> {
        if event.is_a_change() {
            self.removed = None;
        }
        if event.is_by_hand() && self.import == Some(Import::Taken) {
            self.import = None;
        }
        match event {
            Event::Started => {
                self.start = Start::Awaited;
                vec![Effect::Load]
            }
            Event::Loaded(Ok(view)) => {
                self.take(&view);
                Vec::new()
            }
            Event::Loaded(Err(failure)) => {
                if self.start == Start::Ready {
                    self.failure = Some(failure);
                } else {
                    self.start = Start::Failed(failure);
                }
                Vec::new()
            }
            Event::SaveDue => save_if(self.keeping.begin_if_due(tick), self, 0),
            Event::SaveEnded(result) => {
                if let Ok(revision) = result {
                    self.revision = revision;
                }
                self.keeping.ended(result.map(|_| ()), tick);
                if self.keeping.kept == Kept::Outdated {
                    self.theirs = None;
                    return vec![Effect::AskTheirs];
                }
                Vec::new()
            }
            Event::Retry => save_if(self.keeping.begin(), self, 0),
            Event::Leaving => match self.keeping.begin_at_the_last() {
                Some(raised) => save_if(true, self, raised),
                None => Vec::new(),
            },
            Event::LoadTheirs => vec![Effect::Load],
            Event::Compare => {
                self.failure = None;
                vec![Effect::AskTheirs]
            }
            Event::KeepMine => match self.theirs.take() {
                // Only what was shown is written over: a later save elsewhere is told of again.
                Some(theirs) => {
                    self.revision = theirs.revision;
                    save_if(self.keeping.begin(), self, 0)
                }
                None => vec![Effect::AskTheirs],
            },
            Event::ExportTheirs => {
                let theirs = self.theirs.as_ref();
                let file = theirs
                    .map(|theirs| exported("baton-templates-other-window.json", &theirs.file));
                file.map(Effect::SaveFile).into_iter().collect()
            }
            Event::TheirsKnown(Ok(view)) => {
                self.failure = None;
                match TemplatesFile::decode(&view.text) {
                    Ok(file) if self.keeping.kept == Kept::Outdated => {
                        let revision = view.revision;
                        self.theirs = Some(Theirs { file, revision });
                    }
                    Ok(_) => {}
                    Err(_) => self.failure = Some(Failure::Malformed),
                }
                Vec::new()
            }
            Event::TheirsKnown(Err(failure)) => {
                self.failure = Some(failure);
                Vec::new()
            }
            Event::Source(id) => {
                self.source = Some(id);
                Vec::new()
            }
            Event::Open(id) => {
                self.open = (self.open.as_ref() != Some(&id)).then_some(id);
                self.open_field = None;
                Vec::new()
            }
            Event::OpenField(id) => {
                self.open_field = (self.open_field.as_ref() != Some(&id)).then_some(id);
                Vec::new()
            }
            Event::Export => vec![Effect::SaveFile(exported(
                "baton-templates.json",
                &self.file,
            ))],
            Event::FileGiven(text) => {
                self.import = Some(match TemplatesFile::decode(&text) {
                    Ok(file) => {
                        let plan = plan_import(&self.file, &file);
                        Import::Planned { file, plan }
                    }
                    Err(fault) => Import::Refused(fault),
                });
                Vec::new()
            }
            Event::FileRefused(fault) => {
                self.import = Some(Import::Refused(fault));
                Vec::new()
            }
            Event::LeaveFile => {
                self.import = None;
                vec![Effect::Focus("templates-import-text".to_owned())]
            }
            change => {
                let focus = self.change(change);
                self.reckon(tick);
                focus.map(Effect::Focus).into_iter().collect()
            }
        }
    }

    /// Takes in what changes the templates or rules; says what takes the focus then.
    fn change(&mut self, event: Event) -> Option<String> {
        match event {
            Event::Add(template) => self.add(*template),
            Event::Edited(id, edit) => self.edit(&id, edit),
            Event::Move(id, direction) => {
                let place = self.entries.iter().position(|entry| entry.id == id)?;
                direction.step(&mut self.entries, place);
                Some(row_id(&id))
            }
            Event::Remove(id) => {
                let place = self.entries.iter().position(|entry| entry.id == id)?;
                let entry = Box::new(self.entries.remove(place));
                let choice = Some(TemplateChoice::Own(id));
                let (gone, kept) = std::mem::take(&mut self.rules)
                    .into_iter()
                    .enumerate()
                    .partition(|(_, rule)| rule.template == choice);
                let kept: Vec<(usize, RuleEntry)> = kept;
                self.rules = kept.into_iter().map(|(_, rule)| rule).collect();
                self.removed = Some(Removed::Template(place, entry, gone));
                Some("undo".to_owned())
            }
            Event::AddRule if self.has_room_for_rules() => {
                let key = self.key();
                self.rules.push(RuleEntry::blank(key));
                Some(format!("rule-{key}-site"))
            }
            Event::RuleEdited(key, edit) => {
                let rule = self.rules.iter_mut().find(|rule| rule.key == key)?;
                rule.edit(edit);
                None
            }
            Event::MoveRule(key, direction) => {
                let place = self.rules.iter().position(|rule| rule.key == key)?;
                direction.step(&mut self.rules, place);
                Some(format!("rule-{key}-template"))
            }
            Event::RemoveRule(key) => {
                let place = self.rules.iter().position(|rule| rule.key == key)?;
                self.removed = Some(Removed::Rule(place, self.rules.remove(place)));
                Some("undo".to_owned())
            }
            Event::Undo => self.undo(),
            Event::TakeIn => {
                self.take_in();
                Some("templates-import-plan".to_owned())
            }
            _ => None,
        }
    }

    fn take(&mut self, view: &TemplatesView) {
        let file = match TemplatesFile::decode(&view.text) {
            Ok(file) => file,
            Err(fault) => {
                self.start = Start::Unreadable(fault);
                return;
            }
        };
        let next_key = u32::try_from(file.bindings.len()).unwrap_or(u32::MAX);
        *self = Self {
            start: Start::Ready,
            entries: file
                .templates
                .iter()
                .cloned()
                .map(TemplateEntry::of)
                .collect(),
            rules: (0..)
                .zip(&file.bindings)
                .map(|(key, rule)| RuleEntry::of(key, rule))
                .collect(),
            file,
            source: self.source,
            open: self.open.take(),
            revision: view.revision,
            next_key,
            ..Self::default()
        };
    }

    fn add(&mut self, template: OwnTemplate) -> Option<String> {
        if !self.has_room() {
            return None;
        }
        self.open = Some(template.id.clone());
        self.open_field = None;
        self.entries.push(TemplateEntry::of(template));
        Some("template-name".to_owned())
    }

    fn edit(&mut self, id: &OwnTemplateId, edit: TemplateEdit) -> Option<String> {
        let entry = self.entries.iter_mut().find(|entry| entry.id == *id)?;
        let mut focus = None;
        match &edit {
            TemplateEdit::RemoveField(field) => {
                let place = entry.place_of(field)?;
                let field = entry.fields.get(place)?.clone();
                self.removed = Some(Removed::Field(id.clone(), place, field));
                focus = Some("undo".to_owned());
            }
            TemplateEdit::MoveField(field, _) => focus = Some(format!("field-{field}")),
            _ => {}
        }
        let adds = matches!(edit, TemplateEdit::AddField(_));
        entry.edit(edit);
        if adds {
            self.open_field = entry.fields.last().map(|field| field.id.clone());
            focus = Some("field-label".to_owned());
        }
        focus
    }

    fn undo(&mut self) -> Option<String> {
        match self.removed.take()? {
            Removed::Template(place, entry, rules) => {
                let row = row_id(&entry.id);
                self.entries.insert(place.min(self.entries.len()), *entry);
                // In the order they stood in: each finds those before it in place.
                for (place, rule) in rules {
                    self.rules.insert(place.min(self.rules.len()), rule);
                }
                Some(row)
            }
            Removed::Field(id, place, field) => {
                let row = format!("field-{}", field.id);
                let entry = self.entries.iter_mut().find(|entry| entry.id == id)?;
                entry.put_back(place, field);
                // Another one may have been opened meanwhile.
                self.open = Some(id);
                Some(row)
            }
            Removed::Rule(place, rule) => {
                let row = format!("rule-{}-site", rule.key);
                self.rules.insert(place.min(self.rules.len()), rule);
                Some(row)
            }
        }
    }

    fn take_in(&mut self) {
        let Some(Import::Planned { file, .. }) = self.import.take() else {
            return;
        };
        // Planned again: what was typed since the file was looked at stays.
        let taken = match import(&self.file, &file) {
            Ok(taken) => taken,
            Err(plan) => {
                self.import = Some(Import::Planned { file, plan });
                return;
            }
        };
        let places = self.entries.iter().enumerate();
        let places: BTreeMap<OwnTemplateId, usize> = places
            .map(|(place, entry)| (entry.id.clone(), place))
            .collect();
        for template in file.templates {
            let place = places.get(&template.id);
            match place.and_then(|place| self.entries.get_mut(*place)) {
                Some(entry) if entry.last.as_ref() == Some(&template) => {}
                Some(entry) => *entry = TemplateEntry::of(template),
                None => self.entries.push(TemplateEntry::of(template)),
            }
        }
        for binding in taken.bindings.iter().skip(self.file.bindings.len()) {
            let key = self.key();
            self.rules.push(RuleEntry::of(key, binding));
        }
        self.import = Some(Import::Taken);
    }

    fn key(&mut self) -> u32 {
        self.next_key += 1;
        self.next_key
    }

    /// Makes a file of what is typed; what does not work stays as it last did. What changed by it
    /// is to be saved.
    fn reckon(&mut self, tick: f64) {
        let templates = self.entries.iter().filter_map(|entry| entry.last.clone());
        let templates: Vec<OwnTemplate> = templates.collect();
        let known: BTreeSet<&OwnTemplateId> = templates.iter().map(|own| &own.id).collect();
        let bindings = settle(&mut self.rules, &known);
        let file = TemplatesFile {
            templates,
            bindings,
        };
        if file != self.file {
            self.file = file;
            self.keeping.changed(tick);
        }
    }
}

/// The save of everything so far, if one `begins`, over the revision that is `raised` by then.
fn save_if(begins: bool, templates: &Templates, raised: u64) -> Vec<Effect> {
    let save = || Effect::Save {
        text: templates.file.encode(),
        base: templates.revision + raised,
    };
    begins.then(save).into_iter().collect()
}

/// Templates as a file of this name.
fn exported(name: &str, file: &TemplatesFile) -> ExportedFile {
    ExportedFile {
        name: name.to_owned(),
        media_type: "application/json".to_owned(),
        content: file.encode(),
    }
}

#[cfg(test)]
#[path = "model_tests.rs"]
mod tests;
