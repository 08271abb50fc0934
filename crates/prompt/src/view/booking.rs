use baton_brief::plain_text;
use baton_editor::session::Session;
use baton_editor::view::{Ui, by_hand, title};
use baton_protocol::BookingPreview;
use baton_ui::{text, text_with};
use yew::prelude::*;

/// What *Book with this brief* would do: the exact text, and what goes to the clipboard.
pub(super) fn booking(ui: &Ui, session: &Session, preview: Option<&BookingPreview>) -> Html {
    html! {
        <section class="booking" id="booking" aria-labelledby="title">
            { title(text("prompt_booking_title")) }
            if let Some(preview) = preview {
                { field_text(session, preview) }
                if preview.rest_on_clipboard {
                    { clipboard(ui, preview) }
                }
                { by_hand(ui, session) }
            } else {
                <p class="soft" role="status">{ text("prompt_booking_awaited") }</p>
            }
        </section>
    }
}

fn field_text(session: &Session, preview: &BookingPreview) -> Html {
    if preview.field_text.is_empty() {
        return html! {
            <p id="no-field">
                { text_with("prompt_booking_no_field", &[&session.view.provider_name]) }
            </p>
        };
    }
    html! {
        <>
            <p>{ text("prompt_booking_field") }</p>
            <p class="exact" id="field-text" dir="auto">{ &preview.field_text }</p>
        </>
    }
}

fn clipboard(ui: &Ui, preview: &BookingPreview) -> Html {
    let why = preview
        .clipboard_reason
        .as_deref()
        .unwrap_or("prompt_booking_clipboard");
    html! {
        <>
            <p id="clipboard-reason">{ text(why) }</p>
            <details id="clipboard-text">
                <summary>{ text("prompt_booking_show_clipboard") }</summary>
                <p class="exact" dir="auto">{ plain_text(&ui.document()) }</p>
            </details>
        </>
    }
}
