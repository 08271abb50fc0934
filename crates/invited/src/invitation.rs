//! Who asks for what, and when: from whatever came.

use baton_brief::slot_moment;
use baton_notes::Source;
use baton_post::{
    Event, Method, Person, Refused, Status, When, read_calendar, read_invitation_text,
};
use baton_recognize::{Label, label_of, links_in};
use baton_worktime::{UtcMillis, ZoneName, Zones};

/// The longest text of one part, in characters: what a note takes of a page.
const MAX_PART_CHARS: usize = 240;
/// The longest link, in bytes.
const MAX_LINK_BYTES: usize = 2_000;

/// Why what came invites to nothing that could be declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoInvitation {
    /// The meeting was called off.
    CalledOff,
    /// Somebody answers an invitation.
    Answer,
}

/// Other words for what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reworded {
    /// What was written.
    pub written: String,
    /// The other words.
    pub said: String,
}

/// What came, as far as it says so. Each part can be empty, and changed by the person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Invitation {
    /// Who invites.
    pub who: String,
    /// To what.
    pub what: String,
    /// When, as it was written, or in other words for it.
    pub when: String,
    /// When, as a calendar says it.
    pub begins: Option<When>,
    /// The other words for what a calendar says.
    pub reworded: Option<Reworded>,
    /// A page about it, or where people meet.
    pub link: String,
    /// Its length in minutes.
    pub minutes: Option<u16>,
    /// It is one of a series.
    pub repeats: bool,
    /// How many more events the file has; shown is the first that was not called off.
    pub more_events: usize,
    /// Why it is no invitation; none when it is one.
    pub no_invitation: Option<NoInvitation>,
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
            let is_off = |event: &Event| event.status == Some(Status::Cancelled);
            let first = calendar.events.iter().position(|event| !is_off(event));
            let mut events = calendar.events.into_iter();
            let mut event = events.nth(first.unwrap_or_default()).unwrap_or_default();
            let no_invitation = match calendar.method {
                Some(Method::Reply) => Some(NoInvitation::Answer),
                Some(Method::Cancel) => Some(NoInvitation::CalledOff),
                _ => is_off(&event).then_some(NoInvitation::CalledOff),
            };
            if no_invitation == Some(NoInvitation::Answer) {
                // The organizer of an answer is whoever reads it.
                event.organizer = event.attendees.first().cloned();
            }
            return Ok(Self {
                more_events,
                no_invitation,
                ..Self::of(event)
            });
        }
        let lines = read_invitation_text(text)?;
        Ok(Self {
            who: part(lines.who.map(without_address)),
            what: part(lines.what),
            when: part(lines.when),
            link: best_link([text]),
            ..Self::default()
        })
    }

    fn of(event: Event) -> Self {
        let when = event.start.as_ref().map(|start| match &start.zone {
            Some(zone) => [&start.iso, " (", zone, ")"].concat(),
            None => start.iso.clone(),
        });
        let link = event.url.or(event.conference).unwrap_or_else(|| {
            let texts = [event.location, event.description].map(Option::unwrap_or_default);
            best_link(texts.each_ref().map(String::as_str))
        });
        Self {
            who: part(event.organizer.and_then(name)),
            what: part(event.summary),
            when: part(when),
            begins: event.start,
            reworded: None,
            link,
            minutes: event
                .minutes
                .and_then(|minutes| u16::try_from(minutes).ok()),
            repeats: event.repeats,
            more_events: 0,
            no_invitation: None,
        }
    }

    /// Says when in the words that `say` has for what a calendar says, if it has some.
    pub fn reword_when(&mut self, say: impl Fn(&When) -> Option<String>) {
        if let Some(said) = self.begins.as_ref().and_then(say) {
            let written = std::mem::replace(&mut self.when, said.clone());
            self.reworded = Some(Reworded { written, said });
        }
    }

    /// What a note about it says of where it came from.
    #[must_use]
    pub fn source(&self) -> Source {
        let some = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        // A note keeps a slot as it was written, which is understood in any language.
        let when = match &self.reworded {
            Some(reworded) if reworded.said == self.when => &reworded.written,
            _ => &self.when,
        };
        Source {
            provider: String::new(),
            target: self.link.trim().to_owned(),
            person: some(&self.who),
            event: some(&self.what),
            minutes: self.minutes,
            slot: some(when),
        }
    }
}

/// The moment a calendar means; none for a whole day, for a time on no certain clock, and where the zone's
/// name is not one that `zones` know.
#[must_use]
pub fn moment(when: &When, zones: &dyn Zones) -> Option<UtcMillis> {
    let zone = match &when.zone {
        Some(zone) => ZoneName::new(zone).ok()?,
        None if when.iso.ends_with('Z') => ZoneName::utc(),
        None => return None,
    };
    slot_moment(&when.iso, &zone, zones)
}

/// The first link where a time can be picked, or else the first of all.
fn best_link<const N: usize>(texts: [&str; N]) -> String {
    let links = || {
        let all = texts.into_iter().flat_map(links_in);
        all.filter(|link| link.len() <= MAX_LINK_BYTES)
    };
    let mut booking = links().filter(|link| matches!(label_of(link), Label::Book | Label::Listing));
    let link = booking.next().or_else(|| links().next());
    link.unwrap_or_default().to_owned()
}

