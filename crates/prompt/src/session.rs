//! One booking attempt at the prompt: what is shown, what each event changes, what is asked of
//! the background. Knows no browser; time, zones and words are passed in.

use crate::deadline::Deadline;
pub use crate::event::{Effect, Event, Host, Kept, Screen, Side, Trouble};
use crate::frame::Shape;
use crate::steps::{self, Step};
use baton_brief::{Brief, Context, Document, compose, prefill, redraft};
use baton_gate::{Answers, TemplateId, Verdict, Working, live_question_needed, verdict};
use baton_notes::Delivered;
use baton_protocol::{BookingPreview, Failure, PromptRequest, PromptView};
use baton_ui::SaveSchedule;
use baton_worktime::{WorkingWeek, ZoneName};

/// One booking attempt at the prompt.
#[derive(Debug, Clone)]
pub struct Session {
    /// What the background told at the start. Its answers and brief are as they were then.
    pub view: PromptView,
    /// The answers now.
    pub answers: Answers,
    /// The brief, once begun.
    pub brief: Option<Brief>,
    /// What the card shows.
    pub screen: Screen,
    /// Whether to say that a draft is taken up again: until the person moves on.
    pub greets: bool,
    /// Which deadline's chip is chosen.
    pub deadline: Option<Deadline>,
    /// Form or preview.
    pub side: Side,
    /// Whether the card is folded to a pill.
    pub folded: bool,
    /// Whether the draft is kept.
    pub kept: Kept,
    /// What failed last.
    pub trouble: Option<Trouble>,
    /// Why the last press did not count, as a text key.
    pub refused: Option<&'static str>,
    /// What the clipboard was refused for, so that the text is shown for copying by hand.
    pub by_hand: Option<Delivered>,
    /// When the next save is due.
    pub saves: SaveSchedule,
    drafted_from: Answers,
    came_from: Screen,
}

impl Session {
    /// Begins with what the background told; a draft is shown where it was left.
    #[must_use]
    pub fn new(mut view: PromptView, host: Host<'_>) -> Self {
        if !view.resumed {
            // What the page says stands there until the person says otherwise.
            view.answers.minutes = view.answers.minutes.or(view.source.minutes);
        }
        let week = &view.setup.week;
        let mut session = Self {
            answers: view.answers.clone(),
            brief: view.brief.clone(),
            screen: Screen::Question(Step::Purpose),
            deadline: Deadline::of(view.answers.needed_by, view.now, week, host.zones),
            side: Side::Form,
            folded: false,
            greets: view.resumed,
            kept: if view.resumed {
                Kept::Saved
            } else {
                Kept::Untouched
            },
            trouble: None,
            refused: None,
            by_hand: None,
            saves: SaveSchedule::default(),
            drafted_from: view.answers.clone(),
            came_from: Screen::Verdict,
            view,
        };
        if session.view.resumed {
            let step = steps::resume_at(&session.answers, session.live_needed(host));
            session.screen = step.map_or(Screen::Verdict, Screen::Question);
            if session.brief.is_some() {
                session.came_from = std::mem::replace(&mut session.screen, Screen::Writing);
            }
        }
        session
    }

    /// The shape the frame should have.
    #[must_use]
    pub const fn shape(&self) -> Shape {
        match (self.folded, &self.screen) {
            (true, _) => Shape::Pill,
            (false, Screen::Writing) => Shape::Wide,
            (false, _) => Shape::Card,
        }
    }

