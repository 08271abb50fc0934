//! Looks up the words people read.
//!
//! Each line of standard input is a JSON object: `key` names the words, `args` (may be left out) are
//! the texts for `$1` to `$9`. Each line of output is `{"text":…}` in English, or `{"error":…}` for
//! a line that is no question. A key nobody wrote comes back as itself in square brackets.
//!
//! ```text
//! $ echo '{"key":"popup_count","args":["3"]}' | cargo run -q -p baton-locale --example text
//! {"text":"3 notes"}
//! ```

use baton_locale::{Catalogue, Messages};
use serde::Deserialize;
use serde_json::{Value, json};
use std::error::Error;
use std::fs;
use std::io::{self, BufRead, Write};

/// Where the words that ship are.
const ENGLISH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../extension/_locales/en");

#[derive(Deserialize)]
struct Question {
    key: String,
    #[serde(default)]
    args: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let words = english()?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&line?, &words))?;
    }
    Ok(())
}

/// The shipped words: every part of the language, joined as the build joins them.
pub fn english() -> Result<Catalogue, Box<dyn Error>> {
    let mut parts = Vec::new();
    for part in fs::read_dir(ENGLISH)? {
        parts.push(fs::read_to_string(part?.path())?);
    }
    Ok(Catalogue::from_parts(parts.iter().map(String::as_str))?)
}

/// The answer to one line.
pub fn answer(line: &str, words: &dyn Messages) -> Value {
    match serde_json::from_str::<Question>(line) {
        Ok(Question { key, args }) => {
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            json!({ "text": words.text(&key, &args) })
        }
        Err(error) => json!({ "error": error.to_string() }),
    }
}
