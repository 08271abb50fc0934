use super::*;
use baton_notes::CommentDraft;
use baton_protocol::FollowUpView;

const NOW: UtcMillis = UtcMillis(5_000);

fn id(number: u8) -> NoteId {
    NoteId::from_parts(UtcMillis(0), [number; 16])
}

fn view(number: u8) -> Box<NoteView> {
    Box::new(NoteView {
        id: id(number),
        title: "Which dates?".to_owned(),
        person: Some("Kim Sample".to_owned()),
        minutes: None,
        state: State::Sent,
        brief: String::new(),
        verdict: None,
        answers: Vec::new(),
        target: String::new(),
        follow_up: Some(FollowUpView {
            asks_at: UtcMillis(1),
            reminder: "Hello, a reminder.".to_owned(),
            remind_by: UtcMillis(7_000),
            call: "Hello, a call?".to_owned(),
            silence: "Nobody answered: plan A.".to_owned(),
            tomorrow: UtcMillis(9_000),
        }),
        history: Vec::new(),
        tags: Vec::new(),
        people: Vec::new(),
        links: Vec::new(),
        attachments: Vec::new(),
        comments: Vec::new(),
        comment_draft: CommentDraft::default(),
        deliveries: Vec::new(),
        earlier: Vec::new(),
    })
}

fn opened(asked: Option<NoteId>) -> Model {
    let mut model = Model::new(asked);
    let effects = model.update(Event::Started, NOW);
    assert_eq!(effects, [Effect::Load, Effect::AskNotifies]);
    let record = format!("1\n{} 4000\n{} 6000\n{} 3000", id(1), id(2), id(3));
    model.update(Event::WaitingCame(Ok(record)), NOW);
    for number in 1..=3 {
        model.update(Event::NoteCame(id(number), Ok(view(number))), NOW);
    }
    model
}

fn ids(cards: &[Card]) -> Vec<NoteId> {
    cards.iter().map(|card| card.id.clone()).collect()
}

fn again(at: i64) -> NoteChange {
    NoteChange::FollowUp(FollowUp::Reminded {
        again: UtcMillis(at),
    })
}

#[test]
fn what_is_due_longest_stands_first_and_what_is_not_stands_below() {
    let model = opened(None);
    assert_eq!(ids(&model.due), [id(3), id(1)]);
    assert_eq!(ids(&model.later), [id(2)]);
}

#[test]
fn the_note_it_was_opened_for_stands_first_due_or_not() {
    assert_eq!(ids(&opened(Some(id(2))).due), [id(2), id(3), id(1)]);
    let model = opened(Some(id(9)));
    assert_eq!(ids(&model.due), [id(9), id(3), id(1)]);
    assert_eq!(model.due[0].at, None);
}

#[test]
fn one_press_copies_and_keeps_and_a_second_does_nothing_meanwhile() {
    let mut model = opened(None);
    let effects = model.update(Event::Pressed(id(1), Said::Remind), NOW);
    let copy = Effect::Copy(id(1), "Hello, a reminder.".to_owned());
    let keep = Effect::Keep(id(1), Said::Remind, again(7_000));
    assert_eq!(effects, [copy, keep]);
    assert_eq!(model.update(Event::Pressed(id(1), Said::Silence), NOW), []);
    model.update(Event::Copied(id(1), true), NOW);
    model.update(Event::Kept(id(1), Said::Remind, Ok(())), NOW);
    assert_eq!(model.due[1].done, Some(Said::Remind));
    let copied = Some(("Hello, a reminder.".to_owned(), true));
    assert_eq!(model.due[1].copied, copied);
}

#[test]
fn every_answer_is_the_change_it_says() {
    let change = |said| {
        let mut model = opened(None);
        match model.update(Event::Pressed(id(1), said), NOW).pop() {
            Some(Effect::Keep(_, _, change)) => change,
            other => panic!("{other:?}"),
        }
    };
    let to = State::Answered;
    assert_eq!(change(Said::Answered), NoteChange::Advance { to });
    assert_eq!(change(Said::Call), again(9_000));
    let at = UtcMillis(9_000);
    assert_eq!(
        change(Said::Later),
        NoteChange::FollowUp(FollowUp::Later { at })
    );
    let text = "Nobody answered: plan A.".to_owned();
    assert_eq!(
        change(Said::Silence),
        NoteChange::FollowUp(FollowUp::Silence { text })
    );
}

#[test]
fn what_fails_is_said_and_can_be_pressed_again() {
    let mut model = opened(None);
    model.update(Event::Pressed(id(1), Said::Later), NOW);
    model.update(
        Event::Kept(id(1), Said::Later, Err(Failure::StoreFull)),
        NOW,
    );
    assert_eq!(model.due[1].failure, Some(Failure::StoreFull));
    assert_eq!(model.due[1].done, None);
    assert_eq!(
        model.update(Event::Pressed(id(1), Said::Later), NOW).len(),
        1
    );
}

