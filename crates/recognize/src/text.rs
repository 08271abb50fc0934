//! Text from pages and links, made fit to be shown.

/// The longest text taken from a page or a link, in Unicode characters.
pub const MAX_TEXT_CHARS: usize = 120;

/// `text` without control, bidi and invisible characters, blanks joined, cut at
/// [`MAX_TEXT_CHARS`]. Reads no further than it needs.
pub(crate) fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len().min(4 * MAX_TEXT_CHARS));
    let mut length = 0;
    let mut blank = false;
    // A title made of invisible characters must not be read to its end.
    for character in text.chars().take(8 * MAX_TEXT_CHARS) {
        if character.is_whitespace() {
            blank = length > 0;
            continue;
        }
        if character.is_control() || is_invisible(character) {
            continue;
        }
        if length + usize::from(blank) >= MAX_TEXT_CHARS {
            break;
        }
        if blank {
            out.push(' ');
        }
        out.push(character);
        length += 1 + usize::from(blank);
        blank = false;
    }
    out
}

/// Characters that show nothing or turn the text around them, so that it reads as another.
fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{2800}'
            | '\u{3164}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}
