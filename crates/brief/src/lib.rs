//! Written briefs: templates, typed fields, rendering and delivery.
//!
//! A [`Brief`] is drafted by [`prefill`], written by a person, composed once into a [`Document`]
//! by [`compose`], and from there rendered ([`plain_text`], [`markdown`], [`html`]) or handed on
//! ([`mail`], [`booking_text`]). Everything a receiver sees comes from that one document.
//! [`lint`] gives hints on what would make a brief easier to answer.

mod ask_line;
mod bounds;
mod brief;
mod context;
mod delivery;
mod document;
mod drafts;
mod form;
mod head;
mod lint;
mod moment;
mod own_form;
mod prefill;
mod render;
mod slot;
mod template;
mod templates;
mod text;
mod windows;

pub use bounds::{
    BriefFault, MAX_ENTRIES, MAX_FIELD_ID_CHARS, MAX_FIELDS, MAX_LINKS, MAX_TEXT_CHARS,
    MAX_TOTAL_CHARS,
};
pub use brief::{Brief, FieldValue};
pub use context::Context;
pub use delivery::{
    BookingText, MAX_COMPOSE_CHARS, MAX_MAILTO_CHARS, Mail, MailAttachment, MailProgram,
    booking_text, mail, mail_file, mail_file_with,
};
pub use document::{Block, Document, compose};
pub use form::{FormField, Takes};
pub use head::HeadField;
pub use lint::{Check, Fix, Hint, MAX_HINTS, Place, lint};
pub use moment::{MONTH_KEYS, WEEKDAY_KEYS, moment_text};
pub use own_form::{
    MAX_FORM_FIELDS, MAX_HINT_CHARS, MAX_LABEL_CHARS, MAX_OPTIONS, OwnForm, OwnFormField,
    OwnTemplateId,
};
pub use prefill::{fit_choices, keep_typed, prefill};
pub use render::{html, is_web_link, markdown, plain_text, push_escaped};
pub use slot::{fit_booking, slot_moment};
pub use template::{Field, FieldKind, Template, template};
pub use text::{entry, one_line, shortened};
pub use windows::{MAX_WINDOW_DAYS, ResponseWindows, ResponseWindowsFault, response_days};
