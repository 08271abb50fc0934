//! Briefs that wait for an answer, and what becomes of them at response-by.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::Answer;
use baton_app::ports::StoreFault;
use baton_brief::Brief;
use baton_gate::{Answers, Rounds};
use baton_notes::{Delivered, NoteId, State, Waiting, Written};
use baton_protocol::{
    Failure, FollowUp, FollowUpView, Handover, NoteChange, OwnReply, OwnRequest, PromptRequest,
    Reply, Request, ShowReply, ShowRequest, WriteRequest,
};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use futures_util::future::join;
use stage::*;
use std::slice;

const HOUR: i64 = 60 * 60 * 1000;
const DAY: i64 = 24 * HOUR;

/// A brief that was sent, with an answer needed so long after [`NOW`].
fn sent(stage: &Stage, url: &str, hours: i64) -> NoteId {
    let (prompt, _) = stage.prompt_on(url);
    let brief = Brief {
        needed_by: Some(NOW.plus_millis(hours * HOUR)),
        if_no_reply: "Plan A.".to_owned(),
        ..brief("Which plan for Q3?")
    };
    let text = Written {
        answers: answers(),
        brief: Some(brief),
    };
    let was = Vec::new();
    let what = Handover { text, was };
    let how = Delivered::Copied;
    let sent = stage.ask(&prompt, PromptRequest::Delivered { what, how });
    assert!(sent.is_ok(), "{sent:?}");
    stage.list("")[0].id.clone()
}

fn wake(stage: &Stage, at: UtcMillis) {
    stage.app.ports().now.set(at);
    let _ = block_on(stage.app.follow_up());
}

fn wakes(stage: &Stage) -> Option<UtcMillis> {
    stage.app.ports().browser.wakes.get()
}

/// What was told since it was last asked.
fn told(stage: &Stage) -> Vec<(usize, bool)> {
    stage.app.ports().browser.told.take()
}

fn waiting(stage: &Stage) -> Waiting {
    match stage.own(OwnRequest::Waiting).unwrap() {
        OwnReply::Waiting { record, .. } => Waiting::decode(&record).unwrap(),
        other => panic!("{other:?}"),
    }
}

fn say(stage: &Stage, id: &NoteId, said: FollowUp) {
    let id = id.clone();
    let change = NoteChange::FollowUp(said);
    stage.own(OwnRequest::Change { id, change }).unwrap();
}

fn asked(stage: &Stage, id: &NoteId) -> (State, Option<FollowUpView>) {
    match stage.show(ShowRequest::Note { id: id.clone() }).unwrap() {
        ShowReply::Note(note) => (note.state, note.follow_up),
        other => panic!("{other:?}"),
    }
}

#[test]
fn at_response_by_the_person_is_told_once_and_an_answer_ends_it() {
    let stage = Stage::new();
    let id = sent(&stage, PAGE, 1);
    assert_eq!(wakes(&stage), Some(NOW), "at once, when it is saved");
    wake(&stage, NOW);
    assert_eq!(wakes(&stage), Some(NOW.plus_millis(HOUR)));
    assert_eq!(told(&stage), [(0, false)]);
    wake(&stage, NOW.plus_millis(HOUR));
    wake(&stage, NOW.plus_millis(2 * HOUR));
    assert_eq!(told(&stage), [(1, true), (1, false)]);
    let due = waiting(&stage).due(NOW.plus_millis(HOUR));
    assert_eq!(due, slice::from_ref(&id));
    told(&stage);
    let to = State::Answered;
    let change = NoteChange::Advance { to };
    stage.own(OwnRequest::Change { id, change }).unwrap();
    assert_eq!(waiting(&stage), Waiting::default());
    assert_eq!(told(&stage), [(0, false)]);
    assert_eq!(wakes(&stage), None);
}

#[test]
fn nobody_is_told_at_night_and_a_clock_that_jumped_is_noticed() {
    let stage = Stage::new();
    // Needed at 20:00; the next morning is Friday's.
    sent(&stage, PAGE, 10);
    told(&stage);
    wake(&stage, NOW.plus_millis(11 * HOUR));
    assert_eq!(told(&stage), [(0, false)]);
    let morning = NOW.plus_millis(DAY - HOUR);
    assert_eq!(wakes(&stage), Some(NOW.plus_millis(12 * HOUR)));
    wake(&stage, morning);
    assert_eq!(told(&stage), [(1, true)]);
    // The clock was set back, and on by a month.
    wake(&stage, NOW);
    wake(&stage, NOW.plus_millis(32 * DAY));
    assert_eq!(told(&stage), [(0, false), (1, true)]);
}

