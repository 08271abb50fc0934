//! A brief part by part, each as the text that stands in its field.

use crate::moment_field;
use baton_brief::{Brief, Field, FieldKind, FieldValue, HeadField};
use baton_worktime::{ZoneName, Zones};

/// The text of a toggle that says yes.
pub const YES: &str = "yes";
/// The text of a toggle that says no.
pub const NO: &str = "no";

/// One part of a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Of the head, which every brief has.
    Head(HeadField),
    /// Of the template.
    Own(&'static Field),
}

impl Part {
    /// The id of its field on the page.
    #[must_use]
    pub fn element_id(self) -> String {
        match self {
            Self::Head(HeadField::Ask) => "brief-ask".to_owned(),
            Self::Head(HeadField::NeededBy) => "brief-needed-by".to_owned(),
            Self::Head(HeadField::IfNoReply) => "brief-if-no-reply".to_owned(),
            Self::Head(HeadField::Owner) => "brief-owner".to_owned(),
            Self::Head(HeadField::Links) => "brief-links".to_owned(),
            Self::Own(field) => format!("field-{}", field.id.replace('_', "-")),
        }
    }

    /// What it takes.
    #[must_use]
    pub const fn kind(self) -> FieldKind {
        match self {
            Self::Head(HeadField::NeededBy) => FieldKind::Moment,
            Self::Head(HeadField::Links) => FieldKind::List,
            Self::Head(_) => FieldKind::Text,
            Self::Own(field) => field.kind,
        }
    }

    /// The key of its label.
    #[must_use]
    pub const fn label_key(self) -> &'static str {
        match self {
            Self::Head(field) => field.label_key(),
            Self::Own(field) => field.label_key,
        }
    }

    /// The key of the line that says what belongs there.
    #[must_use]
    pub fn hint_key(self) -> String {
        match self {
            Self::Head(field) => field.hint_key(),
            Self::Own(field) => field.hint_key(),
        }
    }

    /// The key of an example shown in the empty field, if there is one.
    #[must_use]
    pub fn placeholder_key(self) -> Option<String> {
        match self {
            Self::Head(field) => field.placeholder_key(),
            Self::Own(field) => field.placeholder_key(),
        }
    }

    /// The text in its field; empty where the brief has nothing there.
    #[must_use]
    pub fn text(self, brief: &Brief, zone: &ZoneName, zones: &dyn Zones) -> String {
        match self {
            Self::Head(HeadField::Ask) => brief.ask.clone(),
            Self::Head(HeadField::NeededBy) => {
                moment_field::field_text(brief.needed_by, zone, zones)
            }
            Self::Head(HeadField::IfNoReply) => brief.if_no_reply.clone(),
            Self::Head(HeadField::Owner) => brief.owner.clone(),
            Self::Head(HeadField::Links) => brief.links.join("\n"),
            Self::Own(field) => match (field.kind, brief.fields.get(field.id)) {
                (
                    FieldKind::Text | FieldKind::LongText | FieldKind::Link,
                    Some(FieldValue::Text(text)),
                )
                // People were one text once, and are a list again when they are typed anew.
                | (FieldKind::People, Some(FieldValue::Text(text)))
                | (FieldKind::Choice(_), Some(FieldValue::Choice(text))) => text.clone(),
                (FieldKind::List | FieldKind::People, Some(FieldValue::List(entries))) => {
                    entries.join("\n")
                }
                (FieldKind::Moment, Some(FieldValue::Moment(at))) => {
                    moment_field::field_text(Some(*at), zone, zones)
                }
                (FieldKind::Number { .. }, Some(FieldValue::Number(number))) => number.to_string(),
                (FieldKind::Toggle, Some(FieldValue::Toggle(yes))) => {
                    if *yes { YES } else { NO }.to_owned()
                }
                _ => String::new(),
            },
        }
    }

    /// Puts what was typed into its field into the brief. A part of the template that says nothing
    /// is taken away.
    pub fn put(self, brief: &mut Brief, text: String, zone: &ZoneName, zones: &dyn Zones) {
        let field = match self {
            Self::Head(HeadField::Ask) => return brief.ask = text,
            Self::Head(HeadField::NeededBy) => {
                return brief.needed_by = moment_field::moment(&text, zone, zones);
            }
            Self::Head(HeadField::IfNoReply) => return brief.if_no_reply = text,
            Self::Head(HeadField::Owner) => return brief.owner = text,
            Self::Head(HeadField::Links) => return brief.links = entries(&text),
            Self::Own(field) => field,
        };
        let value = match field.kind {
            _ if text.is_empty() => None,
            FieldKind::Text | FieldKind::LongText | FieldKind::Link => Some(FieldValue::Text(text)),
            FieldKind::List | FieldKind::People => Some(FieldValue::List(entries(&text))),
            FieldKind::Choice(_) => Some(FieldValue::Choice(text)),
            FieldKind::Moment => moment_field::moment(&text, zone, zones).map(FieldValue::Moment),
            FieldKind::Number { .. } => text.parse().ok().map(FieldValue::Number),
            FieldKind::Toggle => match text.as_str() {
                YES => Some(FieldValue::Toggle(true)),
                NO => Some(FieldValue::Toggle(false)),
                _ => None,
            },
        };
        match value {
            Some(value) => brief.fields.insert(field.id.to_owned(), value),
            None => brief.fields.remove(field.id),
        };
    }
}