/// The name, where a mail address stands behind it, as in the head of a mail.
fn without_address(who: String) -> String {
    let name = who.split('<').next().unwrap_or_default();
    match name.trim_matches(['"', ' ']) {
        "" => who,
        name => name.to_owned(),
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
    use super::{Invitation, NoInvitation, moment};
    use baton_post::When;
    use baton_worktime::{UtcMillis, ZoneError, ZoneName, Zones};

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

    /// Berlin in winter, and UTC.
    struct Winter;

    impl Zones for Winter {
        fn offset_seconds(&self, zone: &ZoneName, _: UtcMillis) -> Result<i32, ZoneError> {
            match zone.as_str() {
                "Europe/Berlin" => Ok(3_600),
                "UTC" => Ok(0),
                _ => Err(ZoneError::UnknownZone),
            }
        }
    }

    #[test]
    fn what_a_calendar_says_is_a_moment_only_on_a_clock_that_is_known() {
        let read = |iso: &str, zone: Option<&str>| {
            let (iso, zone) = (iso.to_owned(), zone.map(str::to_owned));
            moment(&When { iso, zone }, &Winter)
        };
        let ten = Some(UtcMillis(1_796_032_800_000));
        assert_eq!(read("2026-11-30T10:00:00Z", None), ten);
        assert_eq!(read("2026-11-30T11:00:00", Some("Europe/Berlin")), ten);
        for (iso, zone) in [
            ("2026-11-30", None),
            ("2026-11-30T10:00:00", None),
            ("2026-11-30T10:00:00", Some("Custom")),
            ("2026-11-30T10:00:00", Some("W. Europe Standard Time")),
        ] {
            assert_eq!(read(iso, zone), None, "{iso} {zone:?}");
        }
    }

    #[test]
    fn a_moment_in_other_words_is_kept_as_it_was_written_until_it_is_changed() {
        let mut read = Invitation::read(FILE).unwrap();
        let written = read.when.clone();
        read.reword_when(|_| None);
        assert_eq!(read.when, written);
        read.reword_when(|_| Some("Monday at ten".to_owned()));
        assert_eq!(read.when, "Monday at ten");
        assert_eq!(read.source().slot, Some(written));
        read.when.push_str(", or eleven");
        let slot = read.source().slot;
        assert_eq!(slot.as_deref(), Some("Monday at ten, or eleven"));
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
    fn the_link_of_a_file_is_looked_for_where_people_write_it() {
        let file = |lines: &str| {
            let text = ["BEGIN:VEVENT\nSUMMARY:Intro\n", lines, "\nEND:VEVENT"].concat();
            Invitation::read(&text).unwrap().link
        };
        let description = "DESCRIPTION:Agenda: https://acme.example/agenda\\nAnother time: \
            https://cal.com/kim-sample/30min.";
        let location = "LOCATION:Online\\, https://meet.acme.example/budget";
        assert_eq!(file(location), "https://meet.acme.example/budget");
        assert_eq!(file(description), "https://cal.com/kim-sample/30min");
        let both = [location, "\n", description].concat();
        assert_eq!(file(&both), "https://cal.com/kim-sample/30min");
        let url = [&both, "\nURL:https://acme.example/budget"].concat();
        assert_eq!(file(&url), "https://acme.example/budget");
    }

    #[test]
    fn of_a_mails_links_the_one_where_a_time_is_picked_counts_and_its_sender_is_who() {
        let mail = "From: \"Kim Sample\" <kim@acme.example>\nDate: Thu, 19 Nov 2026\nSubject: Intro\n\n\
            We are https://acme.example. Pick a time: https://cal.com/kim-sample/30min";
        let read = Invitation::read(mail).unwrap();
        assert_eq!(
            (read.who.as_str(), read.what.as_str()),
            ("Kim Sample", "Intro")
        );
        assert_eq!(
            read.when, "",
            "when a mail was written is not when people meet"
        );
        assert_eq!(read.link, "https://cal.com/kim-sample/30min");
        let other = Invitation::read("https://acme.example/a https://acme.example/b").unwrap();
        assert_eq!(other.link, "https://acme.example/a");
    }

    #[test]
    fn what_was_called_off_and_an_answer_are_no_invitations() {
        let read = |file: &str| Invitation::read(file).unwrap();
        assert_eq!(read(FILE).no_invitation, None);
        let answer = FILE.replace("METHOD:REQUEST", "METHOD:REPLY");
        let attendee = "ATTENDEE;CN=Alex Example:mailto:alex@acme.example\r\nURL";
        let answer = read(&answer.replace("URL", attendee));
        assert_eq!(answer.who, "Alex Example");
        assert_eq!(answer.no_invitation, Some(NoInvitation::Answer));
        let off = Some(NoInvitation::CalledOff);
        let cancel = FILE.replace("METHOD:REQUEST", "METHOD:CANCEL");
        assert_eq!(read(&cancel).no_invitation, off);
        let cancelled = FILE.replace("SUMMARY", "STATUS:CANCELLED\r\nSUMMARY");
        assert_eq!(read(&cancelled).no_invitation, off);

        let other = "BEGIN:VEVENT\r\nSUMMARY:Another\r\nEND:VEVENT\r\nEND:VCALENDAR";
        let several = read(&cancelled.replace("END:VCALENDAR", other));
        assert_eq!(several.what, "Another");
        assert_eq!((several.no_invitation, several.more_events), (None, 1));
    }

    #[test]
    fn a_file_without_an_event_and_an_endless_text_are_refused() {
        assert!(Invitation::read("BEGIN:VCALENDAR\nEND:VCALENDAR").is_err());
        assert!(Invitation::read(&"x".repeat(3_000_000)).is_err());
    }
}
