//! What the front of a handbook names: every note by topic and by person, and what was decided.

use super::html::Html;
use crate::file::Setting;
use baton_brief::{FieldValue, one_line, shortened};
use baton_notes::{Note, NoteId, State};
use baton_worktime::{CivilDate, LocalTime, UtcMillis, to_local};
use std::collections::BTreeMap;

/// The most characters of a title in a list.
const MAX_TITLE_CHARS: usize = 200;
/// Up to so many notes the lists stand open.
const MAX_OPEN: usize = 60;

/// What is kept of each note until the end.
#[derive(Debug)]
pub(super) struct Listed {
    pub(super) id: NoteId,
    pub(super) title: String,
    pub(super) date: CivilDate,
}

/// The notes of one topic or person.
#[derive(Debug, Default)]
struct Group {
    /// Names its anchor.
    number: usize,
    notes: Vec<usize>,
}

/// Groups by name, without regard to capitals first.
type Groups = BTreeMap<(String, String), Group>;

/// A decision, by the place of its note.
#[derive(Debug)]
pub(super) struct Decided {
    pub(super) note: usize,
    pub(super) at: Option<UtcMillis>,
    by: Option<String>,
    what: Option<String>,
}

#[derive(Debug, Default)]
pub(super) struct Contents {
    pub(super) notes: Vec<Listed>,
    pub(super) decided: Vec<Decided>,
    topics: Groups,
    people: Groups,
    without_topic: Vec<usize>,
}

impl Contents {
    /// Lists the note last added among its topics, its people and the decisions.
    pub(super) fn list(&mut self, place: usize, note: &Note) {
        let topics = names(note.tags.iter().map(String::as_str));
        if topics.is_empty() {
            self.without_topic.push(place);
        }
        for topic in topics {
            group(&mut self.topics, topic).notes.push(place);
        }
        let people = note.source.person.iter().chain(&note.people);
        let owner = note.brief.iter().map(|brief| brief.owner.as_str());
        for person in names(people.map(String::as_str).chain(owner)) {
            group(&mut self.people, person).notes.push(place);
        }
        if note.state == State::Decided && note.deleted.is_none() {
            let mut steps = note.history.iter().rev();
            let step = steps.find(|step| step.state == State::Decided);
            self.decided.push(Decided {
                note: place,
                at: step.map(|step| step.at),
                by: step.and_then(|step| step.by.as_deref()).map(in_a_list),
                what: outcome(note),
            });
        }
    }

    pub(super) fn list_newer(&mut self, place: usize) {
        self.without_topic.push(place);
    }

    /// The number of a topic's anchor.
    pub(super) fn topic_number(&self, topic: &str) -> Option<usize> {
        let name = in_a_list(topic);
        self.topics.get(&key(name)).map(|group| group.number)
    }

    /// The lists.
    pub(super) fn nav(&self, out: &mut Html, with_decisions: bool, setting: &Setting) {
        let words = setting.messages;
        let say = |key| words.text(key, &[]);
        out.raw("<nav aria-label=\"");
        out.text(&say("handbook_contents")).raw("\">\n");
        if with_decisions && !self.decided.is_empty() {
            out.raw("<h2 id=\"decisions\">")
                .text(&say("handbook_decisions"))
                .raw("</h2>\n");
            self.decisions(out, setting);
        }
        if !self.notes.is_empty() {
            out.raw("<h2>")
                .text(&say("handbook_by_topic"))
                .raw("</h2>\n");
        }
        for ((_, topic), group) in &self.topics {
            out.raw("<details id=\"topic-")
                .number(group.number)
                .raw("\"");
            self.group(out, topic, &group.notes);
        }
        if !self.without_topic.is_empty() {
            out.raw("<details");
            self.group(out, &say("handbook_no_topic"), &self.without_topic);
        }
        if !self.people.is_empty() {
            out.raw("<h2>")
                .text(&say("handbook_by_person"))
                .raw("</h2>\n");
        }
        for ((_, person), group) in &self.people {
            out.raw("<details");
            self.group(out, person, &group.notes);
        }
        out.raw("</nav>\n");
    }

