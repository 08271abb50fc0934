//! What stands below a note's title: the brief, the answers, the verdict, the history.

use crate::file::Setting;
use baton_brief::{Block, Brief, Context, ResponseWindows, compose, moment_text, plain_text};
use baton_notes::{Delivered, Note, State, Stored};
use baton_worktime::{UtcMillis, WorkingWeek, ZoneName};

/// The note's sections. One that would be empty is left out.
pub(crate) fn of(note: &Note, setting: &Setting) -> Vec<Block> {
    in_context(note, setting, |context| {
        let mut sections = Sections {
            context,
            blocks: Vec::new(),
        };
        sections.head(note);
        sections.brief(note);
        sections.answers(note);
        sections.verdict(note);
        sections.comments(note);
        sections.history(note);
        sections.blocks
    })
}

/// A note's title and its sections; of one of a newer schema, what it is.
pub(crate) fn titled(note: &Stored, setting: &Setting) -> (String, Vec<Block>) {
    let words = setting.messages;
    match note {
        Stored::Current(note) => (title(note, setting), of(note, setting)),
        Stored::Newer(newer) => {
            let text = words.text("export_newer", &[&newer.schema.to_string()]);
            let title = words.text("export_newer_title", &[]);
            (title, vec![Block::Paragraph(text)])
        }
    }
}

/// The line a note goes by.
pub(crate) fn title(note: &Note, setting: &Setting) -> String {
    match note.title() {
        "" => setting.messages.text("export_untitled", &[]),
        title => title.to_owned(),
    }
}

/// What is written in the fields of the brief's template, without its head, as plain text.
pub(crate) fn brief_fields(note: &Note, setting: &Setting) -> String {
    let Some(brief) = &note.brief else {
        return String::new();
    };
    let without_head = Brief {
        template: brief.template,
        own: brief.own.clone(),
        ask: String::new(),
        needed_by: None,
        if_no_reply: String::new(),
        owner: String::new(),
        links: Vec::new(),
        fields: brief.fields.clone(),
    };
    let mut document = in_context(note, setting, |context| compose(&without_head, context));
    document
        .blocks
        .retain(|block| !matches!(block, Block::Title(_) | Block::Reply { .. }));
    plain_text(&document)
}

/// What surrounds a note that is written out.
pub(crate) fn in_context<T>(note: &Note, setting: &Setting, with: impl FnOnce(&Context) -> T) -> T {
    let utc = ZoneName::utc();
    let week = WorkingWeek::default_in(utc.clone());
    with(&Context {
        person: note.source.person.as_deref(),
        event: note.source.event.as_deref(),
        minutes: note.source.minutes,
        max_minutes: None,
        slot: note.source.slot.as_deref(),
        url: &note.source.target,
        provider_name: "",
        now: setting.now,
        my_zone: setting.zone,
        // UTC beside the own zone: a file outlives the place it was made in.
        their_zone: Some(&utc),
        week: &week,
        windows: ResponseWindows::default(),
        zones: setting.zones,
        messages: setting.messages,
    })
}

struct Sections<'a> {
    context: &'a Context<'a>,
    blocks: Vec<Block>,
}

