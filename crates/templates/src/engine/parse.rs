//! From a template's text to its instructions.

use super::Fault;
use super::cursor::Cursor;
use super::dates::misfit;
use super::filter::{Argument, Call, Filter};
use super::value::ValueKind;
use super::variable::Variable;
use crate::fault::{Reason, quoted};
use crate::limits::{MAX_DEPTH, MAX_FILTERS};
use std::borrow::Cow;

/// The number of the turn within a loop, from 1.
const TURN: &str = "loop.index";

/// A template's instructions.
#[derive(Debug, Default)]
pub(crate) struct Program<'s> {
    pub(crate) steps: Vec<Step<'s>>,
}

impl<'s> Program<'s> {
    /// The text it writes in every draft, if that is always the same.
    pub(crate) fn fixed(&self) -> Option<&'s str> {
        match self.steps.as_slice() {
            [Step::Text(text)] => Some(text),
            _ => None,
        }
    }
}

/// An instruction. Places are indexes into [`Program::steps`].
#[derive(Debug)]
pub(crate) enum Step<'s> {
    /// Writes a text.
    Text(&'s str),
    /// Writes a value.
    Write(Expression<'s>),
    /// Goes on at `otherwise` unless the test holds.
    Unless { test: Test<'s>, otherwise: usize },
    /// Goes on there.
    Jump(usize),
    /// Begins to go through a list; goes on at `end` when it is empty.
    Each { list: Expression<'s>, end: usize },
    /// Goes on at `begin` with the next entry, or leaves the loop.
    Next { begin: usize },
}

/// A value and what is done to it.
#[derive(Debug)]
pub(crate) struct Expression<'s> {
    /// Its place in the template's text, in bytes.
    pub(crate) at: usize,
    pub(crate) source: Source<'s>,
    pub(crate) calls: Vec<Call<'s>>,
    /// The kind of what comes out.
    pub(crate) kind: ValueKind,
}

/// Where a value comes from.
#[derive(Debug)]
pub(crate) enum Source<'s> {
    Text(Cow<'s, str>),
    Variable(Variable),
    /// The entry of the loop of this depth, the outermost being 0.
    Entry(usize),
    /// The number of the innermost loop's turn.
    Turn,
}

/// What an `if` asks.
#[derive(Debug)]
pub(crate) struct Test<'s> {
    pub(crate) value: Expression<'s>,
    /// The text it must be equal to; without one it must be there.
    pub(crate) equals: Option<Cow<'s, str>>,
    /// Whether the opposite must hold.
    pub(crate) negated: bool,
}

/// A block that is still open.
enum Open<'s> {
    If {
        at: usize,
        /// The `Unless` that does not know yet where it leads; none behind `else`.
        pending: Option<usize>,
        /// The jumps from the ends of branches to behind the block.
        exits: Vec<usize>,
    },
    For {
        at: usize,
        begin: usize,
        name: &'s str,
    },
}

/// Reads a template's text.
pub(crate) fn parse(text: &str) -> Result<Program<'_>, Fault> {
    let mut parser = Parser {
        cursor: Cursor { text, at: 0 },
        steps: Vec::new(),
        open: Vec::new(),
    };
    parser.template()?;
    if let Some(block) = parser.open.first() {
        let (at, name) = match block {
            Open::If { at, .. } => (*at, "if"),
            Open::For { at, .. } => (*at, "for"),
        };
        let reason = Reason::UnclosedBlock(name.to_owned());
        return Err(Fault { at, reason });
    }
    Ok(Program {
        steps: parser.steps,
    })
}

struct Parser<'s> {
    cursor: Cursor<'s>,
    steps: Vec<Step<'s>>,
    open: Vec<Open<'s>>,
}

impl<'s> Parser<'s> {
    fn template(&mut self) -> Result<(), Fault> {
        let text = self.cursor.text;
        let mut from = 0;
        while let Some(found) = next_tag(text, self.cursor.at) {
            let before = self.steps.len();
            self.text(from, found);
            self.cursor.at = found + 2;
            if text[found..].starts_with("{{") {
                let value = self.expression(found)?;
                self.cursor.end_tag(found, "}}")?;
                self.steps.push(Step::Write(value));
            } else {
                self.block(found)?;
                self.cursor.end_tag(found, "%}")?;
                self.alone_on_its_line(from, found, before);
            }
            from = self.cursor.at;
        }
        self.text(from, text.len());
        Ok(())
    }

    fn text(&mut self, from: usize, to: usize) {
        if from < to {
            self.steps.push(Step::Text(&self.cursor.text[from..to]));
        }
    }

