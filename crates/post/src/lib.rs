//! What comes back by mail or calendar: answers that are pasted, invitations.
//!
//! | to … | start at |
//! | --- | --- |
//! | read an answer that was pasted back | [`read_reply`], [`read_reply_html`] |
//! | know which brief an answer quotes | [`quoted_ask`] |
//! | read a calendar file | [`read_calendar`] |
//! | read the lines of an invitation that was pasted as text | [`read_invitation_text`] |
//! | find either in a mail that is a file | [`read_mail`] |
//!
//! Others wrote all of it, so it is bounded ([`Refused`]), read once from start to end, and never
//! refused for being odd: what cannot be placed is kept as text.
//!
//! ```
//! use baton_post::{Labels, Sent, read_reply};
//!
//! let sent = Sent {
//!     labels: Labels::ENGLISH,
//!     numbered: 2,
//!     text: Some("Questions\n1. Which supplier?\n2. By when?"),
//! };
//! let reply = read_reply("> 1. Which supplier?\nThe second.\n> 2. By when?\nFriday.", &sent)?;
//! assert_eq!(reply.answers[0].text, "The second.");
//! assert_eq!(reply.answers[1].text, "Friday.");
//! assert_eq!(reply.rest, "");
//! # Ok::<(), baton_post::Refused>(())
//! ```

mod answer;
mod html;
mod invitation;
mod labels;
mod limits;
mod line;
mod mail;
mod month;
mod number;
mod origin;
mod quoted;
mod sent;
mod trailer;

pub use answer::{Answer, Reply, read_reply, read_reply_html};
pub use invitation::{
    Calendar, Event, LabelledLines, Method, Person, Status, When, read_calendar,
    read_invitation_text,
};
pub use labels::Labels;
pub use limits::{
    MAX_ANSWERS, MAX_ATTENDEES, MAX_CALENDAR_BYTES, MAX_DESCRIPTION_CHARS, MAX_EVENTS,
    MAX_LINK_BYTES, MAX_MAIL_BYTES, MAX_NUMBER, MAX_REPLY_BYTES, MAX_VALUE_CHARS, Refused,
};
pub use mail::{Letters, is_mail, read_mail};
pub use quoted::quoted_ask;
pub use sent::Sent;
