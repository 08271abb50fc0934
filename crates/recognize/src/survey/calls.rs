//! Calls in the scripts of a page.
//!
//! Not a parser of JavaScript: strings and comments are told from code, because what stands in them
//! is not called, and of a call's arguments one property is read. A regular expression with a quote
//! in it may hide the rest of its line.

use crate::embed::{Embed, Mark};
use crate::provider::{Provider, providers};

/// So much of a call's arguments is read, in bytes.
const MAX_ARGUMENT_BYTES: usize = 4096;

/// A call of a system.
#[derive(Debug, PartialEq)]
pub(super) struct Call {
    pub provider: &'static Provider,
    pub embed: &'static Embed,
    pub argument: Argument,
}

/// What a call says about what is booked.
#[derive(Debug, PartialEq)]
pub(super) enum Argument {
    /// It does not say.
    Missing,
    /// It is made up when the script runs.
    Unknown,
    /// It says this.
    Text(String),
}

/// The first calls in a script, in order; `most` of them.
pub(super) fn calls(code: &str, most: usize) -> Vec<Call> {
    let marks = Vec::from_iter(providers().iter().flat_map(|provider| {
        let embeds = provider.embeds().iter();
        embeds.filter_map(move |embed| match embed.mark {
            Mark::Call(call) => Some((provider, embed, call)),
            _ => None,
        })
    }));
    let mut begins = [false; 256];
    for (_, _, call) in &marks {
        begins[usize::from(call.as_bytes()[0])] = true;
    }
    let mut found = Vec::new();
    in_code(code, |at, before| {
        let first = code.as_bytes()[at];
        if !begins[usize::from(first)] || before.is_some_and(is_name) || found.len() >= most {
            return;
        }
        for (provider, embed, call) in &marks {
            let fits = call.as_bytes()[0] == first;
            if let Some(end) = fits.then(|| end_of(call, code, at)).flatten() {
                let argument = argument(&code[end..], embed.target);
                found.push(Call {
                    provider,
                    embed,
                    argument,
                });
            }
        }
    });
    found
}

/// The strings in a script that are no arguments of a known call, in order.
pub(super) fn strings(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    let bytes = code.as_bytes();
    in_code(code, |at, _| {
        if is_quote(bytes[at]) {
            found.extend(string(&code[at..]).map(|(text, _)| text));
        }
    });
    found
}

/// Calls `look` with each place in the code that is neither in a string nor in a comment, and the
/// byte before it. A string's opening quote is such a place.
fn in_code(code: &str, mut look: impl FnMut(usize, Option<u8>)) {
    let bytes = code.as_bytes();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if code.is_char_boundary(at) {
            look(at, at.checked_sub(1).map(|before| bytes[before]));
        }
        let rest = &code.as_bytes()[at..];
        at += if is_quote(byte) {
            string_length(rest)
        } else if rest.starts_with(b"//") {
            let end = rest.iter().position(|it| *it == b'\n');
            end.unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            let end = rest.windows(2).skip(2).position(|it| it == b"*/");
            end.map_or(rest.len(), |end| end + 4)
        } else {
            1
        };
    }
}

/// The length of a string with its quotes. A string in `'` or `"` ends with its line at the latest.
fn string_length(rest: &[u8]) -> usize {
    let quote = rest[0];
    let mut at = 1;
    while let Some(&byte) = rest.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' if quote != b'`' => return at,
            _ if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    rest.len()
}

/// Where `call` ends in the code, if it stands at `at`. Blanks may stand around brackets and commas;
/// in `call`, `'` is any quote and `[]` any index.
fn end_of(call: &str, code: &str, at: usize) -> Option<usize> {
    let bytes = code.as_bytes();
    let mut at = at;
    let mut quote = None;
    let mut signs = call.bytes().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            b'\'' => {
                at = after_blanks(bytes, at, quote.is_none());
                let there = bytes.get(at).copied().filter(|it| is_quote(*it))?;
                (quote.is_none() || quote == Some(there)).then_some(())?;
                quote = if quote.is_none() { Some(there) } else { None };
                at += 1;
            }
            b'[' => {
                signs.next_if_eq(&b']')?;
                at = after_index(code, at)?;
            }
            b' ' => {
                let after = after_blanks(bytes, at, true);
                (after > at).then_some(())?;
                at = after;
            }
            _ => {
                at = after_blanks(bytes, at, sign == b'(');
                (bytes.get(at) == Some(&sign)).then_some(())?;
                at += 1;
            }
        }
    }
    // A word of the call must not go on.
    let ends = !call.ends_with(|it: char| it.is_ascii_alphanumeric())
        || !bytes.get(at).copied().is_some_and(is_name);
    ends.then_some(at)
}

