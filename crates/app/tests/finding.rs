//! Finding notes: the index takes in what was written, is made anew when it is behind, and is never
//! needed to reach a note.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::omnibox::Style;
use baton_app::ports::{Records, StoreFault};
use baton_notes::{Names, Note, NoteId, Source, State, Written, encode};
use baton_protocol::{Failure, Handover, NoteChange, NoteOrder, NoteSummary, OwnReply, OwnRequest};
use baton_protocol::{PromptRequest, StoreHealth};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use stage::*;

/// Writes a brief about a booking page, as a prompt does.
fn write(stage: &Stage, page: &str, ask: &str) -> NoteId {
    stage.later(1);
    let (prompt, _) = stage.prompt_on(page);
    let text = Written {
        answers: answers(),
        brief: Some(brief(ask)),
    };
    let was = Vec::new();
    let save = PromptRequest::SaveDraft(Handover { text, was });
    stage.ask(&prompt, save).unwrap();
    let notes = stage.list("").into_iter();
    let mut written = notes.filter(|note| note.title == ask);
    written.next().unwrap().id
}

fn page(name: &str) -> String {
    format!("https://calendly.com/{name}-example/30min")
}

/// Jobs the finder did since the last look.
fn jobs(stage: &Stage) -> Vec<&'static str> {
    stage.app.ports().found.take()
}

fn titles(notes: &[NoteSummary]) -> Vec<&str> {
    notes.iter().map(|note| note.title.as_str()).collect()
}

fn found(stage: &Stage, query: &str) -> Vec<String> {
    let notes = stage.list(query);
    titles(&notes).into_iter().map(str::to_owned).collect()
}

fn health(stage: &Stage) -> StoreHealth {
    match stage.own(OwnRequest::Health).unwrap() {
        OwnReply::Health(health) => health,
        other => panic!("not the health: {other:?}"),
    }
}

/// The same records and index, with a worker that has just woken.
fn woken(stage: Stage) -> Stage {
    let next = Stage::new();
    let (old, new) = (stage.app.ports(), next.app.ports());
    new.records.kept.swap(&old.records.kept);
    new.drawn.set(old.drawn.get());
    let (old, new) = (old.index.pieces(), new.index.pieces());
    new.kept.swap(&old.kept);
    new.head.swap(&old.head);
    next
}

#[test]
fn a_note_is_found_by_the_beginning_of_a_word_a_typo_and_what_it_is() {
    let stage = Stage::new();
    write(&stage, &page("alex"), "Which supplier for the chairs?");
    write(&stage, &page("kim"), "When do we move?");
    for query in [
        "sup",
        "suplier",
        "chairs supplier",
        "\"the chairs\"",
        "supplier state:draft",
        "supplier template:ask",
        "provider:calendly chair",
        "person:alex",
        "after:2026-03 supplier",
    ] {
        assert_eq!(
            found(&stage, query),
            ["Which supplier for the chairs?"],
            "{query}"
        );
    }
    for query in [
        "supplier state:sent",
        "\"chairs the\"",
        "before:2026-03 supplier",
        "supplier -chairs",
    ] {
        assert_eq!(found(&stage, query), [""; 0], "{query}");
    }
}

#[test]
fn a_filter_finds_any_word_of_a_value_and_in_quotes_the_value_itself() {
    let stage = Stage::new();
    for (name, ask, tag, person) in [
        ("a", "Which plan?", "q1", "Kim Sample"),
        ("b", "Which chair?", "q1 budget", "Pat O'Brien"),
        ("c", "Which desk?", "needs follow-up", "Kim Sample-Lee"),
    ] {
        let id = write(&stage, &page(name), ask);
        for change in [
            NoteChange::Tag(Names::adding(tag)),
            NoteChange::Concern(Names::adding(person)),
        ] {
            let id = id.clone();
            stage.own(OwnRequest::Change { id, change }).unwrap();
        }
    }
    for (query, expected) in [
        ("person:sample", &["Which desk?", "Which plan?"][..]),
        ("person:o'brien", &["Which chair?"]),
        ("person:sample-l", &["Which desk?"]),
        ("person:\"kim sample\"", &["Which plan?"]),
        ("person:\"kim\"", &[]),
        ("tag:budget", &["Which chair?"]),
        ("tag:follow-up", &["Which desk?"]),
        ("tag:q1", &["Which chair?", "Which plan?"]),
        ("tag:\"q1\"", &["Which plan?"]),
        ("-tag:\"q1\"", &["Which chair?", "Which desk?"]),
        ("-tag:q1", &["Which desk?"]),
        (
            "state:\"draft\" template:\"ask\" provider:\"calendly\" tag:\"q1\"",
            &["Which plan?"],
        ),
    ] {
        let mut found = found(&stage, query);
        found.sort();
        assert_eq!(found, expected, "{query}");
    }
}

