//! The file of templates, and taking one over.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::Template;
use baton_gate::{Purpose, TemplateId};
use baton_locale::Catalogue;
use baton_templates::{
    Binding, BindingFault, Difference, Fate, FileFault, MAX_CONDITION_CHARS, MAX_FIELDS,
    MAX_FILE_BYTES, MAX_NAME_CHARS, MAX_OPTIONS, MAX_SOURCE_CHARS, MAX_TEMPLATES, OwnFieldKind,
    OwnTemplate, OwnTemplateId, Refusal, TemplateChoice, TemplatesFile, When, can_replace, check,
    differences, import, plan_import,
};
use proptest::prelude::*;
use support::{blank, field};

const ALL_KINDS: &str = include_str!("../../../tests/fixtures/templates/file/all_kinds.json");

fn to(template: TemplateChoice, purpose: Purpose) -> Binding {
    Binding {
        when: When {
            purpose: Some(purpose),
            ..When::default()
        },
        template,
    }
}

fn own(id: &str) -> TemplateChoice {
    TemplateChoice::Own(OwnTemplateId(id.into()))
}

fn file(templates: Vec<OwnTemplate>, bindings: Vec<Binding>) -> TemplatesFile {
    TemplatesFile {
        templates,
        bindings,
    }
}

fn named(id: &str, name: &str) -> OwnTemplate {
    OwnTemplate {
        name: name.into(),
        ..blank(id)
    }
}

#[test]
fn a_file_reads_back_as_it_was_written_and_is_for_people_to_read() {
    let read = TemplatesFile::decode(ALL_KINDS).unwrap();
    assert_eq!(read.encode(), ALL_KINDS);
    for template in &read.templates {
        assert_eq!(check(template), Ok(()));
    }
    for binding in &read.bindings {
        assert_eq!(binding.check(), Ok(()));
    }
}

#[test]
fn a_file_that_would_lose_something_is_refused_by_reason() {
    let twice = file(vec![blank("a"), blank("a")], vec![]).encode();
    let rule = || to(own("a"), Purpose::Decide);
    let bound_twice = file(vec![blank("a")], vec![rule(), rule()]).encode();
    let many = (0..=MAX_TEMPLATES).map(|n| blank(&n.to_string())).collect();
    let not_templates = |text: &str| {
        let fault = TemplatesFile::decode(text).unwrap_err();
        assert!(
            matches!(fault, FileFault::NotTemplates { .. }),
            "{text}: {fault:?}"
        );
    };
    for text in [
        "{}",
        "[]",
        "null",
        r#"{"baton_templates":0}"#,
        r#"{"baton_templates":"1"}"#,
        r#"{"baton_templates":1,"extra":true}"#,
        r#"{"baton_templates":1,"__proto__":{}}"#,
        r#"{"baton_templates":1,"templates":[{"id":"a","name":"A","colour":"red"}]}"#,
        r#"{"baton_templates":1,"templates":[{"id":"a"}]}"#,
        r#"{"baton_templates":1,"bindings":[{"when":{"mood":"x"},"template":{"own":"a"}}]}"#,
        r#"{"baton_templates":1,"bindings":[{"template":{"built_in":"poem"}}]}"#,
    ] {
        not_templates(text);
    }
    for (text, fault) in [
        (
            r#"{"baton_templates":2,"templates":"another shape"}"#.to_owned(),
            FileFault::NewerVersion { version: 2 },
        ),
        (
            "{\n  \"baton".to_owned(),
            FileFault::NotJson { line: 2, column: 8 },
        ),
        (
            twice,
            FileFault::DuplicateTemplate {
                id: OwnTemplateId("a".into()),
            },
        ),
        (bound_twice, FileFault::DuplicateBinding { index: 1 }),
        (file(many, vec![]).encode(), FileFault::TooMany),
        (" ".repeat(MAX_FILE_BYTES + 1), FileFault::TooLarge),
    ] {
        assert_eq!(TemplatesFile::decode(&text), Err(fault));
    }
    let deep = "[".repeat(100_000);
    assert!(matches!(
        TemplatesFile::decode(&deep),
        Err(FileFault::NotJson { .. })
    ));
}

#[test]
fn every_fault_of_a_file_has_its_sentence() {
    let english = Catalogue::english();
    let newer = FileFault::NewerVersion { version: 7 }.explain(&english);
    assert!(
        newer.contains("version 7") && newer.contains("version 1"),
        "{newer}"
    );
    for fault in [
        FileFault::TooLarge,
        FileFault::NotJson { line: 1, column: 2 },
        FileFault::NotTemplates { detail: "x".into() },
        FileFault::TooMany,
        FileFault::DuplicateTemplate {
            id: OwnTemplateId("a".into()),
        },
        FileFault::DuplicateBinding { index: 0 },
    ] {
        let text = fault.explain(&english);
        assert!(text.ends_with("Nothing was taken from it."), "{text}");
    }
    for fault in [
        BindingFault::Blank,
        BindingFault::TooLong,
        BindingFault::NotAHost,
        BindingFault::UnknownTemplate,
    ] {
        assert!(english.contains(fault.key()));
    }
}

