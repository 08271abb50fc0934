//! What a template makes of an example.

use crate::templates::sample::{Viewer, sample};
use baton_templates::OwnTemplate;
use baton_ui::{paper, text, text_with};
use baton_webext::{BrowserMessages, TemporalZones};
use baton_worktime::{UtcMillis, ZoneName};
use yew::prelude::*;

/// What [`TemplatePreview`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The template, as it last worked.
    pub(super) template: OwnTemplate,
    /// The moment, to the minute.
    pub(super) now: UtcMillis,
    /// The person's own zone.
    pub(super) zone: ZoneName,
    /// Whether what is typed is something else, which does not work.
    pub(super) is_earlier: bool,
}

/// The preview. A component, so that it is not drafted anew at each key pressed elsewhere.
#[component]
pub(super) fn TemplatePreview(props: &Props) -> Html {
    let viewer = Viewer {
        now: props.now,
        zone: &props.zone,
        zones: &TemporalZones,
        messages: &BrowserMessages,
    };
    let made = match sample(&props.template, viewer) {
        Ok(sample) => html! {
            <>
                { paper("template-preview", "options_template_preview", &sample.document) }
                if !sample.left_out.is_empty() {
                    <ul class="notice warn" id="template-left-out">
                        { for sample.left_out.iter().map(|(label, fault)| html! {
                            <li dir="auto">{ text_with("options_template_left_out",
                                &[label, &fault.explain(&BrowserMessages)]) }</li>
                        }) }
                    </ul>
                }
            </>
        },
        Err(fault) => html! {
            <p class="notice warn" dir="auto">{ fault.explain(&BrowserMessages) }</p>
        },
    };
    html! {
        <div class="template-preview">
            <p class="soft">{ text(if props.is_earlier {
                "options_template_preview_earlier"
            } else {
                "options_template_preview_why"
            }) }</p>
            { made }
        </div>
    }
}
