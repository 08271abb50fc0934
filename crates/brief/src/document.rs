//! The finished brief as blocks: made once, shown in the preview and rendered to every format.

use crate::brief::{Brief, FieldValue};
use crate::context::Context;
use crate::form::{FormField, Takes};
use crate::head::HeadField;
use crate::moment::moment_text;
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
    let title = one_line(&brief.template_name(context.messages));
    let ask = one_line(&brief.ask);
    let mut composer = Composer {
        context,
        blocks: vec![Block::Title(title.clone())],
        next_number: 1,
        to_answer: Vec::new(),
    };
    composer.head(brief, &ask);
    for field in brief.fields_of_form() {
        if let Some(value) = brief.fields.get(field.id()) {
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
        for head in HeadField::ALL {
            let field = FormField::Head(head);
            match head {
                HeadField::Ask => self.line(field, ask.to_owned()),
                HeadField::NeededBy => {
                    if let Some(at) = brief.needed_by {
                        self.line(field, moment_text(at, self.context));
                    }
                }
                HeadField::IfNoReply => self.line(field, one_line(&brief.if_no_reply)),
                HeadField::Owner => self.line(field, one_line(&brief.owner)),
                HeadField::Links => self.links(field, &brief.links),
            }
        }
    }

    fn label(&self, field: FormField) -> String {
        one_line(&field.label(self.context.messages))
    }

    fn line(&mut self, field: FormField, text: String) {
        if !text.is_empty() {
            let label = self.label(field);
            self.blocks.push(Block::Line { label, text });
        }
    }

    fn links(&mut self, field: FormField, links: &[String]) {
        let links = lines_of(links);
        if !links.is_empty() {
            let label = self.label(field);
            self.blocks.push(Block::Links { label, links });
        }
    }

    /// Adds a field by the form of its value, which a brief from elsewhere may have wrong.
    fn field(&mut self, field: FormField, value: &FieldValue) {
        let takes = field.takes();
        match value {
            FieldValue::Text(text) if takes == Takes::LongText => {
                self.under_heading(field, paragraphs(text).into_iter().map(Block::Paragraph));
            }
            FieldValue::Text(link) if takes == Takes::Link => {
                self.links(field, std::slice::from_ref(link));
            }
            FieldValue::Text(text) => self.line(field, one_line(text)),
            FieldValue::List(names) if takes == Takes::People => self.people(field, names),
            FieldValue::List(entries) => self.numbered(field, entries),
            FieldValue::Choice(choice) => {
                self.line(field, field.choice_text(choice, self.context.messages));
            }
            FieldValue::Moment(at) => self.line(field, moment_text(*at, self.context)),
            FieldValue::Number(number) => {
                self.line(field, field.number_text(*number, self.context.messages));
            }
            FieldValue::Toggle(yes) => {
                let key = if *yes { "gate_yes" } else { "gate_no" };
                self.line(field, self.context.say(key, &[]));
            }
        }
    }

    fn people(&mut self, field: FormField, names: &[String]) {
        let names = lines_of(names);
        if !names.is_empty() {
            let between = self.context.say("brief_people_between", &[]);
            self.line(field, names.join(&between));
        }
    }

    fn numbered(&mut self, field: FormField, entries: &[String]) {
        let items: Vec<String> = entries.iter().filter_map(|text| entry(text)).collect();
        if items.is_empty() {
            return;
        }
        let start = self.next_number;
        for _ in &items {
            if field.answered() {
                self.to_answer.push(self.next_number);
            }
            self.next_number = self.next_number.saturating_add(1);
        }
        self.under_heading(field, [Block::Numbered { start, items }]);
    }

    fn under_heading(&mut self, field: FormField, blocks: impl IntoIterator<Item = Block>) {
        let mut blocks = blocks.into_iter().peekable();
        if blocks.peek().is_some() {
            self.blocks.push(Block::Heading(self.label(field)));
            self.blocks.extend(blocks);
        }
    }

    fn reply(&mut self) {
        let context = self.context;
        let mut lines = vec![context.say("brief_reply_restate", &[])];
        if self.to_answer.is_empty() {
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