/// After `.name` or `["name"]`.
fn after_index(code: &str, at: usize) -> Option<usize> {
    let bytes = code.as_bytes();
    match bytes.get(at)? {
        b'.' => {
            let rest = &bytes[at + 1..];
            let end = rest.iter().position(|it| !is_name(*it))?;
            (end > 0).then_some(at + 1 + end)
        }
        b'[' => {
            let start = after_blanks(bytes, at + 1, true);
            let quoted = bytes.get(start).copied().filter(|it| is_quote(*it));
            let end = match quoted {
                Some(_) => start + string_length(&bytes[start..]),
                None => start + bytes[start..].iter().position(|it| !is_name(*it))?,
            };
            let end = after_blanks(bytes, end, true);
            (bytes.get(end) == Some(&b']')).then_some(end + 1)
        }
        _ => None,
    }
}

fn after_blanks(bytes: &[u8], at: usize, may: bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let blanks = rest.iter().take_while(|it| may && it.is_ascii_whitespace());
    at + blanks.count()
}

/// The property `name` of a call's arguments, or its first argument if that is a string.
///
/// `rest` begins after the call's bracket, or after its first argument.
fn argument(rest: &str, name: Option<&str>) -> Argument {
    let rest = clipped(rest, MAX_ARGUMENT_BYTES);
    let bytes = rest.as_bytes();
    let mut at = after_comma(bytes);
    let mut first = Argument::Missing;
    while bytes.get(at).copied().is_some_and(is_quote) {
        if first == Argument::Missing {
            first = literal(&rest[at..]);
        }
        at += string_length(&bytes[at..]);
        at += after_comma(bytes.get(at..).unwrap_or_default());
    }
    let Some(name) = name else {
        return first;
    };
    if first != Argument::Missing && bytes.get(at) != Some(&b'{') {
        return first;
    }
    if !matches!(bytes.get(at), None | Some(b'{' | b')')) {
        return Argument::Unknown;
    }
    let mut depth = 0_usize;
    // A name is a key where an object begins, and after a comma.
    let mut key_may_stand = false;
    while let Some(&byte) = bytes.get(at) {
        let mut length = 1;
        match byte {
            b'{' => (depth, key_may_stand) = (depth + 1, true),
            b'(' | b'[' => (depth, key_may_stand) = (depth + 1, false),
            b')' | b'}' | b']' => {
                let Some(outer) = depth.checked_sub(1) else {
                    return Argument::Missing;
                };
                (depth, key_may_stand) = (outer, false);
            }
            b',' => key_may_stand = true,
            _ if byte.is_ascii_whitespace() => {}
            _ if is_quote(byte) || is_name(byte) => {
                let (key, end) = match is_quote(byte) {
                    true => {
                        let end = string_length(&bytes[at..]);
                        let key = rest.get(at + 1..(at + end).saturating_sub(1));
                        (key.unwrap_or_default(), end)
                    }
                    false => {
                        let end = bytes[at..].iter().position(|it| !is_name(*it));
                        let end = end.unwrap_or(bytes.len() - at);
                        (rest.get(at..at + end).unwrap_or_default(), end)
                    }
                };
                length = end;
                if key_may_stand && key == name {
                    let colon = after_blanks(bytes, at + end, true);
                    return match bytes.get(colon) {
                        Some(b':') => {
                            let value = after_blanks(bytes, colon + 1, true);
                            rest.get(value..).map_or(Argument::Unknown, literal)
                        }
                        _ => Argument::Unknown,
                    };
                }
                key_may_stand = false;
            }
            _ => key_may_stand = false,
        }
        at += length;
    }
    Argument::Missing
}

fn after_comma(bytes: &[u8]) -> usize {
    let at = after_blanks(bytes, 0, true);
    match bytes.get(at) {
        Some(b',') => after_blanks(bytes, at + 1, true),
        _ => at,
    }
}

/// A string that stands for itself: nothing is added to it.
fn literal(rest: &str) -> Argument {
    let Some((text, length)) = string(rest) else {
        return Argument::Unknown;
    };
    let next = after_blanks(rest.as_bytes(), length, true);
    match rest.as_bytes().get(next) {
        Some(b',' | b'}' | b')' | b';') | None => Argument::Text(text),
        _ => Argument::Unknown,
    }
}

/// The string that `rest` begins with, and how much of it that is; none for a template with values.
fn string(rest: &str) -> Option<(String, usize)> {
    let quote = rest.bytes().next().filter(|it| is_quote(*it))?;
    let length = string_length(rest.as_bytes());
    let inner = rest.get(1..length)?.strip_suffix(char::from(quote))?;
    if quote == b'`' && inner.contains("${") {
        return None;
    }
    let mut text = String::with_capacity(inner.len());
    let mut signs = inner.chars();
    while let Some(sign) = signs.next() {
        if sign != '\\' {
            text.push(sign);
            continue;
        }
        let digits = match signs.next()? {
            'x' => 2,
            'u' => 4,
            'n' | 'r' | 't' | '\n' => continue,
            other => {
                text.push(other);
                continue;
            }
        };
        let mut code = 0;
        for _ in 0..digits {
            code = code * 16 + signs.next()?.to_digit(16)?;
        }
        text.push(char::from_u32(code)?);
    }
    Some((text, length))
}

