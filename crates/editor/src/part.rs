//! A brief part by part, each as the text that stands in its field.

use crate::moment_field;
use baton_brief::{Brief, FieldValue, FormField, HeadField, Takes};
use baton_worktime::{ZoneName, Zones};

/// The text of a toggle that says yes.
pub const YES: &str = "yes";
/// The text of a toggle that says no.
pub const NO: &str = "no";

/// One part of a brief: where it stands, and what it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Of the head, which every brief has.
    Head(HeadField),
    /// Of the template.
    Field {
        /// Its id in the brief.
        id: String,
        /// What it takes.
        takes: Takes,
    },
}

impl From<FormField<'_>> for Part {
    fn from(field: FormField<'_>) -> Self {
        match field {
            FormField::Head(head) => Self::Head(head),
            field => Self::Field {
                id: field.id().to_owned(),
                takes: field.takes(),
            },
        }
    }
}

impl Part {
    /// The id of its field on the page.
    #[must_use]
    pub fn element_id(&self) -> String {
        let (group, id) = match self {
            Self::Head(head) => ("brief", head.id()),
            Self::Field { id, .. } => ("field", id.as_str()),
        };
        format!("{group}-{}", id.replace('_', "-"))
    }

    /// The text in its field; empty where the brief has nothing there.
    #[must_use]
    pub fn text(&self, brief: &Brief, zone: &ZoneName, zones: &dyn Zones) -> String {
        match self {
            Self::Head(HeadField::Ask) => brief.ask.clone(),
            Self::Head(HeadField::NeededBy) => {
                moment_field::field_text(brief.needed_by, zone, zones)
            }
            Self::Head(HeadField::IfNoReply) => brief.if_no_reply.clone(),
            Self::Head(HeadField::Owner) => brief.owner.clone(),
            Self::Head(HeadField::Links) => brief.links.join("\n"),
            Self::Field { id, takes } => match (takes, brief.fields.get(id)) {
                (
                    Takes::Text | Takes::LongText | Takes::Link,
                    Some(FieldValue::Text(text)),
                )
                // A field of the same name in another template may take a list, or be a text; it becomes what it
                // is here when it is typed anew. People were one text once.
                | (Takes::List | Takes::People, Some(FieldValue::Text(text)))
                | (Takes::Choice, Some(FieldValue::Choice(text))) => text.clone(),
                (
                    Takes::List | Takes::People | Takes::LongText,
                    Some(FieldValue::List(entries)),
                ) => entries.join("\n"),
                (Takes::Text, Some(FieldValue::List(entries))) => entries.join(", "),
                (Takes::Moment, Some(FieldValue::Moment(at))) => {
                    moment_field::field_text(Some(*at), zone, zones)
                }
                (Takes::Number, Some(FieldValue::Number(number))) => number.to_string(),
                (Takes::Toggle, Some(FieldValue::Toggle(yes))) => {
                    if *yes { YES } else { NO }.to_owned()
                }
                _ => String::new(),
            },
        }
    }

