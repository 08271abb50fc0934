//! Plays a booking attempt without a browser.
//!
//! Each line of standard input is a JSON object: `sender`, who asks, as the browser would say it
//! (the fields of `Sender`), and `request`, what is asked (a `Request` of `baton-protocol`). Each
//! line of output is the answer as the sender reads it: `{"done":…}` or `{"failed":…}`. All lines
//! are told to one application over ports in memory, whose clock stands still at 2026-03-12, 10:00
//! UTC; random values count up, so the first ticket is always the one that ends in 2.
//!
//! ```text
//! $ echo '{"sender":{"own_id":true,"own_origin":true,"path":"/popup.html"},"request":{"own":"health"}}' \
//!     | cargo run -q -p baton-app --example play
//! {"done":{"health":{"notes":0,"unreadable":0,"rebuilt":null,"damaged":0,"both_lost":false}}}
//! ```
//!
//! `crates/app/tests/example.jsonl` plays a whole attempt: page, prompt, draft, booking, list.

use baton_app::memory::MemoryPorts;
use baton_app::{Answer, App, Sender};
use baton_locale::Catalogue;
use baton_protocol::{Failure, Reply, Request};
use baton_worktime::UtcMillis;
use futures_executor::block_on;
use serde::Deserialize;
use std::io::{self, BufRead, Write};

/// Thursday 2026-03-12, 10:00 UTC.
const NOW: UtcMillis = UtcMillis(1_773_309_600_000);

#[derive(Deserialize)]
struct Line {
    sender: Sender,
    request: Request,
}

fn main() -> io::Result<()> {
    let app = app();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&line?, &app))?;
    }
    Ok(())
}

/// An application that has seen nothing yet.
pub fn app() -> App<MemoryPorts<Catalogue>> {
    App::new(MemoryPorts::new(Catalogue::english(), NOW))
}

/// The answer to one line.
pub fn answer(line: &str, app: &App<MemoryPorts<Catalogue>>) -> String {
    let answer = match baton_json::from_str::<Line>(line) {
        Ok(Line { sender, request }) => block_on(app.handle(&sender, request)),
        Err(_) => Answer::Refused(Reply::Failed(Failure::Malformed)),
    };
    answer.to_json()
}
