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
    let mut model = Model::new(NOW, asked);
    let effects = model.update(Event::Started);
    assert_eq!(effects, [Effect::Load, Effect::AskNotifies]);
    let record = format!("1\n{} 4000\n{} 6000\n{} 3000", id(1), id(2), id(3));
    model.update(Event::WaitingCame(Ok(record)));
    for number in 1..=3 {
        model.update(Event::NoteCame(id(number), Ok(view(number))));
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
    let effects = model.update(Event::Pressed(id(1), Said::Remind));
    let copy = Effect::Copy(id(1), "Hello, a reminder.".to_owned());
    let keep = Effect::Keep(id(1), Said::Remind, again(7_000));
    assert_eq!(effects, [copy, keep]);
    assert_eq!(model.update(Event::Pressed(id(1), Said::Silence)), []);
    model.update(Event::Copied(id(1), true));
    model.update(Event::Kept(id(1), Said::Remind, Ok(())));
    assert_eq!(model.due[1].done, Some(Said::Remind));
    let copied = Some(("Hello, a reminder.".to_owned(), true));
    assert_eq!(model.due[1].copied, copied);
}

#[test]
fn every_answer_is_the_change_it_says() {
    let change = |said| {
        let mut model = opened(None);
        match model.update(Event::Pressed(id(1), said)).pop() {
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
    model.update(Event::Pressed(id(1), Said::Later));
    model.update(Event::Kept(id(1), Said::Later, Err(Failure::StoreFull)));
    assert_eq!(model.due[1].failure, Some(Failure::StoreFull));
    assert_eq!(model.due[1].done, None);
    assert_eq!(model.update(Event::Pressed(id(1), Said::Later)).len(), 1);
}

#[test]
fn of_very_many_some_are_shown_and_the_others_counted() {
    let mut model = Model::new(NOW, None);
    let lines: Vec<String> = (0..50).map(|n| format!("{} {n}", id(n))).collect();
    let record = format!("1\n{}", lines.join("\n"));
    assert_eq!(model.update(Event::WaitingCame(Ok(record))).len(), 20);
    assert_eq!((model.due.len(), model.more_due), (20, 30));
}
