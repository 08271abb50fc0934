//! The top of the page: the search, and where what was typed is.

use super::Ui;
use crate::model::{Event, Kept, Start};
use crate::templates;
use baton_protocol::Failure;
use baton_ui::{button, failure_notice, mark, text, value_of};
use yew::prelude::*;

/// The sticky head.
pub(super) fn head(ui: &Ui<'_>) -> Html {
    let on_input = ui
        .send
        .reform(|event: InputEvent| Event::Searched(value_of(&event)));
    let (kept, key) = kept(ui);
    html! {
        <header class="top">
            <div class="top-row">
                { mark() }
                <h1>{ text("options_title") }</h1>
                <p class="kept soft" id="kept" role="status" data-kept={kept}>
                    { key.map(text) }
                </p>
            </div>
            <div role="search">
                <label class="visually-hidden" for="search">{ text("options_search") }</label>
                <input class="input" id="search" type="search" autocomplete="off"
                    placeholder={text("options_search")} value={ui.model.query.clone()}
                    oninput={on_input} />
            </div>
        </header>
    }
}

/// Where what was typed is: its stable name, and the key of its words. Of settings and templates
/// the one that is less safe is told.
fn kept(ui: &Ui<'_>) -> (&'static str, Option<&'static str>) {
    let model = ui.model;
    let settings_have = model.start == Start::Ready && model.form.has_faults(&model.clocks());
    let has_faults = settings_have || model.templates.has_faults();
    let (settings, templates) = (model.keeping.kept, model.templates.keeping.kept);
    let least = if safety(templates) < safety(settings) {
        templates
    } else {
        settings
    };
    match least {
        Kept::OnTheWay => ("on_the_way", Some("options_kept_on_the_way")),
        Kept::NotSaved(_) | Kept::Outdated => ("not_saved", Some("options_kept_not")),
        Kept::Untouched if has_faults => ("faults", Some("options_kept_but")),
        Kept::Saved if has_faults => ("saved_but", Some("options_kept_but")),
        Kept::Saved => ("saved", Some("options_kept_saved")),
        Kept::Untouched => ("untouched", None),
    }
}

const fn safety(kept: Kept) -> u8 {
    match kept {
        Kept::NotSaved(_) | Kept::Outdated => 0,
        Kept::OnTheWay => 1,
        Kept::Saved => 2,
        Kept::Untouched => 3,
    }
}

/// What went wrong, and what the person can do about it.
pub(super) fn notices(ui: &Ui<'_>) -> Html {
    let (model, own) = (ui.model, &ui.model.templates);
    html! {
        <>
            { notice(ui, model.keeping.kept, model.failure, &Ways {
                outdated: ["outdated", "load-theirs", "keep-mine"],
                outdated_key: "failure_outdated",
                load_theirs: Event::LoadTheirs,
                keep_mine: Event::KeepMine,
                retry: Event::Retry,
            }) }
            { notice(ui, own.keeping.kept, own.failure, &Ways {
                outdated: ["templates-outdated", "load-their-templates", "keep-my-templates"],
                outdated_key: "options_templates_outdated",
                load_theirs: Event::Templates(templates::Event::LoadTheirs),
                keep_mine: Event::Templates(templates::Event::KeepMine),
                retry: Event::Templates(templates::Event::Retry),
            }) }
        </>
    }
}

/// Ways on from a save that failed.
struct Ways {
    /// Ids of the notice and its two buttons when another window saved meanwhile.
    outdated: [&'static str; 3],
    outdated_key: &'static str,
    load_theirs: Event,
    keep_mine: Event,
    retry: Event,
}

fn notice(ui: &Ui<'_>, kept: Kept, failure: Option<Failure>, ways: &Ways) -> Html {
    match (kept, failure) {
        (Kept::Outdated, _) => {
            let [id, load, keep] = ways.outdated;
            html! {
                <div class="notice warn" role="alert" {id}>
                    <p>{ text(ways.outdated_key) }</p>
                    <div class="actions">
                        { button(load, "options_load_theirs", ui.press(ways.load_theirs.clone())) }
                        { button(keep, "options_keep_mine", ui.press(ways.keep_mine.clone())) }
                    </div>
                    if let Some(failure) = failure {
                        { failure_notice(failure, None) }
                    }
                </div>
            }
        }
        (Kept::NotSaved(failure), _) => failure_notice(failure, Some(ui.press(ways.retry.clone()))),
        (_, Some(failure)) => failure_notice(failure, None),
        (_, None) => Html::default(),
    }
}
