use baton_protocol::StoreHealth;
use baton_ui::{spoken_moment, text, text_with};
use yew::prelude::*;

/// What happened to the stored notes, in words; nothing while all is well.
pub fn health_notices(health: &StoreHealth) -> Html {
    let rebuilt = health.rebuilt.map(|at| {
        let at = spoken_moment(at, baton_webext::own_zone().as_str());
        text_with("popup_health_rebuilt", &[&at])
    });
    html! {
        <>
            if health.both_lost {
                <p class="notice warn" role="alert" id="health-lost">
                    { text("popup_health_lost") }
                </p>
            }
            if health.damaged > 0 {
                <p class="notice warn" role="alert" id="health-damaged">
                    { text_with("popup_health_damaged", &[&health.damaged.to_string()]) }
                </p>
            }
            if let Some(rebuilt) = rebuilt {
                <p class="notice" role="status" id="health-rebuilt">{ rebuilt }</p>
            }
        </>
    }
}