#[test]
fn what_was_looked_for_is_marked_in_the_title_and_in_the_text() {
    let stage = Stage::new();
    write(&stage, PAGE, "Which supplier?");
    let marked = |runs: &[baton_protocol::Run]| -> String {
        let show = |run: &baton_protocol::Run| match run.is_marked {
            true => format!("[{}]", run.text),
            false => run.text.clone(),
        };
        runs.iter().map(show).collect()
    };
    let [note] = &stage.list("suppl")[..] else {
        panic!("one note")
    };
    assert_eq!(marked(&note.marked_title), "Which [supplier]?");
    assert_eq!(marked(&note.excerpt), "");
    let [note] = &stage.list("plan take")[..] else {
        panic!("one note")
    };
    assert_eq!(marked(&note.marked_title), "");
    assert_eq!(
        marked(&note.excerpt),
        "we know which [plan] to [take] for Q3"
    );
    let all = stage.list("");
    assert!(all.iter().all(|note| note.marked_title.is_empty()));
}

#[test]
fn a_saved_draft_is_marked_once_and_taken_in_when_something_is_looked_for() {
    let stage = Stage::new();
    write(&stage, &page("alex"), "First");
    jobs(&stage);
    stage.later(1);
    let (prompt, _) = stage.prompt_on(&page("kim"));
    let mut was = Vec::new();
    for typed in ["S", "Se", "Second"] {
        let text = Written {
            answers: answers(),
            brief: Some(brief(typed)),
        };
        let save = Handover {
            text: text.clone(),
            was: was.clone(),
        };
        stage.ask(&prompt, PromptRequest::SaveDraft(save)).unwrap();
        was = vec![text];
    }
    assert_eq!(jobs(&stage), [""; 0], "typing never wakes the finder");
    assert_eq!(found(&stage, "second"), ["Second"]);
    assert_eq!(jobs(&stage), ["take", "find", "excerpt"]);
    assert_eq!(found(&stage, "fir"), ["First"]);
    assert_eq!(
        jobs(&stage),
        ["find", "excerpt"],
        "nothing is left to take in"
    );
}

#[test]
fn a_deleted_note_is_found_no_more_and_a_restored_one_again() {
    let stage = Stage::new();
    let id = write(&stage, PAGE, "Which plan?");
    let change = |change| {
        let id = id.clone();
        stage.own(OwnRequest::Change { id, change }).unwrap();
    };
    change(NoteChange::Delete);
    assert_eq!(found(&stage, "plan"), [""; 0]);
    assert_eq!(health(&stage).notes, Some(0));
    change(NoteChange::Restore);
    assert_eq!(found(&stage, "plan"), ["Which plan?"]);
    change(NoteChange::Advance { to: State::Sent });
    assert_eq!(found(&stage, "state:sent"), ["Which plan?"]);
    assert_eq!(found(&stage, "state:draft"), [""; 0]);
}

#[test]
fn a_worker_that_wakes_uses_the_index_that_is_stored() {
    let stage = Stage::new();
    write(&stage, PAGE, "Which plan?");
    let stage = woken(stage);
    assert_eq!(found(&stage, "plan"), ["Which plan?"]);
    assert_eq!(jobs(&stage), ["find", "excerpt"]);
}

