//! Help on the language of templates: every variable and filter, and what each makes.

use crate::templates::sample::{Example, Viewer, examples};
use baton_ui::text;
use baton_webext::{BrowserMessages, TemporalZones};
use baton_worktime::{UtcMillis, ZoneName};
use yew::prelude::*;

/// Whole texts, to begin with.
const TEXTS: [&str; 3] = [
    "{% if tried %}{{tried}}{% else %}–{% endif %}",
    "{% if purpose == \"decide\" %}…{% endif %}",
    "{% for point in points %}{{loop.index}}. {{point}}\n{% endfor %}",
];

/// What [`TemplateHelp`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub(super) struct Props {
    /// The moment, to the minute.
    pub(super) now: UtcMillis,
    /// The person's own zone.
    pub(super) zone: ZoneName,
}

/// The help. What it shows is only made once it is opened.
#[component]
pub(super) fn TemplateHelp(props: &Props) -> Html {
    let open = use_state(|| false);
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    html! {
        <div class="template-help">
            <button type="button" class="button quiet" id="template-help"
                aria-expanded={if *open { "true" } else { "false" }} onclick={toggle}>
                { text("options_template_help") }
            </button>
            if *open {
                { shown(props) }
            }
        </div>
    }
}

fn shown(props: &Props) -> Html {
    let viewer = Viewer {
        now: props.now,
        zone: &props.zone,
        zones: &TemporalZones,
        messages: &BrowserMessages,
    };
    let (variables, filters) = examples(viewer);
    html! {
        <div class="person-form" id="template-help-text">
            <p>{ text("options_template_help_how") }</p>
            <ul class="examples">{ for TEXTS.iter().map(|written| html! {
                <li><code dir="ltr">{ *written }</code></li>
            }) }</ul>
            <h3>{ text("options_template_variables") }</h3>
            { table(&variables) }
            <h3>{ text("options_template_filters") }</h3>
            { table(&filters) }
        </div>
    }
}

fn table(examples: &[Example]) -> Html {
    html! {
        <dl class="examples">{ for examples.iter().map(|example| html! {
            <div key={example.name}>
                <dt><code dir="ltr">{ &example.written }</code></dt>
                <dd>{ text(&example.hint_key) }</dd>
                <dd class="made soft" dir="auto">{ &example.made }</dd>
            </div>
        }) }</dl>
    }
}
