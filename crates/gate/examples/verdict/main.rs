//! From answers to the gate's verdict.
//!
//! Each line of standard input is a JSON object with the answers given so far, each line of
//! output the verdict on it: the rule that decided, the verdict, the template and the sentence
//! people read. A line that cannot be understood is answered by `{"error":"…"}`.
//!
//! | key | value |
//! | --- | --- |
//! | `purpose` | an id (`decide`, `answer`, `inform`, `review`, `solve`, `ideas`, `acquaint`, `sensitive`, `incident`, `demo`) or words such as "get a review" |
//! | `urgent` | `true` is an urgent incident, whatever the purpose |
//! | `needed_by` | an RFC 3339 moment, a date (the end of that day's hours), or a date and time on the receiver's clock |
//! | `done_when`, `tried` | text |
//! | `points` | a text, or a list of texts |
//! | `contributors` | 0, 1, 2 or "2+" others |
//! | `rounds` | 0, 1, 2, 3 or "3+" |
//! | `same_minute`, `invited` | `true` or `false` |
//! | `now` | the moment of asking, RFC 3339; the system's clock when left out |
//! | `zone` | the receiver's IANA zone, UTC when left out; they work Monday to Friday, 9 to 17 |
//!
//! Everything may be left out or `null`; other keys are passed over.
//!
//! ```text
//! $ echo '{"purpose":"inform or status"}' | cargo run -q -p baton-gate --example verdict
//! {"rule":"R7","verdict":"async","template":"status","sentence":"Write a short status; …"}
//! ```

#[path = "../../../worktime/tests/jiff_zones/mod.rs"]
mod jiff_zones;
mod line;
mod purpose;

use std::io::{self, BufRead, Write};

fn main() -> io::Result<()> {
    let desk = line::Desk::new();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if !line.trim_ascii().is_empty() {
            writeln!(out, "{}", desk.answer(&line))?;
        }
    }
    Ok(())
}
