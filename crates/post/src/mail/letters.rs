//! Texts in whatever letters. Tables of those of several bytes, such as Shift JIS, GB 18030 or EUC-KR, would be
//! most of a page, and every browser has them; `mail-parser` knows a few that no browser does, such as UTF-7.

use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::parsers::MessageStream;
use std::borrow::Cow;
use std::fmt::Write;

/// The text of bytes in letters of a name, such as `iso-2022-jp`; `None` where the name is not known. In a
/// browser that is its `TextDecoder`.
pub type Letters<'a> = &'a dyn Fn(&str, &[u8]) -> Option<String>;

/// The text of bytes in letters of this name. Where nobody knows them it is taken for Unicode.
pub(super) fn text(name: Option<&str>, bytes: &[u8], letters: Letters<'_>) -> String {
    let known = name.and_then(|name| {
        let theirs = || charset_decoder(name.as_bytes()).map(|decode| decode(bytes));
        letters(name, bytes).or_else(theirs)
    });
    known.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// A field with those of its encoded words (RFC 2047) in UTF-8 whose letters are known.
pub(super) fn in_unicode<'a>(field: &'a [u8], letters: Letters<'_>) -> Cow<'a, [u8]> {
    let mut said = Vec::new();
    let mut rest = field;
    while let Some(at) = rest.windows(2).position(|two| two == b"=?") {
        let (before, word) = rest.split_at(at);
        said.extend_from_slice(before);
        let taken = match in_utf8(word, letters) {
            Some((text, length)) => {
                said.extend_from_slice(text.as_bytes());
                length
            }
            None => {
                said.extend_from_slice(b"=?");
                2
            }
        };
        rest = word.get(taken..).unwrap_or_default();
    }
    match said.is_empty() {
        true => field.into(),
        false => [&said, rest].concat().into(),
    }
}

/// The word that bytes begin with, in UTF-8, and how long it was.
fn in_utf8(bytes: &[u8], letters: Letters<'_>) -> Option<(String, usize)> {
    let mut parts = bytes.get(2..)?.splitn(3, |byte| *byte == b'?');
    let (named, encoding, content) = (parts.next()?, parts.next()?, parts.next()?);
    let begins = "=???".len() + named.len() + encoding.len();
    // A language may follow the name.
    let name = named.split(|byte| *byte == b'*').next()?;
    let mut content = MessageStream::new(content);
    let sent = match encoding {
        b"b" | b"B" => content.decode_base64_word()?,
        b"q" | b"Q" => content.decode_quoted_printable_word()?,
        _ => return None,
    };
    let text = letters(str::from_utf8(name).ok()?, &sent)?;
    let mut word = "=?utf-8?q?".to_owned();
    for byte in text.bytes() {
        // Writing to a string does not fail.
        let _ = write!(word, "={byte:02X}");
    }
    word.push_str("?=");
    Some((word, begins + content.offset()))
}
