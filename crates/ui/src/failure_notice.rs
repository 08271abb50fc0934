use crate::words::text;
use baton_protocol::Failure;
use yew::prelude::*;

/// What [`FailureNotice`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct FailureNoticeProps {
    /// What went wrong.
    pub failure: Failure,
    /// What *Try again* does; without it there is no such button.
    #[prop_or_default]
    pub on_retry: Option<Callback<()>>,
}

/// Says what happened, what was kept and what to do, and offers to try again.
#[component]
pub fn FailureNotice(props: &FailureNoticeProps) -> Html {
    html! {
        <div class="notice warn" role="alert" id="failure">
            <p>{ text(props.failure.text_key()) }</p>
            if let Some(on_retry) = &props.on_retry {
                <button type="button" class="button" id="retry"
                    onclick={on_retry.reform(|_: MouseEvent| ())}>
                    { text("failure_retry") }
                </button>
            }
        </div>
    }
}