#[test]
fn an_index_that_was_lost_damaged_or_belongs_to_other_notes_is_made_anew() {
    type Harm = fn(&Stage);
    let harms: [(&str, Harm); 5] = [
        ("lost", |stage| {
            let pieces = stage.app.ports().index.pieces();
            *pieces.head.borrow_mut() = None;
            pieces.kept.borrow_mut().clear();
        }),
        ("a piece lost", |stage| {
            stage.app.ports().index.pieces().kept.borrow_mut().clear();
        }),
        ("a piece damaged", |stage| {
            let mut kept = stage.app.ports().index.pieces().kept.borrow_mut();
            kept.values_mut().for_each(|piece| piece[20] ^= 1);
        }),
        ("the manifest cut", |stage| {
            let mut head = stage.app.ports().index.pieces().head.borrow_mut();
            let (manifest, _) = head.as_mut().unwrap();
            manifest.pop();
        }),
        ("the marks unreadable", |stage| {
            let marks = [("unindexed".to_owned(), "{".to_owned())];
            block_on(stage.app.ports().records.write(&marks)).unwrap();
        }),
    ];
    for (harm, inflict) in harms {
        let stage = Stage::new();
        write(&stage, &page("alex"), "Which plan?");
        write(&stage, &page("kim"), "Which chair?");
        let stage = woken(stage);
        inflict(&stage);
        assert_eq!(found(&stage, "chair"), ["Which chair?"], "{harm}");
        assert!(jobs(&stage).contains(&"begin"), "{harm}");
        assert_eq!(health(&stage).notes, Some(2), "{harm}");
        assert!(!jobs(&stage).contains(&"begin"), "{harm}: once");
    }
}

#[test]
fn a_record_that_became_unreadable_is_no_line_and_is_counted() {
    let stage = Stage::new();
    let id = write(&stage, &page("alex"), "Which plan?");
    write(&stage, &page("kim"), "Which chair?");
    let broken = [(format!("note/{id}"), "{".to_owned())];
    block_on(stage.app.ports().records.write(&broken)).unwrap();
    assert_eq!(found(&stage, ""), ["Which chair?"]);
    let health = health(&stage);
    assert_eq!((health.notes, health.unreadable), (Some(1), Some(1)));
}

#[test]
fn on_a_full_disk_notes_are_found_as_well() {
    let stage = Stage::new();
    let id = write(&stage, PAGE, "Which plan?");
    write(&stage, &page("kim"), "Which chair?");
    let is_full = |stage: &Stage, yes| {
        stage.app.ports().records.is_full.set(yes);
        let fault = yes.then_some(StoreFault::Full);
        *stage.app.ports().index.pieces().fault.borrow_mut() = fault;
    };
    // Full while the worker runs, full when it wakes.
    is_full(&stage, true);
    assert_eq!(found(&stage, "chair"), ["Which chair?"]);
    let stage = woken(stage);
    is_full(&stage, true);
    assert_eq!(found(&stage, "chair"), ["Which chair?"]);
    assert!(jobs(&stage).contains(&"begin"));
    assert_eq!(found(&stage, "").len(), 2);
    assert_eq!(health(&stage).notes, Some(2));
    assert!(!jobs(&stage).contains(&"begin"), "made once");
    is_full(&stage, false);
    let change = NoteChange::Tag(Names::adding("office"));
    stage.own(OwnRequest::Change { id, change }).unwrap();
    assert_eq!(found(&stage, "tag:office"), ["Which plan?"]);
    let stage = woken(stage);
    assert_eq!(found(&stage, "tag:office"), ["Which plan?"]);
}

#[test]
fn without_a_finder_the_list_says_what_is_wrong() {
    let stage = Stage::new();
    write(&stage, PAGE, "Which plan?");
    stage.app.ports().no_finder.set(true);
    let list = OwnRequest::List {
        filter: String::new(),
        order: NoteOrder::Best,
        offset: 0,
        limit: 9,
    };
    assert_eq!(stage.own(list), Err(Failure::Engine));
    // What is known of the copies is told all the same.
    assert_eq!(health(&stage).notes, None);
    stage.app.ports().no_finder.set(false);
    assert_eq!(found(&stage, "plan"), ["Which plan?"]);
}

