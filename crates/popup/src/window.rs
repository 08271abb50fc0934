//! Which rows of a long list are in view, and how it is scrolled to one.

use std::ops::Range;

/// Rows that stand ready beyond those in view, on each side: Tab and a turn of the wheel find them.
const READY_ROWS: u32 = 10;
/// The window moves in steps of so many rows, so that not every pixel draws anew.
const STEP_ROWS: u32 = 8;

/// Where a list stands, in CSS pixels from the top of what shows it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Geometry {
    /// The top of the first row; negative when the list is scrolled down.
    pub top: f64,
    /// The height of a row, with the gap below it.
    pub row: f64,
    /// The height of what shows the list.
    pub room: f64,
    /// What covers the rows at its top.
    pub covered: f64,
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "casts from floats stay within the type"
)]
const fn whole(number: f64) -> u32 {
    number as u32
}

impl Geometry {
    /// The rows in view, of `total`. None while the list is not shown.
    pub(crate) fn in_view(&self, total: u32) -> Range<u32> {
        if self.row < 1.0 {
            return 0..0;
        }
        let first = whole((-self.top / self.row).floor()).min(total);
        let until = whole(((self.room - self.top) / self.row).ceil()).min(total);
        first..until.max(first)
    }

    /// How far to scroll down so that the row at `place` is in view; 0.0 when it is.
    pub(crate) fn way_to(&self, place: u32) -> f64 {
        let above = self.top + f64::from(place) * self.row - self.covered;
        let below = self.top + f64::from(place) * self.row + self.row - self.room;
        if above < 0.0 {
            above
        } else {
            below.max(0.0).min(above)
        }
    }
}

/// The rows that are drawn when these are in view. There always are some, for the height of a row is
/// read off them.
pub(crate) fn drawn(in_view: &Range<u32>, total: u32) -> Range<u32> {
    let start = in_view.start.min(total.saturating_sub(1));
    let first = start.saturating_sub(READY_ROWS) / STEP_ROWS * STEP_ROWS;
    let until = in_view.end.saturating_add(READY_ROWS);
    let until = until.div_ceil(STEP_ROWS).saturating_mul(STEP_ROWS);
    first.min(total)..until.min(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(top: f64) -> Geometry {
        Geometry {
            top,
            row: 80.0,
            room: 600.0,
            covered: 0.0,
        }
    }

    #[test]
    fn the_rows_between_top_and_bottom_are_in_view() {
        assert_eq!(at(100.0).in_view(100_000), 0..7);
        assert_eq!(at(-80.0).in_view(100_000), 1..9);
        assert_eq!(at(-8_000_000.0 + 300.0).in_view(100_000), 99_996..100_000);
        assert_eq!(at(5_000.0).in_view(9), 0..0, "further down the page");
        let hidden = Geometry {
            row: 0.0,
            ..at(0.0)
        };
        assert_eq!(hidden.in_view(9), 0..0);
    }

    #[test]
    fn few_rows_are_drawn_and_none_that_is_not_there() {
        assert_eq!(drawn(&(0..7), 100_000), 0..24);
        assert_eq!(drawn(&(50_001..50_010), 100_000), 49_984..50_024);
        assert_eq!(drawn(&(99_996..100_000), 100_000), 99_984..100_000);
        assert_eq!(drawn(&(0..0), 3), 0..3);
        assert_eq!(drawn(&(500..510), 20), 8..20, "the list became shorter");
        for first in 0..200 {
            let rows = drawn(&(first..first + 8), 100_000);
            assert!(rows.end - rows.start <= 44, "{rows:?}");
        }
    }

    #[test]
    fn a_row_out_of_view_is_reached_by_the_shortest_way() {
        assert_eq!(at(0.0).way_to(3), 0.0);
        assert_eq!(at(0.0).way_to(7), 40.0);
        assert_eq!(at(-800.0).way_to(2), -640.0);
        let covered = Geometry {
            covered: 60.0,
            ..at(-800.0)
        };
        assert_eq!(covered.way_to(10), -60.0);
    }
}
