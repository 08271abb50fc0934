//! The page as it looks: a function of the model.

mod calendar;
mod data;
mod field;
mod file_entry;
mod head;
mod numbers;
mod people;
mod person_form;
mod rules;
mod sharing;
mod sites;
mod template_form;
mod template_help;
mod template_preview;
mod templates;
mod unreadable;
mod week_form;
mod you;

use crate::form::Edit;
use crate::model::{Event, Model, Start};
use crate::search::Search;
use crate::templates as own;
use baton_ui::{failure_notice, text, text_with};
use yew::prelude::*;

/// What every part of the page needs.
struct Ui<'a> {
    model: &'a Model,
    send: &'a Callback<Event>,
    search: Search,
}

impl Ui<'_> {
    /// Tells the model `event` at a press.
    fn press(&self, event: Event) -> Callback<MouseEvent> {
        self.send.reform(move |_: MouseEvent| event.clone())
    }

    /// Tells the model what `make` makes of a change.
    fn edit<T: 'static>(&self, make: impl Fn(T) -> Edit + 'static) -> Callback<T> {
        self.send.reform(move |given: T| Event::Edited(make(given)))
    }

    /// Tells the templates `event` at a press.
    fn press_templates(&self, event: own::Event) -> Callback<MouseEvent> {
        self.press(Event::Templates(event))
    }

    /// Tells the templates what `make` makes of what happened.
    fn send_templates<T: 'static>(&self, make: impl Fn(T) -> own::Event + 'static) -> Callback<T> {
        self.send
            .reform(move |given: T| Event::Templates(make(given)))
    }
}

/// One part of the page: the stable name that is its id, and what the search left of it.
struct Section {
    name: &'static str,
    rows: Vec<Html>,
}

impl Section {
    fn heading(&self) -> String {
        text(&format!("options_{}", self.name))
    }

    fn show(self) -> Html {
        let name = self.name;
        let heading = self.heading();
        let heading_id = format!("{name}-heading");
        html! {
            <section class="section" id={name} aria-labelledby={heading_id.clone()} key={name}>
                <header>
                    <h2 id={heading_id} tabindex="-1">{ heading }</h2>
                    <p class="soft">{ text(&format!("options_{name}_why")) }</p>
                </header>
                <>{ for self.rows }</>
            </section>
        }
    }
}

/// The rows of `rows` that the search leaves: each with the words it is found by, beside those of
/// its section.
fn found(ui: &Ui<'_>, section: &str, rows: Vec<(Vec<String>, Html)>) -> Vec<Html> {
    let section = [
        text(&format!("options_{section}")),
        text(&format!("options_{section}_why")),
    ];
    let rows = rows.into_iter().filter(|(words, _)| {
        let texts: Vec<&str> = section.iter().chain(words).map(String::as_str).collect();
        ui.search.finds(&texts)
    });
    rows.map(|(_, row)| row).collect()
}

/// The page.
pub(crate) fn view(model: &Model, send: &Callback<Event>) -> Html {
    let ui = Ui {
        model,
        send,
        search: Search::new(&model.query),
    };
    let sections: Vec<Section> = if model.start == Start::Ready {
        let all = [
            you::section(&ui),
            people::section(&ui),
            numbers::section(&ui),
            templates::section(&ui),
            calendar::section(&ui),
            sites::section(&ui),
            data::section(&ui),
        ];
        all.into_iter()
            .filter(|section| !section.rows.is_empty())
            .collect()
    } else {
        Vec::new()
    };
    let links = sections.iter().map(|section| {
        html! { <li><a href={format!("#{}", section.name)}>{ section.heading() }</a></li> }
    });
    html! {
        <div class="page">
            { head::head(&ui) }
            <nav class="sections" aria-label={text("options_sections")}><ul>{ for links }</ul></nav>
            <main>
                { head::notices(&ui) }
                { beginning(&ui, sections.is_empty()) }
                <>{ for sections.into_iter().map(Section::show) }</>
                { toast(&ui) }
            </main>
            <field::ZoneList />
        </div>
    }
}

/// What stands in place of the sections while there are none.
fn beginning(ui: &Ui<'_>, is_empty: bool) -> Html {
    match ui.model.start {
        Start::Awaited => html! { <p class="soft" role="status">{ text("options_starting") }</p> },
        Start::Failed(failure) => failure_notice(failure, Some(ui.press(Event::Started))),
        Start::Ready if is_empty => html! {
            <p id="none-found" role="status">
                { text_with("options_none_found", &[ui.model.query.trim()]) }
            </p>
        },
        Start::Ready => Html::default(),
    }
}

/// What was taken away last, and how to bring it back.
fn toast(ui: &Ui<'_>) -> Html {
    let model = ui.model;
    let (said, undo) = match (&model.removed, &model.templates.removed) {
        (Some(removed), _) => {
            let said = text_with("options_removed", &[&people::called(&removed.entry)]);
            (said, Event::Undo)
        }
        (None, Some(removed)) => {
            let said = match removed {
                own::Removed::Template(_, entry, rules) => {
                    let rules = rules.len().to_string();
                    text_with(
                        "options_removed_template",
                        &[&templates::called(entry), &rules],
                    )
                }
                own::Removed::Field(_, _, field) => {
                    text_with("options_removed", &[field.label.trim()])
                }
                own::Removed::Rule(place, _) => {
                    let rule = text_with("options_rule_called", &[&(place + 1).to_string()]);
                    text_with("options_removed", &[&rule])
                }
            };
            (said, Event::Templates(own::Event::Undo))
        }
        (None, None) => return Html::default(),
    };
    html! {
        <div class="toast" role="status" id="toast">
            <span dir="auto">{ said }</span>
            <button type="button" class="button" id="undo" onclick={ui.press(undo)}>
                { text("options_undo") }
            </button>
        </div>
    }
}
