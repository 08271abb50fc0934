//! A part of a mail: its fields, and what it holds.

use super::letters::{self, Letters};
use mail_parser::ContentType;
use mail_parser::decoders::base64::base64_decode;
use mail_parser::parsers::MessageStream;
use std::borrow::Cow;

/// The longest field that is read, in bytes; a mail server's own limit is mostly lower.
const MAX_FIELD_BYTES: usize = 16 * 1024;

/// Something in a mail, or the mail itself.
pub(super) struct Part<'a> {
    header: &'a [u8],
    content_type: Option<ContentType<'a>>,
    /// As it was sent.
    pub body: &'a [u8],
}

impl<'a> Part<'a> {
    pub(super) fn new(header: &'a [u8]) -> Self {
        Self {
            header,
            content_type: parameters(header, "Content-Type"),
            body: &[],
        }
    }

    /// What stands between the parts in it, if it is said to have some.
    pub(super) fn boundary(&self) -> Option<&str> {
        let content_type = self.content_type.as_ref()?;
        let boundary = content_type.attribute("boundary")?.trim_end();
        (content_type.ctype() == "multipart" && !boundary.is_empty()).then_some(boundary)
    }

    /// Whether it is a mail itself, which may have parts.
    pub(super) fn is_mail(&self) -> bool {
        self.is("message", "rfc822") && self.encoding().is_none()
    }

    pub(super) fn is_calendar(&self) -> bool {
        let is_named = |name: &str| {
            let end = name.len().saturating_sub(4);
            name.get(end..)
                .is_some_and(|end| end.eq_ignore_ascii_case(".ics"))
        };
        self.is("text", "calendar")
            || self.is("application", "ics")
            || self
                .disposition()
                .as_ref()
                .and_then(|own| own.attribute("filename"))
                .is_some_and(is_named)
            || self
                .content_type
                .as_ref()
                .and_then(|own| own.attribute("name"))
                .is_some_and(is_named)
    }

    /// Whether it is plain text. One whose parts were not found is, too: so nothing it says is lost.
    pub(super) fn is_plain(&self) -> bool {
        match &self.content_type {
            None => true,
            Some(own) => own.ctype() == "multipart" || self.is("text", "plain"),
        }
    }

    pub(super) fn is_html(&self) -> bool {
        self.is("text", "html")
    }

    pub(super) fn is_attached(&self) -> bool {
        self.disposition().is_some_and(|own| own.is_attachment())
    }

    /// Its content as text. What is damaged beyond reading is no text.
    pub(super) fn text(&self, letters: Letters<'_>) -> String {
        let content_type = self.content_type.as_ref();
        let charset = content_type.and_then(|own| own.attribute("charset"));
        let text = letters::text(charset, &self.content(), letters);
        text.trim_start_matches('\u{feff}').to_owned()
    }

    fn content(&self) -> Cow<'a, [u8]> {
        match self.encoding() {
            Some(Encoding::Base64) => base64_decode(self.body).unwrap_or_default().into(),
            Some(Encoding::QuotedPrintable) => {
                match MessageStream::new(self.body).decode_quoted_printable_mime(b"") {
                    // It is badly quoted, and mostly legible as it is.
                    (usize::MAX, _) => self.body.into(),
                    (_, content) => content,
                }
            }
            None => self.body.into(),
        }
    }

    fn encoding(&self) -> Option<Encoding> {
        let name = value(self.header, "Content-Transfer-Encoding")?.trim_ascii();
        if name.eq_ignore_ascii_case(b"base64") {
            return Some(Encoding::Base64);
        }
        name.eq_ignore_ascii_case(b"quoted-printable")
            .then_some(Encoding::QuotedPrintable)
    }

    fn disposition(&self) -> Option<ContentType<'a>> {
        parameters(self.header, "Content-Disposition")
    }

    fn is(&self, kind: &str, of_kind: &str) -> bool {
        let content_type = self.content_type.as_ref();
        content_type.is_some_and(|own| own.ctype() == kind && own.subtype() == Some(of_kind))
    }
}

/// How a content was made fit for sending.
enum Encoding {
    Base64,
    QuotedPrintable,
}

/// The fields a mail begins with.
pub(super) fn header(mail: &[u8]) -> &[u8] {
    let lines = mail.split_inclusive(|byte| *byte == b'\n');
    let fields = lines.take_while(|line| !is_blank(line));
    mail.get(..fields.map(<[u8]>::len).sum())
        .unwrap_or_default()
}

/// A blank line ends a header.
pub(super) const fn is_blank(line: &[u8]) -> bool {
    line.trim_ascii().is_empty()
}

/// A field that says a kind, and more of it by name.
fn parameters<'a>(header: &'a [u8], name: &str) -> Option<ContentType<'a>> {
    field(header, name)?
        .parse_content_type()
        .into_content_type()
}

/// What the first field of this name says, to be read.
pub(super) fn field<'a>(header: &'a [u8], name: &str) -> Option<MessageStream<'a>> {
    value(header, name).map(MessageStream::new)
}

/// What the first field of this name says, with the lines on which it goes on.
pub(super) fn value<'a>(header: &'a [u8], name: &str) -> Option<&'a [u8]> {
    let mut rest = header;
    while !rest.is_empty() {
        let mut lines = rest.split_inclusive(|byte| *byte == b'\n');
        let first = lines.next()?.len();
        let more = lines.take_while(|line| line.starts_with(b" ") || line.starts_with(b"\t"));
        let (line, below) = rest.split_at_checked(first + more.map(<[u8]>::len).sum::<usize>())?;
        let colon = line.iter().position(|byte| *byte == b':');
        if let Some((found, value)) = colon.and_then(|colon| line.split_at_checked(colon))
            && found.trim_ascii_end().eq_ignore_ascii_case(name.as_bytes())
        {
            return value
                .get(1..)
                .filter(|value| value.len() <= MAX_FIELD_BYTES);
        }
        rest = below;
    }
    None
}
