//! The fields the page is made of.

use baton_ui::{text, value_of};
use yew::prelude::*;

/// The id of the list of time zones.
const ZONES: &str = "zones";

/// Every zone the browser knows, offered while a zone is typed.
#[component]
pub(super) fn ZoneList() -> Html {
    let zones = baton_webext::known_zones();
    html! {
        <datalist id={ZONES}>{ for zones.into_iter().map(|zone| html! { <option value={zone} /> }) }</datalist>
    }
}

/// What a field takes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Text of one line.
    Line,
    /// Text of several lines.
    Lines,
    /// A time zone.
    Zone,
    /// A mail address.
    Mail,
    /// A whole number from the first to the second.
    Number(u32, u32),
}

/// A field to type in, and the words around it.
pub(super) struct Field<'a> {
    pub(super) id: String,
    pub(super) kind: Kind,
    pub(super) label: String,
    pub(super) hint: Option<String>,
    pub(super) placeholder: Option<String>,
    /// What is wrong with what stands in it.
    pub(super) fault: Option<String>,
    pub(super) value: &'a str,
}

impl Field<'_> {
    /// The field; `on_typed` is told all of its text at each change.
    pub(super) fn show(self, on_typed: Callback<String>) -> Html {
        let Self {
            id,
            kind,
            label,
            hint,
            placeholder,
            fault,
            value,
        } = self;
        let (hint_id, fault_id) = (format!("{id}-hint"), format!("{id}-fault"));
        let described = [
            hint.as_ref().map(|_| hint_id.as_str()),
            fault.as_ref().map(|_| fault_id.as_str()),
        ];
        let described: Vec<&str> = described.into_iter().flatten().collect();
        let described = (!described.is_empty()).then(|| described.join(" "));
        let invalid = fault.is_some().then_some("true");
        let on_input = on_typed.reform(|event: InputEvent| value_of(&event));
        let value = value.to_owned();
        let input = if kind == Kind::Lines {
            html! {
                <textarea class="input" id={id.clone()} dir="auto" rows="2"
                    aria-describedby={described} aria-invalid={invalid} {placeholder} {value}
                    oninput={on_input} />
            }
        } else {
            let (input_type, mode, list, range) = match kind {
                Kind::Zone => ("text", None, Some(ZONES), None),
                // The type `mail` would hand out an address that is half typed without its blanks.
                Kind::Mail => ("text", Some("email"), None, None),
                Kind::Number(least, most) => ("number", Some("numeric"), None, Some((least, most))),
                Kind::Line | Kind::Lines => ("text", None, None, None),
            };
            let (least, most) = range.unzip();
            let dir = if matches!(kind, Kind::Zone | Kind::Mail) {
                "ltr"
            } else {
                "auto"
            };
            html! {
                <input class="input" type={input_type} inputmode={mode} {list} id={id.clone()} {dir}
                    autocomplete="off" spellcheck="false" min={bound(least)} max={bound(most)}
                    aria-describedby={described} aria-invalid={invalid} {placeholder} {value}
                    oninput={on_input} />
            }
        };
        // An `if` keeps its place while it holds nothing, so that the field beside it stays the same
        // element and keeps the focus; an `Option` would not.
        html! {
            <div class="field" key={id.clone()}>
                <label for={id}>{ label }</label>
                if let Some(hint) = hint {
                    <p class="hint" id={hint_id}>{ hint }</p>
                }
                { input }
                if let Some(fault) = fault {
                    <p class="fault" id={fault_id} dir="auto">{ fault }</p>
                }
            </div>
        }
    }
}

fn bound(number: Option<u32>) -> Option<String> {
    number.map(|number| number.to_string())
}

/// A box to tick.
pub(super) fn tick_box(id: &'static str, key: &str, ticked: bool, on_tick: Callback<bool>) -> Html {
    // A controlled box says nothing of itself: the other state is what was asked for.
    let on_change = on_tick.reform(move |_: Event| !ticked);
    html! {
        <label class="tick" for={id}>
            <input type="checkbox" {id} checked={ticked} onchange={on_change} />
            <span>{ text(key) }</span>
        </label>
    }
}
