//! Splitting a JSON file into what its lists hold, while it is read: a file may be larger than memory.
//!
//! Nothing is understood here but the outermost object, its lists and where one value ends. What a value
//! is, serde says.

use super::refusal::Reason;
use std::mem;

/// The most bytes of one value: a note's record and the texts beside it at their utmost.
const MAX_VALUE_BYTES: usize = 24_000_000;
/// The longest value that stands in the object itself, in bytes.
const MAX_HEAD_BYTES: usize = 1_000;
/// The deepest brackets in a value.
const MAX_DEPTH: u32 = 120;

/// A piece of the file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A member of the object that is no list.
    Member { key: String, value: String },
    /// A list began.
    List { key: String },
    /// A value in the list that began last.
    Value(String),
}

/// Where in the object the scanner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    /// Before a key; whether the object may end here.
    Key {
        may_end: bool,
    },
    InKey,
    Colon,
    Member,
    InMember,
    /// Before a value of a list; whether the list may end here.
    Item {
        may_end: bool,
    },
    InItem,
    /// Behind a list.
    Behind,
    End,
}

/// The scanner.
#[derive(Debug)]
pub(super) struct Scanner {
    at: At,
    key: String,
    value: Vec<u8>,
    depth: u32,
    in_string: bool,
    is_escaped: bool,
    /// Bytes before the ones being read.
    offset: u64,
    /// Where the value began.
    began: u64,
}

impl Scanner {
    pub(super) const fn new() -> Self {
        Self {
            at: At::Start,
            key: String::new(),
            value: Vec::new(),
            depth: 0,
            in_string: false,
            is_escaped: false,
            offset: 0,
            began: 0,
        }
    }

    /// Reads on, and hands over each piece that ends.
    ///
    /// # Errors
    /// Why nothing more can be read.
    pub(super) fn read(
        &mut self,
        bytes: &[u8],
        mut found: impl FnMut(Piece) -> Result<(), Reason>,
    ) -> Result<(), Reason> {
        let mut place = 0;
        while let Some(byte) = bytes.get(place).copied() {
            if matches!(self.at, At::InKey | At::InMember | At::InItem) {
                place += self.value_goes_on(&bytes[place..], &mut found)?;
                continue;
            }
            let here = self.offset + place as u64;
            place += 1;
            if matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
                || (self.at == At::Start && matches!(byte, 0xef | 0xbb | 0xbf))
            {
                continue;
            }
            self.at = match (self.at, byte) {
                (At::Start, b'{') => At::Key { may_end: true },
                (At::Key { .. }, b'"') => {
                    self.begin(here, byte);
                    At::InKey
                }
                (At::Key { may_end: true } | At::Behind, b'}') => At::End,
                (At::Behind, b',') => At::Key { may_end: false },
                (At::Colon, b':') => At::Member,
                (At::Member, b'[') => {
                    let key = self.key.clone();
                    found(Piece::List { key })?;
                    At::Item { may_end: true }
                }
                (At::Member, _) => {
                    self.begin(here, byte);
                    At::InMember
                }
                (At::Item { may_end: true }, b']') => At::Behind,
                (At::Item { .. }, byte) if !matches!(byte, b',' | b']' | b'}' | b':') => {
                    self.begin(here, byte);
                    At::InItem
                }
                _ => {
                    let shown = char::from(byte);
                    let why = format!("unexpected {shown:?} at byte {here}");
                    return Err(Reason::NotReadable(why));
                }
            };
        }
        self.offset += bytes.len() as u64;
        Ok(())
    }

    /// Whether the file ended where it should.
    ///
    /// # Errors
    /// That it breaks off.
    pub(super) fn finish(&self) -> Result<(), Reason> {
        match self.at {
            At::End => Ok(()),
            _ => Err(Reason::NotReadable(format!(
                "breaks off at byte {}",
                self.offset
            ))),
        }
    }

    fn begin(&mut self, here: u64, byte: u8) {
        self.value.clear();
        self.value.push(byte);
        self.began = here;
        self.depth = u32::from(matches!(byte, b'{' | b'['));
        self.in_string = byte == b'"';
        self.is_escaped = false;
    }

    /// Takes as much of the value as is there. Says how many bytes were used.
    fn value_goes_on(
        &mut self,
        bytes: &[u8],
        found: &mut impl FnMut(Piece) -> Result<(), Reason>,
    ) -> Result<usize, Reason> {
        for (place, byte) in bytes.iter().copied().enumerate() {
            if self.in_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.in_string = false;
                        if self.at == At::InKey {
                            self.take(&bytes[..=place])?;
                            self.end(found)?;
                            return Ok(place + 1);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.in_string = true,
                b'{' | b'[' => {
                    self.depth += 1;
                    if self.depth > MAX_DEPTH {
                        return Err(Reason::TooDeep);
                    }
                }
                b',' | b'}' | b']' if self.depth == 0 => {
                    self.take(&bytes[..place])?;
                    let at = self.at;
                    self.end(found)?;
                    self.at = match (at, byte) {
                        (At::InItem, b',') => At::Item { may_end: false },
                        (At::InItem, b']') => At::Behind,
                        (At::InMember, b',') => At::Key { may_end: false },
                        (At::InMember, b'}') => At::End,
                        _ => {
                            let why = "a bracket that was never opened".to_owned();
                            return Err(Reason::NotReadable(why));
                        }
                    };
                    return Ok(place + 1);
                }
                b'}' | b']' => self.depth -= 1,
                _ => {}
            }
        }
        self.take(bytes)?;
        Ok(bytes.len())
    }

    fn take(&mut self, bytes: &[u8]) -> Result<(), Reason> {
        let most = match self.at {
            At::InItem => MAX_VALUE_BYTES,
            _ => MAX_HEAD_BYTES,
        };
        let size = self.value.len() + bytes.len();
        if size > most {
            return Err(Reason::TooLarge {
                bytes: size as u64,
                most: most as u64,
            });
        }
        self.value.extend_from_slice(bytes);
        Ok(())
    }

    /// A value is whole.
    fn end(&mut self, found: &mut impl FnMut(Piece) -> Result<(), Reason>) -> Result<(), Reason> {
        let text = String::from_utf8(mem::take(&mut self.value)).map_err(|error| {
            let at = self.began + error.utf8_error().valid_up_to() as u64;
            Reason::NotText { at }
        })?;
        match self.at {
            At::InKey => {
                // A key with escapes is none that is looked for.
                text.trim_matches('"').clone_into(&mut self.key);
                self.at = At::Colon;
                Ok(())
            }
            At::InMember => found(Piece::Member {
                key: mem::take(&mut self.key),
                value: text,
            }),
            _ => found(Piece::Value(text)),
        }
    }
}
