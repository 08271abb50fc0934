//! Invitations: from a calendar file, or from the labelled lines of a mail.

mod content_line;
mod labelled;
mod moment;
mod text;

pub use labelled::{LabelledLines, read_invitation_text};
pub use moment::When;

use crate::limits::{
    MAX_ATTENDEES, MAX_CALENDAR_BYTES, MAX_DESCRIPTION_CHARS, MAX_EVENTS, MAX_LINK_BYTES,
    MAX_VALUE_CHARS, Refused, within,
};
use content_line::{Property, Unfolded, property};
use moment::Moment;
use serde::{Deserialize, Serialize};

/// A calendar file: what it wants, and its events.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// What it wants of the receiver; none when it does not say, or says something unknown.
    pub method: Option<Method>,
    /// Its events in the order of the file, at least one, at most [`MAX_EVENTS`].
    pub events: Vec<Event>,
    /// How many more there are.
    pub more_events: usize,
}

/// What a calendar file wants (RFC 5546).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// To tell of an event.
    Publish,
    /// To invite, or to change what somebody was invited to.
    Request,
    /// To answer an invitation.
    Reply,
    /// To add to a series.
    Add,
    /// To call it off.
    Cancel,
    /// To ask for the latest.
    Refresh,
    /// To propose something else.
    Counter,
    /// To turn down a proposal.
    DeclineCounter,
}

/// Whether an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not sure yet.
    Tentative,
    /// It takes place.
    Confirmed,
    /// It was called off.
    Cancelled,
}

/// An event. Texts are plain and hold at most [`MAX_VALUE_CHARS`] characters, the description
/// [`MAX_DESCRIPTION_CHARS`]; what is longer is cut.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id, the same in every change of it.
    pub uid: Option<String>,
    /// Its title.
    pub summary: Option<String>,
    /// Who invites.
    pub organizer: Option<Person>,
    /// Who is asked to come, rooms and equipment left out; at most [`MAX_ATTENDEES`].
    pub attendees: Vec<Person>,
    /// How many more are asked.
    pub more_attendees: usize,
    /// When it begins.
    pub start: Option<When>,
    /// When it ends, if the file says so by a moment.
    pub end: Option<When>,
    /// How long it is, unless that depends on when clocks change: so not for whole days.
    pub minutes: Option<u32>,
    /// Where it is.
    pub location: Option<String>,
    /// A page about it; `http` or `https`, at most [`MAX_LINK_BYTES`].
    pub url: Option<String>,
    /// Where people meet online; as `url`.
    pub conference: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Whether it is one of a series.
    pub repeats: bool,
    /// Whether it stands; none when it does not say.
    pub status: Option<Status>,
}

/// Somebody in an invitation; a name or an address, mostly both.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name.
    pub name: Option<String>,
    /// The mail address.
    pub mail: Option<String>,
}

/// Reads a calendar file (`.ics`), or a part of one that was pasted. A broken line is passed over,
/// and an event that nobody ended is one all the same.
///
/// # Errors
/// When it is longer than [`MAX_CALENDAR_BYTES`], or has no event.
pub fn read_calendar(text: &str) -> Result<Calendar, Refused> {
    within(text, MAX_CALENDAR_BYTES)?;
    let mut reader = Reader::default();
    for line in Unfolded::new(text) {
        if let Some(property) = property(&line) {
            reader.property(&property);
        }
    }
    reader.end_event();
    if reader.calendar.events.is_empty() {
        return Err(Refused::NoEvent);
    }
    Ok(reader.calendar)
}

#[derive(Default)]
struct Reader {
    calendar: Calendar,
    event: Option<Draft>,
    /// Components open in the event, or beside it: their properties are not the event's.
    inner: Vec<String>,
}

/// An event that is being read.
#[derive(Default)]
struct Draft {
    event: Event,
    start: Option<Moment>,
    end: Option<Moment>,
    duration: Option<String>,
}

/// The most components in each other of which the names are kept.
const MOST_OPEN: usize = 32;

impl Reader {
    fn property(&mut self, property: &Property) {
        if property.is("BEGIN") {
            self.begin(property.value.trim());
        } else if property.is("END") {
            self.end(property.value.trim());
        } else if !self.inner.is_empty() {
            // An alarm has a description, too, and a time zone starts at a time.
        } else if let Some(draft) = &mut self.event {
            draft.read(property);
        } else if property.is("METHOD") && self.calendar.method.is_none() {
            self.calendar.method = method(property.value.trim());
        }
    }

    fn begin(&mut self, component: &str) {
        if component.eq_ignore_ascii_case("VEVENT") {
            self.end_event();
            if self.calendar.events.len() == MAX_EVENTS {
                self.calendar.more_events += 1;
                self.inner.push(component.to_owned());
            } else {
                self.event = Some(Draft::default());
            }
        } else if !component.eq_ignore_ascii_case("VCALENDAR") && self.inner.len() < MOST_OPEN {
            self.inner.push(component.to_owned());
        }
    }

    fn end(&mut self, component: &str) {
        let is_it = |open: &String| open.eq_ignore_ascii_case(component);
        if let Some(at) = self.inner.iter().rposition(is_it) {
            // What stands open in it ends with it.
            self.inner.truncate(at);
        } else if component.eq_ignore_ascii_case("VEVENT")
            || component.eq_ignore_ascii_case("VCALENDAR")
        {
            self.end_event();
        }
    }

