//! What Baton drafts, and what happens to typed text when the template changes.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{
    Brief, Context, FieldValue, ResponseWindows, Template, compose, fit_booking, keep_typed,
    plain_text, prefill, template,
};
use baton_gate::{Answers, Contributors, Purpose, Rounds, TemplateId};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};
use support::{NOW, Surroundings, list, text};

const HOUR: i64 = 3_600_000;

fn answers() -> Answers {
    Answers {
        purpose: Some(Purpose::Decide),
        done_when: "we know which supplier we use".into(),
        points: vec!["Price".into(), " ".into(), "Delivery time".into()],
        tried: "Two mails in October.".into(),
        follow_up: "Kim sends the order".into(),
        written_where: "the project page".into(),
        ..Answers::default()
    }
}

#[test]
fn every_answer_that_was_typed_is_in_the_finished_text_of_every_template() {
    let around = Surroundings::new(None);
    for template in Template::ALL {
        let brief = prefill(template.id, &answers(), &around.context());
        let shown = plain_text(&compose(&brief, &around.context()));
        for typed in [
            "we know which supplier we use",
            "Price",
            "Delivery time",
            "Two mails in October.",
            "Kim sends the order",
            "the project page",
            "https://calendly.com/alex-example/intro",
        ] {
            assert!(
                shown.contains(typed),
                "{typed} in {:?}:\n{shown}",
                template.id
            );
        }
    }
}

#[test]
fn the_response_window_is_in_working_days_of_the_receiver() {
    let around = Surroundings::new(None);
    let due = |id, answers: &Answers| prefill(id, answers, &around.context()).needed_by;
    let none = Answers::default();
    assert_eq!(
        due(TemplateId::Ask, &none),
        Some(NOW.plus_millis(24 * HOUR))
    );
    assert_eq!(
        due(TemplateId::Review, &none),
        Some(NOW.plus_millis(48 * HOUR))
    );
    // Thursday, Friday, and over the weekend Monday.
    assert_eq!(
        due(TemplateId::Decide, &none),
        Some(NOW.plus_millis(5 * 24 * HOUR))
    );
    let urgent = Answers {
        purpose: Some(Purpose::Incident),
        ..Answers::default()
    };
    assert_eq!(
        due(TemplateId::Decide, &urgent),
        Some(NOW.plus_millis(24 * HOUR))
    );
    for id in [
        TemplateId::Status,
        TemplateId::Meet,
        TemplateId::Record,
        TemplateId::Close,
    ] {
        assert_eq!(due(id, &none), None, "{id} waits for no answer");
    }
    let said = Answers {
        needed_by: Some(UtcMillis(7)),
        ..Answers::default()
    };
    assert_eq!(due(TemplateId::Decide, &said), Some(UtcMillis(7)));
}

#[test]
fn a_week_without_hours_leaves_the_moment_open() {
    let around = Surroundings::new(None);
    let week = WorkingWeek::new(ZoneName::utc(), Default::default()).unwrap();
    let context = Context {
        week: &week,
        ..around.context()
    };
    let brief = prefill(TemplateId::Ask, &Answers::default(), &context);
    assert_eq!(brief.needed_by, None);
}

#[test]
fn a_decision_has_a_default_on_silence_and_a_decider() {
    let around = Surroundings::new(None);
    let brief = prefill(TemplateId::Decide, &answers(), &around.context());
    assert!(brief.if_no_reply.starts_with("If nobody objects by then"));
    assert_eq!(brief.fields["decider"], text("Alex Example"));
    assert_eq!(brief.fields["facts"], list(&["Price", "Delivery time"]));
    let alone = Answers {
        contributors: Some(Contributors::None),
        ..answers()
    };
    let brief = prefill(TemplateId::Decide, &alone, &around.context());
    assert_eq!(brief.fields["decider"], text("I decide"));
}

