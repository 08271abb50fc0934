//! Notes as one page to be handed to somebody: a handbook, or a handoff with a chapter in front of it.
//!
//! The page needs nothing but itself: no network, which its own policy forbids, and no script, though it
//! has one for searching. It reads on paper, too. Articles leave as soon as they are made; what is kept of
//! each note is a line for the contents, which stand in front.

mod contents;
mod handoff;
mod html;
mod related;

use crate::entry::Entry;
use crate::file::Setting;
use crate::sections::{self, state_key};
use crate::writer::Writer;
use baton_brief::{Block, Document};
use baton_notes::{Newer, Note, Stored};
use contents::{Contents, Listed, day, in_a_list};
use handoff::Handoff;
use html::Html;
use related::Related;

/// The media type of HTML.
pub const HTML_TYPE: &str = "text/html;charset=utf-8";

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");
/// SHA-256 of the style and the script, Base64: all that the page's policy lets run. A test makes them anew.
const STYLE_SHA256: &str = "pg7/IcxQryy+8knEgHK4EggB0AV6Zu5OOb+Q2Q9TAhk=";
const SCRIPT_SHA256: &str = "zfb4JkV6sd06a3C+EWOQueaTn8U9Zbmy56CmZplgYZs=";

/// What stands in front of the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HandbookKind {
    /// Contents by topic and by person, and the decisions.
    Handbook,
    /// A chapter for whoever takes over: what is decided, what is open, who owes what.
    Handoff,
}

/// Writes notes as a page that can be read without Baton.
#[derive(Debug)]
pub struct HandbookWriter {
    kind: HandbookKind,
    title: Option<String>,
    choice: Option<String>,
    out: Html,
    contents: Contents,
    handoff: Handoff,
    related: Related,
}

impl HandbookWriter {
    /// A page of this kind. `title` is the person's own, where they gave one; `choice` says in words which
    /// notes were chosen: of whom, about what, from when to when.
    #[must_use]
    pub fn new(kind: HandbookKind, title: Option<String>, choice: Option<String>) -> Self {
        Self {
            kind,
            title,
            choice,
            out: Html::default(),
            contents: Contents::default(),
            handoff: Handoff::default(),
            related: Related::default(),
        }
    }

    fn note(&mut self, note: &Note, setting: &Setting) {
        let title = in_a_list(&sections::title(note, setting));
        let place = self.contents.notes.len();
        // One that was there is not told twice: its anchor can stand for one only.
        if !self.related.arrives(&note.id, place) {
            return;
        }
        self.contents.notes.push(Listed {
            id: note.id.clone(),
            title,
            date: day(note.created, setting),
        });
        self.contents.list(place, note);
        if self.kind == HandbookKind::Handoff {
            self.handoff.add(place, note);
        }
        self.begin_article(place, setting);
        self.meta(note, setting);
        let document = Document {
            one_line: String::new(),
            blocks: sections::of(note, setting),
        };
        self.out.raw(&baton_brief::html(&document));
        self.files(note, setting);
        let (out, contents) = (&mut self.out, &self.contents);
        self.related.links(out, note, place, contents, setting);
        self.out.raw("</article>\n");
    }

    fn newer(&mut self, newer: &Newer, setting: &Setting) {
        let place = self.contents.notes.len();
        if !self.related.arrives(&newer.id, place) {
            return;
        }
        let words = setting.messages;
        self.contents.notes.push(Listed {
            id: newer.id.clone(),
            title: words.text("export_newer_title", &[]),
            date: day(newer.id.made(), setting),
        });
        self.contents.list_newer(place);
        self.begin_article(place, setting);
        let text = words.text("export_newer", &[&newer.schema.to_string()]);
        let document = Document {
            one_line: String::new(),
            blocks: vec![Block::Paragraph(text)],
        };
        self.out
            .raw(&baton_brief::html(&document))
            .raw("</article>\n");
    }

    fn begin_article(&mut self, place: usize, setting: &Setting) {
        let Some(Listed { id, title, .. }) = self.contents.notes.get(place) else {
            return;
        };
        let link = setting.messages.text("handbook_link_here", &[]);
        let out = &mut self.out;
        out.raw("<article id=\"n-")
            .raw(id.as_str())
            .raw("\">\n<h2>")
            .typed(title);
        out.raw("<a href=\"#n-")
            .raw(id.as_str())
            .raw("\" aria-label=\"")
            .text(&link);
        out.raw("\">#</a></h2>\n");
    }

    /// What tells at a glance what this is: state, date, person, topics.
    fn meta(&mut self, note: &Note, setting: &Setting) {
        let words = setting.messages;
        let out = &mut self.out;
        out.raw("<p class=\"meta\"><span class=\"state\">");
        let key = match note.deleted {
            Some(_) => "export_deleted",
            None => state_key(note.state),
        };
        out.text(&words.text(key, &[])).raw("</span>");
        let date = day(note.created, setting).to_string();
        out.raw("<time datetime=\"")
            .raw(&date)
            .raw("\">")
            .raw(&date)
            .raw("</time>");
        if let Some(person) = &note.source.person {
            out.typed(&in_a_list(person));
        }
        for tag in &note.tags {
            if let Some(number) = self.contents.topic_number(tag) {
                out.raw("<a href=\"#topic-").number(number).raw("\">");
                out.typed(&in_a_list(tag)).raw("</a>");
            }
        }
        out.raw("</p>\n");
    }

