//! Texts in whatever letters. Tables of those of several bytes, such as Shift JIS, GB 18030 or EUC-KR, would be
//! most of a page, and every browser has them; `mail-parser` knows a few that no browser does, such as UTF-7.

use mail_parser::decoders::charsets::map::charset_decoder;
use mail_parser::parsers::MessageStream;
use std::borrow::Cow;
use std::fmt::Write;

/// The text of bytes in letters of a name, such as `iso-2022-jp`; `None` where the name is not known. In a
/// browser that is its `TextDecoder`.
pub type Letters<'a> = &'a dyn Fn(&str, &[u8]) -> Option<String>;

/// What stands before text in UTF-16 whose bytes come the greater one first. A browser takes them the other way
/// round, `mail-parser` heeds it.
const GREATER_FIRST: &[u8] = b"\xfe\xff";

/// The text of bytes in letters of this name. Where nobody knows them it is taken for Unicode.
pub(super) fn text(name: Option<&str>, bytes: &[u8], letters: Letters<'_>) -> String {
    let known = name.and_then(|name| {
        let ours = || letters(name, bytes);
        let theirs = || charset_decoder(name.as_bytes()).map(|decode| decode(bytes));
        match bytes.starts_with(GREATER_FIRST) {
            true => theirs().or_else(ours),
            false => ours().or_else(theirs),
        }
    });
    known.unwrap_or_else(|| String::from_utf8_lossy(bytes).into_owned())
}

/// A field with those of its encoded words (RFC 2047) in UTF-8 whose letters are known.
pub(super) fn in_unicode<'a>(field: &'a [u8], letters: Letters<'_>) -> Cow<'a, [u8]> {
    let mut said = Vec::new();
    let mut rest = field;
    while let Some(at) = rest.windows(2).position(|two| two == b"=?") {
        let (before, words) = rest.split_at(at);
        said.extend_from_slice(before);
        let read = Word::read(words).map(|word| word.with_those_beside(words));
        let text = read.as_ref().and_then(|word| word.in_utf8(letters));
        let length = read.map_or(2, |word| word.length);
        let (taken, after) = words.split_at(length);
        said.extend_from_slice(text.as_deref().map_or(taken, str::as_bytes));
        rest = after;
    }
    match said.is_empty() {
        true => field.into(),
        false => [&said, rest].concat().into(),
    }
}

/// An encoded word, or several of the same letters.
struct Word<'a> {
    /// The name of its letters.
    name: &'a [u8],
    /// What was encoded in each.
    contents: Vec<Vec<u8>>,
    /// How many bytes it takes in the field.
    length: usize,
}

impl<'a> Word<'a> {
    /// The word that bytes begin with.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mut parts = bytes.strip_prefix(b"=?")?.splitn(3, |byte| *byte == b'?');
        let (named, encoding, content) = (parts.next()?, parts.next()?, parts.next()?);
        let begins = "=???".len() + named.len() + encoding.len();
        let mut stream = MessageStream::new(content);
        let content = match encoding {
            b"b" | b"B" => stream.decode_base64_word()?,
            b"q" | b"Q" => stream.decode_quoted_printable_word()?,
            _ => return None,
        };
        Some(Self {
            // A language may follow the name.
            name: named.split(|byte| *byte == b'*').next()?,
            contents: vec![content],
            length: begins + stream.offset(),
        })
    }

    /// With the words that follow it.
    fn with_those_beside(mut self, bytes: &'a [u8]) -> Self {
        while let Some(after) = bytes.get(self.length..) {
            let next = after.trim_ascii_start();
            match Self::read(next) {
                Some(word) if word.name.eq_ignore_ascii_case(self.name) => {
                    self.contents.extend(word.contents);
                    self.length += after.len() - next.len() + word.length;
                }
                _ => break,
            }
        }
        self
    }

    /// The same in UTF-8.
    fn in_utf8(&self, letters: Letters<'_>) -> Option<String> {
        let name = str::from_utf8(self.name).ok()?;
        let apart = self.contents.iter().map(|content| letters(name, content));
        let mut text: String = apart.collect::<Option<_>>()?;
        if text.contains(char::REPLACEMENT_CHARACTER) {
            // Some programs cut in the middle of a letter.
            text = letters(name, &self.contents.concat())?;
        }
        let mut word = "=?utf-8?q?".to_owned();
        for byte in text.bytes() {
            // Writing to a string does not fail.
            let _ = write!(word, "={byte:02X}");
        }
        word.push_str("?=");
        Some(word)
    }
}
