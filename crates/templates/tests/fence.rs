//! What a template may not do, whoever wrote it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use baton_brief::{FieldValue, MAX_TEXT_CHARS};
use baton_gate::{Answers, Purpose};
use baton_templates::{
    MAX_DEPTH, MAX_FIELDS, MAX_SOURCE_CHARS, OwnFieldKind, OwnTemplate, Reason, TemplateFault,
    check, draft,
};
use proptest::prelude::*;
use support::{Surroundings, answers, blank, field, with_field};

fn fault_of(text: &str, answers: &Answers) -> TemplateFault {
    let template = with_field(OwnFieldKind::LongText, text);
    draft(&template, answers, &Surroundings::default().context()).unwrap_err()
}

fn written(text: &str) -> String {
    let template = with_field(OwnFieldKind::LongText, text);
    let around = Surroundings::default();
    let mut drafted = draft(&template, &answers(), &around.context()).unwrap();
    match drafted.fields.remove("it") {
        Some(FieldValue::Text(text)) => text,
        None => String::new(),
        other => panic!("{other:?}"),
    }
}

fn many_lines() -> Answers {
    Answers {
        tried: "x\n".repeat(50_000),
        points: vec!["point".into(); 200],
        ..Answers::default()
    }
}

#[test]
fn loops_inside_loops_that_write_nothing_end_as_too_much_work() {
    let text = "{% for a in tried|lines %}{% for b in tried|lines %}{% endfor %}{% endfor %}";
    assert_eq!(fault_of(text, &many_lines()).reason, Reason::TooMuchWork);
    let reading = "{% for a in points %}{% for b in points %}{% for c in points %}\
                   {% if tried|upper|lower %}{% endif %}{% endfor %}{% endfor %}{% endfor %}";
    assert_eq!(fault_of(reading, &many_lines()).reason, Reason::TooMuchWork);
}

#[test]
fn asking_the_host_for_words_again_and_again_ends_as_too_much_work() {
    let answers = Answers {
        purpose: Some(Purpose::Decide),
        points: vec!["point".into(); 200],
        ..Answers::default()
    };
    let text = "{% for a in points %}{% for b in points %}{% if purpose_name == \"x\" %}{% endif %}\
                {% endfor %}{% endfor %}";
    assert_eq!(fault_of(text, &answers).reason, Reason::TooMuchWork);
}

#[test]
fn looking_for_points_among_blanks_is_paid_for() {
    let answers = Answers {
        points: vec![" ".repeat(5_000); 200],
        ..Answers::default()
    };
    let text = "{% if points %}{% endif %}";
    assert_eq!(written(text), "");
    let again = text.repeat(MAX_SOURCE_CHARS / text.len());
    assert_eq!(fault_of(&again, &answers).reason, Reason::TooMuchWork);
}

#[test]
fn loops_inside_loops_that_write_end_as_too_much_text() {
    let text = "{% for a in points %}{% for b in points %}{{tried}}{% endfor %}{% endfor %}";
    let reason = fault_of(text, &many_lines()).reason;
    let max = MAX_TEXT_CHARS;
    assert_eq!(reason, Reason::TooMuchText { max });
}

#[test]
fn all_fields_pay_from_one_account() {
    let text = "{% if tried|upper|lower|upper|lower %}x{% endif %}";
    let mut template = with_field(OwnFieldKind::Text, text);
    let around = Surroundings::default();
    let answers = many_lines();
    assert!(draft(&template, &answers, &around.context()).is_ok());
    let fields = (0..MAX_FIELDS).map(|n| field(&format!("f{n}"), OwnFieldKind::Text, text));
    template.fields = fields.collect();
    let fault = draft(&template, &answers, &around.context()).unwrap_err();
    assert_eq!(fault.reason, Reason::TooMuchWork);
}

#[test]
fn blocks_stand_as_deep_as_the_limit_and_no_deeper() {
    let nested = |depth| "{% if person %}".repeat(depth) + "x" + &"{% endif %}".repeat(depth);
    assert_eq!(written(&nested(MAX_DEPTH)), "x");
    let deeper = with_field(OwnFieldKind::Text, &nested(MAX_DEPTH + 1));
    assert!(matches!(
        check(&deeper).unwrap_err().reason,
        Reason::TooDeep { .. }
    ));
}

