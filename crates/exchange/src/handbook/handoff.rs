//! The front chapter of a handoff: what is decided, what is open, who owes what, and drafts apart.

use super::contents::{Contents, clock, day, head, in_a_list};
use super::html::Html;
use crate::file::Setting;
use crate::sections::state_key;
use baton_notes::{Note, State};
use baton_worktime::UtcMillis;
use std::collections::BTreeMap;

/// A question that was sent and has no answer, by the place of its note.
#[derive(Debug)]
struct Open {
    note: usize,
    asked: Option<String>,
    needed_by: Option<UtcMillis>,
    sent: Option<UtcMillis>,
}

/// What somebody owes, by the places of notes.
#[derive(Debug, Default)]
struct Debts {
    answers: Vec<usize>,
    next_steps: Vec<usize>,
}

/// What the chapter tells, gathered note by note.
#[derive(Debug, Default)]
pub(super) struct Handoff {
    open: Vec<Open>,
    answered: Vec<usize>,
    drafts: Vec<usize>,
    settled: Vec<(usize, State)>,
    owes: BTreeMap<String, Debts>,
}

impl Handoff {
    /// Takes in a note; one that was deleted is nobody's task.
    pub(super) fn add(&mut self, place: usize, note: &Note) {
        if note.deleted.is_some() {
            return;
        }
        let brief = note.brief.as_ref();
        let is_open = match note.state {
            State::Draft => {
                self.drafts.push(place);
                return;
            }
            State::Met | State::Dropped => {
                self.settled.push((place, note.state));
                return;
            }
            // The contents tell decisions.
            State::Decided => return,
            State::Answered => {
                self.answered.push(place);
                false
            }
            State::Sent | State::Booked | State::Acknowledged => true,
        };
        if is_open {
            let to = || {
                note.deliveries
                    .iter()
                    .rev()
                    .find_map(|sent| sent.to.as_ref())
            };
            let asked = note
                .source
                .person
                .as_ref()
                .or_else(to)
                .map(|name| in_a_list(name));
            let asked = asked.filter(|name| !name.is_empty());
            self.owes_of(asked.as_deref(), |debts| debts.answers.push(place));
            let mut steps = note.history.iter().rev();
            self.open.push(Open {
                note: place,
                asked,
                needed_by: brief
                    .and_then(|brief| brief.needed_by)
                    .or(note.answers.needed_by),
                sent: steps
                    .find(|step| step.state == State::Sent)
                    .map(|step| step.at),
            });
        }
        let owner = brief.map(|brief| in_a_list(&brief.owner));
        self.owes_of(owner.as_deref(), |debts| debts.next_steps.push(place));
    }

    fn owes_of(&mut self, who: Option<&str>, more: impl FnOnce(&mut Debts)) {
        if let Some(who) = who.filter(|who| !who.is_empty()) {
            more(self.owes.entry(who.to_owned()).or_default());
        }
    }

    pub(super) fn chapter(&self, out: &mut Html, contents: &Contents, setting: &Setting) {
        let words = setting.messages;
        let say = |key| words.text(key, &[]);
        let heading = |out: &mut Html, key, none: bool| {
            out.raw("<h2>").text(&say(key)).raw("</h2>\n");
            if none {
                out.raw("<p class=\"none\">")
                    .text(&say("handbook_none"))
                    .raw("</p>\n");
            }
        };
        out.raw("<section class=\"chapter\" aria-label=\"")
            .text(&say("handoff_title"))
            .raw("\">\n");
        heading(out, "handoff_decided", contents.decided.is_empty());
        if !contents.decided.is_empty() {
            contents.decisions(out, setting);
        }
        heading(out, "handoff_open", self.open.is_empty());
        if !self.open.is_empty() {
            self.open(out, contents, setting);
        }
        if !self.answered.is_empty() {
            heading(out, "handoff_answered", false);
            list(
                out,
                contents,
                self.answered.iter().map(|&place| (None, place)),
            );
        }
        heading(out, "handoff_owes", self.owes.is_empty());
        for (who, debts) in &self.owes {
            out.raw("<h3>").typed(who).raw("</h3>\n");
            let labelled = |key: &str, places: &[usize]| {
                let label = Some(words.text(key, &[]));
                let items = places.iter().map(move |&place| (label.clone(), place));
                items.collect::<Vec<_>>()
            };
            let mut items = labelled("handoff_owes_answer", &debts.answers);
            items.extend(labelled("handoff_owes_step", &debts.next_steps));
            list(out, contents, items.into_iter());
        }
        if !self.settled.is_empty() {
            heading(out, "handoff_settled", false);
            let of = |&(place, state): &(usize, State)| (Some(say(state_key(state))), place);
            list(out, contents, self.settled.iter().map(of));
        }
        if !self.drafts.is_empty() {
            heading(out, "handoff_drafts", false);
            out.raw("<p class=\"none\">")
                .text(&say("handoff_drafts_hint"))
                .raw("</p>\n");
            list(
                out,
                contents,
                self.drafts.iter().map(|&place| (None, place)),
            );
        }
        out.raw("</section>\n");
    }

    /// What waits for an answer, as a table: what is needed first stands first.
    fn open(&self, out: &mut Html, contents: &Contents, setting: &Setting) {
        let mut order: Vec<(i64, usize)> = (self.open.iter().zip(0..))
            .map(|(open, place)| (open.needed_by.map_or(i64::MAX, |at| at.0), place))
            .collect();
        order.sort_unstable();
        let keys = [
            "handoff_question",
            "handoff_asked",
            "handoff_sent",
            "handoff_due",
        ];
        head(out, &keys, setting);
        for open in order.iter().filter_map(|(_, at)| self.open.get(*at)) {
            let Some(listed) = contents.notes.get(open.note) else {
                continue;
            };
            out.raw("<tr><td>")
                .link(&listed.id, &listed.title)
                .raw("</td><td>");
            out.typed(open.asked.as_deref().unwrap_or_default());
            out.raw("</td><td class=\"date\">");
            if let Some(at) = open.sent {
                out.raw(&day(at, setting).to_string());
            }
            out.raw("</td><td class=\"date\">");
            if let Some(at) = open.needed_by {
                let local = clock(at, setting);
                let time = format!("{} {:02}:{:02}", local.date(), local.hour(), local.minute());
                out.raw(&time);
                if at < setting.now {
                    let late = setting.messages.text("handoff_late", &[]);
                    out.raw("<small class=\"late\">")
                        .text(&late)
                        .raw("</small>");
                }
            }
            out.raw("</td></tr>\n");
        }
        out.raw("</tbody></table>\n");
    }
}

/// Notes as a list, some with a label.
fn list(out: &mut Html, contents: &Contents, items: impl Iterator<Item = (Option<String>, usize)>) {
    out.raw("<ul>\n");
    for (label, place) in items {
        if let Some(listed) = contents.notes.get(place) {
            out.raw("<li>");
            if let Some(label) = label {
                out.text(&label).raw(": ");
            }
            out.link(&listed.id, &listed.title).raw("</li>\n");
        }
    }
    out.raw("</ul>\n");
}
