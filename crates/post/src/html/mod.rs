//! From the HTML that mail programs put on the clipboard to lines: blocks, lists and quotations
//! stay, everything else goes. It shows nothing and runs nothing; what comes out is text.

mod entities;
mod tag;

use crate::line::{Line, push_line};
use tag::{Tag, tag};

/// Elements that begin on a line of their own.
const BLOCKS: [&str; 32] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "tr",
    "ul",
];
/// Those with room above and below.
const ROOMY: [&str; 9] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre"];
/// Elements whose content is not text for people, and in which there are no tags.
const HIDDEN: [&str; 3] = ["script", "style", "title"];
/// Deeper lists than this are read and not indented further.
const MOST_INDENTED: usize = 8;
/// The longest text that stands for an image, in characters. Longer ones describe a picture.
const MOST_ALT_CHARS: usize = 16;
/// White space before a line of a list that stands in another.
const INDENT: &str = "   ";
/// The most lists in lists of which the numbers are known.
const MOST_LISTS: usize = 64;

/// The lines of an HTML text, or of a part of one.
pub(crate) fn html_lines(html: &str) -> Vec<Line> {
    let mut paper = Paper::default();
    let mut rest = html;
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        let (text, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        paper.text(text);
        rest = match tag(from) {
            Some((tag, bytes)) => {
                let behind = from.get(bytes..).unwrap_or_default();
                if !tag.closes && tag.is_one_of(&HIDDEN) {
                    behind_hidden(behind, tag.name)
                } else {
                    paper.tag(&tag);
                    behind
                }
            }
            None if from.is_empty() => from,
            None => {
                paper.text("<");
                from.get(1..).unwrap_or_default()
            }
        };
    }
    paper.end_entry();
    paper.lines
}

/// What stands behind the end of an element that is not shown.
fn behind_hidden<'a>(html: &'a str, name: &str) -> &'a str {
    let mut rest = html;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at + 2..).unwrap_or_default();
        let end = rest.get(..name.len());
        if end.is_some_and(|end| end.eq_ignore_ascii_case(name)) {
            return rest.split_once('>').map_or("", |(_, behind)| behind);
        }
    }
    ""
}

/// The lines that are being written.
#[derive(Default)]
struct Paper {
    lines: Vec<Line>,
    /// The line so far, its white space collapsed.
    line: String,
    /// A space that is written when something follows on the line.
    space: bool,
    /// A blank line that is written when something follows.
    room: bool,
    /// How many `pre` are open.
    preformatted: usize,
    depth: u8,
    /// The next number of each open list; none for one without numbers.
    lists: Vec<Option<u32>>,
    /// Lists that are open beyond those whose numbers are known.
    more_lists: usize,
    /// The mark of an entry that nothing was written of yet.
    mark: String,
    /// The target of the open link, and what it says.
    link: Option<(String, String)>,
}

