//! Writes the tables of `forms/*.toml`: `src/form.rs` holds their types.

use super::form_file::{Fact, FormFile, Rule};
use super::rules::{Kinds, route};

/// `static FORMS`, in the order of the files.
pub fn forms(files: &[FormFile], kinds: &mut Kinds) -> Result<String, String> {
    let mut entries = Vec::new();
    for file in files {
        let mut rules = Vec::new();
        for (rule, number) in file.rules.iter().zip(1_u8..) {
            for path in &rule.paths {
                rules.push(format!(
                    "FormRule {{ number: {number}, route: {}, query: &[{}] }}",
                    route(path, kinds)?,
                    pairs(rule),
                ));
            }
        }
        let over = file.site.over.iter().map(|path| route(path, kinds));
        let over = over.collect::<Result<Vec<_>, _>>()?;
        let facts: Vec<_> = file.facts.iter().map(fact).collect();
        let marks: Vec<_> = file.marks.iter().map(|mark| &mark.element).collect();
        entries.push(format!(
            "Form {{ id: {:?}, name: {:?}, is_always_meeting: {}, hosts: &{:?}, matches: &{:?}, \
             rules: &[{}], over: &[{}], facts: &[{}], marks: &{marks:?} }}",
            file.id,
            file.name,
            file.is_always_meeting,
            file.site.hosts,
            match_patterns(file),
            rules.join(", "),
            over.join(", "),
            facts.join(", "),
        ));
    }
    let entries = entries.join(",\n");
    Ok(format!("static FORMS: &[Form] = &[\n{entries}];\n"))
}

fn pairs(rule: &Rule) -> String {
    let pairs = rule.query.iter().filter_map(|pair| pair.split_once('='));
    let pairs: Vec<_> = pairs.map(|pair| format!("{pair:?}")).collect();
    pairs.join(", ")
}

fn fact(fact: &Fact) -> String {
    format!(
        "FactPlaces {{ fact: Fact::{:?}, query: &{:?}, elements: &{:?}, attribute: {:?} }}",
        fact.is, fact.query, fact.elements, fact.attribute
    )
}

/// Over https only: these sites have no other. `*.zoom.us` takes zoom.us too.
fn match_patterns(file: &FormFile) -> Vec<String> {
    let hosts = &file.site.hosts;
    let covered = |host: &&String| !hosts.contains(&format!("*.{host}"));
    let pattern = |host| format!("https://{host}{}*", file.site.within);
    hosts.iter().filter(covered).map(pattern).collect()
}