    /// Puts what was typed into its field into the brief. A part of the template that says nothing
    /// is taken away.
    pub fn put(&self, brief: &mut Brief, text: String, zone: &ZoneName, zones: &dyn Zones) {
        let (id, takes) = match self {
            Self::Head(HeadField::Ask) => return brief.ask = text,
            Self::Head(HeadField::NeededBy) => {
                return brief.needed_by = moment_field::moment(&text, zone, zones);
            }
            Self::Head(HeadField::IfNoReply) => return brief.if_no_reply = text,
            Self::Head(HeadField::Owner) => return brief.owner = text,
            Self::Head(HeadField::Links) => return brief.links = entries(&text),
            Self::Field { id, takes } => (id, takes),
        };
        let value = match takes {
            _ if text.is_empty() => None,
            Takes::Text | Takes::LongText | Takes::Link => Some(FieldValue::Text(text)),
            Takes::List | Takes::People => Some(FieldValue::List(entries(&text))),
            Takes::Choice => Some(FieldValue::Choice(text)),
            Takes::Moment => moment_field::moment(&text, zone, zones).map(FieldValue::Moment),
            Takes::Number => text.parse().ok().map(FieldValue::Number),
            Takes::Toggle => match text.as_str() {
                YES => Some(FieldValue::Toggle(true)),
                NO => Some(FieldValue::Toggle(false)),
                _ => None,
            },
        };
        match value {
            Some(value) => brief.fields.insert(id.clone(), value),
            None => brief.fields.remove(id),
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
    use baton_brief::{
        Brief, FieldValue, FormField, HeadField, OwnForm, OwnFormField, OwnTemplateId, Takes,
        Template,
    };
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
            own: None,
            ask: String::new(),
            needed_by: None,
            if_no_reply: String::new(),
            owner: String::new(),
            links: Vec::new(),
            fields: std::collections::BTreeMap::new(),
        }
    }

    /// A form with a field of each kind.
    fn own_form() -> OwnForm {
        let all = [
            ("own_text", Takes::Text),
            ("own_long", Takes::LongText),
            ("own_list", Takes::List),
            ("own_choice", Takes::Choice),
            ("own_moment", Takes::Moment),
            ("own_number", Takes::Number),
            ("own_toggle", Takes::Toggle),
            ("own_link", Takes::Link),
            ("own_people", Takes::People),
        ];
        let fields = all.map(|(id, takes)| OwnFormField {
            id: id.to_owned(),
            label: id.to_owned(),
            hint: String::new(),
            takes,
            choices: vec!["A & B".to_owned()],
            unit: String::new(),
            required: false,
            answered: false,
        });
        OwnForm {
            id: OwnTemplateId("own".to_owned()),
            name: "Own".to_owned(),
            fields: fields.to_vec(),
        }
    }

    fn parts() -> Vec<Part> {
        let own = own_form();
        let head = HeadField::ALL.map(FormField::Head);
        let built_in = Template::ALL.iter().flat_map(|template| template.fields);
        let fields = head
            .into_iter()
            .chain(built_in.map(FormField::BuiltIn))
            .chain(own.fields.iter().map(FormField::Own));
        fields.map(Part::from).collect()
    }

    #[test]
    fn every_part_keeps_what_is_typed() {
        let zone = ZoneName::utc();
        for part in parts() {
            let takes = match &part {
                Part::Head(head) => FormField::Head(*head).takes(),
                Part::Field { takes, .. } => *takes,
            };
            let typed = match takes {
                Takes::Moment => "2026-11-19T16:00",
                Takes::Number => "25",
                Takes::Choice => "A & B",
                Takes::Text => "one line",
                Takes::Link => "https://acme.example/video",
                Takes::Toggle => NO,
                Takes::LongText | Takes::List | Takes::People => "one\n\ntwo\n",
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
            .into_iter()
            .find(|part| part.element_id() == element_id)
            .unwrap()
    }

    /// Fields of the same name in two templates share what was typed.
    #[test]
    fn what_was_typed_in_a_field_of_another_kind_is_seen() {
        let zone = ZoneName::utc();
        let list = FieldValue::List(vec!["one".to_owned(), "two".to_owned()]);
        let text = FieldValue::Text("one\ntwo".to_owned());
        for (field, held, shown) in [
            ("own_long", &list, "one\ntwo"),
            ("own_text", &list, "one, two"),
            ("own_list", &text, "one\ntwo"),
            ("own_people", &text, "one\ntwo"),
        ] {
            let part = Part::Field {
                id: field.to_owned(),
                takes: own_form()
                    .fields
                    .iter()
                    .find(|own| own.id == field)
                    .unwrap()
                    .takes,
            };
            let mut brief = empty();
            brief.fields.insert(field.to_owned(), held.clone());
            assert_eq!(part.text(&brief, &zone, &Utc), shown, "{field}");
        }
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
