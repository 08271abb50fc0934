//! The texts kept beside a note: each beside the one that stands, to choose between them.

use crate::detail::DetailProps;
use crate::difference::{Stretch, difference};
use crate::model::Event;
use baton_notes::VersionKind;
use baton_protocol::{Answered, EarlierText, NoteChange};
use baton_ui::{button, quiet_button, spoken_moment, text, text_with};
use yew::prelude::*;

/// That another window saved another text, and the way to look at both.
pub(crate) fn diverged(props: &DetailProps) -> Html {
    let mut kept = props.note.earlier.iter();
    let open = kept.find(|kept| kept.kind == VersionKind::Diverged);
    match open {
        Some(kept) if props.compared.is_none() => html! {
            <div class="notice warn" id="diverged">
                <p>{ text("popup_diverged") }</p>
                { quiet_button("compare-diverged", "popup_compare", compare(props, kept)) }
            </div>
        },
        _ => Html::default(),
    }
}

/// The texts kept beside the note, each folded up.
pub(crate) fn earlier(props: &DetailProps) -> Html {
    let kept = &props.note.earlier;
    html! {
        if !kept.is_empty() {
            <section aria-labelledby="earlier-heading" id="earlier">
                <h3 id="earlier-heading">{ text("life_versions") }</h3>
                { for kept.iter().map(|kept| html! {
                    <details key={kept.at.0}>
                        <summary>{ label(kept) }</summary>
                        <p class="sheet paper-text" dir="auto">
                            { whole(&kept.brief, kept.brief.is_empty(), &kept.answers) }
                        </p>
                        <button type="button" class="button quiet compare"
                            onclick={compare(props, kept)}>
                            { text("popup_compare") }
                        </button>
                    </details>
                }) }
            </section>
        }
    }
}

/// The text that stands and the kept one side by side; `None` while no two are compared.
pub(crate) fn comparison(props: &DetailProps) -> Option<Html> {
    let at = props.compared?;
    let note = &props.note;
    let kept = note.earlier.iter().find(|kept| kept.at == at)?;
    let has_answers =
        note.answers != kept.answers || note.brief.is_empty() || kept.brief.is_empty();
    let stands = whole(&note.brief, has_answers, &note.answers);
    let other = whole(&kept.brief, has_answers, &kept.answers);
    let [left, right] = difference(&stands, &other);
    let change = |change: NoteChange| {
        props
            .on_event
            .reform(move |_: MouseEvent| Event::Change(change.clone()))
    };
    // Which of two windows is right is settled by a choice; other texts are only looked at.
    let leave = match kept.kind {
        VersionKind::Diverged => change(NoteChange::LeaveText { at }),
        VersionKind::Replaced => props.on_event.reform(|_: MouseEvent| Event::Compare(None)),
    };
    Some(html! {
        <section class="compared" id="compared" aria-labelledby="compared-heading">
            <h3 id="compared-heading" tabindex="-1">{ text("popup_compared") }</h3>
            <div class="two-texts">
                <div class="one-text">
                    <h4>{ text("popup_stands") }</h4>
                    { sheet("text-stands", &left) }
                    { button("leave-text", "popup_leave_text", leave) }
                </div>
                <div class="one-text">
                    <h4>{ label(kept) }</h4>
                    { sheet("text-kept", &right) }
                    { button("use-text", "popup_use_text", change(NoteChange::UseText { at })) }
                </div>
            </div>
            <p class="soft">{ text("popup_use_text_hint") }</p>
        </section>
    })
}

fn compare(props: &DetailProps, kept: &EarlierText) -> Callback<MouseEvent> {
    let at = kept.at;
    let on_event = &props.on_event;
    on_event.reform(move |_: MouseEvent| Event::Compare(Some(at)))
}

fn label(kept: &EarlierText) -> String {
    let zone = baton_webext::own_zone();
    let key = match kept.kind {
        VersionKind::Replaced => "life_version_replaced",
        VersionKind::Diverged => "life_version_diverged",
    };
    text_with(key, &[&spoken_moment(kept.at, zone.as_str())])
}

/// A text in one piece: the brief, and the answers where they are wanted.
fn whole(brief: &str, with_answers: bool, answers: &[Answered]) -> String {
    let given = answers.iter().filter(|_| with_answers);
    let given = given.map(|given| format!("{}\n{}", given.question, given.answer));
    let brief = Some(brief.trim_end().to_owned()).filter(|brief| !brief.is_empty());
    brief
        .into_iter()
        .chain(given)
        .collect::<Vec<_>>()
        .join("\n\n")
}

fn sheet(id: &'static str, stretches: &[Stretch]) -> Html {
    html! {
        <p class="sheet paper-text" {id} dir="auto">
            { for stretches.iter().map(|stretch| if stretch.differs {
                html! { <mark>{ stretch.text }</mark> }
            } else {
                html! { { stretch.text } }
            }) }
        </p>
    }
}
