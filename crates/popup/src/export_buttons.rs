use crate::model::Event;
use baton_notes::NoteId;
use baton_protocol::ExportFormat;
use baton_ui::text;
use yew::prelude::*;

/// What [`ExportButtons`] takes.
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ExportButtonsProps {
    /// The note; all when `None`.
    #[prop_or_default]
    pub note: Option<NoteId>,
    /// Where events go.
    pub on_event: Callback<Event>,
}

/// The two ways to save one note, or all.
#[component]
pub fn ExportButtons(props: &ExportButtonsProps) -> Html {
    let scope = if props.note.is_some() { "note" } else { "all" };
    let export = |format: ExportFormat| {
        let note = props.note.clone();
        props
            .on_event
            .reform(move |_: MouseEvent| Event::Export(note.clone(), format))
    };
    html! {
        <div class="actions" role="group" aria-labelledby={format!("export-{scope}")}>
            <span class="soft" id={format!("export-{scope}")}>
                { text(&format!("popup_export_{scope}")) }
            </span>
            <button type="button" class="button quiet" id={format!("export-{scope}-markdown")}
                onclick={export(ExportFormat::Markdown)}>
                { text("popup_export_markdown") }
            </button>
            <button type="button" class="button quiet" id={format!("export-{scope}-json")}
                onclick={export(ExportFormat::Json)}>
                { text("popup_export_json") }
            </button>
            <a class="button quiet" id={format!("export-{scope}-more")} target="_blank"
                href={match &props.note {
                    Some(note) => format!("transfer.html#notes={note}"),
                    None => "transfer.html".to_owned(),
                }}>
                { text("popup_export_more") }
            </a>
        </div>
    }
}
