//! A rule that binds a template to occasions, as it is typed.

use baton_gate::Purpose;
use baton_templates::{Binding, BindingFault, OwnTemplateId, TemplateChoice, When};
use std::collections::{BTreeSet, HashSet};

/// A change to a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleEdit {
    /// The site.
    Site(String),
    /// The scheduling system, by its id.
    Provider(Option<String>),
    /// The person.
    Person(String),
    /// The purpose.
    Purpose(Option<Purpose>),
    /// The template to write with.
    Template(Option<TemplateChoice>),
}

/// Why a rule is not taken as it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RuleFault {
    /// It names no template yet.
    NoTemplate,
    /// It cannot hold.
    Binding(BindingFault),
    /// One above it says the same.
    Twice,
}

impl RuleFault {
    /// The key of the sentence for the person.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoTemplate => "options_rule_no_template",
            Self::Binding(fault) => fault.key(),
            Self::Twice => "options_rule_twice",
        }
    }
}

/// A rule as it stands in its row. A condition that is empty is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleEntry {
    /// What tells it apart on this page.
    pub key: u32,
    /// The site.
    pub site: String,
    /// The scheduling system, by its id.
    pub provider: Option<String>,
    /// The person.
    pub person: String,
    /// The purpose.
    pub purpose: Option<Purpose>,
    /// The template to write with.
    pub template: Option<TemplateChoice>,
    /// The last version that could be taken.
    pub last: Option<Binding>,
    /// Why it is not taken as it stands.
    pub fault: Option<RuleFault>,
}

impl RuleEntry {
    /// A row without conditions and template.
    #[must_use]
    pub fn blank(key: u32) -> Self {
        Self {
            key,
            site: String::new(),
            provider: None,
            person: String::new(),
            purpose: None,
            template: None,
            last: None,
            fault: Some(RuleFault::NoTemplate),
        }
    }

    /// The row of `binding`.
    #[must_use]
    pub fn of(key: u32, binding: &Binding) -> Self {
        let When {
            site,
            provider,
            person,
            purpose,
        } = binding.when.clone();
        Self {
            key,
            site: site.unwrap_or_default(),
            provider,
            person: person.unwrap_or_default(),
            purpose,
            template: Some(binding.template.clone()),
            last: Some(binding.clone()),
            fault: None,
        }
    }

    /// Takes a change in.
    pub fn edit(&mut self, edit: RuleEdit) {
        match edit {
            RuleEdit::Site(text) => self.site = text,
            RuleEdit::Provider(id) => self.provider = id,
            RuleEdit::Person(text) => self.person = text,
            RuleEdit::Purpose(purpose) => self.purpose = purpose,
            RuleEdit::Template(template) => self.template = template,
        }
    }

    /// The conditions that are typed.
    #[must_use]
    pub fn when(&self) -> When {
        let typed = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        When {
            site: typed(&self.site),
            provider: self.provider.clone(),
            person: typed(&self.person),
            purpose: self.purpose,
        }
    }

    /// The rule that is typed.
    ///
    /// # Errors
    /// Why it cannot be taken, as far as it alone tells.
    pub fn binding(&self) -> Result<Binding, RuleFault> {
        let template = self.template.clone().ok_or(RuleFault::NoTemplate)?;
        let when = self.when();
        let binding = Binding { when, template };
        binding.check().map_err(RuleFault::Binding)?;
        Ok(binding)
    }
}

/// Says which of `rules` are not taken as they stand, where `known` are the own templates there are,
/// and gives those that count: the last version of each that could be taken.
#[must_use]
pub fn settle(rules: &mut [RuleEntry], known: &BTreeSet<&OwnTemplateId>) -> Vec<Binding> {
    let is_known = |choice: &TemplateChoice| match choice {
        TemplateChoice::BuiltIn(_) => true,
        TemplateChoice::Own(id) => known.contains(id),
    };
    let mut typed = HashSet::new();
    for rule in rules.iter_mut() {
        let binding = rule.binding().and_then(|binding| {
            if !is_known(&binding.template) {
                return Err(RuleFault::Binding(BindingFault::UnknownTemplate));
            }
            if !typed.insert(binding.clone()) {
                return Err(RuleFault::Twice);
            }
            Ok(binding)
        });
        rule.fault = binding.as_ref().err().copied();
        if let Ok(binding) = binding {
            rule.last = Some(binding);
        }
    }
    // A last version may say by now what another rule says.
    let mut taken = HashSet::new();
    let last = rules.iter().filter_map(|rule| rule.last.clone());
    last.filter(|last| is_known(&last.template) && taken.insert(last.clone()))
        .collect()
}
