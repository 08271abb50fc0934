use baton_ui::text;
use yew::prelude::*;

/// No notes yet: what to do first.
#[component]
pub fn NoNotesYet() -> Html {
    html! {
        <section class="empty" id="empty">
            <h2>{ text("popup_empty_title") }</h2>
            <ol>
                <li>{ text("popup_empty_1") }</li>
                <li>{ text("popup_empty_2") }</li>
                <li>{ text("popup_empty_3") }</li>
            </ol>
        </section>
    }
}
