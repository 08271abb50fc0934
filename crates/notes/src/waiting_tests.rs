use super::*;
use crate::lifecycle::Origin;
use crate::note::Source;
use baton_brief::Brief;
use baton_worktime::{ZoneError, ZoneName};

const HOUR: i64 = 60 * 60 * 1000;

/// Thursday, 2026-03-12, 09:00 UTC.
const MORNING: UtcMillis = UtcMillis(1_773_306_000_000);

const DUMP: &str = include_str!("../tests/waiting-1.txt");

struct Utc;

impl Zones for Utc {
    fn offset_seconds(&self, _: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
        Ok(0)
    }
}

fn hours(after: i64) -> UtcMillis {
    MORNING.plus_millis(after * HOUR)
}

/// Monday to Friday, nine to five, with an hour for lunch.
fn week() -> WorkingWeek {
    WorkingWeek::default_in(ZoneName::utc())
}

fn sent(number: u8, needed_by: UtcMillis) -> Note {
    let id = NoteId::from_parts(MORNING, [number; 16]);
    let mut note = Note::draft(id, MORNING, Source::default());
    let brief: Brief = serde_json::from_str(r#"{"template": "ask"}"#).unwrap();
    let needed_by = Some(needed_by);
    note.save_brief(Some(Brief { needed_by, ..brief }), MORNING)
        .unwrap();
    note.advance(State::Sent, MORNING, Origin::Popup).unwrap();
    note
}

fn record(notes: &[Note]) -> String {
    let record = waiting_with(Some(NONE_WAIT), notes).unwrap();
    assert_eq!(waiting_with(Some(&record), notes), None, "told again");
    record
}

fn waiting(notes: &[Note]) -> Waiting {
    Waiting::decode(&record(notes)).unwrap()
}

#[test]
fn a_note_asks_while_it_waits_and_as_late_as_it_was_told_to() {
    let mut note = sent(1, hours(2));
    assert_eq!(note.asks_at(), Some(hours(2)));
    note.ask_again(hours(24), MORNING).unwrap();
    assert_eq!(note.asks_at(), Some(hours(24)));
    note.advance(State::Acknowledged, MORNING, Origin::Popup)
        .unwrap();
    assert_eq!(note.asks_at(), Some(hours(24)));
    let mut deleted = note.clone();
    deleted.delete(MORNING);
    assert_eq!(deleted.asks_at(), None);
    note.advance(State::Answered, MORNING, Origin::Popup)
        .unwrap();
    assert_eq!(note.asks_at(), None);
}

#[test]
fn the_record_is_read_as_it_is_written_and_what_is_none_is_refused() {
    let (one, two) = (sent(1, hours(2)), sent(2, hours(1)));
    assert_eq!(record(&[one.clone(), two.clone()]), DUMP.trim_end());
    let read = Waiting::decode(DUMP).unwrap();
    assert_eq!(read.due(hours(2)), [two.id.clone(), one.id.clone()]);
    for other in ["", "2\n", "12", "{}"] {
        assert!(!is_waiting_record(other), "{other:?}");
        assert_eq!(Waiting::decode(other), None, "{other:?}");
    }
    assert_eq!(count_due(DUMP, hours(0)), 0);
    assert_eq!(count_due(DUMP, hours(1)), 1);
    let torn = format!("1\nnobody 5\n\n{} soon\n{} {}", one.id, two.id, hours(1).0);
    assert_eq!(Waiting::decode(&torn).unwrap().due(hours(2)), [two.id]);
}

#[test]
fn what_is_written_before_the_record_is_made_is_in_it_when_it_is() {
    let (mut one, two) = (sent(1, hours(2)), sent(2, hours(1)));
    let one_line = format!("{} {}", one.id, hours(2).0);
    for lost in [None, Some(""), Some("2\n"), Some("12")] {
        let begun = waiting_with(lost, std::slice::from_ref(&one)).unwrap();
        assert_eq!(begun, format!("0\n{one_line}"), "{lost:?}");
        assert!(!is_waiting_record(&begun) && Waiting::decode(&begun).is_none());
        let made = waiting_with(
            Some(&waiting_since(Some(&begun))),
            std::slice::from_ref(&two),
        );
        assert_eq!(
            made.unwrap(),
            record(&[one.clone(), two.clone()]),
            "{lost:?}"
        );
    }
    let begun = waiting_with(None, std::slice::from_ref(&one)).unwrap();
    one.advance(State::Answered, hours(3), Origin::Popup)
        .unwrap();
    assert_eq!(
        waiting_with(Some(&begun), std::slice::from_ref(&one)).unwrap(),
        "0"
    );
    assert_eq!(waiting_with(None, &[one]), None);
    for none in [None, Some("0"), Some("2\nx")] {
        assert_eq!(waiting_since(none), NONE_WAIT);
    }
}

#[test]
fn what_is_due_first_is_told_first_and_what_ended_is_not() {
    let (mut one, two, three) = (sent(1, hours(2)), sent(2, hours(1)), sent(3, hours(9)));
    let standing = record(&[one.clone(), two.clone(), three.clone()]);
    let waiting = Waiting::decode(&standing).unwrap();
    assert_eq!(waiting.due(hours(0)), []);
    assert_eq!(waiting.due(hours(2)), [two.id.clone(), one.id.clone()]);
    one.advance(State::Answered, hours(3), Origin::Popup)
        .unwrap();
    let standing = waiting_with(Some(&standing), &[one]).unwrap();
    let waiting = Waiting::decode(&standing).unwrap();
    assert_eq!(waiting.due(hours(20)), [two.id, three.id]);
}

#[test]
fn of_too_many_those_that_began_to_wait_last_are_remembered() {
    let mut record = NONE_WAIT.to_owned();
    for number in 0..2 * MAX_WAITING {
        let number = u32::try_from(number).unwrap();
        let mut note = sent(1, hours(i64::from(number)));
        let mut bytes = [0; 16];
        bytes[4..8].copy_from_slice(&number.to_be_bytes());
        note.id = NoteId::from_parts(MORNING, bytes);
        record = waiting_with(Some(&record), &[note]).unwrap();
    }
    let all = Waiting::decode(&record).unwrap().0;
    assert!(
        (MAX_WAITING..=MAX_WAITING + 200).contains(&all.len()),
        "{}",
        all.len()
    );
    assert_eq!(all.last().unwrap().1, hours(1_999));
}

#[test]
fn within_hours_the_person_is_told_once_and_woken_for_the_next() {
    let (one, two) = (sent(1, hours(1)), sent(2, hours(2)));
    let waiting = waiting(&[one.clone(), two]);
    let early = waiting.plan(&[], &week(), &Utc, hours(0));
    let expected = Plan {
        wake: Some(hours(1)),
        ..Plan::default()
    };
    assert_eq!(early, expected);
    let due = waiting.plan(&[], &week(), &Utc, hours(1));
    assert_eq!((&due.told, due.is_news), (&vec![one.id.clone()], true));
    let again = waiting.plan(&due.told, &week(), &Utc, hours(1));
    assert_eq!((again.told, again.is_news), (vec![one.id], false));
}

#[test]
fn outside_of_hours_nobody_is_told_anything_new_before_work_begins() {
    // Thursday 20:00 and Friday 20:00.
    let (thursday, friday) = (sent(1, hours(11)), sent(2, hours(35)));
    let waiting = waiting(&[thursday.clone(), friday.clone()]);
    let told = [thursday.id.clone()];
    // Saturday, 09:00.
    let weekend = waiting.plan(&told, &week(), &Utc, hours(48));
    assert_eq!(
        (weekend.told.as_slice(), weekend.is_news),
        (&told[..], false)
    );
    assert_eq!(
        weekend.wake,
        Some(hours(49)),
        "the clock is looked at again"
    );
    // Monday, 08:30, and 09:00.
    let before = waiting.plan(&told, &week(), &Utc, hours(95).plus_millis(HOUR / 2));
    assert_eq!(before.wake, Some(hours(96)));
    let monday = waiting.plan(&told, &week(), &Utc, hours(96));
    assert_eq!(monday.told, [thursday.id, friday.id]);
    assert!(monday.is_news);
    assert_eq!(monday.wake, None);
}

#[test]
fn a_week_without_hours_is_told_at_any_time() {
    let note = sent(1, hours(11));
    let never = WorkingWeek::new(ZoneName::utc(), Default::default()).unwrap();
    let plan = waiting(std::slice::from_ref(&note)).plan(&[], &never, &Utc, hours(48));
    assert_eq!((plan.told, plan.is_news), (vec![note.id], true));
}
