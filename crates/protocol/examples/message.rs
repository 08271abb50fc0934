//! Says what a message to the background is.
//!
//! Each line of standard input is a message as it is sent; each line of output is
//! `{"from":…,"asks":…}`, whose request it is and which, or `{"refused":…}` with the reason why it
//! is none. `from` is `page`, `prompt`, `write` or `own`: the class that has this request. Whether
//! the sender is of that class is not for the message to say; the background asks the browser.
//!
//! ```text
//! $ echo '{"prompt":{"redeem":{"ticket":"0f"}}}' | cargo run -q -p baton-protocol --example message
//! {"asks":"redeem","from":"prompt"}
//! ```

use baton_protocol::Request;
use serde::Serialize;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&line?))?;
    }
    Ok(())
}

/// The answer to one line.
pub fn answer(message: &str) -> Value {
    let (from, asks) = match serde_json::from_str(message) {
        Ok(Request::Page(ask)) => ("page", name(&ask)),
        Ok(Request::Mark(ask)) => ("mark", name(&ask)),
        Ok(Request::Prompt(ask)) => ("prompt", name(&ask)),
        Ok(Request::Write(ask)) => ("write", name(&ask)),
        Ok(Request::Own(ask)) => ("own", name(&ask)),
        Ok(Request::Show(ask)) => ("show", name(&ask)),
        Ok(Request::Views(ask)) => ("views", name(&ask)),
        Ok(Request::Transfer(ask)) => ("transfer", name(&ask)),
        Err(reason) => return json!({ "refused": reason.to_string() }),
    };
    json!({ "from": from, "asks": asks })
}

/// The name of a choice: itself, or the one key of the object that has its content.
fn name(choice: &impl Serialize) -> Option<String> {
    match serde_json::to_value(choice).ok()? {
        Value::String(name) => Some(name),
        Value::Object(content) => content.into_iter().next().map(|(name, _)| name),
        _ => None,
    }
}
