//! The form of a brief: the head every template shares, and the template's own fields.

use super::Ui;
use super::fields::{Kind, TextField, labelled, yes_no};
use super::hints::{count, hinted};
use crate::part::{NO, Part, YES};
use crate::running::host;
use crate::session::{Event, Session};
use baton_brief::{Brief, FormField, HeadField, Takes, Template, template};
use baton_ui::{chips, text, text_with, value_of};
use yew::prelude::*;

/// The template and every part of the brief.
pub(super) fn brief_form(ui: &Ui, session: &Session, brief: &Brief) -> Html {
    let hints = session.hints(brief, host());
    let head = HeadField::ALL.into_iter().map(FormField::Head);
    html! {
        <>
            { template_choice(ui, session, brief) }
            if let Some(why) = &session.why {
                <p class="soft" id="template-why">{ text_with("prompt_template_why", &[why]) }</p>
            }
            { for session.remarks.iter().map(|remark| html! {
                <p class="notice warn remark" role="alert">{ remark }</p>
            }) }
            { count(&hints) }
            { for head.chain(brief.fields_of_form()).map(|field| {
                hinted(ui, field, &hints, show(ui, session, brief, field))
            }) }
        </>
    }
}

/// Built-in templates by the key of their name, and behind them the person's own by their place.
fn template_choice(ui: &Ui, session: &Session, brief: &Brief) -> Html {
    let own = &session.view.own_templates;
    let on_chosen = {
        let send = ui.send.clone();
        let own = own.clone();
        Callback::from(move |chosen: String| {
            let built_in = Template::ALL.iter().find(|known| known.name_key == chosen);
            let own = || own.get(chosen.parse::<usize>().ok()?);
            if let Some(known) = built_in {
                send.emit(Event::TemplatePicked(known.id));
            } else if let Some(known) = own() {
                send.emit(Event::OwnTemplatePicked(known.id.clone()));
            }
        })
    };
    let current = session
        .awaited_template()
        .or(brief.own.as_ref().map(|form| &form.id));
    let place = current.and_then(|id| own.iter().position(|known| known.id == *id));
    let (chosen, hint) = match (current, place) {
        (None, _) => {
            let known = template(brief.template);
            (known.name_key.to_owned(), text(&known.hint_key()))
        }
        (_, Some(place)) => (place.to_string(), own[place].hint.clone()),
        // It was deleted since the brief was drafted.
        (Some(_), None) => (String::new(), String::new()),
    };
    let gone = chosen.is_empty().then(|| brief.template_name(host().words));
    let mut options: Vec<Html> = gone
        .map(|name| option("", name, &chosen))
        .into_iter()
        .collect();
    options.extend(
        Template::ALL
            .iter()
            .map(|known| option(known.name_key, text(known.name_key), &chosen)),
    );
    if !own.is_empty() {
        let own = own.iter().enumerate();
        options.push(html! {
            <optgroup label={text("prompt_own_templates")}>
                { for own.map(|(place, known)| option(&place.to_string(), known.name.clone(), &chosen)) }
            </optgroup>
        });
    }
    let hint = Some((hint, "template-hint".to_owned()));
    let id = "template".to_owned();
    select(
        id,
        text("prompt_template"),
        hint,
        options,
        chosen,
        on_chosen,
    )
}

fn show(ui: &Ui, session: &Session, brief: &Brief, field: FormField) -> Html {
    let part = Part::from(field);
    let words = host().words;
    let id = part.element_id();
    let value = part.text(brief, session.zone(), host().zones);
    let label = field.label(words);
    let hint = Some(field.hint(words)).filter(|hint| !hint.is_empty());
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
    let kind = match field.takes() {
        Takes::Text => Kind::Line,
        Takes::LongText | Takes::List | Takes::People => Kind::Lines,
        Takes::Link => Kind::Link,
        Takes::Moment => Kind::Moment,
        Takes::Number => {
            let (least, most) = field.range();
            Kind::Number(least, most)
        }
        Takes::Toggle => return toggle(id, label, hint, &value, on_typed),
        Takes::Choice => {
            let mut options = vec![option("", text("prompt_choose"), &value)];
            let choices = field.choices().into_iter();
            options.extend(
                choices.map(|choice| option(choice, field.choice_text(choice, words), &value)),
            );
            let hint = hint.map(|hint| (hint, format!("{id}-hint")));
            return select(id, label, hint, options, value, on_typed);
        }
    };
    TextField {
        id,
        kind,
        label,
        hint,
        placeholder: field.placeholder(words),
        value,
    }
    .show(on_typed)
}

/// Yes, no, or neither: the chosen one pressed again opens the question again.
fn toggle(
    id: String,
    label: String,
    hint: Option<String>,
    value: &str,
    on_typed: Callback<String>,
) -> Html {
    const ANSWERS: [&str; 2] = [YES, NO];
    let label_id = format!("{id}-label");
    let hint_id = format!("{id}-hint");
    let named_by = match hint {
        Some(_) => format!("{label_id} {hint_id}"),
        None => label_id.clone(),
    };
    let group = chips(
        &named_by,
        &yes_no(&id),
        ANSWERS.iter().position(|answer| *answer == value),
        &on_typed.reform(|index: Option<usize>| {
            let answer = index.and_then(|index| ANSWERS.get(index));
            answer.copied().unwrap_or_default().to_owned()
        }),
    );
    html! {
        <div class="field" key={id}>
            <span class="label" id={label_id}>{ label }</span>
            if let Some(hint) = hint {
                <span class="hint" id={hint_id}>{ hint }</span>
            }
            { group }
        </div>
    }
}

fn select(
    id: String,
    label: String,
    hint: Option<(String, String)>,
    options: Vec<Html>,
    chosen: String,
    on_chosen: Callback<String>,
) -> Html {
    let on_change = on_chosen.reform(|event: yew::Event| value_of(&event));
    let hint_id = hint.as_ref().map(|(_, id)| id.clone());
    let input = html! {
        <select class="input" id={id.clone()} aria-describedby={hint_id} ~value={chosen}
            onchange={on_change}>
            { options }
        </select>
    };
    labelled(id, label, hint, input)
}

fn option(value: &str, text: String, chosen: &str) -> Html {
    let selected = value == chosen;
    html! { <option value={value.to_owned()} {selected}>{ text }</option> }
}
