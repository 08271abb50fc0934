//! Moments of notes for a calendar (iCalendar, RFC 5545): by when an answer is needed, and when a note asks
//! again.
//!
//! Each is an event without a length that blocks no time: tasks would fit better, and most calendars do not
//! take them. A note always makes the same events under the same ids, so one file after another brings a
//! calendar up to date.

use crate::entry::Entry;
use crate::file::Setting;
use crate::sections::{state_key, title};
use crate::writer::Writer;
use baton_brief::{is_web_link, one_line};
use baton_notes::{Note, State, Stored};
use baton_worktime::{LocalTime, UtcMillis};

/// The media type of a calendar.
pub const CALENDAR_TYPE: &str = "text/calendar;charset=utf-8";

/// The longest line, in bytes and without its end.
const LINE_BYTES: usize = 75;
/// The highest number some calendars count to.
const MAX_SEQUENCE: u64 = i32::MAX as u64;

/// Writes the moments of notes as a calendar.
#[derive(Debug)]
pub struct CalendarWriter {
    out: String,
}

impl Default for CalendarWriter {
    fn default() -> Self {
        Self::new()
    }
}

/// Why a note is in the calendar.
#[derive(Debug, Clone, Copy)]
enum Moment {
    NeededBy,
    AskAgain,
}

impl Moment {
    /// What the event's id ends in.
    const fn id(self) -> &'static str {
        match self {
            Self::NeededBy => "needed-by",
            Self::AskAgain => "ask-again",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::NeededBy => "ics_needed_by",
            Self::AskAgain => "ics_ask_again",
        }
    }
}

impl CalendarWriter {
    /// A calendar without events.
    #[must_use]
    pub fn new() -> Self {
        let mut calendar = Self { out: String::new() };
        calendar.line("BEGIN:VCALENDAR");
        calendar.line("VERSION:2.0");
        calendar.line("PRODID:-//Baton//Notes//EN");
        calendar.line("CALSCALE:GREGORIAN");
        calendar.line("METHOD:PUBLISH");
        calendar
    }

    fn note(&mut self, note: &Note, setting: &Setting) {
        for (moment, at) in moments(note) {
            self.event(note, moment, at, setting);
        }
    }

    fn event(&mut self, note: &Note, moment: Moment, at: UtcMillis, setting: &Setting) {
        let words = setting.messages;
        let title = one_line(&title(note, setting));
        let summary = words.text(moment.key(), &[&title]);
        self.line("BEGIN:VEVENT");
        self.line(&format!("UID:{}-{}", note.id, moment.id()));
        // When the note was last written, not when the file was: the same notes make the same file.
        self.line(&format!("DTSTAMP:{}", utc(note.updated)));
        self.line(&format!("CREATED:{}", utc(note.created)));
        self.line(&format!("LAST-MODIFIED:{}", utc(note.updated)));
        self.line(&format!("SEQUENCE:{}", note.revision.min(MAX_SEQUENCE)));
        self.line(&format!("DTSTART:{}", utc(at)));
        self.text("SUMMARY", &summary);
        self.text("DESCRIPTION", &description(note, setting));
        if is_web_link(&note.source.target) {
            self.line(&format!("URL:{}", note.source.target));
        }
        let tags = note.tags.iter().filter(|tag| !tag.trim().is_empty());
        let tags: Vec<String> = tags.map(|tag| escaped(tag)).collect();
        if !tags.is_empty() {
            self.line(&format!("CATEGORIES:{}", tags.join(",")));
        }
        self.line("TRANSP:TRANSPARENT");
        if waits(note.state) {
            self.line("BEGIN:VALARM");
            self.line("ACTION:DISPLAY");
            self.line("TRIGGER:PT0S");
            self.text("DESCRIPTION", &summary);
            self.line("END:VALARM");
        }
        self.line("END:VEVENT");
    }

    fn text(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}:{}", escaped(text)));
    }

    /// A line, folded between characters.
    fn line(&mut self, line: &str) {
        let mut rest = line;
        let mut room = LINE_BYTES;
        while rest.len() > room {
            let (part, after) = rest.split_at(rest.floor_char_boundary(room));
            self.out.push_str(part);
            self.out.push_str("\r\n ");
            rest = after;
            // The space in front counts.
            room = LINE_BYTES - 1;
        }
        self.out.push_str(rest);
        self.out.push_str("\r\n");
    }
}

/// The moments of a note. One that was deleted has none any more.
fn moments(note: &Note) -> impl Iterator<Item = (Moment, UtcMillis)> {
    let brief = note.brief.as_ref();
    let needed_by = brief.and_then(|brief| brief.needed_by);
    let needed_by = needed_by.or(note.answers.needed_by);
    let moments = [
        (Moment::NeededBy, needed_by),
        (Moment::AskAgain, note.ask_again),
    ];
    let is_there = note.deleted.is_none();
    let moments = moments.into_iter().filter(move |_| is_there);
    moments.filter_map(|(moment, at)| Some((moment, at?)))
}

impl Writer for CalendarWriter {
    fn takes(&self, entry: &Entry) -> bool {
        match &entry.note {
            Stored::Current(note) => moments(note).next().is_some(),
            Stored::Newer(_) => false,
        }
    }

    /// A note of a newer schema has no moments that can be read.
    fn add(&mut self, entry: &Entry, setting: &Setting) {
        if let Stored::Current(note) = &entry.note {
            self.note(note, setting);
        }
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out).into_bytes()
    }

    fn finish(&mut self, _: &Setting) -> Vec<u8> {
        self.line("END:VCALENDAR");
        Vec::new()
    }
}

/// Whether somebody is still to answer.
const fn waits(state: State) -> bool {
    matches!(
        state,
        State::Draft | State::Sent | State::Booked | State::Acknowledged
    )
}

/// Whom it concerns, where it stands, and what happens without an answer.
fn description(note: &Note, setting: &Setting) -> String {
    let words = setting.messages;
    let mut lines = vec![words.text(state_key(note.state), &[])];
    let mut line = |key: &str, text: &str| {
        let text = one_line(text);
        if !text.is_empty() {
            lines.push(words.text("ics_line", &[&words.text(key, &[]), &text]));
        }
    };
    line(
        "ics_person",
        note.source.person.as_deref().unwrap_or_default(),
    );
    if let Some(brief) = &note.brief {
        line("brief_head_owner", &brief.owner);
        line("brief_head_if_no_reply", &brief.if_no_reply);
    }
    lines.join("\n")
}

/// A moment in UTC as calendars write it: `20260312T090000Z`.
fn utc(at: UtcMillis) -> String {
    let text = LocalTime::from_clock_millis(at.0).to_string();
    let digits: String = text.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    format!("{digits}Z")
}

/// Text as a value. Control characters but tabs and line ends are not allowed in any.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            '\r' => {
                chars.next_if_eq(&'\n');
                out.push_str("\\n");
            }
            '\n' => out.push_str("\\n"),
            '\t' => out.push(c),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_written_in_utc() {
        assert_eq!(utc(UtcMillis(1_773_306_000_000)), "20260312T090000Z");
    }

    #[test]
    fn what_means_something_in_a_calendar_is_escaped() {
        let text = "a;b,c\\d\r\ne\nf\rg\th\0\u{85}";
        assert_eq!(
            escaped(text),
            "a\\;b\\,c\\\\d\\ne\\nf\\ng\th\u{fffd}\u{fffd}"
        );
    }
}
