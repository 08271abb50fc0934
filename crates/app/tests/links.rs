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
    Failure, Handover, LinkKind, MAX_TEXT_LINKS, MarkReply, MarkRequest, OwnReply, OwnRequest,
    PromptView, Reply, Request, SeenLink, Site, SiteUse, WriteReply, WriteRequest,
};
use futures_executor::block_on;
use stage::*;

const WRAPPED: &str =
    "https://www.google.com/url?q=https%3A%2F%2Fcal.com%2Falex-example%2F30min&sa=D";
const INSIDE: &str = "https://cal.com/alex-example/30min";

impl Stage {
    fn mark(&self, ask: MarkRequest) -> Result<MarkReply, Failure> {
        let page = page_in(1, 0, "https://mail.acme.example/");
        match block_on(self.app.handle(&page, Request::Mark(ask))) {
            Answer::Mark(Err(failure)) => Err(failure),
            Answer::Mark(Ok(text)) => match serde_json::from_str(&text).unwrap() {
                Reply::Done(done) => Ok(done),
                Reply::Failed(failure) => Err(failure),
            },
            other => panic!("not an answer to a script that marks: {other:?}"),
        }
    }

    fn allow(&self, host: &str, what: SiteUse) {
        let site = Site {
            host: host.to_owned(),
            what,
        };
        let allow = OwnRequest::ChangeSite {
            site,
            is_allowed: true,
            tab: None,
        };
        assert_eq!(self.own(allow), Ok(OwnReply::Ok));
    }

    fn begin_about(&self, link: &str) -> Result<(NoteId, PromptView), Failure> {
        let about = Some(link.to_owned());
        match self.write(WriteRequest::Begin {
            note: None,
            about,
            is_private: false,
        })? {
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
fn of_a_page_of_nobody_known_at_least_the_address_is_kept() {
    let stage = Stage::new();
    let (_, view) = stage
        .begin_about("HTTPS:\\\\acme.example\\book me")
        .unwrap();
    assert_eq!(view.source.target, "https://acme.example/book%20me");
    assert_eq!(view.source.provider, "");
    for link in ["javascript:alert(1)", "data:text/html,x", ""] {
        let (_, view) = stage.begin_about(link).unwrap();
        assert_eq!(view.source, Default::default(), "{link}");
    }
}

#[test]
fn a_link_to_a_host_of_somebodys_own_is_known_once_it_is_allowed() {
    let stage = Stage::new();
    let link = "https://cloud.acme.example/apps/calendar/appointment/aB3dE5gH7jK9";
    let (_, view) = stage.begin_about(link).unwrap();
    assert_eq!(view.provider_name, "");
    let provider = "nextcloud".to_owned();
    stage.allow("cloud.acme.example", SiteUse::Booking { provider });
    let (_, view) = stage.begin_about(link).unwrap();
    assert_eq!(view.provider_name, "Nextcloud appointments");
    assert_eq!(view.source.target, link);
}

#[test]
fn of_what_is_begun_from_a_private_window_nothing_is_kept() {
    let stage = Stage::new();
    let begin = WriteRequest::Begin {
        note: None,
        about: Some(INSIDE.to_owned()),
        is_private: true,
    };
    let Ok(WriteReply::View { note, view, .. }) = stage.write(begin) else {
        panic!("not a view");
    };
    assert!(view.private);
    let text = Written {
        answers: answers(),
        brief: Some(brief("Which plan for Q3?")),
    };
    let what = Handover {
        text,
        was: Vec::new(),
    };
    stage.write(WriteRequest::SaveDraft { note, what }).unwrap();
    assert!(stage.list("").is_empty());
}

#[test]
fn an_address_is_shown_with_the_host_it_really_has() {
    for (link, shown) in [
        (
            r"https://evil.example\@cal.com/alex/30min",
            "https://evil.example/@cal.com/alex/30min",
        ),
        (
            "https://www.google.com/url?q=https:evil.example/://cal.com/a/b",
            "https://evil.example/://cal.com/a/b",
        ),
        (
            "https://www.google.com/url?q=https://%E2%80%AEmoc.lac/x",
            "https://%E2%80%AEmoc.lac/x",
        ),
    ] {
        assert_eq!(links(link)[0].url, shown, "{link}");
        assert_eq!(links(link)[0].kind, LinkKind::Not, "{link}");
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
    let refused = stage.mark(MarkRequest::Begin);
    assert_eq!(refused, Err(Failure::Refused), "where it is not allowed");
    stage.allow("mail.acme.example", SiteUse::Marks);
    let Ok(MarkReply::Marks(marked)) = stage.mark(MarkRequest::Look { links }) else {
        panic!("not links");
    };
    let marked: Vec<_> = marked
        .iter()
        .map(|(line, link)| (*line, link.url.as_str()))
        .collect();
    assert_eq!(marked, [(1, INSIDE), (4, INSIDE)]);
    let Ok(MarkReply::Endings(endings)) = stage.mark(MarkRequest::Begin) else {
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
    stage.allow("mail.acme.example", SiteUse::Marks);
    let link = WRAPPED.to_owned();
    assert_eq!(stage.mark(MarkRequest::Write { link }), Ok(MarkReply::Ok));
    let written = stage.app.ports().browser.written_about.borrow().clone();
    assert_eq!(written, [(WRAPPED.to_owned(), false)]);
}
