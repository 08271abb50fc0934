//! The finished brief as blocks: made once, shown in the preview and rendered to every format.

use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::head::HeadField;
use crate::moment::moment_text;
use crate::template::{Field, FieldKind, template};
use crate::text::{entry, one_line, paragraphs};

/// The most numbered lines the reply block is given; past it, its one line on numbers is enough.
const MAX_REPLY_NUMBERS: usize = 12;

/// A part of a finished brief. Texts are plain, never markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What kind of brief it is. The first block.
    Title(String),
    /// A labelled line.
    Line {
        /// The label, without colon.
        label: String,
        /// One line of text.
        text: String,
    },
    /// Links under a label, at least one.
    Links {
        /// The label, without colon.
        label: String,
        /// Each as it was typed; [`crate::is_web_link`] says which may be made to work.
        links: Vec<String>,
    },
    /// The heading of what follows.
    Heading(String),
    /// A paragraph; `\n` inside is a line break that was typed.
    Paragraph(String),
    /// A numbered list.
    Numbered {
        /// The first number. Numbers run through the whole document, so each occurs once and
        /// "2: yes" is an answer.
        start: u32,
        /// The entries; `\n` inside is a line break that was typed.
        items: Vec<String>,
    },
    /// The form for an answer from somebody without Baton. The last block.
    Reply {
        /// Its heading.
        heading: String,
        /// How to use it.
        intro: String,
        /// Lines to be copied and filled in.
        lines: Vec<String>,
    },
}

/// A finished brief.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The ask in one line, or the title where nothing was asked yet.
    pub one_line: String,
    /// The parts, in order.
    pub blocks: Vec<Block>,
}

/// Composes the finished brief: the head, the template's filled fields, the form for a reply.
///
/// Empty fields are left out, and so are fields that belong to another template.
#[must_use]
pub fn compose(brief: &Brief, context: &Context) -> Document {
    let template = template(brief.template);
    let title = context.say(template.name_key, &[]);
    let ask = one_line(&brief.ask);
    let mut composer = Composer {
        context,
        blocks: vec![Block::Title(title.clone())],
        next_number: 1,
        to_answer: Vec::new(),
    };
    composer.head(brief, &ask);
    for field in template.fields {
        if let Some(value) = brief.fields.get(field.id) {
            composer.field(field, value);
        }
    }
    composer.reply();
    Document {
        one_line: if ask.is_empty() { title } else { ask },
        blocks: composer.blocks,
    }
}

struct Composer<'a> {
    context: &'a Context<'a>,
    blocks: Vec<Block>,
    /// The number of the next numbered entry.
    next_number: u32,
    /// The numbers that want an answer.
    to_answer: Vec<u32>,
}

impl Composer<'_> {
    fn head(&mut self, brief: &Brief, ask: &str) {
        for field in HeadField::ALL {
            let label = field.label_key();
            match field {
                HeadField::Ask => self.line(label, ask.to_owned()),
                HeadField::NeededBy => {
                    if let Some(at) = brief.needed_by {
                        self.line(label, moment_text(at, self.context));
                    }
                }
                HeadField::IfNoReply => self.line(label, one_line(&brief.if_no_reply)),
                HeadField::Owner => self.line(label, one_line(&brief.owner)),
                HeadField::Links => self.links(label, &brief.links),
            }
        }
    }

    fn line(&mut self, label_key: &str, text: String) {
        if !text.is_empty() {
            self.blocks.push(Block::Line {
                label: self.context.say(label_key, &[]),
                text,
            });
        }
    }

    fn links(&mut self, label_key: &str, links: &[String]) {
        let links = lines_of(links);
        if !links.is_empty() {
            self.blocks.push(Block::Links {
                label: self.context.say(label_key, &[]),
                links,
            });
        }
    }

    /// Adds a field by the form of its value, which a brief from elsewhere may have wrong.
    fn field(&mut self, field: &Field, value: &FieldValue) {
        match value {
            FieldValue::Text(text) if field.kind == FieldKind::LongText => {
                self.under_heading(field, paragraphs(text).into_iter().map(Block::Paragraph));
            }
            FieldValue::Text(link) if field.kind == FieldKind::Link => {
                self.links(field.label_key, std::slice::from_ref(link));
            }
            FieldValue::Text(text) => self.line(field.label_key, one_line(text)),
            FieldValue::List(names) if field.kind == FieldKind::People => {
                self.people(field.label_key, names);
            }
            FieldValue::List(entries) => self.numbered(field, entries),
            FieldValue::Choice(choice) => {
                let text = match field.kind {
                    FieldKind::Choice(known) if known.contains(&choice.as_str()) => {
                        self.context.say(&field.choice_key(choice), &[])
                    }
                    _ => one_line(choice),
                };
                self.line(field.label_key, text);
            }
            FieldValue::Moment(at) => self.line(field.label_key, moment_text(*at, self.context)),
            FieldValue::Number(number) => {
                let number = number.to_string();
                let text = match field.kind {
                    FieldKind::Number { unit_key, .. } => self.context.say(unit_key, &[&number]),
                    _ => number,
                };
                self.line(field.label_key, text);
            }
            FieldValue::Toggle(yes) => {
                let key = if *yes { "gate_yes" } else { "gate_no" };
                self.line(field.label_key, self.context.say(key, &[]));
            }
        }
    }

    fn people(&mut self, label_key: &str, names: &[String]) {
        let names = lines_of(names);
        if !names.is_empty() {
            let between = self.context.say("brief_people_between", &[]);
            self.line(label_key, names.join(&between));
        }
    }

    fn numbered(&mut self, field: &Field, entries: &[String]) {
        let items: Vec<String> = entries.iter().filter_map(|text| entry(text)).collect();
        if items.is_empty() {
            return;
        }
        let start = self.next_number;
        for _ in &items {
            if field.answered {
                self.to_answer.push(self.next_number);
            }
            self.next_number = self.next_number.saturating_add(1);
        }
        self.under_heading(field, [Block::Numbered { start, items }]);
    }

    fn under_heading(&mut self, field: &Field, blocks: impl IntoIterator<Item = Block>) {
        let mut blocks = blocks.into_iter().peekable();
        if blocks.peek().is_some() {
            let heading = self.context.say(field.label_key, &[]);
            self.blocks.push(Block::Heading(heading));
            self.blocks.extend(blocks);
        }
    }

    fn reply(&mut self) {
        let context = self.context;
        let mut lines = vec![context.say("brief_reply_restate", &[])];
        if self.next_number == 1 {
            lines.push(context.say("brief_reply_answer", &[]));
        } else {
            lines.push(context.say("brief_reply_numbers", &[]));
            if self.to_answer.len() <= MAX_REPLY_NUMBERS {
                lines.extend(self.to_answer.iter().map(|number| format!("{number}:")));
            }
        }
        lines.push(context.say("brief_reply_score", &[]));
        self.blocks.push(Block::Reply {
            heading: context.say("brief_reply", &[]),
            intro: context.say("brief_reply_intro", &[]),
            lines,
        });
    }
}

/// Each text on one line, without those that are empty.
fn lines_of(texts: &[String]) -> Vec<String> {
    texts
        .iter()
        .map(|text| one_line(text))
        .filter(|text| !text.is_empty())
        .collect()
}
