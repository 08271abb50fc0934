use baton_protocol::{Activity, Failure, TabActivity};
use baton_ui::{quiet_button, text, text_with};
use yew::prelude::*;

/// What [`ActivityLine`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ActivityLineProps {
    /// What Baton does on the tab; `None` until it is known.
    pub activity: Option<Result<TabActivity, Failure>>,
    /// *Links on this page* was pressed.
    pub on_links: Callback<MouseEvent>,
    /// *Ask here again* was pressed.
    pub on_ask_again: Callback<MouseEvent>,
    /// *When Baton asks* was pressed.
    pub on_asking: Callback<MouseEvent>,
}

/// Says whether Baton is active on this tab, and why.
#[component]
pub fn ActivityLine(props: &ActivityLineProps) -> Html {
    match &props.activity {
        None => html! { <p class="activity soft" role="status">{ text("popup_starting") }</p> },
        Some(Err(failure)) => html! {
            <div class="activity" id="activity" role="status" data-activity="unknown">
                <p>{ text(failure.text_key()) }</p>
            </div>
        },
        Some(Ok(known)) => html! {
            <div class="activity" id="activity" role="status" data-activity={name(known.activity)}>
                <p>
                    <span class={classes!("lamp", is_active(known.activity).then_some("on"))}
                        aria-hidden="true"></span>
                    <span>{ sentence(known) }</span>
                </p>
                if !known.evidence.is_empty() {
                    <details id="activity-why">
                        <summary>{ text("popup_why") }</summary>
                        <ul>{ for known.evidence.iter().map(|line| html! { <li>{ line }</li> }) }</ul>
                    </details>
                }
                <div class="actions">
                    if known.undo.is_some() {
                        { quiet_button("ask-again", "popup_ask_again", props.on_ask_again.clone()) }
                    }
                    { quiet_button("links-here", "popup_links", props.on_links.clone()) }
                    { quiet_button("asking", "popup_asking", props.on_asking.clone()) }
                </div>
            </div>
        },
    }
}

const fn is_active(activity: Activity) -> bool {
    matches!(activity, Activity::Prompting | Activity::SteppedAside)
}

const fn name(activity: Activity) -> &'static str {
    match activity {
        Activity::Prompting => "prompting",
        Activity::SteppedAside => "stepped_aside",
        Activity::CannotPrompt => "cannot_prompt",
        Activity::NoGuests => "no_guests",
        Activity::Quiet => "quiet",
        Activity::Listing => "listing",
        Activity::NotBooking => "not_booking",
        Activity::Elsewhere => "elsewhere",
    }
}

fn sentence(known: &TabActivity) -> String {
    // Why it is quiet says it all.
    if let (Activity::Quiet, Some(why)) = (known.activity, known.evidence.first()) {
        return why.clone();
    }
    let provider = known
        .provider_name
        .clone()
        .unwrap_or_else(|| text("popup_this_site"));
    text_with(
        &format!("popup_activity_{}", name(known.activity)),
        &[&provider],
    )
}
