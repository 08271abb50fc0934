use crate::button::button;
use crate::words::text;
use baton_protocol::Failure;
use yew::prelude::*;

/// Says what happened, what was kept and what to do. With `on_retry` it offers to try again.
pub fn failure_notice(failure: Failure, on_retry: Option<Callback<MouseEvent>>) -> Html {
    html! {
        <div class="notice warn" role="alert" id="failure">
            <p>{ text(failure.text_key()) }</p>
            { on_retry.map(|on_retry| button("retry", "failure_retry", on_retry)) }
        </div>
    }
}