impl Paper {
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            if c == '&'
                && let Some((meant, bytes)) = entities::entity(rest)
            {
                rest = rest.get(bytes..).unwrap_or_default();
                self.write(meant);
            } else if !c.is_ascii_whitespace() {
                self.write(c);
            } else if self.preformatted == 0 {
                self.space = true;
            } else if c == '\n' {
                self.break_line();
            } else if c != '\r' {
                self.write(c);
            }
        }
    }

    fn write(&mut self, c: char) {
        if self.line.is_empty() {
            if self.room {
                self.room = false;
                if self.lines.last().is_some_and(|last| !last.is_blank()) {
                    push_line(&mut self.lines, self.depth, "");
                }
            }
            self.write_mark();
        } else if self.space {
            self.line.push(' ');
        }
        self.space = false;
        // A line break that an entity stands for is white space, as in a browser.
        let c = if matches!(c, '\n' | '\r') { ' ' } else { c };
        self.line.push(c);
        if let Some((_, says)) = &mut self.link {
            says.push(c);
        }
    }

    fn write_mark(&mut self) {
        if !self.mark.is_empty() {
            let within = self.lists.len().saturating_sub(1).min(MOST_INDENTED);
            for _ in 0..within {
                self.line.push_str(INDENT);
            }
            self.line.push_str(&self.mark);
            self.mark.clear();
        }
    }

    /// Ends the line unless nothing was written.
    fn end_line(&mut self) {
        if !self.line.is_empty() {
            push_line(&mut self.lines, self.depth, &self.line);
            self.line.clear();
        }
        self.space = false;
    }

    /// Ends the line, written or not.
    fn break_line(&mut self) {
        if self.line.is_empty() {
            push_line(&mut self.lines, self.depth, "");
        }
        self.end_line();
    }

    fn tag(&mut self, tag: &Tag) {
        if tag.is("br") {
            return self.break_line();
        }
        if tag.is_one_of(&["td", "th"]) {
            self.space = true;
            return;
        }
        if tag.is("a") {
            return self.link(tag);
        }
        if tag.is("li") {
            return self.entry(tag);
        }
        if tag.is("img") {
            return self.image(tag);
        }
        if !tag.is_one_of(&BLOCKS) {
            return;
        }
        self.end_line();
        // Outlook makes each line a paragraph, and blank lines of empty ones.
        let is_outlook = tag.attribute("class").is_some_and(|class| {
            let class = class.trim_start();
            class.starts_with("Mso") || class.starts_with("x_Mso")
        });
        self.room |= tag.is_one_of(&ROOMY) && !is_outlook && !tag.closes;
        if tag.is("blockquote") {
            self.depth = match tag.closes {
                true => self.depth.saturating_sub(1),
                false => self.depth.saturating_add(1),
            };
        } else if tag.is("pre") {
            self.preformatted = match tag.closes {
                true => self.preformatted.saturating_sub(1),
                false => self.preformatted.saturating_add(1),
            };
        } else if tag.is_one_of(&["ol", "ul"]) {
            self.list(tag);
        }
    }

    /// Ends the line; an entry of which nothing was written has its number all the same.
    fn end_entry(&mut self) {
        self.end_line();
        self.write_mark();
        self.end_line();
    }

    fn list(&mut self, tag: &Tag) {
        if tag.closes {
            self.end_entry();
            if self.more_lists > 0 {
                self.more_lists -= 1;
            } else {
                self.lists.pop();
            }
        } else if self.lists.len() < MOST_LISTS {
            let start = tag.attribute("start").and_then(|start| start.parse().ok());
            self.lists.push(tag.is("ol").then(|| start.unwrap_or(1)));
        } else {
            self.more_lists += 1;
        }
    }

    fn entry(&mut self, tag: &Tag) {
        self.end_entry();
        if tag.closes {
            return;
        }
        match self.lists.last_mut() {
            Some(Some(next)) => {
                let value = tag.attribute("value").and_then(|value| value.parse().ok());
                let number: u32 = value.unwrap_or(*next);
                *next = number.saturating_add(1);
                self.mark.push_str(&number.to_string());
                self.mark.push_str(". ");
            }
            _ => self.mark.push_str("- "),
        }
    }

    /// What stands for an image where it is short: mail programs draw emoji as images.
    fn image(&mut self, tag: &Tag) {
        let alt = tag.attribute("alt").unwrap_or_default();
        if entities::length(alt) <= MOST_ALT_CHARS {
            self.text(alt);
        }
    }

    /// Where a link leads is written behind what it says, unless that says where it leads.
    fn link(&mut self, tag: &Tag) {
        let opened = self.link.take();
        if !tag.closes {
            let href = tag.attribute("href").unwrap_or_default();
            let is_web = href.starts_with("https://") || href.starts_with("http://");
            self.link = is_web.then(|| (href.to_owned(), String::new()));
        } else if let Some((href, says)) = opened
            && !says.is_empty()
            && !says.contains('.')
        {
            self.text(" (");
            self.text(&href);
            self.text(")");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(html: &str) -> String {
        let mut out = String::new();
        for line in html_lines(html) {
            for _ in 0..line.depth {
                out.push('>');
            }
            out.push_str(&line.text);
            out.push('\n');
        }
        out
    }

    #[test]
    fn blocks_and_breaks_are_lines() {
        assert_eq!(
            shown("<div>a\n  b</div><div><br></div><div>c<br>d</div>"),
            "a b\n\nc\nd\n"
        );
        assert_eq!(shown("<p>a</p><p>b</p>"), "a\n\nb\n");
        assert_eq!(
            shown("<p class=MsoNormal>a</p><p class=\"MsoNormal\">b</p>"),
            "a\nb\n"
        );
        assert_eq!(
            shown("<table><tr><td>a</td><td>b</td></tr><tr><td>c</table>"),
            "a b\nc\n"
        );
        assert_eq!(shown("<pre>a\n  b\n\nc</pre>"), "a\n  b\n\nc\n");
    }

    #[test]
    fn lists_have_their_numbers() {
        assert_eq!(shown("<ol><li>a<li><p>b</p></li></ol>"), "1. a\n\n2. b\n");
        assert_eq!(
            shown("<ol start=\"3\"><li>a</li><li value=7>b</li><li></li></ol>"),
            "3. a\n7. b\n8.\n"
        );
        assert_eq!(
            shown("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>"),
            "1. a\n   - b\n2. c\n"
        );
    }

    #[test]
    fn quotations_have_their_depth() {
        assert_eq!(
            shown("a<blockquote>b<blockquote>c</blockquote></blockquote></blockquote>d"),
            "a\n>b\n>>c\nd\n"
        );
    }

    #[test]
    fn what_is_not_text_for_people_goes() {
        assert_eq!(
            shown("<style>p{}</style>a<script>'</p>' < b</script>b<!-- c -->"),
            "ab\n"
        );
        assert_eq!(shown("<head><title>t</title></head>a<script>b"), "a\n");
        assert_eq!(
            shown("<o:p>&nbsp;</o:p>a<custom-tag on=\"x>y\">b"),
            "\u{20}ab\n"
        );
        assert_eq!(
            shown("5 < 6 &lt;b&gt; &amp;amp; &unknown; <3"),
            "5 < 6 <b> &amp; &unknown; <3\n"
        );
    }

    #[test]
    fn an_emoji_that_is_drawn_as_an_image_is_not_lost() {
        assert_eq!(
            shown(
                "Yes <img data-emoji=\"👍\" alt=\"👍\" src=\"cid:1\"> and <IMG alt='&#x1F44D;&#x1F3FD;'/>"
            ),
            "Yes 👍 and 👍🏽\n"
        );
        assert_eq!(
            shown("a<img src=x><img alt=\"\"><img alt=\"A picture of our whole team\">b"),
            "ab\n"
        );
        assert_eq!(
            shown("<img alt=\"&#x1F468;&#x200D;&#x1F469;&#x200D;&#x1F467;\">"),
            "👨\u{200d}👩\u{200d}👧\n",
            "it is as long as it is read"
        );
    }

    #[test]
    fn where_a_link_leads_is_not_lost() {
        assert_eq!(
            shown(
                "<a href=\"https://acme.example/?a=1&amp;b=2\">here</a> <a href='https://acme.example'>acme.example</a>"
            ),
            "here (https://acme.example/?a=1&b=2) acme.example\n"
        );
    }
}
