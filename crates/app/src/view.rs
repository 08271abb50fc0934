//! A note in words, for a page to show.

use crate::App;
use crate::ports::Ports;
use baton_brief::{Context, compose, moment_text, plain_text};
use baton_gate::Answers;
use baton_notes::{Note, VerdictRecord};
use baton_protocol::{Answered, EarlierText, NoteView};

impl<P: Ports> App<P> {
    /// The note in words.
    pub(crate) async fn view(&self, note: Note) -> NoteView {
        let setup = self.setup(&self.settings().await, &note.source);
        let context = self.context(&note.source, &setup);
        let composed = note.brief.as_ref().map(|brief| compose(brief, &context));
        let brief = composed.as_ref().map(plain_text).unwrap_or_default();
        let answers = answered(&note.answers, &context);
        // Without them the note is shown all the same.
        let (versions, _) = self.load_versions(&note.id).await.unwrap_or_default();
        let stands = note.text();
        let others = versions.0.into_iter().rev();
        let others = others.filter(|version| version.text != stands);
        let earlier = others.map(|version| {
            let brief = version.text.brief.as_ref();
            let brief = brief.map(|brief| plain_text(&compose(brief, &context)));
            EarlierText {
                at: version.at,
                kind: version.kind,
                brief: brief.unwrap_or_default(),
                answers: answered(&version.text.answers, &context),
            }
        });
        let earlier = earlier.collect();
        let links = self.linked_notes(&note).await;
        NoteView {
            title: note.title().to_owned(),
            verdict: note
                .verdict
                .as_ref()
                .map(|record| self.verdict_lines(record)),
            brief,
            answers,
            id: note.id,
            person: note.source.person,
            minutes: note.source.minutes,
            state: note.state,
            target: note.source.target,
            history: note.history,
            tags: note.tags,
            people: note.people,
            links,
            attachments: note.attachments,
            comments: note.comments,
            comment_draft: note.comment_draft,
            deliveries: note.deliveries,
            earlier,
        }
    }

    /// The sentence as it was shown, and the rule behind it.
    fn verdict_lines(&self, record: &VerdictRecord) -> (String, String) {
        let verdict = &record.verdict;
        let reason = self.ports.messages().text(verdict.rule_key(), &[]);
        (
            record.sentence.clone(),
            format!("{}: {reason}", verdict.rule),
        )
    }
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
