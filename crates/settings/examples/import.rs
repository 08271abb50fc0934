//! What would a settings file change?
//!
//! Each line of standard input is a settings file. Each line of output says what taking it in would
//! change, after those before it were taken in: `changes`, or `error` where it is refused.
//!
//! ```text
//! $ echo '{"schema":1,"settings":{"people":[{"id":"alex","name":"Alex Example"}]}}' \
//!     | cargo run -q -p baton-settings --example import
//! {"changes":[{"person_added":"Alex Example"}]}
//! ```

use baton_settings::{Settings, plan_import};
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

/// What `line` would change; it is taken in.
pub fn answer(line: &str, settings: &mut Settings) -> Value {
    match plan_import(settings, line) {
        Ok(import) => {
            *settings = import.settings;
            json!({ "changes": import.changes })
        }
        Err(fault) => json!({ "error": fault.to_string() }),
    }
}

fn main() -> io::Result<()> {
    let mut settings = Settings::default();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        writeln!(out, "{}", answer(&line?, &mut settings))?;
    }
    Ok(())
}