fn clipped(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

fn is_quote(byte: u8) -> bool {
    matches!(byte, b'\'' | b'"' | b'`')
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$') || !byte.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::{Argument, calls, strings};

    fn called(code: &str) -> Vec<(&'static str, Argument)> {
        let calls = calls(code, 9).into_iter();
        calls
            .map(|call| (call.provider.id, call.argument))
            .collect()
    }

    fn text(text: &str) -> Argument {
        Argument::Text(text.to_owned())
    }

    #[test]
    fn a_call_says_what_is_booked() {
        for (code, id, argument) in [
            (
                "Calendly.initPopupWidget({url: 'https://x.example/a'});",
                "calendly",
                "https://x.example/a",
            ),
            (
                "window.Calendly.initInlineWidget ( {\n \"url\" : `u` } )",
                "calendly",
                "u",
            ),
            (
                "Calendly.showPopupWidget('https://x.example/a')",
                "calendly",
                "https://x.example/a",
            ),
            (
                "Cal('inline', { config: {a: [1]}, calLink: \"alex/30min\" })",
                "calcom",
                "alex/30min",
            ),
            (
                "Cal.ns[\"30min\"](\"inline\", {calLink: 'alex'});",
                "calcom",
                "alex",
            ),
            (
                "Cal.ns.intro('inline', {calLink: 'alex'});",
                "calcom",
                "alex",
            ),
            (
                "SavvyCal('init', {widget: {enabled: true, link: 'alex/x'}})",
                "savvycal",
                "alex/x",
            ),
            (
                r#"new SimplybookWidget({"url":"https:\/\/a.simplybook.me"})"#,
                "simplybook",
                "https://a.simplybook.me",
            ),
            (
                "Cal('init', '30min', {origin: 'https://cal.acme.example'})",
                "calcom",
                "https://cal.acme.example",
            ),
            (
                r"Koalendar('popup', {url: '\x68\u0069'})",
                "koalendar",
                "hi",
            ),
        ] {
            assert_eq!(called(code), [(id, text(argument))], "{code}");
        }
    }

    #[test]
    fn what_only_runs_later_is_not_known_and_what_is_not_said_is_missing() {
        for (code, argument) in [
            ("Calendly.initPopupWidget(options)", Argument::Unknown),
            ("Calendly.initPopupWidget({url})", Argument::Unknown),
            (
                "Calendly.initPopupWidget({url: base + '/x'})",
                Argument::Unknown,
            ),
            (
                "Calendly.initPopupWidget({url: 'https://x/' + who})",
                Argument::Unknown,
            ),
            (
                "Calendly.initPopupWidget({url: `https://x/${who}`})",
                Argument::Unknown,
            ),
            ("Calendly.initPopupWidget()", Argument::Missing),
            ("Calendly.initPopupWidget({text: 'url'})", Argument::Missing),
            (
                "Calendly.initPopupWidget({text: 'x'}); f({url: 'y'})",
                Argument::Missing,
            ),
        ] {
            assert_eq!(called(code), [("calendly", argument)], "{code}");
        }
    }

    #[test]
    fn comments_strings_and_other_names_call_nothing() {
        for code in [
            "// Calendly.initPopupWidget({url: 'x'})",
            "/* Calendly.initPopupWidget({url: 'x'}) */",
            "let help = \"Calendly.initPopupWidget({url: 'x'})\";",
            "MyCalendly.initPopupWidget({url: 'x'})",
            "Calendly.initPopupWidgetLater({url: 'x'})",
            "window.Cal = function (x) { return x * 4.18; }; Cal(120);",
            "Cal.ns['inline', {calLink: 'x'}]",
        ] {
            assert_eq!(called(code), [], "{code}");
        }
        let after = "let a = 'https://x.example/'; // '\nCalendly.initPopupWidget({url: 'x'})";
        assert_eq!(called(after), [("calendly", text("x"))]);
    }

    #[test]
    fn a_script_that_breaks_off_is_read_to_its_end() {
        for code in [
            "Cal('inline",
            "Cal.ns[",
            "Cal('inline', {calLink: 'x",
            "'\\",
            "/*",
            "`${",
            "Cal.ns[",
        ] {
            calls(code, 9);
            strings(code);
        }
    }

    #[test]
    fn strings_are_read_as_they_are_meant() {
        let code = r"window.open('https:\/\/cal.com\/alex', `_blank`) // 'no'";
        assert_eq!(strings(code), ["https://cal.com/alex", "_blank"]);
    }
}
