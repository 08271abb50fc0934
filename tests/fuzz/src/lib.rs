//! What foreign text may not do: a target for each parser of it.
//!
//! A target takes any text, or any bytes, and panics when something is not as it must be, whatever the text is:
//! what was read comes back as it went, limits hold, a second opinion agrees, and what is refused
//! changes nothing. `cargo xtask fuzz` makes texts up, led by the code they reach (libFuzzer);
//! `cargo test` replays `corpus/<target>/`, where it starts from, and `found/<target>/`, where
//! every text goes that was a finding once.
//!
//! Some targets take a text of several parts, with a line of `---` between them (see `parts`).
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a target tells what it found by panicking"
)]

mod archive_in;
mod brief;
mod export;
mod index;
mod invitation;
mod json;
mod ledger;
mod mail;
mod markdown_in;
mod note;
mod parts;
mod query;
mod reply;
mod request;
mod settings;
mod settings_file;
mod snapshot;
mod surroundings;
mod table;
mod template;
mod template_file;
mod typed;
mod url;
mod versions;

/// A parser and what must hold for it.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, which is also that of its folders.
    pub name: &'static str,
    hold: Hold,
}

/// What a target is tried with.
#[derive(Debug, Clone, Copy)]
enum Hold {
    Text(fn(&str)),
    Bytes(fn(&[u8])),
}

/// Every target, by name.
pub const TARGETS: [Target; 22] = [
    of_bytes("archive_in", archive_in::hold),
    target("brief", brief::hold),
    target("export", export::hold),
    target("index", index::hold),
    target("invitation", invitation::hold),
    target("json", json::hold),
    target("ledger", ledger::hold),
    of_bytes("mail", mail::hold),
    of_bytes("markdown_in", markdown_in::hold),
    target("note", note::hold),
    target("query", query::hold),
    target("reply", reply::hold),
    target("request", request::hold),
    target("settings", settings::hold),
    target("settings_file", settings_file::hold),
    target("snapshot", snapshot::hold),
    target("table", table::hold),
    target("template", template::hold),
    target("template_file", template_file::hold),
    target("typed", typed::hold),
    target("url", url::hold),
    target("versions", versions::hold),
];

const fn target(name: &'static str, hold: fn(&str)) -> Target {
    Target {
        name,
        hold: Hold::Text(hold),
    }
}

const fn of_bytes(name: &'static str, hold: fn(&[u8])) -> Target {
    Target {
        name,
        hold: Hold::Bytes(hold),
    }
}

impl Target {
    /// The target of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        TARGETS.into_iter().find(|target| target.name == name)
    }

    /// Tries one input. Where text is asked for, bytes that are none become U+FFFD, as a browser makes
    /// them.
    ///
    /// # Panics
    /// When something does not hold: that is a finding.
    pub fn hold(&self, input: &[u8]) {
        match self.hold {
            Hold::Text(hold) => hold(&String::from_utf8_lossy(input)),
            Hold::Bytes(hold) => hold(input),
        }
    }
}
