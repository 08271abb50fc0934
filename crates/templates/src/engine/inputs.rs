//! All that a template can read.

use super::meter::{CLOCK_STEPS, Meter};
use super::value::{Moment, Value, on_my_clocks};
use super::variable::Variable;
use crate::fault::Reason;
use baton_brief::{Context, WEEKDAY_KEYS, one_line, response_days, slot_moment};
use baton_gate::{Answers, TemplateId};
use baton_worktime::UtcMillis;
use std::borrow::Cow;
use std::cell::OnceCell;

/// The answers and what surrounds them, looked at only when a template asks.
pub(crate) struct Inputs<'a> {
    pub(crate) answers: &'a Answers,
    pub(crate) context: &'a Context<'a>,
    respond_by: OnceCell<Option<UtcMillis>>,
}

impl<'a> Inputs<'a> {
    /// Inputs of a draft whose answer is needed by `needed_by`, or by the end of a window when
    /// that is not known.
    pub(crate) fn new(
        answers: &'a Answers,
        context: &'a Context<'a>,
        needed_by: Option<UtcMillis>,
    ) -> Self {
        Self {
            answers,
            context,
            respond_by: needed_by.map_or_else(OnceCell::new, |at| OnceCell::from(Some(at))),
        }
    }

    /// What `variable` holds.
    pub(crate) fn value(&self, variable: Variable, meter: &mut Meter) -> Result<Value<'a>, Reason> {
        let (answers, context) = (self.answers, self.context);
        let text = |text: &'a str| Value::Text(Cow::Borrowed(text));
        Ok(match variable {
            Variable::Person => line(context.person, meter)?,
            Variable::FirstName => {
                let person = context.person.unwrap_or_default();
                meter.pay(person.len())?;
                text(person.split_whitespace().next().unwrap_or_default())
            }
            Variable::Event => line(context.event, meter)?,
            Variable::Minutes => Value::Number(answers.minutes.or(context.minutes).map(u32::from)),
            Variable::Slot => {
                let slot = context.slot.unwrap_or_default();
                meter.pay(slot.len() + 4 * CLOCK_STEPS)?;
                moment(slot_moment(slot, context.my_zone, context.zones))
            }
            Variable::Url => text(context.url),
            Variable::Host => {
                meter.pay(context.url.len())?;
                text(host(context.url))
            }
            Variable::Provider => {
                meter.pay(context.provider_name.len())?;
                text(context.provider_name)
            }
            Variable::Purpose => text(answers.purpose.map_or("", purpose_id)),
            Variable::PurposeName => {
                meter.pay(CLOCK_STEPS)?;
                Value::Text(answers.purpose.map_or_else(
                    || Cow::Borrowed(""),
                    |purpose| Cow::Owned(context.messages.text(purpose.label_key(), &[])),
                ))
            }
            Variable::DoneWhen => text(&answers.done_when),
            Variable::Points => {
                let mut points = Vec::with_capacity(answers.points.len());
                for point in &answers.points {
                    // Blanks are read to their end, and may be many.
                    let rest = point.trim_start();
                    meter.pay_copy(point.len() - rest.len())?;
                    if !rest.is_empty() {
                        points.push(Cow::Borrowed(point.as_str()));
                    }
                }
                Value::List(points)
            }
            Variable::Tried => text(&answers.tried),
            Variable::FollowUp => text(&answers.follow_up),
            Variable::WrittenWhere => text(&answers.written_where),
            Variable::Today => Value::Moment(Some(Moment {
                at: context.now,
                as_date: true,
            })),
            Variable::Weekday => {
                meter.pay(CLOCK_STEPS)?;
                let weekday = on_my_clocks(context.now, context).date().weekday();
                let key = WEEKDAY_KEYS[weekday.index()];
                Value::Text(Cow::Owned(context.messages.text(key, &[])))
            }
            Variable::Now => moment(Some(context.now)),
            Variable::MyZone => text(context.my_zone.as_str()),
            Variable::TheirZone => text(context.their_zone.map_or("", |zone| zone.as_str())),
            Variable::RespondBy => moment(self.respond_by()),
        })
    }

    /// Reckoned once a draft, because each working day asks the host's clocks.
    fn respond_by(&self) -> Option<UtcMillis> {
        *self.respond_by.get_or_init(|| {
            let (answers, context) = (self.answers, self.context);
            answers.needed_by.or_else(|| {
                let days = response_days(TemplateId::Ask, answers.purpose, &context.windows)?;
                let week = context.week;
                week.response_due(context.zones, context.now, days).ok()
            })
        })
    }
}

const fn moment<'a>(at: Option<UtcMillis>) -> Value<'a> {
    match at {
        Some(at) => Value::Moment(Some(Moment { at, as_date: false })),
        None => Value::Moment(None),
    }
}

/// A text of the page on one line.
fn line<'a>(text: Option<&'a str>, meter: &mut Meter) -> Result<Value<'a>, Reason> {
    let text = text.unwrap_or_default();
    meter.pay(text.len())?;
    Ok(Value::Text(Cow::Owned(one_line(text))))
}

/// The host of an address, without user and port; empty when there is none.
fn host(url: &str) -> &str {
    let Some((_, rest)) = url.split_once("://") else {
        return "";
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':').next().unwrap_or_default()
}

/// The id of a purpose, as it is stored.
const fn purpose_id(purpose: baton_gate::Purpose) -> &'static str {
    use baton_gate::Purpose;
    match purpose {
        Purpose::Decide => "decide",
        Purpose::Answer => "answer",
        Purpose::Inform => "inform",
        Purpose::Review => "review",
        Purpose::Solve => "solve",
        Purpose::Ideas => "ideas",
        Purpose::Acquaint => "acquaint",
        Purpose::Sensitive => "sensitive",
        Purpose::Incident => "incident",
        Purpose::Demo => "demo",
    }
}
