//! In what two files of templates differ, so that a person can choose between them.

use crate::file::TemplatesFile;
use crate::own::OwnTemplate;
use baton_brief::OwnTemplateId;
use std::collections::BTreeMap;

/// One part in which two files differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// A template that is in both, and not alike; by its name in the first.
    Template(String),
    /// A template that is only in the first.
    OnlyMine(String),
    /// A template that is only in the second.
    OnlyTheirs(String),
    /// The order of the templates, where the templates are the same.
    Order,
    /// The rules, or their order.
    Rules,
}

/// In what `mine` and `theirs` differ: templates in the order of `mine`, then those that are only
/// in `theirs`, then the rules.
#[must_use]
pub fn differences(mine: &TemplatesFile, theirs: &TemplatesFile) -> Vec<Difference> {
    let by_id = |file: &TemplatesFile| -> BTreeMap<OwnTemplateId, OwnTemplate> {
        let templates = file.templates.iter().cloned();
        templates
            .map(|template| (template.id.clone(), template))
            .collect()
    };
    let (here, there) = (by_id(mine), by_id(theirs));
    let own = mine.templates.iter().filter_map(|template| {
        let name = template.name.clone();
        match there.get(&template.id) {
            None => Some(Difference::OnlyMine(name)),
            Some(other) => (other != template).then_some(Difference::Template(name)),
        }
    });
    let others = theirs.templates.iter();
    let others = others.filter(|template| !here.contains_key(&template.id));
    let others = others.map(|template| Difference::OnlyTheirs(template.name.clone()));
    let mut found: Vec<Difference> = own.chain(others).collect();
    if found.is_empty() && mine.templates != theirs.templates {
        found.push(Difference::Order);
    }
    if mine.bindings != theirs.bindings {
        found.push(Difference::Rules);
    }
    found
}
