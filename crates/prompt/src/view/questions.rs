//! The questions, one at a time.

use super::earlier::earlier;
use baton_editor::deadline::Deadline;
use baton_editor::host;
use baton_editor::moment_field;
use baton_editor::part::entries;
use baton_editor::session::{Event, Session};
use baton_editor::steps::{Step, invitation_matters};
use baton_editor::view::fields::{Kind, TextField, YES_NO, labelled_chips, yes_no};
use baton_editor::view::{Ui, title};
use baton_gate::{Answers, Contributors, Purpose, Rounds};
use baton_ui::{Chip, button, chips, quiet_button, text, text_with};
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
                    { title(text(&worded(session, step))) }
                    <p class="soft">{ text(&format!("gate_question_{name}_hint")) }</p>
                </header>
                { fields }
                { way_on(ui, session, step) }
            </form>
        </div>
    }
}

/// The first question is worded anew each time it was passed over: whoever reads it by heart reads it no
/// more.
fn worded(session: &Session, step: Step) -> String {
    let wording = session.view.ask.as_ref().map_or(0, |ask| ask.wording);
    let plain = format!("gate_question_{}", step.name());
    match wording {
        1.. if step == Step::Purpose => format!("{plain}_{wording}"),
        _ => plain,
    }
}

fn way_on(ui: &Ui, session: &Session, step: Step) -> Html {
    let steps = session.steps(host());
    let place = steps.iter().filter(|other| **other <= step).count();
    let progress = [place, steps.len()].map(|count| count.to_string());
    html! {
        <div class="steps">
            if place > 1 {
                { button("back", "prompt_back", ui.press(|| Event::Back)) }
            }
            <p class="progress" id="progress">
                <span class="dots" aria-hidden="true">
                    { for steps.iter().map(|other| html! {
                        <span class="dot" data-past={(*other <= step).then_some("")}></span>
                    }) }
                </span>
                <span class="count">
                    { text_with("prompt_progress", &[&progress[0], &progress[1]]) }
                </span>
            </p>
            <span class="spacer"></span>
            if place < steps.len() {
                { quiet_button("see-verdict", "prompt_see_verdict", ui.press(|| Event::SeeVerdict)) }
            }
            <button type="submit" class="button main" id="next">
                { text(if place < steps.len() { "prompt_next" } else { "prompt_see_verdict" }) }
            </button>
        </div>
    }
}

/// Reports the answers with what was typed put into them.
fn typed(ui: &Ui, put: fn(&mut Answers, String)) -> Callback<String> {
    let ui = ui.clone();
    Callback::from(move |typed: String| {
        let mut answers = ui.session.borrow().answers.clone();
        put(&mut answers, typed);
        ui.send.emit(Event::Answered(answers));
    })
}

/// Reports the answers with the chip of this index put into them.
fn chosen(ui: &Ui, put: fn(&mut Answers, Option<usize>)) -> Callback<Option<usize>> {
    let ui = ui.clone();
    Callback::from(move |index: Option<usize>| {
        let mut answers = ui.session.borrow().answers.clone();
        put(&mut answers, index);
        ui.send.emit(Event::Answered(answers));
    })
}

/// The value of a chip.
fn nth<T: Copy>(all: &[T], index: Option<usize>) -> Option<T> {
    all.get(index?).copied()
}

/// The chip of a value.
fn place<T: PartialEq>(all: &[T], value: Option<T>) -> Option<usize> {
    all.iter().position(|one| Some(one) == value.as_ref())
}

/// A field for a typed answer, with an example in it.
fn answer(id: &str, kind: Kind, key: &str, value: &str) -> TextField {
    TextField {
        id: id.to_owned(),
        kind,
        label: text(&format!("gate_field_{key}")),
        hint: None,
        placeholder: Some(text(&format!("gate_field_{key}_placeholder"))),
        value: value.to_owned(),
    }
}

/// A chip for an answer of the gate: its id is its key without the gate's name.
fn chip(key: &str) -> Chip {
    Chip {
        id: key.strip_prefix("gate_").unwrap_or(key).replace('_', "-"),
        text: text(key),
    }
}