#[test]
fn what_a_person_says_is_kept_in_one_press() {
    let stage = Stage::new();
    let id = sent(&stage, PAGE, 1);
    let due = NOW.plus_millis(2 * HOUR);
    wake(&stage, due);
    let (_, asks) = asked(&stage, &id);
    let asks = asks.unwrap();
    assert_eq!(asks.asks_at, NOW.plus_millis(HOUR));
    assert_eq!(asks.tomorrow, due.plus_millis(DAY));
    assert!(asks.reminder.contains("Which plan for Q3?"), "{asks:?}");
    assert!(asks.reminder.contains("this happens: Plan A."), "{asks:?}");
    assert!(asks.call.contains("talk for 15 minutes"), "{asks:?}");

    say(&stage, &id, FollowUp::Later { at: asks.tomorrow });
    assert_eq!(waiting(&stage).due(due), []);
    let again = asks.tomorrow.plus_millis(DAY);
    wake(&stage, asks.tomorrow);
    say(&stage, &id, FollowUp::Reminded { again });
    say(&stage, &id, FollowUp::Reminded { again });
    let (_, asks) = asked(&stage, &id);
    let asks = asks.unwrap();
    assert_eq!(asks.asks_at, again);
    let text = asks.silence;
    assert!(text.ends_with("As the brief said: Plan A."), "{text}");
    say(&stage, &id, FollowUp::Silence { text: text.clone() });
    say(&stage, &id, FollowUp::Silence { text: text.clone() });
    let ShowReply::Note(note) = stage.show(ShowRequest::Note { id }).unwrap() else {
        panic!("it is shown");
    };
    assert_eq!(note.state, State::Decided);
    assert_eq!(note.follow_up, None);
    assert_eq!(note.deliveries.len(), 2, "sent, and reminded once");
    let said: Vec<&str> = note.comments.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(said, [text.as_str()]);
}

/// Thursday's hours end at 17:00, Friday's begin at 9:00; an alarm comes a little late.
#[test]
fn who_wants_to_be_asked_tomorrow_in_the_evening_is_asked_tomorrow() {
    let friday = NOW.plus_millis(DAY - HOUR);
    let minute = HOUR / 60;
    for (pressed, tomorrow) in [
        (8 * HOUR + 30 * minute, friday),
        (7 * HOUR, friday),
        (7 * HOUR - minute, friday),
        (6 * HOUR, NOW.plus_millis(DAY + 6 * HOUR)),
    ] {
        let stage = Stage::new();
        let id = sent(&stage, PAGE, 1);
        wake(&stage, NOW.plus_millis(pressed));
        let asks = asked(&stage, &id).1.unwrap();
        assert_eq!(asks.tomorrow, tomorrow, "pressed {pressed} later");
        say(&stage, &id, FollowUp::Later { at: asks.tomorrow });
        wake(&stage, NOW.plus_millis(pressed));
        told(&stage);
        wake(&stage, tomorrow.plus_millis(minute));
        assert_eq!(told(&stage), [(1, true)], "pressed {pressed} later");
    }
}

#[test]
fn a_brief_written_on_after_the_answer_waits_again() {
    let stage = Stage::new();
    let id = sent(&stage, PAGE, 1);
    let to = State::Answered;
    let change = NoteChange::Advance { to };
    let note = id.clone();
    stage.own(OwnRequest::Change { id: note, change }).unwrap();
    stage.app.ports().now.set(NOW.plus_millis(HOUR));
    let begin = WriteRequest::Begin {
        note: Some(id.clone()),
        about: None,
        is_private: false,
    };
    assert!(stage.write(begin).is_ok());
    let text = Written {
        answers: answers(),
        brief: Some(Brief {
            needed_by: Some(NOW.plus_millis(3 * HOUR)),
            ..brief("And which plan for Q4?")
        }),
    };
    let delivered = WriteRequest::Delivered {
        note: id.clone(),
        what: Handover {
            text,
            was: Vec::new(),
        },
        how: Delivered::Mailed,
    };
    assert!(stage.write(delivered).is_ok());
    assert_eq!(asked(&stage, &id).0, State::Sent);
    let due = NOW.plus_millis(3 * HOUR);
    assert_eq!(waiting(&stage).due(due), [id]);
}

#[test]
fn a_lost_or_damaged_record_is_made_anew_from_the_notes() {
    let stage = Stage::new();
    let id = sent(&stage, PAGE, 1);
    let due = NOW.plus_millis(HOUR);
    for lost in [None, Some("2\nfrom another world"), Some("")] {
        let mut kept = stage.app.ports().records.kept.borrow_mut();
        match lost {
            Some(record) => kept.insert("waiting".to_owned(), record.to_owned()),
            None => kept.remove("waiting"),
        };
        drop(kept);
        // What is written meanwhile does not hide the others.
        let change = NoteChange::Advance {
            to: State::Acknowledged,
        };
        let told_before = stage.own(OwnRequest::Change {
            id: id.clone(),
            change,
        });
        assert_eq!(told_before, Ok(OwnReply::Ok));
        wake(&stage, due);
        let known = waiting(&stage).due(due);
        assert_eq!(known, slice::from_ref(&id), "{lost:?}");
    }
}

