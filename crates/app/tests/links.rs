//! Links that somebody sent, in their wrappers, and notes that are begun about them.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod stage;

use baton_app::Answer;
use baton_app::scout::links_in_text;
use baton_locale::Catalogue;
use baton_notes::{NoteId, Written};
use baton_protocol::{
    Failure, Handover, LinkKind, MAX_TEXT_LINKS, MarkReply, MarkRequest, PromptView, Reply,
    Request, SeenLink, WriteReply, WriteRequest,
};
use futures_executor::block_on;
use stage::*;

const WRAPPED: &str =
    "https://www.google.com/url?q=https%3A%2F%2Fcal.com%2Falex-example%2F30min&sa=D";
const INSIDE: &str = "https://cal.com/alex-example/30min";

impl Stage {
    fn mark(&self, ask: MarkRequest) -> MarkReply {
        let page = page_in(1, 0, "https://mail.acme.example/");
        match block_on(self.app.handle(&page, Request::Mark(ask))) {
            Answer::Mark(Ok(text)) => match serde_json::from_str(&text).unwrap() {
                Reply::Done(done) => done,
                Reply::Failed(failure) => panic!("{failure:?}"),
            },
            other => panic!("not an answer to a script that marks: {other:?}"),
        }
    }

    fn begin_about(&self, link: &str) -> Result<(NoteId, PromptView), Failure> {
        let about = Some(link.to_owned());
        match self.write(WriteRequest::Begin { note: None, about })? {
            WriteReply::View { note, view, .. } => Ok((note, *view)),
            other => panic!("not a view: {other:?}"),
        }
    }
}

fn links(text: &str) -> Vec<SeenLink> {
    links_in_text(text, &Catalogue::english())
}

fn kinds(links: &[SeenLink]) -> Vec<LinkKind> {
    links.iter().map(|link| link.kind).collect()
}

#[test]
fn a_link_is_shown_as_what_it_really_is() {
    let links = links(WRAPPED);
    let link = &links[0];
    assert_eq!(link.url, INSIDE);
    assert_eq!(link.through, ["Google"]);
    assert_eq!(link.kind, LinkKind::Book);
    assert_eq!(link.provider_name.as_deref(), Some("Cal.com"));
    assert_eq!(link.person.as_deref(), Some("alex-example"));
    assert_eq!(link.minutes, Some(30));
    assert_eq!(link.evidence.len(), 2, "{:?}", link.evidence);
}

#[test]
fn every_link_of_a_text_is_told_once_and_what_nobody_can_know_is_said() {
    let text = format!(
        "Hi, pick a time: {INSIDE} (or {INSIDE}).\n\
         https://calendly.com/alex-example, https://bit.ly/3xample,\n\
         https://cal.com/reschedule/9ybDCbazSYpJHthpxG5EDM https://acme.example/\n\
         https://slack-redir.net/link?url=javascript%3Aalert(1)"
    );
    let links = links(&text);
    use LinkKind::{Book, Hidden, Listing, Manage, Not, Unreadable};
    assert_eq!(
        kinds(&links),
        [Book, Listing, Hidden, Manage, Not, Unreadable]
    );
    assert_eq!(links[2].through, ["Bitly"]);
}

#[test]
fn a_text_without_links_has_none_and_one_with_many_has_the_first() {
    assert_eq!(links("no link here"), []);
    let many: String = (0..500)
        .map(|n| format!("https://cal.com/a/{n} "))
        .collect();
    assert_eq!(links(&many).len(), MAX_TEXT_LINKS);
}

#[test]
fn a_note_begun_about_a_link_keeps_what_it_is_about() {
    let stage = Stage::new();
    let (note, view) = stage.begin_about(WRAPPED).unwrap();
    assert_eq!(view.source.target, INSIDE);
    assert_eq!(view.provider_name, "Cal.com");
    assert!(!view.evidence.is_empty());
    assert!(stage.list("").is_empty(), "nothing is kept of it yet");

    let text = Written {
        answers: answers(),
        brief: Some(brief("Which plan for Q3?")),
    };
    let what = Handover {
        text,
        was: Vec::new(),
    };
    stage.write(WriteRequest::SaveDraft { note, what }).unwrap();
    let listed = stage.list("");
    assert_eq!(listed[0].provider_name, "Cal.com");
    assert_eq!(listed[0].person.as_deref(), Some("alex-example"));
}

#[test]
fn a_note_about_a_link_that_is_nobodys_page_is_a_note_from_nothing() {
    let stage = Stage::new();
    for link in ["https://acme.example/", "javascript:alert(1)", ""] {
        let (_, view) = stage.begin_about(link).unwrap();
        assert_eq!(view.source, Default::default(), "{link}");
    }
}

#[test]
fn links_that_ask_for_time_are_marked_and_no_others() {
    let stage = Stage::new();
    let lines = [
        "https://acme.example/",
        WRAPPED,
        "",
        "https://calendly.com/pricing",
        INSIDE,
    ];
    let links = lines.join("\n");
    let MarkReply::Marks(marked) = stage.mark(MarkRequest::Look { links }) else {
        panic!("not links");
    };
    let marked: Vec<_> = marked
        .iter()
        .map(|(line, link)| (*line, link.url.as_str()))
        .collect();
    assert_eq!(marked, [(1, INSIDE), (4, INSIDE)]);
    let MarkReply::Endings(endings) = stage.mark(MarkRequest::Begin) else {
        panic!("not endings");
    };
    for host in [
        "cal.com",
        "www.google.com",
        "safelinks.protection.outlook.com",
    ] {
        assert!(
            endings.iter().any(|ending| host.ends_with(ending.as_str())),
            "{host}"
        );
    }
    assert!(
        endings.iter().all(|ending| !ending.contains('*')),
        "{endings:?}"
    );
}

#[test]
fn a_marked_link_is_written_about_in_a_tab_of_its_own() {
    let stage = Stage::new();
    let link = WRAPPED.to_owned();
    assert_eq!(stage.mark(MarkRequest::Write { link }), MarkReply::Ok);
    assert_eq!(*stage.app.ports().browser.written_about.borrow(), [WRAPPED]);
}
