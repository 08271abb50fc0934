//! What a template makes of an example: an occasion like those it will be used on.

use super::blank;
use baton_brief::{Context, Document, FieldValue, ResponseWindows, compose};
use baton_gate::{Answers, Purpose};
use baton_locale::Messages;
use baton_templates::{Filter, OwnTemplateId, Variable};
use baton_templates::{OwnField, OwnFieldKind, OwnTemplate, Place, TemplateFault, draft};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName, Zones, to_local};

const PAGE: &str = "https://calendly.com/alex-example/30min";
const SYSTEM: &str = "Calendly";
const THEIR_ZONE: &str = "America/New_York";
const TWO_DAYS_MS: i64 = 2 * 24 * 60 * 60 * 1000;

/// Who looks at the example, and when.
#[derive(Clone, Copy)]
pub struct Viewer<'a> {
    /// The moment.
    pub now: UtcMillis,
    /// Their time zone.
    pub zone: &'a ZoneName,
    /// Time zones.
    pub zones: &'a dyn Zones,
    /// Words.
    pub messages: &'a dyn Messages,
}

/// What a template made of the example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// The finished brief.
    pub document: Document,
    /// Labels of fields that were left empty, because what was written is not what they take, and
    /// why.
    pub left_out: Vec<(String, TemplateFault)>,
}

/// A line of help: a name, what it is about, what is written in a template, and what that makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The name of a variable or filter.
    pub name: &'static str,
    /// The key of the line that says what it holds or does.
    pub hint_key: String,
    /// How it is written.
    pub written: String,
    /// What that makes of the example.
    pub made: String,
}

/// What `template` makes of the example: Alex Example has a page at Calendly, and something is to
/// be decided in 30 minutes.
///
/// # Errors
/// The template cannot be used, or makes more work or text than a draft may.
pub fn sample(template: &OwnTemplate, viewer: Viewer<'_>) -> Result<Sample, TemplateFault> {
    on_the_occasion(viewer, |answers, context| {
        let drafted = draft(template, answers, context)?;
        let label = |fault: &TemplateFault| match fault.place {
            Place::Field { index, .. } => template.fields.get(index).map(|f| f.label.clone()),
            _ => None,
        };
        let left_out = drafted.left_out.iter();
        let left_out = left_out
            .map(|fault| (label(fault).unwrap_or_default(), fault.clone()))
            .collect();
        Ok(Sample {
            document: compose(&drafted.into_brief(template), context),
            left_out,
        })
    })
}

/// The variables and the filters, each with an example.
#[must_use]
pub fn examples(viewer: Viewer<'_>) -> (Vec<Example>, Vec<Example>) {
    let variables = Variable::ALL.map(|variable| Example {
        name: variable.name(),
        hint_key: variable.hint_key(),
        written: format!("{{{{{}}}}}", variable.name()),
        made: String::new(),
    });
    let filters = Filter::ALL.map(|filter| Example {
        name: filter.name(),
        hint_key: filter.hint_key(),
        written: filter.example().to_owned(),
        made: String::new(),
    });
    let (mut variables, mut filters) = (Vec::from(variables), Vec::from(filters));
    // One draft makes them all: each stands in a field of its own.
    let all = variables.iter().chain(&filters).enumerate();
    let fields = all.map(|(place, example)| OwnField {
        id: format!("example_{place}"),
        label: example.name.to_owned(),
        hint: String::new(),
        kind: OwnFieldKind::LongText,
        required: false,
        answered: false,
        default: example.written.clone(),
    });
    let id = OwnTemplateId("examples".to_owned());
    let template = OwnTemplate {
        fields: fields.collect(),
        ..blank(id, "examples".to_owned())
    };
    let made = on_the_occasion(viewer, |answers, context| {
        draft(&template, answers, context)
    });
    let mut made = made.map(|drafted| drafted.fields).unwrap_or_default();
    for (place, example) in variables.iter_mut().chain(&mut filters).enumerate() {
        if let Some(FieldValue::Text(text)) = made.remove(&format!("example_{place}")) {
            example.made = text;
        }
    }
    (variables, filters)
}

