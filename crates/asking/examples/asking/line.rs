//! One line of JSON in, one line of JSON out.

use baton_asking::{Asking, Change, Moment, Place};
use baton_worktime::{CivilDate, UtcMillis};
use serde::Deserialize;
use serde_json::json;

/// The longest line that is read, in bytes.
const MAX_LINE_BYTES: usize = 64 * 1024;

/// What is set, what is changed then, and where somebody is about to book.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    #[serde(default)]
    asking: Asking,
    #[serde(default)]
    changes: Vec<Change>,
    /// The day on the person's own calendar.
    day: CivilDate,
    /// The minute of that day.
    #[serde(default)]
    minute: u16,
    site: String,
    #[serde(default)]
    person: Option<String>,
}

/// The answer to one line: whether to ask, or an error.
pub fn answer(line: &[u8]) -> String {
    match decide(line) {
        Ok(answer) => answer,
        Err(error) => json!({ "error": error }).to_string(),
    }
}

fn decide(line: &[u8]) -> Result<String, String> {
    if line.len() > MAX_LINE_BYTES {
        return Err(format!("longer than {MAX_LINE_BYTES} bytes"));
    }
    let input: Input = serde_json::from_slice(line).map_err(|error| error.to_string())?;
    let local = input.day.at_minute(input.minute.min(1_439));
    let now = Moment {
        at: UtcMillis(local.clock_millis()),
        local,
    };
    let mut asking = input.asking;
    for change in input.changes {
        let made = asking.change(change, now);
        made.map_err(|refusal| refusal.to_string())?;
    }
    let place = Place {
        site: &input.site,
        person: input.person.as_deref(),
    };
    serde_json::to_string(&asking.decide(now, place)).map_err(|error| error.to_string())
}