    /// A block's tag that stands alone on its line leaves no empty line behind. The text before
    /// it, which began at `from`, is the step `before`.
    fn alone_on_its_line(&mut self, from: usize, tag: usize, before: usize) {
        let text = self.cursor.text;
        let line = match text[from..tag].rfind('\n') {
            Some(end) => from + end + 1,
            None if from == 0 || text[..from].ends_with('\n') => from,
            None => return,
        };
        let rest = self.cursor.rest();
        let behind = rest.trim_start_matches([' ', '\t', '\r']);
        let ends = behind.is_empty() || behind.starts_with('\n');
        if !ends || !text[line..tag].trim().is_empty() {
            return;
        }
        self.cursor.at += rest.len() - behind.len() + usize::from(!behind.is_empty());
        if from < tag
            && let Some(step) = self.steps.get_mut(before)
        {
            *step = Step::Text(&text[from..line]);
        }
    }

    /// What stands behind `{%`.
    fn block(&mut self, at: usize) -> Result<(), Fault> {
        let Some(word) = self.cursor.word() else {
            return Err(self.cursor.misfit(at));
        };
        match word {
            "if" => {
                let test = self.test(at)?;
                self.open_block(at, |begin| Open::If {
                    at,
                    pending: Some(begin),
                    exits: Vec::new(),
                })?;
                self.steps.push(Step::Unless { test, otherwise: 0 });
            }
            "elseif" => {
                self.next_branch(at, word)?;
                let test = self.test(at)?;
                let begin = self.steps.len();
                if let Some(Open::If { pending, .. }) = self.open.last_mut() {
                    *pending = Some(begin);
                }
                self.steps.push(Step::Unless { test, otherwise: 0 });
            }
            "else" => self.next_branch(at, word)?,
            "endif" => match self.open.pop() {
                Some(Open::If { pending, exits, .. }) => {
                    for step in exits.into_iter().chain(pending) {
                        self.lead_here(step);
                    }
                }
                _ => return Err(unexpected(at, word)),
            },
            "for" => self.each(at)?,
            "endfor" => match self.open.pop() {
                Some(Open::For { begin, .. }) => {
                    self.steps.push(Step::Next { begin: begin + 1 });
                    self.lead_here(begin);
                }
                _ => return Err(unexpected(at, word)),
            },
            _ => {
                let reason = Reason::UnknownBlock(quoted(word));
                return Err(Fault { at, reason });
            }
        }
        Ok(())
    }

    /// Ends a branch of an `if` that has not had its `else`: the test before it leads here.
    fn next_branch(&mut self, at: usize, word: &str) -> Result<(), Fault> {
        let jump = self.steps.len();
        let Some(Open::If { pending, exits, .. }) = self.open.last_mut() else {
            return Err(unexpected(at, word));
        };
        let test = pending.take().ok_or_else(|| unexpected(at, word))?;
        exits.push(jump);
        self.steps.push(Step::Jump(0));
        self.lead_here(test);
        Ok(())
    }

    fn each(&mut self, at: usize) -> Result<(), Fault> {
        let place = self.cursor.at;
        let Some(name) = self.cursor.word() else {
            return Err(self.cursor.misfit(at));
        };
        let taken =
            Variable::named(name).is_some() || name == TURN || self.depth_of(name).is_some();
        if taken || name.contains('.') {
            let reason = Reason::NameTaken(quoted(name));
            return Err(Fault { at: place, reason });
        }
        if self.cursor.word() != Some("in") {
            return Err(self.cursor.misfit(at));
        }
        let list = self.expression(at)?;
        if list.kind != ValueKind::List {
            let reason = Reason::NotAList;
            return Err(Fault {
                at: list.at,
                reason,
            });
        }
        self.open_block(at, |begin| Open::For { at, begin, name })?;
        self.steps.push(Step::Each { list, end: 0 });
        Ok(())
    }

    /// Opens the block whose first step comes next.
    fn open_block(&mut self, at: usize, open: impl FnOnce(usize) -> Open<'s>) -> Result<(), Fault> {
        if self.open.len() == MAX_DEPTH {
            let reason = Reason::TooDeep { max: MAX_DEPTH };
            return Err(Fault { at, reason });
        }
        self.open.push(open(self.steps.len()));
        Ok(())
    }

    /// Lets the step `from` lead to the one that comes next.
    fn lead_here(&mut self, from: usize) {
        let here = self.steps.len();
        if let Some(
            Step::Jump(to) | Step::Unless { otherwise: to, .. } | Step::Each { end: to, .. },
        ) = self.steps.get_mut(from)
        {
            *to = here;
        }
    }

    /// The depth of the loop of this name, the outermost being 0.
    fn depth_of(&self, wanted: &str) -> Option<usize> {
        self.loops().position(|name| name == wanted)
    }

