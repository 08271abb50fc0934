//! What the page of a form shows: where a script in it is to look, and what that says of the event.
//!
//! What the page shows counts more than what its address said: the person goes on writing there. Its
//! moments are written for people, in their language. One that can be read in two ways is left out,
//! and then the address's moment is too, because the page may have moved on from it.

use serde::{Deserialize, Serialize};

use crate::form::{Fact, Form, FormSeen, MAX_GUESTS, forms, is_mail};
use crate::text::{MAX_TEXT_CHARS, clean};

/// The most characters (UTF-16 units) of one text that a script copies: twice of what is kept,
/// because blanks and what is invisible goes.
pub const MAX_SHOWN_CHARS: usize = 2 * MAX_TEXT_CHARS;

/// Where the scripts in pages find forms. Written into the extension when it is built.
#[derive(Debug, Serialize)]
pub struct FormPlan {
    /// All forms.
    pub forms: Vec<PlannedForm>,
    /// [`MAX_GUESTS`].
    pub max_guests: usize,
    /// [`MAX_SHOWN_CHARS`].
    pub max_chars: usize,
}

/// One form.
#[derive(Debug, Serialize)]
pub struct PlannedForm {
    /// Its hosts; `*.` stands for any name before.
    pub hosts: &'static [&'static str],
    /// As [`Form::marks`]. One by one: browsers find an id without going through the page.
    pub marks: &'static [&'static str],
    /// Where its facts stand.
    pub facts: Vec<PlannedFact>,
}

/// Where a fact stands in a page.
#[derive(Debug, Serialize)]
pub struct PlannedFact {
    /// Which.
    pub fact: Fact,
    /// As [`Form::elements`].
    pub elements: &'static [&'static str],
    /// The attribute that says it; without one, the element's value or its text does.
    pub attribute: Option<&'static str>,
}

/// What a script copied from the page of a form, as it is: anything may stand in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FormShown {
    /// [`Fact::Title`].
    pub title: Option<String>,
    /// [`Fact::Guests`].
    pub guests: Vec<String>,
    /// [`Fact::Day`].
    pub day: Option<String>,
    /// [`Fact::Start`].
    pub start: Option<String>,
    /// [`Fact::EndDay`].
    pub end_day: Option<String>,
    /// [`Fact::End`].
    pub end: Option<String>,
}

/// The plan of all forms. What is written about the event is nobody's need, and not in it.
pub fn form_plan() -> FormPlan {
    let plan = |form: &'static Form| PlannedForm {
        hosts: form.hosts,
        marks: form.marks,
        facts: form
            .facts
            .iter()
            .filter(|places| !places.elements.is_empty() && places.fact != Fact::Details)
            .map(|places| PlannedFact {
                fact: places.fact,
                elements: places.elements,
                attribute: places.attribute,
            })
            .collect(),
    };
    FormPlan {
        forms: forms().iter().map(plan).collect(),
        max_guests: MAX_GUESTS,
        max_chars: MAX_SHOWN_CHARS,
    }
}

impl FormSeen {
    /// A form whose address says nothing about the event.
    pub fn of(form: &'static Form) -> Self {
        Self {
            form,
            title: None,
            guests: Vec::new(),
            start: None,
            end: None,
            minutes: None,
            zone: None,
            details: None,
            evidence: Vec::new(),
        }
    }

    /// What is known once the page shows `shown`.
    #[must_use]
    pub fn and_shown(mut self, shown: &FormShown) -> Self {
        let text =
            |text: &Option<String>| Some(clean(text.as_deref()?)).filter(|it| !it.is_empty());
        self.title = text(&shown.title).or(self.title);
        let guests = guests(&shown.guests);
        if !guests.is_empty() {
            self.guests = guests;
        }
        let (day, end_day) = (text(&shown.day), text(&shown.end_day));
        let (start, end) = (text(&shown.start), text(&shown.end));
        if day.is_none() && start.is_none() {
            return self;
        }
        let from = start.as_deref().and_then(minute_of_day);
        let to = end.as_deref().and_then(minute_of_day);
        self.start = moment(day.as_deref(), from);
        self.end = moment(end_day.as_deref(), to);
        // Whatever the day is called.
        let on_one_day = day.is_some() && day == end_day;
        self.minutes = match from.zip(to) {
            Some((from, to)) if on_one_day => length(from, to),
            _ => None,
        };
        self
    }
}

/// Each guest once. Mail addresses are the same in any letters.
fn guests(shown: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in shown.iter().take(MAX_GUESTS) {
        let guest = clean(text);
        let known = |it: &String| match is_mail(&guest) {
            true => it.eq_ignore_ascii_case(&guest),
            false => *it == guest,
        };
        // Icons are letters of nobody's.
        if guest.contains(char::is_alphanumeric) && !found.iter().any(known) {
            found.push(guest);
        }
    }
    found
}

/// A moment without a zone, where the day is written as ISO does.
fn moment(day: Option<&str>, minute: Option<u16>) -> Option<String> {
    let (day, minute) = day.zip(minute)?;
    let is_iso = day.len() == 10
        && day.bytes().enumerate().all(|(place, byte)| match place {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    is_iso.then(|| format!("{day}T{:02}:{:02}", minute / 60, minute % 60))
}

/// The minute of the day that `10:00`, `9:30am` and `9:30 PM` say.
fn minute_of_day(text: &str) -> Option<u16> {
    let text = text.to_ascii_lowercase();
    let half = [("am", 0), ("pm", 12)];
    let half = half
        .iter()
        .find_map(|(half, hours)| Some((text.strip_suffix(half)?, *hours)));
    let (clock, later) = half.map_or((text.as_str(), None), |(clock, hours)| {
        (clock.trim_end(), Some(hours))
    });
    let (hour, minute) = clock.split_once(':')?;
    if !matches!((hour.len(), minute.len()), (1 | 2, 2)) {
        return None;
    }
    let (hour, minute) = (number(hour)?, number(minute)?);
    let hour = match later {
        Some(hours) if (1..=12).contains(&hour) => hour % 12 + hours,
        None if hour < 24 => hour,
        _ => return None,
    };
    (minute < 60).then_some(60 * hour + minute)
}

/// A number in digits alone.
fn number(digits: &str) -> Option<u16> {
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok())?
}

fn length(from: u16, to: u16) -> Option<u16> {
    to.checked_sub(from).filter(|minutes| *minutes > 0)
}

/// The minutes between two ISO moments of one day in one zone.
pub(crate) fn minutes_between(start: &str, end: &str) -> Option<u16> {
    let (start, end) = (start.split_once('T')?, end.split_once('T')?);
    let (from, zone) = start.1.split_at_checked(5)?;
    let (to, end_zone) = end.1.split_at_checked(5)?;
    if start.0 != end.0 || zone != end_zone {
        return None;
    }
    length(minute_of_day(from)?, minute_of_day(to)?)
}
