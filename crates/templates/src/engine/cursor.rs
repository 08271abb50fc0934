//! Reading what stands inside a tag.

use super::Fault;
use crate::fault::{Reason, quoted};
use std::borrow::Cow;

/// A place in a template's text, moving forward.
pub(crate) struct Cursor<'s> {
    /// The whole text.
    pub(crate) text: &'s str,
    /// The byte that comes next.
    pub(crate) at: usize,
}

impl<'s> Cursor<'s> {
    pub(crate) fn rest(&self) -> &'s str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) const fn fault(&self, at: usize, reason: Reason) -> Fault {
        Fault { at, reason }
    }

    pub(crate) fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Moves behind `sign`, white space before it included, if it is next.
    pub(crate) fn take(&mut self, sign: &str) -> bool {
        self.skip_space();
        let found = self.rest().starts_with(sign);
        if found {
            self.at += sign.len();
        }
        found
    }

    /// Moves behind `sign`, which ends the tag begun at `begun`.
    pub(crate) fn end_tag(&mut self, begun: usize, sign: &str) -> Result<(), Fault> {
        if self.take(sign) {
            return Ok(());
        }
        Err(self.misfit(begun))
    }

    /// What is wrong when something else stands here, within the tag begun at `begun`.
    pub(crate) fn misfit(&mut self, begun: usize) -> Fault {
        self.skip_space();
        let rest = self.rest();
        if !rest.contains("}}") && !rest.contains("%}") {
            return self.fault(begun, Reason::UnclosedTag);
        }
        let end = rest
            .find(|c: char| c.is_whitespace() || matches!(c, '}' | '%'))
            .filter(|end| *end > 0)
            .unwrap_or(2);
        let piece = rest.get(..end).unwrap_or(rest);
        self.fault(self.at, Reason::Unexpected(quoted(piece)))
    }

    /// The next word: letters, digits, `_` and `.`; nothing when something else is next.
    pub(crate) fn word(&mut self) -> Option<&'s str> {
        self.skip_space();
        let rest = self.rest();
        let in_word = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let end = rest.find(|c| !in_word(c)).unwrap_or(rest.len());
        self.at += end;
        (end > 0).then(|| &rest[..end])
    }

    /// The next text in quotes; nothing when something else is next.
    pub(crate) fn text_in_quotes(&mut self) -> Result<Option<Cow<'s, str>>, Fault> {
        if !self.take("\"") {
            return Ok(None);
        }
        let (begun, body) = (self.at - 1, self.rest());
        let end = body
            .find(['"', '\\'])
            .ok_or_else(|| self.fault(begun, Reason::UnclosedText))?;
        if body[end..].starts_with('"') {
            self.at += end + 1;
            return Ok(Some(Cow::Borrowed(&body[..end])));
        }
        let mut text = String::new();
        let mut rest = body.char_indices();
        while let Some((offset, c)) = rest.next() {
            match c {
                '"' => {
                    self.at += offset + 1;
                    return Ok(Some(Cow::Owned(text)));
                }
                '\\' => match rest.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, c @ ('"' | '\\'))) => text.push(c),
                    Some((_, other)) => {
                        let piece = format!("\\{other}");
                        return Err(self.fault(self.at + offset, Reason::Unexpected(piece)));
                    }
                    None => break,
                },
                _ => text.push(c),
            }
        }
        Err(self.fault(begun, Reason::UnclosedText))
    }
}