impl Sections<'_> {
    fn say(&self, key: &str) -> String {
        self.context.messages.text(key, &[])
    }

    fn moment(&self, at: UtcMillis) -> String {
        moment_text(at, self.context)
    }

    fn heading(&mut self, key: &str) {
        self.blocks.push(Block::Heading(self.say(key)));
    }

    /// A labelled line; none without a text.
    fn line(&mut self, label_key: &str, text: &str) {
        if !text.trim().is_empty() {
            let label = self.say(label_key);
            self.blocks.push(Block::Line {
                label,
                text: text.to_owned(),
            });
        }
    }

    /// A labelled line with words looked up by key; none without a key.
    fn choice(&mut self, label_key: &str, key: Option<&str>) {
        if let Some(key) = key {
            self.line(label_key, &self.say(key));
        }
    }

    fn head(&mut self, note: &Note) {
        if let Some(brief) = &note.brief {
            let name = brief.template_name(self.context.messages);
            self.line("export_template", &name);
        }
        if !note.source.target.is_empty() {
            let label = self.say("export_booking_page");
            self.blocks.push(Block::Links {
                label,
                links: vec![note.source.target.clone()],
            });
        }
        self.line(
            "export_slot",
            note.source.slot.as_deref().unwrap_or_default(),
        );
    }

    /// The brief without its title, which the head has, and without the form for a reply.
    fn brief(&mut self, note: &Note) {
        if let Some(brief) = &note.brief {
            let composed = compose(brief, self.context).blocks;
            self.blocks.extend(
                composed
                    .into_iter()
                    .filter(|block| !matches!(block, Block::Title(_) | Block::Reply { .. })),
            );
        }
    }

    fn answers(&mut self, note: &Note) {
        let answers = &note.answers;
        let before = self.blocks.len();
        self.choice(
            "export_purpose",
            answers.purpose.map(|purpose| purpose.label_key()),
        );
        if let Some(at) = answers.needed_by {
            self.line("export_needed_by", &self.moment(at));
        }
        if let Some(minutes) = answers.minutes {
            self.line("export_minutes", &minutes.to_string());
        }
        self.line("export_done_when", &answers.done_when);
        self.line("export_tried", &answers.tried);
        self.choice(
            "export_contributors",
            answers.contributors.map(|who| who.label_key()),
        );
        self.line("export_follow_up", &answers.follow_up);
        self.line("export_written_where", &answers.written_where);
        self.choice("export_same_minute", answers.same_minute.map(yes_or_no));
        self.choice(
            "export_rounds",
            answers.rounds.map(|rounds| rounds.label_key()),
        );
        self.choice("export_invited", answers.invited.map(yes_or_no));
        let items: Vec<String> = answers
            .points
            .iter()
            .filter(|point| !point.trim().is_empty())
            .cloned()
            .collect();
        if !items.is_empty() {
            let points = self.say("export_points");
            self.blocks.push(Block::Paragraph(points));
            self.blocks.push(Block::Numbered { start: 1, items });
        }
        if self.blocks.len() > before {
            self.blocks
                .insert(before, Block::Heading(self.say("export_answers")));
        }
    }

    fn verdict(&mut self, note: &Note) {
        if let Some(record) = &note.verdict {
            self.heading("export_verdict");
            self.blocks.push(Block::Paragraph(record.sentence.clone()));
            self.line(
                "export_reason",
                &self.context.messages.text(
                    "export_rule",
                    &[
                        &self.say(record.verdict.rule_key()),
                        record.verdict.rule.as_str(),
                    ],
                ),
            );
        }
    }

    fn comments(&mut self, note: &Note) {
        if note.comments.is_empty() {
            return;
        }
        self.heading("export_comments");
        for comment in &note.comments {
            let own = || self.say("export_comment_own");
            let by = comment.by.clone().unwrap_or_else(own);
            let text = match comment.score {
                Some(score) => {
                    let messages = self.context.messages;
                    messages.text("export_comment_scored", &[&by, &score.to_string()])
                }
                None => by,
            };
            let label = self.moment(comment.at);
            self.blocks.push(Block::Line { label, text });
            if !comment.text.is_empty() {
                self.blocks.push(Block::Paragraph(comment.text.clone()));
            }
        }
    }

    /// Steps and deliveries together, in the order of time.
    fn history(&mut self, note: &Note) {
        let mut events = vec![(note.created, self.say("export_started"))];
        // Of one moment, what was added first stands first: what left Baton stands before the step
        // that followed from it.
        let mut add = |at: UtcMillis, text: String| {
            let place = events.partition_point(|(other, _)| *other <= at);
            events.insert(place, (at, text));
        };
        for told in &note.deliveries {
            let how = self.say(delivered_key(told.how));
            let text = match &told.to {
                Some(who) => self
                    .context
                    .messages
                    .text("export_delivered_to", &[&how, who]),
                None => how,
            };
            add(told.at, text);
        }
        for step in &note.history {
            let state = self.say(state_key(step.state));
            let text = match &step.by {
                Some(who) => self.context.messages.text("export_by", &[&state, who]),
                None => state,
            };
            add(step.at, text);
        }
        if let Some(at) = note.deleted {
            add(at, self.say("export_deleted"));
        }
        self.heading("export_history");
        for (at, text) in events {
            let label = self.moment(at);
            self.blocks.push(Block::Line { label, text });
        }
    }
}

const fn yes_or_no(yes: bool) -> &'static str {
    if yes { "gate_yes" } else { "gate_no" }
}

const fn delivered_key(how: Delivered) -> &'static str {
    match how {
        Delivered::Copied => "export_delivered_copied",
        Delivered::CopiedPlain => "export_delivered_copied_plain",
        Delivered::CopiedMarkdown => "export_delivered_copied_markdown",
        Delivered::Gmail => "export_delivered_gmail",
        Delivered::Outlook => "export_delivered_outlook",
        Delivered::MailFile => "export_delivered_mail_file",
        Delivered::Printed => "export_delivered_printed",
        Delivered::Mailed => "export_delivered_mailed",
        Delivered::BookedWith => "export_delivered_booked_with",
    }
}

pub(crate) const fn state_key(state: State) -> &'static str {
    match state {
        State::Draft => "export_state_draft",
        State::Sent => "export_state_sent",
        State::Booked => "export_state_booked",
        State::Acknowledged => "export_state_acknowledged",
        State::Answered => "export_state_answered",
        State::Decided => "export_state_decided",
        State::Met => "export_state_met",
        State::Dropped => "export_state_dropped",
    }
}
