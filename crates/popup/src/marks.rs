//! Text with the words marked that were looked for.

use baton_protocol::{NoteSummary, Run};
use yew::prelude::*;

/// A note's title, marked where something was looked for.
pub fn title(note: &NoteSummary) -> Html {
    if note.marked_title.is_empty() {
        return html! { { &note.title } };
    }
    marked(&note.marked_title)
}

/// The runs, those that are marked as such.
pub fn marked(runs: &[Run]) -> Html {
    let show = |run: &Run| {
        if run.is_marked {
            html! { <mark>{ &run.text }</mark> }
        } else {
            html! { { &run.text } }
        }
    };
    runs.iter().map(show).collect()
}
