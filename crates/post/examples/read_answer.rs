//! What is in an answer, or in an invitation, that was pasted?
//!
//! Each line of standard input is a JSON object with one of: `reply` (plain text), `reply_html`,
//! `calendar` (the text of an `.ics` file), `invitation` (the text of a mail), `mail` (that of an `.eml`
//! file; what is given is the calendar in it, or what it says). With a reply go `numbered`, how many
//! numbered lines the brief has (0 when left out), and `sent`, its plain text.
//! Each line of output is what was read of it, or `error`.
//!
//! ```text
//! $ echo '{"reply":"2: yes\nKind of.\n1) no","numbered":2}' \
//!     | cargo run -q -p baton-post --example read_answer
//! {"restate":null,"answers":[{"number":1,"text":"no"},{"number":2,"text":"yes\nKind of."}],"answer":null,"score":null,"rest":""}
//! ```

use baton_post::{
    Labels, Sent, read_calendar, read_invitation_text, read_mail, read_reply, read_reply_html,
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::error::Error;
use std::io::{self, BufRead, Write};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pasted {
    reply: Option<String>,
    reply_html: Option<String>,
    calendar: Option<String>,
    invitation: Option<String>,
    mail: Option<String>,
    #[serde(default)]
    numbered: u32,
    sent: Option<String>,
}

/// What is read of one line.
pub fn answer(line: &[u8]) -> serde_json::Result<String> {
    read(line).or_else(|error| serde_json::to_string(&json!({"error": error.to_string()})))
}

fn read(line: &[u8]) -> Result<String, Box<dyn Error>> {
    // An object is asked for first: a list would be taken as the values in their order.
    let object: Map<String, Value> = serde_json::from_slice(line)?;
    let pasted = Pasted::deserialize(Value::Object(object))?;
    let sent = Sent {
        labels: Labels::ENGLISH,
        numbered: pasted.numbered,
        text: pasted.sent.as_deref(),
    };
    match &pasted {
        Pasted {
            reply: Some(text), ..
        } => told(&read_reply(text, &sent)?),
        Pasted {
            reply_html: Some(html),
            ..
        } => told(&read_reply_html(html, &sent)?),
        Pasted {
            calendar: Some(text),
            ..
        } => told(&read_calendar(text)?),
        Pasted {
            invitation: Some(text),
            ..
        } => told(&read_invitation_text(text)?),
        Pasted {
            mail: Some(text), ..
        } => told(&json!({"text": read_mail(text.as_bytes(), &|_, _| None)?})),
        _ => Err("nothing was pasted".into()),
    }
}

fn told(read: &impl Serialize) -> Result<String, Box<dyn Error>> {
    Ok(serde_json::to_string(read)?)
}

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if !line.trim_ascii().is_empty() {
            writeln!(out, "{}", answer(&line)?)?;
        }
    }
    Ok(())
}
