use super::{Effect, Event, Host, Kept, Screen, Session};
use crate::deadline::Deadline;
use crate::steps::Step;
use baton_brief::{Brief, ResponseWindows};
use baton_gate::{Answers, Contributors, Purpose, Rule, TemplateId, Thresholds};
use baton_locale::Catalogue;
use baton_notes::{Delivered, Source};
use baton_protocol::{
    BookingPreview, Failure, Handover, Later, PromptReply, PromptRequest, PromptView, Setup,
};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneError, ZoneName, Zones};

#[path = "session_brief_tests.rs"]
mod brief;
#[path = "session_clock_tests.rs"]
mod clock;
#[path = "session_drafting_tests.rs"]
mod drafting;
#[path = "session_private_tests.rs"]
mod private;
#[path = "session_related_tests.rs"]
mod related;
#[path = "session_trouble_tests.rs"]
mod trouble;

struct Universal;

impl Zones for Universal {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Ok(0)
    }
}

struct Desk {
    words: Catalogue,
    session: Session,
    tick: f64,
    clock: f64,
}

impl Desk {
    fn with(view: PromptView) -> Self {
        let words = Catalogue::english();
        let session = Session::new(
            view.into(),
            Host {
                zones: &Universal,
                words: &words,
                tick: 0.0,
                clock: 0.0,
            },
        );
        Self {
            words,
            session,
            tick: 0.0,
            clock: 0.0,
        }
    }

    fn new() -> Self {
        Self::with(view())
    }

    fn host(&self) -> Host<'_> {
        Host {
            zones: &Universal,
            words: &self.words,
            tick: self.tick,
            clock: self.clock,
        }
    }

    fn tell(&mut self, event: Event) -> Vec<Effect> {
        let host = Host {
            zones: &Universal,
            words: &self.words,
            tick: self.tick,
            clock: self.clock,
        };
        self.session.update(event, host)
    }

    fn answer(&mut self, change: impl FnOnce(&mut Answers)) {
        let mut answers = self.session.answers.clone();
        change(&mut answers);
        self.tell(Event::Answered(answers));
    }

    fn reply(&mut self, effect: &Effect, answer: Result<(), Failure>) -> Vec<Effect> {
        let Effect::Ask(request) = effect else {
            panic!("{effect:?} asks nothing")
        };
        self.tell(Event::Answer(
            Box::new(request.clone()),
            answer.map(|()| PromptReply::Ok),
        ))
    }

    fn brief(&self) -> &Brief {
        self.session.brief.as_ref().expect("a brief was begun")
    }
}

fn view() -> PromptView {
    PromptView {
        source: Source {
            provider: "calendly".to_owned(),
            target: "https://calendly.com/alex-example/intro".to_owned(),
            person: Some("Alex Example".to_owned()),
            event: Some("Intro".to_owned()),
            minutes: Some(30),
            ..Source::default()
        },
        provider_name: "Calendly".to_owned(),
        evidence: Vec::new(),
        answers: Answers::default(),
        brief: None,
        resumed: false,
        private: false,
        // A Wednesday, 10:00.
        now: UtcMillis(1_781_690_400_000),
        setup: Setup {
            week: WorkingWeek::default_in(ZoneName::utc()),
            receiver: None,
            thresholds: Thresholds::default(),
            windows: ResponseWindows::default(),
        },
        takes_text: true,
        own_templates: Vec::new(),
        ask: None,
        binds: false,
    }
}

fn asked(effects: &[Effect]) -> Option<&PromptRequest> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask(request) => Some(request),
        Effect::Focus(_) => None,
    })
}

#[test]
fn every_question_can_be_skipped() {
    let mut desk = Desk::new();
    let mut seen = Vec::new();
    while let Screen::Question(step) = desk.session.screen {
        seen.push(step);
        desk.tell(Event::Next);
    }
    assert_eq!(seen, [Step::Purpose, Step::End, Step::Plan, Step::FollowUp]);
    assert_eq!(desk.session.screen, Screen::Verdict);
    assert_eq!(desk.session.verdict(desk.host()).rule, Rule::R5);
}

