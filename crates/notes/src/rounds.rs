//! How often somebody was written to without an answer.

use crate::lifecycle::{State, Step};
use crate::note::Delivery;

/// Deliveries closer together than this many milliseconds are one round: a brief is copied and mailed.
const SAME_ROUND_MILLIS: u64 = 60 * 60 * 1000;

/// After so many rounds without an answer, a call may be quicker.
pub const MAX_ROUNDS: usize = 3;

/// The rounds of a note since the other side last answered: each time its brief left is one. None while the
/// matter waits for nobody, because it was answered or ended.
#[must_use]
pub fn rounds(state: State, deliveries: &[Delivery], history: &[Step]) -> usize {
    if !matches!(state, State::Sent | State::Booked | State::Acknowledged) {
        return 0;
    }
    let answered = |step: &&Step| step.state == State::Answered;
    let since = history.iter().rev().find(answered).map(|step| step.at);
    let mut last = None;
    let mut count = 0;
    for delivery in deliveries {
        if since.is_some_and(|answered| delivery.at <= answered) {
            continue;
        }
        let is_same =
            last.is_some_and(|before: i64| delivery.at.0.abs_diff(before) < SAME_ROUND_MILLIS);
        count += usize::from(!is_same);
        last = Some(delivery.at.0);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::rounds;
    use crate::{Delivered, Delivery, Origin, State, Step};
    use baton_worktime::UtcMillis;

    const HOUR: i64 = 3_600_000;

    fn sent(hours: &[i64]) -> Vec<Delivery> {
        let at = |hour: &i64| Delivery {
            how: Delivered::Copied,
            at: UtcMillis(hour * HOUR),
            to: None,
        };
        hours.iter().map(at).collect()
    }

    fn answered(hour: i64) -> Vec<Step> {
        vec![Step {
            state: State::Answered,
            at: UtcMillis(hour * HOUR),
            from: Origin::Popup,
            by: None,
        }]
    }

    #[test]
    fn each_time_the_brief_leaves_is_a_round_and_copies_at_once_are_one() {
        assert_eq!(rounds(State::Sent, &sent(&[]), &[]), 0);
        assert_eq!(rounds(State::Sent, &sent(&[1, 30, 60]), &[]), 3);
        let mut at_once = sent(&[1, 1, 30]);
        at_once[1].at = at_once[1].at.plus_millis(HOUR / 2);
        assert_eq!(rounds(State::Booked, &at_once, &[]), 2);
    }

    #[test]
    fn an_answer_begins_the_count_anew_and_an_end_ends_it() {
        let three = sent(&[1, 30, 60]);
        assert_eq!(rounds(State::Sent, &three, &answered(40)), 1);
        assert_eq!(rounds(State::Answered, &three, &[]), 0);
        assert_eq!(rounds(State::Dropped, &three, &[]), 0);
    }
}
