//! The sites a person allowed something on, each with a way to end it.

use super::{Section, Ui, found};
use crate::model::Event;
use baton_protocol::{Site, SiteUse};
use baton_recognize::system;
use baton_ui::{text, text_with};
use yew::prelude::*;

/// The section.
pub(super) fn section(ui: &Ui<'_>) -> Section {
    let sites = ui.model.sites.iter().enumerate();
    let mut rows: Vec<_> = sites.map(|(place, site)| row(ui, place, site)).collect();
    if rows.is_empty() {
        let none =
            html! { <p class="soft" id="sites-none" key="none">{ text("options_sites_none") }</p> };
        rows.push((Vec::new(), none));
    }
    Section {
        name: "sites",
        rows: found(ui, "sites", rows),
    }
}

fn row(ui: &Ui<'_>, place: usize, site: &Site) -> (Vec<String>, Html) {
    let what = match &site.what {
        SiteUse::Marks => text("options_sites_marks"),
        SiteUse::Forms => text("options_sites_forms"),
        SiteUse::Booking { provider } => {
            let name = system(provider).map_or(provider.as_str(), |system| system.name);
            text_with("options_sites_booking", &[name])
        }
    };
    let row = html! {
        <div class="site" key={format!("{}-{what}", site.host)}>
            <p><b dir="ltr">{ &site.host }</b><br />{ &what }</p>
            <button type="button" class="button remove"
                aria-label={text_with("options_sites_stop_on", &[&what, &site.host])}
                onclick={ui.press(Event::ForgetSite(place))}>
                { text("options_sites_stop") }
            </button>
        </div>
    };
    (vec![site.host.clone(), what], row)
}
