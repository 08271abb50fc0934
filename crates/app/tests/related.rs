//! *You may have answered this*: what is told of other notes while one is written, and what is not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::{Answer, Sender};
use baton_notes::{NoteId, Written};
use baton_protocol::{
    Failure, Handover, NoteChange, NoteOrder, OwnRequest, PromptReply, PromptRequest, RelatedNote,
    Relation, Reply, Request, ShowReply, ShowRequest, WriteReply, WriteRequest,
};
use futures_executor::block_on;
use futures_util::future::join;
use stage::*;

const ASKS: [&str; 3] = [
    "Which supplier delivers the brass valve?",
    "Who signs the travel budget?",
    "Where is the badge handed out?",
];

fn text(ask: &str) -> Written {
    Written {
        brief: Some(brief(ask)),
        ..Written::default()
    }
}

/// A prompt on somebody's booking page, in tab 1.
fn prompt_about(stage: &Stage, name: &str) -> Sender {
    let person = name.replace(' ', "-").to_lowercase();
    let url = format!("https://calendly.com/{person}/30min");
    let title = format!("30 Minute Meeting - {name}");
    let ticket = stage.see(&url, &title).prompt.unwrap().ticket.unwrap();
    let prompt = prompt_in(1, 7);
    let view = stage.ask(&prompt, PromptRequest::Redeem { ticket });
    assert!(matches!(view.unwrap(), PromptReply::View(_)));
    prompt
}

fn save(stage: &Stage, prompt: &Sender, ask: &str) {
    let save = PromptRequest::SaveDraft(Handover {
        text: text(ask),
        was: Vec::new(),
    });
    stage.ask(prompt, save).unwrap();
}

fn related(stage: &Stage, prompt: &Sender, ask: &str) -> Vec<RelatedNote> {
    let text = ask.to_owned();
    match stage.ask(prompt, PromptRequest::Related(text)).unwrap() {
        PromptReply::Related(notes) => notes,
        other => panic!("not what is like it: {other:?}"),
    }
}

fn titles(notes: &[RelatedNote]) -> Vec<&str> {
    notes.iter().map(|note| note.title.as_str()).collect()
}

/// Three notes about Kim Sample and one about somebody else, each sent on a day of its own; they are in
/// the index.
fn answered() -> Stage {
    let stage = Stage::new();
    for (name, ask) in ASKS
        .map(|ask| ("Kim Sample", ask))
        .into_iter()
        .chain([("Alex Example", "Does the printer driver crash on Mondays?")])
    {
        stage.later(1);
        let prompt = prompt_about(&stage, name);
        save(&stage, &prompt, ask);
        let delivered = PromptRequest::Delivered {
            what: Handover {
                text: text(ask),
                was: Vec::new(),
            },
            how: baton_notes::Delivered::Copied,
        };
        stage.ask(&prompt, delivered).unwrap();
        // Another day, another visit.
        futures_executor::block_on(stage.app.tab_closed(1));
        stage.later(24 * 60);
    }
    assert_eq!(stage.list("").len(), 4);
    stage
}

fn id_of(stage: &Stage, title: &str) -> NoteId {
    let notes = stage.list("").into_iter();
    let mut found = notes.filter(|note| note.title == title);
    found.next().unwrap().id
}

#[test]
fn a_prompt_is_told_of_notes_about_the_same_person_the_likest_first() {
    let stage = answered();
    let prompt = prompt_about(&stage, "Kim Sample");
    let told = related(&stage, &prompt, "");
    assert_eq!(titles(&told), [ASKS[2], ASKS[1], ASKS[0]]);
    let told = related(
        &stage,
        &prompt,
        "Is the brass valve from that supplier in stock?",
    );
    assert_eq!(titles(&told), [ASKS[0], ASKS[2], ASKS[1]]);
    let best = &told[0];
    assert_eq!(best.note, id_of(&stage, ASKS[0]).as_str());
    assert_eq!(best.state, "Sent");
    assert!(best.updated < stage.app.ports().now.get());
}

#[test]
fn nothing_is_told_where_nothing_is_like_it() {
    let stage = answered();
    let prompt = prompt_about(&stage, "Sam Placeholder");
    for ask in [
        "",
        "When does the choir rehearse?",
        "東京都",
        "🚀",
        "the of and",
    ] {
        assert!(related(&stage, &prompt, ask).is_empty(), "{ask:?}");
    }
    let long = "valves ".repeat(3_000);
    assert!(related(&stage, &prompt, &long).is_empty());
}

#[test]
fn what_was_written_since_the_last_search_is_known_but_not_the_note_itself() {
    let stage = answered();
    let prompt = prompt_about(&stage, "Kim Sample");
    save(&stage, &prompt, "Is the gasket of the boiler tight?");
    stage.app.ports().found.take();
    assert_eq!(related(&stage, &prompt, "Is the gasket tight?").len(), 3);
    // What is being written is not taken in again at each pause.
    assert_eq!(stage.app.ports().found.take(), ["related"]);
    stage.later(1);
    let other = prompt_in(2, 8);
    let url = "https://calendly.com/kim-sample/intro";
    let ticket = stage.see_in(2, url).prompt.unwrap().ticket.unwrap();
    stage.ask(&other, PromptRequest::Redeem { ticket }).unwrap();
    let told = related(&stage, &other, "The boiler and its gasket");
    assert_eq!(stage.app.ports().found.take(), ["take", "related"]);
    assert_eq!(titles(&told)[0], "Is the gasket of the boiler tight?");
}

