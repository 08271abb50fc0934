//! Markdown files of Baton's that were edited elsewhere, brought in over notes that went on living in Baton.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod shelf;

use baton_exchange::{Deleted, Entry, Fate, Setting, Standing, plan, read_markdown};
use baton_notes::{Delivered, Names, Note, Origin, State, Stored, Versions, decode, encode};
use baton_worktime::UtcMillis;
use shelf::{NOW, exported, fixture, with_setting};

fn read_entry(text: &str) -> Entry {
    let read = with_setting(|setting| read_markdown("a.md", text.as_bytes(), setting));
    read.unwrap().unwrap().entry
}

/// A vault is edited, while its notes go on living in Baton.
#[test]
fn what_was_changed_elsewhere_is_done_to_a_note_that_was_changed_here_once() {
    let entry = fixture("discussed");
    let Stored::Current(before) = &entry.note else {
        panic!()
    };
    let edited = exported(&entry).replace("# Which plan", "# Which of the plans");
    let edited = edited.replacen("tags: [", "tags: [\"board\", ", 1);
    let mut here = (**before).clone();
    let to = State::ALL
        .into_iter()
        .find(|to| here.state.leads_to(*to))
        .unwrap();
    here.advance(to, NOW, Origin::Notes).unwrap();
    here.deliver(
        Delivered::Copied,
        Some("Alex Example".to_owned()),
        NOW,
        Origin::Notes,
    )
    .unwrap();
    let over = |here: &Note, read_at: UtcMillis| {
        let read = with_setting(|setting| {
            let setting = Setting {
                now: read_at,
                ..*setting
            };
            read_markdown("a.md", edited.as_bytes(), &setting)
        });
        let record = encode(here);
        let standing = Standing {
            record: &record,
            earlier: None,
        };
        let entry = read.unwrap().unwrap().entry;
        plan(&entry, Some(standing), Deleted::Stay, read_at).unwrap()
    };
    let plan = over(&here, NOW);
    assert_eq!(plan.fate, Fate::Changed);
    let (record, earlier) = plan.then.unwrap();
    assert_eq!(earlier, None, "no text gave way");
    let Stored::Current(then) = decode(&record).unwrap() else {
        panic!()
    };
    assert_eq!(then.state, here.state);
    assert_eq!(then.history, here.history);
    assert_eq!(then.deliveries, here.deliveries);
    assert_eq!(then.revision, here.revision + 1);
    assert!(then.tags.contains(&"board".to_owned()));
    assert_eq!(then.comments.len(), before.comments.len() + 1);
    // The same file in a folder that was packed a day later.
    assert_eq!(over(&then, NOW.plus_millis(86_400_000)).fate, Fate::Older);
    // What was taken away here since is not added again by the file of then.
    let mut since = then.clone();
    since.tags = vec!["done".to_owned()];
    since.revision += 1;
    since.updated = NOW.plus_millis(1_000);
    assert_eq!(over(&since, NOW).fate, Fate::Older);
    // What was deleted here stays so.
    let mut deleted = then.clone();
    assert!(deleted.delete(NOW));
    assert_eq!(over(&deleted, NOW).fate, Fate::Deleted);
}

#[test]
fn names_added_here_and_in_a_later_file_stand_side_by_side() {
    let entry = fixture("decision");
    let Stored::Current(before) = &entry.note else {
        panic!()
    };
    let edited =
        exported(&entry).replacen(r#"tags: ["q3", "budget"]"#, r#"tags: ["board", "q3"]"#, 1);
    let mut here = (**before).clone();
    let here_at = UtcMillis(NOW.0 - 60_000);
    here.tag(&Names::adding("hall"), here_at).unwrap();
    let record = encode(&here);
    let standing = Standing {
        record: &record,
        earlier: None,
    };
    let plan = plan(&read_entry(&edited), Some(standing), Deleted::Stay, NOW).unwrap();
    let Stored::Current(then) = decode(&plan.then.unwrap().0).unwrap() else {
        panic!()
    };
    assert_eq!(then.tags, ["q3", "hall", "board"]);
}

/// Somebody wrote on in another browser, exported, and tagged the file; here the note was changed oftener.
#[test]
fn the_text_of_an_edited_file_that_gives_way_is_kept_beside_the_note() {
    let entry = fixture("decision");
    let Stored::Current(before) = &entry.note else {
        panic!()
    };
    let mut there = (**before).clone();
    there.answers.tried = "Written there".to_owned();
    there.written = NOW;
    there.updated = NOW;
    there.revision += 1;
    let there = exported(&Entry::alone(Stored::Current(Box::new(there))));
    let edited = there.replacen(r#""q3""#, r#""q4""#, 1);
    let mut here = (**before).clone();
    here.answers.tried = "Written here".to_owned();
    here.revision += 5;
    let record = encode(&here);
    let standing = Standing {
        record: &record,
        earlier: None,
    };
    let plan = plan(&read_entry(&edited), Some(standing), Deleted::Stay, NOW).unwrap();
    let (record, earlier) = plan.then.unwrap();
    assert!(record.contains("Written here"));
    let kept = Versions::decode(&earlier.unwrap()).unwrap();
    assert_eq!(kept.0[0].text.answers.tried, "Written there");
}
