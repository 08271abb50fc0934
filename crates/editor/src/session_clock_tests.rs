//! A card that stands open for long, over a night in which the machine slept.

use super::{Desk, view};
use crate::deadline::Deadline;
use crate::event::Event;
use baton_gate::{Contributors, Purpose, Rule, TemplateId};
use baton_worktime::UtcMillis;

const HOUR: f64 = 3_600_000.0;

/// The end of working hours so many days after the card was opened, at 17:00.
fn end_of_day(days: i64) -> Option<UtcMillis> {
    Some(view().now.plus_millis((days * 24 + 7) * 3_600_000))
}

#[test]
fn today_is_the_day_on_which_it_is_chosen() {
    let mut desk = Desk::new();
    desk.tell(Event::DeadlineChosen(Some(Deadline::Today)));
    assert_eq!(desk.session.answers.needed_by, end_of_day(0));
    desk.clock += 24.0 * HOUR;
    desk.tell(Event::DeadlineChosen(Some(Deadline::Today)));
    assert_eq!(desk.session.answers.needed_by, end_of_day(1));
}

fn about_to_decide() -> Desk {
    let mut desk = Desk::new();
    desk.answer(|answers| {
        answers.purpose = Some(Purpose::Decide);
        answers.contributors = Some(Contributors::Several);
        answers.done_when = "we know which hall we rent".to_owned();
        // Friday.
        answers.needed_by = end_of_day(2);
    });
    desk
}

#[test]
fn the_verdict_is_on_the_time_that_is_left() {
    let mut desk = about_to_decide();
    assert_eq!(desk.session.verdict(desk.host()).rule, Rule::R8);
    desk.clock += 54.5 * HOUR;
    assert_eq!(desk.session.verdict(desk.host()).rule, Rule::R1);
}

#[test]
fn a_reply_is_awaited_from_when_the_brief_is_begun() {
    let mut desk = about_to_decide();
    desk.answer(|answers| answers.needed_by = None);
    let mut later = Desk::new();
    later.session = desk.session.clone();
    desk.tell(Event::Write);
    later.clock += 24.0 * HOUR;
    later.tell(Event::Write);
    let by = |desk: &Desk| desk.brief().needed_by.expect("a window").0;
    assert_eq!(by(&later) - by(&desk), 24 * 3_600_000);
}

#[test]
fn a_template_that_followed_the_answers_goes_on_following_them() {
    let mut desk = about_to_decide();
    desk.tell(Event::Write);
    assert_eq!(desk.brief().template, TemplateId::Decide);
    desk.clock += 54.5 * HOUR;
    desk.tell(Event::Back);
    desk.answer(|answers| answers.tried = "The small hall".to_owned());
    desk.tell(Event::Write);
    assert_eq!(desk.brief().template, TemplateId::Sbar);
}
