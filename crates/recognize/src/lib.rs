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
//! words, parameters and examples. The build turns the files into static tables (`build/`), so
//! that adding a system changes no code. The language of the path rules is written down in
//! `build/pattern.rs`.
//!
//! The way of a URL through the crate:
//!
//! | step | where |
//! | --- | --- |
//! | cut into host, path segments and query, as a browser would | `address` |
//! | whose host is it | `hosts` |
//! | a reserved word, a file, or the first path rule that fits | `classify`, `pattern` |
//! | the canonical URL | `target` |
//! | who, what, how long, when | `details`, then `title` with the page's title |
//! | the same URL with a text filled in | `prefill` |
//!
//! Invariants: nothing here knows a browser, a clock or a sentence for people; every input is
//! bounded ([`MAX_URL_BYTES`]) and read in one pass; what is not understood is [`Label::Not`].

mod address;
mod classify;
mod details;
mod embed;
mod escape;
mod evidence;
mod hosts;
mod pattern;
mod prefill;
mod provider;
mod query;
mod tables;
mod target;
mod text;
mod title;
mod unwrap;

pub use address::MAX_URL_BYTES;
pub use classify::{Label, Recognition, recognize, recognize_own};
pub use details::Details;
pub use embed::{Embed, EmbedKind, Mark};
pub use evidence::Evidence;
pub use prefill::{Prefilled, with_prefill};
pub use provider::{
    Prefill, Provider, host_permissions, host_suffixes, match_patterns, provider, providers,
};
pub use text::MAX_TEXT_CHARS;
pub use title::describe;
pub use unwrap::{End, MAX_LAYERS, Unwrapped, unwrapped};
