//! Running a program.

use super::Fault;
use super::inputs::Inputs;
use super::meter::{CLOCK_STEPS, Meter};
use super::parse::{Expression, Program, Source, Step, Test};
use super::value::Value;
use crate::fault::Reason;
use std::borrow::Cow;

/// What a program writes.
#[derive(Debug)]
pub(crate) enum Written<'a> {
    /// The value it consists of, when it is one `{{…}}` and nothing else.
    Value(Value<'a>),
    /// Text.
    Text(String),
}

/// A loop on its way.
struct Loop<'a> {
    entries: Vec<Cow<'a, str>>,
    /// The entry whose turn it is.
    turn: usize,
}

/// Runs `program` until its end, or until `meter` is used up.
pub(crate) fn run<'a>(
    program: &'a Program<'a>,
    inputs: &Inputs<'a>,
    meter: &mut Meter,
) -> Result<Written<'a>, Fault> {
    let mut machine = Machine {
        inputs,
        meter,
        loops: Vec::new(),
    };
    if let [Step::Write(only)] = program.steps.as_slice() {
        return machine.value(only).map(Written::Value);
    }
    machine.text(program).map(Written::Text)
}

struct Machine<'a, 'r> {
    inputs: &'r Inputs<'a>,
    meter: &'r mut Meter,
    loops: Vec<Loop<'a>>,
}

impl<'a> Machine<'a, '_> {
    fn text(&mut self, program: &'a Program<'a>) -> Result<String, Fault> {
        let (mut text, mut chars) = (String::new(), 0);
        let (mut next, mut place) = (0, 0);
        while let Some(step) = program.steps.get(next) {
            next += 1;
            let paid = match step {
                Step::Text(piece) => {
                    let paid = self.meter.pay_text(piece, &mut chars);
                    text.push_str(piece);
                    paid
                }
                Step::Write(expression) => {
                    place = expression.at;
                    let value = self.value(expression)?;
                    let written = self.inputs.written(value, self.meter);
                    written.and_then(|written| {
                        self.meter.pay_text(&written, &mut chars)?;
                        text.push_str(&written);
                        Ok(())
                    })
                }
                Step::Unless { test, otherwise } => {
                    place = test.value.at;
                    if !self.holds(test)? {
                        next = *otherwise;
                    }
                    self.meter.pay(1)
                }
                Step::Jump(to) => {
                    next = *to;
                    self.meter.pay(1)
                }
                Step::Each { list, end } => {
                    place = list.at;
                    match self.value(list)? {
                        Value::List(entries) if !entries.is_empty() => {
                            self.loops.push(Loop { entries, turn: 0 });
                        }
                        _ => next = *end,
                    }
                    self.meter.pay(1)
                }
                Step::Next { begin } => {
                    if let Some(current) = self.loops.last_mut() {
                        current.turn += 1;
                        if current.turn < current.entries.len() {
                            next = *begin;
                        } else {
                            self.loops.pop();
                        }
                    }
                    self.meter.pay(1)
                }
            };
            paid.map_err(|reason| Fault { at: place, reason })?;
        }
        Ok(text)
    }

    fn value(&mut self, expression: &'a Expression<'a>) -> Result<Value<'a>, Fault> {
        let fault = |reason| Fault {
            at: expression.at,
            reason,
        };
        let mut value = self.source(&expression.source).map_err(fault)?;
        for call in &expression.calls {
            self.meter.pay(1).map_err(fault)?;
            value = call.apply(value, self.inputs, self.meter).map_err(fault)?;
        }
        Ok(value)
    }

    fn source(&mut self, source: &'a Source<'a>) -> Result<Value<'a>, Reason> {
        self.meter.pay(1)?;
        Ok(match source {
            Source::Text(text) => Value::Text(Cow::Borrowed(text)),
            Source::Variable(variable) => self.inputs.value(*variable, self.meter)?,
            Source::Entry(depth) => {
                let current = self.loops.get(*depth);
                let entry = current.and_then(|current| current.entries.get(current.turn));
                match entry {
                    Some(Cow::Borrowed(entry)) => Value::Text(Cow::Borrowed(entry)),
                    Some(Cow::Owned(entry)) => {
                        self.meter.pay_copy(entry.len())?;
                        Value::Text(Cow::Owned(entry.clone()))
                    }
                    None => Value::nothing(),
                }
            }
            Source::Turn => {
                let turn = self.loops.last().map_or(0, |current| current.turn + 1);
                Value::Number(u32::try_from(turn).ok())
            }
        })
    }

    fn holds(&mut self, test: &'a Test<'a>) -> Result<bool, Fault> {
        let value = self.value(&test.value)?;
        let fault = |reason| Fault {
            at: test.value.at,
            reason,
        };
        let holds = match (&test.equals, value) {
            (Some(wanted), value) => {
                let written = self.inputs.written(value, self.meter).map_err(fault)?;
                self.meter.pay_copy(written.len()).map_err(fault)?;
                written.trim() == wanted.as_ref()
            }
            (None, Value::Text(text)) => {
                let rest = text.trim_start();
                self.meter
                    .pay_copy(text.len() - rest.len())
                    .map_err(fault)?;
                !rest.is_empty()
            }
            (None, Value::List(entries)) => !entries.is_empty(),
            (None, Value::Moment(moment)) => moment.is_some(),
            (None, Value::Number(number)) => number.is_some_and(|number| number > 0),
        };
        Ok(holds != test.negated)
    }
}

impl<'a> Inputs<'a> {
    /// `value` as text, paid for.
    pub(crate) fn written(
        &self,
        value: Value<'a>,
        meter: &mut Meter,
    ) -> Result<Cow<'a, str>, Reason> {
        /// Words and clocks a moment in full asks the host for.
        const QUESTIONS: usize = 8;
        match &value {
            Value::List(entries) => {
                meter.pay_copy(entries.iter().map(|entry| entry.len()).sum())?
            }
            Value::Moment(Some(_)) => meter.pay(QUESTIONS * CLOCK_STEPS)?,
            _ => {}
        }
        Ok(value.written(self.context))
    }
}
