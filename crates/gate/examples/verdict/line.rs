//! One line of JSON in, one line of JSON out.

use crate::jiff_zones::JiffZones;
use crate::purpose;
use baton_gate::{
    Answers, Contributors, Outcome, Purpose, Rounds, Rule, TemplateId, Thresholds, Working, verdict,
};
use baton_locale::Catalogue;
use baton_worktime::{CivilDate, LocalTime, UtcMillis, WorkingWeek, ZoneName, Zones, to_utc};
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The longest line that is read, in bytes.
const MAX_LINE_BYTES: usize = 64 * 1024;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Input {
    purpose: Option<String>,
    urgent: Option<bool>,
    needed_by: Option<String>,
    done_when: Option<String>,
    contributors: Option<Count>,
    rounds: Option<Count>,
    same_minute: Option<bool>,
    invited: Option<bool>,
    tried: Option<String>,
    points: Option<Points>,
    now: Option<Timestamp>,
    zone: Option<ZoneName>,
}

#[derive(Deserialize)]
#[serde(
    untagged,
    expecting = "expected a number from 0, or a text such as \"2+\""
)]
enum Count {
    Number(u32),
    Text(String),
}

impl Count {
    /// The number, or the one a text such as "3" or "3+" starts with.
    fn at_least(&self) -> Result<u32, String> {
        match self {
            Self::Number(number) => Ok(*number),
            Self::Text(text) => {
                let digits = text.trim();
                let digits = digits.strip_suffix('+').unwrap_or(digits);
                digits
                    .parse()
                    .map_err(|_| format!("not a number: {text:?}"))
            }
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text or a list of texts")]
enum Points {
    One(String),
    Many(Vec<String>),
}

#[derive(Serialize)]
#[serde(untagged)]
enum Output {
    Decided {
        rule: Rule,
        verdict: Outcome,
        template: TemplateId,
        sentence: String,
    },
    Failed {
        error: String,
    },
}

/// An object is asked for first: a list would be taken as the values in their order.
fn read(line: &[u8]) -> serde_json::Result<Input> {
    let object: Map<String, Value> = serde_json::from_slice(line)?;
    Input::deserialize(Value::Object(object))
}

/// What stays the same from line to line.
pub struct Desk {
    zones: JiffZones,
    words: Catalogue,
}

impl Desk {
    pub fn new() -> Self {
        Self {
            zones: JiffZones::bundled(),
            words: Catalogue::english(),
        }
    }

    /// The line that answers `line`.
    pub fn answer(&self, line: &[u8]) -> String {
        let output = self
            .decide(line)
            .unwrap_or_else(|error| Output::Failed { error });
        serde_json::to_string(&output).unwrap_or_else(|error| error.to_string())
    }

    fn decide(&self, line: &[u8]) -> Result<Output, String> {
        if line.len() > MAX_LINE_BYTES {
            return Err(format!("a line longer than {MAX_LINE_BYTES} bytes"));
        }
        let input = read(line).map_err(|error| error.to_string())?;
        let now = UtcMillis(input.now.unwrap_or_else(Timestamp::now).as_millisecond());
        let week = WorkingWeek::default_in(input.zone.clone().unwrap_or_else(ZoneName::utc));
        // The rules let a zone they cannot reckon with pass; here it is more likely a typing error.
        self.zones
            .offset_seconds(week.zone(), now)
            .map_err(|error| error.to_string())?;
        let answers = self.answers(input, &week)?;
        let working = Working {
            week: &week,
            zones: &self.zones,
            now,
        };
        let verdict = verdict(&answers, &working, &Thresholds::default());
        Ok(Output::Decided {
            rule: verdict.rule,
            verdict: verdict.outcome,
            template: verdict.template,
            sentence: verdict.sentence(&self.words),
        })
    }

    fn answers(&self, input: Input, week: &WorkingWeek) -> Result<Answers, String> {
        let purpose = purpose::parse(&input.purpose.unwrap_or_default())?;
        let needed_by = input
            .needed_by
            .map(|text| self.moment(&text, week))
            .transpose()?;
        let contributors = input
            .contributors
            .map(|count| count.at_least())
            .transpose()?;
        let rounds = input.rounds.map(|count| count.at_least()).transpose()?;
        Ok(Answers {
            purpose: if input.urgent == Some(true) {
                Some(Purpose::Incident)
            } else {
                purpose
            },
            needed_by,
            done_when: input.done_when.unwrap_or_default(),
            points: match input.points {
                None => Vec::new(),
                Some(Points::One(point)) => vec![point],
                Some(Points::Many(points)) => points,
            },
            tried: input.tried.unwrap_or_default(),
            contributors: contributors.map(|count| match count {
                0 => Contributors::None,
                1 => Contributors::One,
                _ => Contributors::Several,
            }),
            same_minute: input.same_minute,
            rounds: rounds.map(|count| match count {
                0 => Rounds::Zero,
                1 => Rounds::One,
                2 => Rounds::Two,
                _ => Rounds::ThreeOrMore,
            }),
            invited: input.invited,
            ..Answers::default()
        })
    }

    /// A moment; a date and time on the receiver's clock; or a date, which means the end of that
    /// day's hours.
    fn moment(&self, text: &str, week: &WorkingWeek) -> Result<UtcMillis, String> {
        let unclear = || format!("needed_by: neither a moment nor a date: {text:?}");
        if let Ok(moment) = text.parse::<Timestamp>() {
            return Ok(UtcMillis(moment.as_millisecond()));
        }
        let moment = if text.contains(':') {
            let clock: DateTime = text.parse().map_err(|_| unclear())?;
            let clock = TimeZone::UTC.to_timestamp(clock).map_err(|_| unclear())?;
            let local = LocalTime::from_clock_millis(clock.as_millisecond());
            to_utc(&self.zones, week.zone(), local)
        } else {
            let date: Date = text.parse().map_err(|_| unclear())?;
            let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
            let date = CivilDate::new(date.year().into(), month, day).ok_or_else(unclear)?;
            week.end_of_day(&self.zones, date)
        };
        moment.map_err(|error| format!("needed_by: {error}"))
    }
}
