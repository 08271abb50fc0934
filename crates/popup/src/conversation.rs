//! What becomes of a note after it was written: its next step, what is said about it.

use crate::detail::DetailProps;
use crate::model::Event;
use baton_notes::{Comment, CommentDraft, MAX_ROUNDS, SCORES, State, rounds};
use baton_protocol::{Failure, FollowUpView, NoteChange};
use baton_ui::{
    Chip, chips, failure_notice, spoken_moment, state_name, state_text, text, text_with, value_of,
};
use yew::prelude::*;

/// The steps the note can take from where it stands, one press each.
pub(crate) fn steps(props: &DetailProps) -> Html {
    let step = |to| {
        let change = NoteChange::Advance { to };
        html! {
            <button type="button" class="button" key={state_name(to)} id={format!("step-{}", state_name(to))}
                onclick={props.on_event.reform(move |_: MouseEvent| Event::Change(change.clone()))}>
                { state_text(to) }
            </button>
        }
    };
    html! {
        <section aria-labelledby="steps-heading">
            <h3 id="steps-heading">{ text("popup_steps") }</h3>
            <div class="actions" role="group" aria-labelledby="steps-heading" id="steps">
                { for props.note.state.next().iter().map(|to| step(*to)) }
                if props.note.state != State::Draft {
                    <a class="button" id="answer-came" target="_blank"
                        href={format!("answer.html#{}", props.note.id)}>
                        { text("popup_answer_came") }
                    </a>
                    <span class="soft">{ text("popup_answer_paste") }</span>
                }
            </div>
            { unanswered(props) }
        </section>
    }
}

/// Writing that gets no answer becomes a meeting again: then at least a prepared one.
fn unanswered(props: &DetailProps) -> Html {
    let note = &props.note;
    let rounds = rounds(note.state, &note.deliveries, &note.history);
    let is_due = |asks: &FollowUpView| asks.asks_at <= baton_webext::now();
    html! {
        <>
            if note.follow_up.as_ref().is_some_and(is_due) {
                <p class="notice" id="asks" role="status">
                    <a href={format!("followups.html#{}", note.id)} target="_blank">
                        { text("popup_asks") }
                    </a>
                </p>
            }
            if rounds >= MAX_ROUNDS {
                <p class="notice" id="unanswered" role="status">
                    { text_with("popup_unanswered", &[&rounds.to_string()]) }{ " " }
                    <a href={format!("write.html#{}", note.id)} target="_blank">
                        { text("popup_unanswered_write") }
                    </a>
                </p>
            }
        </>
    }
}

/// What was said, and a place to say more.
pub(crate) fn comments(props: &DetailProps) -> Html {
    let on_event = &props.on_event;
    let scores: Vec<Chip> = SCORES
        .map(|score| Chip {
            id: format!("score-{score}"),
            text: score.to_string(),
        })
        .collect();
    let first = usize::from(*SCORES.start());
    let chosen = props
        .comment
        .draft
        .score
        .map(|score| usize::from(score) - first);
    let on_score = on_event.reform(move |chosen: Option<usize>| {
        Event::Scored(chosen.and_then(|index| u8::try_from(index + first).ok()))
    });
    let on_input = on_event.reform(|event: InputEvent| Event::CommentTyped(value_of(&event)));
    let on_add = on_event.reform(|event: SubmitEvent| {
        event.prevent_default();
        Event::CommentAdded
    });
    html! {
        <section aria-labelledby="comments-heading">
            <h3 id="comments-heading">{ text("popup_comments") }</h3>
            if !props.note.comments.is_empty() {
                <ol class="timeline" id="comments">
                    { for props.note.comments.iter().map(comment) }
                </ol>
            }
            <form class="comment-form" onsubmit={on_add}>
                <label for="comment">{ text("popup_comment") }</label>
                <textarea class="input" id="comment" rows="3" dir="auto"
                    value={props.comment.draft.text.clone()} oninput={on_input} />
                <span class="soft" id="score-label">{ text("popup_score") }</span>
                { chips("score-label", &scores, chosen, &on_score) }
                if let Err(failure) = props.comment.outcome {
                    { failure_notice(failure, retry(failure, on_event)) }
                    { elsewhere(failure, &props.note.comment_draft) }
                }
                <button type="submit" class="button" id="add-comment">
                    { text("popup_comment_add") }
                </button>
            </form>
        </section>
    }
}

/// What could help once more: where another window's comment is kept, nothing but adding this one.
fn retry(failure: Failure, on_event: &Callback<Event>) -> Option<Callback<MouseEvent>> {
    let may_help = failure != Failure::CommentElsewhere;
    may_help.then(|| on_event.reform(|_| Event::KeepComment))
}

/// What was begun in another window, beside what stands here.
fn elsewhere(failure: Failure, theirs: &CommentDraft) -> Html {
    let is_there = failure == Failure::CommentElsewhere && !theirs.text.is_empty();
    html! {
        if is_there {
            <figure class="elsewhere" id="comment-elsewhere">
                <figcaption class="soft">{ text("popup_comment_elsewhere") }</figcaption>
                <p class="said" dir="auto">{ &theirs.text }</p>
            </figure>
        }
    }
}

fn comment(comment: &Comment) -> Html {
    let zone = baton_webext::own_zone();
    let said = if comment.text.is_empty() {
        None
    } else {
        Some(&comment.text)
    };
    html! {
        <li class="kept-apart">
            if let Some(said) = said {
                <p class="said" dir="auto">{ said }</p>
            }
            if let Some(score) = comment.score {
                <strong>{ text_with("popup_scored", &[&score.to_string()]) }</strong>
            }
            if let Some(by) = &comment.by {
                <span class="soft" dir="auto">{ by }</span>
            }
            <span class="soft">{ spoken_moment(comment.at, zone.as_str()) }</span>
        </li>
    }
}
