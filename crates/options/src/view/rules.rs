//! The rules that bind templates to occasions.

use super::Ui;
use super::field::{Field, Kind};
use super::templates::{called, step};
use crate::templates::Event;
use crate::templates::entry::Direction;
use crate::templates::rule::{RuleEdit, RuleEntry, RuleFault};
use baton_brief::template;
use baton_gate::{Purpose, TemplateId};
use baton_templates::{BindingFault, OwnTemplateId, TemplateChoice};
use baton_ui::{bin, button, text, text_with, value_of};
use baton_webext::BrowserMessages;
use yew::prelude::*;

/// The rules.
pub(super) fn rules(ui: &Ui<'_>) -> Html {
    let model = &ui.model.templates;
    let all = model.rules.iter().enumerate();
    html! {
        <div class="rules" key="rules">
            <h3 id="rules-heading">{ text("options_rules") }</h3>
            <p class="soft">{ text("options_rules_why") }</p>
            if !model.rules.is_empty() {
                <ol id="rules" aria-labelledby="rules-heading">
                    { for all.map(|(place, rule)| row(ui, place, rule)) }
                </ol>
            }
            if model.has_room_for_rules() {
                <div class="actions">
                    { button("add-rule", "options_rule_add", ui.press_templates(Event::AddRule)) }
                </div>
            } else {
                <p class="soft">{ text("options_rule_no_room") }</p>
            }
        </div>
    }
}

fn row(ui: &Ui<'_>, place: usize, rule: &RuleEntry) -> Html {
    let key = rule.key;
    let number = (place + 1).to_string();
    let name = text_with("options_rule_called", &[&number]);
    let edit = ui.send_templates(move |edit: RuleEdit| Event::RuleEdited(key, edit));
    let fault_of_site = rule.fault == Some(RuleFault::Binding(BindingFault::NotAHost));
    let fault = rule.fault.map(|fault| text(fault.key()));
    let site = Field {
        id: format!("rule-{key}-site"),
        kind: Kind::Line,
        label: text("options_rule_site"),
        hint: None,
        placeholder: Some("calendly.com".to_owned()),
        fault: fault.clone().filter(|_| fault_of_site),
        value: &rule.site,
    };
    let person = Field {
        id: format!("rule-{key}-person"),
        kind: Kind::Line,
        label: text("options_rule_person"),
        hint: None,
        placeholder: None,
        fault: None,
        value: &rule.person,
    };
    html! {
        <li key={key}>
            <div class="rule" role="group" aria-label={name.clone()}>
                <p id={format!("rule-{key}-says")} dir="auto">{ says(ui, &number, rule) }</p>
                <div class="rule-conditions">
                    { site.show(edit.reform(RuleEdit::Site)) }
                    { provider(rule, &edit) }
                    { person.show(edit.reform(RuleEdit::Person)) }
                    { purpose(rule, &edit) }
                    { write_with(ui, rule, &edit) }
                </div>
                if let Some(fault) = fault.filter(|_| !fault_of_site) {
                    <p class="fault" role="status">{ fault }</p>
                }
                <div class="row-actions">
                    { step(ui, &name, Direction::Up, Event::MoveRule(key, Direction::Up)) }
                    { step(ui, &name, Direction::Down, Event::MoveRule(key, Direction::Down)) }
                    <button type="button" class="button icon-button remove"
                        aria-label={text_with("options_remove_named", &[&name])}
                        onclick={ui.press_templates(Event::RemoveRule(key))}>{ bin() }</button>
                </div>
            </div>
        </li>
    }
}

/// The rule in words.
fn says(ui: &Ui<'_>, number: &str, rule: &RuleEntry) -> String {
    let Some(template) = &rule.template else {
        return text_with("options_rule_called", &[number]);
    };
    let template = name_of(ui, template);
    let when = rule.when();
    let conditions = when.conditions();
    if conditions.is_empty() {
        return text_with("options_rule_always", &[number, &template]);
    }
    let told = conditions
        .iter()
        .map(|condition| condition.explain(&BrowserMessages));
    let told: Vec<String> = told.collect();
    text_with("options_rule_says", &[number, &told.join(", "), &template])
}

