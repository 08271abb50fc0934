//! Plain text, for mails, chats and booking fields.

use super::{lines, room_for};
use crate::document::{Block, Document};

/// The brief as plain text: lines end in `\n`, nothing but typed text is indented, no line at
/// the end.
#[must_use]
pub fn plain_text(document: &Document) -> String {
    let mut out = room_for(document);
    let mut before = None;
    for block in &document.blocks {
        if let Some(before) = before {
            out.push_str(gap(before, block));
        }
        push_block(&mut out, block);
        before = Some(block);
    }
    out
}

/// Labelled lines stand close, a heading stands on what it heads, all else has a blank line.
fn gap(before: &Block, block: &Block) -> &'static str {
    let is_line = |block: &Block| matches!(block, Block::Line { .. } | Block::Links { .. });
    if matches!(before, Block::Heading(_)) || is_line(before) && is_line(block) {
        "\n"
    } else {
        "\n\n"
    }
}

fn push_block(out: &mut String, block: &Block) {
    match block {
        Block::Title(text) | Block::Heading(text) => push_lines(out, text, " "),
        Block::Paragraph(text) => push_lines(out, text, "\n"),
        Block::Line { label, text } => {
            push_label(out, label);
            out.push(' ');
            push_lines(out, text, " ");
        }
        Block::Links { label, links } => {
            push_label(out, label);
            match links.as_slice() {
                [link] => {
                    out.push(' ');
                    push_lines(out, link, " ");
                }
                links => {
                    for link in links {
                        out.push_str("\n- ");
                        push_lines(out, link, " ");
                    }
                }
            }
        }
        Block::Numbered { start, items } => {
            for (number, item) in (*start..).zip(items) {
                if number != *start {
                    out.push('\n');
                }
                let marker = format!("{number}. ");
                let indent = format!("\n{}", " ".repeat(marker.len()));
                out.push_str(&marker);
                push_lines(out, item, &indent);
            }
        }
        Block::Reply {
            heading,
            intro,
            lines,
        } => {
            for line in ["----------", heading, intro] {
                push_lines(out, line, " ");
                out.push('\n');
            }
            for (at, line) in lines.iter().enumerate() {
                if at > 0 {
                    out.push('\n');
                }
                push_lines(out, line, " ");
            }
        }
    }
}

fn push_label(out: &mut String, label: &str) {
    push_lines(out, label, " ");
    out.push(':');
}

fn push_lines(out: &mut String, text: &str, between: &str) {
    for (at, line) in lines(text).enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        out.push_str(line);
    }
}
