//! *You may have answered this*: notes that are like the one being written, asked for at each pause.

use super::{Effect, Kept, Session};
use baton_brief::FieldValue;
use baton_protocol::{Failure, PromptReply, PromptRequest, RelatedNote};

/// Notes that may have answered this, and what became of them.
#[derive(Debug, Clone, Default)]
pub struct Related {
    /// The notes, the likest first.
    pub notes: Vec<RelatedNote>,
    /// Those this note is linked to by now.
    pub linked: Vec<String>,
    /// The one it is to be linked to as soon as it is stored.
    waiting: Option<String>,
    /// The text they were asked for with last.
    asked: Option<String>,
    is_dismissed: bool,
    /// Whether they were asked for and not told yet.
    pub is_awaited: bool,
}

impl Session {
    /// Asks what is like the note as it is now, after what else is to be done; unless nobody would see
    /// it. From a private window nothing is asked.
    pub(super) fn and_look(&mut self, mut effects: Vec<Effect>) -> Vec<Effect> {
        if self.view.private || self.folded || self.related.is_dismissed {
            return effects;
        }
        let text = self.says();
        if self.related.asked.as_ref() != Some(&text) {
            self.related.asked = Some(text.clone());
            self.related.is_awaited = true;
            effects.push(Effect::Ask(PromptRequest::Related(text)));
        }
        effects
    }

    /// What the note says so far: not what its template says of itself, nor who does what by when.
    fn says(&self) -> String {
        let mut said = String::new();
        let mut say = |text: &String| {
            said.push_str(text);
            said.push('\n');
        };
        if let Some(brief) = &self.brief {
            say(&brief.ask);
            for value in brief.fields.values() {
                match value {
                    FieldValue::Text(text) => say(text),
                    FieldValue::List(entries) => entries.iter().for_each(&mut say),
                    _ => {}
                }
            }
        }
        say(&self.answers.done_when);
        say(&self.answers.tried);
        self.answers.points.iter().for_each(say);
        said
    }

    /// What is like `text`. Without an answer what was shown stays: nothing is missing.
    pub(super) fn told_of(&mut self, text: &String, reply: Result<PromptReply, Failure>) {
        let related = &mut self.related;
        if related.asked.as_ref() != Some(text) {
            return;
        }
        related.is_awaited = false;
        if let Ok(PromptReply::Related(notes)) = reply
            && !related.is_dismissed
        {
            related.notes = notes;
        }
    }

    /// Links this note to another one, once it is stored.
    pub(super) fn link_to(&mut self, note: String) -> Vec<Effect> {
        self.related.waiting = Some(note);
        match self.kept {
            Kept::Saved => self.link_waiting(),
            _ if self.saves.is_under_way() => Vec::new(),
            _ => vec![self.save()],
        }
    }

    /// The note was stored.
    pub(super) fn link_waiting(&mut self) -> Vec<Effect> {
        let link = self.related.waiting.take().map(PromptRequest::Link);
        link.map(Effect::Ask).into_iter().collect()
    }

    pub(super) fn dismiss_related(&mut self) -> Vec<Effect> {
        self.related.notes.clear();
        self.related.is_dismissed = true;
        // The button that had the focus is gone.
        vec![Effect::Focus("title")]
    }
}