/// A list, one entry a line. Blank lines stay while they are typed; briefs leave them out.
#[must_use]
pub fn entries(typed: &str) -> Vec<String> {
    if typed.is_empty() {
        Vec::new()
    } else {
        typed.split('\n').map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{NO, Part, YES, entries};
    use baton_brief::{Brief, FieldValue, Template};
    use baton_gate::TemplateId;
    use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};

    struct Utc;

    impl Zones for Utc {
        fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            Ok(0)
        }
    }

    fn empty() -> Brief {
        Brief {
            template: TemplateId::Meet,
            ask: String::new(),
            needed_by: None,
            if_no_reply: String::new(),
            owner: String::new(),
            links: Vec::new(),
            fields: std::collections::BTreeMap::new(),
        }
    }

    fn parts() -> impl Iterator<Item = Part> {
        let own = Template::ALL.iter().flat_map(|template| template.fields);
        let head = baton_brief::HeadField::ALL.map(Part::Head);
        head.into_iter().chain(own.map(Part::Own))
    }

    #[test]
    fn every_part_keeps_what_is_typed() {
        use baton_brief::FieldKind;
        let zone = ZoneName::utc();
        for part in parts() {
            let typed = match part.kind() {
                FieldKind::Moment => "2026-11-19T16:00",
                FieldKind::Number { .. } => "25",
                FieldKind::Choice(choices) => choices[0],
                FieldKind::Text => "one line",
                FieldKind::Link => "https://acme.example/video",
                FieldKind::Toggle => NO,
                FieldKind::LongText | FieldKind::List | FieldKind::People => "one\n\ntwo\n",
            };
            let mut brief = empty();
            part.put(&mut brief, typed.to_owned(), &zone, &Utc);
            assert_eq!(part.text(&brief, &zone, &Utc), typed, "{part:?}");
            part.put(&mut brief, String::new(), &zone, &Utc);
            assert_eq!(brief, empty(), "{part:?}");
        }
    }

    fn part(element_id: &str) -> Part {
        parts()
            .find(|part| part.element_id() == element_id)
            .unwrap()
    }

    #[test]
    fn what_no_field_can_mean_is_no_value() {
        let zone = ZoneName::utc();
        let mut brief = empty();
        for (field, typed) in [("field-minutes", "-1"), ("field-writing-enough", "perhaps")] {
            part(field).put(&mut brief, typed.to_owned(), &zone, &Utc);
            assert_eq!(brief, empty(), "{field}");
        }
    }

    #[test]
    fn a_toggle_is_yes_no_or_open() {
        let zone = ZoneName::utc();
        let enough = part("field-writing-enough");
        let mut brief = empty();
        assert_eq!(enough.text(&brief, &zone, &Utc), "");
        for (typed, yes) in [(YES, true), (NO, false)] {
            enough.put(&mut brief, typed.to_owned(), &zone, &Utc);
            assert_eq!(brief.fields["writing_enough"], FieldValue::Toggle(yes));
        }
    }

    #[test]
    fn people_an_earlier_version_kept_as_text_stay_in_view() {
        let zone = ZoneName::utc();
        let informed = part("field-informed");
        let mut brief = empty();
        let stored = FieldValue::Text("Sam, Kim".to_owned());
        brief.fields.insert("informed".to_owned(), stored);
        assert_eq!(informed.text(&brief, &zone, &Utc), "Sam, Kim");
        informed.put(&mut brief, "Sam\nKim".to_owned(), &zone, &Utc);
        let names = ["Sam".to_owned(), "Kim".to_owned()];
        assert_eq!(brief.fields["informed"], FieldValue::List(names.to_vec()));
    }

    #[test]
    fn a_list_field_keeps_what_is_typed_line_by_line() {
        assert!(entries("").is_empty());
        assert_eq!(entries("one\n"), ["one", ""]);
        assert_eq!(entries("one\n").join("\n"), "one\n");
    }
}
