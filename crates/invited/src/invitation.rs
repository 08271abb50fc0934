//! Who asks for what, and when: from whatever came.

use baton_notes::Source;
use baton_post::{Event, Person, Refused, read_calendar, read_invitation_text};
use baton_recognize::links_in;

/// The longest text of one part, in characters: what a note takes of a page.
const MAX_PART_CHARS: usize = 240;
/// The longest link, in bytes.
const MAX_LINK_BYTES: usize = 2_000;

/// What came, as far as it says so. Each part can be empty, and changed by the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invitation {
    /// Who invites.
    pub who: String,
    /// To what.
    pub what: String,
    /// When, as it was written.
    pub when: String,
    /// A page about it, or where people meet.
    pub link: String,
    /// Its length in minutes.
    pub minutes: Option<u16>,
    /// It is one of a series.
    pub repeats: bool,
    /// How many more events the file has; the first is shown.
    pub more_events: usize,
}

impl Invitation {
    /// Reads a calendar file, or a mail.
    ///
    /// # Errors
    /// When it is longer than can be read, or a calendar file without an event.
    pub fn read(text: &str) -> Result<Self, Refused> {
        let is_calendar = ["BEGIN:VCALENDAR", "BEGIN:VEVENT"];
        if is_calendar.into_iter().any(|mark| text.contains(mark)) {
            let calendar = read_calendar(text)?;
            let more_events = calendar.events.len().saturating_sub(1) + calendar.more_events;
            let event = calendar.events.into_iter().next().unwrap_or_default();
            return Ok(Self {
                more_events,
                ..Self::of(event)
            });
        }
        let lines = read_invitation_text(text)?;
        let link = links_in(text).find(|link| link.len() <= MAX_LINK_BYTES);
        Ok(Self {
            who: part(lines.who),
            what: part(lines.what),
            when: part(lines.when),
            link: link.unwrap_or_default().to_owned(),
            ..Self::default()
        })
    }

    fn of(event: Event) -> Self {
        let when = event.start.map(|start| match start.zone {
            Some(zone) => [start.iso, " (".to_owned(), zone, ")".to_owned()].concat(),
            None => start.iso,
        });
        Self {
            who: part(event.organizer.and_then(name)),
            what: part(event.summary),
            when: part(when),
            link: event.url.or(event.conference).unwrap_or_default(),
            minutes: event
                .minutes
                .and_then(|minutes| u16::try_from(minutes).ok()),
            repeats: event.repeats,
            more_events: 0,
        }
    }

    /// What a note about it says of where it came from.
    #[must_use]
    pub fn source(&self) -> Source {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Source {
            provider: String::new(),
            target: self.link.trim().to_owned(),
            person: some(&self.who),
            event: some(&self.what),
            minutes: self.minutes,
            slot: some(&self.when),
        }
    }
}

fn name(person: Person) -> Option<String> {
    person.name.or(person.mail)
}

fn part(text: Option<String>) -> String {
    let text = text.unwrap_or_default();
    let end = text.char_indices().nth(MAX_PART_CHARS);
    let end = end.map_or(text.len(), |(place, _)| place);
    text[..end].trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::Invitation;

    const FILE: &str = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n\
        SUMMARY:Budget round\r\nORGANIZER;CN=Kim Sample:mailto:kim@acme.example\r\n\
        DTSTART;TZID=Europe/Berlin:20261130T100000\r\nDTEND;TZID=Europe/Berlin:20261130T110000\r\n\
        URL:https://acme.example/budget\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    #[test]
    fn a_calendar_file_says_who_what_and_when() {
        let read = Invitation::read(FILE).unwrap();
        let source = read.source();
        assert_eq!(source.person.as_deref(), Some("Kim Sample"));
        assert_eq!(source.event.as_deref(), Some("Budget round"));
        let when = "2026-11-30T10:00:00 (Europe/Berlin)";
        assert_eq!(source.slot.as_deref(), Some(when));
        assert_eq!(source.minutes, Some(60));
        assert_eq!(source.target, "https://acme.example/budget");
    }

    #[test]
    fn a_mail_says_what_its_lines_do_and_a_bare_link_is_enough() {
        let mail = "Hello,\nWhen: Monday at ten\nPick another: https://cal.com/kim-sample/30min.";
        let read = Invitation::read(mail).unwrap();
        assert_eq!(read.when, "Monday at ten");
        assert_eq!(read.link, "https://cal.com/kim-sample/30min");
        let link = Invitation::read("https://calendly.com/alex-example/30min").unwrap();
        assert_eq!(link.link, "https://calendly.com/alex-example/30min");
        assert_eq!(link.who, "");
    }

    #[test]
    fn a_file_without_an_event_and_an_endless_text_are_refused() {
        assert!(Invitation::read("BEGIN:VCALENDAR\nEND:VCALENDAR").is_err());
        assert!(Invitation::read(&"x".repeat(3_000_000)).is_err());
    }
}
