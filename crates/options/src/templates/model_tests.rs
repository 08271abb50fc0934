use super::row_id;
use crate::keeping::Kept;
use crate::templates::entry::{Direction, FieldEdit, Kind, TemplateEdit, TemplateText};
use crate::templates::rule::{RuleEdit, RuleFault};
use crate::templates::{Effect, Event, Import, Start, Templates};
use baton_brief::template;
use baton_gate::TemplateId;
use baton_locale::Catalogue;
use baton_protocol::{Failure, TemplatesView};
use baton_templates::{
    Binding, Fate, FieldPart, FileFault, OwnTemplate, OwnTemplateId, Place, TemplateChoice,
    TemplatesFile, When,
};

fn id(text: &str) -> OwnTemplateId {
    OwnTemplateId(text.to_owned())
}

/// A copy of `ask` under this id.
fn copy(of: &str) -> OwnTemplate {
    OwnTemplate::duplicate(template(TemplateId::Ask), id(of), &Catalogue::english())
}

fn opened() -> Templates {
    with(TemplatesFile::default())
}

fn with(file: TemplatesFile) -> Templates {
    let mut model = Templates::default();
    assert_eq!(model.update(Event::Started, 0.0), [Effect::Load]);
    let view = TemplatesView {
        text: file.encode(),
        revision: 4,
    };
    model.update(Event::Loaded(Ok(view)), 0.0);
    assert_eq!(model.start, Start::Ready);
    model
}

/// Two copies, `a` and `b`, and two rules for `a`.
fn with_two() -> Templates {
    let on = |site: &str| Binding {
        when: When {
            site: Some(site.to_owned()),
            ..When::default()
        },
        template: TemplateChoice::Own(id("a")),
    };
    with(TemplatesFile {
        templates: vec![copy("a"), copy("b")],
        bindings: vec![on("calendly.com"), on("cal.com")],
    })
}

fn ask(of: &str, text: &str) -> Event {
    let text = text.to_owned();
    Event::Edited(id(of), TemplateEdit::Text(TemplateText::Ask, text))
}

fn field(of: &str, field: &str, edit: FieldEdit) -> Event {
    Event::Edited(id(of), TemplateEdit::Field(field.to_owned(), edit))
}

fn names(model: &Templates) -> Vec<&str> {
    let templates = model.file.templates.iter();
    templates.map(|template| template.id.0.as_str()).collect()
}

fn saved(effects: &[Effect]) -> (TemplatesFile, u64) {
    match effects {
        [Effect::Save { text, base }] => (TemplatesFile::decode(text).unwrap(), *base),
        other => panic!("a save was expected: {other:?}"),
    }
}

#[test]
fn a_copy_is_saved_after_a_pause_over_the_revision_it_was_made_from() {
    let mut model = opened();
    let effects = model.update(Event::Add(Box::new(copy("mine"))), 100.0);
    assert_eq!(effects, [Effect::Focus("template-name".to_owned())]);
    assert_eq!(model.open, Some(id("mine")));
    assert_eq!(model.update(Event::SaveDue, 200.0), [], "too early");
    let due = model.keeping.due_at().unwrap();
    let (file, base) = saved(&model.update(Event::SaveDue, due));
    assert_eq!((file.templates, base), (vec![copy("mine")], 4));
    assert_eq!(model.keeping.kept, Kept::OnTheWay, "not acknowledged yet");
    model.update(Event::SaveEnded(Ok(5)), due + 5.0);
    assert_eq!(model.keeping.kept, Kept::Saved);
    model.update(ask("mine", "{{person}}"), 2_000.0);
    assert_eq!(saved(&model.update(Event::SaveDue, 2_500.0)).1, 5);
}

#[test]
fn a_broken_text_is_told_and_stays_typed_while_the_last_version_counts() {
    let mut model = with_two();
    model.update(ask("a", "Dear {{person}}"), 0.0);
    model.update(ask("a", "Dear\n{{persn}}"), 10.0);
    let entry = model.entry(&id("a")).unwrap();
    let fault = entry.fault_at(&Place::Ask).unwrap();
    assert_eq!((fault.line, fault.column), (2, 3));
    assert_eq!(entry.ask, "Dear\n{{persn}}");
    assert!(model.would_lose());
    let (file, _) = saved(&model.update(Event::SaveDue, 600.0));
    assert_eq!(file.templates[0].ask, "Dear {{person}}");
    model.update(ask("a", "Dear\n{{person}}"), 700.0);
    assert!(!model.has_faults());
    assert_eq!(model.file.templates[0].ask, "Dear\n{{person}}");
}

