//! The top of the page: the search, and where what was typed is.

use super::{Ui, unreadable};
use crate::model::{Event, Kept, Start};
use crate::templates;
use baton_protocol::Failure;
use baton_settings::Settings;
use baton_templates::TemplatesFile;
use baton_ui::{button, failure_notice, mark, text, text_with, value_of};
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
    let theirs = model.theirs.as_ref();
    let settings = theirs.map(|theirs| settings_differ(&model.settings, &theirs.settings));
    let theirs = own.theirs.as_ref();
    let templates = theirs.map(|theirs| templates_differ(&own.file, &theirs.file));
    html! {
        <>
            { unreadable::notices(ui) }
            { notice(ui, model.keeping.kept, model.failure, Ways {
                outdated: ["outdated", "load-theirs", "keep-mine", "save-theirs"],
                outdated_key: "options_outdated",
                differences: settings,
                load_theirs: Event::LoadTheirs,
                keep_mine: Event::KeepMine,
                save_theirs: Event::ExportTheirs,
                compare: Event::Compare,
                retry: Event::Retry,
            }) }
            { notice(ui, own.keeping.kept, own.failure, Ways {
                outdated: ["templates-outdated", "load-their-templates", "keep-my-templates",
                    "save-their-templates"],
                outdated_key: "options_templates_outdated",
                differences: templates,
                load_theirs: Event::Templates(templates::Event::LoadTheirs),
                keep_mine: Event::Templates(templates::Event::KeepMine),
                save_theirs: Event::Templates(templates::Event::ExportTheirs),
                compare: Event::Templates(templates::Event::Compare),
                retry: Event::Templates(templates::Event::Retry),
            }) }
        </>
    }
}

/// Ways on from a save that failed.
struct Ways {
    /// Ids of the notice and its buttons when another window saved meanwhile.
    outdated: [&'static str; 4],
    outdated_key: &'static str,
    /// In what the two versions differ, once the other one is known.
    differences: Option<Vec<String>>,
    load_theirs: Event,
    keep_mine: Event,
    save_theirs: Event,
    /// Asks for the other version again.
    compare: Event,
    retry: Event,
}

fn notice(ui: &Ui<'_>, kept: Kept, failure: Option<Failure>, ways: Ways) -> Html {
    match (kept, failure) {
        (Kept::Outdated, _) => outdated(ui, failure, ways),
        (Kept::NotSaved(failure), _) => failure_notice(failure, Some(ui.press(ways.retry))),
        (_, Some(failure)) => failure_notice(failure, None),
        (_, None) => Html::default(),
    }
}

/// Another window saved meanwhile: in what the versions differ, and which of them is to stay. Mine
/// can take the place of theirs only once it is known what would go.
fn outdated(ui: &Ui<'_>, failure: Option<Failure>, ways: Ways) -> Html {
    let [id, load, keep, save] = ways.outdated;
    let differences = match ways.differences {
        Some(differences) => html! {
            <>
                if differences.is_empty() {
                    <p>{ text("options_differs_nowhere") }</p>
                } else {
                    <p>{ text("options_differs") }</p>
                    <ul>{ for differences.into_iter().map(|one| html! {
                        <li dir="auto">{ one }</li>
                    }) }</ul>
                    <p>{ text("options_outdated_why") }</p>
                }
                <div class="actions">
                    { button(load, "options_load_theirs", ui.press(ways.load_theirs)) }
                    { button(keep, "options_keep_mine", ui.press(ways.keep_mine)) }
                    { button(save, "options_save_theirs", ui.press(ways.save_theirs)) }
                </div>
            </>
        },
        None => html! {
            if let Some(failure) = failure {
                { failure_notice(failure, Some(ui.press(ways.compare))) }
            } else {
                <p class="soft">{ text("options_starting") }</p>
            }
        },
    };
    html! {
        <div class="notice warn" role="alert" {id}>
            <p>{ text(ways.outdated_key) }</p>
            { differences }
        </div>
    }
}

fn settings_differ(mine: &Settings, theirs: &Settings) -> Vec<String> {
    use baton_settings::Difference;
    let parts = baton_settings::differences(mine, theirs).into_iter();
    let in_words = parts.map(|part| match part {
        Difference::Name => text("options_change_name"),
        Difference::Hours => text("options_change_hours"),
        Difference::Thresholds => text("options_change_thresholds"),
        Difference::Windows => text("options_change_windows"),
        Difference::Person(name) => text_with("options_differs_in", &[&name]),
        Difference::OnlyMine(name) => text_with("options_only_here", &[&name]),
        Difference::OnlyTheirs(name) => text_with("options_only_there", &[&name]),
    });
    in_words.collect()
}

fn templates_differ(mine: &TemplatesFile, theirs: &TemplatesFile) -> Vec<String> {
    use baton_templates::Difference;
    let parts = baton_templates::differences(mine, theirs).into_iter();
    let in_words = parts.map(|part| match part {
        Difference::Template(name) => text_with("options_differs_in", &[&name]),
        Difference::OnlyMine(name) => text_with("options_only_here", &[&name]),
        Difference::OnlyTheirs(name) => text_with("options_only_there", &[&name]),
        Difference::Order => text("options_differs_order"),
        Difference::Rules => text("options_differs_rules"),
    });
    in_words.collect()
}
