//! One template of five parts, drafted by Baton and rendered by two engines of the field.
//!
//! `whole` is [`baton_templates::draft`]: every text read, run and turned into typed values, the
//! head and the moment of the answer reckoned. `engine` is one text read and run, which is what
//! the other two do in `read and render`; `render` leaves their reading out. `worst` is the longest
//! a template can keep the worker busy.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use baton_brief::{Context, ResponseWindows};
use baton_gate::{Answers, Purpose};
use baton_locale::Catalogue;
use baton_templates::{OwnField, OwnFieldKind, OwnTemplate, OwnTemplateId, draft};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneError, ZoneName, Zones};
use criterion::{Criterion, criterion_group, criterion_main};
use serde_json::json;
use std::hint::black_box;

const OURS: &str = "Dear {{first_name}},\n{% if tried %}\nso far: {{tried}}\n{% endif %}\n\
    {% for point in points %}\n{{loop.index}}. {{point|upper}}\n{% endfor %}\n{{done_when}}\n";
const MINIJINJA: &str = "Dear {{first_name}},\n{% if tried %}\nso far: {{tried}}\n{% endif %}\n\
    {% for point in points %}\n{{loop.index}}. {{point|upper}}\n{% endfor %}\n{{done_when}}\n";
const HANDLEBARS: &str = "Dear {{first_name}},\n{{#if tried}}\nso far: {{tried}}\n{{/if}}\n\
    {{#each points}}\n{{@index}}. {{upper this}}\n{{/each}}\n{{done_when}}\n";

/// Berlin in winter.
struct OneHourEast;

impl Zones for OneHourEast {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Ok(3_600)
    }
}

fn template(fields: &[(&str, OwnFieldKind, &str)]) -> OwnTemplate {
    let fields = fields.iter().map(|(id, kind, default)| OwnField {
        id: (*id).to_owned(),
        label: "It".to_owned(),
        hint: String::new(),
        kind: kind.clone(),
        required: false,
        answered: false,
        default: (*default).to_owned(),
    });
    OwnTemplate {
        id: OwnTemplateId("t".to_owned()),
        name: "Note".to_owned(),
        hint: String::new(),
        base: None,
        ask: "{{done_when}}".to_owned(),
        if_no_reply: "I go with the first.".to_owned(),
        owner: "{{person}}".to_owned(),
        fields: fields.collect(),
    }
}

fn benches(c: &mut Criterion) {
    let words = Catalogue::english();
    let zone = ZoneName::new("Europe/Berlin").unwrap();
    let week = WorkingWeek::default_in(zone.clone());
    let context = Context {
        person: Some("Alex Example"),
        event: Some("Intro call"),
        minutes: Some(30),
        max_minutes: None,
        slot: Some("2026-11-19T10:00:00-05:00"),
        url: "https://calendly.com/alex-example/intro",
        provider_name: "Calendly",
        now: UtcMillis(1_795_008_600_000),
        my_zone: &zone,
        their_zone: None,
        week: &week,
        windows: ResponseWindows::default(),
        zones: &OneHourEast,
        messages: &words,
    };
    let answers = Answers {
        purpose: Some(Purpose::Decide),
        done_when: "we know which supplier we use".to_owned(),
        points: vec!["price".to_owned(), "delivery time".to_owned()],
        tried: "Two mails in October.".to_owned(),
        ..Answers::default()
    };
    let whole = template(&[
        ("background", OwnFieldKind::LongText, OURS),
        ("options", OwnFieldKind::List, "{{points}}"),
        (
            "revisit",
            OwnFieldKind::Moment,
            "{{respond_by|plus_days:30}}",
        ),
        ("at", OwnFieldKind::Text, "{{slot|date:\"D MMMM HH:mm\"}}"),
        (
            "length",
            OwnFieldKind::Number {
                unit: String::new(),
            },
            "{{minutes}}",
        ),
    ]);
    let engine = template(&[("background", OwnFieldKind::LongText, OURS)]);

    let mut group = c.benchmark_group("template");
    group.bench_function("baton: whole", |b| {
        b.iter(|| draft(black_box(&whole), &answers, &context).unwrap());
    });
    group.bench_function("baton: engine", |b| {
        b.iter(|| draft(black_box(&engine), &answers, &context).unwrap());
    });
    let values = json!({
        "first_name": "Alex", "tried": answers.tried, "points": answers.points,
        "done_when": answers.done_when,
    });
    group.bench_function("minijinja: read and render", |b| {
        let env = minijinja::Environment::new();
        b.iter(|| env.render_str(black_box(MINIJINJA), &values).unwrap());
    });
    group.bench_function("minijinja: render", |b| {
        let env = minijinja::Environment::new();
        let read = env.template_from_str(MINIJINJA).unwrap();
        b.iter(|| read.render(black_box(&values)).unwrap());
    });
    let mut bars = handlebars::Handlebars::new();
    handlebars::handlebars_helper!(upper: |text: str| text.to_uppercase());
    bars.register_helper("upper", Box::new(upper));
    bars.register_template_string("t", HANDLEBARS).unwrap();
    group.bench_function("handlebars: read and render", |b| {
        b.iter(|| {
            bars.render_template(black_box(HANDLEBARS), &values)
                .unwrap()
        });
    });
    group.bench_function("handlebars: render", |b| {
        b.iter(|| bars.render("t", black_box(&values)).unwrap());
    });

    let long = Answers {
        tried: "x\n".repeat(50_000),
        points: vec!["point".to_owned(); 200],
        ..Answers::default()
    };
    for (name, text) in [
        (
            "loops",
            "{% for a in tried|lines %}{% for b in points %}{% endfor %}{% endfor %}",
        ),
        (
            "filters",
            "{% for a in points %}{% if tried|upper|title %}{% endif %}{% endfor %}",
        ),
        (
            "moments",
            "{% for a in points %}{% for b in points %}{{now|plus_days:9}}{% endfor %}{% endfor %}",
        ),
        (
            "working days",
            "{% for a in points %}{% for b in points %}{% if now|working_days:30 %}{% endif %}{% endfor %}{% endfor %}",
        ),
    ] {
        let worst = template(&[("it", OwnFieldKind::LongText, text)]);
        group.bench_function(format!("worst: {name}"), |b| {
            b.iter(|| draft(black_box(&worst), &long, &context));
        });
    }
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
