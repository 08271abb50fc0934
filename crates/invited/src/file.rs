//! A file that was dropped or chosen: how much of it may be read, and the text in it.

use baton_post::{Letters, MAX_CALENDAR_BYTES, MAX_MAIL_BYTES, Refused, is_mail, read_mail};

/// What a file is by its name and what the browser says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A mail (`.eml`), as mail programs save one or let it be dragged out of them.
    Mail,
    /// A calendar file, or a text; what it is, its beginning says.
    Text,
}

impl FileKind {
    /// The kind of a file.
    #[must_use]
    pub fn of(name: &str, media_type: &str) -> Self {
        let is_named = name.to_ascii_lowercase().ends_with(".eml");
        match is_named || media_type == "message/rfc822" {
            true => Self::Mail,
            false => Self::Text,
        }
    }

    /// The most bytes of it that are read: a mail also has what is attached to it.
    #[must_use]
    pub const fn most_bytes(self) -> usize {
        match self {
            Self::Mail => MAX_MAIL_BYTES,
            Self::Text => MAX_CALENDAR_BYTES,
        }
    }

    /// The text of a file, as if it had been pasted; of a mail the calendar in it, or what it says.
    ///
    /// # Errors
    /// When there is more of it than can be read.
    pub fn text(self, bytes: &[u8], letters: Letters<'_>) -> Result<String, Refused> {
        if self == Self::Mail || is_mail(bytes) {
            let text = read_mail(bytes, letters)?;
            // Some programs save calendars and texts as mails.
            if !text.is_empty() {
                return Ok(text);
            }
        }
        let text = String::from_utf8_lossy(bytes);
        Ok(text.trim_start_matches('\u{feff}').to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::FileKind;
    use crate::invitation::{Invitation, NoInvitation};
    use baton_post::Refused;

    macro_rules! mail {
        ($name:literal) => {
            include_bytes!(concat!(
                "../../../tests/fixtures/invitations/mails/",
                $name,
                ".eml"
            ))
        };
    }

    /// Letters that a browser knows, as far as they matter here.
    fn letters(name: &str, bytes: &[u8]) -> Option<String> {
        let is_japanese = name.eq_ignore_ascii_case("iso-2022-jp");
        is_japanese.then(|| format!("({} bytes)", bytes.len()))
    }

    fn text(kind: FileKind, bytes: &[u8]) -> Result<String, Refused> {
        kind.text(bytes, &letters)
    }

    fn read(kind: FileKind, bytes: &[u8]) -> Invitation {
        Invitation::read(&text(kind, bytes).unwrap()).unwrap()
    }

    #[test]
    fn a_mail_is_known_by_its_name_its_type_or_its_beginning() {
        let mail = mail!("parts-and-attached");
        for (name, media_type) in [
            ("Invitation.EML", ""),
            ("invitation", "message/rfc822"),
            ("invitation.txt", "text/plain"),
        ] {
            let invitation = read(FileKind::of(name, media_type), mail);
            assert_eq!(invitation.who, "Kim Sample", "{name}");
            assert_eq!(invitation.what, "Budgetrunde für März", "{name}");
            assert_eq!(invitation.minutes, Some(60), "{name}");
        }
        assert_eq!(
            FileKind::of("invite.ics", "text/calendar"),
            FileKind::Text,
            "and read up to its own limit"
        );
    }

    #[test]
    fn a_mail_that_calls_off_is_no_invitation() {
        let invitation = read(FileKind::Mail, mail!("called-off-base64"));
        assert_eq!(invitation.what, "Canceled: Jour fixe");
        assert_eq!(invitation.no_invitation, Some(NoInvitation::CalledOff));
    }

    #[test]
    fn a_mail_without_a_calendar_says_what_it_would_pasted() {
        let invitation = read(FileKind::Mail, mail!("text"));
        assert_eq!(invitation.who, "Kim Sämple");
        assert_eq!(invitation.what, "Kurzes Gespräch über das Frühjahr");
        assert_eq!(invitation.when, "Donnerstag, 10 Uhr");
        assert_eq!(invitation.link, "https://calendly.com/kim-sample/30min");
        let html = read(FileKind::Mail, mail!("html"));
        assert_eq!(html.when, "Friday at ten");
        assert_eq!(html.link, "https://cal.com/kim-sample/30min");
    }

    #[test]
    fn letters_are_read_by_whoever_knows_them() {
        let invitation = read(FileKind::Mail, mail!("japanese"));
        assert_eq!(invitation.who, "(21 bytes)");
    }

    #[test]
    fn a_calendar_is_one_whatever_it_is_called() {
        let calendar = b"\xef\xbb\xbfBEGIN:VEVENT\r\nSUMMARY:Intro \xff\r\nEND:VEVENT\r\n";
        for kind in [FileKind::Mail, FileKind::Text] {
            assert_eq!(read(kind, calendar).what, "Intro \u{fffd}", "{kind:?}");
        }
        assert_eq!(text(FileKind::Text, b"\xef\xbb\xbf").unwrap(), "");
    }

    #[test]
    fn more_is_read_of_a_mail_than_of_a_calendar_and_not_without_end() {
        let attached = "x".repeat(FileKind::Text.most_bytes());
        let mail = "From: kim@acme.example\nContent-Disposition: attachment\n\n".to_owned();
        let read = text(FileKind::Mail, [mail, attached].concat().as_bytes());
        assert_eq!(read.unwrap(), "From: kim@acme.example");
        let endless = vec![b'x'; FileKind::Mail.most_bytes() + 1];
        assert!(text(FileKind::Mail, &endless).is_err());
    }
}
