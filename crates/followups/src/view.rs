//! What the page looks like.

use crate::model::{Card, Event, Model, Said};
use baton_protocol::{FollowUpView, NoteView};
use baton_ui::{failure_notice, mark, relative, spoken_moment, text, text_with};
use baton_worktime::UtcMillis;
use yew::prelude::*;

/// The page.
pub(crate) fn show(model: &Model, send: &Callback<Event>) -> Html {
    html! {
        <main class="column followups-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1>{ text("followups_title") }</h1>
                    <p class="soft">{ text("followups_why") }</p>
                </div>
            </header>
            { model.failure.map(|failure| {
                failure_notice(failure, Some(send.reform(|_: MouseEvent| Event::Started)))
            }) }
            if model.is_known {
                { due(model, send) }
                { later(model) }
            }
            { notifications(model, send) }
        </main>
    }
}

fn due(model: &Model, send: &Callback<Event>) -> Html {
    html! {
        <section aria-labelledby="due-heading" id="due">
            <h2 id="due-heading">{ text("followups_due") }</h2>
            if model.due.is_empty() {
                <p class="soft" id="none-due">{ text("followups_none_due") }</p>
            }
            { for model.due.iter().map(|card| asking(card, send)) }
            if model.more_due > 0 {
                <p class="soft">{ text_with("followups_more_due", &[&model.more_due.to_string()]) }</p>
            }
        </section>
    }
}

/// A note that asks.
fn asking(card: &Card, send: &Callback<Event>) -> Html {
    let heading = format!("title-{}", card.id);
    html! {
        <article class="part" key={card.id.to_string()} data-note={card.id.to_string()}
            aria-labelledby={heading.clone()}>
            if let Some(note) = &card.note {
                <div>
                    <h3 id={heading} dir="auto">
                        <a href={note_page(card)}>{ &note.title }</a>
                    </h3>
                    { about(card, note) }
                </div>
                if let Some(asks) = &note.follow_up {
                    if card.done.is_none() && !asks.silence.is_empty() {
                        <p class="silence" dir="auto">{ &asks.silence }</p>
                    }
                    { match card.done {
                        Some(said) => done(card, said, note, asks),
                        None => buttons(card, asks, send),
                    } }
                }
                { copied(card) }
            }
            { card.failure.map(|failure| failure_notice(failure, None)) }
        </article>
    }
}

fn note_page(card: &Card) -> String {
    format!("notes.html#{}", card.id)
}

/// Whom it waits for, and since when.
fn about(card: &Card, note: &NoteView) -> Html {
    let asks = note.follow_up.as_ref().map(|asks| asks.asks_at).or(card.at);
    let now = baton_webext::now();
    html! {
        <p class="soft">
            if let Some(person) = &note.person {
                <bdi>{ person }</bdi>{ " · " }
            }
            { match asks {
                Some(at) if at <= now => text_with("followups_was_due", &[&relative(now, at)]),
                Some(at) => text_with("followups_asks", &[&moment(at)]),
                None => text("followups_waits_not"),
            } }
        </p>
    }
}

fn buttons(card: &Card, asks: &FollowUpView, send: &Callback<Event>) -> Html {
    let press = |said: Said, key: &str, name: &'static str| {
        let id = card.id.clone();
        html! {
            <button type="button" class="button" data-say={name} disabled={card.is_busy}
                onclick={send.reform(move |_: MouseEvent| Event::Pressed(id.clone(), said))}>
                { text(key) }
            </button>
        }
    };
    html! {
        <div class="actions" role="group" aria-label={text("followups_what")}>
            { press(Said::Answered, "followups_answered", "answered") }
            { press(Said::Remind, "followups_remind", "remind") }
            if !asks.silence.is_empty() {
                { press(Said::Silence, "followups_silence", "silence") }
            }
            { press(Said::Call, "followups_call", "call") }
            { press(Said::Later, "followups_tomorrow", "later") }
        </div>
    }
}

/// What was said, and what may be next.
fn done(card: &Card, said: Said, note: &NoteView, asks: &FollowUpView) -> Html {
    let said_so = match said {
        Said::Answered => text("followups_done_answered"),
        Said::Remind => text_with("followups_done_remind", &[&moment(asks.remind_by)]),
        Said::Silence => text_with("followups_done_silence", &[&asks.silence]),
        Said::Call => text_with("followups_done_call", &[&moment(asks.tomorrow)]),
        Said::Later => text_with("followups_done_later", &[&moment(asks.tomorrow)]),
    };
    html! {
        <p class="notice" role="status" dir="auto">
            { said_so }
            if said == Said::Answered {
                { " " }<a href={format!("answer.html#{}", card.id)}>{ text("followups_paste") }</a>
            }
            if said == Said::Call && !note.target.is_empty() {
                { " " }
                <a href={note.target.clone()} target="_blank" rel="noreferrer">
                    { text("followups_booking_page") }
                </a>
            }
        </p>
    }
}

/// The text that was copied; open where it has to be copied by hand.
fn copied(card: &Card) -> Html {
    let Some((copied, is_copied)) = card.copied.as_ref().filter(|_| !card.is_busy) else {
        return Html::default();
    };
    let key = match is_copied {
        true => "followups_show_text",
        false => "followups_not_copied",
    };
    html! {
        <details open={!is_copied}>
            <summary>{ text(key) }</summary>
            <pre class="said" dir="auto" tabindex="0">{ copied }</pre>
        </details>
    }
}

fn later(model: &Model) -> Html {
    html! {
        if !model.later.is_empty() {
            <section aria-labelledby="later-heading" id="later">
                <h2 id="later-heading">{ text("followups_later") }</h2>
                <ul class="rows">
                    { for model.later.iter().filter_map(|card| {
                        let note = card.note.as_ref()?;
                        Some(html! {
                            <li class="row" key={card.id.to_string()}>
                                <a href={note_page(card)} dir="auto">{ &note.title }</a>
                                { about(card, note) }
                            </li>
                        })
                    }) }
                </ul>
            </section>
        }
    }
}

fn notifications(model: &Model, send: &Callback<Event>) -> Html {
    let wanted = !model.notifies;
    html! {
        <section aria-labelledby="notify-label" id="notify">
            <label class="check">
                <input type="checkbox" id="notify-me" checked={model.notifies}
                    onchange={send.reform(move |_: web_sys::Event| Event::Notify(wanted))} />
                <span id="notify-label">{ text("followups_notify") }</span>
            </label>
            <p class="soft">
                { text("followups_notify_why") }{ " " }
                <a href="options.html#hours">{ text("followups_hours") }</a>
            </p>
        </section>
    }
}

fn moment(at: UtcMillis) -> String {
    spoken_moment(at, baton_webext::own_zone().as_str())
}
