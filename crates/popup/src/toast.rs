use baton_ui::text;
use yew::prelude::*;

/// What [`Toast`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ToastProps {
    /// What was done.
    pub said: String,
    /// *Undo* was pressed.
    pub on_undo: Callback<()>,
}

/// Says what was done, and offers to take it back. It stays until the next action.
#[component]
pub fn Toast(props: &ToastProps) -> Html {
    html! {
        <div class="toast" role="status" id="toast">
            <span dir="auto">{ &props.said }</span>
            <button type="button" class="button" id="undo"
                onclick={props.on_undo.reform(|_: MouseEvent| ())}>
                { text("popup_undo") }
            </button>
        </div>
    }
}
