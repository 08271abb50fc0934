//! One brief being written, from the first question to its delivery: what is shown, what each
//! event changes, what is asked of the background. Knows no browser; time, zones and words are passed in.

mod drafting;
mod keeping;
mod related;

use crate::deadline::Deadline;
pub use crate::event::{Effect, Event, Host, Kept, Screen, Side, Trouble};
use crate::steps::{self, Step};
use baton_asking::Manner;
use baton_brief::{Brief, Context, Document, Hint, OwnTemplateId, compose, lint};
use baton_gate::{Answers, TemplateId, Verdict, Working, live_question_needed, verdict};
use baton_notes::{Delivered, Written};
use baton_protocol::{Failure, Handover, PromptReply, PromptRequest, PromptView};
use baton_ui::SaveSchedule;
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};
pub use related::Related;
use std::rc::Rc;

/// One brief being written.
#[derive(Debug, Clone)]
pub struct Session {
    /// What the background told at the start. Its answers and brief are as they were then.
    pub view: Rc<PromptView>,
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
    /// Whether a quieter manner, if there is one to offer, still is.
    pub offers: bool,
    /// Whether the draft is kept.
    pub kept: Kept,
    /// Whether something was typed that is kept nowhere, as in a private window, and has not left
    /// Baton since.
    pub would_lose: bool,
    /// What failed last.
    pub trouble: Option<Trouble>,
    /// Why the last press did not count, as a text key.
    pub refused: Option<&'static str>,
    /// What the clipboard was refused for, so that the text is shown for copying by hand.
    pub by_hand: Option<Delivered>,
    /// When the next save is due.
    pub saves: SaveSchedule,
    /// Why this template, if a binding chose it.
    pub why: Option<String>,
    /// What is to be said about the last draft, a sentence each.
    pub remarks: Vec<String>,
    /// Whether another tab saved another text about this page, which is kept beside this one.
    pub diverged: bool,
    /// Notes that may have answered this.
    pub related: Related,
    /// The texts the note may hold, as far as this prompt knows: what it read or saved last, and
    /// what it sent since without an answer.
    known: Vec<Written>,
    /// The brief as it was drafted last.
    drafted: Option<Brief>,
    drafted_from: Answers,
    /// When that was: the verdict on the same answers changes with time.
    drafted_at: UtcMillis,
    /// The draft the background was asked for and has not answered: in which template, from which
    /// answers.
    awaited: Option<(Option<OwnTemplateId>, Answers)>,
    came_from: Screen,
    /// The machine's clock when the card was opened.
    began: f64,
}

