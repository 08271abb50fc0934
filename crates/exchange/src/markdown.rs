//! Notes as Markdown.
//!
//! **One note**: front matter as the head of the file, as note programs read it, then the title,
//! the brief and the record.
//!
//! **Several notes** in one file: front matter only works at the head of a file, and a `---` line
//! in the middle reads as a rule or turns the line above into a heading. So each note starts with
//! its title, has the same lines in a `yaml` code block below it, and a rule stands between notes.
//! Every Markdown program shows that sensibly, and each block can still be read by a program.

use crate::file::Setting;
use crate::front_matter::FrontMatter;
use crate::json::rfc3339;
use crate::sections;
use baton_brief::{Block, Document};
use baton_notes::{Newer, Note, Stored};

/// What stands between notes.
const RULE: &str = "\n---\n\n";

/// A note as a Markdown file with front matter.
///
/// What people typed is shown as typed: it cannot leave the front matter or become markup.
#[must_use]
pub fn markdown_note(note: &Note, setting: &Setting) -> String {
    Parts::of_note(note, setting).with_head()
}

/// Notes as one Markdown file, in the order given. A note of a newer schema is named only.
#[must_use]
pub fn markdown_all(notes: &[Stored], setting: &Setting) -> String {
    let notes: Vec<String> = notes
        .iter()
        .map(|note| Parts::of(note, setting).with_code())
        .collect();
    notes.join(RULE)
}

pub(crate) fn markdown_one(note: &Stored, setting: &Setting) -> String {
    Parts::of(note, setting).with_head()
}

struct Parts {
    front_matter: FrontMatter,
    title: String,
    body: Vec<Block>,
}

impl Parts {
    fn of(note: &Stored, setting: &Setting) -> Self {
        match note {
            Stored::Current(note) => Self::of_note(note, setting),
            Stored::Newer(newer) => Self::of_newer(newer, setting),
        }
    }

    fn of_note(note: &Note, setting: &Setting) -> Self {
        let title = match note.title() {
            "" => setting.messages.text("export_untitled", &[]),
            title => title.to_owned(),
        };
        Self {
            front_matter: front_matter(note),
            title,
            body: sections::of(note, setting),
        }
    }

    fn of_newer(newer: &Newer, setting: &Setting) -> Self {
        let schema = newer.schema.to_string();
        let mut front_matter = FrontMatter::default();
        front_matter.text("id", newer.id.as_str());
        front_matter.text("schema", &schema);
        let words = setting.messages;
        Self {
            front_matter,
            title: words.text("export_newer_title", &[]),
            body: vec![Block::Paragraph(words.text("export_newer", &[&schema]))],
        }
    }

    fn with_head(mut self) -> String {
        let head = self.front_matter.as_head();
        self.body.insert(0, Block::Title(self.title));
        format!("{head}\n{}", render(self.body))
    }

    fn with_code(self) -> String {
        let code = self.front_matter.as_code();
        let title = render(vec![Block::Title(self.title)]);
        let body = render(self.body);
        let gap = if body.is_empty() { "" } else { "\n" };
        format!("{title}\n{code}{gap}{body}")
    }
}

fn render(blocks: Vec<Block>) -> String {
    baton_brief::markdown(&Document {
        one_line: String::new(),
        blocks,
    })
}

fn front_matter(note: &Note) -> FrontMatter {
    let mut lines = FrontMatter::default();
    let verdict = note.verdict.as_ref().map(|record| record.verdict);
    let template = note.brief.as_ref().map(|brief| brief.template);
    lines.text("id", note.id.as_str());
    lines.text("schema", &note.schema.to_string());
    lines.text("created", &rfc3339(note.created));
    lines.text("updated", &rfc3339(note.updated));
    lines.optional("deleted", note.deleted.map(rfc3339).as_deref());
    lines.text("state", note.state.as_str());
    lines.text("provider", &note.source.provider);
    lines.text("source", &note.source.target);
    lines.optional("person", note.source.person.as_deref());
    lines.optional("event", note.source.event.as_deref());
    lines.optional(
        "minutes",
        note.source
            .minutes
            .map(|minutes| minutes.to_string())
            .as_deref(),
    );
    lines.optional("verdict", verdict.map(|verdict| verdict.outcome.as_str()));
    lines.optional("rule", verdict.map(|verdict| verdict.rule.as_str()));
    lines.optional("template", template.map(|template| template.as_str()));
    lines.list("tags", &note.tags);
    lines.list("people", &note.people);
    lines
}