#[test]
fn a_text_of_100_000_characters_is_refused_where_it_grows_too_long() {
    for text in [
        "{{",
        "a",
        "👩\u{200d}👧",
        "\u{202e}ש",
        "((((",
        "{% if",
        "\n",
        " ",
    ] {
        let long = text.repeat(100_000);
        let fault = check(&with_field(OwnFieldKind::Text, &long)).unwrap_err();
        let max = MAX_SOURCE_CHARS;
        assert_eq!(fault.reason, Reason::TooLong { max }, "{text:?}");
        let at = if text == "\n" {
            (max + 1, 1)
        } else {
            (1, max + 1)
        };
        assert_eq!((fault.line as usize, fault.column as usize), at, "{text:?}");
    }
}

#[test]
fn a_block_alone_on_its_line_leaves_no_line_behind() {
    assert_eq!(
        written("a\n  {% if person %}  \nb\n{% endif %}\nc {% if person %}d{% endif %}\ne"),
        "a\nb\nc d\ne"
    );
    assert_eq!(
        written("{% for p in points %}\r\n- {{p}}\r\n{% endfor %}\r\nend"),
        "- price\r\n- delivery time\r\nend"
    );
}

#[test]
fn a_quoted_fault_is_short() {
    let fault = fault_of(&format!("{{{{ {} }}}}", "x".repeat(5_000)), &answers());
    assert_eq!(fault.reason.argument().chars().count(), 40);
}

/// Pieces of the language, whole and broken, and any text.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "{{",
        "}}",
        "{%",
        "%}",
        "|",
        ":",
        "\"",
        "\\",
        "\n",
        " ",
        "{% if person %}",
        "{% elseif minutes == 30 %}",
        "{% else %}",
        "{% endif %}",
        "{% for x in points %}",
        "{% for y in tried|lines %}",
        "{% endfor %}",
        "{{x}}",
        "{{y|upper}}",
        "{{loop.index}}",
        "{{points|join:\", \"}}",
        "{{slot|date:\"[at] HH:mm dddd\":\"theirs\"}}",
        "{{respond_by|working_days:3|plus_days:1000}}",
        "{{tried|replace:\"o\":\"ooo\"|title}}",
        "{{person|truncate:3}}",
        "{{event|number}}",
        "👩\u{200d}👧",
        "é",
        "\u{fffd}",
        "ש",
        "__proto__",
        "9999999999999999999",
        "==",
        "!=",
        "not",
        "in",
    ]);
    let piece = prop_oneof![4 => known.prop_map(str::to_owned), 1 => "(?s).{0,8}"];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(support::proptest_config())]

    #[test]
    fn any_text_as_a_template_ends_within_the_bounds_of_a_brief(
        text in pieces(),
        tried in "(?s).{0,200}",
        person in "(?s).{0,20}",
        points in prop::collection::vec("(?s).{0,20}", 0..6),
    ) {
        let answers = Answers { tried, points, ..answers() };
        let around = Surroundings::default();
        let context = baton_brief::Context { person: Some(&person), ..around.context() };
        let kinds = [OwnFieldKind::LongText, OwnFieldKind::List, OwnFieldKind::Moment];
        for kind in kinds {
            let template = OwnTemplate {
                ask: text.clone(),
                fields: vec![field("it", kind, &text)],
                ..blank("t")
            };
            let Ok(drafted) = draft(&template, &answers, &context) else { continue };
            prop_assert!(!drafted.ask.contains('\n'));
            let brief = drafted.into_brief(&template);
            prop_assert_eq!(brief.check(), Ok(()));
        }
    }

    #[test]
    fn a_fault_stands_within_the_text(text in pieces()) {
        if let Err(fault) = check(&with_field(OwnFieldKind::LongText, &text)) {
            let line = text.split('\n').nth(fault.line as usize - 1).unwrap();
            prop_assert!((fault.column as usize) <= line.chars().count() + 1, "{fault:?}");
        }
    }

    #[test]
    fn text_without_tags_is_written_as_it_is(text in "[^{]{1,200}") {
        prop_assume!(!text.trim().is_empty());
        prop_assert_eq!(written(&text), text);
    }

    #[test]
    fn a_value_is_never_read_as_a_template(tried in pieces()) {
        prop_assume!(!tried.trim().is_empty());
        let answers = Answers { tried: tried.clone(), ..Answers::default() };
        let template = with_field(OwnFieldKind::LongText, "{{tried}}");
        let around = Surroundings::default();
        let drafted = draft(&template, &answers, &around.context()).unwrap();
        prop_assert_eq!(&drafted.fields["it"], &FieldValue::Text(tried));
    }
}