/// A brief may be sent at any point of the work that makes the record anew.
#[test]
fn a_brief_sent_while_the_record_is_made_anew_waits_with_the_others() {
    let starts = [None, Some("")].map(|lost| (0..40).map(move |head_start| (lost, head_start)));
    for (lost, head_start) in starts.into_iter().flatten() {
        let stage = Stage::new();
        let first = sent(&stage, PAGE, 1);
        stage.app.ports().now.set(NOW.plus_millis(1_000));
        let (prompt, _) = stage.prompt_on("https://calendly.com/kim-sample/45min");
        let mut kept = stage.app.ports().records.kept.borrow_mut();
        kept.remove("waiting");
        kept.extend(lost.map(|record: &str| ("waiting".to_owned(), record.to_owned())));
        drop(kept);

        let text = Written {
            answers: answers(),
            brief: Some(Brief {
                needed_by: Some(NOW.plus_millis(HOUR)),
                ..brief("Which hall?")
            }),
        };
        let was = Vec::new();
        let what = Handover { text, was };
        let how = Delivered::Copied;
        let send = async {
            // Each look at the session's values lets the other side go one step further.
            for _ in 0..head_start {
                baton_app::ports::Session::get(&stage.app.ports().session, "").await;
            }
            let request = Request::Prompt(PromptRequest::Delivered { what, how });
            stage.app.handle(&prompt, request).await
        };
        let (made, sent) = block_on(join(stage.app.follow_up(), send));
        assert!(made.is_ok(), "{lost:?}, {head_start}: {made:?}");
        let Answer::Prompt(Reply::Done(_)) = sent else {
            panic!("{lost:?}, {head_start}: not sent: {sent:?}")
        };
        let due = NOW.plus_millis(HOUR);
        wake(&stage, due);
        let waiting = waiting(&stage).due(due);
        assert_eq!(waiting.len(), 2, "{lost:?}, {head_start}: {waiting:?}");
        assert!(
            waiting.contains(&first),
            "{lost:?}, {head_start}: {waiting:?}"
        );
    }
}

/// Planning that is under way does not put its own alarm over the one that asks to plan anew.
#[test]
fn a_brief_sent_while_it_is_planned_is_told_in_time() {
    for head_start in 0..40 {
        let stage = Stage::new();
        let (prompt, _) = stage.prompt_on(PAGE);
        let text = Written {
            answers: answers(),
            brief: Some(Brief {
                needed_by: Some(NOW.plus_millis(HOUR / 2)),
                ..brief("Which hall?")
            }),
        };
        let was = Vec::new();
        let what = Handover { text, was };
        let how = Delivered::Copied;
        let send = async {
            for _ in 0..head_start {
                baton_app::ports::Session::get(&stage.app.ports().session, "").await;
            }
            let request = Request::Prompt(PromptRequest::Delivered { what, how });
            stage.app.handle(&prompt, request).await
        };
        let (planned, _) = block_on(join(stage.app.follow_up(), send));
        assert!(planned.is_ok(), "{head_start}: {planned:?}");
        let due = NOW.plus_millis(HOUR / 2);
        assert!(wakes(&stage).is_some_and(|at| at <= due), "{head_start}");
    }
}

#[test]
fn where_there_is_no_note_nothing_is_written() {
    let stage = Stage::new();
    wake(&stage, NOW);
    assert_eq!(told(&stage), [(0, false)]);
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn a_store_that_fails_is_asked_again_in_an_hour() {
    let stage = Stage::new();
    sent(&stage, PAGE, 1);
    told(&stage);
    let fault = StoreFault::Broken("torn".to_owned());
    stage.app.ports().records.fault.replace(Some(fault));
    // The browser forgets an alarm that came.
    stage.app.ports().browser.wakes.set(None);
    wake(&stage, NOW.plus_millis(HOUR));
    assert_eq!(told(&stage), []);
    assert_eq!(stage.own(OwnRequest::Waiting), Err(Failure::StoreBroken));
    let again = NOW.plus_millis(2 * HOUR);
    assert_eq!(wakes(&stage), Some(again));
    stage.app.ports().records.fault.replace(None);
    wake(&stage, again);
    assert_eq!(told(&stage), [(1, true)]);
}

#[test]
fn who_books_after_writing_in_vain_is_asked_with_the_rounds_counted() {
    let stage = Stage::new();
    let id = sent(&stage, PAGE, 1);
    for day in 1..=2 {
        wake(&stage, NOW.plus_millis(day * DAY));
        let again = NOW.plus_millis((day + 1) * DAY);
        say(&stage, &id, FollowUp::Reminded { again });
    }
    block_on(stage.app.tab_closed(1));
    let (_, view) = stage.prompt_on(PAGE);
    assert!(!view.resumed);
    let counted = Answers {
        rounds: Some(Rounds::ThreeOrMore),
        ..Answers::default()
    };
    assert_eq!(view.answers, counted);
    // Whoever answered begins anew.
    let change = NoteChange::Advance {
        to: State::Answered,
    };
    stage.own(OwnRequest::Change { id, change }).unwrap();
    block_on(stage.app.tab_closed(1));
    let (_, view) = stage.prompt_on(PAGE);
    assert_eq!(view.answers, Answers::default());
}
