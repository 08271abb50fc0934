//! Taking over somebody's templates: first what would change, then all of it or nothing.

use crate::binding::{Binding, BindingFault, TemplateChoice};
use crate::compile::check;
use crate::fault::TemplateFault;
use crate::file::TemplatesFile;
use crate::limits::{MAX_BINDINGS, MAX_FILE_BYTES, MAX_TEMPLATES};
use crate::own::OwnTemplate;
use baton_brief::OwnTemplateId;
use baton_locale::Messages;
use std::collections::{BTreeMap, HashSet};

/// What an import would do, in the file's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportPlan {
    /// Its templates.
    pub templates: Vec<PlannedTemplate>,
    /// Its bindings. New ones come behind those that are there.
    pub bindings: Vec<PlannedBinding>,
}

/// What would become of a template of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedTemplate {
    /// Its id.
    pub id: OwnTemplateId,
    /// Its name in the file.
    pub name: String,
    /// What becomes of it.
    pub fate: Fate,
}

/// What would become of a binding of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedBinding {
    /// Its place in the file, from 0.
    pub index: usize,
    /// What becomes of it; a binding replaces none.
    pub fate: Fate,
}

/// What would become of a part of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is added.
    New,
    /// It is there already, letter for letter; also if it cannot be used, because it was kept
    /// before a limit was.
    Same,
    /// It takes the place of another one with its id.
    Replaces {
        /// The other one's name.
        name: String,
    },
    /// It cannot be taken, and so nothing is.
    Refused(Refusal),
}

/// Why a part of a file cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The template cannot be used.
    Template(TemplateFault),
    /// The binding cannot hold.
    Binding(BindingFault),
    /// There would be more than [`MAX_TEMPLATES`] templates or [`MAX_BINDINGS`] bindings.
    NoRoom {
        /// The limit.
        max: usize,
    },
    /// All together would be larger than [`MAX_FILE_BYTES`].
    TooLarge,
}

impl Refusal {
    /// The sentence for the person.
    #[must_use]
    pub fn explain(&self, messages: &dyn Messages) -> String {
        match self {
            Self::Template(fault) => fault.explain(messages),
            Self::Binding(fault) => messages.text(fault.key(), &[]),
            Self::NoRoom { max } => messages.text("template_import_no_room", &[&max.to_string()]),
            Self::TooLarge => {
                let max = (MAX_FILE_BYTES / 1_000_000).to_string();
                messages.text("template_import_too_large", &[&max])
            }
        }
    }
}

impl Fate {
    /// The key of its name.
    #[must_use]
    pub const fn label_key(&self) -> &'static str {
        match self {
            Self::New => "template_import_new",
            Self::Same => "template_import_same",
            Self::Replaces { .. } => "template_import_replaces",
            Self::Refused(_) => "template_import_refused",
        }
    }
}

impl ImportPlan {
    /// Whether the import can be done.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let mut fates = (self.templates.iter().map(|planned| &planned.fate))
            .chain(self.bindings.iter().map(|planned| &planned.fate));
        !fates.any(|fate| matches!(fate, Fate::Refused(_)))
    }

    fn refuse_what_is_new(&mut self, refusal: &Refusal) {
        let templates = self.templates.iter_mut().map(|planned| &mut planned.fate);
        let bindings = self.bindings.iter_mut().map(|planned| &mut planned.fate);
        for fate in templates.chain(bindings) {
            if *fate != Fate::Same {
                *fate = Fate::Refused(refusal.clone());
            }
        }
    }
}

