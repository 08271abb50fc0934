//! What the page looks like.

use crate::fault::Fault;
use crate::kind::Kind;
use crate::model::{Ending, Event, Model, Stage, Take};
use crate::progress::Progress;
use crate::words::clock;
use baton_notes::{MAX_ATTACHMENT_BYTES, MAX_ATTACHMENTS};
use baton_ui::{
    Chip, button, chips, failure_notice, file_size, mark, quiet_button, text, text_with, tick,
};
use yew::prelude::*;

/// The page. `heard` is the address at which the recording can be heard.
pub(crate) fn show(model: &Model, heard: Option<&str>, send: &Callback<Event>) -> Html {
    // Without its note there is nothing to try again with.
    let on_retry = (model.note.is_some() && model.title.is_none())
        .then(|| send.reform(|_: MouseEvent| Event::Started));
    html! {
        <main class="column record-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1>{ text("record_title") }</h1>
                    if let Some(title) = &model.title {
                        <p class="soft">
                            { text("record_for") } { " " }
                            <a href={note_address(model)} dir="auto">{ title }</a>
                        </p>
                    }
                </div>
            </header>
            { model.failure.map(|failure| failure_notice(failure, on_retry)) }
            if model.title.is_some() {
                <section class="card" data-stage={stage_name(&model.stage)}>
                    { stage(model, heard, send) }
                </section>
            }
            <p class="visually-hidden" role="status">{ said(&model.stage) }</p>
        </main>
    }
}

fn note_address(model: &Model) -> Option<String> {
    let note = model.note.as_ref();
    note.map(|note| format!("notes.html#{note}"))
}

fn stage_name(stage: &Stage) -> &'static str {
    match stage {
        Stage::Choosing => "choosing",
        Stage::Asking => "asking",
        Stage::Recording(_) => "recording",
        Stage::Ending(..) => "ending",
        Stage::Recorded(_) => "recorded",
        Stage::Keeping(_) => "keeping",
        Stage::Kept(..) => "kept",
    }
}

/// What those who do not see the page are told when it moves on.
fn said(stage: &Stage) -> String {
    match stage {
        Stage::Choosing => String::new(),
        Stage::Asking => text("record_asking"),
        Stage::Recording(progress) if progress.is_paused() => text("record_paused"),
        Stage::Recording(_) => text("record_recording"),
        Stage::Ending(..) => text("record_ending"),
        Stage::Recorded(_) => text("record_recorded"),
        Stage::Keeping(_) => text("record_keeping"),
        Stage::Kept(..) => text("record_kept"),
    }
}

fn stage(model: &Model, heard: Option<&str>, send: &Callback<Event>) -> Html {
    match &model.stage {
        Stage::Choosing if !model.has_room() => html! {
            <p class="notice warn" id="full">
                { text_with("record_full", &[&MAX_ATTACHMENTS.to_string()]) }
            </p>
        },
        Stage::Choosing => choosing(model, send),
        Stage::Asking => html! { <p id="asking">{ text("record_asking") }</p> },
        Stage::Recording(progress) => recording(progress, send),
        Stage::Ending(..) => html! { <p>{ text("record_ending") }</p> },
        Stage::Recorded(take) => recorded(take, heard, send),
        Stage::Keeping(_) => html! { <p>{ text("record_keeping") }</p> },
        Stage::Kept(name, take) => kept(model, name, take, send),
    }
}

fn choosing(model: &Model, send: &Callback<Event>) -> Html {
    let kinds = Kind::ALL.map(|kind| Chip {
        id: format!("kind-{}", kind.as_str()),
        text: text(&format!("record_kind_{}", kind.as_str())),
    });
    let chosen = Kind::ALL.iter().position(|kind| *kind == model.kind);
    let on_choose = {
        let send = send.clone();
        Callback::from(move |index: Option<usize>| {
            // One kind is always chosen.
            if let Some(kind) = index.and_then(|index| Kind::ALL.get(index)) {
                send.emit(Event::KindChosen(*kind));
            }
        })
    };
    let minutes = (model.kind.seconds_left(0) / 60).to_string();
    html! {
        <>
            <h2 id="kinds-heading">{ text("record_kinds") }</h2>
            { chips("kinds-heading", &kinds, chosen, &on_choose) }
            <p class="soft" id="kind-hint">
                { text(&format!("record_hint_{}", model.kind.as_str())) } { " " }
                { text_with("record_room", &[&minutes, &file_size(MAX_ATTACHMENT_BYTES as u64)]) }
            </p>
            { model.fault.map(|fault| in_the_way(fault, model.kind)) }
            <div class="actions">
                <button type="button" class="button main" id="record"
                    aria-describedby="kind-hint"
                    onclick={send.reform(|_: MouseEvent| Event::Record)}>
                    <span class="dot" aria-hidden="true"></span>
                    { text("record_record") }
                </button>
            </div>
            if model.discarded.is_some() {
                <div class="toast" role="status">
                    <span>{ text("record_discarded") }</span>
                    { quiet_button("undo", "record_undo",
                        send.reform(|_: MouseEvent| Event::Undo)) }
                </div>
            }
        </>
    }
}

