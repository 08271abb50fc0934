//! Lines of a calendar file: unfolded, and parted into name, parameters and value (RFC 5545, 3.1).

use std::borrow::Cow;

/// A property: `NAME;PARAMETER=a,"b":value`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Property<'a> {
    pub name: &'a str,
    /// The parameters as they are written.
    parameters: &'a str,
    /// The value as it is written.
    pub value: &'a str,
}

/// Goes through the lines of a file, each one unfolded: a line that begins with white space belongs
/// to the one above.
pub(super) struct Unfolded<'a> {
    rest: &'a str,
}

impl<'a> Unfolded<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { rest: text }
    }

    fn physical(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
        let (line, rest) = self.rest.split_at_checked(end)?;
        self.rest = match rest.strip_prefix("\r\n") {
            Some(rest) => rest,
            None => rest.get(1..).unwrap_or_default(),
        };
        Some(line)
    }
}

impl<'a> Iterator for Unfolded<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut line = Cow::Borrowed(self.physical()?);
        while self.rest.starts_with([' ', '\t']) {
            let Some(more) = self.physical() else { break };
            line.to_mut().push_str(more.get(1..).unwrap_or_default());
        }
        Some(line)
    }
}

/// The property of a line; nothing when it is broken.
pub(super) fn property(line: &str) -> Option<Property<'_>> {
    let line = line.trim_start_matches('\u{feff}').trim_end();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    let (name, rest) = line.split_at_checked(line.bytes().take_while(is_name).count())?;
    if name.is_empty() {
        return None;
    }
    if let Some(value) = rest.strip_prefix(':') {
        return Some(Property {
            name,
            parameters: "",
            value,
        });
    }
    let rest = rest.strip_prefix(';')?;
    // A quotation that nobody closed would hide the value: then no quotation counts.
    let (parameters, value) = split_unquoted(rest, ':').or_else(|| rest.split_once(':'))?;
    Some(Property {
        name,
        parameters,
        value,
    })
}

/// Splits at the first `at` that is not in quotation marks.
fn split_unquoted(text: &str, at: char) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (place, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if c == at && !quoted {
            return Some((text.get(..place)?, text.get(place + c.len_utf8()..)?));
        }
    }
    None
}

impl<'a> Property<'a> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of a parameter, without its quotation marks.
    pub(super) fn parameter(&self, name: &str) -> Option<&'a str> {
        let mut rest = self.parameters;
        while !rest.is_empty() {
            let (one, more) = split_unquoted(rest, ';').unwrap_or((rest, ""));
            if let Some((found, value)) = one.split_once('=')
                && found.trim().eq_ignore_ascii_case(name)
            {
                return Some(value.trim().trim_matches('"'));
            }
            rest = more;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_are_one() {
        let lines: Vec<_> = Unfolded::new("A:1\r\n  2\r\n\t3\nB:4\rC:5").collect();
        assert_eq!(lines, ["A:1 23", "B:4", "C:5"]);
    }

    #[test]
    fn a_property_is_parted_where_nothing_is_quoted() {
        let found = property("ATTENDEE;CN=\"Sample; Kim: 1\";ROLE=CHAIR:mailto:kim@sample.example")
            .unwrap();
        assert_eq!(found.parameter("cn"), Some("Sample; Kim: 1"));
        assert_eq!(found.parameter("ROLE"), Some("CHAIR"));
        assert_eq!(found.parameter("X"), None);
        assert_eq!(found.value, "mailto:kim@sample.example");
        let open = property("ORGANIZER;CN=\"Kim:mailto:kim@sample.example").unwrap();
        assert_eq!(open.value, "mailto:kim@sample.example");
        for broken in ["", "no colon", ";:x", ":x", "A;B", "ä:x"] {
            assert_eq!(property(broken), None, "{broken}");
        }
    }
}
