//! Percent-encoding, read and written.

/// The bytes of `text` with each `%xx` replaced by the byte it stands for.
///
/// A `%` without two hexadecimal digits stays a `%`.
pub(crate) fn decoded(text: &str) -> Decoded<'_> {
    Decoded {
        rest: text.as_bytes(),
    }
}

/// See [`decoded`].
#[derive(Clone, Debug)]
pub(crate) struct Decoded<'a> {
    rest: &'a [u8],
}

impl Iterator for Decoded<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if let [b'%', high, low, after @ ..] = self.rest
            && let (Some(high), Some(low)) = (hex_digit(*high), hex_digit(*low))
        {
            self.rest = after;
            return Some(high << 4 | low);
        }
        let (first, after) = self.rest.split_first()?;
        self.rest = after;
        Some(*first)
    }
}

/// Whether `text`, decoded, is `word`; `word` holds no `%`.
pub(crate) fn reads(text: &str, word: &str) -> bool {
    text == word || (text.len() > word.len() && decoded(text).eq(word.bytes()))
}

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// The decoded text; bytes that are no UTF-8 become U+FFFD.
pub(crate) fn decoded_text(text: &str) -> String {
    let bytes: Vec<u8> = decoded(text).collect();
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
    }
}

/// Whether `text` stands for itself in any part of a URL: letters, digits and `-._~`.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().all(is_unreserved)
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Appends `bytes`; all but letters, digits, `-._~` and those in `also` become `%XX`.
pub(crate) fn push_encoded(out: &mut String, bytes: impl Iterator<Item = u8>, also: &[u8]) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in bytes {
        if is_unreserved(byte) || also.contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
