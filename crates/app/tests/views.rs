//! Saved views.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_protocol::{
    Failure, ListChoices, MAX_VIEWS, NoteOrder, OwnReply, OwnRequest, Reply, Request, SavedView,
    ViewChange, ViewsRequest,
};
use futures_executor::block_on;
use stage::*;

fn view(name: &str, filter: &str) -> SavedView {
    SavedView {
        name: name.to_owned(),
        filter: filter.to_owned(),
        order: NoteOrder::Latest,
    }
}

fn keep(name: &str, filter: &str, instead_of: Option<&str>) -> ViewChange {
    ViewChange::Keep {
        view: view(name, filter),
        instead_of: instead_of.map(str::to_owned),
    }
}

impl Stage {
    fn ask_views(&self, change: Option<String>) -> Result<ListChoices, Failure> {
        let ask = Request::Views(ViewsRequest { change });
        let answer = block_on(self.app.handle(&popup(), ask));
        match baton_json::from_str(&answer.to_json()).unwrap() {
            Reply::Done(choices) => Ok(choices),
            Reply::Failed(failure) => Err(failure),
        }
    }

    fn choices(&self) -> ListChoices {
        self.ask_views(None).unwrap()
    }

    fn views(&self, change: ViewChange) -> Result<ListChoices, Failure> {
        self.ask_views(serde_json::to_string(&change).ok())
    }

    fn stored_views(&self, text: &str) {
        let kept = &self.app.ports().records.kept;
        kept.borrow_mut()
            .insert("views".to_owned(), text.to_owned());
    }
}

#[test]
fn views_are_kept_changed_in_their_place_and_forgotten() {
    let stage = Stage::new();
    let systems = stage.choices().providers;
    assert!(systems.contains(&("calendly".to_owned(), "Calendly".to_owned())));
    for (name, filter) in [
        (" Open ", "state:sent "),
        ("Kim", "person:kim"),
        ("Q3", "q3"),
    ] {
        stage.views(keep(name, filter, None)).unwrap();
    }
    stage
        .views(keep("Kim Sample", "person:\"kim sample\"", Some("Kim")))
        .unwrap();
    // A new name that another one has: that one gives way.
    stage
        .views(keep("Q3", "state:draft", Some("Open")))
        .unwrap();
    let kept = stage.choices().views;
    let expected = [
        view("Q3", "state:draft"),
        view("Kim Sample", "person:\"kim sample\""),
    ];
    assert_eq!(kept, expected);
    let name = "Q3".to_owned();
    let left = stage.views(ViewChange::Forget { name }).unwrap();
    assert_eq!(left.views, expected[1..]);
}

#[test]
fn a_view_without_a_name_one_too_long_and_one_too_many_are_refused() {
    let stage = Stage::new();
    for n in 0..MAX_VIEWS {
        stage.views(keep(&n.to_string(), "", None)).unwrap();
    }
    let refused = [
        keep(" ", "q3", None),
        keep(&"x".repeat(101), "q3", None),
        keep("Long", &"x".repeat(1_001), None),
    ];
    for change in refused {
        assert_eq!(stage.views(change), Err(Failure::Malformed));
    }
    let one_more = stage.views(keep("One more", "q3", None));
    assert_eq!(one_more, Err(Failure::ListFull));
    stage.views(keep("7", "changed", None)).unwrap();
    let kept = stage.choices().views;
    assert_eq!((kept.len(), &*kept[7].filter), (MAX_VIEWS, "changed"));
}

#[test]
fn views_of_a_backup_are_added_to_those_that_are_there() {
    let there = Stage::new();
    for (name, filter) in [("Open", "state:sent"), ("Q3", "q3")] {
        there.views(keep(name, filter, None)).unwrap();
    }
    let Ok(OwnReply::Views(Some(record))) = there.own(OwnRequest::Views) else {
        panic!("no record");
    };
    let here = Stage::new();
    assert_eq!(here.own(OwnRequest::Views), Ok(OwnReply::Views(None)));
    here.views(keep("Q3", "state:draft", None)).unwrap();
    let add = ViewChange::Add { record };
    let expected = [view("Q3", "state:draft"), view("Open", "state:sent")];
    assert_eq!(here.views(add.clone()).unwrap().views, expected);
    assert_eq!(here.views(add).unwrap().views, expected);
}

#[test]
fn views_of_a_file_are_added_all_or_none() {
    let stage = Stage::new();
    for n in 1..MAX_VIEWS {
        stage.views(keep(&n.to_string(), "", None)).unwrap();
    }
    let add = |record: &str| {
        let record = record.to_owned();
        stage.views(ViewChange::Add { record })
    };
    let two = r#"{"schema":1,"views":[{"name":"a","filter":""},{"name":"b","filter":""}]}"#;
    assert_eq!(add(two), Err(Failure::ListFull));
    let nameless = r#"{"schema":1,"views":[{"name":"a","filter":""},{"name":" ","filter":""}]}"#;
    assert_eq!(add(nameless), Err(Failure::FileDamaged));
    let newer = r#"{"schema":2,"folders":[]}"#;
    assert_eq!(add(newer), Err(Failure::FileNewer));
    for damaged in ["", "[]", r#"{"schema":1,"views":[{}]}"#] {
        assert_eq!(add(damaged), Err(Failure::FileDamaged), "{damaged}");
    }
    assert_eq!(stage.choices().views.len(), MAX_VIEWS - 1);
}

#[test]
fn views_that_cannot_be_read_are_put_aside_and_newer_ones_left_alone() {
    let stage = Stage::new();
    stage.stored_views("{\"schema\":1,\"views\":[{}]}");
    assert_eq!(stage.choices().views, []);
    stage.views(keep("Open", "state:sent", None)).unwrap();
    let kept = &stage.app.ports().records.kept;
    // A second damaged record does not take the place of the first.
    stage.later(1);
    stage.stored_views("{");
    stage.views(keep("Open", "state:sent", None)).unwrap();
    let aside: Vec<String> = (kept.borrow().iter())
        .filter(|(key, _)| key.starts_with("views-damaged/"))
        .map(|(_, text)| text.clone())
        .collect();
    assert_eq!(aside, ["{\"schema\":1,\"views\":[{}]}", "{"]);

    let newer = "{\"schema\":2,\"folders\":[]}";
    stage.stored_views(newer);
    assert_eq!(stage.choices().views, []);
    let refused = stage.views(keep("Open", "", None));
    assert_eq!(refused, Err(Failure::StoreNewer));
    // A backup is to say that it lacks them.
    assert_eq!(stage.own(OwnRequest::Views), Err(Failure::StoreNewer));
    assert_eq!(kept.borrow().get("views").map(String::as_str), Some(newer));
}
