use baton_editor::host;
use baton_editor::session::{Event, Session};
use baton_editor::steps::Step;
use baton_editor::view::Ui;
use baton_gate::Answers;
use baton_ui::{spoken_moment, text, text_with};
use yew::prelude::*;

/// The answers given before `current`, each one press from being changed. All of them without a
/// current question.
pub(super) fn earlier(ui: &Ui, session: &Session, current: Option<Step>) -> Html {
    let steps = session.steps(host());
    let before = steps
        .iter()
        .copied()
        .filter(|step| current.is_none_or(|current| *step < current));
    let rows: Vec<Html> = before.map(|step| row(ui, session, step)).collect();
    html! {
        if !rows.is_empty() {
            <ol class="earlier" id="earlier" aria-label={text("prompt_earlier")}>{ rows }</ol>
        }
    }
}

fn row(ui: &Ui, session: &Session, step: Step) -> Html {
    let answer = summary(&session.answers, step, session.zone().as_str());
    let skipped = answer.is_empty();
    html! {
        <li key={step.name()}>
            <button type="button" id={format!("edit-{}", step.name().replace('_', "-"))}
                onclick={ui.send.reform(move |_: MouseEvent| Event::GoTo(step))}>
                <span class="soft">{ text(&format!("prompt_step_{}", step.name())) }</span>
                if skipped {
                    <span class="answer skipped">{ text("prompt_skipped") }</span>
                } else {
                    <span class="answer" dir="auto">{ answer }</span>
                }
                <span class="edit">{ text("prompt_edit") }</span>
            </button>
        </li>
    }
}

/// What was answered to one question, in one line; empty when nothing was.
fn summary(answers: &Answers, step: Step, zone: &str) -> String {
    let typed = |value: &str| Some(value.trim().to_owned()).filter(|value| !value.is_empty());
    let parts: Vec<Option<String>> = match step {
        Step::Purpose => vec![answers.purpose.map(|purpose| text(purpose.label_key()))],
        Step::End => vec![
            answers
                .needed_by
                .map(|at| text_with("prompt_by", &[&spoken_moment(at, zone)])),
            typed(&answers.done_when),
        ],
        Step::Plan => {
            let mut parts: Vec<_> = answers.points.iter().map(|point| typed(point)).collect();
            parts.push(typed(&answers.tried));
            parts.push(answers.contributors.map(|who| text(who.label_key())));
            parts
        }
        Step::FollowUp => vec![typed(&answers.follow_up), typed(&answers.written_where)],
        Step::Live => vec![
            answers
                .same_minute
                .map(|live| text(if live { "gate_yes" } else { "gate_no" })),
            answers.rounds.map(|rounds| text(rounds.label_key())),
        ],
    };
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