#[test]
fn a_profile_without_notes_writes_nothing_when_it_is_looked_at() {
    let stage = Stage::new();
    assert_eq!(found(&stage, ""), [""; 0]);
    assert_eq!(health(&stage).notes, Some(0));
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn a_phrase_is_proved_in_the_notes_themselves() {
    let stage = Stage::new();
    for (number, ask) in ["red green blue", "green red blue", "blue green"]
        .iter()
        .enumerate()
    {
        write(&stage, &page(&format!("p{number}")), ask);
    }
    assert_eq!(found(&stage, "\"red green\""), ["red green blue"]);
    let list = OwnRequest::List {
        filter: "\"red green\"".to_owned(),
        order: NoteOrder::Best,
        offset: 0,
        limit: 1,
    };
    match stage.own(list).unwrap() {
        OwnReply::Notes { notes, total } => assert_eq!((notes.len(), total), (1, 1)),
        other => panic!("not a list: {other:?}"),
    }
}

/// A list shows the first; what is exported, tagged or deleted is all of them.
#[test]
fn a_phrase_in_more_notes_than_a_list_looks_at_is_found_in_all_of_them() {
    let stage = Stage::new();
    let records: Vec<(String, String)> = (0..1_100)
        .map(|number| {
            let id = NoteId::from_parts(UtcMillis(NOW.0 + number), [7; 16]);
            let source = Source {
                event: Some("red green".to_owned()),
                ..Source::default()
            };
            let note = Note::draft(id, NOW, source);
            (format!("note/{}", note.id), encode(&note))
        })
        .collect();
    block_on(stage.app.ports().records.write(&records)).unwrap();
    let ask = |offset| OwnRequest::Ids {
        filter: "\"red green\"".to_owned(),
        order: NoteOrder::Best,
        offset,
        limit: 5_000,
    };
    for (offset, left) in [(0, 1_100), (1_050, 50)] {
        match stage.own(ask(offset)).unwrap() {
            OwnReply::Ids(ids) => assert_eq!(ids.len(), left),
            other => panic!("not ids: {other:?}"),
        }
    }
}

#[test]
fn the_address_bar_suggests_notes_in_the_form_its_browser_reads() {
    let stage = Stage::new();
    let id = write(&stage, PAGE, "Chairs & <b>desks</b>?\u{7}");
    let suggest = |style| block_on(stage.app.suggest("desk".to_owned(), style));
    let [markup] = &suggest(Style::Markup)[..] else {
        panic!("one suggestion")
    };
    assert_eq!(markup.content, format!("notes.html#{id}"));
    assert_eq!(
        markup.description,
        "Chairs &amp; &lt;b&gt;<match>desks</match>&lt;/b&gt;?  <dim>Alex Example · Draft</dim>"
    );
    let [plain] = &suggest(Style::Plain)[..] else {
        panic!("one suggestion")
    };
    assert_eq!(
        plain.description,
        "Chairs & <b>desks</b>?\u{7} (Alex Example · Draft)"
    );
}

#[test]
fn a_list_comes_in_the_order_asked_for() {
    let stage = Stage::new();
    let first = write(&stage, &page("alex"), "Chairs, chairs, chairs");
    write(&stage, &page("kim"), "Which plan for the chairs?");
    write(&stage, &page("sam"), "The chairs");
    stage.later(1);
    let change = NoteChange::Tag(Names::adding("office"));
    stage.own(OwnRequest::Change { id: first, change }).unwrap();
    for query in ["", "chair"] {
        for (order, expected) in [
            (NoteOrder::Latest, ["Chairs", "The ch", "Which "]),
            (NoteOrder::Earliest, ["Which ", "The ch", "Chairs"]),
            (NoteOrder::Newest, ["The ch", "Which ", "Chairs"]),
            (NoteOrder::Oldest, ["Chairs", "Which ", "The ch"]),
        ] {
            let list = |offset, limit| OwnRequest::List {
                filter: query.to_owned(),
                order,
                offset,
                limit,
            };
            let mut notes = Vec::new();
            for (offset, limit) in [(0, 2), (2, 9)] {
                match stage.own(list(offset, limit)).unwrap() {
                    OwnReply::Notes { notes: more, total } => {
                        assert_eq!(total, 3);
                        notes.extend(more);
                    }
                    other => panic!("not a list: {other:?}"),
                }
            }
            let begins = |title: &&str| title.chars().take(6).collect::<String>();
            let titles: Vec<String> = titles(&notes).iter().map(begins).collect();
            assert_eq!(titles, expected, "{order:?} {query:?}");
        }
    }
}

#[test]
fn any_text_can_be_looked_for() {
    let stage = Stage::new();
    write(&stage, PAGE, "计划 👩\u{200d}👩\u{200d}👧 \u{202e}gnp.exe");
    let long = "x".repeat(10_000);
    let bidi = "\u{202e}\u{2066}\u{2069}";
    for query in [
        long.as_str(),
        "!!! ??? \" ( :",
        bidi,
        "person:",
        "\"",
        "-",
        "before:never",
    ] {
        stage.list(query);
    }
    assert_eq!(found(&stage, "划").len(), 1);
    assert_eq!(found(&stage, "👩\u{200d}👩\u{200d}👧").len(), 1);
}
