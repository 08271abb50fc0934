//! Notes that follow or replace one another, people, and files kept with a note.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_notes::{Attachment, Link, LinkKind, Names, NoteId, file_text};
use baton_protocol::{
    Failure, LinkedNote, NoteChange, NoteView, OwnReply, OwnRequest, Relation, ShowReply,
    ShowRequest,
};
use stage::*;

impl Stage {
    /// A note with this ask, of the booking page of this name.
    fn noted(&self, ask: &str, page: &str) -> NoteId {
        self.later(1);
        self.drafted(ask, &format!("https://calendly.com/{page}/30min"))
    }

    fn change(&self, id: &NoteId, change: NoteChange) -> Result<OwnReply, Failure> {
        let id = id.clone();
        self.own(OwnRequest::Change { id, change })
    }

    fn open(&self, id: &NoteId) -> Box<NoteView> {
        match self.show(ShowRequest::Note { id: id.clone() }) {
            Ok(ShowReply::Note(note)) => note,
            other => panic!("not a note: {other:?}"),
        }
    }

    fn content(&self, id: &NoteId, sha256: &str) -> Result<OwnReply, Failure> {
        let (id, sha256) = (id.clone(), sha256.to_owned());
        self.own(OwnRequest::Attachment { id, sha256 })
    }
}

fn link(kind: LinkKind, note: &NoteId) -> Link {
    let note = note.clone();
    Link { kind, note }
}

fn linked(relation: Relation, note: &NoteId, title: &str) -> LinkedNote {
    LinkedNote {
        relation,
        note: note.clone(),
        title: title.to_owned(),
        stands: true,
    }
}

#[test]
fn a_link_is_shown_in_both_notes_until_it_is_taken_away() {
    let stage = Stage::new();
    let old = stage.noted("Which hall?", "alex-example");
    let new = stage.noted("Which of two halls?", "kim-sample");
    let superseded = link(LinkKind::SupersededBy, &new);
    for _told_twice in 0..2 {
        let done = stage.change(&old, NoteChange::Link(superseded.clone()));
        assert_eq!(done, Ok(OwnReply::Ok));
    }
    let there = linked(Relation::SupersededBy, &new, "Which of two halls?");
    assert_eq!(stage.open(&old).links, [there]);
    let back = linked(Relation::Supersedes, &old, "Which hall?");
    assert_eq!(stage.open(&new).links, [back]);

    stage.change(&new, NoteChange::Delete).unwrap();
    assert!(!stage.open(&old).links[0].stands);
    stage.change(&new, NoteChange::Restore).unwrap();
    stage.change(&old, NoteChange::Delete).unwrap();
    assert_eq!(stage.open(&new).links, [], "a deleted note replaces none");
    stage.change(&old, NoteChange::Restore).unwrap();

    stage.change(&old, NoteChange::Unlink(superseded)).unwrap();
    assert_eq!(
        (stage.open(&old).links, stage.open(&new).links),
        (vec![], vec![])
    );
}

#[test]
fn a_note_is_linked_to_no_note_that_is_not_there() {
    let stage = Stage::new();
    let note = stage.noted("Which hall?", "alex-example");
    let nobody = NoteId::from_parts(NOW, [9; 16]);
    let follows = NoteChange::Link(link(LinkKind::Follows, &nobody));
    assert_eq!(stage.change(&note, follows), Err(Failure::NoSuchNote));
    let itself = NoteChange::Link(link(LinkKind::Follows, &note));
    assert_eq!(stage.change(&note, itself), Ok(OwnReply::Ok));
    assert_eq!(stage.open(&note).links, []);
}

#[test]
fn two_pages_add_people_and_tags_without_undoing_each_other() {
    let stage = Stage::new();
    let note = stage.noted("Which hall?", "alex-example");
    for change in [
        NoteChange::Concern(Names::adding("Kim Sample")),
        NoteChange::Concern(Names::adding("Alex Example")),
        NoteChange::Tag(Names::adding("hall")),
        NoteChange::Tag(Names::adding("budget")),
        NoteChange::Concern(Names::removing("Kim Sample")),
    ] {
        assert_eq!(stage.change(&note, change), Ok(OwnReply::Ok));
    }
    let shown = stage.open(&note);
    assert_eq!(shown.people, ["Alex Example"]);
    assert_eq!(shown.tags, ["hall", "budget"]);
    assert_eq!(stage.list("alex example").len(), 1, "found by it");
}

#[test]
fn a_file_is_kept_given_back_taken_away_and_brought_back() {
    let stage = Stage::new();
    let note = stage.noted("Which hall?", "alex-example");
    let content = file_text(&[0, 159, 146, 150, 13, 10]);
    let attach = NoteChange::Attach {
        name: "../plan.bin".to_owned(),
        media_type: "text/html".to_owned(),
        content: content.clone(),
    };
    stage.change(&note, attach.clone()).unwrap();
    stage.change(&note, attach).unwrap();
    let files = stage.open(&note).attachments;
    let [file] = &files[..] else {
        panic!("one file: {files:?}")
    };
    assert_eq!((&*file.name, file.bytes), ("plan.bin", 6));
    assert_eq!(file.media_type, "application/octet-stream");
    let given = || stage.content(&note, &file.sha256);
    assert_eq!(given(), Ok(OwnReply::Attachment { content }));

    let sha256 = file.sha256.clone();
    stage.change(&note, NoteChange::Detach { sha256 }).unwrap();
    assert_eq!(stage.open(&note).attachments, []);
    assert_eq!(given(), Err(Failure::NoSuchFile), "not this note's");
    stage
        .change(&note, NoteChange::Reattach(file.clone()))
        .unwrap();
    assert_eq!(stage.open(&note).attachments, files);
    assert!(given().is_ok());
}

#[test]
fn a_file_that_is_none_and_a_file_whose_content_is_gone_are_said() {
    let stage = Stage::new();
    let note = stage.noted("Which hall?", "alex-example");
    for content in ["no base64!".to_owned(), "A".repeat(6_700_000)] {
        let attach = NoteChange::Attach {
            name: "plan".to_owned(),
            media_type: String::new(),
            content,
        };
        assert_eq!(stage.change(&note, attach), Err(Failure::Malformed));
    }
    let never = Attachment::of("plan.txt", "text/plain", &file_text(b"a")).unwrap();
    let back = NoteChange::Reattach(never.clone());
    assert_eq!(stage.change(&note, back), Err(Failure::NoSuchFile));
    assert_eq!(
        stage.content(&note, &never.sha256),
        Err(Failure::NoSuchFile)
    );
}
