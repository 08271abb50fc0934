//! What can be done to a value.

use super::dates::{Clocks, formatted, plus_days};
use super::inputs::Inputs;
use super::meter::{CLOCK_STEPS, Meter};
use super::value::{Moment, Value, ValueKind};
use crate::fault::Reason;
use crate::limits::{MAX_NAME_CHARS, MAX_NUMBER, MAX_WORKING_DAYS};
use baton_brief::{entry, shortened};
use std::borrow::Cow;

/// A filter. These are all there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Filter {
    /// In capitals.
    Upper,
    /// In small letters.
    Lower,
    /// Every word with a capital.
    Title,
    /// Without white space around it.
    Trim,
    /// Another text where there is nothing.
    Default,
    /// The first entry.
    First,
    /// The last entry.
    Last,
    /// The entries as one text.
    Join,
    /// The lines as entries.
    Lines,
    /// Cut to a length.
    Truncate,
    /// Every occurrence of a text replaced.
    Replace,
    /// The first whole number in a text.
    Number,
    /// A moment in a format.
    Date,
    /// A moment some days later.
    PlusDays,
    /// A moment some working days later, within the receiver's hours.
    WorkingDays,
}

/// What an argument may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Argument<'s> {
    Text(Cow<'s, str>),
    Number(u32),
}

/// A filter with its arguments, ready to be applied.
#[derive(Debug)]
pub(crate) enum Call<'s> {
    Upper,
    Lower,
    Title,
    Trim,
    Default(Cow<'s, str>),
    First,
    Last,
    Join(Cow<'s, str>),
    Lines,
    Truncate(usize),
    Replace(Cow<'s, str>, Cow<'s, str>),
    Number,
    Date(Cow<'s, str>, Clocks),
    PlusDays(u32),
    WorkingDays(u16),
}

impl Filter {
    /// Every filter, in the order they are offered.
    pub const ALL: [Self; 15] = [
        Self::Upper,
        Self::Lower,
        Self::Title,
        Self::Trim,
        Self::Default,
        Self::First,
        Self::Last,
        Self::Join,
        Self::Lines,
        Self::Truncate,
        Self::Replace,
        Self::Number,
        Self::Date,
        Self::PlusDays,
        Self::WorkingDays,
    ];

    /// Its name in a template.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Upper => "upper",
            Self::Lower => "lower",
            Self::Title => "title",
            Self::Trim => "trim",
            Self::Default => "default",
            Self::First => "first",
            Self::Last => "last",
            Self::Join => "join",
            Self::Lines => "lines",
            Self::Truncate => "truncate",
            Self::Replace => "replace",
            Self::Number => "number",
            Self::Date => "date",
            Self::PlusDays => "plus_days",
            Self::WorkingDays => "working_days",
        }
    }

    /// The filter of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|filter| filter.name() == name)
    }

    /// The key of the line that says what it does.
    #[must_use]
    pub fn hint_key(self) -> String {
        format!("template_filter_{}", self.name())
    }

    /// An example of how it is written; the documentation and the editor show what it makes.
    #[must_use]
    pub const fn example(self) -> &'static str {
        match self {
            Self::Upper => "{{event|upper}}",
            Self::Lower => "{{event|lower}}",
            Self::Title => "{{done_when|title}}",
            Self::Trim => "[{{\"  a  \"|trim}}]",
            Self::Default => "{{\"\"|default:\"somebody\"}}",
            Self::First => "{{points|first}}",
            Self::Last => "{{points|last}}",
            Self::Join => "{{points|join:\", \"}}",
            Self::Lines => "{{tried|lines|first}}",
            Self::Truncate => "{{done_when|truncate:10}}",
            Self::Replace => "{{event|replace:\"call\":\"note\"}}",
            Self::Number => "{{event|number}}",
            Self::Date => "{{slot|date:\"[at] HH:mm\":\"theirs\"}}",
            Self::PlusDays => "{{today|plus_days:14}}",
            Self::WorkingDays => "{{respond_by|working_days:2|date:\"dddd\"}}",
        }
    }

    /// The kind it makes of a value of kind `given`; nothing when it does not take such a value.
    /// A filter for text does its work on each entry of a list.
    #[must_use]
    pub const fn made_of(self, given: ValueKind) -> Option<ValueKind> {
        use ValueKind::{List, Moment, Number, Text};
        match (self, given) {
            (
                Self::Upper
                | Self::Lower
                | Self::Title
                | Self::Trim
                | Self::Truncate
                | Self::Replace
                | Self::Default,
                List,
            )
            | (Self::Lines, Text) => Some(List),
            (
                Self::Upper
                | Self::Lower
                | Self::Title
                | Self::Trim
                | Self::Truncate
                | Self::Replace,
                Text | Number,
            )
            | (Self::Default, Text | Number | Moment)
            | (Self::First | Self::Last | Self::Join, List)
            | (Self::Date, Moment) => Some(Text),
            (Self::Number, Text | Number) => Some(Number),
            (Self::PlusDays | Self::WorkingDays, Moment) => Some(Moment),
            _ => None,
        }
    }

    /// The filter with these arguments; nothing when it takes others.
    pub(crate) fn call(self, arguments: Vec<Argument<'_>>) -> Option<Call<'_>> {
        use Argument::{Number, Text};
        let mut arguments = arguments.into_iter();
        let given = (arguments.next(), arguments.next(), arguments.next());
        Some(match (self, given) {
            (Self::Upper, (None, ..)) => Call::Upper,
            (Self::Lower, (None, ..)) => Call::Lower,
            (Self::Title, (None, ..)) => Call::Title,
            (Self::Trim, (None, ..)) => Call::Trim,
            (Self::First, (None, ..)) => Call::First,
            (Self::Last, (None, ..)) => Call::Last,
            (Self::Lines, (None, ..)) => Call::Lines,
            (Self::Number, (None, ..)) => Call::Number,
            (Self::Default, (Some(Text(text)), None, _)) => Call::Default(text),
            (Self::Join, (Some(Text(text)), None, _)) => Call::Join(text),
            (Self::Truncate, (Some(Number(chars)), None, _)) if chars > 0 => {
                Call::Truncate(usize::try_from(chars).ok()?)
            }
            (Self::Replace, (Some(Text(from)), Some(Text(to)), None)) if !from.is_empty() => {
                Call::Replace(from, to)
            }
            (Self::Date, (Some(Text(format)), clocks, None))
                if format.chars().count() <= MAX_NAME_CHARS =>
            {
                Call::Date(
                    format,
                    match clocks {
                        None => Clocks::Mine,
                        Some(Text(name)) => Clocks::named(&name)?,
                        Some(Number(_)) => return None,
                    },
                )
            }
            (Self::PlusDays, (Some(Number(days)), None, _)) => Call::PlusDays(days),
            (Self::WorkingDays, (Some(Number(days)), None, _)) => Call::WorkingDays(
                u16::try_from(days)
                    .ok()
                    .filter(|days| *days <= MAX_WORKING_DAYS)?,
            ),
            _ => return None,
        })
        .filter(|_| arguments.next().is_none())
    }
}

