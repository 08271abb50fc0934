//! Reads a type from JSON text, as the background reads messages and records.
//!
//! Each line of standard input is a text that should be a `Meeting` (below); each line of output is
//! `{"read":…}`, the meeting, or `{"refused":…}`, the reason. What is particular about this
//! decoder: a struct is an object and nothing else, also where a list of its fields would do for
//! `serde_json`, and of a field that is there twice the last one counts.
//!
//! ```text
//! $ echo '{"title":"Plan","minutes":25,"minutes":50}' | cargo run -q -p baton-json --example read
//! {"read":{"title":"Plan","minutes":50,"guests":[],"place":"online"}}
//! ```

use serde::{Deserialize, Serialize};
use serde_json::json;
use std::io::{self, BufRead, Write};

#[derive(Serialize, Deserialize)]
struct Meeting {
    title: String,
    minutes: u16,
    #[serde(default)]
    guests: Vec<String>,
    #[serde(default)]
    place: Place,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Place {
    #[default]
    Online,
    Room(String),
}

#[derive(Serialize)]
struct Read {
    read: Meeting,
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&line?))?;
    }
    Ok(())
}

/// The answer to one line.
pub fn answer(text: &str) -> String {
    baton_json::from_str(text)
        .and_then(|read| serde_json::to_string(&Read { read }))
        .unwrap_or_else(|reason| json!({ "refused": reason.to_string() }).to_string())
}
