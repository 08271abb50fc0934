use super::*;
use crate::note::tests::note;

fn at(seconds: i64) -> UtcMillis {
    note().created.plus_millis(seconds * 1_000)
}

fn states(note: &Note) -> Vec<State> {
    note.history.iter().map(|step| step.state).collect()
}

#[test]
fn a_note_goes_from_draft_to_decided() {
    let mut note = note();
    for (n, state) in (1..).zip([
        State::Sent,
        State::Acknowledged,
        State::Answered,
        State::Decided,
    ]) {
        assert_eq!(note.advance(state, at(n), Origin::Popup), Ok(true));
    }
    assert_eq!(note.state, State::Decided);
    assert_eq!(note.revision, 5);
    assert_eq!(note.history.last().map(|step| step.at), Some(at(4)));
}

#[test]
fn a_step_the_lifecycle_does_not_have_changes_nothing() {
    let mut note = note();
    let before = note.clone();
    assert_eq!(
        note.advance(State::Acknowledged, at(1), Origin::Popup),
        Err(TransitionError::NoSuchStep {
            from: State::Draft,
            to: State::Acknowledged
        })
    );
    assert_eq!(note, before);
}

#[test]
fn copying_a_draft_sends_it_and_copying_again_is_only_a_delivery() {
    let mut note = note();
    assert_eq!(
        note.deliver(Delivered::Copied, None, at(10), Origin::Prompt),
        Ok(true)
    );
    assert_eq!(
        note.deliver(Delivered::Copied, None, at(100), Origin::Popup),
        Ok(true)
    );
    assert_eq!(states(&note), [State::Sent]);
    assert_eq!(note.deliveries.len(), 2);
}

#[test]
fn a_brief_written_on_after_an_answer_is_sent_anew_and_one_copied_as_it_was_is_not() {
    let mut note = note();
    let copy = |note: &mut Note, seconds| {
        let copied = note.deliver(Delivered::Copied, None, at(seconds), Origin::Popup);
        assert_eq!(copied, Ok(true));
    };
    copy(&mut note, 10);
    note.advance(State::Answered, at(100), Origin::Popup)
        .unwrap();
    copy(&mut note, 200);
    assert_eq!(note.state, State::Answered, "as it was");
    let answers = Answers {
        tried: "asked in March".to_owned(),
        ..Answers::default()
    };
    note.save_answers(answers, at(300)).unwrap();
    // Told late: it left before the answer.
    copy(&mut note, 95);
    assert_eq!(note.state, State::Answered, "told late");
    copy(&mut note, 400);
    assert_eq!(states(&note), [State::Sent, State::Answered, State::Sent]);
}

#[test]
fn the_same_delivery_told_twice_is_one() {
    let mut note = note();
    note.deliver(Delivered::Copied, None, at(10), Origin::Prompt)
        .unwrap();
    let once = note.clone();
    assert_eq!(
        note.deliver(Delivered::Copied, None, at(10), Origin::Prompt),
        Ok(false)
    );
    assert_eq!(
        note.deliver(Delivered::Copied, None, at(12), Origin::Prompt),
        Ok(false)
    );
    assert_eq!(note, once);
    assert_eq!(
        note.deliver(Delivered::Mailed, None, at(12), Origin::Prompt),
        Ok(true)
    );
}

#[test]
fn a_delivery_that_arrives_late_is_put_in_order() {
    let mut note = note();
    note.deliver(Delivered::Mailed, None, at(500), Origin::Prompt)
        .unwrap();
    note.deliver(Delivered::Copied, None, at(100), Origin::Prompt)
        .unwrap();
    let order: Vec<_> = note
        .deliveries
        .iter()
        .map(|delivery| delivery.how)
        .collect();
    assert_eq!(order, [Delivered::Copied, Delivered::Mailed]);
    assert_eq!(note.updated, at(500));
}

#[test]
fn booking_with_the_brief_books_a_draft_a_sent_and_an_answered_note() {
    for before in [State::Draft, State::Sent, State::Answered] {
        let mut note = note();
        if before != State::Draft {
            note.advance(State::Sent, at(1), Origin::Popup).unwrap();
            note.advance(before, at(1), Origin::Popup).unwrap();
        }
        note.deliver(Delivered::BookedWith, None, at(9), Origin::Prompt)
            .unwrap();
        assert_eq!(note.state, State::Booked, "from {before:?}");
    }
}

