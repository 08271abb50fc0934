//! The fields questions and briefs are made of. Whatever a field takes, its value is text here.

use baton_brief::MAX_TEXT_CHARS;
use baton_ui::{Chip, chips, text, value_of};
use yew::prelude::*;

/// What a field takes.
#[derive(Clone, Copy, PartialEq)]
pub enum Kind {
    /// Text of one line.
    Line,
    /// Text of several lines.
    Lines,
    /// A date and time, as `datetime-local` writes it.
    Moment,
    /// A whole number from the first to the second.
    Number(u32, u32),
    /// One address.
    Link,
}

/// A field to type in, and the words around it.
pub struct TextField {
    /// The id of its element.
    pub id: String,
    /// What it takes.
    pub kind: Kind,
    /// Its label.
    pub label: String,
    /// A line below the label.
    pub hint: Option<String>,
    /// An example, shown while it is empty.
    pub placeholder: Option<String>,
    /// What stands in it.
    pub value: String,
}

impl TextField {
    /// The field; `on_typed` is told all of its text at each change.
    pub fn show(self, on_typed: Callback<String>) -> Html {
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
            let (kind_name, range) = match kind {
                Kind::Moment => ("datetime-local", None),
                Kind::Number(least, most) => ("number", Some((least, most))),
                Kind::Link => ("url", None),
                Kind::Line | Kind::Lines => ("text", None),
            };
            let (least, most) = range.unzip();
            // An address is read from left to right in every language.
            let dir = if kind == Kind::Link { "ltr" } else { "auto" };
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
                <input class="input" type={kind_name} id={id.clone()} {dir} autocomplete="off"
                    min={bound(least)} max={bound(most)} maxlength={max} aria-describedby={hint_id.clone()} {placeholder}
                    {value} oninput={on_input} onchange={on_change} />
            }
        };
        labelled(id, label, hint.zip(hint_id), input)
    }
}

fn bound(number: Option<u32>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// `input`, which has `id`, with its label and its hint (text and id) above it.
pub fn labelled(id: String, label: String, hint: Option<(String, String)>, input: Html) -> Html {
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

/// Yes and no as chips, in the order of [`YES_NO`].
pub fn yes_no(prefix: &str) -> [Chip; 2] {
    ["yes", "no"].map(|name| Chip {
        id: format!("{prefix}-{name}"),
        text: text(&format!("gate_{name}")),
    })
}

/// What the chips of [`yes_no`] mean.
pub const YES_NO: [bool; 2] = [true, false];

/// Choices under the text of `key`, which gets the id `label_id`.
pub fn labelled_chips(
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