impl Session {
    /// Begins with what the background told; a draft is shown where it was left.
    #[must_use]
    pub fn new(view: Rc<PromptView>, host: Host<'_>) -> Self {
        let mut answers = view.answers.clone();
        if !view.resumed {
            // What the page says stands there until the person says otherwise.
            answers.minutes = answers.minutes.or(view.source.minutes);
        }
        let week = &view.setup.week;
        let mut session = Self {
            brief: view.brief.clone(),
            screen: Screen::Question(Step::Purpose),
            deadline: Deadline::of(answers.needed_by, view.now, week, host.zones),
            side: Side::Form,
            folded: view
                .ask
                .as_ref()
                .is_some_and(|ask| ask.manner == Manner::Quiet),
            offers: true,
            greets: view.resumed,
            kept: if view.resumed {
                Kept::Saved
            } else {
                Kept::Untouched
            },
            would_lose: false,
            trouble: None,
            refused: None,
            by_hand: None,
            saves: SaveSchedule::default(),
            why: None,
            remarks: Vec::new(),
            diverged: false,
            related: Related::default(),
            known: if view.resumed {
                vec![Written {
                    answers: answers.clone(),
                    brief: view.brief.clone(),
                }]
            } else {
                Vec::new()
            },
            drafted: None,
            drafted_from: answers.clone(),
            drafted_at: view.now,
            answers,
            awaited: None,
            came_from: Screen::Verdict,
            began: host.clock,
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

    /// Begins with the brief at once: one that stands, or a new one, in which nothing counts as
    /// typed yet.
    #[must_use]
    pub fn at_the_brief(view: Rc<PromptView>, host: Host<'_>) -> Self {
        let mut session = Self::new(view, host);
        session.screen = Screen::Writing;
        session.greets = false;
        if session.brief.is_none() {
            let template = if session.view.resumed {
                session.verdict(host).template
            } else {
                TemplateId::Handoff
            };
            session.draft_in(template, host);
        }
        session
    }

    /// The questions that are asked, in order.
    #[must_use]
    pub fn steps(&self, host: Host<'_>) -> &'static [Step] {
        steps::asked(self.live_needed(host))
    }

    /// The verdict on the answers so far.
    #[must_use]
    pub fn verdict(&self, host: Host<'_>) -> Verdict {
        let working = self.working(self.now(host), host);
        verdict(&self.answers, &working, self.thresholds())
    }

    /// The brief that would be booked with: the one that was begun, else one drafted for a
    /// meeting.
    #[must_use]
    pub fn brief_to_book(&self, host: Host<'_>) -> Brief {
        self.brief
            .clone()
            .unwrap_or_else(|| self.prefilled(TemplateId::Meet, &self.answers, host))
    }

    /// `brief` as it is shown and delivered.
    #[must_use]
    pub fn document(&self, brief: &Brief, host: Host<'_>) -> Document {
        compose(brief, &self.context(host))
    }

    /// What would make the brief easier to answer, were it sent now.
    #[must_use]
    pub fn hints(&self, brief: &Brief, host: Host<'_>) -> Vec<Hint> {
        lint(brief, &self.context(host), self.now(host))
    }

    /// The mail address of whoever is written to, if it is known.
    #[must_use]
    pub fn mail_address(&self) -> Option<&str> {
        let known = self.view.setup.receiver.as_ref()?;
        Some(known.mail.as_str()).filter(|mail| !mail.is_empty())
    }

    /// The moment: the background's at the start, and what has passed since.
    #[must_use]
    pub fn now(&self, host: Host<'_>) -> UtcMillis {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "milliseconds since the card was opened"
        )]
        let passed = (host.clock - self.began) as i64;
        self.view.now.plus_millis(passed)
    }

    /// Takes an event in and says what is to be done.
    pub fn update(&mut self, event: Event, host: Host<'_>) -> Vec<Effect> {
        match event {
            Event::Begun => {
                let recall = self.recall();
                self.and_look(recall)
            }
            Event::Answered(answers) => {
                self.answers = answers;
                self.edited(host)
            }
            Event::DeadlineChosen(deadline) => {
                self.deadline = deadline;
                if deadline != Some(Deadline::Other) {
                    let (now, week) = (self.now(host), &self.view.setup.week);
                    self.answers.needed_by = deadline
                        .and_then(|deadline| deadline.moment(now, week, host.zones).ok())
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
            Event::Write => self.write(host),
            Event::Written(brief) => {
                self.brief = Some(brief);
                self.edited(host)
            }
            Event::TemplatePicked(id) => {
                if self.brief.is_some() {
                    self.draft_in(id, host);
                }
                self.redrafted(host)
            }
            Event::OwnTemplatePicked(id) => vec![self.ask_draft(Some(id))],
            Event::SideShown(side) => {
                self.side = side;
                Vec::new()
            }
            Event::BookAsked => {
                let mut effects = match &self.brief {
                    Some(brief) if brief.own.is_none() && self.answers != self.drafted_from => {
                        self.draft_here(host);
                        self.edited(host)
                    }
                    _ => Vec::new(),
                };
                let brief = self.brief_to_book(host);
                if !matches!(self.screen, Screen::Booking(_)) {
                    self.came_from = self.screen.clone();
                }
                effects.extend(self.show(Screen::Booking(None)));
                effects.push(Effect::Ask(PromptRequest::PreviewBooking { brief }));
                effects
            }
            Event::BookConfirmed(Some(false)) => self.offer_by_hand(Delivered::BookedWith),
            Event::HandedOver(how, Some(false)) => self.offer_by_hand(how),
            Event::BookConfirmed(_) => self.book(host),
            Event::HandedOver(how, _) => self.deliver(how, host),
            Event::CopiedByHand => self.deliver(self.by_hand.unwrap_or(Delivered::Copied), host),
            Event::NotNow(later) => self.end_by(PromptRequest::NotNow { later }),
            Event::Offered(is_taken) => {
                self.offers = false;
                vec![Effect::Ask(PromptRequest::Offered { is_taken })]
            }
            Event::Close => self.end_by(PromptRequest::Close),
            Event::OpenNotes => vec![Effect::Ask(PromptRequest::OpenNotes)],
            Event::OpenAsking => vec![Effect::Ask(PromptRequest::OpenAsking)],
            Event::OpenNote(note) => vec![Effect::Ask(PromptRequest::OpenNote(note))],
            Event::LinkTo(note) => self.link_to(note),
            Event::RelatedDismissed => self.dismiss_related(),
            Event::Fold(folded) => {
                self.folded = folded;
                self.refused = None;
                self.and_look(vec![Effect::Focus(if folded { "pill" } else { "fold" })])
            }
            Event::SavedAsFile => {
                self.would_lose = false;
                Vec::new()
            }
            Event::PressRefused(why) => {
                self.refused = why;
                Vec::new()
            }
            Event::Retry => self.retry(host),
            Event::SaveDue => match self.saves.due_at() {
                Some(due) if due <= host.tick => {
                    let save = self.save();
                    self.and_look(vec![save])
                }
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
        answer: Result<PromptReply, Failure>,
        host: Host<'_>,
    ) -> Vec<Effect> {
        match (request, answer) {
            (PromptRequest::SaveDraft(what), Ok(reply)) => {
                self.saved(what, &reply);
                return self.link_waiting();
            }
            (PromptRequest::Related(text), reply) => self.told_of(&text, reply),
            (PromptRequest::Link(to), Ok(_)) => self.related.linked.push(to),
            (PromptRequest::SaveDraft(_), Err(failure)) => {
                self.saves.failed(host.tick);
                self.kept = Kept::NotSaved(failure);
            }
            (asked @ PromptRequest::Draft { .. }, answer) => {
                return self.drafted(asked, answer, host);
            }
            (PromptRequest::PreviewBooking { .. }, Ok(PromptReply::Booking(preview))) => {
                if matches!(self.screen, Screen::Booking(_)) {
                    self.screen = Screen::Booking(Some(preview));
                }
            }
            (PromptRequest::Delivered { what, how }, Ok(reply)) => {
                self.trouble = None;
                self.saved(what, &reply);
                return self.show(Screen::Sent(how));
            }
            (
                PromptRequest::Book(_) | PromptRequest::NotNow { .. } | PromptRequest::Close,
                Ok(_),
            ) => {
                self.trouble = None;
                self.screen = Screen::SteppingAside;
            }
            (_, Ok(_)) => {}
            (request, Err(failure)) => {
                if is_final(&request) {
                    self.go_on(host);
                }
                let again = (failure != Failure::Stale).then_some(request);
                self.trouble = Some(Trouble { failure, again });
            }
        }
        Vec::new()
    }

    fn book(&mut self, host: Host<'_>) -> Vec<Effect> {
        let what = self.finished(host);
        vec![self.final_ask(PromptRequest::Book(what))]
    }

    fn deliver(&mut self, how: Delivered, host: Host<'_>) -> Vec<Effect> {
        self.would_lose = false;
        let what = self.finished(host);
        vec![self.final_ask(PromptRequest::Delivered { what, how })]
    }

    fn finished(&mut self, host: Host<'_>) -> Handover {
        let brief = self.brief_to_book(host);
        self.hand_over(Some(brief))
    }

    fn offer_by_hand(&mut self, how: Delivered) -> Vec<Effect> {
        self.by_hand = Some(how);
        vec![Effect::Focus("by-hand")]
    }

    /// Asks again for what failed, with what was typed since.
    fn retry(&mut self, host: Host<'_>) -> Vec<Effect> {
        let Some(trouble) = self.trouble.take() else {
            return match self.kept {
                Kept::NotSaved(_) => vec![self.save()],
                _ => Vec::new(),
            };
        };
        match trouble.again {
            Some(PromptRequest::Delivered { how, .. }) => self.deliver(how, host),
            Some(PromptRequest::Book(_)) => self.book(host),
            Some(PromptRequest::PreviewBooking { .. }) => {
                let brief = self.brief_to_book(host);
                vec![Effect::Ask(PromptRequest::PreviewBooking { brief })]
            }
            Some(PromptRequest::Draft { template, .. }) => vec![self.ask_draft(template)],
            Some(request) if is_final(&request) => self.end_by(request),
            Some(request) => vec![Effect::Ask(request)],
            None => Vec::new(),
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
        self.awaited = None;
        self.greets = false;
        self.refused = None;
        self.by_hand = None;
        vec![Effect::Focus("title")]
    }

    fn live_needed(&self, host: Host<'_>) -> bool {
        let working = self.working(self.now(host), host);
        live_question_needed(&self.answers, &working, self.thresholds())
    }

    fn working<'a>(&'a self, now: UtcMillis, host: Host<'a>) -> Working<'a> {
        Working {
            week: self.view.setup.receivers_week(),
            zones: host.zones,
            now,
        }
    }

    fn thresholds(&self) -> &baton_gate::Thresholds {
        &self.view.setup.thresholds
    }

    /// The writer's own zone.
    #[must_use]
    pub fn zone(&self) -> &ZoneName {
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
            max_minutes: None,
            slot: source.slot.as_deref(),
            url: &source.target,
            provider_name: &self.view.provider_name,
            now: self.now(host),
            my_zone: setup.week.zone(),
            their_zone: their_week.map(WorkingWeek::zone),
            week: setup.receivers_week(),
            windows: setup.windows,
            zones: host.zones,
            messages: host.words,
        }
    }
}

/// Whether a request ends the prompt or hands the brief over.
const fn is_final(request: &PromptRequest) -> bool {
    use PromptRequest::{Book, Close, Delivered, NotNow};
    matches!(request, Delivered { .. } | Book(_) | NotNow { .. } | Close)
}

#[cfg(test)]
#[path = "session_tests.rs"]
mod tests;