#[test]
fn a_meeting_takes_length_slot_and_reason_from_page_and_answers() {
    let around = Surroundings::new(None);
    let booked = |minutes| {
        let context = Context {
            minutes,
            ..around.context()
        };
        prefill(TemplateId::Meet, &answers(), &context).fields["minutes"].clone()
    };
    for (page, drafted) in [
        (None, 25),
        (Some(0), 25),
        (Some(15), 15),
        (Some(30), 25),
        (Some(45), 45),
        (Some(60), 50),
        (Some(480), 50),
    ] {
        assert_eq!(booked(page), FieldValue::Number(drafted), "{page:?}");
    }
    let said = Answers {
        minutes: Some(20),
        ..answers()
    };
    let brief = prefill(TemplateId::Meet, &said, &around.context());
    assert_eq!(
        brief.fields["minutes"],
        FieldValue::Number(20),
        "the answer counts, not the page"
    );
    let tired = Answers {
        rounds: Some(Rounds::ThreeOrMore),
        ..answers()
    };
    let brief = prefill(TemplateId::Meet, &tired, &around.context());
    assert_eq!(
        brief.fields["why_live"],
        text("Three rounds in writing brought no answer.")
    );
    assert_eq!(
        brief.fields["when"],
        FieldValue::Moment(UtcMillis(1_795_100_400_000))
    );
    assert_eq!(brief.fields["agenda"], list(&["Price", "Delivery time"]));
}

#[test]
fn a_meeting_is_no_longer_than_the_verdict_gives_it() {
    let around = Surroundings::new(None);
    let minutes = |max_minutes| {
        let context = Context {
            minutes: Some(60),
            max_minutes,
            ..around.context()
        };
        let brief = prefill(TemplateId::Meet, &Answers::default(), &context);
        brief.fields["minutes"].clone()
    };
    assert_eq!(minutes(None), FieldValue::Number(50));
    assert_eq!(minutes(Some(25)), FieldValue::Number(25));
    assert_eq!(minutes(Some(120)), FieldValue::Number(50));
}

#[test]
fn a_response_window_that_is_set_moves_the_moment() {
    let around = Surroundings::new(None);
    let due = |ask| {
        let context = Context {
            windows: ResponseWindows {
                ask,
                ..ResponseWindows::default()
            },
            ..around.context()
        };
        prefill(TemplateId::Ask, &Answers::default(), &context).needed_by
    };
    assert_eq!(
        due(0),
        Some(NOW.plus_millis(5 * HOUR / 2)),
        "the end of that day"
    );
    assert_eq!(due(2), Some(NOW.plus_millis(48 * HOUR)));
    assert_eq!(due(u16::MAX), None, "what is out of reach is left open");
}

#[test]
fn every_id_has_a_template_of_its_own_with_distinct_fields() {
    for (id, listed) in TemplateId::ALL.into_iter().zip(Template::ALL) {
        assert_eq!(listed.id, id);
        assert_eq!(template(id), listed);
        for (at, field) in listed.fields.iter().enumerate() {
            let twins = listed.fields[at + 1..]
                .iter()
                .filter(|other| other.id == field.id || other.label_key == field.label_key);
            assert_eq!(twins.count(), 0, "{} in {id}", field.id);
        }
        let around = Surroundings::new(None);
        let brief = prefill(id, &answers(), &around.context());
        assert_eq!(brief.template, id);
        for drafted in brief.fields.keys() {
            assert!(listed.field(drafted).is_some(), "{drafted} in {id}");
        }
    }
}

#[test]
fn a_field_that_several_templates_have_holds_the_same_form_of_value() {
    use baton_brief::FieldKind;
    let form = |kind| match kind {
        FieldKind::Text | FieldKind::LongText | FieldKind::Link => "text",
        FieldKind::List | FieldKind::People => "list",
        FieldKind::Choice(_) => "choice",
        FieldKind::Moment => "moment",
        FieldKind::Number { .. } => "number",
        FieldKind::Toggle => "toggle",
    };
    let mut forms = std::collections::BTreeMap::new();
    for field in Template::ALL.iter().flat_map(|template| template.fields) {
        let first = *forms.entry(field.id).or_insert(form(field.kind));
        assert_eq!(form(field.kind), first, "{}", field.id);
    }
}