    /// The questions that are asked, in order.
    #[must_use]
    pub fn steps(&self, host: Host<'_>) -> &'static [Step] {
        steps::asked(self.live_needed(host))
    }

    /// The verdict on the answers so far.
    #[must_use]
    pub fn verdict(&self, host: Host<'_>) -> Verdict {
        verdict(&self.answers, &self.working(host), self.thresholds())
    }

    /// The brief that would be booked with: the one that was begun, else one drafted for a
    /// meeting.
    #[must_use]
    pub fn brief_to_book(&self, host: Host<'_>) -> Brief {
        self.brief
            .clone()
            .unwrap_or_else(|| prefill(TemplateId::Meet, &self.answers, &self.context(host)))
    }

    /// `brief` as it is shown and delivered.
    #[must_use]
    pub fn document(&self, brief: &Brief, host: Host<'_>) -> Document {
        compose(brief, &self.context(host))
    }

    /// Takes an event in and says what is to be done.
    pub fn update(&mut self, event: Event, host: Host<'_>) -> Vec<Effect> {
        match event {
            Event::Answered(answers) => {
                self.answers = answers;
                self.edited(host)
            }
            Event::DeadlineChosen(deadline) => {
                self.deadline = deadline;
                if deadline != Some(Deadline::Other) {
                    self.answers.needed_by = deadline
                        .and_then(|deadline| {
                            deadline
                                .moment(self.view.now, &self.view.setup.week, host.zones)
                                .ok()
                        })
                        .flatten();
                }
                self.edited(host)
            }
            Event::Next => {
                let steps = self.steps(host);
                let next = match self.screen {
                    Screen::Question(step) => steps.iter().copied().find(|next| *next > step),
                    _ => None,
                };
                self.show(next.map_or(Screen::Verdict, Screen::Question))
            }
            Event::Back => self.back(host),
            Event::GoTo(step) => self.show(Screen::Question(step)),
            Event::SeeVerdict => self.show(Screen::Verdict),
            Event::Write => {
                self.draft(host);
                self.came_from = self.screen.clone();
                let mut effects = self.edited(host);
                effects.extend(self.show(Screen::Writing));
                effects
            }
            Event::Written(brief) => {
                self.brief = Some(brief);
                self.edited(host)
            }
            Event::TemplatePicked(id) => {
                if let Some(brief) = self.brief.take() {
                    let before = self.drafted_from.clone();
                    let context = self.context(host);
                    self.brief = Some(redraft(brief, &before, id, &self.answers, &context));
                    self.drafted_from = self.answers.clone();
                }
                self.edited(host)
            }
            Event::SideShown(side) => {
                self.side = side;
                Vec::new()
            }
            Event::BookAsked => {
                let brief = self.brief_to_book(host);
                if !matches!(self.screen, Screen::Booking(_)) {
                    self.came_from = self.screen.clone();
                }
                let mut effects = self.show(Screen::Booking(None));
                effects.push(Effect::Ask(PromptRequest::PreviewBooking { brief }));
                effects
            }
            Event::BookConfirmed(Some(false)) => self.offer_by_hand(Delivered::BookedWith),
            Event::Copied(false) => self.offer_by_hand(Delivered::Copied),
            Event::MailOpened(Some(false)) => self.offer_by_hand(Delivered::Mailed),
            Event::BookConfirmed(_) => {
                let brief = self.brief_to_book(host);
                vec![self.final_ask(PromptRequest::Book {
                    answers: self.answers.clone(),
                    brief,
                })]
            }
            Event::Copied(true) => self.deliver(Delivered::Copied, host),
            Event::MailOpened(_) => self.deliver(Delivered::Mailed, host),
            Event::CopiedByHand => self.deliver(self.by_hand.unwrap_or(Delivered::Copied), host),
            Event::NotNow => vec![self.final_ask(PromptRequest::NotNow)],
            Event::Close => vec![self.final_ask(PromptRequest::Close)],
            Event::OpenNotes => vec![Effect::Ask(PromptRequest::OpenNotes)],
            Event::Fold(folded) => {
                self.folded = folded;
                self.refused = None;
                vec![Effect::Focus(if folded { "pill" } else { "fold" })]
            }
            Event::PressRefused(why) => {
                self.refused = why;
                Vec::new()
            }
            Event::Retry => self.retry(),
            Event::SaveDue => match self.saves.due_at() {
                Some(due) if due <= host.tick => vec![self.save()],
                _ => Vec::new(),
            },
            Event::Leaving if self.saves.has_unsaved() => vec![self.save()],
            Event::Leaving | Event::Reflowed => Vec::new(),
            Event::Answer(request, answer) => self.answer(*request, answer, host),
        }
    }

    fn answer(
        &mut self,
        request: PromptRequest,
        answer: Result<Option<BookingPreview>, Failure>,
        host: Host<'_>,
    ) -> Vec<Effect> {
        match (request, answer) {
            (PromptRequest::SaveDraft { .. }, Ok(_)) => {
                self.saves.succeeded();
                self.kept = if self.saves.has_unsaved() {
                    Kept::OnTheWay
                } else {
                    Kept::Saved
                };
            }
            (PromptRequest::SaveDraft { .. }, Err(failure)) => {
                self.saves.failed(host.tick);
                self.kept = Kept::NotSaved(failure);
            }
            (PromptRequest::PreviewBooking { .. }, Ok(preview)) => {
                if matches!(self.screen, Screen::Booking(_)) {
                    self.screen = Screen::Booking(preview);
                }
            }
            (PromptRequest::Delivered { how, .. }, Ok(_)) => {
                self.trouble = None;
                return self.show(Screen::Sent(how));
            }
            (PromptRequest::Book { .. } | PromptRequest::NotNow | PromptRequest::Close, Ok(_)) => {
                self.trouble = None;
                self.screen = Screen::SteppingAside;
            }
            (_, Ok(_)) => {}
            (request, Err(failure)) => {
                let again = (failure != Failure::Stale).then_some(request);
                self.trouble = Some(Trouble { failure, again });
            }
        }
        Vec::new()
    }

    /// After a request that ends the prompt or hands the brief over, saving drafts is over: it
    /// carries everything, and a late draft must not follow it.
    fn final_ask(&mut self, request: PromptRequest) -> Effect {
        self.saves = SaveSchedule::default();
        self.trouble = None;
        self.by_hand = None;
        Effect::Ask(request)
    }

    fn deliver(&mut self, how: Delivered, host: Host<'_>) -> Vec<Effect> {
        let (answers, brief) = (self.answers.clone(), self.brief_to_book(host));
        vec![self.final_ask(PromptRequest::Delivered {
            answers,
            brief,
            how,
        })]
    }

    fn offer_by_hand(&mut self, how: Delivered) -> Vec<Effect> {
        self.by_hand = Some(how);
        vec![Effect::Focus("by-hand")]
    }

    fn retry(&mut self) -> Vec<Effect> {
        if let Some(trouble) = self.trouble.take() {
            return trouble.again.map(Effect::Ask).into_iter().collect();
        }
        if matches!(self.kept, Kept::NotSaved(_)) {
            vec![self.save()]
        } else {
            Vec::new()
        }
    }

    fn back(&mut self, host: Host<'_>) -> Vec<Effect> {
        let steps = self.steps(host);
        let before = match &self.screen {
            Screen::Question(step) => match steps.iter().rev().find(|before| *before < step) {
                Some(before) => Screen::Question(*before),
                None => return Vec::new(),
            },
            Screen::Verdict => Screen::Question(steps.last().copied().unwrap_or(Step::FollowUp)),
            // The brief stays; so does what was typed there.
            Screen::Writing | Screen::Booking(_) => {
                let before = std::mem::replace(&mut self.came_from, Screen::Verdict);
                if before == Screen::Writing && self.screen == Screen::Writing {
                    Screen::Verdict
                } else {
                    before
                }
            }
            Screen::Sent(_) => Screen::Writing,
            Screen::SteppingAside => return Vec::new(),
        };
        self.show(before)
    }

    fn show(&mut self, screen: Screen) -> Vec<Effect> {
        self.screen = screen;
        self.greets = false;
        self.refused = None;
        self.by_hand = None;
        vec![Effect::Focus("title")]
    }

    /// Drafts the brief, or drafts it anew where the answers it came from have changed.
    fn draft(&mut self, host: Host<'_>) {
        let wanted = self.verdict(host).template;
        let begun = self.brief.take();
        let context = self.context(host);
        let brief = match begun {
            None => prefill(wanted, &self.answers, &context),
            Some(brief) if self.answers == self.drafted_from => brief,
            Some(brief) => {
                let working = self.working(host);
                let before = verdict(&self.drafted_from, &working, self.thresholds()).template;
                // A template the person picked stays; the verdict's own follows the verdict.
                let to = if before == brief.template {
                    wanted
                } else {
                    brief.template
                };
                redraft(brief, &self.drafted_from, to, &self.answers, &context)
            }
        };
        self.brief = Some(brief);
        self.drafted_from = self.answers.clone();
    }

    fn edited(&mut self, host: Host<'_>) -> Vec<Effect> {
        self.refused = None;
        // Nothing from a private window is stored.
        if !self.view.private {
            self.saves.edited(host.tick);
            self.kept = Kept::OnTheWay;
        }
        Vec::new()
    }

    fn save(&mut self) -> Effect {
        self.saves.began();
        self.kept = Kept::OnTheWay;
        Effect::Ask(PromptRequest::SaveDraft {
            answers: self.answers.clone(),
            brief: self.brief.clone(),
        })
    }

    fn live_needed(&self, host: Host<'_>) -> bool {
        live_question_needed(&self.answers, &self.working(host), self.thresholds())
    }

    fn working<'a>(&'a self, host: Host<'a>) -> Working<'a> {
        Working {
            week: self.view.setup.receivers_week(),
            zones: host.zones,
            now: self.view.now,
        }
    }

    const fn thresholds(&self) -> &baton_gate::Thresholds {
        &self.view.setup.thresholds
    }

    /// The writer's own zone.
    #[must_use]
    pub const fn zone(&self) -> &ZoneName {
        self.view.setup.week.zone()
    }

    fn context<'a>(&'a self, host: Host<'a>) -> Context<'a> {
        let (source, setup) = (&self.view.source, &self.view.setup);
        let receiver = setup.receiver.as_ref();
        let their_week = receiver.and_then(|known| known.week.as_ref());
        Context {
            person: source.person.as_deref(),
            event: source.event.as_deref(),
            minutes: source.minutes,
            slot: source.slot.as_deref(),
            url: &source.target,
            now: self.view.now,
            my_zone: setup.week.zone(),
            their_zone: their_week.map(WorkingWeek::zone),
            week: setup.receivers_week(),
            windows: setup.windows,
            zones: host.zones,
            messages: host.words,
        }
    }
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
