//! A list of names that a note has, its tags or its people: each can be taken away, and another one
//! typed.

use crate::model::Event;
use crate::relations::{NameList, RelationEvent, Relations};
use baton_ui::{cross, text, text_with, value_of};
use yew::prelude::*;

/// The ids and words of one list.
struct Words {
    id: &'static str,
    heading: &'static str,
    hint: &'static str,
    remove: &'static str,
}

const fn words(list: NameList) -> Words {
    match list {
        NameList::Tags => Words {
            id: "tags",
            heading: "popup_tags",
            hint: "popup_tags_hint",
            remove: "relations_remove_tag",
        },
        NameList::People => Words {
            id: "people",
            heading: "relations_people",
            hint: "relations_people_hint",
            remove: "relations_remove_person",
        },
    }
}

/// The section of `list`, which holds `names` and at most `most` of them.
pub(crate) fn names(
    list: NameList,
    names: &[String],
    most: usize,
    relations: &Relations,
    on_event: &Callback<Event>,
) -> Html {
    let words = words(list);
    let on_input = on_event
        .reform(move |event: InputEvent| RelationEvent::NameTyped(list, value_of(&event)).into());
    let on_change = on_event.reform(move |_: yew::Event| RelationEvent::NameDone(list).into());
    let on_submit = on_event.reform(move |event: SubmitEvent| {
        event.prevent_default();
        RelationEvent::NameDone(list).into()
    });
    let token = |name: &String| {
        let removed = name.clone();
        let on_remove = on_event
            .reform(move |_: MouseEvent| RelationEvent::NameRemoved(list, removed.clone()).into());
        html! {
            <li class="token" key={name.clone()}>
                <span dir="auto">{ name }</span>
                <button type="button" class="token-remove" onclick={on_remove}
                    aria-label={text_with(words.remove, &[name])}>{ cross() }</button>
            </li>
        }
    };
    html! {
        <section>
            <h3><label for={words.id}>{ text(words.heading) }</label></h3>
            if !names.is_empty() {
                <ul class="tokens" id={format!("{}-list", words.id)} aria-label={text(words.heading)}>
                    { for names.iter().map(token) }
                </ul>
            }
            if names.len() < most {
                <form class="field-row" onsubmit={on_submit}>
                    <input class="input" id={words.id} type="text" autocomplete="off" dir="auto"
                        maxlength="200" placeholder={text(words.hint)}
                        value={relations.typed(list).to_owned()}
                        oninput={on_input} onchange={on_change} />
                    <button type="submit" class="button" id={format!("{}-add", words.id)}>
                        { text("relations_add") }
                    </button>
                </form>
            } else {
                <p class="soft">{ text_with("relations_full", &[&most.to_string()]) }</p>
            }
        </section>
    }
}
