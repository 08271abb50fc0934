//! A note in words, for a page to show.

use super::follow_up::follow_up;
use crate::surroundings::context;
use baton_brief::{Brief, Context, compose, moment_text, plain_text};
use baton_gate::Answers;
use baton_locale::Messages;
use baton_notes::{NoteId, Stored, VerdictRecord, Version, Versions, decode};
use baton_protocol::{
    Answered, EarlierText, Failure, LinkedNote, NewerNote, NoteView, Setup, ShowReply,
};
use baton_worktime::{UtcMillis, Zones};
use serde::{Deserialize, Serialize};

/// What it takes to show a note.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NoteJob {
    /// Its record, of the schema of this Baton.
    pub record: String,
    /// The record of the texts kept beside it; one that cannot be read counts as none.
    pub versions: Option<String>,
    /// The notes it is linked with.
    pub links: Vec<LinkedNote>,
    /// What is set.
    pub setup: Setup,
    /// The moment.
    pub now: UtcMillis,
}

pub(super) fn show(
    job: NoteJob,
    zones: &dyn Zones,
    messages: &dyn Messages,
) -> Result<ShowReply, Failure> {
    let Ok(Stored::Current(note)) = decode(&job.record) else {
        return Err(Failure::StoreBroken);
    };
    let context = context(&note.source, &job.setup, job.now, zones, messages);
    let stands = note.text();
    let versions = job.versions.as_deref().map(Versions::decode);
    let versions = versions.and_then(Result::ok).unwrap_or_default();
    let others = versions.0.into_iter().rev();
    let others = others.filter(|version| version.text != stands);
    let brief = in_words(note.brief.as_ref(), &context);
    let view = NoteView {
        follow_up: follow_up(&note, &brief, &job.setup.week, &context),
        title: note.title().to_owned(),
        verdict: note
            .verdict
            .as_ref()
            .map(|record| verdict_lines(record, messages)),
        brief,
        answers: answered(&note.answers, &context),
        earlier: others.map(|version| earlier(version, &context)).collect(),
        id: note.id,
        person: note.source.person.clone(),
        minutes: note.source.minutes,
        state: note.state,
        target: note.source.target.clone(),
        history: note.history,
        tags: note.tags,
        people: note.people,
        links: job.links,
        attachments: note.attachments,
        comments: note.comments,
        comment_draft: note.comment_draft,
        deliveries: note.deliveries,
    };
    Ok(ShowReply::Note(Box::new(view)))
}

pub(super) fn newer(id: NoteId, schema: u32, messages: &dyn Messages) -> ShowReply {
    ShowReply::Newer(NewerNote {
        id,
        title: messages.text("newer_title", &[]),
        text: messages.text("newer_text", &[&schema.to_string()]),
    })
}

fn earlier(version: Version, context: &Context) -> EarlierText {
    EarlierText {
        at: version.at,
        kind: version.kind,
        brief: in_words(version.text.brief.as_ref(), context),
        answers: answered(&version.text.answers, context),
    }
}

/// A brief as plain text; empty where none was begun.
fn in_words(brief: Option<&Brief>, context: &Context) -> String {
    let composed = brief.map(|brief| compose(brief, context));
    composed.as_ref().map(plain_text).unwrap_or_default()
}

/// The sentence as it was shown, and the rule behind it.
fn verdict_lines(record: &VerdictRecord, messages: &dyn Messages) -> (String, String) {
    let verdict = &record.verdict;
    let reason = messages.text(verdict.rule_key(), &[]);
    (
        record.sentence.clone(),
        format!("{}: {reason}", verdict.rule),
    )
}

/// The answers that were given, in the order of the questions.
fn answered(answers: &Answers, context: &Context<'_>) -> Vec<Answered> {
    let say = |key: &str| context.messages.text(key, &[]);
    let yes_no = |yes: bool| say(if yes { "gate_yes" } else { "gate_no" });
    let typed = |text: &String| Some(text.clone());
    let given = [
        (
            "gate_field_purpose",
            answers.purpose.map(|purpose| say(purpose.label_key())),
        ),
        ("gate_field_invited", answers.invited.map(yes_no)),
        (
            "gate_field_needed_by",
            answers.needed_by.map(|at| moment_text(at, context)),
        ),
        (
            "gate_field_minutes",
            answers.minutes.map(|minutes| minutes.to_string()),
        ),
        ("gate_field_done_when", typed(&answers.done_when)),
        ("gate_field_points", Some(answers.points.join("\n"))),
        ("gate_field_tried", typed(&answers.tried)),
        (
            "gate_field_contributors",
            answers.contributors.map(|who| say(who.label_key())),
        ),
        ("gate_field_follow_up", typed(&answers.follow_up)),
        ("gate_field_written_where", typed(&answers.written_where)),
        ("gate_field_same_minute", answers.same_minute.map(yes_no)),
        (
            "gate_field_rounds",
            answers.rounds.map(|rounds| say(rounds.label_key())),
        ),
    ];
    given
        .into_iter()
        .filter_map(|(key, answer)| {
            let answer = answer.filter(|answer| !answer.trim().is_empty())?;
            Some(Answered {
                question: say(key),
                answer,
            })
        })
        .collect()
}
