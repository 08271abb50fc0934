//! The questions, one at a time.

use super::Ui;
use super::earlier::earlier;
use super::fields::{Label, line, lines, list, moment};
use crate::deadline::Deadline;
use crate::prompt::host;
use crate::session::{Event, Session};
use crate::steps::{Step, invitation_matters};
use baton_gate::{Answers, Contributors, Purpose, Rounds};
use baton_ui::{ChipOption, Chips, text, text_with};
use yew::prelude::*;

/// One question with the earlier answers above it and the way on below.
pub(super) fn question(ui: &Ui, session: &Session, step: Step) -> Html {
    let name = step.name();
    let fields = match step {
        Step::Purpose => purpose(ui, session),
        Step::End => end(ui, session),
        Step::Plan => plan(ui, session),
        Step::FollowUp => follow_up(ui, session),
        Step::Live => live(ui, session),
    };
    let on_submit = ui.send.reform(|event: SubmitEvent| {
        event.prevent_default();
        Event::Next
    });
    html! {
        <div class="asking">
            { earlier(ui, session, Some(step)) }
            <form class="question" id="question" data-step={name} onsubmit={on_submit}>
                <header>
                    <h2 id="title" tabindex="-1">{ text(&format!("gate_question_{name}")) }</h2>
                    <p class="soft">{ text(&format!("gate_question_{name}_hint")) }</p>
                </header>
                { fields }
                { way_on(ui, session, step) }
            </form>
        </div>
    }
}

fn way_on(ui: &Ui, session: &Session, step: Step) -> Html {
    let steps = session.steps(host());
    let place = steps.iter().filter(|other| **other <= step).count();
    let progress = [place, steps.len()].map(|count| count.to_string());
    html! {
        <div class="steps">
            if place > 1 {
                <button type="button" class="button" id="back" onclick={ui.press(Event::Back)}>
                    { text("prompt_back") }
                </button>
            }
            <p class="progress" id="progress">
                <span class="dots" aria-hidden="true">
                    { for steps.iter().map(|other| html! {
                        <span class={classes!("dot", (*other <= step).then_some("past"))}></span>
                    }) }
                </span>
                { text_with("prompt_progress", &[&progress[0], &progress[1]]) }
            </p>
            <span class="spacer"></span>
            if place < steps.len() {
                <button type="button" class="button quiet" id="see-verdict"
                    onclick={ui.press(Event::SeeVerdict)}>
                    { text("prompt_see_verdict") }
                </button>
            }
            <button type="submit" class="button main" id="next">
                { text(if place < steps.len() { "prompt_next" } else { "prompt_see_verdict" }) }
            </button>
        </div>
    }
}

/// Reports the answers with one change made to them.
fn change<T: 'static>(ui: &Ui, put: impl Fn(&mut Answers, T) + 'static) -> Callback<T> {
    let ui = ui.clone();
    Callback::from(move |value: T| {
        let mut answers = ui.session.borrow().answers.clone();
        put(&mut answers, value);
        ui.send.emit(Event::Answered(answers));
    })
}

/// A typed answer's label; all of them have an example.
fn typed(id: &'static str, key: &str, hint: Option<&str>) -> Label {
    Label {
        id: id.into(),
        text: text(&format!("gate_field_{key}")),
        hint: hint.map(text),
        placeholder: Some(text(&format!("gate_field_{key}_placeholder"))),
    }
}

/// Chips over a fixed list of values.
fn choice<T: Copy + PartialEq + 'static>(
    labelled_by: &'static str,
    options: Vec<(T, String, String)>,
    chosen: Option<T>,
    on_choose: &Callback<Option<T>>,
) -> Html {
    let values: Vec<T> = options.iter().map(|(value, ..)| *value).collect();
    let index = chosen.and_then(|chosen| values.iter().position(|value| *value == chosen));
    let on_choose = on_choose
        .reform(move |index: Option<usize>| index.and_then(|index| values.get(index).copied()));
    let options = options
        .into_iter()
        .map(|(_, id, text)| ChipOption {
            id: id.into(),
            text: text.into(),
        })
        .collect::<Vec<_>>();
    html! { <Chips {labelled_by} {options} chosen={index} {on_choose} /> }
}

fn yes_no(prefix: &str) -> Vec<(bool, String, String)> {
    vec![
        (true, format!("{prefix}-yes"), text("gate_yes")),
        (false, format!("{prefix}-no"), text("gate_no")),
    ]
}