fn in_the_way(fault: Fault, kind: Kind) -> Html {
    html! {
        <p class="notice warn" role="alert" id="fault">{ text(fault.text_key(kind)) }</p>
    }
}

fn recording(progress: &Progress, send: &Callback<Event>) -> Html {
    let is_paused = progress.is_paused();
    let heading = if is_paused {
        "record_paused"
    } else {
        "record_recording"
    };
    html! {
        <>
            <h2 class={classes!("state-line", is_paused.then_some("paused"))}>
                <span class="dot" aria-hidden="true"></span>
                { text(heading) }
            </h2>
            <p class="clock" role="timer" id="clock">{ clock(progress.millis(tick())) }</p>
            if !progress.levels.is_empty() {
                { levels(progress) }
            }
            { room(progress) }
            <div class="actions">
                <button type="button" class="button main" id="stop"
                    onclick={send.reform(|_: MouseEvent| Event::Stop)}>
                    { text("record_stop") }
                </button>
                if is_paused {
                    { button("resume", "record_resume",
                        send.reform(|_: MouseEvent| Event::Resume)) }
                } else {
                    { button("pause", "record_pause", send.reform(|_: MouseEvent| Event::Pause)) }
                }
            </div>
            <p class="soft">{ text("record_elsewhere") }</p>
        </>
    }
}

/// How loud it was in the last seconds, as bars.
fn levels(progress: &Progress) -> Html {
    const STEP: usize = 5;
    const HEIGHT: usize = 48;
    let width = progress.levels.len() * STEP;
    html! {
        <svg class="levels" viewBox={format!("0 0 {width} {HEIGHT}")} aria-hidden="true"
            focusable="false">
            { for progress.levels.iter().enumerate().map(|(place, level)| {
                let tall = 3 + usize::from(*level) * (HEIGHT - 3) / 100;
                html! {
                    <rect x={(place * STEP + 1).to_string()}
                        y={((HEIGHT - tall) / 2).to_string()} width="3"
                        height={tall.to_string()} rx="1.5" />
                }
            }) }
        </svg>
    }
}

/// The size so far, and what is left.
fn room(progress: &Progress) -> Html {
    let bytes = progress.bytes();
    let left = progress.kind.seconds_left(bytes);
    let left = match left / 60 {
        0 => text_with("record_left_seconds", &[&left.to_string()]),
        minutes => text_with("record_left_minutes", &[&minutes.to_string()]),
    };
    let most = MAX_ATTACHMENT_BYTES as u64;
    html! {
        <div class="room">
            <progress max={most.to_string()} value={bytes.to_string()}
                aria-labelledby="room-words"></progress>
            <p class="soft" id="room-words">
                { text_with("record_size", &[&file_size(bytes as u64), &file_size(most), &left]) }
            </p>
        </div>
    }
}

fn recorded(take: &Take, heard: Option<&str>, send: &Callback<Event>) -> Html {
    let heard = heard.unwrap_or_default().to_owned();
    let ended = match take.ending {
        Ending::Stopped => None,
        Ending::Full => Some("record_ended_full"),
        Ending::SourceGone => Some("record_ended_source"),
        Ending::Broke => Some("record_ended_broke"),
    };
    html! {
        <>
            <h2>{ text("record_recorded") }</h2>
            if let Some(key) = ended {
                <p class="notice warn" role="alert" id="ended">{ text(key) }</p>
            }
            if take.kind.has_screen() {
                <video id="heard" controls=true src={heard} aria-label={text("record_heard")}>
                </video>
            } else {
                <audio id="heard" controls=true src={heard} aria-label={text("record_heard")}>
                </audio>
            }
            <p class="soft" id="measured">{ measured(take) }</p>
            <div class="actions">
                <button type="button" class="button main" id="keep"
                    onclick={send.reform(|_: MouseEvent| Event::Keep)}>
                    { text("record_keep") }
                </button>
                { button("discard", "record_discard",
                    send.reform(|_: MouseEvent| Event::Discard)) }
                { quiet_button("to-disk", "record_to_disk",
                    send.reform(|_: MouseEvent| Event::SaveToDisk)) }
            </div>
        </>
    }
}

/// Length and size.
fn measured(take: &Take) -> String {
    let size = file_size(take.bytes as u64);
    text_with("record_measured", &[&clock(take.millis), &size])
}

fn kept(model: &Model, name: &str, take: &Take, send: &Callback<Event>) -> Html {
    html! {
        <>
            <h2>{ text("record_kept") }</h2>
            <p><b dir="auto" id="kept-name">{ name }</b>
                <br /><span class="soft">{ measured(take) }</span></p>
            <p class="soft">{ text("record_kept_where") }</p>
            <div class="actions">
                <a class="button main" id="to-note" href={note_address(model)}>
                    { text("record_to_note") }
                </a>
                { button("another", "record_another",
                    send.reform(|_: MouseEvent| Event::Another)) }
            </div>
        </>
    }
}