#[test]
fn the_live_question_comes_when_the_others_leave_it_open() {
    let mut desk = Desk::new();
    desk.answer(|answers| answers.purpose = Some(Purpose::Solve));
    assert_eq!(desk.session.steps(desk.host()).len(), 5);
    desk.answer(|answers| answers.contributors = Some(Contributors::None));
    assert_eq!(desk.session.steps(desk.host()).len(), 4);
}

#[test]
fn back_walks_the_way_one_came() {
    let mut desk = Desk::new();
    assert_eq!(
        desk.tell(Event::Back),
        [],
        "there is nothing before the first question"
    );
    desk.tell(Event::Next);
    desk.tell(Event::Write);
    assert_eq!(desk.session.screen, Screen::Writing);
    desk.tell(Event::BookAsked);
    desk.tell(Event::Back);
    assert_eq!(desk.session.screen, Screen::Writing);
    desk.tell(Event::Back);
    assert_eq!(desk.session.screen, Screen::Verdict);
    desk.tell(Event::Back);
    assert_eq!(desk.session.screen, Screen::Question(Step::FollowUp));
}

#[test]
fn the_verdict_is_one_press_away_from_any_question() {
    let mut desk = Desk::new();
    desk.tell(Event::SeeVerdict);
    assert_eq!(desk.session.screen, Screen::Verdict);
}

#[test]
fn the_brief_is_drafted_from_the_answers_in_the_verdicts_template() {
    let mut desk = Desk::new();
    desk.answer(|answers| {
        answers.purpose = Some(Purpose::Inform);
        answers.done_when = "everybody knows the date".to_owned();
    });
    desk.tell(Event::Write);
    assert_eq!(desk.brief().template, TemplateId::Status);
    assert_eq!(desk.session.screen, Screen::Writing);
}

#[test]
fn changed_answers_redraft_the_brief_and_keep_what_was_typed() {
    let mut desk = Desk::new();
    desk.answer(|answers| answers.purpose = Some(Purpose::Inform));
    desk.tell(Event::Write);
    let typed = Brief {
        ask: "Please read this".to_owned(),
        ..desk.brief().clone()
    };
    desk.tell(Event::Written(typed));
    desk.tell(Event::GoTo(Step::Purpose));
    desk.answer(|answers| answers.purpose = Some(Purpose::Decide));
    desk.tell(Event::Write);
    assert_eq!(desk.brief().template, TemplateId::Decide);
    assert_eq!(desk.brief().ask, "Please read this");
}

#[test]
fn a_picked_template_stays_when_the_answers_change() {
    let mut desk = Desk::new();
    desk.answer(|answers| answers.purpose = Some(Purpose::Inform));
    desk.tell(Event::Write);
    desk.tell(Event::TemplatePicked(TemplateId::Meet));
    desk.answer(|answers| answers.purpose = Some(Purpose::Decide));
    desk.tell(Event::Write);
    assert_eq!(desk.brief().template, TemplateId::Meet);
}

#[test]
fn typing_is_saved_after_a_pause_and_said_only_when_the_background_said_it() {
    let mut desk = Desk::new();
    desk.tick = 100.0;
    desk.answer(|answers| answers.done_when = "it".to_owned());
    assert_eq!(desk.session.kept, Kept::OnTheWay);
    assert_eq!(desk.tell(Event::SaveDue), [], "not yet");
    desk.tick = 600.0;
    let effects = desk.tell(Event::SaveDue);
    let Some(PromptRequest::SaveDraft(Handover { text, .. })) = asked(&effects) else {
        panic!("{effects:?}")
    };
    assert_eq!(text.answers.done_when, "it");
    assert_eq!(desk.session.kept, Kept::OnTheWay);
    desk.reply(&effects[0], Ok(()));
    assert_eq!(desk.session.kept, Kept::Saved);
}

