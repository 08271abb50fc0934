//! What is imported, and what it would change.

use super::{part, refused, troubled, working};
use crate::files::Given;
use crate::letters::Letters;
use crate::model::{Adding, Event, Importing, Model};
use crate::page::{files_in, pasted};
use crate::table::Table;
use crate::tally::Tally;
use baton_exchange::{CsvField, SetupKind};
use baton_ui::{text, text_with, value_of};
use web_sys::wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

pub(super) fn show(
    model: &Model,
    is_held: bool,
    send: &Callback<Event>,
    on_given: &Callback<Vec<Given>>,
) -> Html {
    let content = match &model.importing {
        Importing::Idle => giving(is_held, model.is_busy(), on_given),
        Importing::Naming(table) => naming(&model.given, table, send),
        Importing::Looking(progress) => working("looking", *progress, "bytes", Some(send)),
        Importing::Looked(tally) => looked(model, tally, send),
        Importing::Bringing(_, progress) => html! {
            <>
                { working("bringing", *progress, "parts", None) }
                <p class="soft">{ text("transfer_goes_on") }</p>
            </>
        },
        Importing::Done(tally) => html! {
            <>
                <p class="notice good" role="status" id="imported" tabindex="-1">
                    { text_with("transfer_imported", &[&tally.new.to_string(),
                        &tally.changed.to_string()]) }
                    { " " }<a href="notes.html">{ text("transfer_to_notes") }</a>
                </p>
                { setup(model, tally, send) }
                { giving(is_held, model.is_busy(), on_given) }
            </>
        },
        Importing::Failed(trouble) => html! {
            <>
                <div id="import-failed">{ troubled(trouble) }</div>
                { giving(is_held, model.is_busy(), on_given) }
            </>
        },
    };
    part("import", content)
}

fn giving(is_held: bool, is_busy: bool, on_given: &Callback<Vec<Given>>) -> Html {
    let chosen = |on_given: &Callback<Vec<Given>>| {
        let on_given = on_given.clone();
        Callback::from(move |event: web_sys::Event| {
            if let Some(field) = event.target_dyn_into::<HtmlInputElement>() {
                let given = files_in(field.files());
                // The same file can be chosen once more.
                field.set_value("");
                on_given.emit(given);
            }
        })
    };
    let on_paste = {
        let on_given = on_given.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = event.target_dyn_into::<Element>();
            let field = form.and_then(|form| form.query_selector("textarea").ok().flatten());
            if let Some(field) =
                field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok())
                && !field.value().trim().is_empty()
            {
                let text = field.value();
                field.set_value("");
                on_given.emit(pasted(&text));
            }
        })
    };
    html! {
        <div class={classes!("giving", is_held.then_some("held"))}>
            <p>{ text(if is_held { "transfer_let_go" } else { "transfer_drop" }) }</p>
            <div class="actions">
                <label class="button file">
                    <input type="file" id="import-files" class="visually-hidden" multiple=true
                        disabled={is_busy} onchange={chosen(on_given)} />
                    <span>{ text("transfer_choose") }</span>
                </label>
                <label class="button quiet file">
                    <input type="file" id="import-folder" class="visually-hidden" multiple=true
                        webkitdirectory=true disabled={is_busy} onchange={chosen(on_given)} />
                    <span>{ text("transfer_folder") }</span>
                </label>
            </div>
            <form class="pasting" onsubmit={on_paste}>
                <label class="field">
                    <span class="label">{ text("transfer_paste") }</span>
                    <textarea class="input" id="import-paste" rows="2" dir="auto" disabled={is_busy} />
                </label>
                <button type="submit" class="button" id="paste-look" disabled={is_busy}>
                    { text("transfer_look") }
                </button>
            </form>
        </div>
    }
}

fn naming(given: &str, table: &Table, send: &Callback<Event>) -> Html {
    html! {
        <div class="naming">
            <p>{ text_with("transfer_naming", &[given]) }</p>
            { table.letters.map(|letters| written_in(letters, send)) }
            <div class="table" role="region" aria-label={text("transfer_columns")} tabindex="0">
                <table id="columns">
                    <thead>
                        <tr>
                            <th scope="col">{ text("transfer_column") }</th>
                            <th scope="col">{ text("transfer_column_first") }</th>
                            <th scope="col">{ text("transfer_column_is") }</th>
                        </tr>
                    </thead>
                    <tbody>
                        { for table.header.iter().enumerate().map(|(at, name)| {
                            column(at, name, table, send)
                        }) }
                    </tbody>
                </table>
            </div>
            <div class="actions">
                <button type="button" class="button main" id="look"
                    onclick={send.reform(|_: MouseEvent| Event::Look)}>
                    { text("transfer_look") }
                </button>
                { leave(send) }
            </div>
        </div>
    }
}

