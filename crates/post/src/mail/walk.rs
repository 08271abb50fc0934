//! Where the parts of a mail begin and end. Each line is looked at once, whatever a mail claims of itself.

use super::part::{Part, is_blank};

/// The most parts in each other that are told apart; deeper ones are the text of the one they stand in.
const MAX_DEPTH: usize = 32;
/// The most parts that are looked at.
const MAX_PARTS: usize = 1_000;

/// The parts of a mail that hold no others, in their order.
pub(super) fn parts(mail: &[u8]) -> Vec<Part<'_>> {
    let mut walk = Walk {
        mail,
        open: Vec::new(),
        place: Place::Header { start: 0 },
        parts: Vec::new(),
    };
    let mut at = 0;
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        let next = at + line.len();
        walk.line(line, at, next);
        if walk.parts.len() == MAX_PARTS {
            return walk.parts;
        }
        at = next;
    }
    walk.end_part(at, None);
    walk.parts
}

struct Walk<'a> {
    mail: &'a [u8],
    /// The boundaries of the parts that are open, the outermost first.
    open: Vec<Vec<u8>>,
    place: Place<'a>,
    parts: Vec<Part<'a>>,
}

/// Where the walk is.
enum Place<'a> {
    /// Behind the last of several parts.
    Behind,
    /// In the fields of a part.
    Header { start: usize },
    /// In the content of a part; if it has parts of its own, before the first, with their place among what is open.
    Content {
        part: Part<'a>,
        start: usize,
        own: Option<usize>,
    },
}

impl<'a> Walk<'a> {
    fn line(&mut self, line: &[u8], at: usize, next: usize) {
        if let Some((depth, is_last)) = self.boundary(line) {
            self.end_part(at, Some(depth));
            if is_last {
                self.open.truncate(depth);
                self.place = Place::Behind;
            } else {
                self.open.truncate(depth + 1);
                self.place = Place::Header { start: next };
            }
        } else if let Place::Header { start } = self.place
            && is_blank(line)
        {
            self.place = self.begin(start, at, next);
        }
    }

    /// Which of the open boundaries a line is, and whether it is the last of its kind.
    fn boundary(&self, line: &[u8]) -> Option<(usize, bool)> {
        let line = line.strip_prefix(b"--")?.trim_ascii_end();
        let mut open = self.open.iter().enumerate().rev();
        open.find_map(
            |(depth, boundary)| match line.strip_prefix(boundary.as_slice())? {
                b"" => Some((depth, false)),
                b"--" => Some((depth, true)),
                _ => None,
            },
        )
    }

    /// Begins the content of a part whose fields have ended.
    fn begin(&mut self, start: usize, end: usize, next: usize) -> Place<'a> {
        let part = Part::new(self.mail.get(start..end).unwrap_or_default());
        if part.is_mail() {
            return Place::Header { start: next };
        }
        let boundary = part.boundary().filter(|_| self.open.len() < MAX_DEPTH);
        let own = boundary.map(|boundary| {
            self.open.push(boundary.as_bytes().to_vec());
            self.open.len() - 1
        });
        Place::Content {
            part,
            start: next,
            own,
        }
    }

    /// Ends what is open at a boundary, or at the end of the mail. What stands before the first of several parts
    /// is for nobody.
    fn end_part(&mut self, end: usize, boundary: Option<usize>) {
        let (mut part, start) = match std::mem::replace(&mut self.place, Place::Behind) {
            Place::Content { part, start, own } if own.is_none() || own != boundary => {
                (part, start)
            }
            Place::Header { start } => {
                let header = self.mail.get(start..end).unwrap_or_default();
                (Part::new(header), end)
            }
            Place::Content { .. } | Place::Behind => return,
        };
        let body = self.mail.get(start..end).unwrap_or_default();
        // The line end before a boundary belongs to it.
        let body = body.strip_suffix(b"\n").unwrap_or(body);
        part.body = body.strip_suffix(b"\r").unwrap_or(body);
        self.parts.push(part);
    }
}
