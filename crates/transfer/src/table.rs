//! A table that is imported, before it is known what its columns are.

use baton_exchange::CsvField;

/// A table whose columns are to be named.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What its columns are called.
    pub header: Vec<String>,
    /// The first rows.
    pub rows: Vec<Vec<String>>,
    /// What each column is.
    pub fields: Vec<CsvField>,
}

impl Table {
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
