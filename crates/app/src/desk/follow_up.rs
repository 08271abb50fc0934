//! What a note that waits for an answer asks at response-by, and the texts for what a person may do then.

use super::{FollowUpJob, FollowUpPlan};
use baton_brief::{Context, moment_text, response_days};
use baton_notes::{Note, NoteId, Waiting};
use baton_protocol::{Backup, FollowUpView};
use baton_worktime::{UtcMillis, WorkingWeek, Zones, to_local, to_utc};

/// The response window where the template has none, in working days.
const ONE_DAY: u16 = 1;

/// A browser's alarm may come so many milliseconds after its moment.
const ALARM_MILLIS: i64 = 10 * 60 * 1000;

/// What to do about all notes that wait.
pub(super) fn plan(job: &FollowUpJob, zones: &dyn Zones) -> FollowUpPlan {
    let told = job.told.split(' ').map(NoteId::parse);
    let told: Vec<NoteId> = told.filter_map(Result::ok).collect();
    let waiting = Waiting::decode(&job.waiting).unwrap_or_default();
    let plan = waiting.plan(&told, &job.week, zones, job.now);
    let ids: Vec<&str> = plan.told.iter().map(NoteId::as_str).collect();
    let backup = job.backup.as_deref().and_then(|record| {
        let backup: Backup = baton_json::from_str(record).ok()?;
        backup.due(job.now)
    });
    let (due, ahead) = match backup {
        Some(at) if at <= job.now => (Some(at), None),
        ahead => (None, ahead),
    };
    FollowUpPlan {
        backup_due: due,
        told: ids.join(" "),
        count: ids.len(),
        is_news: plan.is_news,
        wake: plan.wake.into_iter().chain(ahead).min(),
    }
}

/// `None` while it waits for nobody. `brief` is the brief in words.
pub(super) fn follow_up(
    note: &Note,
    brief: &str,
    own_week: &WorkingWeek,
    context: &Context,
) -> Option<FollowUpView> {
    let asks_at = note.asks_at()?;
    let written = note.brief.as_ref()?;
    let days = response_days(written.template, note.answers.purpose, &context.windows);
    let remind_by = ahead(context.week, days.unwrap_or(ONE_DAY), context);
    let silence = written.if_no_reply.trim();
    let mut text = Text::new(context);
    match context.person {
        Some(person) => text.say("followup_hello", &[person]),
        None => text.say("followup_hello_all", &[]),
    }
    let asked = note.deliveries.first().map_or(note.created, |sent| sent.at);
    let asked = moment_text(asked, context);
    let asked = [asked.as_str(), note.title()];
    let mut call = text.clone();
    text.say("followup_asked", &asked);
    text.say("followup_by", &[&moment_text(remind_by, context)]);
    if !silence.is_empty() {
        text.say("followup_silence", &[silence]);
    }
    call.say("followup_asked", &asked);
    call.say("followup_call", &[]);
    let needed_by = written.needed_by.unwrap_or(asks_at);
    let mut settled = Text::new(context);
    if !silence.is_empty() {
        let needed_by = moment_text(needed_by, context);
        settled.say("followup_settled", &[&needed_by, silence]);
    }
    Some(FollowUpView {
        asks_at,
        reminder: text.with_brief(brief),
        remind_by,
        call: call.with_brief(brief),
        silence: settled.text,
        tomorrow: tomorrow(own_week, context),
    })
}

/// So many working days ahead; days of 24 hours where the week has no hours.
fn ahead(week: &WorkingWeek, days: u16, context: &Context) -> UtcMillis {
    let ahead = week.response_due(context.zones, context.now, days);
    let plain = i64::from(days.max(ONE_DAY)) * 24 * 60 * 60 * 1000;
    ahead.unwrap_or(context.now.plus_millis(plain))
}

/// The next working day at this time of day; when its hours begin where an alarm for that would come when
/// they are over, and so be told a day later.
fn tomorrow(week: &WorkingWeek, context: &Context) -> UtcMillis {
    let at = ahead(week, ONE_DAY, context);
    let alarm = at.plus_millis(ALARM_MILLIS);
    if week.is_within_hours(context.zones, alarm) == Ok(true) {
        return at;
    }
    opening(week, context.zones, at).unwrap_or(at)
}

/// When the hours of the day begin in which `at` is, or which ends at `at`.
fn opening(week: &WorkingWeek, zones: &dyn Zones, at: UtcMillis) -> Option<UtcMillis> {
    let day = to_local(zones, week.zone(), at.plus_millis(-1)).ok()?;
    let midnight = to_utc(zones, week.zone(), day.date().at_minute(0)).ok()?;
    // At midnight itself the hours of the day before may still last.
    week.next_within_hours(zones, midnight.plus_millis(1)).ok()
}

/// Paragraphs.
#[derive(Clone)]
struct Text<'a> {
    context: &'a Context<'a>,
    text: String,
}

impl<'a> Text<'a> {
    const fn new(context: &'a Context<'a>) -> Self {
        Self {
            context,
            text: String::new(),
        }
    }

    fn say(&mut self, key: &str, args: &[&str]) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.push_str(&self.context.messages.text(key, args));
    }

    fn with_brief(mut self, brief: &str) -> String {
        self.say("followup_below", &[]);
        self.text.push_str("\n\n----------\n");
        self.text.push_str(brief);
        self.text
    }
}
