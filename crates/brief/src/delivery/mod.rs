//! How a brief leaves Baton: by mail, as a file, or inside a booking.

mod booking;
mod letter;
mod mail_file;

pub use booking::{BookingText, booking_text};
pub use letter::{MAX_COMPOSE_CHARS, MAX_MAILTO_CHARS, Mail, MailProgram, mail};
pub use mail_file::{MailAttachment, mail_file, mail_file_with};
