//! A stage for the tests: the application over ports in memory, and the people who talk to it.
#![allow(dead_code, reason = "each test file uses its part of the stage")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use baton_app::memory::MemoryPorts;
use baton_app::{Answer, App, Sender};
use baton_brief::Brief;
use baton_gate::{Answers, Purpose, TemplateId};
use baton_locale::Catalogue;
use baton_notes::{NoteId, Written};
use baton_protocol::{
    Failure, Handover, Later, NoteOrder, OwnReply, OwnRequest, PageReply, PageRequest, PromptReply,
    PromptRequest, PromptView, Reply, Request, ShowReply, ShowRequest, TransferReply,
    TransferRequest, WriteReply, WriteRequest,
};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use std::collections::BTreeMap;

/// Thursday 2026-03-12, 10:00 UTC.
pub const NOW: UtcMillis = UtcMillis(1_773_309_600_000);

/// *Not now*, with nothing else said.
pub const NOT_NOW: PromptRequest = PromptRequest::NotNow {
    later: Later::Visit,
};

pub const PAGE: &str = "https://calendly.com/alex-example/30min";

pub struct Stage {
    pub app: App<MemoryPorts<Catalogue>>,
}

impl Stage {
    pub fn new() -> Self {
        Self {
            app: App::new(MemoryPorts::new(Catalogue::english(), NOW)),
        }
    }

    pub fn later(&self, minutes: i64) {
        let now = &self.app.ports().now;
        now.set(UtcMillis(now.get().0 + minutes * 60_000));
    }

    pub fn page(&self, sender: &Sender, ask: PageRequest) -> Result<PageReply, Failure> {
        match block_on(self.app.handle(sender, Request::Page(ask))) {
            Answer::Page(Reply::Done(done)) => Ok(done),
            Answer::Page(Reply::Failed(failure)) | Answer::Refused(Reply::Failed(failure)) => {
                Err(failure)
            }
            other => panic!("not an answer to a page: {other:?}"),
        }
    }

    pub fn transfer(&self, ask: TransferRequest) -> Result<TransferReply, Failure> {
        match block_on(self.app.handle(&popup(), Request::Transfer(ask))) {
            Answer::Transfer(Reply::Done(done)) => Ok(done),
            Answer::Transfer(Reply::Failed(failure)) => Err(failure),
            other => panic!("not an answer to the page: {other:?}"),
        }
    }

    pub fn see_in(&self, tab: i32, url: &str) -> PageReply {
        let seen = PageRequest::Seen {
            url: url.to_owned(),
            title: "30 Minute Meeting - Alex Example".to_owned(),
            mounted: None,
            can_prompt: true,
            form: None,
        };
        self.page(&page_in(tab, 0, url), seen).unwrap()
    }

    pub fn see(&self, url: &str, title: &str) -> PageReply {
        let seen = PageRequest::Seen {
            url: url.to_owned(),
            title: title.to_owned(),
            mounted: None,
            can_prompt: true,
            form: None,
        };
        self.page(&page_in(1, 0, url), seen).unwrap()
    }

    pub fn ask(&self, sender: &Sender, ask: PromptRequest) -> Result<PromptReply, Failure> {
        match block_on(self.app.handle(sender, Request::Prompt(ask))) {
            Answer::Prompt(Reply::Done(done)) => Ok(done),
            Answer::Prompt(Reply::Failed(failure)) | Answer::Refused(Reply::Failed(failure)) => {
                Err(failure)
            }
            other => panic!("not an answer to a prompt: {other:?}"),
        }
    }

    pub fn own(&self, ask: OwnRequest) -> Result<OwnReply, Failure> {
        match block_on(self.app.handle(&popup(), Request::Own(ask))) {
            Answer::Own(Reply::Done(done)) => Ok(done),
            Answer::Own(Reply::Failed(failure)) => Err(failure),
            other => panic!("not an answer to a page of ours: {other:?}"),
        }
    }

