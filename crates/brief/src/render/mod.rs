//! A document as text of some format.

mod html;
mod markdown;
mod plain;

pub use html::{html, push_escaped};
pub use markdown::markdown;
pub use plain::plain_text;

/// Whether a link may be made to work: `http`, `https` or `mailto`, and no character in it that
/// breaks a link or misleads about where it goes. Others are shown as text.
#[must_use]
pub fn is_web_link(link: &str) -> bool {
    let Some((scheme, rest)) = link.split_once(':') else {
        return false;
    };
    let target = if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") {
        rest.strip_prefix("//").unwrap_or_default()
    } else if scheme.eq_ignore_ascii_case("mailto") {
        rest
    } else {
        return false;
    };
    !target.is_empty() && !target.chars().any(breaks_or_misleads)
}

fn breaks_or_misleads(c: char) -> bool {
    c.is_control()
        || c.is_whitespace()
        || matches!(c,
            '<' | '>' | '"' | '\\' | '`'
            // Marks that change the direction of writing, and characters without a width.
            | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// The lines of a block's text, whatever line ends it has.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        // By bytes, because this runs over all of a brief at each keystroke.
        let end = text.bytes().position(|byte| matches!(byte, b'\n' | b'\r'));
        rest = end.map(|end| &text[end + 1..]);
        Some(&text[..end.unwrap_or(text.len())])
    })
    .map(str::trim_end)
    .filter(|line| !line.is_empty())
}

/// Room for a rendered document, so that it grows without copying in the usual case.
fn room_for(document: &crate::Document) -> String {
    use crate::Block;
    let bytes: usize = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Title(text) | Block::Heading(text) | Block::Paragraph(text) => text.len(),
            Block::Line { label, text } => label.len() + text.len(),
            Block::Links { links: texts, .. }
            | Block::Numbered { items: texts, .. }
            | Block::Reply { lines: texts, .. } => texts.iter().map(|text| text.len() + 16).sum(),
        })
        .sum();
    String::with_capacity(bytes + bytes / 8 + 512)
}
