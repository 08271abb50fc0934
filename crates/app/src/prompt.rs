//! What the prompt in a page asks: its own note, and of notes that are like it no more than their
//! titles and where they stand.

use crate::App;
use crate::ports::{Browser, Ports};
use crate::scout::AskingChange;
use crate::sender::{Place, Sender};
use crate::session::{Attempt, Subject};
use crate::shelf::is_open_draft;
use crate::strict::farewell;
use baton_gate::Rounds;
use baton_notes::{Delivered, Origin, Written, rounds};
use baton_protocol::{
    Activity, Failure, Later, PageCommand, PromptReply, PromptRequest, PromptView, TabActivity,
};
use baton_recognize::system;

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
        let session = self.memory();
        let attempt = session.prompt(at).await.ok_or(Failure::Ticket)?;
        match ask {
            PromptRequest::Redeem { .. } => Err(Failure::Ticket),
            PromptRequest::SaveDraft(what) => {
                self.write(&attempt.subject, what, None, Origin::Prompt)
                    .await
            }
            PromptRequest::Delivered { what, how } => {
                if what.text.brief.is_none() {
                    return Err(Failure::Malformed);
                }
                let write = self.write(&attempt.subject, what, Some(how), Origin::Prompt);
                let saved = write.await?;
                // It is settled in writing: the same page asks no second time in this tab.
                session.step_aside(at.tab, &attempt.subject).await;
                if !attempt.subject.private {
                    let site = attempt.site;
                    // It only keeps a quieter manner from being offered.
                    let _ = self.change_asking(AskingChange::Used { site }).await;
                }
                Ok(saved)
            }
            PromptRequest::Draft { template, answers } => {
                self.draft(&attempt.subject, template, answers).await
            }
            PromptRequest::PreviewBooking { brief } => {
                let plan = self.plan(&attempt.subject, brief).await?;
                Ok(PromptReply::Booking(plan.preview))
            }
            PromptRequest::Book(mut what) => {
                let brief = what.text.brief.clone().ok_or(Failure::Malformed)?;
                let plan = match self.plan(&attempt.subject, brief).await {
                    Ok(_) if !self.tell(&attempt, &PageCommand::Ping).await => Err(Failure::Page),
                    plan => plan,
                };
                if let Ok(plan) = &plan {
                    what.text.brief = Some(plan.brief.clone());
                }
                // What cannot be booked is kept all the same. Durable first: once the page moves on,
                // this prompt is gone.
                let delivered = plan.is_ok().then_some(Delivered::BookedWith);
                let write = self.write(&attempt.subject, what, delivered, Origin::Prompt);
                let saved = write.await?;
                let step = plan?
                    .go
                    .map_or_else(|| farewell(&attempt), |url| PageCommand::Navigate { url });
                self.leave(at, &attempt, &step).await?;
                Ok(saved)
            }
            PromptRequest::NotNow { later } => {
                self.memory()
                    .allow(&attempt.subject, self.ports.now())
                    .await;
                // What was said is kept first: once the prompt is gone, nobody says it again. A skip is
                // counted last, so that a prompt that has to ask twice is one.
                let is_named = attempt.subject.source.person.is_some();
                // Of nobody nothing can be said: that is a skip as well.
                let is_said = match later {
                    Later::Visit => false,
                    Later::Person => is_named,
                    Later::Today | Later::Never => true,
                };
                let kept = match is_said {
                    true => self.keep_later(&attempt, later).await,
                    false => Ok(()),
                };
                // Whatever fails, the way to the booking is free.
                self.leave(at, &attempt, &farewell(&attempt)).await?;
                self.count_not_now(&attempt).await?;
                if is_said {
                    self.look_again().await;
                } else {
                    self.keep_later(&attempt, later).await?;
                }
                kept.map(|()| PromptReply::Ok)
            }
            PromptRequest::Offered { is_taken } => {
                if attempt.subject.private {
                    return Ok(PromptReply::Ok);
                }
                let offer = attempt.ask.offer.filter(|_| is_taken);
                let to = offer.map(|offer| offer.to);
                let site = attempt.site;
                self.change_asking(AskingChange::Offered { site, to })
                    .await?;
                Ok(PromptReply::Ok)
            }
            PromptRequest::Close => {
                self.leave(at, &attempt, &PageCommand::Dismiss).await?;
                Ok(PromptReply::Ok)
            }
            PromptRequest::Resize(size) => {
                self.tell(&attempt, &PageCommand::Resize(size)).await;
                Ok(PromptReply::Ok)
            }
            PromptRequest::OpenAsking => {
                self.ports.browser().open_asking().await;
                Ok(PromptReply::Ok)
            }
            PromptRequest::OpenNotes => {
                self.ports.browser().open_notes(None).await;
                Ok(PromptReply::Ok)
            }
            PromptRequest::Related(text) => {
                let related = self.related(&attempt.subject, text).await?;
                session.tell_of(at, &related).await;
                Ok(PromptReply::Related(related))
            }
            PromptRequest::OpenNote(note) => {
                session.was_told_of(at, &note).await?;
                self.ports.browser().open_notes(Some(&note)).await;
                Ok(PromptReply::Ok)
            }
            PromptRequest::Link(to) => {
                session.was_told_of(at, &to).await?;
                let own = &attempt.subject.note;
                self.follow(own, &to, Origin::Prompt).await?;
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
        let session = self.memory();
        let behind = session.behind(at, ticket).await;
        let (_, attempt) = behind.ok_or(Failure::Ticket)?;
        let private = attempt.subject.private || sender.private;
        let earlier = if private {
            None
        } else {
            // A store that fails must not keep the prompt away: it asks all the same, and the
            // first save says what is wrong.
            self.load_about(&attempt.subject.source.target)
                .await
                .unwrap_or_default()
        };
        let in_vain = earlier.as_ref().map_or(0, |note| {
            rounds(note.state, &note.deliveries, &note.history)
        });
        let draft = earlier.filter(is_open_draft);
        let note = draft
            .as_ref()
            .map_or(attempt.subject.note, |draft| draft.id.clone());
        let attempt = session.redeem(at, ticket, note, private).await;
        let attempt = attempt.ok_or(Failure::Ticket)?;
        if !private {
            let Subject { note, source, .. } = &attempt.subject;
            self.begin_booking(attempt.page, note, source).await;
        }
        let draft = draft.map(|note| note.text());
        let view = self.prompt_view(attempt.subject, attempt.evidence, draft);
        let mut view = view.await;
        view.ask = Some(attempt.ask);
        if !view.resumed {
            view.answers.rounds = Rounds::after(in_vain);
        }
        Ok(PromptReply::View(Box::new(view)))
    }

    /// What is to be known before one writes about `subject`, or writes on in a note's `text`.
    pub(crate) async fn prompt_view(
        &self,
        subject: Subject,
        evidence: Vec<String>,
        text: Option<Written>,
    ) -> PromptView {
        let setup = self.setup(&self.settings().await, &subject.source);
        // Without templates one writes as usual.
        let (own_templates, binds) = self.list_templates().await.unwrap_or_default();
        let system = system(&subject.source.provider);
        let resumed = text.is_some();
        let Written { answers, brief } = text.unwrap_or_default();
        PromptView {
            provider_name: system
                .map(|system| system.name.to_owned())
                .unwrap_or_default(),
            takes_text: system.is_some_and(|system| system.prefill_chars.is_some()),
            evidence,
            source: subject.source,
            answers,
            brief,
            resumed,
            private: subject.private,
            now: self.ports.now(),
            setup,
            ask: None,
            binds,
            own_templates,
        }
    }

    /// Leaves the booking to the person: Baton does not ask here again, and the page takes the
    /// prompt away. The prompt is forgotten only then, so that until it is gone it can ask again.
    async fn leave(&self, at: Place, attempt: &Attempt, step: &PageCommand) -> Result<(), Failure> {
        let session = self.memory();
        session.step_aside(at.tab, &attempt.subject).await;
        self.release(attempt).await?;
        // The page may stay as it is and report nothing more.
        let shown = TabActivity {
            activity: Activity::SteppedAside,
            provider_name: system_name(attempt),
            evidence: attempt.evidence.clone(),
            undo: None,
        };
        session.set_activity(attempt.page, &shown).await;
        if !self.tell(attempt, step).await {
            return Err(Failure::Page);
        }
        session.close_prompt(at).await;
        Ok(())
    }

    /// Keeps what was said with *Not now*. What is said in a private window holds for the visit only.
    async fn keep_later(&self, attempt: &Attempt, later: Later) -> Result<(), Failure> {
        if attempt.subject.private {
            return Ok(());
        }
        let said = AskingChange::Later {
            later,
            site: attempt.site.clone(),
            person: attempt.subject.source.person.clone(),
        };
        self.change_asking(said).await?;
        Ok(())
    }

    /// Tells the content script of the attempt's page something; `false` when nobody listens.
    async fn tell(&self, attempt: &Attempt, command: &PageCommand) -> bool {
        let Place { tab, frame } = attempt.page;
        self.ports.browser().command(tab, frame, command).await
    }

    async fn count_not_now(&self, attempt: &Attempt) -> Result<(), Failure> {
        if attempt.subject.private {
            return Ok(());
        }
        let _writing = self.writing.lock().await;
        let mut ledger = self.load_ledger().await?;
        match ledger.count_not_now(&self.today(), attempt.subject.note.as_str()) {
            Ok(true) => self.keep_ledger(&ledger).await,
            Ok(false) => Ok(()),
            Err(_) => Err(Failure::Malformed),
        }
    }
}

/// The name of the scheduling system that an attempt is on.
pub(crate) fn system_name(attempt: &Attempt) -> Option<String> {
    system(&attempt.subject.source.provider).map(|system| system.name.to_owned())
}
