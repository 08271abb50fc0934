//! Forms in which somebody makes an event and asks guests to it: by their address, and what that says
//! about the event. What the page says is in `form_page.rs`.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::address::{Address, MAX_URL_BYTES, Server, as_browsers_read};
use crate::escape::{decoded_text, reads};
use crate::evidence::Evidence;
use crate::form_page::minutes_between;
use crate::hosts;
use crate::pattern::{Route, is_date_or_time};
use crate::query::{pairs, value_of};
use crate::tables;
use crate::text::clean;

/// The most guests that are read from a link or a page.
pub const MAX_GUESTS: usize = 100;

/// A form of a calendar or a meeting service. Two are equal when their ids are. Serialises, and
/// prints, as its id.
pub struct Form {
    /// Lower-case letters and digits; it never changes.
    pub id: &'static str,
    /// As the vendor writes it.
    pub name: &'static str,
    /// Whatever is made here is a meeting with others, named or not; of other forms, an event is one
    /// once a guest is asked to come.
    pub is_always_meeting: bool,
    pub(crate) hosts: &'static [&'static str],
    pub(crate) matches: &'static [&'static str],
    pub(crate) rules: &'static [FormRule],
    pub(crate) over: &'static [Route],
    pub(crate) facts: &'static [FactPlaces],
    pub(crate) marks: &'static [&'static str],
}

/// One path of one rule.
pub(crate) struct FormRule {
    /// The rule's place in its file, from 1.
    pub number: u8,
    pub route: Route,
    /// Each of these parameters must have this value.
    pub query: &'static [(&'static str, &'static str)],
}

/// Where something about the event is said.
pub(crate) struct FactPlaces {
    pub fact: Fact,
    pub query: &'static [&'static str],
    pub elements: &'static [&'static str],
    pub attribute: Option<&'static str>,
}

/// What a form says about an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Its title.
    Title,
    /// Who is asked to come, by mail address.
    Guests,
    /// Start and end in one; in links only.
    Span,
    /// The time zone of moments without one; in links only.
    Zone,
    /// The day, where the page has it apart from the time of day.
    Day,
    /// When it starts.
    Start,
    /// The day on which it ends, likewise.
    EndDay,
    /// When it ends.
    End,
    /// What is written about it.
    Details,
}

/// A form, and what its address and its page say about the event.
///
/// Texts are cleaned and at most [`MAX_TEXT_CHARS`](crate::MAX_TEXT_CHARS) characters long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormSeen {
    /// Whose form it is.
    pub form: &'static Form,
    /// The event's title.
    pub title: Option<String>,
    /// Each once, at most [`MAX_GUESTS`]: mail addresses, or names where the page shows only those.
    pub guests: Vec<String>,
    /// An ISO date-time, or a date where it takes whole days.
    pub start: Option<String>,
    /// Likewise.
    pub end: Option<String>,
    /// How long it takes, where it begins and ends on one day.
    pub minutes: Option<u16>,
    /// The time zone of a start and an end that name none.
    pub zone: Option<String>,
    /// The beginning of what is written about it.
    pub details: Option<String>,
    /// The reasons, in the order in which they were found.
    pub evidence: Vec<Evidence>,
}

impl Form {
    /// Match patterns, to ask for when somebody wants the form watched: the paths of the document in
    /// which it opens. They are wider than the form where that is one document for much.
    pub fn match_patterns(&self) -> &'static [&'static str] {
        self.matches
    }

    /// Elements as CSS selectors that only the form has: any of them shows that it is there.
    pub fn marks(&self) -> &'static [&'static str] {
        self.marks
    }

    /// The elements of the page that say `fact`, as CSS selectors: the first that is there counts,
    /// of guests every one that is.
    pub fn elements(&self, fact: Fact) -> &'static [&'static str] {
        self.places(fact).map_or(&[], |places| places.elements)
    }

    /// Which of this host's names `server` has, as the form's file writes it.
    fn written_host(&self, server: &Server) -> Option<&'static str> {
        let mut hosts = self.hosts.iter().copied();
        hosts.find(|host| hosts::is(host, server.host.text))
    }

    fn places(&self, fact: Fact) -> Option<&'static FactPlaces> {
        self.facts.iter().find(|places| places.fact == fact)
    }

    fn said<'a>(&self, fact: Fact, query: &'a str) -> Option<&'a str> {
        value_of(query, self.places(fact)?.query)
    }
}

/// All forms, in the order of their ids.
pub fn forms() -> &'static [Form] {
    tables::forms()
}

/// The form with this id.
pub fn form(id: &str) -> Option<&'static Form> {
    forms().iter().find(|form| form.id == id)
}

/// Whether a host has a form in which an event is made.
pub fn has_form(host: &str) -> bool {
    let mut written = forms().iter().flat_map(|form| form.hosts);
    written.any(|written| hosts::is(written, host))
}