    /// The rest of a list, behind the start of its tag.
    fn group(&self, out: &mut Html, name: &str, notes: &[usize]) {
        if self.notes.len() <= MAX_OPEN {
            out.raw(" open");
        }
        out.raw("><summary>")
            .typed(name)
            .raw("<span class=\"count\">");
        out.number(notes.len()).raw("</span></summary><ul>\n");
        for listed in notes.iter().filter_map(|&place| self.notes.get(place)) {
            out.raw("<li>").link(&listed.id, &listed.title);
            out.raw("<span class=\"date\">")
                .raw(&listed.date.to_string())
                .raw("</span></li>\n");
        }
        out.raw("</ul></details>\n");
    }

    /// Decisions as a table, the last one first.
    pub(super) fn decisions(&self, out: &mut Html, setting: &Setting) {
        let mut order: Vec<(i64, usize)> = (self.decided.iter().zip(0..))
            .map(|(decided, place)| {
                (
                    decided.at.map_or(i64::MAX, |at| at.0.saturating_neg()),
                    place,
                )
            })
            .collect();
        order.sort_unstable();
        let words = setting.messages;
        head(
            out,
            &["handbook_decision", "handbook_when", "handbook_by_whom"],
            setting,
        );
        for decided in order.iter().filter_map(|(_, at)| self.decided.get(*at)) {
            let Some(listed) = self.notes.get(decided.note) else {
                continue;
            };
            out.raw("<tr><td>").link(&listed.id, &listed.title);
            if let Some(what) = &decided.what {
                out.raw("<small dir=\"auto\">").text(what).raw("</small>");
            }
            out.raw("</td><td class=\"date\">");
            if let Some(at) = decided.at {
                out.raw(&day(at, setting).to_string());
            }
            out.raw("</td><td>");
            match &decided.by {
                Some(by) => out.typed(by),
                None => out.text(&words.text("handbook_keeper", &[])),
            };
            out.raw("</td></tr>\n");
        }
        out.raw("</tbody></table>\n");
    }
}

/// The head of a table, and where its rows begin.
pub(super) fn head(out: &mut Html, keys: &[&str], setting: &Setting) {
    out.raw("<table><thead><tr>");
    for key in keys {
        out.raw("<th scope=\"col\">")
            .text(&setting.messages.text(key, &[]))
            .raw("</th>");
    }
    out.raw("</tr></thead><tbody>\n");
}

/// A name or title as it stands in a list.
pub(super) fn in_a_list(text: &str) -> String {
    shortened(&one_line(text), MAX_TITLE_CHARS, |_| 1)
}

/// Names that are not blank, each once.
fn names<'a>(texts: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in texts.map(in_a_list) {
        if !name.is_empty() && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Small letters, each on its own: enough for an order, and without the rules for words.
fn folded(name: &str) -> String {
    name.chars().flat_map(char::to_lowercase).collect()
}

fn key(name: String) -> (String, String) {
    (folded(&name), name)
}

fn group(groups: &mut Groups, name: String) -> &mut Group {
    let number = groups.len() + 1;
    groups.entry(key(name)).or_insert_with(|| Group {
        number,
        notes: Vec::new(),
    })
}

/// What came out, where the brief has a place for it.
fn outcome(note: &Note) -> Option<String> {
    let brief = note.brief.as_ref()?;
    let text = ["decision", "answer"]
        .into_iter()
        .find_map(|id| match brief.fields.get(id)? {
            FieldValue::Text(text) => Some(in_a_list(text)),
            _ => None,
        });
    text.filter(|text| !text.is_empty())
}

/// The clocks of the person; UTC where their zone is not known.
pub(super) fn clock(at: UtcMillis, setting: &Setting) -> LocalTime {
    to_local(setting.zones, setting.zone, at).unwrap_or(LocalTime::from_clock_millis(at.0))
}

pub(super) fn day(at: UtcMillis, setting: &Setting) -> CivilDate {
    clock(at, setting).date()
}
