//! The parts two sequences have in common, in the order of both: Myers' shortest edit script, up to
//! a bound.

/// Two sequences that differ in more parts than this are not searched for the fewest changes: then
/// only what they have in common at both ends counts.
const MOST_CHANGES: usize = 400;

/// The places of common parts in both, in ascending order.
pub fn common_parts(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    let ends = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| {
        pairs.take_while(|(this, that)| this == that).count()
    };
    let begin = ends(&mut left.iter().zip(right));
    let (rest_left, rest_right) = (&left[begin..], &right[begin..]);
    let end = ends(&mut rest_left.iter().rev().zip(rest_right.iter().rev()));
    let middle = [rest_left, rest_right].map(|rest| &rest[..rest.len() - end]);
    let mut common: Vec<_> = (0..begin).map(|place| (place, place)).collect();
    let between = fewest_changes(middle[0], middle[1]).into_iter();
    common.extend(between.map(|(this, that)| (begin + this, begin + that)));
    let behind = (0..end).rev();
    common.extend(behind.map(|back| (left.len() - 1 - back, right.len() - 1 - back)));
    common
}

/// As [`common_parts`], for sequences whose ends differ. Nothing where the changes are too many.
fn fewest_changes(left: &[&str], right: &[&str]) -> Vec<(usize, usize)> {
    let most = MOST_CHANGES.min(left.len() + right.len());
    // The diagonal of a place is how far it is in the left sequence less how far in the right, and
    // this much, so that it is never below 1.
    let middle = most + 1;
    // How far each diagonal has come in the left sequence, and one more: none has come anywhere yet.
    let mut reached = vec![0; 2 * most + 3];
    let mut before = Vec::new();
    for changes in 0..=most {
        before.push(reached.clone());
        for diagonal in (middle - changes..=middle + changes).step_by(2) {
            let mut x = entered_at(&reached, diagonal).0;
            let mut y = x + middle - diagonal;
            while x < left.len() && y < right.len() && left[x] == right[y] {
                (x, y) = (x + 1, y + 1);
            }
            reached[diagonal] = x + 1;
            if x >= left.len() && y >= right.len() {
                return way_back(&before, middle, (left.len(), right.len()));
            }
        }
    }
    Vec::new()
}

/// How far one is in the left sequence when one enters a diagonal from the one beside it that has
/// come further; and whether that was by a part of the left sequence, not of the right.
fn entered_at(reached: &[usize], diagonal: usize) -> (usize, bool) {
    let by_left = reached[diagonal - 1];
    let by_right = reached[diagonal + 1].saturating_sub(1);
    (by_left.max(by_right), by_left > by_right)
}

/// The common parts on the way that led here, in ascending order. `before` holds how far each
/// diagonal had come before each change.
fn way_back(
    before: &[Vec<usize>],
    middle: usize,
    (mut x, mut y): (usize, usize),
) -> Vec<(usize, usize)> {
    let mut common = Vec::new();
    for (changes, reached) in before.iter().enumerate().rev() {
        let (entered, by_left) = entered_at(reached, x + middle - y);
        while x > entered {
            (x, y) = (x - 1, y - 1);
            common.push((x, y));
        }
        match (changes, by_left) {
            (0, _) => {}
            (_, true) => x -= 1,
            (_, false) => y -= 1,
        }
    }
    common.reverse();
    common
}

#[cfg(test)]
mod tests {
    use super::{MOST_CHANGES, common_parts};

    /// The most parts two sequences can have in common, reckoned the slow way.
    fn most_in_common(left: &[&str], right: &[&str]) -> usize {
        let mut row = vec![0; right.len() + 1];
        for this in left {
            let mut before = 0;
            for (place, that) in right.iter().enumerate() {
                let above = row[place + 1];
                row[place + 1] = if this == that {
                    before + 1
                } else {
                    above.max(row[place])
                };
                before = above;
            }
        }
        row[right.len()]
    }

    #[test]
    fn the_most_possible_is_found_and_in_the_order_of_both() {
        // Every pair of sequences of up to six parts out of three.
        let all: Vec<Vec<&str>> = (0..3_usize.pow(6))
            .map(|mut n| {
                let mut parts = Vec::new();
                while n > 0 {
                    parts.push(["a", "b", "c"][n % 3]);
                    n /= 3;
                }
                parts
            })
            .collect();
        for left in all.iter().step_by(3) {
            for right in all.iter().step_by(2) {
                let common = common_parts(left, right);
                assert_eq!(
                    common.len(),
                    most_in_common(left, right),
                    "{left:?} {right:?}"
                );
                assert!(common.iter().all(|(x, y)| left[*x] == right[*y]));
                let ascends =
                    |pair: &[(usize, usize)]| pair[0].0 < pair[1].0 && pair[0].1 < pair[1].1;
                assert!(common.windows(2).all(ascends), "{common:?}");
            }
        }
    }

    #[test]
    fn of_sequences_with_too_many_changes_only_the_ends_count() {
        let left = vec!["left"; MOST_CHANGES];
        let right = vec!["right"; MOST_CHANGES];
        let around = |middle: &[&'static str]| [&["begin"], middle, &["end"]].concat();
        let (left, right) = (around(&left), around(&right));
        let last = left.len() - 1;
        assert_eq!(common_parts(&left, &right), [(0, 0), (last, last)]);
    }
}
