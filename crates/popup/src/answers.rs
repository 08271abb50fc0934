use baton_gate::Answers;
use baton_ui::{spoken_moment, text};
use yew::prelude::*;

/// The answers that were given, each under its question.
#[must_use]
pub fn answers(answers: &Answers) -> Html {
    let zone = baton_webext::own_zone();
    let yes_no = |answer: bool| text(if answer { "gate_yes" } else { "gate_no" });
    let points: Vec<&str> = answers.points.iter().map(|point| point.trim()).collect();
    let given = [
        (
            "gate_question_purpose",
            answers.purpose.map(|purpose| text(purpose.label_key())),
        ),
        ("gate_field_invited", answers.invited.map(yes_no)),
        (
            "gate_field_needed_by",
            answers.needed_by.map(|at| spoken_moment(at, zone.as_str())),
        ),
        ("gate_field_done_when", Some(answers.done_when.clone())),
        ("gate_field_points", Some(points.join("\n"))),
        ("gate_field_tried", Some(answers.tried.clone())),
        (
            "gate_field_contributors",
            answers.contributors.map(|who| text(who.label_key())),
        ),
        ("gate_field_follow_up", Some(answers.follow_up.clone())),
        (
            "gate_field_written_where",
            Some(answers.written_where.clone()),
        ),
        ("gate_field_same_minute", answers.same_minute.map(yes_no)),
        (
            "gate_field_rounds",
            answers.rounds.map(|rounds| text(rounds.label_key())),
        ),
    ];
    let pairs: Vec<Html> = given
        .into_iter()
        .filter_map(|(key, answer)| Some((key, answer.filter(|text| !text.trim().is_empty())?)))
        .map(|(key, answer)| {
            html! { <div key={key}><dt>{ text(key) }</dt><dd dir="auto">{ answer }</dd></div> }
        })
        .collect();
    html! {
        if pairs.is_empty() {
            <p class="soft">{ text("popup_no_answers") }</p>
        } else {
            <dl class="pairs" id="answers">{ pairs }</dl>
        }
    }
}
