//! Characters written as entities, as far as mail programs write them.

/// The names of U+00A0 to U+00FF.
const LATIN: &str = "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr \
deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest \
Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml \
ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig \
agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml \
eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

/// Others that mail programs write.
const OTHERS: [(&str, char); 24] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("euro", '€'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("hellip", '…'),
    ("bull", '•'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("trade", '™'),
    ("rarr", '→'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("lrm", '\u{200e}'),
    ("rlm", '\u{200f}'),
];

/// What the numbers 128 to 159 mean, which are those of Windows: 0 where they mean nothing.
const WINDOWS: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152,
    0, 0x17d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161,
    0x203a, 0x153, 0, 0x17e, 0x178,
];

/// The longest entity, in bytes.
const MOST_BYTES: usize = 10;

/// The character of the entity that `text` begins with, behind its `&`, and its bytes there.
pub(super) fn entity(text: &str) -> Option<(char, usize)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
    let bytes = text.bytes().take(MOST_BYTES).take_while(is_part).count();
    let name = text.get(..bytes)?;
    let closed = text.as_bytes().get(bytes) == Some(&b';');
    let taken = bytes + usize::from(closed);
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((of_code(code), taken));
    }
    if !closed {
        return None;
    }
    let latin = || {
        let at = LATIN.split(' ').position(|known| known == name)?;
        char::from_u32(0xa0 + at as u32)
    };
    let other = OTHERS.iter().find(|(known, _)| *known == name);
    Some((other.map_or_else(latin, |(_, c)| Some(*c))?, taken))
}

/// How many characters a text has once its entities are read.
pub(super) fn length(text: &str) -> usize {
    let (mut rest, mut count) = (text, 0);
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '&'
            && let Some((_, bytes)) = entity(rest)
        {
            rest = rest.get(bytes..).unwrap_or_default();
        }
        count += 1;
    }
    count
}

fn of_code(code: u32) -> char {
    let windows = code
        .checked_sub(128)
        .and_then(|at| WINDOWS.get(at as usize));
    let code = match windows {
        Some(0) => 0,
        Some(known) => u32::from(*known),
        None => code,
    };
    match char::from_u32(code) {
        Some('\0') | None => char::REPLACEMENT_CHARACTER,
        Some(c) => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read_by_name_and_number() {
        for (text, c) in [
            ("amp;", '&'),
            ("nbsp;", '\u{a0}'),
            ("szlig;", 'ß'),
            ("yuml;", 'ÿ'),
            ("#8217;", '’'),
            ("#x201C;", '“'),
            ("#146;", '’'),
            ("#0;", '\u{fffd}'),
            ("#xD800;", '\u{fffd}'),
        ] {
            assert_eq!(entity(text), Some((c, text.len())), "{text}");
        }
        for text in ["", "nothing;", "amp", "#;", "#x;", " amp;"] {
            assert_eq!(entity(text), None, "{text}");
        }
    }
}
