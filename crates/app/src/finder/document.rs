//! A note as the index sees it.

use super::Like;
use baton_brief::{Brief, FieldValue, template};
use baton_locale::Messages;
use baton_notes::{Note, Stored};
use baton_recognize::system;
use baton_search::{Document, Fact, Field};
use baton_worktime::UtcMillis;

/// Raised when [`document`] changes in what it finds: indexes of before are then made anew.
pub(super) const FORM: u32 = 1;

/// What is found of a stored note. Of one of a newer schema nothing can be read: it stands in lists
/// and no word finds it.
pub(super) fn document(stored: &Stored, messages: &dyn Messages) -> Document {
    match stored {
        Stored::Current(note) => Document {
            id: note.id.to_string(),
            moment: note.updated,
            texts: texts(note, messages),
            facts: facts(note, messages),
        },
        Stored::Newer(newer) => Document {
            id: newer.id.to_string(),
            moment: newer.id.made(),
            texts: Vec::new(),
            facts: Vec::new(),
        },
    }
}

/// Everything in it that is text, in the order in which it is read.
fn texts(note: &Note, messages: &dyn Messages) -> Vec<(Field, String)> {
    let mut texts = Vec::new();
    let mut add = |field, text: &str| {
        if !text.trim().is_empty() {
            texts.push((field, text.to_owned()));
        }
    };
    add(Field::Title, note.title());
    people(note).for_each(|person| add(Field::Person, person));
    note.tags.iter().for_each(|tag| add(Field::Tag, tag));
    add(Field::State, &state(note, messages));
    if let Some(brief) = &note.brief {
        add_brief(&mut add, brief);
    }
    let answers = &note.answers;
    for answer in [
        &answers.done_when,
        &answers.tried,
        &answers.follow_up,
        &answers.written_where,
    ] {
        add(Field::Body, answer);
    }
    answers
        .points
        .iter()
        .for_each(|point| add(Field::Body, point));
    let source = &note.source;
    for told in [&source.event, &source.slot].into_iter().flatten() {
        add(Field::Body, told);
    }
    add(Field::Body, &source.target);
    if let Some(system) = system(&source.provider) {
        add(Field::Body, system.name);
    }
    for file in &note.attachments {
        add(Field::Body, &file.name);
    }
    for comment in &note.comments {
        add(Field::Comment, &comment.text);
    }
    texts
}

fn add_brief(add: &mut impl FnMut(Field, &str), brief: &Brief) {
    for text in [&brief.ask, &brief.if_no_reply, &brief.owner] {
        add(Field::Body, text);
    }
    for value in brief.fields.values() {
        match value {
            FieldValue::Text(text) | FieldValue::Choice(text) => add(Field::Body, text),
            FieldValue::List(entries) => entries.iter().for_each(|entry| add(Field::Body, entry)),
            FieldValue::Moment(_) | FieldValue::Number(_) | FieldValue::Toggle(_) => {}
        }
    }
    brief.links.iter().for_each(|link| add(Field::Body, link));
    if let Some(own) = &brief.own {
        add(Field::Body, &own.name);
    }
}

/// So much of a note is looked at to find what is like it: some three thousand words.
const MAX_LIKE_BYTES: usize = 20_000;

/// A note while it is written.
pub(super) fn like(to: &Like) -> Document {
    let end = to.text.floor_char_boundary(MAX_LIKE_BYTES);
    let mut facts: Vec<(Fact, String)> = Vec::new();
    facts.extend(to.person.iter().map(|met| (Fact::Person, met.clone())));
    facts.push((Fact::Provider, to.provider.clone()));
    facts.extend(system(&to.provider).map(|system| (Fact::Provider, system.name.to_owned())));
    Document {
        id: to.note.to_string(),
        moment: UtcMillis(0),
        texts: vec![(Field::Body, to.text[..end].to_owned())],
        facts,
    }
}

/// What filters look at: each by its stored name, which never changes, and in the person's words.
fn facts(note: &Note, messages: &dyn Messages) -> Vec<(Fact, String)> {
    let mut facts: Vec<(Fact, String)> = Vec::new();
    facts.extend(people(note).map(|person| (Fact::Person, person.to_owned())));
    facts.extend(note.tags.iter().map(|tag| (Fact::Tag, tag.clone())));
    facts.push((Fact::State, note.state.as_str().to_owned()));
    facts.push((Fact::State, state(note, messages)));
    if let Some(brief) = &note.brief {
        let kind = template(brief.template);
        facts.push((Fact::Template, brief.template.as_str().to_owned()));
        facts.push((Fact::Template, messages.text(kind.name_key, &[])));
        facts.extend(
            brief
                .own
                .iter()
                .map(|own| (Fact::Template, own.name.clone())),
        );
    }
    let source = &note.source;
    if !source.provider.is_empty() {
        facts.push((Fact::Provider, source.provider.clone()));
    }
    if let Some(system) = system(&source.provider) {
        facts.push((Fact::Provider, system.name.to_owned()));
    }
    if let Some(record) = &note.verdict {
        facts.push((Fact::Verdict, record.verdict.outcome.as_str().to_owned()));
        facts.push((Fact::Verdict, record.verdict.rule.to_string()));
    }
    facts
}

fn people(note: &Note) -> impl Iterator<Item = &str> {
    let met = note.source.person.iter();
    met.chain(&note.people).map(String::as_str)
}

fn state(note: &Note, messages: &dyn Messages) -> String {
    messages.text(&format!("life_state_{}", note.state.as_str()), &[])
}