#[test]
fn leaving_saves_at_once() {
    let mut desk = Desk::new();
    assert_eq!(desk.tell(Event::Leaving), [], "nothing to save");
    desk.answer(|answers| answers.done_when = "it".to_owned());
    assert!(matches!(
        asked(&desk.tell(Event::Leaving)),
        Some(PromptRequest::SaveDraft(_))
    ));
}

#[test]
fn a_failed_save_keeps_the_text_and_can_be_tried_again() {
    let mut desk = Desk::new();
    desk.answer(|answers| answers.done_when = "it".to_owned());
    desk.tick = 600.0;
    let effects = desk.tell(Event::SaveDue);
    desk.reply(&effects[0], Err(Failure::StoreFull));
    assert_eq!(desk.session.kept, Kept::NotSaved(Failure::StoreFull));
    assert_eq!(desk.session.answers.done_when, "it");
    let effects = desk.tell(Event::Retry);
    assert!(matches!(asked(&effects), Some(PromptRequest::SaveDraft(_))));
}

#[test]
fn a_copied_brief_is_sent_only_once_it_is_kept() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    let effects = desk.tell(Event::HandedOver(Delivered::Copied, Some(true)));
    assert!(matches!(
        asked(&effects),
        Some(PromptRequest::Delivered {
            how: Delivered::Copied,
            ..
        })
    ));
    assert_eq!(desk.session.screen, Screen::Writing);
    desk.reply(&effects[0], Ok(()));
    assert_eq!(desk.session.screen, Screen::Sent(Delivered::Copied));
}

#[test]
fn a_refused_clipboard_shows_the_text_for_copying_by_hand() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    assert_eq!(
        desk.tell(Event::HandedOver(Delivered::Copied, Some(false))),
        [Effect::Focus("by-hand")]
    );
    assert!(desk.session.by_hand.is_some());
    let effects = desk.tell(Event::CopiedByHand);
    assert!(matches!(
        asked(&effects),
        Some(PromptRequest::Delivered {
            how: Delivered::Copied,
            ..
        })
    ));
}

#[test]
fn a_mail_too_long_for_its_link_counts_as_sent_once_its_text_was_copied() {
    let mut desk = Desk::new();
    desk.tell(Event::Write);
    assert_eq!(
        asked(&desk.tell(Event::HandedOver(Delivered::Mailed, Some(false)))),
        None
    );
    let effects = desk.tell(Event::CopiedByHand);
    assert!(matches!(
        asked(&effects),
        Some(PromptRequest::Delivered {
            how: Delivered::Mailed,
            ..
        })
    ));
}

#[test]
fn booking_is_shown_and_asked_once_before_it_happens() {
    let mut desk = Desk::new();
    let effects = desk.tell(Event::BookAsked);
    assert!(matches!(
        asked(&effects),
        Some(PromptRequest::PreviewBooking { .. })
    ));
    assert_eq!(desk.session.screen, Screen::Booking(None));
    assert_eq!(desk.session.brief, None, "a look begins no brief");
    let preview = BookingPreview {
        field_text: "Which date?".to_owned(),
        rest_on_clipboard: false,
        clipboard_reason: None,
    };
    let Some(request) = asked(&effects).cloned() else {
        panic!("{effects:?}")
    };
    desk.tell(Event::Answer(
        Box::new(request),
        Ok(PromptReply::Booking(preview.clone())),
    ));
    assert_eq!(desk.session.screen, Screen::Booking(Some(preview)));
    let effects = desk.tell(Event::BookConfirmed(None));
    assert!(matches!(asked(&effects), Some(PromptRequest::Book(_))));
    desk.reply(&effects[0], Ok(()));
    assert_eq!(desk.session.screen, Screen::SteppingAside);
}

#[test]
fn a_booking_whose_clipboard_failed_waits_for_the_person() {
    let mut desk = Desk::new();
    desk.tell(Event::BookAsked);
    assert_eq!(asked(&desk.tell(Event::BookConfirmed(Some(false)))), None);
    assert!(desk.session.by_hand.is_some());
    let effects = desk.tell(Event::BookConfirmed(None));
    assert!(matches!(asked(&effects), Some(PromptRequest::Book(_))));
}

