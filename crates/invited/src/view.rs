//! What the page looks like.

use crate::draft::Kind;
use crate::drops::read_file;
use crate::invitation::NoInvitation;
use crate::model::{Event, Model, Part};
use baton_post::Refused;
use baton_ui::{Chip, chips, failure_notice, mark, text, text_with, value_of};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The page.
pub(crate) fn show(model: &Model, send: &Callback<Event>) -> Html {
    html! {
        <main class="column answer-page">
            <header class="page-head">
                { mark() }
                <div>
                    <h1>{ text("invited_title") }</h1>
                    <p class="soft">{ text("invited_why") }</p>
                </div>
            </header>
            { model.failure.map(|failure| failure_notice(failure, None)) }
            <div class="halves">
                { came(model, send) }
                { answer(model, send) }
            </div>
        </main>
    }
}

fn came(model: &Model, send: &Callback<Event>) -> Html {
    let on_file = {
        let send = send.clone();
        Callback::from(move |event: web_sys::Event| {
            let input: Option<HtmlInputElement> = event.target_dyn_into();
            if let Some(file) = input.and_then(|input| input.files()?.get(0)) {
                read_file(&file, &send);
            }
        })
    };
    html! {
        <section aria-labelledby="came-label" class={classes!(model.is_dragged.then_some("dragged"))}>
            <label id="came-label" for="came">{ text("invited_paste") }</label>
            <textarea class="input" id="came" rows="10" dir="auto" value={model.text.clone()}
                placeholder={text("invited_placeholder")}
                oninput={send.reform(|event: InputEvent| Event::Came(value_of(&event)))} />
            <label for="file">{ text("invited_file") }</label>
            <input type="file" id="file" accept=".ics,text/calendar,.eml,message/rfc822"
                onchange={on_file} />
            <p class="soft" id="drop-here">{ text("invited_drop") }</p>
            if model.is_gone {
                <p class="notice warn" id="gone" role="status">{ text("chosen_gone") }</p>
            }
            { problem(model) }
        </section>
    }
}

fn problem(model: &Model) -> Html {
    let key = match (&model.refused, model.is_unreadable) {
        (_, true) => "invited_unreadable",
        (Some(Refused::NoEvent), _) => "invited_no_event",
        (Some(Refused::TooLong { .. }), _) => "invited_too_long",
        (None, false) => return Html::default(),
    };
    html! { <p class="notice warn" id="problem" role="alert">{ text(key) }</p> }
}

fn answer(model: &Model, send: &Callback<Event>) -> Html {
    let invitation = &model.invitation;
    let offered = Kind::ALL.into_iter().filter(|kind| kind.fits(invitation));
    let offered: Vec<Kind> = offered.collect();
    let kinds: Vec<Chip> = offered
        .iter()
        .map(|kind| Chip {
            id: ["kind-", kind.name()].concat(),
            text: text(&["invited_kind_", kind.name()].concat()),
        })
        .collect();
    let chosen = offered.iter().position(|kind| *kind == model.kind);
    let on_choose = send.reform(move |chosen: Option<usize>| {
        let kind = chosen.and_then(|place| offered.get(place));
        Event::Chosen(kind.copied().unwrap_or(Kind::Reply))
    });
    let draft = {
        let (kind, invitation) = (model.kind, invitation.clone());
        send.reform(move |_: MouseEvent| {
            let word = |key: &str, what: &str| text_with(key, &[what]);
            Event::Write(kind.draft(&invitation, &word))
        })
    };
    html! {
        <section aria-labelledby="answer-heading">
            <h2 id="answer-heading">{ text("invited_read") }</h2>
            if let Some(why) = invitation.no_invitation {
                <p class="notice warn" id="no-invitation" role="status">{ text(match why {
                    NoInvitation::CalledOff => "invited_called_off",
                    NoInvitation::Answer => "invited_is_answer",
                }) }</p>
            }
            { field("who", "invited_who", &invitation.who, Part::Who, send) }
            { field("what", "invited_what", &invitation.what, Part::What, send) }
            { field("when", "invited_when", &invitation.when, Part::When, send) }
            { field("link", "invited_link", &invitation.link, Part::Link, send) }
            if invitation.more_events > 0 {
                <p class="soft" id="more">
                    { text_with("invited_more", &[&invitation.more_events.to_string()]) }
                </p>
            }
            if invitation.repeats {
                <p class="soft" id="repeats">{ text("invited_repeats") }</p>
            }
            <h2 id="kind-label">{ text("invited_kind") }</h2>
            { chips("kind-label", &kinds, chosen, &on_choose) }
            <button type="button" class="button main" id="write" disabled={model.is_writing}
                onclick={draft}>
                { text("invited_write") }
            </button>
        </section>
    }
}

fn field(id: &'static str, key: &str, value: &str, part: Part, send: &Callback<Event>) -> Html {
    html! {
        <>
            <label for={id}>{ text(key) }</label>
            <input class="input" {id} dir="auto" value={value.to_owned()}
                oninput={send.reform(move |event: InputEvent| Event::Changed(part, value_of(&event)))} />
        </>
    }
}
