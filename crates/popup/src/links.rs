//! The notes a note is linked with, and the way to link one more.

use crate::model::Event;
use crate::relations::{RelationEvent, Relations};
use crate::words::title_or_none;
use baton_notes::{Link, LinkKind, MAX_LINKS};
use baton_protocol::{LinkedNote, NoteSummary, NoteView, Relation};
use baton_ui::{Chip, chips, cross, relative, state_text, text, text_with, value_of};
use yew::prelude::*;

/// The kinds a link can be of, in the order they are offered.
const KINDS: [LinkKind; 2] = [LinkKind::Follows, LinkKind::SupersededBy];

const fn relation_key(relation: Relation) -> &'static str {
    match relation {
        Relation::Follows => "relations_follows",
        Relation::SupersededBy => "relations_superseded_by",
        Relation::FollowedBy => "relations_followed_by",
        Relation::Supersedes => "relations_supersedes",
    }
}

/// What a note that another one replaces says at its top.
pub(crate) fn superseded(note: &NoteView, on_event: &Callback<Event>) -> Html {
    let by = |linked: &&LinkedNote| linked.relation == Relation::SupersededBy && linked.stands;
    html! {
        for linked in note.links.iter().filter(by) {
            <p class="notice superseded" key={linked.note.to_string()}>
                <span>{ text("relations_superseded_by") }</span>
                { open_button(linked, on_event) }
            </p>
        }
    }
}

fn open_button(linked: &LinkedNote, on_event: &Callback<Event>) -> Html {
    let title = title_or_none(&linked.title);
    if !linked.stands {
        return html! { <span class="soft" dir="auto">{ text_with("relations_gone", &[&title]) }</span> };
    }
    let id = linked.note.clone();
    html! {
        <button type="button" class="link-button" dir="auto"
            onclick={on_event.reform(move |_: MouseEvent| Event::Open(id.clone()))}>{ title }</button>
    }
}

/// The section of links.
pub(crate) fn links(note: &NoteView, relations: &Relations, on_event: &Callback<Event>) -> Html {
    let own = |linked: &&LinkedNote| linked.relation.own_kind().is_some();
    let is_full = note.links.iter().filter(own).count() >= MAX_LINKS;
    html! {
        <section aria-labelledby="links-heading">
            <h3 id="links-heading">{ text("relations_links") }</h3>
            if !note.links.is_empty() {
                <ul class="links" id="links">
                    for linked in &note.links {
                        { link(linked, on_event) }
                    }
                </ul>
            }
            if !is_full {
                { linking(relations, on_event) }
            }
        </section>
    }
}

fn link(linked: &LinkedNote, on_event: &Callback<Event>) -> Html {
    let title = title_or_none(&linked.title);
    let remove = linked.relation.own_kind().map(|kind| {
        let note = linked.note.clone();
        on_event.reform(move |_: MouseEvent| {
            let note = note.clone();
            RelationEvent::Unlinked(Link { kind, note }).into()
        })
    });
    html! {
        <li>
            <span class="soft relation">{ text(relation_key(linked.relation)) }</span>
            { open_button(linked, on_event) }
            if let Some(remove) = remove {
                <button type="button" class="button icon-button" onclick={remove}
                    aria-label={text_with("relations_unlink", &[&title])}>{ cross() }</button>
            }
        </li>
    }
}

/// What the other note is, and the search for it.
fn linking(relations: &Relations, on_event: &Callback<Event>) -> Html {
    let kinds: Vec<Chip> = KINDS
        .iter()
        .map(|kind| Chip {
            id: match kind {
                LinkKind::Follows => "link-follows".to_owned(),
                LinkKind::SupersededBy => "link-superseded-by".to_owned(),
            },
            text: text(relation_key(Relation::of(*kind))),
        })
        .collect();
    let chosen = KINDS.iter().position(|kind| *kind == relations.link_kind());
    let on_choose = on_event.reform(|chosen: Option<usize>| {
        let kind = chosen.and_then(|index| KINDS.get(index).copied());
        RelationEvent::KindChosen(kind.unwrap_or(LinkKind::Follows)).into()
    });
    let on_input =
        on_event.reform(|event: InputEvent| RelationEvent::SearchTyped(value_of(&event)).into());
    html! {
        <details id="link-note">
            <summary>{ text("relations_link") }</summary>
            <div class="linking">
                <span class="visually-hidden" id="link-kind-label">{ text("relations_kind") }</span>
                { chips("link-kind-label", &kinds, chosen, &on_choose) }
                <label for="link-search">{ text("relations_search") }</label>
                <input class="input" id="link-search" type="search" autocomplete="off" dir="auto"
                    value={relations.search.clone()} oninput={on_input} />
                <div role="status" class="soft">
                    if relations.found.as_ref().is_some_and(Vec::is_empty) {
                        <p id="link-none">{ text("relations_none_found") }</p>
                    }
                </div>
                if let Some(found) = &relations.found {
                    <ul class="candidates" id="link-found" aria-label={text("relations_found")}>
                        for note in found {
                            { candidate(note, on_event) }
                        }
                    </ul>
                }
            </div>
        </details>
    }
}

fn candidate(note: &NoteSummary, on_event: &Callback<Event>) -> Html {
    let id = note.id.clone();
    let on_click = on_event.reform(move |_: MouseEvent| RelationEvent::Linked(id.clone()).into());
    html! {
        <li key={note.id.to_string()}>
            <button type="button" class="open" onclick={on_click}>
                <span class="title" dir="auto">{ title_or_none(&note.title) }</span>
                <span class="meta">
                    if let Some(state) = note.state {
                        <span>{ state_text(state) }</span>
                    }
                    if let Some(person) = &note.person {
                        <span dir="auto">{ person }</span>
                    }
                    <span>{ relative(baton_webext::now(), note.updated) }</span>
                </span>
            </button>
        </li>
    }
}