    /// What a page of ours reads when it has notes put into words.
    pub fn show(&self, ask: ShowRequest) -> Result<ShowReply, Failure> {
        let answer = block_on(self.app.handle(&popup(), Request::Show(ask)));
        match baton_json::from_str(&answer.to_json()).unwrap() {
            Reply::Done(done) => Ok(done),
            Reply::Failed(failure) => Err(failure),
        }
    }

    pub fn write(&self, ask: WriteRequest) -> Result<WriteReply, Failure> {
        match block_on(self.app.handle(&writer(), Request::Write(ask))) {
            Answer::Writer(Reply::Done(done)) => Ok(done),
            Answer::Writer(Reply::Failed(failure)) => Err(failure),
            other => panic!("not an answer to the write page: {other:?}"),
        }
    }

    /// A prompt that stands on `url` in tab 1 and has redeemed its ticket.
    pub fn prompt_on(&self, url: &str) -> (Sender, Box<PromptView>) {
        let ticket = self
            .see(url, "30 Minute Meeting - Alex Example")
            .prompt
            .unwrap()
            .ticket;
        let prompt = prompt_in(1, 7);
        let view = self
            .ask(
                &prompt,
                PromptRequest::Redeem {
                    ticket: ticket.unwrap(),
                },
            )
            .unwrap();
        match view {
            PromptReply::View(view) => (prompt, view),
            other => panic!("not a view: {other:?}"),
        }
    }

    /// A draft with this ask, about the booking page at `url`.
    pub fn drafted(&self, ask: &str, url: &str) -> NoteId {
        let (prompt, _) = self.prompt_on(url);
        let text = Written {
            answers: answers(),
            brief: Some(brief(ask)),
        };
        let was = Vec::new();
        let keep = PromptRequest::SaveDraft(Handover { text, was });
        self.ask(&prompt, keep).unwrap();
        self.list("")[0].id.clone()
    }

    pub fn titles(&self) -> Vec<String> {
        self.list("").into_iter().map(|note| note.title).collect()
    }

    pub fn list(&self, filter: &str) -> Vec<baton_protocol::NoteSummary> {
        match self
            .own(OwnRequest::List {
                order: NoteOrder::Best,
                offset: 0,
                filter: filter.to_owned(),
                limit: 50,
            })
            .unwrap()
        {
            OwnReply::Notes { notes, .. } => notes,
            other => panic!("not a list: {other:?}"),
        }
    }
}

pub fn page_in(tab: i32, frame: i64, url: &str) -> Sender {
    let origin: Vec<&str> = url.splitn(4, '/').take(3).collect();
    Sender {
        own_id: true,
        own_origin: false,
        path: "/".to_owned(),
        origin: origin.join("/"),
        tab: Some(tab),
        frame: Some(frame),
        private: false,
    }
}

pub fn prompt_in(tab: i32, frame: i64) -> Sender {
    Sender {
        own_id: true,
        own_origin: true,
        path: "/prompt.html".to_owned(),
        origin: "chrome-extension://own".to_owned(),
        tab: Some(tab),
        frame: Some(frame),
        private: false,
    }
}

pub fn popup() -> Sender {
    Sender {
        own_id: true,
        own_origin: true,
        path: "/popup.html".to_owned(),
        origin: "chrome-extension://own".to_owned(),
        ..Sender::default()
    }
}

pub fn writer() -> Sender {
    Sender {
        path: "/write.html".to_owned(),
        tab: Some(4),
        frame: Some(0),
        ..popup()
    }
}

pub fn answers() -> Answers {
    Answers {
        purpose: Some(Purpose::Answer),
        done_when: "we know which plan to take for Q3".to_owned(),
        ..Answers::default()
    }
}

pub fn brief(ask: &str) -> Brief {
    Brief {
        template: TemplateId::Ask,
        own: None,
        ask: ask.to_owned(),
        needed_by: None,
        if_no_reply: String::new(),
        owner: String::new(),
        links: Vec::new(),
        fields: BTreeMap::new(),
    }
}
