//! Says of each URL what it is.
//!
//! Lines in, one URL each; one JSON object a line out:
//!
//! ```text
//! $ echo 'https://www.calendly.com/acme/30min?month=2026-03' |
//!     cargo run --quiet -p baton-recognize --example recognize
//! {"url":"https://www.calendly.com/acme/30min?month=2026-03","label":"book","provider":"calendly",
//!  "target":"https://calendly.com/acme/30min",
//!  "evidence":["host www.calendly.com","path rule 5: /{owner}/{event}/{slot:date-time}?"]}
//! ```
//!
//! (shown here on three lines). `label` is `book`, `listing`, `manage` or `not`. `provider` is the
//! id of the scheduling system whose host it is, or null; with `not` it is the vendor's own site.
//! `target` is the canonical URL, null with `not`: compare it to tell whether two URLs are views
//! of one booking attempt. `evidence` lists the reasons in the order they were found.
//!
//! Any line gets an answer. One that is no URL, or is no UTF-8, is `not`.

use std::io::{self, BufRead, Write};

use baton_recognize::{Evidence, Label, Provider, recognize};
use serde::Serialize;

/// One line of the output, in the order in which the fields are written.
#[derive(Serialize)]
struct Answer<'a> {
    url: &'a str,
    label: Label,
    provider: Option<&'static Provider>,
    target: Option<String>,
    evidence: Vec<Evidence>,
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
    let seen = recognize(url);
    serde_json::to_string(&Answer {
        url,
        label: seen.label,
        provider: seen.provider,
        target: seen.target,
        evidence: seen.evidence,
    })
}
