//! By when can an answer be expected, in the receiver's working days?
//!
//! Each line of standard input is a JSON object: `now` (an RFC 3339 moment), `zone` (the
//! receiver's IANA time zone) and `days` (working days, 1 when left out). The receiver works
//! Monday to Friday from 9:00 to 17:00. Each line of output is the answer to the line read:
//! `respond_by` as a UTC moment and `local` as the receiver's clock, or `error`.
//!
//! ```text
//! $ echo '{"now":"2026-03-06T15:00:00Z","zone":"Pacific/Auckland","days":1}' \
//!     | cargo run -q -p baton-worktime --example respond_by
//! {"respond_by":"2026-03-08T20:00:00Z","local":"2026-03-09T09:00:00"}
//! ```

#[path = "../tests/jiff_zones/mod.rs"]
pub(crate) mod jiff_zones;

use baton_worktime::{UtcMillis, WorkingWeek, ZoneName, to_local};
use jiff::Timestamp;
use jiff_zones::JiffZones;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::error::Error;
use std::io::{self, BufRead, Write};

#[derive(Deserialize)]
struct Question {
    now: Timestamp,
    zone: ZoneName,
    #[serde(default = "one_day")]
    days: u16,
}

const fn one_day() -> u16 {
    1
}

#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Known {
        respond_by: Timestamp,
        local: String,
    },
    Unknown {
        error: String,
    },
}

/// The answer to one line.
pub fn answer(line: &[u8], zones: &JiffZones) -> serde_json::Result<String> {
    let answer = reckoned(line, zones).unwrap_or_else(|error| Answer::Unknown {
        error: error.to_string(),
    });
    serde_json::to_string(&answer)
}

fn reckoned(line: &[u8], zones: &JiffZones) -> Result<Answer, Box<dyn Error>> {
    // An object is asked for first: a list would be taken as the values in their order.
    let object: Map<String, Value> = serde_json::from_slice(line)?;
    let question = Question::deserialize(Value::Object(object))?;
    let week = WorkingWeek::default_in(question.zone);
    let now = UtcMillis(question.now.as_millisecond());
    let respond_by = week.after_working_days(zones, now, question.days)?;
    let local = to_local(zones, week.zone(), respond_by)?.to_string();
    Ok(Answer::Known {
        respond_by: Timestamp::from_millisecond(respond_by.0)?,
        local,
    })
}

fn main() -> io::Result<()> {
    let zones = JiffZones::bundled();
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().split(b'\n') {
        let line = line?;
        if !line.trim_ascii().is_empty() {
            writeln!(out, "{}", answer(&line, &zones)?)?;
        }
    }
    Ok(())
}