fn waiting_is(model: &mut Model, record: &str, now: UtcMillis) -> Vec<Effect> {
    let looked = model.update(Event::LookedAt, now);
    assert_eq!(looked, [Effect::Load, Effect::AskNotifies]);
    model.update(Event::WaitingCame(Ok(record.to_owned())), now)
}

#[test]
fn a_page_that_is_looked_at_again_shows_what_is_due_now() {
    let mut model = opened(None);
    assert_eq!(model.update(Event::LookedAt, NOW), [], "told twice");
    let now = UtcMillis(100_000);
    let record = format!("1\n{} 4000\n{} 6000", id(1), id(2));
    let loads = waiting_is(&mut model, &record, now);
    assert_eq!(loads, [1, 2].map(|number| Effect::LoadNote(id(number))));
    assert_eq!(ids(&model.due), [id(1), id(2)]);
    assert_eq!(model.later, []);
    assert_eq!(model.due[0].note, Some(view(1)), "until it comes anew");
}

#[test]
fn what_was_said_is_still_there_for_whoever_comes_back_until_it_asks_again() {
    let mut model = opened(None);
    model.update(Event::Pressed(id(1), Said::Remind), NOW);
    model.update(Event::Kept(id(1), Said::Remind, Ok(())), NOW);
    // Pressed, and still to be kept.
    model.update(Event::Pressed(id(3), Said::Answered), NOW);
    let now = UtcMillis(100_000);
    let record = format!("1\n{} 4000\n{} 700000", id(2), id(1));
    let loads = waiting_is(&mut model, &record, now);
    assert_eq!(loads, [Effect::LoadNote(id(2))]);
    assert_eq!(ids(&model.due), [id(3), id(1), id(2)]);
    let mut answered = view(3);
    answered.follow_up = None;
    model.update(Event::NoteCame(id(3), Ok(answered)), now);
    assert_eq!(model.due[0].note, Some(view(3)));
    model.update(Event::Kept(id(3), Said::Answered, Ok(())), now);
    assert_eq!(model.due[0].done, Some(Said::Answered));
    assert_eq!(model.due[1].done, Some(Said::Remind));

    waiting_is(&mut model, &record, UtcMillis(800_000));
    assert_eq!(ids(&model.due), [id(3), id(1), id(2)]);
    assert_eq!(model.due[1].done, None, "it asks again");
}

#[test]
fn what_is_pressed_a_day_later_is_of_the_moment_of_the_press() {
    for said in [Said::Later, Said::Call, Said::Remind] {
        let mut model = opened(None);
        let now = UtcMillis(9_000);
        let load = [Effect::LoadNote(id(1))];
        assert_eq!(model.update(Event::Pressed(id(1), said), now), load);
        assert_eq!(model.update(Event::Pressed(id(1), said), now), []);
        let mut anew = view(1);
        if let Some(asks) = &mut anew.follow_up {
            asks.tomorrow = UtcMillis(20_000);
            asks.remind_by = UtcMillis(20_000);
        }
        let mut effects = model.update(Event::NoteCame(id(1), Ok(anew)), now);
        let at = UtcMillis(20_000);
        let kept = match said {
            Said::Later => NoteChange::FollowUp(FollowUp::Later { at }),
            _ => again(20_000),
        };
        assert_eq!(effects.pop(), Some(Effect::Keep(id(1), said, kept)));
        assert_eq!(effects.len(), usize::from(said != Said::Later), "copied");
    }
}

#[test]
fn what_came_long_ago_is_loaded_before_it_is_said_even_if_its_moments_are_ahead() {
    let mut model = opened(None);
    let mut far = view(1);
    if let Some(asks) = &mut far.follow_up {
        asks.tomorrow = UtcMillis(i64::MAX);
        asks.remind_by = UtcMillis(i64::MAX);
    }
    model.update(Event::NoteCame(id(1), Ok(far)), NOW);
    let hour = NOW.plus_millis(60 * 60 * 1000);
    let pressed = Event::Pressed(id(1), Said::Later);
    assert_eq!(
        model.update(pressed.clone(), hour),
        [Effect::LoadNote(id(1))]
    );
    let failed = Event::NoteCame(id(1), Err(Failure::StoreClosed));
    assert_eq!(model.update(failed, hour), []);
    assert_eq!(model.due[1].failure, Some(Failure::StoreClosed));
    let load = [Effect::LoadNote(id(1))];
    assert_eq!(model.update(pressed, hour), load, "pressed again");
    // Answered in another tab meanwhile: there is nothing to say.
    let mut answered = view(1);
    answered.follow_up = None;
    assert_eq!(model.update(Event::NoteCame(id(1), Ok(answered)), hour), []);
    assert!(!model.due[1].is_busy);
}

#[test]
fn of_very_many_some_are_shown_and_the_others_counted() {
    let mut model = Model::new(None);
    let lines: Vec<String> = (0..50).map(|n| format!("{} {n}", id(n))).collect();
    let record = format!("1\n{}", lines.join("\n"));
    assert_eq!(model.update(Event::WaitingCame(Ok(record)), NOW).len(), 20);
    assert_eq!((model.due.len(), model.more_due), (20, 30));
}
