//! What the page looks like.

mod erase;
mod export;
mod import;

use crate::files::Given;
use crate::model::{Event, Exporting, Model, Progress, Saved, Trouble};
use crate::tally::{place, said};
use baton_exchange::Refusal;
use baton_protocol::Backup;
use baton_ui::{failure_notice, file_size, mark, spoken_moment, text, text_with, value_of};
use yew::prelude::*;

/// The page. `is_held` says whether files are held over it.
pub(crate) fn show(
    model: &Model,
    is_held: bool,
    send: &Callback<Event>,
    on_given: &Callback<Vec<Given>>,
) -> Html {
    html! {
        <main class="column transfer-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1>{ text("transfer_title") }</h1>
                    <p class="soft">{ text("transfer_why") }</p>
                </div>
            </header>
            { model.failure.map(|failure| {
                failure_notice(failure, Some(send.reform(|_: MouseEvent| Event::Started)))
            }) }
            { export::show(model, send) }
            { import::show(model, is_held, send, on_given) }
            { backups(model, send) }
            { erase::show(model, send) }
        </main>
    }
}

/// A part of the page with its heading.
fn part(name: &'static str, content: Html) -> Html {
    let heading = format!("{name}-heading");
    html! {
        <section class="part" id={name} aria-labelledby={heading.clone()}>
            <h2 id={heading}>{ text(&format!("transfer_{name}")) }</h2>
            <p class="soft">{ text(&format!("transfer_{name}_why")) }</p>
            { content }
        </section>
    }
}

/// How far something is, and the button that stops it.
fn working(
    id: &'static str,
    progress: Progress,
    unit: &str,
    stop: Option<&Callback<Event>>,
) -> Html {
    let percent = (progress.done * 100).checked_div(progress.of);
    let value = percent.map(|percent| percent.min(100).to_string());
    html! {
        <div class="working" {id}>
            <progress max="100" value={value} aria-label={text("transfer_working")} />
            <span role="status" class="soft">{ far(progress, unit) }</span>
            { stop.map(|send| html! {
                <button type="button" class="button quiet" id={format!("{id}-stop")}
                    onclick={send.reform(|_: MouseEvent| Event::Stop)}>
                    { text("transfer_stop") }
                </button>
            }) }
        </div>
    }
}

fn far(progress: Progress, unit: &str) -> String {
    let Progress { done, of } = progress;
    match (unit, of) {
        (_, 0) => text("transfer_begins"),
        ("bytes", _) => text_with("transfer_far", &[&file_size(done), &file_size(of)]),
        _ => text_with("transfer_far", &[&done.to_string(), &of.to_string()]),
    }
}

/// What became of a file that was to be saved.
fn ended(ended: &Result<Saved, Trouble>) -> Html {
    match ended {
        Ok(saved) => html! {
            <>
                <p class="notice good" role="status" data-notes={saved.notes.to_string()}>
                    { text_with("transfer_saved", &[&saved.notes.to_string(), &file_size(saved.bytes)]) }
                    { " " }<bdi class="file-name">{ &saved.name }</bdi>
                </p>
                if saved.lacks_setup {
                    <p class="notice warn" role="status">{ text("transfer_saved_without_setup") }</p>
                }
            </>
        },
        Err(trouble) => troubled(trouble),
    }
}

/// Why something did not come to its end.
fn troubled(trouble: &Trouble) -> Html {
    let told = match trouble {
        Trouble::Stopped => {
            return html! { <p class="soft" role="status">{ text("transfer_stopped") }</p> };
        }
        Trouble::Nothing => text("transfer_nothing"),
        Trouble::TooMany(most) => text_with("transfer_too_many", &[&most.to_string()]),
        Trouble::Failed(failure) => return failure_notice(*failure, None),
        Trouble::NotSaved => text("transfer_not_saved"),
        Trouble::Unreadable(name) => text_with("transfer_unreadable", &[name]),
        Trouble::Refused(name, refusal) => {
            return html! {
                <div class="notice warn" role="alert">
                    <p>{ text("transfer_refused_whole") }</p>
                    { refused(name, refusal) }
                </div>
            };
        }
    };
    html! { <p class="notice warn" role="alert" dir="auto">{ told }</p> }
}

/// What is refused: where it stands, and why.
fn refused(file: &str, refusal: &Refusal) -> Html {
    let (key, words) = said(&refusal.reason);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    html! {
        <p class="refusal" dir="auto">
            <bdi class="file-name">{ shown(file) }</bdi>
            { place(&refusal.place).map(|(key, at)| html! {
                <>{ " · " }{ text_with(key, &[&shown(&at)]) }</>
            }) }
            { ": " }{ text_with(key, &words) }
        </p>
    }
}

/// A name from outside, without what hides how it is written, and not too long.
fn shown(name: &str) -> String {
    let is_shown = |c: &char| {
        !c.is_control()
            && !matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}' | '\u{feff}')
    };
    name.chars().filter(is_shown).take(120).collect()
}

fn backups(model: &Model, send: &Callback<Event>) -> Html {
    let Some(backup) = model.backup else {
        return Html::default();
    };
    let on_change = send.reform(|event: web_sys::Event| {
        Event::BackupChosen(value_of(&event).parse().ok().filter(|days| *days > 0))
    });
    let choices = [
        (0, "transfer_every_never"),
        (1, "transfer_every_day"),
        (7, "transfer_every_week"),
        (30, "transfer_every_month"),
    ];
    let every = backup.every_days.unwrap_or_default();
    let work = match &model.backing_up {
        Exporting::Idle => Html::default(),
        Exporting::Working(progress) => working("backing-up", *progress, "notes", Some(send)),
        Exporting::Ended(outcome) => ended(outcome),
        // A backup is a file.
        Exporting::Clipped { .. } => Html::default(),
    };
    let content = html! {
        <>
            <label class="field">
                <span class="label">{ text("transfer_every") }</span>
                <select class="input" id="backup-every" onchange={on_change}>
                    { for choices.into_iter().map(|(days, key)| html! {
                        <option value={days.to_string()} selected={every == days}>
                            { text(key) }
                        </option>
                    }) }
                </select>
            </label>
            <p class="soft" id="backup-last">{ last(backup) }</p>
            if every > 0 {
                <p class="soft" id="backup-how">{ text(if model.may_save == Some(true) {
                    "transfer_backup_saves"
                } else {
                    "transfer_backup_reminds"
                }) }</p>
            }
            <div class="actions">
                <button type="button" class="button" id="back-up" disabled={model.is_busy()}
                    onclick={send.reform(|_: MouseEvent| Event::BackUp)}>
                    { text("transfer_back_up") }
                </button>
            </div>
            { work }
        </>
    };
    part("backups", content)
}

fn last(backup: Backup) -> String {
    match backup.last {
        None => text("transfer_backup_none"),
        Some(at) => {
            let zone = baton_webext::own_zone();
            text_with("transfer_backup_last", &[&spoken_moment(at, zone.as_str())])
        }
    }
}
