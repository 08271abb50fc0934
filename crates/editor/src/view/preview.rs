use baton_brief::Document;
use baton_ui::paper;
use yew::prelude::*;

/// The finished brief.
pub(super) fn preview(document: &Document) -> Html {
    paper("preview", "prompt_side_preview", document)
}
