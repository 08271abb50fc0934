//! Texts for one's own calendar: questions for those who book, and when one answers.

use crate::settings::Settings;
use baton_brief::{Block, Document};
use baton_locale::Messages;
use baton_worktime::{DaySpan, Weekday, WorkingWeek, ZoneName};

/// The questions to paste into one's own booking page: purpose, start and end, plan, follow-up.
#[must_use]
pub fn intake(messages: &dyn Messages) -> Document {
    let say = |key: &str| messages.text(key, &[]);
    let title = say("calendar_intake");
    let questions = [
        "calendar_intake_purpose",
        "calendar_intake_end",
        "calendar_intake_plan",
        "calendar_intake_follow_up",
    ];
    Document {
        one_line: title.clone(),
        blocks: vec![
            Block::Title(title),
            Block::Paragraph(say("calendar_intake_why")),
            Block::Numbered {
                start: 1,
                items: questions.map(say).into(),
            },
            Block::Paragraph(say("calendar_intake_instead")),
        ],
    }
}

/// When the person works and how soon they answer, to share with those who write to them.
///
/// `browser_zone` is the zone that holds until they have set hours.
#[must_use]
pub fn statement(
    settings: &Settings,
    browser_zone: &ZoneName,
    messages: &dyn Messages,
) -> Document {
    let say = |key: &str, args: &[&str]| messages.text(key, args);
    let name = settings.name.trim();
    let title = if name.is_empty() {
        say("calendar_statement", &[])
    } else {
        say("calendar_statement_of", &[name])
    };
    let week = settings.own_week(browser_zone);
    let mut blocks = vec![Block::Title(title.clone())];
    let hours = hours(&week, messages);
    if hours.is_empty() {
        blocks.push(Block::Paragraph(say("calendar_no_hours", &[])));
    } else {
        let zone = week.zone().as_str();
        blocks.push(Block::Heading(say("calendar_hours", &[zone])));
        blocks.extend(hours);
    }
    let windows = &settings.windows;
    blocks.push(Block::Heading(say("calendar_answers", &[])));
    blocks.extend(
        [
            ("calendar_window_ask", windows.ask),
            ("calendar_window_review", windows.review),
            ("calendar_window_decide", windows.decide),
            ("calendar_window_decide_urgent", windows.decide_urgent),
        ]
        .map(|(key, days)| Block::Line {
            label: say(key, &[]),
            text: working_days(days, messages),
        }),
    );
    blocks.push(Block::Paragraph(say("calendar_outside_hours", &[])));
    Document {
        one_line: title,
        blocks,
    }
}

fn working_days(days: u16, messages: &dyn Messages) -> String {
    match days {
        0 => messages.text("calendar_same_day", &[]),
        1 => messages.text("calendar_one_day", &[]),
        days => messages.text("calendar_days", &[&days.to_string()]),
    }
}

/// A line for each run of days with the same hours; free days are left out.
fn hours(week: &WorkingWeek, messages: &dyn Messages) -> Vec<Block> {
    let mut lines = Vec::new();
    let mut days = Weekday::ALL.into_iter().peekable();
    while let Some(first) = days.next() {
        let spans = week.spans_on(first);
        let mut last = first;
        while let Some(next) = days.next_if(|day| week.spans_on(*day) == spans) {
            last = next;
        }
        if !spans.is_empty() {
            lines.push(Block::Line {
                label: run_of_days(first, last, messages),
                text: spans.iter().map(span).collect::<Vec<_>>().join(", "),
            });
        }
    }
    lines
}

fn run_of_days(first: Weekday, last: Weekday, messages: &dyn Messages) -> String {
    let name = |day: Weekday| messages.text(WEEKDAYS[day.index()], &[]);
    if first == last {
        name(first)
    } else {
        messages.text("calendar_days_run", &[&name(first), &name(last)])
    }
}

fn span(span: &DaySpan) -> String {
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    format!("{}–{}", clock(span.from()), clock(span.to()))
}

/// Keys of the weekdays' names, Monday first.
const WEEKDAYS: [&str; 7] = [
    "brief_weekday_monday",
    "brief_weekday_tuesday",
    "brief_weekday_wednesday",
    "brief_weekday_thursday",
    "brief_weekday_friday",
    "brief_weekday_saturday",
    "brief_weekday_sunday",
];