#[test]
fn each_template_for_one_thing_says_its_ask_without_a_purpose() {
    let around = Surroundings::new(None);
    let ask = |id| prefill(id, &Answers::default(), &around.context()).ask;
    for (id, said) in [
        (TemplateId::Ask, ""),
        (TemplateId::Decide, "A decision from Alex Example"),
        (TemplateId::Handoff, "Alex Example to take this over"),
        (TemplateId::Sbar, "Urgent help from Alex Example"),
        (TemplateId::Video, "Alex Example to watch a short video"),
    ] {
        assert_eq!(ask(id), said, "{id}");
    }
}

#[test]
fn a_decision_made_alone_is_recorded_as_accepted() {
    let around = Surroundings::new(None);
    let alone = Answers {
        contributors: Some(Contributors::None),
        ..answers()
    };
    let record = prefill(TemplateId::Record, &alone, &around.context());
    assert_eq!(
        record.fields["record_status"],
        FieldValue::Choice("accepted".into())
    );
    assert_eq!(record.fields["deciders"], list(&["Me"]));
    assert_eq!(record.fields["decided_on"], FieldValue::Moment(NOW));
    let together = prefill(TemplateId::Record, &answers(), &around.context());
    assert_eq!(
        together.fields["record_status"],
        FieldValue::Choice("proposed".into())
    );
    assert_eq!(together.fields["deciders"], list(&["Alex Example"]));
}

#[test]
fn a_meeting_that_is_booked_is_at_the_slot_chosen_last() {
    let around = Surroundings::new(None);
    let early = Context {
        slot: None,
        ..around.context()
    };
    let mut brief = prefill(TemplateId::Meet, &answers(), &early);
    fit_booking(&mut brief, &early);
    assert_eq!(brief.fields.get("when"), None);
    for (slot, hours) in [
        ("2026-11-19T10:00:00-05:00", 0),
        ("2026-11-19T11:00:00-05:00", 1),
    ] {
        let context = Context {
            slot: Some(slot),
            ..around.context()
        };
        fit_booking(&mut brief, &context);
        let at = UtcMillis(1_795_100_400_000).plus_millis(hours * 3_600_000);
        assert_eq!(brief.fields["when"], FieldValue::Moment(at), "{slot}");
    }
    // Which day is not yet when.
    let day = Context {
        slot: Some("2026-11-20"),
        ..around.context()
    };
    let before = brief.clone();
    fit_booking(&mut brief, &day);
    assert_eq!(brief, before);
}

#[test]
fn only_a_meeting_takes_the_slot() {
    let around = Surroundings::new(None);
    for id in TemplateId::ALL
        .into_iter()
        .filter(|id| *id != TemplateId::Meet)
    {
        let before = prefill(id, &answers(), &around.context());
        let mut brief = before.clone();
        fit_booking(&mut brief, &around.context());
        // It no longer says that it was written instead.
        let is_instead = |field: &String| ["context", "thanks"].contains(&field.as_str());
        let mut expected = before.clone();
        expected.fields.retain(|field, _| !is_instead(field));
        assert_eq!(brief, expected, "{id:?}");
    }
}

#[test]
fn what_was_typed_goes_into_the_booking_as_it_is() {
    let around = Surroundings::new(None);
    let mut brief = prefill(TemplateId::Ask, &answers(), &around.context());
    let typed = FieldValue::Text("I am writing this instead of a letter.".to_owned());
    brief.fields.insert("context".to_owned(), typed.clone());
    fit_booking(&mut brief, &around.context());
    assert_eq!(brief.fields["context"], typed);
}

#[test]
fn a_handoff_goes_to_the_person_on_the_page_at_the_chosen_slot() {
    let around = Surroundings::new(None);
    let brief = prefill(TemplateId::Handoff, &answers(), &around.context());
    assert_eq!(brief.fields["to"], text("Alex Example"));
    assert_eq!(
        brief.fields["handed_over_at"],
        FieldValue::Moment(UtcMillis(1_795_100_400_000))
    );
    assert_eq!(brief.fields["next"], list(&["Price", "Delivery time"]));
    assert_eq!(
        brief.if_no_reply,
        "It stays with me until you have confirmed."
    );
}