    fn files(&mut self, note: &Note, setting: &Setting) {
        if note.attachments.is_empty() {
            return;
        }
        let out = &mut self.out;
        out.raw("<h3>")
            .text(&setting.messages.text("handbook_files", &[]))
            .raw("</h3>\n<ul>");
        for file in &note.attachments {
            let size = file.bytes.div_ceil(1_000).to_string();
            let size = setting.messages.text("handbook_file_size", &[&size]);
            out.raw("<li>")
                .typed(&in_a_list(&file.name))
                .raw(" (")
                .text(&size)
                .raw(")</li>");
        }
        out.raw("</ul>\n");
    }

    /// Everything up to the first article.
    fn front(&self, setting: &Setting) -> Html {
        let words = setting.messages;
        let say = |key| words.text(key, &[]);
        let title = match (&self.title, self.kind) {
            (Some(title), _) if !title.trim().is_empty() => in_a_list(title),
            (_, HandbookKind::Handbook) => say("handbook_title"),
            (_, HandbookKind::Handoff) => say("handoff_title"),
        };
        let mut html = Html::default();
        let out = &mut html;
        out.raw("<!doctype html>\n<html lang=\"")
            .text(&say("handbook_lang"));
        out.raw("\" dir=\"").text(&say("handbook_direction"));
        out.raw("\">\n<head>\n<meta charset=\"utf-8\">\n");
        out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
        out.raw("style-src 'sha256-")
            .raw(STYLE_SHA256)
            .raw("'; script-src 'sha256-");
        out.raw(SCRIPT_SHA256)
            .raw("'; base-uri 'none'; form-action 'none'\">\n");
        out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.raw("<meta name=\"referrer\" content=\"no-referrer\">\n<title>")
            .text(&title);
        out.raw("</title>\n<style>")
            .raw(STYLE)
            .raw("</style>\n</head>\n<body>\n");
        out.raw("<header class=\"front\">\n<h1 dir=\"auto\">")
            .text(&title)
            .raw("</h1>\n");
        if let Some(choice) = &self.choice {
            out.raw("<p class=\"choice\" dir=\"auto\">")
                .text(&in_a_list(choice))
                .raw("</p>\n");
        }
        out.raw("<p class=\"about\">")
            .text(&self.about(setting))
            .raw("<br>");
        let made = day(setting.now, setting).to_string();
        let made = words.text("handbook_made", &[&made, setting.zone.as_str()]);
        out.text(&made).raw("</p>\n</header>\n");
        out.raw("<div class=\"search\" id=\"search\" role=\"search\" hidden>");
        let search = say("handbook_search");
        out.raw("<input type=\"search\" id=\"search-for\" autocomplete=\"off\" aria-label=\"");
        out.text(&search)
            .raw("\" placeholder=\"")
            .text(&search)
            .raw("\">");
        // The script puts the number where the mark stands.
        let found = words.text("handbook_found", &["#"]);
        out.raw("<output id=\"found\" data-words=\"")
            .text(&found)
            .raw("\"></output></div>\n");
        if self.kind == HandbookKind::Handoff {
            self.handoff.chapter(out, &self.contents, setting);
        }
        self.contents
            .nav(out, self.kind == HandbookKind::Handbook, setting);
        out.raw("<main>\n");
        html
    }

    /// How many notes there are, and of which days.
    fn about(&self, setting: &Setting) -> String {
        let days = || self.contents.notes.iter().map(|listed| listed.date);
        let count = self.contents.notes.len().to_string();
        match (days().min(), days().max()) {
            (Some(first), Some(last)) => {
                let days = [first.to_string(), last.to_string()];
                let args = [count.as_str(), days[0].as_str(), days[1].as_str()];
                setting.messages.text("handbook_about", &args)
            }
            _ => setting.messages.text("handbook_none", &[]),
        }
    }
}

impl Writer for HandbookWriter {
    fn add(&mut self, entry: &Entry, setting: &Setting) {
        match &entry.note {
            Stored::Current(note) => self.note(note, setting),
            Stored::Newer(newer) => self.newer(newer, setting),
        }
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.out.0).into_bytes()
    }

    fn finish(&mut self, setting: &Setting) -> Vec<u8> {
        let front = self.front(setting);
        self.related.missing(&mut self.out, setting);
        let footer = setting.messages.text("handbook_footer", &[]);
        let out = &mut self.out;
        out.raw("</main>\n<footer>")
            .text(&footer)
            .raw("</footer>\n<script>");
        out.raw(SCRIPT).raw("</script>\n</body>\n</html>\n");
        front.0.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baton_notes::file_text;
    use sha2::{Digest, Sha256};

    fn hash(text: &str) -> String {
        let digest: [u8; 32] = Sha256::digest(text).into();
        file_text(&digest)
    }

    #[test]
    fn the_policy_lets_run_what_the_page_has_and_nothing_else() {
        assert_eq!(STYLE_SHA256, hash(STYLE));
        assert_eq!(SCRIPT_SHA256, hash(SCRIPT));
    }

    #[test]
    fn style_and_script_cannot_end_early_and_load_nothing() {
        for text in [STYLE, SCRIPT] {
            for risky in [
                "</",
                "<!--",
                "url(",
                "@import",
                "fetch",
                "innerHTML",
                "eval",
            ] {
                assert!(!text.contains(risky), "{risky}");
            }
        }
    }
}