#[test]
fn a_late_preview_does_not_bring_the_booking_back() {
    let mut desk = Desk::new();
    let effects = desk.tell(Event::BookAsked);
    desk.tell(Event::Back);
    let late = PromptReply::Booking(BookingPreview {
        field_text: "Question".to_owned(),
        rest_on_clipboard: false,
        clipboard_reason: None,
    });
    let request = asked(&effects).unwrap().clone();
    desk.tell(Event::Answer(Box::new(request), Ok(late)));
    assert_eq!(desk.session.screen, Screen::Question(Step::Purpose));
}

#[test]
fn not_now_ends_the_prompt_and_no_draft_follows_it() {
    let mut desk = Desk::new();
    desk.answer(|answers| answers.purpose = Some(Purpose::Decide));
    let later = Later::Visit;
    let effects = desk.tell(Event::NotNow(later));
    let end = Effect::Ask(PromptRequest::NotNow { later });
    assert_eq!(effects.last(), Some(&end));
    desk.tick += 5000.0;
    assert_eq!(desk.tell(Event::SaveDue), []);
    assert_eq!(desk.tell(Event::Leaving), []);
}

#[test]
fn a_draft_is_shown_where_it_was_left() {
    let answers = Answers {
        purpose: Some(Purpose::Decide),
        ..Answers::default()
    };
    let resumed = PromptView {
        answers,
        resumed: true,
        ..view()
    };
    let desk = Desk::with(resumed.clone());
    assert_eq!(desk.session.screen, Screen::Question(Step::End));
    assert_eq!(desk.session.kept, Kept::Saved);
    assert!(desk.session.greets, "it is said until the person moves on");

    let mut writing = Desk::with(resumed);
    writing.tell(Event::Write);
    let brief = writing.brief().clone();
    let mut desk = Desk::with(PromptView {
        brief: Some(brief),
        resumed: true,
        ..view()
    });
    assert_eq!(desk.session.screen, Screen::Writing);
    desk.tell(Event::Back);
    assert_eq!(desk.session.screen, Screen::Question(Step::Purpose));
}

#[test]
fn a_deadline_chip_sets_the_moment_and_no_date_takes_it_away() {
    let mut desk = Desk::new();
    desk.tell(Event::DeadlineChosen(Some(Deadline::Today)));
    let end_of_work = UtcMillis(1_781_690_400_000 + 7 * 3_600_000);
    assert_eq!(desk.session.answers.needed_by, Some(end_of_work));
    desk.tell(Event::DeadlineChosen(Some(Deadline::Other)));
    assert_eq!(
        desk.session.answers.needed_by,
        Some(end_of_work),
        "the field starts there"
    );
    desk.tell(Event::DeadlineChosen(Some(Deadline::NoDate)));
    assert_eq!(desk.session.answers.needed_by, None);
    assert_eq!(desk.session.deadline, Some(Deadline::NoDate));
}

#[test]
fn folding_keeps_everything_and_counts_nothing() {
    let mut desk = Desk::new();
    desk.answer(|answers| answers.done_when = "it".to_owned());
    assert_eq!(desk.tell(Event::Fold(true)), [Effect::Focus("pill")]);
    assert!(desk.session.folded);
    desk.tell(Event::Fold(false));
    assert_eq!(desk.session.answers.done_when, "it");
    assert_eq!(desk.session.screen, Screen::Question(Step::Purpose));
}

#[test]
fn the_pages_length_stands_until_the_person_says_otherwise() {
    let desk = Desk::new();
    assert_eq!(desk.session.answers.minutes, Some(30));
    assert!(!Step::End.is_answered(&desk.session.answers));
    let cleared = Desk::with(PromptView {
        resumed: true,
        ..view()
    });
    assert_eq!(cleared.session.answers.minutes, None);
}
