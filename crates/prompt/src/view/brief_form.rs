//! The form of a brief: the head every template shares, and the template's own fields.

use super::Ui;
use super::fields::{Kind, TextField, labelled, yes_no};
use crate::part::{NO, Part, YES};
use crate::prompt::host;
use crate::session::{Event, Session};
use baton_brief::{Brief, FieldKind, HeadField, Template, template};
use baton_gate::TemplateId;
use baton_ui::{chips, text, value_of};
use yew::prelude::*;

/// The template and every part of the brief.
pub(super) fn brief_form(ui: &Ui, session: &Session, brief: &Brief) -> Html {
    let head = HeadField::ALL.map(Part::Head);
    let own = template(brief.template).fields.iter().map(Part::Own);
    html! {
        <>
            { template_choice(ui, brief.template) }
            { for head.into_iter().chain(own).map(|part| field(ui, session, brief, part)) }
        </>
    }
}

fn template_choice(ui: &Ui, current: TemplateId) -> Html {
    let on_chosen = {
        let send = ui.send.clone();
        Callback::from(move |chosen: String| {
            if let Some(known) = Template::ALL.iter().find(|known| known.name_key == chosen) {
                send.emit(Event::TemplatePicked(known.id));
            }
        })
    };
    let options = Template::ALL
        .iter()
        .map(|known| option(known.name_key, text(known.name_key), known.id == current))
        .collect();
    let hint = text(&template(current).hint_key());
    let hint = Some((hint, "template-hint".to_owned()));
    select(
        "template".to_owned(),
        text("prompt_template"),
        hint,
        options,
        on_chosen,
    )
}

fn field(ui: &Ui, session: &Session, brief: &Brief, part: Part) -> Html {
    let zone = session.zone();
    let value = part.text(brief, zone, host().zones);
    let on_typed = {
        let ui = ui.clone();
        Callback::from(move |typed: String| {
            let session = ui.session.borrow();
            if let Some(mut brief) = session.brief.clone() {
                part.put(&mut brief, typed, session.zone(), host().zones);
                drop(session);
                ui.send.emit(Event::Written(brief));
            }
        })
    };
    let kind = match part.kind() {
        FieldKind::Text => Kind::Line,
        FieldKind::LongText | FieldKind::List | FieldKind::People => Kind::Lines,
        FieldKind::Link => Kind::Link,
        FieldKind::Moment => Kind::Moment,
        FieldKind::Number { range, .. } => Kind::Number(range.0, range.1),
        FieldKind::Toggle => return toggle(part, &value, on_typed),
        FieldKind::Choice(choices) => return choice(part, choices, &value, on_typed),
    };
    TextField {
        id: part.element_id(),
        kind,
        label: text(part.label_key()),
        hint: Some(text(&part.hint_key())),
        placeholder: part.placeholder_key().as_deref().map(text),
        value,
    }
    .show(on_typed)
}

fn choice(part: Part, choices: &[&str], chosen: &str, on_chosen: Callback<String>) -> Html {
    let key = part.label_key();
    let mut options = vec![option("", text("prompt_choose"), chosen.is_empty())];
    options.extend(
        choices
            .iter()
            .map(|choice| option(choice, text(&format!("{key}_{choice}")), *choice == chosen)),
    );
    let id = part.element_id();
    let hint = (text(&part.hint_key()), format!("{id}-hint"));
    select(id, text(key), Some(hint), options, on_chosen)
}

/// Yes, no, or neither: the chosen one pressed again opens the question again.
fn toggle(part: Part, value: &str, on_typed: Callback<String>) -> Html {
    const ANSWERS: [&str; 2] = [YES, NO];
    let id = part.element_id();
    let (label_id, hint_id) = (format!("{id}-label"), format!("{id}-hint"));
    let group = chips(
        &format!("{label_id} {hint_id}"),
        &yes_no(&id),
        ANSWERS.iter().position(|answer| *answer == value),
        &on_typed.reform(|index: Option<usize>| {
            let answer = index.and_then(|index| ANSWERS.get(index));
            answer.copied().unwrap_or_default().to_owned()
        }),
    );
    html! {
        <div class="field" key={id}>
            <span class="label" id={label_id}>{ text(part.label_key()) }</span>
            <span class="hint" id={hint_id}>{ text(&part.hint_key()) }</span>
            { group }
        </div>
    }
}

fn select(
    id: String,
    label: String,
    hint: Option<(String, String)>,
    options: Vec<Html>,
    on_chosen: Callback<String>,
) -> Html {
    let on_change = on_chosen.reform(|event: yew::Event| value_of(&event));
    let hint_id = hint.as_ref().map(|(_, id)| id.clone());
    let input = html! {
        <select class="input" id={id.clone()} aria-describedby={hint_id} onchange={on_change}>
            { options }
        </select>
    };
    labelled(id, label, hint, input)
}

fn option(value: &str, text: String, selected: bool) -> Html {
    html! { <option value={value.to_owned()} {selected}>{ text }</option> }
}
