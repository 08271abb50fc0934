//! HTML, for pasting into mails and documents.

use super::{is_web_link, lines, room_for};
use crate::document::{Block, Document};

/// The brief as an HTML fragment of `h2`, `h3`, `p`, `ol`, `ul`, `li`, `br`, `bdi` and `a` only. What stands
/// behind a label has its own direction of writing, as in the preview.
///
/// Every text is escaped; only [`is_web_link`] links become `a`. White space at the start of a
/// line, which HTML would not show, is left out.
#[must_use]
pub fn html(document: &Document) -> String {
    let mut out = room_for(document);
    for block in &document.blocks {
        push_block(&mut out, block);
        out.push('\n');
    }
    out
}

fn push_block(out: &mut String, block: &Block) {
    match block {
        Block::Title(text) => push_element(out, "h2", |out| push_text(out, text)),
        Block::Heading(text) => push_element(out, "h3", |out| push_text(out, text)),
        Block::Paragraph(text) => push_element(out, "p", |out| push_text(out, text)),
        Block::Line { label, text } => push_element(out, "p", |out| {
            push_label(out, label);
            out.push_str(" <bdi>");
            push_text(out, text);
            out.push_str("</bdi>");
        }),
        Block::Links { label, links } => match links.as_slice() {
            [link] => push_element(out, "p", |out| {
                push_label(out, label);
                out.push(' ');
                push_link(out, link);
            }),
            links => {
                push_element(out, "p", |out| push_label(out, label));
                out.push_str("\n<ul>");
                for link in links {
                    push_element(out, "li", |out| push_link(out, link));
                }
                out.push_str("</ul>");
            }
        },
        Block::Numbered { start, items } => {
            if *start == 1 {
                out.push_str("<ol>");
            } else {
                out.push_str(&format!("<ol start=\"{start}\">"));
            }
            for item in items {
                push_element(out, "li", |out| push_text(out, item));
            }
            out.push_str("</ol>");
        }
        Block::Reply {
            heading,
            intro,
            lines,
        } => {
            push_element(out, "h3", |out| push_text(out, heading));
            out.push('\n');
            push_element(out, "p", |out| push_text(out, intro));
            out.push('\n');
            push_element(out, "p", |out| {
                for (at, line) in lines.iter().enumerate() {
                    if at > 0 {
                        out.push_str("<br>");
                    }
                    push_text(out, line);
                }
            });
        }
    }
}

/// An element; its direction of writing follows the text in it.
fn push_element(out: &mut String, name: &str, content: impl FnOnce(&mut String)) {
    out.push('<');
    out.push_str(name);
    out.push_str(" dir=\"auto\">");
    content(out);
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn push_label(out: &mut String, label: &str) {
    push_text(out, label);
    out.push(':');
}

fn push_text(out: &mut String, text: &str) {
    for (at, line) in lines(text).enumerate() {
        if at > 0 {
            out.push_str("<br>");
        }
        push_escaped(out, line.trim_start());
    }
}

fn push_link(out: &mut String, link: &str) {
    if is_web_link(link) {
        out.push_str("<a href=\"");
        push_escaped(out, link);
        out.push_str("\">");
        push_escaped(out, link);
        out.push_str("</a>");
    } else {
        push_text(out, link);
    }
}

/// Appends `text` so that it is text in HTML, between tags and in quoted attributes alike.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escaped = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\'' => "&#39;",
            b'\0' => "\u{fffd}",
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(escaped);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
}
