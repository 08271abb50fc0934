//! Files of templates, shared and stored: `file that stands --- file taken in --- host --- how many
//! of each template stand`.

use crate::parts::{parts, times};
use crate::surroundings::English;
use baton_templates::{
    Fate, ImportPlan, KeptTemplates, MAX_BINDINGS, MAX_FILE_BYTES, MAX_TEMPLATES, Occasion,
    OwnTemplate, OwnTemplateId, TemplatesFile, choose, import, plan_import,
};
use std::collections::BTreeSet;

pub(crate) fn hold(text: &str) {
    let [standing, taken, host, count] = parts(text);
    let _ = KeptTemplates::decode(taken);
    let standing = TemplatesFile::decode(standing).unwrap_or_default();
    let standing = many(standing, times(count, MAX_TEMPLATES));
    let file = match TemplatesFile::decode(taken) {
        Ok(file) => file,
        Err(fault) => return assert!(!fault.explain(&English).is_empty()),
    };
    comes_back(&file);
    if !is_usable(&standing) {
        return;
    }
    let plan = plan_import(&standing, &file);
    assert_eq!(plan.templates.len(), file.templates.len());
    assert_eq!(plan.bindings.len(), file.bindings.len());
    let result = match import(&standing, &file) {
        Ok(result) => result,
        Err(refused) => {
            assert_eq!(refused, plan);
            return assert!(!plan.is_possible());
        }
    };
    assert!(plan.is_possible());
    comes_back(&result);
    adds_up(&standing, &plan, &result);
    let again = plan_import(&result, &file);
    let fates = again.templates.iter().map(|planned| &planned.fate);
    let mut fates = fates.chain(again.bindings.iter().map(|planned| &planned.fate));
    assert!(fates.all(|fate| *fate == Fate::Same), "{again:?}");
    assert_eq!(import(&result, &file).as_ref(), Ok(&result));
    is_chosen(&result, host);
}

/// Whether it could have been saved.
fn is_usable(file: &TemplatesFile) -> bool {
    file.encode().len() <= MAX_FILE_BYTES
        && plan_import(&TemplatesFile::default(), file).is_possible()
}

fn comes_back(file: &TemplatesFile) {
    assert!(file.templates.len() <= MAX_TEMPLATES && file.bindings.len() <= MAX_BINDINGS);
    let ids: BTreeSet<_> = file.templates.iter().map(|template| &template.id).collect();
    assert_eq!(ids.len(), file.templates.len(), "an id is there twice");
    assert_eq!(TemplatesFile::decode(&file.encode()).as_ref(), Ok(file));
    let kept = KeptTemplates {
        revision: 7,
        file: file.clone(),
    };
    assert_eq!(KeptTemplates::decode(&kept.encode()).as_ref(), Ok(&kept));
}

/// Nothing is lost by taking a file in, and as much comes as was planned.
fn adds_up(standing: &TemplatesFile, plan: &ImportPlan, result: &TemplatesFile) {
    let new = |fate: &Fate| usize::from(*fate == Fate::New);
    let templates: usize = plan
        .templates
        .iter()
        .map(|planned| new(&planned.fate))
        .sum();
    assert_eq!(result.templates.len(), standing.templates.len() + templates);
    let bindings: usize = plan.bindings.iter().map(|planned| new(&planned.fate)).sum();
    assert_eq!(result.bindings.len(), standing.bindings.len() + bindings);
    for (before, after) in standing.templates.iter().zip(&result.templates) {
        assert_eq!(before.id, after.id, "templates keep their places");
    }
    assert!(result.bindings.starts_with(&standing.bindings));
}

fn is_chosen(file: &TemplatesFile, host: &str) {
    let occasion = Occasion {
        host,
        provider: Some("calendly"),
        person: Some("Alex Example"),
        purpose: None,
    };
    if let Some(chosen) = choose(&file.bindings, &occasion) {
        assert_eq!(file.bindings[chosen.index].template, *chosen.template);
        assert!(!chosen.why(&English).is_empty());
        let earlier = choose(&file.bindings[..chosen.index], &occasion);
        assert_eq!(earlier, None, "the first that holds wins");
    }
}

/// The file with each template as often as that.
fn many(file: TemplatesFile, count: usize) -> TemplatesFile {
    let copies = (0..count).flat_map(|turn| {
        file.templates.iter().map(move |template| OwnTemplate {
            id: match turn {
                0 => template.id.clone(),
                _ => OwnTemplateId(format!("{turn}-{}", template.id)),
            },
            ..template.clone()
        })
    });
    TemplatesFile {
        templates: copies.take(MAX_TEMPLATES).collect(),
        bindings: file.bindings.clone(),
    }
}
