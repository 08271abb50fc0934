//! Briefs in a template of one's own: the form goes with them, within bounds.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{
    Brief, BriefFault, FieldValue, MAX_FORM_FIELDS, MAX_HINT_CHARS, MAX_LABEL_CHARS, MAX_OPTIONS,
    MAX_TEXT_CHARS, OwnForm, OwnFormField, OwnTemplateId, Takes, lint,
};
use baton_gate::TemplateId;
use baton_locale::Catalogue;
use support::{NOW, Surroundings, blank, list, text};

fn field(id: &str, takes: Takes) -> OwnFormField {
    OwnFormField {
        id: id.to_owned(),
        label: "Offers, in order".to_owned(),
        hint: String::new(),
        takes,
        choices: Vec::new(),
        unit: String::new(),
        required: false,
        answered: false,
    }
}

/// A brief in an own template with one list, `offers`.
fn own(base: TemplateId) -> Brief {
    Brief {
        own: Some(OwnForm {
            id: OwnTemplateId("supplier".to_owned()),
            name: "Supplier".to_owned(),
            fields: vec![field("offers", Takes::List)],
        }),
        ..blank(base)
    }
}

#[test]
fn a_brief_without_an_own_form_is_stored_as_ever() {
    let stored = serde_json::to_string(&blank(TemplateId::Ask)).unwrap();
    assert!(!stored.contains("own\""), "{stored}");
}

#[test]
fn the_form_is_stored_with_the_brief() {
    let brief = own(TemplateId::Review);
    let stored = serde_json::to_string(&brief).unwrap();
    assert_eq!(serde_json::from_str::<Brief>(&stored).unwrap(), brief);
}

/// Something that puts a form over a bound.
type Change<'a> = &'a dyn Fn(&mut OwnForm);

#[test]
fn a_form_over_a_bound_is_refused() {
    let long = |max: usize| "ä".repeat(max + 1);
    let changes: [(&str, Change); 10] = [
        ("id", &|form| form.id.0 = long(64)),
        ("name", &|form| form.name = long(MAX_LABEL_CHARS)),
        ("field id", &|form| form.fields[0].id = long(64)),
        ("label", &|form| {
            form.fields[0].label = long(MAX_LABEL_CHARS)
        }),
        ("hint", &|form| form.fields[0].hint = long(MAX_HINT_CHARS)),
        ("options", &|form| {
            form.fields[0].choices = vec![String::new(); MAX_OPTIONS + 1];
        }),
        ("option", &|form| {
            form.fields[0].choices = vec![long(MAX_LABEL_CHARS)];
        }),
        ("unit", &|form| {
            form.fields[0].unit = long(MAX_LABEL_CHARS);
        }),
        ("twice", &|form| form.fields.push(form.fields[0].clone())),
        ("a name of the head", &|form| {
            form.fields[0].id = "ask".to_owned()
        }),
    ];
    for (what, change) in changes {
        let mut brief = own(TemplateId::Ask);
        assert_eq!(brief.check(), Ok(()));
        change(brief.own.as_mut().unwrap());
        assert_eq!(brief.check(), Err(BriefFault::OwnForm), "{what}");
    }
    let mut brief = own(TemplateId::Ask);
    let fields = (0..=MAX_FORM_FIELDS).map(|n| field(&format!("f{n}"), Takes::Text));
    brief.own.as_mut().unwrap().fields = fields.collect();
    assert_eq!(brief.check(), Err(BriefFault::OwnForm));
}

#[test]
fn a_fault_names_the_field_by_the_label_it_was_given() {
    let mut brief = own(TemplateId::Ask);
    let long = "x".repeat(MAX_TEXT_CHARS + 1);
    brief.fields.insert("offers".to_owned(), list(&[&long]));
    let fault = brief.check().unwrap_err();
    let sentence = fault.explain(&brief, &Catalogue::english());
    assert!(sentence.contains("\"Offers, in order\""), "{sentence}");
}

#[test]
fn hints_are_about_fields_of_the_form_and_of_no_other() {
    let around = Surroundings::new(None);
    let mut brief = own(TemplateId::Decide);
    brief.ask = "Approve the plan ASAP?".to_owned();
    brief
        .fields
        .insert("offers".to_owned(), list(&["Can you send it ASAP?"]));
    // Typed in another template, and out of view.
    brief.fields.insert("context".to_owned(), text("ASAP"));
    let hints = lint(&brief, &around.context(), NOW);
    let places: Vec<&str> = hints.iter().map(|hint| hint.place.field.as_str()).collect();
    assert!(places.contains(&"offers"), "{places:?}");
    for place in places {
        let known = [
            "ask",
            "needed_by",
            "if_no_reply",
            "owner",
            "links",
            "offers",
        ];
        assert!(known.contains(&place), "{place}");
    }
    let on_offers = hints.iter().find(|hint| hint.place.field == "offers");
    assert_eq!(on_offers.unwrap().place.label, "Offers, in order");
}

#[test]
fn a_hand_made_list_in_the_ask_moves_into_the_list_that_is_answered() {
    let around = Surroundings::new(None);
    let mut brief = own(TemplateId::Ask);
    brief.own.as_mut().unwrap().fields[0].answered = true;
    brief.ask = "Which?\n- the first\n- the second".to_owned();
    let hints = lint(&brief, &around.context(), NOW);
    let moved = hints
        .iter()
        .filter_map(|hint| hint.fix.as_ref())
        .map(|fix| fix.apply(&brief))
        .find(|fixed| fixed.fields.contains_key("offers"));
    let offers = FieldValue::List(vec!["the first".to_owned(), "the second".to_owned()]);
    assert_eq!(moved.unwrap().fields["offers"], offers);
}