#[test]
fn a_reply_to_a_link_thanks_for_it_and_leaves_a_meeting_open() {
    let around = Surroundings::new(None);
    let brief = |ask| {
        let context = Context {
            windows: ResponseWindows {
                ask,
                ..ResponseWindows::default()
            },
            ..around.context()
        };
        prefill(TemplateId::Reply, &answers(), &context)
    };
    let shown = plain_text(&compose(&brief(1), &around.context()));
    assert!(
        shown.contains("Thank you for the link to \"Intro call\"."),
        "{shown}"
    );
    assert!(shown.contains("Then 25 minutes are fine"), "{shown}");
    for (days, said) in [
        (0, "On the working day of your reply"),
        (1, "Within one working day of your reply"),
        (2, "Within 2 working days of your reply"),
    ] {
        assert_eq!(brief(days).fields["answer_when"], text(said));
    }
}

/// `brief`, begun from [`answers`], in the template `to` and for other answers.
fn redraft(brief: Brief, to: TemplateId, now: &Answers, context: &Context) -> Brief {
    let old = prefill(brief.template, &answers(), context);
    keep_typed(brief, &old, prefill(to, now, context))
}

#[test]
fn what_was_typed_for_a_decision_moves_into_its_record() {
    let around = Surroundings::new(None);
    let context = around.context();
    let mut brief = prefill(TemplateId::Decide, &answers(), &context);
    brief
        .fields
        .insert("options".into(), list(&["Do nothing", "Acme"]));
    let record = redraft(brief, TemplateId::Record, &answers(), &context);
    let shown = plain_text(&compose(&record, &context));
    assert!(shown.contains("3. Do nothing\n4. Acme"), "{shown}");
}

#[test]
fn switching_keeps_what_was_typed_and_drafts_the_rest_anew() {
    let around = Surroundings::new(None);
    let context = around.context();
    let mut brief = prefill(TemplateId::Ask, &answers(), &context);
    brief.ask = "Which supplier?".into();
    brief.fields.insert("tried".into(), text("Three mails."));
    brief
        .fields
        .insert("context".into(), text("The contract ends."));

    let decision = redraft(brief, TemplateId::Decide, &answers(), &context);
    assert_eq!(decision.template, TemplateId::Decide);
    assert_eq!(decision.ask, "Which supplier?");
    assert_eq!(decision.fields["tried"], text("Three mails."));
    assert!(decision.if_no_reply.starts_with("If nobody objects"));
    assert_eq!(decision.needed_by, Some(NOW.plus_millis(5 * 24 * HOUR)));
    let shown = plain_text(&compose(&decision, &context));
    assert!(
        !shown.contains("The contract ends."),
        "out of view:\n{shown}"
    );

    let back = redraft(decision, TemplateId::Ask, &answers(), &context);
    assert_eq!(back.fields["context"], text("The contract ends."));
    assert_eq!(back.ask, "Which supplier?");
    assert_eq!(back.if_no_reply, "");
}

#[test]
fn a_drafted_field_that_was_cleared_stays_cleared() {
    let around = Surroundings::new(None);
    let context = around.context();
    let mut brief = prefill(TemplateId::Decide, &answers(), &context);
    brief.if_no_reply.clear();
    brief.needed_by = None;
    brief.fields.remove("vote");
    let again = redraft(brief.clone(), TemplateId::Decide, &answers(), &context);
    assert_eq!(again, brief);
}

#[test]
fn changed_answers_reach_what_was_drafted_and_leave_what_was_typed() {
    let around = Surroundings::new(None);
    let context = around.context();
    let mut brief = prefill(TemplateId::Decide, &answers(), &context);
    brief.owner = "Alex Example sends the order".into();
    let later = Answers {
        done_when: "we know the date".into(),
        follow_up: "Sam does".into(),
        ..answers()
    };
    let brief = redraft(brief, TemplateId::Decide, &later, &context);
    assert_eq!(brief.ask, "Decide: we know the date");
    assert_eq!(brief.owner, "Alex Example sends the order");
}

#[test]
fn a_stored_brief_reads_back_as_it_was() {
    let around = Surroundings::new(None);
    let mut brief = prefill(TemplateId::Meet, &answers(), &around.context());
    brief
        .fields
        .insert("from_a_later_version".into(), text("kept"));
    let stored = serde_json::to_string(&brief).unwrap();
    assert_eq!(serde_json::from_str::<Brief>(&stored).unwrap(), brief);
}
