//! A table that is imported, before it is known what its columns are.

use crate::letters::Letters;
use baton_exchange::CsvField;

/// How a table is read, as far as a person said so.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReadAs {
    /// What it is written in, where it is not Unicode.
    pub letters: Option<Letters>,
    /// What its columns are.
    pub fields: Option<Vec<CsvField>>,
}

/// A table whose columns are to be named.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What its columns are called.
    pub header: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// What each column is.
    pub fields: Vec<CsvField>,
    /// What it was read as, where it is not Unicode.
    pub letters: Option<Letters>,
}

impl Table {
    /// How it is read once its columns are named.
    #[must_use]
    pub fn read_as(&self) -> ReadAs {
        ReadAs {
            letters: self.letters,
            fields: Some(self.fields.clone()),
        }
    }

    /// Names a column. Some names are of one column only.
    pub fn name(&mut self, column: usize, field: CsvField) {
        if !field.takes_several() {
            for other in self.fields.iter_mut().filter(|other| **other == field) {
                *other = CsvField::Ignore;
            }
        }
        if let Some(named) = self.fields.get_mut(column) {
            *named = field;
        }
    }
}
