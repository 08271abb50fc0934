//! From a word of a query to the lists of each segment that have it.

use crate::beginnings::Beginnings;
use crate::dictionary::{Dictionary, List, Unreadable};
use crate::document::Fact;
use crate::postings::Shape;
use crate::query::{Group, QueryWord, Scope};
use crate::value::{WHOLE, key};

/// How near a word of a dictionary is to the one asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Nearness {
    /// It is one typo away, or begins with what is.
    Typo,
    /// It begins with the word.
    Beginning,
    /// It is the word.
    Exact,
}

/// A list that belongs to a word, and how near its own word is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub list: List,
    pub shape: Shape,
    pub nearness: Nearness,
}

/// One word that must stand in a note, or the whole value of a filter.
#[derive(Debug)]
pub(crate) struct Term {
    /// The group it belongs to.
    pub group: usize,
    /// How many words it stands behind the first of its group.
    pub offset: u32,
    pub is_text: bool,
    /// By segment.
    pub lists: Vec<Vec<Found>>,
}

impl Term {
    /// How many postings it has in all segments; of a list of one word, in how many notes it is.
    pub(crate) fn count(&self) -> u32 {
        let found = self.lists.iter().flatten();
        found.fold(0, |sum: u32, found| sum.saturating_add(found.list.count))
    }
}

/// Where a segment has the words.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    pub dictionary: Dictionary<'a>,
    pub beginnings: &'a Beginnings,
}

/// The terms of a group, each with its lists in every segment.
pub(crate) fn terms<'a>(
    number: usize,
    group: &Group,
    forgiving: bool,
    segments: impl Iterator<Item = Words<'a>> + Clone,
) -> Result<Vec<Term>, (usize, Unreadable)> {
    let look = |key: &Key| -> Result<Vec<Vec<Found>>, (usize, Unreadable)> {
        let each = segments.clone().enumerate();
        each.map(|(at, words)| key.look(words).map_err(|fault| (at, fault)))
            .collect()
    };
    let term = |offset, lists| Term {
        group: number,
        offset,
        is_text: matches!(group.scope, Scope::Text),
        lists,
    };
    match group.scope {
        Scope::Text => {
            let each = group.words.iter().map(|word| {
                let typo = forgiving && group.forgivable().is_some();
                look(&Key::text(word, typo)).map(|lists| term(word.offset, lists))
            });
            each.collect()
        }
        Scope::Fact(fact) => {
            let key = Key::value(fact, &group.words);
            look(&key).map(|lists| vec![term(0, lists)])
        }
    }
}

/// What is looked up in a dictionary.
struct Key<'a> {
    exact: Vec<u8>,
    /// Of the lists in the dictionary.
    shape: Shape,
    /// What longer words begin with that are found, too.
    beginning: Option<Vec<u8>>,
    /// The word, when it is forgiven a typo.
    typo: Option<&'a QueryWord>,
}

impl<'a> Key<'a> {
    fn text(word: &'a QueryWord, typo: bool) -> Self {
        let exact = word.text.as_bytes().to_vec();
        Self {
            beginning: word.is_open.then(|| exact.clone()),
            exact,
            shape: Shape::Stands,
            typo: typo.then_some(word),
        }
    }

    /// The value of a filter: itself as a whole, a word of it, or several words that stand in it side
    /// by side.
    fn value(fact: Fact, words: &[QueryWord]) -> Self {
        let mut text = String::new();
        for word in words {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(&word.text);
        }
        let exact = key(fact, &text);
        let is_open = words.last().is_some_and(|word| word.is_open);
        let goes_on = (is_open || words.len() > 1) && !text.starts_with(WHOLE);
        let mut beginning = goes_on.then(|| exact.clone());
        if let Some(beginning) = beginning.as_mut().filter(|_| !is_open) {
            beginning.push(b' ');
        }
        Self {
            exact,
            shape: Shape::Bare,
            beginning,
            typo: None,
        }
    }

    fn look(&self, words: Words<'_>) -> Result<Vec<Found>, Unreadable> {
        let dictionary = words.dictionary;
        let mut lists = Vec::new();
        let mut add = |nearness, list| {
            let shape = self.shape;
            lists.push(Found {
                list,
                shape,
                nearness,
            });
        };
        let nearness = |word: &[u8]| match word == self.exact {
            true => Nearness::Exact,
            false => Nearness::Beginning,
        };
        if let Some(word) = self.typo {
            let nearly = word.nearly();
            dictionary.nearly(&nearly, word.is_open, |found, list| {
                let begins = word.is_open && found.starts_with(&self.exact);
                match begins || found == self.exact {
                    true => add(nearness(found), list),
                    false => add(Nearness::Typo, list),
                }
            })?;
            return Ok(lists);
        }
        match &self.beginning {
            Some(start) if *start == self.exact => {
                let Some(list) = words.beginnings.find(start) else {
                    dictionary.beginning(start, |word, list| add(nearness(word), list))?;
                    return Ok(lists);
                };
                if let Some(list) = dictionary.find(&self.exact)? {
                    add(Nearness::Exact, list);
                }
                lists.push(Found {
                    list,
                    shape: Shape::Weights,
                    nearness: Nearness::Beginning,
                });
            }
            longer => {
                if let Some(list) = dictionary.find(&self.exact)? {
                    add(Nearness::Exact, list);
                }
                if let Some(start) = longer {
                    dictionary.beginning(start, |_, list| add(Nearness::Beginning, list))?;
                }
            }
        }
        Ok(lists)
    }
}