#[test]
fn a_confirmation_books_a_note_once_and_what_people_did_since_stands() {
    let mut note = note();
    assert_eq!(note.confirm(at(1)), Ok(true));
    assert_eq!(
        note.history.last().map(|step| (step.state, step.from)),
        Some((State::Booked, Origin::Confirmation))
    );
    assert_eq!(note.confirm(at(2)), Ok(false), "told again");
    note.advance(State::Sent, at(3), Origin::Notes).unwrap();
    assert_eq!(note.confirm(at(4)), Ok(false));
    assert_eq!(states(&note), [State::Booked, State::Sent]);
}

#[test]
fn a_confirmation_changes_nothing_where_a_note_was_decided_or_deleted() {
    let mut decided = note();
    decided
        .advance(State::Decided, at(1), Origin::Notes)
        .unwrap();
    assert_eq!(decided.confirm(at(2)), Ok(false));
    let mut deleted = note();
    deleted.delete(at(1));
    assert_eq!(deleted.confirm(at(2)), Err(NoteDeleted));
}

#[test]
fn copying_the_rest_after_booking_leaves_the_note_booked() {
    let mut note = note();
    note.deliver(Delivered::BookedWith, None, at(1), Origin::Prompt)
        .unwrap();
    note.deliver(Delivered::Copied, None, at(2), Origin::Prompt)
        .unwrap();
    assert_eq!(states(&note), [State::Booked]);
}

#[test]
fn a_deleted_note_takes_no_change_until_it_is_restored() {
    let mut note = note();
    let answers = Answers {
        done_when: "the plan is chosen".to_owned(),
        ..Answers::default()
    };
    assert!(note.delete(at(1)));
    assert!(!note.delete(at(2)), "already deleted");
    assert_eq!(note.save_answers(answers.clone(), at(3)), Err(NoteDeleted));
    assert_eq!(
        note.advance(State::Sent, at(3), Origin::Popup),
        Err(TransitionError::Deleted)
    );
    assert_eq!(
        note.deliver(Delivered::Copied, None, at(3), Origin::Popup),
        Err(TransitionError::Deleted)
    );
    assert_eq!((note.deleted, note.revision), (Some(at(1)), 2));
    assert!(note.restore(at(4)));
    assert!(!note.restore(at(5)), "not deleted");
    assert_eq!(note.save_answers(answers, at(6)), Ok(true));
}

#[test]
fn a_delivery_keeps_for_whom_it_was() {
    let mut note = note();
    let to = Some("alex@example.com".to_owned());
    note.deliver(Delivered::Gmail, to.clone(), at(1), Origin::Prompt)
        .unwrap();
    let read = crate::decode(&crate::encode(&note)).unwrap();
    let crate::Stored::Current(read) = read else {
        panic!("of this schema");
    };
    assert_eq!(read.deliveries[0].to, to);
    assert_eq!(read.state, State::Sent);
}

#[test]
fn a_comment_told_twice_is_one_and_comments_stay_in_order() {
    let mut note = note();
    let draft = CommentDraft {
        text: " Clear".to_owned(),
        score: Some(5),
    };
    assert_eq!(note.draft_comment(draft.clone(), at(90)), Ok(true));
    let was = [draft];
    assert_eq!(
        note.comment(" Clear. ", Some(5), &was, None, at(100)),
        Ok(true)
    );
    assert_eq!(note.comment_draft, CommentDraft::default());
    assert_eq!(
        note.comment("Clear.", Some(5), &was, None, at(130)),
        Ok(false)
    );
    assert_eq!(note.comment(" \n", None, &was, None, at(140)), Ok(false));
    assert_eq!(
        note.comment("Clear.", Some(4), &was, None, at(50)),
        Ok(true)
    );
    let kim = Some("Kim Sample".to_owned());
    assert_eq!(
        note.comment("Clear.", Some(5), &was, kim, at(150)),
        Ok(true)
    );
    let told: Vec<_> = note.comments.iter().map(|c| (c.at, c.score)).collect();
    let expected = [(at(100), Some(5)), (at(100), Some(4)), (at(150), Some(5))];
    assert_eq!(told, expected);
    assert_eq!(note.check(), Ok(()));
}