#[test]
fn a_dry_run_says_what_would_become_of_each_part() {
    let mine = file(
        vec![named("a", "A"), named("b", "Mine")],
        vec![to(own("a"), Purpose::Decide)],
    );
    let theirs = file(
        vec![named("c", "C"), named("b", "Theirs"), named("a", "A")],
        vec![
            to(own("c"), Purpose::Review),
            to(own("a"), Purpose::Decide),
            to(TemplateChoice::BuiltIn(TemplateId::Meet), Purpose::Solve),
        ],
    );
    let plan = plan_import(&mine, &theirs);
    let fates: Vec<_> = plan
        .templates
        .iter()
        .map(|planned| planned.fate.clone())
        .collect();
    let replaces = Fate::Replaces {
        name: "Mine".into(),
    };
    assert_eq!(fates, [Fate::New, replaces, Fate::Same]);
    let fates: Vec<_> = plan
        .bindings
        .iter()
        .map(|planned| planned.fate.clone())
        .collect();
    assert_eq!(fates, [Fate::New, Fate::Same, Fate::New]);

    let result = import(&mine, &theirs).unwrap();
    let names: Vec<_> = result.templates.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["A", "Theirs", "C"]);
    assert_eq!(result.bindings.len(), 3);
    assert_eq!(
        import(&result, &theirs),
        Ok(result),
        "again changes nothing"
    );
}

#[test]
fn each_part_in_which_two_files_differ_is_told_once() {
    let rule = |purpose| to(TemplateChoice::BuiltIn(TemplateId::Meet), purpose);
    let mine = file(
        vec![named("a", "A"), named("b", "B"), named("c", "C")],
        vec![rule(Purpose::Decide)],
    );
    assert_eq!(differences(&mine, &mine), []);
    let theirs = file(
        vec![named("d", "D"), named("c", "C"), named("b", "Beta")],
        vec![rule(Purpose::Decide), rule(Purpose::Solve)],
    );
    let told = [
        Difference::OnlyMine("A".into()),
        Difference::Template("B".into()),
        Difference::OnlyTheirs("D".into()),
        Difference::Rules,
    ];
    assert_eq!(differences(&mine, &theirs), told);
    let mut moved = mine.clone();
    moved.templates.swap(0, 1);
    assert_eq!(differences(&mine, &moved), [Difference::Order]);
}

#[test]
fn one_part_that_cannot_be_taken_leaves_all_as_it_was() {
    let mine = file(vec![named("a", "A")], vec![]);
    let broken = OwnTemplate {
        ask: "{{ persn }}".into(),
        ..blank("b")
    };
    let theirs = file(
        vec![named("c", "C"), broken],
        vec![to(own("nowhere"), Purpose::Decide)],
    );
    let plan = import(&mine, &theirs).unwrap_err();
    assert_eq!(plan, plan_import(&mine, &theirs));
    let Fate::Refused(Refusal::Template(fault)) = &plan.templates[1].fate else {
        panic!("{plan:?}");
    };
    assert_eq!((fault.line, fault.column), (1, 4));
    let unknown = Refusal::Binding(BindingFault::UnknownTemplate);
    assert_eq!(plan.bindings[0].fate, Fate::Refused(unknown));
}

/// A template, and a rule, that were kept before a limit that refuses them was there.
fn over_a_limit() -> (OwnTemplate, Binding) {
    let template = named("old", &"A".repeat(MAX_NAME_CHARS + 1));
    let mut binding = to(own("old"), Purpose::Review);
    binding.when.person = Some("A".repeat(MAX_CONDITION_CHARS + 1));
    assert!(check(&template).is_err() && binding.check().is_err());
    (template, binding)
}

#[test]
fn what_stands_and_cannot_be_used_any_more_keeps_nothing_else_from_being_changed() {
    let (old, rule) = over_a_limit();
    let standing = file(vec![old.clone(), named("a", "A")], vec![rule.clone()]);
    let changed = file(vec![old.clone(), named("a", "B")], vec![rule.clone()]);
    assert!(can_replace(&standing, &changed));
    let without = file(vec![named("a", "A")], vec![]);
    assert!(can_replace(&standing, &without));
    assert!(!can_replace(&without, &changed), "it stands nowhere");

    let mut worse = old.clone();
    worse.hint = "changed".into();
    assert!(!can_replace(&standing, &file(vec![worse], vec![])));
    let mut other = rule.clone();
    other.when.purpose = Some(Purpose::Solve);
    assert!(!can_replace(
        &standing,
        &file(vec![old.clone()], vec![other])
    ));
    let left_behind = file(vec![named("a", "A")], vec![rule]);
    assert!(!can_replace(&standing, &left_behind), "it leads nowhere");

    let plan = plan_import(&standing, &changed);
    assert_eq!(plan.templates[0].fate, Fate::Same);
    assert_eq!(plan.bindings[0].fate, Fate::Same);
    assert!(!plan_import(&file(vec![], vec![]), &changed).is_possible());
}

