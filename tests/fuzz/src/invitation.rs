//! Calendar files and the labelled lines of mails: `text --- how often its first event is there`.

use crate::parts::{parts, times};
use baton_post::{
    Calendar, MAX_ATTENDEES, MAX_CALENDAR_BYTES, MAX_DESCRIPTION_CHARS, MAX_EVENTS, MAX_LINK_BYTES,
    MAX_VALUE_CHARS, Refused, When, read_calendar, read_invitation_text,
};
use baton_worktime::CivilDate;

/// The most copies of the text in one file.
const MOST_COPIES: usize = 300;

pub(crate) fn hold(text: &str) {
    let [text, count] = parts(text);
    let said = read_invitation_text(text).expect("short enough");
    for line in [&said.who, &said.what, &said.when, &said.place]
        .into_iter()
        .flatten()
    {
        assert!((1..=MAX_VALUE_CHARS).contains(&line.chars().count()));
        assert!(!line.contains('\n'));
    }
    let calendar = match read_calendar(text) {
        Ok(calendar) => calendar,
        Err(refused) => {
            assert_eq!(refused, Refused::NoEvent);
            let upper = text.to_ascii_uppercase();
            let began = upper.lines().any(|line| line == "BEGIN:VEVENT");
            return assert!(!began, "an event is lost");
        }
    };
    is_sound(&calendar);
    let json = serde_json::to_string(&calendar).unwrap();
    assert_eq!(baton_json::from_str::<Calendar>(&json).unwrap(), calendar);
    is_the_same_folded(text, &calendar);
    is_counted(text, &calendar, times(count, MOST_COPIES));
}

fn is_sound(calendar: &Calendar) {
    assert!((1..=MAX_EVENTS).contains(&calendar.events.len()));
    assert!(calendar.more_events == 0 || calendar.events.len() == MAX_EVENTS);
    for event in &calendar.events {
        assert!(event.attendees.len() <= MAX_ATTENDEES);
        assert!(event.more_attendees == 0 || event.attendees.len() == MAX_ATTENDEES);
        for when in [&event.start, &event.end].into_iter().flatten() {
            is_moment(when);
        }
        assert!(
            event.minutes.is_none_or(|minutes| minutes > 0)
                && (event.minutes.is_none() || event.start.is_some())
        );
        for link in [&event.url, &event.conference].into_iter().flatten() {
            assert!(link.len() <= MAX_LINK_BYTES && !link.contains(char::is_whitespace));
            let scheme = link
                .split_once("://")
                .map(|(scheme, _)| scheme.to_ascii_lowercase());
            assert!(
                matches!(scheme.as_deref(), Some("http" | "https")),
                "{link}"
            );
        }
        let people = event.attendees.iter().chain(&event.organizer);
        let names = people
            .clone()
            .flat_map(|person| [&person.name, &person.mail]);
        let lines = [&event.uid, &event.summary, &event.location];
        for line in lines.into_iter().chain(names).flatten() {
            assert!(
                (1..=MAX_VALUE_CHARS).contains(&line.chars().count()),
                "{line:?}"
            );
            assert!(
                !line.contains(char::is_control) || line.contains('\t'),
                "{line:?}"
            );
        }
        for person in people {
            assert!(person.name.is_some() || person.mail.is_some());
            assert!(person.mail.as_ref().is_none_or(|mail| mail.contains('@')));
        }
        let chars = |text: &String| text.chars().count();
        // A link may be told behind what it says, so HTML can grow a little.
        assert!(
            event
                .description
                .as_ref()
                .is_none_or(|text| chars(text) <= 2 * MAX_DESCRIPTION_CHARS)
        );
    }
}

fn is_moment(when: &When) {
    let (date, time) = match when.iso.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (when.iso.as_str(), None),
    };
    assert!(date.parse::<CivilDate>().is_ok(), "{}", when.iso);
    let Some(time) = time else {
        return assert_eq!(when.zone, None);
    };
    assert!(when.zone.is_none() || !time.ends_with('Z'));
    assert_eq!(time.trim_end_matches('Z').len(), "10:00:00".len());
}

/// However long lines are folded, the file says the same.
fn is_the_same_folded(text: &str, calendar: &Calendar) {
    if text.len() > MAX_CALENDAR_BYTES / 16 {
        return;
    }
    let mut folded = String::new();
    let mut length = 0;
    for c in text.chars() {
        if c == '\n' || c == '\r' {
            length = 0;
        } else if length == 3 {
            folded.push_str("\r\n ");
            length = 0;
        }
        folded.push(c);
        length += 1;
    }
    assert_eq!(read_calendar(&folded).as_ref(), Ok(calendar));
}

fn is_counted(text: &str, calendar: &Calendar, count: usize) {
    let many = format!("{text}\n").repeat(count);
    if many.len() > MAX_CALENDAR_BYTES {
        return assert!(matches!(read_calendar(&many), Err(Refused::TooLong { .. })));
    }
    let all = read_calendar(&many).expect("an event");
    let one = calendar.events.len() + calendar.more_events;
    assert_eq!(all.events.len() + all.more_events, one * count);
}
