//! What lies behind an address.
//!
//! Knowing every scheduling system takes tables that most messages never ask for: a page of ours
//! that lists notes recognises nothing. So addresses are looked at by the *scout*, a module that is
//! started when there is a [`Job`]. It keeps nothing and asks nobody; the background decides what
//! follows from what it sees. The page that shows links looks at them itself ([`links_in_text`],
//! [`survey_page`]).

mod asking;
mod form;
mod links;
mod reasons;
mod strict;
mod survey;
mod views;

pub use asking::{Asked, AskingChange, AskingRecord};
pub use links::in_text as links_in_text;
pub use strict::{MAX_URL_BYTES, STRICT_RULE, Through, pass_at_once, rule_id};
pub use survey::{FoundInPage, MAX_SNAPSHOT_JSON_BYTES, PageSurvey, survey_page};

use crate::booking;
use baton_locale::Messages;
use baton_notes::Source;
use baton_protocol::{Activity, Failure, ListChoices, MarkReply};
use baton_recognize::{
    Label, Prefilled, Recognition, describe, provider, recognize, recognize_own, with_own_prefill,
    with_prefill,
};
use reasons::reasons;
use serde::{Deserialize, Serialize};

/// Something to be looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// What the page at an address is.
    Page {
        /// The address.
        url: String,
        /// The page's title.
        title: String,
        /// The scheduling system that runs on its host, as a person said.
        system: Option<String>,
        /// What the form for events in it shows, as
        /// [`PageRequest::Seen`](baton_protocol::PageRequest::Seen) has it.
        form: Option<String>,
        /// When to ask.
        asking: AskingRecord,
    },
    /// Change when to ask.
    ChangeAsking {
        /// What is set.
        asking: AskingRecord,
        /// What changes it.
        change: AskingChange,
    },
    /// Change the saved views.
    ChangeViews {
        /// Their record; `None` before any was kept.
        record: Option<String>,
        /// JSON of a [`ViewChange`](baton_protocol::ViewChange).
        change: String,
    },
    /// What is offered above the list of notes.
    Choices {
        /// The record of saved views.
        record: Option<String>,
    },
    /// The browser's rules for strict sites.
    Strict {
        /// What is set.
        asking: AskingRecord,
        /// Hosts that somebody gave a system.
        hosts: Vec<String>,
        /// The address of the page that asks.
        page: String,
    },
    /// The browser's rules that let an address through.
    LetThrough {
        /// The address.
        url: String,
        /// How much.
        through: Through,
        /// The first rule's id.
        id: u32,
    },
    /// Endings of hosts whose links are worth a mark.
    Endings,
    /// Which of many links ask for somebody's time.
    Marks {
        /// The links, a line each.
        links: String,
    },
    /// What is behind a link.
    Behind {
        /// The link, in whatever wrapper it came.
        link: String,
        /// The scheduling system that runs on its host, as a person said.
        system: Option<String>,
    },
    /// A booking page's address with a text filled into its form.
    Fill {
        /// The address, with whatever is chosen on the page already.
        url: String,
        /// The id of the scheduling system that the page was seen to be of, on whatever host.
        provider: String,
        /// The texts to try, the best first.
        texts: Vec<String>,
    },
}

/// What was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// Of [`Job::Page`].
    Page(Box<Sighting>),
    /// Of [`Job::Behind`].
    Behind(Box<Sighting>),
    /// Of [`Job::ChangeAsking`] and [`Job::ChangeViews`].
    Record(Kept),
    /// Such a change was not made: it is none, or a list is full.
    Refused(Failure),
    /// Of [`Job::Strict`] and [`Job::LetThrough`]: JSON of a list.
    Rules(String),
    /// Of [`Job::Fill`].
    Filled(Filled),
}

/// A record after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The record.
    pub record: String,
    /// Whether the one before could be read, if there was one.
    pub was_read: bool,
}

/// A page, as its address shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sighting {
    /// What Baton does there, unless something stands in the way of a prompt.
    pub activity: Activity,
    /// Who and what it is about; `None` when it is nobody's page to book on, to choose from or to
    /// manage a booking.
    pub source: Option<Source>,
    /// A booking ends on it, and none begins.
    pub confirms: bool,
    /// It is a form for events, each visit about another one; or, without a source, one can open in it
    /// without a move.
    pub watch: bool,
    /// The name of the scheduling system, its own pages included.
    pub provider_name: Option<String>,
    /// Whether to ask, where somebody's time is asked for.
    pub asked: Option<Asked>,
    /// Why, a sentence each, in the order in which it was found.
    pub reasons: Vec<String>,
}

/// What came of filling in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Filled {
    /// One of the texts fits.
    With {
        /// Which, from 0.
        text: usize,
        /// The address to go to.
        url: String,
    },
    /// The field holds something already.
    Taken,
    /// No link can fill a text in there.
    NotOffered,
    /// None of the texts fits.
    TooLong,
}

