//! What a URL is: a page to book on, a list of event types, a page about an existing booking, or
//! none of these.
//!
//! ```
//! use baton_recognize::{Label, recognize};
//!
//! let seen = recognize("https://calendly.com/acme/30min?month=2026-03#top");
//! assert_eq!(seen.label, Label::Book);
//! assert_eq!(seen.provider.map(|provider| provider.id), Some("calendly"));
//! assert_eq!(seen.target.as_deref(), Some("https://calendly.com/acme/30min"));
//! assert_eq!(seen.details.minutes, Some(30));
//! let reasons: Vec<String> = seen.evidence.iter().map(ToString::to_string).collect();
//! assert_eq!(reasons, ["host calendly.com", "path rule 5: /{owner}/{event}/{slot:date-time}?"]);
//! ```
//!
//! A scheduling system is one file in `providers/`: its hosts, path rules in order, reserved
//! words, parameters, signs in other people's pages and examples. The build turns the files into
//! static tables (`build/`), so that adding a system changes no code. The languages of hosts and of
//! path rules are written down in `build/host.rs` and `build/pattern.rs`. The tables hold no
//! examples and no sources, and what only some modules ask for stands in a table of its own, so that
//! the others do not carry it.
//!
//! A link in a redirect wrapper is nobody's page; what is inside is judged apart:
//!
//! ```
//! use baton_recognize::{End, Label, recognize, unwrapped};
//!
//! let link = "https://www.google.com/url?q=https%3A%2F%2Fcal.com%2Falex-example&sa=D";
//! assert_eq!(recognize(link).label, Label::Not);
//! let unwrapped = unwrapped(link).unwrap();
//! assert_eq!(unwrapped.through, ["Google"]);
//! assert!(matches!(unwrapped.end, End::Url { seen, .. } if seen.label == Label::Listing));
//! ```
//!
//! The way of a URL through the crate:
//!
//! | step | where |
//! | --- | --- |
//! | cut into host, path segments and query, as a browser would | `address` |
//! | whose host is it, found by its hash | `hosts`, `host_hash` |
//! | a reserved word, a file, or the first path rule that fits | `classify`, `pattern` |
//! | the canonical URL | `target` |
//! | who, what, how long, when | `details`, then `title` with the page's title |
//! | the same URL with a text filled in | `prefill` |
//! | what is inside of a wrapper; the wrappers are listed in `wrappers.toml` | `unwrap` |
//! | what gives a system away inside of a page | `embed` |
//! | links in running text | `links` |
//! | a form in which an event with guests is made; forms are listed in `forms/` | `form` |
//! | what a page has of all systems, from a snapshot of it | [`survey`] |
//!
//! Invariants: nothing here knows a browser, a clock or a sentence for people; every input is
//! bounded ([`MAX_URL_BYTES`]) and read in one pass; what is not understood is [`Label::Not`].

mod address;
mod classify;
mod details;
mod embed;
mod escape;
mod evidence;
mod form;
mod form_page;
mod host_hash;
mod hosts;
mod links;
mod pattern;
mod prefill;
mod provider;
mod query;
pub mod survey;
mod system;
mod tables;
mod target;
mod text;
mod title;
mod unwrap;

pub use address::{MAX_URL_BYTES, plainly};
pub use classify::{Label, Recognition, recognize, recognize_own};
pub use details::Details;
pub use embed::{Embed, EmbedKind, Mark};
pub use evidence::Evidence;
pub use form::{
    Fact, Form, FormSeen, MAX_GUESTS, form, form_over, forms, has_form, recognize_form,
};
pub use form_page::{FormPlan, FormShown, MAX_SHOWN_CHARS, form_plan};
pub use links::links_in;
pub use prefill::{Prefilled, with_own_prefill, with_prefill};
pub use provider::{
    Prefill, Provider, host_permissions, host_suffixes, match_patterns, provider, providers,
};
pub use system::{System, system, systems};
pub use text::MAX_TEXT_CHARS;
pub use title::describe;
pub use unwrap::{End, MAX_LAYERS, Unwrapped, label_of, unwrapped, wrapper_hosts};