impl Argument<'_> {
    /// A number a filter may take.
    pub(crate) fn number(digits: &str) -> Option<Self> {
        let number = digits.parse().ok().filter(|number| *number <= MAX_NUMBER)?;
        Some(Self::Number(number))
    }
}

impl Call<'_> {
    /// What the filter makes of `value`.
    pub(crate) fn apply<'a>(
        &'a self,
        value: Value<'a>,
        inputs: &Inputs<'a>,
        meter: &mut Meter,
    ) -> Result<Value<'a>, Reason> {
        Ok(match (self, value) {
            (Self::Default(text), value) => self::default(text, value, inputs, meter)?,
            (Self::First, Value::List(entries)) => {
                Value::Text(entries.into_iter().next().unwrap_or_default())
            }
            (Self::Last, Value::List(entries)) => {
                Value::Text(entries.into_iter().next_back().unwrap_or_default())
            }
            (Self::Join(between), Value::List(entries)) => {
                let bytes: usize = entries
                    .iter()
                    .map(|entry| entry.len() + between.len())
                    .sum();
                meter.pay(bytes)?;
                Value::Text(Cow::Owned(entries.join(between)))
            }
            (Self::Date(format, clocks), Value::Moment(moment)) => {
                meter.pay(format.len() + 4 * CLOCK_STEPS)?;
                let context = inputs.context;
                Value::Text(moment.map_or(Cow::Borrowed(""), |moment| {
                    Cow::Owned(formatted(moment.at, format, *clocks, context))
                }))
            }
            (Self::PlusDays(days), Value::Moment(moment)) => {
                meter.pay(8 * CLOCK_STEPS)?;
                Value::Moment(moment.map(|moment| Moment {
                    at: plus_days(moment.at, *days, inputs.context),
                    ..moment
                }))
            }
            (Self::WorkingDays(days), Value::Moment(moment)) => {
                pay_working_days(*days, inputs, meter)?;
                let (week, zones) = (inputs.context.week, inputs.context.zones);
                Value::Moment(moment.and_then(|moment| {
                    let at = week.after_working_days(zones, moment.at, *days).ok()?;
                    Some(Moment { at, ..moment })
                }))
            }
            (Self::Lines, value) => {
                let text = value.written(inputs.context);
                meter.pay(text.len())?;
                Value::List(lines(text))
            }
            (Self::Number, value) => {
                let text = value.written(inputs.context);
                meter.pay(text.len())?;
                Value::Number(first_number(&text))
            }
            (call, Value::List(entries)) => {
                meter.pay(entries.len())?;
                let each = entries.into_iter().map(|entry| call.on_text(entry, meter));
                Value::List(each.collect::<Result<_, _>>()?)
            }
            (call, value) => Value::Text(call.on_text(value.written(inputs.context), meter)?),
        })
    }

    /// What a filter for text makes of one.
    fn on_text<'a>(&self, text: Cow<'a, str>, meter: &mut Meter) -> Result<Cow<'a, str>, Reason> {
        meter.pay(text.len())?;
        Ok(match self {
            Self::Upper => Cow::Owned(text.to_uppercase()),
            Self::Lower => Cow::Owned(text.to_lowercase()),
            Self::Title => Cow::Owned(title(&text)),
            Self::Trim => match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
                Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
            },
            Self::Truncate(chars) => Cow::Owned(shortened(&text, *chars, |_| 1)),
            Self::Replace(from, to) => {
                let found = text.matches(from.as_ref()).count();
                meter.pay(found.saturating_mul(to.len()))?;
                Cow::Owned(text.replace(from.as_ref(), to))
            }
            _ => text,
        })
    }
}

