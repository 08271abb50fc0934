//! What the address bar suggests after `bt` and a space.

use crate::App;
use crate::ports::Ports;
use baton_notes::State;
use baton_protocol::{NoteOrder, NoteSummary, OwnReply, Run};
use serde::Serialize;

/// Notes that are suggested: a browser shows no more.
const MAX_SUGGESTIONS: u32 = 6;

/// How suggestions are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As the markup that Chromium reads.
    Markup,
    /// As plain text, for Firefox.
    Plain,
}

/// A line below the address bar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The page it stands for, as a path within the extension.
    pub content: String,
    /// What it says.
    pub description: String,
}

impl<P: Ports> App<P> {
    /// The notes that fit best what was typed. None when they cannot be had: the address bar has no
    /// place for a reason, and the notes page, where Enter leads, gives it.
    pub async fn suggest(&self, typed: String, style: Style) -> Vec<Suggestion> {
        if self.bring_in().await.is_err() {
            return Vec::new();
        }
        let found = self.list(typed, NoteOrder::Best, 0, MAX_SUGGESTIONS).await;
        let Ok(OwnReply::Notes { notes, .. }) = found else {
            return Vec::new();
        };
        let lines = notes.into_iter();
        lines
            .map(|line| Suggestion {
                content: format!("notes.html#{}", line.id),
                description: self.describe(&line, style),
            })
            .collect()
    }

    /// A state in the person's words.
    pub(crate) fn state_name(&self, state: State) -> String {
        let key = format!("life_state_{}", state.as_str());
        self.ports.messages().text(&key, &[])
    }

    /// The title with its marks, and what tells the note from others.
    fn describe(&self, line: &NoteSummary, style: Style) -> String {
        let whole = [Run {
            text: line.title.clone(),
            is_marked: false,
        }];
        let title = match line.marked_title.as_slice() {
            [] => &whole[..],
            marked => marked,
        };
        let state = line.state.map(|state| self.state_name(state));
        let told = [line.person.as_deref(), state.as_deref()];
        let told: Vec<&str> = told.into_iter().flatten().collect();
        let told = told.join(" · ");
        let shown = |text: &str| match style {
            Style::Markup => escaped(text),
            Style::Plain => text.to_owned(),
        };
        let [mark, unmark, dim, undim] = match style {
            Style::Markup => ["<match>", "</match>", " <dim>", "</dim>"],
            Style::Plain => ["", "", " (", ")"],
        };
        let mut description = String::new();
        for run in title {
            let (before, after) = if run.is_marked {
                (mark, unmark)
            } else {
                ("", "")
            };
            description += &[before, &shown(&run.text), after].concat();
        }
        if !told.is_empty() {
            description += &[dim, &shown(&told), undim].concat();
        }
        description
    }
}

/// Text within markup. Chromium refuses a whole list for one character that is none of XML's.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
