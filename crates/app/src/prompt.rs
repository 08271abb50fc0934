//! What the prompt in a page asks: its own note, and nothing else.

use crate::drafts::Writing;
use crate::ports::{Browser, Ports};
use crate::sender::{Place, Sender};
use crate::session::{Attempt, Memory};
use crate::{App, booking};
use baton_brief::Brief;
use baton_notes::Delivered;
use baton_protocol::{
    Activity, Failure, PageCommand, PromptReply, PromptRequest, PromptView, TabActivity,
};
use baton_recognize::provider;

impl<P: Ports> App<P> {
    pub(crate) async fn prompt(
        &self,
        sender: &Sender,
        at: Place,
        ask: PromptRequest,
    ) -> Result<PromptReply, Failure> {
        if let PromptRequest::Redeem { ticket } = ask {
            return self.redeem(sender, at, &ticket).await;
        }
        let session = Memory(self.ports.session());
        let attempt = session.prompt(at).await.ok_or(Failure::Ticket)?;
        match ask {
            PromptRequest::Redeem { .. } => Err(Failure::Ticket),
            PromptRequest::SaveDraft { answers, brief } => {
                self.write(
                    &attempt,
                    Writing {
                        answers,
                        brief,
                        delivered: None,
                    },
                )
                .await
            }
            PromptRequest::Delivered {
                answers,
                brief,
                how,
            } => {
                let writing = Writing {
                    answers,
                    brief: Some(brief),
                    delivered: Some(how),
                };
                let saved = self.write(&attempt, writing).await?;
                // It is settled in writing: the same page asks no second time in this tab.
                session.step_aside(at.tab, &attempt.source.target).await;
                Ok(saved)
            }
            PromptRequest::PreviewBooking { brief } => Ok(PromptReply::Booking(
                self.plan(&attempt, &brief).await.preview,
            )),
            PromptRequest::Book { answers, brief } => {
                let plan = self.plan(&attempt, &brief).await;
                let delivered = Some(Delivered::BookedWith);
                let writing = Writing {
                    answers,
                    brief: Some(brief),
                    delivered,
                };
                // Durable first: once the page moves on, this prompt is gone.
                let saved = self.write(&attempt, writing).await?;
                self.step_aside(at, &attempt).await;
                let step = plan
                    .go
                    .map_or(PageCommand::Dismiss, |url| PageCommand::Navigate { url });
                if self.tell(&attempt, &step).await {
                    Ok(saved)
                } else {
                    Err(Failure::Page)
                }
            }
            PromptRequest::NotNow => {
                self.step_aside(at, &attempt).await;
                self.tell(&attempt, &PageCommand::Dismiss).await;
                if !attempt.private {
                    self.count_not_now(&attempt).await?;
                }
                Ok(PromptReply::Ok)
            }
            PromptRequest::Close => {
                self.step_aside(at, &attempt).await;
                self.tell(&attempt, &PageCommand::Dismiss).await;
                Ok(PromptReply::Ok)
            }
            PromptRequest::Resize(size) => {
                self.tell(&attempt, &PageCommand::Resize(size)).await;
                Ok(PromptReply::Ok)
            }
            PromptRequest::OpenNotes => {
                self.ports.browser().open_notes().await;
                Ok(PromptReply::Ok)
            }
        }
    }

    async fn redeem(
        &self,
        sender: &Sender,
        at: Place,
        ticket: &str,
    ) -> Result<PromptReply, Failure> {
        let session = Memory(self.ports.session());
        let mut attempt = session.redeem(at, ticket).await.ok_or(Failure::Ticket)?;
        attempt.private |= sender.private;
        let draft = if attempt.private {
            None
        } else {
            // A store that fails must not keep the prompt away: it asks all the same, and the
            // first save says what is wrong.
            self.load_draft(&attempt.source.target)
                .await
                .unwrap_or_default()
        };
        if let Some(draft) = &draft {
            attempt.note = draft.id.clone();
        }
        session.set_prompt(at, &attempt).await;
        self.tell(&attempt, &PageCommand::Alive).await;
        let setup = self.setup(&self.settings().await, &attempt.source);
        let system = provider(&attempt.source.provider);
        let resumed = draft.is_some();
        let (answers, brief) = draft
            .map(|note| (note.answers, note.brief))
            .unwrap_or_default();
        Ok(PromptReply::View(Box::new(PromptView {
            provider_name: system
                .map(|system| system.name.to_owned())
                .unwrap_or_default(),
            takes_text: system.is_some_and(|system| system.prefill().is_some()),
            evidence: attempt.evidence,
            source: attempt.source,
            answers,
            brief,
            resumed,
            private: attempt.private,
            now: self.ports.now(),
            setup,
        })))
    }

    async fn plan(&self, attempt: &Attempt, brief: &Brief) -> booking::Plan {
        let setup = self.setup(&self.settings().await, &attempt.source);
        self.with_context(&attempt.source, &setup, |context| {
            booking::plan(&attempt.source.provider, &attempt.url, brief, context)
        })
    }

    async fn step_aside(&self, at: Place, attempt: &Attempt) {
        let session = Memory(self.ports.session());
        session.step_aside(at.tab, &attempt.source.target).await;
        session.close_prompt(at).await;
        // The page may stay as it is and report nothing more.
        let shown = TabActivity {
            activity: Activity::SteppedAside,
            provider_name: provider(&attempt.source.provider).map(|system| system.name.to_owned()),
            evidence: attempt.evidence.clone(),
        };
        session.set_activity(attempt.page, &shown).await;
    }

    /// Tells the content script of the attempt's page something; `false` when nobody listens.
    async fn tell(&self, attempt: &Attempt, command: &PageCommand) -> bool {
        let Place { tab, frame } = attempt.page;
        self.ports.browser().command(tab, frame, command).await
    }

    async fn count_not_now(&self, attempt: &Attempt) -> Result<(), Failure> {
        let _writing = self.writing.lock().await;
        let mut ledger = self.load_ledger().await?;
        match ledger.count_not_now(&self.today(), attempt.note.as_str()) {
            Ok(true) => self.keep_ledger(&ledger).await,
            Ok(false) => Ok(()),
            Err(_) => Err(Failure::Malformed),
        }
    }
}
