//! The inputs questions and briefs are made of.

use crate::moment_field;
use crate::prompt::host;
use baton_brief::MAX_TEXT_CHARS;
use baton_worktime::{UtcMillis, ZoneName};
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

/// The words around an input.
pub(super) struct Label {
    pub(super) id: AttrValue,
    pub(super) text: String,
    pub(super) hint: Option<String>,
    pub(super) placeholder: Option<String>,
}

impl Label {
    fn hint_id(&self) -> Option<String> {
        self.hint.as_ref().map(|_| format!("{}-hint", self.id))
    }

    fn around(&self, input: Html) -> Html {
        html! {
            <div class="field" key={self.id.to_string()}>
                <label for={self.id.clone()}>{ &self.text }</label>
                if let Some(hint) = &self.hint {
                    <span class="hint" id={self.hint_id()}>{ hint }</span>
                }
                { input }
            </div>
        }
    }
}

/// One line of text.
pub(super) fn line(label: &Label, value: &str, on_change: Callback<String>) -> Html {
    let on_input = on_change
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlInputElement>().value());
    label.around(html! {
        <input class="input" type="text" id={label.id.clone()} dir="auto" autocomplete="off"
            maxlength={MAX_TEXT_CHARS.to_string()} aria-describedby={label.hint_id()}
            placeholder={label.placeholder.clone()} value={value.to_owned()} oninput={on_input} />
    })
}

/// Several lines of text.
pub(super) fn lines(label: &Label, value: &str, on_change: Callback<String>) -> Html {
    let on_input = on_change
        .reform(|event: InputEvent| event.target_unchecked_into::<HtmlTextAreaElement>().value());
    label.around(html! {
        <textarea class="input" id={label.id.clone()} dir="auto" rows="3"
            maxlength={MAX_TEXT_CHARS.to_string()} aria-describedby={label.hint_id()}
            placeholder={label.placeholder.clone()} value={value.to_owned()} oninput={on_input} />
    })
}

/// A list, one entry a line. Blank lines stay while they are typed; briefs leave them out.
pub(super) fn list(label: &Label, entries: &[String], on_change: Callback<Vec<String>>) -> Html {
    lines(
        label,
        &entries.join("\n"),
        on_change.reform(|typed: String| split(&typed)),
    )
}

fn split(typed: &str) -> Vec<String> {
    if typed.is_empty() {
        Vec::new()
    } else {
        typed.split('\n').map(str::to_owned).collect()
    }
}

/// A date and time on the clocks of `zone`.
pub(super) fn moment(
    label: &Label,
    value: Option<UtcMillis>,
    zone: &ZoneName,
    on_change: Callback<Option<UtcMillis>>,
) -> Html {
    let shown = moment_field::field_text(value, zone, host().zones);
    let zone = zone.clone();
    let on_change = on_change.reform(move |event: yew::Event| {
        let field: HtmlInputElement = event.target_unchecked_into();
        moment_field::moment(&field.value(), &zone, host().zones)
    });
    label.around(html! {
        <input class="input" type="datetime-local" id={label.id.clone()}
            aria-describedby={label.hint_id()} value={shown} onchange={on_change} />
    })
}

/// A whole number.
pub(super) fn number(label: &Label, value: Option<u32>, on_change: Callback<Option<u32>>) -> Html {
    let shown = value.map(|value| value.to_string()).unwrap_or_default();
    let on_input = on_change.reform(|event: InputEvent| {
        event
            .target_unchecked_into::<HtmlInputElement>()
            .value()
            .parse()
            .ok()
    });
    label.around(html! {
        <input class="input" type="number" min="0" step="1" inputmode="numeric"
            id={label.id.clone()} aria-describedby={label.hint_id()} value={shown}
            oninput={on_input} />
    })
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_list_field_keeps_what_is_typed_line_by_line() {
        assert!(split("").is_empty());
        assert_eq!(split("one\n"), ["one", ""]);
        assert_eq!(split("one\n").join("\n"), "one\n");
    }
}