    /// Ends the event and whatever stands open.
    fn end_event(&mut self) {
        self.inner.clear();
        if let Some(draft) = self.event.take() {
            self.calendar.events.push(draft.finished());
        }
    }
}

fn method(name: &str) -> Option<Method> {
    let known = [
        ("PUBLISH", Method::Publish),
        ("REQUEST", Method::Request),
        ("REPLY", Method::Reply),
        ("ADD", Method::Add),
        ("CANCEL", Method::Cancel),
        ("REFRESH", Method::Refresh),
        ("COUNTER", Method::Counter),
        ("DECLINECOUNTER", Method::DeclineCounter),
    ];
    named(&known, name)
}

fn status(name: &str) -> Option<Status> {
    let known = [
        ("TENTATIVE", Status::Tentative),
        ("CONFIRMED", Status::Confirmed),
        ("CANCELLED", Status::Cancelled),
    ];
    named(&known, name)
}

fn named<T: Copy>(known: &[(&str, T)], name: &str) -> Option<T> {
    let is_it = |(known, _): &&(&str, T)| known.eq_ignore_ascii_case(name);
    known.iter().find(is_it).map(|(_, value)| *value)
}

impl Draft {
    fn read(&mut self, property: &Property) {
        let event = &mut self.event;
        let value = property.value;
        let line = || text::one_line(value, MAX_VALUE_CHARS);
        // What is said twice is what was said first.
        let keep = |place: &mut Option<String>| *place = place.take().or_else(line);
        match property.name.to_ascii_uppercase().as_str() {
            "UID" => keep(&mut event.uid),
            "SUMMARY" => keep(&mut event.summary),
            "LOCATION" => keep(&mut event.location),
            "DESCRIPTION" if event.description.is_none() => {
                event.description = text::lines(value, MAX_DESCRIPTION_CHARS);
            }
            "ORGANIZER" if event.organizer.is_none() => event.organizer = person(property),
            "ATTENDEE" => self.attendee(property),
            "DTSTART" if self.start.is_none() => self.start = Moment::read(property),
            "DTEND" if self.end.is_none() => self.end = Moment::read(property),
            "DURATION" if value.len() <= MAX_VALUE_CHARS => self.duration = Some(value.to_owned()),
            "URL" if event.url.is_none() => event.url = link(value),
            "CONFERENCE"
            | "X-GOOGLE-CONFERENCE"
            | "X-MICROSOFT-SKYPETEAMSMEETINGURL"
            | "X-MICROSOFT-ONLINEMEETINGCONFLINK"
                if event.conference.is_none() =>
            {
                event.conference = link(value);
            }
            "RRULE" | "RDATE" | "RECURRENCE-ID" => event.repeats = true,
            "STATUS" => event.status = event.status.or_else(|| status(value.trim())),
            _ => {}
        }
    }

    fn attendee(&mut self, property: &Property) {
        let kind = property.parameter("CUTYPE").unwrap_or_default();
        let is_thing = ["ROOM", "RESOURCE"]
            .iter()
            .any(|thing| thing.eq_ignore_ascii_case(kind));
        if is_thing {
            return;
        }
        if self.event.attendees.len() == MAX_ATTENDEES {
            self.event.more_attendees += 1;
        } else {
            self.event.attendees.extend(person(property));
        }
    }

    fn finished(self) -> Event {
        let Self {
            mut event,
            start,
            end,
            duration,
        } = self;
        event.minutes = start.as_ref().and_then(|start| match (&end, &duration) {
            (Some(end), _) => start.minutes_until(end),
            (None, Some(duration)) => start.minutes_of(duration),
            (None, None) => None,
        });
        event.start = start.map(|start| start.when());
        event.end = end.map(|end| end.when());
        event
    }
}

fn person(property: &Property) -> Option<Person> {
    let value = property.value.trim();
    let scheme = value.get(..7).unwrap_or_default();
    let address = match value.get(7..) {
        Some(address) if scheme.eq_ignore_ascii_case("mailto:") => Some(address),
        _ => Some(value).filter(|value| !value.contains(':')),
    };
    let name = property.parameter("CN");
    let name = name.and_then(|name| text::parameter_text(name, MAX_VALUE_CHARS));
    let mail = address.and_then(mail).or_else(|| {
        let address = property.parameter("EMAIL")?;
        mail(address)
    });
    // Calendars write the address where they know no name.
    let name = name.filter(|name| mail.as_deref() != Some(name.as_str()));
    let person = Person { name, mail };
    (person != Person::default()).then_some(person)
}

/// A mail address, when it looks like one.
fn mail(address: &str) -> Option<String> {
    let address = address.trim();
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "<>\"".contains(c);
    let (name, host) = address.rsplit_once('@')?;
    let sound = !name.is_empty() && !host.is_empty() && !address.contains(is_odd);
    (sound && address.len() <= MAX_VALUE_CHARS).then(|| crate::line::clean(address))
}

/// An address on the web. One that is cut leads nowhere, so one that is too long is left out.
fn link(value: &str) -> Option<String> {
    let link = value.trim();
    let starts = |scheme: &str| {
        let start = link.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    let is_bounded = link.len() <= MAX_LINK_BYTES;
    let is_web = starts("https://") || starts("http://");
    // What nobody sees in a link is there to deceive.
    let is_plain = || !link.contains(char::is_whitespace) && crate::line::clean(link) == link;
    (is_bounded && is_web && is_plain()).then(|| link.to_owned())
}