#[test]
fn a_comment_in_the_making_elsewhere_is_neither_replaced_nor_said() {
    let mut note = note();
    let half = |text: &str| CommentDraft {
        text: text.to_owned(),
        score: None,
    };
    let none = [CommentDraft::default()];
    assert!(!note.is_commented_elsewhere(&half("Mine"), &none));
    assert_eq!(note.draft_comment(half("Theirs"), at(90)), Ok(true));
    assert!(note.is_commented_elsewhere(&half("Mine"), &none));
    assert!(!note.is_commented_elsewhere(&half("Theirs, on"), &[half("Theirs")]));
    assert!(
        !note.is_commented_elsewhere(&half("Theirs"), &none),
        "told again"
    );
    assert_eq!(note.comment("Mine.", None, &none, None, at(100)), Ok(true));
    assert_eq!(note.comment_draft, half("Theirs"));
    assert_eq!(
        note.comment("Theirs.", None, &[half("Theirs")], None, at(101)),
        Ok(true)
    );
    assert_eq!(note.comment_draft, CommentDraft::default());
    assert_eq!(note.comments.len(), 2);
}

#[test]
fn tags_and_people_are_added_and_taken_away_one_by_one() {
    let mut note = note();
    let names = |add: &[&str], remove: &[&str]| crate::Names {
        add: add.iter().map(|name| (*name).to_owned()).collect(),
        remove: remove.iter().map(|name| (*name).to_owned()).collect(),
    };
    let added = names(&[" q3", "budget", "", "q3 ", "  "], &[]);
    assert_eq!(note.tag(&added, at(1)), Ok(true));
    assert_eq!(note.tags, ["q3", "budget"]);
    assert_eq!(note.tag(&added, at(2)), Ok(false));
    // Another page, which does not know of `hiring`, says what it did.
    assert_eq!(note.tag(&names(&["hiring"], &[]), at(3)), Ok(true));
    assert_eq!(
        note.tag(&names(&["hall"], &["q3", "none"]), at(4)),
        Ok(true)
    );
    assert_eq!(note.tags, ["budget", "hiring", "hall"]);
    let kim = crate::Names::adding("Kim Sample");
    assert_eq!(note.concern(&kim, at(5)), Ok(true));
    assert_eq!(note.people, ["Kim Sample"]);
    let gone = crate::Names::removing("Kim Sample");
    assert_eq!(note.concern(&gone, at(6)), Ok(true));
    assert_eq!((note.people.len(), note.check()), (0, Ok(())));
}

#[test]
fn a_link_stands_once_and_never_to_the_note_itself() {
    let mut note = note();
    let other = crate::NoteId::from_parts(at(0), [9; 16]);
    let link = |id: &crate::NoteId| Link {
        kind: crate::LinkKind::Follows,
        note: id.clone(),
    };
    assert_eq!(note.link(link(&other), at(1)), Ok(true));
    assert_eq!(note.link(link(&other), at(2)), Ok(false));
    let own = link(&note.id);
    assert_eq!(note.link(own, at(3)), Ok(false));
    assert_eq!(note.links, [link(&other)]);
    assert_eq!(note.unlink(&link(&other), at(4)), Ok(true));
    assert_eq!((note.links.len(), note.revision), (0, 3));
}

#[test]
fn a_file_is_kept_once_and_taken_away_by_its_content() {
    let mut note = note();
    let file = |name: &str, content: &[u8]| {
        crate::Attachment::of(name, "text/plain", &crate::file_text(content)).unwrap()
    };
    assert_eq!(note.attach(file("plan.txt", b"a"), at(1)), Ok(true));
    assert_eq!(
        note.attach(file("copy of plan.txt", b"a"), at(2)),
        Ok(false)
    );
    assert_eq!(note.attach(file("plan.txt", b"b"), at(3)), Ok(true));
    assert_eq!(note.check(), Ok(()));
    let first = note.attachments[0].sha256.clone();
    assert_eq!(note.detach(&first, at(4)), Ok(true));
    assert_eq!(note.attachments, [file("plan.txt", b"b")]);
}

#[test]
fn saving_the_same_again_is_no_change() {
    let mut note = note();
    let answers = Answers {
        tried: "asked in March".to_owned(),
        ..Answers::default()
    };
    assert_eq!(note.save_answers(answers.clone(), at(1)), Ok(true));
    assert_eq!((note.written, note.updated), (at(1), at(1)));
    let once = note.clone();
    assert_eq!(note.save_answers(answers, at(2)), Ok(false));
    assert_eq!(note, once);
}

#[test]
fn a_clock_that_goes_back_moves_nothing_back() {
    let mut note = note();
    note.advance(State::Sent, at(100), Origin::Prompt).unwrap();
    note.advance(State::Answered, at(-100), Origin::Prompt)
        .unwrap();
    note.delete(at(-200));
    assert_eq!(note.updated, at(100));
    assert_eq!(note.deleted, Some(at(100)));
    assert!(note.history.iter().all(|step| step.at == at(100)));
}