/// Hands over the answers and surroundings of the example.
fn on_the_occasion<T>(viewer: Viewer<'_>, then: impl FnOnce(&Answers, &Context<'_>) -> T) -> T {
    let say = |key: &str| viewer.messages.text(key, &[]);
    let answers = Answers {
        purpose: Some(Purpose::Decide),
        done_when: say("options_sample_done_when"),
        points: vec![say("options_sample_point_1"), say("options_sample_point_2")],
        tried: say("options_sample_tried"),
        follow_up: say("options_sample_follow_up"),
        written_where: say("options_sample_written_where"),
        ..Answers::default()
    };
    let theirs = ZoneName::new(THEIR_ZONE).unwrap_or_else(|_| ZoneName::utc());
    let week = WorkingWeek::default_in(theirs.clone());
    let slot_day = UtcMillis(viewer.now.0 + TWO_DAYS_MS);
    let slot = to_local(viewer.zones, viewer.zone, slot_day).ok();
    let slot = slot.map(|local| format!("{}T15:00", local.date()));
    let person = say("options_sample_person");
    let event = say("options_sample_event");
    let context = Context {
        person: Some(&person),
        event: Some(&event),
        minutes: Some(30),
        max_minutes: None,
        slot: slot.as_deref(),
        url: PAGE,
        provider_name: SYSTEM,
        now: viewer.now,
        my_zone: viewer.zone,
        their_zone: Some(&theirs),
        week: &week,
        windows: ResponseWindows::default(),
        zones: viewer.zones,
        messages: viewer.messages,
    };
    then(&answers, &context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::{NOW, Sample as Clocks, zone};
    use baton_brief::{plain_text, template};
    use baton_gate::TemplateId;
    use baton_locale::Catalogue;

    fn with_viewer<T>(then: impl FnOnce(Viewer<'_>) -> T) -> T {
        let (words, zone) = (Catalogue::english(), zone("Europe/Berlin"));
        then(Viewer {
            now: NOW,
            zone: &zone,
            zones: &Clocks,
            messages: &words,
        })
    }

    fn copy(of: TemplateId) -> OwnTemplate {
        let id = OwnTemplateId("mine".to_owned());
        OwnTemplate::duplicate(template(of), id, &Catalogue::english())
    }

    #[test]
    fn a_copy_of_any_template_makes_what_the_built_in_one_does() {
        with_viewer(|viewer| {
            for id in TemplateId::ALL {
                let made = sample(&copy(id), viewer).unwrap();
                assert_eq!(made.left_out, [], "{id}");
                let built_in = on_the_occasion(viewer, |answers, context| {
                    compose(&baton_brief::prefill(id, answers, context), context)
                });
                assert_eq!(made.document, built_in, "{id}");
            }
        });
    }

    #[test]
    fn labels_and_texts_of_ones_own_are_in_the_brief() {
        let mut mine = copy(TemplateId::Ask);
        mine.name = "One question".to_owned();
        mine.ask = "{{first_name}}: {{done_when}}?".to_owned();
        mine.fields[0].label = "Before".to_owned();
        mine.fields[0].default = "{{points|join:\", \"}} at {{provider}}".to_owned();
        let made = with_viewer(|viewer| sample(&mine, viewer)).unwrap();
        let text = plain_text(&made.document);
        for part in [
            "One question",
            "Alex: we know which supplier we use?",
            "Before",
            "Price, Delivery time at Calendly",
        ] {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
    }

    #[test]
    fn a_field_that_cannot_take_its_text_is_told_by_its_label() {
        let mut mine = copy(TemplateId::Ask);
        mine.fields[0].kind = OwnFieldKind::Number {
            unit: String::new(),
        };
        mine.fields[0].label = "Size".to_owned();
        mine.fields[0].default = "{{person}}".to_owned();
        let made = with_viewer(|viewer| sample(&mine, viewer)).unwrap();
        assert_eq!(made.left_out.len(), 1);
        assert_eq!(made.left_out[0].0, "Size");
    }

    #[test]
    fn every_variable_and_filter_shows_what_it_makes() {
        let (variables, filters) = with_viewer(examples);
        assert_eq!(variables.len(), Variable::ALL.len());
        assert_eq!(filters.len(), Filter::ALL.len());
        for example in variables.iter().chain(&filters) {
            assert!(!example.made.is_empty(), "{}", example.name);
        }
    }
}
