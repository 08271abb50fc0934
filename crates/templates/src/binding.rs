//! Which template an occasion calls for.

use crate::limits::MAX_CONDITION_CHARS;
use baton_brief::OwnTemplateId;
use baton_gate::{Purpose, TemplateId};
use baton_locale::Messages;
use serde::{Deserialize, Serialize};

/// A template for occasions of a kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// When it holds.
    #[serde(default)]
    pub when: When,
    /// The template to write in then.
    pub template: TemplateChoice,
}

/// Conditions, all of which must hold; without any it is every occasion.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct When {
    /// The page's host is this one or within it: `calendly.com` holds on `www.calendly.com` too.
    /// Capitals and a dot at the end do not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub site: Option<String>,
    /// The scheduling system, by its id such as `calendly`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The person or team. Capitals and white space do not matter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<String>,
    /// The purpose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub purpose: Option<Purpose>,
}

/// A template, built in or one's own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateChoice {
    /// One that Baton brings.
    BuiltIn(TemplateId),
    /// One of one's own.
    Own(OwnTemplateId),
}

/// What is known when a template is chosen; empty or `None` where it is not.
#[derive(Debug, Clone, Copy, Default)]
pub struct Occasion<'a> {
    /// The page's host, as the browser writes it.
    pub host: &'a str,
    /// The scheduling system's id.
    pub provider: Option<&'a str>,
    /// The person or team to be met.
    pub person: Option<&'a str>,
    /// The purpose.
    pub purpose: Option<Purpose>,
}

/// The template of the first binding that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chosen<'a> {
    /// The template.
    pub template: &'a TemplateChoice,
    /// The binding's place, from 0.
    pub index: usize,
    /// Its conditions.
    pub when: &'a When,
}

/// A condition that held, for the reason that is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition<'a> {
    /// The site.
    Site(&'a str),
    /// The scheduling system.
    Provider(&'a str),
    /// The person.
    Person(&'a str),
    /// The purpose.
    Purpose(Purpose),
}

/// What is wrong with a binding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BindingFault {
    /// A condition is there, but blank.
    Blank,
    /// A condition is over [`MAX_CONDITION_CHARS`].
    TooLong,
    /// The site is not a host name such as `calendly.com`.
    NotAHost,
    /// There is no such template.
    UnknownTemplate,
}

/// The template that the first of `bindings` that holds for `occasion` names.
#[must_use]
pub fn choose<'a>(bindings: &'a [Binding], occasion: &Occasion) -> Option<Chosen<'a>> {
    let person = folded(occasion.person.unwrap_or_default());
    let (index, binding) = bindings
        .iter()
        .enumerate()
        .find(|(_, binding)| binding.when.holds(occasion, &person))?;
    Some(Chosen {
        template: &binding.template,
        index,
        when: &binding.when,
    })
}

impl When {
    /// The conditions, in the order they are told.
    #[must_use]
    pub fn conditions(&self) -> Vec<Condition<'_>> {
        let site = self.site.as_deref().map(Condition::Site);
        let provider = self.provider.as_deref().map(Condition::Provider);
        let person = self.person.as_deref().map(Condition::Person);
        let purpose = self.purpose.map(Condition::Purpose);
        [site, provider, person, purpose]
            .into_iter()
            .flatten()
            .collect()
    }

    fn holds(&self, occasion: &Occasion, folded_person: &str) -> bool {
        let site = |site: &String| is_within(occasion.host, site);
        let provider = |id: &String| occasion.provider == Some(id.as_str());
        let person = |name: &String| !folded_person.is_empty() && folded(name) == folded_person;
        self.site.as_ref().is_none_or(site)
            && self.provider.as_ref().is_none_or(provider)
            && self.person.as_ref().is_none_or(person)
            && self
                .purpose
                .is_none_or(|purpose| occasion.purpose == Some(purpose))
    }
}

impl Binding {
    /// Whether it can hold at all.
    ///
    /// # Errors
    /// The first [`BindingFault`]; whether the template exists is not known here.
    pub fn check(&self) -> Result<(), BindingFault> {
        let When {
            site,
            provider,
            person,
            purpose: _,
        } = &self.when;
        for text in [site, provider, person].into_iter().flatten() {
            if text.trim().is_empty() {
                return Err(BindingFault::Blank);
            }
            if text.chars().count() > MAX_CONDITION_CHARS {
                return Err(BindingFault::TooLong);
            }
        }
        match site {
            Some(site) if !is_host(site) => Err(BindingFault::NotAHost),
            _ => Ok(()),
        }
    }
}

impl Chosen<'_> {
    /// The sentence that says why this template: the rule's number and its conditions.
    #[must_use]
    pub fn why(&self, messages: &dyn Messages) -> String {
        let rule = (self.index + 1).to_string();
        let conditions = self.when.conditions();
        if conditions.is_empty() {
            return messages.text("template_why_always", &[&rule]);
        }
        let told: Vec<String> = conditions
            .iter()
            .map(|condition| condition.explain(messages))
            .collect();
        messages.text("template_why_rule", &[&rule, &told.join(", ")])
    }
}

impl Condition<'_> {
    /// The condition in words.
    #[must_use]
    pub fn explain(&self, messages: &dyn Messages) -> String {
        match self {
            Self::Site(site) => messages.text("template_when_site", &[site]),
            Self::Provider(id) => {
                let name = baton_recognize::system(id).map_or(*id, |known| known.name);
                messages.text("template_when_provider", &[name])
            }
            Self::Person(person) => messages.text("template_when_person", &[person]),
            Self::Purpose(purpose) => {
                let label = messages.text(purpose.label_key(), &[]);
                messages.text("template_when_purpose", &[&label])
            }
        }
    }
}

impl BindingFault {
    /// The key of the sentence for the person.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Blank => "template_binding_blank",
            Self::TooLong => "template_binding_too_long",
            Self::NotAHost => "template_binding_not_a_host",
            Self::UnknownTemplate => "template_binding_unknown_template",
        }
    }
}

/// Whether `host` is `site` or a part of it.
fn is_within(host: &str, site: &str) -> bool {
    let (host, site) = (undotted(host).as_bytes(), undotted(site).as_bytes());
    let Some(sub) = host.len().checked_sub(site.len()) else {
        return false;
    };
    let (sub, end) = host.split_at(sub);
    end.eq_ignore_ascii_case(site) && (sub.is_empty() || sub.ends_with(b"."))
}

fn undotted(host: &str) -> &str {
    let host = host.trim();
    host.strip_suffix('.').unwrap_or(host)
}

/// Whether `text` has the shape of a host name as browsers write it.
fn is_host(text: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && label
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    undotted(text).split('.').all(label)
}

/// A name without what does not tell people apart.
fn folded(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