/// What taking `file` over into `current` would do. Nothing is changed.
#[must_use]
pub fn plan_import(current: &TemplatesFile, file: &TemplatesFile) -> ImportPlan {
    let mine: BTreeMap<&OwnTemplateId, &OwnTemplate> = current
        .templates
        .iter()
        .map(|template| (&template.id, template))
        .collect();
    let mut room = MAX_TEMPLATES.saturating_sub(current.templates.len());
    let templates: Vec<PlannedTemplate> = file
        .templates
        .iter()
        .map(|template| PlannedTemplate {
            id: template.id.clone(),
            name: template.name.clone(),
            fate: match (check(template), mine.get(&template.id)) {
                (_, Some(other)) if *other == template => Fate::Same,
                (Err(fault), _) => Fate::Refused(Refusal::Template(fault)),
                (Ok(()), Some(other)) => Fate::Replaces {
                    name: other.name.clone(),
                },
                (Ok(()), None) => added(&mut room, MAX_TEMPLATES),
            },
        })
        .collect();
    let known: HashSet<&Binding> = current.bindings.iter().collect();
    let theirs: HashSet<&OwnTemplateId> = file.templates.iter().map(|t| &t.id).collect();
    let mut room = MAX_BINDINGS.saturating_sub(current.bindings.len());
    let planned = |(index, binding): (usize, &Binding)| PlannedBinding {
        index,
        fate: match (binding.check(), &binding.template) {
            _ if known.contains(binding) => Fate::Same,
            (Err(fault), _) => Fate::Refused(Refusal::Binding(fault)),
            (_, TemplateChoice::Own(id)) if !theirs.contains(id) && !mine.contains_key(id) => {
                Fate::Refused(Refusal::Binding(BindingFault::UnknownTemplate))
            }
            _ => added(&mut room, MAX_BINDINGS),
        },
    };
    let bindings = file.bindings.iter().enumerate().map(planned).collect();
    let mut plan = ImportPlan {
        templates,
        bindings,
    };
    // What is larger could be written, and not be read again.
    if plan.is_possible() && taken_over(current, file, &plan).encode().len() > MAX_FILE_BYTES {
        plan.refuse_what_is_new(&Refusal::TooLarge);
    }
    plan
}

/// `current` with `file` taken over, as [`plan_import`] says: replaced templates keep their place,
/// new ones come last.
///
/// # Errors
/// The plan, when a part of it is refused; nothing is taken then.
pub fn import(current: &TemplatesFile, file: &TemplatesFile) -> Result<TemplatesFile, ImportPlan> {
    let plan = plan_import(current, file);
    if plan.is_possible() {
        Ok(taken_over(current, file, &plan))
    } else {
        Err(plan)
    }
}

/// `current` with all of `file` that `plan` adds or replaces.
fn taken_over(current: &TemplatesFile, file: &TemplatesFile, plan: &ImportPlan) -> TemplatesFile {
    let mut result = current.clone();
    let places: BTreeMap<&OwnTemplateId, usize> = current
        .templates
        .iter()
        .enumerate()
        .map(|(place, template)| (&template.id, place))
        .collect();
    for template in &file.templates {
        let place = places.get(&template.id);
        match place.and_then(|place| result.templates.get_mut(*place)) {
            Some(other) => *other = template.clone(),
            None => result.templates.push(template.clone()),
        }
    }
    for planned in &plan.bindings {
        if planned.fate == Fate::New
            && let Some(binding) = file.bindings.get(planned.index)
        {
            result.bindings.push(binding.clone());
        }
    }
    result
}

/// Whether `file` can stand in place of `current`: it can be read again, and each template and
/// binding of it works, or stands in `current` as it is. So one that a later limit refuses keeps no
/// other from being changed.
#[must_use]
pub fn can_replace(current: &TemplatesFile, file: &TemplatesFile) -> bool {
    let standing: BTreeMap<&OwnTemplateId, &OwnTemplate> =
        current.templates.iter().map(|t| (&t.id, t)).collect();
    let known: HashSet<&Binding> = current.bindings.iter().collect();
    let has = |id: &OwnTemplateId| file.templates.iter().any(|template| template.id == *id);
    let mut templates = file.templates.iter();
    let mut bindings = file.bindings.iter();
    file.encode().len() <= MAX_FILE_BYTES
        && templates.all(|template| {
            standing.get(&template.id) == Some(&template) || check(template).is_ok()
        })
        && bindings.all(|binding| {
            let leads = !matches!(&binding.template, TemplateChoice::Own(id) if !has(id));
            leads && (known.contains(binding) || binding.check().is_ok())
        })
}

const fn added(room: &mut usize, max: usize) -> Fate {
    match room.checked_sub(1) {
        Some(left) => {
            *room = left;
            Fate::New
        }
        None => Fate::Refused(Refusal::NoRoom { max }),
    }
}
