use super::*;
use crate::comment::Comment;
use crate::lifecycle::{Origin, Step};
use crate::note::tests::note;
use crate::note::{Delivered, Delivery};

fn comment(at: i64, score: Option<u8>) -> Comment {
    Comment {
        at: UtcMillis(at),
        text: "fine".to_owned(),
        by: None,
        score,
    }
}

fn fault(change: impl FnOnce(&mut Note)) -> CheckFault {
    let mut note = note();
    assert_eq!(note.check(), Ok(()));
    change(&mut note);
    note.check().unwrap_err()
}

#[test]
fn a_note_of_just_the_limit_passes_and_one_byte_more_does_not() {
    let mut note = note();
    let room = MAX_NOTE_BYTES - encode(&note).len();
    note.answers.tried = "x".repeat(room);
    assert_eq!(note.check(), Ok(()));
    note.answers.tried.push('x');
    assert_eq!(
        note.check(),
        Err(CheckFault::TooLarge {
            bytes: MAX_NOTE_BYTES + 1
        })
    );
}

#[test]
fn a_list_with_one_entry_too_many_is_named() {
    assert_eq!(
        fault(|note| note.people = vec!["Alex Example".to_owned(); MAX_PEOPLE + 1]),
        CheckFault::TooMany {
            list: "people",
            count: MAX_PEOPLE + 1,
            limit: MAX_PEOPLE
        }
    );
}

#[test]
fn a_name_is_counted_in_characters_not_bytes() {
    let mut note = note();
    note.source.person = Some("é".repeat(MAX_NAME_CHARS));
    assert_eq!(note.check(), Ok(()));
    assert_eq!(
        fault(|note| note.source.person = Some("é".repeat(MAX_NAME_CHARS + 1))),
        CheckFault::TooLong {
            field: "source.person",
            limit: MAX_NAME_CHARS
        }
    );
}

#[test]
fn whom_a_brief_went_to_is_a_name_or_address_and_no_longer_than_one() {
    let sent_to = |to: String| Delivery {
        how: Delivered::Mailed,
        at: UtcMillis(1_773_306_000_000),
        to: Some(to),
    };
    assert_eq!(
        fault(|note| note.deliveries = vec![sent_to("x".repeat(MAX_NAME_CHARS + 1))]),
        CheckFault::TooLong {
            field: "deliveries.to",
            limit: MAX_NAME_CHARS
        }
    );
}

#[test]
fn a_moment_no_calendar_shows_is_refused() {
    for at in [
        UtcMillis(-1),
        UtcMillis(MAX_MOMENT.0 + 1),
        UtcMillis(i64::MAX),
    ] {
        assert_eq!(
            fault(|note| note.answers.needed_by = Some(at)),
            CheckFault::MomentOutOfRange {
                field: "answers.needed_by"
            }
        );
    }
}

#[test]
fn a_brief_over_its_own_bound_is_refused() {
    let links = vec!["https://acme.example"; baton_brief::MAX_LINKS + 1];
    let brief = serde_json::json!({"template": "ask", "links": links});
    let brief: Brief = serde_json::from_value(brief).unwrap();
    assert_eq!(
        fault(|note| note.brief = Some(brief)),
        CheckFault::Brief(BriefFault::TooManyLinks {
            links: baton_brief::MAX_LINKS + 1
        })
    );
}

#[test]
fn contradictions_are_found() {
    let unsound = |change: fn(&mut Note)| match fault(change) {
        CheckFault::Unsound(unsound) => unsound,
        other => panic!("{other}"),
    };
    assert_eq!(unsound(|n| n.schema += 1), Unsound::Schema);
    assert_eq!(unsound(|n| n.revision = 0), Unsound::Revision);
    assert_eq!(unsound(|n| n.updated.0 -= 1), Unsound::UpdatedBeforeCreated);
    assert_eq!(unsound(|n| n.state = State::Sent), Unsound::HistoryEnd);
    assert_eq!(
        unsound(|n| n.tags = vec!["q3".into(), "q3".into()]),
        Unsound::RepeatedTag
    );
    assert_eq!(
        unsound(|n| {
            let file = Attachment {
                name: "plan.png".to_owned(),
                media_type: "image/png".to_owned(),
                bytes: 1,
                sha256: "ABC".to_owned(),
            };
            n.attachments.push(file);
        }),
        Unsound::AttachmentHash
    );
    assert_eq!(
        unsound(|n| {
            let step = |state, at| Step {
                state,
                at: UtcMillis(at),
                from: Origin::Popup,
                by: None,
            };
            n.history = vec![step(State::Sent, 2), step(State::Met, 1)];
            n.state = State::Met;
        }),
        Unsound::HistoryOrder
    );
    assert_eq!(
        unsound(|n| n.comments = vec![comment(2, None), comment(1, None)]),
        Unsound::CommentOrder
    );
    assert_eq!(
        unsound(|n| n.comments = vec![comment(2, Some(6))]),
        Unsound::Score
    );
    assert_eq!(
        unsound(|n| {
            n.deliveries = [2, 1]
                .map(|at| Delivery {
                    how: Delivered::Copied,
                    at: UtcMillis(at),
                    to: None,
                })
                .to_vec();
        }),
        Unsound::DeliveryOrder
    );
}
