//! Whether to ask at a booking page.
//!
//! Each line of standard input is a JSON object, each line of output the decision: how to ask, or why
//! not. A line that cannot be understood is answered by `{"error":"…"}`.
//!
//! | key | value |
//! | --- | --- |
//! | `asking` | what is set, as `Asking` is stored; nothing when left out |
//! | `changes` | what is told then, a list of `Change` |
//! | `day`, `minute` | the day on the person's calendar, `YYYY-MM-DD`, and the minute of it |
//! | `site` | a scheduling system's id, or a host |
//! | `person` | whom the page is about |
//!
//! ```text
//! $ echo '{"day":"2026-11-26","site":"calendly"}' | cargo run -q -p baton-asking --example asking
//! {"ask":{"manner":"nudge","wording":0,"skips_left":null,"offer":null}}
//! ```

mod line;

use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if !line.trim_ascii().is_empty() {
            writeln!(out, "{}", line::answer(&line))?;
        }
    }
    Ok(())
}
