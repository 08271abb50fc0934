//! Moments written as a person asks for.

use super::value::on_my_clocks;
use baton_brief::{Context, MONTH_KEYS, WEEKDAY_KEYS};
use baton_worktime::{LocalTime, UtcMillis, to_local, to_utc};

/// Whose clocks a date is written by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clocks {
    /// The writer's.
    Mine,
    /// The receiver's; the writer's when theirs are not known.
    Theirs,
    /// Universal time.
    Utc,
}

impl Clocks {
    /// As a filter's argument names them.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "mine" => Some(Self::Mine),
            "theirs" => Some(Self::Theirs),
            "utc" => Some(Self::Utc),
            _ => None,
        }
    }

    fn show(self, at: UtcMillis, context: &Context) -> LocalTime {
        let theirs = |zone| to_local(context.zones, zone, at).ok();
        match self {
            Self::Utc => LocalTime::from_clock_millis(at.0),
            Self::Theirs => context
                .their_zone
                .and_then(theirs)
                .unwrap_or_else(|| on_my_clocks(at, context)),
            Self::Mine => on_my_clocks(at, context),
        }
    }
}

/// What of a date a piece of a format stands for; the longest of equal beginnings first.
const PIECES: [&str; 10] = [
    "YYYY", "MMMM", "dddd", "MM", "DD", "HH", "mm", "M", "D", "H",
];

/// The first word of `format` that has something else in it than pieces, and its place in bytes.
/// Letters that are written three or five at a time would come out as pieces nobody meant, and
/// other letters as themselves amid the date. Only ASCII letters are in question: no piece has
/// others, and no date is misread for them.
pub(crate) fn misfit(format: &str) -> Option<(usize, &str)> {
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        let bracketed = rest.strip_prefix('[').and_then(|r| r.split_once(']'));
        rest = if let Some((_, after)) = bracketed {
            after
        } else if c.is_ascii_alphabetic() {
            let end = rest.find(|c: char| !c.is_ascii_alphabetic());
            let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
            let mut runs = word.as_bytes().chunk_by(|one, next| one == next);
            if !runs.all(|run| PIECES.iter().any(|piece| piece.as_bytes() == run)) {
                return Some((format.len() - rest.len(), word));
            }
            after
        } else {
            &rest[c.len_utf8()..]
        };
    }
    None
}

/// `at` in `format`: `YYYY`, `MM`, `M`, `MMMM` (the month's name), `DD`, `D`, `dddd` (the
/// weekday's name), `HH`, `H` and `mm` stand for their part, what is in `[` and `]` for itself,
/// and so does everything else.
pub(crate) fn formatted(at: UtcMillis, format: &str, clocks: Clocks, context: &Context) -> String {
    let local = clocks.show(at, context);
    let date = local.date();
    let (year, month, day) = date.year_month_day();
    let mut text = String::with_capacity(format.len());
    let mut rest = format;
    while let Some(c) = rest.chars().next() {
        if let Some((kept, after)) = rest.strip_prefix('[').and_then(|r| r.split_once(']')) {
            text.push_str(kept);
            rest = after;
        } else if let Some(piece) = PIECES.iter().find(|piece| rest.starts_with(**piece)) {
            text.push_str(&match *piece {
                "YYYY" => format!("{year:04}"),
                "MMMM" => MONTH_KEYS
                    .get(usize::from(month).saturating_sub(1))
                    .map_or_else(String::new, |key| context.messages.text(key, &[])),
                "dddd" => {
                    let key = WEEKDAY_KEYS[date.weekday().index()];
                    context.messages.text(key, &[])
                }
                "MM" => format!("{month:02}"),
                "M" => month.to_string(),
                "DD" => format!("{day:02}"),
                "D" => day.to_string(),
                "HH" => format!("{:02}", local.hour()),
                "H" => local.hour().to_string(),
                _ => format!("{:02}", local.minute()),
            });
            rest = &rest[piece.len()..];
        } else {
            text.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    text
}

/// The same time on the writer's clocks `days` days after `at`, to the minute.
pub(crate) fn plus_days(at: UtcMillis, days: u32, context: &Context) -> UtcMillis {
    let local = on_my_clocks(at, context);
    let minute = u16::from(local.hour()) * 60 + u16::from(local.minute());
    let then = local.date().plus_days(days.into()).at_minute(minute);
    to_utc(context.zones, context.my_zone, then).unwrap_or(UtcMillis(then.clock_millis()))
}
