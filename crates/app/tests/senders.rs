//! Every kind of request from every kind of sender, and prompts without a right.

mod stage;

use baton_app::{Answer, Sender};
use baton_notes::{Delivered, Written};
use baton_protocol::{
    ExportFormat, Failure, Handover, MarkRequest, NoteChange, NoteOrder, OwnRequest, PageRequest,
    PromptReply, PromptRequest, Reply, Request, ShowRequest, Site, SiteUse, TransferRequest,
    ViewsRequest, WriteRequest,
};
use futures_executor::block_on;
use stage::*;

fn requests() -> Vec<Request> {
    let id = baton_notes::NoteId::from_parts(NOW, [1; 16]);
    let mut all = vec![Request::Page(PageRequest::Seen {
        url: PAGE.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: None,
    })];
    all.extend(
        [
            MarkRequest::Begin,
            MarkRequest::Look {
                links: PAGE.to_owned(),
            },
            MarkRequest::Write {
                link: PAGE.to_owned(),
            },
        ]
        .map(Request::Mark),
    );
    let site = Site {
        host: "acme.example".to_owned(),
        what: SiteUse::Marks,
    };
    all.extend(
        [
            ShowRequest::Note { id: id.clone() },
            ShowRequest::File {
                ids: None,
                format: ExportFormat::Json,
            },
        ]
        .map(Request::Show),
    );
    let change = Some(r#"{"forget":{"name":"Open"}}"#.to_owned());
    let import = "one".to_owned();
    all.extend(
        [
            TransferRequest::TakeAll { after: None },
            TransferRequest::Take {
                ids: vec![id.clone()],
            },
            TransferRequest::Stage {
                import: import.clone(),
                part: 0,
                entries: "[]".to_owned(),
            },
            TransferRequest::Finish {
                import: import.clone(),
                parts: 1,
            },
            TransferRequest::GoOn,
            TransferRequest::Discard { import },
            TransferRequest::Written,
            TransferRequest::Backup,
            TransferRequest::SetBackup {
                record: "{}".to_owned(),
            },
            TransferRequest::Erase,
        ]
        .map(Request::Transfer),
    );
    all.push(Request::Views(ViewsRequest::default()));
    all.push(Request::Views(ViewsRequest { change }));
    all.extend(
        [
            OwnRequest::Sites,
            OwnRequest::ChangeSite {
                site,
                is_allowed: true,
                tab: None,
            },
            OwnRequest::List {
                order: NoteOrder::Best,
                offset: 0,
                filter: String::new(),
                limit: 9,
            },
            OwnRequest::Change {
                id: id.clone(),
                change: NoteChange::Delete,
            },
            OwnRequest::Change {
                id: id.clone(),
                change: NoteChange::Restore,
            },
            OwnRequest::Ids {
                filter: String::new(),
                order: NoteOrder::default(),
                offset: 0,
                limit: 9,
            },
            OwnRequest::ChangeMany {
                ids: vec![id.clone()],
                change: NoteChange::Delete,
            },
            OwnRequest::Attachment {
                id,
                sha256: "00".repeat(32),
            },
            OwnRequest::Activity { tab: 1 },
            OwnRequest::Health,
            OwnRequest::Asking,
            OwnRequest::Views,
            OwnRequest::Settings,
            OwnRequest::SaveSettings(Box::default()),
            OwnRequest::Templates,
            OwnRequest::SaveTemplates {
                text: String::new(),
                base: 0,
            },
            OwnRequest::Unreadable,
            OwnRequest::Discard {
                key: "settings-damaged".to_owned(),
            },
        ]
        .map(Request::Own),
    );
    let note = baton_notes::NoteId::from_parts(NOW, [1; 16]);
    let what = Handover {
        text: Written {
            answers: answers(),
            brief: Some(brief("x")),
        },
        was: Vec::new(),
    };
    all.extend(
        [
            WriteRequest::Begin {
                note: None,
                about: None,
                is_private: false,
            },
            WriteRequest::SaveDraft {
                note: note.clone(),
                what: what.clone(),
            },
            WriteRequest::Draft {
                note: note.clone(),
                template: None,
                answers: answers(),
            },
            WriteRequest::Delivered {
                note: note.clone(),
                what,
                how: Delivered::Copied,
            },
            WriteRequest::Related {
                note: note.clone(),
                text: String::new(),
            },
            WriteRequest::Link {
                note: note.clone(),
                to: note.to_string(),
            },
        ]
        .map(Request::Write),
    );
    all.extend(
        [
            PromptRequest::Redeem {
                ticket: "00".to_owned(),
            },
            PromptRequest::SaveDraft(Handover {
                text: Written {
                    answers: answers(),
                    brief: None,
                },
                was: Vec::new(),
            }),
            PromptRequest::Draft {
                template: None,
                answers: answers(),
            },
            PromptRequest::PreviewBooking { brief: brief("x") },
            PromptRequest::Book(Handover {
                text: Written {
                    answers: answers(),
                    brief: Some(brief("x")),
                },
                was: Vec::new(),
            }),
            NOT_NOW,
            PromptRequest::Close,
            PromptRequest::OpenNotes,
            PromptRequest::OpenAsking,
            PromptRequest::Related(String::new()),
            PromptRequest::OpenNote(note.to_string()),
            PromptRequest::Link(note.to_string()),
        ]
        .map(Request::Prompt),
    );
    all
}

fn strangers() -> Vec<(&'static str, Sender)> {
    vec![
        (
            "another extension",
            Sender {
                own_id: false,
                ..popup()
            },
        ),
        ("nobody", Sender::default()),
        ("a prompt as a top page", prompt_in(1, 0)),
        (
            "a prompt outside a tab",
            Sender {
                tab: None,
                frame: None,
                ..prompt_in(1, 7)
            },
        ),
        (
            "a page of ours inside a page",
            Sender {
                tab: Some(1),
                frame: Some(3),
                ..popup()
            },
        ),
        (
            "the write page inside a page",
            Sender {
                tab: Some(1),
                frame: Some(3),
                ..writer()
            },
        ),
        (
            "our id with another origin, outside a tab",
            Sender {
                own_origin: false,
                ..popup()
            },
        ),
    ]
}

fn refused(answer: &Answer) -> bool {
    matches!(answer, Answer::Refused(Reply::Failed(Failure::Refused)))
}

#[test]
fn each_class_has_its_own_requests_and_no_others() {
    for request in requests() {
        let stage = Stage::new();
        let from = |sender: &Sender| block_on(stage.app.handle(sender, request.clone()));
        let page = !refused(&from(&page_in(1, 0, PAGE)));
        let prompt = !refused(&from(&prompt_in(1, 7)));
        let own = !refused(&from(&popup()));
        let writer = !refused(&from(&writer()));
        let expected = match request {
            Request::Page(_) | Request::Mark(_) => [true, false, false, false],
            Request::Prompt(_) => [false, true, false, false],
            Request::Write(_) => [false, false, true, false],
            Request::Own(_) | Request::Show(_) | Request::Views(_) | Request::Transfer(_) => {
                [false, false, false, true]
            }
        };
        assert_eq!([page, prompt, writer, own], expected, "{request:?}");
        for (who, sender) in strangers() {
            assert!(refused(&from(&sender)), "{who} was answered to {request:?}");
        }
    }
}

#[test]
fn a_prompt_without_a_ticket_is_told_nothing_and_stores_nothing() {
    let stage = Stage::new();
    stage.see(PAGE, "");
    for request in requests() {
        let Request::Prompt(ask) = request else {
            continue;
        };
        assert_eq!(stage.ask(&prompt_in(1, 9), ask), Err(Failure::Ticket));
    }
    assert!(stage.app.ports().records.kept.borrow().is_empty());
}

#[test]
fn a_ticket_opens_one_frame_of_its_own_tab_only() {
    let stage = Stage::new();
    let ticket = stage.see(PAGE, "").prompt.unwrap().ticket.unwrap();
    let redeem = PromptRequest::Redeem { ticket };
    assert_eq!(
        stage.ask(&prompt_in(2, 7), redeem.clone()),
        Err(Failure::Ticket),
        "other tab"
    );
    assert!(matches!(
        stage.ask(&prompt_in(1, 7), redeem.clone()),
        Ok(PromptReply::View(_))
    ));
    assert_eq!(
        stage.ask(&prompt_in(1, 8), redeem.clone()),
        Err(Failure::Ticket),
        "other frame"
    );
    assert!(
        matches!(
            stage.ask(&prompt_in(1, 7), redeem),
            Ok(PromptReply::View(_))
        ),
        "the answer may have been lost with a stopped worker"
    );
}

#[test]
fn a_page_cannot_report_another_pages_address() {
    let stage = Stage::new();
    let lie = PageRequest::Seen {
        url: PAGE.to_owned(),
        title: String::new(),
        mounted: None,
        can_prompt: true,
        form: None,
    };
    let sender = page_in(1, 0, "https://evil.example/");
    assert_eq!(stage.page(&sender, lie), Err(Failure::Malformed));
}

#[test]
fn a_page_that_sends_nonsense_is_refused_and_harms_nothing() {
    let stage = Stage::new();
    let long = format!("https://calendly.com/{}", "a".repeat(9_000));
    for (url, title) in [
        (long.as_str(), String::new()),
        (PAGE, "t".repeat(301)),
        ("not a url", String::new()),
        ("", String::new()),
    ] {
        let seen = PageRequest::Seen {
            url: url.to_owned(),
            title,
            mounted: None,
            can_prompt: true,
            form: None,
        };
        assert_eq!(
            stage.page(&page_in(1, 0, PAGE), seen),
            Err(Failure::Malformed)
        );
    }
}

#[test]
fn a_closed_tab_is_forgotten() {
    let stage = Stage::new();
    let (prompt, _) = stage.prompt_on(PAGE);
    block_on(stage.app.tab_closed(1));
    assert!(stage.app.ports().session.0.borrow().is_empty());
    assert_eq!(stage.ask(&prompt, NOT_NOW), Err(Failure::Ticket));
}
