//! The top of the page: the search, and where what was typed is.

use super::Ui;
use crate::model::{Event, Kept, Start};
use baton_ui::{failure_notice, mark, text, value_of};
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

/// Where what was typed is: its stable name, and the key of its words.
fn kept(ui: &Ui<'_>) -> (&'static str, Option<&'static str>) {
    let model = ui.model;
    let has_faults = model.start == Start::Ready && model.form.has_faults(&model.clocks());
    match model.kept {
        Kept::OnTheWay => ("on_the_way", Some("options_kept_on_the_way")),
        Kept::NotSaved(_) | Kept::Outdated => ("not_saved", Some("options_kept_not")),
        Kept::Untouched if has_faults => ("faults", Some("options_kept_but")),
        Kept::Saved if has_faults => ("saved_but", Some("options_kept_but")),
        Kept::Saved => ("saved", Some("options_kept_saved")),
        Kept::Untouched => ("untouched", None),
    }
}

/// What went wrong, and what the person can do about it.
pub(super) fn notices(ui: &Ui<'_>) -> Html {
    match (ui.model.kept, ui.model.failure) {
        (Kept::Outdated, _) => html! {
            <div class="notice warn" role="alert" id="outdated">
                <p>{ text("failure_outdated") }</p>
                <div class="actions">
                    <button type="button" class="button" id="load-theirs"
                        onclick={ui.press(Event::LoadTheirs)}>{ text("options_load_theirs") }</button>
                    <button type="button" class="button" id="keep-mine"
                        onclick={ui.press(Event::KeepMine)}>{ text("options_keep_mine") }</button>
                </div>
                if let Some(failure) = ui.model.failure {
                    { failure_notice(failure, None) }
                }
            </div>
        },
        (Kept::NotSaved(failure), _) => failure_notice(failure, Some(ui.press(Event::Retry))),
        (_, Some(failure)) => failure_notice(failure, None),
        (_, None) => Html::default(),
    }
}
