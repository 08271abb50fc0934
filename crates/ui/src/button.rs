use crate::words::text;
use yew::prelude::*;

/// A button with the text of `key` on it.
pub fn button(id: &'static str, key: &str, on_press: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="button" {id} onclick={on_press}>{ text(key) }</button> }
}

/// The same, less loud: for what is wanted seldom.
pub fn quiet_button(id: &'static str, key: &str, on_press: Callback<MouseEvent>) -> Html {
    html! {
        <button type="button" class="button quiet" {id} onclick={on_press}>{ text(key) }</button>
    }
}