/// What a table that is not in Unicode was read as.
fn written_in(letters: Letters, send: &Callback<Event>) -> Html {
    let on_change = send.reform(|event: web_sys::Event| {
        let value = value_of(&event);
        let mut all = Letters::ALL.into_iter();
        let letters = all.find(|letters| letters.label() == value);
        Event::WrittenIn(letters.unwrap_or(Letters::Western))
    });
    html! {
        <div class="field" id="written-in">
            <label for="letters">{ text("transfer_letters") }</label>
            <p class="hint" id="letters-hint">{ text("transfer_letters_hint") }</p>
            <select class="input" id="letters" aria-describedby="letters-hint" onchange={on_change}>
                { for Letters::ALL.into_iter().map(|each| html! {
                    <option value={each.label()} selected={each == letters}>
                        { text(&each.text_key()) }
                    </option>
                }) }
            </select>
        </div>
    }
}

fn column(at: usize, name: &str, table: &Table, send: &Callback<Event>) -> Html {
    let on_change = send.reform(move |event: web_sys::Event| {
        let value = value_of(&event);
        let mut all = CsvField::ALL.into_iter();
        let field = all.find(|field| field.as_str() == value);
        Event::Named(at, field.unwrap_or(CsvField::Ignore))
    });
    let example = table.rows.iter().filter_map(|row| row.get(at));
    let example = example
        .map(|cell| cell.trim())
        .find(|cell| !cell.is_empty());
    let example: String = example.unwrap_or_default().chars().take(60).collect();
    html! {
        <tr key={at}>
            <th scope="row" dir="auto">{ name }</th>
            <td dir="auto">{ example }</td>
            <td>
                <select class="input" data-column={at.to_string()} onchange={on_change}
                    aria-label={text_with("transfer_column_named", &[name])}>
                    { for CsvField::ALL.into_iter().map(|field| html! {
                        <option value={field.as_str()} selected={table.fields.get(at) == Some(&field)}>
                            { text(&field.label_key()) }
                        </option>
                    }) }
                </select>
            </td>
        </tr>
    }
}

fn looked(model: &Model, tally: &Tally, send: &Callback<Event>) -> Html {
    let is_busy = model.is_busy();
    let row = |name: &'static str, count: u32| {
        html! {
            if count > 0 {
                <div class="count" data-count={name}>
                    <dt>{ text(&format!("transfer_count_{name}")) }</dt>
                    <dd>{ count }</dd>
                </div>
            }
        }
    };
    html! {
        <div class="looked" id="looked" tabindex="-1">
            <p dir="auto">{ text_with("transfer_looked", &[&model.given]) }</p>
            <dl class="counts">
                { row("new", tally.new) }
                { row("changed", tally.changed) }
                { row("same", tally.same) }
                { row("older", tally.older) }
                { row("deleted", tally.deleted) }
                { row("refused", tally.refused) }
                { row("passed_over", tally.passed_over) }
            </dl>
            if tally.refused > 0 {
                <details id="refused">
                    <summary>{ text("transfer_refused") }</summary>
                    { for tally.refusals.iter().map(|(file, refusal)| refused(file, refusal)) }
                </details>
            }
            if tally.changed > 0 {
                <p class="soft">{ text("transfer_changed_why") }</p>
            }
            if !tally.changes_something() && tally.deleted == 0 {
                <p class="notice" role="status" id="nothing-to-import">
                    { text(if tally.is_all_the_same() { "transfer_no_change" } else { "transfer_nothing_new" }) }
                </p>
            }
            { setup(model, tally, send) }
            <div class="actions">
                if tally.changes_something() {
                    <button type="button" class="button main" id="import-now" disabled={is_busy}
                        onclick={send.reform(|_: MouseEvent| Event::Import)}>
                        { text_with("transfer_import_now", &[&(tally.new + tally.changed).to_string()]) }
                    </button>
                }
                if tally.deleted > 0 {
                    <button type="button" class="button" id="come-back" disabled={is_busy}
                        onclick={send.reform(|_: MouseEvent| Event::ComeBack)}>
                        { text_with("transfer_come_back", &[&tally.deleted.to_string()]) }
                    </button>
                }
                { leave(send) }
            </div>
        </div>
    }
}

/// What the person had set up when the backup was saved.
fn setup(model: &Model, tally: &Tally, send: &Callback<Event>) -> Html {
    let held = SetupKind::ALL.into_iter();
    let held = held.filter(|kind| tally.setup_text(*kind).is_some());
    let rows = held.map(|kind| {
        if kind == SetupKind::Views && model.adding_views == Adding::Done {
            return html! {
                <p class="notice good" role="status" id="views-added" tabindex="-1">
                    { text("transfer_setup_views_added") }
                </p>
            };
        }
        let name = kind.member();
        html! {
            <div class="setup" data-setup={name}>
                <p>{ text(&format!("transfer_setup_{name}")) }</p>
                <button type="button" class="button" disabled={model.is_busy()}
                    onclick={send.reform(move |_: MouseEvent| Event::OpenSetup(kind))}>
                    { text(&format!("transfer_setup_{name}_look")) }
                </button>
            </div>
        }
    });
    html! { <>{ for rows }</> }
}

fn leave(send: &Callback<Event>) -> Html {
    html! {
        <button type="button" class="button quiet" id="leave"
            onclick={send.reform(|_: MouseEvent| Event::Leave)}>
            { text("transfer_leave") }
        </button>
    }
}
