use crate::words::text;
use baton_brief::{Block, Document, is_web_link};
use yew::prelude::*;

/// The finished brief, built from its blocks; no markup is ever parsed. `id` is the element's, and
/// `label_key` the key of its name.
pub fn paper(id: &'static str, label_key: &str, document: &Document) -> Html {
    html! {
        <article class="preview" {id} dir="auto" aria-label={text(label_key)}>
            { for document.blocks.iter().map(block) }
        </article>
    }
}

fn block(block: &Block) -> Html {
    match block {
        Block::Title(title) => html! { <h3 class="brief-title">{ title }</h3> },
        Block::Line { label, text } => labelled(label, html! { <dd dir="auto">{ text }</dd> }),
        Block::Links { label, links } => labelled(
            label,
            links
                .iter()
                .map(|address| html! { <dd>{ link(address) }</dd> })
                .collect(),
        ),
        Block::Heading(heading) => html! { <h4>{ heading }</h4> },
        Block::Paragraph(text) => html! { <p class="paper-text" dir="auto">{ text }</p> },
        Block::Numbered { start, items } => html! {
            <ol start={start.to_string()}>
                { for items.iter().map(|item| html! { <li class="paper-text" dir="auto">{ item }</li> }) }
            </ol>
        },
        Block::Reply {
            heading,
            intro,
            lines,
        } => html! {
            <div class="reply">
                <h4>{ heading }</h4>
                <p class="soft">{ intro }</p>
                <p class="paper-text soft">{ lines.join("\n") }</p>
            </div>
        },
    }
}

fn labelled(label: &str, entries: Html) -> Html {
    html! { <dl><dt>{ label }</dt>{ entries }</dl> }
}

fn link(address: &str) -> Html {
    if is_web_link(address) {
        html! {
            <a href={address.to_owned()} target="_blank" rel="noopener noreferrer">{ address }</a>
        }
    } else {
        html! { <span dir="auto">{ address }</span> }
    }
}
