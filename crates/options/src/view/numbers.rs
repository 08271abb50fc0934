//! The gate's thresholds, and how long an answer may take.

use super::field::{Field, Kind};
use super::{Section, Ui, found};
use crate::form::Edit;
use crate::model::Event;
use crate::number::Number;
use baton_settings::Settings;
use baton_ui::{quiet_button, text, text_with};
use yew::prelude::*;

/// The section.
pub(super) fn section(ui: &Ui<'_>) -> Section {
    let mut rows = Vec::new();
    for windows in [false, true] {
        let (name, heading, button) = if windows {
            ("windows", "options_windows", "default-windows")
        } else {
            ("thresholds", "options_thresholds", "default-thresholds")
        };
        let numbers = Number::ALL.into_iter().zip(&ui.model.form.numbers);
        let numbers = numbers.filter(|(number, _)| number.is_window() == windows);
        let numbers = numbers.map(|(number, typed)| {
            let words = [label(number), hint(number), text(heading)];
            (words.to_vec(), number_field(ui, number, typed))
        });
        let left = found(ui, "gate", numbers.collect());
        if !left.is_empty() {
            rows.push(html! {
                <div class="numbers" id={name} role="group" aria-labelledby={format!("{name}-heading")} key={name}>
                    <h3 id={format!("{name}-heading")}>{ text(heading) }</h3>
                    <p class="soft">{ text(&format!("{heading}_why")) }</p>
                    <>{ for left }</>
                    { quiet_button(button, "options_default_numbers",
                        ui.press(Event::Edited(Edit::DefaultNumbers { windows }))) }
                </div>
            });
        }
    }
    Section { name: "gate", rows }
}

fn label(number: Number) -> String {
    text(&format!("options_number_{}", number.name()))
}

fn hint(number: Number) -> String {
    let usual = number.of(&Settings::default()).to_string();
    text_with(&format!("options_number_{}_hint", number.name()), &[&usual])
}

fn number_field(ui: &Ui<'_>, number: Number, typed: &str) -> Html {
    let (least, most) = number.range();
    let fault = number.read(typed).is_none().then(|| {
        text_with(
            "options_number_fault",
            &[&least.to_string(), &most.to_string()],
        )
    });
    let field = Field {
        id: format!("number-{}", number.name()),
        kind: Kind::Number(least, most),
        label: label(number),
        hint: Some(hint(number)),
        placeholder: None,
        fault,
        value: typed,
    };
    field.show(ui.edit(move |text| Edit::Number(number, text)))
}
