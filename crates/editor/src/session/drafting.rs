//! How the session's brief is drafted: here in a built-in template, or by the background where a
//! template of one's own may be meant.

use super::{Effect, Host, Screen, Session, Trouble};
use baton_brief::{Brief, Context, OwnTemplateId, fit_choices, keep_typed, prefill};
use baton_gate::{Answers, TemplateId, verdict};
use baton_protocol::{DraftedBrief, Failure, PromptReply, PromptRequest};

impl Session {
    /// The own template whose draft is awaited.
    #[must_use]
    pub fn awaited_template(&self) -> Option<&OwnTemplateId> {
        self.awaited.as_ref()?.0.as_ref()
    }

    /// Asks what a brief in one of the person's own templates, taken up again, was drafted as: the
    /// draft is not kept with it, and without it all that stands there would count as typed.
    pub(super) fn recall(&self) -> Vec<Effect> {
        let form = self.brief.as_ref().and_then(|brief| brief.own.as_ref());
        let ask = form.map(|form| PromptRequest::Draft {
            template: Some(form.id.clone()),
            answers: self.drafted_from.clone(),
        });
        ask.map(Effect::Ask).into_iter().collect()
    }

    /// Takes note of a draft that [`Self::recall`] asked for.
    fn recalled(&mut self, from: &Answers, reply: &Result<PromptReply, Failure>) {
        let Ok(PromptReply::Drafted(drafted)) = reply else {
            return;
        };
        let in_template = |brief: &Option<Brief>| brief.as_ref().and_then(own_template);
        let of_this = in_template(&drafted.brief) == in_template(&self.brief);
        if self.drafted.is_none() && of_this && *from == self.drafted_from {
            self.drafted.clone_from(&drafted.brief);
        }
    }

    /// *Write it instead*: drafts the brief, or drafts it anew where the answers it came from have
    /// changed.
    pub(super) fn write(&mut self, host: Host<'_>) -> Vec<Effect> {
        let ask = match &self.brief {
            Some(_) if self.answers == self.drafted_from => None,
            Some(brief) if !self.follows_answers(brief, host) => {
                brief.own.as_ref().map(|form| Some(form.id.clone()))
            }
            _ => self.view.binds.then_some(None),
        };
        match ask {
            Some(template) => vec![self.ask_draft(template)],
            None => {
                self.draft_here(host);
                self.show_writing(host)
            }
        }
    }

    /// Asks the background for a draft.
    pub(super) fn ask_draft(&mut self, template: Option<OwnTemplateId>) -> Effect {
        self.trouble = None;
        let answers = self.answers.clone();
        self.awaited = Some((template.clone(), answers.clone()));
        Effect::Ask(PromptRequest::Draft { template, answers })
    }

    /// The answer to [`Self::ask_draft`].
    pub(super) fn drafted(
        &mut self,
        asked: PromptRequest,
        reply: Result<PromptReply, Failure>,
        host: Host<'_>,
    ) -> Vec<Effect> {
        let PromptRequest::Draft { template, answers } = &asked else {
            return Vec::new();
        };
        self.recalled(answers, &reply);
        let awaited = self.awaited.as_ref();
        // Something else was wanted meanwhile.
        if awaited.is_none_or(|awaited| (&awaited.0, &awaited.1) != (template, answers)) {
            return Vec::new();
        }
        self.awaited = None;
        match reply {
            Ok(PromptReply::Drafted(drafted)) => {
                let DraftedBrief {
                    brief,
                    why,
                    left_out,
                } = *drafted;
                match brief {
                    Some(new) => {
                        self.take(new, host);
                        // An answer may have changed meanwhile.
                        self.drafted_from.clone_from(answers);
                    }
                    None => self.draft_here(host),
                }
                self.why = why;
                self.remarks = left_out;
            }
            failed => {
                // Without a draft one still writes.
                if self.brief.is_none() {
                    self.draft_here(host);
                }
                match failed {
                    Ok(PromptReply::TemplateFault { sentence }) => self.remarks = vec![sentence],
                    Ok(_) => {}
                    Err(failure) => {
                        let again = (failure != Failure::Stale).then_some(asked);
                        self.trouble = Some(Trouble { failure, again });
                    }
                }
            }
        }
        if self.screen == Screen::Writing {
            self.redrafted(host)
        } else {
            self.show_writing(host)
        }
    }

    /// Drafts in the built-in template that is wanted; in the one that was picked, if one was.
    pub(super) fn draft_here(&mut self, host: Host<'_>) {
        let to = match &self.brief {
            Some(_) if self.answers == self.drafted_from => return,
            Some(brief) if !self.follows_answers(brief, host) => brief.template,
            _ => self.verdict(host).template,
        };
        self.draft_in(to, host);
    }

    /// Drafts in a built-in template.
    pub(super) fn draft_in(&mut self, to: TemplateId, host: Host<'_>) {
        let new = self.prefilled(to, &self.answers, host);
        self.take(new, host);
    }

    /// What a built-in template drafts from these answers.
    pub(super) fn prefilled(&self, to: TemplateId, answers: &Answers, host: Host<'_>) -> Brief {
        let working = self.working(self.now(host), host);
        let max_minutes = verdict(answers, &working, self.thresholds()).max_minutes;
        let context = Context {
            max_minutes,
            ..self.context(host)
        };
        prefill(to, answers, &context)
    }

    /// Takes a new draft in. What was typed stays.
    fn take(&mut self, new: Brief, host: Host<'_>) {
        let last = self.drafted.take();
        let brief = match self.brief.take() {
            None => new.clone(),
            Some(brief) => {
                // The draft of a brief that is taken up again is not kept with it. In a template of
                // one's own it was recalled, unless that failed.
                let last = last
                    .unwrap_or_else(|| self.prefilled(brief.template, &self.drafted_from, host));
                let mut brief = keep_typed(brief, &last, new.clone());
                fit_choices(&mut brief, host.words);
                brief
            }
        };
        self.brief = Some(brief);
        self.drafted = Some(new);
        self.drafted_from = self.answers.clone();
        self.drafted_at = self.now(host);
        self.awaited = None;
        self.why = None;
        self.remarks.clear();
    }

    /// Whether the brief's template follows the answers. One that the person picked stays.
    fn follows_answers(&self, brief: &Brief, host: Host<'_>) -> bool {
        let working = self.working(self.drafted_at, host);
        let before = verdict(&self.drafted_from, &working, self.thresholds());
        self.why.is_some() || brief.own.is_none() && before.template == brief.template
    }

    fn show_writing(&mut self, host: Host<'_>) -> Vec<Effect> {
        self.came_from = self.screen.clone();
        let mut effects = self.edited(host);
        effects.extend(self.show(Screen::Writing));
        effects
    }
}

fn own_template(brief: &Brief) -> Option<OwnTemplateId> {
    brief.own.as_ref().map(|form| form.id.clone())
}
