//! The numbers of the gate: thresholds of its rules, and response windows.

use baton_brief::MAX_WINDOW_DAYS;
use baton_settings::{Change, FileFault, Import, Settings, plan_import};

/// One number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// R1: minutes a reply takes at the earliest.
    ReplyLead,
    /// R1: minutes of a call.
    Call,
    /// R4: rounds before people meet.
    Rounds,
    /// R8: working days a decision needs.
    DecideDays,
    /// R9: minutes of a meeting.
    Live,
    /// Working days for an answer.
    Ask,
    /// Working days for feedback.
    Review,
    /// Working days for a decision.
    Decide,
    /// Working days for an urgent decision.
    DecideUrgent,
}

impl Number {
    /// Every number, as they stand on the page.
    pub const ALL: [Self; 9] = [
        Self::ReplyLead,
        Self::Call,
        Self::Rounds,
        Self::DecideDays,
        Self::Live,
        Self::Ask,
        Self::Review,
        Self::Decide,
        Self::DecideUrgent,
    ];

    /// Its stable name, for ids and text keys.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ReplyLead => "reply_lead",
            Self::Call => "call",
            Self::Rounds => "rounds",
            Self::DecideDays => "decide_days",
            Self::Live => "live",
            Self::Ask => "ask",
            Self::Review => "review",
            Self::Decide => "decide",
            Self::DecideUrgent => "decide_urgent",
        }
    }

    /// Whether it is a response window; else it is a threshold.
    #[must_use]
    pub const fn is_window(self) -> bool {
        matches!(
            self,
            Self::Ask | Self::Review | Self::Decide | Self::DecideUrgent
        )
    }

    /// The least and the most it may be.
    #[must_use]
    pub const fn range(self) -> (u32, u32) {
        match self {
            Self::ReplyLead => (0, 10_000),
            Self::Call | Self::Live => (1, 480),
            Self::Rounds => (1, 3),
            Self::DecideDays => (0, 60),
            Self::Ask | Self::Review | Self::Decide | Self::DecideUrgent => {
                (0, MAX_WINDOW_DAYS as u32)
            }
        }
    }

    /// The number in `settings`.
    #[must_use]
    pub fn of(self, settings: &Settings) -> u32 {
        let (thresholds, windows) = (&settings.thresholds, &settings.windows);
        match self {
            Self::ReplyLead => thresholds.reply_lead_minutes,
            Self::Call => thresholds.call_minutes.into(),
            Self::Rounds => thresholds.rounds_before_meeting.into(),
            Self::DecideDays => thresholds.decide_working_days.into(),
            Self::Live => thresholds.live_minutes.into(),
            Self::Ask => windows.ask.into(),
            Self::Review => windows.review.into(),
            Self::Decide => windows.decide.into(),
            Self::DecideUrgent => windows.decide_urgent.into(),
        }
    }

    /// What was typed, when it is a number in range.
    #[must_use]
    pub fn read(self, text: &str) -> Option<u32> {
        let (least, most) = self.range();
        let number = text.trim().parse().ok()?;
        (least..=most).contains(&number).then_some(number)
    }

    /// Sets it in `settings`, to a number in its range.
    pub fn set(self, settings: &mut Settings, number: u32) {
        let (thresholds, windows) = (&mut settings.thresholds, &mut settings.windows);
        let short = u16::try_from(number).unwrap_or(u16::MAX);
        match self {
            Self::ReplyLead => thresholds.reply_lead_minutes = number,
            Self::Call => thresholds.call_minutes = short,
            Self::Rounds => {
                thresholds.rounds_before_meeting = u8::try_from(number).unwrap_or(u8::MAX);
            }
            Self::DecideDays => thresholds.decide_working_days = short,
            Self::Live => thresholds.live_minutes = short,
            Self::Ask => windows.ask = short,
            Self::Review => windows.review = short,
            Self::Decide => windows.decide = short,
            Self::DecideUrgent => windows.decide_urgent = short,
        }
    }
}

/// Brings every number of `settings` into its range, to the nearer end; says whether one was
/// outside. A file may say what the page would not take, and older ones did.
pub fn keep_in_range(settings: &mut Settings) -> bool {
    let mut any = false;
    for number in Number::ALL {
        let (least, most) = number.range();
        let stated = number.of(settings);
        let kept = stated.clamp(least, most);
        if kept != stated {
            number.set(settings, kept);
            any = true;
        }
    }
    any
}

/// What taking in the file `text` would make of the settings `now`, as far as the page takes it.
///
/// # Errors
/// As [`plan_import`].
pub fn plan_file(now: &Settings, text: &str) -> Result<Import, FileFault> {
    let mut plan = plan_import(now, text)?;
    let settings = &mut plan.settings;
    if keep_in_range(settings) {
        plan.changes.retain(|change| match change {
            Change::Thresholds => settings.thresholds != now.thresholds,
            Change::Windows => settings.windows != now.windows,
            _ => true,
        });
    }
    Ok(plan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_that_is_set_is_the_one_that_is_read() {
        for number in Number::ALL {
            let mut settings = Settings::default();
            let (_, most) = number.range();
            number.set(&mut settings, most);
            assert_eq!(number.of(&settings), most, "{number:?}");
            let others = Number::ALL.into_iter().filter(|other| *other != number);
            for other in others {
                let usual = other.of(&Settings::default());
                assert_eq!(other.of(&settings), usual, "{number:?} changed {other:?}");
            }
        }
    }

    #[test]
    fn the_usual_numbers_are_in_range_and_others_are_refused() {
        for number in Number::ALL {
            let usual = number.of(&Settings::default());
            assert_eq!(number.read(&format!(" {usual} ")), Some(usual));
            let (_, most) = number.range();
            for text in ["", "-1", "1.5", "x", &(most + 1).to_string()] {
                assert_eq!(number.read(text), None, "{number:?}: {text}");
            }
        }
    }

    /// Numbers that can be stored and that the page would not take.
    fn outside() -> Settings {
        let mut settings = Settings::default();
        settings.thresholds.rounds_before_meeting = 5;
        settings.thresholds.call_minutes = 0;
        assert_eq!(settings.check(), Ok(()));
        settings
    }

    #[test]
    fn numbers_outside_of_their_range_come_to_its_nearer_end() {
        let mut settings = outside();
        assert!(keep_in_range(&mut settings));
        let thresholds = &settings.thresholds;
        assert_eq!(thresholds.rounds_before_meeting, 3);
        assert_eq!(thresholds.call_minutes, 1);
        assert!(!keep_in_range(&mut settings), "they are in range now");
    }

    #[test]
    fn a_file_changes_only_what_the_page_takes_of_it() {
        let file = baton_settings::write_file(&outside());
        let now = Settings::default();
        let plan = plan_file(&now, &file).unwrap();
        assert_eq!(plan.settings.thresholds.call_minutes, 1);
        assert_eq!(plan.changes, [Change::Thresholds]);
        let again = plan_file(&plan.settings, &file).unwrap();
        assert_eq!(again.changes, []);
    }
}