/// Whether `url` opens a form in which an event is made, and what it says about the event.
///
/// ```
/// use baton_recognize::recognize_form;
///
/// let link = "https://calendar.google.com/calendar/render?action=TEMPLATE\
///     &text=Budget&dates=20260312T100000Z/20260312T103000Z&add=alex@acme.example";
/// let seen = recognize_form(link).unwrap();
/// assert_eq!(seen.form.id, "googlecalendar");
/// assert_eq!(seen.guests, ["alex@acme.example"]);
/// assert_eq!(seen.start.as_deref(), Some("2026-03-12T10:00:00Z"));
/// ```
///
/// Hosts are read as by [`recognize`](crate::recognize). An event that exists is no form.
pub fn recognize_form(url: &str) -> Option<FormSeen> {
    if url.len() > MAX_URL_BYTES {
        return None;
    }
    let url = as_browsers_read(url);
    let server = Server::parse(&url).ok()?;
    let user_info = server.user_info;
    let on = |form: &'static Form| Some((form, form.written_host(&server)?));
    let (form, host) = forms().iter().find_map(on)?;
    let address = server.page();
    let rule = form.rules.iter().find(|rule| rule.fits(&address))?;
    let mut evidence = Vec::with_capacity(4);
    evidence.extend(user_info.then_some(Evidence::UserInfo));
    evidence.push(Evidence::Host(host));
    evidence.push(Evidence::PathRule {
        number: rule.number,
        path: rule.route.text,
    });
    let asked = rule.query.iter();
    evidence.extend(asked.map(|(key, _)| Evidence::Parameter(key)));

    let query = address.query;
    let (mut start, mut end) = (None, None);
    if let Some(span) = form.said(Fact::Span, query) {
        let span = decoded_text(span);
        if let Some((first, last)) = span.split_once('/')
            && let (Some(first), Some(last)) = (moment(first), moment(last))
        {
            (start, end) = (Some(first), Some(last));
        }
    }
    let at = |fact| moment(&decoded_text(form.said(fact, query)?));
    let text = |fact| shown(form.said(fact, query)?);
    let start = start.or_else(|| at(Fact::Start));
    let end = end.or_else(|| at(Fact::End));
    let minutes = start.as_deref().zip(end.as_deref());
    Some(FormSeen {
        form,
        title: text(Fact::Title),
        guests: guests(form, query),
        minutes: minutes.and_then(|(start, end)| minutes_between(start, end)),
        start,
        end,
        zone: text(Fact::Zone),
        details: text(Fact::Details),
        evidence,
    })
}

/// The form that can open at `url` without an address of its own: whether it is open, only its page
/// shows. An address that opens a form is none of these.
pub fn form_over(url: &str) -> Option<&'static Form> {
    if url.len() > MAX_URL_BYTES {
        return None;
    }
    let url = as_browsers_read(url);
    let server = Server::parse(&url).ok()?;
    let form = forms()
        .iter()
        .find(|form| form.written_host(&server).is_some())?;
    let path = server.page().path;
    form.over
        .iter()
        .any(|over| over.fits(&path))
        .then_some(form)
}

impl FormRule {
    fn fits(&self, address: &Address) -> bool {
        let has = |(key, value): &(&str, &str)| {
            pairs(address.query).any(|pair| pair.is(key) && reads(pair.value, value))
        };
        self.route.fits(&address.path) && self.query.iter().all(has)
    }
}

/// The text of a parameter, in which a plus is a blank.
fn shown(value: &str) -> Option<String> {
    let text = clean(&decoded_text(&value.replace('+', " ")));
    Some(text).filter(|text| !text.is_empty())
}

/// Mail addresses, divided by commas or semicolons, or in parameters of their own. A plus is a part
/// of an address.
fn guests(form: &Form, query: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let keys = form.places(Fact::Guests).map_or(&[][..], |it| it.query);
    let theirs = pairs(query).filter(|pair| keys.iter().any(|key| pair.is(key)));
    for pair in theirs {
        for guest in decoded_text(pair.value).split([',', ';']).map(str::trim) {
            let known = |mail: &String| mail.eq_ignore_ascii_case(guest);
            if found.len() < MAX_GUESTS && is_mail(guest) && !found.iter().any(known) {
                found.push(guest.to_owned());
            }
        }
    }
    found
}

/// Whether a text can be a mail address: enough to show it to a person.
pub(crate) fn is_mail(text: &str) -> bool {
    let plain = |byte: u8| byte > b' ' && !matches!(byte, b'@' | b'<' | b'>' | b'"');
    let parts = text.split_once('@');
    let fits = parts.is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && name.bytes().chain(host.bytes()).all(plain)
    });
    fits && clean(text) == text
}

/// A date or a date-time as ISO writes it, from that or from its compact form `20260312T100000Z`.
fn moment(text: &str) -> Option<String> {
    if is_date_or_time(text) {
        return Some(text.to_owned());
    }
    // What the compact form leaves out, and where.
    let (moment, zone) = match text.strip_suffix('Z') {
        Some(moment) if moment.len() > 8 => (moment, "Z"),
        _ => (text, ""),
    };
    let mut iso = String::new();
    for (place, character) in moment.char_indices() {
        iso.push_str(match place {
            4 | 6 => "-",
            11 | 13 => ":",
            _ => "",
        });
        let fits = match place {
            8 => character == 'T',
            _ => character.is_ascii_digit(),
        };
        fits.then(|| iso.push(character))?;
    }
    iso.push_str(match moment.len() {
        8 | 15 => zone,
        13 if zone.is_empty() => ":00",
        13 => ":00Z",
        _ => return None,
    });
    Some(iso)
}

impl fmt::Debug for Form {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Form").field(&self.id).finish()
    }
}

impl PartialEq for Form {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl Eq for Form {}

impl Serialize for Form {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}