fn purpose(ui: &Ui, session: &Session) -> Html {
    let options = Purpose::ALL
        .into_iter()
        .map(|purpose| {
            let name = purpose.label_key().trim_start_matches("gate_purpose_");
            (
                purpose,
                format!("purpose-{name}"),
                text(purpose.label_key()),
            )
        })
        .collect();
    let on_choose = change(ui, |answers, purpose| answers.purpose = purpose);
    let on_invited = change(ui, |answers, invited| answers.invited = invited);
    html! {
        <>
            { choice("title", options, session.answers.purpose, &on_choose) }
            if invitation_matters(&session.answers) {
                <div class="field">
                    <span class="label" id="invited-label">{ text("gate_field_invited") }</span>
                    { choice("invited-label", yes_no("invited"), session.answers.invited, &on_invited) }
                </div>
            }
        </>
    }
}

fn end(ui: &Ui, session: &Session) -> Html {
    let options = Deadline::ALL
        .into_iter()
        .map(|deadline| {
            (
                deadline,
                format!("needed-{}", deadline.name()),
                text(&deadline.label_key()),
            )
        })
        .collect();
    let on_choose = ui.send.reform(Event::DeadlineChosen);
    let on_moment = change(ui, |answers, moment| answers.needed_by = moment);
    let on_done = change(ui, |answers, done| answers.done_when = done);
    let date = Label {
        id: "needed-by".into(),
        text: text("prompt_date_and_time"),
        hint: Some(session.view.zone.as_str().to_owned()),
        placeholder: None,
    };
    html! {
        <>
            <div class="field">
                <span class="label" id="needed-label">{ text("gate_field_needed_by") }</span>
                { choice("needed-label", options, session.deadline, &on_choose) }
            </div>
            if session.deadline == Some(Deadline::Other) {
                { moment(&date, session.answers.needed_by, &session.view.zone, on_moment) }
            }
            { line(&typed("done-when", "done_when", None), &session.answers.done_when, on_done) }
            if let Some(minutes) = session.view.source.minutes {
                <p class="soft">
                    { text_with("prompt_booked_minutes", &[&minutes.to_string()]) }
                </p>
            }
        </>
    }
}

fn plan(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    let options = Contributors::ALL
        .into_iter()
        .map(|who| {
            let name = who.label_key().trim_start_matches("gate_contributors_");
            (who, format!("contributors-{name}"), text(who.label_key()))
        })
        .collect();
    let on_points = change(ui, |answers, points| answers.points = points);
    let on_tried = change(ui, |answers, tried| answers.tried = tried);
    let on_who = change(ui, |answers, who| answers.contributors = who);
    html! {
        <>
            <div class="field">
                <span class="label" id="contributors-label">
                    { text("gate_field_contributors") }
                </span>
                { choice("contributors-label", options, answers.contributors, &on_who) }
            </div>
            { list(&typed("points", "points", Some("prompt_one_a_line")), &answers.points, on_points) }
            { lines(&typed("tried", "tried", None), &answers.tried, on_tried) }
        </>
    }
}

fn follow_up(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    let on_who = change(ui, |answers, who| answers.follow_up = who);
    let on_where = change(ui, |answers, place| answers.written_where = place);
    html! {
        <>
            { line(&typed("follow-up", "follow_up", None), &answers.follow_up, on_who) }
            { line(&typed("written-where", "written_where", None), &answers.written_where, on_where) }
        </>
    }
}

fn live(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    let rounds = Rounds::ALL
        .into_iter()
        .map(|rounds| {
            let name = rounds
                .label_key()
                .trim_start_matches("gate_rounds_")
                .replace('_', "-");
            (rounds, format!("rounds-{name}"), text(rounds.label_key()))
        })
        .collect();
    let on_minute = change(ui, |answers, live| answers.same_minute = live);
    let on_rounds = change(ui, |answers, rounds| answers.rounds = rounds);
    html! {
        <>
            <div class="field">
                <span class="label" id="minute-label">{ text("gate_field_same_minute") }</span>
                { choice("minute-label", yes_no("same-minute"), answers.same_minute, &on_minute) }
            </div>
            <div class="field">
                <span class="label" id="rounds-label">{ text("gate_field_rounds") }</span>
                { choice("rounds-label", rounds, answers.rounds, &on_rounds) }
            </div>
        </>
    }
}