fn name_of(ui: &Ui<'_>, choice: &TemplateChoice) -> String {
    match choice {
        TemplateChoice::BuiltIn(id) => text(template(*id).name_key),
        TemplateChoice::Own(id) => ui.model.templates.entry(id).map(called).unwrap_or_default(),
    }
}

/// A choice of one of `options`, each its stable name and its words, or of none.
fn choice(
    id: String,
    label_key: &str,
    none_key: &str,
    options: Vec<(String, String)>,
    chosen: Option<&str>,
    on_choose: Callback<String>,
) -> Html {
    let on_change = on_choose.reform(|event: yew::Event| value_of(&event));
    html! {
        <div class="field" key={id.clone()}>
            <label for={id.clone()}>{ text(label_key) }</label>
            <select class="input" {id} onchange={on_change}>
                <option value="" selected={chosen.is_none()}>{ text(none_key) }</option>
                { for options.into_iter().map(|(value, words)| {
                    let selected = chosen == Some(value.as_str());
                    html! { <option {value} {selected}>{ words }</option> }
                }) }
            </select>
        </div>
    }
}

fn provider(rule: &RuleEntry, edit: &Callback<RuleEdit>) -> Html {
    let known = baton_recognize::systems().iter();
    let mut options: Vec<(String, String)> = known
        .map(|provider| (provider.id.to_owned(), provider.name.to_owned()))
        .collect();
    // One this Baton does not know, from somebody's file.
    if let Some(id) = &rule.provider
        && baton_recognize::system(id).is_none()
    {
        options.push((id.clone(), id.clone()));
    }
    let on_choose = edit.reform(|id: String| RuleEdit::Provider((!id.is_empty()).then_some(id)));
    choice(
        format!("rule-{}-provider", rule.key),
        "options_rule_provider",
        "options_rule_any",
        options,
        rule.provider.as_deref(),
        on_choose,
    )
}

fn purpose(rule: &RuleEntry, edit: &Callback<RuleEdit>) -> Html {
    // A purpose's key ends in its stable name.
    let options =
        Purpose::ALL.map(|purpose| (purpose.label_key().to_owned(), text(purpose.label_key())));
    let on_choose = edit.reform(|key: String| {
        let mut all = Purpose::ALL.into_iter();
        RuleEdit::Purpose(all.find(|purpose| purpose.label_key() == key))
    });
    choice(
        format!("rule-{}-purpose", rule.key),
        "options_rule_purpose",
        "options_rule_any",
        options.into(),
        rule.purpose.map(Purpose::label_key),
        on_choose,
    )
}

const OWN: &str = "own:";

fn write_with(ui: &Ui<'_>, rule: &RuleEntry, edit: &Callback<RuleEdit>) -> Html {
    let own = ui.model.templates.entries.iter();
    let own = own.map(|entry| (format!("{OWN}{}", entry.id), called(entry)));
    let built_in = TemplateId::ALL.into_iter();
    let built_in = built_in.map(|id| (id.as_str().to_owned(), text(template(id).name_key)));
    let chosen = rule.template.as_ref().map(|choice| match choice {
        TemplateChoice::BuiltIn(id) => id.as_str().to_owned(),
        TemplateChoice::Own(id) => format!("{OWN}{id}"),
    });
    let on_choose = edit.reform(|chosen: String| {
        RuleEdit::Template(match chosen.strip_prefix(OWN) {
            Some(id) => Some(TemplateChoice::Own(OwnTemplateId(id.to_owned()))),
            None => {
                let mut all = TemplateId::ALL.into_iter();
                all.find(|id| id.as_str() == chosen)
                    .map(TemplateChoice::BuiltIn)
            }
        })
    });
    choice(
        format!("rule-{}-template", rule.key),
        "options_rule_template",
        "options_rule_choose",
        own.chain(built_in).collect(),
        chosen.as_deref(),
        on_choose,
    )
}