fn default<'a>(
    text: &'a str,
    value: Value<'a>,
    inputs: &Inputs<'a>,
    meter: &mut Meter,
) -> Result<Value<'a>, Reason> {
    if let Value::List(entries) = value {
        let entries = if entries.is_empty() {
            vec![Cow::Borrowed(text)]
        } else {
            entries
        };
        return Ok(Value::List(entries));
    }
    let written = inputs.written(value, meter)?;
    meter.pay_copy(written.len())?;
    Ok(Value::Text(if written.trim().is_empty() {
        Cow::Borrowed(text)
    } else {
        written
    }))
}

/// Pays for reckoning in working days: up to two ends of every span of every day on the way, each
/// asking the clocks up to four times. The way is a week for each day, when only one is worked.
fn pay_working_days(days: u16, inputs: &Inputs, meter: &mut Meter) -> Result<(), Reason> {
    const QUESTIONS_A_SPAN: usize = 8;
    let spans: usize = baton_worktime::Weekday::ALL
        .iter()
        .map(|day| inputs.context.week.spans_on(*day).len())
        .sum();
    let weeks = usize::from(days) + 1;
    meter.pay(weeks * spans * QUESTIONS_A_SPAN * CLOCK_STEPS / 10)
}

/// Every word with a capital, the rest of it as it is.
fn title(text: &str) -> String {
    let mut title = String::with_capacity(text.len());
    let mut in_word = false;
    for c in text.chars() {
        if in_word {
            title.push(c);
        } else {
            title.extend(c.to_uppercase());
        }
        in_word = !c.is_whitespace();
    }
    title
}

/// The lines that are not blank.
fn lines(text: Cow<'_, str>) -> Vec<Cow<'_, str>> {
    match text {
        Cow::Borrowed(text) => text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| Cow::Borrowed(line.trim_end()))
            .collect(),
        Cow::Owned(text) => text
            .lines()
            .filter_map(|line| entry(line).map(Cow::Owned))
            .collect(),
    }
}

/// The first run of ASCII digits, if it is a number a field can hold.
fn first_number(text: &str) -> Option<u32> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let rest = &text[from..];
    let to = rest
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(rest.len());
    rest[..to].parse().ok()
}