#[test]
fn an_import_ends_where_there_is_no_more_room() {
    let full = |prefix: &str| {
        let ids = (0..MAX_TEMPLATES).map(|n| blank(&format!("{prefix}{n}")));
        file(ids.collect(), vec![])
    };
    let plan = plan_import(&full("mine"), &file(vec![blank("one-more")], vec![]));
    let no_room = Refusal::NoRoom { max: MAX_TEMPLATES };
    assert_eq!(plan.templates[0].fate, Fate::Refused(no_room.clone()));
    let text = no_room.explain(&Catalogue::english());
    assert_eq!(text, "There is no room for more than 100.");
    assert!(import(&full("mine"), &full("mine")).is_ok());
}

/// A template that takes more than 10,000 bytes in a file.
fn long(id: &str) -> OwnTemplate {
    let mut long = blank(id);
    long.ask = "x".repeat(MAX_SOURCE_CHARS);
    long
}

#[test]
fn what_would_be_too_large_together_is_refused_and_what_is_there_is_not() {
    let ids = (0..99).map(|n| long(&format!("mine{n}")));
    let mine = file(ids.collect(), vec![]);
    assert_eq!(TemplatesFile::decode(&mine.encode()).as_ref(), Ok(&mine));
    let theirs = file(vec![long("mine0"), long("one-more")], vec![]);
    let plan = import(&mine, &theirs).unwrap_err();
    let fates: Vec<_> = plan.templates.iter().map(|planned| &planned.fate).collect();
    assert_eq!(fates, [&Fate::Same, &Fate::Refused(Refusal::TooLarge)]);
    let text = Refusal::TooLarge.explain(&Catalogue::english());
    assert!(text.contains("larger than 1 MB"), "{text}");
    assert!(import(&mine, &mine).is_ok());
}

#[test]
fn a_file_that_is_too_large_as_it_is_stored_is_refused_before_it_is() {
    let options: Vec<String> = (0..MAX_OPTIONS).map(|n| n.to_string()).collect();
    let fields = |_| {
        let ids = (0..MAX_FIELDS).map(|n| format!("f{n}"));
        ids.map(|id| field(&id, OwnFieldKind::Choice(options.clone()), ""))
            .collect()
    };
    let mut templates: Vec<_> = (0..MAX_TEMPLATES)
        .map(|n| blank(&format!("t{n}")))
        .collect();
    for (n, template) in templates.iter_mut().enumerate() {
        template.fields = fields(n);
    }
    let templates = serde_json::to_string(&templates).unwrap();
    let short = format!("{{\"baton_templates\":1,\"templates\":{templates}}}");
    assert!(short.len() < MAX_FILE_BYTES, "{}", short.len());
    assert_eq!(TemplatesFile::decode(&short), Err(FileFault::TooLarge));
}

#[test]
fn a_copy_of_each_built_in_template_can_be_used() {
    let english = Catalogue::english();
    for template in Template::ALL {
        let copy = OwnTemplate::duplicate(template, OwnTemplateId("copy".into()), &english);
        assert_eq!(check(&copy), Ok(()), "{:?}", template.id);
        assert_eq!(copy.fields.len(), template.fields.len());
        assert!(!copy.name.starts_with('['), "{}", copy.name);
    }
}

/// Files of templates, whole and changed.
fn texts() -> impl Strategy<Value = String> {
    let cut = (0..ALL_KINDS.len(), 0..ALL_KINDS.len(), "(?s).{0,6}").prop_map(|(a, b, put)| {
        let (from, to) = (a.min(b), a.max(b));
        let start = ALL_KINDS.get(..from).unwrap_or_default();
        let end = ALL_KINDS.get(to..).unwrap_or_default();
        format!("{start}{put}{end}")
    });
    prop_oneof![cut, "(?s).{0,80}"]
}

proptest! {
    #![proptest_config(support::proptest_config())]

    #[test]
    fn any_text_as_a_file_is_read_whole_or_refused(text in texts()) {
        if let Ok(read) = TemplatesFile::decode(&text) {
            prop_assert_eq!(TemplatesFile::decode(&read.encode()), Ok(read.clone()));
            let taken = import(&TemplatesFile::default(), &read);
            prop_assert!(taken.is_err() || taken == Ok(read));
        }
    }

    #[test]
    fn every_character_survives_a_file(name in "(?s).{0,40}", default in "(?s).{0,200}") {
        let template = OwnTemplate {
            name,
            fields: vec![field("it", OwnFieldKind::Choice(vec![default.clone()]), &default)],
            ..blank("t")
        };
        let written = file(vec![template], vec![]);
        prop_assert_eq!(TemplatesFile::decode(&written.encode()), Ok(written));
    }
}
