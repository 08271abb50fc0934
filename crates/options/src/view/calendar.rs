//! Texts for one's own booking page and calendar, to copy.

use super::{Section, Ui, found};
use crate::model::{CalendarText, Event};
use baton_brief::{Document, html as as_html, plain_text};
use baton_settings::{intake, statement};
use baton_ui::{copy_text_and_html, text};
use baton_webext::BrowserMessages;
use yew::prelude::*;

/// The section.
pub(super) fn section(ui: &Ui<'_>) -> Section {
    let model = ui.model;
    let stated = statement(&model.settings, &model.browser_zone, &BrowserMessages);
    let rows = [
        (CalendarText::Intake, intake(&BrowserMessages)),
        (CalendarText::Statement, stated),
    ];
    let rows = rows.map(|(which, document)| {
        let words = vec![document.one_line.clone(), text(why_key(which))];
        (words, card(ui, which, document))
    });
    Section {
        name: "calendar",
        rows: found(ui, "calendar", rows.into()),
    }
}

const fn name(which: CalendarText) -> &'static str {
    match which {
        CalendarText::Intake => "intake",
        CalendarText::Statement => "statement",
    }
}

const fn why_key(which: CalendarText) -> &'static str {
    match which {
        CalendarText::Intake => "options_intake_why",
        CalendarText::Statement => "options_statement_why",
    }
}

fn card(ui: &Ui<'_>, which: CalendarText, document: Document) -> Html {
    let name = name(which);
    let plain = plain_text(&document);
    let shown = plain.clone();
    // Within the press itself: later the browser would refuse.
    let copy = ui.send.reform(move |_: MouseEvent| {
        let done = copy_text_and_html(&plain, &as_html(&document));
        Event::Copied(which, done)
    });
    let said = match ui.model.copied {
        Some((copied, done)) if copied == which => text(if done {
            "options_copied"
        } else {
            "options_not_copied"
        }),
        _ => String::new(),
    };
    html! {
        <div class="calendar-text" key={name}>
            <p>{ text(why_key(which)) }</p>
            <p class="sheet paper-text" id={name} dir="auto">{ shown }</p>
            <div class="actions">
                <button type="button" class="button" id={format!("copy-{name}")} onclick={copy}>
                    { text(&format!("options_copy_{name}")) }
                </button>
                <span class="soft" role="status" id={format!("copied-{name}")}>{ said }</span>
            </div>
        </div>
    }
}