/// A page that lists notes, and one where one is written, at the same moment.
#[test]
fn whoever_is_at_work_on_the_index_is_waited_for() {
    let listing = popup();
    for head_start in 0..12 {
        let stage = answered();
        let prompt = prompt_about(&stage, "Sam Placeholder");
        save(&stage, &prompt, "Is the gasket of the boiler tight?");
        let prompt = prompt_about(&stage, "Kim Sample");
        let ask = Request::Prompt(PromptRequest::Related(String::new()));
        let ask = async {
            // Each look at the session's values lets the other side go one step further.
            for _ in 0..head_start {
                baton_app::ports::Session::get(&stage.app.ports().session, "").await;
            }
            stage.app.handle(&prompt, ask).await
        };
        let list = Request::Own(OwnRequest::List {
            order: NoteOrder::Best,
            offset: 0,
            filter: "gasket".to_owned(),
            limit: 50,
        });
        let list = stage.app.handle(&listing, list);
        let (_, told) = block_on(join(list, ask));
        let Answer::Prompt(Reply::Done(PromptReply::Related(told))) = told else {
            panic!("{head_start}: {told:?}")
        };
        assert_eq!(titles(&told), [ASKS[2], ASKS[1], ASKS[0]], "{head_start}");
    }
}

#[test]
fn without_an_index_nothing_is_told_and_none_is_made() {
    let stage = Stage::new();
    let prompt = prompt_about(&stage, "Kim Sample");
    save(&stage, &prompt, ASKS[0]);
    assert!(related(&stage, &prompt, ASKS[0]).is_empty());
    assert_eq!(stage.app.ports().found.take(), [""; 0]);
    // One of another epoch, as after the finder's store was lost.
    let stage = answered();
    *stage.app.ports().index.pieces().head.borrow_mut() = None;
    let ports = Stage::new();
    ports
        .app
        .ports()
        .records
        .kept
        .swap(&stage.app.ports().records.kept);
    let prompt = prompt_about(&ports, "Kim Sample");
    assert!(related(&ports, &prompt, ASKS[0]).is_empty());
    assert_eq!(ports.app.ports().found.take(), ["related"]);
}

#[test]
fn a_deleted_note_is_not_told_of() {
    let stage = answered();
    let id = id_of(&stage, ASKS[2]);
    let change = NoteChange::Delete;
    stage.own(OwnRequest::Change { id, change }).unwrap();
    let prompt = prompt_about(&stage, "Kim Sample");
    assert_eq!(titles(&related(&stage, &prompt, "")), [ASKS[1], ASKS[0]]);
}

#[test]
fn one_click_links_the_own_note_to_one_that_was_told_of() {
    let stage = answered();
    let to = id_of(&stage, ASKS[0]).to_string();
    let prompt = prompt_about(&stage, "Kim Sample");
    let link = || PromptRequest::Link(to.clone());
    let open = || PromptRequest::OpenNote(to.clone());
    save(&stage, &prompt, "Is the valve in stock?");
    // It was told of none yet.
    assert_eq!(stage.ask(&prompt, link()), Err(Failure::Refused));
    assert_eq!(stage.ask(&prompt, open()), Err(Failure::Refused));
    related(&stage, &prompt, "Is the valve in stock?");
    assert_eq!(stage.ask(&prompt, link()), Ok(PromptReply::Ok));
    assert_eq!(stage.ask(&prompt, link()), Ok(PromptReply::Ok));
    assert_eq!(stage.ask(&prompt, open()), Ok(PromptReply::Ok));
    let opened = stage.app.ports().browser.notes_opened.take();
    assert_eq!(opened, [Some(to.clone())]);
    let id = id_of(&stage, "Is the valve in stock?");
    let ShowReply::Note(note) = stage.show(ShowRequest::Note { id }).unwrap() else {
        panic!("not a note");
    };
    let [linked] = note.links.as_slice() else {
        panic!("{:?}", note.links);
    };
    assert_eq!(linked.relation, Relation::Follows);
    assert_eq!(linked.note.as_str(), to);
    // Another note stays out of reach, whoever tells of it.
    let other = id_of(&stage, "Does the printer driver crash on Mondays?").to_string();
    let refused = stage.ask(&prompt, PromptRequest::Link(other));
    assert_eq!(refused, Err(Failure::Refused));
}

#[test]
fn in_a_private_window_nothing_is_told() {
    let stage = answered();
    stage.app.ports().found.take();
    let url = "https://calendly.com/kim-sample/30min";
    let ticket = stage.see(url, "30 Minute Meeting - Kim Sample").prompt;
    let prompt = Sender {
        private: true,
        ..prompt_in(1, 7)
    };
    let ticket = ticket.unwrap().ticket.unwrap();
    stage
        .ask(&prompt, PromptRequest::Redeem { ticket })
        .unwrap();
    assert!(related(&stage, &prompt, ASKS[0]).is_empty());
    assert_eq!(stage.app.ports().found.take(), [""; 0]);
}

#[test]
fn the_write_page_is_told_too_and_links_once_its_note_is_stored() {
    let stage = answered();
    let note = NoteId::from_parts(stage.app.ports().now.get(), [9; 16]);
    let said = "From which supplier is the brass valve delivered?";
    let ask = WriteRequest::Related {
        note: note.clone(),
        text: said.to_owned(),
    };
    let WriteReply::Writing(PromptReply::Related(told)) = stage.write(ask).unwrap() else {
        panic!("nothing was told");
    };
    assert_eq!(titles(&told), [ASKS[0]]);
    let link = || WriteRequest::Link {
        note: note.clone(),
        to: told[0].note.clone(),
    };
    assert_eq!(stage.write(link()), Err(Failure::NoSuchNote));
    let what = Handover {
        text: text(said),
        was: Vec::new(),
    };
    let save = WriteRequest::SaveDraft {
        note: note.clone(),
        what,
    };
    stage.write(save).unwrap();
    assert_eq!(
        stage.write(link()),
        Ok(WriteReply::Writing(PromptReply::Ok))
    );
}
