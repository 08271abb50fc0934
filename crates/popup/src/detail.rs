use crate::attachments::attachments;
use crate::compare::{comparison, diverged, earlier};
use crate::conversation::{comments, steps};
use crate::export_buttons::ExportButtons;
use crate::half_said::HalfSaid;
use crate::link::safe_link;
use crate::links::{links, superseded};
use crate::model::Event;
use crate::names::names;
use crate::relations::{NameList, Relations};
use crate::words::title_or_none;
use baton_notes::{MAX_PEOPLE, MAX_TAGS};
use baton_protocol::{Answered, NoteView};
use baton_ui::{
    arrow_back, bin, button, delivered_text, origin_text, spoken_moment, state_name, state_text,
    text, text_with,
};
use baton_worktime::UtcMillis;
use yew::prelude::*;

/// What [`Detail`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct DetailProps {
    /// The note.
    pub note: Box<NoteView>,
    /// The comment in the making.
    pub comment: HalfSaid,
    /// What is held of its relations.
    pub relations: Relations,
    /// Whether a file can be chosen here.
    pub takes_files: bool,
    /// The kept text that is shown beside the one that stands, by the moment it was put there.
    pub compared: Option<UtcMillis>,
    /// Where events go.
    pub on_event: Callback<Event>,
}

/// One note: its brief, answers, verdict, source, history and deliveries.
#[component]
pub fn Detail(props: &DetailProps) -> Html {
    let note = &props.note;
    let brief = &note.brief;
    let delete = note.id.clone();
    html! {
        <article class="detail" id="detail" data-note={note.id.as_str().to_owned()}>
            <header>
                { back_button(&props.on_event) }
                <h2 id="note-title" tabindex="-1" dir="auto">{ title_or_none(&note.title) }</h2>
                { button("edit", "popup_edit",
                    props.on_event.reform(|_: MouseEvent| Event::Edit)) }
                <p class="meta">
                    <span class={classes!("state", state_name(note.state))}>
                        { state_text(note.state) }
                    </span>
                    if let Some(person) = &note.person {
                        <span dir="auto">{ person }</span>
                    }
                    if let Some(minutes) = note.minutes {
                        <span>{ text_with("prompt_minutes", &[&minutes.to_string()]) }</span>
                    }
                </p>
                { superseded(note, &props.on_event) }
            </header>
            { diverged(props) }
            if let Some(compared) = comparison(props) {
                { compared }
            } else if !brief.trim().is_empty() {
                <section aria-labelledby="brief-heading">
                    <h3 id="brief-heading">{ text("popup_brief") }</h3>
                    <p class="sheet paper-text" id="brief-text" dir="auto">{ brief }</p>
                </section>
            }
            if let Some((sentence, rule)) = &note.verdict {
                { verdict_part(sentence, rule) }
            }
            <section aria-labelledby="answers-heading">
                <h3 id="answers-heading">{ text("popup_answers") }</h3>
                { answers(&note.answers) }
            </section>
            { source(note) }
            { steps(props) }
            { names(NameList::Tags, &note.tags, MAX_TAGS, &props.relations, &props.on_event) }
            { names(NameList::People, &note.people, MAX_PEOPLE, &props.relations, &props.on_event) }
            { links(note, &props.relations, &props.on_event) }
            { attachments(note, &props.relations, props.takes_files, &props.on_event) }
            { comments(props) }
            { history(note) }
            { earlier(props) }
            <div class="actions">
                <ExportButtons note={note.id.clone()} on_event={props.on_event.clone()} />
                <button type="button" class="button quiet" id="delete"
                    onclick={props.on_event.reform(move |_: MouseEvent| Event::Delete(delete.clone()))}>
                    <span class="back">{ bin() }</span>{ text("popup_delete") }
                </button>
            </div>
        </article>
    }
}

/// The way back to the list.
pub(crate) fn back_button(on_event: &Callback<Event>) -> Html {
    html! {
        <button type="button" class="button quiet back" id="back"
            onclick={on_event.reform(|_: MouseEvent| Event::Back)}>
            { arrow_back() }{ text("popup_back") }
        </button>
    }
}

fn verdict_part(sentence: &str, rule: &str) -> Html {
    html! {
        <section aria-labelledby="verdict-heading">
            <h3 id="verdict-heading">{ text("popup_verdict") }</h3>
            <p id="verdict" dir="auto">{ sentence }</p>
            <p class="soft" id="rule">{ rule }</p>
        </section>
    }
}

fn answers(answers: &[Answered]) -> Html {
    html! {
        if answers.is_empty() {
            <p class="soft">{ text("popup_no_answers") }</p>
        } else {
            <dl class="pairs" id="answers">
                { for answers.iter().map(|given| html! {
                    <div>
                        <dt>{ &given.question }</dt>
                        <dd dir="auto">{ &given.answer }</dd>
                    </div>
                }) }
            </dl>
        }
    }
}

fn source(note: &NoteView) -> Html {
    let target = &note.target;
    html! {
        if !target.is_empty() {
            <section aria-labelledby="source-heading">
                <h3 id="source-heading">{ text("popup_source") }</h3>
                if let Some(href) = safe_link(target) {
                    <p>
                        <a id="source" href={href.to_owned()} target="_blank" dir="ltr"
                            rel="noopener noreferrer">{ target }</a>
                    </p>
                } else {
                    <p id="source" dir="ltr">{ target }</p>
                }
            </section>
        }
    }
}

fn history(note: &NoteView) -> Html {
    let zone = baton_webext::own_zone();
    let moment = |at| spoken_moment(at, zone.as_str());
    html! {
        <section aria-labelledby="history-heading">
            <h3 id="history-heading">{ text("popup_history") }</h3>
            <ol class="timeline" id="history">
                { for note.history.iter().map(|step| html! {
                    <li>
                        <strong>{ state_text(step.state) }</strong>
                        <span class="soft">{ moment(step.at) }</span>
                        <span class="soft">{ origin_text(step.from) }</span>
                        if let Some(by) = &step.by {
                            <span class="soft" dir="auto">{ by }</span>
                        }
                    </li>
                }) }
            </ol>
            if !note.deliveries.is_empty() {
                <h3 id="deliveries-heading">{ text("popup_deliveries") }</h3>
                <ol class="timeline" id="deliveries" aria-labelledby="deliveries-heading">
                    { for note.deliveries.iter().map(|delivery| html! {
                        <li class="kept-apart">
                            <strong>{ delivered_text(delivery) }</strong>
                            <span class="soft">{ moment(delivery.at) }</span>
                        </li>
                    }) }
                </ol>
            }
        </section>
    }
}
