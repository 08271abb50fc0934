//! How what is typed is kept: when it is handed over, and what is known to stand in the note.

use super::{Effect, Host, Kept, Session};
use baton_brief::Brief;
use baton_notes::Written;
use baton_protocol::{Handover, PromptReply, PromptRequest};

/// The most texts a session reckons with at once.
const MAX_KNOWN: usize = 4;

impl Session {
    /// Ends the prompt by a request that carries no text: what is not saved yet goes before it, since the
    /// background takes no more from a prompt that has ended.
    pub(super) fn end_by(&mut self, request: PromptRequest) -> Vec<Effect> {
        let save = self.saves.has_unsaved().then(|| self.save());
        let end = self.final_ask(request);
        save.into_iter().chain([end]).collect()
    }

    /// Everything is on its way with or before a request that ends the prompt or hands the brief over, and
    /// a late draft must not follow it: it counts as a save under way.
    pub(super) fn final_ask(&mut self, request: PromptRequest) -> Effect {
        self.saves.began();
        self.trouble = None;
        self.by_hand = None;
        Effect::Ask(request)
    }

    /// A final request was not done. What it carried is to be saved after all, if there is any; what went
    /// before it may be saved twice.
    pub(super) fn go_on(&mut self, host: Host<'_>) {
        if self.kept == Kept::Untouched {
            self.saves.succeeded();
        } else {
            self.saves.failed(host.tick);
            self.kept = Kept::OnTheWay;
        }
    }

    pub(super) fn saved(&mut self, what: Handover, reply: &PromptReply) {
        self.known = vec![what.text];
        self.diverged |= matches!(reply, PromptReply::Saved { diverged: true, .. });
        self.saves.succeeded();
        if self.kept != Kept::Untouched {
            self.kept = if self.saves.has_unsaved() || self.saves.is_under_way() {
                Kept::OnTheWay
            } else {
                Kept::Saved
            };
        }
    }

    pub(super) fn edited(&mut self, host: Host<'_>) -> Vec<Effect> {
        self.refused = None;
        // Nothing from a private window is stored.
        if self.view.private {
            self.would_lose = true;
        } else {
            self.saves.edited(host.tick);
            self.kept = Kept::OnTheWay;
        }
        Vec::new()
    }

    /// The brief on the screen was drafted anew: of one in which nothing was typed yet, that is
    /// nothing to keep.
    pub(super) fn redrafted(&mut self, host: Host<'_>) -> Vec<Effect> {
        if self.kept == Kept::Untouched {
            return Vec::new();
        }
        self.edited(host)
    }

    pub(super) fn save(&mut self) -> Effect {
        self.saves.began();
        self.kept = Kept::OnTheWay;
        let what = self.hand_over(self.brief.clone());
        Effect::Ask(PromptRequest::SaveDraft(what))
    }

    /// The answers and `brief` with the texts the note may hold before they are saved; from then on
    /// it may hold this one too.
    pub(super) fn hand_over(&mut self, brief: Option<Brief>) -> Handover {
        let text = Written {
            answers: self.answers.clone(),
            brief,
        };
        let was = self.known.clone();
        // What failed to be saved again and again is reckoned with a few times only.
        if was.len() < MAX_KNOWN {
            self.known.push(text.clone());
        }
        Handover { text, was }
    }
}
