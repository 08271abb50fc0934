//! The fields questions and briefs are made of. Whatever a field takes, its value is text here.

use baton_brief::MAX_TEXT_CHARS;
use baton_ui::{Chip, chips, text, value_of};
use yew::prelude::*;

/// What a field takes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Text of one line.
    Line,
    /// Text of several lines.
    Lines,
    /// A date and time, as `datetime-local` writes it.
    Moment,
    /// A whole number.
    Number,
}

/// A field to type in, and the words around it.
pub(super) struct TextField {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) placeholder: Option<String>,
    pub(super) value: String,
}

impl TextField {
    /// The field; `on_typed` is told all of its text at each change.
    pub(super) fn show(self, on_typed: Callback<String>) -> Html {
        let Self {
            id,
            kind,
            label,
            hint,
            placeholder,
            value,
        } = self;
        let hint_id = hint.as_ref().map(|_| format!("{id}-hint"));
        let max = MAX_TEXT_CHARS.to_string();
        let input = if kind == Kind::Lines {
            let on_input = on_typed.reform(|event: InputEvent| value_of(&event));
            html! {
                <textarea class="input" id={id.clone()} dir="auto" rows="3" maxlength={max}
                    aria-describedby={hint_id.clone()} {placeholder} {value} oninput={on_input} />
            }
        } else {
            let (kind_name, least) = match kind {
                Kind::Moment => ("datetime-local", None),
                Kind::Number => ("number", Some("0")),
                Kind::Line | Kind::Lines => ("text", None),
            };
            // At `change`, the page would be left without a half-typed line when it goes; at
            // `input`, a half-typed date would be taken away.
            let (on_input, on_change) = if kind == Kind::Moment {
                let on_change = on_typed.reform(|event: Event| value_of(&event));
                (None, Some(on_change))
            } else {
                let on_input = on_typed.reform(|event: InputEvent| value_of(&event));
                (Some(on_input), None)
            };
            html! {
                <input class="input" type={kind_name} id={id.clone()} dir="auto" autocomplete="off"
                    min={least} maxlength={max} aria-describedby={hint_id.clone()} {placeholder}
                    {value} oninput={on_input} onchange={on_change} />
            }
        };
        labelled(id, label, hint.zip(hint_id), input)
    }
}

/// `input`, which has `id`, with its label and its hint (text and id) above it.
pub(super) fn labelled(
    id: String,
    label: String,
    hint: Option<(String, String)>,
    input: Html,
) -> Html {
    html! {
        <div class="field" key={id.clone()}>
            <label for={id}>{ label }</label>
            if let Some((hint, id)) = hint {
                <span class="hint" {id}>{ hint }</span>
            }
            { input }
        </div>
    }
}

/// Choices under the text of `key`, which gets the id `label_id`.
pub(super) fn labelled_chips(
    label_id: &'static str,
    key: &str,
    options: &[Chip],
    chosen: Option<usize>,
    on_choose: &Callback<Option<usize>>,
) -> Html {
    html! {
        <div class="field">
            <span class="label" id={label_id}>{ text(key) }</span>
            { chips(label_id, options, chosen, on_choose) }
        </div>
    }
}