    /// The names of the open loops, the outermost first.
    fn loops(&self) -> impl Iterator<Item = &'s str> {
        self.open.iter().filter_map(|block| match block {
            Open::For { name, .. } => Some(*name),
            Open::If { .. } => None,
        })
    }

    fn test(&mut self, at: usize) -> Result<Test<'s>, Fault> {
        let begun = self.cursor.at;
        let mut negated = self.cursor.word() == Some("not");
        if !negated {
            self.cursor.at = begun;
        }
        let value = self.expression(at)?;
        let unequal = self.cursor.take("!=");
        if !unequal && !self.cursor.take("==") {
            return Ok(Test {
                value,
                equals: None,
                negated,
            });
        }
        negated ^= unequal;
        if !matches!(value.kind, ValueKind::Text | ValueKind::Number) {
            let reason = Reason::NotComparable;
            return Err(Fault {
                at: value.at,
                reason,
            });
        }
        let equals = match self.argument(at)? {
            Argument::Text(text) => text,
            Argument::Number(number) => Cow::Owned(number.to_string()),
        };
        Ok(Test {
            value,
            equals: Some(equals),
            negated,
        })
    }

    /// A value with its filters, in the tag begun at `begun`.
    fn expression(&mut self, begun: usize) -> Result<Expression<'s>, Fault> {
        self.cursor.skip_space();
        let at = self.cursor.at;
        let (source, mut kind) = match self.cursor.text_in_quotes()? {
            Some(text) => (Source::Text(text), ValueKind::Text),
            None => self.variable(begun)?,
        };
        let mut calls = Vec::new();
        while self.cursor.take("|") {
            self.cursor.skip_space();
            let place = self.cursor.at;
            if calls.len() == MAX_FILTERS {
                let reason = Reason::TooMany { max: MAX_FILTERS };
                return Err(Fault { at: place, reason });
            }
            let Some(name) = self.cursor.word() else {
                return Err(self.cursor.misfit(begun));
            };
            let fault = |reason| Fault { at: place, reason };
            let filter =
                Filter::named(name).ok_or_else(|| fault(Reason::UnknownFilter(quoted(name))))?;
            kind = filter
                .made_of(kind)
                .ok_or_else(|| fault(Reason::WrongKind(name.to_owned())))?;
            let mut arguments = Vec::new();
            while self.cursor.take(":") {
                let place = self.argument_place();
                let argument = self.argument(begun)?;
                if filter == Filter::Date && arguments.is_empty() {
                    fitting_format(&argument, place)?;
                }
                arguments.push(argument);
            }
            let call = filter
                .call(arguments)
                .ok_or_else(|| fault(Reason::BadArguments(name.to_owned())))?;
            calls.push(call);
        }
        Ok(Expression {
            at,
            source,
            calls,
            kind,
        })
    }

    fn variable(&mut self, begun: usize) -> Result<(Source<'s>, ValueKind), Fault> {
        let at = self.cursor.at;
        let Some(name) = self.cursor.word() else {
            return Err(self.cursor.misfit(begun));
        };
        if let Some(depth) = self.depth_of(name) {
            Ok((Source::Entry(depth), ValueKind::Text))
        } else if name == TURN && self.loops().next().is_some() {
            Ok((Source::Turn, ValueKind::Number))
        } else if let Some(variable) = Variable::named(name) {
            Ok((Source::Variable(variable), variable.kind()))
        } else {
            let reason = Reason::UnknownVariable(quoted(name));
            Err(Fault { at, reason })
        }
    }

    /// The place of the argument that comes next.
    fn argument_place(&mut self) -> usize {
        self.cursor.skip_space();
        self.cursor.at
    }

    /// A text in quotes or a number.
    fn argument(&mut self, begun: usize) -> Result<Argument<'s>, Fault> {
        if let Some(text) = self.cursor.text_in_quotes()? {
            return Ok(Argument::Text(text));
        }
        let at = self.cursor.at;
        let Some(word) = self.cursor.word() else {
            return Err(self.cursor.misfit(begun));
        };
        Argument::number(word).ok_or_else(|| Fault {
            at,
            reason: Reason::Unexpected(quoted(word)),
        })
    }
}

/// Whether a date can be written in a format that begins at `at`.
fn fitting_format(format: &Argument<'_>, at: usize) -> Result<(), Fault> {
    let Argument::Text(format) = format else {
        return Ok(());
    };
    let Some((offset, word)) = misfit(format) else {
        return Ok(());
    };
    let at = match format {
        Cow::Borrowed(_) => at + 1 + offset,
        // What was escaped stood elsewhere in the template's text: the quote is its place.
        Cow::Owned(_) => at,
    };
    let reason = Reason::Unexpected(quoted(word));
    Err(Fault { at, reason })
}

fn unexpected(at: usize, word: &str) -> Fault {
    Fault {
        at,
        reason: Reason::UnexpectedBlock(word.to_owned()),
    }
}

/// The next `{{` or `{%` from byte `from` on.
fn next_tag(text: &str, from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('{')) {
        at += found;
        if matches!(text.as_bytes().get(at + 1), Some(b'{' | b'%')) {
            return Some(at);
        }
        at += 1;
    }
    None
}