/// What is seen, for whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Seen {
    /// For the background itself.
    Done(Done),
    /// For the script that marks links: the background hands it on, and carries no code to read it.
    Marks(MarkReply),
    /// For the page that lists notes, likewise.
    Choices(ListChoices),
}

/// Does a job.
#[must_use]
pub fn look(job: Job, messages: &dyn Messages) -> Seen {
    Seen::Done(match job {
        Job::Page {
            url,
            title,
            system,
            form,
            asking,
        } => {
            let seen = match system.as_deref().and_then(provider) {
                Some(system) => recognize_own(&url, system),
                None => recognize(&url),
            };
            let open = match seen.label {
                Label::Not => form::sighting(&url, form.as_deref(), messages),
                _ => None,
            };
            let mut seen = open.unwrap_or_else(|| {
                let mut page = sighting(&seen, &title, messages);
                page.watch = form::can_open(&url);
                if seen.label != Label::Book && !seen.confirms {
                    page.source = None;
                }
                page
            });
            let host = system.and_then(|_| host(&url));
            seen.decide(host, &asking, messages);
            Done::Page(Box::new(seen))
        }
        Job::ChangeAsking { asking, change } => asking
            .changed(change)
            .map_or_else(Done::Refused, Done::Record),
        Job::ChangeViews { record, change } => {
            views::changed(record.as_deref(), &change).map_or_else(Done::Refused, Done::Record)
        }
        Job::Choices { record } => return Seen::Choices(views::choices(record.as_deref())),
        Job::Behind { link, system } => {
            Done::Behind(Box::new(links::behind(&link, system.as_deref(), messages)))
        }
        Job::Fill {
            url,
            provider,
            texts,
        } => Done::Filled(fill(&url, &provider, &texts)),
        Job::Strict {
            asking,
            hosts,
            page,
        } => Done::Rules(strict::rules(&asking, &hosts, &page)),
        Job::LetThrough { url, through, id } => Done::Rules(strict::pass(&url, through, id)),
        Job::Endings => return Seen::Marks(MarkReply::Endings(links::endings())),
        Job::Marks { links } => {
            return Seen::Marks(MarkReply::Marks(links::marked(&links, messages)));
        }
    })
}

impl Sighting {
    /// Whether to ask there; `host` is the one that somebody gave the system.
    fn decide(&mut self, host: Option<&str>, asking: &AskingRecord, messages: &dyn Messages) {
        let Some(source) = self.source.as_ref().filter(|_| !self.confirms) else {
            return;
        };
        let site = host.unwrap_or(&source.provider).to_owned();
        let (asked, why_not) = asking.decide(site, source.person.as_deref(), messages);
        if asked.ask.is_none() {
            self.activity = Activity::Quiet;
        }
        self.asked = Some(asked);
        // First of all why nothing is asked.
        self.reasons.splice(0..0, why_not);
    }
}

fn host(url: &str) -> Option<&str> {
    booking::origin(url)?.split("://").nth(1)
}

fn sighting(seen: &Recognition, title: &str, messages: &dyn Messages) -> Sighting {
    Sighting {
        activity: match seen.label {
            Label::Book => Activity::Prompting,
            Label::Listing => Activity::Listing,
            Label::Manage | Label::Not => Activity::NotBooking,
        },
        // What a confirmation is called is not what was booked.
        source: source(seen, if seen.confirms { "" } else { title }),
        confirms: seen.confirms && seen.label != Label::Book,
        watch: false,
        asked: None,
        provider_name: seen.provider.map(|provider| provider.name.to_owned()),
        reasons: reasons(seen, messages),
    }
}

/// Who and what a page is about.
fn source(seen: &Recognition, title: &str) -> Option<Source> {
    let (provider, target) = seen.provider.zip(seen.target.clone())?;
    let details = describe(provider, title, seen.details.clone());
    Some(Source {
        provider: provider.id.to_owned(),
        target,
        person: details.person,
        event: details.event,
        minutes: details.minutes,
        slot: details.slot,
    })
}

fn fill(url: &str, system: &str, texts: &[String]) -> Filled {
    let system = provider(system);
    for (text, filled) in texts.iter().enumerate() {
        let prefilled = match system {
            Some(system) => with_own_prefill(url, system, filled),
            None => with_prefill(url, filled),
        };
        match prefilled {
            Prefilled::Url(url) => return Filled::With { text, url },
            Prefilled::FieldTaken => return Filled::Taken,
            Prefilled::NotOffered | Prefilled::NotABookingPage => return Filled::NotOffered,
            Prefilled::TooLong { .. } => {}
        }
    }
    Filled::TooLong
}
