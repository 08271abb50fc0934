//! The parts of a reply, each with the place it is meant for.

use super::score::score;
use super::{Answer, Reply};
use crate::limits::MAX_ANSWERS;

/// What a part of a reply is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Their own words, for no place that is known.
    Free,
    /// A signature, a footer, a quotation that is no copy.
    Rest,
    Restate,
    Number(u32),
    Single,
    Score,
}

/// A run of lines for one place.
#[derive(Debug)]
struct Piece {
    place: Place,
    /// How deep it is quoted. What is typed counts before what is quoted.
    depth: u8,
    /// What stood before it and is only told when it finds no place, as `2: `.
    lead: String,
    text: String,
}

/// The parts of a reply in their order.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    all: Vec<Piece>,
    /// Whether a blank line stands before the next.
    parted: bool,
}

impl Pieces {
    /// Begins a part.
    pub(super) fn begin(&mut self, place: Place, depth: u8, lead: &str, text: &str) {
        self.parted = false;
        self.all.push(Piece {
            place,
            depth,
            lead: lead.to_owned(),
            text: text.to_owned(),
        });
    }

    /// Adds a line to the last part when that is for `place`, else begins one.
    pub(super) fn add(&mut self, place: Place, depth: u8, text: &str) {
        let parted = std::mem::take(&mut self.parted);
        match self.all.last_mut() {
            Some(last) if last.place == place => {
                if last.text.is_empty() {
                    // The label may have been quoted, and what was filled in typed.
                    last.depth = depth;
                    last.text.push_str(text.trim_start());
                } else {
                    last.text.push_str(if parted { "\n\n" } else { "\n" });
                    last.text.push_str(text);
                }
            }
            _ => self.begin(place, depth, "", text),
        }
    }

    /// Notes a blank line.
    pub(super) fn part(&mut self) {
        self.parted = true;
    }

    pub(super) const fn is_parted(&self) -> bool {
        self.parted
    }

    /// Puts each part where it belongs: of several for one place the last that is least quoted.
    pub(super) fn placed(self, numbered: u32) -> Reply {
        let mut reply = Reply::default();
        let mut winners = Winners::default();
        for (at, piece) in self.all.iter().enumerate() {
            winners.try_piece(at, piece, &self.all);
        }
        if numbered == 0 && winners.single.is_none() {
            let is_free = |piece: &Piece| piece.place == Place::Free && !piece.text.is_empty();
            winners.single = self.all.iter().position(is_free);
        }
        let mut answers: Vec<(u32, usize)> = winners
            .numbers
            .iter()
            .enumerate()
            .filter_map(|(number, at)| Some((number as u32, (*at)?)))
            .collect();
        answers.truncate(MAX_ANSWERS);
        for (at, piece) in self.all.into_iter().enumerate() {
            let Piece {
                place, lead, text, ..
            } = piece;
            let is_won = |winner: Option<usize>| winner == Some(at);
            if text.is_empty() {
                continue;
            }
            if is_won(winners.restate) {
                reply.restate = Some(text);
            } else if is_won(winners.single) {
                reply.answer = Some(text);
            } else if is_won(winners.score) {
                let read = score(&text);
                reply.score = read.map(|(score, _)| score);
                if read.is_some_and(|(_, says_no_more)| !says_no_more) {
                    push_rest(&mut reply.rest, "", &text);
                }
            } else if let Place::Number(number) = place
                && answers.binary_search(&(number, at)).is_ok()
            {
                reply.answers.push(Answer { number, text });
            } else {
                push_rest(&mut reply.rest, &lead, &text);
            }
        }
        reply.answers.sort_unstable_by_key(|answer| answer.number);
        reply
    }
}

fn push_rest(rest: &mut String, lead: &str, text: &str) {
    if !rest.is_empty() {
        rest.push_str("\n\n");
    }
    rest.push_str(lead);
    rest.push_str(text);
}

/// Which part is kept for each place, by where it stands.
#[derive(Default)]
struct Winners {
    restate: Option<usize>,
    single: Option<usize>,
    score: Option<usize>,
    numbers: Vec<Option<usize>>,
}

impl Winners {
    fn try_piece(&mut self, at: usize, piece: &Piece, all: &[Piece]) {
        let place = match piece.place {
            _ if piece.text.is_empty() => return,
            Place::Free | Place::Rest => return,
            Place::Restate => &mut self.restate,
            Place::Single => &mut self.single,
            Place::Score if score(&piece.text).is_none() => return,
            Place::Score => &mut self.score,
            Place::Number(number) => {
                let number = number as usize;
                if self.numbers.len() <= number {
                    self.numbers.resize(number + 1, None);
                }
                match self.numbers.get_mut(number) {
                    Some(place) => place,
                    None => return,
                }
            }
        };
        let stands = place.and_then(|at| all.get(at));
        if stands.is_none_or(|stands| piece.depth <= stands.depth) {
            *place = Some(at);
        }
    }
}