fn purpose(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    let purposes = Purpose::ALL.map(|purpose| chip(purpose.label_key()));
    let on_purpose = chosen(ui, |answers, index| {
        answers.purpose = nth(&Purpose::ALL, index);
    });
    let on_invited = chosen(ui, |answers, index| answers.invited = nth(&YES_NO, index));
    html! {
        <>
            { chips("title", &purposes, place(&Purpose::ALL, answers.purpose), &on_purpose) }
            if invitation_matters(answers) {
                { labelled_chips("invited-label", "gate_field_invited", &yes_no("invited"),
                    place(&YES_NO, answers.invited), &on_invited) }
            }
        </>
    }
}

fn end(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    let deadlines = Deadline::ALL.map(|deadline| Chip {
        id: format!("needed-{}", deadline.name()),
        text: text(&deadline.label_key()),
    });
    let on_deadline = ui
        .send
        .reform(|index| Event::DeadlineChosen(nth(&Deadline::ALL, index)));
    let minutes = TextField {
        id: "minutes".to_owned(),
        kind: Kind::Number(0, u16::MAX.into()),
        label: text("gate_field_minutes"),
        hint: None,
        placeholder: None,
        value: answers
            .minutes
            .map_or_else(String::new, |minutes| minutes.to_string()),
    };
    html! {
        <>
            { labelled_chips("needed-label", "gate_field_needed_by", &deadlines,
                place(&Deadline::ALL, session.deadline), &on_deadline) }
            if session.deadline == Some(Deadline::Other) {
                { needed_by(ui, session) }
            }
            { answer("done-when", Kind::Line, "done_when", &answers.done_when)
                .show(typed(ui, |answers, typed| answers.done_when = typed)) }
            { minutes.show(typed(ui, |answers, typed| answers.minutes = typed.parse().ok())) }
        </>
    }
}

/// A date and time of the person's own.
fn needed_by(ui: &Ui, session: &Session) -> Html {
    let zone = session.zone().clone();
    let field = TextField {
        id: "needed-by".to_owned(),
        kind: Kind::Moment,
        label: text("prompt_date_and_time"),
        hint: Some(zone.as_str().to_owned()),
        placeholder: None,
        value: moment_field::field_text(session.answers.needed_by, &zone, host().zones),
    };
    let ui = ui.clone();
    field.show(Callback::from(move |typed: String| {
        let mut answers = ui.session.borrow().answers.clone();
        answers.needed_by = moment_field::moment(&typed, &zone, host().zones);
        ui.send.emit(Event::Answered(answers));
    }))
}

fn plan(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    let contributors = Contributors::ALL.map(|who| chip(who.label_key()));
    let on_who = chosen(ui, |answers, index| {
        answers.contributors = nth(&Contributors::ALL, index);
    });
    let points = TextField {
        hint: Some(text("prompt_one_a_line")),
        ..answer("points", Kind::Lines, "points", &answers.points.join("\n"))
    };
    html! {
        <>
            { labelled_chips("contributors-label", "gate_field_contributors", &contributors,
                place(&Contributors::ALL, answers.contributors), &on_who) }
            { points.show(typed(ui, |answers, typed| answers.points = entries(&typed))) }
            { answer("tried", Kind::Lines, "tried", &answers.tried)
                .show(typed(ui, |answers, typed| answers.tried = typed)) }
        </>
    }
}

fn follow_up(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    html! {
        <>
            { answer("follow-up", Kind::Line, "follow_up", &answers.follow_up)
                .show(typed(ui, |answers, typed| answers.follow_up = typed)) }
            { answer("written-where", Kind::Line, "written_where", &answers.written_where)
                .show(typed(ui, |answers, typed| answers.written_where = typed)) }
        </>
    }
}

fn live(ui: &Ui, session: &Session) -> Html {
    let answers = &session.answers;
    let rounds = Rounds::ALL.map(|rounds| chip(rounds.label_key()));
    let on_minute = chosen(ui, |answers, index| {
        answers.same_minute = nth(&YES_NO, index)
    });
    let on_rounds = chosen(ui, |answers, index| {
        answers.rounds = nth(&Rounds::ALL, index)
    });
    html! {
        <>
            { labelled_chips("minute-label", "gate_field_same_minute", &yes_no("same-minute"),
                place(&YES_NO, answers.same_minute), &on_minute) }
            { labelled_chips("rounds-label", "gate_field_rounds", &rounds,
                place(&Rounds::ALL, answers.rounds), &on_rounds) }
        </>
    }
}
