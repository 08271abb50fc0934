//! Says of each URL what it is.
//!
//! Lines in, one URL each; one JSON object a line out:
//!
//! ```text
//! $ echo 'https://www.calendly.com/acme/30min?month=2026-03' |
//!     cargo run --quiet -p baton-recognize --example recognize
//! {"url":"https://www.calendly.com/acme/30min?month=2026-03","label":"book","provider":"calendly",
//!  "target":"https://calendly.com/acme/30min",
//!  "evidence":["host www.calendly.com","path rule 5: /{owner}/{event}/{slot:date-time}?"],
//!  "unwrapped":null}
//! ```
//!
//! (shown here on four lines). `label` is `book`, `listing`, `manage` or `not`. `provider` is the
//! id of the scheduling system whose host it is, or null; with `not` it is the vendor's own site.
//! `target` is the canonical URL, null with `not`: compare it to tell whether two URLs are views
//! of one booking attempt. `evidence` lists the reasons in the order they were found.
//!
//! All of these judge the URL itself. A redirect wrapper or a shortener is nobody's page, and
//! `unwrapped` says where it leads: `through`, whose links they are, and one of `url` (with `label`,
//! `provider`, `target` and `evidence` of its own) or `problem`: `hidden` (a shortener),
//! `unreadable` (nothing inside that is http or https) or `too deep`.
//!
//! Any line gets an answer. One that is no URL, or is no UTF-8, is `not`.

use std::io::{self, BufRead, Write};

use baton_recognize::{
    End, Evidence, Label, Provider, Recognition, Unwrapped, recognize, unwrapped,
};
use serde::Serialize;

/// One line of the output, in the order in which the fields are written.
#[derive(Serialize)]
struct Answer<'a> {
    #[serde(flatten)]
    itself: Seen<&'a str>,
    unwrapped: Option<Inside>,
}

/// A URL and what it is.
#[derive(Serialize)]
struct Seen<Text> {
    url: Text,
    label: Label,
    provider: Option<&'static Provider>,
    target: Option<String>,
    evidence: Vec<Evidence>,
}

impl<Text> Seen<Text> {
    fn new(url: Text, seen: Recognition) -> Self {
        Self {
            url,
            label: seen.label,
            provider: seen.provider,
            target: seen.target,
            evidence: seen.evidence,
        }
    }
}

/// What is inside of a wrapper.
#[derive(Serialize)]
struct Inside {
    through: Vec<&'static str>,
    #[serde(flatten)]
    end: Shown,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Shown {
    Url(Seen<String>),
    Problem { problem: &'static str },
}

fn main() -> io::Result<()> {
    let mut input = io::stdin().lock();
    let mut output = io::BufWriter::new(io::stdout().lock());
    let mut line = Vec::new();
    while input.read_until(b'\n', &mut line)? > 0 {
        writeln!(output, "{}", answer(&line)?)?;
        line.clear();
    }
    output.flush()
}

/// The answer to one line, with or without its end.
pub fn answer(line: &[u8]) -> serde_json::Result<String> {
    let text = String::from_utf8_lossy(line);
    let url = text.trim_end_matches(['\r', '\n']);
    serde_json::to_string(&Answer {
        itself: Seen::new(url, recognize(url)),
        unwrapped: unwrapped(url).map(inside),
    })
}

fn inside(unwrapped: Unwrapped) -> Inside {
    let problem = |problem| Shown::Problem { problem };
    Inside {
        through: unwrapped.through,
        end: match unwrapped.end {
            End::Url { url, seen } => Shown::Url(Seen::new(url, *seen)),
            End::Hidden => problem("hidden"),
            End::Unreadable => problem("unreadable"),
            End::TooDeep => problem("too deep"),
        },
    }
}