#[test]
fn a_stored_template_that_a_later_baton_finds_fault_with_stays_and_is_told() {
    let mut old = copy("a");
    old.ask = r#"By {{respond_by|date:"D MMM"}}"#.to_owned();
    let mut model = with(TemplatesFile {
        templates: vec![old.clone(), copy("b")],
        bindings: Vec::new(),
    });
    let fault = model.entry(&id("a")).unwrap().fault_at(&Place::Ask);
    assert_eq!(fault.map(|fault| fault.column), Some(25));
    assert!(model.has_faults());
    assert!(!model.would_lose(), "it is stored as it stands");
    model.update(Event::Move(id("b"), Direction::Up), 0.0);
    assert_eq!(model.file.templates[1], old);
    model.update(ask("a", r#"By {{respond_by|date:"D MMM YYYY"}}"#), 10.0);
    assert!(model.would_lose());
}

#[test]
fn nothing_typed_is_lost_when_a_field_takes_something_else_for_a_while() {
    let mut model = opened();
    model.update(Event::Add(Box::new(copy("a"))), 0.0);
    let add = TemplateEdit::AddField("Colour".to_owned());
    let effects = model.update(Event::Edited(id("a"), add), 0.0);
    assert_eq!(effects, [Effect::Focus("field-label".to_owned())]);
    let new = model.open_field.clone().unwrap();
    model.update(field("a", &new, FieldEdit::Kind(Kind::Choice)), 0.0);
    let entry = model.entry(&id("a")).unwrap();
    let part = FieldPart::Kind;
    let index = entry.fields.len() - 1;
    assert!(
        entry.fault_at(&Place::Field { index, part }).is_some(),
        "a choice needs options"
    );
    let options = FieldEdit::Options("Red\n\n Blue \n".to_owned());
    model.update(field("a", &new, options), 0.0);
    assert!(!model.has_faults());
    model.update(field("a", &new, FieldEdit::Kind(Kind::Text)), 0.0);
    model.update(field("a", &new, FieldEdit::Kind(Kind::Choice)), 0.0);
    let typed = model.entry(&id("a")).unwrap().fields.last().unwrap();
    assert_eq!(typed.options, "Red\n\n Blue \n");
}

#[test]
fn a_template_that_is_removed_takes_its_rules_along_and_undo_brings_all_back() {
    let mut model = with_two();
    let before = model.file.clone();
    let effects = model.update(Event::Remove(id("a")), 0.0);
    assert_eq!(effects, [Effect::Focus("undo".to_owned())]);
    assert_eq!(names(&model), ["b"]);
    assert_eq!(model.file.bindings, []);
    let effects = model.update(Event::Undo, 10.0);
    assert_eq!(effects, [Effect::Focus(row_id(&id("a")))]);
    assert_eq!(model.file, before);
    assert_eq!(model.update(Event::Undo, 20.0), []);
}

#[test]
fn a_field_and_a_rule_that_are_removed_come_back_where_they_were() {
    let mut model = with_two();
    let before = model.file.clone();
    let first = model.entry(&id("a")).unwrap().fields[0].id.clone();
    model.update(
        Event::Edited(id("a"), TemplateEdit::RemoveField(first)),
        0.0,
    );
    assert_ne!(model.file, before);
    model.update(Event::Undo, 10.0);
    assert_eq!(model.file, before);
    model.update(Event::RemoveRule(model.rules[0].key), 20.0);
    assert_eq!(model.file.bindings.len(), 1);
    model.update(Event::Undo, 30.0);
    assert_eq!(model.file, before);
}

#[test]
fn looking_around_leaves_the_offer_to_undo_and_a_change_ends_it() {
    let looks = || {
        [
            Event::Open(id("b")),
            Event::OpenField("context".to_owned()),
            Event::Source(TemplateId::Decide),
            Event::Export,
            Event::FileGiven(TemplatesFile::default().encode()),
            Event::LeaveFile,
            Event::Leaving,
        ]
    };
    for look in looks() {
        let mut model = with_two();
        let before = model.file.clone();
        model.update(Event::Remove(id("a")), 0.0);
        model.update(look.clone(), 10.0);
        model.update(Event::Undo, 20.0);
        assert_eq!(model.file, before, "{look:?}");
    }
    let mut model = with_two();
    model.update(Event::Remove(id("a")), 0.0);
    model.update(ask("b", "Something else"), 10.0);
    assert_eq!(model.removed, None);
    model.update(Event::RemoveRule(7), 20.0);
    assert_eq!(model.removed, None);
}

#[test]
fn a_field_that_comes_back_is_shown_with_its_template() {
    let mut model = with_two();
    let first = model.entry(&id("a")).unwrap().fields[0].id.clone();
    model.update(Event::Open(id("a")), 0.0);
    let remove = TemplateEdit::RemoveField(first.clone());
    model.update(Event::Edited(id("a"), remove), 10.0);
    model.update(Event::Open(id("b")), 20.0);
    let effects = model.update(Event::Undo, 30.0);
    assert_eq!(effects, [Effect::Focus(format!("field-{first}"))]);
    assert_eq!(model.open, Some(id("a")));
}

#[test]
fn templates_fields_and_rules_are_moved_and_stop_at_the_ends() {
    let mut model = with_two();
    model.update(Event::Move(id("b"), Direction::Up), 0.0);
    assert_eq!(names(&model), ["b", "a"]);
    model.update(Event::Move(id("b"), Direction::Up), 0.0);
    assert_eq!(names(&model), ["b", "a"]);
    let second = model.entry(&id("a")).unwrap().fields[1].id.clone();
    let up = TemplateEdit::MoveField(second.clone(), Direction::Up);
    model.update(Event::Edited(id("a"), up), 0.0);
    assert_eq!(model.entry(&id("a")).unwrap().fields[0].id, second);
    let key = model.rules[0].key;
    model.update(Event::MoveRule(key, Direction::Down), 0.0);
    model.update(Event::MoveRule(key, Direction::Down), 0.0);
    let site = model.file.bindings[1].when.site.as_deref();
    assert_eq!(site, Some("calendly.com"));
}

#[test]
fn a_rule_counts_once_it_names_a_template_and_keeps_its_last_version_while_broken() {
    let mut model = with_two();
    model.update(Event::AddRule, 0.0);
    let key = model.rules[2].key;
    assert_eq!(model.rules[2].fault, Some(RuleFault::NoTemplate));
    assert!(!model.has_faults(), "it is only begun");
    assert_eq!(model.file.bindings.len(), 2);
    let edit = |edit| Event::RuleEdited(key, edit);
    model.update(edit(RuleEdit::Site(" calendly.com ".to_owned())), 0.0);
    let own = TemplateChoice::Own(id("a"));
    model.update(edit(RuleEdit::Template(Some(own))), 0.0);
    assert_eq!(model.rules[2].fault, Some(RuleFault::Twice));
    assert_eq!(model.file.bindings.len(), 2);
    let built_in = TemplateChoice::BuiltIn(TemplateId::Decide);
    model.update(edit(RuleEdit::Template(Some(built_in))), 0.0);
    assert_eq!(model.file.bindings.len(), 3);
    let path = "https://calendly.com/alex".to_owned();
    model.update(edit(RuleEdit::Site(path)), 0.0);
    assert!(model.has_faults());
    let site = model.file.bindings[2].when.site.as_deref();
    assert_eq!(site, Some("calendly.com"));
}

#[test]
fn another_windows_templates_are_not_overwritten_unasked() {
    let mut model = with_two();
    model.update(ask("a", "Mine"), 0.0);
    model.update(Event::SaveDue, 500.0);
    let effects = model.update(Event::SaveEnded(Err(Failure::Outdated)), 510.0);
    assert_eq!(effects, [Effect::AskTheirs]);
    assert_eq!(model.keeping.kept, Kept::Outdated);
    model.update(ask("a", "Mine still"), 600.0);
    assert_eq!(model.keeping.due_at(), None);
    assert_eq!(
        model.update(Event::KeepMine, 700.0),
        [Effect::AskTheirs],
        "nobody has seen yet what would go"
    );
    let theirs = TemplatesView {
        text: TemplatesFile::default().encode(),
        revision: 9,
    };
    assert_eq!(
        model.update(Event::TheirsKnown(Ok(theirs.clone())), 710.0),
        []
    );
    match model.update(Event::ExportTheirs, 720.0).as_slice() {
        [Effect::SaveFile(file)] => {
            assert_eq!(file.name, "baton-templates-other-window.json");
            assert_eq!(file.content, theirs.text);
        }
        other => panic!("{other:?}"),
    }
    let (file, base) = saved(&model.update(Event::KeepMine, 730.0));
    assert_eq!((file.templates[0].ask.as_str(), base), ("Mine still", 9));

    // They saved once more: that was not shown yet.
    let effects = model.update(Event::SaveEnded(Err(Failure::Outdated)), 740.0);
    assert_eq!(effects, [Effect::AskTheirs]);
    assert_eq!(model.theirs, None);
}

#[test]
fn what_another_window_saved_is_asked_for_again_where_it_could_not_be_had() {
    let mut model = with_two();
    model.update(ask("a", "Mine"), 0.0);
    model.update(Event::SaveDue, 500.0);
    model.update(Event::SaveEnded(Err(Failure::Outdated)), 510.0);
    model.update(Event::TheirsKnown(Err(Failure::NoAnswer)), 520.0);
    assert_eq!(model.failure, Some(Failure::NoAnswer));
    assert_eq!(model.update(Event::Compare, 530.0), [Effect::AskTheirs]);
    assert_eq!(model.failure, None);
}

#[test]
fn what_is_not_saved_yet_is_saved_when_the_page_goes() {
    let mut model = with_two();
    assert_eq!(model.update(Event::Leaving, 0.0), []);
    model.update(ask("a", "One"), 0.0);
    model.update(Event::SaveDue, 500.0);
    model.update(ask("a", "Two"), 510.0);
    let (file, base) = saved(&model.update(Event::Leaving, 520.0));
    let expected = ("Two", 5);
    assert_eq!(
        (file.templates[0].ask.as_str(), base),
        expected,
        "after the one under way"
    );
}

#[test]
fn a_file_is_planned_before_it_is_taken_in_and_a_broken_draft_outlives_it() {
    let mut model = with_two();
    model.update(ask("b", "{{broken"), 0.0);
    let mut theirs = copy("a");
    theirs.name = "Theirs".to_owned();
    let file = TemplatesFile {
        templates: vec![theirs, copy("b"), copy("c")],
        bindings: Vec::new(),
    };
    model.update(Event::FileGiven(file.encode()), 10.0);
    let Some(Import::Planned { plan, .. }) = &model.import else {
        panic!("{:?}", model.import)
    };
    let fates: Vec<&Fate> = plan.templates.iter().map(|part| &part.fate).collect();
    let name = copy("a").name;
    assert_eq!(fates, [&Fate::Replaces { name }, &Fate::Same, &Fate::New]);
    assert_eq!(names(&model), ["a", "b"], "nothing changed yet");
    model.update(Event::TakeIn, 20.0);
    assert_eq!(model.import, Some(Import::Taken));
    assert_eq!(names(&model), ["a", "b", "c"]);
    assert_eq!(model.file.templates[0].name, "Theirs");
    assert_eq!(model.entry(&id("b")).unwrap().ask, "{{broken");
}

#[test]
fn a_file_with_a_broken_part_is_taken_not_at_all() {
    let mut model = opened();
    let mut broken = copy("broken");
    broken.ask = "{{".to_owned();
    let file = TemplatesFile {
        templates: vec![copy("fine"), broken],
        bindings: Vec::new(),
    };
    model.update(Event::FileGiven(file.encode()), 0.0);
    model.update(Event::TakeIn, 10.0);
    assert_eq!(names(&model), Vec::<&str>::new());
    model.update(Event::FileGiven("{}".to_owned()), 20.0);
    let refused = model.import.clone();
    assert!(matches!(
        refused,
        Some(Import::Refused(FileFault::NotTemplates { .. }))
    ));
    model.update(Event::LeaveFile, 30.0);
    assert_eq!((model.import.clone(), model.keeping.due_at()), (None, None));
}

#[test]
fn what_is_exported_says_nothing_new_when_it_comes_back() {
    let mut model = with_two();
    let effects = model.update(Event::Export, 0.0);
    let [Effect::SaveFile(file)] = &effects[..] else {
        panic!("{effects:?}")
    };
    let content = file.content.clone();
    model.update(Event::FileGiven(content), 0.0);
    let Some(Import::Planned { plan, .. }) = &model.import else {
        panic!("{:?}", model.import)
    };
    let fates = plan.templates.iter().map(|part| &part.fate);
    let mut fates = fates.chain(plan.bindings.iter().map(|part| &part.fate));
    assert!(fates.all(|fate| *fate == Fate::Same));
}

#[test]
fn templates_of_a_newer_baton_are_not_written_over() {
    let mut model = Templates::default();
    model.update(Event::Started, 0.0);
    let view = TemplatesView {
        text: r#"{"baton_templates": 99}"#.to_owned(),
        revision: 1,
    };
    model.update(Event::Loaded(Ok(view)), 0.0);
    let newer = FileFault::NewerVersion { version: 99 };
    assert_eq!(model.start, Start::Unreadable(newer));
    assert_eq!(model.update(Event::Leaving, 10.0), []);
}
